//! Why no interpreter could be had, in a person's words.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::request::{PythonRequest, Wanted};
use crate::error::{Exit, Explain};
use crate::pep::tags::Implementation;
use crate::sys::fs::FsError;
use crate::ui::{clean, human_duration};

/// What is wrong with one interpreter.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Nothing is there.
    #[error("there is no such file")]
    Missing,
    /// Something is there that cannot be run.
    #[error("it is not an executable file")]
    NotExecutable,
    /// A directory that is neither an environment nor an installation.
    #[error("this directory is neither an environment nor has it a bin/python")]
    NoPythonInside,
    /// It stands for another program.
    #[error("it is {0}, not an interpreter")]
    Shim(&'static str),
    /// Nothing there is run unasked.
    #[error("{0}; it is not run unless it is named")]
    Unsafe(String),
    /// An environment's python is never a base.
    #[error("it belongs to the environment {}", .0.display())]
    OfEnvironment(PathBuf),
    /// The environment does not lead to its base.
    #[error("{}", clean(reason))]
    Environment {
        /// What its `pyvenv.cfg` lacks.
        reason: String,
    },
    /// A file could not be read.
    #[error("{}", with_cause(.0))]
    Files(FsError),
    /// The kernel refused to start it.
    #[error("it could not be started: {0}")]
    Start(io::Error),
    /// It did not answer.
    #[error("it did not answer within {}", human_duration(*.0))]
    TimedOut(Duration),
    /// It ended with an error.
    #[error("it failed ({status}){}", last_line(said))]
    Failed {
        /// Exit code or signal.
        status: String,
        /// Its standard error.
        said: String,
    },
    /// It answered with something that is no answer.
    #[error("its answer is not understood ({reason}): {}", clean(said))]
    Garbage {
        /// What is wrong with the answer.
        reason: String,
        /// The last line it printed.
        said: String,
    },
    /// Python 3.7 and before.
    #[error("it is Python {version}; noglue needs {} or newer", super::OLDEST)]
    TooOld {
        /// The version it gave.
        version: String,
    },
    /// Not CPython or PyPy, or on a system that noglue does not know.
    #[error("{} is not supported", clean(.0))]
    Unsupported(String),
    /// Fine, but not what was asked for.
    #[error("it is {0}")]
    Other(String),
}

/// One place that was looked at, and what was there.
#[derive(Debug)]
pub struct Skipped {
    /// The executable.
    pub path: PathBuf,
    /// Why it was not taken.
    pub problem: Problem,
}

impl std::fmt::Display for Skipped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", clean(&self.path.to_string_lossy()), self.problem)
    }
}

/// Why no interpreter could be had.
#[derive(Debug, thiserror::Error)]
pub enum InterpreterError {
    /// The one that was named cannot be used.
    #[error("could not use the Python {}", clean(&path.to_string_lossy()))]
    Unusable {
        /// What was named, or what that led to.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        problem: Problem,
    },
    /// A command that is nowhere on `PATH`.
    #[error("there is no command \"{}\" on PATH", clean(name))]
    NoCommand {
        /// The command.
        name: String,
    },
    /// A version that no noglue can use.
    #[error("Python {request} is not supported; noglue needs {} or newer", super::OLDEST)]
    RequestTooOld {
        /// What was asked for.
        request: String,
    },
    /// The one that was named is not among those the project allows.
    #[error("{} is Python {version}, but the project requires {requires}", clean(&path.to_string_lossy()))]
    Refused {
        /// What was named.
        path: PathBuf,
        /// What it is.
        version: String,
        /// The project's `requires-python`.
        requires: String,
    },
    /// Nothing that was found is what was asked for.
    #[error(transparent)]
    NotFound(Box<NotFound>),
}

