//! What a project is -> the text of a server's configuration, and what to do with it. Pure; writes nothing.
//!
//! No text names an environment: noglue finds it from where the code lies. A file that must name the project's
//! directory names it once; sockets are open to their owner and the group of the front end only.

mod apache;
mod cron;
mod front;
mod gunicorn;
pub mod literal;
mod systemd;
mod uwsgi;

use std::path::{Path, PathBuf};

use super::ServerError;
use super::app::{App, Interface};

/// Which configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// uwsgi.ini, which also is a vassal of an Emperor
    Uwsgi,
    /// The Emperor of all projects here, and this project's folder for its socket
    Emperor,
    /// gunicorn.conf.py
    Gunicorn,
    /// A site of nginx, in front of uWSGI or gunicorn
    Nginx,
    /// A site of Apache with mod_wsgi
    Apache,
    /// A site of lighttpd, in front of uWSGI or gunicorn
    Lighttpd,
    /// A socket and a service
    Systemd,
    /// A file of cron jobs
    Cron,
}

/// What serves the application behind a front end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Backend {
    /// uWSGI, over its own protocol
    Uwsgi,
    /// gunicorn, over HTTP
    Gunicorn,
    /// uvicorn, over HTTP
    Uvicorn,
}

/// All that the texts are made of. Names have been checked with [`literal`].
#[derive(Clone, Debug)]
pub struct Site {
    /// Names the socket, the service and the files.
    pub name: String,
    /// Where the project's code is started from.
    pub dir: PathBuf,
    /// What is served.
    pub app: Result<App, Missing>,
    /// True if `dir` has `manage.py`.
    pub has_manage: bool,
    /// Who the application runs as.
    pub user: String,
    /// That user's group.
    pub user_group: String,
    /// The group that the front end runs as.
    pub front: String,
    /// The site's host name.
    pub domain: Option<String>,
    /// What serves it.
    pub backend: Backend,
}

/// Where no application was found.
#[derive(Clone, Debug)]
pub struct Missing(pub PathBuf);

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// The directory it belongs in; `None` for the project's own.
    pub place: Option<&'static str>,
    /// What is in it, with a line end at the end.
    pub text: String,
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The files.
    pub files: Vec<File>,
    /// What to do once they are in their places: commands, or sentences.
    pub next: Vec<String>,
}

/// The configuration of `kind`. `at` is where its files will lie; `None`: where they belong.
pub fn make(kind: Kind, site: &Site, at: Option<&Path>) -> Result<Made, ServerError> {
    match kind {
        Kind::Uwsgi => uwsgi::project(site, at),
        Kind::Emperor => uwsgi::emperor(site),
        Kind::Gunicorn => gunicorn::make(site, at),
        Kind::Nginx => Ok(front::nginx(site)),
        Kind::Lighttpd => Ok(front::lighttpd(site)),
        Kind::Apache => apache::make(site),
        Kind::Systemd => systemd::make(site),
        Kind::Cron => cron::make(site),
    }
}

impl Site {
    fn app(&self) -> Result<&App, ServerError> {
        self.app.as_ref().map_err(|missing| ServerError::NoApp { dir: missing.0.clone() })
    }

    // The folder of the socket. Not in the project, so that the front end needs no way into it.
    fn run(&self) -> String {
        format!("/run/{}", self.name)
    }

    fn socket(&self) -> String {
        let kind = if self.backend == Backend::Uwsgi { "uwsgi" } else { "http" };
        format!("{}/{kind}.sock", self.run())
    }
}

impl App {
    fn must_be_wsgi(&self, server: &'static str) -> Result<(), ServerError> {
        match self.interface {
            Interface::Wsgi => Ok(()),
            Interface::Asgi => Err(ServerError::Unserved {
                server,
                app: self.reference(),
                why: "it is an ASGI application",
                instead: "'noglue server systemd' serves it with uvicorn, 'noglue server nginx' stands in front",
            }),
        }
    }
}

#[cfg(test)]
mod tests;
