//! Lock files: used in place of a resolution, and made from one.

pub(super) mod fresh;
pub(super) mod listed;
pub mod make;
mod merge;
mod places;
pub(super) mod solve;
pub(super) mod used;

use std::path::Path;

use super::resolution::{self, Answer, For};
use super::sources::Builder;
use super::sync::Request;
use super::{remote, wanted};
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::pep::name::{GroupName, PackageName};
use crate::requirements::discover::{self, OfProject};
use crate::requirements::located::Kind;
use crate::requirements::lock::{ANEW, Lock, LockError, Origin, Tool};
use crate::requirements::{Located, Requirements, Root, World, read_limits};
use crate::sourced::{Source, Sourced};

/// What is made of a lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Use {
    /// It is used where there is one, and must be fresh.
    #[default]
    Fresh,
    /// There must be one, and it must be fresh.
    Locked,
    /// There must be one, and nobody asks whether it is fresh.
    Frozen,
}

/// The project's lock, read, if it is to be used; the Pythons it is for become the project's where that says nothing.
pub(super) fn of(request: &Request, of_project: &mut OfProject) -> Result<Option<Lock>> {
    let Some(found) = &of_project.lock else {
        return Ok(None);
    };
    if request.upgrade.is_any() {
        return Err(Plain::new(Exit::Usage, format!("{} says which versions", found.path.display()))
            .hint(match found.tool {
                None => "for newer ones: 'noglue lock --upgrade', then 'noglue sync'".to_owned(),
                Some(tool) => format!("for newer ones: let {} lock anew, then 'noglue sync'", tool.name()),
            })
            .into());
    }
    let lock = found.parse()?;
    if of_project.requirements.requires_python.is_none() {
        let from = Source::File(found.path.clone(), None);
        of_project.requirements.requires_python = lock.requires_python.clone().map(|said| Sourced::new(said, from));
    }
    Ok(Some(lock))
}

/// A lock was asked for and there is none.
pub(super) fn missing(wanted: Use) -> Plain {
    let option = if wanted == Use::Locked { "--locked" } else { "--frozen" };
    Plain::refused(format!("{option}: there is no lock here")).hint("'noglue lock' writes one")
}

/// What a lock says, for a target; and whether it was stale, which only `--frozen` lets pass.
pub(super) fn answer(
    builder: &Builder<'_>,
    request: &Request,
    root: &Path,
    of_project: &OfProject,
    lock: &Lock,
    target: For,
) -> Result<(Answer, bool)> {
    let context: &Context = builder.context;
    let found = of_project.lock.as_ref().expect("it was read");
    for note in &lock.notes {
        context.ui.note(note);
    }
    let mut requirements = of_project.requirements.clone();
    let is_of_project = request.asked.requirements.is_empty();
    let whole = match is_of_project {
        true => {
            let (variable, fetch) = (wanted::variables(context), remote::reader(context, &request.index));
            Some(discover::whole(root, &World { cwd: context.cwd()?, variable: &variable, fetch: &fetch })?)
        }
        false => None,
    };
    let groups = groups(context, request, of_project, lock, &mut requirements, whole.as_ref());
    let itself = itself(builder, root, lock, &mut requirements)?;
    let part = used::Part {
        extras: &of_project.extras,
        groups: &groups,
        groups_only: request.asked.groups_only,
        without: request.asked.without_project.then_some(root),
        requirements: &requirements,
        formats: resolution::formats(requirements.options.formats.clone(), &request.resolve.build)?,
        itself,
    };
    let mut reasons = Vec::new();
    if let Some(whole) = &whole {
        let limits = limits(context, request)?;
        reasons.extend(fresh::reasons(lock, whole, &limits, options(&request.resolve), &found.directory));
    }
    if reasons.is_empty() {
        reasons.extend(fresh::unsatisfied(lock, &part, &target, &found.directory)?);
    }
    if !reasons.is_empty() && request.lock != Use::Frozen {
        return Err(
            LockError::Stale { path: lock.path.clone(), reasons, anew: lock.tool.map_or(ANEW, Tool::anew) }.into()
        );
    }
    for reason in &reasons {
        context.ui.warn(format!("{} is stale: {reason}", lock.path.display()));
    }
    Ok((used::answer(builder, lock, &found.directory, &part, target)?, !reasons.is_empty()))
}

