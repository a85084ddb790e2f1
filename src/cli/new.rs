//! `noglue new`: words only.

use crate::context::Context;
use crate::error::Result;
use crate::flow::named;

/// Make a project's directory and its environment
///
/// In $PROJECT_HOME where that is set, else here. A template is a folder in noglue's configuration folder
/// (templates/NAME), copied as it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its name
    #[arg(value_name = "NAME", allow_hyphen_values = true)]
    name: String,
    /// The template
    #[arg(short, long, value_name = "TEMPLATE")]
    template: Option<String>,
    /// The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]
    #[arg(short, long, value_name = "PYTHON")]
    python: Option<String>,
    /// Print the directory, for shells
    #[arg(long, hide = true)]
    print: bool,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    named::new(context, &args.name, args.template.as_deref(), args.python.as_deref(), args.print)
}
