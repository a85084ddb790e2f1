//! Why an environment that was found is not used, in one sentence, and what to type.

use std::fmt;
use std::path::PathBuf;

use super::text::{pasted, shown};
use crate::error::{Exit, Explain};
use crate::sys;

/// An environment that was found and is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// The environment: mostly `ROOT/.venv`.
    pub dir: PathBuf,
    /// The project.
    pub root: PathBuf,
    /// The reason.
    pub why: Why,
}

/// The reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Found from the working directory, and neither made nor trusted by this user.
    NotMadeHere,
    /// Recorded, but the directory is another one now.
    Replaced,
    /// Root does not use what belongs to somebody else.
    NotForRoot {
        /// The owner's uid.
        owner: u32,
    },
    /// Something on the way belongs to somebody who is not trusted with it.
    ForeignOwner {
        /// What.
        path: PathBuf,
        /// The owner's uid.
        owner: u32,
    },
    /// Something on the way can be changed by others.
    Writable {
        /// What.
        path: PathBuf,
    },
    /// Its interpreter is a file of the project itself.
    InterpreterInside {
        /// The interpreter.
        path: PathBuf,
    },
    /// A file of it cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: String,
    },
    /// `NOGLUE_PROJECT` names a directory without an environment.
    NoEnvironment,
    /// `.python-envs` has a default that is no environment.
    NotListed {
        /// `.python-envs`.
        file: PathBuf,
        /// Its last line, or what is wrong with it.
        line: String,
    },
    /// `current` leads to no generation.
    NoGeneration,
    /// It has no `bin/python`.
    NoPython,
    /// The interpreter it was made with is gone.
    PythonGone {
        /// Where it was.
        path: PathBuf,
    },
    /// Its `bin/python` leads back to noglue.
    PythonIsNoglue,
    /// Its `bin/python` is another minor version than its packages were installed for.
    PythonChanged {
        /// What it was made for.
        made_for: (u32, u32),
        /// What the interpreter is now.
        now: (u32, u32),
    },
    /// It has no `site-packages`.
    NoPackages,
    /// Another version was asked for by name.
    OtherVersion {
        /// The name typed.
        asked: String,
        /// The environment's version.
        has: (u32, u32),
    },
}

impl Unusable {
    /// What to type, as a command; empty where only a person can tell.
    pub fn advice(&self) -> String {
        let dir = pasted(&self.dir);
        let root = pasted(&self.root);
        match &self.why {
            Why::NotMadeHere => format!("to trust it: noglue trust {dir}"),
            Why::Replaced => format!("if that was you: noglue trust {dir}"),
            Why::NotForRoot { owner } => {
                let user = sys::user::name(*owner);
                format!("run this as {user}, or as root: noglue trust {dir}")
            }
            Why::ForeignOwner { .. } => format!("if that is right: noglue trust {dir}"),
            Why::Writable { path } => format!("to close it: chmod go-w {}", pasted(path)),
            Why::InterpreterInside { .. } | Why::PythonIsNoglue => {
                format!("make it anew with an installed Python: noglue venv --clear {dir}")
            }
            Why::Unreadable { path, .. } => format!("see: ls -ld {}", pasted(path)),
            Why::NoEnvironment => format!("to make it one: cd {root} && noglue sync"),
            Why::NotListed { file, .. } => format!("correct the last line of {}", pasted(file)),
            Why::NoGeneration
            | Why::NoPython
            | Why::PythonGone { .. }
            | Why::PythonChanged { .. }
            | Why::NoPackages => {
                format!("to repair it: cd {root} && noglue sync")
            }
            Why::OtherVersion { .. } => "type 'python', or put NOGLUE=0 before the command".to_owned(),
        }
    }

    /// True when it is a question of trust and not of soundness.
    pub fn is_denied(&self) -> bool {
        matches!(
            self.why,
            Why::NotMadeHere
                | Why::Replaced
                | Why::NotForRoot { .. }
                | Why::ForeignOwner { .. }
                | Why::Writable { .. }
                | Why::InterpreterInside { .. }
        )
    }

    /// A word for the reason, for JSON.
    pub fn reason(&self) -> &'static str {
        match self.why {
            Why::NotMadeHere => "not-made-here",
            Why::Replaced => "replaced",
            Why::NotForRoot { .. } => "not-for-root",
            Why::ForeignOwner { .. } => "foreign-owner",
            Why::Writable { .. } => "writable-by-others",
            Why::InterpreterInside { .. } => "interpreter-inside-project",
            Why::Unreadable { .. } => "unreadable",
            Why::NoEnvironment => "no-environment",
            Why::NotListed { .. } => "not-listed",
            Why::NoGeneration => "no-generation",
            Why::NoPython => "no-python",
            Why::PythonGone { .. } => "python-gone",
            Why::PythonIsNoglue => "python-is-noglue",
            Why::PythonChanged { .. } => "python-changed",
            Why::NoPackages => "no-packages",
            Why::OtherVersion { .. } => "other-version",
        }
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dir = shown(&self.dir);
        match &self.why {
            Why::NotMadeHere => write!(f, "{dir} was not made by you with noglue; not used"),
            Why::Replaced => {
                write!(f, "{dir} is not the environment that was registered (its inode differs); not used")
            }
            Why::NotForRoot { owner } => {
                write!(f, "{dir}: root does not use environments of {}; not used", sys::user::name(*owner))
            }
            Why::ForeignOwner { path, owner } => {
                write!(f, "{} belongs to {}; {dir} is not used", shown(path), sys::user::name(*owner))
            }
            Why::Writable { path } if *path == self.dir => write!(f, "{dir} is writable by others; not used"),
            Why::Writable { path } => write!(f, "{} is writable by others; {dir} is not used", shown(path)),
            Why::InterpreterInside { path } => {
                write!(f, "the interpreter of {dir} lies inside the project ({}); not used", shown(path))
            }
            Why::Unreadable { path, error } => {
                write!(f, "{} cannot be read ({error}); {dir} is not used", shown(path))
            }
            Why::NoEnvironment => {
                write!(f, "NOGLUE_PROJECT names {}, which has no environment (.venv)", shown(&self.root))
            }
            Why::NotListed { file, line } => {
                write!(f, "the last line of {} is no environment: {}", shown(file), crate::ui::clean(line))
            }
            Why::NoGeneration => write!(f, "{dir} is damaged: 'current' leads to no generation"),
            Why::NoPython => write!(f, "{dir} is damaged: it has no bin/python"),
            Why::PythonGone { path } => write!(f, "the Python of {dir} is gone: {}", shown(path)),
            Why::PythonIsNoglue => write!(f, "the Python of {dir} is noglue itself"),
            Why::PythonChanged { made_for, now } => write!(
                f,
                "{dir} was made for Python {}.{}, but its interpreter is {}.{} now",
                made_for.0, made_for.1, now.0, now.1
            ),
            Why::NoPackages => write!(f, "{dir} is damaged: it has no site-packages"),
            Why::OtherVersion { asked, has } => {
                write!(f, "{} was asked for, but {dir} has Python {}.{}", crate::ui::clean(asked), has.0, has.1)
            }
        }
    }
}

impl std::error::Error for Unusable {}

impl Explain for Unusable {
    fn exit(&self) -> Exit {
        if self.is_denied() { Exit::Untrusted } else { Exit::Unusable }
    }

    fn hints(&self) -> Vec<String> {
        vec![self.advice()]
    }
}
