//! A lock file -> packages with their files, hashes and markers; and back into a `pylock.toml` (PEP 751).
//!
//! [`pylock`] reads the standard's format to the letter, [`write`] writes it, [`select`] says which packages an environment
//! gets. Whatever tool a lock is from, it is read into the one type [`Lock`]. Never asks an index, never installs.

mod error;
mod foreign;
pub mod graph;
mod made_from;
pub mod pylock;
pub mod select;
pub mod write;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use error::{ANEW, LockError};
pub use foreign::Tool;
pub use graph::Graph;
pub use made_from::{place, relative, texts, without_credentials};

use super::error::Place;
use super::error::RequirementsError;
use super::{Hash, Located, Requirements, World, input, workspace};
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
    /// The tool whose own format it is; none: `pylock.toml`.
    pub tool: Option<Tool>,
    /// Who needs whom, where that decides what is installed.
    pub graph: Option<Graph>,
    /// What is stale in it by its own word, where its format has one.
    pub stale: Vec<String>,
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
    /// Files of an index that are known by their hashes only: where they are, the index tells.
    Listed(Vec<Listed>),
    /// One place: an archive, a directory or a repository.
    Place(Box<Source>),
}

/// A file that is named without saying where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name, where the lock has it.
    pub name: Option<String>,
    /// What it must be.
    pub hash: Hash,
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

/// The lock of a project.
pub const NAME: &str = "pylock.toml";

/// A lock file that is there. Taken apart only when it is needed: most of the time its bytes are what they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// As shown.
    pub path: PathBuf,
    /// The directory it lies in, absolute: paths in it start there.
    pub directory: PathBuf,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// The tool whose own lock it is; none: `pylock.toml`.
    pub tool: Option<Tool>,
    /// The tool's own file of the project, as shown, with what is in it.
    pub manifest: Option<(PathBuf, Vec<u8>)>,
    /// The project's directory as the lock writes it: `.`, or that of a member of a workspace.
    pub project: String,
}

impl Found {
    /// The lock at `path`; `None` when there is none. It joins `read.inputs`.
    pub fn at(path: &Path, world: &World<'_>, read: &mut Requirements) -> Result<Option<Found>, RequirementsError> {
        let absolute = crate::sys::fs::absolute(path, world.cwd);
        let bytes = crate::sys::fs::read_if_there(&absolute);
        let Some(bytes) = bytes.map_err(|source| RequirementsError::Read { place: None, source })? else {
            return Ok(None);
        };
        read.inputs.push(input(&absolute, &bytes));
        let directory = absolute.parent().unwrap_or(Path::new("/")).to_owned();
        Ok(Some(Found { path: path.to_owned(), directory, bytes, tool: None, manifest: None, project: ".".into() }))
    }

    /// The lock of a tool in `dir`, with the tool's own file; `None` when there is none.
    pub fn of_tool(
        tool: Tool,
        dir: &Path,
        world: &World<'_>,
        read: &mut Requirements,
    ) -> Result<Option<Found>, RequirementsError> {
        let Some(found) = Found::at(&dir.join(tool.lock()), world, read)? else { return Ok(None) };
        found.with_manifest(tool, dir, world).map(Some)
    }

    /// The `uv.lock` of the workspace that the project in `dir` is a member of; `None` when there is none.
    pub fn of_workspace(
        dir: &Path,
        world: &World<'_>,
        read: &mut Requirements,
    ) -> Result<Option<Found>, RequirementsError> {
        let Some((root, project)) = workspace::of_member(&crate::sys::fs::absolute(dir, world.cwd))? else {
            return Ok(None);
        };
        let Some(found) = Found::at(&root.join(Tool::Uv.lock()), world, read)? else { return Ok(None) };
        Found { project, ..found }.with_manifest(Tool::Uv, dir, world).map(Some)
    }

    fn with_manifest(self, tool: Tool, dir: &Path, world: &World<'_>) -> Result<Found, RequirementsError> {
        let manifest = dir.join(tool.manifest());
        let bytes = crate::sys::fs::read_if_there(&crate::sys::fs::absolute(&manifest, world.cwd));
        let bytes = bytes.map_err(|source| RequirementsError::Read { place: None, source })?;
        let manifest = bytes.map(|bytes| (manifest, bytes));
        Ok(Found { tool: Some(tool), manifest, ..self })
    }

    /// What it says.
    pub fn parse(&self) -> Result<Lock, RequirementsError> {
        let read = match self.tool {
            None => pylock::parse(&self.path, &self.bytes, &self.directory),
            Some(tool) => foreign::parse(tool, self),
        };
        read.map_err(|mut error| {
            if let RequirementsError::Wrong { hints, .. } = &mut error
                && hints.is_empty()
            {
                hints.push(match self.tool {
                    None => "lock files are not edited by hand; write it anew with the tool that made it".into(),
                    Some(tool) => tool.anew().to_owned(),
                });
            }
            error
        })
    }
}

/// True for `pylock.toml` and `pylock.NAME.toml` (PEP 751, "File Name").
pub fn is_pylock(file_name: &str) -> bool {
    let name = file_name.strip_prefix("pylock.").and_then(|rest| rest.strip_suffix("toml"));
    name.is_some_and(|name| {
        name.is_empty() || name.strip_suffix('.').is_some_and(|name| !name.is_empty() && !name.contains('.'))
    })
}
