//! One member of an archive to its bytes: length and CRC-32 checked, memory bounded.
//!
//! Members up to 8 MiB are inflated in one call into a reused buffer (libdeflate: twice as fast as streaming for
//! files this small); larger ones stream through 256 KiB. Never writes.

use std::io::Read;

use super::zip::{Member, Method, Source, ZipError};
use crate::sys::fs::FsError;
use crate::ui::clean;

/// Up to this many bytes, packed or unpacked, a member is handled whole.
const WHOLE: u64 = 8 << 20;
const CHUNK: usize = 256 << 10;

/// Why a member gave no bytes.
#[derive(Debug, thiserror::Error)]
pub enum InflateError {
    #[error("wheel is damaged at \"{}\" ({what})", clean(name))]
    Damaged { name: String, what: &'static str },
    #[error("\"{}\" is larger than the wheel says ({size} bytes)", clean(name))]
    Larger { name: String, size: u64 },
    #[error(transparent)]
    Zip(#[from] ZipError),
    /// From whoever takes the bytes.
    #[error(transparent)]
    Fs(#[from] FsError),
}

/// An inflater with its buffers, for one thread.
pub struct Inflater {
    decompressor: libdeflater::Decompressor,
    buffer: Vec<u8>,
}

impl Default for Inflater {
    fn default() -> Inflater {
        Inflater::new()
    }
}

impl Inflater {
    /// Without buffers yet.
    pub fn new() -> Inflater {
        Inflater { decompressor: libdeflater::Decompressor::new(), buffer: Vec::new() }
    }

    /// Gives the bytes of `member` to `take`, in order, in one or more pieces. The CRC is known only after the last
    /// piece: what `take` made of them counts only when this returns Ok.
    pub fn unpack(
        &mut self,
        source: &Source,
        member: &Member,
        take: &mut dyn FnMut(&[u8]) -> Result<(), FsError>,
    ) -> Result<(), InflateError> {
        if member.size > WHOLE || member.packed > WHOLE {
            return stream(source, member, take);
        }
        let packed = source.slice(member.data_start, member.packed)?;
        let bytes = match member.method {
            Method::Stored => &packed[..],
            Method::Deflated => self.inflate(&packed, member)?,
        };
        if bytes.len() as u64 != member.size {
            return Err(damaged(member, "size"));
        }
        if libdeflater::crc32(bytes) != member.crc {
            return Err(damaged(member, "CRC"));
        }
        Ok(take(bytes)?)
    }

    /// The bytes of `member` at once; the caller knows that it is small.
    pub fn bytes(&mut self, source: &Source, member: &Member) -> Result<Vec<u8>, InflateError> {
        let mut all = Vec::with_capacity(member.size as usize);
        self.unpack(source, member, &mut |piece| {
            all.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(all)
    }

    fn inflate(&mut self, packed: &[u8], member: &Member) -> Result<&[u8], InflateError> {
        let size = member.size as usize;
        if self.buffer.len() < size {
            self.buffer.resize(size.next_power_of_two(), 0);
        }
        match self.decompressor.deflate_decompress(packed, &mut self.buffer[..size]) {
            Ok(length) => Ok(&self.buffer[..length]),
            Err(libdeflater::DecompressionError::InsufficientSpace) => {
                Err(InflateError::Larger { name: member.name.clone(), size: member.size })
            }
            Err(libdeflater::DecompressionError::BadData) => Err(damaged(member, "deflate")),
        }
    }
}

fn damaged(member: &Member, what: &'static str) -> InflateError {
    InflateError::Damaged { name: member.name.clone(), what }
}

fn stream(
    source: &Source,
    member: &Member,
    take: &mut dyn FnMut(&[u8]) -> Result<(), FsError>,
) -> Result<(), InflateError> {
    let section = Section { source, position: member.data_start, left: member.packed };
    let mut reader: Box<dyn Read> = match member.method {
        Method::Stored => Box::new(section),
        Method::Deflated => {
            Box::new(flate2::bufread::DeflateDecoder::new(std::io::BufReader::with_capacity(CHUNK, section)))
        }
    };
    let mut crc = libdeflater::Crc::new();
    let mut left = member.size;
    let mut chunk = vec![0; CHUNK];
    loop {
        let length = reader.read(&mut chunk).map_err(|_| damaged(member, "deflate"))?;
        if length == 0 {
            break;
        }
        // Stops at the first byte too many: a bomb is never written.
        left = left
            .checked_sub(length as u64)
            .ok_or_else(|| InflateError::Larger { name: member.name.clone(), size: member.size })?;
        crc.update(&chunk[..length]);
        take(&chunk[..length])?;
    }
    if left != 0 {
        return Err(damaged(member, "size"));
    }
    if crc.sum() != member.crc {
        return Err(damaged(member, "CRC"));
    }
    Ok(())
}

/// A run of bytes of the archive, as a reader.
struct Section<'a> {
    source: &'a Source,
    position: u64,
    left: u64,
}

impl Read for Section<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = (buffer.len() as u64).min(self.left) as usize;
        self.source.read_at(&mut buffer[..length], self.position).map_err(std::io::Error::other)?;
        self.position += length as u64;
        self.left -= length as u64;
        Ok(length)
    }
}
