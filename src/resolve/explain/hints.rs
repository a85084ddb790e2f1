//! What a person may do about it.

use crate::pep::name::PackageName;

use super::super::candidates::{Candidates, Fit};
use super::super::provider::Provider;
use super::core::Facts;
use super::missing::{Missing, Wrong};

/// Lines of advice.
pub fn hints<C: Candidates + ?Sized>(provider: &Provider<'_, C>, facts: &Facts, missing: &Missing) -> Vec<String> {
    let _ = facts;
    let mut hints = Vec::new();
    for (name, lack) in &missing.0 {
        if lack.is_unknown {
            let similar: Vec<String> = provider.similar(name).iter().take(3).map(PackageName::to_string).collect();
            if !similar.is_empty() {
                hints.push(format!("did you mean {}?", similar.join(" or ")));
            }
        }
        let mut needs_here = false;
        for (wrong, at) in &lack.wrong {
            match wrong {
                Wrong::Python(needs) => {
                    needs_here = true;
                    let hint = format!("take another Python: --python '{}'", crate::ui::clean(needs));
                    if !hints.contains(&hint) && !needs.is_empty() {
                        hints.push(hint);
                    }
                }
                Wrong::Target(_) | Wrong::Source => needs_here = true,
                Wrong::Yanked(_) => {
                    if let (Some(versions), Some(at)) = (provider.known_listing(name), at.first()) {
                        let version = &versions.newest_first()[*at];
                        hints.push(format!("to take a withdrawn version all the same, pin it: {name}=={version}"));
                    }
                }
                Wrong::PreRelease => hints.push(format!("--pre lets pre-releases of {name} in")),
                Wrong::Constraint | Wrong::Excluded(_) | Wrong::Unusable(_) => {}
            }
        }
        if needs_here && let Some(version) = newest_usable(provider, name) {
            hints.insert(0, format!("the newest {name} for this Python and platform is {version}"));
        }
    }
    hints
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
