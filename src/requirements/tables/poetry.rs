//! `[tool.poetry]`: dependencies, groups and extras.

use std::path::Path;

use super::dependency::{self, Dependency};
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::specifier::Specifiers;
use crate::requirements::error::RequirementsError;
use crate::requirements::lock::graph::When;
use crate::requirements::toml::{Entry, Toml};
use crate::sourced::Sourced;

type Result<T> = std::result::Result<T, RequirementsError>;

/// True when the project's dependencies stand in poetry's own table.
pub fn is_used(toml: &Toml) -> bool {
    toml.at(&["tool", "poetry", "dependencies"]).is_some()
}

/// Everything the project can need, with when.
pub fn roots(toml: &Toml, directory: &Path) -> Result<Vec<(When, Dependency)>> {
    let mut roots = Vec::new();
    let extras = in_extras(toml)?;
    for dependency in table(toml, &["tool", "poetry", "dependencies"], directory)? {
        if !dependency.is_optional {
            roots.push((When::Always, dependency));
            continue;
        }
        let own = extras.iter().filter(|(_, name)| *name == dependency.name);
        roots.extend(own.map(|(extra, _)| (When::Extra(extra.clone()), dependency.clone())));
    }
    for (group, entry) in group_tables(toml)? {
        let all = dependency::all(&entry, directory)?;
        roots.extend(all.into_iter().map(|dependency| (When::Group(group.clone()), dependency)));
    }
    Ok(roots)
}

fn table(toml: &Toml, keys: &[&str], directory: &Path) -> Result<Vec<Dependency>> {
    toml.at(keys).map_or_else(|| Ok(Vec::new()), |entry| dependency::all(&entry, directory))
}

/// Each extra with the packages that are in it.
fn in_extras(toml: &Toml) -> Result<Vec<(ExtraName, PackageName)>> {
    let mut all = Vec::new();
    for extra in toml.at(&["tool", "poetry", "extras"]).map(|all| all.table()).transpose()?.unwrap_or_default() {
        let name = ExtraName::parse(extra.key()).map_err(|e| extra.wrong(e.to_string()))?;
        for text in extra.strings()? {
            let package = PackageName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()))?;
            all.push((name.clone(), package));
        }
    }
    Ok(all)
}

/// The names of the extras.
pub fn extras(toml: &Toml) -> Result<Vec<ExtraName>> {
    let mut names: Vec<ExtraName> = in_extras(toml)?.into_iter().map(|(name, _)| name).collect();
    names.dedup();
    Ok(names)
}

// `[tool.poetry.dev-dependencies]` is what poetry before 1.2 had for the group `dev`.
fn group_tables(toml: &Toml) -> Result<Vec<(GroupName, Entry<'_>)>> {
    let mut all = Vec::new();
    if let Some(entry) = toml.at(&["tool", "poetry", "dev-dependencies"]) {
        all.push((GroupName::parse("dev").expect("a plain word is a name"), entry));
    }
    for group in toml.at(&["tool", "poetry", "group"]).map(|all| all.table()).transpose()?.unwrap_or_default() {
        let name = GroupName::parse(group.key()).map_err(|e| group.wrong(e.to_string()))?;
        all.extend(group.get("dependencies").map(|entry| (name, entry)));
    }
    Ok(all)
}

/// The names of the groups in poetry's own tables; `None` when there are none.
pub fn groups(toml: &Toml) -> Result<Option<Vec<GroupName>>> {
    let mut names: Vec<GroupName> = group_tables(toml)?.into_iter().map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    Ok((!names.is_empty()).then_some(names))
}

/// True for a group that is installed on demand only.
pub fn is_optional(toml: &Toml, group: &GroupName) -> bool {
    let all = toml.at(&["tool", "poetry", "group"]).and_then(|all| all.table().ok()).unwrap_or_default();
    let own = all.iter().find(|entry| GroupName::parse(entry.key()).as_ref() == Ok(group));
    own.and_then(|entry| entry.get("optional")).and_then(|entry| entry.bool().ok()).unwrap_or(false)
}

/// `python = "^3.9"`
pub fn requires_python(toml: &Toml) -> Result<Option<Sourced<Specifiers>>> {
    let Some(entry) = toml.at(&["tool", "poetry", "dependencies", "python"]) else { return Ok(None) };
    let text = entry.string()?;
    let all = super::constraint::parse(text.as_str()).map_err(|why| text.wrong(why))?;
    let single = super::constraint::single(&all);
    let single = single.ok_or_else(|| text.wrong("python: its alternatives cannot be said as one range"))?;
    Ok(Some(Sourced::new(single, text.place(0).source())))
}
