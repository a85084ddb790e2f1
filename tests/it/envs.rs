//! Environments with names: made, listed, changed, used; and lists that came with a clone, which change nothing.

mod editors;
mod elsewhere;
mod refused;
mod workon;

use std::path::{Path, PathBuf};

use crate::support::{FakeIndex, World, python, wheel};

/// A world with a project that asks for `a`, which brings the command `a-cli`.
pub fn site() -> (World, FakeIndex) {
    let index = FakeIndex::start();
    let code = "import sys\ndef main():\n    print('ran in', sys.prefix)\n";
    index.publish(wheel("a", "1.0").entry_point("a-cli", "a:main").file("a/__init__.py", code));
    index.publish(wheel("b", "1.0"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    (world, index)
}

/// Where an environment lies.
#[track_caller]
pub fn path(world: &World, name: &str) -> PathBuf {
    PathBuf::from(world.noglue(["env", "path", name]).run().ok().raw_stdout().trim_end())
}

fn list_of(world: &World) -> String {
    std::fs::read_to_string(world.project().join(".python-envs")).unwrap_or_default()
}

// A program runs on a generation of its environment.
fn environment_of(prefix: &str) -> String {
    prefix.split("/gen/").next().unwrap().to_owned()
}

fn prefix(world: &World, name: &str) -> String {
    let run = world.noglue(["run", "-e", name, "--", "python", "-c", "import sys; print(sys.prefix)"]);
    let seen = run.run().ok().raw_stdout().trim().to_owned();
    environment_of(&seen)
}

#[test]
fn a_project_has_several_environments_beside_its_own() {
    let (world, _index) = site();
    world.noglue(["sync"]).run().ok();
    world.noglue(["env", "create", "docs"]).run().ok().stderr_has("noglue sync -e docs");
    let docs = path(&world, "docs");
    assert!(docs.starts_with(world.data()) && docs.ends_with(".venv"), "{docs:?}");
    assert_eq!(list_of(&world), format!("{}\n", docs.display()));
    assert_eq!(prefix(&world, "docs"), docs.to_str().unwrap());
    world.noglue(["sync", "-e", "docs"]).run().ok();
    world.noglue(["-e", "docs", "pip", "install", "b"]).run().ok();
    world.noglue(["pip", "list", "--env", "docs"]).run().ok().stdout_has("b ").stdout_has("a ");
    world.noglue(["pip", "list"]).run().ok().lacks("b ");
    let ran = world.noglue(["run", "-e", "docs", "a-cli"]).run().ok();
    assert_eq!(environment_of(ran.raw_stdout()), format!("ran in {}", docs.display()));
    world.noglue(["run", "a-cli"]).run().ok().stdout_has("project/.venv");
    // Options after the command are the command's own.
    let echoed = world.noglue(["run", "-e", "docs", "python", "-c", "import sys; print(sys.argv)", "-e", "x"]);
    echoed.run().ok().stdout_has("['-c', '-e', 'x']");
    let listed = world.noglue(["env", "list", "--json"]).run().ok().json();
    assert_eq!(listed[0]["name"], "docs");
    assert_eq!(listed[0]["default"], false);
    world.noglue(["history", "--env", "docs"]).run().ok().stdout_has("noglue pip install b");
    world.noglue(["sync"]).env("NOGLUE_ENV", "docs").run().ok().stderr_has("docs@project");
}

#[test]
fn sync_makes_the_environment_it_is_told_and_it_keeps_its_python() {
    let (Some(old), Some(new)) = (python("3.9"), python("3.12")) else { return };
    let (world, _index) = site();
    for python in [old, new] {
        let name = format!("py{}", python.short().replace('.', ""));
        world.noglue(["sync", "-e", &name, "--python"]).arg(&python.executable).run().ok();
        let version = world.noglue(["run", "-e", &name, "python", "-c", "import sys; print(sys.version_info[1])"]);
        version.run().ok().stdout_is(&python.minor.1.to_string());
    }
    assert_eq!(list_of(&world).lines().count(), 2);
    let all = world.noglue(["env", "run-all", "--", "python", "-c", "import a, sys; print(sys.version_info[1])"]);
    let all = all.run().ok();
    assert_eq!(all.raw_stdout().split_whitespace().collect::<Vec<_>>(), ["12", "9"], "{}", all.stderr());
    world.noglue(["env", "run-all", "python", "-c", "raise SystemExit(7)"]).run().code(7).stderr_has("failed in");
}

#[test]
fn without_its_own_a_project_uses_the_last_of_its_list() {
    let (world, _index) = site();
    world.noglue(["setup", "--yes"]).run().ok();
    world.noglue(["sync", "-e", "one"]).run().ok();
    world.noglue(["sync", "-e", "two"]).run().ok();
    let which = |expected: &str| {
        let seen = world.program(&world.shims().join("python")).args(["-c", "import sys; print(sys.prefix)"]);
        let seen = seen.cwd(world.project()).run().ok();
        assert_eq!(environment_of(seen.raw_stdout().trim()), path(&world, expected).to_str().unwrap());
    };
    which("one");
    world.noglue(["env", "use", "two"]).run().ok();
    which("two");
    world.noglue(["env", "list"]).run().ok().stdout_has("* two");
    // A plain sync is of what the project uses.
    world.noglue(["sync"]).run().ok().stderr_has("two@project");
    world.noglue(["venv"]).run().ok();
    world.noglue(["env", "use", "one"]).run().code(1).clear_error().stderr_has("PEP 832");
    world.noglue(["sync"]).run().ok().stderr_has("project/.venv");
}

#[test]
fn a_free_environment_belongs_to_nobody() {
    let (world, _index) = site();
    world.noglue(["env", "create", "tools", "--free"]).run().ok();
    assert_eq!(path(&world, "tools"), world.data().join("named/tools/.venv"));
    assert_eq!(list_of(&world), "");
    world.noglue(["-e", "tools", "pip", "install", "a"]).cwd("/").run().ok();
    world.noglue(["run", "-e", "tools", "a-cli"]).cwd("/").run().ok().stdout_has("named/tools");
    world.noglue(["sync", "-e", "tools"]).run().code(1).clear_error().stderr_has("belongs to no project");
    // What a project asks for is not written down for it either.
    world.noglue(["-e", "tools", "add", "b"]).run().code(1).clear_error().stderr_has("belongs to no project");
    assert!(!world.data().join("named/tools/requirements.txt").exists());
    world.noglue(["-e", "docs", "add", "b"]).run().ok();
    world.noglue(["-e", "docs", "pip", "list"]).run().ok().stdout_has("b ");
    // Activated, it is what pip's words mean, also inside of a project.
    world.noglue(["venv"]).run().ok();
    world.noglue(["sync"]).run().ok();
    let active = world.noglue(["pip", "install", "b"]).env("VIRTUAL_ENV", path(&world, "tools"));
    active.run().ok().stderr_has("named/tools");
    world.noglue(["pip", "list", "-e", "tools"]).run().code(2);
}

#[test]
fn names_change_and_scripts_follow() {
    let (world, _index) = site();
    world.noglue(["sync", "-e", "old"]).run().ok();
    let old = path(&world, "old");
    world.noglue(["env", "rename", "old", "new"]).run().ok();
    assert!(!old.exists());
    let new = path(&world, "new");
    assert_eq!(list_of(&world), format!("{}\n", new.display()));
    // Not only by noglue: the script itself, and the file that activates.
    let ran = world.program(&new.join("bin/a-cli")).run().ok();
    assert_eq!(ran.raw_stdout(), format!("ran in {}\n", new.display()));
    let dash = world.program(Path::new("/bin/sh")).args(["-c", ". \"$E/bin/activate\"; echo \"$VIRTUAL_ENV_PROMPT\""]);
    dash.env("E", &new).run().ok().stdout_is("new@project");
    world.noglue(["sync", "-e", "new", "--check"]).run().ok();
    world.noglue(["run", "-e", "old", "true"]).run().code(1).clear_error();
    world.noglue(["env", "remove", "new"]).run().ok();
    assert_eq!(list_of(&world), "");
    assert_eq!(std::fs::read_dir(world.data().join("named")).unwrap().count(), 0);
    world.noglue(["trust", "--list"]).run().ok().lacks("named");
}

#[test]
fn a_copy_has_the_packages_and_a_life_of_its_own() {
    let (world, _index) = site();
    world.noglue(["sync", "-e", "one"]).run().ok();
    std::fs::write(path(&world, "one").join("bin/mine"), "#!/bin/sh\necho mine\n").unwrap();
    world.noglue(["env", "copy", "one", "two"]).run().ok();
    let two = path(&world, "two");
    let ran = world.program(&two.join("bin/a-cli")).run().ok();
    assert_eq!(ran.raw_stdout(), format!("ran in {}\n", two.display()));
    assert!(two.join("bin/mine").exists());
    world.noglue(["-e", "two", "pip", "install", "b"]).run().ok();
    world.noglue(["-e", "one", "pip", "list"]).run().ok().lacks("b ");
    world.noglue(["env", "remove", "one"]).run().ok();
    world.noglue(["run", "-e", "two", "a-cli"]).run().ok();
    world.noglue(["env", "copy", "two", "two"]).run().code(1).clear_error();
    // Of the project's own, too.
    world.noglue(["venv"]).run().ok();
    world.noglue(["sync"]).run().ok();
    world.noglue(["env", "copy", "project", "three"]).run().ok();
    world.noglue(["run", "-e", "three", "a-cli"]).run().ok().stdout_has("three@project");
}

#[test]
fn a_project_that_was_moved_has_its_environments_still() {
    let (world, _index) = site();
    world.noglue(["sync", "-e", "docs"]).run().ok();
    let moved = world.home().join("moved");
    std::fs::rename(world.project(), &moved).unwrap();
    world.noglue(["run", "-e", "docs", "a-cli"]).cwd(&moved).run().ok();
    let listed = world.noglue(["env", "list", "--json"]).cwd(&moved).run().ok().json();
    assert_eq!(listed[0]["project"], moved.to_str().unwrap());
    world.noglue(["sync", "-e", "docs"]).cwd(&moved).run().ok();
    world.noglue(["sync", "-e", "docs", "--check"]).cwd(&moved).run().ok();
}

#[test]
fn environments_of_virtualenvwrapper_are_seen_and_used_where_they_lie() {
    let (world, _index) = site();
    let workon_home = world.home().join(".virtualenvs");
    let python = world.python().executable.clone();
    world.program(&python).args(["-m", "venv", "--without-pip"]).arg(workon_home.join("legacy")).run().ok();
    std::fs::write(workon_home.join("postactivate"), "echo hook\n").unwrap();
    world.noglue(["env", "list"]).run().ok().stdout_has("legacy").stdout_has("made by virtualenvwrapper");
    assert_eq!(prefix(&world, "legacy"), workon_home.join("legacy").to_str().unwrap());
    world.noglue(["-e", "legacy", "pip", "install", "a"]).run().ok();
    let child = "import os; print(os.environ.get('NOGLUE_PROJECT'), os.environ['VIRTUAL_ENV'])";
    let seen = world.noglue(["run", "-e", "legacy", "python", "-c", child]).run().ok();
    assert_eq!(seen.raw_stdout(), format!("None {}\n", workon_home.join("legacy").display()));
    world.noglue(["env", "copy", "legacy", "fresh"]).run().ok();
    world.noglue(["run", "-e", "fresh", "a-cli"]).run().ok().stdout_has("named/fresh");
    world.noglue(["env", "rename", "legacy", "elder"]).run().ok();
    world.program(&workon_home.join("elder/bin/a-cli")).run().ok().stdout_has("elder");
    let elsewhere = world.noglue(["env", "list"]).env("WORKON_HOME", "/nonexistent");
    elsewhere.run().ok().lacks("elder").stdout_has("fresh");
    world.noglue(["env", "remove", "elder"]).run().ok();
    assert!(!workon_home.join("elder").exists());
}
