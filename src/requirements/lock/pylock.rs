//! `pylock.toml` (PEP 751) as it is read: every type is checked, every file must be what its package is, and have a hash.
//!
//! What a later minor version of the format may add is passed over; what contradicts itself is refused with its line.

use std::path::Path;

use super::super::error::{Place, RequirementsError};
use super::super::hash::Hash;
use super::super::located::{self, Kind, Located};
use super::super::toml::{Entry, Table, Text, Toml};
use super::{Dependency, File, Lock, MadeFrom, Origin, Package, Source};
use crate::pep::marker::Marker;
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::safe_path::SafePath;
use crate::pep::specifier::Specifiers;
use crate::pep::version::Version;
use crate::pep::wheel_name::{SdistName, WheelName};
use crate::sys;
use crate::ui::clean;

type Result<T> = std::result::Result<T, RequirementsError>;

/// Reads the bytes of a lock shown as `path`; paths in it start from `directory`, which is absolute.
pub fn parse(path: &Path, bytes: &[u8], directory: &Path) -> Result<Lock> {
    let toml = Toml::parse(path, bytes)?;
    let mut lock = Lock { path: path.to_owned(), ..Lock::default() };
    let missing = |key: &str| RequirementsError::Wrong {
        place: Place::Whole(path.to_owned()),
        why: format!("it has no {key}: it is no pylock.toml"),
        hints: Vec::new(),
    };
    version(&toml.at(&["lock-version"]).ok_or_else(|| missing("lock-version"))?, &mut lock)?;
    let created_by = toml.at(&["created-by"]).ok_or_else(|| missing("created-by"))?;
    lock.created_by = created_by.string()?.as_str().to_owned();
    lock.requires_python = toml.at(&["requires-python"]).map(|entry| specifiers(&entry)).transpose()?;
    lock.environments = list(&toml, "environments", |text| marker(&text))?;
    lock.extras = list(&toml, "extras", |text| ExtraName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string())))?;
    let group = |text: Text<'_>| GroupName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()));
    lock.groups = list(&toml, "dependency-groups", group)?;
    lock.default_groups = list(&toml, "default-groups", group)?;
    // PEP 751 asks for the key, so that a file cut short is not taken for one that installs nothing.
    for table in toml.at(&["packages"]).ok_or_else(|| missing("packages"))?.tables()? {
        lock.packages.push(package(&table, directory)?);
    }
    if let Some(table) = toml.at(&["tool", "noglue"]) {
        lock.made_from = Some(made_from(&table)?);
    }
    Ok(lock)
}

fn version(entry: &Entry<'_>, lock: &mut Lock) -> Result<()> {
    let text = entry.string()?;
    let version: Version =
        text.as_str().parse().map_err(|_| text.wrong(format!("\"{}\" is no version", clean(text.as_str()))))?;
    if version.release().first() != Some(&1) {
        return Err(RequirementsError::Wrong {
            place: text.place(0),
            why: format!("lock-version {version} is newer than this noglue, which reads 1.0"),
            hints: vec!["use a newer noglue, or let the tool that wrote it write version 1.0".into()],
        });
    }
    if version.release().get(1).is_some_and(|minor| *minor > 0) {
        let note = format!("{}: lock-version {version}: what is new in it is not known to this noglue", entry.place());
        lock.notes.push(note);
    }
    Ok(())
}

fn list<T>(toml: &Toml, key: &str, parse: impl Fn(Text<'_>) -> Result<T>) -> Result<Vec<T>> {
    let Some(entry) = toml.at(&[key]) else { return Ok(Vec::new()) };
    entry.strings()?.into_iter().map(parse).collect()
}

fn marker(text: &Text<'_>) -> Result<Marker> {
    let marker = Marker::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()))?;
    if marker.mentions_extra() {
        return Err(text.wrong("in a lock it is written 'name' in extras, not extra == 'name'"));
    }
    match marker.unknown_field() {
        Some(field) => Err(text.wrong(format!("marker field \"{}\" is not known", clean(&field)))),
        None => Ok(marker),
    }
}

pub(super) fn specifiers(entry: &Entry<'_>) -> Result<Specifiers> {
    let text = entry.string()?;
    Specifiers::parse(text.as_str()).map_err(|e| text.wrong(format!("{}: {e}", entry.key())))
}

