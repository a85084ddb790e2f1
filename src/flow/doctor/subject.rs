//! What a word on the command line means: a process, a configuration of some server, a log, a directory.

use std::path::{Path, PathBuf};

use super::Request;
use crate::context::Context;
use crate::discover::text::shown;
use crate::error::{Plain, Result};
use crate::server::config::Kind;
use crate::server::read;
use crate::sys;
use crate::sys::facts::Kind as FileKind;

/// As much of a file as tells what it is, in bytes.
const START: u64 = 64 * 1024;

/// What is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A log on standard input.
    Input,
    /// A log.
    Log(PathBuf),
    /// A configuration.
    Config(Kind, PathBuf),
    /// A directory with configurations of uWSGI.
    Vassals(PathBuf, Vec<PathBuf>),
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
        Ok(facts) if facts.kind == FileKind::Directory => Ok(directory(path, request.server)),
        Ok(_) => Ok(file(path, request.server)),
        Err(error) => match is_number {
            Some(pid) => Ok(Subject::Process(pid)),
            None => Err(Plain::refused(format!("{} cannot be looked at: {error}", shown(&path)))
                .hint("name a configuration, a log, the number of a process or a directory")
                .into()),
        },
    }
}

fn directory(path: PathBuf, server: Option<Kind>) -> Subject {
    let vassals = vassals(&path);
    let is_project = ["pyproject.toml", "manage.py", ".venv"].iter().any(|name| sys::fs::exists(&path.join(name)));
    let is_meant = matches!(server, Some(Kind::Emperor | Kind::Uwsgi)) || (!vassals.is_empty() && !is_project);
    if is_meant { Subject::Vassals(path, vassals) } else { Subject::Project(path) }
}

/// The configurations of uWSGI that lie in a directory.
pub(super) fn vassals(dir: &Path) -> Vec<PathBuf> {
    let names =
        sys::fs::names(dir).unwrap_or_default().into_iter().filter(|name| name.to_string_lossy().ends_with(".ini"));
    let files = names.map(|name| dir.join(name));
    files.filter(|file| read::guess(file, &start(file)) == Some(Kind::Uwsgi)).collect()
}

fn file(path: PathBuf, server: Option<Kind>) -> Subject {
    match (read::guess(&path, &start(&path)), server) {
        (_, Some(kind)) if !path.to_string_lossy().ends_with(".log") => Subject::Config(kind, path),
        (Some(kind), _) => Subject::Config(kind, path),
        (None, _) => Subject::Log(path),
    }
}

fn start(path: &Path) -> String {
    let (bytes, _) = sys::careful::head_and_tail(path, START, 0).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}
