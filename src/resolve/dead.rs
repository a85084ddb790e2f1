//! Versions that no answer can hold: what they need is excluded by what the roots ask for.
//!
//! PubGrub learns that too, one version at a time, and carries what it learned through every later step: thousands of
//! versions of a package released daily would cost it seconds. Here a version is looked at once. Only packages that
//! are hard to place are judged, and only by what holds in every answer; a version that is not dead may still not fit.
//! Dead versions are never chosen, so a proof that nothing fits would lack them: it is made without this.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};

use crate::pep::name::PackageName;
use crate::pep::specifier::VersionSet;

use super::candidates::{Candidates, Fit, Versions};
use super::nodes::NodeId;
use super::pick::spans;
use super::policy::{Ask, Policy};
use super::provider::Provider;

/// From package to package: boto3 needs botocore, which needs a urllib3 that is excluded.
const DEPTH: u32 = 3;

/// What is known of dead versions.
#[derive(Debug)]
pub struct Dead {
    /// What every answer has to keep to.
    bounds: BTreeMap<PackageName, VersionSet>,
    known: RefCell<HashMap<(NodeId, usize), bool>>,
    is_off: Cell<bool>,
}

impl Dead {
    /// Nothing is dead yet.
    pub fn new(policy: &Policy, roots: &[(usize, Ask)]) -> Dead {
        let mut bounds: BTreeMap<PackageName, VersionSet> = BTreeMap::new();
        for (_, ask) in roots.iter().filter(|(_, ask)| !policy.is_direct(&ask.name)) {
            bounds.entry(ask.name.clone()).or_insert_with(VersionSet::full);
            bounds.entry(ask.name.clone()).and_modify(|bound| *bound = bound.intersection(&ask.range));
        }
        Dead { bounds, known: RefCell::default(), is_off: Cell::new(false) }
    }

    /// True when a search went past dead versions: a proof of it is no proof.
    pub fn was_used(&self) -> bool {
        !self.is_off.get() && self.known.borrow().values().any(|is_dead| *is_dead)
    }

    /// From now on nothing counts as dead.
    pub fn turn_off(&self) {
        self.is_off.set(true);
    }

    /// What was found alive may be found dead, now that more packages are hard to place.
    pub fn look_again(&self) {
        self.known.borrow_mut().retain(|_, is_dead| *is_dead);
    }

    /// What the roots allow of a package.
    pub fn bound(&self, policy: &Policy, name: &PackageName) -> VersionSet {
        let asked = self.bounds.get(name).cloned().unwrap_or_else(VersionSet::full);
        match policy.constraint(name) {
            Some(constraint) => constraint.intersection(&asked),
            None => asked,
        }
    }
}

impl<C: Candidates + ?Sized> Provider<'_, C> {
    /// True when this version is in no answer. `id` is the package's node, `at` the place in its listing.
    pub fn is_dead(&self, id: NodeId, name: &PackageName, versions: &dyn Versions, at: usize) -> bool {
        let is_judged = !self.dead.is_off.get() && self.nodes.borrow().get(id).is_hard && !self.policy.is_direct(name);
        is_judged && self.is_dead_within(DEPTH, id, name, versions, at)
    }

    fn is_dead_within(&self, depth: u32, id: NodeId, name: &PackageName, versions: &dyn Versions, at: usize) -> bool {
        if let Some(known) = self.dead.known.borrow().get(&(id, at)) {
            return *known;
        }
        // To learn what it needs it would have to be built.
        if versions.status(at).needs_build {
            return false;
        }
        // Alive as long as it is looked at: packages may need each other.
        self.dead.known.borrow_mut().insert((id, at), false);
        self.fetch_ahead(id, name, versions, &self.dead.bound(&self.policy, name), at);
        let is_dead = match self.asks(name, &versions.newest_first()[at], None) {
            Ok(Ok(asks)) => asks.iter().any(|ask| ask.name != *name && self.is_out_of_reach(depth, ask)),
            Ok(Err(_)) => true,
            // The search itself will meet it, or not.
            Err(_) => false,
        };
        self.dead.known.borrow_mut().insert((id, at), is_dead);
        is_dead
    }

    // True when no version that is asked for can be in an answer.
    fn is_out_of_reach(&self, depth: u32, ask: &Ask) -> bool {
        if self.policy.is_direct(&ask.name) {
            return false;
        }
        let range = self.dead.bound(&self.policy, &ask.name).intersection(&ask.range);
        if range.is_empty() {
            return true;
        }
        let id = self.nodes.borrow().find(&ask.name);
        let (Some(id), Some(versions)) = (id, self.known_listing(&ask.name)) else { return false };
        let goes_on = depth > 0 && self.nodes.borrow().get(id).is_hard;
        let mut inside = spans(versions.newest_first(), &range).flatten();
        inside.all(|at| {
            versions.status(at).fit != Fit::Usable
                || goes_on && self.is_dead_within(depth - 1, id, &ask.name, &*versions, at)
        })
    }
}
