//! Which packages of a lock an environment gets (PEP 751, "Installation"). Pure.

use std::collections::BTreeMap;

use super::{Lock, LockError, Package, Place};
use crate::pep::marker::{Environment, Marker};
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::specifier::Specifiers;
use crate::pep::version::Version;

/// For whom.
pub struct For<'a> {
    /// Its marker variables.
    pub environment: &'a Environment,
    /// Its Python, as major.minor.micro.
    pub python: &'a Version,
    /// The extras asked for.
    pub extras: &'a [ExtraName],
    /// The dependency groups asked for.
    pub groups: &'a [GroupName],
    /// Only those groups, not what the project itself needs (`--only-group`).
    pub groups_only: bool,
}

/// The packages, one for each name.
pub fn select<'l>(lock: &'l Lock, whom: &For<'_>) -> Result<BTreeMap<&'l PackageName, &'l Package>, LockError> {
    let whole = Place::Whole(lock.path.clone());
    check_python(&whole, "it", lock.requires_python.as_ref(), whom)?;
    if !lock.environments.is_empty() {
        let mut is_one = false;
        for marker in &lock.environments {
            is_one |= holds(marker, &whole, whom)?;
        }
        if !is_one {
            return Err(LockError::Environment {
                path: lock.path.clone(),
                environments: lock.environments.iter().map(ToString::to_string).collect(),
                here: here(whom.environment),
            });
        }
    }
    known(lock, "extra", whom.extras, &lock.extras)?;
    // PEP 751, "default-groups": not among `dependency-groups`, since nobody asks for them by name.
    let asked: Vec<GroupName> =
        whom.groups.iter().filter(|name| !lock.default_groups.contains(name)).cloned().collect();
    known(lock, "dependency group", &asked, &lock.groups)?;
    let mut selected: BTreeMap<&PackageName, &Package> = BTreeMap::new();
    let reached = lock.graph.as_ref().map(|graph| graph.reached(lock, whom)).transpose()?;
    for (index, package) in lock.packages.iter().enumerate() {
        if reached.as_ref().is_some_and(|reached| !reached.contains(&index)) {
            continue;
        }
        if let Some(marker) = &package.marker
            && !holds(marker, &package.place, whom)?
        {
            continue;
        }
        check_python(&package.place, package.name.as_str(), package.requires_python.as_ref(), whom)?;
        if let Some(other) = selected.insert(&package.name, package) {
            let Place::File(_, line, _) = other.place else { continue };
            return Err(LockError::Twice {
                second: package.place.clone(),
                name: package.name.to_string(),
                one: version(other),
                line,
                two: version(package),
            });
        }
    }
    Ok(selected)
}

fn check_python(place: &Place, what: &str, specifiers: Option<&Specifiers>, whom: &For<'_>) -> Result<(), LockError> {
    match specifiers {
        Some(specifiers) if !specifiers.contains(whom.python) => Err(LockError::Python {
            place: place.clone(),
            what: what.to_owned(),
            specifiers: specifiers.to_string(),
            python: whom.python.to_string(),
        }),
        _ => Ok(()),
    }
}

fn holds(marker: &Marker, place: &Place, whom: &For<'_>) -> Result<bool, LockError> {
    marker.evaluate_in_lock(whom.environment, whom.extras, whom.groups).map_err(|error| LockError::Marker {
        place: place.clone(),
        marker: marker.to_string(),
        why: error.to_string(),
    })
}

fn known<N: PartialEq + ToString>(lock: &Lock, kind: &'static str, asked: &[N], names: &[N]) -> Result<(), LockError> {
    match asked.iter().find(|name| !names.contains(name)) {
        None => Ok(()),
        Some(name) => Err(LockError::Unknown {
            path: lock.path.clone(),
            kind,
            name: name.to_string(),
            names: names.iter().map(ToString::to_string).collect(),
        }),
    }
}

/// An environment in a few words.
pub fn here(environment: &Environment) -> String {
    format!(
        "{} {} on {} {}",
        environment.platform_python_implementation,
        environment.python_full_version,
        environment.sys_platform,
        environment.platform_machine
    )
}

fn version(package: &Package) -> String {
    package.version.as_ref().map_or_else(|| "without a version".to_owned(), ToString::to_string)
}
