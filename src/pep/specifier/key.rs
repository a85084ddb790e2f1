//! Points on the line of versions: versions, and the places just before and after families of them.
//!
//! ```text
//! Before(V) < V as 1.0 < V as 1.0.0 < After(V) < V+local < AfterLocals(V) < V.postN < AfterPosts(V) < next
//! ```

use std::cmp::Ordering;
use std::fmt;

use super::super::version::{Version, same_public, same_release};

/// Where a [`Key`] lies, relative to its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edge {
    /// Just before every spelling of the version.
    Before,
    /// The version itself; spellings (`1.0`, `1.0.0`) differ, the shorter first, for `===` compares text.
    At,
    /// Just after every spelling of the version.
    After,
    /// Just after the version with any local label; before its first post-release. The version has no label.
    AfterLocals,
    /// Just after all its post-releases. The version has no post, dev or local part.
    AfterPosts,
}

/// A point in the total order over versions and edges, the bound of a [`super::VersionSet`].
#[derive(Clone)]
pub struct Key {
    version: Version,
    edge: Edge,
}

impl Key {
    /// The point `edge` of `version`.
    pub(super) fn new(version: Version, edge: Edge) -> Self {
        Key { version, edge }
    }

    /// The version, or the one an edge belongs to.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// Where the point lies.
    pub fn edge(&self) -> Edge {
        self.edge
    }
}

impl From<Version> for Key {
    fn from(version: Version) -> Self {
        Key { version, edge: Edge::At }
    }
}

impl From<&Version> for Key {
    fn from(version: &Version) -> Self {
        Key { version: version.clone(), edge: Edge::At }
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_version = self.version.cmp(&other.version);
        match by_version {
            Ordering::Equal => self.edge.cmp(&other.edge).then_with(|| match self.edge {
                Edge::At => self.version.release().len().cmp(&other.version.release().len()),
                _ => Ordering::Equal,
            }),
            // An edge moves over the larger versions that belong to its family, and over the edges of those.
            Ordering::Less if covers(self, &other.version) => Ordering::Greater,
            Ordering::Greater if covers(other, &self.version) => Ordering::Less,
            unequal => unequal,
        }
    }
}

// True when the family that `key` comes after has `larger` in it, which is larger than the key's version.
fn covers(key: &Key, larger: &Version) -> bool {
    match key.edge {
        Edge::Before | Edge::At | Edge::After => false,
        Edge::AfterLocals => !larger.local().is_empty() && same_public(&key.version, larger),
        Edge::AfterPosts => same_release(&key.version, larger),
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Key {}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.version, f)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({})", self.edge, self.version)
    }
}
