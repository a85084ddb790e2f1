//! Requirements become one version, and one file, for each package.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::candidates::{self, Beside, Present, Unanswered, World};
use super::guess::Guess;
use super::obtain::Want;
use super::options::{BuildOptions, ResolveOptions};
use super::policy;
use super::rating::Target;
use super::sources::{Builder, Direct};
use super::{Upgrade, packages_named};
use crate::error::{Exit, Plain, Result};
use crate::fetch::Digest;
use crate::interpreter::Interpreter;
use crate::pep::marker::Environment;
use crate::pep::name::PackageName;
use crate::pep::tags::Tags;
use crate::pep::version::Version;
use crate::requirements::{self, Formats, Releases};
use crate::resolve::{self, Failure, Problem, Resolution, Root};

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
    /// `--all-releases`, `--only-final`.
    pub releases: Releases,
    /// Which versions the project wants to be chosen.
    pub policy: requirements::Policy,
    /// What is given by its place.
    pub direct: BTreeMap<PackageName, Arc<Direct>>,
    /// Packages that only other packages at places, or constraints, give a place.
    pub brought: BTreeMap<PackageName, String>,
    /// A requirements file says `--prefer-binary`.
    pub prefers_wheels: bool,
    /// What is installed and may stay; it is among the packages that come out, and not among the files to get.
    pub present: BTreeMap<PackageName, Present>,
    /// What stays even when all is upgraded.
    pub stays: BTreeSet<PackageName>,
    /// Only what the roots name, nothing it needs.
    pub no_dependencies: bool,
    /// Of a version that must be built here, any wheel may say what it needs.
    pub reads_any_wheel: bool,
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

// The command line has the last word.
pub(super) fn formats(mut formats: Formats, options: &BuildOptions) -> Result<Formats> {
    let wrong = |option: &str, why: String| Plain::new(Exit::Usage, format!("{option}: {why}"));
    for names in &options.no_binary {
        formats.no_binary(names).map_err(|why| wrong("--no-binary", why))?;
    }
    for names in &options.only_binary {
        formats.only_binary(names).map_err(|why| wrong("--only-binary", why))?;
    }
    Ok(formats)
}

/// A solution, and the world it was found in.
pub(super) struct Solved<'a> {
    pub world: World<'a>,
    pub resolution: Resolution,
}

/// Solves. That there is no solution is an answer, too.
pub(super) fn solve<'a>(
    builder: &'a Builder<'a>,
    question: Question,
    target: For,
) -> Result<std::result::Result<Solved<'a>, Failure<Unanswered>>> {
    let (context, index) = (builder.context, &builder.session.index);
    let policy =
        policy::settle(context, &question.options, &question.policy, question.allows_pre_releases, question.releases)?;
    index.settle(&target.markers);
    let formats = formats(question.formats, &question.options.build)?;
    let seen_by = Arc::new(Target {
        tags: target.tags,
        python: target.python.clone(),
        cutoffs: policy.cutoffs,
        formats,
        reads_any_wheel: question.reads_any_wheel,
    });
    // What a build needs is no guide to what comes next.
    if !question.no_dependencies && builder.is_outermost() {
        let said = question.roots.iter().chain(&question.constraints);
        index.speculate(Arc::new(Guess::new(seen_by.clone(), target.markers.clone(), said)));
    }
    let extras = || question.roots.iter().flat_map(|root| root.requirement.extras.iter().cloned()).collect();
    let beside = Beside {
        allowed: question.hashes,
        direct: question.direct,
        present: question.present,
        alone: question.no_dependencies.then(extras),
    };
    let world = World::new(builder, seen_by, beside);
    let mut problem = Problem::new(question.roots, Arc::new(target.markers), target.python);
    problem.constraints = question.constraints;
    problem.preferences = question.preferences;
    problem.upgrade = match (question.upgrade.all, question.upgrade.packages.is_empty()) {
        (true, _) => resolve::Upgrade::AllBut(question.stays),
        (_, true) => resolve::Upgrade::Nothing,
        _ => resolve::Upgrade::Only(packages_named(&question.upgrade.packages)?.into_iter().collect()),
    };
    problem.overrides = question.overrides;
    problem.direct = question.brought;
    problem.prefers_wheels = question.prefers_wheels || question.options.build.prefer_binary;
    problem.excludes = policy.excludes.into_iter().collect();
    problem.pre_releases = policy.pre_releases;
    problem.pre_releases_of = policy.releases.named();
    problem.strategy = policy.strategy;
    let solved = resolve::solve(&problem, &world).map_err(|mut failure| {
        if let Failure::Conflict(conflict) = &mut failure {
            conflict.hints.extend(candidates::hint_of_places(&world));
            conflict.hints.extend(world.hints_of_cutoffs(&conflict.reasons));
            if conflict.hints.is_empty() {
                let needs_build = conflict.reasons.iter().any(|reason| reason.contains("(--only-binary)"));
                conflict.hints.push(match needs_build {
                    true => "take what must be built out of --only-binary, or name a directory of wheels with --find-links",
                    false => "loosen or drop one of the requirements above, then run the same command again",
                }.into());
            }
        }
        failure
    });
    Ok(solved.map(|resolution| Solved { world, resolution }))
}

/// Solves, says warnings, and picks the files.
pub(super) fn resolve(builder: &Builder<'_>, question: Question, target: For, with_digests: bool) -> Result<Answer> {
    let context = builder.context;
    let (hashes, direct) = (question.hashes.clone(), question.direct.clone());
    let requires_hashes = question.requires_hashes;
    let Solved { world, resolution } = solve(builder, question, target)??;
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
        let allowed = hashes.get(name).cloned().unwrap_or_default();
        if requires_hashes && allowed.is_empty() {
            unhashed.insert(format!("{name}=={}", pinned.version));
        }
        if with_digests {
            digests.insert(name.clone(), world.digests(name, &pinned.version)?);
        }
        wants.insert(name.clone(), Want { file, allowed, direct: direct.get(name).cloned() });
    }
    if let Some(first) = unhashed.iter().next() {
        let all = unhashed.iter().cloned().collect::<Vec<_>>().join(" ");
        return Err(Plain::new(
            Exit::Integrity,
            format!("{first} has no hash; with hashes every requirement needs one"),
        )
        .hint(format!("without a hash: {all}"))
        .hint("'noglue pip compile --generate-hashes' writes a file that has them all")
        .into());
    }
    Ok(Answer { resolution, wants, digests })
}
