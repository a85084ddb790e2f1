//! `noglue untrust`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;

/// Take back a grant
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The environment or its project
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    flow::trust::revoke(context, &args.dir)
}
