//! Twelve packages in two versions each, so that an upgrade changes everything; and what an environment of them holds.

use std::collections::BTreeMap;
use std::path::Path;

use super::index::FakeIndex;
use super::package::wheel;
use super::tree::{Node, snapshot};

/// How many.
pub const PACKAGES: usize = 12;

/// An index that has them.
pub fn fleet() -> FakeIndex {
    let index = FakeIndex::start();
    for version in ["1.0", "2.0"] {
        for n in 0..PACKAGES {
            index.publish(wheel(&format!("p{n}"), version).filler(30, 300).entry_point(&format!("run{n}"), "x:y"));
        }
    }
    index
}

/// All of them in this version.
pub fn requirements(version: &str) -> String {
    (0..PACKAGES).map(|n| format!("p{n}=={version}\n")).collect()
}

/// Every file of the current generation, links within it followed, but for what names times and numbers.
pub fn contents(venv: &Path) -> BTreeMap<String, Node> {
    let mut nodes = BTreeMap::new();
    // An environment of another tool has no generations.
    let Ok(root) = venv.join("current").canonicalize().or_else(|_| venv.canonicalize()) else { return nodes };
    gather(&root, "", &mut nodes);
    nodes.retain(|path, _| !path.starts_with('.') && path != "state.json" && !path.contains("__pycache__"));
    if let Some(Node::File { content, .. }) = nodes.get_mut("pyvenv.cfg") {
        let lines = String::from_utf8_lossy(content).into_owned();
        let kept: Vec<&str> = lines.lines().filter(|line| !line.starts_with("noglue-id")).collect();
        *content = kept.join("\n").into_bytes();
    }
    nodes
}

// A package directory that lies in another generation is followed: what counts is what Python sees.
fn gather(dir: &Path, prefix: &str, nodes: &mut BTreeMap<String, Node>) {
    for (path, node) in snapshot(dir) {
        let at = dir.join(&path);
        let is_shared = matches!(&node, Node::Link(to) if to.contains("../")) && at.is_dir();
        let key = format!("{prefix}{path}");
        if is_shared {
            gather(&at.canonicalize().unwrap(), &format!("{key}/"), nodes);
            nodes.insert(key, Node::Dir);
        } else if matches!(&node, Node::Link(to) if to.contains("../")) {
            nodes.insert(key, Node::Link("dangling".into()));
        } else {
            nodes.insert(key, node);
        }
    }
}
