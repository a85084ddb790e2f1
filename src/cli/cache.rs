use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;

/// The store and the index cache
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Print where the cache lies
    Dir,
    /// Print how much it takes on the disk
    Size,
    /// Empty it
    Clear,
}

/// What the background compiler is started with.
#[derive(Debug, clap::Args)]
pub struct CompileArgs {
    /// The environment's python
    #[arg(long)]
    python: PathBuf,
    /// Its cache tag
    #[arg(long)]
    tag: String,
    /// The generation to link byte-code into
    #[arg(long)]
    generation: PathBuf,
    /// Store entries, by sha256
    entries: Vec<String>,
}

pub fn run(context: &Context, command: Command) -> Result<()> {
    match command {
        Command::Dir => flow::cache::dir(context),
        Command::Size => flow::cache::size(context),
        Command::Clear => flow::cache::clear(context),
    }
}

pub fn compile(context: &Context, args: CompileArgs) -> Result<()> {
    flow::bytecode::compile(context, &args.python, &args.tag, &args.generation, &args.entries)
}
