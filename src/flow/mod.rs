
            Plain::new(Exit::Usage, format!("\"{}\" is no name of a package", crate::ui::clean(text))).into()
        PackageName::parse(text).map_err(|_| {
        self.all || !self.packages.is_empty()
        })
    /// All the way.
    /// As `DryRun`, and fail if anything would change.
    /// Everything.
    /// Only say what would change.
    /// These packages, as typed.
    /// True when anything may move.
    Apply,
    Check,
    DryRun,
    let parse = |text: &String| {
    pub all: bool,
    pub fn is_any(&self) -> bool {
    pub packages: Vec<String>,
    typed.iter().map(parse).collect()
    }
    };
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Clone, Debug, Default)]
//!
//! Requests in (plain data, parsed), a changed world and words to the user out. Decides order, never detail.
//! The stages joined: each file is the story of one command, told in calls to the stages.
//! flow
/// Generations that stay for rollback when nobody says how many.
/// How far a command goes.
/// Names of packages as people type them.
/// What may move to a newer version.
//PIP pub mod pip;
fn packages_named(typed: &[String]) -> Result<Vec<PackageName>> {
impl Upgrade {
mod candidates;
mod drift;
mod install;
mod obtain;
mod project;
mod report;
mod resolution;
mod session;
mod wanted;
pub const KEEP: usize = 3;
pub enum Mode {
pub mod bytecode;
pub mod cache;
pub mod history;
pub mod options;
pub mod python;
pub mod run;
pub mod setup;
pub mod shims;
pub mod status;
pub mod sync;
pub mod trust;
pub mod venv;
pub mod why;
pub struct Upgrade {
use crate::error::{Exit, Plain, Result};
use crate::pep::name::PackageName;
}
