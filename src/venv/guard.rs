//! The lock on an environment: one writer at a time, and leftovers of dead ones swept.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::handover::MOVING;
use super::{Found, VenvError, adopt, beside, in_place, look};
use crate::sys;
use crate::sys::lock::{Lock, LockError};

/// The right to change one environment, until dropped.
#[derive(Debug)]
pub struct Guard {
    path: PathBuf,
    _lock: Lock,
}

/// The file that is locked. Never removed.
pub(super) const LOCK: &str = ".noglue.lock";
/// How names of trees begin that are being built or removed.
pub(super) const TEMPORARY: &str = ".tmp-";

impl Guard {
    /// Locks the environment at `path`, which is created as an empty directory if there is none. `command` is what the
    /// next one reads while waiting; `waiting` is given one sentence before a wait. Waits up to `patience`.
    /// What dead writers left is removed.
    pub fn acquire(
        path: &Path,
        command: &str,
        patience: Duration,
        waiting: impl FnOnce(&str),
    ) -> Result<Guard, VenvError> {
        if look(path)? == Found::Other {
            return Err(VenvError::NotAnEnvironment { path: path.to_owned() });
        }
        sys::fs::create_dir_all(path).map_err(VenvError::in_environment(path))?;
        let who = format!("pid {}, \"{command}\"", std::process::id());
        let say = |holder: &str| {
            waiting(&format!("waiting for noglue ({}) on {} …", crate::ui::clean(holder), path.display()))
        };
        let lock = Lock::acquire(&path.join(LOCK), &who, patience, say).map_err(|error| match error {
            LockError::Held(holder) => VenvError::Locked { path: path.to_owned(), holder },
            LockError::Io(file, source) => {
                VenvError::in_environment(path)(sys::fs::FsError { action: "lock", path: file, source })
            }
        })?;
        let guard = Guard { path: path.to_owned(), _lock: lock };
        if guard._lock.is_real() {
            guard.sweep();
        }
        Ok(guard)
    }

    /// Sweeps what dead writers left in the environment at `path`, where a command has found nothing to change. At once,
    /// or, while somebody writes, not at all.
    pub fn sweep_if_free(path: &Path) {
        let names = sys::fs::names(&path.join("gen")).unwrap_or_default();
        let is_left = |name: &std::ffi::OsString| {
            name.as_encoded_bytes().starts_with(TEMPORARY.as_bytes())
                || sys::fs::exists(&path.join("gen").join(name).join(MOVING))
        };
        let has = |dir: &Path, prefix: &str| {
            let names = sys::fs::names(dir).unwrap_or_default();
            names.iter().any(|name| name.as_encoded_bytes().starts_with(prefix.as_bytes()))
        };
        // Of a change to an environment of another tool: in it, or beside it.
        let is_left_beside = || beside::places(path).is_some_and(|(parent, prefix)| has(&parent, &prefix));
        if names.iter().any(is_left) || has(path, ".noglue-") || is_left_beside() {
            let _ = Guard::acquire(path, "sweep", Duration::ZERO, |_| ());
        }
    }

    /// The right to change a tree that nobody else knows yet, in its own directory.
    pub(super) fn of_another(&self, path: &Path) -> Result<Guard, VenvError> {
        Guard::acquire(path, "convert", Duration::ZERO, |_| ())
    }

    /// The same lock, after its directory was renamed.
    pub(super) fn moved_to(self, path: &Path) -> Guard {
        Guard { path: path.to_owned(), ..self }
    }

    /// The environment's directory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where generations lie.
    pub(super) fn generations(&self) -> PathBuf {
        self.path.join("gen")
    }

    // What is left of a sweep is swept by the next one: a leftover that cannot be removed stops nobody.
    fn sweep(&self) {
        let _ = adopt::recover(&self.path);
        let _ = beside::recover(&self.path);
        let _ = self.recover_handovers();
        let gen_dir = self.generations();
        for (dir, prefix) in [(gen_dir.as_path(), TEMPORARY), (self.path.as_path(), ".noglue-")] {
            for name in sys::fs::names(dir).unwrap_or_default() {
                if name.as_encoded_bytes().starts_with(prefix.as_bytes()) {
                    let path = dir.join(&name);
                    in_place::recover(&path);
                    let is_dir = sys::fs::symlink_metadata(&path).is_ok_and(|m| m.is_dir());
                    let _ = if is_dir { sys::fs::remove_dir_all(&path) } else { sys::fs::remove_file(&path) };
                }
            }
        }
    }
}
