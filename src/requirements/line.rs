//! One requirement as a person writes it -> [`Root`]: a name with specifiers, a wheel's path or URL, `name @ URL`.
//!
//! Read as pip reads it. What noglue cannot install yet is refused by name. Looks at the disk only to tell a path from
//! a name, as pip does.

use std::path::{Path, PathBuf};

use super::Root;
use super::error::{Place, RequirementsError};
use super::hash::Hash;
use crate::pep::marker::Marker;
use crate::pep::name::ExtraName;
use crate::pep::requirement::{Requirement, Source};
use crate::pep::wheel_name::WheelName;
use crate::sys;

/// Where the text stands: what a byte offset in it is for people, and what its relative paths start from.
pub struct At<'a> {
    /// The place of a byte offset.
    pub place: &'a dyn Fn(usize) -> Place,
    /// Absolute directories, tried in order.
    pub bases: &'a [&'a Path],
}

/// Parses one requirement, without the options of a requirements file.
pub fn parse(text: &str, at: &At<'_>) -> Result<Root, RequirementsError> {
    let is_url = is_url(text);
    // pip: in a URL ";" may be a letter, so the marker begins at "; ".
    let cut = text.find(if is_url { "; " } else { ";" });
    let head = text[..cut.unwrap_or(text.len())].trim();
    let marker = cut.map(|cut| marker(text, cut + 1, at)).transpose()?.flatten();
    let offset = text.find(head).unwrap_or(0);
    let mut root = if is_url {
        located(head, offset, at)?
    } else {
        match path(head, offset, at)? {
            Some(root) => root,
            None => named(head, offset, at)?,
        }
    };
    root.requirement.marker = marker;
    Ok(root)
}

/// Parses one requirement of `pyproject.toml`: to the letter of the standard, no paths and no bare URLs.
pub fn parse_standard(text: &str, at: &At<'_>) -> Result<Root, RequirementsError> {
    let requirement = Requirement::parse(text).map_err(|e| {
        let inside = text.char_indices().nth(e.column() - 1).map_or(text.len(), |(i, _)| i);
        let why = format!("\"{}\" is not a valid requirement: {}", shown(text), e.why());
        wrong(at, inside, why, advice(text))
    })?;
    with_wheel(requirement, text, 0, at)
}

fn wrong(at: &At<'_>, offset: usize, why: String, hints: Vec<String>) -> RequirementsError {
    RequirementsError::Wrong { place: (at.place)(offset), why, hints }
}

fn not_built(at: &At<'_>, offset: usize, what: &str, why: &'static str) -> RequirementsError {
    RequirementsError::NotBuilt { place: (at.place)(offset), what: shown(what), why }
}

const NO_BUILDS: &str = "it must be built from source, and noglue installs wheels only";
const NO_REPOSITORIES: &str = "noglue does not fetch from repositories";

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
    with_wheel(requirement, head, offset, at)
}

