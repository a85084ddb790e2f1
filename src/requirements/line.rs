//! One requirement as a person writes it: a name with specifiers, a path, a URL, `name @ URL`, and the same behind `-e`.
//!
//! Read as pip reads it. What noglue cannot install is refused by name. Looks at the disk only to tell a path from a
//! name, as pip does.

use std::path::{Path, PathBuf};

use super::error::{Place, RequirementsError};
use super::located::{self, Kind, Mistake, Read};
use super::{Root, Said, Unnamed};
use crate::pep::marker::Marker;
use crate::pep::name::{ExtraName, PackageName};
use crate::pep::requirement::{Requirement, Source};
use crate::sys;

/// Where the text stands: what a byte offset in it is for people, and what its relative paths start from.
pub struct At<'a> {
    /// The place of a byte offset.
    pub place: &'a dyn Fn(usize) -> Place,
    /// Absolute directories, tried in order.
    pub bases: &'a [&'a Path],
}

/// Parses one requirement, without the options of a requirements file.
pub fn parse(text: &str, at: &At<'_>) -> Result<Said, RequirementsError> {
    let is_url = located::is_url(text);
    // pip: in a URL ";" may be a letter, so the marker begins at "; ".
    let cut = text.find(if is_url { "; " } else { ";" });
    let head = text[..cut.unwrap_or(text.len())].trim();
    let marker = cut.map(|cut| marker(text, cut + 1, at)).transpose()?.flatten();
    let offset = text.find(head).unwrap_or(0);
    let mut said = if is_url {
        of_place(place_of(head, offset, at)?, Vec::new())
    } else {
        match path(head, offset, at)? {
            Some(said) => said,
            None => Said::Named(named(head, offset, at)?),
        }
    };
    *said.marker() = marker;
    Ok(said)
}

/// Parses what stands behind `-e`: a directory, a repository, or a name and one of them.
pub fn parse_editable(text: &str, at: &At<'_>) -> Result<Said, RequirementsError> {
    let text = text.trim();
    if let Ok(requirement) = Requirement::parse(text)
        && matches!(requirement.source, Source::Url(_))
    {
        let mut root = with_place(requirement, text, 0, at)?;
        let located = root.located.as_mut().expect("it has a URL");
        check_editable(&located.kind, text, at)?;
        located.is_editable = true;
        return Ok(Said::Named(root));
    }
    let (plain, extras) = split_extras(text);
    let paths = at.bases.iter().map(|base| sys::fs::absolute(Path::new(plain), base));
    let mut read = match paths.into_iter().find(|path| sys::fs::is_dir(path)) {
        Some(directory) => directory_at(&directory, plain, 0, at)?,
        None if plain.to_ascii_lowercase().starts_with("file:") => place_of(plain, 0, at)?,
        None if located::is_bare_vcs(text) => place_of(&format!("git+{text}"), 0, at)?,
        None if located::is_url(text) => place_of(text, 0, at)?,
        None => {
            let why = format!("-e needs a directory or a repository, and \"{}\" is none", shown(text));
            return Err(wrong(at, 0, why, vec!["write the path of a project that has a pyproject.toml".into()]));
        }
    };
    check_editable(&read.located.kind, text, at)?;
    if matches!(read.located.kind, Kind::Git(_)) && read.name.is_none() {
        let why = format!("\"{}\" does not say which package it is", shown(text));
        return Err(wrong(at, 0, why, vec!["write '-e name @ URL'".into()]));
    }
    read.located.is_editable = true;
    // As pip: extras may stand behind a path, not behind a URL of a repository.
    let extras = if matches!(read.located.kind, Kind::Git(_)) { None } else { extras };
    let extras = extra_names(extras, 0, at)?;
    Ok(of_place(read, extras))
}

/// Parses one requirement of `pyproject.toml`: to the letter of the standard, no paths and no bare URLs.
pub fn parse_standard(text: &str, at: &At<'_>) -> Result<Root, RequirementsError> {
    let requirement = Requirement::parse(text).map_err(|e| {
        let inside = text.char_indices().nth(e.column() - 1).map_or(text.len(), |(i, _)| i);
        let why = format!("\"{}\" is not a valid requirement: {}", shown(text), e.why());
        wrong(at, inside, why, advice(text))
    })?;
    with_place(requirement, text, 0, at)
}

