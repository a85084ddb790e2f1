//! `noglue pip autoremove` and `uninstall --autoremove`: what nothing needs any more and nobody asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::apply::{self, Changes, Means};
use super::graph::Graph;
use super::inventory::{Inventory, Item};
use super::sync::SEEDS;
use super::target::Target;
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::flow::options::InstallOptions;
use crate::flow::{report, session};
use crate::pep::name::{ExtraName, PackageName};
use crate::sys;

/// Removes all of it.
pub fn run(context: &Context, named: Option<PathBuf>, is_dry_run: bool) -> Result<()> {
    let started = sys::clock::instant();
    let target = Target::find(context, named.as_deref())?;
    let inventory = Inventory::of(context, &target)?;
    let graph = Graph::of(&inventory, &target.interpreter(context)?.markers, &every_extra(&inventory));
    let is_asked = |name: &&PackageName| inventory.get(name).is_some_and(|item| item.installed.requested);
    let asked: BTreeSet<&PackageName> = graph.needs.keys().filter(is_asked).collect();
    if asked.is_empty() && inventory.iter().any(|item| item.is_own && !is_seed(&item.installed.name)) {
        // Old tools leave no REQUESTED behind: everything would go.
        return Err(Plain::refused(format!("nothing in {} says that it was asked for", target.env.display()))
            .hint("'noglue tree' shows what nothing else needs; 'noglue pip uninstall --autoremove NAME' removes one and what only it needs")
            .into());
    }
    let stays = graph.reached(asked.into_iter().chain(graph.needs.keys().filter(|name| is_seed(name))));
    let is_going = |name: &&PackageName| !stays.contains(*name) && inventory.get(name).is_some_and(|item| item.is_own);
    let going: BTreeSet<PackageName> = graph.needs.keys().filter(is_going).cloned().collect();
    if going.is_empty() {
        let took = report::took(started.elapsed());
        context.ui.done(format!("{}: everything is needed or was asked for{took}", target.env.display()));
        return Ok(());
    }
    let changes = Changes { command: "noglue pip autoremove".into(), going, ..Changes::default() };
    if is_dry_run {
        apply::say(context, &target, &inventory, &changes);
        return Ok(());
    }
    let (_, store, _temporary) = session::store(context)?;
    let means = Means { store: &store, source: None, options: &InstallOptions::default(), started };
    apply::apply(context, &target, &inventory, &changes, &means)
}

/// What goes with `named`: what they need, nobody asked for, and nothing that stays needs.
pub(super) fn with(
    context: &Context,
    target: &Target,
    inventory: &Inventory,
    named: &BTreeSet<PackageName>,
) -> Result<BTreeSet<PackageName>> {
    let graph = Graph::of(inventory, &target.interpreter(context)?.markers, &every_extra(inventory));
    let mut going = graph.reached(named.iter());
    going.retain(|name| {
        let item = inventory.get(name);
        named.contains(name) || item.is_some_and(|item| item.is_own && !item.installed.requested && !is_seed(name))
    });
    loop {
        let is_needed = |name: &&PackageName| {
            let by = graph.needed_by.get(*name).into_iter().flatten();
            !named.contains(*name) && by.into_iter().any(|other| !going.contains(other))
        };
        let Some(needed) = going.iter().find(is_needed).cloned() else { return Ok(going) };
        going.remove(&needed);
    }
}

// Which extras somebody asked for is not written down by pip, nor by every lock: what any of them needs may be in use.
fn every_extra(inventory: &Inventory) -> BTreeMap<PackageName, Vec<ExtraName>> {
    let extras = |item: &Item| item.metadata().map(|metadata| metadata.provides_extra.clone()).unwrap_or_default();
    inventory.iter().map(|item| (item.installed.name.clone(), extras(item))).collect()
}

fn is_seed(name: &PackageName) -> bool {
    SEEDS.contains(&name.as_str())
}
