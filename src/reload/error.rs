//! Why a server could not be told to reload, or did not come back.

use std::path::PathBuf;
use std::time::Duration;

use crate::error::{Exit, Explain};
use crate::sys::fs::FsError;
use crate::ui::{clean, human_duration};

/// What stands in the way of a reload.
#[derive(Debug, thiserror::Error)]
pub enum ReloadError {
    #[error("\"{}\" is nothing that noglue can reload", clean(text))]
    Unknown { text: String, near: Option<String> },
    #[error("\"{}\" is no health check: {why}", clean(text))]
    Health { text: String, why: &'static str },
    #[error("{from}: a project may not name {what}")]
    NotForProjects { from: String, what: &'static str },
    #[error("nothing that runs on {} can be reloaded", environment.display())]
    NothingRuns { environment: PathBuf, others: Vec<String> },
    #[error("no gunicorn runs on {}", environment.display())]
    NoGunicorn { environment: PathBuf },
    #[error("{} does not name a process", path.display())]
    PidFile { path: PathBuf },
    #[error("{} cannot be read: {why}", path.display())]
    NoPidFile { path: PathBuf, why: String },
    #[error("{} names process {pid}, which does not run", path.display())]
    Dead { path: PathBuf, pid: u32 },
    #[error("{} names process {pid} ({}), which is not gunicorn on {}", path.display(), clean(name), environment.display())]
    Stranger { path: PathBuf, pid: u32, name: String, environment: PathBuf },
    #[error("process {pid} is {}'s; only that user or root may reload it", crate::sys::user::name(*uid))]
    OtherUser { pid: u32, uid: u32 },
    #[error("{} is not there to be touched", path.display())]
    NothingToTouch { path: PathBuf },
    #[error("{} has no wsgi.py that could be touched", root.display())]
    NoWsgi { root: PathBuf },
    #[error("{} has more than one wsgi.py: {}", root.display(), files.join(", "))]
    ManyWsgi { root: PathBuf, files: Vec<String> },
    #[error("systemd has no unit {}", clean(unit))]
    NoUnit { unit: String },
    #[error("could not ask systemd about {}: {}", clean(unit), clean(why))]
    Systemd { unit: String, why: String },
    #[error("'{}' failed: {}", clean(command), clean(why))]
    Command { command: String, why: String },
    #[error("the application does not start on the new generation: {}", clean(why))]
    Preflight { why: String },
    #[error("{server} ended instead of reloading")]
    Ended { server: String },
    #[error("{server} still runs on generation {generation} after {}", human_duration(*after))]
    StaysBehind { server: String, generation: u64, after: Duration },
    #[error("{check} is not well after {}: {}", human_duration(*after), clean(why))]
    Unwell { check: String, why: String, after: Duration },
    #[error("could not signal process {pid}")]
    Signal { pid: u32, source: std::io::Error },
    #[error(transparent)]
    Fs(#[from] FsError),
}

impl Explain for ReloadError {
    fn exit(&self) -> Exit {
        match self {
            ReloadError::NotForProjects { .. } => Exit::Untrusted,
            ReloadError::Unknown { .. } | ReloadError::Health { .. } => Exit::Usage,
            ReloadError::Preflight { .. }
            | ReloadError::Ended { .. }
            | ReloadError::StaysBehind { .. }
            | ReloadError::Unwell { .. }
            | ReloadError::Command { .. } => Exit::Unwell,
            ReloadError::Fs(error) => error.exit(),
            _ => Exit::Refused,
        }
    }

    fn hints(&self) -> Vec<String> {
        let hint = match self {
            ReloadError::Unknown { near: Some(near), .. } => format!("did you mean {near}?"),
            ReloadError::Unknown { near: None, .. } => {
                "use auto, gunicorn, gunicorn:PIDFILE, uwsgi, wsgi, touch:FILE, systemd:UNIT or systemd-user:UNIT"
                    .into()
            }
            ReloadError::Health { .. } => {
                "use http://HOST:PORT/PATH, unix:SOCKET:/PATH, uwsgi:SOCKET:/PATH or uwsgi://HOST:PORT/PATH".into()
            }
            ReloadError::NotForProjects { .. } => {
                "name it on the command line, or in the user's or the machine's config.toml".into()
            }
            ReloadError::NothingRuns { others, .. } if !others.is_empty() => {
                format!("restart by hand what noglue cannot: {}", others.join(", "))
            }
            ReloadError::NothingRuns { .. } | ReloadError::NoGunicorn { .. } => {
                "start the server, or say what to reload: '--reload=systemd:UNIT', '--reload=touch:FILE'".into()
            }
            ReloadError::PidFile { .. }
            | ReloadError::NoPidFile { .. }
            | ReloadError::Dead { .. }
            | ReloadError::Stranger { .. } => "'--reload=gunicorn' without a file finds the running one".into(),
            ReloadError::OtherUser { uid, .. } => {
                format!("run the command as {} or as root", crate::sys::user::name(*uid))
            }
            ReloadError::NothingToTouch { .. } => "name a file that the server watches".into(),
            ReloadError::NoWsgi { .. } | ReloadError::ManyWsgi { .. } => "name it: '--reload=touch:FILE'".into(),
            ReloadError::NoUnit { .. } => "'systemctl list-units --type=service' lists them".into(),
            ReloadError::StaysBehind { .. } => "restart it once by hand".into(),
            ReloadError::Fs(error) => return error.hints(),
            ReloadError::Preflight { .. }
            | ReloadError::Ended { .. }
            | ReloadError::Unwell { .. }
            | ReloadError::Systemd { .. }
            | ReloadError::Command { .. }
            | ReloadError::Signal { .. } => return Vec::new(),
        };
        vec![hint]
    }
}
