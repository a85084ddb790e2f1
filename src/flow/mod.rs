//! The stages joined: each file is the story of one command, told in calls to the stages.
//!
//! Requests in (plain data, parsed), a changed world and words to the user out. Decides order, never detail.

pub mod bytecode;
pub mod cache;
pub mod complete;
pub mod doctor;
pub mod edit;
pub mod history;
pub mod lock;
pub mod named;
pub mod options;
pub mod pip;
pub mod platform;
pub mod python;
pub mod reload;
pub mod run;
pub mod server;
pub mod setup;
pub mod shims;
pub mod status;
pub mod sync;
pub mod trust;
pub mod venv;
pub mod verify;
pub mod why;

mod candidates;
mod config_files;
mod cutoff;
mod drift;
mod elsewhere;
mod guess;
mod install;
mod obtain;
mod policy;
mod project;
mod rating;
mod reload_settings;
mod remote;
mod report;
mod resolution;
mod session;
mod small;
mod sources;
mod system;
mod wanted;

use crate::error::{Exit, Plain, Result};
use crate::pep::name::PackageName;

/// What may move to a newer version.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Upgrade {
    /// Take the newest versions that fit, whatever is installed or pinned already
    #[arg(short = 'U', long = "upgrade")]
    pub all: bool,
    /// Take the newest version of this package (can be repeated)
    #[arg(short = 'P', long = "upgrade-package", value_name = "PACKAGE")]
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
    /// All the way, without a word when there is nothing to do.
    Ensure,
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
