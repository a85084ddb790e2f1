//! The packages a proof is about: those for which someone's wish leaves nothing, or two wishes nothing in common.

use std::collections::{BTreeMap, BTreeSet};

use crate::pep::name::PackageName;
use crate::pep::specifier::VersionSet;

use super::super::candidates::{Candidates, Fit};
use super::super::pick::spans;
use super::super::provider::Provider;
use super::super::words;
use super::core::{Asker, Facts};
use super::missing::{Missing, Wrong};
use super::way::Ways;

/// More are cut: nobody reads them.
const MOST_REASONS: usize = 20;

/// What is told of a proof.
pub struct Told {
    /// The whole in one line.
    pub summary: String,
    /// The facts, a sentence each.
    pub reasons: Vec<String>,
    /// The packages it is about.
    pub quarrels: BTreeSet<PackageName>,
}

/// A package of which one root wants what does not exist, or two roots want what excludes each other.
pub fn among_roots<C: Candidates + ?Sized>(
    facts: &Facts,
    usable: &Usable<'_, '_, C>,
) -> Option<(PackageName, Vec<Asker>)> {
    let mut sides: BTreeMap<&PackageName, Vec<(&Asker, Side)>> = BTreeMap::new();
    for (asker, wanted) in facts.wanted.iter().filter(|(asker, _)| asker.package().is_none()) {
        for (name, wanted) in wanted {
            let side = Side::of(usable, name, wanted.range());
            if side.is_empty() {
                return Some((name.clone(), vec![asker.clone()]));
            }
            sides.entry(name).or_default().push((asker, side));
        }
    }
    sides.into_iter().find_map(|(name, sides)| {
        let against = |at: usize| sides[..at].iter().find(|(_, other)| other.is_disjoint(&sides[at].1));
        let (at, (other, _)) = (0..sides.len()).find_map(|at| against(at).map(|other| (at, other)))?;
        Some((name.clone(), vec![(*other).clone(), sides[at].0.clone()]))
    })
}

/// Tells it.
pub fn tell<C: Candidates + ?Sized>(provider: &Provider<'_, C>, facts: &Facts, missing: &Missing) -> Told {
    let names: BTreeSet<&PackageName> = facts.wanted.values().flat_map(BTreeMap::keys).collect();
    let usable = Usable { provider, missing };
    let quarrels = quarrels(facts, &usable, &names);
    let mut ways = Ways::new(facts, &usable);
    let mut reasons = Vec::new();
    let others = names.into_iter().filter(|name| !quarrels.contains(name));
    for name in quarrels.iter().copied().chain(others) {
        let mut sentences = Vec::new();
        for (asker, wanted) in facts.askers(name) {
            if quarrels.contains(&name) || !ways.is_told(asker, name) {
                sentences.push(ways.sentence(asker, name, wanted));
            }
        }
        sentences.sort();
        sentences.into_iter().for_each(|(_, sentence)| push_new(&mut reasons, sentence));
    }
    for name in missing.0.keys() {
        for sentence in missing.sentences(provider, name) {
            push_new(&mut reasons, sentence);
        }
    }
    let more = reasons.len().saturating_sub(MOST_REASONS);
    if more > 1 {
        reasons.truncate(MOST_REASONS);
        reasons.push(format!("and {more} more reasons like these"));
    }
    let summary = summary(facts, missing, &quarrels);
    Told { summary, reasons, quarrels: quarrels.into_iter().cloned().collect() }
}

/// Which versions could be taken, as far as the proof knows.
pub struct Usable<'t, 'a, C: Candidates + ?Sized> {
    /// What the search knows.
    pub provider: &'t Provider<'a, C>,
    /// What the proof finds wrong with versions.
    pub missing: &'t Missing,
}

