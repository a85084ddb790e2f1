//! METADATA and WHEEL, the files in a `.dist-info` directory that say what a wheel is and needs.
//!
//! Bytes in, typed fields out. Reads headers only, up to the first empty line, as Python's email parser does;
//! how many bytes that may be is for the caller to limit. Old spellings are repaired as documented in
//! `specifier/lenient.rs`.

mod egg;
mod headers;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::name::{ExtraName, NameError, PackageName};
use super::requirement::{Requirement, RequirementError};
use super::specifier::Specifiers;
use super::version::Version;

pub use headers::Headers;

/// The newest core metadata whose major version is understood.
const METADATA_MAJOR: u32 = 2;

/// Core metadata, the part that installing needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// `Metadata-Version`, `(2, 1)`; `(1, 0)` when there is none.
    pub metadata_version: (u32, u32),
    /// `Name`
    pub name: PackageName,
    /// `Version`
    pub version: Version,
    /// `Requires-Dist`, in the order given.
    pub requires_dist: Vec<Requirement>,
    /// `Requires-Python`; what is no specifier even leniently is no limit, as in pip.
    pub requires_python: Option<Specifiers>,
    /// `Provides-Extra`, in the order given; what is no name is left out.
    pub provides_extra: Vec<ExtraName>,
    /// `Dynamic`, in lower case: fields a build may change.
    pub dynamic: Vec<String>,
}

/// A field in which two METADATA differ, with what only one of them has in it; `nothing` where that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The header.
    pub field: &'static str,
    /// Only here.
    pub own: String,
    /// Only there.
    pub other: String,
}

