//! Local headers of a zip file, and data descriptors: they must say what the central directory says.

use super::central::{self, Entry};
use super::{Member, Source, ZipError, extra_fields, u16_at, u32_at, u64_at};

pub const SIGNATURE: [u8; 4] = *b"PK\x03\x04";
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
const HEADER_SIZE: u64 = 30;
/// Bit 3: sizes and CRC follow the data.
const STREAMED: u16 = 1 << 3;

/// The member that `entry` describes, and where it ends. `next` is where the next thing begins.
pub fn member(source: &Source, entry: &Entry, next: u64) -> Result<(Member, u64), ZipError> {
    let truncated = |_| ZipError::Truncated { name: entry.name.clone() };
    let contradiction = |what| ZipError::Contradiction { name: entry.name.clone(), what };
    let header = source.slice(entry.header_start, HEADER_SIZE).map_err(truncated)?;
    if header[..4] != SIGNATURE {
        return Err(contradiction("place"));
    }
    let name_size = u64::from(u16_at(&header, 26));
    let extra_size = u64::from(u16_at(&header, 28));
    let variable = source.slice(entry.header_start + HEADER_SIZE, name_size + extra_size).map_err(truncated)?;
    let (name, extra) = variable.split_at(name_size as usize);
    if name != entry.name.as_bytes() {
        return Err(contradiction("name"));
    }
    if u16_at(&header, 6) != entry.flags {
        return Err(contradiction("flags"));
    }
    if central::method(u16_at(&header, 8))? != entry.method {
        return Err(contradiction("method"));
    }
    let extra = extra_fields(extra).ok_or_else(|| contradiction("extra fields"))?;
    central::check_unicode_path(&entry.name, &extra)?;
    let stated = Stated::of(&header, &extra).ok_or_else(|| contradiction("zip64 sizes"))?;
    let is_streamed = entry.flags & STREAMED != 0;
    stated.check(entry, is_streamed).map_err(contradiction)?;
    let data_start = entry.header_start + HEADER_SIZE + name_size + extra_size;
    let data_end = data_start.checked_add(entry.packed).ok_or(ZipError::Overlap)?;
    if data_end > next {
        return Err(if data_end > source.length() {
            ZipError::Truncated { name: entry.name.clone() }
        } else {
            ZipError::Overlap
        });
    }
    let end = if is_streamed { descriptor_end(source, entry, data_end, next)? } else { data_end };
    let is_dir = entry.name.ends_with('/');
    if is_dir && entry.size != 0 {
        return Err(contradiction("size of a directory"));
    }
    let member = Member {
        name: entry.name.clone(),
        is_dir,
        is_executable: entry.is_executable,
        method: entry.method,
        crc: entry.crc,
        packed: entry.packed,
        size: entry.size,
        header_start: entry.header_start,
        data_start,
    };
    Ok((member, end))
}

struct Stated {
    crc: u32,
    packed: u64,
    size: u64,
}

impl Stated {
    fn of(header: &[u8], extra: &[(u16, &[u8])]) -> Option<Stated> {
        let (packed, size) = (u32_at(header, 18), u32_at(header, 22));
        let crc = u32_at(header, 14);
        // APPNOTE 4.5.3: in a local header the zip64 field must hold both sizes.
        if packed == u32::MAX || size == u32::MAX {
            let (wide_size, wide_packed) = central::wide_sizes(extra)?;
            return Some(Stated { crc, packed: wide_packed, size: wide_size });
        }
        Some(Stated { crc, packed: packed.into(), size: size.into() })
    }

    fn check(&self, entry: &Entry, is_streamed: bool) -> Result<(), &'static str> {
        let same = |stated: u64, real: u64| stated == real || (is_streamed && stated == 0);
        if !same(self.crc.into(), entry.crc.into()) {
            return Err("CRC");
        }
        if !same(self.packed, entry.packed) || !same(self.size, entry.size) {
            return Err("size");
        }
        Ok(())
    }
}

// APPNOTE 4.3.9: CRC and sizes, of 4 or 8 bytes each, with or without a signature before them.
fn descriptor_end(source: &Source, entry: &Entry, start: u64, next: u64) -> Result<u64, ZipError> {
    let crc = entry.crc.to_le_bytes();
    for (length, is_wide, is_signed) in [(16, false, true), (12, false, false), (24, true, true), (20, true, false)] {
        if next.checked_sub(start) != Some(length) {
            continue;
        }
        let bytes = source.slice(start, length)?;
        let body = if is_signed { &bytes[4..] } else { &bytes[..] };
        let (packed, size) = if is_wide {
            (u64_at(body, 4), u64_at(body, 12))
        } else {
            (u32_at(body, 4).into(), u32_at(body, 8).into())
        };
        if (is_signed && bytes[..4] != DESCRIPTOR) || body[..4] != crc {
            return Err(ZipError::Contradiction { name: entry.name.clone(), what: "CRC" });
        }
        if packed != entry.packed || size != entry.size {
            return Err(ZipError::Contradiction { name: entry.name.clone(), what: "size" });
        }
        return Ok(start + length);
    }
    // Some other number of bytes: the shortest descriptor that fits, and the rest is a gap.
    let signed = source.slice(start, 4).is_ok_and(|bytes| *bytes == DESCRIPTOR);
    let end = start + if signed { 16 } else { 12 };
    if end < next { Ok(end) } else { Err(ZipError::Contradiction { name: entry.name.clone(), what: "descriptor" }) }
}
