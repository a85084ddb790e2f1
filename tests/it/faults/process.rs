//! Processes: signals at every stage, outputs that are closed, many at once, and a world that changes meanwhile.

use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::support::{
    FakeIndex, Fault, PACKAGES, Running, World, contents, difference, environment, fleet, requirements, wheel,
};

fn settled() -> (World, FakeIndex) {
    let index = fleet();
    let world = World::new().index(&index);
    world.write("requirements.txt", &requirements("1.0"));
    world.noglue(["sync"]).run().ok();
    world.write("requirements.txt", &requirements("2.0"));
    (world, index)
}

/// A sync that waits for a download.
fn waiting(world: &World, index: &FakeIndex) -> Running {
    index.fault("p7-2.0-py3-none-any.whl", Fault::Stall(Duration::from_secs(60)));
    index.take_requests();
    let running = world.noglue(["sync"]).start();
    let start = Instant::now();
    while index.count("p7-2.0-py3-none-any.whl") == 0 {
        assert!(start.elapsed() < Duration::from_secs(60), "the wheel was never asked for");
        std::thread::sleep(Duration::from_millis(2));
    }
    running
}

#[test]
fn every_signal_that_ends_a_program_is_said_and_changes_nothing() {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129)] {
        let (world, index) = settled();
        let before = environment(&world.venv());
        let running = waiting(&world, &index);
        running.signal(signal);
        running.wait().code(code).stderr_has("run the same command again").lacks("panicked");
        assert_eq!(difference(&before, &environment(&world.venv())), Vec::<String>::new());
        index.heal();
        world.noglue(["sync"]).run().ok();
        assert_eq!(world.installed().len(), PACKAGES);
    }
}

#[test]
fn signals_at_any_instant_leave_the_old_or_the_new() {
    let (world, _index) = settled();
    let old = contents(&world.venv());
    let started = Instant::now();
    world.noglue(["sync"]).run().ok();
    let whole = started.elapsed();
    let new = contents(&world.venv());
    let signals = [Signal::INT, Signal::TERM, Signal::HUP];
    for number in 0..9u32 {
        world.write("requirements.txt", &requirements("1.0"));
        world.noglue(["sync"]).run().ok();
        world.write("requirements.txt", &requirements("2.0"));
        let mut running = world.noglue(["sync"]).start();
        let start = Instant::now();
        while start.elapsed() < whole * (2 * number + 1) / 18 && running.is_running() {
            std::thread::sleep(Duration::from_micros(200));
        }
        running.signal(signals[number as usize % 3]);
        running.wait().any().lacks("panicked");
        let found = contents(&world.venv());
        assert!(found == old || found == new, "neither old nor new");
        world.noglue(["sync"]).run().ok();
        assert_eq!(difference(&contents(&world.venv()), &new), Vec::<String>::new());
    }
}

#[test]
fn one_that_was_stopped_goes_on_and_others_wait_for_it() {
    let (world, index) = settled();
    let running = waiting(&world, &index);
    running.signal(Signal::STOP);
    index.heal();
    // It holds no lock while it downloads.
    world.noglue(["pip", "install", "p0==2.0"]).run().ok();
    running.signal(Signal::CONT);
    let seen = running.wait().any();
    assert!(matches!(seen.exit_code(), Some(0 | 3)), "{}", seen.stderr());
    world.noglue(["sync"]).run().ok();
    assert!(world.installed().iter().all(|package| package.ends_with("==2.0")), "{:?}", world.installed());
}

#[test]
fn closed_and_full_outputs_stop_nothing() {
    let (world, _index) = settled();
    let noglue = env!("CARGO_BIN_EXE_noglue");
    for (line, version) in [
        ("exec \"$0\" \"$@\" >&- 2>&- <&-", "2.0"),
        ("exec \"$0\" \"$@\" >/dev/full 2>/dev/full", "1.0"),
        ("\"$0\" \"$@\" 2>&1 | true", "2.0"),
    ] {
        world.write("requirements.txt", &requirements(version));
        world.program(Path::new("/bin/sh")).args(["-c", line, noglue, "sync"]).run().ok();
        world.noglue(["sync", "--check"]).run().ok();
        world.noglue(["verify"]).run().ok();
    }
}

#[test]
fn ten_at_once_in_one_project_lose_no_change() {
    let index = FakeIndex::start();
    for number in 0..10 {
        index.publish(wheel(&format!("q{number}"), "1.0").filler(10, 100));
    }
    index.publish(wheel("base", "1.0"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "base\n");
    world.noglue(["sync"]).run().ok();
    let all: Vec<Running> =
        (0..10).map(|number| world.noglue(["pip", "install", &format!("q{number}")]).start()).collect();
    for running in all {
        running.wait().ok();
    }
    let mut expected: Vec<String> = (0..10).map(|number| format!("q{number}==1.0")).collect();
    expected.insert(0, "base==1.0".into());
    assert_eq!(world.installed(), expected);
    world.noglue(["verify"]).run().ok();
    let gone: Vec<Running> =
        (0..10).map(|number| world.noglue(["pip", "uninstall", &format!("q{number}")]).start()).collect();
    for running in gone {
        running.wait().ok();
    }
    assert_eq!(world.installed(), ["base==1.0"]);
}

#[test]
fn ten_projects_fill_one_store_at_once() {
    let index = fleet();
    let world = World::new().index(&index);
    let dirs: Vec<_> = (0..10).map(|number| world.home().join(format!("project{number}"))).collect();
    let all: Vec<Running> = dirs
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
    for dir in &dirs {
        world.noglue(["verify"]).cwd(dir).run().ok();
    }
    world.noglue(["cache", "verify"]).run().ok();
}

#[test]
fn a_project_that_is_removed_meanwhile_does_not_come_back() {
    let (world, index) = settled();
    let running = waiting(&world, &index);
    std::fs::remove_dir_all(world.project()).unwrap();
    index.heal();
    running.signal(Signal::STOP);
    running.signal(Signal::CONT);
    let seen = running.wait().any();
    assert!(seen.exit_code() != Some(0) && seen.stderr().contains("error: "), "{}", seen.stderr());
    assert!(!world.project().exists(), "it came back");
}

#[test]
fn a_clock_that_was_set_back_is_no_matter() {
    let (world, _index) = settled();
    // As if all that is there had been made ten years from now.
    let future = std::time::SystemTime::now() + Duration::from_secs(10 * 365 * 24 * 60 * 60);
    for dir in [world.cache().join("index"), world.cache().join("metadata"), world.cache().join("interpreters")] {
        for entry in walkdir::WalkDir::new(dir).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            let file = std::fs::File::options().append(true).open(entry.path()).unwrap();
            file.set_modified(future).unwrap();
        }
    }
    let state = world.venv().join("state.json");
    let text = std::fs::read_to_string(&state).unwrap();
    let made: serde_json::Value = text.parse().unwrap();
    let later = text.replace(&made["made"].to_string(), "2000000000000");
    std::fs::write(world.venv().join("current/state.json"), later).unwrap();
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed().len(), PACKAGES);
    world.noglue(["history"]).run().ok().stdout_has("noglue sync");
    world.noglue(["rollback"]).run().ok();
    assert!(world.installed().contains(&"p0==1.0".to_owned()));
}
