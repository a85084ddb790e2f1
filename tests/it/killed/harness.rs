//! Kills one change again and again, at random instants and at system calls, and holds what is left to the promise.
//!
//! `NOGLUE_TEST_KILLS` says how often each change is killed; then a row of the table is printed for each.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::support::{Node, Run, World, contents, difference, is_ci, skip};

const FEW: u32 = 20;

/// Calls that change files or names; a kill comes before one of them.
const CALLS: &str = "rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,mkdir,mkdirat,\
    openat,write,copy_file_range,fchmod,chmod,utimensat,ftruncate,fsync,fdatasync,sync_file_range,syncfs,flock,execve";

type Contents = BTreeMap<String, Node>;

/// A change, and how to come back to where it begins.
pub struct Change<'a> {
    pub name: &'a str,
    pub world: &'a World,
    /// Makes the old state; what the command reads asks for the new one then.
    pub reset: &'a dyn Fn(),
    /// The change, by a new process each time.
    pub command: &'a dyn Fn() -> Run,
}

/// How it went.
#[derive(Default)]
struct Tally {
    kills: u32,
    cut: u32,
    old: u32,
    new: u32,
}

impl Change<'_> {
    /// Kills it as often as it is asked for, at random instants and at system calls in turn.
    pub fn survives(&self) {
        let asked = std::env::var("NOGLUE_TEST_KILLS").ok().map(|text| text.parse().unwrap());
        let count: u32 = asked.unwrap_or(FEW);
        // Once for what only the first run has to fetch, so that the time is that of those that are killed.
        (self.reset)();
        (self.command)().run().ok();
        (self.reset)();
        let old = self.there();
        let started = Instant::now();
        (self.command)().run().ok();
        let whole = started.elapsed();
        let new = self.there();
        assert_ne!(old, new, "{}: the change changes nothing", self.name);
        let calls = self.calls();
        let mut tally = Tally::default();
        for number in 0..count {
            (self.reset)();
            assert_eq!(difference(&self.there(), &old), Vec::<String>::new(), "{}: not as before", self.name);
            let (what, was_cut) = match calls {
                Some(calls) if number % 2 == 1 => {
                    // From the first call to the last; where there are fewer than kills, each of them.
                    let at = 1 + (number / 2) * calls / (count / 2).max(1);
                    (format!("call {at} of {calls}"), self.killed_at_call(at))
                }
                _ => {
                    let delay = whole * (2 * number + 1) / (2 * count);
                    (format!("{delay:?} of {whole:?}"), self.killed_after(delay))
                }
            };
            tally.kills += 1;
            tally.cut += u32::from(was_cut);
            let found = self.there();
            match (found == old, found == new) {
                (true, _) => tally.old += 1,
                (_, true) => tally.new += 1,
                _ => panic!(
                    "{}: killed at {what}: neither old nor new\n{:#?}\n{:#?}",
                    self.name,
                    difference(&found, &old),
                    difference(&found, &new)
                ),
            }
            (self.command)().run().ok();
            let healed = self.there();
            assert_eq!(difference(&healed, &new), Vec::<String>::new(), "{}: {what}: not healed", self.name);
            // What a killed noglue had started may go on for a moment; until it has ended its directories are its own.
            let started = Instant::now();
            while !self.left().is_empty() && started.elapsed() < Duration::from_secs(20) {
                std::thread::sleep(Duration::from_millis(20));
                // Where there is nothing to do any more the store is not opened.
                self.world.noglue(["cache", "verify"]).run().ok();
                (self.command)().run().ok();
            }
            assert_eq!(self.left(), Vec::<String>::new(), "{}: {what}: left behind", self.name);
        }
        assert!(tally.cut >= count / 4, "{}: only {} of {count} were cut short", self.name, tally.cut);
        if asked.is_some() {
            let Tally { kills, cut, old, new } = tally;
            // Not `eprintln!`: the runner keeps that of passing tests to itself.
            let row = format!("| {} | {kills} | {cut} | {old} | {new} | {kills} of {kills} |\n", self.name);
            let _ = std::io::Write::write_all(&mut std::io::stderr(), row.as_bytes());
        }
    }

    // An environment exists when its pyvenv.cfg does.
    fn there(&self) -> Contents {
        let venv = self.world.venv();
        if venv.join("pyvenv.cfg").exists() { contents(&venv) } else { Contents::new() }
    }

    fn killed_after(&self, delay: Duration) -> bool {
        let mut running = (self.command)().start();
        let start = Instant::now();
        while start.elapsed() < delay && running.is_running() {
            std::thread::sleep(Duration::from_micros(200));
        }
        let was_cut = running.is_running();
        running.signal(Signal::KILL);
        let _ = running.wait().any();
        was_cut
    }

    fn killed_at_call(&self, at: u32) -> bool {
        let inject = format!("inject={CALLS}:signal=KILL:when={at}");
        let seen = (self.command)().under(&["strace", "-f", "-qq", "-o", "/dev/null", "-e", &inject]).run();
        !seen.status.success()
    }

    // How many such calls the busiest thread makes; `None` where nothing can count them.
    fn calls(&self) -> Option<u32> {
        (self.reset)();
        let log = self.world.root().join("calls");
        let trace = format!("trace={CALLS}");
        let words = ["strace", "-f", "-qq", "-o", log.to_str().unwrap(), "-e", &trace];
        if !Path::new("/usr/bin/strace").is_file() {
            assert!(!is_ci(), "strace is missing");
            skip("kills at system calls", "no strace");
            return None;
        }
        (self.command)().under(&words).run().ok();
        let text = std::fs::read_to_string(&log).unwrap();
        let mut threads: BTreeMap<&str, u32> = BTreeMap::new();
        for line in text.lines().filter(|line| !line.contains("resumed>") && line.contains('(')) {
            *threads.entry(line.split(' ').next().unwrap()).or_default() += 1;
        }
        threads.into_values().max()
    }

    fn left(&self) -> Vec<String> {
        let left = |dir: &Path, is_ours: &dyn Fn(&str) -> bool| -> Vec<String> {
            let names = std::fs::read_dir(dir).into_iter().flatten().flatten();
            names.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| is_ours(name)).collect()
        };
        let venv = self.world.venv();
        let mut names = left(&venv.join("gen"), &|name| name.starts_with('.'));
        names.extend(left(&venv, &|name| name.starts_with(".noglue-")));
        names.extend(left(&self.world.cache().join("tmp"), &|_| true));
        names.extend(left(&self.world.project(), &|name| name.starts_with(".venv.")));
        names
    }
}
