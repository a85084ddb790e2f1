//! `noglue setup`: words only.

use crate::context::Context;
use crate::error::Result;
use crate::flow;

/// Set up shims and PATH, once per user
///
/// Shows what it will change and asks. `--undo` takes back exactly that.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Do it without asking
    #[arg(short, long)]
    yes: bool,
    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Take back what setup did
    #[arg(long)]
    undo: bool,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    let request = flow::setup::Request { yes: args.yes, dry_run: args.dry_run };
    if args.undo { flow::setup::undo(context, &request) } else { flow::setup::run(context, &request) }
}
