//! `pdm.lock`, lock_version 4.x. With the strategy `inherit_metadata` it says for which groups each package is; without
//! it, `pyproject.toml` says what is needed, and the lock who needs whom.

use super::super::graph::{Graph, Need, Node, When};
use super::super::pylock::{self, Reading};
use super::super::{Dependency, File, Found, Listed, Lock, Origin, Package, Source};
use super::parts::Commit;
use super::{Result, parts, stale};
use crate::pep::marker::Marker;
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::requirement::Requirement;
use crate::pep::version::Version;
use crate::requirements::located::{Kind, Located};
use crate::requirements::tables::pdm;
use crate::requirements::toml::{Table, Text, Toml};
use crate::sys;

/// Reads it.
pub fn parse(found: &Found) -> Result<Lock> {
    let toml = Toml::parse(&found.path, &found.bytes)?;
    let entry = toml.at(&["metadata", "lock_version"]).ok_or_else(|| parts::no_lock(found, "lock_version"))?;
    let text = entry.string()?;
    let version = text.as_str().parse::<Version>().ok();
    if version.as_ref().and_then(|version| version.release().first()) != Some(&4) {
        return Err(parts::unknown_version(entry.place(), text.as_str(), "4"));
    }
    let Some((path, bytes)) = &found.manifest else {
        return Err(parts::whole(found, "there is no pyproject.toml beside it that says what is needed"));
    };
    let manifest = Toml::parse(path, bytes)?;
    let mut lock = Lock { path: found.path.clone(), created_by: "pdm".into(), ..Lock::default() };
    targets(&toml, &mut lock)?;
    let mut all = Vec::new();
    for table in toml.at(&["package"]).map(|all| all.tables()).transpose()?.unwrap_or_default() {
        let read = Read::of(&table, found)?;
        let is_same = |other: &&Read<'_>| {
            (&other.name, &other.version, &other.extras, &other.origin)
                == (&read.name, &read.version, &read.extras, &read.origin)
        };
        if let Some(twin) = all.iter().find(is_same) {
            let line = parts::line(&twin.table.place());
            return Err(table.wrong(format!("{} is there twice, here and in line {line}", read.name)));
        }
        all.push(read);
    }
    let strategy = toml.at(&["metadata", "strategy"]).map(|all| all.strings()).transpose()?.unwrap_or_default();
    let is_told = strategy.iter().any(|text| text.as_str() == "inherit_metadata");
    let extras = pdm::extras(&manifest)?;
    let mut locked_groups = Vec::new();
    for text in toml.at(&["metadata", "groups"]).map(|all| all.strings()).transpose()?.unwrap_or_default() {
        match when(&text, &extras)? {
            When::Extra(extra) => lock.extras.push(extra),
            When::Group(group) => lock.groups.push(group),
            When::Always => {}
        }
        locked_groups.push(text);
    }
    let own = manifest.at(&["project", "name"]).and_then(|entry| entry.string().ok());
    let own = own.and_then(|text| PackageName::parse(text.as_str()).ok());
    let mut graph = Graph::default();
    for read in &all {
        // What is asked for with extras has an entry of its own, which needs the plain one.
        let package = read.extras.is_empty().then_some(lock.packages.len());
        let mut needs = Vec::new();
        for (requirement, text) in &read.needs {
            match need(requirement, &all) {
                Some(need) => needs.push((None, need)),
                // For another platform than those that were locked, or the project itself.
                None if requirement.marker.is_some() || is_told || own.as_ref() == Some(&requirement.name) => {}
                None => {
                    let name = &requirement.name;
                    return Err(text.wrong(format!("{} needs {name}, which is not in the lock", read.name)));
                }
            }
        }
        if let Some(origin) = read.origin.clone().filter(|_| package.is_some()) {
            let mut dependencies: Vec<Dependency> =
                read.needs.iter().map(|(r, _)| Dependency { name: r.name.clone(), version: None }).collect();
            dependencies.sort();
            dependencies.dedup();
            let requires = read.table.get("requires_python").map(|entry| pylock::specifiers(&entry)).transpose()?;
            lock.packages.push(Package {
                name: read.name.clone(),
                version: read.version.clone(),
                marker: None,
                requires_python: requires,
                dependencies,
                index: None,
                origin,
                place: read.table.place(),
            });
        }
        let needs = if is_told { Vec::new() } else { needs };
        graph.nodes.push(Node { name: read.name.clone(), package, needs, place: read.table.place() });
    }
    graph.roots = match is_told {
        true => told(&all, &extras)?,
        false => roots(found, &all, &mut lock)?,
    };
    lock.graph = Some(graph);
    lock.groups.sort();
    lock.groups.dedup();
    if let Some(hash) = toml.at(&["metadata", "content_hash"]) {
        lock.stale.extend(stale::of_pdm(&manifest, hash.string()?.as_str(), found)?);
    }
    Ok(lock)
}

