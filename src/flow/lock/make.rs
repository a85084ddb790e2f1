//! `noglue lock`: what a project asks for, solved for every environment it is for, written as a `pylock.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::merge::{self, Asks, Part};
use super::solve::{self, Universe};
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::flow::options::{IndexOptions, ResolveOptions};
use crate::flow::resolution::{For, Question};
use crate::flow::sources::{Builder, Commits};
use crate::flow::{Upgrade, packages_named, project, python, remote, report, session, wanted};
use crate::interpreter::Interpreter;
use crate::pep::name::{GroupName, PackageName};
use crate::pep::specifier::Specifiers;
use crate::pep::version::Version;
use crate::requirements::discover::{self, Whole};
use crate::requirements::located::{self, Kind};
use crate::requirements::lock::{self, Found, Lock, MadeFrom, Origin};
use crate::requirements::{Hash, Options, Requirements, World, read_limits};
use crate::resolve::Root;
use crate::resolve::universe::{Region, words};
use crate::sys;
use crate::venv::Asked;

/// What was asked for on the command line.
#[derive(Debug, Default)]
pub struct Request {
    pub project: Option<PathBuf>,
    pub asked: Asked,
    pub upgrade: Upgrade,
    /// Only say whether the lock is what would be written.
    pub check: bool,
    /// Only say what would change.
    pub dry_run: bool,
    pub output: Option<PathBuf>,
    pub index: IndexOptions,
    pub resolve: ResolveOptions,
}

/// Writes the lock.
pub fn run(context: &Context, request: &Request) -> Result<()> {
    let started = sys::clock::instant();
    let project = project::here(context, request.project.as_deref())?;
    let path = match &request.output {
        Some(path) => sys::fs::absolute(path, context.cwd()?),
        None => project.root.join(lock::NAME),
    };
    check_place(&path)?;
    let made = make(context, request, &project.root, &path)?;
    let changes = made.changes();
    if request.check {
        let differences = made.differences();
        if differences.is_empty() {
            context.ui.done(format!("{} is up to date{}", path.display(), report::took(started.elapsed())));
            return Ok(());
        }
        return Err(Plain::refused(format!("{} is not up to date: {}", path.display(), differences.join("; ")))
            .hint("'noglue lock' brings it up to date")
            .into());
    }
    report::say(&context.ui, &changes);
    let took = report::took(started.elapsed());
    let count = report::packages(made.lock.packages.len());
    if request.dry_run {
        let changed = report::packages(changes.len());
        context.ui.done(format!("{} would change {changed} of {count}{took}", path.display()));
        return Ok(());
    }
    let text = lock::write::text(&made.lock);
    if made.old_text.as_deref() == Some(text.as_bytes()) {
        context.ui.done(format!("{} is up to date: {count}{took}", path.display()));
        return Ok(());
    }
    sys::fs::replace(&path, text.as_bytes())?;
    context.ui.done(format!("{}: {count} for Python {}{took}", path.display(), made.pythons()));
    Ok(())
}

fn check_place(path: &Path) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if lock::is_pylock(&name) {
        return match path.parent().filter(|directory| !sys::fs::is_dir(directory)) {
            Some(missing) => {
                let why = format!("could not write {}: {} is no directory", path.display(), missing.display());
                Err(Plain::refused(why).hint("make it first").into())
            }
            None => Ok(()),
        };
    }
    let shown = crate::ui::clean(&name);
    Err(Plain::refused(format!("\"{shown}\" is no name of a lock"))
        .hint("a lock is named pylock.toml, or pylock.NAME.toml where NAME has no dot")
        .into())
}

/// A lock that is ready to be written, and what was there before.
struct Made {
    lock: Lock,
    old: Option<Lock>,
    old_text: Option<Vec<u8>>,
}

impl Made {
    fn changes(&self) -> Vec<report::Change> {
        let versions = |lock: &Lock| {
            let mut all: BTreeMap<String, String> = BTreeMap::new();
            for package in &lock.packages {
                let version = package.version.as_ref().map_or_else(|| "(its directory)".into(), Version::to_string);
                let said = all.entry(package.name.to_string()).or_default();
                *said = if said.is_empty() { version } else { format!("{said}, {version}") };
            }
            all
        };
        report::changes(&self.old.as_ref().map(versions).unwrap_or_default(), &versions(&self.lock))
    }

