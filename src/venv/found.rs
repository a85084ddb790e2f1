//! What is at a path: nothing, an environment of ours, one of another tool, or something else.

use std::path::{Path, PathBuf};

use super::config::Config;
use super::{Generation, RESERVED};
use crate::sys;
use crate::sys::fs::FsResult;

/// An environment made by noglue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Venv {
    path: PathBuf,
    config: Config,
}

impl Venv {
    /// Its directory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its `pyvenv.cfg`.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The generation that `current` names.
    pub fn current(&self) -> FsResult<Generation> {
        Generation::current(&self.path)
    }
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing, an empty directory, or what a killed creation left behind.
    Nothing,
    /// An environment made by noglue.
    Ours(Venv),
    /// An environment made by another tool: its directory and its `pyvenv.cfg`.
    Foreign(PathBuf, Config),
    /// A file, or a directory with something else in it.
    Other,
}

/// Looks at `path`; executes nothing, changes nothing.
pub fn look(path: &Path) -> FsResult<Found> {
    if let Some(bytes) = sys::fs::read_if_there(&path.join("pyvenv.cfg"))? {
        let config = Config::parse(&String::from_utf8_lossy(&bytes));
        let is_ours = sys::fs::read_link(&path.join("current")).is_ok_and(|target| target.starts_with("gen"));
        return Ok(if is_ours {
            Found::Ours(Venv { path: path.to_owned(), config })
        } else {
            Found::Foreign(path.to_owned(), config)
        });
    }
    let names = match sys::fs::names(path) {
        Ok(names) => names,
        Err(error) if error.source.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) if error.source.kind() == std::io::ErrorKind::NotADirectory => return Ok(Found::Other),
        Err(error) => return Err(error),
    };
    // A creation that was killed left our own files and links into `current`, and no pyvenv.cfg.
    let is_leftover = |name: &std::ffi::OsString| {
        name.to_str().is_some_and(|name| RESERVED.contains(&name) || name.starts_with(".noglue-"))
            || sys::fs::read_link(&path.join(name)).is_ok_and(|target| target == Path::new("current").join(name))
    };
    Ok(if names.iter().all(is_leftover) { Found::Nothing } else { Found::Other })
}