fn package(table: &Table<'_>, directory: &Path) -> Result<Package> {
    let name = table.get("name").ok_or_else(|| table.wrong("a package has no name"))?.string()?;
    let name = PackageName::parse(name.as_str()).map_err(|e| name.wrong(e.to_string()))?;
    let wrong = |why: String| table.wrong(format!("{name}: {why}"));
    let version = match table.get("version") {
        None => None,
        Some(entry) => {
            let text = entry.string()?;
            let no_version = |_| text.wrong(format!("{name}: \"{}\" is no version", clean(text.as_str())));
            Some(text.as_str().parse::<Version>().map_err(no_version)?)
        }
    };
    let place = |key: &str| table.get(key).is_some();
    let kinds: Vec<&str> = ["vcs", "directory", "archive"].into_iter().filter(|key| place(key)).collect();
    let has_files = place("sdist") || place("wheels");
    if kinds.len() + usize::from(has_files) > 1 {
        let all = ["vcs", "directory", "archive", "sdist", "wheels"].into_iter().filter(|key| place(key));
        return Err(wrong(format!("it can have only one of {}", all.collect::<Vec<_>>().join(", "))));
    }
    let reading = Reading { name: &name, version: version.as_ref(), directory };
    let origin = match kinds.first() {
        Some(&kind) => {
            let table = table.get(kind).expect("it was just seen").as_table()?;
            Origin::Place(Box::new(match kind {
                "vcs" => reading.vcs(&table)?,
                "directory" => reading.tree(&table)?,
                _ => reading.archive(&table)?,
            }))
        }
        None => Origin::Files(reading.files(table)?),
    };
    if matches!(&origin, Origin::Files(files) if files.is_empty()) {
        return Err(wrong("it says no source: wheels, sdist, archive, directory or vcs".into()));
    }
    if has_files && version.is_none() {
        return Err(wrong("it has no version".into()));
    }
    Ok(Package {
        marker: table.get("marker").map(|entry| marker(&entry.string()?)).transpose()?,
        requires_python: table.get("requires-python").map(|entry| specifiers(&entry)).transpose()?,
        dependencies: dependencies(table)?,
        index: table.get("index").map(|entry| url(&entry.string()?)).transpose()?,
        place: table.place(),
        version,
        origin,
        name,
    })
}

fn dependencies(table: &Table<'_>) -> Result<Vec<Dependency>> {
    let Some(entry) = table.get("dependencies") else { return Ok(Vec::new()) };
    let mut dependencies = Vec::new();
    for one in entry.tables()? {
        // By which keys a package is told apart is the writer's choice; a name is what people read.
        let Some(name) = one.get("name") else { continue };
        let text = name.string()?;
        let name = PackageName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()))?;
        let version = one.get("version").map(|v| v.string()).transpose()?.and_then(|v| v.as_str().parse().ok());
        dependencies.push(Dependency { name, version });
    }
    Ok(dependencies)
}

/// A URL that can be fetched, without credentials.
pub(super) fn url(text: &Text<'_>) -> Result<String> {
    let shown = || crate::requirements::line::shown(text.as_str());
    let parsed = url::Url::parse(text.as_str()).map_err(|e| text.wrong(format!("\"{}\" is no URL: {e}", shown())))?;
    if !matches!(parsed.scheme(), "http" | "https" | "file") {
        return Err(text.wrong(format!("\"{}\": a lock names files by http, https or file", shown())));
    }
    refuse_credentials(&parsed, text)?;
    Ok(text.as_str().to_owned())
}

/// Whether a URL holds a secret; the user `git` of ssh is none.
pub(super) fn has_credentials(parsed: &url::Url) -> bool {
    let is_git_user = parsed.username() == "git" && parsed.password().is_none() && parsed.scheme().contains("ssh");
    let has_any = !parsed.username().is_empty() || parsed.password().is_some();
    has_any && !is_git_user
}

pub(super) fn refuse_credentials(parsed: &url::Url, text: &Text<'_>) -> Result<()> {
    if !has_credentials(parsed) {
        return Ok(());
    }
    Err(RequirementsError::Wrong {
        place: text.place(0),
        why: format!("\"{}\" has credentials in it", crate::requirements::line::shown(text.as_str())),
        hints: vec!["take them out of the lock, change them, and put the new ones into ~/.netrc".into()],
    })
}

/// What the files of one package are held against.
pub(super) struct Reading<'a> {
    pub name: &'a PackageName,
    pub version: Option<&'a Version>,
    pub directory: &'a Path,
}

