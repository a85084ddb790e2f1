//! What was written reaches the disk: a power cut takes nothing of it any more.
//!
//! File systems with a journal write names in the order they were made, but the bytes of a file later, or never. So bytes
//! are flushed before the name that leads to them is made, and that name's directory after it.

use std::fs::File;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, Mode, OFlags, fsync, openat, syncfs};

use super::fs::{FsResult, at};

/// Up to so many files are flushed one by one. Beyond it the whole file system is: that waits for what others wrote, too,
/// but for many files it is much faster (measured: 500 files 160 ms one by one, 10 to 20 ms at once).
const ONE_BY_ONE: usize = 256;

/// Flushes all that lies in the tree at `root`, which nobody writes to.
pub fn tree(root: &Path) -> FsResult<()> {
    let Some(files) = few_files(root) else { return file_system(root) };
    let files: Vec<(PathBuf, File)> =
        files.into_iter().filter_map(|path| File::open(&path).ok().map(|file| (path, file))).collect();
    // All on their way before the first is waited for: then the first brings the others along.
    for (_, file) in &files {
        start(file);
    }
    for (path, file) in &files {
        file.sync_data().map_err(at("flush", path))?;
    }
    dir(root)
}

/// Flushes a file that was put in its place whole, and its name.
pub fn file(path: &Path) -> FsResult<()> {
    File::open(path).and_then(|file| file.sync_all()).map_err(at("flush", path))?;
    dir(path.parent().unwrap_or(Path::new("/")))
}

/// Flushes the names in a directory.
pub fn dir(path: &Path) -> FsResult<()> {
    let fd = open_dir(path)?;
    match fsync(&fd) {
        // Some network and user-space file systems know no such thing.
        Ok(()) | Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => Ok(()),
        Err(e) => Err(at("flush", path)(e.into())),
    }
}

/// Flushes all that was written to the file system of `path`.
pub fn file_system(path: &Path) -> FsResult<()> {
    let fd = open_dir(path)?;
    match syncfs(&fd) {
        Ok(()) | Err(rustix::io::Errno::NOSYS) => Ok(()),
        Err(e) => Err(at("flush the file system of", path)(e.into())),
    }
}

fn open_dir(path: &Path) -> FsResult<rustix::fd::OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    openat(CWD, path, flags, Mode::empty()).map_err(|e| at("open directory", path)(e.into()))
}

// `None`: there are more than pay.
fn few_files(root: &Path) -> Option<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(root).into_iter().flatten() {
        if entry.file_type().is_file() {
            if files.len() == ONE_BY_ONE {
                return None;
            }
            files.push(entry.into_path());
        }
    }
    Some(files)
}

fn start(file: &File) {
    #[cfg(target_os = "linux")]
    {
        use std::os::fd::AsRawFd;
        #[expect(unsafe_code, reason = "a descriptor that is open; the call neither reads nor writes memory of ours")]
        unsafe {
            libc::sync_file_range(file.as_raw_fd(), 0, 0, libc::SYNC_FILE_RANGE_WRITE);
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = file;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_files_are_counted_and_many_are_not() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("d")).unwrap();
        for number in 0..ONE_BY_ONE {
            std::fs::write(dir.path().join("d").join(number.to_string()), "x").unwrap();
        }
        std::os::unix::fs::symlink("nowhere", dir.path().join("link")).unwrap();
        assert_eq!(few_files(dir.path()).unwrap().len(), ONE_BY_ONE);
        tree(dir.path()).unwrap();
        std::fs::write(dir.path().join("one more"), "x").unwrap();
        assert!(few_files(dir.path()).is_none());
        tree(dir.path()).unwrap();
        assert!(tree(&dir.path().join("none")).unwrap_err().is_not_found());
    }
}
