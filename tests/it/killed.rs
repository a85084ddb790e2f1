//! Ends at bad moments: kill -9, Ctrl-C, two at once. The environment is the old one or the new one, never a mixture.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::support::{FakeIndex, Fault, World, difference, environment, snapshot, wheel};

const PACKAGES: usize = 12;

/// Twelve packages in two versions each, so that an upgrade changes everything.
fn index() -> FakeIndex {
    let index = FakeIndex::start();
    for version in ["1.0", "2.0"] {
        for n in 0..PACKAGES {
            index.publish(wheel(&format!("p{n}"), version).filler(30, 300).entry_point(&format!("run{n}"), "x:y"));
        }
    }
    index
}

fn requirements(version: &str) -> String {
    (0..PACKAGES).map(|n| format!("p{n}=={version}\n")).collect()
}

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

/// Kills so many syncs, each a little later in the time that `reset` expects a whole one to take, and holds the
/// environment to `fits`; then lets it finish.
fn killed_at(world: &World, count: u32, reset: impl Fn() -> Duration, fits: impl Fn() -> Result<(), String>) {
    let mut cut = 0;
    for number in 0..count {
        let delay = reset() * (2 * number + 1) / (2 * count);
        let mut running = world.noglue(["sync"]).start();
        let start = Instant::now();
        while start.elapsed() < delay && running.is_running() {
            std::thread::sleep(Duration::from_micros(200));
        }
        cut += u32::from(running.is_running());
        running.signal(Signal::KILL);
        drop(running);
        fits().unwrap_or_else(|e| panic!("after kill at {delay:?}: {e}"));
        world.noglue(["sync"]).run().ok();
        is_whole(world, "2.0").unwrap_or_else(|e| panic!("after kill at {delay:?} and again: {e}"));
    }
    assert!(cut >= count / 6, "only {cut} of {count} were cut short: the delays are too long");
}

#[test]
fn an_upgrade_killed_at_any_instant_leaves_the_old_or_the_new() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", &requirements("2.0"));
    world.noglue(["sync"]).run().ok();
    let reset = || {
        world.write("requirements.txt", &requirements("1.0"));
        // The way back is as long as the way that will be cut, and just as warm but for the first.
        let start = Instant::now();
        world.noglue(["sync"]).run().ok();
        let whole = start.elapsed();
        world.write("requirements.txt", &requirements("2.0"));
        whole
    };
    reset();
    let fits = || is_whole(&world, "1.0").or_else(|old| is_whole(&world, "2.0").map_err(|new| format!("{old}; {new}")));
    killed_at(&world, 24, reset, fits);
}

#[test]
fn a_first_sync_killed_at_any_instant_leaves_nothing_or_all() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", &requirements("2.0"));
    let start = Instant::now();
    world.noglue(["sync"]).run().ok();
    let whole = start.elapsed();

    let reset = || {
        std::fs::remove_dir_all(world.venv()).unwrap();
        let cold = walkdir::WalkDir::new(world.cache()).into_iter().flatten().filter(|e| e.file_type().is_dir());
        for dir in cold {
            let _ = std::fs::set_permissions(dir.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755));
        }
        std::fs::remove_dir_all(world.cache()).unwrap();
        whole
    };
    let fits = || {
        if !world.venv().join("pyvenv.cfg").exists() {
            return Ok(());
        }
        is_whole(&world, "2.0").or_else(|why| if world.installed().is_empty() { Ok(()) } else { Err(why) })
    };
    killed_at(&world, 16, reset, fits);
}

#[test]
fn leftovers_of_a_killed_sync_are_swept() {
    let index = index();
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
    let index = index();
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
    let index = index();
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
    let index = index();
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
    let index = index();
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
