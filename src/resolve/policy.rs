//! The rules of one problem, ready to be asked: what a requirement means here, what may be taken of a package.
//!
//! Made once from a [`Problem`]; shared with the threads that fetch ahead ([`super::Wish`]). Knows nothing of the
//! search.

use std::collections::{BTreeMap, BTreeSet};

use crate::pep::metadata::Metadata;
use crate::pep::name::{ExtraName, PackageName};
use crate::pep::requirement::{Requirement, Source};
use crate::pep::specifier::VersionSet;
use crate::pep::version::Version;

use super::problem::{PreReleases, Problem, Root, Strategy, Upgrade};

/// What a root, a constraint or an override is wrong with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRoot {
    /// Who asks.
    pub asked_by: String,
    /// What for.
    pub requirement: String,
    /// Why that cannot be answered.
    pub why: String,
}

/// The rules of one problem.
#[derive(Debug)]
pub struct Policy {
    /// The problem, without the roots, constraints and overrides whose marker is false.
    pub problem: Problem,
    constraints: BTreeMap<PackageName, VersionSet>,
    overrides: BTreeMap<PackageName, Vec<Requirement>>,
    direct: BTreeMap<PackageName, String>,
    named_by_root: BTreeSet<PackageName>,
    pre_releases: BTreeSet<PackageName>,
    pinned: BTreeMap<PackageName, Vec<Version>>,
}

/// A requirement that applies, as the solver sees it.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The package.
    pub name: PackageName,
    /// Its extras.
    pub extras: Vec<ExtraName>,
    /// Which versions would do.
    pub range: VersionSet,
    /// Whether its specifier names a pre-release.
    pub names_pre_release: bool,
    /// The version it pins (`==` or `===`).
    pub pin: Option<Version>,
}

impl Policy {
    /// Sorts a problem out.
    pub fn new(problem: &Problem) -> Result<Policy, BadRoot> {
        let mut policy = Policy {
            problem: problem.clone(),
            constraints: BTreeMap::new(),
            overrides: BTreeMap::new(),
            direct: problem.direct.clone(),
            named_by_root: BTreeSet::new(),
            pre_releases: BTreeSet::new(),
            pinned: BTreeMap::new(),
        };
        policy.keep_what_applies()?;
        for root in &policy.problem.roots {
            let requirement = &root.requirement;
            policy.named_by_root.insert(requirement.name.clone());
            if let Source::Url(url) = &requirement.source {
                match policy.direct.get(&requirement.name) {
                    Some(other) if other != url => {
                        return Err(bad(root, format!("{} is already asked for from another URL", requirement.name)));
                    }
                    _ => drop(policy.direct.insert(requirement.name.clone(), url.clone())),
                }
            }
        }
        for root in &policy.problem.overrides {
            policy.overrides.entry(root.requirement.name.clone()).or_default().push(root.requirement.clone());
        }
        for root in &policy.problem.constraints {
            let Source::Any(specifiers) = &root.requirement.source else {
                return Err(bad(root, "a constraint cannot be a URL; ask for it in the requirements".to_owned()));
            };
            let range = specifiers.to_ranges();
            policy
                .constraints
                .entry(root.requirement.name.clone())
                .and_modify(|set| *set = set.intersection(&range))
                .or_insert(range);
        }
        let first_party =
            policy.problem.roots.iter().chain(&policy.problem.overrides).chain(&policy.problem.constraints);
        for root in first_party {
            if let Source::Any(specifiers) = &root.requirement.source {
                let name = &root.requirement.name;
                if policy.problem.pre_releases.counts_own_names() && specifiers.mentions_prerelease() {
                    policy.pre_releases.insert(name.clone());
                }
                if let Some(pin) = specifiers.pins() {
                    policy.pinned.entry(name.clone()).or_default().push(pin.clone());
                }
            }
        }
        Ok(policy)
    }

