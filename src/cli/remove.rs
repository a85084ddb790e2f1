//! `noglue remove`: words only.

use super::add::{FollowOptions, PartOptions};
use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::flow::edit::Where;
use crate::flow::options::{IndexOptions, InstallOptions, ResolveOptions};

/// Remove requirements from the project's file, and what nothing needs then
///
/// The opposite of `noglue add`. When anything fails, the file, the lock and the environment are as they were.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Names of packages
    #[arg(value_name = "NAME")]
    packages: Vec<String>,
    #[command(flatten)]
    part: PartOptions,
    #[command(flatten)]
    follow: FollowOptions,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    resolve: ResolveOptions,
    #[command(flatten)]
    install: InstallOptions,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    let place = args.part.place(&args.follow);
    let place = Where { index: args.index, resolve: args.resolve, install: args.install, ..place };
    flow::edit::remove::run(context, &args.packages, &place)
}
