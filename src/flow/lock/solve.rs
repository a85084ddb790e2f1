//! One resolution for each part of all environments, such that in a part every question has one answer.
//!
//! Solves for the environment that stands for a region, then looks at everything the solution rests on: where an answer
//! changes within the region, the region is cut and the other parts are solved for themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::flow::candidates::World;
use crate::flow::rating::Target;
use crate::flow::resolution::{self, For, Question as Asked, Solved};
use crate::flow::sources::{Builder, Direct};
use crate::index::File;
use crate::interpreter::Interpreter;
use crate::pep::marker::Marker;
use crate::pep::metadata::Metadata;
use crate::pep::name::{ExtraName, PackageName};
use crate::pep::specifier::Specifiers;
use crate::pep::tags::{self, Implementation, Os, Tags};
use crate::pep::version::Version;
use crate::resolve::universe::{Platform, Point, Question, Region, words};
use crate::resolve::{Candidates, Details, Failure, Fit, Resolution};

/// All environments a lock may be for.
pub(in crate::flow) struct Universe {
    pub platforms: Vec<Platform>,
    /// Where wheels of each are for.
    pub targets: Vec<tags::Target>,
    /// This machine's, by its platform.
    pub here: (usize, Point),
}

/// A solution and where it holds.
pub(in crate::flow) struct Slice {
    pub region: Region,
    pub resolution: Resolution,
    pub chosen: BTreeMap<PackageName, Chosen>,
}

/// What a version that was chosen is made of.
#[derive(Clone)]
pub(in crate::flow) struct Chosen {
    pub files: Vec<Arc<File>>,
    pub direct: Option<Arc<Direct>>,
    pub requires_python: Option<Specifiers>,
}

/// A region without a solution, and why.
pub(in crate::flow) struct Failed {
    pub region: Region,
    pub why: Error,
}

impl Universe {
    /// The usual platforms, and that of `interpreter`.
    pub(in crate::flow) fn around(interpreter: &Interpreter) -> Universe {
        let own = Platform::of(&interpreter.markers);
        let mut platforms = Platform::usual();
        let mut targets: Vec<tags::Target> = platforms.iter().map(target).collect();
        let at = platforms.iter().position(|platform| *platform == own).unwrap_or_else(|| {
            platforms.push(own);
            targets.push(interpreter.target.clone());
            platforms.len() - 1
        });
        let release = interpreter.version.only_release();
        let part = |at: usize| release.release().get(at).copied().unwrap_or(0);
        Universe { platforms, targets, here: (at, [part(0), part(1), part(2)]) }
    }

    /// The tags of a Python on a platform.
    pub(in crate::flow) fn tags(&self, platform: usize, [major, minor, _]: Point) -> Tags {
        let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        Tags::of(&tags::Target { version: (number(major), number(minor)), ..self.targets[platform].clone() })
    }

    /// For a Python on a platform.
    pub(in crate::flow) fn target(&self, platform: usize, point: Point) -> For {
        For {
            tags: self.tags(platform, point),
            markers: self.platforms[platform].environment(point),
            python: Version::new(point),
        }
    }
}

// As new as a system can be: which wheels an older one takes is seen when it installs.
fn target(platform: &Platform) -> tags::Target {
    let (os, arch) = match platform.sys_platform.as_str() {
        "darwin" => (Os::MacOs { major: 26, minor: 0 }, platform.platform_machine.clone()),
        "win32" => (Os::Other("win-amd64".into()), "AMD64".to_owned()),
        _ => (Os::Glibc { major: 2, minor: 42 }, platform.platform_machine.clone()),
    };
    tags::Target {
        implementation: Implementation::CPython,
        version: (3, 0),
        free_threaded: false,
        debug: false,
        soabi: String::new(),
        platform: tags::Platform { os, arch },
    }
}

