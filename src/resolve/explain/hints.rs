//! What a person may do about it.

use std::collections::BTreeSet;

use crate::pep::name::PackageName;
use crate::pep::specifier::{Key, Specifiers, VersionSet};
use crate::ui::clean;

use super::super::candidates::{Candidates, Fit};
use super::super::provider::Provider;
use super::missing::{Missing, Wrong};

/// Lines of advice. Which version would fit is told only of the packages the proof is about.
pub fn hints<C: Candidates + ?Sized>(
    provider: &Provider<'_, C>,
    missing: &Missing,
    quarrels: &BTreeSet<PackageName>,
) -> Vec<String> {
    let mut hints = Vec::new();
    for (name, lack) in &missing.0 {
        if lack.is_unknown {
            let similar: Vec<String> = provider.similar(name).iter().take(3).map(PackageName::to_string).collect();
            if !similar.is_empty() {
                hints.push(format!("did you mean {}?", similar.join(" or ")));
            }
        }
        let mut lacks_file = false;
        let mut python: Option<(usize, &str)> = None;
        for (wrong, at) in &lack.wrong {
            match wrong {
                Wrong::Python(needs) => {
                    lacks_file = true;
                    // Of those that want a newer Python the oldest is content with the least new one.
                    if wants_newer(provider, needs) {
                        python = python.max(at.last().map(|at| (*at, needs.as_str())));
                    }
                }
                Wrong::Target(_) | Wrong::Source => lacks_file = true,
                Wrong::Yanked(_) if quarrels.contains(name) && !hints.iter().any(|hint| hint.contains("withdrawn")) => {
                    if let (Some(versions), Some(at)) = (provider.known_listing(name), at.first()) {
                        let version = &versions.newest_first()[*at];
                        hints.push(format!("to take a withdrawn version all the same, pin it: {name}=={version}"));
                    }
                }
                Wrong::PreRelease => hints.push(format!("--pre lets pre-releases of {name} in")),
                Wrong::Constraint | Wrong::Excluded(_) | Wrong::Unusable(_) | Wrong::Yanked(_) => {}
            }
        }
        let newest = newest_usable(provider, name).filter(|_| lacks_file && quarrels.contains(name));
        if let Some(version) = &newest {
            hints.push(format!("the newest {name} for this Python and platform is {version}"));
        }
        if let Some((_, needs)) = python.filter(|_| quarrels.contains(name)) {
            let or = if newest.is_some() { "or " } else { "" };
            hints.push(format!("{or}take another Python: --python '{}'", clean(needs)));
        }
    }
    hints
}

fn wants_newer<C: Candidates + ?Sized>(provider: &Provider<'_, C>, needs: &str) -> bool {
    let upto_this = VersionSet::lower_than(Key::from(&provider.policy.problem.python));
    Specifiers::parse_lenient(needs).is_ok_and(|needs| needs.to_ranges().is_disjoint(&upto_this))
}

fn newest_usable<C: Candidates + ?Sized>(provider: &Provider<'_, C>, name: &PackageName) -> Option<String> {
    let versions = provider.known_listing(name)?;
    let list = versions.newest_first();
    let is_good = |at: &usize| {
        let status = versions.status(*at);
        status.fit == Fit::Usable && !status.is_yanked && !list[*at].any_prerelease()
    };
    (0..list.len()).find(is_good).map(|at| list[at].to_string())
}
