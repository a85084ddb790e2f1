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

/// Parses a RECORD; empty lines are skipped. Fields may be quoted, with `""` for a quote and line ends inside, as
/// Python's csv module reads them.
pub fn parse(bytes: &[u8]) -> Result<Vec<RecordEntry>, RecordError> {
    let fail = |line, why: &str| RecordError { line, why: why.to_owned() };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        fail(1 + before.iter().filter(|b| **b == b'\n').count() as u64, "it is not UTF-8")
    })?;
    let mut entries = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let first = line;
        let end = rest.find('\n').unwrap_or(rest.len());
        let (row, quoted);
        if rest[..end].contains('"') {
            let (fields, used) = quoted_row(rest).ok_or_else(|| fail(first, "a quote is not closed"))?;
            line += rest[..used].bytes().filter(|b| *b == b'\n').count() as u64;
            rest = &rest[used..];
            quoted = fields;
            row = quoted.iter().map(String::as_str).collect::<Vec<_>>();
        } else {
            row = rest[..end].trim_end_matches('\r').split(',').collect();
            rest = rest.get(end + 1..).unwrap_or("");
            line += 1;
        }
        if row != [""] {
            entries.push(entry(&row).map_err(|why| RecordError { line: first, why })?);
        }
    }
    Ok(entries)
}

// The fields of the first row and the bytes it takes with its line end; `None` when a quote is not closed.
fn quoted_row(text: &str) -> Option<(Vec<String>, usize)> {
    let mut fields = vec![String::new()];
    let mut in_quotes = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let field = fields.last_mut()?;
        match c {
            '"' if !in_quotes && field.is_empty() => in_quotes = true,
            '"' if in_quotes && chars.next_if(|(_, next)| *next == '"').is_some() => field.push('"'),
            '"' if in_quotes => in_quotes = false,
            ',' if !in_quotes => fields.push(String::new()),
            '\n' if !in_quotes => return Some((fields, at + 1)),
            '\r' if !in_quotes && chars.peek().is_none_or(|(_, next)| *next == '\n') => {}
            c => field.push(c),
        }
    }
    (!in_quotes).then_some((fields, text.len()))
}

fn entry(row: &[&str]) -> Result<RecordEntry, String> {
    let [path, hash, size] = *row else {
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

#[cfg(test)]
mod tests;
