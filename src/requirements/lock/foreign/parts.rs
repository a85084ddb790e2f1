//! What the formats of other tools have in common: names, hashes, files and places, each held against its package.

use std::path::Path;

use super::super::pylock::{self, Reading, last};
use super::super::{File, Found, Place, Source};
use super::Result;
use crate::pep::marker::Marker;
use crate::pep::name::PackageName;
use crate::pep::safe_path::SafePath;
use crate::pep::version::Version;
use crate::pep::wheel_name::{SdistName, WheelName};
use crate::requirements::Hash;
use crate::requirements::error::RequirementsError;
use crate::requirements::located::{self, Kind, Located};
use crate::requirements::toml::{Table, Text};
use crate::sys;
use crate::ui::clean;

/// An error about the file as a whole.
pub fn whole(found: &Found, why: impl Into<String>) -> RequirementsError {
    RequirementsError::Wrong { place: Place::Whole(found.path.clone()), why: why.into(), hints: Vec::new() }
}

/// It lacks what every lock of its kind has.
pub fn no_lock(found: &Found, key: &str) -> RequirementsError {
    let name = found.tool.map_or("pylock.toml", super::Tool::lock);
    whole(found, format!("it has no {key}: it is no {name}"))
}

/// Of a version that nobody here can know.
pub fn unknown_version(place: Place, version: &str, known: &str) -> RequirementsError {
    RequirementsError::Wrong {
        place,
        why: format!("lock version {} is not known to this noglue, which reads {known}", clean(version)),
        hints: vec!["use a newer noglue, or let the tool write a version that is known".into()],
    }
}

/// A file could be anything.
pub fn no_hash(place: Place, name: &PackageName, what: &str) -> RequirementsError {
    RequirementsError::Wrong {
        place,
        why: format!("{name}: {} has no hash", clean(what)),
        hints: vec!["write the lock anew with hashes; without one a file could be anything".into()],
    }
}

/// The line of a place, for messages.
pub fn line(place: &Place) -> u32 {
    match place {
        Place::File(_, line, _) => *line,
        _ => 1,
    }
}

/// `name` and, where it is there, `version`.
pub fn name_and_version(table: &Table<'_>) -> Result<(PackageName, Option<Version>)> {
    let name = table.get("name").ok_or_else(|| table.wrong("a package has no name"))?.string()?;
    let name = PackageName::parse(name.as_str()).map_err(|e| name.wrong(e.to_string()))?;
    let Some(entry) = table.get("version") else { return Ok((name, None)) };
    let text = entry.string()?;
    let version = text.as_str().parse::<Version>();
    let version = version.map_err(|_| text.wrong(format!("{name}: \"{}\" is no version", clean(text.as_str()))))?;
    Ok((name, Some(version)))
}

/// A marker whose fields are all known.
pub fn marker(text: &Text<'_>) -> Result<Marker> {
    let marker = Marker::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()))?;
    match marker.unknown_field() {
        Some(field) => Err(text.wrong(format!("marker field \"{}\" is not known", clean(&field)))),
        None => Ok(marker),
    }
}

/// The hash a file table has under `hash`.
pub fn hash(table: &Table<'_>, name: &PackageName) -> Result<Hash> {
    let Some(entry) = table.get("hash") else { return Err(no_hash(table.place(), name, "a file")) };
    let text = entry.string()?;
    Hash::parse(text.as_str()).map_err(|why| text.wrong(format!("{name}: {why}")))
}

/// One file of an index, `{ url, hash, size }` or `{ path, hash }`; `registry` is the index or the directory it lies in.
pub fn file(table: &Table<'_>, reading: &Reading<'_>, registry: &str, found: &Found) -> Result<File> {
    let (url, path) = match (table.get("url"), table.get("path").or_else(|| table.get("filename"))) {
        (Some(url), _) => (pylock::url(&url.string()?)?, None),
        (None, Some(path)) => {
            let text = path.string()?;
            reading.path(&text)?;
            let written = format!("{}/{}", registry.trim_end_matches('/'), text.as_str());
            let absolute = sys::fs::absolute(Path::new(&written), &found.directory);
            let url = url::Url::from_file_path(absolute)
                .map_err(|()| text.wrong(format!("{} is no path", clean(&written))))?;
            (String::from(url), Some(written))
        }
        (None, None) => return Err(table.wrong(format!("{}: a file has neither url nor path", reading.name))),
    };
    let name = last(path.as_deref().unwrap_or(&url));
    is_of(reading, &name).map_err(|why| table.wrong(format!("{}: \"{}\": {why}", reading.name, clean(&name))))?;
    let upload_time = match table.get("upload-time") {
        Some(entry) => Some(entry.string()?.as_str().to_owned()),
        None => None,
    };
    Ok(File {
        upload_time: upload_time.filter(|time| time.parse::<toml_edit::Datetime>().is_ok()),
        size: table.get("size").map(|entry| entry.number()).transpose()?,
        hashes: vec![hash(table, reading.name)?],
        name,
        url,
        path,
    })
}

