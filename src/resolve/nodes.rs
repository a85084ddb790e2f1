//! The packages of the search as small numbers: the root, `name`, and `name[extra]` beside it.
//!
//! `name[extra]` is a package of its own with the versions of `name`, each of which needs exactly that version of
//! `name` and what the extra adds. Also kept here: how each stands in the search now.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use crate::pep::name::{ExtraName, PackageName};
use crate::pep::specifier::{Key, VersionSet};
use crate::pep::version::Version;

/// A [`Node`] as a number; cheap to copy, compare and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// Where the search begins.
    pub const ROOT: NodeId = NodeId(0);

    /// Its place in the order of meeting.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// What is searched for a version.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// The one who asks first; has one version.
    Root,
    /// A package.
    Package(PackageName),
    /// A package's extra.
    Extra(PackageName, ExtraName),
}

/// How a node stands in the search.
#[derive(Clone, Debug)]
pub enum Stand {
    /// Nothing is asked of it now, as far as is known.
    Idle,
    /// A version in this range is still to be chosen.
    Open(VersionSet),
    /// This version was chosen last.
    Chosen(Key),
}

/// Someone's wish for a package, as found in the metadata of a version (or in the roots).
#[derive(Clone, Debug)]
pub struct Request {
    /// Who has it, in which version.
    pub by: (NodeId, Key),
    /// What would do.
    pub range: VersionSet,
    /// Whether its specifier names a pre-release.
    pub names_pre_release: bool,
    /// The version it pins (`==` or `===`).
    pub pin: Option<Version>,
}

/// A node and what is known of it.
#[derive(Debug)]
pub struct Entry {
    /// The node.
    pub node: Node,
    /// For an extra: its package.
    pub base: NodeId,
    /// How it stands.
    pub stand: Stand,
    /// The wishes for it seen so far, also those of versions given up since. Kept at the base.
    pub requests: Vec<Request>,
    /// How many versions were tried.
    pub tries: u32,
    /// Many versions were tried: decided before others.
    pub is_hard: bool,
    /// How many of its versions were looked at for what they need, in all searches.
    pub looked_at: usize,
    /// Places in its listing whose metadata was asked for ahead.
    pub announced: BTreeSet<usize>,
    /// A version was withheld that a later wish might have allowed.
    pub withheld: bool,
}

/// All nodes.
#[derive(Debug)]
pub struct Nodes {
    entries: Vec<Entry>,
    ids: HashMap<Node, NodeId>,
}

impl Nodes {
    /// Only the root.
    pub fn new() -> Nodes {
        let mut nodes = Nodes { entries: Vec::new(), ids: HashMap::new() };
        nodes.insert(Node::Root);
        nodes
    }

    /// The number of a package.
    pub fn package(&mut self, name: &PackageName) -> NodeId {
        self.insert(Node::Package(name.clone()))
    }

    /// The number of a package, if it was met.
    pub fn find(&self, name: &PackageName) -> Option<NodeId> {
        self.ids.get(&Node::Package(name.clone())).copied()
    }

    /// The number of an extra.
    pub fn extra(&mut self, name: &PackageName, extra: &ExtraName) -> NodeId {
        self.insert(Node::Extra(name.clone(), extra.clone()))
    }

    /// What is known of a node.
    pub fn get(&self, id: NodeId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// What is known of a node, to be changed.
    pub fn get_mut(&mut self, id: NodeId) -> &mut Entry {
        &mut self.entries[id.0 as usize]
    }

    /// Every node with its number.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &Entry)> {
        self.entries.iter().enumerate().map(|(at, entry)| (NodeId(at as u32), entry))
    }

    /// Every number.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.entries.len() as u32).map(NodeId)
    }

    /// True when this wish is one of the solution as it now stands.
    pub fn is_current(&self, request: &Request) -> bool {
        let (by, version) = &request.by;
        *by == NodeId::ROOT || matches!(&self.get(*by).stand, Stand::Chosen(chosen) if chosen == version)
    }

    fn insert(&mut self, node: Node) -> NodeId {
        if let Some(id) = self.ids.get(&node) {
            return *id;
        }
        let base = match &node {
            Node::Extra(name, _) => Some(self.package(name)),
            Node::Root | Node::Package(_) => None,
        };
        let id = NodeId(self.entries.len() as u32);
        self.ids.insert(node.clone(), id);
        self.entries.push(Entry {
            node,
            base: base.unwrap_or(id),
            stand: Stand::Idle,
            requests: Vec::new(),
            tries: 0,
            is_hard: false,
            looked_at: 0,
            announced: BTreeSet::new(),
            withheld: false,
        });
        id
    }
}
