//! Lock files: what is installed from them, and how they are made.

mod compiled;
mod interchange;
mod made;
mod places;
mod synced;
mod universal;

use crate::support::{FakeIndex, Published, Wheel, World, wheel};

/// A `pylock.toml` of files in an index, as another tool could write it.
pub struct Locked {
    text: String,
}

impl Locked {
    pub fn new() -> Locked {
        Locked { text: "lock-version = \"1.0\"\ncreated-by = \"somebody\"\n".into() }
    }

    /// One line above the packages.
    pub fn line(mut self, line: &str) -> Locked {
        self.text.push_str(&format!("{line}\n"));
        self
    }

    /// A package with the one wheel; `lines` stand beside.
    pub fn package(mut self, index: &FakeIndex, wheel: &Wheel, lines: &str) -> Locked {
        let file = Published::from(wheel.clone());
        let version = file.filename.split('-').nth(1).unwrap();
        self.text.push_str(&format!(
            "[[packages]]\nname = \"{}\"\nversion = \"{version}\"\n{lines}wheels = [\n  {{ url = \"{}\", size = {}, hashes = {{ sha256 = \"{}\" }} }},\n]\n",
            file.project,
            index.file_url(&file.filename),
            file.bytes.len(),
            file.sha256,
        ));
        self
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn write(&self, world: &World) {
        world.write("pylock.toml", &self.text);
    }
}

/// An index with a, which needs b, and two versions of b and c.
pub fn small_index() -> FakeIndex {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").requires("b>=2"));
    for version in ["1.0", "2.0", "2.1"] {
        index.publish(wheel("b", version));
    }
    index.publish(wheel("c", "1.0"));
    index
}
