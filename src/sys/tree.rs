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
    /// This pair of file systems cannot.
    Cannot,
    /// This file has as many names as it may have.
    TooMany,
}

/// What a look at a file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// A regular file, not a link to one.
    pub is_file: bool,
    /// Bytes.
    pub size: u64,
    /// Seconds since 1970, and nanoseconds.
    pub modified: (u64, u64),
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
            Err(Errno::MLINK) => Ok(Linked::TooMany),
            Err(Errno::XDEV | Errno::PERM | Errno::OPNOTSUPP | Errno::NOSYS | Errno::ACCESS) => Ok(Linked::Cannot),
            Err(e) => Err(error("link", &self.path.join(name), e)),
        }
    }

    /// A new file `name` that shares the blocks of `from_name` in `from`; `None`, and no file, where that cannot be.
    pub fn reflink(&self, from: &Dir, from_name: &Path, name: &Path, mode: u32) -> FsResult<Option<File>> {
        let source = from.open_file(from_name)?;
        let target = self.create(name, mode)?;
        match reflink_copy::reflink_file(&source, &target) {
            Ok(()) => Ok(Some(target)),
            Err(_) => {
                rustix::fs::unlinkat(&self.fd, name, AtFlags::empty())
                    .map_err(|e| error("remove", &self.path.join(name), e))?;
                Ok(None)
            }
        }
    }

    /// Looks at `name` without following a link.
    pub fn look(&self, name: &Path) -> FsResult<Seen> {
        let stat = rustix::fs::statat(&self.fd, name, AtFlags::SYMLINK_NOFOLLOW)
            .map_err(|e| error("read", &self.path.join(name), e))?;
        Ok(Seen {
            is_file: rustix::fs::FileType::from_raw_mode(stat.st_mode).is_file(),
            size: stat.st_size as u64,
            modified: (stat.st_mtime as u64, stat.st_mtime_nsec as u64),
        })
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

/// Gives a file just written its mode (`None`: as created) and its time, in seconds since 1970.
pub fn seal(file: &File, mode: Option<u32>, seconds: u64) -> io::Result<()> {
    use rustix::fs::{Timespec, Timestamps, fchmod, futimens};
    if let Some(mode) = mode {
        fchmod(file, Mode::from_bits_truncate(mode))?;
    }
    let time = Timespec { tv_sec: seconds as i64, tv_nsec: 0 };
    Ok(futimens(file, &Timestamps { last_access: time, last_modification: time })?)
}

fn error(action: &'static str, path: &Path, errno: Errno) -> FsError {
    FsError { action, path: path.to_owned(), source: io::Error::from(errno) }
}
