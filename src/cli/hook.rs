//! `noglue hook`: the code that makes a shell follow its directory. Mostly answered before words are parsed (`dispatch`).

use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::activate::hook::{self, ALL};
use crate::error::Exit;

/// Print the code that makes a shell follow its directory
///
/// `noglue setup` puts it into the files that shells read at their start. By hand, in .bashrc: eval "$(noglue hook bash)".
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_parser = PossibleValuesParser::new(names()))]
    shell: String,
}

fn names() -> Vec<PossibleValue> {
    ALL.iter().map(|(_, names)| PossibleValue::new(names[0]).aliases(&names[1..])).collect()
}

pub fn run(args: &Args) -> ExitCode {
    hook::run(&[args.shell.clone().into()]).unwrap_or(Exit::Usage).into()
}
