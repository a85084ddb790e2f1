//! `noglue why`: words only.

use std::ffi::OsString;

use crate::context::Context;
use crate::error::Result;
use crate::flow;

/// Explain which environment is used, and why
///
/// Prints each step of the rule and its outcome for the shell here, and for a file or command as each caller
/// would start it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A file to run, or a command such as `gunicorn`
    #[arg(value_name = "FILE|COMMAND")]
    what: Option<OsString>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    flow::why::run(context, args.what.as_deref(), args.json)
}
