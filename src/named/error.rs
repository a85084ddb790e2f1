//! Why a name leads to no environment, or may not.

use std::path::PathBuf;

use crate::error::{Exit, Explain};
use crate::sys::fs::FsError;
use crate::ui::{clean, did_you_mean};
use crate::vars;

/// A name that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NamedError {
    #[error("\"{}\" is no name for an environment: {why}", clean(name))]
    BadName { name: String, why: &'static str },
    #[error("there is no environment \"{}\"", clean(name))]
    Unknown { name: String, known: Vec<String> },
    #[error("several projects have an environment \"{}\"", clean(name))]
    Ambiguous { name: String, those: Vec<String> },
    #[error("there is an environment \"{}\" already ({})", clean(name), path.display())]
    Exists { name: String, path: PathBuf },
    #[error("there is no place for named environments: no home directory is known")]
    NoPlace,
    #[error("the path {path:?} holds a line break; no list can name it")]
    LineBreak { path: PathBuf },
    #[error(transparent)]
    Fs(#[from] FsError),
}

impl Explain for NamedError {
    fn exit(&self) -> Exit {
        match self {
            NamedError::BadName { .. } => Exit::Usage,
            NamedError::NoPlace => Exit::Disk,
            NamedError::Fs(error) => error.exit(),
            _ => Exit::Refused,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            NamedError::BadName { .. } => vec!["a name such as 'docs' or 'py3.13' will do".into()],
            NamedError::Unknown { name, known } => {
                let near = did_you_mean(name, known.iter().map(String::as_str));
                let near = near.map(|near| format!("did you mean '{}'?", clean(near)));
                let list = "'noglue env list --all' lists them; 'noglue env create NAME' makes one".to_owned();
                near.into_iter().chain([list]).collect()
            }
            NamedError::Ambiguous { those, .. } => {
                vec![format!("say which: {}", those.iter().map(|one| clean(one)).collect::<Vec<_>>().join(", "))]
            }
            NamedError::Exists { name, .. } => {
                vec![format!("choose another name, or first: noglue env remove {}", clean(name))]
            }
            NamedError::NoPlace => vec![format!("set HOME or {}", vars::DATA_DIR)],
            NamedError::LineBreak { .. } => vec!["give the directory another name".into()],
            NamedError::Fs(error) => error.hints(),
        }
    }
}
