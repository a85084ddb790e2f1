//! A value and where it came from, so that a message can say which file or variable to change.

use std::fmt;
use std::path::PathBuf;

/// A value that remembers its source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was said.
    pub from: Source,
}

/// Where a value was said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// On the command line; the option's name, `--index-url`.
    CommandLine(&'static str),
    /// In an environment variable.
    Variable(String),
    /// In a file; the line when it is known.
    File(PathBuf, Option<u32>),
    /// Nowhere: what noglue takes when nothing is said.
    Default,
}

impl<T> Sourced<T> {
    /// A value with its source.
    pub fn new(value: T, from: Source) -> Self {
        Sourced { value, from }
    }

    /// The same source for a value made of this one.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced { value: make(self.value), from: self.from }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::CommandLine(option) => f.write_str(option),
            Source::Variable(name) => f.write_str(name),
            Source::File(path, None) => write!(f, "{}", path.display()),
            Source::File(path, Some(line)) => write!(f, "{}:{line}", path.display()),
            Source::Default => f.write_str("the default"),
        }
    }
}
