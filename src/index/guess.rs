//! What a resolution will most likely want next: of each package the newest fitting wheel that all requirements seen
//! so far allow, and of each wheel its dependencies.
//!
//! A guess only decides what is asked for early. A wrong one costs a small request and nothing else.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::client::Speculate;
use super::listing::{File, Listing};
use crate::pep::marker::Environment;
use crate::pep::metadata::Metadata;
use crate::pep::name::{ExtraName, PackageName};
use crate::pep::requirement::{Requirement, Source};
use crate::pep::specifier::Specifiers;
use crate::pep::tags::Tags;
use crate::pep::version::Version;

/// Guesses for one interpreter.
#[derive(Debug)]
pub struct Guess {
    tags: Tags,
    python: Version,
    environment: Environment,
    wanted: Mutex<HashMap<PackageName, Wanted>>,
}

#[derive(Debug, Default)]
struct Wanted {
    specifiers: Vec<Specifiers>,
    extras: BTreeSet<ExtraName>,
}

impl Guess {
    /// For an interpreter, with what is known already: requirements and constraints.
    pub fn new<'a>(
        tags: Tags,
        python: Version,
        environment: Environment,
        known: impl IntoIterator<Item = &'a Requirement>,
    ) -> Guess {
        let guess = Guess { tags, python, environment, wanted: Mutex::default() };
        for requirement in known {
            guess.note(requirement);
        }
        guess
    }

    fn note(&self, requirement: &Requirement) {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = wanted.entry(requirement.name.clone()).or_default();
        wanted.extras.extend(requirement.extras.iter().cloned());
        if let Source::Any(specifiers) = &requirement.source
            && !specifiers.is_any()
            && !wanted.specifiers.contains(specifiers)
        {
            wanted.specifiers.push(specifiers.clone());
        }
    }

    fn best(&self, files: &[Arc<File>]) -> Option<Arc<File>> {
        let fits = |file: &&Arc<File>| {
            file.yanked.is_none() && file.requires_python.as_ref().is_none_or(|python| python.contains(&self.python))
        };
        let ranked = files.iter().filter(fits).filter_map(|f| Some((self.tags.rank(f.wheel()?)?, f)));
        ranked.max_by_key(|(rank, _)| *rank).map(|(_, file)| file.clone())
    }
}

impl Speculate for Guess {
    fn files(&self, listing: &Listing) -> Vec<Arc<File>> {
        let specifiers = {
            let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
            wanted.get(listing.name()).map(|w| w.specifiers.clone()).unwrap_or_default()
        };
        let pre_releases = specifiers.iter().any(Specifiers::mentions_prerelease);
        let allowed = |version: &Version| {
            (pre_releases || !version.any_prerelease()) && specifiers.iter().all(|s| s.contains(version))
        };
        let versions = listing.versions().iter().enumerate().filter(|(_, version)| allowed(version));
        versions.filter_map(|(at, _)| self.best(listing.files(at))).take(1).collect()
    }

    fn names(&self, metadata: &Metadata) -> Vec<PackageName> {
        let extras: Vec<ExtraName> = {
            let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
            wanted.get(&metadata.name).map(|w| w.extras.iter().cloned().collect()).unwrap_or_default()
        };
        let mut names = Vec::new();
        for requirement in &metadata.requires_dist {
            let marker = requirement.marker.as_ref();
            if marker.is_none_or(|m| m.evaluate(&self.environment, &extras).unwrap_or(false)) {
                self.note(requirement);
                names.push(requirement.name.clone());
            }
        }
        names
    }
}
