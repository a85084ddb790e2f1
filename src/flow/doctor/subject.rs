//! What a word on the command line means: a process, a configuration of some server, a log, a directory.

use std::path::PathBuf;

use super::Request;
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::sys;

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
}

/// What is meant.
pub(super) fn of(context: &Context, request: &Request) -> Result<Subject> {
    let Some(what) = &request.what else { return Err(Plain::refused("x").into()) };
    if what == "-" {
        return Ok(Subject::Input);
    }
    Ok(Subject::Log(sys::fs::absolute(what.as_ref(), context.cwd()?)))
}
