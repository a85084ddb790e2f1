//! The few questions that discovery asks of the file system, so that tests can answer them for any owner.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use crate::sys;
use crate::sys::facts::Facts;

/// The longest `pyvenv.cfg`, `.python-envs` or record that is read, in bytes.
const LIMIT: u64 = 64 * 1024;

/// A file system as discovery sees it. Reads only.
pub trait View {
    /// Of what `path` leads to.
    fn follow(&self, path: &Path) -> io::Result<Facts>;
    /// Of `path` itself, be it a link.
    fn facts(&self, path: &Path) -> io::Result<Facts>;
    /// What a link says.
    fn target(&self, path: &Path) -> io::Result<PathBuf>;
    /// A small file and its facts.
    fn read(&self, path: &Path) -> io::Result<(Facts, Vec<u8>)>;
    /// The names in a directory, sorted.
    fn names(&self, path: &Path) -> io::Result<Vec<OsString>>;
    /// True when nobody but `uids` and root is in the group.
    fn group_has_only(&self, gid: u32, uids: &[u32]) -> bool;
    /// True when a user namespace shows everybody outside it as this uid.
    fn is_outside(&self, uid: u32) -> bool;
}

/// The real one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl View for Disk {
    fn follow(&self, path: &Path) -> io::Result<Facts> {
        sys::facts::follow(path)
    }

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        sys::facts::of(path)
    }

    fn target(&self, path: &Path) -> io::Result<PathBuf> {
        sys::facts::target(path)
    }

    fn read(&self, path: &Path) -> io::Result<(Facts, Vec<u8>)> {
        sys::facts::read_small(path, LIMIT)
    }

    fn names(&self, path: &Path) -> io::Result<Vec<OsString>> {
        sys::fs::names(path).map_err(|e| e.source)
    }

    fn group_has_only(&self, gid: u32, uids: &[u32]) -> bool {
        sys::user::group_has_only(gid, uids)
    }

    fn is_outside(&self, uid: u32) -> bool {
        sys::user::is_outside_namespace(uid)
    }
}
