//! `noglue lock`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::flow::options::{IndexOptions, ResolveOptions};
use crate::venv::Asked;

/// Write down which version of everything the project gets, with hashes, in pylock.toml
///
/// One lock for all Pythons that the project is for, on Linux, macOS and Windows, with its extras and dependency
/// groups. Versions that are locked and still fit are kept. `noglue sync`, pip and uv install from it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project's directory, instead of the one found from here
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// Keep to the versions in this constraints file (can be repeated)
    #[arg(short, long = "constraint", value_name = "FILE")]
    constraints: Vec<PathBuf>,
    /// Requirements in this file replace all others on the same packages (can be repeated)
    #[arg(long = "override", visible_alias = "overrides", value_name = "FILE")]
    overrides: Vec<PathBuf>,
    /// The Python to build with where something must be built: a version, a range, a name or a path [env: NOGLUE_PYTHON]
    #[arg(short, long, value_name = "PYTHON")]
    python: Option<String>,
    #[command(flatten)]
    upgrade: flow::Upgrade,
    /// Write nothing; fail if the lock is not what would be written
    #[arg(long)]
    check: bool,
    /// Write nothing; say what would change
    #[arg(long, conflicts_with = "check")]
    dry_run: bool,
    /// Write here: pylock.toml or pylock.NAME.toml
    #[arg(short, long = "output", value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    resolve: ResolveOptions,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    let asked =
        Asked { constraints: args.constraints, overrides: args.overrides, python: args.python, ..Asked::default() };
    flow::lock::make::run(
        context,
        &flow::lock::make::Request {
            project: args.project,
            asked,
            upgrade: args.upgrade,
            check: args.check,
            dry_run: args.dry_run,
            output: args.output,
            index: args.index,
            resolve: args.resolve,
        },
    )
}
