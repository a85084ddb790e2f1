//! What the system says of one file, without following links or following them; cheap enough to ask often.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::fs::Identity;

/// What a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Link,
    /// A device, socket or pipe.
    Other,
}

/// Kind, owner, permissions and identity of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What it is.
    pub kind: Kind,
    /// Permission bits with setuid, setgid and sticky.
    pub mode: u32,
    /// The owner's uid.
    pub owner: u32,
    /// The group's gid.
    pub group: u32,
    /// Which file it is.
    pub identity: Identity,
}

impl Facts {
    /// Of a file already looked at.
    pub fn of(metadata: &Metadata) -> Facts {
        let kind = match metadata.file_type() {
            t if t.is_symlink() => Kind::Link,
            t if t.is_dir() => Kind::Directory,
            t if t.is_file() => Kind::File,
            _ => Kind::Other,
        };
        Facts {
            kind,
            mode: metadata.mode() & 0o7777,
            owner: metadata.uid(),
            group: metadata.gid(),
            identity: Identity::of(metadata),
        }
    }

    /// True when anybody may write to it.
    pub fn is_world_writable(&self) -> bool {
        self.mode & 0o002 != 0
    }

    /// True when entries of this directory may be renamed by their owners only.
    pub fn is_sticky(&self) -> bool {
        self.mode & 0o1000 != 0
    }
}

/// Of what `path` leads to.
pub fn follow(path: &Path) -> io::Result<Facts> {
    fs::metadata(path).map(|m| Facts::of(&m))
}

/// Of `path` itself, be it a link.
pub fn of(path: &Path) -> io::Result<Facts> {
    fs::symlink_metadata(path).map(|m| Facts::of(&m))
}

/// What a link says.
pub fn target(path: &Path) -> io::Result<PathBuf> {
    fs::read_link(path)
}

/// A small regular file and its facts. A longer one, or something that is no file, is an error; a pipe does not block.
pub fn read_small(path: &Path, limit: u64) -> io::Result<(Facts, Vec<u8>)> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    let file: File = File::options().read(true).custom_flags(flags.bits() as i32).open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    if metadata.len() > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "too large"));
    }
    let mut bytes = vec![0; usize::try_from(metadata.len()).unwrap_or(0) + 1];
    let mut filled = 0;
    // One read for a file that does not change; no call to ask for the end where its size is known.
    while filled < bytes.len() {
        match (&file).read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
        if filled as u64 == metadata.len() {
            break;
        }
    }
    bytes.truncate(filled);
    Ok((Facts::of(&metadata), bytes))
}

/// The first bytes of a regular file.
pub fn read_start(path: &Path, count: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(count);
    File::open(path)?.take(count as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}
