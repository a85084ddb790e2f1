//! `noglue hook`: the code that makes a shell follow its directory. Mostly answered before words are parsed (`dispatch`).

use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::activate::hook::{self, ALL};
use crate::error::Exit;

/// Print the code that makes a shell follow its directory
///
/// In bash, zsh and fish it also gives workon, cdproject, cdsitepackages, lssitepackages, mkproject and mktmpenv, where nothing
/// else has these names; other shells get them from 'noglue workon --shell SHELL --functions'. `noglue setup` puts it into the files that shells read at their start. By hand, in .bashrc: eval "$(noglue hook bash)".
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_parser = PossibleValuesParser::new(names()))]
    shell: String,
    /// Also functions of virtualenvwrapper's names: mkvirtualenv, lsvirtualenv, ... (bash, zsh, fish)
    #[arg(long)]
    virtualenvwrapper: bool,
}

fn names() -> Vec<PossibleValue> {
    ALL.iter().map(|(_, names)| PossibleValue::new(names[0]).aliases(&names[1..])).collect()
}

pub fn run(args: &Args) -> ExitCode {
    let old_names = args.virtualenvwrapper.then(|| hook::OLD_NAMES.into());
    let words: Vec<_> = old_names.into_iter().chain([args.shell.clone().into()]).collect();
    hook::run(&words).unwrap_or(Exit::Usage).into()
}
