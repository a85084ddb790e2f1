//! Solutions of parts -> one lock: each package with the marker that holds where it is needed, and by whom.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::places;
use super::solve::{Chosen, Slice, Universe};
use crate::error::Result;
use crate::flow::sources::Builder;
use crate::index::File;
use crate::pep::marker::Marker;
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::tags::{Os, Platform, Tags, Target};
use crate::pep::version::Version;
use crate::requirements::located::{self, Kind};
use crate::requirements::lock::{self, Dependency, Origin, Package};
use crate::requirements::{Hash, Place};
use crate::resolve::Root;
use crate::resolve::universe::{Region, words};

/// Who asks for packages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The project itself.
    Base,
    /// An extra of it.
    Extra(ExtraName),
    /// A dependency group of it.
    Group(GroupName),
}

/// What a part asks for.
pub(super) struct Asks {
    pub part: Part,
    pub roots: Vec<Root>,
}

/// What makes two entries of a lock one.
type Key = (PackageName, Version, Option<String>);

struct Entry {
    regions: BTreeMap<Part, Region>,
    needs: BTreeSet<(PackageName, Version)>,
    chosen: Chosen,
}

/// The packages. `base` is the group that stands for the project itself where it can be left out.
pub(super) fn packages(
    builder: &Builder<'_>,
    universe: &Universe,
    slices: &[Slice],
    parts: &[Asks],
    base: Option<&GroupName>,
    directory: &Path,
) -> Result<Vec<Package>> {
    let whole = slices.iter().fold(Region::default(), |whole, slice| whole.and(&slice.region));
    let mut entries: BTreeMap<Key, Entry> = BTreeMap::new();
    for slice in slices {
        for asks in parts {
            for name in reached(universe, slice, &asks.roots) {
                let pinned = &slice.resolution.packages[name];
                let key = key(slice, name);
                let entry = entries.entry(key).or_insert_with(|| Entry {
                    regions: BTreeMap::new(),
                    needs: BTreeSet::new(),
                    chosen: slice.chosen[name].clone(),
                });
                let region = entry.regions.entry(asks.part.clone()).or_default();
                *region = region.and(&slice.region);
                let needs = pinned.dependencies.iter().map(|need| &need.name);
                entry
                    .needs
                    .extend(needs.map(|needed| (needed.clone(), slice.resolution.packages[needed].version.clone())));
            }
        }
    }
    let mut versions: BTreeMap<PackageName, usize> = BTreeMap::new();
    for (name, ..) in entries.keys() {
        *versions.entry(name.clone()).or_default() += 1;
    }
    let wheels = Wheels::of(universe, &whole);
    let package = |((name, version, _), entry): (&Key, &Entry)| -> Result<Package> {
        Ok(Package {
            name: name.clone(),
            // A directory's version is whatever it says when it is looked at.
            version: (!is_directory(&entry.chosen)).then(|| version.clone()),
            marker: marker(universe, &whole, &entry.regions, base),
            requires_python: entry.chosen.requires_python.clone().filter(|specifiers| !specifiers.is_any()),
            dependencies: entry
                .needs
                .iter()
                .map(|(name, version)| Dependency {
                    name: name.clone(),
                    version: (versions.get(name).copied().unwrap_or(0) > 1).then(|| version.clone()),
                })
                .collect(),
            index: index(&entry.chosen),
            origin: origin(builder, &entry.chosen, &wheels, directory)?,
            place: Place::Whole(directory.to_owned()),
        })
    };
    entries.iter().map(package).collect()
}

fn key(slice: &Slice, name: &PackageName) -> Key {
    let place = slice.chosen[name].direct.as_ref().map(|direct| direct.located.text());
    (name.clone(), slice.resolution.packages[name].version.clone(), place)
}

// The packages that these roots bring into a solution, themselves included.
fn reached<'s>(universe: &Universe, slice: &'s Slice, roots: &[Root]) -> BTreeSet<&'s PackageName> {
    let mut reached = BTreeSet::new();
    let Some((platform, point)) = slice.region.first() else { return reached };
    let environment = universe.platforms[platform].environment(point);
    let mut seen: BTreeSet<(PackageName, Option<ExtraName>)> = BTreeSet::new();
    let mut ahead: Vec<(PackageName, Option<ExtraName>)> = Vec::new();
    let add = |ahead: &mut Vec<_>, name: &PackageName, extras: &[ExtraName]| {
        ahead.push((name.clone(), None));
        ahead.extend(extras.iter().map(|extra| (name.clone(), Some(extra.clone()))));
    };
    for root in roots {
        let requirement = &root.requirement;
        if requirement.marker.as_ref().is_none_or(|marker| marker.evaluate(&environment, &[]).unwrap_or(false)) {
            add(&mut ahead, &requirement.name, &requirement.extras);
        }
    }
    while let Some((name, extra)) = ahead.pop() {
        let Some((own, pinned)) = slice.resolution.packages.get_key_value(&name) else { continue };
        if !seen.insert((name, extra.clone())) {
            continue;
        }
        reached.insert(own);
        for need in pinned.dependencies.iter().filter(|need| need.because_of == extra) {
            add(&mut ahead, &need.name, &need.extras);
        }
    }
    reached
}