    /// What of the lock is not what it was; files that an index has more of since do not count.
    fn differences(&self) -> Vec<String> {
        let Some(old) = &self.old else { return vec!["there is none yet".into()] };
        let mut differences: Vec<String> = self.changes().iter().map(said).collect();
        if let (Some(before), Some(now)) = (&old.made_from, &self.lock.made_from) {
            differences.extend(before.changes(now, &[]));
        }
        let packages = |lock: &Lock| -> Vec<_> {
            let all =
                lock.packages.iter().map(|p| (p.name.clone(), p.version.clone(), p.marker.clone(), place(&p.origin)));
            all.collect()
        };
        let head = |lock: &Lock| {
            let requires = lock.requires_python.as_ref().map(ToString::to_string);
            (requires, lock.environments.clone(), lock.extras.clone(), lock.groups.clone(), lock.default_groups.clone())
        };
        if differences.is_empty() && (packages(old) != packages(&self.lock) || head(old) != head(&self.lock)) {
            differences.push("it says otherwise for which environments".into());
        }
        differences
    }

    fn pythons(&self) -> String {
        let platforms: BTreeSet<String> =
            self.lock.environments.iter().map(|marker| system(&marker.to_string())).collect();
        let requires = self.lock.requires_python.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{requires} on {}", platforms.into_iter().collect::<Vec<_>>().join(", "))
    }
}

fn system(marker: &str) -> String {
    let name = marker.split('"').nth(1).unwrap_or_default();
    match name {
        "darwin" => "macOS".into(),
        "win32" => "Windows".into(),
        "linux" => "Linux".into(),
        other => other.to_owned(),
    }
}

// Where a package is that no index has, however that is written.
fn place(origin: &Origin) -> Option<(String, Option<String>, Vec<Hash>)> {
    match origin {
        Origin::Files(_) | Origin::Listed(_) => None,
        Origin::Place(source) => {
            let located = &source.located;
            let (place, commit) = match &located.kind {
                Kind::Git(git) => (lock::without_credentials(&git.repository), git.reference.clone()),
                _ => (lock::place(located, Path::new("")), None),
            };
            Some((place, commit, located.hashes.clone()))
        }
    }
}

fn said(change: &report::Change) -> String {
    match change {
        report::Change::Added { name, version } => format!("{name} {version} is to be added"),
        report::Change::Removed { name, version } => format!("{name} {version} is to be removed"),
        report::Change::Changed { name, from, to } => format!("{name} is {from} and is to be {to}"),
    }
}

/// What all platforms are asked for at once cannot come from an index on some of them only.
pub(in crate::flow) fn check_pins(options: &Options) -> Result<()> {
    let Some(pin) = options.pins.iter().find(|pin| pin.marker.is_some()) else { return Ok(()) };
    let said = format!("{}: {} comes from an index on some platforms only", pin.index.from, pin.package);
    Err(Plain::refused(format!("{said}, and this is for all")).hint("leave the marker of its source out").into())
}

