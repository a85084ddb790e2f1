//! A lock as the answer to what a project asks for: its packages for this environment, each with the file that fits best.
//!
//! Asks no index. Hashes are always checked, by whoever fetches.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::listed::{Indexes, allowed};
use crate::error::{Plain, Result};
use crate::fetch::Digest;
use crate::flow::obtain::Want;
use crate::flow::rating::Target;
use crate::flow::resolution::{Answer, For};
use crate::flow::sources::Builder;
use crate::index::{CoreMetadata, File, Kind};
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::requirement::{Requirement, Source as From};
use crate::pep::wheel_name::{SdistName, WheelName};
use crate::requirements::Formats;
use crate::requirements::located;
use crate::requirements::lock::select::{self, select};
use crate::requirements::lock::{self, Lock, LockError, Origin, Package};
use crate::requirements::{Requirements, Root};
use crate::resolve::{Need, Pinned, Resolution};
use crate::sourced::Sourced;

/// What of a lock is wanted.
pub(in crate::flow) struct Part<'a> {
    pub extras: &'a [ExtraName],
    pub groups: &'a [GroupName],
    /// Only those, not what the project itself needs.
    pub groups_only: bool,
    /// The project, when it is not installed itself.
    pub without: Option<&'a Path>,
    /// What the project asks for.
    pub requirements: &'a Requirements,
    /// `--no-binary`, `--only-binary`.
    pub formats: Formats,
    /// The project itself, where the lock is of a tool that does not write it into its lock.
    pub itself: Vec<Sourced<Root>>,
}

/// The packages of `lock`, which lies in `directory`, for a target.
pub(in crate::flow) fn answer(
    builder: &Builder<'_>,
    lock: &Lock,
    directory: &Path,
    part: &Part<'_>,
    target: For,
) -> Result<Answer> {
    let whom = select::For {
        environment: &target.markers,
        python: &target.python,
        extras: part.extras,
        groups: part.groups,
        groups_only: part.groups_only,
    };
    let mut selected = select(lock, &whom)?;
    if let Some(project) = part.without {
        selected.retain(|_, package| directory_of(package) != Some(project));
    }
    let here = select::here(&target.markers);
    let fits = Target {
        tags: target.tags,
        python: target.python.clone(),
        cutoffs: Default::default(),
        formats: part.formats.clone(),
        reads_any_wheel: false,
    };
    builder.session.index.settle(&target.markers);
    let indexes = Indexes::of(builder.session, &selected.values().copied().collect::<Vec<_>>())?;
    let mut places = part.itself.clone();
    let mut wants = BTreeMap::new();
    for (name, package) in &selected {
        check_paths(package, directory, part.requirements, &builder.session.index.directories())?;
        match &package.origin {
            Origin::Files(files) => {
                let listed: Vec<Arc<File>> =
                    files.iter().filter_map(|file| listed(package, file)).map(Arc::new).collect();
                wants.insert((*name).clone(), want(package, &listed, None, &fits, &here)?);
            }
            Origin::Listed(all) => {
                let files = indexes.files(package, all)?;
                wants.insert((*name).clone(), want(package, &files, Some(allowed(all)), &fits, &here)?);
            }
            Origin::Place(source) => places.push(root(package, &source.located)),
        }
    }
    let direct = builder.places(places.iter())?.direct;
    for root in &places {
        let name = &root.value.requirement.name;
        let direct = direct.get(name).cloned().expect("every one of them was asked for");
        let version = direct.file.version();
        if let Some(package) = selected.get(name)
            && let Some(locked) = package.version.as_ref().filter(|locked| *locked != version)
        {
            return Err(Plain::refused(format!(
                "{}: {name} is locked as {locked}, and it is {version} there",
                package.place
            ))
            .hint(lock.tool.map_or(lock::ANEW, lock::Tool::anew))
            .into());
        }
        let allowed = digests(root.value.all_hashes());
        wants.insert(name.clone(), Want { file: direct.file.clone(), allowed, direct: Some(Arc::new(direct)) });
    }
    Ok(Answer { resolution: resolution(&selected, &wants, part), wants, digests: BTreeMap::new() })
}

// `allowed` are the hashes of all files of a package that are locked without their places.
fn want(
    package: &Package,
    files: &[Arc<File>],
    allowed: Option<Vec<Digest>>,
    fits: &Target,
    here: &str,
) -> Result<Want> {
    if let Some(best) = fits.rate(files, allowed.as_deref()).best {
        return Ok(Want { allowed: allowed.unwrap_or_else(|| best.digests.clone()), file: best, direct: None });
    }
    let mut names: Vec<&str> = files.iter().map(|file| file.file_name()).take(3).collect();
    if files.len() > names.len() {
        names.push("...");
    }
    Err(LockError::NoFile {
        place: package.place.clone(),
        package: title(package),
        here: here.to_owned(),
        files: names.join(", "),
    }
    .into())
}

