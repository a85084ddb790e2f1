//! What came out: one version for each package, who needs whom, and what is worth a warning.

use std::collections::{BTreeMap, BTreeSet};

use crate::pep::name::{ExtraName, PackageName};
use crate::pep::version::Version;

/// A set of versions that satisfies everyone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// Each package, by name.
    pub packages: BTreeMap<PackageName, Pinned>,
}

/// One package of a [`Resolution`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// The version chosen.
    pub version: Version,
    /// The extras asked for by anyone.
    pub extras: BTreeSet<ExtraName>,
    /// What it needs here, itself and through its extras.
    pub dependencies: BTreeSet<Need>,
    /// The roots that ask for it; empty for what only other packages need.
    pub asked_by: Vec<String>,
    /// What should be said when it is installed.
    pub warnings: Vec<Warning>,
}

impl Pinned {
    /// A version nobody is known to need yet.
    pub fn new(version: Version) -> Pinned {
        Pinned {
            version,
            extras: BTreeSet::new(),
            dependencies: BTreeSet::new(),
            asked_by: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// A package needed by another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// The package needed.
    pub name: PackageName,
    /// With which of its extras.
    pub extras: Vec<ExtraName>,
    /// The extra of the one who needs it that brings the need; `None` when it needs it in any case.
    pub because_of: Option<ExtraName>,
}

/// What is worth saying about a package that was chosen all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// It was withdrawn by its publisher (PEP 592); the reason given, if any.
    Yanked(Option<String>),
    /// It has no such extra.
    NoSuchExtra(ExtraName),
}

impl Warning {
    /// A line to print.
    pub fn sentence(&self, name: &PackageName, version: &Version) -> String {
        match self {
            Warning::Yanked(None) => format!("{name} {version} was withdrawn (yanked) by its publisher"),
            Warning::Yanked(Some(reason)) => {
                format!("{name} {version} was withdrawn (yanked) by its publisher: {}", crate::ui::clean(reason))
            }
            Warning::NoSuchExtra(extra) => format!("{name} {version} has no extra \"{extra}\""),
        }
    }
}
