//! Which versions are chosen where several fit: what the command line, a variable, the project and `config.toml` say.
//!
//! Words in, the solver's and the cutoff's terms out. A word of the command line or a variable stands alone; of the others
//! the project's goes before the user's and the machine's, but it never makes a cooldown shorter.

use clap::ValueEnum;

use super::cutoff::{self, Cutoffs};
use super::options::{PreReleaseChoice, ResolutionChoice, ResolveOptions};
use super::{config_files, packages_named};
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::pep::name::PackageName;
use crate::requirements::{self, Releases};
use crate::resolve::{PreReleases, Strategy};
use crate::sourced::Sourced;

/// What was settled.
#[derive(Debug)]
pub(super) struct Policy {
    pub pre_releases: PreReleases,
    pub releases: Releases,
    pub strategy: Strategy,
    pub cutoffs: Cutoffs,
    pub excludes: Vec<PackageName>,
}

/// Settles it. `allows_pre_releases` is the `--pre` of a requirements file.
pub(super) fn settle(
    context: &Context,
    options: &ResolveOptions,
    project: &requirements::Policy,
    allows_pre_releases: bool,
    mut releases: Releases,
) -> Result<Policy> {
    let wrong = |option: &str, why: String| Plain::new(Exit::Usage, format!("{option}: {why}"));
    for names in &options.all_releases {
        releases.all(names).map_err(|why| wrong("--all-releases", why))?;
    }
    for names in &options.only_final {
        releases.only_final(names).map_err(|why| wrong("--only-final", why))?;
    }
    let mut said = vec![project.clone()];
    said.extend(config_files::policies(&config_files::read(context)?)?);
    let prerelease = match options.prerelease {
        Some(choice) => Some(choice),
        None => said.iter().find_map(|said| said.prerelease.as_ref()).map(chosen).transpose()?,
    };
    let resolution = match options.resolution {
        Some(choice) => choice,
        None => said.iter().find_map(|said| said.resolution.as_ref()).map(chosen).transpose()?.unwrap_or_default(),
    };
    Ok(Policy {
        pre_releases: match prerelease.unwrap_or_default() {
            _ if releases.others() == Some(false) => PreReleases::Disallow,
            _ if options.pre || releases.others() == Some(true) => PreReleases::Allow,
            PreReleaseChoice::Disallow => PreReleases::Disallow,
            _ if allows_pre_releases => PreReleases::Allow,
            PreReleaseChoice::Allow => PreReleases::Allow,
            PreReleaseChoice::IfNecessary => PreReleases::IfNecessary,
            PreReleaseChoice::Explicit => PreReleases::Named,
            PreReleaseChoice::IfNecessaryOrExplicit => PreReleases::IfNecessaryOrNamed,
        },
        releases,
        strategy: match resolution {
            ResolutionChoice::Highest => Strategy::Highest,
            ResolutionChoice::Lowest => Strategy::Lowest,
            ResolutionChoice::LowestDirect => Strategy::LowestDirect,
        },
        cutoffs: cutoff::chosen(context, options, said.iter().filter_map(|said| said.exclude_newer.as_ref()))?,
        excludes: packages_named(&options.excludes)?,
    })
}

fn chosen<T: ValueEnum>(said: &Sourced<String>) -> Result<T> {
    T::from_str(&said.value, false).map_err(|_| {
        let all: Vec<String> = T::value_variants()
            .iter()
            .filter_map(|choice| choice.to_possible_value().map(|value| value.get_name().to_owned()))
            .collect();
        let why = format!("{}: \"{}\" cannot be chosen", said.from, crate::ui::clean(&said.value));
        Plain::refused(why).hint(format!("there are {}", all.join(", "))).into()
    })
}
