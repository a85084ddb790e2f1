//! The end of a zip file: end record, and zip64 end record where there is one.

use super::{Source, ZipError, u16_at, u32_at, u64_at};

const END: [u8; 4] = *b"PK\x05\x06";
const END64: [u8; 4] = *b"PK\x06\x06";
const LOCATOR64: [u8; 4] = *b"PK\x06\x07";
const END_SIZE: u64 = 22;
const LOCATOR_SIZE: u64 = 20;
const END64_SIZE: u64 = 56;

/// Where the central directory lies. It ends where the (zip64) end record begins.
#[derive(Debug, PartialEq, Eq)]
pub struct End {
    pub directory_start: u64,
    pub directory_size: u64,
    pub entries: u64,
}

/// Reads the end record, which must be the only one and must end the file.
pub fn find(source: &Source) -> Result<End, ZipError> {
    // APPNOTE 4.3.16: the record is followed by a comment of at most 65535 bytes.
    let tail_size = source.length().min(END_SIZE + 65535);
    let tail_start = source.length() - tail_size;
    let tail = source.slice(tail_start, tail_size)?;
    let found: Vec<usize> = tail
        .windows(4)
        .enumerate()
        .filter(|(at, window)| *window == END && at + END_SIZE as usize <= tail.len())
        .map(|(at, _)| at)
        .collect();
    let after = |at: usize| tail.len() - at - END_SIZE as usize;
    let ends_file = |at: &usize| usize::from(u16_at(&tail, at + 20)) == after(*at);
    let Some(at) = found.iter().copied().find(ends_file) else {
        let Some(last) = found.last() else { return Err(ZipError::NotZip) };
        let bytes = after(*last) as u64;
        return Err(ZipError::Outside { bytes, place: "after the end record" });
    };
    let record = &tail[at..at + END_SIZE as usize];
    // Another record inside this one's comment: which of the two counts depends on the reader.
    if found.iter().any(|other| *other > at) {
        return Err(ZipError::TwoEnds);
    }
    let start = tail_start + at as u64;
    let (end, end_start) = match zip64(source, record, start)? {
        Some(end64) => (end64, start - LOCATOR_SIZE - END64_SIZE),
        None => (plain(record)?, start),
    };
    match end.directory_start.checked_add(end.directory_size) {
        Some(directory_end) if directory_end == end_start => Ok(end),
        Some(directory_end) if directory_end < end_start => {
            Err(ZipError::Outside { bytes: end_start - directory_end, place: "before the end record" })
        }
        _ => Err(ZipError::Directory),
    }
}

fn plain(record: &[u8]) -> Result<End, ZipError> {
    let (disk, directory_disk) = (u16_at(record, 4), u16_at(record, 6));
    let (entries_here, entries) = (u16_at(record, 8), u16_at(record, 10));
    if disk != 0 || directory_disk != 0 || entries_here != entries {
        return Err(ZipError::Directory);
    }
    Ok(End {
        directory_start: u32_at(record, 16).into(),
        directory_size: u32_at(record, 12).into(),
        entries: entries.into(),
    })
}

// APPNOTE 4.3.14, 4.3.15. A field of the plain record is either all ones, "see zip64", or must say the same.
fn zip64(source: &Source, record: &[u8], start: u64) -> Result<Option<End>, ZipError> {
    let points_away = (4..12).step_by(2).any(|at| u16_at(record, at) == u16::MAX)
        || u32_at(record, 12) == u32::MAX
        || u32_at(record, 16) == u32::MAX;
    let locator = match start.checked_sub(LOCATOR_SIZE) {
        Some(locator_start) => source.slice(locator_start, LOCATOR_SIZE)?,
        None => return if points_away { Err(ZipError::Zip64) } else { Ok(None) },
    };
    if locator[..4] != LOCATOR64 {
        return if points_away { Err(ZipError::Zip64) } else { Ok(None) };
    }
    let end64_start = start.checked_sub(LOCATOR_SIZE + END64_SIZE).ok_or(ZipError::Zip64)?;
    let end64 = source.slice(end64_start, END64_SIZE)?;
    let is_sound = u64_at(&locator, 8) == end64_start
        && u32_at(&locator, 4) == 0
        && u32_at(&locator, 16) <= 1
        && end64[..4] == END64
        && u64_at(&end64, 4) == END64_SIZE - 12
        && u32_at(&end64, 16) == 0
        && u32_at(&end64, 20) == 0
        && u64_at(&end64, 24) == u64_at(&end64, 32);
    let entries = u64_at(&end64, 32);
    let (directory_size, directory_start) = (u64_at(&end64, 40), u64_at(&end64, 48));
    let same16 = |at: usize, value: u64| u16_at(record, at) == u16::MAX || u64::from(u16_at(record, at)) == value;
    let same32 = |at: usize, value: u64| u32_at(record, at) == u32::MAX || u64::from(u32_at(record, at)) == value;
    if !is_sound
        || !same16(4, 0)
        || !same16(6, 0)
        || !same16(8, entries)
        || !same16(10, entries)
        || !same32(12, directory_size)
        || !same32(16, directory_start)
    {
        return Err(ZipError::Zip64);
    }
    Ok(Some(End { directory_start, directory_size, entries }))
}
