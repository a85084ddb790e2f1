//! The leaves of a proof, merged: per pair of packages one entry, whatever the number of versions tried.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use pubgrub::{DerivationTree, External};

use crate::pep::name::{ExtraName, PackageName};
use crate::pep::specifier::VersionSet;

use super::super::candidates::Candidates;
use super::super::nodes::{Node, NodeId};
use super::super::provider::Provider;

/// PubGrub's proof.
pub type Proof = DerivationTree<NodeId, VersionSet, String>;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asker {
    /// A root, by its position in the problem.
    Root(usize),
    /// Versions of a package, or what an extra of it adds.
    Package(PackageName, Option<ExtraName>),
}

impl Asker {
    /// The package that asks; `None` for a root.
    pub fn package(&self) -> Option<&PackageName> {
        match self {
            Asker::Root(_) => None,
            Asker::Package(name, _) => Some(name),
        }
    }
}

/// What one asker wants of one package.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// For each range asked for, the versions of the asker that do.
    pub by_range: BTreeMap<VersionSet, VersionSet>,
    /// The extras asked for.
    pub extras: BTreeSet<ExtraName>,
}

impl Wanted {
    /// All versions that would do for one of the asker's.
    pub fn range(&self) -> VersionSet {
        self.by_range.keys().fold(VersionSet::empty(), |all, range| all.union(range))
    }
}

/// What cannot all hold.
#[derive(Debug, Default)]
pub struct Facts {
    /// Who asks for what.
    pub wanted: BTreeMap<Asker, BTreeMap<PackageName, Wanted>>,
    /// Where nothing can be chosen.
    pub nothing: BTreeMap<PackageName, VersionSet>,
    /// Versions that turned out unusable, each with the reason.
    pub unusable: BTreeMap<PackageName, BTreeMap<String, VersionSet>>,
}

impl Facts {
    /// The leaves of a proof.
    pub fn of<C: Candidates + ?Sized>(provider: &Provider<'_, C>, proof: &Proof) -> Facts {
        let mut facts = Facts::default();
        let mut seen: HashSet<*const Proof> = HashSet::new();
        let mut stack: Vec<&Proof> = vec![proof];
        while let Some(tree) = stack.pop() {
            match tree {
                DerivationTree::External(external) => facts.add(provider, external),
                DerivationTree::Derived(derived) => {
                    for cause in [&derived.cause1, &derived.cause2] {
                        if seen.insert(Arc::as_ptr(cause)) {
                            stack.push(cause);
                        }
                    }
                }
            }
        }
        facts
    }

    /// Everyone who asks for a package, with what they want of it.
    pub fn askers<'f>(&'f self, name: &'f PackageName) -> impl Iterator<Item = (&'f Asker, &'f Wanted)> {
        self.wanted.iter().filter_map(move |(asker, wanted)| wanted.get(name).map(|wanted| (asker, wanted)))
    }

    /// Every package in them.
    pub fn names(&self) -> BTreeSet<PackageName> {
        let wanted = self.wanted.values().flat_map(BTreeMap::keys);
        wanted.chain(self.nothing.keys()).chain(self.unusable.keys()).cloned().collect()
    }

    /// What these askers want of one package, and what is known of it.
    pub fn only(&self, name: &PackageName, askers: &[Asker]) -> Facts {
        let mut facts = Facts::default();
        for (asker, wanted) in self.askers(name).filter(|(asker, _)| askers.contains(asker)) {
            facts.wanted.insert(asker.clone(), BTreeMap::from([(name.clone(), wanted.clone())]));
        }
        facts.nothing.extend(self.nothing.get_key_value(name).map(|(name, range)| (name.clone(), range.clone())));
        facts.unusable.extend(self.unusable.get_key_value(name).map(|(name, why)| (name.clone(), why.clone())));
        facts
    }

    fn add<C: Candidates + ?Sized>(
        &mut self,
        provider: &Provider<'_, C>,
        external: &External<NodeId, VersionSet, String>,
    ) {
        let node = |id: NodeId| provider.nodes.borrow().get(id).node.clone();
        match external {
            External::NotRoot(..) => {}
            External::NoVersions(id, range) => {
                if let Node::Package(name) | Node::Extra(name, _) = node(*id) {
                    unite(self.nothing.entry(name), range);
                }
            }
            External::Custom(id, range, why) => {
                if let Node::Package(name) | Node::Extra(name, _) = node(*id) {
                    unite(self.unusable.entry(name).or_default().entry(why.clone()), range);
                }
            }
            External::FromDependencyOf(by, versions, of, range) => {
                let (name, extra) = match node(*of) {
                    Node::Root => return,
                    Node::Package(name) => (name, None),
                    Node::Extra(name, extra) => (name, Some(extra)),
                };
                match node(*by) {
                    Node::Root => {
                        let is_meant = |ask: &&(usize, super::super::policy::Ask)| {
                            ask.1.name == name
                                && ask.1.range == *range
                                && extra.as_ref().is_none_or(|extra| ask.1.extras.contains(extra))
                        };
                        let root = provider.roots().iter().find(is_meant).map_or(0, |(root, _)| *root);
                        self.want(Asker::Root(root), name, extra, range, versions);
                    }
                    Node::Package(asker) | Node::Extra(asker, _) if asker == name => {}
                    Node::Package(asker) => self.want(Asker::Package(asker, None), name, extra, range, versions),
                    Node::Extra(asker, of) => self.want(Asker::Package(asker, Some(of)), name, extra, range, versions),
                }
            }
        }
    }

    fn want(
        &mut self,
        asker: Asker,
        name: PackageName,
        extra: Option<ExtraName>,
        range: &VersionSet,
        versions: &VersionSet,
    ) {
        let wanted = self.wanted.entry(asker).or_default().entry(name).or_default();
        unite(wanted.by_range.entry(range.clone()), versions);
        wanted.extras.extend(extra);
    }
}

fn unite<K: Ord>(entry: std::collections::btree_map::Entry<'_, K, VersionSet>, range: &VersionSet) {
    entry.and_modify(|set| *set = set.union(range)).or_insert_with(|| range.clone());
}
