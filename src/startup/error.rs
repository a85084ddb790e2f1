//! What can go wrong with an interpreter that is to get the hook.

use std::path::PathBuf;

use crate::error::{Exit, Explain};
use crate::sys::fs::FsError;

/// Why an interpreter gets no hook.
#[derive(Debug, thiserror::Error)]
pub enum StartupError {
    /// It could not be run.
    #[error("could not ask {} where it looks for packages: {reason}", path.display())]
    Silent {
        /// The interpreter.
        path: PathBuf,
        /// What happened.
        reason: String,
    },
    /// It is the python of an environment.
    #[error("{} belongs to an environment; the hook goes into the Python it was made with", path.display())]
    Environment {
        /// The interpreter.
        path: PathBuf,
    },
    /// A Python the hook is not made for.
    #[error("{} is {title}; the hook needs CPython 3.8 or later", path.display())]
    Unsupported {
        /// The interpreter.
        path: PathBuf,
        /// What it is.
        title: String,
    },
    /// Byte-code could not be made.
    #[error("{} could not compile the hook: {reason}", path.display())]
    Compile {
        /// The interpreter.
        path: PathBuf,
        /// What it said.
        reason: String,
    },
    /// A file could not be written or removed.
    #[error(transparent)]
    Fs(#[from] FsError),
}

impl Explain for StartupError {
    fn exit(&self) -> Exit {
        match self {
            StartupError::Fs(error) => error.exit(),
            StartupError::Environment { .. } | StartupError::Unsupported { .. } => Exit::Refused,
            StartupError::Silent { .. } | StartupError::Compile { .. } => Exit::Unusable,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            StartupError::Fs(error) => error.hints(),
            StartupError::Silent { path, .. } => vec![format!("see what it says: {} -I -S -c pass", path.display())],
            _ => vec!["name another one with '--python'".into()],
        }
    }
}
