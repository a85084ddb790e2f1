//! `noglue venv`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::flow::options::{IndexOptions, InstallOptions};

/// Create an environment
///
/// Every tool takes it for an ordinary virtual environment. `source DIR/bin/activate` works; nothing needs it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where
    #[arg(value_name = "DIR", default_value = ".venv")]
    dir: PathBuf,
    /// The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]
    #[arg(short, long, value_name = "PYTHON")]
    python: Option<String>,
    /// Let the environment see the system's packages
    #[arg(long)]
    system_site_packages: bool,
    /// What an activated shell shows; `.` for the name of the directory around it
    #[arg(long, value_name = "TEXT")]
    prompt: Option<String>,
    /// Install pip (and setuptools, wheel before Python 3.12)
    #[arg(long)]
    seed: bool,
    /// Empty an environment that is there; never a directory that is none
    #[arg(long)]
    clear: bool,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    install: InstallOptions,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    flow::venv::run(
        context,
        flow::venv::Request {
            dir: args.dir,
            root: None,
            python: args.python,
            system_site_packages: args.system_site_packages,
            prompt: args.prompt,
            seed: args.seed,
            clear: args.clear,
            index: args.index,
            install: args.install,
        },
    )
}
