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

#[cfg(test)]
mod tests {
    use super::super::page::{Page, RawFile};
    use super::super::reduced;
    use super::*;
    use crate::net::Address;
    use crate::pep::tags::{Implementation, Os, Platform, Target};

    fn guess(known: &[&str]) -> Guess {
        let target = Target {
            implementation: Implementation::CPython,
            version: (3, 12),
            free_threaded: false,
            debug: false,
            soabi: "cpython-312-x86_64-linux-gnu".into(),
            platform: Platform { os: Os::Glibc { major: 2, minor: 36 }, arch: "x86_64".into() },
        };
        let text = |text: &str| text.to_owned();
        let environment = Environment {
            os_name: text("posix"),
            sys_platform: text("linux"),
            platform_machine: text("x86_64"),
            platform_python_implementation: text("CPython"),
            platform_release: text("6"),
            platform_system: text("Linux"),
            platform_version: text("1"),
            python_version: text("3.12"),
            python_full_version: text("3.12.1"),
            implementation_name: text("cpython"),
            implementation_version: text("3.12.1"),
        };
        let known: Vec<Requirement> = known.iter().map(|text| Requirement::parse(text).unwrap()).collect();
        Guess::new(Tags::of(&target), "3.12.1".parse().unwrap(), environment, &known)
    }

    fn listing(files: &[(&str, &str)]) -> Listing {
        let raw = |(name, python): &(&'static str, &'static str)| RawFile {
            filename: (*name).into(),
            url: (*name).into(),
            requires_python: Some((*python).into()),
            ..RawFile::default()
        };
        let files: Vec<(&'static str, &'static str)> =
            files.iter().map(|(n, p)| (&*n.to_string().leak(), &*p.to_string().leak())).collect();
        let page = Page { files: files.iter().map(raw).collect(), ..Page::default() };
        let name = PackageName::parse("b").unwrap();
        let text = reduced::reduce(&name, &page, &Address::parse("https://h/simple/b/").unwrap().0).text;
        let body = 0..text.len();
        Listing::of_text(&name, "h".into(), text, body).unwrap()
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
        let guessed = |known: &[&str]| {
            guess(known).files(&listing(&files)).iter().map(|f| f.file_name().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(guessed(&[]), ["b-2.0-cp312-cp312-manylinux_2_17_x86_64.whl"]);
        assert_eq!(guessed(&["b<2", "b!=1.1"]), ["b-1.0-py3-none-any.whl"]);
        assert_eq!(guessed(&["b>=4.0rc1"]), ["b-4.0rc1-py3-none-any.whl"]);
        assert!(guessed(&["b>5"]).is_empty());
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
        let files = listing(&[("b-2.0-py3-none-any.whl", ""), ("b-1.0-py3-none-any.whl", "")]);
        assert_eq!(guess.files(&files)[0].file_name(), "b-1.0-py3-none-any.whl");
    }
}
