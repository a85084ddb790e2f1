//! `noglue pip ...`: words only.

use std::path::PathBuf;
use std::process::ExitCode;

use super::pip_files;
use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::flow::options::{ChangeOptions, IndexOptions, ResolveOptions};
use crate::flow::pip::list::Which;
use crate::flow::platform::TargetOptions;

/// pip's words, on any environment
///
/// They act on the environment named with --python, else on the project's, else on VIRTUAL_ENV. Environments
/// that noglue made get a new generation each time; those of other tools are changed in place, package by package.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Install packages
    Install(Install),
    /// Remove packages
    Uninstall(Uninstall),
    /// Install exactly what the files name, and remove the rest
    Sync(Sync),
    /// Resolve requirements into pinned ones
    Compile(Compile),
    /// List what is installed
    List(List),
    /// List what is installed, as a requirements file
    Freeze(Target),
    /// Show what installed packages say of themselves; with --verbose also classifiers, entry points and URLs
    Show(Show),
    /// Check that what is installed fits together
    Check(Target),
    Tree(super::tree::Tree),
    /// Remove what nothing needs any more and nobody asked for
    Autoremove(Autoremove),
    /// Put the files of packages and of what they need into a directory
    Download(pip_files::Download),
    /// Put wheels of packages and of what they need into a directory, built where there is none
    Wheel(pip_files::Wheel),
    #[command(subcommand)]
    Cache(pip_files::Cache),
    Config(pip_files::Config),
}

#[derive(Clone, Debug, clap::Args)]
pub struct Target {
    /// The environment: its directory or its python
    #[arg(short, long, value_name = "ENV")]
    python: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Install {
    /// Requirements, as in a requirements file
    #[arg(value_name = "REQUIREMENT")]
    packages: Vec<String>,
    /// A directory or repository whose source is used where it lies (can be repeated)
    #[arg(short, long = "editable", value_name = "PATH|URL")]
    editables: Vec<String>,
    /// A requirements file (can be repeated)
    #[arg(short, long = "requirement", value_name = "FILE")]
    requirements: Vec<PathBuf>,
    /// A constraints file (can be repeated)
    #[arg(short, long = "constraint", value_name = "FILE")]
    constraints: Vec<PathBuf>,
    /// Requirements in this file replace all others on the same packages (can be repeated)
    #[arg(long = "override", visible_alias = "overrides", value_name = "FILE")]
    overrides: Vec<PathBuf>,
    #[command(flatten)]
    target: Target,
    /// Take the newest versions that fit, also of what is installed
    #[arg(short = 'U', long)]
    upgrade: bool,
    /// Install again what is installed
    #[arg(long)]
    force_reinstall: bool,
    /// Install no dependencies
    #[arg(long)]
    no_deps: bool,
    #[command(flatten)]
    change: ChangeOptions,
    #[command(flatten)]
    other: TargetOptions,
    #[command(flatten)]
    resolve: ResolveOptions,
}

#[derive(Debug, clap::Args)]
pub struct Uninstall {
    /// The packages
    #[arg(value_name = "PACKAGE")]
    packages: Vec<String>,
    /// Those named in this requirements file (can be repeated)
    #[arg(short, long = "requirement", value_name = "FILE")]
    requirements: Vec<PathBuf>,
    /// Do not ask (never asked; for pip's habits)
    #[arg(short, long, hide = true)]
    yes: bool,
    /// Remove also what only these needed and nobody asked for
    #[arg(long)]
    autoremove: bool,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, clap::Args)]
pub struct Autoremove {
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, clap::Args)]
pub struct Sync {
    /// Requirements files with pinned versions
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    change: ChangeOptions,
}

