//! Why the store could not keep or give a wheel.

use std::path::PathBuf;

use super::problem::Problem;
use crate::error::{Exit, Explain};
use crate::pep::wheel_name::WheelName;
use crate::sys::fs::FsError;
use crate::ui::{clean, human_bytes};

/// A wheel that could not be kept or given.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("refused {} {} ({wheel}): {problem}", wheel.name(), wheel.version())]
    Refused { wheel: Box<WheelName>, problem: Box<Problem> },
    #[error("store copy of {} {} was altered (\"{}\")", wheel.name(), wheel.version(), clean(path))]
    Altered { wheel: Box<WheelName>, sha256: String, path: String },
    #[error("cache {} is {why}; not used", dir.display())]
    Unsafe { dir: PathBuf, why: String },
    #[error("no room in {}: needs {}, {} free; nothing changed", dir.display(), human_bytes(*needs), human_bytes(*free))]
    NoRoom { dir: PathBuf, needs: u64, free: u64 },
    #[error("could not compile byte-code with {}: {why}", python.display())]
    Compile { python: PathBuf, why: String },
    #[error(transparent)]
    Fs(#[from] FsError),
}

impl StoreError {
    pub(super) fn refused(wheel: &WheelName, problem: impl Into<Problem>) -> StoreError {
        StoreError::Refused { wheel: Box::new(wheel.clone()), problem: Box::new(problem.into()) }
    }
}

impl Explain for StoreError {
    fn exit(&self) -> Exit {
        match self {
            StoreError::Refused { .. } | StoreError::Altered { .. } => Exit::Integrity,
            StoreError::Unsafe { .. } | StoreError::NoRoom { .. } | StoreError::Compile { .. } => Exit::Disk,
            StoreError::Fs(error) => error.exit(),
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            StoreError::Refused { wheel, .. } => {
                let name = wheel.name();
                vec![format!(
                    "report it to the authors of {name}, or ask for another version: {name}!={}",
                    wheel.version()
                )]
            }
            StoreError::Altered { .. } => vec!["run the same command again: it is fetched anew".into()],
            StoreError::Unsafe { dir, .. } => {
                vec![format!(
                    "make it yours alone (chmod go-w {}), or name another with NOGLUE_CACHE_DIR",
                    dir.display()
                )]
            }
            StoreError::NoRoom { .. } => {
                vec!["free some space, or name a larger place with NOGLUE_CACHE_DIR".into()]
            }
            StoreError::Compile { .. } => vec!["nothing is lost but speed: Python compiles at the first import".into()],
            StoreError::Fs(error) => error.hints(),
        }
    }
}