// With several targets each package says by its marker for which it is.
fn targets(toml: &Toml, lock: &mut Lock) -> Result<()> {
    let targets = toml.at(&["metadata", "targets"]).map(|all| all.tables()).transpose()?.unwrap_or_default();
    let mut environments: Vec<Option<Marker>> = Vec::new();
    for target in &targets {
        let mut parts = Vec::new();
        if let Some(requires) = target.get("requires_python") {
            let specifiers = pylock::specifiers(&requires)?;
            if let [_] = targets.as_slice() {
                lock.requires_python = Some(specifiers.clone());
            }
            parts.extend(crate::requirements::tables::constraint::python_marker(&[specifiers]));
        }
        if let Some(platform) = target.get("platform") {
            let text = platform.string()?;
            parts.extend(platform_marker(text.as_str()));
        }
        if let Some(name) = target.get("implementation") {
            let text = name.string()?;
            parts.push(format!("implementation_name == '{}'", text.as_str().to_ascii_lowercase()));
        }
        let text = parts.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(" and ");
        environments.push(match parts.is_empty() {
            true => None,
            false => Some(Marker::parse(&text).map_err(|e| target.wrong(e.to_string()))?),
        });
    }
    // One that is for everything makes the others needless; a Python alone is said better.
    let has_platform =
        targets.iter().any(|target| target.get("platform").is_some() || target.get("implementation").is_some());
    if environments.iter().all(Option::is_some) && (has_platform || environments.len() > 1) {
        lock.environments = environments.into_iter().flatten().collect();
    }
    Ok(())
}

// pdm: `manylinux_2_17_x86_64`, `musllinux_1_1_x86_64`, `linux`, `macos_12_0_arm64`, `windows_amd64`.
fn platform_marker(platform: &str) -> Option<String> {
    let (system, machines): (&str, &[(&str, &str)]) = match platform {
        _ if platform.contains("linux") => (
            "linux",
            &[
                ("x86_64", "x86_64"),
                ("aarch64", "aarch64"),
                ("armv7l", "armv7l"),
                ("i686", "i686"),
                ("s390x", "s390x"),
                ("ppc64le", "ppc64le"),
            ],
        ),
        _ if platform.starts_with("mac") => ("darwin", &[("arm64", "arm64"), ("x86_64", "x86_64")]),
        _ if platform.starts_with("win") => ("win32", &[("amd64", "AMD64"), ("arm64", "ARM64")]),
        _ => return None,
    };
    let machine = machines.iter().find(|(end, _)| platform.ends_with(end));
    let machine = machine.map_or_else(String::new, |(_, name)| format!(" and platform_machine == '{name}'"));
    Some(format!("sys_platform == '{system}'{machine}"))
}

/// One `[[package]]`.
struct Read<'a> {
    table: Table<'a>,
    name: PackageName,
    version: Option<Version>,
    extras: Vec<ExtraName>,
    origin: Option<Origin>,
    needs: Vec<(Requirement, Text<'a>)>,
}

impl<'a> Read<'a> {
    fn of(table: &Table<'a>, found: &Found) -> Result<Read<'a>> {
        let (name, version) = parts::name_and_version(table)?;
        let reading = Reading { name: &name, version: version.as_ref(), directory: &found.directory };
        let mut extras = Vec::new();
        for text in table.get("extras").map(|entry| entry.strings()).transpose()?.unwrap_or_default() {
            extras.push(ExtraName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()))?);
        }
        extras.sort();
        let mut needs = Vec::new();
        for text in table.get("dependencies").map(|entry| entry.strings()).transpose()?.unwrap_or_default() {
            // A place on this machine is found by its name.
            let plain = text.as_str().strip_prefix("-e ").unwrap_or(text.as_str());
            let requirement = Requirement::parse_lenient(plain);
            needs.push((requirement.map_err(|e| text.wrong(e.to_string()))?, text));
        }
        // An entry with extras repeats where its package comes from.
        let origin = if extras.is_empty() { Some(origin(table, &reading)?) } else { None };
        Ok(Read { table: *table, version, extras, origin, needs, name })
    }
}

