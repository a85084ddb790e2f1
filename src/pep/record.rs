//! RECORD (installed projects, PEP 376/627): the list of a distribution's files with hash and size.
//!
//! CSV bytes in, entries out, each line checked; entries in, CSV bytes out. Paths are as written: turning them
//! into places is for [`super::safe_path`].

use std::fmt;

/// A hash algorithm that may stand in RECORD. md5 and sha1 are not among them (binary distribution format).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// `sha256`
    Sha256,
    /// `sha384`
    Sha384,
    /// `sha512`
    Sha512,
}

impl Algorithm {
    /// The name in RECORD.
    pub fn as_str(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha384 => "sha384",
            Algorithm::Sha512 => "sha512",
        }
    }

    /// Bytes of a digest.
    pub fn digest_len(self) -> usize {
        match self {
            Algorithm::Sha256 => 32,
            Algorithm::Sha384 => 48,
            Algorithm::Sha512 => 64,
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Algorithm::Sha256, Algorithm::Sha384, Algorithm::Sha512].into_iter().find(|known| known.as_str() == name)
    }
}

/// A digest as RECORD has it: url-safe base64 without padding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RecordHash {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// The digest in url-safe base64, without padding.
    pub base64: String,
}

impl RecordHash {
    /// From the digest itself.
    pub fn new(algorithm: Algorithm, digest: &[u8]) -> Self {
        use base64::Engine;
        RecordHash { algorithm, base64: base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest) }
    }

    /// True when this is the hash of a file whose digest (by the same algorithm) is `digest`.
    pub fn matches(&self, digest: &[u8]) -> bool {
        self.digest().is_some_and(|own| own == digest)
    }

    /// The digest; `None` when it is not base64 of the right length. Padding and the other alphabet are taken.
    pub fn digest(&self) -> Option<Vec<u8>> {
        use base64::Engine;
        let text: String = self.base64.trim_end_matches('=').replace('+', "-").replace('/', "_");
        let digest = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).ok()?;
        (digest.len() == self.algorithm.digest_len()).then_some(digest)
    }
}

impl fmt::Display for RecordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.algorithm.as_str(), self.base64)
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordEntry {
    /// The path as written, with `/`: relative to the directory of the `.dist-info`, or absolute.
    pub path: String,
    /// The hash; RECORD itself, signatures and byte-code have none.
    pub hash: Option<RecordHash>,
    /// Bytes.
    pub size: Option<u64>,
}

/// Why a RECORD cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("RECORD line {line} is not readable: {why}")]
pub struct RecordError {
    /// From 1.
    pub line: u64,
    /// What is wrong.
    pub why: String,
}

/// Parses a RECORD; empty lines are skipped.
pub fn parse(bytes: &[u8]) -> Result<Vec<RecordEntry>, RecordError> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut entries = Vec::new();
    let mut row = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut row) {
            Ok(false) => return Ok(entries),
            Ok(true) => {
                let line = row.position().map_or(line, csv::Position::line);
                entries.push(entry(&row).map_err(|why| RecordError { line, why })?);
            }
            Err(error) => {
                let line = error.position().map_or(line, csv::Position::line);
                return Err(RecordError { line, why: "it is not UTF-8".into() });
            }
        }
    }
}

fn entry(row: &csv::StringRecord) -> Result<RecordEntry, String> {
    let (Some(path), Some(hash), Some(size), None) = (row.get(0), row.get(1), row.get(2), row.get(3)) else {
        return Err(format!("it has {} fields, three are wanted", row.len()));
    };
    if path.is_empty() {
        return Err("its path is empty".into());
    }
    let hash = if hash.is_empty() { None } else { Some(parse_hash(hash)?) };
    let size = match size {
        "" => None,
        text if text.bytes().all(|b| b.is_ascii_digit()) => {
            Some(text.parse().map_err(|_| "its size is too large".to_owned())?)
        }
        text => return Err(format!("\"{}\" is not a size", crate::ui::clean(text))),
    };
    Ok(RecordEntry { path: path.to_owned(), hash, size })
}

fn parse_hash(text: &str) -> Result<RecordHash, String> {
    let (name, digest) = text.split_once('=').ok_or_else(|| format!("\"{}\" is not a hash", crate::ui::clean(text)))?;
    let algorithm = Algorithm::parse(name)
        .ok_or_else(|| format!("hash algorithm \"{}\" is not accepted", crate::ui::clean(name)))?;
    let hash = RecordHash { algorithm, base64: digest.to_owned() };
    match hash.digest() {
        Some(_) => Ok(hash),
        None => Err(format!("its hash is not a {name} in base64")),
    }
}

/// Writes entries in the order given, as Python's csv module does with `\n` line ends.
pub fn write<'a>(entries: impl IntoIterator<Item = &'a RecordEntry>) -> Vec<u8> {
    let mut out = String::new();
    for entry in entries {
        if entry.path.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&entry.path.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&entry.path);
        }
        out.push(',');
        if let Some(hash) = &entry.hash {
            out.push_str(&hash.to_string());
        }
        out.push(',');
        if let Some(size) = entry.size {
            out.push_str(&size.to_string());
        }
        out.push('\n');
    }
    out.into_bytes()
}
