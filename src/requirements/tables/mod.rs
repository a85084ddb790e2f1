//! What a project needs, in the files and tables of other tools: poetry, pdm, hatch, pipenv, setuptools and conda.
//!
//! Tables in, requirements of the standard out. Never guesses: what cannot be said as a requirement is refused by name.

mod conda;
pub mod constraint;
pub mod dependency;
pub mod pdm;
mod pipfile;
pub mod poetry;
mod setup_cfg;
pub mod standard;
mod tools;

use std::path::{Path, PathBuf};

use super::error::{Place, RequirementsError};
use super::{Requirements, Root, World, input};
use crate::pep::name::{ExtraName, GroupName};
use crate::pep::specifier::Specifiers;
use crate::sourced::Sourced;
use crate::sys;

/// Everything a file of another tool asks for.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// The file.
    pub path: PathBuf,
    /// What the project itself needs.
    pub base: Requirements,
    /// What each extra needs more.
    pub extras: Vec<(ExtraName, Vec<Sourced<Root>>)>,
    /// What each group needs.
    pub groups: Vec<(GroupName, Vec<Sourced<Root>>)>,
    /// The Pythons it is for.
    pub requires_python: Option<Sourced<Specifiers>>,
}

impl Tables {
    /// What an extra needs more.
    pub fn extra(&self, name: &ExtraName) -> Result<&[Sourced<Root>], RequirementsError> {
        let found = self.extras.iter().find(|(own, _)| own == name).map(|(_, roots)| roots.as_slice());
        found.ok_or_else(|| RequirementsError::Unknown {
            place: Place::Whole(self.path.clone()),
            kind: "extra",
            name: name.to_string(),
            names: self.extras.iter().map(|(name, _)| name.to_string()).collect(),
        })
    }

    /// There is no such group.
    pub fn without_group(&self, name: &GroupName) -> RequirementsError {
        RequirementsError::Unknown {
            place: Place::Whole(self.path.clone()),
            kind: "dependency group",
            name: name.to_string(),
            names: self.groups.iter().map(|(name, _)| name.to_string()).collect(),
        }
    }

    /// What a group needs; `None` when there is no such group.
    pub fn group(&self, name: &GroupName) -> Option<&[Sourced<Root>]> {
        self.groups.iter().find(|(own, _)| own == name).map(|(_, roots)| roots.as_slice())
    }
}

// The bytes of a file in `dir`, which joins what was read; `None` when it is not there.
fn bytes_of(
    dir: &Path,
    name: &str,
    world: &World<'_>,
    read: &mut Requirements,
) -> Result<Option<(PathBuf, Vec<u8>)>, RequirementsError> {
    let path = dir.join(name);
    let absolute = sys::fs::absolute(&path, world.cwd);
    let bytes = sys::fs::read_if_there(&absolute).map_err(|source| RequirementsError::Read { place: None, source })?;
    let Some(bytes) = bytes else { return Ok(None) };
    read.inputs.push(input(&absolute, &bytes));
    Ok(Some((path, bytes)))
}
