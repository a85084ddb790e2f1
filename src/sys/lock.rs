//! One writer at a time: flock on a file that is never removed. A lock dies with its holder.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{FlockOperation, OFlags, flock};

/// A held lock; released when dropped or when the process ends.
#[derive(Debug)]
pub struct Lock {
    file: Option<File>,
}

/// Why a lock could not be had.
#[derive(Debug)]
pub enum LockError {
    /// Another process holds it: its description as that process wrote it.
    Held(String),
    /// The file could not be opened or locked.
    Io(PathBuf, io::Error),
}

impl Lock {
    /// Locks `path` (created if missing), waiting up to `patience`. `who` (pid and command) is written
    /// into the file for the next one to read. `waiting` is called once, with the holder, before the wait.
    pub fn acquire(path: &Path, who: &str, patience: Duration, waiting: impl FnOnce(&str)) -> Result<Lock, LockError> {
        let error = |e: io::Error| LockError::Io(path.to_owned(), e);
        let mut file = open(path).map_err(error)?;
        let started = super::clock::instant();
        let mut waiting = Some(waiting);
        let mut pause = Duration::from_millis(5);
        loop {
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) if is_still_at(&file, path) => break,
                // The directory was exchanged for another while we waited: that one's lock counts.
                Ok(()) => {
                    file = open(path).map_err(error)?;
                    continue;
                }
                // NFS and some FUSE file systems know no locks: work on without one.
                Err(rustix::io::Errno::NOSYS | rustix::io::Errno::NOLCK | rustix::io::Errno::OPNOTSUPP) => {
                    return Ok(Lock { file: None });
                }
                Err(rustix::io::Errno::WOULDBLOCK) => {}
                Err(rustix::io::Errno::INTR) => continue,
                Err(e) => return Err(error(e.into())),
            }
            let mut holder = String::new();
            let _ = file.rewind();
            let _ = (&file).take(200).read_to_string(&mut holder);
            if started.elapsed() >= patience {
                return Err(LockError::Held(holder));
            }
            if let Some(waiting) = waiting.take() {
                waiting(&holder);
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(200));
        }
        // Who holds it is help for people; a full disk must not stop the work.
        let _ = file.set_len(0);
        let _ = file.rewind();
        let _ = file.write_all(who.as_bytes());
        Ok(Lock { file: Some(file) })
    }

    /// False where the file system knows no locks.
    pub fn is_real(&self) -> bool {
        self.file.is_some()
    }
}

fn open(path: &Path) -> io::Result<File> {
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(OFlags::NOFOLLOW.bits() as i32)
        .open(path)
}

// A file that cannot be looked at any more is taken as it is: opening it again would not help.
fn is_still_at(file: &File, path: &Path) -> bool {
    use super::fs::Identity;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(held), Ok(there)) => Identity::of(&held) == Identity::of(&there),
        _ => true,
    }
}
