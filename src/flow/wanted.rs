//! What a project or a command line asks for, in the words of the stages that answer.
//!
//! Requirements in; a question for the resolver, settings for the index and lines for the state out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::obtain::Obtained;
use super::options::IndexOptions;
use super::remote;
use super::resolution::{Answer, For, Question};
use super::session;
use super::sources::Builder;
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::fetch::Digest;
use crate::index::settings::Options;
use crate::pep::marker::Marker;
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::version::Version;
use crate::requirements::discover::{self, OfProject};
use crate::requirements::{Requirements, RequirementsError, Root, World, is_url, lock, read_files, read_limits};
use crate::resolve;
use crate::sourced::Sourced;
use crate::venv::{Asked, Input, Package, State};

/// Reads what is asked for of the project at `root`, and says what should be said about it. Paths in `ask` that are
/// relative are below `base`. Files on servers are read by the options of `index`, and refused without.
pub(super) fn read(
    context: &Context,
    root: &Path,
    base: &Path,
    ask: &Asked,
    index: Option<&IndexOptions>,
) -> Result<OfProject> {
    let variable = variables(context);
    let local = World::local(base, &variable);
    let fetch = index.map(|index| remote::reader(context, index));
    let world = match &fetch {
        Some(fetch) => World { fetch, ..local },
        None => local,
    };
    let mut read = if ask.requirements.is_empty() {
        let wanted = discover::Wanted {
            extras: names(&ask.extras, "extra", ExtraName::parse)?,
            all_extras: ask.all_extras,
            groups: names(&ask.groups, "dependency group", GroupName::parse)?,
            all_groups: ask.all_groups,
            without: names(&ask.without, "dependency group", GroupName::parse)?,
            no_dev: ask.no_dev,
            default_groups: !ask.groups_only,
            groups_only: ask.groups_only,
            without_project: ask.without_project,
        };
        discover::of_project(root, &wanted, &world)?
    } else {
        let mut read = of_files(&ask.requirements, &world)?;
        if read.lock.is_some() {
            read.extras = names(&ask.extras, "extra", ExtraName::parse)?;
            read.groups = names(&ask.groups, "dependency group", GroupName::parse)?;
        }
        read
    };
    read.requirements.extend(read_limits(&ask.constraints, &ask.overrides, &world)?);
    read.requirements.read_directories()?;
    for note in &read.requirements.notes {
        context.ui.note(note);
    }
    Ok(read)
}

// As pip: `-r pylock.toml` is a whole answer, beside which nothing else is read.
fn of_files(files: &[PathBuf], world: &World<'_>) -> Result<OfProject> {
    let is_lock = |file: &&PathBuf| {
        file.file_name()
            .filter(|_| !is_url(file))
            .and_then(|name| name.to_str())
            .is_some_and(|name| lock::is_pylock(name) || lock::Tool::of_lock(name).is_some())
    };
    let Some(lock) = files.iter().find(is_lock) else {
        return Ok(OfProject { requirements: read_files(files, world)?, ..OfProject::default() });
    };
    if files.len() > 1 {
        return Err(Plain::new(Exit::Usage, format!("-r {}: a lock is used alone", lock.display()))
            .hint("leave the other -r out, or lock what they ask for as well")
            .into());
    }
    let mut requirements = Requirements::default();
    let tool = lock.file_name().and_then(|name| name.to_str()).and_then(lock::Tool::of_lock);
    let found = match tool {
        Some(tool) => {
            let directory = lock.parent().unwrap_or(Path::new(""));
            lock::Found::of_tool(tool, directory, world, &mut requirements)?
        }
        None => lock::Found::at(lock, world, &mut requirements)?,
    };
    let Some(found) = found else {
        return Err(RequirementsError::Missing { path: lock.clone(), place: None }.into());
    };
    Ok(OfProject { requirements, lock: Some(found), ..OfProject::default() })
}

/// Variables for `${NAME}` in requirements files.
pub(super) fn variables(context: &Context) -> impl Fn(&str) -> Option<String> + '_ {
    |name| context.env.get(std::ffi::OsStr::new(name)).and_then(|value| value.to_str()).map(str::to_owned)
}

/// The files that were read, for the state.
pub(super) fn inputs(requirements: &Requirements) -> Vec<Input> {
    let input = |input: &crate::requirements::Input| Input { path: input.path.clone(), sha256: input.sha256.clone() };
    requirements.inputs.iter().map(input).collect()
}

/// What the files say about indexes.
pub(super) fn index_options(requirements: &Requirements) -> Options {
    let said = &requirements.options;
    Options {
        index_url: said.index_url.clone(),
        extra_index_urls: said.extra_index_urls.clone(),
        find_links: said.find_links.clone(),
        no_index: said.no_index.is_some(),
        trusted_hosts: said.trusted_hosts.clone(),
        ..session::with_sources(&said.indexes, &said.pins, false)
    }
}

