//! `noglue pip install`: what is asked for comes in, what is there and fits stays.

use std::path::PathBuf;

use super::Asking;
use super::apply::{self, Changes, Coming, Means};
use super::inventory::{Inventory, applies};
use super::target::Target;
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::flow::candidates::Present;
use crate::flow::obtain::{self, Obtained};
use crate::flow::options::{ChangeOptions, ResolveOptions};
use crate::flow::platform::TargetOptions;
use crate::flow::python;
use crate::flow::resolution::{self, Answer, For, Question};
use crate::flow::session;
use crate::flow::sources::Builder;
use crate::flow::{Upgrade, report, wanted};
use crate::link::Installable;
use crate::pep::marker::Environment;
use crate::pep::requirement::{Requirement, Source};
use crate::pep::specifier::Specifiers;
use crate::requirements::Requirements;
use crate::sys;
use crate::venv::{Guard, Package};

/// What was asked for on the command line.
#[derive(Debug)]
pub struct Request {
    pub target: Option<PathBuf>,
    pub packages: Vec<String>,
    pub editables: Vec<String>,
    pub requirements: Vec<PathBuf>,
    pub constraints: Vec<PathBuf>,
    pub overrides: Vec<PathBuf>,
    pub upgrade: bool,
    pub force_reinstall: bool,
    pub no_deps: bool,
    pub change: ChangeOptions,
    /// For another Python than the environment's.
    pub other: TargetOptions,
    pub resolve: ResolveOptions,
}

/// Does it.
pub fn run(context: &Context, request: Request) -> Result<()> {
    let started = sys::clock::instant();
    if request.packages.is_empty() && request.editables.is_empty() && request.requirements.is_empty() {
        return Err(super::nothing_named("install"));
    }
    let asked = super::asked(
        context,
        &request.change.index,
        &Asking {
            words: &request.packages,
            editables: &request.editables,
            files: &request.requirements,
            constraints: &request.constraints,
            overrides: &request.overrides,
            require_hashes: request.change.require_hashes,
        },
    )?;
    if request.other.is_other() {
        return elsewhere(context, &request, &asked);
    }
    let target = Target::find(context, request.target.as_deref())?;
    let interpreter = target.interpreter(context)?;
    let markers = &interpreter.markers;
    asked.check_hashes(&|marker| marker.is_none_or(|marker| marker.evaluate(markers, &[]).unwrap_or(true)))?;
    let inventory = Inventory::of(context, &target)?;
    let has_own_rules = !asked.overrides.is_empty() || !request.resolve.excludes.is_empty();
    let takes_what_is_there = !request.upgrade && !request.force_reinstall && !has_own_rules;
    if takes_what_is_there && inventory.satisfies(&asked, markers, !request.no_deps) {
        Guard::sweep_if_free(&target.env);
        context.ui.done(format!(
            "{} has what is asked for already{}",
            target.env.display(),
            report::took(started.elapsed())
        ));
        return Ok(());
    }

    let session = session::open(context, &request.change.index, vec![wanted::index_options(&asked)])?;
    let builder = Builder::new(context, &session, &interpreter, &request.resolve, Some(&target.env))?;
    let asked = builder.named(&asked)?;
    let known = if request.force_reinstall { asked.clone() } else { without_known_urls(&asked, &inventory) };
    let for_whom = For::interpreter(&interpreter);
    let mut question = wanted::question(&known, &for_whom, &builder, request.change.require_hashes)?;
    question.options = request.resolve.clone();
    question.no_dependencies = request.no_deps;
    if !request.force_reinstall {
        keep_what_is_there(&mut question, &inventory, request.upgrade);
    }
    let answer = resolution::resolve(&builder, question, for_whom, false)?;
    if request.change.dry_run {
        let before = inventory.versions();
        let mut after = before.clone();
        let version = |name| answer.resolution.packages[name].version.to_string();
        after.extend(answer.wants.keys().map(|name| (name.to_string(), version(name))));
        apply::say_versions(context, &target, &before, &after);
        return Ok(());
    }
    let mut changes = coming(&builder, &answer, &inventory)?;
    let editables = request.editables.iter().map(|text| format!("-e {text}"));
    let words: Vec<String> = request.packages.iter().cloned().chain(editables).collect();
    changes.command = super::command_line("install", &words, &request.requirements);
    changes.requested = roots_that_apply(&asked, markers).cloned().collect();
    let source = Some((&builder, &answer.wants));
    let means = Means { store: &session.store, source, options: &request.change.install, started };
    apply::apply(context, &target, &inventory, &changes, &means)?;
    for warning in session.index.take_warnings() {
        context.ui.warn(warning);
    }
    Ok(())
}

