//! The provider as PubGrub wants to see it, and the order in which packages are decided.

use std::cmp::Reverse;
use std::ops::Bound;

use pubgrub::{Dependencies, DependencyProvider, PackageResolutionStatistics};

use crate::pep::specifier::{Key, VersionSet};

use super::candidates::Candidates;
use super::nodes::{Node, NodeId, Stand};
use super::provider::Provider;

/// Conflicts after which a package is decided before quiet ones.
const MANY_CONFLICTS: u32 = 5;

/// What ends a search without an answer.
#[derive(Debug, thiserror::Error)]
pub enum Stop<E> {
    /// The world did not answer.
    #[error(transparent)]
    Source(E),
    /// It had better begin anew, see [`Provider::is_stuck`].
    #[error("search is stuck")]
    Stuck,
}

impl<C: Candidates + ?Sized> DependencyProvider for Provider<'_, C> {
    type P = NodeId;
    type V = Key;
    type VS = VersionSet;
    type M = String;
    type Err = Stop<C::Error>;
    // What leaves least choice first, then what quarrels most, then what was met first (breadth first).
    type Priority = (u8, u32, Reverse<u32>);

    fn prioritize(
        &self,
        package: &NodeId,
        range: &VersionSet,
        statistics: &PackageResolutionStatistics,
    ) -> Self::Priority {
        let mut nodes = self.nodes.borrow_mut();
        let entry = nodes.get_mut(*package);
        entry.stand = Stand::Open(range.clone());
        let conflicts = statistics.conflict_count();
        let class = match &entry.node {
            Node::Root => 9,
            Node::Package(name) if self.is_hopeless(*package, name, range) => 9,
            Node::Package(name) if self.policy.is_direct(name) => 8,
            Node::Extra(..) => 7,
            Node::Package(name) if is_single(range) || self.policy.constraint(name).is_some_and(is_single) => 6,
            Node::Package(_) if entry.is_hard => 5,
            Node::Package(_) if conflicts >= MANY_CONFLICTS => 4,
            Node::Package(_) => 3,
        };
        let conflicts = if class == 4 { conflicts } else { 0 };
        (class, conflicts, Reverse(package.number()))
    }

    fn choose_version(&self, package: &NodeId, range: &VersionSet) -> Result<Option<Key>, Self::Err> {
        let node = self.nodes.borrow().get(*package).node.clone();
        match node {
            Node::Root => Ok(Some(Self::root_version())),
            Node::Package(name) | Node::Extra(name, _) => {
                let chosen = self.choose(*package, &name, range).map_err(Stop::Source)?;
                Ok(chosen.map(|version| Key::from(&version)))
            }
        }
    }

    fn get_dependencies(
        &self,
        package: &NodeId,
        version: &Key,
    ) -> Result<Dependencies<NodeId, VersionSet, String>, Self::Err> {
        self.needs(*package, version).map_err(Stop::Source)
    }

    fn should_cancel(&self) -> Result<(), Self::Err> {
        if self.is_stuck() { Err(Stop::Stuck) } else { Ok(()) }
    }
}

// `==1.0` is one version, however many local labels it has.
fn is_single(range: &VersionSet) -> bool {
    match range.bounding_range() {
        Some((Bound::Included(low) | Bound::Excluded(low), Bound::Included(high) | Bound::Excluded(high))) => {
            low.version() == high.version()
        }
        _ => false,
    }
}
