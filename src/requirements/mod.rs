//! Files of requirements and `pyproject.toml` -> what is asked for, each with the place it was said at.
//!
//! [`of_project`] finds and reads what a project directory has, [`read_files`] the files a person names, [`of_line`] one
//! word of a command line. Markers are kept, not evaluated. Never asks an index, never runs anything.

pub mod discover;
pub mod edit;
mod error;
mod file;
mod formats;
mod hash;
mod line;
pub mod located;
pub mod lock;
mod metadata;
mod options;
mod precedence;
pub mod project;
mod remote;
pub mod script;
pub mod settings;
mod sources;
pub mod tables;
mod text;
pub mod toml;
mod workspace;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use discover::{OfProject, Wanted, of_project};
pub use error::{Place, RequirementsError};
pub use file::{read_files, read_limits, read_text};
pub use formats::{Formats, Releases};
pub use hash::Hash;
pub use located::Located;
pub use precedence::TABLE as PRECEDENCE;
pub use remote::{is_url, unsigned};
pub use sources::{NamedIndex, Pin, Sources, is_index_name};

use crate::error::Exit;
use crate::pep::marker::Marker;
use crate::pep::name::ExtraName;
use crate::pep::requirement::{Requirement, Source as From};
use crate::pep::specifier::Specifiers;
use crate::sourced::{Source, Sourced};

/// What reading depends on.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The working directory, absolute.
    pub cwd: &'a Path,
    /// The value of an environment variable, for `${NAME}` in requirements files.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// The bytes at an http or https URL, for `-r URL`.
    pub fetch: &'a dyn Fn(&str) -> Result<Vec<u8>, Unread>,
}

impl<'a> World<'a> {
    /// Reading that asks no server: a file that is named by a URL is refused.
    pub fn local(cwd: &'a Path, variable: &'a dyn Fn(&str) -> Option<String>) -> World<'a> {
        let refuse: &dyn Fn(&str) -> _ = &|_| {
            Err(Unread {
                why: "no server is asked here".into(),
                exit: Exit::Refused,
                hints: vec!["download it and name the file".into()],
            })
        };
        World { cwd, variable, fetch: refuse }
    }
}

/// Why a URL could not be read.
#[derive(Debug)]
pub struct Unread {
    /// In words, without credentials.
    pub why: String,
    /// Whose fault it is.
    pub exit: Exit,
    /// What to do.
    pub hints: Vec<String>,
}

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The package; its source is a set of versions, or the URL of [`Root::located`].
    pub requirement: Requirement,
    /// `--hash`: what its file must be, one of these or of those in its URL; empty when nothing was said.
    pub hashes: Vec<Hash>,
    /// Where it lies, if no index is asked for it.
    pub located: Option<Located>,
    /// What its build is told.
    pub config_settings: ConfigSettings,
}

/// `--config-settings KEY=VALUE`; a key that is given more than once has a list.
pub type ConfigSettings = BTreeMap<String, Vec<String>>;

/// One thing that is asked for by its place alone: which package it is has to be looked up there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unnamed {
    /// Where it lies.
    pub located: Located,
    /// Its extras: sorted, each once.
    pub extras: Vec<ExtraName>,
    /// When it counts.
    pub marker: Option<Marker>,
    /// What its file must be, one of these; empty when nothing was said.
    pub hashes: Vec<Hash>,
    /// What its build is told.
    pub config_settings: ConfigSettings,
}

/// What one line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A package.
    Named(Root),
    /// A place.
    Unnamed(Unnamed),
}

impl Root {
    /// From an index, without hashes.
    pub fn new(requirement: Requirement) -> Root {
        Root { requirement, hashes: Vec::new(), located: None, config_settings: ConfigSettings::new() }
    }

    /// Every hash that was said of it. As in pip, one in a URL does not make all others need one.
    pub fn all_hashes(&self) -> impl Iterator<Item = &Hash> {
        self.hashes.iter().chain(self.located.iter().flat_map(|located| &located.hashes))
    }
}

