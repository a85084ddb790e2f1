//! One project's page as an index serves it, in either form -> its files, unchecked.
//!
//! Simple repository API: JSON (PEP 691) and HTML (PEP 503). Bytes in, [`RawFile`]s out.

mod html;
mod json;

use std::borrow::Cow;

use crate::fetch::Digest;

pub use html::read as read_html;
pub use json::read as read_json;

/// What a page says.
#[derive(Debug, Default)]
pub struct Page<'a> {
    /// The project it claims to be of; HTML pages do not say.
    pub name: Option<Cow<'a, str>>,
    /// What relative links start from, if the page says so.
    pub base: Option<Cow<'a, str>>,
    /// Its files in page order.
    pub files: Vec<RawFile<'a>>,
}

/// One file, as said.
#[derive(Debug, Default, PartialEq)]
pub struct RawFile<'a> {
    /// The file's name.
    pub filename: Cow<'a, str>,
    /// Absolute or relative.
    pub url: Cow<'a, str>,
    /// Well-formed ones only.
    pub digests: Vec<Digest>,
    /// Bytes.
    pub size: Option<u64>,
    /// A specifier.
    pub requires_python: Option<Cow<'a, str>>,
    /// The reason, which may be empty.
    pub yanked: Option<Cow<'a, str>>,
    /// Whether METADATA is served beside the file (PEP 658, PEP 714).
    pub core_metadata: CoreMetadata,
    /// As written.
    pub upload_time: Option<Cow<'a, str>>,
}

/// Whether METADATA is served beside a wheel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CoreMetadata {
    /// No.
    #[default]
    No,
    /// Yes, without a hash worth checking.
    Unhashed,
    /// Yes, with this hash.
    Hashed(Digest),
}

/// Why a page was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// Not what its content type says.
    Garbage,
    /// A newer major version of the API.
    Version(String),
}

// Simple repository API, "Versioning": a greater major version must be refused; a missing one is 1.0.
fn check_version(version: Option<&str>) -> Result<(), PageError> {
    let Some(version) = version else { return Ok(()) };
    match version.split('.').next().and_then(|major| major.trim().parse::<u32>().ok()) {
        Some(0 | 1) => Ok(()),
        _ => Err(PageError::Version(version.to_owned())),
    }
}