/// What was looked for, and what there is instead.
#[derive(Debug, thiserror::Error)]
#[error("no {}was found", wish(request, requires.as_deref()))]
pub struct NotFound {
    /// What was asked for.
    pub request: PythonRequest,
    /// The project's `requires-python`.
    pub requires: Option<String>,
    /// Usable interpreters that are something else: version and executable.
    pub others: Vec<(String, PathBuf)>,
    /// What could not be used.
    pub skipped: Vec<Skipped>,
}

impl Explain for InterpreterError {
    fn exit(&self) -> Exit {
        match self {
            InterpreterError::Unusable { problem: Problem::Missing, .. }
            | InterpreterError::NoCommand { .. }
            | InterpreterError::NotFound(_) => Exit::NotFound,
            InterpreterError::Unusable { .. } => Exit::Unusable,
            InterpreterError::RequestTooOld { .. } | InterpreterError::Refused { .. } => Exit::Refused,
        }
    }

    fn hints(&self) -> Vec<String> {
        let see = "'noglue python list' shows what is here; '--python PATH' takes any other".to_owned();
        match self {
            InterpreterError::Unusable { problem: Problem::Shim(_), .. } => {
                vec!["name the interpreter itself, or a version ('--python 3.12')".into()]
            }
            InterpreterError::Unusable { problem: Problem::Environment { .. }, .. } => {
                vec!["make the environment anew with another Python: 'noglue sync --python 3.12'".into()]
            }
            InterpreterError::Unusable { .. } | InterpreterError::NoCommand { .. } => vec![see],
            InterpreterError::RequestTooOld { .. } => vec![see],
            InterpreterError::Refused { .. } => {
                vec!["name another one, or change requires-python in pyproject.toml".into()]
            }
            InterpreterError::NotFound(not_found) => not_found.hints(),
        }
    }
}

impl NotFound {
    fn hints(&self) -> Vec<String> {
        const SHOWN: usize = 8;
        let mut hints = Vec::new();
        if !self.others.is_empty() {
            let shown = self.others.iter().take(SHOWN);
            let list: Vec<String> =
                shown.map(|(version, path)| format!("{version} ({})", clean(&path.to_string_lossy()))).collect();
            let more = if self.others.len() > SHOWN { ", ..." } else { "" };
            hints.push(format!("found {}{more}", list.join(", ")));
        }
        let is_told = |problem: &Problem| match problem {
            Problem::TooOld { .. } => self.others.is_empty(),
            other => other.is_worth_telling(),
        };
        for skipped in self.skipped.iter().filter(|s| is_told(&s.problem)).take(SHOWN) {
            hints.push(format!("not used: {skipped}"));
        }
        hints.push(match self.request.install_version() {
            Some(version) => format!(
                "install it ('uv python install {version}', 'pyenv install {version}' or your system's package manager), \
                 or say '--python PATH'"
            ),
            None => "install one with your system's package manager, or say '--python PATH'".into(),
        });
        hints
    }
}

impl Problem {
    // What a person could mend; the rest is how machines are.
    fn is_worth_telling(&self) -> bool {
        !matches!(self, Problem::Shim(_) | Problem::OfEnvironment(_) | Problem::Other(_) | Problem::Missing)
    }
}

fn wish(request: &PythonRequest, requires: Option<&str>) -> String {
    let mut words = match request {
        PythonRequest::Any => "Python ".into(),
        PythonRequest::System => "Python of the system ".into(),
        PythonRequest::Wanted(Wanted { implementation: Implementation::PyPy, .. }) => format!("{request} "),
        other => format!("Python {other} "),
    };
    if let Some(requires) = requires {
        words.push_str(&format!("that fits requires-python \"{}\" ", clean(requires)));
    }
    words
}

fn with_cause(error: &FsError) -> String {
    format!("{}: {}", clean(&error.to_string()), error.source)
}

fn last_line(said: &str) -> String {
    match said.lines().rev().find(|line| !line.trim().is_empty()) {
        Some(line) => format!(": {}", clean(line.trim())),
        None => String::new(),
    }
}
