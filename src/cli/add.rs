//! `noglue add`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::flow::edit::Where;
use crate::flow::options::{IndexOptions, InstallOptions, ResolveOptions};
use crate::requirements::edit::Bounds;

/// Add requirements to the project's file, and install them
///
/// Into [project] of pyproject.toml, or into requirements.txt where the project uses that; comments, order and
/// indentation stay. What is named without a version gets the one that is installed as its lower bound. A lock is
/// brought up to date. When anything fails, the file, the lock and the environment are as they were.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Names, with versions or extras if you like: 'django>=5', 'uvicorn[standard]'; also URLs and paths
    #[arg(value_name = "NAME")]
    packages: Vec<String>,
    /// What this requirements file names (can be repeated)
    #[arg(short = 'r', long = "requirement", visible_alias = "requirements", value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    part: PartOptions,
    /// The paths and repositories that are named are used where they lie
    #[arg(short, long)]
    editable: bool,
    /// Which versions are allowed of what is named without one
    #[arg(long, value_name = "BOUNDS", default_value = "lower")]
    bounds: Bounds,
    /// Write it as it was typed, without bounds
    #[arg(long, conflicts_with = "bounds")]
    raw: bool,
    #[command(flatten)]
    follow: FollowOptions,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    resolve: ResolveOptions,
    #[command(flatten)]
    install: InstallOptions,
}

/// Which list of which project.
#[derive(Debug, clap::Args)]
pub struct PartOptions {
    /// In the dependency group `dev`
    #[arg(long, conflicts_with_all = ["group", "extra", "script"])]
    dev: bool,
    /// In this dependency group
    #[arg(long, value_name = "GROUP", conflicts_with_all = ["extra", "script"])]
    group: Option<String>,
    /// In this extra of the project
    #[arg(long, visible_alias = "optional", value_name = "EXTRA", conflicts_with = "script")]
    extra: Option<String>,
    /// In the comments of this script (PEP 723); 'noglue run' installs what it needs
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// The project's directory, instead of the one found from here
    #[arg(long, value_name = "DIR", conflicts_with = "script")]
    project: Option<PathBuf>,
}

/// What follows the file.
#[derive(Debug, clap::Args)]
pub struct FollowOptions {
    /// Leave the environment as it is
    #[arg(long)]
    no_sync: bool,
    /// Change nothing but the file: no lock, no environment, no index is asked
    #[arg(long)]
    frozen: bool,
}

impl PartOptions {
    /// The place they name.
    pub fn place(self, follow: &FollowOptions) -> Where {
        Where {
            project: self.project,
            dev: self.dev,
            group: self.group,
            extra: self.extra,
            script: self.script,
            no_sync: follow.no_sync,
            frozen: follow.frozen,
            ..Where::default()
        }
    }
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    let place = args.part.place(&args.follow);
    flow::edit::add::run(
        context,
        &flow::edit::add::Request {
            packages: args.packages,
            files: args.files,
            editable: args.editable,
            bounds: args.bounds,
            raw: args.raw,
            at: Where { index: args.index, resolve: args.resolve, install: args.install, ..place },
        },
    )
}
