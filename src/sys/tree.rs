//! Many files into one tree, cheaply: operations relative to open directories, as `linkat` wants them.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, mkdirat, openat, symlinkat};
use rustix::io::Errno;

use super::fs::{FsError, FsResult};

/// An open directory. Errors name the full path.
#[derive(Debug)]
pub struct Dir {
    fd: OwnedFd,
    path: PathBuf,
}

/// What came of one attempt to link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linked {
    /// The new name exists.
    Yes,
    /// This pair of file systems, or this file, cannot: copy instead.
    Cannot,
}

impl Dir {
    /// Opens an existing directory.
    pub fn open(path: &Path) -> FsResult<Dir> {
        let fd = openat(CWD, path, OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())
            .map_err(|e| error("open directory", path, e))?;
        Ok(Dir { fd, path: path.to_owned() })
    }

    /// Where it was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the directory `relative` below this one.
    pub fn open_dir(&self, relative: &Path) -> FsResult<Dir> {
        let fd = openat(
            &self.fd,
            relative,
            OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW,
            Mode::empty(),
        )
        .map_err(|e| error("open directory", &self.path.join(relative), e))?;
        Ok(Dir { fd, path: self.path.join(relative) })
    }

    /// Creates the directory `relative` (its parent must exist); fine if it exists.
    pub fn make_dir(&self, relative: &Path) -> FsResult<()> {
        match mkdirat(&self.fd, relative, Mode::from_bits_truncate(0o777)) {
            Ok(()) | Err(Errno::EXIST) => Ok(()),
            Err(e) => Err(error("create directory", &self.path.join(relative), e)),
        }
    }

    /// A hard link to `from_name` in `from`, named `name` here. Fails if `name` exists.
    pub fn link(&self, from: &Dir, from_name: &Path, name: &Path) -> FsResult<Linked> {
        match linkat(&from.fd, from_name, &self.fd, name, AtFlags::empty()) {
            Ok(()) => Ok(Linked::Yes),
            Err(Errno::XDEV | Errno::PERM | Errno::MLINK | Errno::OPNOTSUPP | Errno::NOSYS | Errno::ACCESS) => {
                Ok(Linked::Cannot)
            }
            Err(e) => Err(error("link", &self.path.join(name), e)),
        }
    }

    /// A symbolic link named `name` that says `target`.
    pub fn symlink(&self, target: &Path, name: &Path) -> FsResult<()> {
        symlinkat(target, &self.fd, name).map_err(|e| error("link", &self.path.join(name), e))
    }

    /// Creates `name`, which must not exist, with `mode` less umask.
    pub fn create(&self, name: &Path, mode: u32) -> FsResult<File> {
        openat(
            &self.fd,
            name,
            OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW,
            Mode::from_bits_truncate(mode),
        )
        .map(File::from)
        .map_err(|e| error("create", &self.path.join(name), e))
    }

    /// Creates `name` with `bytes` in it.
    pub fn write(&self, name: &Path, bytes: &[u8], mode: u32) -> FsResult<()> {
        let mut file = self.create(name, mode)?;
        file.write_all(bytes).map_err(|source| FsError { action: "write", path: self.path.join(name), source })
    }

    /// Opens `name` for reading, without following a link.
    pub fn open_file(&self, name: &Path) -> FsResult<File> {
        openat(&self.fd, name, OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW, Mode::empty())
            .map(File::from)
            .map_err(|e| error("open", &self.path.join(name), e))
    }

    /// Flushes the directory's own entries to the disk.
    pub fn sync(&self) -> FsResult<()> {
        rustix::fs::fsync(self.fd.as_fd()).map_err(|e| error("flush", &self.path, e))
    }
}

fn error(action: &'static str, path: &Path, errno: Errno) -> FsError {
    FsError { action, path: path.to_owned(), source: io::Error::from(errno) }
}