fn origin(table: &Table<'_>, reading: &Reading<'_>) -> Result<Origin> {
    let name = reading.name;
    let string = |key: &'static str| table.get(key).map(|entry| entry.string()).transpose();
    let files = table.get("files").map(|entry| entry.tables()).transpose()?.unwrap_or_default();
    let below = string("subdirectory")?.map(|text| parts::subdirectory(&text, name)).transpose()?;
    let hash = || match files.first() {
        Some(file) => parts::hash(file, name),
        None => Err(parts::no_hash(table.place(), name, "its file")),
    };
    if let Some(text) = string("git")? {
        let revision = string("revision")?;
        let id = revision.ok_or_else(|| table.wrong(format!("{name}: it has no revision")))?;
        let requested = string("ref")?.map(|text| text.as_str().to_owned());
        if let Ok(parsed) = url::Url::parse(text.as_str()) {
            pylock::refuse_credentials(&parsed, &text)?;
        }
        let commit = Commit { repository: text.as_str(), commit: id.as_str(), requested, subdirectory: below };
        return Ok(Origin::Place(Box::new(parts::commit(commit, name).map_err(|why| text.wrong(why))?)));
    }
    if let Some(text) = string("path")? {
        let (url, path) = reading.path(&text)?;
        let directory = sys::fs::absolute(std::path::Path::new(&path), reading.directory);
        if crate::requirements::located::is_archive(&path) {
            let mut source = parts::archive_at(&url, name, hash()?, &text)?;
            source.path = Some(path);
            return Ok(Origin::Place(Box::new(source)));
        }
        let is_editable = table.get("editable").map(|entry| entry.bool()).transpose()?.unwrap_or(false);
        let kind = Kind::Directory(directory);
        let located = Located { kind, url, hashes: Vec::new(), subdirectory: below, is_editable };
        return Ok(Origin::Place(Box::new(Source { located, requested_revision: None, path: Some(path), size: None })));
    }
    if let Some(text) = string("url")? {
        let mut source = parts::archive_at(&pylock::url(&text)?, name, hash()?, &text)?;
        source.located.subdirectory = below;
        return Ok(Origin::Place(Box::new(source)));
    }
    if reading.version.is_none() {
        return Err(table.wrong(format!("{name} has no version")));
    }
    // The strategy `static_urls` writes where each file is.
    let (mut located, mut listed): (Vec<File>, Vec<Listed>) = (Vec::new(), Vec::new());
    for file in &files {
        let hash = parts::hash(file, name)?;
        if let Some(entry) = file.get("url") {
            let url = pylock::url(&entry.string()?)?;
            let file_name = pylock::last(&url);
            if parts::is_of(reading, &file_name).is_ok() {
                located.push(File {
                    name: file_name,
                    url,
                    path: None,
                    upload_time: None,
                    size: None,
                    hashes: vec![hash],
                });
            }
            continue;
        }
        let text = file.get("file").ok_or_else(|| file.wrong(format!("{name}: a file has no name")))?.string()?;
        if parts::is_of(reading, text.as_str()).is_ok() {
            listed.push(Listed { name: Some(text.as_str().to_owned()), hash });
        }
    }
    match (located.is_empty(), listed.is_empty()) {
        (true, true) => Err(parts::no_hash(table.place(), name, "it has no files, so what is installed")),
        (false, _) => Ok(Origin::Files(located)),
        (true, false) => Ok(Origin::Listed(listed)),
    }
}

fn need(requirement: &Requirement, all: &[Read<'_>]) -> Option<Need> {
    let fits = |read: &Read<'_>, extras: &[ExtraName]| {
        let is_version = match (requirement.specifiers(), &read.version) {
            (Some(specifiers), Some(version)) => specifiers.contains(version),
            _ => true,
        };
        read.name == requirement.name && read.extras == extras && is_version
    };
    let of = |extras: &[ExtraName]| {
        let mut to: Vec<usize> = (0..all.len()).filter(|at| fits(&all[*at], extras)).collect();
        to.sort_by(|a, b| all[*b].version.cmp(&all[*a].version));
        to
    };
    let mut to = of(&requirement.extras);
    // An extra that its package does not have has no entry.
    if to.is_empty() {
        to = of(&[]);
    }
    (!to.is_empty()).then(|| Need { to, extras: Vec::new(), marker: requirement.marker.clone() })
}

fn when(text: &Text<'_>, extras: &[ExtraName]) -> Result<When> {
    if text.as_str() == "default" {
        return Ok(When::Always);
    }
    match ExtraName::parse(text.as_str()).ok().filter(|name| extras.contains(name)) {
        Some(extra) => Ok(When::Extra(extra)),
        None => GroupName::parse(text.as_str()).map(When::Group).map_err(|e| text.wrong(e.to_string())),
    }
}

fn told(all: &[Read<'_>], extras: &[ExtraName]) -> Result<Vec<(When, Need)>> {
    let mut roots = Vec::new();
    for (at, read) in all.iter().enumerate().filter(|(_, read)| read.extras.is_empty()) {
        let table = &read.table;
        let marker = table.get("marker").map(|entry| parts::marker(&entry.string()?)).transpose()?;
        let groups = table.get("groups").ok_or_else(|| table.wrong(format!("{} has no groups", read.name)))?;
        for text in groups.strings()? {
            let need = Need { to: vec![at], extras: Vec::new(), marker: marker.clone() };
            roots.push((when(&text, extras)?, need));
        }
    }
    Ok(roots)
}

fn roots(found: &Found, all: &[Read<'_>], lock: &mut Lock) -> Result<Vec<(When, Need)>> {
    let mut roots = Vec::new();
    for (when, said) in pdm::roots(found)? {
        let requirement = &said.value.requirement;
        match need(requirement, all) {
            Some(need) => roots.push((when, need)),
            None if requirement.marker.is_some() => {}
            None => lock.stale.push(format!("{} asks for {}, and it has none", said.from, requirement.name)),
        }
    }
    Ok(roots)
}
