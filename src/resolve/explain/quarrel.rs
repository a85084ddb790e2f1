//! The packages a proof is about, and each way that leads from a root to a wish for one of them, as a sentence.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::pep::name::{ExtraName, PackageName};
use crate::pep::specifier::VersionSet;

use super::super::candidates::{Candidates, Fit};
use super::super::pick::spans;
use super::super::provider::Provider;
use super::super::words;
use super::core::{Asker, Facts, Wanted};
use super::missing::{Missing, Wrong};

/// What is told of a proof.
pub struct Told {
    /// The whole in one line.
    pub summary: String,
    /// The facts, a sentence each.
    pub reasons: Vec<String>,
}

/// Tells it.
pub fn tell<C: Candidates + ?Sized>(provider: &Provider<'_, C>, facts: &Facts, missing: &Missing) -> Told {
    let teller = Teller { provider, facts, missing };
    let quarrels = teller.quarrels();
    let ways = teller.ways();
    let mut reasons = Vec::new();
    let mut covered: BTreeSet<(&Asker, &PackageName)> = BTreeSet::new();
    let others = facts.wanted.values().flat_map(BTreeMap::keys).collect::<BTreeSet<_>>();
    for name in quarrels.iter().copied().chain(others.into_iter().filter(|name| !quarrels.contains(name))) {
        for (asker, wanted) in facts.askers(name) {
            if quarrels.contains(&name) || !covered.contains(&(asker, name)) {
                push_new(&mut reasons, teller.sentence(asker, name, wanted, &ways, &mut covered));
            }
        }
    }
    for name in missing.0.keys() {
        for sentence in missing.sentences(provider, name) {
            push_new(&mut reasons, sentence);
        }
    }
    Told { summary: teller.summary(&quarrels), reasons }
}

struct Teller<'t, 'a, C: Candidates + ?Sized> {
    provider: &'t Provider<'a, C>,
    facts: &'t Facts,
    missing: &'t Missing,
}

// Who asks for a package on the shortest way from a root; for each package reached.
type Ways<'t> = BTreeMap<&'t PackageName, &'t Asker>;