fn make(context: &Context, request: &Request, root: &Path, path: &Path) -> Result<Made> {
    let directory = path.parent().unwrap_or(root).to_owned();
    let variable = wanted::variables(context);
    let fetch = remote::reader(context, &request.index);
    let world = World { cwd: context.cwd()?, variable: &variable, fetch: &fetch };
    let mut whole = discover::whole(root, &world)?;
    let limits = read_limits(&request.asked.constraints, &request.asked.overrides, &world)?;
    for note in &whole.base.notes {
        context.ui.note(note);
    }
    let (old, old_text) = old(context, path, &world)?;
    let made_from = MadeFrom::of(&whole, &limits, super::options(&request.resolve), &directory);
    let requires = whole.base.requires_python.as_ref().map(|said| said.value.clone());
    let option = request.asked.python.as_deref();
    let interpreter = python::choose(context, root, option, requires.as_ref())?.value.interpreter;
    let requires = match (requires, &old, option) {
        (Some(requires), _, _) => requires,
        // Who locks again, on whatever machine, means the same Pythons.
        (None, Some(Lock { requires_python: Some(before), made_from: Some(_), .. }), None) => before.clone(),
        (None, _, _) => from_here(context, &interpreter),
    };
    check_pins(&whole.base.options)?;
    let options = vec![wanted::index_options(&whole.base)];
    let session = session::open(context, &request.index, options)?;
    let builder = Builder::new(context, &session, &interpreter, &request.resolve, None)?;
    let upgraded = upgraded(context, &request.upgrade, old.as_ref())?;
    builder.hold(commits(old.as_ref(), &upgraded));
    whole.parts_mut().for_each(without_checkouts);
    name_all(&builder, &mut whole)?;
    let universe = Universe::around(&interpreter);
    let all = everything(&whole, limits);
    let region = Region::all(universe.platforms.len(), Some(&requires));
    let pins = Pins { old: old.as_ref() };
    let mut ask = |target: &For| -> Result<Question> {
        let mut question = wanted::question(&all, target, &builder, false)?;
        question.preferences = pins.of(target);
        question.upgrade = request.upgrade.clone();
        question.options = request.resolve.clone();
        Ok(question)
    };
    let (slices, failed) = solve::solve(&builder, &universe, region.clone(), &mut ask)?;
    let covered = slices.iter().fold(Region::default(), |all, slice| all.and(&slice.region));
    solve::say(context, &universe, &region, &slices, failed)?;
    let parts = parts(&whole);
    let default = default_group(&whole);
    let packages = merge::packages(&builder, &universe, &slices, &parts, default.as_ref(), &directory)?;
    say_outside(context, &packages, &directory);
    for warning in session.index.take_warnings() {
        context.ui.warn(warning);
    }
    let names: Vec<GroupName> =
        default.iter().cloned().chain(whole.groups.iter().map(|(name, _)| name.clone())).collect();
    let lock = Lock {
        path: path.to_owned(),
        requires_python: Some(requires),
        environments: words::environments(&universe.platforms, &covered, &region),
        extras: whole.extras.iter().map(|(name, _)| name.clone()).collect(),
        default_groups: default.iter().chain(&whole.default_groups).cloned().collect(),
        groups: names,
        created_by: "noglue".into(),
        packages,
        made_from: Some(made_from),
        ..Lock::default()
    };
    Ok(Made { lock, old, old_text })
}

// One that cannot be read is no reason not to write a better one.
fn old(context: &Context, path: &Path, world: &World<'_>) -> Result<(Option<Lock>, Option<Vec<u8>>)> {
    let Some(found) = Found::at(path, world, &mut Requirements::default())? else { return Ok((None, None)) };
    match found.parse() {
        Ok(lock) => Ok((Some(lock), Some(found.bytes))),
        Err(error) => {
            context.ui.note(format!("it is written anew: {error}"));
            Ok((None, Some(found.bytes)))
        }
    }
}

/// As uv: who says nothing means what runs here, and newer.
pub(in crate::flow) fn from_here(context: &Context, interpreter: &Interpreter) -> Specifiers {
    let release = interpreter.version.release();
    let text = format!(">={}.{}", release.first().unwrap_or(&3), release.get(1).unwrap_or(&0));
    context.ui.note(format!("the project does not say which Pythons it is for (requires-python): taken as {text}"));
    text.parse().expect("two numbers are a version")
}

// What is free to move: `None` is everything.
fn upgraded(context: &Context, upgrade: &Upgrade, old: Option<&Lock>) -> Result<Option<BTreeSet<PackageName>>> {
    let names: BTreeSet<PackageName> = packages_named(&upgrade.packages)?.into_iter().collect();
    if let Some(old) = old {
        for name in names.iter().filter(|name| !old.packages.iter().any(|package| package.name == **name)) {
            context.ui.warn(format!("--upgrade-package {name}: {} has no such package", old.path.display()));
        }
    }
    Ok(if upgrade.all { None } else { Some(names) })
}

