//! The central directory of a zip file.

use super::{Method, ZipError, extra_fields, u16_at, u32_at, u64_at};

const SIGNATURE: [u8; 4] = *b"PK\x01\x02";
const HEADER_SIZE: usize = 46;
const ZIP64: u16 = 0x0001;
const UNICODE_PATH: u16 = 0x7075;
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
const UTF8: u16 = 1 << 11;

/// One entry as the directory describes it.
#[derive(Debug)]
pub struct Entry {
    pub name: String,
    pub flags: u16,
    pub method: Method,
    pub crc: u32,
    pub packed: u64,
    pub size: u64,
    pub header_start: u64,
    pub is_executable: bool,
}

/// The entries of `directory`, which must be exactly `count` and fill it.
pub fn entries(mut directory: &[u8], count: u64) -> Result<Vec<Entry>, ZipError> {
    let mut entries = Vec::new();
    while !directory.is_empty() {
        let (entry, size) = entry(directory)?;
        entries.push(entry);
        directory = &directory[size..];
    }
    if entries.len() as u64 == count { Ok(entries) } else { Err(ZipError::Directory) }
}

fn entry(bytes: &[u8]) -> Result<(Entry, usize), ZipError> {
    let header = bytes.get(..HEADER_SIZE).filter(|h| h[..4] == SIGNATURE).ok_or(ZipError::Directory)?;
    let name_end = HEADER_SIZE + usize::from(u16_at(header, 28));
    let extra_end = name_end + usize::from(u16_at(header, 30));
    let end = extra_end + usize::from(u16_at(header, 32));
    if bytes.len() < end || u16_at(header, 34) != 0 {
        return Err(ZipError::Directory);
    }
    let flags = u16_at(header, 8);
    let name = name(&bytes[HEADER_SIZE..name_end], flags)?;
    if flags & ENCRYPTED != 0 {
        return Err(ZipError::Encrypted);
    }
    let method = method(u16_at(header, 10))?;
    let contradiction = |what| ZipError::Contradiction { name: name.clone(), what };
    let extra = extra_fields(&bytes[name_end..extra_end]).ok_or_else(|| contradiction("extra fields"))?;
    check_unicode_path(&name, &extra)?;
    let sizes = sizes(header, &extra).ok_or_else(|| contradiction("zip64 sizes"))?;
    let is_executable = is_executable(&name, u32_at(header, 38) >> 16)?;
    let entry = Entry {
        flags,
        method,
        crc: u32_at(header, 16),
        packed: sizes.packed,
        size: sizes.size,
        header_start: sizes.header_start,
        is_executable,
        name,
    };
    Ok((entry, end))
}

/// The name of a member: UTF-8. Without the flag that says so only ASCII means the same to every reader.
pub fn name(bytes: &[u8], flags: u16) -> Result<String, ZipError> {
    match std::str::from_utf8(bytes) {
        Ok(name) if flags & UTF8 != 0 || name.is_ascii() => Ok(name.to_owned()),
        _ => Err(ZipError::NotUtf8 { name: String::from_utf8_lossy(bytes).into_owned() }),
    }
}

pub fn method(number: u16) -> Result<Method, ZipError> {
    match number {
        0 => Ok(Method::Stored),
        8 => Ok(Method::Deflated),
        other => Err(ZipError::Method(other)),
    }
}

/// APPNOTE 4.6.9: a second name for readers that know the field.
pub fn check_unicode_path(name: &str, extra: &[(u16, &[u8])]) -> Result<(), ZipError> {
    for (_, data) in extra.iter().filter(|(id, _)| *id == UNICODE_PATH) {
        let other = data.get(5..).unwrap_or_default();
        if other != name.as_bytes() {
            let other = String::from_utf8_lossy(other).into_owned();
            return Err(ZipError::TwoNames { name: name.to_owned(), other });
        }
    }
    Ok(())
}

struct Sizes {
    size: u64,
    packed: u64,
    header_start: u64,
}

// APPNOTE 4.5.3: the zip64 field holds, in this order, those of the values that are all ones in the header.
fn sizes(header: &[u8], extra: &[(u16, &[u8])]) -> Option<Sizes> {
    let mut fields = extra.iter().filter(|(id, _)| *id == ZIP64);
    let mut wide = fields.next().map_or(&[][..], |(_, data)| data);
    if fields.next().is_some() {
        return None;
    }
    let mut value = |at: usize| {
        let short = u32_at(header, at);
        if short != u32::MAX {
            return Some(u64::from(short));
        }
        let long = u64_at(wide.get(..8)?, 0);
        wide = &wide[8..];
        Some(long)
    };
    Some(Sizes { size: value(24)?, packed: value(20)?, header_start: value(42)? })
}

/// The zip64 sizes of a local header: (size, packed).
pub fn wide_sizes(extra: &[(u16, &[u8])]) -> Option<(u64, u64)> {
    let (_, data) = extra.iter().find(|(id, _)| *id == ZIP64)?;
    Some((u64_at(data.get(..8)?, 0), u64_at(data.get(8..16)?, 0)))
}

// Only the type and the execute bits count; setuid and write bits never reach the disk.
fn is_executable(name: &str, mode: u32) -> Result<bool, ZipError> {
    const TYPE: u32 = 0o170_000;
    match mode & TYPE {
        0 => Ok(false),
        0o100_000 => Ok(mode & 0o111 != 0 && !name.ends_with('/')),
        0o040_000 if name.ends_with('/') => Ok(false),
        0o120_000 => Err(ZipError::Link { name: name.to_owned() }),
        _ => Err(ZipError::Special { name: name.to_owned() }),
    }
}
