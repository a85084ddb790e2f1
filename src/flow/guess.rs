//! What the solver will likely ask next, so that a cold index is asked before anything was decided.
//!
//! A listing came: the metadata of its newest version that fits and that all requirements seen so far allow. Metadata
//! came: the listings of what it needs, for the extras seen so far. A wrong guess costs a request, never a different
//! answer.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::rating::Target;
use crate::index::{File, Listing, Speculate};
use crate::pep::marker::Environment;
use crate::pep::metadata::Metadata;
use crate::pep::name::{ExtraName, PackageName};
use crate::pep::requirement::Requirement;
use crate::pep::specifier::Specifiers;
use crate::resolve::{Fit, Root};

/// Versions looked at for one guess.
const LOOKED_AT: usize = 40;

/// Guesses for one target.
#[derive(Debug)]
pub(super) struct Guess {
    target: Arc<Target>,
    markers: Environment,
    seen: Mutex<HashMap<PackageName, Seen>>,
}

/// What was said of one package so far: by roots, constraints and the metadata that came.
#[derive(Debug, Default)]
struct Seen {
    limit: Option<Specifiers>,
    extras: BTreeSet<ExtraName>,
}

impl Guess {
    pub(super) fn new<'a>(target: Arc<Target>, markers: Environment, said: impl Iterator<Item = &'a Root>) -> Guess {
        let guess = Guess { target, markers, seen: Mutex::default() };
        said.for_each(|root| guess.learn(&root.requirement));
        guess
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<PackageName, Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn learn(&self, requirement: &Requirement) {
        let mut all = self.seen();
        let seen = all.entry(requirement.name.clone()).or_default();
        seen.extras.extend(requirement.extras.iter().cloned());
        if let Some(specifiers) = requirement.specifiers() {
            seen.limit = Some(seen.limit.take().map_or_else(|| specifiers.clone(), |limit| limit.and(specifiers)));
        }
    }
}

impl Speculate for Guess {
    fn files(&self, listing: &Listing) -> Vec<Arc<File>> {
        let limit = self.seen().get(listing.name()).and_then(|seen| seen.limit.clone());
        let candidates = listing.versions().iter().enumerate();
        let fitting = candidates.filter(|(_, version)| match &limit {
            Some(limit) => limit.contains(version) && (!version.any_prerelease() || limit.mentions_prerelease()),
            None => !version.any_prerelease(),
        });
        for (index, _) in fitting.take(LOOKED_AT) {
            let rated = self.target.rate(listing.files(index), None);
            if rated.status.fit == Fit::Usable && !rated.status.is_yanked {
                return rated.best.into_iter().filter(|file| file.wheel().is_some()).collect();
            }
        }
        Vec::new()
    }

    fn names(&self, metadata: &Metadata) -> Vec<PackageName> {
        let seen = self.seen().get(&metadata.name).map(|seen| seen.extras.iter().cloned().collect());
        let extras: Vec<ExtraName> = seen.unwrap_or_default();
        let mut names = Vec::new();
        for needed in metadata.requires_dist.iter().filter(|needed| needed.specifiers().is_some()) {
            if needed.marker.as_ref().is_none_or(|m| m.evaluate(&self.markers, &extras).unwrap_or(false)) {
                self.learn(needed);
                names.push(needed.name.clone());
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Kind;
    use crate::pep::tags::{self, Implementation, Os, Platform, Tags};
    use crate::pep::wheel_name::WheelName;
    use crate::requirements::Formats;

    fn guess(roots: &[&str]) -> Guess {
        let target = tags::Target {
            implementation: Implementation::CPython,
            version: (3, 12),
            free_threaded: false,
            debug: false,
            soabi: "cpython-312-x86_64-linux-gnu".into(),
            platform: Platform { os: Os::Glibc { major: 2, minor: 36 }, arch: "x86_64".into() },
        };
        let markers = Environment { sys_platform: "linux".into(), ..Environment::default() };
        let target = Target {
            tags: Tags::of(&target),
            reads_any_wheel: false,
            python: "3.12.1".parse().unwrap(),
            cutoffs: Default::default(),
            formats: Formats::default(),
        };
        let roots: Vec<Root> = roots
            .iter()
            .map(|text| Root { requirement: Requirement::parse(text).unwrap(), asked_by: "you".into() })
            .collect();
        Guess::new(Arc::new(target), markers, roots.iter())
    }

    fn listing(files: &[(&str, &str)]) -> Listing {
        let file = |(name, python): &(&str, &str)| {
            Arc::new(File {
                kind: Kind::Wheel(WheelName::parse(name).unwrap()),
                url: format!("https://example.org/{name}").into(),
                digests: Vec::new(),
                size: None,
                requires_python: Some(Specifiers::parse(python).unwrap()),
                yanked: None,
                core_metadata: crate::index::CoreMetadata::No,
                upload_time: None,
                origin: "https://example.org/".into(),
            })
        };
        let files: Vec<Arc<File>> = files.iter().map(file).collect();
        Listing::of_files(&PackageName::parse("b").unwrap(), &files)
    }

    fn guessed(guess: &Guess, files: &[(&str, &str)]) -> Vec<String> {
        guess.files(&listing(files)).iter().map(|file| file.file_name().to_owned()).collect()
    }

    #[test]
    fn the_newest_fitting_wheel_within_all_requirements_is_guessed() {
        let files = [
            ("b-4.0rc1-py3-none-any.whl", ""),
            ("b-3.0-cp39-cp39-win_amd64.whl", ""),
            ("b-2.5-py3-none-any.whl", ">=3.13"),
            ("b-2.0-py3-none-any.whl", ">=3.8"),
            ("b-2.0-cp312-cp312-manylinux_2_17_x86_64.whl", ">=3.8"),
            ("b-1.0-py3-none-any.whl", ""),
        ];
        assert_eq!(guessed(&guess(&[]), &files), ["b-2.0-cp312-cp312-manylinux_2_17_x86_64.whl"]);
        assert_eq!(guessed(&guess(&["b<2", "b!=1.1"]), &files), ["b-1.0-py3-none-any.whl"]);
        assert_eq!(guessed(&guess(&["b>=4.0rc1"]), &files), ["b-4.0rc1-py3-none-any.whl"]);
        assert!(guessed(&guess(&["b>5"]), &files).is_empty());
    }

    #[test]
    fn dependencies_are_guessed_with_markers_extras_and_their_limits() {
        let text = "Metadata-Version: 2.1\nName: a\nVersion: 1\nRequires-Dist: b<2\nRequires-Dist: c; extra == 'x'\n\
                    Requires-Dist: d; sys_platform == 'win32'\n";
        let metadata = Metadata::parse(text.as_bytes()).unwrap();
        let names = |guess: &Guess| guess.names(&metadata).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(&guess(&["a"])), ["b"]);
        let guess = guess(&["a[X]"]);
        assert_eq!(names(&guess), ["b", "c"]);
        let files = [("b-2.0-py3-none-any.whl", ""), ("b-1.0-py3-none-any.whl", "")];
        assert_eq!(guessed(&guess, &files), ["b-1.0-py3-none-any.whl"]);
    }
}
