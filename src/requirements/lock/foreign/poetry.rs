//! `poetry.lock`, lock-version 1.0 to 2.1. From 2.1 on it says for which groups each package is; before, the tables of
//! `pyproject.toml` say what is needed, and the lock who needs whom.

use std::collections::BTreeMap;

use super::super::graph::{Graph, Need, Node, When, flat};
use super::super::pylock::Reading;
use super::super::{Dependency, Found, Listed, Lock, Origin, Package, Place, Source};
use super::parts::Commit;
use super::{Result, parts, stale};
use crate::pep::marker::Marker;
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::specifier::Specifiers;
use crate::requirements::located::{Kind, Located};
use crate::requirements::tables::{constraint, dependency, poetry};
use crate::requirements::toml::{Entry, Table, Text, Toml};
use crate::sys;

/// Reads it.
pub fn parse(found: &Found) -> Result<Lock> {
    let toml = Toml::parse(&found.path, &found.bytes)?;
    let entry = toml.at(&["metadata", "lock-version"]).ok_or_else(|| parts::no_lock(found, "lock-version"))?;
    let text = entry.string()?;
    let version = match text.as_str() {
        "1.0" | "1.1" | "2.0" => 1,
        "2.1" => 2,
        other => return Err(parts::unknown_version(entry.place(), other, "1.0 to 2.1")),
    };
    let manifest = found.manifest.as_ref().map(|(path, bytes)| Toml::parse(path, bytes)).transpose()?;
    let mut lock = Lock { path: found.path.clone(), created_by: "poetry".into(), ..Lock::default() };
    if let Some(pythons) = toml.at(&["metadata", "python-versions"]) {
        lock.requires_python = specifiers(&pythons)?.filter(|all| !all.is_any());
    }
    let files = files_of_old(&toml)?;
    let mut tables = Vec::new();
    for table in toml.at(&["package"]).map(|all| all.tables()).transpose()?.unwrap_or_default() {
        let package = package(&table, &files, found)?;
        let is_same = |other: &&Package| {
            other.name == package.name && other.version == package.version && other.origin == package.origin
        };
        if let Some(twin) = lock.packages.iter().find(is_same) {
            let line = parts::line(&twin.place);
            return Err(table.wrong(format!("{} is there twice, here and in line {line}", package.name)));
        }
        lock.packages.push(package);
        tables.push(table);
    }
    for extra in toml.at(&["extras"]).map(|all| all.table()).transpose()?.unwrap_or_default() {
        lock.extras.push(ExtraName::parse(extra.key()).map_err(|e| extra.wrong(e.to_string()))?);
    }
    let graph = match version {
        2 => by_groups(&mut lock, &tables)?,
        _ => {
            let Some(manifest) = &manifest else {
                return Err(parts::whole(found, "there is no pyproject.toml beside it that says what is needed"));
            };
            by_needs(&mut lock, &tables, manifest, found)?
        }
    };
    let names = |node: &Node| {
        let mut all: Vec<Dependency> = node
            .needs
            .iter()
            .flat_map(|(_, need)| &need.to)
            .map(|to| Dependency { name: graph.nodes[*to].name.clone(), version: None })
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let all: Vec<Vec<Dependency>> = graph.nodes.iter().map(names).collect();
    for (package, own) in lock.packages.iter_mut().zip(all) {
        if version != 2 {
            package.dependencies = own;
        }
    }
    lock.graph = Some(graph);
    if let (Some(manifest), Some(hash)) = (&manifest, toml.at(&["metadata", "content-hash"])) {
        lock.stale = stale::of_poetry(manifest, hash.string()?.as_str(), found)?;
        if let Some(groups) = poetry::groups(manifest)? {
            lock.groups.extend(groups);
        }
    }
    lock.groups.sort();
    lock.groups.dedup();
    Ok(lock)
}

fn specifiers(entry: &Entry<'_>) -> Result<Option<Specifiers>> {
    let text = entry.string()?;
    let all = constraint::parse(text.as_str()).map_err(|why| text.wrong(why))?;
    Ok(constraint::single(&all))
}

type Files<'a> = BTreeMap<PackageName, Vec<Table<'a>>>;

// Until lock-version 1.1 the files stood together at the end.
fn files_of_old(toml: &Toml) -> Result<Files<'_>> {
    let mut files = Files::new();
    for entry in toml.at(&["metadata", "files"]).map(|all| all.table()).transpose()?.unwrap_or_default() {
        let name = PackageName::parse(entry.key()).map_err(|e| entry.wrong(e.to_string()))?;
        files.insert(name, entry.tables()?);
    }
    Ok(files)
}

