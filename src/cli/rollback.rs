//! `noglue rollback`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;

/// Go back to an earlier generation of the environment
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The generation, as `noglue history` numbers it; the one before the current when not given
    #[arg(value_name = "GENERATION")]
    generation: Option<u64>,
    /// The project's directory, instead of the one found from here
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    flow::history::rollback(context, args.generation, args.project.as_deref())
}