/// Solves all of `whole`. `ask` gives the question for a target.
pub(in crate::flow) fn solve(
    builder: &Builder<'_>,
    universe: &Universe,
    whole: Region,
    ask: &mut dyn FnMut(&For) -> Result<Asked>,
) -> Result<(Vec<Slice>, Vec<Failed>)> {
    let fits = Fits { universe, tags: Mutex::default() };
    let (mut slices, mut failed) = (Vec::new(), Vec::new());
    let mut open = vec![whole];
    let mut is_here_known = false;
    while let Some(region) = open.pop() {
        let Some((platform, point)) = region.first() else { continue };
        let target = universe.target(platform, point);
        let mut question = ask(&target)?;
        question.reads_any_wheel = true;
        let roots = roots(&question);
        let solved = match resolution::solve(builder, question, target)? {
            Ok(solved) => solved,
            Err(failure @ Failure::Source(_)) => return Err(failure.into()),
            Err(failure) => {
                // What has no solution here has none that would be written: no other part needs to be tried.
                if !is_here_known && region.contains(universe.here.0, universe.here.1) {
                    is_here_known = true;
                    let here = universe.target(universe.here.0, universe.here.1);
                    resolution::solve(builder, Asked { reads_any_wheel: true, ..ask(&here)? }, here)??;
                }
                // Another part may have a solution; nobody knows which.
                match region.halves() {
                    Some(parts) => open.extend(parts.into_iter().rev()),
                    None => failed.push(Failed { region, why: failure.into() }),
                }
                continue;
            }
        };
        let basis = Basis::of(&solved, &roots)?;
        let mut parts = basis.split(&region, universe, &fits, &solved.world);
        let first = parts.remove(0);
        // The parts have fewer Pythons: what has a file for all of them may differ.
        if basis.fits_all(&first, &fits, &solved.world) {
            slices.push(Slice { region: first, chosen: basis.chosen, resolution: solved.resolution });
        } else {
            open.push(first);
        }
        open.extend(parts.into_iter().rev());
    }
    Ok((slices, failed))
}

/// Says what there is no solution for, and why, and what else is to be said. Where this machine is among that, or nothing
/// is left, it is an error.
pub(in crate::flow) fn say(
    context: &Context,
    universe: &Universe,
    whole: &Region,
    slices: &[Slice],
    failed: Vec<Failed>,
) -> Result<()> {
    let (platform, python) = universe.here;
    let mut all: BTreeMap<String, Region> = BTreeMap::new();
    for Failed { region, why } in failed {
        if region.contains(platform, python) || slices.is_empty() {
            return Err(why);
        }
        let mut why = why.chain().join(": ");
        why.truncate(why.find('\n').unwrap_or(why.len()));
        let regions = all.entry(why).or_default();
        *regions = regions.and(&region);
    }
    for (why, region) in all {
        let words = words::marker(&universe.platforms, whole, &region).map(|marker| marker.to_string());
        context.ui.warn(format!("not locked for {}: {why}", words.unwrap_or_default()));
    }
    let mut said = BTreeSet::new();
    for (name, pinned) in slices.iter().flat_map(|slice| &slice.resolution.packages) {
        said.extend(pinned.warnings.iter().map(|warning| warning.sentence(name, &pinned.version)));
    }
    said.into_iter().for_each(|sentence| context.ui.warn(sentence));
    Ok(())
}

/// What the roots, constraints and overrides ask for, for where they change.
struct Roots {
    markers: Vec<Marker>,
    limits: BTreeMap<PackageName, Vec<Specifiers>>,
    excludes: BTreeSet<String>,
}

fn roots(question: &Asked) -> Roots {
    let all = || question.roots.iter().chain(&question.constraints).chain(&question.overrides);
    let mut limits: BTreeMap<PackageName, Vec<Specifiers>> = BTreeMap::new();
    for root in all() {
        if let Some(specifiers) = root.requirement.specifiers() {
            limits.entry(root.requirement.name.clone()).or_default().push(specifiers.clone());
        }
    }
    Roots {
        markers: all().filter_map(|root| root.requirement.marker.clone()).collect(),
        limits,
        excludes: question.options.excludes.iter().cloned().collect(),
    }
}

/// What a solution rests on.
struct Basis {
    markers: Vec<(Marker, Vec<ExtraName>)>,
    pythons: Vec<Specifiers>,
    chosen: BTreeMap<PackageName, Chosen>,
    /// Newer versions that other environments may have.
    elsewhere: Vec<Chosen>,
}

