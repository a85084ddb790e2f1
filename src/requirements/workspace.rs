//! `[tool.uv.workspace]`: the directory of a member by its name, and the workspace that a directory is a member of.

use std::path::{Path, PathBuf};

use super::error::RequirementsError;
use super::toml::Toml;
use crate::pep::name::PackageName;
use crate::sys;

const FILE: &str = "pyproject.toml";

/// The workspace that the project in `directory` is a member of, and where in it the project lies, with `/`.
///
/// As in uv the nearest `pyproject.toml` above decides. Nobody else's does: it must belong to the owner of the project.
pub(super) fn of_member(directory: &Path) -> Result<Option<(PathBuf, String)>, RequirementsError> {
    const WORKSPACE: [&str; 3] = ["tool", "uv", "workspace"];
    let own = read(directory)?;
    if own.is_none_or(|own| own.at(&WORKSPACE).is_some()) {
        return Ok(None);
    }
    let is_there = |above: &&Path| sys::fs::exists(&above.join(FILE));
    let Some(root) = directory.ancestors().skip(1).find(is_there) else { return Ok(None) };
    let owner = |path: &Path| sys::fs::metadata(path).map(|data| std::os::unix::fs::MetadataExt::uid(&data));
    if owner(&root.join(FILE)).ok() != owner(directory).ok() {
        return Ok(None);
    }
    let Some(toml) = read(root)? else { return Ok(None) };
    let lists = |key| -> Result<bool, RequirementsError> {
        let patterns = toml.at(&["tool", "uv", "workspace", key]).map(|all| all.strings()).transpose()?;
        Ok(patterns
            .unwrap_or_default()
            .iter()
            .any(|pattern| matching(root, pattern.as_str()).iter().any(|found| found == directory)))
    };
    if !lists("members")? || lists("exclude")? {
        return Ok(None);
    }
    let below = directory.strip_prefix(root).expect("an ancestor is a prefix").to_str().map(str::to_owned);
    Ok(below.map(|below| (root.to_owned(), below)))
}

/// Where the member of this name lies; `directory` is that of the workspace or of one of its members. `None` when no
/// member has the name.
pub(super) fn member(package: &PackageName, directory: &Path) -> Result<Option<PathBuf>, RequirementsError> {
    let workspace = of_member(directory)?;
    let directory = workspace.as_ref().map_or(directory, |(root, _)| root);
    let Some(root) = read(directory)? else { return Ok(None) };
    if is_named(&root, package) {
        return Ok(Some(directory.to_owned()));
    }
    let members = root.at(&["tool", "uv", "workspace", "members"]).map(|all| all.strings()).transpose()?;
    for pattern in members.unwrap_or_default() {
        for found in matching(directory, pattern.as_str()) {
            if let Some(toml) = read(&found)?
                && is_named(&toml, package)
            {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}

fn read(directory: &Path) -> Result<Option<Toml>, RequirementsError> {
    let path = directory.join(FILE);
    let bytes = sys::fs::read_if_there(&path).map_err(|source| RequirementsError::Read { place: None, source })?;
    bytes.map(|bytes| Toml::parse(&path, &bytes)).transpose()
}

fn is_named(toml: &Toml, package: &PackageName) -> bool {
    let name = toml.at(&["project", "name"]).and_then(|entry| entry.string().ok());
    name.is_some_and(|text| PackageName::parse(text.as_str()).as_ref() == Ok(package))
}

// `packages/*`, `libs/core-*`: one directory for each part, and never out of the workspace.
fn matching(directory: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut found = vec![directory.to_owned()];
    for part in pattern.trim_end_matches('/').split('/').filter(|part| !part.is_empty() && *part != ".") {
        found = match part {
            ".." => Vec::new(),
            _ if part.contains('*') => found.iter().flat_map(|above| below(above, part)).collect(),
            _ => found.iter().map(|above| above.join(part)).collect(),
        };
    }
    found.retain(|path| sys::fs::is_dir(path));
    found
}

fn below(above: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut pieces = pattern.split('*');
    let (first, last) = (pieces.next().unwrap_or_default(), pattern.rsplit('*').next().unwrap_or_default());
    let names = sys::fs::names(above).unwrap_or_default().into_iter().filter_map(|name| name.into_string().ok());
    let fits = |name: &String| {
        !name.starts_with('.')
            && name.len() >= first.len() + last.len()
            && name.starts_with(first)
            && name.ends_with(last)
    };
    let mut all: Vec<PathBuf> = names.filter(fits).map(|name| above.join(name)).collect();
    all.sort();
    all
}
