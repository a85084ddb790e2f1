//! Where nothing could be chosen: which versions are there all the same, and what is wrong with each kind of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::pep::name::PackageName;
use crate::pep::specifier::{Key, VersionSet};
use crate::ui::clean;

use super::super::candidates::{Candidates, Fit, Versions};
use super::super::pick::spans;
use super::super::provider::Provider;
use super::super::words;
use super::core::Facts;

/// What is wrong with a version that exists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// A constraint shuts it out.
    Constraint,
    /// It asks for another Python, this one.
    Python(String),
    /// No wheel fits; there are some for these.
    Target(String),
    /// Only sources.
    Source,
    /// Left out, with the reason.
    Excluded(String),
    /// Withdrawn, with the reason given.
    Yanked(Option<String>),
    /// A pre-release nobody named.
    PreRelease,
    /// Its metadata shuts it out, with the reason.
    Unusable(String),
}

/// What is wrong with the versions of one package, as far as the proof needs it.
#[derive(Debug, Default)]
pub struct Lack {
    /// Nobody knows the package.
    pub is_unknown: bool,
    /// Positions in the listing for each trouble.
    pub wrong: BTreeMap<Wrong, BTreeSet<usize>>,
}

/// Per package of the proof where something is missing.
pub struct Missing(pub BTreeMap<PackageName, Lack>);

impl Missing {
    /// Looks at each package of which the proof says that there is nothing.
    pub fn of<C: Candidates + ?Sized>(provider: &Provider<'_, C>, facts: &Facts) -> Missing {
        let mut missing = BTreeMap::new();
        let names: BTreeSet<&PackageName> = facts.nothing.keys().chain(facts.unusable.keys()).collect();
        for name in names {
            let mut lack = Lack::default();
            match provider.known_listing(name) {
                None => lack.is_unknown = provider.is_unknown(name),
                Some(versions) => {
                    // Release candidates of what was released are nobody's way out.
                    let list = versions.newest_first();
                    let is_final = |at: &usize| !list[*at].any_prerelease() && versions.status(*at).fit == Fit::Usable;
                    let newest_final = (0..list.len()).find(is_final).unwrap_or(list.len());
                    if let Some(nothing) = facts.nothing.get(name) {
                        let asked = facts.askers(name).map(|(_, wanted)| wanted.range());
                        let range = asked.reduce(|all, range| all.union(&range)).unwrap_or_else(VersionSet::full);
                        for at in spans(versions.newest_first(), &range.intersection(nothing)).flatten() {
                            if let Some(wrong) = wrong(provider, name, &*versions, at)
                                && (wrong != Wrong::PreRelease || at < newest_final)
                            {
                                lack.wrong.entry(wrong).or_default().insert(at);
                            }
                        }
                    }
                    for (why, range) in facts.unusable.get(name).into_iter().flatten() {
                        let at = spans(versions.newest_first(), range).flatten();
                        lack.wrong.entry(Wrong::Unusable(why.clone())).or_default().extend(at);
                    }
                }
            }
            missing.insert(name.clone(), lack);
        }
        Missing(missing)
    }

    /// Packages nobody knows.
    pub fn unknown(&self) -> impl Iterator<Item = &PackageName> {
        self.0.iter().filter(|(_, lack)| lack.is_unknown).map(|(name, _)| name)
    }

