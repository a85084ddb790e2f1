//! `uv.lock`, version 1: every package with its files, and who needs whom.

use std::collections::BTreeMap;

use super::super::graph::{Graph, Need, Node, When};
use super::super::pylock::{self, Reading};
use super::super::{Dependency, File, Found, Lock, Origin, Package, Place, Source};
use super::{Result, parts};
use crate::pep::marker::Marker;
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::version::Version;
use crate::requirements::located::{Kind, Located};
use crate::requirements::toml::{Entry, Table, Text, Toml};
use crate::sys;

/// Reads it.
pub fn parse(found: &Found) -> Result<Lock> {
    let toml = Toml::parse(&found.path, &found.bytes)?;
    let version = toml.at(&["version"]).ok_or_else(|| parts::no_lock(found, "version"))?;
    // A later revision of the same version only adds.
    if version.number()? != 1 {
        return Err(parts::unknown_version(version.place(), &version.number()?.to_string(), "1"));
    }
    let mut lock = Lock { path: found.path.clone(), created_by: "uv".into(), ..Lock::default() };
    lock.requires_python = toml.at(&["requires-python"]).map(|entry| pylock::specifiers(&entry)).transpose()?;
    for key in ["supported-markers", "resolution-markers"] {
        let markers = match toml.at(&[key]) {
            Some(entry) => entry.strings()?.iter().map(parts::marker).collect::<Result<Vec<Marker>>>()?,
            None => Vec::new(),
        };
        // By the second alone uv tells forks apart; together they cover every environment of the first.
        if key == "supported-markers" {
            lock.environments = markers;
        }
    }
    let mut all = Vec::new();
    if let Some(packages) = toml.at(&["package"]) {
        for table in packages.tables()? {
            all.push(Read::of(&table, found)?);
        }
    }
    let graph = graph(&toml, &all, found, &mut lock)?;
    for (read, node) in all.into_iter().zip(&graph.nodes) {
        if let Some(origin) = read.origin {
            lock.packages.push(Package {
                dependencies: dependencies(node, &graph),
                name: read.name,
                version: read.version,
                marker: None,
                requires_python: None,
                index: read.index,
                origin,
                place: read.place,
            });
        }
    }
    lock.graph = Some(graph);
    lock.stale = super::stale::of_uv(&toml, found)?;
    Ok(lock)
}

fn dependencies(node: &Node, graph: &Graph) -> Vec<Dependency> {
    let names = node.needs.iter().flat_map(|(_, need)| &need.to).map(|to| graph.nodes[*to].name.clone());
    let mut all: Vec<Dependency> = names.map(|name| Dependency { name, version: None }).collect();
    all.sort();
    all.dedup();
    all
}

/// One `[[package]]`.
struct Read<'a> {
    table: Table<'a>,
    name: PackageName,
    version: Option<Version>,
    /// As written, to tell two of one name apart.
    source: (&'a str, &'a str),
    /// None for what is not installed itself.
    origin: Option<Origin>,
    index: Option<String>,
    place: Place,
}

impl<'a> Read<'a> {
    fn of(table: &Table<'a>, found: &Found) -> Result<Read<'a>> {
        let table = *table;
        let (name, version) = parts::name_and_version(&table)?;
        let entry = table.get("source").ok_or_else(|| table.wrong(format!("{name} has no source")))?;
        let source = source(&entry)?;
        let reading = Reading { name: &name, version: version.as_ref(), directory: &found.directory };
        let text = entry.get(source.0).map(|at| at.string()).transpose()?;
        let text = text.ok_or_else(|| entry.wrong(format!("the source of {name} cannot be read")))?;
        let mut index = None;
        let origin = match source.0 {
            "registry" => {
                index =
                    source.1.contains("://").then(|| pylock::url(&text).map(|_| source.1.to_owned())).transpose()?;
                let files = files(&table, &reading, source.1, found)?;
                if files.is_empty() {
                    return Err(table.wrong(format!("{name} has no files")));
                }
                Some(Origin::Files(files))
            }
            "git" => Some(Origin::Place(Box::new(parts::git(&text, &name)?))),
            "url" => Some(Origin::Place(Box::new(url(&table, &entry, &text, &name)?))),
            "path" => Some(Origin::Place(Box::new(archive(&table, &text, &reading)?))),
            "virtual" => None,
            "directory" | "editable" => {
                let (url, path) = reading.path(&text)?;
                let directory = sys::fs::absolute(std::path::Path::new(&path), &found.directory);
                let located = Located {
                    kind: Kind::Directory(directory),
                    url,
                    hashes: Vec::new(),
                    subdirectory: None,
                    is_editable: source.0 == "editable",
                };
                Some(Origin::Place(Box::new(Source {
                    located,
                    requested_revision: None,
                    path: Some(path),
                    size: None,
                })))
            }
            other => {
                let other = crate::ui::clean(other);
                return Err(entry.wrong(format!("the source of {name} is of a kind that nobody knows: \"{other}\"")));
            }
        };
        if matches!(origin, Some(Origin::Files(_))) && version.is_none() {
            return Err(table.wrong(format!("{name} has no version")));
        }
        Ok(Read { name, version, source, origin, index, place: table.place(), table })
    }
}

fn source<'a>(entry: &Entry<'a>) -> Result<(&'a str, &'a str)> {
    const KINDS: [&str; 7] = ["registry", "git", "url", "path", "directory", "editable", "virtual"];
    let all = entry.table()?;
    let first = all.iter().find(|one| KINDS.contains(&one.key())).or(all.first());
    let first = first.ok_or_else(|| entry.wrong("it says nothing"))?;
    Ok((first.key(), first.string()?.as_str()))
}

