//! What can be wrong with a packed source tree.

use crate::error::{Exit, Explain};
use crate::pep::safe_path::PathError;
use crate::store::InflateError;
use crate::store::zip::ZipError;
use crate::sys::fs::FsError;
use crate::ui::clean;

/// Why a packed source tree is refused.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error("it has {0}")]
    Path(PathError),
    #[error("it has a file name that is not UTF-8 (\"{}\")", clean(.0))]
    NotUtf8(String),
    #[error("it has a link that leaves its directory: \"{}\" -> \"{}\"", clean(name), clean(target))]
    Link { name: String, target: String },
    #[error("it has a path that goes through a link: \"{}\"", clean(.0))]
    ThroughLink(String),
    #[error("it has a hard link to what is no file before it: \"{}\" -> \"{}\"", clean(name), clean(target))]
    HardLink { name: String, target: String },
    #[error("it has a device file: \"{}\"", clean(.0))]
    Device(String),
    #[error("it has \"{}\" as two kinds of things", clean(.0))]
    TwoKinds(String),
    #[error("its tar headers contradict each other at \"{}\" ({what})", clean(name))]
    Contradiction { name: String, what: &'static str },
    #[error("its tar header is damaged ({0})")]
    Header(&'static str),
    #[error("it has something that is no file: \"{}\" (tar type \"{}\")", clean(name), kind.escape_ascii())]
    Kind { name: String, kind: u8 },
    #[error("it is cut short")]
    Cut,
    #[error("it is damaged ({})", clean(.0))]
    Damaged(String),
    #[error("it has data after its end")]
    AfterEnd,
    #[error("it expands to more than {0} bytes")]
    TooLarge(u64),
    #[error("it is no archive that is known: tar (plain, gzip, bzip2, xz) or zip")]
    NotAnArchive,
    #[error("it has no files")]
    Empty,
    #[error("{}", of_zip(&.0.to_string()))]
    Zip(#[from] ZipError),
    #[error("{}", of_zip(&.0.to_string()))]
    Inflate(InflateError),
}

/// Why a tree was not unpacked.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    #[error(transparent)]
    Problem(#[from] Problem),
    #[error(transparent)]
    Fs(#[from] FsError),
}

impl Explain for UnpackError {
    fn exit(&self) -> Exit {
        match self {
            UnpackError::Problem(_) => Exit::Integrity,
            UnpackError::Fs(_) => Exit::Disk,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            UnpackError::Problem(_) => Vec::new(),
            UnpackError::Fs(error) => error.hints(),
        }
    }
}

// The zip reader speaks of wheels.
fn of_zip(text: &str) -> String {
    text.strip_suffix("; wheels cannot").unwrap_or(text).replacen("wheel", "it", 1).replace("it's", "its")
}