impl<'t, C: Candidates + ?Sized> Teller<'t, '_, C> {
    fn summary(&self, quarrels: &[&PackageName]) -> String {
        let [name] = quarrels else {
            return match quarrels.iter().find(|name| self.is_unknown(name)) {
                Some(name) => format!("there is no package named {name}"),
                None => "no set of versions is right for everyone".to_owned(),
            };
        };
        if self.is_unknown(name) {
            return format!("there is no package named {name}");
        }
        let is_constrained = self.missing.0.get(*name).is_some_and(|lack| lack.wrong.contains_key(&Wrong::Constraint));
        if self.facts.askers(name).count() > 1 || is_constrained {
            format!("no version of {name} is right for everyone who asks for it")
        } else {
            format!("there is no version of {name} to use")
        }
    }

    fn is_unknown(&self, name: &PackageName) -> bool {
        self.missing.0.get(name).is_some_and(|lack| lack.is_unknown)
    }

    // A package is quarrelled about when someone's wish for it leaves no version, or two wishes leave none in common.
    fn quarrels(&self) -> Vec<&'t PackageName> {
        let names: BTreeSet<&PackageName> = self.facts.wanted.values().flat_map(BTreeMap::keys).collect();
        let open: Vec<&PackageName> = names.iter().copied().filter(|name| self.is_torn(name)).collect();
        if !open.is_empty() {
            return open;
        }
        let together = |name: &&PackageName| {
            let mut left: Option<BTreeSet<usize>> = None;
            for (_, wanted) in self.facts.askers(name) {
                let range = wanted.by_range.keys().fold(VersionSet::empty(), |all, range| all.union(range));
                let here = self.usable(name, &range);
                left = Some(left.map_or_else(|| here.clone(), |left| left.intersection(&here).copied().collect()));
            }
            left.is_some_and(|left| left.is_empty())
        };
        let open: Vec<&PackageName> = names.iter().copied().filter(together).collect();
        if !open.is_empty() {
            return open;
        }
        let asks = |name: &PackageName| {
            self.facts.wanted.keys().any(|asker| matches!(asker, Asker::Package(by, _) if by == name))
        };
        names.into_iter().filter(|name| !asks(name)).collect()
    }

    fn is_torn(&self, name: &PackageName) -> bool {
        if self.is_unknown(name) {
            return true;
        }
        let mut sides: Vec<(&Asker, BTreeSet<usize>)> = Vec::new();
        for (asker, wanted) in self.facts.askers(name) {
            sides.extend(wanted.by_range.keys().map(|range| (asker, self.usable(name, range))));
        }
        let is_same = |a: &Asker, b: &Asker| match (a, b) {
            (Asker::Package(a, _), Asker::Package(b, _)) => a == b,
            _ => a == b,
        };
        sides.iter().enumerate().any(|(at, (asker, side))| {
            side.is_empty()
                || sides[at + 1..].iter().any(|(other, there)| !is_same(asker, other) && side.is_disjoint(there))
        })
    }

    // Positions of the versions in `range` that could be taken as far as the proof knows.
    fn usable(&self, name: &PackageName, range: &VersionSet) -> BTreeSet<usize> {
        let Some(versions) = self.provider.known_listing(name) else { return BTreeSet::new() };
        let lack = self.missing.0.get(name);
        let is_wrong = |at: &usize| lack.is_some_and(|lack| lack.wrong.values().any(|wrong| wrong.contains(at)));
        spans(versions.newest_first(), range)
            .flatten()
            .filter(|at| versions.status(*at).fit == Fit::Usable && !is_wrong(at))
            .collect()
    }

    fn ways(&self) -> Ways<'t> {
        let mut ways = Ways::new();
        let mut queue: VecDeque<&PackageName> = VecDeque::new();
        for (asker, wanted) in &self.facts.wanted {
            if matches!(asker, Asker::Root(_)) {
                for name in wanted.keys() {
                    if ways.insert(name, asker).is_none() {
                        queue.push_back(name);
                    }
                }
            }
        }
        while let Some(by) = queue.pop_front() {
            for (asker, wanted) in &self.facts.wanted {
                if matches!(asker, Asker::Package(name, _) if name == by) {
                    for name in wanted.keys() {
                        if !ways.contains_key(name) {
                            ways.insert(name, asker);
                            queue.push_back(name);
                        }
                    }
                }
            }
        }
        ways
    }

    fn sentence(
        &self,
        asker: &'t Asker,
        name: &'t PackageName,
        wanted: &'t Wanted,
        ways: &Ways<'t>,
        covered: &mut BTreeSet<(&'t Asker, &'t PackageName)>,
    ) -> String {
        let mut steps: Vec<(&Asker, &PackageName, &Wanted)> = vec![(asker, name, wanted)];
        let mut seen: BTreeSet<&PackageName> = BTreeSet::from([name]);
        let mut at = asker;
        while let Asker::Package(by, _) = at
            && seen.insert(by)
            && let Some(before) = ways.get(by)
            && let Some(wanted) = self.facts.wanted.get(*before).and_then(|all| all.get(by))
        {
            steps.push((*before, by, wanted));
            at = before;
        }
        steps.reverse();
        let mut text = String::new();
        let mut before: Option<&Wanted> = None;
        for (asker, name, wanted) in steps {
            covered.insert((asker, name));
            match asker {
                Asker::Root(root) => {
                    let root = &self.provider.policy.problem.roots[*root];
                    text.push_str(&format!("{} asks for {}", root.asked_by, root.requirement));
                }
                Asker::Package(by, extra) => {
                    let versions = self.versions(by, wanted, before);
                    let who = match extra {
                        _ if before.is_some() => ", which".to_owned(),
                        Some(extra) => format!("{by}[{extra}]"),
                        None => by.to_string(),
                    };
                    text.push_str(&format!("{who}{versions} needs {}", asked(name, wanted)));
                }
            }
            before = Some(wanted);
        }
        if let Some(absence) = self.absence(name, wanted) {
            text.push_str(&absence);
        }
        text
    }

    // " in every version (1.0 to 1.4)": which versions of the asker have the wish.
    fn versions(&self, by: &PackageName, wanted: &Wanted, asked: Option<&Wanted>) -> String {
        let Some(versions) = self.provider.known_listing(by) else { return String::new() };
        let list = versions.newest_first();
        let own = wanted.by_range.values().fold(VersionSet::empty(), |all, set| all.union(set));
        let own: BTreeSet<usize> =
            spans(list, &own).flatten().filter(|at| versions.status(*at).fit == Fit::Usable).collect();
        let range = asked.map(|asked| asked.by_range.keys().fold(VersionSet::empty(), |all, range| all.union(range)));
        let range = range.unwrap_or_else(VersionSet::full);
        let could = self.usable(by, &range);
        let said = words::existing(list, |at| own.contains(&at), |at| versions.status(at).fit == Fit::Usable);
        let such = if range == VersionSet::full() { "" } else { " such" };
        let is_every = could.is_subset(&own);
        match own.len() {
            0 => String::new(),
            1 if is_every && words::set(&range).starts_with("==") => String::new(),
            1 if is_every => format!(" in {said}, the only{such} version,"),
            _ if is_every => format!(" in every{such} version ({said})"),
            _ => format!(" in {said}"),
        }
    }

    // ", but there is no such version": when nothing at all exists in a range.
    fn absence(&self, name: &PackageName, wanted: &Wanted) -> Option<String> {
        let Some(versions) = self.provider.known_listing(name) else {
            return self.is_unknown(name).then(|| ", but there is no such package".to_owned());
        };
        let list = versions.newest_first();
        let range = wanted.by_range.keys().fold(VersionSet::empty(), |all, range| all.union(range));
        if spans(list, &range).next().is_some() {
            return None;
        }
        let Some(newest) = list.first() else { return Some(", but it has no files".to_owned()) };
        if range.is_empty() {
            return Some(", which no version can be".to_owned());
        }
        let above = list.iter().filter(|version| is_above(&range, version)).count();
        Some(match (above, list.get(above)) {
            (0, _) => format!(", but the newest is {newest}"),
            (_, None) => format!(", but the oldest is {}", list[above - 1]),
            (_, Some(older)) => format!(", but next to {older} comes {}", list[above - 1]),
        })
    }
}

fn asked(name: &PackageName, wanted: &Wanted) -> String {
    let extras: Vec<&str> = wanted.extras.iter().map(ExtraName::as_str).collect();
    let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
    let mut ranges = wanted.by_range.keys();
    match (ranges.next(), ranges.next()) {
        (Some(one), None) => format!("{name}{extras}{}", words::set(one)),
        _ => {
            let all = wanted.by_range.keys().fold(VersionSet::empty(), |all, range| all.union(range));
            format!("{name}{extras}{}, each a part of that", words::hull(&all))
        }
    }
}

fn is_above(range: &VersionSet, version: &crate::pep::version::Version) -> bool {
    use std::ops::Bound;
    let key = crate::pep::specifier::Key::from(version);
    match range.bounding_range() {
        Some((_, Bound::Included(high) | Bound::Excluded(high))) => key > *high,
        _ => false,
    }
}

fn push_new(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}
