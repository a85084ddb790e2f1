//! `noglue doctor`: words only.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::flow::doctor::Request;
use crate::server::config::Kind;

/// Find out what is wrong with a project, a server's configuration, its log or its process
///
/// Without an argument: everything on the way from the project here to its environment. Each finding says in one
/// sentence what is wrong, where it was seen and what to type. Changes nothing. Exit code 1 if there is a problem;
/// warnings and notes alone are 0.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A configuration or a directory of vassals, a log (`-`: standard input), the number of a process, or a project's
    /// directory
    #[arg(value_name = "CONFIG|LOG|PID|DIR")]
    what: Option<OsString>,
    /// Whose configuration it is, where name and text do not tell
    #[arg(long, value_name = "KIND")]
    server: Option<Kind>,
    /// The user that the service runs as, where the configuration does not tell
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub fn run(context: &Context, args: Args) -> Result<ExitCode> {
    let Args { what, server, user, json } = args;
    flow::doctor::run(context, &Request { what, server, user, json })
}