// In the words of an index. The reader of the lock has seen that the names are right.
fn listed(package: &Package, file: &lock::File) -> Option<File> {
    let kind = match file.name.ends_with(".whl") {
        true => Kind::Wheel(WheelName::parse_of(&package.name, &file.name).ok()?),
        false => Kind::Sdist(SdistName::parse_of(&package.name, &file.name).ok()?),
    };
    Some(File {
        kind,
        url: file.url.as_str().into(),
        digests: digests(file.hashes.iter()),
        size: file.size,
        requires_python: None,
        yanked: None,
        core_metadata: CoreMetadata::default(),
        upload_time: None,
        origin: file.url.as_str().into(),
    })
}

fn digests<'h>(hashes: impl Iterator<Item = &'h crate::requirements::Hash>) -> Vec<Digest> {
    hashes.filter_map(|hash| Digest::parse(&hash.to_string())).collect()
}

fn root(package: &Package, located: &crate::requirements::Located) -> Sourced<Root> {
    let requirement =
        Requirement { name: package.name.clone(), extras: Vec::new(), source: From::Url(located.text()), marker: None };
    Sourced::new(Root { located: Some(located.clone()), ..Root::new(requirement) }, package.place.source())
}

/// The directory it is installed from.
fn directory_of(package: &Package) -> Option<&Path> {
    match &package.origin {
        Origin::Place(source) => match &source.located.kind {
            located::Kind::Directory(path) => Some(path),
            _ => None,
        },
        Origin::Files(_) | Origin::Listed(_) => None,
    }
}

// A lock that came with a project names what lies in it; what lies elsewhere on this machine only the project's own
// requirements and the person's own settings may name.
fn check_paths(package: &Package, directory: &Path, requirements: &Requirements, find_links: &[PathBuf]) -> Result<()> {
    let urls: Vec<(&str, Option<&String>)> = match &package.origin {
        Origin::Files(files) => files.iter().map(|file| (file.url.as_str(), file.path.as_ref())).collect(),
        Origin::Listed(_) => Vec::new(),
        Origin::Place(source) => match &source.located.kind {
            located::Kind::Git(git) => vec![(git.repository.as_str(), source.path.as_ref())],
            _ => vec![(source.located.url.as_str(), source.path.as_ref())],
        },
    };
    for (url, written) in urls {
        let Some(path) = located::path_of(url) else { continue };
        let named = requirements.roots.iter().filter_map(|root| root.value.located.as_ref());
        let mut named = named.chain(requirements.unnamed.iter().map(|one| &one.value.located));
        let wanted = lock::relative(&path, directory);
        let is_inside = path.starts_with(directory) && !path.components().any(|c| c.as_os_str() == "..");
        if is_inside
            || find_links.iter().any(|known| path.parent() == Some(known))
            || named.any(|located| located.path().is_some_and(|own| lock::relative(&own, directory) == wanted))
        {
            continue;
        }
        let shown = crate::ui::clean(written.map_or(url, String::as_str));
        return Err(Plain::refused(format!(
            "{}: {} is to come from \"{shown}\", which is outside the project",
            package.place,
            title(package)
        ))
        .hint("if it is meant, write it into the project's own requirements, or name its directory with --find-links")
        .into());
    }
    Ok(())
}

fn title(package: &Package) -> String {
    package.version.as_ref().map_or_else(|| package.name.to_string(), |version| format!("{} {version}", package.name))
}

// Who asks for what, as far as a lock tells: for people, and for what is removed when nothing needs it any more.
fn resolution(
    selected: &BTreeMap<&PackageName, &Package>,
    wants: &BTreeMap<PackageName, Want>,
    part: &Part<'_>,
) -> Resolution {
    let requirements = part.requirements;
    let needed: BTreeSet<&PackageName> = selected.values().flat_map(|p| &p.dependencies).map(|one| &one.name).collect();
    let mut packages = BTreeMap::new();
    for (name, package) in selected {
        let mut pinned = Pinned::new(wants[*name].file.version().clone());
        let need = |one: &lock::Dependency| Need { name: one.name.clone(), extras: Vec::new(), because_of: None };
        pinned.dependencies =
            package.dependencies.iter().filter(|one| selected.contains_key(&one.name)).map(need).collect();
        for root in requirements.roots.iter().filter(|root| root.value.requirement.name == **name) {
            pinned.asked_by.push(root.from.to_string());
            pinned.extras.extend(root.value.requirement.extras.iter().cloned());
        }
        // A lock alone names what it is for by nothing needing it.
        if requirements.roots.is_empty() && requirements.unnamed.is_empty() && !needed.contains(name) {
            pinned.asked_by.push(package.place.to_string());
        }
        packages.insert((*name).clone(), pinned);
    }
    for root in &part.itself {
        let name = &root.value.requirement.name;
        let mut pinned = Pinned::new(wants[name].file.version().clone());
        pinned.asked_by.push(root.from.to_string());
        packages.insert(name.clone(), pinned);
    }
    Resolution { packages }
}
