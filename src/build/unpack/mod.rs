//! A source distribution or another packed source tree -> a directory, or the one reason why it is refused.
//!
//! What is packed is told by its first bytes, never by its name. Nothing leaves the directory: not by a path, not through
//! a link, not by a hard link; devices, special modes and headers that contradict each other are refused. Never executes.

mod other;
mod problem;
mod tar;
#[cfg(test)]
mod tests;
mod tree;

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

pub use problem::{Problem, UnpackError};

use crate::store::zip;
use crate::store::{InflateError, Inflater};
use crate::sys::fs::at;
use tree::Tree;

/// Bytes that what is packed may expand to, if that is more than 32 times its size.
const MOST: u64 = 1 << 30;
const RATIO: u64 = 32;

/// Unpacks `file` into `directory`, which is empty; what only Python can unpack, `python` does. Gives the directory of the project in it: as in pip, the only one at
/// the top, else `directory` itself.
pub fn unpack(mut file: File, directory: &Path, python: &Path) -> Result<PathBuf, UnpackError> {
    let fs = |error: std::io::Error| UnpackError::Fs(at("read", Path::new("the archive"))(error));
    let size = file.metadata().map_err(fs)?.len();
    let mut magic = [0; 6];
    let length = read_most(&mut file, &mut magic).map_err(fs)?;
    file.seek(SeekFrom::Start(0)).map_err(fs)?;
    let most = MOST.max(size.saturating_mul(RATIO));
    let mut tree = Tree::new(directory, most)?;
    match &magic[..length] {
        [0x1f, 0x8b, ..] => gzip(file, &mut tree)?,
        [b'P', b'K', ..] => zipped(file, &mut tree)?,
        [b'B', b'Z', b'h', ..] => plain(other::inflate(file, "bz2", python, most)?, &mut tree)?,
        [0xfd, b'7', b'z', b'X', b'Z', ..] => plain(other::inflate(file, "lzma", python, most)?, &mut tree)?,
        _ => plain(file, &mut tree)?,
    }
    tree.finish()
}

fn read_most(file: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match file.read(&mut buffer[length..])? {
            0 => break,
            more => length += more,
        }
    }
    Ok(length)
}

fn gzip(file: File, tree: &mut Tree) -> Result<(), UnpackError> {
    let mut gzip = flate2::bufread::GzDecoder::new(BufReader::with_capacity(256 << 10, file));
    tar::read(&mut gzip, tree)?;
    let mut rest = gzip.into_inner();
    let mut byte = [0];
    match rest.read(&mut byte) {
        Ok(0) => Ok(()),
        Ok(_) => Err(Problem::AfterEnd.into()),
        Err(error) => Err(Problem::Damaged(error.to_string()).into()),
    }
}

fn plain(file: File, tree: &mut Tree) -> Result<(), UnpackError> {
    tar::read(&mut BufReader::with_capacity(256 << 10, file), tree)
}

fn zipped(file: File, tree: &mut Tree) -> Result<(), UnpackError> {
    let source = zip::Source::of(file).map_err(Problem::from)?;
    let members = zip::members(&source).map_err(Problem::from)?;
    let mut inflater = Inflater::new();
    for member in &members {
        if member.is_dir {
            tree.directory(&member.name)?;
            continue;
        }
        let mut file = tree.file(&member.name, member.size, member.is_executable)?;
        let unpacked = inflater.unpack(&source, member, &mut |bytes| file.write(bytes));
        unpacked.map_err(|error| match error {
            InflateError::Fs(error) => UnpackError::Fs(error),
            other => Problem::Inflate(other).into(),
        })?;
        file.close(None)?;
    }
    Ok(())
}
