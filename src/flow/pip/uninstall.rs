//! `noglue pip uninstall`: packages go, with every file their installer listed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Asking;
use super::apply::{self, Changes, Means};
use super::inventory::Inventory;
use super::target::Target;
use crate::context::Context;
use crate::error::Result;
use crate::flow::options::{IndexOptions, InstallOptions};
use crate::flow::session;
use crate::pep::name::PackageName;
use crate::sys;
use crate::ui::clean;

/// Removes what is installed of `packages` and of what `files` name, and with `autoremove` what only they needed; the
/// rest is said.
pub fn run(
    context: &Context,
    named: Option<PathBuf>,
    packages: &[String],
    files: &[PathBuf],
    autoremove: bool,
    is_dry_run: bool,
) -> Result<()> {
    let started = sys::clock::instant();
    if packages.is_empty() && files.is_empty() {
        return Err(super::nothing_named("uninstall"));
    }
    let asked =
        super::asked(context, &IndexOptions::default(), &Asking { words: packages, files, ..Asking::default() })?;
    let target = Target::find(context, named.as_deref())?;
    let inventory = Inventory::of(context, &target)?;
    let names: BTreeSet<PackageName> = asked.roots.iter().map(|root| root.value.requirement.name.clone()).collect();
    let (going, missing): (BTreeSet<_>, BTreeSet<_>) =
        names.into_iter().partition(|name| inventory.get(name).is_some_and(|item| item.is_own));
    for name in missing {
        let why = inventory.get(&name).map_or_else(
            || "it is not installed".to_owned(),
            |item| format!("it is the base's, in {}", clean(&item.installed.site_packages().to_string_lossy())),
        );
        context.ui.warn(format!("skipping {name}: {why}"));
    }
    let going = if autoremove { super::autoremove::with(context, &target, &inventory, &going)? } else { going };
    let changes = Changes { command: super::command_line("uninstall", packages, files), going, ..Changes::default() };
    if is_dry_run {
        apply::say(context, &target, &inventory, &changes);
        return Ok(());
    }
    let (_, store, _temporary) = session::store(context)?;
    let means = Means { store: &store, source: None, options: &InstallOptions::default(), started };
    apply::apply(context, &target, &inventory, &changes, &means)
}
