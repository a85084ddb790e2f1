//! The command line: words in, an exit code out. One file per subcommand, each an `Args` and a `run`.
//!
//! Parsing never does IO; `run` makes the [`Context`] and hands over to `flow`. Doc comments on the
//! arguments are the help, the man page and the reference.

mod add;
mod cache;
mod complete;
pub mod completions;
mod doctor;
mod env;
mod history;
mod hook;
mod import;
mod lock;
pub mod man;
mod new;
mod path;
mod pip;
mod pip_files;
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
mod tree;
mod trust;
mod untrust;
mod venv;
mod verify;
mod why;
mod workon;

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
    /// Short for --env, before the command
    #[arg(short = 'e', value_name = "NAME", conflicts_with = "environment")]
    short_environment: Option<String>,
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
    /// The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    #[arg(long = "env", global = true, value_name = "NAME")]
    environment: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Sync(sync::Args),
    Add(add::Args),
    Remove(remove::Args),
    Tree(tree::Tree),
    WhyPackage(tree::WhyPackage),
    Outdated(tree::Outdated),
    Lock(lock::Args),
    Import(import::Args),
    Reload(reload::Args),
    Run(run::Args),
    Venv(venv::Args),
    #[command(subcommand)]
    Env(env::Command),
    Workon(workon::Args),
    New(new::Args),
    #[command(subcommand)]
    Path(path::Command),
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
    #[command(hide = true)]
    Complete(complete::Args),
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
    let mut global = cli.global;
    global.environment = global.environment.or(cli.short_environment).or_else(|| cli.command.as_ref()?.environment());
    let context = global.context();
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
        Some(Command::Tree(args)) => done(tree::tree(context, args)),
        Some(Command::WhyPackage(args)) => done(tree::why_package(context, args)),
        Some(Command::Outdated(args)) => done(tree::outdated(context, args)),
        Some(Command::Reload(args)) => done(reload::run(context, args)),
        Some(Command::Lock(args)) => done(lock::run(context, args)),
        Some(Command::Import(args)) => done(import::run(context, args)),
        Some(Command::Run(args)) => run::run(context, args),
        Some(Command::Venv(args)) => done(venv::run(context, args)),
        Some(Command::Env(command)) => env::run(context, command),
        Some(Command::Workon(args)) => done(workon::run(context, args)),
        Some(Command::New(args)) => done(new::run(context, args)),
        Some(Command::Path(command)) => done(path::run(context, command)),
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
        Some(Command::Complete(args)) => done(complete::run(context, args)),
        Some(Command::Man(args)) => done(man::run(context, args)),
        Some(Command::CompileBytecode(args)) => done(cache::compile(context, args)),
    }
}

impl Command {
    // `-e` after the command, where it means nothing else.
    fn environment(&self) -> Option<String> {
        match self {
            Command::Sync(args) => args.short_environment.clone(),
            Command::Run(args) => args.short_environment.clone(),
            _ => None,
        }
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
        Context::of_process(Ui::new(verbosity, self.color, no_color), self.offline, self.environment.clone())
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
