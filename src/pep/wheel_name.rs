//! File names of wheels and source distributions: what they are of, without opening them.
//!
//! A file name in, [`WheelName`] or [`SdistName`] out. The name as spelled is kept and printed.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::name::PackageName;
use super::version::Version;

/// Why a file name is none of a wheel or source distribution.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{}\" is not a valid file name of a {kind}: {why}", crate::ui::clean(file))]
pub struct FileNameError {
    kind: &'static str,
    file: String,
    why: String,
}

/// `name-version(-build)?-python-abi-platform.whl` (binary distribution format, "File name convention").
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct WheelName {
    name: PackageName,
    version: Version,
    build: Option<(u64, Box<str>)>,
    file: Arc<str>,
    python: Range<u16>,
    abi: Range<u16>,
    platform: Range<u16>,
}

impl WheelName {
    /// Parses the last part of a path or URL, unquoted.
    pub fn parse(file: &str) -> Result<Self, FileNameError> {
        wheel(file, None).map_err(|why| FileNameError { kind: "wheel", file: file.to_owned(), why })
    }

    /// [`WheelName::parse`] for the files of one package: shares `name` when the file name spells it.
    pub fn parse_of(name: &PackageName, file: &str) -> Result<Self, FileNameError> {
        wheel(file, Some(name)).map_err(|why| FileNameError { kind: "wheel", file: file.to_owned(), why })
    }

    /// The package.
    pub fn name(&self) -> &PackageName {
        &self.name
    }

    /// The version.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// The build tag, which orders wheels that are otherwise alike: none is lowest, then by number, then by text.
    pub fn build(&self) -> Option<(u64, &str)> {
        self.build.as_ref().map(|(number, text)| (*number, &**text))
    }

    /// The Python tags: `py2`, `py3`.
    pub fn python_tags(&self) -> impl Iterator<Item = &str> {
        self.part(&self.python).split('.')
    }

    /// The ABI tags: `cp312`, `abi3`, `none`.
    pub fn abi_tags(&self) -> impl Iterator<Item = &str> {
        self.part(&self.abi).split('.')
    }

    /// The platform tags: `manylinux_2_17_x86_64`, `any`.
    pub fn platform_tags(&self) -> impl Iterator<Item = &str> {
        self.part(&self.platform).split('.')
    }

    /// The file name as spelled.
    pub fn file_name(&self) -> &str {
        &self.file
    }

    fn part(&self, range: &Range<u16>) -> &str {
        &self.file[usize::from(range.start)..usize::from(range.end)]
    }
}

fn wheel(file: &str, expected: Option<&PackageName>) -> Result<WheelName, String> {
    let stem = file.strip_suffix(".whl").ok_or("it does not end with .whl")?;
    // A path component; and positions are kept as u16.
    if file.len() > 1024 {
        return Err("it is too long".into());
    }
    let mut parts = [""; 6];
    let mut count = 0;
    for part in stem.split('-') {
        *parts.get_mut(count).ok_or("it has more than six parts")? = part;
        count += 1;
    }
    let (build, tags) = match count {
        5 => (None, 2),
        6 => (Some(build(parts[2])?), 3),
        _ => return Err(format!("it has {count} parts; five or six are wanted")),
    };
    // Binary distribution format, "Escaping and Unicode": runs of separators are one "_".
    if parts[0].contains("__") {
        return Err("the package name has two \"_\" in a row".into());
    }
    let name = package(parts[0], expected)?;
    let version = version(parts[1])?;
    if let Some(part) = parts[tags..count].iter().find(|part| !is_tag_set(part)) {
        return Err(format!("\"{}\" is not a set of tags", crate::ui::clean(part)));
    }
    // Parts lie in the file name one after the other, a "-" between.
    let range_of = |part: usize| {
        let start: usize = parts[..part].iter().map(|before| before.len() + 1).sum();
        start as u16..(start + parts[part].len()) as u16
    };
    let (python, abi, platform) = (range_of(tags), range_of(tags + 1), range_of(tags + 2));
    Ok(WheelName { name, version, build, file: Arc::from(file), python, abi, platform })
}

// `py2.py3`
fn is_tag_set(text: &str) -> bool {
    let mut is_empty = true;
    for byte in text.bytes() {
        match byte {
            b'.' if is_empty => return false,
            b'.' => is_empty = true,
            b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => is_empty = false,
            _ => return false,
        }
    }
    !is_empty
}

