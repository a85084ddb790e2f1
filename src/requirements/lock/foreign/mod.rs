//! The locks of other tools -> the one type [`Lock`]: `uv.lock`, `poetry.lock`, `pdm.lock`, `Pipfile.lock`.
//!
//! Each is read to the letter of what its tool writes; what a tool would refuse is refused here. Never asks an index.

mod parts;
mod pdm;
mod pipfile;
mod poetry;
mod stale;
mod uv;

use super::{Found, Lock};
use crate::requirements::error::RequirementsError;

type Result<T> = std::result::Result<T, RequirementsError>;

/// A tool that has a lock of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    Uv,
    Poetry,
    Pdm,
    Pipenv,
}

impl Tool {
    /// In the order their locks are looked for where a project names none of them.
    pub const ALL: [Tool; 4] = [Tool::Uv, Tool::Poetry, Tool::Pdm, Tool::Pipenv];

    /// Whose lock a file of this name is.
    pub fn of_lock(name: &str) -> Option<Tool> {
        Tool::ALL.into_iter().find(|tool| tool.lock() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Tool::Uv => "uv",
            Tool::Poetry => "poetry",
            Tool::Pdm => "pdm",
            Tool::Pipenv => "pipenv",
        }
    }

    /// Its lock.
    pub fn lock(self) -> &'static str {
        match self {
            Tool::Uv => "uv.lock",
            Tool::Poetry => "poetry.lock",
            Tool::Pdm => "pdm.lock",
            Tool::Pipenv => "Pipfile.lock",
        }
    }

    /// The file its lock is made from.
    pub fn manifest(self) -> &'static str {
        if self == Tool::Pipenv { "Pipfile" } else { "pyproject.toml" }
    }

    /// What writes its lock anew, as a hint.
    pub fn anew(self) -> &'static str {
        match self {
            Tool::Uv => "'uv lock' writes it anew",
            Tool::Poetry => "'poetry lock' writes it anew",
            Tool::Pdm => "'pdm lock' writes it anew",
            Tool::Pipenv => "'pipenv lock' writes it anew",
        }
    }
}

/// Reads the lock of a tool.
pub(super) fn parse(tool: Tool, found: &Found) -> Result<Lock> {
    let mut lock = match tool {
        Tool::Uv => uv::parse(found)?,
        Tool::Poetry => poetry::parse(found)?,
        Tool::Pdm => pdm::parse(found)?,
        Tool::Pipenv => pipfile::parse(found)?,
    };
    lock.tool = Some(tool);
    Ok(lock)
}
