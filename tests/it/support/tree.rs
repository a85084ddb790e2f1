//! Pictures of directory trees, to be compared.

use std::collections::BTreeMap;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

/// One entry of a tree.
#[derive(Clone, PartialEq, Eq)]
pub enum Node {
    Dir,
    Link(String),
    File { mode: u32, content: Vec<u8> },
}

impl std::fmt::Debug for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Node::Dir => f.write_str("directory"),
            Node::Link(to) => write!(f, "link to {to}"),
            Node::File { mode, content } => write!(f, "{mode:o} {:?}", String::from_utf8_lossy(content)),
        }
    }
}

/// Everything below `root`, links not followed, keyed by relative path. Nothing there: empty.
pub fn snapshot(root: &Path) -> BTreeMap<String, Node> {
    let mut nodes = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root).min_depth(1).into_iter().flatten() {
        let path = entry.path();
        let key = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        let metadata = path.symlink_metadata().unwrap();
        let node = if metadata.is_symlink() {
            Node::Link(std::fs::read_link(path).unwrap().to_string_lossy().into_owned())
        } else if metadata.is_dir() {
            Node::Dir
        } else {
            let content = std::fs::read(path).unwrap_or_default();
            Node::File { mode: metadata.permissions().mode() & 0o7777, content }
        };
        nodes.insert(key, node);
    }
    nodes
}

/// All of an environment but its lock file, which names the last that held it.
pub fn environment(dir: &Path) -> BTreeMap<String, Node> {
    let mut nodes = snapshot(dir);
    nodes.remove(".noglue.lock");
    nodes
}

/// The first differences between two pictures, one line each; empty when they agree.
pub fn difference(left: &BTreeMap<String, Node>, right: &BTreeMap<String, Node>) -> Vec<String> {
    let mut lines = Vec::new();
    for (path, node) in left {
        match right.get(path) {
            None => lines.push(format!("only on the left: {path}")),
            Some(other) if other != node => lines.push(format!("differs: {path}: {}", contrast(node, other))),
            Some(_) => {}
        }
    }
    lines
        .extend(right.keys().filter(|path| !left.contains_key(*path)).map(|path| format!("only on the right: {path}")));
    lines.truncate(40);
    lines
}

fn contrast(left: &Node, right: &Node) -> String {
    let (Node::File { mode, content }, Node::File { mode: other_mode, content: other }) = (left, right) else {
        return format!("{left:?} and {right:?}");
    };
    if mode != other_mode {
        return format!("mode {mode:o} and {other_mode:o}");
    }
    let (left, right) = (String::from_utf8_lossy(content), String::from_utf8_lossy(other));
    let line = left.lines().zip(right.lines()).find(|(a, b)| a != b);
    line.map_or_else(|| format!("{} and {} bytes", content.len(), other.len()), |(a, b)| format!("{a:?} and {b:?}"))
}

/// Bytes on disk below `root`, each inode once.
pub fn physical_bytes(root: &Path) -> u64 {
    let mut inodes = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root).into_iter().flatten() {
        if let Ok(metadata) = entry.metadata() {
            inodes.insert((metadata.dev(), metadata.ino()), metadata.blocks() * 512);
        }
    }
    inodes.values().sum()
}
