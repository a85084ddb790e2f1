//! `noglue python ...`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;

/// The Pythons of this machine
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the Pythons that environments can be made with
    List(List),
    /// Print the Python that would be used here
    Find(Find),
    /// Print the Python of the environment here, for editors and scripts
    Path,
    /// Write .python-version
    Pin(Pin),
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Find {
    /// A version, a range, a name or a path
    #[arg(value_name = "PYTHON")]
    request: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Pin {
    /// A version; none: print the pin that counts here
    #[arg(value_name = "VERSION")]
    version: Option<String>,
    /// The project's directory, instead of the one found from here
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
}

pub fn run(context: &Context, command: Command) -> Result<()> {
    match command {
        Command::List(args) => flow::python::list(context, args.json),
        Command::Find(args) => flow::python::find(context, args.request.as_deref()),
        Command::Path => flow::named::path(context, None, flow::named::Wanted::Python),
        Command::Pin(args) => flow::python::pin(context, args.version.as_deref(), args.project.as_deref()),
    }
}
