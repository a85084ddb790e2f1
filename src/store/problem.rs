//! Why a wheel is refused, in the words of one table.

use super::inflate::InflateError;
use super::zip::ZipError;
use crate::pep::entry_point::EntryPointError;
use crate::pep::metadata::MetadataError;
use crate::pep::record::RecordError;
use crate::pep::safe_path::PathError;
use crate::ui::{clean, human_bytes};

/// What is wrong with a wheel.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error(transparent)]
    Zip(#[from] ZipError),
    #[error(transparent)]
    Inflate(InflateError),
    #[error("{}", path_text(.0))]
    Path(#[from] PathError),
    #[error("wheel has \"{}\" twice", clean(path))]
    Twice { path: String },
    #[error("wheel has \"{}\" as a file and as a directory", clean(path))]
    FileAndDirectory { path: String },
    #[error("wheel expands to {}; pass --max-unpacked to allow", human_bytes(*bytes))]
    TooLarge { bytes: u64 },
    #[error("wheel has {count} dist-info directories")]
    DistInfo { count: usize },
    #[error("file says \"{}\", its dist-info directory is \"{}\"", clean(file), clean(dist_info))]
    DistInfoName { file: String, dist_info: String },
    #[error("wheel lacks {0}")]
    Lacks(&'static str),
    #[error("{0} is larger than 64 MiB")]
    Huge(&'static str),
    #[error(transparent)]
    Metadata(#[from] MetadataError),
    #[error("file says \"{file}\", METADATA says \"{metadata}\"")]
    Name { file: String, metadata: String },
    #[error("file says {file}, METADATA says {metadata}")]
    Version { file: String, metadata: String },
    #[error(transparent)]
    Record(#[from] RecordError),
    #[error("RECORD names \"{}\", which is not in the wheel", clean(path))]
    RecordNames { path: String },
    #[error("\"{}\" is not in the wheel's RECORD", clean(path))]
    Unlisted { path: String },
    #[error("RECORD has no sha256 for \"{}\"", clean(path))]
    NoHash { path: String },
    #[error("\"{}\" does not match RECORD", clean(path))]
    Mismatch { path: String },
    #[error("wheel has unknown data directory \"{}\"", clean(directory))]
    Data { directory: String },
    #[error("wheel would overwrite {}", clean(path))]
    Overwrites { path: String },
    #[error(transparent)]
    EntryPoint(#[from] EntryPointError),
}

fn path_text(error: &PathError) -> String {
    match error {
        PathError::Empty => "wheel has an empty file name".into(),
        PathError::Leaves(path) => format!("wheel has a path that leaves its directory: \"{}\"", clean(path)),
        PathError::Absolute(path) => format!("wheel has an absolute path: \"{}\"", clean(path)),
        PathError::Windows(path) => format!("wheel has a path with \"\\\" or a drive letter: \"{}\"", clean(path)),
        PathError::Control(path) => format!("wheel has a file name with a control character: \"{}\"", clean(path)),
        PathError::TooLong(bytes) => format!("file name too long in wheel ({bytes} bytes)"),
    }
}
