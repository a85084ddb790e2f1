//! What an index has of one project: versions, newest first, and their files.
//!
//! Holds the reduced text of the page (see `reduced.rs`); a version's files are parsed when they are asked for,
//! since a resolution looks at few of them.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::page::CoreMetadata;
use super::reduced;
use crate::fetch::{Algorithm, Digest};
use crate::net::{Address, AddressError};
use crate::pep::name::PackageName;
use crate::pep::specifier::Specifiers;
use crate::pep::version::Version;
use crate::pep::wheel_name::{SdistName, WheelName};

/// One project on one index, with what `--find-links` adds.
#[derive(Debug)]
pub struct Listing {
    name: PackageName,
    origin: Arc<str>,
    text: String,
    base: Range<usize>,
    versions: Vec<Version>,
    releases: Vec<Release>,
}

#[derive(Debug, Default)]
struct Release {
    // Where its lines are in the text; empty when only find-links has it.
    lines: Range<usize>,
    local: Vec<Arc<File>>,
    files: OnceLock<Box<[Arc<File>]>>,
}

/// One file that can be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What it is, by its name.
    pub kind: Kind,
    /// Where it is; without user information.
    pub url: Box<str>,
    /// Hashes the index gives.
    pub digests: Vec<Digest>,
    /// Bytes.
    pub size: Option<u64>,
    /// Which Pythons it is for; what is no specifier is no limit, as in pip.
    pub requires_python: Option<Specifiers>,
    /// The reason, perhaps empty, if it was yanked (PEP 592).
    pub yanked: Option<Box<str>>,
    /// Whether METADATA is served beside it.
    pub core_metadata: CoreMetadata,
    /// When it was uploaded, as the index wrote it.
    pub upload_time: Option<Box<str>>,
    /// The index or find-links place it was found on, for messages and for keys.
    pub origin: Arc<str>,
}

/// A file's kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Can be installed.
    Wheel(WheelName),
    /// Must be built.
    Sdist(SdistName),
}

impl File {
    /// The file's name as spelled.
    pub fn file_name(&self) -> &str {
        match &self.kind {
            Kind::Wheel(name) => name.file_name(),
            Kind::Sdist(name) => name.file_name(),
        }
    }

    /// The package.
    pub fn name(&self) -> &PackageName {
        match &self.kind {
            Kind::Wheel(name) => name.name(),
            Kind::Sdist(name) => name.name(),
        }
    }

    /// The version.
    pub fn version(&self) -> &Version {
        match &self.kind {
            Kind::Wheel(name) => name.version(),
            Kind::Sdist(name) => name.version(),
        }
    }

    /// The wheel's name, if it is a wheel.
    pub fn wheel(&self) -> Option<&WheelName> {
        match &self.kind {
            Kind::Wheel(name) => Some(name),
            Kind::Sdist(_) => None,
        }
    }

    /// Its sha256, if the index gives one.
    pub fn sha256(&self) -> Option<&Digest> {
        self.digests.iter().find(|d| d.algorithm() == Algorithm::Sha256)
    }

    /// Where to fetch it.
    pub fn address(&self) -> Result<Address, AddressError> {
        Address::parse(&self.url).map(|(address, _)| address)
    }
}

impl Listing {
    /// From the reduced text of a page: `text[body]` is the part of it that `reduced` wrote. `None` when it is
    /// not such a text.
    pub(super) fn of_text(name: &PackageName, origin: Arc<str>, text: String, body: Range<usize>) -> Option<Listing> {
        let (base, rows) = reduced::rows(&text, body)?;
        let (versions, releases) =
            rows.into_iter().map(|(version, lines)| (version, Release { lines, ..Release::default() })).unzip();
        Some(Listing { name: name.clone(), origin, text, base, versions, releases })
    }

    /// With files from find-links; they come first where both have a version, and replace files of the same name.
    pub(super) fn with_local(mut self, local: &[Arc<File>]) -> Listing {
        for file in local {
            let at = self.versions.partition_point(|v| v > file.version());
            if self.versions.get(at) != Some(file.version()) {
                self.versions.insert(at, file.version().clone());
                self.releases.insert(at, Release::default());
            }
            self.releases[at].local.push(file.clone());
        }
        self
    }

    /// Of files that no index lists.
    pub fn of_files(name: &PackageName, files: &[Arc<File>]) -> Listing {
        let empty = Listing {
            name: name.clone(),
            origin: "find-links".into(),
            text: String::new(),
            base: 0..0,
            versions: Vec::new(),
            releases: Vec::new(),
        };
        empty.with_local(files)
    }

    /// The package.
    pub fn name(&self) -> &PackageName {
        &self.name
    }

    /// The index it is from, for messages.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Every version with a file, newest first, each once.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The position of a version in [`Listing::versions`].
    pub fn position(&self, version: &Version) -> Option<usize> {
        let at = self.versions.partition_point(|v| v > version);
        (self.versions.get(at) == Some(version)).then_some(at)
    }

    /// The files of the version at `index`: those of find-links, then the index's, ordered by name. Parsed on first use.
    pub fn files(&self, index: usize) -> &[Arc<File>] {
        let release = &self.releases[index];
        release.files.get_or_init(|| {
            let base = &self.text[self.base.clone()];
            let mut files = release.local.clone();
            for line in self.text[release.lines.clone()].lines() {
                files.extend(reduced::file(&self.name, &self.origin, base, line).map(Arc::new));
            }
            files.into()
        })
    }

    /// The files of one version; none when the index does not have it.
    pub fn files_of(&self, version: &Version) -> &[Arc<File>] {
        self.position(version).map_or(&[], |index| self.files(index))
    }
}
