//! `noglue verify`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::flow::options::{IndexOptions, InstallOptions};

/// Check every file of the environment against what was installed
///
/// Names files that are missing, altered, or belong to no package, and byte-code that is not of its source. Ends with 5
/// when something is damaged.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project's directory, instead of the one found from here
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// Make what is damaged anew, from the cache or the index, as a new generation
    #[arg(long)]
    repair: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    install: InstallOptions,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    let Args { project, repair, json, index, install } = args;
    flow::verify::run(context, &flow::verify::Request { project, repair, json, index, install })
}
