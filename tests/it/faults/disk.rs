//! Disks: full at any byte, out of names, broken at any call. The old environment stays, and the error says why.

use std::path::Path;
use std::process::Command;

use crate::support::{FakeIndex, Run, World, contents, difference, is_ci, skip, tmpfs, wheel};

/// How many places a disk is tried to be full at; `NOGLUE_TEST_KILLS` asks for more.
fn places() -> u32 {
    std::env::var("NOGLUE_TEST_KILLS").map_or(16, |text| text.parse::<u32>().unwrap().min(200))
}

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    for version in ["1.0", "2.0"] {
        for name in ["a", "b", "c"] {
            index.publish(wheel(name, version).filler(20, 5000).entry_point(name, "x:y"));
        }
    }
    index
}

fn requirements(version: &str) -> String {
    ["a", "b", "c"].map(|name| format!("{name}=={version}\n")).concat()
}

#[test]
fn full_at_any_byte_the_old_environment_stays_and_the_error_says_what_is_missing() {
    let index = index();
    let world = World::new().index(&index).env("NOGLUE_LINK_MODE", "copy");
    let disk = world.home().join("small");
    const ROOM: u32 = 4096;
    let Some(_mount) = tmpfs(&disk, ROOM) else { return };
    let ask = |version: &str| std::fs::write(disk.join("requirements.txt"), requirements(version)).unwrap();
    let sync = || world.noglue(["sync", "--keep", "1"]).cwd(&disk).run();
    ask("2.0");
    sync().ok();
    let new = contents(&disk.join(".venv"));
    let used = used(&disk);
    ask("1.0");
    sync().ok();
    let old = contents(&disk.join(".venv"));
    let count = places();
    let (mut refused, mut fitted) = (0, 0);
    for number in 0..count {
        // From no room at all to enough for a second generation.
        let free = (used * 5 / 4) * number / count;
        ask("2.0");
        remount(&disk, used + free);
        let seen = sync().any();
        let found = contents(&disk.join(".venv"));
        if seen.exit_code() == Some(0) {
            assert_eq!(difference(&found, &new), Vec::<String>::new(), "{free} KiB free");
            fitted += 1;
        } else {
            assert_eq!(seen.exit_code(), Some(4), "{free} KiB free: {}", seen.stderr());
            assert_eq!(difference(&found, &old), Vec::<String>::new(), "{free} KiB free: {}", seen.stderr());
            let text = seen.stderr();
            assert!(text.contains("no room in") && text.contains("needs") && text.contains("free"), "{text}");
            refused += 1;
        }
        remount(&disk, ROOM);
        sync().ok();
        assert_eq!(difference(&contents(&disk.join(".venv")), &new), Vec::<String>::new());
        ask("1.0");
        sync().ok();
    }
    assert!(refused > 0 && fitted > 0, "{refused} refused, {fitted} fitted");
}

#[test]
fn a_disk_without_free_names_says_so() {
    let index = index();
    let world = World::new().index(&index);
    let disk = world.home().join("small");
    let Some(_mount) = tmpfs(&disk, 8192) else { return };
    std::fs::write(disk.join("requirements.txt"), requirements("1.0")).unwrap();
    world.noglue(["sync"]).cwd(&disk).run().ok();
    let old = contents(&disk.join(".venv"));
    std::fs::write(disk.join("requirements.txt"), requirements("2.0")).unwrap();
    let names = walkdir::WalkDir::new(&disk).into_iter().count();
    option(&disk, &format!("nr_inodes={}", names + 30));
    let seen = world.noglue(["sync"]).cwd(&disk).run().code(4).clear_error();
    seen.stderr_has("no free inodes");
    assert_eq!(difference(&contents(&disk.join(".venv")), &old), Vec::<String>::new());
    option(&disk, "nr_inodes=100000");
    world.noglue(["sync"]).cwd(&disk).run().ok();
}

/// Calls that can fail at a broken disk. Not `write`: what the error says could not be said.
const CALLS: &[&str] =
    &["linkat", "mkdir", "mkdirat", "renameat2", "rename", "symlink", "fsync", "fdatasync", "getdents64"];

#[test]
fn an_error_of_the_disk_at_any_call_leaves_the_old_or_the_new() {
    if !Path::new("/usr/bin/strace").is_file() {
        assert!(!is_ci(), "strace is missing");
        return skip("errors of the disk", "no strace");
    }
    let index = index();
    let world = World::new().index(&index);
    let ask = |version: &str| world.write("requirements.txt", &requirements(version));
    // Small changes and whole ones: `c` alone, or all.
    let all = |world: &World, version: &str| -> Run {
        ask(version);
        world.noglue(["sync"]).env_remove("NOGLUE_NO_FSYNC")
    };
    all(&world, "2.0").run().ok();
    let new = contents(&world.venv());
    all(&world, "1.0").run().ok();
    let old = contents(&world.venv());
    let mut hit = std::collections::BTreeSet::new();
    for call in CALLS {
        for (error, at) in [("EIO", 1), ("ENOSPC", 2), ("EIO", 3), ("EDQUOT", 5), ("EIO", 9), ("EROFS", 20)] {
            let inject = format!("inject={call}:error={error}:when={at}");
            let run = all(&world, "2.0").under(&["strace", "-f", "-qq", "-o", "/dev/null", "-e", &inject]);
            let seen = run.run().any();
            let found = contents(&world.venv());
            let what = format!("{error} at {call} {at}: {}", seen.stderr());
            hit.extend((seen.exit_code() != Some(0)).then_some(*call));
            if seen.exit_code() == Some(0) {
                assert_eq!(difference(&found, &new), Vec::<String>::new(), "{what}");
            } else {
                assert!(found == old || found == new, "{what}: neither old nor new");
                assert!(seen.stderr().contains("error: ") && !seen.stderr().contains("panicked"), "{what}");
            }
            all(&world, "2.0").run().ok();
            assert_eq!(difference(&contents(&world.venv()), &new), Vec::<String>::new(), "{what}: not healed");
            all(&world, "1.0").run().ok();
        }
    }
    let sure = ["linkat", "mkdir", "rename", "renameat2", "symlink"].iter().filter(|call| hit.contains(*call)).count();
    assert!(sure >= 2, "calls that failed and stopped a change: {hit:?}");
}

// Kibibytes.
fn used(disk: &Path) -> u32 {
    let blocks = walkdir::WalkDir::new(disk).into_iter().flatten();
    let bytes: u64 = blocks.map(|entry| std::os::unix::fs::MetadataExt::blocks(&entry.metadata().unwrap()) * 512).sum();
    u32::try_from(bytes / 1024).unwrap()
}

fn remount(disk: &Path, kilobytes: u32) {
    option(disk, &format!("size={kilobytes}k"));
}

fn option(disk: &Path, option: &str) {
    let options = format!("remount,{option}");
    assert!(Command::new("mount").args(["-o", &options]).arg(disk).status().unwrap().success(), "{option}");
}