fn files(table: &Table<'_>, reading: &Reading<'_>, registry: &str, found: &Found) -> Result<Vec<File>> {
    let mut tables = Vec::new();
    tables.extend(table.get("sdist").map(|sdist| sdist.as_table()).transpose()?);
    tables.extend(table.get("wheels").map(|wheels| wheels.tables()).transpose()?.unwrap_or_default());
    tables.iter().map(|file| parts::file(file, reading, registry, found)).collect()
}

fn url(table: &Table<'_>, entry: &Entry<'_>, text: &Text<'_>, name: &PackageName) -> Result<Source> {
    let hash = hash_of(table, name)?;
    let mut source = parts::archive_at(&pylock::url(text)?, name, hash, text)?;
    if let Some(below) = entry.get("subdirectory") {
        source.located.subdirectory = Some(parts::subdirectory(&below.string()?, name)?);
    }
    Ok(source)
}

fn archive(table: &Table<'_>, text: &Text<'_>, reading: &Reading<'_>) -> Result<Source> {
    let (url, path) = reading.path(text)?;
    let mut source = parts::archive_at(&url, reading.name, hash_of(table, reading.name)?, text)?;
    source.path = Some(path);
    Ok(source)
}

// The one file of a package that comes from one place.
fn hash_of(table: &Table<'_>, name: &PackageName) -> Result<crate::requirements::Hash> {
    let wheel = table.get("wheels").map(|wheels| wheels.tables()).transpose()?.and_then(|all| all.first().copied());
    let sdist = table.get("sdist").map(|sdist| sdist.as_table()).transpose()?;
    match wheel.or(sdist) {
        Some(file) => parts::hash(&file, name),
        None => Err(parts::no_hash(table.place(), name, "its file")),
    }
}

fn graph(toml: &Toml, all: &[Read<'_>], found: &Found, lock: &mut Lock) -> Result<Graph> {
    let mut by_name: BTreeMap<&PackageName, Vec<usize>> = BTreeMap::new();
    for (at, read) in all.iter().enumerate() {
        let others = by_name.entry(&read.name).or_default();
        if let Some(twin) = others
            .iter()
            .map(|other| &all[*other])
            .find(|other| other.version == read.version && other.source == read.source)
        {
            let line = parts::line(&twin.place);
            return Err(read.table.wrong(format!("{} is there twice, here and in line {line}", read.name)));
        }
        others.push(at);
    }
    let mut graph = Graph::default();
    let mut package = 0..;
    for read in all {
        let mut needs = Vec::new();
        if let Some(list) = read.table.get("dependencies") {
            needs.extend(needs_of(&list, None, all, &by_name)?);
        }
        if let Some(extras) = read.table.get("optional-dependencies") {
            for list in extras.table()? {
                let extra = ExtraName::parse(list.key()).map_err(|e| list.wrong(e.to_string()))?;
                needs.extend(needs_of(&list, Some(extra), all, &by_name)?);
            }
        }
        let package = read.origin.is_some().then(|| package.next()).flatten();
        graph.nodes.push(Node { name: read.name.clone(), package, needs, place: read.place.clone() });
    }
    roots(toml, all, &by_name, &mut graph, found, lock)?;
    Ok(graph)
}

fn needs_of(
    list: &Entry<'_>,
    extra: Option<ExtraName>,
    all: &[Read<'_>],
    by_name: &BTreeMap<&PackageName, Vec<usize>>,
) -> Result<Vec<(Option<ExtraName>, Need)>> {
    let mut needs = Vec::new();
    for table in list.tables()? {
        needs.push((extra.clone(), need(&table, all, by_name)?));
    }
    Ok(needs)
}

fn need(table: &Table<'_>, all: &[Read<'_>], by_name: &BTreeMap<&PackageName, Vec<usize>>) -> Result<Need> {
    let (name, version) = parts::name_and_version(table)?;
    let source = table.get("source").map(|entry| source(&entry)).transpose()?;
    let mut to: Vec<usize> = by_name.get(&name).cloned().unwrap_or_default();
    to.retain(|at| version.is_none() || all[*at].version == version);
    to.retain(|at| source.is_none_or(|source| all[*at].source == source));
    match to.as_slice() {
        [_] => {}
        [] => return Err(table.wrong(format!("{name} is needed and is not in the lock"))),
        _ => return Err(table.wrong(format!("{name} is needed, and which one of those in the lock is not said"))),
    }
    let mut extras = Vec::new();
    // Revision 0 had one, later ones have a list.
    for key in ["extra", "extras"] {
        let Some(entry) = table.get(key) else { continue };
        let texts = match entry.string() {
            Ok(text) => vec![text],
            Err(_) => entry.strings()?,
        };
        for text in texts {
            extras.push(ExtraName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()))?);
        }
    }
    let marker = table.get("marker").map(|entry| parts::marker(&entry.string()?)).transpose()?;
    Ok(Need { to, extras, marker })
}