#[derive(Debug, clap::Args)]
pub struct Compile {
    /// requirements.in, pyproject.toml, ...; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["groups", "extras"])]
    files: Vec<PathBuf>,
    /// A constraints file (can be repeated)
    #[arg(short, long = "constraint", value_name = "FILE")]
    constraints: Vec<PathBuf>,
    /// Requirements in this file replace all others on the same packages (can be repeated)
    #[arg(long = "override", visible_alias = "overrides", value_name = "FILE")]
    overrides: Vec<PathBuf>,
    /// Where to write; its pins are kept where they fit
    #[arg(short, long = "output-file", value_name = "FILE")]
    output: Option<PathBuf>,
    /// The Python to resolve with: a version, a range, a name or a path
    #[arg(short, long, value_name = "PYTHON")]
    python: Option<String>,
    /// For Linux, macOS and Windows and all Pythons from the oldest one that is asked for, with markers
    #[arg(long, conflicts_with_all = ["python_platform", "platforms", "implementation", "abis"])]
    universal: bool,
    /// With this extra (can be repeated)
    #[arg(long = "extra", value_name = "EXTRA")]
    extras: Vec<String>,
    /// With this dependency group (can be repeated)
    #[arg(long = "group", value_name = "GROUP")]
    groups: Vec<String>,
    #[command(flatten)]
    upgrade: flow::Upgrade,
    /// Write the hashes of every file
    #[arg(long)]
    generate_hashes: bool,
    /// Do not say who asks for what
    #[arg(long)]
    no_annotate: bool,
    /// Where it is said who asks for what
    #[arg(long, value_name = "STYLE", default_value = "split", conflicts_with = "no_annotate")]
    annotation_style: flow::pip::Annotation,
    /// No header
    #[arg(long)]
    no_header: bool,
    /// Write the indexes of the input files and the command line into the output, without credentials
    #[arg(long)]
    emit_index_url: bool,
    /// Write their --find-links into the output
    #[arg(long)]
    emit_find_links: bool,
    /// Write --no-binary, --only-binary and --prefer-binary of the command line into the output
    #[arg(long)]
    emit_build_options: bool,
    #[command(flatten)]
    target: TargetOptions,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    resolve: ResolveOptions,
}

#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    target: Target,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "columns")]
    format: flow::pip::Format,
    /// Only what has a newer version, and which
    #[arg(short, long)]
    outdated: bool,
    /// Only what has no newer version
    #[arg(short, long, conflicts_with = "outdated")]
    uptodate: bool,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    resolve: ResolveOptions,
}

#[derive(Debug, clap::Args)]
pub struct Show {
    /// Names of packages
    #[arg(value_name = "PACKAGE", required = true)]
    packages: Vec<String>,
    /// With the list of its files
    #[arg(short, long)]
    files: bool,
    #[command(flatten)]
    target: Target,
}

pub fn run(context: &Context, command: Command) -> Result<ExitCode> {
    match command {
        Command::Install(args) => flow::pip::install::run(
            context,
            flow::pip::install::Request {
                target: args.target.python,
                packages: args.packages,
                editables: args.editables,
                requirements: args.requirements,
                constraints: args.constraints,
                overrides: args.overrides,
                upgrade: args.upgrade,
                force_reinstall: args.force_reinstall,
                no_deps: args.no_deps,
                other: args.other,
                change: args.change,
                resolve: args.resolve,
            },
        )?,
        Command::Uninstall(args) => {
            let Uninstall { packages, requirements, target, autoremove, dry_run, .. } = args;
            flow::pip::uninstall::run(context, target.python, &packages, &requirements, autoremove, dry_run)?;
        }
        Command::Sync(args) => flow::pip::sync::run(
            context,
            flow::pip::sync::Request { target: args.target.python, files: args.files, change: args.change },
        )?,
        Command::Compile(args) => flow::pip::compile::run(
            context,
            flow::pip::compile::Request {
                files: args.files,
                constraints: args.constraints,
                overrides: args.overrides,
                output: args.output,
                python: args.python,
                target: args.target,
                universal: args.universal,
                extras: args.extras,
                groups: args.groups,
                upgrade: args.upgrade,
                generate_hashes: args.generate_hashes,
                annotation: (!args.no_annotate).then_some(args.annotation_style),
                header: !args.no_header,
                emit_index_url: args.emit_index_url,
                emit_find_links: args.emit_find_links,
                emit_build_options: args.emit_build_options,
                index: args.index,
                resolve: args.resolve,
            },
        )?,
        Command::List(args) => {
            let List { target, format, outdated, uptodate, index, resolve } = args;
            let which = match (outdated, uptodate) {
                (true, _) => Which::Outdated,
                (false, true) => Which::UpToDate,
                (false, false) => Which::All,
            };
            let target = target.python;
            flow::pip::list::list(context, &flow::pip::list::Request { target, format, which, index, resolve })?
        }
        Command::Freeze(target) => flow::pip::list::freeze(context, target.python)?,
        Command::Show(args) => {
            let Show { packages, files, target } = args;
            let request = flow::pip::show::Request { target: target.python, packages, files };
            return flow::pip::show::run(context, &request);
        }
        Command::Tree(args) => super::tree::tree(context, args)?,
        Command::Autoremove(args) => flow::pip::autoremove::run(context, args.target.python, args.dry_run)?,
        Command::Download(args) => pip_files::download(context, args)?,
        Command::Wheel(args) => pip_files::wheel(context, args)?,
        Command::Cache(command) => pip_files::cache(context, &command)?,
        Command::Config(args) => pip_files::config(context, &args)?,
        Command::Check(target) => return flow::pip::check::run(context, target.python),
    }
    Ok(ExitCode::SUCCESS)
}
