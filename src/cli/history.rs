//! `noglue history`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;

/// List the environment's generations: when, by which command, what changed
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project's directory, instead of the one found from here
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    flow::history::list(context, args.project.as_deref(), args.json)
}
