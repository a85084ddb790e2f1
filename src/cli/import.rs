//! `noglue import`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::flow::options::IndexOptions;

/// Turn a project of another tool into pyproject.toml and pylock.toml
///
/// What poetry, pdm, pipenv, setup.cfg, requirements files or environment.yml say is written as [project] and
/// [dependency-groups]; the rest of pyproject.toml stays, comments too. The versions that the tool locked become
/// pylock.toml, with the same hashes. Nothing of it is done when anything fails.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project's directory, instead of the one found from here
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    #[command(flatten)]
    index: IndexOptions,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    flow::edit::import::run(context, &flow::edit::import::Request { project: args.project, index: args.index })
}
