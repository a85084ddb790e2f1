//! `noglue completions SHELL`: the completion script of a shell.

mod values;

use clap_complete::Shell as ClapShell;

use crate::context::Context;
use crate::error::Result;

/// Print the completion script of a shell
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// The shells that completions are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Shell {
    /// bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
    /// PowerShell
    Powershell,
    /// elvish
    Elvish,
    /// nushell
    Nushell,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    context.ui.data(script(args.shell).trim_end());
    Ok(())
}

/// The completion script of `shell`, as checked in under `completions/`.
pub fn script(shell: Shell) -> String {
    let mut out = Vec::new();
    let mut command = super::command();
    let name = crate::dispatch::NAME;
    match shell {
        Shell::Bash => clap_complete::generate(ClapShell::Bash, &mut command, name, &mut out),
        Shell::Zsh => clap_complete::generate(ClapShell::Zsh, &mut command, name, &mut out),
        Shell::Fish => clap_complete::generate(ClapShell::Fish, &mut command, name, &mut out),
        Shell::Powershell => clap_complete::generate(ClapShell::PowerShell, &mut command, name, &mut out),
        Shell::Elvish => clap_complete::generate(ClapShell::Elvish, &mut command, name, &mut out),
        Shell::Nushell => clap_complete::generate(clap_complete_nushell::Nushell, &mut command, name, &mut out),
    }
    values::with_values(shell, &String::from_utf8(out).expect("clap writes UTF-8"))
}