/// One file that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// Absolute.
    pub path: PathBuf,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// What files say about indexes and choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `--index-url`, the last one.
    pub index_url: Option<Sourced<String>>,
    /// `--extra-index-url`
    pub extra_index_urls: Vec<Sourced<String>>,
    /// `--find-links`; a path relative to its file is absolute here.
    pub find_links: Vec<Sourced<String>>,
    /// `--trusted-host`
    pub trusted_hosts: Vec<Sourced<String>>,
    /// `--no-index`, and who said so.
    pub no_index: Option<Source>,
    /// `--pre`
    pub pre: bool,
    /// `--prefer-binary`
    pub prefer_binary: bool,
    /// `--require-hashes` or `--no-require-hashes`, the last one.
    pub require_hashes: Option<bool>,
    /// `--no-binary`, `--only-binary`
    pub formats: Formats,
    /// `--all-releases`, `--only-final`
    pub releases: Releases,
    /// Indexes that the project names.
    pub indexes: Vec<NamedIndex>,
    /// The packages that come from one of them.
    pub pins: Vec<Pin>,
    /// Which versions the project wants to be chosen.
    pub policy: Policy,
}

/// Which versions are chosen, as a project or a configuration says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// `exclude-newer = "7 days"`
    pub exclude_newer: Option<Sourced<String>>,
    /// `prerelease = "allow"`
    pub prerelease: Option<Sourced<String>>,
    /// `resolution = "lowest"`
    pub resolution: Option<Sourced<String>>,
}

/// Everything that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    /// What must be installed, in the order it was written.
    pub roots: Vec<Sourced<Root>>,
    /// What must be installed and is known by its place only.
    pub unnamed: Vec<Sourced<Unnamed>>,
    /// What limits versions of packages that are installed for another reason.
    pub constraints: Vec<Sourced<Root>>,
    /// What replaces every other requirement on the same package.
    pub overrides: Vec<Sourced<Root>>,
    /// Options in the files.
    pub options: Options,
    /// The Pythons the project is for.
    pub requires_python: Option<Sourced<Specifiers>>,
    /// Every file that was read, sorted, each once.
    pub inputs: Vec<Input>,
    /// Remarks for the person: what was found and is not used.
    pub notes: Vec<String>,
}

impl Requirements {
    /// True when files are checked against hashes: when asked for, or as soon as one requirement has some.
    pub fn checks_hashes(&self) -> bool {
        let has_hashes = || self.roots.iter().chain(&self.constraints).any(|root| !root.value.hashes.is_empty());
        self.options.require_hashes.unwrap_or_else(has_hashes)
    }

    /// When hashes are checked, every requirement whose marker `applies` needs one and must be pinned. A constraint of
    /// the same name may give both, as for pip.
    pub fn check_hashes(&self, applies: &dyn Fn(Option<&Marker>) -> bool) -> Result<(), RequirementsError> {
        if !self.checks_hashes() {
            return Ok(());
        }
        let counts = |root: &&Sourced<Root>| applies(root.value.requirement.marker.as_ref());
        for root in self.roots.iter().filter(counts) {
            let requirement = &root.value.requirement;
            let same = self.constraints.iter().filter(counts).filter(|c| c.value.requirement.name == requirement.name);
            let all: Vec<&Root> = same.map(|c| &c.value).chain([&root.value]).collect();
            let is_pinned = |root: &&Root| match &root.requirement.source {
                From::Any(specifiers) => specifiers.pins().is_some(),
                From::Url(_) => true,
            };
            let is_unpinned = !all.iter().any(is_pinned);
            if is_unpinned || all.iter().all(|root| root.all_hashes().next().is_none()) {
                let place = Place::Said(root.from.clone());
                return Err(RequirementsError::Unhashed { place, requirement: requirement.to_string(), is_unpinned });
            }
        }
        Ok(())
    }

    /// Adds one requirement.
    pub fn push(&mut self, said: Sourced<Said>) {
        match said.value {
            Said::Named(root) => self.roots.push(Sourced::new(root, said.from)),
            Said::Unnamed(unnamed) => self.unnamed.push(Sourced::new(unnamed, said.from)),
        }
    }

