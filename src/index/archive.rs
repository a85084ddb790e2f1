//! METADATA out of the last bytes of a wheel, without the rest of it.
//!
//! A zip file ends with its directory, and a wheel's `.dist-info` usually stands just before (wheel specification,
//! "Recommended archiver features"). Bytes in; out comes METADATA, or the range that is still needed. The full checks
//! of an archive are the store's, when it unpacks.

use std::ops::Range;

use crate::pep::wheel_name::WheelName;
use crate::ui::clean;

const END: &[u8; 4] = b"PK\x05\x06";
const END64_LOCATOR: &[u8; 4] = b"PK\x06\x07";
const END64: &[u8; 4] = b"PK\x06\x06";
const ENTRY: &[u8; 4] = b"PK\x01\x02";
const LOCAL: &[u8; 4] = b"PK\x03\x04";
/// Larger METADATA is none.
const MAX_METADATA: u64 = 16 << 20;
const MAX_DIRECTORY: u64 = 64 << 20;

/// Why METADATA could not be found in a wheel.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// No end record.
    #[error("it is not a zip file")]
    NotZip,
    /// Offsets that lead outside, signatures that are missing.
    #[error("its zip directory is damaged")]
    Damaged,
    /// No METADATA in a directory of this package.
    #[error("wheel lacks METADATA")]
    NoMetadata,
    /// More than one.
    #[error("wheel has {0} dist-info directories")]
    Several(usize),
    /// Neither stored nor deflated.
    #[error("compression method {0} is not supported")]
    Method(u16),
    /// Encrypted.
    #[error("wheel uses zip encryption")]
    Encrypted,
    /// Too large to be what it says.
    #[error("{0} is too large")]
    TooLarge(&'static str),
    /// The checksum is another.
    #[error("wheel is damaged at \"{}\" (CRC)", clean(.0))]
    Checksum(String),
}

/// What the bytes at hand were good for.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// METADATA.
    Found(Vec<u8>),
    /// These bytes of the file are needed as well, up to where those at hand begin or a little less.
    Need(Range<u64>),
}

/// Bytes of a file of `size` bytes: one piece at its end, and perhaps another one.
#[derive(Debug)]
pub struct Pieces {
    size: u64,
    pieces: Vec<(u64, Vec<u8>)>,
}

impl Pieces {
    /// Nothing yet.
    pub fn new(size: u64) -> Pieces {
        Pieces { size, pieces: Vec::new() }
    }

    /// Bytes that begin at `start`.
    pub fn add(&mut self, start: u64, bytes: Vec<u8>) {
        self.pieces.push((start, bytes));
    }

    fn get(&self, range: Range<u64>) -> Option<&[u8]> {
        self.pieces.iter().find_map(|(start, bytes)| {
            let from = range.start.checked_sub(*start)?;
            let to = range.end.checked_sub(*start)?;
            bytes.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?)
        })
    }

    // The longest piece that reaches the end of the file.
    fn tail(&self) -> (u64, &[u8]) {
        let reaching = self.pieces.iter().filter(|(start, bytes)| start + bytes.len() as u64 == self.size);
        reaching.max_by_key(|(_, bytes)| bytes.len()).map_or((self.size, &[]), |(start, bytes)| (*start, bytes))
    }

    /// METADATA of `wheel`, or what is missing for it.
    pub fn metadata(&self, wheel: &WheelName) -> Result<Step, ArchiveError> {
        let directory = match self.directory()? {
            Ok(range) => range,
            Err(need) => return Ok(Step::Need(need)),
        };
        let Some(entries) = self.get(directory.clone()) else { return Ok(Step::Need(directory)) };
        let entry = find_metadata(entries, wheel)?;
        let header = entry.offset..entry.offset.checked_add(30).ok_or(ArchiveError::Damaged)?;
        // The local header repeats the name and may have an extra field of its own.
        let guess = header.end.saturating_add(entry.packed + entry.name.len() as u64 + 256).min(directory.start);
        let Some(header) = self.get(header.clone()) else { return Ok(Step::Need(header.start..guess)) };
        if !header.starts_with(LOCAL) {
            return Err(ArchiveError::Damaged);
        }
        let start = entry.offset + 30 + u64::from(u16_at(header, 26)) + u64::from(u16_at(header, 28));
        let end = start.checked_add(entry.packed).filter(|end| *end <= self.size).ok_or(ArchiveError::Damaged)?;
        match self.get(start..end) {
            Some(packed) => unpack(&entry, packed).map(Step::Found),
            None => Ok(Step::Need(entry.offset..end)),
        }
    }

    // Where the central directory is, or what must be read to know. APPNOTE 4.3.16, 4.3.15, 4.3.14.
    fn directory(&self) -> Result<Result<Range<u64>, Range<u64>>, ArchiveError> {
        let (start, tail) = self.tail();
        // A comment of up to 65535 bytes may follow the record; its length must reach the end exactly.
        let longest = tail.len().saturating_sub(22 + 65_535);
        let at = (longest..tail.len().saturating_sub(21))
            .rev()
            .find(|at| tail[*at..].starts_with(END) && at + 22 + usize::from(u16_at(tail, at + 20)) == tail.len());
        let Some(at) = at else {
            let more = self.size.saturating_sub(22 + 65_535);
            return if more < start { Ok(Err(more..self.size)) } else { Err(ArchiveError::NotZip) };
        };
        let (mut length, mut offset) = (u64::from(u32_at(tail, at + 12)), u64::from(u32_at(tail, at + 16)));
        let mut end = start + at as u64;
        if length == 0xffff_ffff || offset == 0xffff_ffff || u16_at(tail, at + 10) == 0xffff {
            let locator = end.checked_sub(20).ok_or(ArchiveError::Damaged)?;
            let Some(bytes) = self.get(locator..end) else { return Ok(Err(locator..self.size)) };
            if !bytes.starts_with(END64_LOCATOR) {
                return Err(ArchiveError::Damaged);
            }
            let record = u64_at(bytes, 8);
            if record.checked_add(56).is_none_or(|end| end > locator) {
                return Err(ArchiveError::Damaged);
            }
            let Some(bytes) = self.get(record..record + 56) else { return Ok(Err(record..self.size)) };
            if !bytes.starts_with(END64) {
                return Err(ArchiveError::Damaged);
            }
            (length, offset, end) = (u64_at(bytes, 40), u64_at(bytes, 48), record);
        }
        if length > MAX_DIRECTORY {
            return Err(ArchiveError::TooLarge("its zip directory"));
        }
        match offset.checked_add(length) {
            Some(sum) if sum <= end => Ok(Ok(offset..sum)),
            _ => Err(ArchiveError::Damaged),
        }
    }
}

