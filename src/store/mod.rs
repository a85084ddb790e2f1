//! Wheels, unpacked once and kept: content-addressed by the sha256 of the file.
//!
//! A wheel file whose hash the caller has checked in, a read-only [`Entry`] out: `wheels/SHA256/` with a `manifest`, the
//! unpacked `tree/` and, per interpreter version, byte-code in `pyc-TAG/`. Every file is checked against the archive's
//! headers and against RECORD on the way in. An entry is built in `tmp/` and renamed: two processes at once are fine, and
//! a killed one leaves nothing visible. Never downloads, never touches an environment, never executes a wheel's code.

mod bytecode;
mod check;
mod data;
mod entry;
mod error;
mod inflate;
mod insert;
mod manifest;
mod problem;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod usage;
pub mod zip;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use bytecode::{Compile, Compiled};
pub use data::Scheme;
pub use entry::{Bytecode, Entry};
pub use error::StoreError;
pub use inflate::{InflateError, Inflater};
pub use manifest::{File as TreeFile, Manifest};
pub use problem::Problem;
pub use usage::Usage;

use crate::pep::wheel_name::WheelName;
use crate::sys;

/// The store of one user.
#[derive(Clone, Debug)]
pub struct Store {
    dir: PathBuf,
    now: SystemTime,
    umask: u32,
}

/// How a wheel is looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Strictness {
    /// Refuses what is otherwise a warning: files that RECORD does not list or that differ from it.
    pub strict_record: bool,
    /// Bytes a wheel may expand to; `None`: 1 GiB, or 32 times its size if that is more.
    pub max_unpacked: Option<u64>,
}

impl Store {
    /// The store in the cache directory `dir`, made if missing. `now` becomes the time of files kept from now on.
    /// Err(Unsafe) when others own it or may write to it: what it holds would be anybody's code.
    pub fn open(dir: &Path, now: SystemTime) -> Result<Store, StoreError> {
        for name in ["wheels", "tmp"] {
            sys::fs::create_dir_all(&dir.join(name))?;
        }
        for part in [dir, &dir.join("wheels")] {
            check_owner(part)?;
        }
        let store = Store { dir: dir.to_owned(), now, umask: sys::fs::umask() };
        store.sweep();
        Ok(store)
    }

    /// The entry of the wheel with this sha256 (hexadecimal), if it is kept and whole as far as one look shows.
    pub fn get(&self, sha256: &str) -> Option<Entry> {
        if !is_sha256(sha256) {
            return None;
        }
        Entry::open(self.entry_dir(sha256), sha256)
    }

    /// Unpacks `file`, whose sha256 the caller has found to be `sha256`. An entry that is there already is given.
    pub fn insert(
        &self,
        file: File,
        sha256: &str,
        wheel: &WheelName,
        strictness: Strictness,
    ) -> Result<Entry, StoreError> {
        match self.get(sha256) {
            Some(entry) => Ok(entry),
            None => insert::insert(self, file, sha256, wheel, strictness),
        }
    }

    /// Drops the entry with this sha256: it was found altered, and will be inserted anew.
    pub fn discard(&self, sha256: &str) -> Result<(), StoreError> {
        let doomed = sys::fs::temp_dir_in(&self.dir.join("tmp"), &insert::temporary_prefix())?;
        match sys::fs::rename(&self.entry_dir(sha256), &doomed.path().join("entry")) {
            Err(error) if !error.is_not_found() => Err(error.into()),
            _ => Ok(sys::fs::remove_dir_all(doomed.path())?),
        }
    }

    fn entry_dir(&self, sha256: &str) -> PathBuf {
        self.dir.join("wheels").join(sha256)
    }

    // What killed processes were building: names begin with the pid.
    fn sweep(&self) {
        let tmp = self.dir.join("tmp");
        for name in sys::fs::names(&tmp).unwrap_or_default() {
            let pid = name.to_str().and_then(|name| name.split_once('-')).and_then(|(pid, _)| pid.parse::<u32>().ok());
            if pid.is_some_and(|pid| !sys::fs::exists(&Path::new("/proc").join(pid.to_string()))) {
                let _ = sys::fs::remove_dir_all(&tmp.join(name));
            }
        }
    }
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn check_owner(dir: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let metadata = sys::fs::metadata(dir)?;
    let uid = sys::user::uid();
    let refuse = |why: String| Err(StoreError::Unsafe { dir: dir.to_owned(), why });
    if metadata.uid() != uid {
        return refuse(format!("owned by {}", sys::user::name(metadata.uid())));
    }
    let mode = metadata.permissions().mode();
    if mode & 0o002 != 0 || (mode & 0o020 != 0 && !sys::user::is_private_group(metadata.gid(), uid)) {
        return refuse("writable by others".into());
    }
    Ok(())
}