// uv writes the project itself into its lock, as the standard has it; the others install it beside what they locked.
fn itself(
    builder: &Builder<'_>,
    root: &Path,
    lock: &Lock,
    requirements: &mut Requirements,
) -> Result<Vec<Sourced<Root>>> {
    if !matches!(lock.tool, Some(Tool::Poetry | Tool::Pdm | Tool::Pipenv)) {
        return Ok(Vec::new());
    }
    let is_here = |located: &Located| matches!(&located.kind, Kind::Directory(path) if path == root);
    let is_locked =
        lock.packages.iter().any(|package| matches!(&package.origin, Origin::Place(at) if is_here(&at.located)));
    if is_locked {
        return Ok(Vec::new());
    }
    let is_root = |one: &Sourced<Root>| one.value.located.as_ref().is_some_and(is_here);
    let unnamed = requirements.unnamed.iter().filter(|one| is_here(&one.value.located)).cloned().collect();
    let mut found = builder.named(&Requirements { unnamed, ..Requirements::default() })?.roots;
    found.extend(requirements.roots.iter().filter(|one| is_root(one)).cloned());
    requirements.unnamed.retain(|one| !is_here(&one.value.located));
    requirements.roots.retain(|one| !is_root(one));
    Ok(found)
}

// A group that is installed unasked and is not in the lock is left out, and what it asks for with it.
fn groups(
    context: &Context,
    request: &Request,
    of_project: &OfProject,
    lock: &Lock,
    requirements: &mut Requirements,
    whole: Option<&discover::Whole>,
) -> Vec<GroupName> {
    let mut groups = Vec::new();
    for group in &of_project.groups {
        let is_asked = request.asked.groups.iter().any(|asked| GroupName::parse(asked).as_ref() == Ok(group));
        if is_asked || lock.groups.contains(group) {
            groups.push(group.clone());
            continue;
        }
        context.ui.note(format!("{} has no dependency group {group}: it is left out", lock.path.display()));
        let of_group = whole.and_then(|whole| whole.groups.iter().find(|(name, _)| name == group));
        if let Some((_, part)) = of_group {
            requirements.roots.retain(|root| !part.roots.contains(root));
            requirements.unnamed.retain(|one| !part.unnamed.contains(one));
        }
    }
    if !request.asked.groups_only {
        let is_known =
            |group: &GroupName| whole.is_some_and(|whole| whole.groups.iter().any(|(name, _)| name == group));
        let is_without = |group: &GroupName| request.asked.without.iter().any(|name| name == group.as_str());
        let more = lock.default_groups.iter().filter(|group| !is_known(group) && !is_without(group));
        groups.extend(more.cloned());
    }
    groups
}

/// Constraints and overrides of the command line.
pub(super) fn limits(context: &Context, request: &Request) -> Result<Requirements> {
    let variable = wanted::variables(context);
    let fetch = remote::reader(context, &request.index);
    let world = World { cwd: context.cwd()?, variable: &variable, fetch: &fetch };
    Ok(read_limits(&request.asked.constraints, &request.asked.overrides, &world)?)
}

/// The option that a package was left out by, before its name.
const EXCLUDED: &str = "exclude-package=";

/// The options of a resolution that a lock notes.
pub(super) fn options(options: &super::options::ResolveOptions) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(options.pre.then(|| "pre".to_owned()));
    all.extend(options.all_releases.iter().map(|names| format!("all-releases={names}")));
    all.extend(options.only_final.iter().map(|names| format!("only-final={names}")));
    all.extend(options.prerelease.map(|choice| format!("prerelease={choice:?}").to_lowercase()));
    all.extend(options.resolution.map(|choice| format!("resolution={choice:?}").to_lowercase()));
    all.extend(options.exclude_newer.iter().map(|when| format!("exclude-newer={when}")));
    all.extend(options.exclude_newer_packages.iter().map(|one| format!("exclude-newer-package={one}")));
    let name = |typed: &String| PackageName::parse(typed).map_or_else(|_| typed.clone(), |name| name.to_string());
    all.extend(options.excludes.iter().map(|typed| format!("{EXCLUDED}{}", name(typed))));
    all
}
