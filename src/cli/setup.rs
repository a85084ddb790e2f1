//! `noglue setup`: words only.

use crate::context::Context;
use crate::error::Result;
use crate::flow::setup::{self, Request, system};

/// Set up shims and PATH, once per user; or the whole machine
///
/// Shows what it will change and asks. `--undo` takes back exactly that. With `--system`, as root and once per machine:
/// the start-up hook in the system's Pythons, shims in /usr/local/bin, and /usr/bin/python where there is none.
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
    /// Set up the machine: servers, cron and every user
    #[arg(long)]
    system: bool,
    /// Which Python gets the start-up hook, instead of all of the system's; may be repeated
    #[arg(long, value_name = "PYTHON", requires = "system")]
    python: Vec<String>,
    /// List the Pythons of the system and the state of their hook
    #[arg(long, requires = "system", conflicts_with_all = ["yes", "dry_run", "undo"])]
    list: bool,
    /// With --list: as JSON
    #[arg(long, requires = "list")]
    json: bool,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    let request = Request { yes: args.yes, dry_run: args.dry_run };
    match (args.system, args.undo) {
        (true, _) if args.list => system::list(context, &args.python, args.json),
        (true, true) => system::undo(context, &request, &args.python),
        (true, false) => system::run(context, &request, &args.python),
        (false, true) => setup::undo(context, &request),
        (false, false) => setup::run(context, &request),
    }
}
