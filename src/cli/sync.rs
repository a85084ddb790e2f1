//! `noglue sync`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::flow::options::{IndexOptions, InstallOptions, ReloadOptions, ResolveOptions};
use crate::venv::Asked;

/// Give the project here its environment, with exactly what it asks for
///
/// Finds the requirements (pyproject.toml, requirements.txt, requirements/), a Python that fits, creates or
/// updates .venv, and installs. Installed versions that still fit are kept; packages that nothing asks for
/// are removed. Where there is a lock (pylock.toml), what it says is installed. The environment changes in one step or not at all. Nothing to do: no network is touched.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project's directory, instead of the one found from here
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// Install from this requirements file instead of what is found (can be repeated)
    #[arg(short, long = "requirement", value_name = "FILE")]
    requirements: Vec<PathBuf>,
    /// Keep to the versions in this constraints file (can be repeated)
    #[arg(short, long = "constraint", value_name = "FILE")]
    constraints: Vec<PathBuf>,
    /// Requirements in this file replace all others on the same packages (can be repeated)
    #[arg(long = "override", visible_alias = "overrides", value_name = "FILE")]
    overrides: Vec<PathBuf>,
    /// The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]
    #[arg(short, long, value_name = "PYTHON")]
    python: Option<String>,
    /// With this dependency group (can be repeated)
    #[arg(long = "group", value_name = "GROUP")]
    groups: Vec<String>,
    /// With all dependency groups
    #[arg(long)]
    all_groups: bool,
    /// Without the dependency groups for developers that are installed unasked: `dev`; of poetry and pdm, all of them
    #[arg(long)]
    no_dev: bool,
    /// Without this dependency group (can be repeated)
    #[arg(long = "no-group", value_name = "GROUP")]
    no_groups: Vec<String>,
    /// Only this dependency group, not what the project itself needs (can be repeated)
    #[arg(long = "only-group", value_name = "GROUP", conflicts_with_all = ["groups", "all_groups", "extras", "all_extras"])]
    only_groups: Vec<String>,
    /// With this extra of the project (can be repeated)
    #[arg(long = "extra", value_name = "EXTRA")]
    extras: Vec<String>,
    /// With all extras of the project
    #[arg(long)]
    all_extras: bool,
    #[command(flatten)]
    upgrade: flow::Upgrade,
    /// Fail if there is no lock, or if it is not what the project asks for
    #[arg(long, conflicts_with = "frozen")]
    locked: bool,
    /// Install what the lock says, whether or not it is what the project asks for now
    #[arg(long)]
    frozen: bool,
    /// The project's environment of this name; sync makes it if it is not there
    #[arg(short = 'e', value_name = "NAME")]
    pub(super) short_environment: Option<String>,
    /// What the project needs, not the project itself
    #[arg(long)]
    no_install_project: bool,
    /// Keep packages that nothing asks for
    #[arg(long)]
    inexact: bool,
    /// Let the environment see the system's packages
    #[arg(long)]
    system_site_packages: bool,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Change nothing; fail if the environment is not up to date
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Every requirement must have a hash
    #[arg(long)]
    require_hashes: bool,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    resolve: ResolveOptions,
    #[command(flatten)]
    install: InstallOptions,
    #[command(flatten)]
    reload: ReloadOptions,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    let groups_only = !args.only_groups.is_empty();
    flow::sync::run(
        context,
        flow::sync::Request {
            project: args.project,
            command: flow::sync::COMMAND.to_owned(),
            asked: Asked {
                requirements: args.requirements,
                constraints: args.constraints,
                overrides: args.overrides,
                python: args.python,
                groups: if groups_only { args.only_groups } else { args.groups },
                groups_only,
                all_groups: args.all_groups,
                no_dev: args.no_dev,
                without: args.no_groups,
                extras: args.extras,
                all_extras: args.all_extras,
                without_project: args.no_install_project,
                inexact: args.inexact,
            },
            upgrade: args.upgrade,
            lock: match (args.locked, args.frozen) {
                (true, _) => flow::lock::Use::Locked,
                (_, true) => flow::lock::Use::Frozen,
                _ => flow::lock::Use::Fresh,
            },
            system_site_packages: args.system_site_packages,
            mode: match (args.dry_run, args.check) {
                (true, _) => flow::Mode::DryRun,
                (_, true) => flow::Mode::Check,
                _ => flow::Mode::Apply,
            },
            require_hashes: args.require_hashes,
            index: args.index,
            resolve: args.resolve,
            install: args.install,
            reload: args.reload,
        },
    )
}
