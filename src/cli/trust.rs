//! `noglue trust`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;

/// Let an environment be used that noglue did not make for you
///
/// Using an environment means running its code. The grant binds the directory itself: replace it, and it is
/// gone. It is recorded outside the project.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The environment or its project
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// List what is trusted
    #[arg(long)]
    list: bool,
    /// With --list: as JSON
    #[arg(long, requires = "list")]
    json: bool,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    if args.list { flow::trust::list(context, args.json) } else { flow::trust::grant(context, &args.dir) }
}
