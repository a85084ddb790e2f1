//! `noglue path ...`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow::named;

/// Directories beside packages that an environment imports from
///
/// Of the active environment with a name, else of the project's here; '--env NAME' names another.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Add directories
    Add(Dirs),
    /// Take them out again
    Remove(Dirs),
    /// List what was added
    List,
}

#[derive(Debug, clap::Args)]
pub struct Dirs {
    /// The directories
    #[arg(value_name = "DIR", required = true)]
    dirs: Vec<PathBuf>,
}

pub fn run(context: &Context, command: Command) -> Result<()> {
    match command {
        Command::Add(args) => named::add_paths(context, &args.dirs),
        Command::Remove(args) => named::remove_paths(context, &args.dirs),
        Command::List => named::list_paths(context),
    }
}