struct Entry<'a> {
    name: &'a str,
    method: u16,
    crc: u32,
    packed: u64,
    unpacked: u64,
    offset: u64,
}

fn find_metadata<'a>(mut directory: &'a [u8], wheel: &WheelName) -> Result<Entry<'a>, ArchiveError> {
    let mut found = Vec::new();
    while !directory.is_empty() {
        if directory.len() < 46 || !directory.starts_with(ENTRY) {
            return Err(ArchiveError::Damaged);
        }
        let (name, extra, comment) = (u16_at(directory, 28), u16_at(directory, 30), u16_at(directory, 32));
        let length = 46 + usize::from(name) + usize::from(extra) + usize::from(comment);
        let record = directory.get(..length).ok_or(ArchiveError::Damaged)?;
        directory = &directory[length..];
        let name_end = 46 + usize::from(name);
        let Ok(name) = std::str::from_utf8(&record[46..name_end]) else { continue };
        let Some(stem) = name.strip_suffix(".dist-info/METADATA").filter(|stem| !stem.contains('/')) else { continue };
        let is_of_wheel = stem.split_once('-').is_some_and(|(package, version)| {
            wheel.name().is_spelled(package)
                && version.parse().is_ok_and(|v: crate::pep::version::Version| v == *wheel.version())
        });
        found.push((is_of_wheel, record, name, name_end..name_end + usize::from(extra)));
    }
    // One of another package may stand beside by mistake; of two, ours counts.
    if found.iter().any(|(is_of_wheel, ..)| *is_of_wheel) {
        found.retain(|(is_of_wheel, ..)| *is_of_wheel);
    }
    let (record, name, extra) = match found.len() {
        0 => return Err(ArchiveError::NoMetadata),
        1 => found.pop().map(|(_, record, name, extra)| (record, name, extra)).ok_or(ArchiveError::NoMetadata)?,
        more => return Err(ArchiveError::Several(more)),
    };
    if u16_at(record, 8) & 1 != 0 {
        return Err(ArchiveError::Encrypted);
    }
    let mut entry = Entry {
        name,
        method: u16_at(record, 10),
        crc: u32_at(record, 16),
        packed: u64::from(u32_at(record, 20)),
        unpacked: u64::from(u32_at(record, 24)),
        offset: u64::from(u32_at(record, 42)),
    };
    read_zip64(&mut entry, &record[extra])?;
    if entry.packed > MAX_METADATA || entry.unpacked > MAX_METADATA {
        return Err(ArchiveError::TooLarge("METADATA"));
    }
    Ok(entry)
}