/// Whether a file name is one of the package.
pub fn is_of(reading: &Reading<'_>, name: &str) -> std::result::Result<(), String> {
    if name.ends_with(".whl") {
        let wheel = WheelName::parse(name).map_err(|e| e.to_string())?;
        return reading.check(wheel.name(), wheel.version());
    }
    let sdist = SdistName::parse_of(reading.name, name).map_err(|e| e.to_string())?;
    reading.check(sdist.name(), sdist.version())
}

/// A wheel or a packed source tree at a URL.
pub fn archive_at(url: &str, name: &PackageName, hash: Hash, text: &Text<'_>) -> Result<Source> {
    let file = last(url);
    let kind = match file.ends_with(".whl") {
        true => Kind::Wheel(WheelName::parse(&file).map_err(|e| text.wrong(format!("{name}: {e}")))?),
        false => Kind::Archive,
    };
    let located = Located { kind, url: url.to_owned(), hashes: vec![hash], subdirectory: None, is_editable: false };
    Ok(Source { located, requested_revision: None, path: None, size: None })
}

/// `subdirectory`, which stays inside.
pub fn subdirectory(text: &Text<'_>, name: &PackageName) -> Result<SafePath> {
    SafePath::parse(text.as_str()).map_err(|e| text.wrong(format!("{name}: subdirectory is {e}")))
}

/// A commit of a git repository.
pub struct Commit<'a> {
    pub repository: &'a str,
    pub commit: &'a str,
    pub requested: Option<String>,
    pub subdirectory: Option<SafePath>,
}

/// A repository at a whole commit: a branch or tag would be a different thing tomorrow.
pub fn commit(commit: Commit<'_>, name: &PackageName) -> std::result::Result<Source, String> {
    let id = commit.commit;
    if !matches!(id.len(), 40 | 64) || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(format!("{name}: \"{}\" is no commit", clean(id)));
    }
    // `git@host:owner/name`, as git takes it, has no scheme.
    let repository = match commit.repository.split_once(':') {
        Some((host, path)) if !commit.repository.contains("://") && host.contains('@') => {
            format!("ssh://{host}/{path}")
        }
        _ => commit.repository.to_owned(),
    };
    let read = located::read(&format!("git+{repository}@{id}"));
    let mut located = read.map_err(|mistake| format!("{name}: {}", mistake.sentence()))?.located;
    located.subdirectory = commit.subdirectory;
    Ok(Source { located, requested_revision: commit.requested, path: None, size: None })
}

/// uv: `https://host/repository?rev=main&subdirectory=x#COMMIT`.
pub fn git(text: &Text<'_>, name: &PackageName) -> Result<Source> {
    let shown = || crate::requirements::line::shown(text.as_str());
    let mut url = url::Url::parse(text.as_str()).map_err(|e| text.wrong(format!("\"{}\" is no URL: {e}", shown())))?;
    pylock::refuse_credentials(&url, text)?;
    let id = url.fragment().unwrap_or_default().to_owned();
    let query =
        |key: &[&str]| url.query_pairs().find(|(own, _)| key.contains(&&**own)).map(|(_, value)| value.into_owned());
    let (requested, below) = (query(&["rev", "tag", "branch"]), query(&["subdirectory"]));
    let subdirectory = below.map(|path| SafePath::parse(&path)).transpose();
    let subdirectory = subdirectory.map_err(|e| text.wrong(format!("{name}: subdirectory is {e}")))?;
    url.set_fragment(None);
    url.set_query(None);
    let repository = String::from(url);
    let one = Commit { repository: &repository, commit: &id, requested, subdirectory };
    commit(one, name).map_err(|why| text.wrong(why))
}
