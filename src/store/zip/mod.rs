//! The structure of a zip file, read so strictly that no other reader can see another content in it.
//!
//! A wheel's bytes in, its members out; or the one reason why it is refused. The end record, the central
//! directory and every local header must agree, and members must lie edge to edge from the first byte to the
//! directory: what a streaming reader and a seeking reader see is then the same. Never inflates, never writes.
//!
//! Rules cited as "APPNOTE" are those of PKWARE's APPNOTE.TXT 6.3.10.

mod central;
mod end;
mod local;
mod second;
mod source;
#[cfg(test)]
mod tests;

pub use second::agree;
pub use source::Source;

use crate::ui::clean;

/// How the bytes of a member are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// As they are.
    Stored,
    /// RFC 1951.
    Deflated,
}

/// One file (or directory marker) of an archive, its two headers compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name as the archive spells it, not yet a path.
    pub name: String,
    /// The name ends in `/`.
    pub is_dir: bool,
    /// A regular file with one of the three execute bits set, as pip reads it.
    pub is_executable: bool,
    /// How it is packed.
    pub method: Method,
    /// CRC-32 of the unpacked bytes.
    pub crc: u32,
    /// Bytes in the archive.
    pub packed: u64,
    /// Bytes unpacked, as the headers say.
    pub size: u64,
    /// Where its local header begins.
    pub header_start: u64,
    /// Where its packed bytes begin.
    pub data_start: u64,
}

/// Why an archive is refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZipError {
    #[error("wheel is no zip file, or is cut short")]
    NotZip,
    #[error("wheel is cut short at \"{}\"", clean(name))]
    Truncated { name: String },
    #[error("wheel has data outside its zip entries ({bytes} bytes {place})")]
    Outside { bytes: u64, place: &'static str },
    #[error("wheel has two end records")]
    TwoEnds,
    #[error("wheel has an entry that its directory does not list")]
    Hidden,
    #[error("wheel's entries overlap")]
    Overlap,
    #[error("wheel's zip64 records contradict its end record")]
    Zip64,
    #[error("wheel's directory contradicts its end record")]
    Directory,
    #[error("wheel's zip headers contradict each other at \"{}\" ({what})", clean(name))]
    Contradiction { name: String, what: &'static str },
    #[error("wheel gives two names for one file (\"{}\", \"{}\")", clean(name), clean(other))]
    TwoNames { name: String, other: String },
    #[error("wheel has a file name that is not UTF-8 (\"{}\")", clean(name))]
    NotUtf8 { name: String },
    #[error("wheel uses zip encryption")]
    Encrypted,
    #[error("compression method {0} is not supported")]
    Method(u16),
    #[error("wheel has a symbolic link (\"{}\"); wheels cannot", clean(name))]
    Link { name: String },
    #[error("wheel has a device, pipe or socket (\"{}\"); wheels cannot", clean(name))]
    Special { name: String },
    #[error("two zip readers see \"{}\" differently", clean(name))]
    Disagree { name: String },
    #[error("another zip reader cannot read it ({})", clean(.0))]
    Second(String),
    #[error("could not read the wheel: {0}")]
    Read(String),
}

/// The members of the archive, in the order their bytes lie in it.
pub fn members(source: &Source) -> Result<Vec<Member>, ZipError> {
    let end = end::find(source)?;
    let directory = source.slice(end.directory_start, end.directory_size)?;
    let mut entries = central::entries(&directory, end.entries)?;
    entries.sort_by_key(|entry| entry.header_start);
    let mut members = Vec::with_capacity(entries.len());
    let mut position = 0;
    for (index, entry) in entries.iter().enumerate() {
        if entry.header_start != position {
            return Err(gap(source, position, entry.header_start, index == 0)?);
        }
        let next = entries.get(index + 1).map_or(end.directory_start, |next| next.header_start);
        let (member, after) = local::member(source, entry, next)?;
        members.push(member);
        position = after;
    }
    if position != end.directory_start {
        return Err(gap(source, position, end.directory_start, entries.is_empty())?);
    }
    Ok(members)
}

/// What to call the bytes from `from`, where an entry ended, to `to`, where the next thing begins.
fn gap(source: &Source, from: u64, to: u64, is_first: bool) -> Result<ZipError, ZipError> {
    let Some(bytes) = to.checked_sub(from) else { return Ok(ZipError::Overlap) };
    if bytes >= 4 && *source.slice(from, 4)? == local::SIGNATURE {
        return Ok(ZipError::Hidden);
    }
    Ok(ZipError::Outside { bytes, place: if is_first { "before the first" } else { "between them" } })
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

pub(crate) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

/// The extra fields of a header as (id, data); `None` when they do not fill their space exactly.
fn extra_fields(mut bytes: &[u8]) -> Option<Vec<(u16, &[u8])>> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let size = usize::from(u16_at(bytes.get(..4)?, 2));
        fields.push((u16_at(bytes, 0), bytes.get(4..4 + size)?));
        bytes = &bytes[4 + size..];
    }
    Some(fields)
}
