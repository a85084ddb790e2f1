//! How files come from the store.

use std::fmt;
use std::str::FromStr;

/// How files come from the store. [`LinkMode::Auto`] takes the first of the others that works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LinkMode {
    /// Reflink, else hard link, else copy: decided by trying.
    #[default]
    Auto,
    /// A copy that shares blocks until one side is written. Modes are as pip sets them.
    Reflink,
    /// Another name for the store's file. It is read-only (0444, 0555), for the store's sake.
    Hardlink,
    /// A copy. Modes are as pip sets them.
    Copy,
}

impl LinkMode {
    /// The mode to go on with when this one does not work here.
    pub(super) fn fallback(self) -> LinkMode {
        match self {
            LinkMode::Auto | LinkMode::Reflink => LinkMode::Hardlink,
            LinkMode::Hardlink | LinkMode::Copy => LinkMode::Copy,
        }
    }
}

impl fmt::Display for LinkMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LinkMode::Auto => "auto",
            LinkMode::Reflink => "reflink",
            LinkMode::Hardlink => "hardlink",
            LinkMode::Copy => "copy",
        })
    }
}

impl FromStr for LinkMode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        <LinkMode as clap::ValueEnum>::from_str(text, true)
    }
}
