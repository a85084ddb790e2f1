//! Ends at bad moments: kill -9, Ctrl-C, two at once. The environment is the old one or the new one, never a mixture.

mod changes;
mod harness;

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::support::{
    FakeIndex, Fault, PACKAGES, World, difference, environment, fleet, requirements, snapshot, wheel,
};

/// What an environment with all packages of one version holds, apart from state that names times and numbers.
fn is_whole(world: &World, version: &str) -> Result<(), String> {
    let mut expected: Vec<String> = (0..PACKAGES).map(|n| format!("p{n}=={version}")).collect();
    expected.sort();
    if world.installed() != expected {
        return Err(format!("installed: {:?}", world.installed()));
    }
    for n in 0..PACKAGES {
        let dir = world.site_packages().join(format!("p{n}/filler"));
        let files = snapshot(&dir);
        let right = |node: &crate::support::Node| format!("{node:?}").contains(&format!("# p{n} {version} "));
        if files.len() != 30 || !files.values().all(right) {
            return Err(format!("p{n}: {} files", files.len()));
        }
        if !world.venv().join(format!("bin/run{n}")).is_file() {
            return Err(format!("no script run{n}"));
        }
    }
    Ok(())
}

#[test]
fn leftovers_of_a_killed_sync_are_swept() {
    let index = fleet();
    let world = World::new().index(&index);
    world.write("requirements.txt", &requirements("1.0"));
    world.noglue(["sync"]).run().ok();
    let leftover = world.venv().join("gen/.tmp-1-1");
    std::fs::create_dir(&leftover).unwrap();
    std::fs::write(leftover.join("half"), "").unwrap();
    world.write("requirements.txt", &requirements("2.0"));
    world.noglue(["sync"]).run().ok();
    assert!(!leftover.exists());
}

#[test]
fn ctrl_c_during_a_download_ends_with_130_and_changes_nothing() {
    let index = fleet();
    let world = World::new().index(&index);
    world.write("requirements.txt", &requirements("1.0"));
    world.noglue(["sync"]).run().ok();
    let before = environment(&world.venv());
    index.fault("p7-2.0-py3-none-any.whl", Fault::Stall(Duration::from_secs(60)));
    world.write("requirements.txt", &requirements("2.0"));
    index.take_requests();
    let running = world.noglue(["sync"]).start();
    let start = Instant::now();
    while index.count("p7-2.0-py3-none-any.whl") == 0 {
        assert!(start.elapsed() < Duration::from_secs(20), "the wheel was never asked for");
        std::thread::sleep(Duration::from_millis(2));
    }
    running.signal(Signal::INT);
    let start = Instant::now();
    let seen = running.wait().code(130);
    assert!(start.elapsed() < Duration::from_secs(3), "took {:?} to stop", start.elapsed());
    assert_eq!(difference(&before, &environment(&world.venv())), Vec::<String>::new(), "{}", seen.stderr());
    index.heal();
    world.noglue(["sync"]).run().ok();
    is_whole(&world, "2.0").unwrap();
}

#[test]
fn a_store_entry_that_was_damaged_is_found_and_made_again() {
    let index = fleet();
    let world = World::new().index(&index);
    world.write("requirements.txt", &requirements("1.0"));
    world.noglue(["sync"]).run().ok();
    std::fs::remove_dir_all(world.venv()).unwrap();
    let mut cut = 0;
    for entry in walkdir::WalkDir::new(world.cache().join("wheels")).into_iter().flatten() {
        if entry.file_name() == "m0003.py" {
            std::fs::set_permissions(entry.path(), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
            std::fs::write(entry.path(), "").unwrap();
            cut += 1;
        }
    }
    assert_eq!(cut, PACKAGES);
    world.noglue(["sync"]).run().ok();
    is_whole(&world, "1.0").unwrap();
}

#[test]
fn two_syncs_of_one_project_come_one_after_the_other() {
    let index = fleet();
    let world = World::new().index(&index);
    world.write("requirements.txt", &requirements("2.0"));
    let all: Vec<_> = (0..4).map(|_| world.noglue(["sync"]).start()).collect();
    for running in all {
        running.wait().ok();
    }
    is_whole(&world, "2.0").unwrap();
}

#[test]
fn many_projects_fill_one_cold_cache_together() {
    let index = fleet();
    let world = World::new().index(&index);
    let projects: Vec<_> = (0..5).map(|n| world.home().join(format!("project{n}"))).collect();
    let all: Vec<_> = projects
        .iter()
        .map(|dir| {
            std::fs::create_dir(dir).unwrap();
            std::fs::write(dir.join("requirements.txt"), requirements("1.0")).unwrap();
            world.noglue(["sync"]).cwd(dir).start()
        })
        .collect();
    for running in all {
        running.wait().ok();
    }
    let site = |dir: &std::path::Path| dir.join(".venv/lib").join(world.python().name()).join("site-packages");
    let first = snapshot(&site(&projects[0]).join("p3"));
    assert_eq!(first.len(), 31);
    for dir in &projects[1..] {
        assert_eq!(difference(&first, &snapshot(&site(dir).join("p3"))), Vec::<String>::new());
    }
}

#[test]
fn a_running_program_keeps_its_tree_while_the_next_is_switched_in() {
    let index = FakeIndex::start();
    for version in ["1.0", "2.0"] {
        let late = format!("version = '{version}'\n");
        index.publish(wheel("a", version).file("a/__init__.py", "").file("a/late.py", late));
    }
    let world = World::new().index(&index);
    world.write("requirements.txt", "a==1.0\n");
    world.noglue(["sync"]).run().ok();
    let go = world.root().join("go");
    let code = format!(
        "import os, time, a\nprint('started', flush=True)\n\
         while not os.path.exists({go:?}): time.sleep(0.01)\n\
         import a.late; print('late', a.late.version)\n"
    );
    world.write("run.py", &code);
    let mut running = world.noglue(["run", "--", "python", "run.py"]).start();
    running.wait_for("started");
    world.write("requirements.txt", "a==2.0\n");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==2.0"]);
    std::fs::write(&go, "").unwrap();
    running.wait().ok().stdout_has("late 1.0");
}