fn package(text: &str, expected: Option<&PackageName>) -> Result<PackageName, String> {
    match expected {
        Some(name) if name.is_spelled(text) => Ok(name.clone()),
        _ => PackageName::parse(text).map_err(|error| error.to_string()),
    }
}

fn version(text: &str) -> Result<Version, String> {
    text.parse().map_err(|error| format!("\"{}\" is not a version: {error}", crate::ui::clean(text)))
}

// Digits, then anything: `1`, `2local`.
fn build(text: &str) -> Result<(u64, Box<str>), String> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if digits.is_empty() {
        return Err(format!("build tag \"{}\" does not begin with a digit", crate::ui::clean(text)));
    }
    let number = digits.parse().map_err(|_| "the number of its build tag is too large".to_owned())?;
    Ok((number, rest.into()))
}

impl fmt::Display for WheelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)
    }
}

impl fmt::Debug for WheelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WheelName({:?})", self.file)
    }
}

impl Serialize for WheelName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.file)
    }
}

impl<'de> Deserialize<'de> for WheelName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::pep::serial::parsed(deserializer, WheelName::parse)
    }
}

/// How a source distribution is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SdistKind {
    /// `.tar.gz`, the one kind of the specification.
    TarGz,
    /// `.zip`, from before PEP 527.
    Zip,
    /// `.tar.bz2`, likewise.
    TarBz2,
}

impl SdistKind {
    const ENDS: [(&str, SdistKind); 3] =
        [(".tar.gz", SdistKind::TarGz), (".zip", SdistKind::Zip), (".tar.bz2", SdistKind::TarBz2)];

    /// A file name without its end, and what the end says.
    pub fn split(file: &str) -> Option<(&str, SdistKind)> {
        Self::ENDS.iter().find_map(|(end, kind)| Some((file.strip_suffix(end)?, *kind)))
    }
}

/// `name-version.tar.gz` (source distribution format), also `.zip` and `.tar.bz2` as found on indexes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SdistName {
    name: PackageName,
    version: Version,
    kind: SdistKind,
    file: Arc<str>,
}

impl SdistName {
    /// Parses the last part of a path or URL, unquoted. The version begins after the last `-`.
    pub fn parse(file: &str) -> Result<Self, FileNameError> {
        sdist(file, None).map_err(|why| FileNameError { kind: "source distribution", file: file.to_owned(), why })
    }

    /// [`SdistName::parse`] for the files of one package. Old names with a `-` in the version
    /// (`foo-1.0-1.tar.gz`) are understood, since the name is known.
    pub fn parse_of(name: &PackageName, file: &str) -> Result<Self, FileNameError> {
        sdist(file, Some(name)).map_err(|why| FileNameError { kind: "source distribution", file: file.to_owned(), why })
    }

    /// The package.
    pub fn name(&self) -> &PackageName {
        &self.name
    }

    /// The version.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// How it is packed.
    pub fn kind(&self) -> SdistKind {
        self.kind
    }

    /// The file name as spelled.
    pub fn file_name(&self) -> &str {
        &self.file
    }
}

fn sdist(file: &str, expected: Option<&PackageName>) -> Result<SdistName, String> {
    if file.len() > 1024 {
        return Err("it is too long".into());
    }
    let (stem, kind) = SdistKind::split(file).ok_or("it does not end with .tar.gz, .zip or .tar.bz2")?;
    let (name, version_text) = match expected {
        Some(name) => {
            let dashes = stem.match_indices('-').map(|(at, _)| at);
            let at = dashes.into_iter().find(|at| name.is_spelled(&stem[..*at]));
            let at = at.ok_or_else(|| format!("it does not begin with \"{name}-\""))?;
            (name.clone(), &stem[at + 1..])
        }
        None => {
            let (name, version) = stem.rsplit_once('-').ok_or("it has no \"-\" before the version")?;
            (package(name, None)?, version)
        }
    };
    Ok(SdistName { name, version: version(version_text)?, kind, file: Arc::from(file) })
}

impl fmt::Display for SdistName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)
    }
}

impl fmt::Debug for SdistName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SdistName({:?})", self.file)
    }
}

impl Serialize for SdistName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.file)
    }
}

impl<'de> Deserialize<'de> for SdistName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::pep::serial::parsed(deserializer, SdistName::parse)
    }
}

#[cfg(test)]
mod tests;
