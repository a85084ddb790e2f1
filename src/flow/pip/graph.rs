//! Who needs whom among what is installed. Reads metadata; asks nobody.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::inventory::{Inventory, applies};
use crate::pep::marker::Environment;
use crate::pep::name::{ExtraName, PackageName};
use crate::pep::requirement::{Requirement, Source};
use crate::pep::version::Version;

/// What one package needs of another, or of one that is not there.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub requirement: Requirement,
    pub state: State,
}

/// What became of a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Met,
    Missing,
    /// Another version is there.
    Unmet,
}

/// All that is installed, by name.
#[derive(Debug, Default)]
pub(super) struct Graph {
    /// What each package needs, with the extras of it that somebody asks for; by name.
    pub needs: BTreeMap<PackageName, Vec<Need>>,
    /// Who needs each package.
    pub needed_by: BTreeMap<PackageName, BTreeSet<PackageName>>,
}

impl Graph {
    /// Of an environment; `asked` are extras that were asked for by a person.
    pub(super) fn of(
        inventory: &Inventory,
        markers: &Environment,
        asked: &BTreeMap<PackageName, Vec<ExtraName>>,
    ) -> Graph {
        let mut extras: BTreeMap<PackageName, BTreeSet<ExtraName>> = BTreeMap::new();
        for (name, own) in asked {
            extras.entry(name.clone()).or_default().extend(own.iter().cloned());
        }
        let mut graph = Graph::default();
        let mut todo: VecDeque<PackageName> = inventory.iter().map(|item| item.installed.name.clone()).collect();
        while let Some(name) = todo.pop_front() {
            let Some(item) = inventory.get(&name) else { continue };
            let active: Vec<ExtraName> = extras.get(&name).into_iter().flatten().cloned().collect();
            let all = item.metadata().map(|metadata| metadata.requires_dist.clone()).unwrap_or_default();
            let mut needs: BTreeMap<PackageName, Need> = BTreeMap::new();
            for requirement in all.into_iter().filter(|one| one.name != name && applies(one, markers, &active)) {
                let target = extras.entry(requirement.name.clone()).or_default();
                let known = target.len();
                target.extend(requirement.extras.iter().cloned());
                if target.len() > known && inventory.get(&requirement.name).is_some() {
                    todo.push_back(requirement.name.clone());
                }
                let found = inventory.get(&requirement.name).map(|item| item.installed.version.as_str());
                let state = match found {
                    None => State::Missing,
                    Some(version) if fits(&requirement, version) => State::Met,
                    Some(_) => State::Unmet,
                };
                // Asked for twice, once for an extra: what is not met counts.
                let need =
                    needs.entry(requirement.name.clone()).or_insert(Need { requirement: requirement.clone(), state });
                need.requirement.extras.extend(requirement.extras);
                need.requirement.extras.sort();
                need.requirement.extras.dedup();
                if need.state == State::Met && state != State::Met {
                    need.state = state;
                    need.requirement.source = requirement.source;
                }
            }
            for needed in needs.keys() {
                graph.needed_by.entry(needed.clone()).or_default().insert(name.clone());
            }
            graph.needs.insert(name, needs.into_values().collect());
        }
        graph
    }

    /// What nothing else needs; of packages that need each other in a circle, the first by name.
    pub(super) fn tops(&self) -> Vec<PackageName> {
        let mut tops: Vec<PackageName> = self
            .needs
            .keys()
            .filter(|name| self.needed_by.get(*name).is_none_or(BTreeSet::is_empty))
            .cloned()
            .collect();
        let mut reached = self.reached(tops.iter());
        for name in self.needs.keys() {
            if !reached.contains(name) {
                tops.push(name.clone());
                reached.extend(self.reached([name].into_iter()));
            }
        }
        tops.sort();
        tops
    }

    /// These, and all that they need.
    pub(super) fn reached<'a>(&self, from: impl Iterator<Item = &'a PackageName>) -> BTreeSet<PackageName> {
        let mut reached = BTreeSet::new();
        let mut todo: Vec<PackageName> = from.cloned().collect();
        while let Some(name) = todo.pop() {
            if !self.needs.contains_key(&name) || !reached.insert(name.clone()) {
                continue;
            }
            todo.extend(self.needs[&name].iter().map(|need| need.requirement.name.clone()));
        }
        reached
    }
}

/// Whether an installed version is one that is needed. As for pip, any version is one at a URL.
pub(super) fn fits(needs: &Requirement, version: &str) -> bool {
    match (&needs.source, version.parse::<Version>()) {
        (Source::Any(specifiers), Ok(version)) => specifiers.contains(&version),
        _ => true,
    }
}
