//! The way that leads from a root to a wish, as one sentence.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Bound;

use crate::pep::name::{ExtraName, PackageName};
use crate::pep::specifier::{Key, VersionSet};
use crate::pep::version::Version;

use super::super::candidates::{Candidates, Fit, Versions};
use super::super::pick::spans;
use super::super::words;
use super::core::{Asker, Facts, Wanted};
use super::quarrel::Usable;

/// The shortest way to each package of a proof, and what was told already.
pub struct Ways<'t, 'p, 'a, C: Candidates + ?Sized> {
    facts: &'t Facts,
    usable: &'t Usable<'p, 'a, C>,
    // Who asks for a package on the shortest way from a root.
    before: BTreeMap<&'t PackageName, &'t Asker>,
    told: BTreeSet<(&'t Asker, &'t PackageName)>,
}

impl<'t, 'p, 'a, C: Candidates + ?Sized> Ways<'t, 'p, 'a, C> {
    /// Finds the ways.
    pub fn new(facts: &'t Facts, usable: &'t Usable<'p, 'a, C>) -> Self {
        let mut before: BTreeMap<&PackageName, &Asker> = BTreeMap::new();
        let mut queue: VecDeque<Option<&PackageName>> = VecDeque::from([None]);
        while let Some(by) = queue.pop_front() {
            for (asker, wanted) in facts.wanted.iter().filter(|(asker, _)| asker.package() == by) {
                for name in wanted.keys() {
                    if !before.contains_key(name) {
                        before.insert(name, asker);
                        queue.push_back(Some(name));
                    }
                }
            }
        }
        Ways { facts, usable, before, told: BTreeSet::new() }
    }

    /// True when a sentence had this wish in it.
    pub fn is_told(&self, asker: &'t Asker, name: &'t PackageName) -> bool {
        self.told.contains(&(asker, name))
    }

    /// The way to a wish, and the root it begins with.
    pub fn sentence(&mut self, asker: &'t Asker, name: &'t PackageName, wanted: &'t Wanted) -> (usize, String) {
        let mut steps: Vec<(&Asker, &PackageName, &Wanted)> = vec![(asker, name, wanted)];
        let mut seen: BTreeSet<&PackageName> = BTreeSet::from([name]);
        let mut at = asker;
        while let Some(by) = at.package()
            && seen.insert(by)
            && let Some(before) = self.before.get(by)
            && let Some(wanted) = self.facts.wanted.get(*before).and_then(|all| all.get(by))
        {
            steps.push((*before, by, wanted));
            at = before;
        }
        steps.reverse();
        let mut text = String::new();
        let mut before: Option<&Wanted> = None;
        let mut first = usize::MAX;
        for (asker, name, wanted) in steps {
            self.told.insert((asker, name));
            match asker {
                Asker::Root(root) => {
                    first = *root;
                    let root = &self.usable.provider.policy.problem.roots[*root];
                    text.push_str(&format!("{} asks for {}", root.asked_by, root.requirement));
                }
                Asker::Package(by, extra) => {
                    match extra {
                        _ if before.is_some() => text.push_str(", which"),
                        Some(extra) => text.push_str(&format!("{by}[{extra}]")),
                        None => text.push_str(by.as_str()),
                    }
                    text.push_str(&self.wish(by, name, wanted, before));
                }
            }
            before = Some(wanted);
        }
        text.push_str(&self.absence(name, wanted));
        (first, text)
    }

