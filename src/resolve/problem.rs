//! What is to be solved: who asks for what, and by which rules. Plain data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::pep::marker::Environment;
use crate::pep::name::PackageName;
use crate::pep::requirement::Requirement;
use crate::pep::version::Version;

/// Everything the solver is told.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What must be there.
    pub roots: Vec<Root>,
    /// What must hold of a package if it is there.
    pub constraints: Vec<Root>,
    /// What replaces every other wish for the same package, whoever has it.
    pub overrides: Vec<Root>,
    /// Packages that nobody may ask for: every requirement on one is passed over.
    pub excludes: BTreeSet<PackageName>,
    /// Installed or locked versions: taken when they satisfy, even if newer ones exist.
    pub preferences: BTreeMap<PackageName, Version>,
    /// Which preferences do not count this time.
    pub upgrade: Upgrade,
    /// The target's marker variables.
    pub environment: Arc<Environment>,
    /// The target's Python as major.minor.micro: what `Requires-Python` is held against.
    pub python: Version,
    /// When pre-releases may be taken.
    pub pre_releases: PreReleases,
    /// What holds for single packages instead: true where pre-releases count, false where none does.
    pub pre_releases_of: BTreeMap<PackageName, bool>,
    /// Which of several satisfying versions is taken.
    pub strategy: Strategy,
    /// A version that must be built is taken only when no other satisfies.
    pub prefers_wheels: bool,
    /// Packages beside those of the roots that come from a URL: the version that there is, is the one at it.
    pub direct: BTreeMap<PackageName, String>,
}

impl Problem {
    /// A problem with these roots for this target, and pip's rules for all else.
    pub fn new(roots: Vec<Root>, environment: Arc<Environment>, python: Version) -> Problem {
        Problem {
            roots,
            constraints: Vec::new(),
            overrides: Vec::new(),
            excludes: BTreeSet::new(),
            preferences: BTreeMap::new(),
            upgrade: Upgrade::Nothing,
            environment,
            python,
            pre_releases: PreReleases::default(),
            pre_releases_of: BTreeMap::new(),
            strategy: Strategy::default(),
            prefers_wheels: false,
            direct: BTreeMap::new(),
        }
    }
}

/// A requirement and who has it. One with a URL names a package of which [`super::Candidates::versions`] gives exactly
/// that one version.
#[derive(Clone, Debug)]
pub struct Root {
    /// What is asked for.
    pub requirement: Requirement,
    /// As it stands in a sentence before "asks for": `requirements.txt line 3`.
    pub asked_by: String,
}

/// Which preferences do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Upgrade {
    /// All count.
    #[default]
    Nothing,
    /// None counts.
    Everything,
    /// Those of these packages do not count.
    Only(BTreeSet<PackageName>),
    /// Only those of these packages count.
    AllBut(BTreeSet<PackageName>),
}

/// When pre-releases may be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PreReleases {
    /// When a specifier names one, one is installed, or nothing else satisfies (PEP 440, "Handling of pre-releases").
    #[default]
    IfNecessaryOrNamed,
    /// Always (`--pre`).
    Allow,
    /// Never, whoever names one.
    Disallow,
    /// When nothing else satisfies; naming one does not count.
    IfNecessary,
    /// When a root, a constraint or an override names one.
    Named,
}

impl PreReleases {
    /// A specifier of the person's own counts when it names one.
    pub(super) fn counts_own_names(self) -> bool {
        matches!(self, PreReleases::IfNecessaryOrNamed | PreReleases::Named)
    }

    /// A specifier in a package's metadata counts when it names one.
    pub(super) fn counts_names(self) -> bool {
        self == PreReleases::IfNecessaryOrNamed
    }

    /// They are taken when nothing else satisfies.
    pub(super) fn counts_need(self) -> bool {
        matches!(self, PreReleases::IfNecessaryOrNamed | PreReleases::IfNecessary)
    }
}

/// Which of several satisfying versions is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strategy {
    /// The newest.
    #[default]
    Highest,
    /// The oldest.
    Lowest,
    /// The oldest of what the roots name, the newest of the rest.
    LowestDirect,
}
