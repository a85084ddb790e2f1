//! `noglue cache`: words of the cache, and the hidden one that compiles byte-code.

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
    /// Check every file of the store against what was unpacked
    Verify {
        /// Remove what is damaged; it is fetched again when it is needed
        #[arg(long)]
        repair: bool,
    },
    /// Remove wheels that no environment shares files with and that nobody has used lately
    Prune {
        /// Unused for so many days
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        older_than: u64,
    },
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
    /// Where packages lie in it
    #[arg(long)]
    site_packages: String,
    /// Store entries, by sha256
    entries: Vec<String>,
}

pub fn run(context: &Context, command: Command) -> Result<()> {
    match command {
        Command::Dir => flow::cache::dir(context),
        Command::Size => flow::cache::size(context),
        Command::Verify { repair } => flow::cache::verify(context, repair),
        Command::Prune { older_than } => flow::cache::prune(context, older_than),
        Command::Clear => flow::cache::clear(context),
    }
}

pub fn compile(context: &Context, args: CompileArgs) -> Result<()> {
    let job = flow::bytecode::Job {
        python: &args.python,
        tag: &args.tag,
        generation: &args.generation,
        site_packages: &args.site_packages,
    };
    flow::bytecode::compile(context, &job, &args.entries)
}
