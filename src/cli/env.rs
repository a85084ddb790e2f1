//! `noglue env ...`: words only.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::context::Context;
use crate::error::Result;
use crate::flow::named;
use crate::flow::options::{IndexOptions, InstallOptions};

/// Environments with names: several for one project, or for none
///
/// They lie in noglue's own folder, not in the project. 'noglue sync -e NAME', 'noglue run -e NAME' and
/// 'noglue -e NAME pip ...' use them; 'workon NAME' activates them. Those in $WORKON_HOME are seen too.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make an empty environment: of the project here, or of none
    Create(Box<Create>),
    /// List those of the project here, and those of no project
    List(List),
    /// Remove environments
    Remove(Remove),
    /// Give an environment another name
    Rename(Rename),
    /// Make a second one with the same packages
    Copy(Copy),
    /// Print where an environment lies
    Path(Path),
    /// Make an environment the one that its project uses (where it has no .venv)
    Use(Use),
    /// Run a command in each environment of the project here
    RunAll(RunAll),
}

#[derive(Debug, clap::Args)]
pub struct Create {
    /// Its name
    #[arg(value_name = "NAME", allow_hyphen_values = true)]
    name: String,
    /// The project it is for, instead of the one here
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// For no project, also in one
    #[arg(long, conflicts_with = "project")]
    free: bool,
    /// The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]
    #[arg(short, long, value_name = "PYTHON")]
    python: Option<String>,
    /// Let the environment see the system's packages
    #[arg(long)]
    system_site_packages: bool,
    /// Install pip (and setuptools, wheel before Python 3.12)
    #[arg(long)]
    seed: bool,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    install: InstallOptions,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Also those of other projects, and their .venv
    #[arg(short, long)]
    all: bool,
    /// Names only
    #[arg(long, conflicts_with = "json")]
    names: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Remove {
    /// Their names
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// Also when a process uses it
    #[arg(short, long)]
    force: bool,
}

#[derive(Debug, clap::Args)]
pub struct Rename {
    /// Its name now
    #[arg(value_name = "OLD")]
    old: String,
    /// Its new name
    #[arg(value_name = "NEW", allow_hyphen_values = true)]
    new: String,
}

#[derive(Debug, clap::Args)]
pub struct Copy {
    /// The one to copy
    #[arg(value_name = "OLD")]
    old: String,
    /// The name of the copy
    #[arg(value_name = "NEW", allow_hyphen_values = true)]
    new: String,
}

#[derive(Debug, clap::Args)]
pub struct Path {
    /// Its name
    #[arg(value_name = "NAME")]
    name: String,
    /// The path of its Python
    #[arg(long)]
    python: bool,
}

#[derive(Debug, clap::Args)]
pub struct Use {
    /// Its name
    #[arg(value_name = "NAME")]
    name: String,
}

#[derive(Debug, clap::Args)]
#[command(override_usage = "noglue env run-all [OPTIONS] [--] COMMAND [ARGS]...")]
pub struct RunAll {
    /// In every environment with a name
    #[arg(short, long)]
    all: bool,
    /// The command and its arguments
    #[arg(value_name = "COMMAND", required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

pub fn run(context: &Context, command: Command) -> Result<ExitCode> {
    let done = |result: Result<()>| result.map(|()| ExitCode::SUCCESS);
    match command {
        Command::Create(args) => done(create(context, *args)),
        Command::List(args) => done(named::list(context, args.all, args.names, args.json)),
        Command::Remove(args) => done(named::remove(context, &args.names, args.force)),
        Command::Rename(args) => done(named::rename(context, &args.old, &args.new)),
        Command::Copy(args) => done(named::copy(context, &args.old, &args.new)),
        Command::Path(args) => done(named::path(context, &args.name, args.python)),
        Command::Use(args) => done(named::use_by_default(context, &args.name)),
        Command::RunAll(args) => named::run_all(context, &args.command, args.all),
    }
}

fn create(context: &Context, args: Create) -> Result<()> {
    let request = named::Create {
        name: args.name,
        project: args.project,
        free: args.free,
        python: args.python,
        system_site_packages: args.system_site_packages,
        seed: args.seed,
        index: args.index,
        install: args.install,
    };
    named::create(context, request).map(drop)
}
