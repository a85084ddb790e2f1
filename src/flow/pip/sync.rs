//! `noglue pip sync`: what files name, exactly; not what that needs besides, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::Asking;
use super::apply::{self, Changes, Means};
use super::install;
use super::inventory::Inventory;
use super::target::Target;
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::flow::options::{ChangeOptions, ResolveOptions};
use crate::flow::resolution::{self, For};
use crate::flow::sources::Builder;
use crate::flow::{report, session, wanted};
use crate::pep::name::PackageName;
use crate::sys;

/// What was asked for on the command line.
#[derive(Debug)]
pub struct Request {
    pub target: Option<PathBuf>,
    pub files: Vec<PathBuf>,
    pub change: ChangeOptions,
}

/// What makes an environment usable for pip stays, as in pip-sync and uv.
pub(super) const SEEDS: [&str; 3] = ["pip", "setuptools", "wheel"];

/// Does it.
pub fn run(context: &Context, request: Request) -> Result<()> {
    let started = sys::clock::instant();
    let asked = super::asked(
        context,
        &request.change.index,
        &Asking { files: &request.files, require_hashes: request.change.require_hashes, ..Asking::default() },
    )?;
    let target = Target::find(context, request.target.as_deref())?;
    let interpreter = target.interpreter(context)?;
    let inventory = Inventory::of(context, &target)?;
    // Kept to its end: without a cache, what was fetched lies in its temporary folder.
    let session = session::open(context, &request.change.index, vec![wanted::index_options(&asked)])?;
    let builder = Builder::new(context, &session, &interpreter, &ResolveOptions::default(), Some(&target.env))?;
    let asked = builder.named(&asked)?;
    let named: Vec<_> = install::roots_that_apply(&asked, &interpreter.markers).cloned().collect();
    let names: BTreeSet<&PackageName> = named.iter().map(|requirement| &requirement.name).collect();
    if names.is_empty() {
        return Err(Plain::refused("the files name no package for this Python: everything would be removed")
            .hint("'noglue pip uninstall' removes what is named")
            .into());
    }
    let going: BTreeSet<PackageName> = inventory
        .iter()
        .filter(|item| item.is_own)
        .map(|item| &item.installed.name)
        .filter(|name| !names.contains(name) && !SEEDS.contains(&name.as_str()))
        .cloned()
        .collect();
    let is_there = inventory.satisfies(&asked, &interpreter.markers, false);
    if is_there && going.is_empty() {
        let took = report::took(started.elapsed());
        context.ui.done(format!("{} has exactly that already{took}", target.env.display()));
        return Ok(());
    }
    let mut changes = Changes::default();
    let mut wants = BTreeMap::new();
    if !is_there {
        let known = install::without_known_urls(&asked, &inventory);
        let for_whom = For::interpreter(&interpreter);
        let mut question = wanted::question(&known, &for_whom, &builder, request.change.require_hashes)?;
        question.no_dependencies = true;
        install::keep_what_is_there(&mut question, &inventory, false);
        let answer = resolution::resolve(&builder, question, for_whom, false)?;
        if request.change.dry_run {
            let before = inventory.versions();
            let mut after = before.clone();
            after.retain(|name, _| !going.iter().any(|going| going.as_str() == name));
            let versions = answer.resolution.packages.iter();
            after.extend(versions.map(|(name, pinned)| (name.to_string(), pinned.version.to_string())));
            apply::say_versions(context, &target, &before, &after);
            return Ok(());
        }
        changes = install::coming(&builder, &answer, &inventory)?;
        wants = answer.wants;
    }
    changes.command = super::command_line("sync", &[], &request.files).replace(" -r ", " ");
    changes.going = going;
    changes.requested = named;
    if request.change.dry_run {
        apply::say(context, &target, &inventory, &changes);
        return Ok(());
    }
    let source = Some((&builder, &wants));
    let means = Means { store: &session.store, source, options: &request.change.install, started };
    apply::apply(context, &target, &inventory, &changes, &means)?;
    for warning in session.index.take_warnings() {
        context.ui.warn(warning);
    }
    Ok(())
}
