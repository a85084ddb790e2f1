//! What must not be done: names that are none, environments in use, lists that came with a clone, kills.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::{path, site};
use crate::support::{World, difference, snapshot};

#[test]
fn names_that_are_none_are_refused_and_leave_nothing() {
    let (world, _index) = site();
    let long = "x".repeat(200);
    for bad in
        ["", ".", "..", ".venv", "-x", "--", "a/b", "../x", "/etc", "a b", "a\nb", "$(id)", "a@b", "naïve/", &long]
    {
        let words = ["env", "create", bad];
        let said = world.noglue(words).run();
        assert!(matches!(said.status.code(), Some(2)), "{bad:?}: {}", said.stderr);
        world.noglue(["sync", &format!("--env={bad}")]).run().any().lacks("panicked");
    }
    assert!(!world.data().join("named").exists() || world.data().join("named").read_dir().unwrap().count() == 0);
    world.noglue(["env", "create", "naïve", "--free"]).run().ok();
    for bad in [".", "..", "-x", "a/b", "../x", "a b", "$(id)"] {
        world.noglue(["env", "rename", "naïve", bad]).run().code(2);
    }
    world.noglue(["env", "create", "naïve", "--free"]).run().code(1).clear_error().stderr_has("already");
    world.noglue(["env", "create", "other", "--free"]).run().ok();
    world.noglue(["env", "rename", "naïve", "other"]).run().code(1).clear_error();
    world.noglue(["env", "copy", "naïve", "other"]).run().code(1).clear_error();
    for words in [["env", "path", "nosuch"], ["env", "remove", "nosuch"], ["env", "use", "nosuch"]] {
        world.noglue(words).run().code(1).clear_error();
    }
    world.noglue(["env", "path", "othr"]).run().code(1).stderr_has("did you mean 'other'?");
}

#[test]
fn a_list_that_came_with_a_clone_redirects_nothing() {
    let (world, _index) = site();
    world.noglue(["sync", "-e", "mine"]).run().ok();
    world.noglue(["setup", "--yes"]).run().ok();
    let mine = path(&world, "mine");
    let clone = world.home().join("clone");
    std::fs::create_dir(&clone).unwrap();
    std::fs::write(clone.join("requirements.txt"), "b\n").unwrap();
    std::fs::write(clone.join(".python-envs"), format!("{}\n", mine.display())).unwrap();
    let before = snapshot(&mine);
    for words in
        [&["sync"][..], &["pip", "install", "b"], &["pip", "uninstall", "a"], &["pip", "sync", "requirements.txt"]]
    {
        world.noglue(words).cwd(&clone).run().code(6).clear_error().stderr_has("not an environment of this project");
    }
    // A link in the clone leads there, too.
    std::os::unix::fs::symlink(mine.parent().unwrap(), clone.join("x")).unwrap();
    std::fs::write(clone.join(".python-envs"), "x/.venv\n").unwrap();
    world.noglue(["sync"]).cwd(&clone).run().code(6).clear_error().stderr_has("not an environment of this project");
    assert_eq!(difference(&before, &snapshot(&mine)), Vec::<String>::new());
    // An environment of the clone's own, with a python that would say so.
    let canary = world.root().join("ran");
    let bin = clone.join("envs/evil/bin");
    std::fs::create_dir_all(&bin).unwrap();
    std::fs::write(bin.join("python"), format!("#!/bin/sh\ntouch {}\n", canary.display())).unwrap();
    std::os::unix::fs::symlink("python", bin.join("python3")).unwrap();
    std::fs::write(clone.join("envs/evil/pyvenv.cfg"), format!("home = {}\nversion = 3.11.2\n", bin.display()))
        .unwrap();
    world.program(std::path::Path::new("/bin/chmod")).args(["-R", "755"]).arg(&clone).run().ok();
    std::fs::write(clone.join(".python-envs"), "envs/evil\n").unwrap();
    for words in [
        &[][..],
        &["why"],
        &["env", "list"],
        &["env", "list", "--all", "--json"],
        &["run", "python", "-c", "1"],
        &["env", "run-all", "python", "-c", "1"],
        &["env", "use", "evil"],
        &["env", "path", "evil"],
        &["pip", "list"],
        &["pip", "install", "b"],
        &["python", "path"],
        &["workon", "evil"],
        &["env", "kernel"],
        &["sync", "--dry-run"],
        &["sync", "--check"],
    ] {
        world.noglue(words).cwd(&clone).run().any().lacks("panicked");
    }
    let shim = world.program(&world.shims().join("python")).args(["-c", "1"]).cwd(&clone);
    shim.run().code(126).stderr_has("not made by you");
    assert!(!canary.exists(), "the clone's python was run");
    // A list of what is not here stops no first sync.
    std::fs::write(clone.join(".python-envs"), "/somebody/elses/env\n").unwrap();
    world.noglue(["sync"]).cwd(&clone).run().ok().stderr_has("clone/.venv");
}

