//! Small changes: most of an environment stays, and is neither opened in the store nor linked again.
//!
//! Decides which packages come, go and stay, and which paths that touches. What is not clear is made as a whole.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::drift;
use crate::error::Result;
use crate::link::{Installable, Plan};
use crate::pep::name::PackageName;
use crate::sys;
use crate::venv::{self, Generation, Installed, Removal, State, Touched};

/// Packages of the next generation, and of the current one.
#[derive(Debug, Default)]
pub(super) struct Split {
    pub coming: Vec<Installable>,
    pub staying: Vec<Installable>,
    /// Names of the current generation that go, also those that come in another version.
    pub going: BTreeSet<PackageName>,
}

/// Splits `wheels`, all that there shall be besides `carried`, by what the current generation has of them.
pub(super) fn split(
    current: &Generation,
    state: &State,
    wheels: Vec<Installable>,
    carried: &[Installed],
) -> Result<Split> {
    let installed = drift::installed(&current.path)?;
    let mut split = Split { going: installed.iter().map(|one| one.name.clone()).collect(), ..Split::default() };
    for one in carried {
        split.going.remove(&one.name);
    }
    for wheel in wheels {
        let name = wheel.entry.wheel().name();
        let is_there = installed.iter().any(|one| one.name == *name && is_it(one, state, &wheel));
        if is_there {
            split.going.remove(name);
            split.staying.push(wheel);
        } else {
            split.coming.push(wheel);
        }
    }
    Ok(split)
}

fn is_it(installed: &Installed, state: &State, wheel: &Installable) -> bool {
    let is_ours = drift::own_package(state, installed).is_some_and(|package| package.sha256 == wheel.entry.sha256());
    let direct_url = || sys::fs::read_if_there(&installed.info.join("direct_url.json")).ok().flatten();
    is_ours && installed.requested == wheel.requested && direct_url() == wheel.direct_url
}

/// What a change of the generation `current` touches. `None` where most of it changes, or where it is not clear whose
/// files are whose. `own` are names in `bin` that are the environment's.
pub(super) fn touched(
    current: &Generation,
    plan: &Plan,
    going: &BTreeSet<PackageName>,
    leave_strays: Option<&[String]>,
) -> Result<Option<Found>> {
    let installed = drift::installed(&current.path)?;
    let (going, staying): (Vec<Installed>, Vec<Installed>) =
        installed.into_iter().partition(|one| going.contains(&one.name));
    if staying.len() < going.len() + plan.package_count() {
        return Ok(None);
    }
    let mut found = Found::default();
    for one in &going {
        let Ok(removal) = Removal::of(one, &current.path) else { return Ok(None) };
        if !removal.warnings.is_empty() {
            return Ok(None);
        }
        found.touched.going.extend(removal.files.iter().filter_map(|file| below(file, current)));
    }
    if !going.is_empty() && shares(&staying, current, &found.touched.going) {
        return Ok(None);
    }
    if let Some(own) = leave_strays {
        let all: Vec<Installed> = staying.iter().chain(&going).cloned().collect();
        found.strays = venv::strays(current, &all, own)?;
        // What a person added to `sys.path` is no part of what was installed.
        found.strays.retain(|path| !path.ends_with(venv::PATHS));
        found.touched.going.extend(found.strays.iter().filter_map(|path| below(path, current)));
    }
    found.touched.coming = plan.paths().map(PathBuf::from).collect();
    Ok(Some(found))
}

/// What [`touched`] finds.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub touched: Touched,
    /// Paths that belong to no package, and stay behind.
    pub strays: Vec<PathBuf>,
}

fn below(path: &Path, current: &Generation) -> Option<PathBuf> {
    path.strip_prefix(&current.path).ok().map(Path::to_owned)
}

// A file that goes with one package may be another's, too.
fn shares(staying: &[Installed], current: &Generation, going: &BTreeSet<PathBuf>) -> bool {
    staying.iter().any(|one| match one.record() {
        Ok(entries) => entries.iter().any(|entry| {
            let path = sys::fs::absolute(Path::new(&entry.path), one.site_packages());
            below(&path, current).is_some_and(|path| going.contains(&path))
        }),
        // Whoever lists nothing may own anything.
        Err(_) => true,
    })
}
