//! `noglue workon`: words only.

use crate::activate::workon::Target;
use crate::context::Context;
use crate::error::Result;
use crate::flow::named;

/// Print what makes a shell use an environment, by its name
///
/// 'noglue hook SHELL' gives shells a function of this name, which evaluates it: 'workon NAME', or 'workon' to choose. It
/// goes to the environment's project, and 'deactivate' ends it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name; none: choose from a list
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// The shell that is to evaluate it
    #[arg(long, value_name = "SHELL")]
    shell: Option<Target>,
    /// Stay here, whatever project it is for
    #[arg(short = 'n', long)]
    no_cd: bool,
    /// Print the functions themselves: workon, cdproject, cdsitepackages, ...
    #[arg(long, requires = "shell", conflicts_with_all = ["name", "no_cd"])]
    functions: bool,
    /// With --functions: also those of virtualenvwrapper's names
    #[arg(long, requires = "functions")]
    virtualenvwrapper: bool,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    match args.shell {
        Some(shell) if args.functions => named::shell_functions(context, shell, args.virtualenvwrapper),
        shell => named::workon(context, args.name.as_deref(), shell, args.no_cd),
    }
}