impl Reading<'_> {
    fn files(&self, table: &Table<'_>) -> Result<Vec<File>> {
        let mut files = Vec::new();
        if let Some(sdist) = table.get("sdist") {
            files.push(self.file(&sdist.as_table()?, &|name| {
                let sdist = SdistName::parse_of(self.name, name).map_err(|e| e.to_string())?;
                self.check(sdist.name(), sdist.version())
            })?);
        }
        if let Some(wheels) = table.get("wheels") {
            for wheel in wheels.tables()? {
                files.push(self.file(&wheel, &|name| {
                    let wheel = WheelName::parse(name).map_err(|e| e.to_string())?;
                    self.check(wheel.name(), wheel.version())
                })?);
            }
        }
        Ok(files)
    }

    pub(super) fn check(&self, name: &PackageName, version: &Version) -> std::result::Result<(), String> {
        // A wheel may have a local label that the lock leaves out, as `==1.0` means `1.0+cpu` too.
        let is_it = |own: &Version| own == version || crate::pep::version::same_public(own, version);
        if name == self.name && self.version.is_none_or(is_it) {
            return Ok(());
        }
        let own = self.version.map_or_else(String::new, |version| format!(" {version}"));
        Err(format!("it is a file of {name} {version}, not of {}{own}", self.name))
    }

    // PEP 751: the name is `name`, else the end of `path`, else the end of `url`.
    fn file(&self, table: &Table<'_>, check: &dyn Fn(&str) -> std::result::Result<(), String>) -> Result<File> {
        let at = self.place(table, "a file")?;
        let name = match table.get("name") {
            Some(entry) => entry.string()?.as_str().to_owned(),
            None => last(at.path.as_deref().unwrap_or(&at.url)),
        };
        check(&name).map_err(|why| table.wrong(format!("{}: \"{}\": {why}", self.name, clean(&name))))?;
        Ok(File {
            upload_time: table.get("upload-time").map(|entry| entry.datetime()).transpose()?,
            size: table.get("size").map(|entry| entry.number()).transpose()?,
            hashes: self.hashes(table, &name)?,
            url: at.url,
            path: at.path,
            name,
        })
    }

    fn place(&self, table: &Table<'_>, what: &str) -> Result<At> {
        let written = table.get("path").map(|entry| entry.string()).transpose()?;
        if let Some(path) = written {
            return self.path(&path).map(|(url, path)| At { url, path: Some(path) });
        }
        match table.get("url") {
            Some(entry) => Ok(At { url: url(&entry.string()?)?, path: None }),
            None => Err(table.wrong(format!("{}: {what} has neither url nor path", self.name))),
        }
    }

    // A path may lead out of the directory of the lock; whether it may be followed is for whoever installs.
    pub(super) fn path(&self, text: &Text<'_>) -> Result<(String, String)> {
        let url = self.path_of(text.as_str()).map_err(|why| text.wrong(format!("{}: {why}", self.name)))?;
        Ok((url, text.as_str().to_owned()))
    }

    pub(super) fn path_of(&self, path: &str) -> std::result::Result<String, String> {
        if path.is_empty() || path.contains(['\\', '\0']) {
            return Err(format!("\"{}\" is no path: they are written with \"/\"", clean(path)));
        }
        let url = url::Url::from_file_path(sys::fs::absolute(Path::new(path), self.directory));
        url.map(String::from).map_err(|()| format!("\"{}\" is no path", clean(path)))
    }

    fn hashes(&self, table: &Table<'_>, name: &str) -> Result<Vec<Hash>> {
        let none = |what: &str| {
            let hints = vec!["write the lock anew with hashes; without one a file could be anything".into()];
            let why = format!("{}: {} has {what}", self.name, clean(name));
            RequirementsError::Wrong { place: table.place(), why, hints }
        };
        let Some(entry) = table.get("hashes") else { return Err(none("no hashes")) };
        let mut hashes = Vec::new();
        for hash in entry.as_table()?.entries() {
            let value = hash.string()?;
            // Weak ones beside a strong one do no harm.
            if matches!(hash.key(), "md5" | "sha1" | "sha224") {
                continue;
            }
            match Hash::parse(&format!("{}:{}", hash.key(), value.as_str())) {
                Ok(hash) => hashes.push(hash),
                Err(why) if matches!(hash.key(), "sha256" | "sha384" | "sha512") => {
                    return Err(value.wrong(format!("{}: {why}", self.name)));
                }
                Err(_) => {}
            }
        }
        if hashes.is_empty() {
            return Err(none("no hash that proves anything (sha256, sha384 or sha512)"));
        }
        Ok(hashes)
    }

    fn subdirectory(&self, table: &Table<'_>) -> Result<Option<SafePath>> {
        let Some(entry) = table.get("subdirectory") else { return Ok(None) };
        let text = entry.string()?;
        SafePath::parse(text.as_str()).map(Some).map_err(|e| text.wrong(format!("{}: subdirectory is {e}", self.name)))
    }

    fn vcs(&self, table: &Table<'_>) -> Result<Source> {
        let need =
            |key: &'static str| table.get(key).ok_or_else(|| table.wrong(format!("{}: vcs has no {key}", self.name)));
        let kind = need("type")?.string()?;
        if kind.as_str() != "git" {
            let why = format!("{}: it comes from {}; noglue reads git only", self.name, clean(kind.as_str()));
            return Err(kind.wrong(why));
        }
        let commit = need("commit-id")?.string()?;
        if !matches!(commit.as_str().len(), 40 | 64) || !commit.as_str().bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(commit.wrong(format!("{}: \"{}\" is no commit", self.name, clean(commit.as_str()))));
        }
        let (repository, path) = match table.get("path") {
            Some(entry) => self.path(&entry.string()?).map(|(url, path)| (url, Some(path)))?,
            None => {
                let text = need("url")?.string()?;
                let shown = || crate::requirements::line::shown(text.as_str());
                let parsed = url::Url::parse(text.as_str());
                let parsed = parsed.map_err(|e| text.wrong(format!("\"{}\" is no URL: {e}", shown())))?;
                refuse_credentials(&parsed, &text)?;
                (text.as_str().to_owned(), None)
            }
        };
        let requested_revision = table.get("requested-revision").map(|entry| entry.string()).transpose()?;
        let read = located::read(&format!("git+{repository}@{}", commit.as_str()));
        let mut located =
            read.map_err(|mistake| table.wrong(format!("{}: {}", self.name, mistake.sentence())))?.located;
        located.subdirectory = self.subdirectory(table)?;
        let requested_revision = requested_revision.map(|text| text.as_str().to_owned());
        Ok(Source { located, requested_revision, path, size: None })
    }

    fn tree(&self, table: &Table<'_>) -> Result<Source> {
        let missing = || table.wrong(format!("{}: directory has no path", self.name));
        let text = table.get("path").ok_or_else(missing)?.string()?;
        let (url, path) = self.path(&text)?;
        let directory = sys::fs::absolute(Path::new(&path), self.directory);
        let located = Located {
            kind: Kind::Directory(directory),
            url,
            hashes: Vec::new(),
            subdirectory: self.subdirectory(table)?,
            is_editable: table.get("editable").map(|entry| entry.bool()).transpose()?.unwrap_or(false),
        };
        Ok(Source { located, requested_revision: None, path: Some(path), size: None })
    }

    fn archive(&self, table: &Table<'_>) -> Result<Source> {
        let at = self.place(table, "archive")?;
        let name = last(at.path.as_deref().unwrap_or(&at.url));
        let kind = match name.ends_with(".whl") {
            true => Kind::Wheel(WheelName::parse(&name).map_err(|e| table.wrong(format!("{}: {e}", self.name)))?),
            false => Kind::Archive,
        };
        let located = Located {
            kind,
            url: at.url,
            hashes: self.hashes(table, &name)?,
            subdirectory: self.subdirectory(table)?,
            is_editable: false,
        };
        let size = table.get("size").map(|entry| entry.number()).transpose()?;
        Ok(Source { located, requested_revision: None, path: at.path, size })
    }
}