fn package(table: &Table<'_>, old: &Files<'_>, found: &Found) -> Result<Package> {
    let (name, version) = parts::name_and_version(table)?;
    let version = version.ok_or_else(|| table.wrong(format!("{name} has no version")))?;
    let files = match table.get("files") {
        Some(entry) => entry.tables()?,
        None => old.get(&name).cloned().unwrap_or_default(),
    };
    let reading = Reading { name: &name, version: Some(&version), directory: &found.directory };
    let source = table.get("source").map(|entry| entry.as_table()).transpose()?;
    let kind = match &source {
        Some(source) => source
            .get("type")
            .ok_or_else(|| source.wrong(format!("{name}: its source has no type")))?
            .string()?
            .as_str(),
        None => "legacy",
    };
    let mut index = None;
    let origin = match (kind, &source) {
        ("legacy", source) => {
            if let Some(source) = source {
                let url = source.get("url").ok_or_else(|| source.wrong(format!("{name}: its source has no url")))?;
                index = Some(super::super::pylock::url(&url.string()?)?);
            }
            Origin::Listed(listed(&files, &reading, table.place())?)
        }
        (_, None) => return Err(table.wrong("it has no source")),
        (kind, Some(source)) => Origin::Place(Box::new(place(kind, source, table, &files, &reading)?)),
    };
    let requires_python = match table.get("python-versions") {
        Some(entry) => specifiers(&entry)?.filter(|all| !all.is_any()),
        None => None,
    };
    Ok(Package {
        marker: None,
        requires_python,
        dependencies: Vec::new(),
        index,
        origin,
        place: table.place(),
        version: Some(version),
        name,
    })
}

