//! What can go wrong, as a person sees it: a message, its causes, advice, and one exit table.
//!
//! Every stage has its own error enum (thiserror) and implements [`Explain`] for it; [`Error`] carries
//! any of them to `main`, which renders it through `ui` and exits with [`Exit`]. Never prints.

use std::fmt;

/// The one table of exit codes. Programs started by a shim or `noglue run` keep their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done.
    Ok = 0,
    /// The input was refused or cannot be satisfied.
    Refused = 1,
    /// The command line was wrong.
    Usage = 2,
    /// The network or an index failed.
    Network = 3,
    /// The environment or the disk failed.
    Disk = 4,
    /// Something is not what it claims to be (hash, RECORD, archive, store).
    Integrity = 5,
    /// Not trusted.
    Untrusted = 6,
    /// A server did not take the change; the environment is as it was before.
    RolledBack = 7,
    /// A server is not well, and nothing could be done about it.
    Unwell = 8,
    /// Found, but cannot be used or run.
    Unusable = 126,
    /// Not found.
    NotFound = 127,
    /// The terminal is gone (SIGHUP).
    HungUp = 129,
    /// Interrupted (SIGINT).
    Interrupted = 130,
    /// Terminated (SIGTERM).
    Terminated = 143,
}

impl Exit {
    /// All of them, in the order of the table.
    pub const ALL: &[Exit] = &[
        Exit::Ok,
        Exit::Refused,
        Exit::Usage,
        Exit::Network,
        Exit::Disk,
        Exit::Integrity,
        Exit::Untrusted,
        Exit::RolledBack,
        Exit::Unwell,
        Exit::Unusable,
        Exit::NotFound,
        Exit::HungUp,
        Exit::Interrupted,
        Exit::Terminated,
    ];

    /// What it means, for the reference.
    pub fn meaning(self) -> &'static str {
        match self {
            Exit::Ok => "done",
            Exit::Refused => "the input was refused or cannot be satisfied",
            Exit::Usage => "the command line was wrong",
            Exit::Network => "the network or an index failed",
            Exit::Disk => "the environment or the disk failed",
            Exit::Integrity => "something is not what it claims to be: a hash, an archive, RECORD, the store",
            Exit::Untrusted => "not trusted",
            Exit::RolledBack => {
                "a server did not take the change; the environment is at the generation before (`--reload`)"
            }
            Exit::Unwell => {
                "a server is not well, and going back was not possible or did not help (`--reload`, `noglue reload`)"
            }
            Exit::Unusable => "an environment or program was found, but cannot be used (shims, `noglue run`)",
            Exit::NotFound => "a program was not found (shims, `noglue run`)",
            Exit::HungUp => "the terminal is gone (SIGHUP)",
            Exit::Interrupted => "interrupted (SIGINT)",
            Exit::Terminated => "terminated (SIGTERM)",
        }
    }

    /// The code the process ends with.
    pub fn code(self) -> u8 {
        self as u8
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

/// An error that knows its exit code and what to type next.
pub trait Explain: std::error::Error + Send + Sync + 'static {
    /// The exit code a command ends with when this is what stopped it.
    fn exit(&self) -> Exit;
    /// Lines of advice, each naming a command or a file; may be empty.
    fn hints(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Any stage's error on its way to `main`.
pub struct Error(Box<dyn Explain>);

impl Error {
    /// The exit code for this error.
    pub fn exit(&self) -> Exit {
        self.0.exit()
    }

    /// Advice, one line each.
    pub fn hints(&self) -> Vec<String> {
        self.0.hints()
    }

    /// The message and the messages of its causes, outermost first.
    pub fn chain(&self) -> Vec<String> {
        chain_of(self.as_std())
    }

    /// The error itself, as a cause of another.
    pub fn as_std(&self) -> &(dyn std::error::Error + 'static) {
        &*self.0
    }
}

/// The message of an error and the messages of its causes, outermost first.
pub fn chain_of(error: &(dyn std::error::Error + 'static)) -> Vec<String> {
    std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string).collect()
}

impl<E: Explain> From<E> for Error {
    fn from(error: E) -> Self {
        Error(Box::new(error))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.chain().join(": "))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// An error a command makes itself: a sentence, an exit code and advice.
#[derive(Debug)]
pub struct Plain {
    message: String,
    exit: Exit,
    hints: Vec<String>,
}

impl Plain {
    /// Refused input (exit 1).
    pub fn refused(message: impl Into<String>) -> Self {
        Plain::new(Exit::Refused, message)
    }

    /// Any other exit code.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Plain { message: message.into(), exit, hints: Vec::new() }
    }

    /// Adds one line of advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Plain {}

impl Explain for Plain {
    fn exit(&self) -> Exit {
        self.exit
    }

    fn hints(&self) -> Vec<String> {
        self.hints.clone()
    }
}

/// What every fallible command returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;
