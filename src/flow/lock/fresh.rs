//! Whether a lock is what its project asks for now, and what of it is not. Asks no index.

use std::path::Path;

use super::EXCLUDED;
use super::used::Part;
use crate::error::Result;
use crate::flow::resolution::For;
use crate::pep::name::PackageName;
use crate::pep::requirement::Source as From;
use crate::requirements::discover::Whole;
use crate::requirements::lock::{self, Lock, MadeFrom, Origin, Package};
use crate::requirements::{Located, Requirements, Root};
use crate::sourced::Sourced;

/// What is stale in `lock`, which lies in `directory`; nothing when it is fresh. `limits` are constraints and overrides
/// beside the project's own.
pub(in crate::flow) fn reasons(
    lock: &Lock,
    whole: &Whole,
    limits: &Requirements,
    options: Vec<String>,
    directory: &Path,
) -> Vec<String> {
    let Some(made_from) = &lock.made_from else { return lock.stale.clone() };
    let mut now = MadeFrom::of(whole, limits, options, directory);
    // What the command line limited when it was locked still holds when a later one says nothing of it.
    now.constraints.extend(made_from.constraints.iter().cloned());
    now.overrides.extend(made_from.overrides.iter().cloned());
    now.options.extend(made_from.options.iter().cloned());
    let mut places = lock::texts(&whole.base, directory);
    for part in whole.extras.iter().map(|(_, part)| part).chain(whole.groups.iter().map(|(_, part)| part)) {
        places.extend(lock::texts(part, directory));
    }
    let mut reasons = made_from.changes(&now, &places);
    let requires = |specifiers: Option<&crate::pep::specifier::Specifiers>| {
        specifiers.map_or_else(|| "any Python".to_owned(), |specifiers| format!("Python {specifiers}"))
    };
    let of_project = whole.base.requires_python.as_ref().map(|said| &said.value);
    if let Some(of_project) = of_project
        && lock.requires_python.as_ref() != Some(of_project)
    {
        let (old, new) = (requires(lock.requires_python.as_ref()), requires(Some(of_project)));
        reasons.push(format!("it is for {old}, and the project for {new}"));
    }
    reasons
}

/// Requirements that the packages chosen from a lock do not satisfy, whoever wrote it.
pub(in crate::flow) fn unsatisfied(
    lock: &Lock,
    part: &Part<'_>,
    target: &For,
    directory: &Path,
) -> Result<Vec<String>> {
    let mut reasons = Vec::new();
    let environment = &target.markers;
    let requirements = part.requirements;
    let left_out = |name: &PackageName| {
        let options = lock.made_from.iter().flat_map(|made_from| &made_from.options);
        options.filter_map(|option| option.strip_prefix(EXCLUDED)).any(|left_out| left_out == name.as_str())
    };
    let overridden = |root: &Sourced<Root>| {
        let name = &root.value.requirement.name;
        left_out(name) || requirements.overrides.iter().any(|other| other.value.requirement.name == *name)
    };
    let whom = lock::select::For {
        environment,
        python: &target.python,
        extras: part.extras,
        groups: part.groups,
        groups_only: part.groups_only,
    };
    let selected = lock::select::select(lock, &whom)?;
    for root in requirements.roots.iter().filter(|root| !overridden(root)) {
        let requirement = &root.value.requirement;
        let counts = requirement.marker.as_ref().is_none_or(|marker| marker.evaluate(environment, &[]).unwrap_or(true));
        if !counts {
            continue;
        }
        match selected.get(&requirement.name) {
            None => reasons.push(format!("{} asks for {}, and it has none", root.from, requirement.name)),
            Some(package) => reasons.extend(differs(root, package, directory)),
        }
    }
    for one in &requirements.unnamed {
        let counts = one.value.marker.as_ref().is_none_or(|marker| marker.evaluate(environment, &[]).unwrap_or(true));
        if counts && !selected.values().any(|package| is_at(package, &one.value.located, directory)) {
            reasons.push(format!(
                "{} asks for {}, and it has none",
                one.from,
                lock::place(&one.value.located, directory)
            ));
        }
    }
    // What noglue writes is whole: what is gone from it somebody took out.
    let is_there = |name: &PackageName| lock.packages.iter().any(|package| package.name == *name);
    for package in selected.values().filter(|_| lock.made_from.is_some()) {
        let gone = package.dependencies.iter().filter(|needed| !is_there(&needed.name) && !left_out(&needed.name));
        reasons.extend(gone.map(|needed| format!("{} needs {}, and it has none", package.name, needed.name)));
    }
    for limit in &requirements.constraints {
        if let Some(package) = selected.get(&limit.value.requirement.name)
            && limit.value.requirement.marker.as_ref().is_none_or(|m| m.evaluate(environment, &[]).unwrap_or(true))
        {
            reasons.extend(differs(limit, package, directory));
        }
    }
    Ok(reasons)
}

fn differs(root: &Sourced<Root>, package: &Package, directory: &Path) -> Option<String> {
    let requirement = &root.value.requirement;
    let say = |wanted: String, has: String| Some(format!("{} asks for {wanted}, and it has {has}", root.from));
    match (&requirement.source, &root.value.located) {
        (_, Some(located)) if is_at(package, located, directory) => None,
        (_, Some(located)) => {
            say(format!("{} from {}", requirement.name, lock::place(located, directory)), "it from elsewhere".into())
        }
        (From::Any(specifiers), None) => {
            let version = package.version.as_ref()?;
            if specifiers.contains(version) {
                return None;
            }
            say(format!("{}{specifiers}", requirement.name), format!("{} {version}", requirement.name))
        }
        (From::Url(_), None) => None,
    }
}

// A repository is the same at whatever commit: which one, the lock says.
fn is_at(package: &Package, located: &Located, directory: &Path) -> bool {
    let Origin::Place(source) = &package.origin else { return false };
    use crate::requirements::located::Kind;
    match (&source.located.kind, &located.kind) {
        (Kind::Git(locked), Kind::Git(asked)) => {
            let plain = |url: &str| lock::without_credentials(url).trim_end_matches('/').to_owned();
            let is_same_commit = asked.reference == locked.reference || source.requested_revision == asked.reference;
            plain(&locked.repository) == plain(&asked.repository) && is_same_commit
        }
        (Kind::Git(_), _) | (_, Kind::Git(_)) => false,
        _ => {
            let plain = |located: &Located| lock::place(&Located { is_editable: false, ..located.clone() }, directory);
            plain(&source.located) == plain(located)
        }
    }
}