// A branch is where it was when it was locked.
fn commits(old: Option<&Lock>, upgraded: &Option<BTreeSet<PackageName>>) -> Commits {
    let (Some(old), Some(upgraded)) = (old, upgraded) else { return Commits::new() };
    let held = old.packages.iter().filter(|package| !upgraded.contains(&package.name));
    let commit = |package: &lock::Package| {
        let Origin::Place(source) = &package.origin else { return None };
        let Kind::Git(git) = &source.located.kind else { return None };
        Some(((lock::without_credentials(&git.repository), source.requested_revision.clone()), git.reference.clone()?))
    };
    held.filter_map(commit).collect()
}

// Whoever installs from a lock installs a copy of a repository: a checkout to work in is the project's own matter.
fn without_checkouts(part: &mut Requirements) {
    let named = part.roots.iter_mut().filter_map(|root| root.value.located.as_mut());
    let all = named.chain(part.unnamed.iter_mut().map(|one| &mut one.value.located));
    all.filter(|located| matches!(located.kind, Kind::Git(_))).for_each(|located| located.is_editable = false);
}

fn name_all(builder: &Builder<'_>, whole: &mut Whole) -> Result<()> {
    for part in whole.parts_mut() {
        *part = builder.named(part)?;
    }
    Ok(())
}

// One set of versions for all that can be asked for, so that any of it can be installed together.
fn everything(whole: &Whole, limits: Requirements) -> Requirements {
    let mut all = whole.base.clone();
    let parts = whole.extras.iter().map(|(_, part)| part).chain(whole.groups.iter().map(|(_, part)| part));
    for part in parts {
        all.roots.extend(part.roots.iter().cloned());
        all.constraints.extend(part.constraints.iter().cloned());
    }
    all.extend(limits);
    all
}

fn parts(whole: &Whole) -> Vec<Asks> {
    let asks = |part: Part, requirements: &Requirements| {
        let root = |root: &crate::sourced::Sourced<crate::requirements::Root>| Root {
            requirement: root.value.requirement.clone(),
            asked_by: root.from.to_string(),
        };
        Asks { part, roots: requirements.roots.iter().map(root).collect() }
    };
    let extras = whole.extras.iter().map(|(name, part)| asks(Part::Extra(name.clone()), part));
    let groups = whole.groups.iter().map(|(name, part)| asks(Part::Group(name.clone()), part));
    std::iter::once(asks(Part::Base, &whole.base)).chain(extras).chain(groups).collect()
}

// PEP 751, "default-groups": so that a group can be had without the project, which then is a group like any other.
fn default_group(whole: &Whole) -> Option<GroupName> {
    if whole.groups.is_empty() {
        return None;
    }
    let is_free = |name: &&str| !whole.groups.iter().any(|(group, _)| group == *name);
    let name = ["default", "project", "the-project-itself"].into_iter().find(is_free).unwrap_or("noglue-default");
    GroupName::parse(name).ok()
}

struct Pins<'a> {
    old: Option<&'a Lock>,
}

impl Pins<'_> {
    /// The versions that were locked for a target.
    fn of(&self, target: &For) -> BTreeMap<PackageName, Version> {
        let Some(old) = self.old else { return BTreeMap::new() };
        let counts = |package: &&lock::Package| {
            let holds = |marker: &crate::pep::marker::Marker| {
                marker.evaluate_in_lock(&target.markers, &old.extras, &old.groups).unwrap_or(false)
            };
            package.marker.as_ref().is_none_or(holds)
        };
        let pins = old.packages.iter().filter(counts);
        pins.filter_map(|package| Some((package.name.clone(), package.version.clone()?))).collect()
    }
}

fn say_outside(context: &Context, packages: &[lock::Package], directory: &Path) {
    let mut outside: BTreeMap<PathBuf, BTreeSet<&PackageName>> = BTreeMap::new();
    for package in packages {
        let Origin::Files(files) = &package.origin else { continue };
        let paths = files.iter().filter_map(|file| located::path_of(&file.url));
        for path in paths.filter(|path| !path.starts_with(directory)) {
            outside.entry(path.parent().unwrap_or(&path).to_owned()).or_default().insert(&package.name);
        }
    }
    for (place, names) in outside {
        let names = names.into_iter().map(PackageName::as_str).collect::<Vec<_>>().join(", ");
        context.ui.warn(format!("files of {names} are locked where only this machine has them: {}", place.display()));
    }
}
