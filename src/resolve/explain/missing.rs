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
                None => lack.is_unknown = true,
                Some(versions) => {
                    if let Some(range) = facts.nothing.get(name) {
                        for at in spans(versions.newest_first(), range).flatten() {
                            if let Some(wrong) = wrong(provider, name, &*versions, at) {
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

    /// One sentence for each kind of trouble of a package.
    pub fn sentences<C: Candidates + ?Sized>(&self, provider: &Provider<'_, C>, name: &PackageName) -> Vec<String> {
        let (Some(lack), Some(versions)) = (self.0.get(name), provider.known_listing(name)) else { return Vec::new() };
        let mut targets: BTreeMap<&'static str, (BTreeSet<usize>, BTreeSet<&str>)> = BTreeMap::new();
        let mut sentences = Vec::new();
        let python = &provider.policy.problem.python;
        for (wrong, at) in &lack.wrong {
            let verb = |one: &'static str, many: &'static str| if at.len() == 1 { one } else { many };
            let said = say(&*versions, at);
            sentences.push(match wrong {
                Wrong::Constraint => {
                    let who = provider.policy.problem.constraints.iter().filter(|root| root.requirement.name == *name);
                    let who: Vec<String> =
                        who.map(|root| format!("{} allows only {}", root.asked_by, root.requirement)).collect();
                    words::list(&who)
                }
                Wrong::Python(needs) => {
                    let needs = clean(needs);
                    format!("{name} {said} {} Python {needs}, this is {python}", verb("needs", "need"))
                }
                // Told together below: each version tends to have its own list.
                Wrong::Target(tags) => {
                    let (all, named) = targets.entry("target").or_default();
                    all.extend(at);
                    named.extend(tags.split(", "));
                    continue;
                }
                Wrong::Source => {
                    format!(
                        "{name} {said} {} only source distributions, which would have to be built",
                        verb("has", "have")
                    )
                }
                Wrong::Excluded(why) => format!("{name} {said} {} out: {}", verb("is left", "are left"), clean(why)),
                Wrong::Yanked(None) => {
                    format!("{name} {said} {} withdrawn (yanked) by the publisher", verb("was", "were"))
                }
                Wrong::Yanked(Some(why)) => {
                    format!("{name} {said} {} withdrawn (yanked) by the publisher: {}", verb("was", "were"), clean(why))
                }
                Wrong::PreRelease => format!("{name} {said} {}", verb("is a pre-release", "are pre-releases")),
                Wrong::Unusable(why) => format!("{name} {said} cannot be used: {}", clean(why)),
            });
        }
        for (at, tags) in targets.into_values() {
            let verb = if at.len() == 1 { "has" } else { "have" };
            let mut named: Vec<String> = tags.iter().filter(|tag| !tag.is_empty()).map(|tag| clean(tag)).collect();
            let more = named.len().saturating_sub(4);
            named.truncate(4);
            if more > 0 {
                named.push(format!("{more} more"));
            }
            let only = if named.is_empty() { String::new() } else { format!(", only for {}", words::list(&named)) };
            sentences
                .push(format!("{name} {} {verb} no wheel for this Python and platform{only}", say(&*versions, &at)));
        }
        sentences
    }
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
