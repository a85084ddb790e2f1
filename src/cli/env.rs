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
    /// Print where an environment lies: the one named, the active one, or that of the project here
    Path(Path),
    /// Say which project an environment is for, so that 'workon' goes there
    Tie(Tie),
    /// Let Jupyter list an environment
    Kernel(Kernel),
    /// Show the system's packages in an environment, or hide them again
    ToggleSystemPackages(Toggle),
    /// Make an environment the one that its project uses (where it has no .venv)
    Use(Use),
    /// Run a command in each environment of the project here
    RunAll(RunAll),
}

#[derive(Debug, clap::Args)]
pub struct Create {
    /// Its name
    #[arg(value_name = "NAME", allow_hyphen_values = true, required_unless_present = "temporary")]
    name: Option<String>,
    /// One that 'workon' removes when it is left; its name is made up
    #[arg(long, conflicts_with = "name")]
    temporary: bool,
    /// Install this at once (can be repeated)
    #[arg(long = "install", value_name = "REQUIREMENT")]
    packages: Vec<String>,
    /// Install what this requirements file names (can be repeated)
    #[arg(short, long = "requirement", value_name = "FILE")]
    requirements: Vec<PathBuf>,
    /// Print the name, for shells
    #[arg(long, hide = true)]
    print: bool,
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
    name: Option<String>,
    /// The path of its Python
    #[arg(long)]
    python: bool,
    /// The directory of its packages
    #[arg(long, conflicts_with = "python")]
    site_packages: bool,
    /// The directory of its project
    #[arg(long, conflicts_with_all = ["python", "site_packages"])]
    project: bool,
}

#[derive(Debug, clap::Args)]
pub struct Tie {
    /// Its name; none: the active one
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// The project, instead of the working directory
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Kernel {
    /// Its name; none: the active one, or the project's here
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// What Jupyter shows
    #[arg(long, value_name = "TEXT")]
    display_name: Option<String>,
    /// Take it out of Jupyter's list
    #[arg(long)]
    remove: bool,
}

#[derive(Debug, clap::Args)]
pub struct Toggle {
    /// Its name; none: the active one, or the project's here
    #[arg(value_name = "NAME")]
    name: Option<String>,
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
        Command::Path(args) => {
            let wanted = match (args.python, args.site_packages, args.project) {
                (true, _, _) => named::Wanted::Python,
                (_, true, _) => named::Wanted::SitePackages,
                (_, _, true) => named::Wanted::Project,
                _ => named::Wanted::Environment,
            };
            done(named::path(context, args.name.as_deref(), wanted))
        }
        Command::Tie(args) => done(named::tie(context, args.name.as_deref(), args.project.as_deref())),
        Command::Kernel(args) => {
            done(named::kernel(context, args.name.as_deref(), args.display_name.as_deref(), args.remove))
        }
        Command::ToggleSystemPackages(args) => done(named::toggle_system_packages(context, args.name.as_deref())),
        Command::Use(args) => done(named::use_by_default(context, &args.name)),
        Command::RunAll(args) => named::run_all(context, &args.command, args.all),
    }
}

fn create(context: &Context, args: Create) -> Result<()> {
    let request = named::Create {
        name: args.name,
        packages: args.packages,
        requirements: args.requirements,
        prints: args.print || args.temporary,
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
