//! What the solver will likely ask next, so that a cold index is asked before anything was decided.
//!
//! A listing came: the metadata of its newest fitting version. Metadata came: the listings of what it needs. A wrong
//! guess costs a request, never a different answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::rating::Target;
use crate::index::{File, Listing, Speculate};
use crate::pep::marker::Environment;
use crate::pep::metadata::Metadata;
use crate::pep::name::PackageName;
use crate::pep::specifier::Specifiers;
use crate::resolve::{Fit, Root};

/// Versions looked at for one guess.
const LOOKED_AT: usize = 40;

/// Guesses for one target.
#[derive(Debug)]
pub(super) struct Guess {
    target: Arc<Target>,
    markers: Environment,
    /// What roots and constraints say of a package.
    limits: BTreeMap<PackageName, Specifiers>,
}

impl Guess {
    pub(super) fn new<'a>(target: Arc<Target>, markers: Environment, said: impl Iterator<Item = &'a Root>) -> Guess {
        let mut limits: BTreeMap<PackageName, Specifiers> = BTreeMap::new();
        for root in said {
            if let Some(specifiers) = root.requirement.specifiers() {
                let limit = limits.entry(root.requirement.name.clone()).or_insert_with(Specifiers::any);
                *limit = limit.and(specifiers);
            }
        }
        Guess { target, markers, limits }
    }
}

impl Speculate for Guess {
    fn files(&self, listing: &Listing) -> Vec<Arc<File>> {
        let limit = self.limits.get(listing.name());
        let candidates = listing.versions().iter().enumerate();
        let fitting = candidates.filter(|(_, version)| match limit {
            Some(limit) => limit.contains(version) && (!version.any_prerelease() || limit.mentions_prerelease()),
            None => !version.any_prerelease(),
        });
        for (index, _) in fitting.take(LOOKED_AT) {
            let rated = self.target.rate(listing.files(index), None);
            if rated.status.fit == Fit::Usable && !rated.status.is_yanked {
                return rated.best.into_iter().collect();
            }
        }
        Vec::new()
    }

    fn names(&self, metadata: &Metadata) -> Vec<PackageName> {
        let applies = |marker: &crate::pep::marker::Marker| marker.evaluate(&self.markers, &[]).unwrap_or(false);
        let needed = metadata.requires_dist.iter().filter(|needed| needed.marker.as_ref().is_none_or(applies));
        needed.filter(|needed| needed.specifiers().is_some()).map(|needed| needed.name.clone()).collect()
    }
}