// uv: the project in the lock's directory; in a workspace without one, every member of it.
fn roots(
    toml: &Toml,
    all: &[Read<'_>],
    by_name: &BTreeMap<&PackageName, Vec<usize>>,
    graph: &mut Graph,
    found: &Found,
    lock: &mut Lock,
) -> Result<()> {
    let is_here =
        |read: &Read<'_>| matches!(read.source, ("editable" | "virtual" | "directory", at) if at == found.project);
    let mut members: Vec<usize> = all.iter().position(is_here).into_iter().collect();
    let is_project = !members.is_empty();
    if let Some(list) = toml.at(&["manifest", "members"]).filter(|_| !is_project && found.project == ".") {
        for text in list.strings()? {
            let name = PackageName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()))?;
            let at = by_name.get(&name).and_then(|all| all.first());
            members.push(*at.ok_or_else(|| text.wrong(format!("{name} is a member and is not in the lock")))?);
        }
    }
    let groups_of_none = toml.at(&["manifest", "dependency-groups"]);
    if members.is_empty() && (groups_of_none.is_none() || found.project != ".") {
        return Err(parts::whole(found, "it has no package for this directory"));
    }
    graph.project = is_project.then(|| all[members[0]].name.clone());
    for member in members {
        let read = &all[member];
        let itself = |extras| Need { to: vec![member], extras, marker: None };
        graph.roots.push((When::Always, itself(Vec::new())));
        if let Some(extras) = read.table.get("optional-dependencies") {
            for list in extras.table()? {
                let extra = ExtraName::parse(list.key()).map_err(|e| list.wrong(e.to_string()))?;
                graph.roots.push((When::Extra(extra.clone()), itself(vec![extra.clone()])));
                lock.extras.push(extra);
            }
        }
        let metadata = read.table.get("metadata");
        // An extra without requirements is listed there only.
        for text in
            metadata.and_then(|m| m.get("provides-extras")).map(|e| e.strings()).transpose()?.unwrap_or_default()
        {
            lock.extras.push(ExtraName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()))?);
        }
        for groups in
            [read.table.get("dev-dependencies"), read.table.get("metadata").and_then(|m| m.get("requires-dev"))]
        {
            for list in groups.map(|groups| groups.table()).transpose()?.unwrap_or_default() {
                lock.groups.push(GroupName::parse(list.key()).map_err(|e| list.wrong(e.to_string()))?);
            }
        }
        for list in read.table.get("dev-dependencies").map(|groups| groups.table()).transpose()?.unwrap_or_default() {
            let group = GroupName::parse(list.key()).map_err(|e| list.wrong(e.to_string()))?;
            for table in list.tables()? {
                graph.roots.push((When::Group(group.clone()), need(&table, all, by_name)?));
            }
        }
    }
    // Of a workspace without a project: as they are required, not as they were locked.
    for list in groups_of_none.map(|groups| groups.table()).transpose()?.unwrap_or_default() {
        let group = GroupName::parse(list.key()).map_err(|e| list.wrong(e.to_string()))?;
        for table in list.tables()? {
            graph.roots.push((When::Group(group.clone()), need_of_requirement(&table, all, by_name)?));
        }
        lock.groups.push(group);
    }
    lock.groups.sort();
    lock.groups.dedup();
    lock.extras.sort();
    lock.extras.dedup();
    Ok(())
}

fn need_of_requirement(
    table: &Table<'_>,
    all: &[Read<'_>],
    by_name: &BTreeMap<&PackageName, Vec<usize>>,
) -> Result<Need> {
    let name = table.get("name").ok_or_else(|| table.wrong("a requirement has no name"))?.string()?;
    let name = PackageName::parse(name.as_str()).map_err(|e| name.wrong(e.to_string()))?;
    let specifier = table.get("specifier").map(|entry| pylock::specifiers(&entry)).transpose()?;
    let mut to = by_name.get(&name).cloned().unwrap_or_default();
    let fits = |at: &usize| match (&specifier, &all[*at].version) {
        (Some(specifier), Some(version)) => specifier.contains(version),
        _ => true,
    };
    to.retain(fits);
    to.sort_by(|a, b| all[*b].version.cmp(&all[*a].version));
    if to.is_empty() {
        return Err(table.wrong(format!("{name} is needed and is not in the lock")));
    }
    let extras = table.get("extras").map(|entry| entry.strings()).transpose()?.unwrap_or_default();
    let extras = extras.iter().map(|text| ExtraName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string())));
    let extras = extras.collect::<Result<_>>()?;
    let marker = table.get("marker").map(|entry| parts::marker(&entry.string()?)).transpose()?;
    Ok(Need { to, extras, marker })
}
