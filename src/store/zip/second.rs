//! A second opinion: the `zip` crate, written apart from this reader, must see the same members.
//!
//! Two readers that agree on everything are the best sign that a third one, in whatever tool looks at the wheel next,
//! sees the same. Reads the directory only.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read, Seek};

use super::{Member, Source, ZipError};

/// Errs unless the `zip` crate sees exactly `members`, whose names are known to differ.
pub fn agree(source: &Source, members: &[Member]) -> Result<(), ZipError> {
    match source {
        Source::Bytes(bytes) => compare(Cursor::new(bytes.as_slice()), members),
        Source::File(file, _) => compare(BufReader::new(file), members),
    }
}

fn compare(reader: impl Read + Seek, members: &[Member]) -> Result<(), ZipError> {
    let archive = zip::ZipArchive::new(reader).map_err(|error| ZipError::Second(error.to_string()))?;
    let mut left: HashMap<&[u8], &Member> = members.iter().map(|member| (member.name.as_bytes(), member)).collect();
    for index in 0..archive.len() {
        let other = archive.by_index_data(index).map_err(|error| ZipError::Second(error.to_string()))?;
        let member = left.remove(other.name_raw());
        let is_same = member.is_some_and(|member| {
            (member.crc, member.packed, member.size) == (other.crc32(), other.compressed_size(), other.size())
                && member.header_start == other.header_start()
                && !other.is_symlink()
        });
        if !is_same {
            return Err(ZipError::Disagree { name: String::from_utf8_lossy(other.name_raw()).into_owned() });
        }
    }
    match left.values().next() {
        Some(member) => Err(ZipError::Disagree { name: member.name.clone() }),
        None => Ok(()),
    }
}