/// Why metadata cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MetadataError {
    /// A field that must be there.
    #[error("{file} has no {field}")]
    Missing {
        /// METADATA or WHEEL
        file: &'static str,
        /// The header.
        field: &'static str,
    },
    /// A field with a value that is none.
    #[error("{field} in {file} is \"{}\"", crate::ui::clean(value))]
    Field {
        /// METADATA or WHEEL
        file: &'static str,
        /// The header.
        field: &'static str,
        /// What it holds.
        value: String,
    },
    /// The name is none.
    #[error("Name in METADATA is unusable")]
    Name(#[source] NameError),
    /// A requirement cannot be parsed.
    #[error("Requires-Dist in METADATA is unusable")]
    Requirement(#[source] RequirementError),
    /// The format is newer than this program.
    #[error("{format} format {major}.{minor} is newer than this noglue ({known}.x)")]
    TooNew {
        /// `metadata` or `wheel`
        format: &'static str,
        /// The number that is too large.
        major: u32,
        /// And what follows it.
        minor: u32,
        /// The largest known.
        known: u32,
    },
}

impl Metadata {
    /// Parses a METADATA file (or PKG-INFO).
    pub fn parse(bytes: &[u8]) -> Result<Self, MetadataError> {
        const FILE: &str = "METADATA";
        let headers = Headers::parse(bytes);
        let metadata_version = match headers.get("Metadata-Version") {
            Some(text) => number_pair(FILE, "Metadata-Version", text)?,
            None => (1, 0),
        };
        check_major("metadata", metadata_version, METADATA_MAJOR)?;
        let name = headers.get("Name").ok_or(MetadataError::Missing { file: FILE, field: "Name" })?;
        let version = headers.get("Version").ok_or(MetadataError::Missing { file: FILE, field: "Version" })?;
        let requires_dist = headers
            .all("Requires-Dist")
            .map(Requirement::parse_lenient)
            .collect::<Result<_, _>>()
            .map_err(MetadataError::Requirement)?;
        Ok(Metadata {
            metadata_version,
            name: PackageName::parse(name).map_err(MetadataError::Name)?,
            version: version.parse().map_err(|_| MetadataError::Field {
                file: FILE,
                field: "Version",
                value: version.to_owned(),
            })?,
            requires_dist,
            requires_python: headers.get("Requires-Python").and_then(|text| Specifiers::parse_lenient(text).ok()),
            provides_extra: headers.all("Provides-Extra").filter_map(|text| ExtraName::parse(text).ok()).collect(),
            dynamic: headers.all("Dynamic").map(str::to_ascii_lowercase).collect(),
        })
    }

    /// As headers, to be parsed again.
    pub fn to_headers(&self) -> String {
        let (major, minor) = self.metadata_version;
        let mut text = format!("Metadata-Version: {major}.{minor}\nName: {}\nVersion: {}\n", self.name, self.version);
        let mut add = |header: &str, value: &dyn std::fmt::Display| text.push_str(&format!("{header}: {value}\n"));
        self.requires_dist.iter().for_each(|requirement| add("Requires-Dist", requirement));
        self.requires_python.iter().for_each(|specifiers| add("Requires-Python", specifiers));
        self.provides_extra.iter().for_each(|extra| add("Provides-Extra", extra));
        self.dynamic.iter().for_each(|field| add("Dynamic", field));
        text
    }

    /// What resolving would see otherwise in `other`, of the same package; order and repetition aside.
    pub fn difference(&self, other: &Metadata) -> Option<Difference> {
        fn texts<T: ToString>(values: &[T]) -> BTreeSet<String> {
            values.iter().map(ToString::to_string).collect()
        }
        type Field = (&'static str, fn(&Metadata) -> BTreeSet<String>);
        const FIELDS: [Field; 3] = [
            ("Requires-Dist", |metadata| texts(&metadata.requires_dist)),
            ("Requires-Python", |metadata| texts(metadata.requires_python.as_slice())),
            ("Provides-Extra", |metadata| texts(&metadata.provides_extra)),
        ];
        FIELDS.iter().find_map(|(field, of)| {
            let (own, others) = (of(self), of(other));
            let only =
                |a: &BTreeSet<String>, b| a.difference(b).next().cloned().unwrap_or_else(|| "nothing".to_owned());
            (own != others).then(|| Difference { field, own: only(&own, &others), other: only(&others, &own) })
        })
    }

    /// True when the dependencies of a source distribution are what any build of it will have (PEP 643):
    /// metadata 2.2 or newer, and neither they, Requires-Python nor the extras are dynamic.
    pub fn has_static_dependencies(&self) -> bool {
        const FIELDS: [&str; 3] = ["requires-dist", "requires-python", "provides-extra"];
        self.metadata_version >= (2, 2) && !self.dynamic.iter().any(|field| FIELDS.contains(&field.as_str()))
    }
}

/// The WHEEL file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WheelFile {
    /// `Wheel-Version`: `(1, 0)`. A minor version newer than that is worth a warning.
    pub version: (u32, u32),
    /// `Root-Is-Purelib`: whether the top of the archive goes to purelib rather than platlib.
    pub root_is_purelib: bool,
    /// `Tag`, as written.
    pub tags: Vec<String>,
}

impl WheelFile {
    /// Parses a WHEEL file.
    pub fn parse(bytes: &[u8]) -> Result<Self, MetadataError> {
        const FILE: &str = "WHEEL";
        let headers = Headers::parse(bytes);
        let version =
            headers.get("Wheel-Version").ok_or(MetadataError::Missing { file: FILE, field: "Wheel-Version" })?;
        let version = number_pair(FILE, "Wheel-Version", version)?;
        // Binary distribution format, "Installing a wheel": a greater major version must be refused.
        check_major("wheel", version, 1)?;
        Ok(WheelFile {
            version,
            root_is_purelib: headers.get("Root-Is-Purelib").is_some_and(|text| text.eq_ignore_ascii_case("true")),
            tags: headers.all("Tag").map(str::to_owned).collect(),
        })
    }
}

fn number_pair(file: &'static str, field: &'static str, text: &str) -> Result<(u32, u32), MetadataError> {
    let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
    match (major.parse(), minor.parse()) {
        (Ok(major), Ok(minor)) => Ok((major, minor)),
        _ => Err(MetadataError::Field { file, field, value: text.to_owned() }),
    }
}

fn check_major(format: &'static str, (major, minor): (u32, u32), known: u32) -> Result<(), MetadataError> {
    if major > known { Err(MetadataError::TooNew { format, major, minor, known }) } else { Ok(()) }
}
