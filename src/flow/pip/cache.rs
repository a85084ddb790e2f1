//! `noglue pip cache`: pip's words for noglue's own cache.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::flow::cache;
use crate::pep::name::PackageName;
use crate::sys;
use crate::ui::{clean, human_bytes};

/// How wheels are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Names and sizes
    #[default]
    Human,
    /// Absolute paths
    Abspath,
}

/// A wheel that was built here.
struct Built {
    path: PathBuf,
    name: String,
    bytes: u64,
}

/// Prints where it lies and what it holds.
pub fn info(context: &Context) -> Result<()> {
    let dir = cache::path(context)?;
    let built = built(dir)?;
    let bytes: u64 = built.iter().map(|one| one.bytes).sum();
    context.ui.data(format!("Cache location: {}", dir.display()));
    context.ui.data(format!("Cache size: {}", human_bytes(cache::bytes(dir))));
    context.ui.data(format!("Locally built wheels location: {}", dir.join("built").display()));
    context.ui.data(format!("Locally built wheels size: {}", human_bytes(bytes)));
    context.ui.data(format!("Number of locally built wheels: {}", built.len()));
    Ok(())
}

/// Lists the wheels that were built here.
pub fn list(context: &Context, pattern: Option<&str>, format: Format) -> Result<()> {
    let mut built = built(cache::path(context)?)?;
    built.retain(|one| pattern.is_none_or(|pattern| matches(pattern, &one.name)));
    if format == Format::Abspath {
        built.iter().for_each(|one| context.ui.data(clean(&one.path.to_string_lossy())));
        return Ok(());
    }
    if built.is_empty() {
        context.ui.data("No locally built wheels cached.");
        return Ok(());
    }
    context.ui.data("Cache contents:\n");
    for one in built {
        context.ui.data(format!(" - {} ({})", clean(&one.name), human_bytes(one.bytes)));
    }
    Ok(())
}

/// Removes the wheels built here whose name matches.
pub fn remove(context: &Context, pattern: &str) -> Result<()> {
    let dir = cache::path(context)?;
    let (mut files, mut bytes) = (0, 0);
    for one in built(dir)?.into_iter().filter(|one| matches(pattern, &one.name)) {
        if let Some(entry) = one.path.parent() {
            sys::fs::remove_dir_all(entry)?;
        }
        files += 1;
        bytes += one.bytes;
    }
    if files == 0 {
        return Err(Plain::new(Exit::Refused, format!("no wheel built here matches \"{}\"", clean(pattern)))
            .hint("'noglue pip cache list' lists them")
            .into());
    }
    context.ui.done(format!("Files removed: {files} ({})", human_bytes(bytes)));
    Ok(())
}

fn built(dir: &Path) -> Result<Vec<Built>> {
    let dir = dir.join("built");
    let mut all = Vec::new();
    if !sys::fs::is_dir(&dir) {
        return Ok(all);
    }
    for key in sys::fs::names(&dir)? {
        let entry = dir.join(key);
        let names = sys::fs::names(&entry).unwrap_or_default();
        for name in names.into_iter().filter_map(|name| name.into_string().ok()).filter(|name| name.ends_with(".whl")) {
            let path = entry.join(&name);
            let bytes = sys::fs::metadata(&path)?.len();
            all.push(Built { path, name, bytes });
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

// pip: a name stands for all versions of it, else the pattern is one of file names.
fn matches(pattern: &str, file: &str) -> bool {
    let stem = file.strip_suffix(".whl").unwrap_or(file);
    let plain = |text: &str| PackageName::parse(text).ok();
    let (name, rest) = stem.split_once('-').unwrap_or((stem, ""));
    if !pattern.contains(['*', '?']) {
        return match pattern.split_once('-') {
            _ if plain(pattern).is_some() && plain(pattern) == plain(name) => true,
            Some((own, version)) => plain(own) == plain(name) && rest.starts_with(version),
            None => false,
        };
    }
    is_like(pattern.as_bytes(), file.as_bytes()) || is_like(pattern.as_bytes(), stem.as_bytes())
}

fn is_like(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.first(), text.first()) {
        (None, None) => true,
        (Some(b'*'), _) => is_like(&pattern[1..], text) || (!text.is_empty() && is_like(pattern, &text[1..])),
        (Some(b'?'), Some(_)) => is_like(&pattern[1..], &text[1..]),
        (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => is_like(&pattern[1..], &text[1..]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_pips() {
        let file = "Foo_Bar-1.0-py3-none-any.whl";
        for pattern in ["foo-bar", "Foo_Bar", "*", "foo*", "Foo_Bar-1*", "*any.whl", "foo_bar-1.?-*"] {
            assert!(matches(pattern, file), "{pattern}");
        }
        for pattern in ["foo", "bar", "foo_bar-2*", "*.zip", ""] {
            assert!(!matches(pattern, file), "{pattern}");
        }
    }
}