// APPNOTE 4.5.3: the values that did not fit, in this order.
fn read_zip64(entry: &mut Entry<'_>, mut extra: &[u8]) -> Result<(), ArchiveError> {
    while extra.len() >= 4 {
        let (id, length) = (u16_at(extra, 0), usize::from(u16_at(extra, 2)));
        let mut field = extra.get(4..4 + length).ok_or(ArchiveError::Damaged)?;
        extra = &extra[4 + length..];
        if id != 1 {
            continue;
        }
        for value in [&mut entry.unpacked, &mut entry.packed, &mut entry.offset] {
            if *value == 0xffff_ffff {
                if field.len() < 8 {
                    return Err(ArchiveError::Damaged);
                }
                *value = u64_at(field, 0);
                field = &field[8..];
            }
        }
    }
    Ok(())
}

fn unpack(entry: &Entry<'_>, packed: &[u8]) -> Result<Vec<u8>, ArchiveError> {
    let damaged = || ArchiveError::Checksum(entry.name.to_owned());
    let bytes = match entry.method {
        0 => packed.to_vec(),
        8 => {
            let mut bytes = vec![0; usize::try_from(entry.unpacked).map_err(|_| damaged())?];
            let length =
                libdeflater::Decompressor::new().deflate_decompress(packed, &mut bytes).map_err(|_| damaged())?;
            bytes.truncate(length);
            bytes
        }
        method => return Err(ArchiveError::Method(method)),
    };
    if bytes.len() as u64 != entry.unpacked || libdeflater::crc32(&bytes) != entry.crc {
        return Err(damaged());
    }
    Ok(bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

#[cfg(test)]
pub mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;

    use super::*;

    /// A wheel with these members, in this order.
    pub fn wheel(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn name() -> WheelName {
        WheelName::parse("a_b-1.0-py3-none-any.whl").unwrap()
    }

    // Serves ranges of `bytes` until METADATA is there; says how many were needed.
    fn read(bytes: &[u8], tail: usize) -> Result<(Vec<u8>, usize), ArchiveError> {
        let mut pieces = Pieces::new(bytes.len() as u64);
        let from = bytes.len().saturating_sub(tail);
        pieces.add(from as u64, bytes[from..].to_vec());
        for count in 1..6 {
            match pieces.metadata(&name())? {
                Step::Found(metadata) => return Ok((metadata, count)),
                Step::Need(range) => {
                    pieces.add(range.start, bytes[range.start as usize..range.end as usize].to_vec());
                }
            }
        }
        panic!("asks for ever");
    }

    #[test]
    fn metadata_is_found_in_one_two_or_three_pieces() {
        let noise: Vec<u8> = (0..200_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let first = wheel(&[("A.b-1.dist-info/METADATA", b"Name: a"), ("a/x.bin", &noise)]);
        let last = wheel(&[("a/x.bin", &noise), ("a_b-1.0.dist-info/METADATA", b"Name: a")]);
        assert_eq!(read(&last, 1000), Ok((b"Name: a".to_vec(), 1)));
        assert_eq!(read(&first, 1000), Ok((b"Name: a".to_vec(), 2)));
        assert_eq!(read(&first, 40), Ok((b"Name: a".to_vec(), 3)));
        assert_eq!(read(&first, 1), Ok((b"Name: a".to_vec(), 2)));
        assert_eq!(read(&first, first.len()), Ok((b"Name: a".to_vec(), 1)));
    }

    #[test]
    fn the_right_directory_counts() {
        let two = wheel(&[
            ("other-1.dist-info/METADATA", b"no"),
            ("a_b-1.0.dist-info/METADATA", b"yes"),
            ("x/a_b-1.0.dist-info/METADATA", b"no"),
        ]);
        assert_eq!(read(&two, 4096).unwrap().0, b"yes");
        let others = wheel(&[("c-1.dist-info/METADATA", b""), ("d-1.dist-info/METADATA", b"")]);
        assert_eq!(read(&others, 4096), Err(ArchiveError::Several(2)));
        assert_eq!(read(&wheel(&[("a/b.py", b"")]), 4096), Err(ArchiveError::NoMetadata));
    }

    #[test]
    fn damage_never_panics_and_is_an_error_or_found() {
        let good = wheel(&[("a/x.py", b"pass"), ("a_b-1.0.dist-info/METADATA", b"Name: a b c a b c a b c")]);
        for at in 0..good.len() {
            for bit in [0x01, 0x80, 0xff] {
                let mut bad = good.clone();
                bad[at] ^= bit;
                let mut pieces = Pieces::new(bad.len() as u64);
                pieces.add(0, bad);
                match pieces.metadata(&name()) {
                    Ok(Step::Found(metadata)) => assert_eq!(metadata, b"Name: a b c a b c a b c"),
                    Ok(Step::Need(range)) => assert!(range.end <= good.len() as u64, "byte {at}"),
                    Err(_) => {}
                }
            }
            let mut pieces = Pieces::new(at as u64);
            pieces.add(0, good[..at].to_vec());
            assert!(pieces.metadata(&name()).is_err(), "cut at {at}");
        }
    }
}