fn wrong(at: &At<'_>, offset: usize, why: String, hints: Vec<String>) -> RequirementsError {
    RequirementsError::Wrong { place: (at.place)(offset), why, hints }
}

fn check_editable(kind: &Kind, text: &str, at: &At<'_>) -> Result<(), RequirementsError> {
    if matches!(kind, Kind::Directory(_) | Kind::Git(_)) {
        return Ok(());
    }
    let why = format!("-e needs a directory or a repository, and \"{}\" is none", shown(text));
    Err(wrong(at, 0, why, vec!["leave -e out to install it as it is".into()]))
}

/// Text from outside for a message: harmless, and without what stands before the `@` of a URL.
pub fn shown(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        let end = after.find(|c: char| matches!(c, '/' | '?' | '#') || c.is_whitespace()).unwrap_or(after.len());
        match after[..end].rfind('@') {
            Some(user) => {
                out.push_str("****");
                rest = &after[user..];
            }
            None => rest = after,
        }
    }
    out.push_str(rest);
    crate::ui::clean(&out)
}

fn marker(text: &str, start: usize, at: &At<'_>) -> Result<Option<Marker>, RequirementsError> {
    let marker = text[start..].trim();
    // pip: a ";" with nothing behind it is no marker.
    if marker.is_empty() {
        return Ok(None);
    }
    Marker::parse(marker).map(Some).map_err(|e| {
        let begin = start + text[start..].find(marker).unwrap_or(0);
        let inside = marker.char_indices().nth(e.column() - 1).map_or(marker.len(), |(i, _)| i);
        let why = format!("\"{}\" is not a valid marker: {}", shown(marker), e.why());
        wrong(at, begin + inside, why, Vec::new())
    })
}

fn named(head: &str, offset: usize, at: &At<'_>) -> Result<Root, RequirementsError> {
    let requirement = Requirement::parse(head).map_err(|e| {
        let inside = head.char_indices().nth(e.column() - 1).map_or(head.len(), |(i, _)| i);
        let why = format!("\"{}\" is not a valid requirement: {}", shown(head), e.why());
        wrong(at, offset + inside, why, advice(head))
    })?;
    with_place(requirement, head, offset, at)
}

// A requirement at a URL: a wheel must be of its name.
fn with_place(requirement: Requirement, head: &str, offset: usize, at: &At<'_>) -> Result<Root, RequirementsError> {
    let Source::Url(url) = &requirement.source else { return Ok(Root::new(requirement)) };
    let begin = offset + head.find(url.as_str()).unwrap_or(0);
    let read = place_of(url, begin, at)?;
    if let Kind::Wheel(wheel) = &read.located.kind
        && wheel.name() != &requirement.name
    {
        let why = format!("{wheel} is a wheel of {}, not of {}", wheel.name(), requirement.name);
        return Err(wrong(at, begin, why, Vec::new()));
    }
    let source = Source::Url(read.located.text());
    Ok(Root { located: Some(read.located), ..Root::new(Requirement { source, ..requirement }) })
}

fn advice(head: &str) -> Vec<String> {
    const OPERATORS: [&str; 7] = ["~=", "==", "!=", "<=", ">=", "<", ">"];
    if let Some((name, version)) = head.split_once("=>") {
        return vec![format!("did you mean {}>={}?", shown(name), shown(version))];
    }
    if let Some((name, version)) = head.split_once('=')
        && !OPERATORS.iter().any(|operator| head.contains(operator))
    {
        return vec![format!("= is no operator: did you mean {}=={}?", shown(name), shown(version))];
    }
    if head.split_whitespace().count() > 1 && !head.contains(['@', '[', '<', '>', '=', '~', '!']) {
        return vec!["write one requirement a line".into()];
    }
    Vec::new()
}

