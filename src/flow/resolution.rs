//! Requirements become one version, and one file, for each package.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::candidates::{self, Beside, Present, World};
use super::cutoff;
use super::guess::Guess;
use super::obtain::Want;
use super::options::{PreReleaseChoice, ResolutionChoice, ResolveOptions};
use super::rating::Target;
use super::{Upgrade, packages_named};
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::fetch::Digest;
use crate::index::{File, Index};
use crate::interpreter::Interpreter;
use crate::pep::marker::Environment;
use crate::pep::name::PackageName;
use crate::pep::tags::Tags;
use crate::pep::version::Version;
use crate::requirements::Formats;
use crate::resolve::{self, Failure, PreReleases, Problem, Resolution, Root, Strategy};

/// What is to be resolved.
#[derive(Debug, Default)]
pub(super) struct Question {
    pub roots: Vec<Root>,
    pub constraints: Vec<Root>,
    pub overrides: Vec<Root>,
    /// Versions to keep where they fit.
    pub preferences: BTreeMap<PackageName, Version>,
    pub upgrade: Upgrade,
    pub options: ResolveOptions,
    /// A requirements file says `--pre`.
    pub allows_pre_releases: bool,
    /// The hashes that requirements allow, by package.
    pub hashes: BTreeMap<PackageName, Vec<Digest>>,
    /// Every package that comes out must have one.
    pub requires_hashes: bool,
    /// `--no-binary`, `--only-binary`.
    pub formats: Formats,
    /// Files given by URL or path.
    pub direct: BTreeMap<PackageName, Arc<File>>,
    /// What is installed and may stay; it is among the packages that come out, and not among the files to get.
    pub present: BTreeMap<PackageName, Present>,
    /// Only what the roots name, nothing it needs.
    pub no_dependencies: bool,
}

/// For whom.
#[derive(Clone, Debug)]
pub(super) struct For {
    pub tags: Tags,
    pub markers: Environment,
    /// Major, minor, micro.
    pub python: Version,
}

impl For {
    /// The interpreter that is there.
    pub(super) fn interpreter(interpreter: &Interpreter) -> For {
        For {
            tags: Tags::of(&interpreter.target),
            markers: interpreter.markers.clone(),
            python: interpreter.version.only_release(),
        }
    }
}

/// What came out.
#[derive(Debug)]
pub(super) struct Answer {
    pub resolution: Resolution,
    pub wants: BTreeMap<PackageName, Want>,
    /// All hashes of each version, if they were asked for.
    pub digests: BTreeMap<PackageName, Vec<Digest>>,
}

/// Solves, says warnings, and picks the files.
pub(super) fn resolve(
    context: &Context,
    index: &Index,
    question: Question,
    target: For,
    with_digests: bool,
) -> Result<Answer> {
    let hashes = question.hashes;
    let cutoff = cutoff::chosen(context, question.options.exclude_newer.as_deref())?;
    let seen_by = Arc::new(Target { tags: target.tags, python: target.python.clone(), cutoff });
    if !question.no_dependencies {
        let said = question.roots.iter().chain(&question.constraints);
        index.speculate(Arc::new(Guess::new(seen_by.clone(), target.markers.clone(), said)));
    }
    let extras = || question.roots.iter().flat_map(|root| root.requirement.extras.iter().cloned()).collect();
    let beside = Beside {
        allowed: hashes.clone(),
        direct: question.direct,
        present: question.present,
        alone: question.no_dependencies.then(extras),
    };
    let world = World::new(index, seen_by, beside);
    let mut problem = Problem::new(question.roots, Arc::new(target.markers), target.python);
    problem.constraints = question.constraints;
    problem.preferences = question.preferences;
    problem.upgrade = match (question.upgrade.all, question.upgrade.packages.is_empty()) {
        (true, _) => resolve::Upgrade::Everything,
        (_, true) => resolve::Upgrade::Nothing,
        _ => resolve::Upgrade::Only(packages_named(&question.upgrade.packages)?.into_iter().collect()),
    };
    problem.overrides = question.overrides;
    problem.excludes = packages_named(&question.options.excludes)?.into_iter().collect();
    problem.pre_releases = match question.options.prerelease {
        _ if question.options.pre => PreReleases::Allow,
        PreReleaseChoice::Disallow => PreReleases::Disallow,
        _ if question.allows_pre_releases => PreReleases::Allow,
        PreReleaseChoice::Allow => PreReleases::Allow,
        PreReleaseChoice::IfNecessary => PreReleases::IfNecessary,
        PreReleaseChoice::Explicit => PreReleases::Named,
        PreReleaseChoice::IfNecessaryOrExplicit => PreReleases::IfNecessaryOrNamed,
    };
    problem.strategy = match question.options.resolution {
        ResolutionChoice::Highest => Strategy::Highest,
        ResolutionChoice::Lowest => Strategy::Lowest,
        ResolutionChoice::LowestDirect => Strategy::LowestDirect,
    };
    let resolution = resolve::solve(&problem, &world).map_err(|mut failure| {
        if let Failure::Conflict(conflict) = &mut failure {
            conflict.hints.extend(candidates::hint_of_places(&world));
            if conflict.hints.is_empty() {
                conflict.hints.push(match conflict.reasons.iter().any(|reason| reason.contains("source distribution")) {
                    true => "noglue installs wheels: take a version that has one, or name a directory of wheels with --find-links",
                    false => "loosen or drop one of the requirements above, then run the same command again",
                }.into());
            }
        }
        failure
    })?;
    let (mut wants, mut digests) = (BTreeMap::new(), BTreeMap::new());
    let mut unhashed = BTreeSet::new();
    for (name, pinned) in &resolution.packages {
        for warning in &pinned.warnings {
            context.ui.warn(warning.sentence(name, &pinned.version));
        }
        if world.is_present(name, &pinned.version) {
            continue;
        }
        let file = world.file(name, &pinned.version)?.ok_or_else(|| {
            Plain::refused(format!("{name} {} has no file that can be installed here", pinned.version))
        })?;
        if !question.formats.allows_wheel(name) {
            return Err(Plain::refused(format!(
                "{name} is asked for without wheels (--no-binary); noglue cannot build source distributions yet"
            ))
            .hint(format!("leave {name} out of --no-binary"))
            .into());
        }
        let allowed = hashes.get(name).cloned().unwrap_or_default();
        if question.requires_hashes && allowed.is_empty() {
            unhashed.insert(format!("{name}=={}", pinned.version));
        }
        if with_digests {
            digests.insert(name.clone(), world.digests(name, &pinned.version)?);
        }
        wants.insert(name.clone(), Want { file, allowed });
    }
    if let Some(first) = unhashed.iter().next() {
        let all = unhashed.iter().cloned().collect::<Vec<_>>().join(" ");
        return Err(Plain::new(
            crate::error::Exit::Integrity,
            format!("{first} has no hash; with hashes every requirement needs one"),
        )
        .hint(format!("without a hash: {all}"))
        .hint("'noglue pip compile --generate-hashes' writes a file that has them all")
        .into());
    }
    Ok(Answer { resolution, wants, digests })
}
