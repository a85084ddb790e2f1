//! What a word on the command line means: a process, a configuration of some server, a log, a directory.

use std::path::PathBuf;

use super::Request;
use crate::context::Context;
use crate::discover::text::shown;
use crate::error::{Plain, Result};
use crate::sys;
use crate::sys::facts::Kind;

/// A kind of configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ServerKind {
    /// uWSGI's ini file
    Uwsgi,
    /// A vassal of the Emperor, or the directory of all
    Emperor,
    /// gunicorn.conf.py
    Gunicorn,
    /// nginx
    Nginx,
    /// Apache with mod_wsgi
    Apache,
    /// lighttpd
    Lighttpd,
    /// A unit file
    Systemd,
    /// A crontab
    Cron,
}

/// What is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A log on standard input.
    Input,
    /// A log.
    Log(PathBuf),
    /// A process.
    Process(u32),
    /// The project that a directory lies in.
    Project(PathBuf),
}

/// What is meant.
pub(super) fn of(context: &Context, request: &Request) -> Result<Subject> {
    let Some(what) = &request.what else { return Ok(Subject::Project(context.cwd()?.to_owned())) };
    if what == "-" {
        return Ok(Subject::Input);
    }
    let path = sys::fs::absolute(what.as_ref(), context.cwd()?);
    let is_number = what.to_str().and_then(|word| word.parse().ok());
    match sys::facts::follow(&path) {
        Ok(facts) if facts.kind == Kind::Directory => Ok(Subject::Project(path)),
        Ok(_) => Ok(Subject::Log(path)),
        Err(error) => match is_number {
            Some(pid) => Ok(Subject::Process(pid)),
            None => Err(Plain::refused(format!("{} cannot be looked at: {error}", shown(&path)))
                .hint("name a configuration, a log, the number of a process or a directory")
                .into()),
        },
    }
}
