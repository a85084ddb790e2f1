//! Projects of other tools: their locks and tables, read as the tools themselves read them.

mod import;
mod pdm;
mod pipenv;
mod poetry;
mod precedence;
mod tables;
mod uv;

use crate::support::{FakeIndex, Published, World, wheel};

/// An index with a, which needs b, with b in three versions, and c, d and e.
pub fn index() -> FakeIndex {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").requires("b>=1"));
    for version in ["1.0", "2.0", "2.1"] {
        index.publish(wheel("b", version));
    }
    for name in ["c", "d", "e"] {
        index.publish(wheel(name, "1.0"));
    }
    index
}

/// The wheel of `index()` with this name and version: its file name, sha256 and size.
pub fn file(name: &str, version: &str) -> (String, String, usize) {
    let wheel = match name {
        "a" => wheel(name, version).requires("b>=1"),
        _ => wheel(name, version),
    };
    let published = Published::from(wheel);
    (published.filename.clone(), published.sha256.clone(), published.bytes.len())
}

/// `noglue sync` with `args`, then what is installed.
#[track_caller]
pub fn synced(world: &World, args: &[&str]) -> Vec<String> {
    world.noglue(["sync"].iter().chain(args)).run().ok();
    world.installed()
}

/// `noglue sync` fails with `expected` in its message, and changes nothing.
#[track_caller]
pub fn refused(world: &World, expected: &str) {
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has(expected);
    assert!(!world.venv().exists(), "a refused lock changes nothing");
}
