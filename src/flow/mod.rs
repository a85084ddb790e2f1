//! The stages joined: each file is the story of one command, told in calls to the stages.
//!
//! Requests in (plain data, parsed), a changed world and words to the user out. Decides order, never detail.

pub mod bytecode;
pub mod cache;
pub mod history;
pub mod options;
pub mod pip;
pub mod python;
pub mod reload;
pub mod run;
pub mod setup;
pub mod shims;
pub mod status;
pub mod sync;
pub mod trust;
pub mod venv;
pub mod why;

mod candidates;
mod drift;
mod guess;
mod install;
mod obtain;
mod project;
mod rating;
mod reload_settings;
mod report;
mod resolution;
mod session;
mod wanted;

use crate::error::{Exit, Plain, Result};
use crate::pep::name::PackageName;

/// What may move to a newer version.
#[derive(Clone, Debug, Default)]
pub struct Upgrade {
    /// Everything.
    pub all: bool,
    /// These packages, as typed.
    pub packages: Vec<String>,
}

/// Generations that stay for rollback when nobody says how many.
pub const KEEP: usize = 3;

impl Upgrade {
    /// True when anything may move.
    pub fn is_any(&self) -> bool {
        self.all || !self.packages.is_empty()
    }
}

/// How far a command goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// All the way.
    Apply,
    /// Only say what would change.
    DryRun,
    /// As `DryRun`, and fail if anything would change.
    Check,
}

/// Names of packages as people type them.
fn packages_named(typed: &[String]) -> Result<Vec<PackageName>> {
    let parse = |text: &String| {
        PackageName::parse(text).map_err(|_| {
            Plain::new(Exit::Usage, format!("\"{}\" is no name of a package", crate::ui::clean(text))).into()
        })
    };
    typed.iter().map(parse).collect()
}
