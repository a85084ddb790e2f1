//! `noglue pip check`: whether what is installed has what it needs. Sentences as pip's.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::process::ExitCode;

use super::graph::fits;
use super::inventory::{Inventory, applies};
use super::target::Target;
use crate::context::Context;
use crate::error::Result;
use crate::pep::marker::Environment;
use crate::pep::name::PackageName;
use crate::pep::requirement::Requirement;
use crate::ui::clean;

/// Something installed needs what is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub name: PackageName,
    pub version: String,
    pub needs: Requirement,
    /// The version that is there; `None` when there is none.
    pub found: Option<String>,
}

/// Says all of it; exit 1 when there is anything.
pub fn run(context: &Context, named: Option<PathBuf>) -> Result<ExitCode> {
    let target = Target::find(context, named.as_deref())?;
    let markers = target.interpreter(context)?.markers;
    let inventory = Inventory::of(context, &target)?;
    let mut is_broken = false;
    for item in inventory.iter() {
        if let Err(why) = item.metadata() {
            context.ui.warn(format!("the metadata of {} cannot be read: {}", item.installed.name, clean(why)));
            is_broken = true;
        }
    }
    let problems = problems(&inventory, &markers);
    // As in pip: first all that is missing, then all that does not fit.
    let (missing, conflicting): (Vec<_>, Vec<_>) = problems.iter().partition(|problem| problem.found.is_none());
    for problem in missing.iter().chain(&conflicting) {
        let Problem { name, version, needs, found } = problem;
        let version = clean(version);
        context.ui.data(match found {
            None => format!("{name} {version} requires {}, which is not installed.", needs.name),
            Some(found) => {
                format!("{name} {version} has requirement {needs}, but you have {} {}.", needs.name, clean(found))
            }
        });
    }
    if is_broken || !problems.is_empty() {
        return Ok(ExitCode::FAILURE);
    }
    context.ui.data("No broken requirements found.");
    Ok(ExitCode::SUCCESS)
}

/// What is wrong, by the name of who needs it. Unreadable metadata needs nothing.
pub(super) fn problems(inventory: &Inventory, markers: &Environment) -> Vec<Problem> {
    let mut problems = Vec::new();
    for item in inventory.iter() {
        let Ok(metadata) = item.metadata() else { continue };
        let mut own: Vec<Problem> = Vec::new();
        for needs in metadata.requires_dist.iter().filter(|needs| applies(needs, markers, &[])) {
            let found = inventory.get(&needs.name).map(|other| other.installed.version.clone());
            if found.as_deref().is_some_and(|version| fits(needs, version)) {
                continue;
            }
            let (name, version) = (item.installed.name.clone(), item.installed.version.clone());
            own.push(Problem { name, version, needs: needs.clone(), found });
        }
        own.sort_by_cached_key(|problem| problem.needs.to_string());
        own.dedup_by(|a, b| a.needs.name == b.needs.name && a.found.is_none());
        problems.extend(own);
    }
    problems
}

/// Warns of what the change of `changed` has to do with, as pip does after an install.
pub(super) fn warn(context: &Context, inventory: &Inventory, markers: &Environment, changed: &BTreeSet<PackageName>) {
    for problem in problems(inventory, markers) {
        if changed.contains(&problem.name) || changed.contains(&problem.needs.name) {
            context.ui.warn(problem.to_string());
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { name, version, needs, found } = self;
        match found {
            None => write!(f, "{name} {} requires {needs}, which is not installed", clean(version)),
            Some(found) => {
                write!(
                    f,
                    "{name} {} requires {needs}, but {} {} is installed",
                    clean(version),
                    needs.name,
                    clean(found)
                )
            }
        }
    }
}