struct At {
    url: String,
    path: Option<String>,
}

/// The file name at the end of a URL or path.
pub(super) fn last(place: &str) -> String {
    let plain = place.split(['?', '#']).next().unwrap_or_default();
    let end = plain.rsplit('/').next().unwrap_or_default();
    percent_encoding::percent_decode_str(end).decode_utf8_lossy().into_owned()
}

fn made_from(entry: &Entry<'_>) -> Result<MadeFrom> {
    let table = entry.as_table()?;
    let strings = |key: &'static str| -> Result<Vec<String>> {
        let Some(entry) = table.get(key) else { return Ok(Vec::new()) };
        Ok(entry.strings()?.iter().map(|text| text.as_str().to_owned()).collect())
    };
    fn named<N, E: ToString>(
        table: &Table<'_>,
        key: &'static str,
        parse: impl Fn(&str) -> std::result::Result<N, E>,
    ) -> Result<Vec<(N, Vec<String>)>> {
        let Some(entry) = table.get(key) else { return Ok(Vec::new()) };
        let one = |entry: &Entry<'_>| {
            let name = parse(entry.key()).map_err(|e| entry.wrong(e.to_string()))?;
            Ok((name, entry.strings()?.iter().map(|text| text.as_str().to_owned()).collect()))
        };
        entry.table()?.iter().map(one).collect()
    }
    Ok(MadeFrom {
        requirements: strings("requirements")?,
        extras: named(&table, "extras", ExtraName::parse)?,
        groups: named(&table, "groups", GroupName::parse)?,
        constraints: strings("constraints")?,
        overrides: strings("overrides")?,
        options: strings("options")?,
    })
}