impl<C: Candidates + ?Sized> Usable<'_, '_, C> {
    /// Positions of the versions in `range` with nothing wrong; `None` when the listing could not be had.
    pub fn of(&self, name: &PackageName, range: &VersionSet) -> Option<BTreeSet<usize>> {
        if self.provider.is_unknown(name) {
            return Some(BTreeSet::new());
        }
        let versions = self.provider.known_listing(name)?;
        let lack = self.missing.0.get(name);
        let is_wrong = |at: &usize| lack.is_some_and(|lack| lack.wrong.values().any(|wrong| wrong.contains(at)));
        let is_usable = |at: &usize| versions.status(*at).fit == Fit::Usable && !is_wrong(at);
        Some(spans(versions.newest_first(), range).flatten().filter(is_usable).collect())
    }
}

fn summary(facts: &Facts, missing: &Missing, quarrels: &[&PackageName]) -> String {
    let unknown: Vec<&str> = missing.unknown().map(PackageName::as_str).collect();
    match quarrels {
        _ if !unknown.is_empty() => format!("there is no package named {}", words::list(&unknown)),
        [name] => {
            let lack = missing.0.get(*name);
            let is_constrained = lack.is_some_and(|lack| lack.wrong.contains_key(&Wrong::Constraint));
            if facts.askers(name).count() > 1 || is_constrained {
                format!("no version of {name} is right for everyone who asks for it")
            } else {
                format!("there is no version of {name} to use")
            }
        }
        _ => "no set of versions is right for everyone".to_owned(),
    }
}

fn quarrels<'t, C: Candidates + ?Sized>(
    facts: &'t Facts,
    usable: &Usable<'_, '_, C>,
    names: &BTreeSet<&'t PackageName>,
) -> Vec<&'t PackageName> {
    let torn: Vec<&PackageName> = names.iter().copied().filter(|name| is_torn(facts, usable, name)).collect();
    if !torn.is_empty() {
        return torn;
    }
    let leaves_nothing = |name: &&PackageName| {
        let range = facts.askers(name).fold(VersionSet::full(), |all, (_, wanted)| all.intersection(&wanted.range()));
        Side::of(usable, name, range).is_empty()
    };
    let torn: Vec<&PackageName> = names.iter().copied().filter(leaves_nothing).collect();
    if !torn.is_empty() {
        return torn;
    }
    let asks = |name: &PackageName| facts.wanted.keys().any(|asker| asker.package() == Some(name));
    names.iter().copied().filter(|name| !asks(name)).collect()
}

// Different wishes of one package's versions are alternatives, no quarrel.
fn is_torn<C: Candidates + ?Sized>(facts: &Facts, usable: &Usable<'_, '_, C>, name: &PackageName) -> bool {
    let mut sides: Vec<(&Asker, Side)> = Vec::new();
    for (asker, wanted) in facts.askers(name) {
        sides.extend(wanted.by_range.keys().map(|range| (asker, Side::of(usable, name, range.clone()))));
    }
    let is_same = |a: &Asker, b: &Asker| a == b || (a.package().is_some() && a.package() == b.package());
    let quarrels = |at: usize| {
        let (asker, side) = &sides[at];
        let others = &sides[at + 1..];
        side.is_empty() || others.iter().any(|(other, there)| !is_same(asker, other) && side.is_disjoint(there))
    };
    (0..sides.len()).any(quarrels)
}

// What a wish leaves: positions in the listing, or only the range when there is no listing.
struct Side {
    range: VersionSet,
    at: Option<BTreeSet<usize>>,
}

impl Side {
    fn of<C: Candidates + ?Sized>(usable: &Usable<'_, '_, C>, name: &PackageName, range: VersionSet) -> Side {
        Side { at: usable.of(name, &range), range }
    }

    fn is_empty(&self) -> bool {
        self.at.as_ref().map_or_else(|| self.range.is_empty(), BTreeSet::is_empty)
    }

    fn is_disjoint(&self, other: &Side) -> bool {
        match (&self.at, &other.at) {
            (Some(at), Some(there)) => at.is_disjoint(there),
            _ => self.range.is_disjoint(&other.range),
        }
    }
}

fn push_new(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}