    // " in every version (1.0 to 1.4) needs x<2", " in 1.0 needs x<2 and in 1.1 needs x<3".
    fn wish(&self, by: &PackageName, name: &PackageName, wanted: &Wanted, asked: Option<&Wanted>) -> String {
        let extras: Vec<&str> = wanted.extras.iter().map(ExtraName::as_str).collect();
        let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
        let Some(versions) = self.usable.provider.known_listing(by) else {
            return format!(" needs {name}{extras}{}", words::set(&wanted.range()));
        };
        let mut groups: Vec<(BTreeSet<usize>, &VersionSet)> = wanted
            .by_range
            .iter()
            .map(|(range, own)| (usable_in(&*versions, own), range))
            .filter(|(own, _)| !own.is_empty())
            .collect();
        groups.sort_by_key(|(own, _)| std::cmp::Reverse(own.last().copied()));
        if (2..=3).contains(&groups.len()) {
            let group = |(own, range): &(BTreeSet<usize>, &VersionSet)| {
                format!("in {} needs {name}{extras}{}", say(&*versions, own), words::set(range))
            };
            return format!(" {}", words::list(&groups.iter().map(group).collect::<Vec<_>>()));
        }
        let who = self.who(by, &*versions, wanted, asked);
        match groups[..] {
            [] | [_] => {
                let range = groups.first().map_or_else(|| wanted.range(), |(_, range)| (*range).clone());
                format!("{who} needs {name}{extras}{}", words::set(&range))
            }
            _ => {
                let all = wanted.range();
                let within = if all.iter().count() <= 3 { words::set(&all) } else { words::hull(&all) };
                let within = if within.is_empty() { String::new() } else { format!(", all within {within}") };
                format!("{who} needs its own range of {name}{extras}{within}")
            }
        }
    }

    // " in every version (1.0 to 1.4)": which versions of the asker have the wish.
    fn who(&self, by: &PackageName, versions: &dyn Versions, wanted: &Wanted, asked: Option<&Wanted>) -> String {
        let own = wanted.by_range.values().fold(VersionSet::empty(), |all, set| all.union(set));
        let own = usable_in(versions, &own);
        let range = asked.map_or_else(VersionSet::full, Wanted::range);
        let such = if range == VersionSet::full() { "" } else { " such" };
        let exist = spans(versions.newest_first(), &range).flatten().count();
        let said = say(versions, &own);
        let is_every = self.usable.of(by, &range).is_some_and(|could| could.is_subset(&own));
        let usable = if own.len() < exist { " usable" } else { "" };
        match own.len() {
            0 => String::new(),
            1 if is_every && words::set(&range).starts_with("==") => String::new(),
            1 if is_every => format!(" in its only{usable}{such} version ({said})"),
            _ if is_every => format!(" in every{usable}{such} version ({said})"),
            _ => format!(" in {said}"),
        }
    }

    // ", but the newest is 2.0": when nothing at all exists in a range.
    fn absence(&self, name: &PackageName, wanted: &Wanted) -> String {
        let range = wanted.range();
        if range.is_empty() {
            return ", which no version can be".to_owned();
        }
        let Some(versions) = self.usable.provider.known_listing(name) else { return String::new() };
        let list = versions.newest_first();
        if spans(list, &range).next().is_some() {
            return String::new();
        }
        if let Some(root) = self.usable.provider.policy.direct_root(name)
            && let [version] = list
        {
            return format!(", but {} gives {name} {version} by its URL", root.asked_by);
        }
        let Some(newest) = list.iter().find(|version| !version.any_prerelease()).or(list.first()) else {
            return ", of which no version has a file".to_owned();
        };
        let above = list.iter().filter(|version| is_above(&range, version)).count();
        match (above, list.get(above)) {
            (0, _) => format!(", but the newest is {newest}"),
            (_, None) => format!(", but the oldest is {}", list[above - 1]),
            (_, Some(older)) => {
                format!(", but there is no such version; the nearest are {older} and {}", list[above - 1])
            }
        }
    }
}

fn usable_in(versions: &dyn Versions, range: &VersionSet) -> BTreeSet<usize> {
    spans(versions.newest_first(), range).flatten().filter(|at| versions.status(*at).fit == Fit::Usable).collect()
}

fn say(versions: &dyn Versions, own: &BTreeSet<usize>) -> String {
    let counts = |at: usize| versions.status(at).fit == Fit::Usable;
    words::existing(versions.newest_first(), |at| own.contains(&at), counts)
}

fn is_above(range: &VersionSet, version: &Version) -> bool {
    match range.bounding_range() {
        Some((_, Bound::Included(high) | Bound::Excluded(high))) => Key::from(version) > *high,
        _ => false,
    }
}