#[test]
fn an_environment_in_use_stays() {
    let (world, _index) = site();
    world.noglue(["sync", "-e", "busy"]).run().ok();
    let wait = ["run", "-e", "busy", "python", "-c", "import sys, time; print(1, flush=True); time.sleep(600)"];
    let mut running = world.noglue(wait).start();
    running.wait_for("1");
    for words in [&["env", "remove", "busy"][..], &["env", "rename", "busy", "x"]] {
        world.noglue(words).run().code(1).clear_error().stderr_has("uses busy");
    }
    let active = world.noglue(["env", "remove", "busy"]).env("VIRTUAL_ENV", path(&world, "busy"));
    active.run().code(1).clear_error().stderr_has("deactivate");
    world.noglue(["env", "remove", "--force", "busy"]).run().ok();
    running.signal(Signal::KILL);
    running.wait().killed_by(Signal::KILL);
}

#[test]
fn an_environment_whose_python_is_gone_says_so() {
    let (world, _index) = site();
    world.noglue(["sync", "-e", "docs"]).run().ok();
    let python = std::fs::canonicalize(path(&world, "docs")).unwrap().join("current/bin/python");
    std::fs::remove_file(&python).unwrap();
    std::os::unix::fs::symlink("/nonexistent/python3.11", &python).unwrap();
    world.noglue(["run", "-e", "docs", "python"]).run().code(126).clear_error().stderr_has("gone");
    world.noglue(["env", "list"]).run().ok().stdout_has("docs");
    world.noglue(["env", "remove", "docs"]).run().ok();
}

#[test]
fn a_rename_that_is_killed_leaves_the_old_or_the_new_and_can_be_finished() {
    let (world, _index) = site();
    world.noglue(["sync", "-e", "a0"]).run().ok();
    let mut name = "a0".to_owned();
    for round in 1..=12u32 {
        let next = format!("a{round}");
        let running = world.noglue(["env", "rename", &name, &next]).start();
        let wait = Instant::now();
        while wait.elapsed() < Duration::from_micros(700 * u64::from(round)) {
            std::hint::spin_loop();
        }
        running.signal(Signal::KILL);
        let _ = running.wait().any();
        let there: Vec<String> = [&name, &next].into_iter().filter(|one| exists(&world, one)).cloned().collect();
        assert_eq!(there.len(), 1, "{name} to {next}: {there:?}");
        name.clone_from(&there[0]);
        world.noglue(["run", "-e", &name, "a-cli"]).run().ok().stdout_has(&format!("{name}@project"));
    }
    // Whatever was left half done: the next rename, and a sync, end with everything right.
    world.noglue(["env", "rename", &name, "last"]).run().ok();
    let env = path(&world, "last");
    assert_eq!(world.program(&env.join("bin/a-cli")).run().ok().raw_stdout(), format!("ran in {}\n", env.display()));
    world.noglue(["sync", "-e", "last"]).run().ok();
    let list = std::fs::read_to_string(world.project().join(".python-envs")).unwrap();
    assert!(list.lines().any(|line| line == env.to_str().unwrap()), "{list}");
}

fn exists(world: &World, name: &str) -> bool {
    world.noglue(["env", "path", name]).run().any().exit_code() == Some(0)
}