    /// What the roots ask for, in their order. The position is that in [`Policy::problem`].
    pub fn roots(&self) -> Result<Vec<(usize, Ask)>, BadRoot> {
        let mut asks = Vec::new();
        for (at, root) in self.problem.roots.iter().enumerate() {
            let made = self.ask(&root.requirement).map_err(|why| bad(root, why))?;
            asks.extend(made.into_iter().map(|ask| (at, ask)));
        }
        Ok(asks)
    }

    /// What a version asks for by itself (`extra` is `None`), or because of one extra. `Err` is a clause saying why the
    /// version cannot be used.
    pub fn asks(&self, metadata: &Metadata, extra: Option<&ExtraName>) -> Result<Vec<Ask>, String> {
        let mut asks = Vec::new();
        for requirement in &metadata.requires_dist {
            if !self.problem.excludes.contains(&requirement.name) && self.applies(requirement, extra)? {
                asks.extend(self.ask(requirement)?);
            }
        }
        Ok(asks)
    }

    /// Why the version cannot be used, as far as its metadata tells before its requirements are read.
    pub fn refusal(&self, metadata: &Metadata) -> Option<String> {
        let wanted = metadata.requires_python.as_ref()?;
        (!wanted.contains(&self.problem.python)).then(|| format!("it needs Python {wanted}"))
    }

    /// Which versions the constraints allow; `None` is all.
    pub fn constraint(&self, name: &PackageName) -> Option<&VersionSet> {
        self.constraints.get(name)
    }

    /// The version that is installed or locked, if it is to be kept where possible.
    pub fn preferred(&self, name: &PackageName) -> Option<&Version> {
        let counts = match &self.problem.upgrade {
            Upgrade::Nothing => true,
            Upgrade::Everything => false,
            Upgrade::Only(names) => !names.contains(name),
            Upgrade::AllBut(names) => names.contains(name),
        };
        let may_stay = |version: &&Version| !version.any_prerelease() || !self.forbids_pre_releases(name);
        self.problem.preferences.get(name).filter(|_| counts).filter(may_stay)
    }

    /// True when the newest version is wanted.
    pub fn wants_newest(&self, name: &PackageName) -> bool {
        match self.problem.strategy {
            Strategy::Highest => true,
            Strategy::Lowest => false,
            Strategy::LowestDirect => !self.named_by_root.contains(name),
        }
    }

    /// True when what must be built is the last choice.
    pub fn prefers_wheels(&self) -> bool {
        self.problem.prefers_wheels
    }

    /// True when pre-releases count like any version, whoever asks.
    pub fn allows_pre_releases(&self, name: &PackageName) -> bool {
        let counts = || self.problem.pre_releases == PreReleases::Allow || self.pre_releases.contains(name);
        self.direct.contains_key(name) || self.problem.pre_releases_of.get(name).map_or_else(counts, |counts| *counts)
    }

    /// True when no pre-release may come from an index, not even one that is installed.
    fn forbids_pre_releases(&self, name: &PackageName) -> bool {
        let own = self.problem.pre_releases_of.get(name);
        own.map_or(self.problem.pre_releases == PreReleases::Disallow, |counts| !counts)
    }

    /// True when pre-releases may be taken because nothing else satisfies.
    pub fn takes_pre_releases_in_need(&self, name: &PackageName) -> bool {
        let own = self.problem.pre_releases_of.get(name);
        own.copied().unwrap_or_else(|| self.problem.pre_releases.counts_need())
    }

    /// True when a root, an override or a constraint pins this version, or it is installed or comes from a URL.
    pub fn allows_yanked(&self, name: &PackageName, version: &Version) -> bool {
        self.direct.contains_key(name)
            || self.preferred(name) == Some(version)
            || self.pinned.get(name).is_some_and(|pins| pins.iter().any(|pin| is_pinned_by(version, pin)))
    }

