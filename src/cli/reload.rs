//! `noglue reload`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::flow::options::{HealthOptions, ReloadOptions};

/// Reload the servers that run on the project's environment, so that they take its current generation
///
/// As 'noglue sync --reload' does after a change. Without a word: what is configured, else every gunicorn and
/// uWSGI that is found to run on the environment. No process is signalled that does not.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// auto, gunicorn, gunicorn:PIDFILE, uwsgi, wsgi, touch:FILE, systemd:UNIT or systemd-user:UNIT
    #[arg(value_name = "WHAT")]
    words: Vec<String>,
    /// The project's directory, instead of the one found from here
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    #[command(flatten)]
    health: HealthOptions,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    let options = ReloadOptions { health: args.health, ..ReloadOptions::default() };
    flow::reload::run(context, flow::reload::Request { project: args.project, options, words: args.words })
}
