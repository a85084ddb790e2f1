//! Packages that come and go, in an environment: a new generation where noglue made it, else in place.
//!
//! All that comes is in the store already. Until the last step nothing that anybody uses has changed.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use super::check;
use super::inventory::Inventory;
use super::target::Target;
use crate::context::Context;
use crate::discover::{Disk, Who};
use crate::error::{Exit, Plain, Result};
use crate::flow::install::{self, Change, Going, Rest, Strays};
use crate::flow::obtain::{self, Want};
use crate::flow::options::InstallOptions;
use crate::flow::report::{self, Versions};
use crate::flow::sources::Builder;
use crate::flow::{bytecode, drift, history, shims};
use crate::interpreter::Interpreter;
use crate::link::{self, Installable, Layout, LinkError};
use crate::pep::name::PackageName;
use crate::pep::requirement::Requirement;
use crate::store::{Store, StoreError};
use crate::sys;
use crate::venv::{Generation, Guard, InPlace, Installed, Package, Removal, State, VenvError};

/// What is to change.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// For the history.
    pub command: String,
    pub coming: BTreeMap<PackageName, Coming>,
    pub going: BTreeSet<PackageName>,
    /// The requirements as they were asked for.
    pub requested: Vec<Requirement>,
}

/// What changing takes.
pub(super) struct Means<'a> {
    pub store: &'a Store,
    /// Where what comes came from, to get it again.
    pub source: Option<(&'a Builder<'a>, &'a BTreeMap<PackageName, Want>)>,
    pub options: &'a InstallOptions,
    pub started: Instant,
}

/// One package that comes, in place of what may be there of its name.
#[derive(Debug)]
pub(super) struct Coming {
    pub wheel: Installable,
    pub package: Package,
}

impl Changes {
    /// Names of all that comes or goes.
    fn names(&self) -> BTreeSet<PackageName> {
        self.coming.keys().chain(&self.going).cloned().collect()
    }

    fn touches(&self, name: &PackageName) -> bool {
        self.coming.contains_key(name) || self.going.contains(name)
    }

    /// The versions there will be.
    fn after(&self, before: &Versions) -> Versions {
        let mut after = before.clone();
        after.retain(|name, _| !self.going.iter().any(|going| going.as_str() == name));
        after.extend(self.coming.iter().map(|(name, coming)| (name.to_string(), coming.package.version.clone())));
        after
    }
}

/// Says what would change.
pub(super) fn say(context: &Context, target: &Target, inventory: &Inventory, changes: &Changes) {
    say_versions(context, target, &inventory.versions(), &changes.after(&inventory.versions()));
}

/// Says what would change from one set of versions to another.
pub(super) fn say_versions(context: &Context, target: &Target, before: &Versions, after: &Versions) {
    let changes = report::changes(before, after);
    report::say(&context.ui, &changes);
    context.ui.done(format!("{} would change {}", target.env.display(), report::packages(changes.len())));
}

/// Does it, and says what changed and what does not fit together any more.
pub(super) fn apply(
    context: &Context,
    target: &Target,
    before: &Inventory,
    changes: &Changes,
    means: &Means<'_>,
) -> Result<()> {
    let names = changes.names();
    if names.is_empty() {
        Guard::sweep_if_free(&target.env);
        context.ui.done(format!("{}: nothing to do{}", target.env.display(), report::took(means.started.elapsed())));
        return Ok(());
    }
    let interpreter = target.interpreter(context)?;
    // By way of the environment: the generation that was found may have made place for those of others meanwhile.
    if !sys::fs::is_dir(&target.env.join(interpreter.purelib())) {
        return Err(Plain::new(
            Exit::Disk,
            format!(
                "the Python of {} is {} now, and it was made for another",
                target.env.display(),
                interpreter.title()
            ),
        )
        .hint("'noglue sync' makes the environment of a project anew")
        .into());
    }
    let generation = if target.is_ours {
        let lost = Cell::new(false);
        let make = || new_generation(context, target, &interpreter, changes, means, &lost);
        let generation = match make() {
            // The altered copy is gone from the store now: the package is carried over instead.
            Err(_) if lost.get() => make()?,
            made => made?,
        };
        format!(", generation {}", generation.number)
    } else {
        in_place(context, target, &interpreter, changes, means)?;
        String::new()
    };
    let after = Inventory::of(context, target)?;
    report::say(&context.ui, &report::changes(&before.versions(), &after.versions()));
    check::warn(context, &after, &interpreter.markers, &names);
    context.ui.done(format!(
        "{}: {} changed{generation}{}",
        target.env.display(),
        report::packages(names.len()),
        report::took(means.started.elapsed())
    ));
    Ok(())
}

