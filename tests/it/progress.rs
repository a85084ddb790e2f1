//! What is seen while something takes long: a bar on a terminal, nothing in a pipe; a summary in both.

use std::time::Duration;

use crate::support::{FakeIndex, Fault, Output, World, wheel};

/// Runs its words on a terminal and prints what came out there.
const TERMINAL: &str = "import pty, sys\nsys.exit(pty.spawn(sys.argv[1:]) >> 8)";

/// A world in which downloads take a while.
fn slow() -> (World, FakeIndex) {
    let index = FakeIndex::start();
    for name in ["a", "b", "c"] {
        let wheel = wheel(name, "1.0").filler(3, 1000);
        index.fault(&wheel.filename(), Fault::Slow(Duration::from_millis(900)));
        index.publish(wheel);
    }
    index.publish(wheel("b", "0.9"));
    let world = World::new().index(&index).env("TERM", "xterm");
    world.write("requirements.txt", "a\nb\nc\n");
    (world, index)
}

fn on_a_terminal(world: &World, words: &[&str]) -> Output {
    let run = world.program(&world.python().executable).args(["-c", TERMINAL, env!("CARGO_BIN_EXE_noglue")]);
    run.args(words).cwd(world.project()).run()
}

#[test]
fn a_terminal_shows_a_bar_once_it_takes_long_and_takes_it_away() {
    let (world, _index) = slow();
    let seen = on_a_terminal(&world, &["sync"]).ok();
    let said = seen.raw_stdout();
    let bar = said.find(" [").unwrap_or_else(|| panic!("no bar in {said:?}"));
    let summary = said.find("a 1.0").unwrap_or_else(|| panic!("no summary in {said:?}"));
    assert!(bar < summary, "{said:?}");
    assert!(said[bar..summary].contains("\u{1b}[2K"), "the bar is cleared: {said:?}");
}

#[test]
fn what_is_fast_or_quiet_shows_no_bar() {
    let (world, index) = slow();
    let seen = on_a_terminal(&world, &["sync", "--quiet"]).ok();
    assert_eq!(seen.raw_stdout().trim(), "");
    index.heal();
    index.publish(wheel("d", "1.0"));
    world.write("requirements.txt", "a\nb\nc\nd\n");
    let seen = on_a_terminal(&world, &["sync"]).ok();
    assert!(seen.raw_stdout().contains("d 1.0") && !seen.raw_stdout().contains(" ["), "{:?}", seen.raw_stdout());
}

#[test]
fn a_pipe_gets_the_summary_alone() {
    let (world, index) = slow();
    let said = world.noglue(["sync"]).run().ok().stderr();
    assert!(!said.contains(['\r', '\u{1b}']) && !said.contains(" ["), "{said:?}");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[..3], [" + a 1.0", " + b 1.0", " + c 1.0"]);
    assert!(lines[3].contains("3 packages on CPython") && lines[3].contains(" in "), "{said:?}");
    assert_eq!(lines.len(), 4, "{said:?}");
    index.heal();
    world.write("requirements.txt", "a\nb==0.9\n");
    let said = world.noglue(["sync"]).run().ok().stderr();
    assert_eq!(said.lines().take(2).collect::<Vec<_>>(), [" ~ b 1.0 -> 0.9", " - c 1.0"], "{said:?}");
}
