//! The search itself: problem in, resolution or failure out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pubgrub::{PubGrubError, SelectedDependencies};

use crate::pep::name::{ExtraName, PackageName};
use crate::pep::specifier::Key;
use crate::pep::version::Version;

use super::bridge::Stop;
use super::candidates::{Candidates, Details};
use super::failure::Failure;
use super::nodes::{Node, NodeId};
use super::pick::position;
use super::policy::{Policy, is_pinned_by};
use super::problem::Problem;
use super::provider::{MANY_TRIES, Provider};
use super::resolution::{Need, Pinned, Resolution, Warning};

/// Finds one version for each package needed, such that everyone is satisfied.
pub fn solve<C: Candidates + ?Sized>(problem: &Problem, candidates: &C) -> Result<Resolution, Failure<C::Error>> {
    solve_after(MANY_TRIES, problem, candidates)
}

/// As [`solve`]; a package counts as hard to place after this many of its versions.
pub fn solve_after<C: Candidates + ?Sized>(
    many_tries: u32,
    problem: &Problem,
    candidates: &C,
) -> Result<Resolution, Failure<C::Error>> {
    let policy = Policy::new(problem).map_err(Failure::Root)?;
    let roots = policy.roots().map_err(Failure::Root)?;
    let mut provider = Provider::new(policy, roots, candidates, many_tries);
    loop {
        match attempt(&mut provider)? {
            Searched::Found(resolution) => return Ok(resolution),
            Searched::Proof(_) if provider.dead.was_used() => {
                provider.dead.turn_off();
                provider.last_resort = false;
                provider.rewind();
            }
            Searched::Proof(tree) => {
                return Err(Failure::Conflict(Box::new(super::explain::explain(&provider, &tree))));
            }
        }
    }
}

fn attempt<C: Candidates + ?Sized>(provider: &mut Provider<'_, C>) -> Result<Searched, Failure<C::Error>> {
    let first = search(provider)?;
    // PubGrub takes "no version" for a fact, but pre-releases and yanked versions come and go with who asks.
    if matches!(first, Searched::Proof(_)) && provider.is_worth_another_search() {
        provider.last_resort = true;
        provider.rewind();
        if let Searched::Found(resolution) = search(provider)?
            && is_allowed(provider, &resolution)
        {
            return Ok(Searched::Found(resolution));
        }
    }
    Ok(first)
}

enum Searched {
    Found(Resolution),
    Proof(super::explain::Proof),
}

fn search<C: Candidates + ?Sized>(provider: &Provider<'_, C>) -> Result<Searched, Failure<C::Error>> {
    loop {
        let stop = match pubgrub::resolve(provider, NodeId::ROOT, Provider::<C>::root_version()) {
            Ok(selected) => return resolution(provider, selected).map(Searched::Found).map_err(Failure::Source),
            Err(PubGrubError::NoSolution(tree)) => return Ok(Searched::Proof(tree)),
            Err(PubGrubError::ErrorChoosingVersion { source, .. }) => source,
            Err(PubGrubError::ErrorRetrievingDependencies { source, .. }) => source,
            Err(PubGrubError::ErrorInShouldCancel(source)) => source,
        };
        match stop {
            Stop::Source(error) => return Err(Failure::Source(error)),
            Stop::Stuck => provider.rewind(),
        }
    }
}

// The second search takes withheld versions last, without asking whether they are due: asked here of the whole.
fn is_allowed<C: Candidates + ?Sized>(provider: &Provider<'_, C>, resolution: &Resolution) -> bool {
    resolution.packages.iter().all(|(name, pinned)| {
        let version = &pinned.version;
        let is_yanked = pinned.warnings.iter().any(|warning| matches!(warning, Warning::Yanked(_)));
        let is_pinned = || {
            let nodes = provider.nodes.borrow();
            let pins = |request: &super::nodes::Request| {
                request.pin.as_ref().is_some_and(|pin| is_pinned_by(version, pin)) && nodes.is_current(request)
            };
            nodes.find(name).is_some_and(|id| nodes.get(id).requests.iter().any(pins))
        };
        (!version.any_prerelease() || provider.is_pre_release_due(name))
            && (!is_yanked || provider.policy.allows_yanked(name, version) || is_pinned())
    })
}

