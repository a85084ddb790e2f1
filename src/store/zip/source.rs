//! Where an archive's bytes come from: small files whole in memory, large ones read piece by piece.

use std::borrow::Cow;
use std::fs::File;
use std::os::unix::fs::FileExt;

use super::ZipError;

/// Up to this many bytes (16 MiB) an archive is read at once: one system call instead of two per member.
const WHOLE: u64 = 16 << 20;

/// The bytes of one archive.
#[derive(Debug)]
pub enum Source {
    /// All of them.
    Bytes(Vec<u8>),
    /// A file and its length.
    File(File, u64),
}

impl Source {
    /// Of an open file.
    pub fn of(file: File) -> Result<Source, ZipError> {
        let length = file.metadata().map_err(read)?.len();
        if length > WHOLE {
            return Ok(Source::File(file, length));
        }
        let mut bytes = vec![0; length as usize];
        file.read_exact_at(&mut bytes, 0).map_err(read)?;
        Ok(Source::Bytes(bytes))
    }

    /// How many bytes there are.
    pub fn length(&self) -> u64 {
        match self {
            Source::Bytes(bytes) => bytes.len() as u64,
            Source::File(_, length) => *length,
        }
    }

    /// `length` bytes from `start`. Err(NotZip) past the end.
    pub fn slice(&self, start: u64, length: u64) -> Result<Cow<'_, [u8]>, ZipError> {
        let end = start.checked_add(length).filter(|end| *end <= self.length()).ok_or(ZipError::NotZip)?;
        match self {
            Source::Bytes(bytes) => Ok(Cow::Borrowed(&bytes[start as usize..end as usize])),
            Source::File(file, _) => {
                let mut bytes = vec![0; length as usize];
                file.read_exact_at(&mut bytes, start).map_err(read)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }

    /// Fills `buffer` from `start`. Err(NotZip) past the end.
    pub fn read_at(&self, buffer: &mut [u8], start: u64) -> Result<(), ZipError> {
        match self {
            Source::Bytes(_) => buffer.copy_from_slice(&self.slice(start, buffer.len() as u64)?),
            Source::File(file, _) => file.read_exact_at(buffer, start).map_err(read)?,
        }
        Ok(())
    }
}

fn read(error: std::io::Error) -> ZipError {
    ZipError::Read(error.to_string())
}
