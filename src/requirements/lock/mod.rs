//! A lock file -> packages with their files, hashes and markers; and back into a `pylock.toml` (PEP 751).
//!
//! [`pylock`] reads the standard's format to the letter, [`write`] writes it, [`select`] says which packages an environment
//! gets. Whatever tool a lock is from, it is read into the one type [`Lock`]. Never asks an index, never installs.

mod error;
pub mod pylock;
pub mod select;
pub mod write;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use error::LockError;

use super::error::Place;
use super::{Hash, Located};
use crate::pep::marker::Marker;
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::specifier::Specifiers;
use crate::pep::version::Version;

/// Everything a lock file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// As shown.
    pub path: PathBuf,
    /// The Pythons it is for.
    pub requires_python: Option<Specifiers>,
    /// The environments it is for, one of which must hold; none: all.
    pub environments: Vec<Marker>,
    /// The extras of the project that can be asked for.
    pub extras: Vec<ExtraName>,
    /// The dependency groups that can be asked for.
    pub groups: Vec<GroupName>,
    /// Those that are installed unasked.
    pub default_groups: Vec<GroupName>,
    /// Who wrote it.
    pub created_by: String,
    /// Each package, by name and version.
    pub packages: Vec<Package>,
    /// What it was made from, if its writer says so.
    pub made_from: Option<MadeFrom>,
    /// Remarks for the person.
    pub notes: Vec<String>,
}

/// What noglue notes in a lock: requirements as text, so that a stale lock can be told, and what is stale in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MadeFrom {
    /// Of the project itself.
    pub requirements: Vec<String>,
    /// Of its extras, by name.
    pub extras: Vec<(ExtraName, Vec<String>)>,
    /// Of its dependency groups, by name.
    pub groups: Vec<(GroupName, Vec<String>)>,
    /// What limited versions.
    pub constraints: Vec<String>,
    /// What replaced requirements.
    pub overrides: Vec<String>,
    /// Options that change the result, `name=value`.
    pub options: Vec<String>,
}

/// One package of a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: PackageName,
    /// Its version; `None` where the source decides it.
    pub version: Option<Version>,
    /// When it is installed, in the words of a lock (`extras`, `dependency_groups`).
    pub marker: Option<Marker>,
    /// The Pythons it is for.
    pub requires_python: Option<Specifiers>,
    /// Who it needs: for people, never for installing.
    pub dependencies: Vec<Dependency>,
    /// The index it is from.
    pub index: Option<String>,
    /// What is installed.
    pub origin: Origin,
    /// Where it stands in the file.
    pub place: Place,
}

/// A package that another one needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    /// Its name.
    pub name: PackageName,
    /// Its version, where the lock has more than one.
    pub version: Option<Version>,
}

/// What a package is installed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Files of an index: one fits best.
    Files(Vec<File>),
    /// One place: an archive, a directory or a repository.
    Place(Box<Source>),
}

/// A place a package is installed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The place, hashes included.
    pub located: Located,
    /// The branch or tag that a commit was found by.
    pub requested_revision: Option<String>,
    /// The path as written, when it is relative to the lock.
    pub path: Option<String>,
    /// Bytes of an archive.
    pub size: Option<u64>,
}

/// One file of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// `name-1.0-py3-none-any.whl`
    pub name: String,
    /// Where it is, without credentials; absolute.
    pub url: String,
    /// The path as written, when that is how it is given.
    pub path: Option<String>,
    /// When it was uploaded, as TOML has it.
    pub upload_time: Option<String>,
    /// Bytes.
    pub size: Option<u64>,
    /// What it must be; never empty.
    pub hashes: Vec<Hash>,
}

impl Lock {
    /// The directory that paths in it start from, absolute.
    pub fn directory(path: &Path, cwd: &Path) -> PathBuf {
        let absolute = crate::sys::fs::absolute(path, cwd);
        absolute.parent().unwrap_or(Path::new("/")).to_owned()
    }
}

/// True for `pylock.toml` and `pylock.NAME.toml` (PEP 751, "File Name").
pub fn is_pylock(file_name: &str) -> bool {
    let name = file_name.strip_prefix("pylock.").and_then(|rest| rest.strip_suffix("toml"));
    name.is_some_and(|name| {
        name.is_empty() || name.strip_suffix('.').is_some_and(|name| !name.is_empty() && !name.contains('.'))
    })
}
