//! Why a lock that can be read cannot be used here.

use std::path::PathBuf;

use super::super::error::Place;
use crate::error::{Exit, Explain};

/// What makes a lock.
pub const ANEW: &str = "'noglue lock' writes it anew";

/// A lock and an environment that do not go together.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Not for this Python.
    #[error("{place}: {what} is for Python {specifiers}, and this is {python}")]
    Python {
        /// Where.
        place: Place,
        /// The lock or one package of it.
        what: String,
        /// What it is for.
        specifiers: String,
        /// What there is.
        python: String,
    },
    /// None of its environments is this one.
    #[error("{} was locked for other environments: {}; this is {here}", path.display(), environments.join("; or "))]
    Environment {
        /// The lock.
        path: PathBuf,
        /// As written.
        environments: Vec<String>,
        /// This one.
        here: String,
    },
    /// A marker that says nothing.
    #[error("{place}: marker \"{marker}\": {why}")]
    Marker {
        /// Where.
        place: Place,
        /// As written.
        marker: String,
        /// What is wrong.
        why: String,
    },
    /// Two entries of one package count at once.
    #[error("{second}: {name} is there twice for this environment: {one} (line {line}) and {two}")]
    Twice {
        /// Where the second one stands.
        second: Place,
        /// The package.
        name: String,
        /// One version.
        one: String,
        /// Where the first one stands.
        line: u32,
        /// The other.
        two: String,
    },
    /// No file of a package fits.
    #[error("{place}: {package} has no file for {here}: {files}")]
    NoFile {
        /// Where.
        place: Place,
        /// Name and version.
        package: String,
        /// This environment.
        here: String,
        /// What there is.
        files: String,
    },
    /// An extra or group it does not have.
    #[error("{}: it has no {kind} \"{name}\"; {}", path.display(), known(names))]
    Unknown {
        /// The lock.
        path: PathBuf,
        /// `extra`, `dependency group`
        kind: &'static str,
        /// The name.
        name: String,
        /// What it has.
        names: Vec<String>,
    },
    /// It is not what the project asks for now.
    #[error("{} is stale: {}", path.display(), reasons.join("; "))]
    Stale {
        /// The lock.
        path: PathBuf,
        /// What is stale in it.
        reasons: Vec<String>,
        /// What writes it anew.
        anew: &'static str,
    },
}

fn known(names: &[String]) -> String {
    if names.is_empty() { "it has none".into() } else { format!("there are {}", names.join(", ")) }
}

impl Explain for LockError {
    fn exit(&self) -> Exit {
        Exit::Refused
    }

    fn hints(&self) -> Vec<String> {
        match self {
            LockError::Python { .. } => vec!["name another Python: '--python VERSION', or lock anew".into()],
            LockError::Environment { .. } | LockError::NoFile { .. } => {
                vec![format!("lock it with this environment in mind: {ANEW}")]
            }
            LockError::Marker { .. } | LockError::Twice { .. } => {
                vec!["lock files are not edited by hand; write it anew with the tool that made it".into()]
            }
            LockError::Unknown { name, names, .. } => {
                let near = crate::ui::did_you_mean(name, names.iter().map(String::as_str));
                near.map(|near| format!("did you mean {near}?")).into_iter().collect()
            }
            LockError::Stale { anew, .. } => {
                vec![(*anew).into(), "'noglue sync --frozen' installs what it says all the same".into()]
            }
        }
    }
}
