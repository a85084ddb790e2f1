//! Why an environment could not be made or changed.

use std::path::PathBuf;

use crate::error::{Exit, Explain};
use crate::sys::fs::FsError;
use crate::ui::{clean, human_bytes};

/// An environment that could not be made or changed. Nothing in it has changed.
#[derive(Debug, thiserror::Error)]
pub enum VenvError {
    #[error("{} is not an environment, and not empty", path.display())]
    NotAnEnvironment { path: PathBuf },
    #[error("{} was not made by noglue", path.display())]
    Foreign { path: PathBuf },
    #[error("{} is used by another noglue ({})", path.display(), clean(holder))]
    Locked { path: PathBuf, holder: String },
    #[error("no room in {}: needs {}, {} free; nothing changed", path.display(), human_bytes(*needs), human_bytes(*free))]
    NoRoom { path: PathBuf, needs: u64, free: u64 },
    #[error("no room in {}: needs more than the {} that are free; nothing changed", path.display(), human_bytes(*free))]
    Full { path: PathBuf, free: u64 },
    #[error("no room in {}: the file system has no free inodes; nothing changed", path.display())]
    NoInodes { path: PathBuf },
    #[error("{} is on a read-only file system; nothing changed", path.display())]
    ReadOnly { path: PathBuf },
    #[error("the interpreter {} lies inside {}", interpreter.display(), project.display())]
    InterpreterInside { interpreter: PathBuf, project: PathBuf },
    #[error("the path {path:?} holds a line break; pyvenv.cfg cannot")]
    LineBreak { path: PathBuf },
    #[error("directories of {} cannot change places", path.display())]
    CannotMove { path: PathBuf },
    #[error("generation {number} of {} is not what it was: {what}", path.display())]
    Disturbed { path: PathBuf, number: u64, what: String },
    #[error("{} has no generation {number}", path.display())]
    NoGeneration { path: PathBuf, number: u64 },
    #[error("{} is not readable as the state of an environment: {reason}", path.display())]
    State { path: PathBuf, reason: String },
    #[error("RECORD of {name} is not readable")]
    NoRecord { name: String },
    #[error(transparent)]
    Fs(#[from] FsError),
}

impl VenvError {
    /// Gives a failed file operation in the environment `path` the name a person knows it by.
    pub(super) fn in_environment(path: &std::path::Path) -> impl Fn(FsError) -> VenvError + '_ {
        move |error| match error.source.kind() {
            std::io::ErrorKind::ReadOnlyFilesystem => VenvError::ReadOnly { path: path.to_owned() },
            _ if error.is_full() && crate::sys::fs::has_no_inodes(path) => {
                VenvError::NoInodes { path: path.to_owned() }
            }
            _ if error.is_full() => {
                VenvError::Full { path: path.to_owned(), free: crate::sys::fs::free_space(path).unwrap_or(0) }
            }
            _ => VenvError::Fs(error),
        }
    }
}

impl Explain for VenvError {
    fn exit(&self) -> Exit {
        match self {
            VenvError::NotAnEnvironment { .. }
            | VenvError::Foreign { .. }
            | VenvError::LineBreak { .. }
            | VenvError::NoRecord { .. }
            | VenvError::Disturbed { .. }
            | VenvError::NoGeneration { .. } => Exit::Refused,
            VenvError::InterpreterInside { .. } => Exit::Untrusted,
            VenvError::Locked { .. }
            | VenvError::NoRoom { .. }
            | VenvError::Full { .. }
            | VenvError::NoInodes { .. }
            | VenvError::ReadOnly { .. }
            | VenvError::CannotMove { .. }
            | VenvError::State { .. } => Exit::Disk,
            VenvError::Fs(error) => error.exit(),
        }
    }

    fn hints(&self) -> Vec<String> {
        let hint = match self {
            VenvError::NotAnEnvironment { path } => {
                format!("name another directory, or look what is in it: ls -la {}", path.display())
            }
            VenvError::Foreign { .. } => "'noglue sync' converts it and keeps the old tree to go back to".into(),
            VenvError::Locked { .. } => "wait until it is done, then run the same command again".into(),
            VenvError::NoRoom { .. } | VenvError::Full { .. } => {
                "free some space ('noglue cache clear' empties the cache), then run the same command again".into()
            }
            VenvError::NoInodes { .. } => "remove files that nobody needs, then run the same command again".into(),
            VenvError::InterpreterInside { .. } => "choose one outside the project with '--python'".into(),
            VenvError::Disturbed { .. } => {
                "another tool changed it; 'noglue sync' makes what the project asks for".into()
            }
            VenvError::NoGeneration { .. } => "'noglue history' lists them".into(),
            VenvError::State { .. } => "'noglue sync' makes a new generation".into(),
            VenvError::NoRecord { name } => {
                format!(
                    "whatever installed it must remove it; or make the environment anew with 'noglue sync' ({name})"
                )
            }
            VenvError::Fs(error) => return error.hints(),
            VenvError::ReadOnly { .. } | VenvError::LineBreak { .. } | VenvError::CannotMove { .. } => {
                return Vec::new();
            }
        };
        vec![hint]
    }
}