    /// The root that gives the package's one version by URL.
    pub fn direct_root(&self, name: &PackageName) -> Option<&Root> {
        let is_it = |root: &&Root| root.requirement.name == *name && matches!(root.requirement.source, Source::Url(_));
        self.problem.roots.iter().find(is_it)
    }

    /// True when a root gives the package's one version by URL.
    pub fn is_direct(&self, name: &PackageName) -> bool {
        self.direct.contains_key(name)
    }

    fn keep_what_applies(&mut self) -> Result<(), BadRoot> {
        let excludes = std::mem::take(&mut self.problem.excludes);
        self.problem.roots.retain(|root| !excludes.contains(&root.requirement.name));
        self.problem.excludes = excludes;
        let environment = self.problem.environment.clone();
        for list in [&mut self.problem.roots, &mut self.problem.constraints, &mut self.problem.overrides] {
            let mut kept = Vec::with_capacity(list.len());
            for root in std::mem::take(list) {
                let holds = match &root.requirement.marker {
                    Some(marker) => {
                        marker.evaluate(&environment, &[]).map_err(|field| bad(&root, field.to_string()))?
                    }
                    None => true,
                };
                if holds {
                    kept.push(root);
                }
            }
            *list = kept;
        }
        Ok(())
    }

    // Dependency specifiers, "Environment Markers" (January 2026): a version with an unknown field in a marker should
    // not be eligible. What applies without the extra belongs to the package itself.
    fn applies(&self, requirement: &Requirement, extra: Option<&ExtraName>) -> Result<bool, String> {
        let Some(marker) = &requirement.marker else { return Ok(extra.is_none()) };
        let holds = |extras: &[ExtraName]| {
            marker
                .evaluate(&self.problem.environment, extras)
                .map_err(|field| format!("in its requirement {requirement}, {}", field))
        };
        match extra {
            None => holds(&[]),
            Some(extra) => Ok(holds(std::slice::from_ref(extra))? && !holds(&[])?),
        }
    }

    fn ask(&self, requirement: &Requirement) -> Result<Vec<Ask>, String> {
        let Some(overriding) = self.overrides.get(&requirement.name) else {
            return Ok(vec![self.plain_ask(requirement, requirement.extras.clone())?]);
        };
        overriding.iter().map(|other| self.plain_ask(other, requirement.extras.clone())).collect()
    }

    fn plain_ask(&self, requirement: &Requirement, mut extras: Vec<ExtraName>) -> Result<Ask, String> {
        extras.extend(requirement.extras.iter().cloned());
        extras.sort();
        extras.dedup();
        let name = requirement.name.clone();
        match &requirement.source {
            Source::Any(specifiers) => Ok(Ask {
                name,
                extras,
                range: specifiers.to_ranges(),
                names_pre_release: self.problem.pre_releases.counts_names()
                    && self.problem.pre_releases_of.get(&requirement.name) != Some(&false)
                    && specifiers.mentions_prerelease(),
                pin: specifiers.pins().cloned(),
            }),
            Source::Url(url) if self.direct.get(&name) == Some(url) => {
                Ok(Ask { name, extras, range: VersionSet::full(), names_pre_release: false, pin: None })
            }
            Source::Url(url)
                if url.split(':').next().is_some_and(|scheme| scheme.to_ascii_lowercase().ends_with("file")) =>
            {
                Err(format!("it asks for a file on this machine: {name} @ {}", crate::ui::clean(url)))
            }
            Source::Url(_) => Err(format!("it needs {name} from a URL, which only your own requirements may do")),
        }
    }
}

/// PEP 592 and 440: `==1.0` pins 1.0 and 1.0+local alike.
pub fn is_pinned_by(version: &Version, pin: &Version) -> bool {
    if pin.local().is_empty() { crate::pep::version::same_public(version, pin) } else { version == pin }
}

fn bad(root: &Root, why: String) -> BadRoot {
    BadRoot { asked_by: root.asked_by.clone(), requirement: root.requirement.to_string(), why }
}
