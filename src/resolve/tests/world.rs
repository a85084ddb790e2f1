//! A world in a few lines of text, one version a line:
//!
//! ```text
//! a 1.0 needs b>=1,<2 & c[x] & d; extra == "y" | python >=3.10 | yanked: it was bad
//! ```
//! After `|`: `python SPEC`, `sdist`, `wheel TAGS`, `excluded: WHY`, `yanked`, `yanked: WHY`, `broken: WHY`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::str::FromStr;
use std::sync::Arc;

use super::super::*;
use crate::pep::marker::Environment;
use crate::pep::metadata::Metadata;
use crate::pep::name::PackageName;
use crate::pep::requirement::Requirement;
use crate::pep::version::Version;

/// All packages, and a diary of what was asked.
#[derive(Default)]
pub struct World {
    packages: BTreeMap<PackageName, Arc<Listing>>,
    pub asked: RefCell<Vec<String>>,
    pub similar: Vec<PackageName>,
}

#[derive(Default)]
pub struct Listing {
    versions: Vec<Version>,
    releases: Vec<Release>,
}

#[derive(Clone)]
pub struct Release {
    pub fit: Fit,
    pub needs_build: bool,
    pub why: Option<String>,
    pub yanked: Option<Option<String>>,
    pub broken: Option<String>,
    pub metadata: Arc<Metadata>,
}

impl World {
    pub fn new(text: &str) -> World {
        let mut all: BTreeMap<PackageName, BTreeMap<Version, Release>> = BTreeMap::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut parts = line.split(" | ");
            let (what, needs) = match parts.next().unwrap().split_once(" needs ") {
                Some((what, needs)) => (what, needs.split(" & ").collect()),
                None => (line.split(" | ").next().unwrap(), Vec::new()),
            };
            let (package, version) = what.trim().split_once(' ').unwrap();
            let package = name(package);
            let version = Version::from_str(version.trim()).unwrap();
            let mut release = Release::new(&package, &version, &needs);
            for part in parts {
                let (key, value) = part.trim().split_once([' ', ':']).unwrap_or((part.trim(), ""));
                let value = value.trim().to_owned();
                match key {
                    "python" => (release.fit, release.why) = (Fit::OtherPython, Some(value)),
                    "sdist" => release.fit = Fit::OnlySource,
                    "wheel" => (release.fit, release.why) = (Fit::OtherTarget, Some(value)),
                    "excluded" => (release.fit, release.why) = (Fit::Excluded, Some(value)),
                    "yanked" => release.yanked = Some(Some(value).filter(|value| !value.is_empty())),
                    "broken" => release.broken = Some(value),
                    other => panic!("{other}"),
                }
            }
            all.entry(package).or_default().insert(version, release);
        }
        let packages = all.into_iter().map(|(name, releases)| (name, Arc::new(Listing::of(releases)))).collect();
        World { packages, ..World::default() }
    }

    pub fn add(&mut self, package: &str, at: &str, metadata: Arc<Metadata>) {
        let listing = self.packages.get(&name(package)).unwrap();
        let mut releases: BTreeMap<Version, Release> =
            listing.releases().map(|(version, release)| (version.clone(), release.clone())).collect();
        let release = Release { fit: Fit::Usable, why: None, yanked: None, broken: None, needs_build: false, metadata };
        releases.insert(version(at), release);
        self.packages.insert(name(package), Arc::new(Listing::of(releases)));
    }

    pub fn listing(&self, name: &PackageName) -> Option<&Listing> {
        self.packages.get(name).map(|listing| &**listing)
    }
}

impl Listing {
    fn of(releases: BTreeMap<Version, Release>) -> Listing {
        let (versions, releases) = releases.into_iter().rev().unzip();
        Listing { versions, releases }
    }

    pub fn releases(&self) -> impl Iterator<Item = (&Version, &Release)> {
        self.versions.iter().zip(&self.releases)
    }
}