// Walks from the roots over the chosen versions, so that only what someone needs is in it.
fn resolution<C: Candidates + ?Sized>(
    provider: &Provider<'_, C>,
    selected: SelectedDependencies<NodeId, Key>,
) -> Result<Resolution, C::Error> {
    let mut versions: HashMap<PackageName, Version> = HashMap::new();
    for (id, key) in selected {
        if let Node::Package(name) = &provider.nodes.borrow().get(id).node {
            versions.insert(name.clone(), key.version().clone());
        }
    }
    let mut packages: BTreeMap<PackageName, Pinned> = BTreeMap::new();
    let mut ahead: Vec<(PackageName, Option<ExtraName>)> = Vec::new();
    for (root, ask) in provider.roots() {
        if let Some(pinned) = pin(&mut packages, &versions, &ask.name) {
            let asked_by = &provider.policy.problem.roots[*root].asked_by;
            if !pinned.asked_by.contains(asked_by) {
                pinned.asked_by.push(asked_by.clone());
            }
            ahead.push((ask.name.clone(), None));
            ahead.extend(ask.extras.iter().map(|extra| (ask.name.clone(), Some(extra.clone()))));
        }
    }
    let mut seen = BTreeSet::new();
    while let Some((name, extra)) = ahead.pop() {
        if !seen.insert((name.clone(), extra.clone())) {
            continue;
        }
        let Some(version) = versions.get(&name) else { continue };
        let asks = provider.asks(&name, version, extra.as_ref())?.unwrap_or_default();
        for ask in &asks {
            pin(&mut packages, &versions, &ask.name);
            ahead.push((ask.name.clone(), None));
            ahead.extend(ask.extras.iter().map(|wanted| (ask.name.clone(), Some(wanted.clone()))));
        }
        let Some(pinned) = packages.get_mut(&name) else { continue };
        for ask in asks.into_iter().filter(|ask| ask.name != name) {
            pinned.dependencies.insert(Need { name: ask.name, extras: ask.extras, because_of: extra.clone() });
        }
        match extra {
            Some(extra) => drop(pinned.extras.insert(extra)),
            None => ahead.push((name.clone(), None)),
        }
    }
    for (name, pinned) in &mut packages {
        pinned.warnings = warnings(provider, name, pinned)?;
    }
    Ok(Resolution { packages })
}

fn pin<'p>(
    packages: &'p mut BTreeMap<PackageName, Pinned>,
    versions: &HashMap<PackageName, Version>,
    name: &PackageName,
) -> Option<&'p mut Pinned> {
    let version = versions.get(name)?;
    Some(packages.entry(name.clone()).or_insert_with(|| Pinned::new(version.clone())))
}

fn warnings<C: Candidates + ?Sized>(
    provider: &Provider<'_, C>,
    name: &PackageName,
    pinned: &Pinned,
) -> Result<Vec<Warning>, C::Error> {
    let Some(versions) = provider.listing(name)? else { return Ok(Vec::new()) };
    let Some(at) = position(versions.newest_first(), &pinned.version) else { return Ok(Vec::new()) };
    let mut warnings = Vec::new();
    if versions.status(at).is_yanked {
        warnings.push(Warning::Yanked(versions.yanked(at)));
    }
    if let Details::Known(metadata) = provider.details(name, at, &pinned.version)? {
        let missing = pinned.extras.iter().filter(|extra| !metadata.provides_extra.contains(*extra));
        warnings.extend(missing.cloned().map(Warning::NoSuchExtra));
    }
    Ok(warnings)
}
