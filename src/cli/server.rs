//! `noglue server`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::server::config::{Backend, Kind};

/// Print a server's configuration for this project
///
/// Minimal, and without a path to an environment: noglue finds it from where the code lies. Sockets are open to
/// the group that the web server runs as, and to nobody else. The application is found in the project's files;
/// nothing of it is run. Comments say what each line is for.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which configuration
    #[arg(value_name = "KIND")]
    kind: Kind,
    /// The application, as module:callable, instead of the one found
    #[arg(long, value_name = "APP")]
    app: Option<String>,
    /// The user it runs as [default: the owner of the project]
    #[arg(long, value_name = "USER")]
    user: Option<String>,
    /// The group that the web server runs as [default: www-data, or what this machine has]
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    /// The site's host name, for the web server
    #[arg(long, value_name = "HOST")]
    domain: Option<String>,
    /// What serves the application behind the web server or in the service [default: what the project has]
    #[arg(long, value_name = "SERVER")]
    backend: Option<Backend>,
    /// The name of the socket, the service and the files [default: that of the project's directory]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The project's directory, instead of the one found from here
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// Write into this directory instead of printing
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
    /// Replace a file that is there and differs
    #[arg(long, requires = "write")]
    force: bool,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    flow::server::run(
        context,
        &flow::server::Request {
            kind: args.kind,
            app: args.app,
            user: args.user,
            group: args.group,
            domain: args.domain,
            backend: args.backend,
            name: args.name,
            project: args.project,
            write: args.write,
            force: args.force,
        },
    )
}