// A requirement at a URL must be for a wheel of its name.
fn with_wheel(requirement: Requirement, head: &str, offset: usize, at: &At<'_>) -> Result<Root, RequirementsError> {
    let Source::Url(url) = &requirement.source else {
        return Ok(Root { requirement, hashes: Vec::new() });
    };
    let begin = offset + head.find(url.as_str()).unwrap_or(0);
    let wheel = wheel_of(url, begin, at)?;
    if wheel.name.name() != &requirement.name {
        let why = format!("{} is a wheel of {}, not of {}", wheel.name, wheel.name.name(), requirement.name);
        return Err(wrong(at, begin, why, Vec::new()));
    }
    Ok(Root { requirement: Requirement { source: Source::Url(wheel.url), ..requirement }, hashes: wheel.hashes })
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
fn path(head: &str, offset: usize, at: &At<'_>) -> Result<Option<Root>, RequirementsError> {
    let (plain, extras) = split_extras(head);
    let looks_like_path = |text: &str| text.contains('/') || text.starts_with('.');
    let paths: Vec<PathBuf> = at.bases.iter().map(|base| sys::fs::absolute(Path::new(plain), base)).collect();
    if looks_like_path(head) && paths.iter().any(|path| sys::fs::is_dir(path)) {
        return Err(not_built(at, offset, head, NO_BUILDS));
    }
    if !is_archive(plain) {
        return Ok(None);
    }
    let Some(found) = paths.iter().find(|path| sys::fs::is_file(path)) else {
        if head.split_once('@').is_some_and(|(name, _)| !looks_like_path(name)) {
            return Ok(None);
        }
        let path = PathBuf::from(crate::ui::clean(plain));
        return Err(RequirementsError::Missing { path, place: Some((at.place)(offset)) });
    };
    let url = url::Url::from_file_path(found)
        .map_err(|()| wrong(at, offset, format!("{} is no path", shown(head)), Vec::new()))?;
    let mut root = of_wheel(wheel_of(url.as_str(), offset, at)?);
    for extra in extras.map(|list| list.split(',')).into_iter().flatten() {
        let extra = ExtraName::parse(extra.trim()).map_err(|e| wrong(at, offset, e.to_string(), Vec::new()))?;
        root.requirement.extras.push(extra);
    }
    root.requirement.extras.sort();
    root.requirement.extras.dedup();
    Ok(Some(root))
}

// `path[extra,extra]`
fn split_extras(text: &str) -> (&str, Option<&str>) {
    text.strip_suffix(']')
        .and_then(|inner| inner.rsplit_once('['))
        .filter(|(path, extras)| !path.is_empty() && !extras.is_empty())
        .map_or((text, None), |(path, extras)| (path.trim_end(), Some(extras)))
}

fn located(head: &str, offset: usize, at: &At<'_>) -> Result<Root, RequirementsError> {
    wheel_of(head, offset, at).map(of_wheel)
}

fn of_wheel(wheel: Wheel) -> Root {
    let name = wheel.name.name().clone();
    let source = Source::Url(wheel.url);
    Root { requirement: Requirement { name, extras: Vec::new(), source, marker: None }, hashes: wheel.hashes }
}

struct Wheel {
    name: WheelName,
    url: String,
    hashes: Vec<Hash>,
}

/// The wheel a URL leads to; anything else is refused by name.
fn wheel_of(text: &str, offset: usize, at: &At<'_>) -> Result<Wheel, RequirementsError> {
    let scheme = scheme(text).unwrap_or_default();
    if VCS.iter().any(|vcs| scheme == *vcs || scheme.strip_prefix(vcs).is_some_and(|rest| rest.starts_with('+'))) {
        return Err(not_built(at, offset, text, NO_REPOSITORIES));
    }
    if !matches!(scheme.as_str(), "http" | "https" | "file") {
        let why = format!("\"{}\" is no URL that starts with https:, http: or file:", shown(text));
        return Err(wrong(at, offset, why, Vec::new()));
    }
    let no_url = |why: String| wrong(at, offset, format!("\"{}\" is no usable URL: {why}", shown(text)), Vec::new());
    let mut url = url::Url::parse(text).map_err(|e| no_url(e.to_string()))?;
    if scheme == "file" {
        let is_absolute = text["file:".len()..].starts_with('/');
        if !is_absolute || !matches!(url.host_str(), None | Some("" | "localhost")) {
            return Err(no_url("a file: URL has three slashes and a whole path".into()));
        }
    }
    let file = url.path().rsplit('/').next().unwrap_or_default();
    let file = percent_encoding::percent_decode_str(file).decode_utf8_lossy().into_owned();
    if !file.to_ascii_lowercase().ends_with(".whl") {
        let is_local = scheme == "file" && url.to_file_path().is_ok_and(|path| !sys::fs::exists(&path));
        if is_local {
            let path = PathBuf::from(crate::ui::clean(url.path()));
            return Err(RequirementsError::Missing { path, place: Some((at.place)(offset)) });
        }
        return Err(not_built(at, offset, text, NO_BUILDS));
    }
    let name = WheelName::parse(&file).map_err(|e| wrong(at, offset, e.to_string(), Vec::new()))?;
    let mut hashes = Vec::new();
    for part in url.fragment().unwrap_or_default().split('&') {
        if let Some((algorithm @ ("sha256" | "sha384" | "sha512" | "md5" | "sha1" | "sha224"), hex)) =
            part.split_once('=')
        {
            let hash = Hash::parse(&format!("{algorithm}:{hex}"));
            hashes.push(hash.map_err(|why| wrong(at, offset, why, Vec::new()))?);
        }
    }
    url.set_fragment(None);
    Ok(Wheel { name, url: url.into(), hashes })
}

const VCS: [&str; 6] = ["git", "hg", "bzr", "svn", "ssh", "sftp"];

// RFC 3986, 3.1.
fn scheme(text: &str) -> Option<String> {
    let (scheme, _) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

fn is_url(text: &str) -> bool {
    let Some(scheme) = scheme(text) else { return false };
    matches!(scheme.as_str(), "http" | "https" | "file" | "ftp")
        || VCS.iter().any(|vcs| scheme == *vcs || scheme.strip_prefix(vcs).is_some_and(|rest| rest.starts_with('+')))
}

fn is_archive(text: &str) -> bool {
    const ENDS: [&str; 12] = [
        ".whl",
        ".zip",
        ".tar.gz",
        ".tgz",
        ".tar",
        ".tar.bz2",
        ".tbz",
        ".tar.xz",
        ".txz",
        ".tlz",
        ".tar.lz",
        ".tar.lzma",
    ];
    let lower = text.to_ascii_lowercase();
    ENDS.iter().any(|end| lower.ends_with(end))
}