// What would be installed where nothing is yet: nothing is looked at here but the interpreter that builds.
fn elsewhere(context: &Context, request: &Request, asked: &Requirements) -> Result<()> {
    if !request.change.dry_run {
        return Err(Plain::new(Exit::Usage, "an environment is for the Python that it has, not for another one")
            .hint("'--dry-run' says what another one would get; 'noglue pip download' fetches it")
            .into());
    }
    let interpreter = match Target::find(context, request.target.as_deref()) {
        Ok(target) => target.interpreter(context)?,
        Err(_) => python::choose(context, context.cwd()?, None, None)?.value.interpreter,
    };
    let session = session::open(context, &request.change.index, vec![wanted::index_options(asked)])?;
    let builder = Builder::new(context, &session, &interpreter, &request.resolve, None)?;
    let for_whom = request.other.seen_from(&interpreter)?;
    let asked = builder.named(asked)?;
    let mut question = wanted::question(&asked, &for_whom, &builder, request.change.require_hashes)?;
    question.options = request.resolve.clone();
    question.no_dependencies = request.no_deps;
    let answer = resolution::resolve(&builder, question, for_whom, false)?;
    let version = |name| answer.resolution.packages[name].version.to_string();
    let after = answer.wants.keys().map(|name| (name.to_string(), version(name))).collect();
    report::say(&context.ui, &report::changes(&report::Versions::new(), &after));
    Ok(())
}

/// Gets the wheels of an answer, as changes to what is there.
pub(super) fn coming(builder: &Builder<'_>, answer: &Answer, inventory: &Inventory) -> Result<Changes> {
    let mut obtained = obtain::obtain(builder, &answer.wants)?;
    let mut changes = Changes::default();
    for package in wanted::packages(answer, &obtained) {
        let Some(name) = obtained.keys().find(|name| name.as_str() == package.name).cloned() else { continue };
        let Some(Obtained { entry, direct_url }) = obtained.remove(&name) else { continue };
        // Once asked for by name, always: that something newer comes with another package does not change it.
        let was_requested = inventory.get(&name).is_some_and(|item| item.installed.requested);
        let requested = package.requested || was_requested;
        let wheel = Installable { entry, requested, direct_url };
        changes.coming.insert(name, Coming { wheel, package: Package { requested, ..package } });
    }
    Ok(changes)
}

// Installed versions are candidates that need no index; those asked for by name move with --upgrade, the others only if
// they must (pip: `--upgrade-strategy only-if-needed`).
pub(super) fn keep_what_is_there(question: &mut Question, inventory: &Inventory, upgrade: bool) {
    let named: Vec<String> =
        question.roots.iter().map(|root| root.requirement.name.to_string()).filter(|_| upgrade).collect();
    for item in inventory.iter() {
        // What cannot be read cannot stay: the index's takes its place.
        let Ok(metadata) = item.metadata() else { continue };
        let name = &item.installed.name;
        question.preferences.insert(name.clone(), metadata.version.clone());
        let moves = named.iter().any(|named| named == name.as_str());
        question.present.insert(name.clone(), Present { metadata: metadata.clone(), moves });
    }
    question.upgrade = Upgrade { all: false, packages: named };
}

// What came from the very URL that is asked for is what is asked for, in the version that it has.
pub(super) fn without_known_urls(asked: &Requirements, inventory: &Inventory) -> Requirements {
    let mut known = asked.clone();
    for root in &mut known.roots {
        let requirement = &mut root.value.requirement;
        let Source::Url(_) = &requirement.source else { continue };
        let Some(item) = inventory.get(&requirement.name).filter(|item| item.is(requirement)) else { continue };
        if let Ok(metadata) = item.metadata() {
            requirement.source = Source::Any(Specifiers::exactly(metadata.version.clone()));
            root.value.located = None;
        }
    }
    known
}

pub(super) fn roots_that_apply<'a>(
    asked: &'a Requirements,
    markers: &'a Environment,
) -> impl Iterator<Item = &'a Requirement> {
    asked.roots.iter().map(|root| &root.value.requirement).filter(|requirement| applies(requirement, markers, &[]))
}
