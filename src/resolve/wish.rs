//! A guess at what the solver will ask next, made so that it can be followed without the solver.
//!
//! A thread that fetches listings and metadata takes a [`Wish`], and when the listing is there asks it which version
//! will most likely be chosen, and when that version's metadata is there, which wishes follow from it. Pure and
//! `Send`; a wrong guess costs a download, never a wrong answer.

use std::sync::Arc;

use crate::pep::metadata::Metadata;
use crate::pep::name::{ExtraName, PackageName};
use crate::pep::specifier::VersionSet;

use super::candidates::Versions;
use super::pick::{Picked, Want, pick};
use super::policy::{Ask, Policy, is_pinned_by};

/// What will most likely be asked for.
#[derive(Clone, Debug)]
pub struct Wish {
    ask: Ask,
    policy: Arc<Policy>,
}

impl Wish {
    pub(super) fn new(ask: Ask, policy: &Arc<Policy>) -> Wish {
        Wish { ask, policy: Arc::clone(policy) }
    }

    /// The package.
    pub fn name(&self) -> &PackageName {
        &self.ask.name
    }

    /// Its extras, sorted: two wishes for one version with the same extras have the same followers.
    pub fn extras(&self) -> &[ExtraName] {
        &self.ask.extras
    }

    /// The position of the version that would be chosen if nobody else had a say.
    pub fn pick(&self, versions: &dyn Versions) -> Option<usize> {
        let name = self.name();
        let narrowed: VersionSet;
        let range = match self.policy.constraint(name) {
            Some(constraint) => {
                narrowed = constraint.intersection(&self.ask.range);
                &narrowed
            }
            None => &self.ask.range,
        };
        let pin = self.ask.pin.as_ref();
        let want = Want {
            range,
            preferred: self.policy.preferred(name),
            pre_releases: self.ask.names_pre_release || self.policy.allows_pre_releases(name),
            pinned: &|version| {
                pin.is_some_and(|pin| is_pinned_by(version, pin)) || self.policy.allows_yanked(name, version)
            },
            newest: self.policy.wants_newest(name),
            wheels: self.policy.prefers_wheels(),
            dead: &|_| false,
        };
        match pick(versions, &want) {
            Picked::At(at) | Picked::PreRelease(at) => Some(at),
            Picked::Nothing(_) => None,
        }
    }

    /// What the version with this metadata will ask for in turn.
    pub fn follow(&self, metadata: &Metadata) -> Vec<Wish> {
        let asks = |extra| self.policy.asks(metadata, extra).unwrap_or_default();
        let mut next = asks(None);
        for extra in self.extras() {
            next.extend(asks(Some(extra)));
        }
        next.into_iter().map(|ask| Wish::new(ask, &self.policy)).collect()
    }
}