    /// One sentence for each kind of trouble of a package.
    pub fn sentences<C: Candidates + ?Sized>(&self, provider: &Provider<'_, C>, name: &PackageName) -> Vec<String> {
        let (Some(lack), Some(versions)) = (self.0.get(name), provider.known_listing(name)) else { return Vec::new() };
        // Many versions, each with its own list of targets or its own Python: told together.
        let mut targets = Together::default();
        let mut pythons = Together::default();
        let mut sentences: Vec<(usize, String)> = Vec::new();
        let kinds = lack.wrong.keys().filter(|wrong| matches!(wrong, Wrong::Python(_))).count();
        let this = &provider.policy.problem.python;
        for (wrong, at) in &lack.wrong {
            let said = || format!("{name} {}", say(&*versions, at));
            let verb = |one: &'static str, many: &'static str| if at.len() == 1 { one } else { many };
            let sentence = match wrong {
                Wrong::Constraint => constraints(provider, name),
                Wrong::Python(needs) if kinds > 2 => {
                    pythons.add(at, std::iter::once(needs.as_str()));
                    continue;
                }
                Wrong::Python(needs) => {
                    format!("{} {} Python {}, this is {this}", said(), verb("needs", "need"), clean(needs))
                }
                Wrong::Target(tags) => {
                    targets.add(at, tags.split(", "));
                    continue;
                }
                Wrong::Source => {
                    format!(
                        "{} {} only source distributions, which may not be built (--only-binary)",
                        said(),
                        verb("has", "have")
                    )
                }
                Wrong::Excluded(why) => format!("{} {} left out: {}", said(), verb("is", "are"), clean(why)),
                Wrong::Yanked(why) => {
                    let why = why.as_ref().map_or_else(String::new, |why| format!(": {}", clean(why)));
                    format!("{} {} withdrawn (yanked) by the publisher{why}", said(), verb("was", "were"))
                }
                Wrong::PreRelease => format!("{} {}", said(), verb("is a pre-release", "are pre-releases")),
                Wrong::Unusable(why) => format!("{} cannot be used: {}", said(), clean(why)),
            };
            sentences.push((newest(at), sentence));
        }
        if !pythons.at.is_empty() {
            let verb = if pythons.at.len() == 1 { "needs" } else { "need" };
            let which = words::list(&pythons.named(3));
            let said = say(&*versions, &pythons.at);
            let sentence = format!("{name} {said} {verb} another Python ({which}), this is {this}");
            sentences.push((newest(&pythons.at), sentence));
        }
        if !targets.at.is_empty() {
            let verb = if targets.at.len() == 1 { "has" } else { "have" };
            let named = words::list(&targets.named(4));
            let only = if named.is_empty() { String::new() } else { format!(", only for {named}") };
            let said = say(&*versions, &targets.at);
            let sentence = format!("{name} {said} {verb} no wheel for this Python and platform{only}");
            sentences.push((newest(&targets.at), sentence));
        }
        sentences.sort();
        sentences.into_iter().map(|(_, sentence)| sentence).collect()
    }
}

fn newest(at: &BTreeSet<usize>) -> usize {
    at.first().copied().unwrap_or(usize::MAX)
}

#[derive(Default)]
struct Together<'t> {
    at: BTreeSet<usize>,
    named: BTreeSet<&'t str>,
}

impl<'t> Together<'t> {
    fn add(&mut self, at: &BTreeSet<usize>, named: impl Iterator<Item = &'t str>) {
        self.at.extend(at);
        self.named.extend(named.filter(|name| !name.is_empty()));
    }

    fn named(&self, most: usize) -> Vec<String> {
        let mut named: Vec<String> = self.named.iter().take(most).map(|name| clean(name)).collect();
        if self.named.len() > most {
            named.push(format!("{} more", self.named.len() - most));
        }
        named
    }
}

fn constraints<C: Candidates + ?Sized>(provider: &Provider<'_, C>, name: &PackageName) -> String {
    let theirs = provider.policy.problem.constraints.iter().filter(|root| root.requirement.name == *name);
    let said: Vec<String> = theirs.map(|root| format!("{} allows only {}", root.asked_by, root.requirement)).collect();
    words::list(&said)
}

fn say(versions: &dyn Versions, at: &BTreeSet<usize>) -> String {
    words::existing(versions.newest_first(), |i| at.contains(&i), |_| true)
}

fn wrong<C: Candidates + ?Sized>(
    provider: &Provider<'_, C>,
    name: &PackageName,
    versions: &dyn Versions,
    at: usize,
) -> Option<Wrong> {
    let version = &versions.newest_first()[at];
    let is_constrained = |constraint: &VersionSet| !constraint.contains(&Key::from(version));
    if provider.policy.constraint(name).is_some_and(is_constrained) {
        return Some(Wrong::Constraint);
    }
    let why = || versions.why(at).unwrap_or_default();
    let status = versions.status(at);
    match status.fit {
        Fit::OtherPython => Some(Wrong::Python(why())),
        Fit::OtherTarget => Some(Wrong::Target(why())),
        Fit::OnlySource => Some(Wrong::Source),
        Fit::Excluded => Some(Wrong::Excluded(why())),
        Fit::Usable if status.is_yanked => Some(Wrong::Yanked(versions.yanked(at))),
        Fit::Usable if version.any_prerelease() => Some(Wrong::PreRelease),
        Fit::Usable => None,
    }
}
