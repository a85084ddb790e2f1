//! What can go wrong with a build: what failed, the last lines it said, and what is likely missing.

use std::path::PathBuf;
use std::time::Duration;

use super::hints;
use crate::error::{Exit, Explain};
use crate::sys::fs::FsError;
use crate::ui::clean;

/// Why a source tree gave no wheel.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error("it is no Python project: it has neither pyproject.toml nor setup.py")]
    NoProject,
    #[error("pyproject.toml: {why}")]
    Project { why: String },
    #[error("pyproject.toml: backend-path \"{}\" is outside the source", clean(place))]
    BackendPath { place: String },
    /// The backend said no.
    #[error("{hook} failed ({status}){}", said(output))]
    Failed {
        hook: &'static str,
        /// `exit 1`, `killed by signal 9`
        status: String,
        /// The last lines.
        output: String,
        /// Where all of it is.
        log: Option<PathBuf>,
    },
    #[error("{hook} did not end within {} s and was stopped{}", limit.as_secs(), said(output))]
    TimedOut { hook: &'static str, limit: Duration, output: String },
    #[error("its backend {} cannot be loaded{}", clean(backend), said(output))]
    NoBackend { backend: String, output: String },
    #[error("its backend {} has no {hook}", clean(backend))]
    NoHook { backend: String, hook: &'static str },
    #[error("{hook} gave no usable answer: {}", clean(why))]
    Answer { hook: &'static str, why: String },
    #[error("build made {made}, wanted {wanted}")]
    Other { made: String, wanted: String },
    #[error("build made {}, which does not fit this Python", clean(wheel))]
    OtherTarget { wheel: String },
    #[error("build made a wheel that needs {}, which its source did not say", clean(needs))]
    OtherNeeds { needs: String },
    #[error("the metadata of its source cannot be used: {}", clean(why))]
    Metadata { why: String },
    #[error("{requirement} is needed to build it and is not installed (--no-build-isolation)")]
    NotIsolated { requirement: String },
    #[error("could not start its build")]
    Start(#[source] std::io::Error),
    #[error(transparent)]
    Fs(#[from] FsError),
}

// The output of a build is for people to read, line by line.
fn said(output: &str) -> String {
    let lines: Vec<String> = output.lines().map(|line| format!("\n    {}", clean(line))).collect();
    if lines.is_empty() { String::new() } else { format!("; it said:{}", lines.concat()) }
}

impl BuildError {
    /// True when the source is to blame for what it says of itself, so that another version may do.
    pub fn is_about_metadata(&self) -> bool {
        matches!(self, BuildError::Metadata { .. } | BuildError::Project { .. } | BuildError::Other { .. })
    }
}

impl Explain for BuildError {
    fn exit(&self) -> Exit {
        match self {
            BuildError::Other { .. }
            | BuildError::OtherNeeds { .. }
            | BuildError::BackendPath { .. }
            | BuildError::OtherTarget { .. } => Exit::Integrity,
            BuildError::Fs(_) | BuildError::Start(_) => Exit::Disk,
            _ => Exit::Refused,
        }
    }

    fn hints(&self) -> Vec<String> {
        let output = match self {
            BuildError::Failed { output, .. }
            | BuildError::TimedOut { output, .. }
            | BuildError::NoBackend { output, .. } => output.as_str(),
            BuildError::NotIsolated { .. } => {
                return vec!["install what builds it first, or leave --no-build-isolation out".into()];
            }
            BuildError::Fs(error) => return error.hints(),
            _ => "",
        };
        let mut hints = hints::of(output);
        if let BuildError::Failed { log: Some(log), .. } = self {
            hints.push(format!("all it said is in {}", log.display()));
        }
        if let BuildError::TimedOut { .. } = self {
            hints.push(format!("{}=SECONDS gives builds more time", crate::vars::BUILD_TIMEOUT));
        }
        hints
    }
}
