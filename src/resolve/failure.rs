//! Why there is no resolution.

use std::fmt;

use crate::error::{Exit, Explain};

pub use super::policy::BadRoot;

/// Why there is no resolution.
#[derive(Debug)]
pub enum Failure<E> {
    /// No set of versions satisfies everyone.
    Conflict(Box<Conflict>),
    /// A root, a constraint or an override makes no sense.
    Root(BadRoot),
    /// The world did not answer.
    Source(E),
}

/// Why no set of versions satisfies everyone, in sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The whole in one line.
    pub summary: String,
    /// The facts it follows from, one sentence each, in an order that can be read.
    pub reasons: Vec<String>,
    /// What to do about it.
    pub hints: Vec<String>,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary)?;
        self.reasons.iter().try_for_each(|reason| write!(f, "\n  {reason}"))
    }
}

impl<E: fmt::Display> fmt::Display for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Conflict(conflict) => conflict.fmt(f),
            Failure::Root(bad) => write!(f, "{} asks for {}, but {}", bad.asked_by, bad.requirement, bad.why),
            Failure::Source(source) => source.fmt(f),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for Failure<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Failure::Source(source) => source.source(),
            Failure::Conflict(_) | Failure::Root(_) => None,
        }
    }
}

impl<E: Explain> Explain for Failure<E> {
    fn exit(&self) -> Exit {
        match self {
            Failure::Source(source) => source.exit(),
            Failure::Conflict(_) | Failure::Root(_) => Exit::Refused,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Failure::Conflict(conflict) => conflict.hints.clone(),
            Failure::Source(source) => source.hints(),
            Failure::Root(_) => Vec::new(),
        }
    }
}