impl Basis {
    fn of(solved: &Solved<'_>, roots: &Roots) -> Result<Basis> {
        let mut markers: Vec<(Marker, Vec<ExtraName>)> =
            roots.markers.iter().map(|marker| (marker.clone(), Vec::new())).collect();
        let (mut pythons, mut chosen, mut elsewhere) = (Vec::new(), BTreeMap::new(), Vec::new());
        for (name, pinned) in &solved.resolution.packages {
            let details = solved.world.metadata(name, &pinned.version)?;
            let Details::Known(metadata) = details else { continue };
            add_markers(&mut markers, &metadata, &pinned.extras, &roots.excludes);
            pythons.extend(metadata.requires_python.clone());
            let files = solved.world.files(name, &pinned.version)?;
            pythons.extend(files.iter().filter_map(|file| file.requires_python.clone()));
            let limits = roots.limits.get(name).map_or(&[][..], Vec::as_slice);
            let newer = solved.world.newer_elsewhere(name, &pinned.version)?;
            let wanted = newer.into_iter().filter(|(version, _)| limits.iter().all(|limit| limit.contains(version)));
            for (_, files) in wanted {
                pythons.extend(files.iter().filter_map(|file| file.requires_python.clone()));
                elsewhere.push(Chosen { files, direct: None, requires_python: None });
            }
            let direct = solved.world.direct(name);
            let requires_python = metadata.requires_python.clone();
            chosen.insert(name.clone(), Chosen { files, direct, requires_python });
        }
        markers.sort_by_cached_key(|(marker, extras)| (marker.to_string(), extras.clone()));
        markers.dedup();
        pythons.sort_by_cached_key(ToString::to_string);
        pythons.dedup();
        Ok(Basis { markers, pythons, chosen, elsewhere })
    }

    fn split(&self, region: &Region, universe: &Universe, fits: &Fits<'_>, world: &World<'_>) -> Vec<Region> {
        let minors: Vec<Point> = region.minors().into_iter().map(|(major, minor)| [major, minor, 0]).collect();
        let holds: Vec<_> = self
            .chosen
            .values()
            .chain(&self.elsewhere)
            .filter(|chosen| !is_for_all(chosen, world))
            .map(|chosen| move |platform: usize, point: Point| fits.fits(chosen, platform, point, world))
            .collect();
        let mut questions: Vec<Question<'_>> =
            self.markers.iter().map(|(marker, extras)| Question::Marker(marker, extras)).collect();
        questions.extend(self.pythons.iter().map(Question::Python));
        questions.extend(holds.iter().map(|holds| Question::Other(holds, &minors)));
        region.split(&universe.platforms, &questions)
    }

    fn fits_all(&self, region: &Region, fits: &Fits<'_>, world: &World<'_>) -> bool {
        self.chosen
            .values()
            .filter(|chosen| !is_for_all(chosen, world))
            .all(|chosen| region.cells().iter().all(|(platform, span)| fits.fits(chosen, *platform, span.from, world)))
    }
}

fn add_markers(
    markers: &mut Vec<(Marker, Vec<ExtraName>)>,
    metadata: &Metadata,
    extras: &BTreeSet<ExtraName>,
    excludes: &BTreeSet<String>,
) {
    for requirement in &metadata.requires_dist {
        let Some(marker) = &requirement.marker else { continue };
        if excludes.contains(requirement.name.as_str()) {
            continue;
        }
        markers.push((marker.clone(), Vec::new()));
        if marker.mentions_extra() {
            markers.extend(extras.iter().map(|extra| (marker.clone(), vec![extra.clone()])));
        }
    }
}

// Given by its place, or with a source that any Python of the version's own limits can build.
fn is_for_all(chosen: &Chosen, world: &World<'_>) -> bool {
    let may_be_built = |file: &Arc<File>| file.wheel().is_none() && world.target().formats.allows_source(file.name());
    chosen.direct.is_some() || chosen.files.iter().any(may_be_built)
}

/// Whether a version has a file for a Python on a platform.
struct Fits<'u> {
    universe: &'u Universe,
    tags: Mutex<BTreeMap<(usize, u64), Tags>>,
}

impl Fits<'_> {
    fn fits(&self, chosen: &Chosen, platform: usize, point: Point, world: &World<'_>) -> bool {
        let mut known = self.tags.lock().expect("nobody panics with it");
        let tags = known.entry((platform, point[1])).or_insert_with(|| self.universe.tags(platform, point)).clone();
        drop(known);
        let of = world.target();
        let target = Target {
            tags,
            python: Version::new(point),
            cutoffs: of.cutoffs.clone(),
            formats: of.formats.clone(),
            reads_any_wheel: false,
        };
        target.rate(&chosen.files, None).status.fit == Fit::Usable
    }
}