/// The question that the requirements are, for a target.
pub(super) fn question(
    requirements: &Requirements,
    target: &For,
    builder: &Builder<'_>,
    requires_hashes: bool,
) -> Result<Question> {
    let mut requirements = requirements.clone();
    if requires_hashes {
        requirements.options.require_hashes = Some(true);
    }
    // A line that cannot be understood is refused, as by pip; only metadata of a version may be unusable.
    for root in requirements.roots.iter().chain(&requirements.constraints).chain(&requirements.overrides) {
        if let Some(marker) = &root.value.requirement.marker
            && let Err(error) = marker.evaluate(&target.markers, &[])
        {
            return Err(Plain::refused(format!("{}: marker \"{marker}\": {error}", root.from))
                .hint(
                    "correct the marker; fields are python_version, sys_platform, platform_machine, os_name and others",
                )
                .into());
        }
    }
    let applies =
        |marker: Option<&Marker>| marker.is_none_or(|marker| marker.evaluate(&target.markers, &[]).unwrap_or(true));
    let counts = |root: &&Sourced<Root>| applies(root.value.requirement.marker.as_ref());
    requirements.check_hashes(&applies)?;
    let mut question = Question {
        allows_pre_releases: requirements.options.pre,
        requires_hashes: requirements.checks_hashes(),
        formats: requirements.options.formats.clone(),
        policy: requirements.options.policy.clone(),
        releases: requirements.options.releases.clone(),
        ..Question::default()
    };
    for root in requirements.roots.iter().chain(&requirements.constraints) {
        if !applies(root.value.requirement.marker.as_ref()) {
            continue;
        }
        builder.tell(&root.value.requirement.name, &root.value.config_settings);
    }
    question.hashes = hashes(requirements.roots.iter().chain(&requirements.constraints).filter(counts))?;
    question.prefers_wheels = requirements.options.prefer_binary;
    question.roots = requirements.roots.iter().map(asked).collect();
    question.overrides = requirements.overrides.iter().map(asked).collect();
    let all = requirements.roots.iter().chain(&requirements.overrides).chain(&requirements.constraints);
    let places = builder.places(all.filter(counts))?;
    question.brought = places.brought;
    for constraint in &requirements.constraints {
        match &constraint.value.located {
            None => question.constraints.push(asked(constraint)),
            // Whoever asks for the package gets the one at that place.
            Some(located) if counts(&constraint) => {
                question.brought.insert(constraint.value.requirement.name.clone(), located.text());
            }
            Some(_) => {}
        }
    }
    question.direct = places.direct.into_iter().map(|(name, direct)| (name, Arc::new(direct))).collect();
    Ok(question)
}

// As pip: where a package is named more than once with hashes, its file must have one that each of them allows.
fn hashes<'a>(roots: impl Iterator<Item = &'a Sourced<Root>>) -> Result<BTreeMap<PackageName, Vec<Digest>>> {
    let mut all: BTreeMap<PackageName, (Vec<Digest>, &Sourced<Root>)> = BTreeMap::new();
    for root in roots {
        let name = &root.value.requirement.name;
        let own: Vec<Digest> = root.value.all_hashes().filter_map(|hash| Digest::parse(&hash.to_string())).collect();
        if own.is_empty() {
            continue;
        }
        let Some((common, first)) = all.get_mut(name) else {
            all.insert(name.clone(), (own, root));
            continue;
        };
        common.retain(|digest| own.contains(digest));
        if common.is_empty() {
            let why = format!("{} and {} allow no hash of {name} in common", first.from, root.from);
            return Err(Plain::new(Exit::Integrity, why).hint("keep the one whose hashes are right").into());
        }
    }
    Ok(all.into_iter().map(|(name, (common, _))| (name, common)).collect())
}

/// The versions that are installed, to be kept where they fit.
pub(super) fn preferences(state: &State) -> BTreeMap<PackageName, Version> {
    let pair = |package: &Package| Some((PackageName::parse(&package.name).ok()?, package.version.parse().ok()?));
    state.packages.iter().filter_map(pair).collect()
}

/// What is about to be installed, for the state.
pub(super) fn packages(answer: &Answer, obtained: &BTreeMap<PackageName, Obtained>) -> Vec<Package> {
    obtained
        .iter()
        .map(|(name, Obtained { entry, .. })| {
            let pinned = &answer.resolution.packages[name];
            let file = &answer.wants[name].file;
            Package {
                name: name.to_string(),
                version: pinned.version.to_string(),
                file: file.file_name().to_owned(),
                sha256: entry.sha256().to_owned(),
                url: Some(file.url.to_string()),
                requested: !pinned.asked_by.is_empty(),
                extras: pinned.extras.iter().map(ToString::to_string).collect(),
            }
        })
        .collect()
}

fn asked(root: &Sourced<Root>) -> resolve::Root {
    resolve::Root { requirement: root.value.requirement.clone(), asked_by: root.from.to_string() }
}

/// Names as typed, parsed.
pub(super) fn names<T, E>(typed: &[String], what: &str, parse: impl Fn(&str) -> Result<T, E>) -> Result<Vec<T>> {
    let one = |text: &String| {
        parse(text).map_err(|_| {
            Plain::new(Exit::Usage, format!("\"{}\" is no name of a {what}", crate::ui::clean(text))).into()
        })
    };
    typed.iter().map(one).collect()
}
