//! The command line: words in, an exit code out. One file per subcommand, each an `Args` and a `run`.
//!
//! Parsing never does IO; `run` makes the [`Context`] and hands over to `flow`. Doc comments on the
//! arguments are the help, the man page and the reference.

mod add;
mod cache;
pub mod completions;
mod doctor;
mod history;
mod hook;
mod lock;
pub mod man;
mod pip;
mod python;
pub mod reference;
mod reload;
mod remove;
mod rollback;
mod run;
mod server;
mod setup;
mod status;
mod sync;
mod trust;
mod untrust;
mod venv;
mod verify;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::context::Context;
use crate::error::{Exit, Result};
use crate::sys;
use crate::ui::{Color, Ui, Verbosity};

/// Python environments by convention: no activation, no paths, no glue code
///
/// `noglue sync` in a project creates its environment and installs its requirements. From then on
/// `python manage.py`, `./manage.py`, cron, systemd and the shell find it from where the code lies.
/// Without a command: the state of the project here.
#[derive(Debug, Parser)]
#[command(name = "noglue", version, max_term_width = 100, disable_help_subcommand = true, propagate_version = false)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    /// With no command: print the status as JSON
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
struct Global {
    /// Say only what went wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say how it was done
    #[arg(short, long, global = true)]
    verbose: bool,
    /// When to colour messages
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Use no network: only what the cache and local files hold
    #[arg(long, global = true)]
    offline: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Sync(sync::Args),
    Add(add::Args),
    Remove(remove::Args),
    Lock(lock::Args),
    Reload(reload::Args),
    Run(run::Args),
    Venv(venv::Args),
    #[command(subcommand)]
    Pip(pip::Command),
    #[command(subcommand)]
    Python(python::Command),
    Why(why::Args),
    Doctor(doctor::Args),
    Trust(trust::Args),
    Untrust(untrust::Args),
    History(history::Args),
    Rollback(rollback::Args),
    Verify(verify::Args),
    Server(server::Args),
    Setup(setup::Args),
    Hook(hook::Args),
    #[command(subcommand)]
    Cache(cache::Command),
    Completions(completions::Args),
    Man(man::Args),
    #[command(name = "compile-bytecode", hide = true)]
    CompileBytecode(cache::CompileArgs),
}

/// The whole command line, for completions, man pages and the reference.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Parses `args` (argv), runs, and says how it ended.
pub fn run(args: Vec<OsString>) -> ExitCode {
    sys::signal::end_on_interrupt();
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // A closed stdout or stderr is no reason to fail.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { Exit::Usage.code() } else { Exit::Ok.code() });
        }
    };
    let context = cli.global.context();
    match execute(&context, cli.command, cli.json) {
        Ok(exit) => exit,
        Err(error) => {
            context.ui.error(&error);
            ExitCode::from(error.exit().code())
        }
    }
}

fn execute(context: &Context, command: Option<Command>, json: bool) -> Result<ExitCode> {
    let done = |result: Result<()>| result.map(|()| ExitCode::SUCCESS);
    match command {
        None => done(status::run(context, json)),
        Some(Command::Sync(args)) => done(sync::run(context, args)),
        Some(Command::Add(args)) => done(add::run(context, args)),
        Some(Command::Remove(args)) => done(remove::run(context, args)),
        Some(Command::Reload(args)) => done(reload::run(context, args)),
        Some(Command::Lock(args)) => done(lock::run(context, args)),
        Some(Command::Run(args)) => run::run(context, args),
        Some(Command::Venv(args)) => done(venv::run(context, args)),
        Some(Command::Pip(command)) => pip::run(context, command),
        Some(Command::Python(command)) => done(python::run(context, command)),
        Some(Command::Why(args)) => done(why::run(context, args)),
        Some(Command::Doctor(args)) => doctor::run(context, args),
        Some(Command::Trust(args)) => done(trust::run(context, args)),
        Some(Command::Untrust(args)) => done(untrust::run(context, args)),
        Some(Command::History(args)) => done(history::run(context, args)),
        Some(Command::Rollback(args)) => done(rollback::run(context, args)),
        Some(Command::Verify(args)) => done(verify::run(context, args)),
        Some(Command::Server(args)) => done(server::run(context, args)),
        Some(Command::Setup(args)) => done(setup::run(context, args)),
        Some(Command::Hook(args)) => Ok(hook::run(&args)),
        Some(Command::Cache(command)) => done(cache::run(context, command)),
        Some(Command::Completions(args)) => done(completions::run(context, args)),
        Some(Command::Man(args)) => done(man::run(context, args)),
        Some(Command::CompileBytecode(args)) => done(cache::compile(context, args)),
    }
}

impl Global {
    fn context(&self) -> Context {
        let verbosity = match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        };
        let no_color = sys::env::var("NO_COLOR").is_some_and(|v| !v.is_empty());
        Context::of_process(Ui::new(verbosity, self.color, no_color), self.offline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }
}