// A path of a wheel or project: `None` when the text is none. pip: `_get_url_from_path`.
fn path(head: &str, offset: usize, at: &At<'_>) -> Result<Option<Said>, RequirementsError> {
    let (plain, extras) = split_extras(head);
    let looks_like_path = |text: &str| text.contains('/') || text.starts_with('.');
    let paths: Vec<PathBuf> = at.bases.iter().map(|base| sys::fs::absolute(Path::new(plain), base)).collect();
    let directory = paths.iter().find(|path| sys::fs::is_dir(path)).filter(|_| looks_like_path(head));
    let read = if let Some(directory) = directory {
        directory_at(directory, plain, offset, at)?
    } else if !located::is_archive(plain) {
        return Ok(None);
    } else if let Some(found) = paths.iter().find(|path| sys::fs::is_file(path)) {
        located::of_path(found).map_err(|mistake| mistaken(mistake, head, offset, at))?
    } else if head.split_once('@').is_some_and(|(name, _)| !looks_like_path(name)) {
        return Ok(None);
    } else {
        let path = PathBuf::from(crate::ui::clean(plain));
        return Err(RequirementsError::Missing { path, place: Some((at.place)(offset)) });
    };
    Ok(Some(of_place(read, extra_names(extras, offset, at)?)))
}

// pip: `is_installable_dir`.
fn directory_at(directory: &Path, text: &str, offset: usize, at: &At<'_>) -> Result<Read, RequirementsError> {
    if !["pyproject.toml", "setup.py"].iter().any(|name| sys::fs::is_file(&directory.join(name))) {
        let why = format!("{} is no project: it has neither pyproject.toml nor setup.py", shown(text));
        return Err(wrong(at, offset, why, Vec::new()));
    }
    located::of_path(directory).map_err(|mistake| mistaken(mistake, text, offset, at))
}

fn extra_names(list: Option<&str>, offset: usize, at: &At<'_>) -> Result<Vec<ExtraName>, RequirementsError> {
    let mut extras = Vec::new();
    for extra in list.map(|list| list.split(',')).into_iter().flatten() {
        extras.push(ExtraName::parse(extra.trim()).map_err(|e| wrong(at, offset, e.to_string(), Vec::new()))?);
    }
    extras.sort();
    extras.dedup();
    Ok(extras)
}

// `path[extra,extra]`
fn split_extras(text: &str) -> (&str, Option<&str>) {
    text.strip_suffix(']')
        .and_then(|inner| inner.rsplit_once('['))
        .filter(|(path, extras)| !path.is_empty() && !extras.is_empty())
        .map_or((text, None), |(path, extras)| (path.trim_end(), Some(extras)))
}

fn place_of(text: &str, offset: usize, at: &At<'_>) -> Result<Read, RequirementsError> {
    located::read(text).map_err(|mistake| mistaken(mistake, text, offset, at))
}

fn mistaken(mistake: Mistake, text: &str, offset: usize, at: &At<'_>) -> RequirementsError {
    match mistake {
        Mistake::Wrong(why, hints) => wrong(at, offset, why, hints),
        Mistake::Missing(path) => RequirementsError::Missing { path, place: Some((at.place)(offset)) },
        Mistake::NotBuilt(why) => RequirementsError::NotBuilt { place: (at.place)(offset), what: shown(text), why },
    }
}

fn of_place(read: Read, extras: Vec<ExtraName>) -> Said {
    let unnamed = Unnamed {
        located: read.located,
        extras,
        marker: None,
        hashes: Vec::new(),
        config_settings: super::ConfigSettings::new(),
    };
    match read.name {
        Some(name) => Said::Named(unnamed.named(name)),
        None => Said::Unnamed(unnamed),
    }
}

impl Unnamed {
    /// The requirement that it is, once the package's name is known.
    pub fn named(self, name: PackageName) -> Root {
        let source = Source::Url(self.located.text());
        Root {
            requirement: Requirement { name, extras: self.extras, source, marker: self.marker },
            hashes: self.hashes,
            located: Some(self.located),
            config_settings: self.config_settings,
        }
    }
}

impl Said {
    fn marker(&mut self) -> &mut Option<Marker> {
        match self {
            Said::Named(root) => &mut root.requirement.marker,
            Said::Unnamed(unnamed) => &mut unnamed.marker,
        }
    }
}