    /// Packages come from where the project says.
    fn use_sources(&mut self, sources: &sources::Sources) {
        self.options.indexes.clone_from(&sources.indexes);
        self.options.pins.clone_from(&sources.pins);
    }

    /// Adds what another reading gave; its options come later.
    pub fn extend(&mut self, other: Requirements) {
        self.roots.extend(other.roots);
        self.unnamed.extend(other.unnamed);
        self.constraints.extend(other.constraints);
        self.overrides.extend(other.overrides);
        self.options.extend(other.options);
        self.requires_python = other.requires_python.or(self.requires_python.take());
        self.inputs.extend(other.inputs);
        self.inputs.sort();
        self.inputs.dedup();
        self.notes.extend(other.notes);
    }
}

impl Options {
    fn extend(&mut self, other: Options) {
        self.index_url = other.index_url.or(self.index_url.take());
        self.extra_index_urls.extend(other.extra_index_urls);
        self.find_links.extend(other.find_links);
        self.trusted_hosts.extend(other.trusted_hosts);
        self.no_index = other.no_index.or(self.no_index.take());
        self.pre |= other.pre;
        self.prefer_binary |= other.prefer_binary;
        self.require_hashes = other.require_hashes.or(self.require_hashes);
        if other.formats != Formats::default() {
            self.formats = other.formats;
        }
        if other.releases != Releases::default() {
            self.releases = other.releases;
        }
        self.indexes.extend(other.indexes);
        self.pins.extend(other.pins);
        if other.policy != Policy::default() {
            self.policy = other.policy;
        }
    }
}

/// One requirement of a command line or a variable: `django>=5`, `./project`, `x @ https://...`.
pub fn of_line(text: &str, from: &Source, world: &World<'_>) -> Result<Sourced<Said>, RequirementsError> {
    let at = line::At { place: &|_| Place::Said(from.clone()), bases: &[world.cwd] };
    line::parse(text.trim(), &at).map(|said| Sourced::new(said, from.clone()))
}

/// What stands behind `-e` on a command line.
pub fn of_editable(text: &str, from: &Source, world: &World<'_>) -> Result<Sourced<Said>, RequirementsError> {
    let at = line::At { place: &|_| Place::Said(from.clone()), bases: &[world.cwd] };
    line::parse_editable(text, &at).map(|said| Sourced::new(said, from.clone()))
}

impl Requirements {
    /// Files and what directories say of themselves belong to what was read: when it changes, they must be looked at
    /// again.
    pub fn read_directories(&mut self) -> Result<(), RequirementsError> {
        let roots = self.roots.iter().filter_map(|root| root.value.located.as_ref());
        let all = roots.chain(self.unnamed.iter().map(|unnamed| &unnamed.value.located));
        let mut inputs = Vec::new();
        for located in all {
            let path = match &located.kind {
                located::Kind::Directory(path) => path,
                // Another file of the same name is another package.
                located::Kind::Wheel(_) | located::Kind::Archive => {
                    let Some(path) = located::path_of(&located.url) else { continue };
                    let read = |source| RequirementsError::Read { place: None, source };
                    inputs
                        .extend(crate::sys::fs::read_if_there(&path).map_err(read)?.map(|bytes| input(&path, &bytes)));
                    continue;
                }
                located::Kind::Git(_) => continue,
            };
            let below = located.subdirectory.as_ref().map_or("", |subdirectory| subdirectory.as_str());
            for name in ["pyproject.toml", "setup.py", "setup.cfg"] {
                let path = path.join(below).join(name);
                let read = |source| RequirementsError::Read { place: None, source };
                if let Some(bytes) = crate::sys::fs::read_if_there(&path).map_err(read)? {
                    inputs.push(input(&path, &bytes));
                }
            }
        }
        self.inputs.extend(inputs);
        self.inputs.sort();
        self.inputs.dedup();
        Ok(())
    }
}

fn input(path: &Path, bytes: &[u8]) -> Input {
    use sha2::Digest as _;
    use std::fmt::Write as _;
    let sha256 = sha2::Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    Input { path: path.to_owned(), sha256 }
}

#[cfg(test)]
mod tests;