fn new_generation(
    context: &Context,
    target: &Target,
    interpreter: &Interpreter,
    changes: &Changes,
    means: &Means<'_>,
    lost: &Cell<bool>,
) -> Result<Generation> {
    let guard = history::lock(context, &target.env, &changes.command)?;
    // Locked now: what was seen before may have changed since.
    let current = Generation::current(&target.env)?;
    let state = current.state()?.unwrap_or_default();
    let mut packages: BTreeMap<String, Package> = BTreeMap::new();
    let mut staying = drift::installed(&current.path)?;
    staying.retain(|installed| !changes.touches(&installed.name));
    for installed in &staying {
        let package = drift::own_package(&state, installed);
        packages.extend(package.map(|package| (package.name.clone(), package.clone())));
    }
    for (name, coming) in &changes.coming {
        packages.insert(name.to_string(), coming.package.clone());
    }
    let rest = || {
        let mut rest = Rest::default();
        for installed in &staying {
            let package = drift::own_package(&state, installed);
            match package.and_then(|package| from_store(means.store, package, installed)) {
                Some(wheel) => rest.wheels.push(wheel),
                None => rest.carried.push(installed.clone()),
            }
        }
        Ok(rest)
    };
    let mut next = State {
        command: changes.command.clone(),
        asked: state.asked.clone(),
        requested: requested(&state, changes),
        inputs: state.inputs.clone(),
        options: state.options.clone(),
        packages: packages.into_values().collect(),
        system: state.system.clone(),
        ..State::default()
    };
    let synced = state.synced.clone().unwrap_or_else(|| state.versions());
    next.synced = (synced != next.versions()).then_some(synced);
    let project = state.project.as_ref().and(target.env.parent());
    let change = Change {
        guard,
        interpreter,
        project,
        prompt: target.config.get("prompt"),
        includes_system: target.config.includes_system(),
        coming: changes.coming.values().map(|coming| coming.wheel.clone()).collect(),
        going: Some(Going { generation: current.number, names: changes.names() }),
        rest: &rest,
        strays: Strays::Carry,
        state: next,
        options: means.options,
        least: 1,
        refetch: &|entry| match means.source {
            Some((builder, wants)) if wants.contains_key(entry.wheel().name()) => {
                obtain::refetch(builder, wants, entry)
            }
            _ => {
                means.store.discard(entry.sha256())?;
                lost.set(true);
                Err(entry.altered("").into())
            }
        },
    };
    Ok(install::commit(context, change)?.generation)
}

fn from_store(store: &Store, package: &Package, installed: &Installed) -> Option<Installable> {
    let entry = store.get(&package.sha256)?;
    let direct_url = sys::fs::read_if_there(&installed.info.join("direct_url.json")).ok()?;
    Some(Installable { entry: entry.into(), requested: installed.requested, direct_url })
}

fn requested(state: &State, changes: &Changes) -> Vec<String> {
    let named_anew =
        |name: &PackageName| changes.going.contains(name) || changes.requested.iter().any(|new| new.name == *name);
    let stays = |text: &&String| !Requirement::parse(text).is_ok_and(|old| named_anew(&old.name));
    let mut all: Vec<String> = state.requested.iter().filter(stays).cloned().collect();
    all.extend(changes.requested.iter().map(ToString::to_string));
    all
}

fn in_place(
    context: &Context,
    target: &Target,
    interpreter: &Interpreter,
    changes: &Changes,
    means: &Means<'_>,
) -> Result<()> {
    bytecode::when(context, means.options)?;
    let link_mode = install::link_mode(context, means.options)?;
    let base = install::base_of(interpreter);
    let layout = Layout::of(&target.env, &base, interpreter.cache_tag.clone());
    let mut wheels: Vec<Installable> = changes.coming.values().map(|coming| coming.wheel.clone()).collect();
    let guard: Guard = history::lock(context, &target.env, &changes.command)?;
    let mut removals = Vec::new();
    for installed in drift::installed(&target.env)?.iter().filter(|installed| changes.touches(&installed.name)) {
        let removal = Removal::of(installed, &target.env)?;
        for sentence in &removal.warnings {
            context.ui.warn(sentence);
        }
        removals.push(removal);
    }
    let mut replaced = BTreeSet::new();
    let change = loop {
        let plan = link::plan(&wheels, &layout)?;
        let change = InPlace::begin(&guard)?;
        check_room(target, plan.needs(link_mode, &change.dir()))?;
        match link::apply(&plan, &change.dir(), link_mode) {
            Ok(_) => {
                plan.overlaps.iter().for_each(|sentence| context.ui.warn(sentence));
                break change;
            }
            Err(LinkError::Store(error)) => {
                let sha256 =
                    if let StoreError::Altered { sha256, .. } = &error { sha256.clone() } else { String::new() };
                let wheel = wheels.iter_mut().find(|wheel| wheel.entry.sha256() == sha256);
                // Fetched again once; what is altered still is not a matter of the store.
                let (Some(wheel), Some((builder, wants)), true) = (wheel, means.source, replaced.insert(sha256)) else {
                    return Err(error.into());
                };
                context.ui.warn(format!("{error}; fetched again"));
                wheel.entry = obtain::refetch(builder, wants, &wheel.entry)?;
            }
            Err(error) => return Err(error.into()),
        }
    };
    check_directories(target, &change)?;
    let registry = Who::of_process(&context.dirs).registry;
    let is_recorded = registry.list(&Disk).iter().any(|entry| entry.record.path == target.env);
    change.commit(&removals, install::durability(context, means.options))?;
    if is_recorded {
        // Another directory lies there now, and it is the one that was trusted.
        registry.grant(&Disk, &target.env, "noglue trust")?;
        shims::refresh_for(context, &target.env);
    }
    let entries: Vec<_> = wheels.into_iter().map(|wheel| wheel.entry).collect();
    bytecode::after_install(context, interpreter, &target.env, &entries, means.options)
}

fn check_room(target: &Target, needs: u64) -> Result<()> {
    let free = sys::fs::free_space(&target.env)?;
    if needs.saturating_add(needs / 20) > free {
        return Err(VenvError::NoRoom { path: target.env.clone(), needs, free }.into());
    }
    Ok(())
}

// A file never takes the place of a directory: whatever lies in that would go with it.
fn check_directories(target: &Target, change: &InPlace<'_>) -> Result<()> {
    for relative in change.coming()? {
        let there = target.env.join(&relative);
        if sys::fs::symlink_metadata(&there).is_ok_and(|metadata| metadata.is_dir()) {
            return Err(LinkError::Overwrites {
                path: there.display().to_string(),
                package: "a package with a file of that name".into(),
            }
            .into());
        }
    }
    Ok(())
}