impl Release {
    pub fn new(name: &PackageName, version: &Version, needs: &[&str]) -> Release {
        let mut text = format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n");
        for need in needs {
            text.push_str(&format!("Requires-Dist: {need}\n"));
            if let Some((_, extra)) = need.split_once("extra == ") {
                text.push_str(&format!("Provides-Extra: {}\n", extra.trim_matches(['"', '\''])));
            }
        }
        let metadata = Arc::new(Metadata::parse(text.as_bytes()).unwrap());
        assert_eq!(metadata.requires_dist.len(), needs.len(), "{needs:?}");
        Release { fit: Fit::Usable, why: None, yanked: None, broken: None, needs_build: false, metadata }
    }
}

impl Versions for Listing {
    fn newest_first(&self) -> &[Version] {
        &self.versions
    }

    fn status(&self, index: usize) -> Status {
        let release = &self.releases[index];
        Status { fit: release.fit, is_yanked: release.yanked.is_some(), needs_build: release.needs_build }
    }

    fn why(&self, index: usize) -> Option<String> {
        self.releases[index].why.clone()
    }

    fn yanked(&self, index: usize) -> Option<String> {
        self.releases[index].yanked.clone().flatten()
    }
}

impl Candidates for World {
    type Error = Infallible;

    fn versions(&self, name: &PackageName) -> Result<Option<Arc<dyn Versions>>, Infallible> {
        self.asked.borrow_mut().push(format!("{name}"));
        Ok(self.packages.get(name).map(|listing| Arc::clone(listing) as Arc<dyn Versions>))
    }

    fn metadata(&self, name: &PackageName, version: &Version) -> Result<Details, Infallible> {
        self.asked.borrow_mut().push(format!("{name} {version}"));
        let listing = &self.packages[name];
        let release = &listing.releases[listing.versions.iter().position(|v| v == version).unwrap()];
        Ok(match &release.broken {
            Some(why) => Details::Unusable(why.clone()),
            None => Details::Known(Arc::clone(&release.metadata)),
        })
    }

    fn prefetch_metadata(&self, name: &PackageName, versions: &[Version]) {
        for version in versions {
            self.asked.borrow_mut().push(format!("soon {name} {version}"));
        }
    }

    fn similar(&self, _: &PackageName) -> Vec<PackageName> {
        self.similar.clone()
    }
}

pub fn name(text: &str) -> PackageName {
    PackageName::parse(text).unwrap()
}

pub fn version(text: &str) -> Version {
    Version::from_str(text).unwrap()
}

pub fn roots(file: &str, requirements: &[&str]) -> Vec<Root> {
    let root = |(at, text): (usize, &&str)| Root {
        requirement: Requirement::parse(text).unwrap(),
        asked_by: format!("{file} line {}", at + 1),
    };
    requirements.iter().enumerate().map(root).collect()
}

/// A problem for CPython 3.9.18 on Linux; the requirements are the lines of requirements.txt.
pub fn problem(requirements: &[&str]) -> Problem {
    let environment = Environment {
        os_name: "posix".into(),
        sys_platform: "linux".into(),
        platform_machine: "x86_64".into(),
        platform_python_implementation: "CPython".into(),
        platform_release: "6.1".into(),
        platform_system: "Linux".into(),
        platform_version: "#1".into(),
        python_version: "3.9".into(),
        python_full_version: "3.9.18".into(),
        implementation_name: "cpython".into(),
        implementation_version: "3.9.18".into(),
    };
    Problem::new(roots("requirements.txt", requirements), Arc::new(environment), version("3.9.18"))
}

/// `a 1.0, b[x] 2.0`, or the whole text of the failure with its hints.
pub fn answer(world: &World, problem: &Problem) -> String {
    match solve(problem, world) {
        Ok(resolution) => {
            let say = |(name, pinned): (&PackageName, &Pinned)| {
                let extras: Vec<&str> = pinned.extras.iter().map(|extra| extra.as_str()).collect();
                let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
                format!("{name}{extras} {}", pinned.version)
            };
            resolution.packages.iter().map(say).collect::<Vec<_>>().join(", ")
        }
        Err(failure) => {
            let mut text = failure.to_string();
            if let Failure::Conflict(conflict) = &failure {
                conflict.hints.iter().for_each(|hint| text.push_str(&format!("\nhint: {hint}")));
            }
            text
        }
    }
}

#[track_caller]
pub fn check(world: &str, requirements: &[&str], wanted: &str) {
    assert_eq!(answer(&World::new(world), &problem(requirements)), wanted);
}
