//! `noglue lock`: what it writes, keeps, and says.

use std::path::PathBuf;

use super::small_index;
use crate::support::{FakeIndex, World, wheel};

fn path(world: &World) -> PathBuf {
    world.project().join("pylock.toml")
}

pub fn text(world: &World) -> String {
    std::fs::read_to_string(path(world)).unwrap()
}

/// A project for CPython 3.8 and newer that asks for this.
pub fn project(world: &World, dependencies: &[&str], more: &str) {
    let text = format!(
        "[project]\nname = \"site\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = {dependencies:?}\n{more}"
    );
    world.write("pyproject.toml", &text);
}

/// The lines of a lock that say which package, which version, and when.
pub fn said(world: &World) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for line in text(world).lines() {
        if let Some(name) = line.strip_prefix("name = ") {
            said.push(name.trim_matches('"').to_owned());
        } else if let Some(version) = line.strip_prefix("version = ") {
            said.last_mut().unwrap().push_str(&format!(" {}", version.trim_matches('"')));
        } else if let Some(marker) = line.strip_prefix("marker = ") {
            said.last_mut().unwrap().push_str(&format!(" ; {}", &marker[1..marker.len() - 1]));
        }
    }
    said
}

#[test]
fn a_lock_is_written_installed_and_the_same_each_time() {
    let index = small_index();
    let world = World::new().index(&index);
    project(&world, &["a"], "");
    world.noglue(["lock"]).run().ok().stderr_has("2 packages for Python >=3.8 on Linux, Windows, macOS");
    assert_eq!(said(&world), ["a 1.0", "b 2.1"]);
    let first = text(&world);
    world.noglue(["sync", "--locked"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.1"]);
    // Elsewhere, with nothing kept, it is the same byte for byte.
    let other = World::new().index(&index);
    project(&other, &["a"], "");
    other.noglue(["lock"]).run().ok();
    assert_eq!(text(&other), first);
    assert!(first.contains("size = ") && first.contains("hashes = { sha256 = "), "{first}");
    // Nothing to do leaves even the time of the file alone.
    let before = std::fs::metadata(path(&world)).unwrap();
    world.noglue(["lock"]).run().ok().stderr_has("is up to date");
    let after = std::fs::metadata(path(&world)).unwrap();
    use std::os::unix::fs::MetadataExt as _;
    assert_eq!((before.ino(), before.modified().unwrap()), (after.ino(), after.modified().unwrap()));
}

#[test]
fn pins_are_kept_until_an_upgrade_is_asked_for() {
    let index = small_index();
    let world = World::new().index(&index);
    project(&world, &["a", "c"], "");
    world.noglue(["lock"]).run().ok();
    let first = text(&world);
    for name in ["b", "c"] {
        index.publish(wheel(name, "3.0"));
    }
    world.noglue(["lock", "--refresh"]).run().ok().stderr_has("is up to date");
    assert_eq!(text(&world), first);
    world.noglue(["lock", "--check"]).run().ok();
    world.noglue(["lock", "--upgrade-package", "b"]).run().ok().stderr_has("b 2.1 -> 3.0");
    assert_eq!(said(&world), ["a 1.0", "b 3.0", "c 1.0"]);
    world.noglue(["lock", "--upgrade", "--dry-run"]).run().ok().stderr_has("c 1.0 -> 3.0");
    assert_eq!(said(&world), ["a 1.0", "b 3.0", "c 1.0"]);
    world.noglue(["lock", "--upgrade"]).run().ok();
    assert_eq!(said(&world), ["a 1.0", "b 3.0", "c 3.0"]);
}

#[test]
fn one_more_requirement_changes_only_its_part() {
    let index = small_index();
    let world = World::new().index(&index);
    project(&world, &["a"], "");
    world.noglue(["lock"]).run().ok();
    let before = text(&world);
    index.publish(wheel("b", "9.0"));
    project(&world, &["a", "c"], "");
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("c (pyproject.toml:5) was not asked for");
    let seen = world.noglue(["lock", "--check", "--refresh"]).run().code(1).clear_error();
    seen.stderr_has("c 1.0 is to be added").stderr_has("hint: 'noglue lock' brings it up to date");
    assert_eq!(text(&world), before);
    world.noglue(["lock", "--refresh"]).run().ok();
    let after = text(&world);
    let old: Vec<&str> = before.lines().collect();
    let gone: Vec<&str> = old.iter().filter(|line| !after.lines().any(|l| l == **line)).copied().collect();
    assert!(gone.is_empty(), "{gone:?}");
    let new: Vec<&str> = after.lines().filter(|line| !old.contains(line)).collect();
    assert!(new.iter().all(|line| line.contains('c')), "{new:?}");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.1", "c==1.0"]);
}
