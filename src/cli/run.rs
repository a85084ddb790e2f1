//! `noglue run`: words only.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::context::Context;
use crate::error::Result;
use crate::flow;

/// Run a command in the project's environment
///
/// The environment is the one that a shim would find: from the script that is run, else from the working
/// directory. A script that says in its comments what it needs (PEP 723) has an environment of its own, made
/// the first time and brought up to date when the comments change. The command gets VIRTUAL_ENV, NOGLUE_PROJECT,
/// UWSGI_HOME and the environment's programs first on PATH, so that whatever it starts is in the same environment.
/// It replaces noglue: same process, same signals, its own exit status.
#[derive(Debug, clap::Args)]
#[command(override_usage = "noglue run [OPTIONS] [--] COMMAND [ARGS]...")]
pub struct Args {
    /// The environment of this name, instead of the one that is found
    #[arg(short = 'e', value_name = "NAME")]
    pub(super) short_environment: Option<String>,
    /// The command and its arguments
    #[arg(value_name = "COMMAND", required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

pub fn run(context: &Context, args: Args) -> Result<ExitCode> {
    flow::run::run(context, &args.command)
}