// In 1.1 the files of all versions of one package stand together.
fn listed(files: &[Table<'_>], reading: &Reading<'_>, place: Place) -> Result<Vec<Listed>> {
    let mut all = Vec::new();
    for file in files {
        let entry = file.get("file").ok_or_else(|| file.wrong(format!("{}: a file has no name", reading.name)))?;
        let text = entry.string()?;
        if text.as_str().contains(['/', '\\']) {
            return Err(text.wrong(format!(
                "{}: \"{}\" is no file name",
                reading.name,
                crate::ui::clean(text.as_str())
            )));
        }
        // Kinds that nobody installs any more, and files of other versions.
        if parts::is_of(reading, text.as_str()).is_err() {
            continue;
        }
        let hash = parts::hash(file, reading.name)?;
        all.push(Listed { name: Some(text.as_str().to_owned()), hash });
    }
    if all.is_empty() {
        return Err(parts::no_hash(place, reading.name, "it has no files, so what is installed"));
    }
    Ok(all)
}

fn place(
    kind: &str,
    source: &Table<'_>,
    table: &Table<'_>,
    files: &[Table<'_>],
    reading: &Reading<'_>,
) -> Result<Source> {
    let name = reading.name;
    let need = |key: &'static str| -> Result<Text<'_>> {
        source.get(key).ok_or_else(|| source.wrong(format!("{name}: its source has no {key}")))?.string()
    };
    let below = source.get("subdirectory").map(|entry| entry.string()).transpose()?;
    let subdirectory = below.map(|text| parts::subdirectory(&text, name)).transpose()?;
    let is_editable = table.get("develop").map(|entry| entry.bool()).transpose()?.unwrap_or(false);
    let hash = || match files.first() {
        Some(file) => parts::hash(file, name),
        None => Err(parts::no_hash(table.place(), name, "its file")),
    };
    match kind {
        "git" => {
            let (url, id) = (need("url")?, need("resolved_reference")?);
            if let Ok(parsed) = url::Url::parse(url.as_str()) {
                super::super::pylock::refuse_credentials(&parsed, &url)?;
            }
            let requested = source.get("reference").and_then(|entry| entry.string().ok());
            let requested = requested.map(|text| text.as_str().to_owned()).filter(|text| text != "HEAD");
            let commit = Commit { repository: url.as_str(), commit: id.as_str(), requested, subdirectory };
            parts::commit(commit, name).map_err(|why| source.wrong(why))
        }
        "url" => {
            let text = need("url")?;
            let mut source = parts::archive_at(&super::super::pylock::url(&text)?, name, hash()?, &text)?;
            source.located.subdirectory = subdirectory;
            Ok(source)
        }
        "file" => {
            let text = need("url")?;
            let (url, path) = reading.path(&text)?;
            let mut source = parts::archive_at(&url, name, hash()?, &text)?;
            source.path = Some(path);
            Ok(source)
        }
        "directory" => {
            let (url, path) = reading.path(&need("url")?)?;
            let directory = sys::fs::absolute(std::path::Path::new(&path), reading.directory);
            let located =
                Located { kind: Kind::Directory(directory), url, hashes: Vec::new(), subdirectory, is_editable };
            Ok(Source { located, requested_revision: None, path: Some(path), size: None })
        }
        other => {
            Err(source
                .wrong(format!("{name}: its source is of a kind that nobody knows: \"{}\"", crate::ui::clean(other))))
        }
    }
}

// 2.1: `groups = ["main", "dev"]`, `markers = "..."` or `markers = { main = "...", dev = "..." }`.
fn by_groups(lock: &mut Lock, tables: &[Table<'_>]) -> Result<Graph> {
    let mut wanted = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        let groups = table.get("groups").ok_or_else(|| table.wrong("a package has no groups"))?;
        let markers = table.get("markers");
        for text in groups.strings()? {
            let marker = match &markers {
                None => None,
                Some(entry) => match entry.string() {
                    Ok(text) => Some(parts::marker(&text)?),
                    Err(_) => entry.get(text.as_str()).map(|entry| parts::marker(&entry.string()?)).transpose()?,
                },
            };
            let when = match text.as_str() {
                "main" => When::Always,
                group => {
                    let group = GroupName::parse(group).map_err(|e| text.wrong(e.to_string()))?;
                    lock.groups.push(group.clone());
                    When::Group(group)
                }
            };
            wanted.push((at, when, marker));
        }
    }
    Ok(flat(&lock.packages, wanted.into_iter()))
}

fn by_needs(lock: &mut Lock, tables: &[Table<'_>], manifest: &Toml, found: &Found) -> Result<Graph> {
    let mut graph = flat(&lock.packages, std::iter::empty());
    for (at, table) in tables.iter().enumerate() {
        let own = table.get("dependencies").map(|all| dependency::all(&all, &found.directory)).transpose()?;
        let own = own.unwrap_or_default();
        let mut in_extras: Vec<(ExtraName, PackageName)> = Vec::new();
        for extra in table.get("extras").map(|all| all.table()).transpose()?.unwrap_or_default() {
            let name = ExtraName::parse(extra.key()).map_err(|e| extra.wrong(e.to_string()))?;
            for text in extra.strings()? {
                // `dep[x] (>=1.0)`
                let end = text.as_str().find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)));
                let dep = &text.as_str()[..end.unwrap_or(text.as_str().len())];
                in_extras.push((name.clone(), PackageName::parse(dep).map_err(|e| text.wrong(e.to_string()))?));
            }
        }
        for dependency in own {
            let need = |marker: Option<Marker>| need(&dependency, marker, lock);
            if !dependency.is_optional {
                // A dependency on another platform may have been left out of the lock.
                graph.nodes[at].needs.extend(need(dependency.marker.clone()).map(|need| (None, need)));
                continue;
            }
            let marker = dependency.marker.as_ref().and_then(Marker::assuming_extra);
            for (extra, _) in in_extras.iter().filter(|(_, name)| *name == dependency.name) {
                graph.nodes[at].needs.extend(need(marker.clone()).map(|need| (Some(extra.clone()), need)));
            }
        }
    }
    for (when, dependency) in poetry::roots(manifest, &found.directory)? {
        let marker = dependency.marker.clone();
        let Some(need) = need(&dependency, marker.clone(), lock) else {
            // Locks of other platforms only have what poetry found a need for.
            if marker.is_some() || dependency.is_optional {
                continue;
            }
            lock.stale.push(format!("{} asks for {}, and it has none", dependency.place.source(), dependency.name));
            continue;
        };
        if let When::Extra(extra) = &when {
            lock.extras.push(extra.clone());
        }
        graph.roots.push((when, need));
    }
    lock.extras.sort();
    lock.extras.dedup();
    Ok(graph)
}

// The locked versions that are meant, the newest first.
fn need(dependency: &dependency::Dependency, marker: Option<Marker>, lock: &Lock) -> Option<Need> {
    let fits = |package: &Package| {
        package.name == dependency.name && package.version.as_ref().is_none_or(|version| dependency.allows(version))
    };
    let mut to: Vec<usize> = (0..lock.packages.len()).filter(|at| fits(&lock.packages[*at])).collect();
    to.sort_by(|a, b| lock.packages[*b].version.cmp(&lock.packages[*a].version));
    (!to.is_empty()).then(|| Need { to, extras: dependency.extras.clone(), marker })
}
