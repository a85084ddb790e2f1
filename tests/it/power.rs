//! The power goes: what a disk holds then is an environment that is whole, and a store that hands out nothing torn.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::support::{Disk, FakeIndex, Node, Run, World, contents, difference, fleet, requirements};

/// A world whose project, cache and records lie on a disk of their own.
struct Machine {
    disk: Disk,
    world: World,
    _index: FakeIndex,
}

impl Machine {
    fn new() -> Option<Machine> {
        let index = fleet();
        let world = World::new().index(&index);
        let disk = Disk::new(&world.root().join("disk"), 96)?;
        for name in ["project", "other", "cache", "data"] {
            std::fs::create_dir(disk.point().join(name)).unwrap();
        }
        Some(Machine { disk, world, _index: index })
    }

    fn at(&self, name: &str) -> PathBuf {
        self.disk.point().join(name)
    }

    fn venv(&self) -> PathBuf {
        self.at("project/.venv")
    }

    fn asks_for(&self, version: &str) {
        self.asks(Path::new("project"), version);
    }

    fn asks(&self, project: &Path, version: &str) {
        let path = self.disk.point().join(project).join("requirements.txt");
        std::fs::write(&path, requirements(version)).unwrap();
        // The person's own file is not what is tested.
        std::fs::File::open(&path).unwrap().sync_all().unwrap();
    }

    fn sync(&self, args: &[&str]) -> Run {
        let run = self.world.noglue(["sync"]).args(args).cwd(self.at("project"));
        run.env("NOGLUE_CACHE_DIR", self.at("cache"))
            .env("NOGLUE_DATA_DIR", self.at("data"))
            .env_remove("NOGLUE_NO_FSYNC")
    }

    fn elsewhere(&self) -> BTreeMap<String, Node> {
        let _ = std::fs::remove_dir_all(self.at("other/.venv"));
        self.asks(Path::new("other"), "2.0");
        self.sync(&[]).cwd(self.at("other")).run().ok();
        let mut found = contents(&self.at("other/.venv"));
        // What names the environment differs, and is what it is.
        found.retain(|path, _| !path.starts_with("bin/") && !path.ends_with("/RECORD") && path != "pyvenv.cfg");
        found
    }

    /// Syncs to this version on a machine with power, and gives what there is then.
    fn expected(&self, version: &str) -> BTreeMap<String, Node> {
        self.asks_for(version);
        self.sync(&[]).run().ok();
        contents(&self.venv())
    }
}

fn same(found: &BTreeMap<String, Node>, expected: &BTreeMap<String, Node>) -> Result<(), Vec<String>> {
    let lines = difference(found, expected);
    if lines.is_empty() { Ok(()) } else { Err(lines) }
}

#[test]
fn after_exit_0_the_environment_is_whole_on_a_copy_of_the_disk() {
    let Some(machine) = Machine::new() else { return };
    machine.asks_for("1.0");
    machine.sync(&[]).run().ok();
    let old = contents(&machine.venv());
    machine.disk.go_on_with_a_copy();
    same(&contents(&machine.venv()), &old).unwrap();
    let new = machine.expected("2.0");
    machine.disk.go_on_with_a_copy();
    same(&contents(&machine.venv()), &new).unwrap();
    // Trusted still: the record lies on that disk, too.
    machine.world.noglue(["rollback"]).cwd(machine.at("project")).env("NOGLUE_DATA_DIR", machine.at("data")).run().ok();
    machine.disk.cut();
    same(&contents(&machine.venv()), &old).unwrap();
}

#[test]
fn a_cut_at_any_moment_leaves_the_old_or_the_new_and_the_next_command_finishes() {
    let Some(machine) = Machine::new() else { return };
    let new = machine.expected("2.0");
    let old = machine.expected("1.0");
    let started = Instant::now();
    machine.asks_for("2.0");
    machine.sync(&[]).run().ok();
    let whole = started.elapsed();
    const CUTS: u32 = 8;
    for number in 0..CUTS {
        machine.expected("1.0");
        machine.asks_for("2.0");
        let mut running = machine.sync(&[]).start();
        let started = Instant::now();
        while started.elapsed() < whole * (2 * number + 1) / (2 * CUTS) && running.is_running() {
            std::thread::sleep(Duration::from_micros(200));
        }
        // Nothing reaches the disk between the cut and the end of the process.
        running.signal(Signal::KILL);
        let _ = running.wait().any();
        machine.disk.cut();
        let found = contents(&machine.venv());
        if let (Err(from_old), Err(from_new)) = (same(&found, &old), same(&found, &new)) {
            panic!("cut {number}: neither\n{from_old:#?}\n{from_new:#?}");
        }
        machine.sync(&[]).run().ok();
        same(&contents(&machine.venv()), &new).unwrap();
    }
}

#[test]
fn a_store_that_a_cut_left_torn_is_noticed_file_by_file() {
    let Some(machine) = Machine::new() else { return };
    machine.expected("2.0");
    let right = machine.elsewhere();
    std::fs::remove_dir_all(machine.venv()).unwrap();
    for name in ["wheels", "metadata", "index"] {
        std::fs::remove_dir_all(machine.at("cache").join(name)).unwrap();
    }
    machine.sync(&["--no-fsync"]).run().ok();
    // As a few seconds would: the journal is written, with all names, and not what is in the files.
    std::fs::File::open(machine.disk.point()).unwrap().sync_all().unwrap();
    machine.disk.cut();
    let files = walkdir::WalkDir::new(machine.at("cache/wheels")).into_iter().flatten();
    let empty = files.filter(|file| file.file_type().is_file() && file.metadata().unwrap().len() == 0).count();
    assert!(empty > 100, "only {empty} files of the store are empty: the cut was no cut");
    assert_eq!(difference(&machine.elsewhere(), &right), Vec::<String>::new());
    std::fs::remove_dir_all(machine.venv()).unwrap();
    let again = machine.expected("2.0");
    assert!(!again.is_empty());
    assert_eq!(difference(&machine.elsewhere(), &right), Vec::<String>::new());
}