fn marker(
    universe: &Universe,
    whole: &Region,
    regions: &BTreeMap<Part, Region>,
    base: Option<&GroupName>,
) -> Option<Marker> {
    let words = |region: &Region| words::marker(&universe.platforms, whole, region).map(|marker| marker.to_string());
    let own = regions.get(&Part::Base).cloned().unwrap_or_default();
    // Where, and who there. No names: the project itself, which cannot be left out.
    let mut said: Vec<(Option<String>, Vec<String>)> = Vec::new();
    for (part, region) in regions {
        let name = match part {
            Part::Base => base.map(|group| format!("\"{group}\" in dependency_groups")),
            Part::Extra(extra) => Some(format!("\"{extra}\" in extras")),
            Part::Group(group) => Some(format!("\"{group}\" in dependency_groups")),
        };
        let region = match (part, base) {
            (Part::Base, _) | (_, Some(_)) => region.clone(),
            // Nothing is to be said of what the project has anyway.
            (_, None) => region.without(&own),
        };
        if region.is_empty() {
            continue;
        }
        let place = words(&region);
        match name {
            None if place.is_none() => return None,
            None => said.push((place, Vec::new())),
            Some(name) => match said.iter_mut().find(|(other, names)| *other == place && !names.is_empty()) {
                Some((_, names)) => names.push(name),
                None => said.push((place, vec![name])),
            },
        }
    }
    let texts = said.into_iter().map(|(place, names)| match (place, names.join(" or ")) {
        (None, names) => names,
        (Some(place), names) if names.is_empty() => place,
        (Some(place), names) => format!("{} and {}", words::grouped(&names), words::grouped(&place)),
    });
    let text = texts.collect::<Vec<_>>().join(" or ");
    Some(Marker::parse(&text).expect("it was written by the rules of markers"))
}

fn is_directory(chosen: &Chosen) -> bool {
    chosen.direct.as_ref().is_some_and(|direct| matches!(direct.located.kind, Kind::Directory(_)))
}

fn index(chosen: &Chosen) -> Option<String> {
    let file = chosen.files.first()?;
    let is_index = file.origin.starts_with("http") && !file.url.starts_with("file:");
    is_index.then(|| lock::without_credentials(&file.origin))
}

/// The wheels that somebody could install.
struct Wheels(Vec<Tags>);

impl Wheels {
    fn of(universe: &Universe, whole: &Region) -> Wheels {
        let mut all = Vec::new();
        for platform in whole.platforms() {
            for (major, minor) in whole.minors() {
                all.push(universe.tags(platform, [major, minor, 0]));
            }
        }
        // No marker tells the musl twin of a Linux, or a Python without its lock, from the usual one.
        let twins = universe.targets.iter().flat_map(|target| {
            let free = Target { free_threaded: true, ..target.clone() };
            let is_glibc = matches!(target.platform.os, Os::Glibc { .. });
            let musl = |target: &Target| {
                let platform = Platform { os: Os::Musl { major: 1, minor: 2 }, ..target.platform.clone() };
                Target { platform, ..target.clone() }
            };
            let musls = if is_glibc { vec![musl(target), musl(&free)] } else { Vec::new() };
            std::iter::once(free).chain(musls).collect::<Vec<_>>()
        });
        for target in twins {
            for (major, minor) in whole.minors().into_iter().filter(|minor| !target.free_threaded || *minor >= (3, 13))
            {
                let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
                all.push(Tags::of(&Target { version: (number(major), number(minor)), ..target.clone() }));
            }
        }
        Wheels(all)
    }

    fn wants(&self, file: &File) -> bool {
        file.wheel().is_none_or(|wheel| self.0.iter().any(|tags| tags.rank(wheel).is_some()))
    }
}

fn is_local(file: &File) -> bool {
    located::path_of(&file.url).is_some()
}

fn origin(builder: &Builder<'_>, chosen: &Chosen, wheels: &Wheels, directory: &Path) -> Result<Origin> {
    if let Some(direct) = &chosen.direct {
        return Ok(Origin::Place(Box::new(places::source(builder, direct, directory)?)));
    }
    // A file that an index has is not named by where this machine has it.
    let elsewhere = |file: &File| chosen.files.iter().any(|f| f.file_name() == file.file_name() && !is_local(f));
    let files = chosen.files.iter().filter(|file| wheels.wants(file) && !(is_local(file) && elsewhere(file)));
    Ok(Origin::Files(files.map(|file| self::file(builder, file, directory)).collect::<Result<_>>()?))
}

fn file(builder: &Builder<'_>, file: &File, directory: &Path) -> Result<lock::File> {
    let path = located::path_of(&file.url);
    let time = file.upload_time.as_deref().filter(|time| time.parse::<toml_edit::Datetime>().is_ok());
    let hash = |digest: &crate::fetch::Digest| Hash::parse(&digest.to_string()).ok();
    let mut hashes: Vec<Hash> = file.digests.iter().filter_map(hash).collect();
    if hashes.is_empty() {
        hashes.extend(hash(&places::hash(builder, file)?));
    }
    Ok(lock::File {
        name: file.file_name().to_owned(),
        url: lock::without_credentials(&file.url),
        path: path.map(|path| lock::relative(&path, directory)),
        upload_time: time.map(str::to_owned),
        size: file.size,
        hashes,
    })
}
