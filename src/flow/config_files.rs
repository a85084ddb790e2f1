//! `config.toml` of the user and of the machine: what holds for all projects.
//!
//! Files in, parsed; the user's first. A file that others may change is refused: what it says would be their word.

use std::path::Path;

use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::requirements::toml::{Entry, Toml};
use crate::requirements::{Policy, Sources};
use crate::sourced::Sourced;
use crate::sys;

/// Those that are there.
pub(super) fn read(context: &Context) -> Result<Vec<Toml>> {
    let paths = [context.dirs.user_config(), Some(context.dirs.system_config())];
    let mut found = Vec::new();
    for path in paths.into_iter().flatten() {
        found.extend(file(&path)?);
    }
    Ok(found)
}

fn file(path: &Path) -> Result<Option<Toml>> {
    let (bytes, metadata) = match sys::careful::read(path, 1 << 20) {
        Ok(read) => read,
        Err(error) if error.is_not_found() => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if sys::careful::is_writable_by_others(&metadata) {
        let said = format!("{} can be changed by other users; what it says is not done", path.display());
        return Err(Plain::new(Exit::Untrusted, said).hint(format!("chmod go-w {}", path.display())).into());
    }
    Ok(Some(Toml::parse(path, &bytes)?))
}

/// What they say of which versions are chosen, the user's first.
pub(super) fn policies(files: &[Toml]) -> Result<Vec<Policy>> {
    let one = |file: &Toml| {
        let text = |key| file.at(&[key]).map(|entry| said(&entry)).transpose();
        let (exclude_newer, prerelease) = (text("exclude-newer")?, text("prerelease")?);
        Ok(Policy { exclude_newer, prerelease, resolution: text("resolution")? })
    };
    files.iter().map(one).collect()
}

/// `link-mode`
pub(super) fn link_mode(files: &[Toml]) -> Result<Option<Sourced<String>>> {
    files.iter().find_map(|file| file.at(&["link-mode"])).map(|entry| said(&entry)).transpose()
}

/// `[[index]]` and `[sources]`
pub(super) fn sources(files: &[Toml]) -> Result<Vec<Sources>> {
    Ok(files.iter().map(Sources::of_config).collect::<std::result::Result<_, _>>()?)
}

fn said(entry: &Entry<'_>) -> Result<Sourced<String>> {
    Ok(Sourced::new(entry.string()?.as_str().to_owned(), entry.place().source()))
}
