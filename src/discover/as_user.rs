//! The file system as another user would see it, worked out from owners and modes. Groups are not known, and count as
//! not joined.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::view::View;
use crate::sys::facts::Facts;

/// What `uid` may look at.
pub struct AsUser<'a> {
    /// The file system.
    pub view: &'a dyn View,
    /// Who looks.
    pub uid: u32,
}

impl AsUser<'_> {
    // Every directory above must let this user through.
    fn reach(&self, path: &Path) -> io::Result<()> {
        for dir in path.ancestors().skip(1) {
            if let Ok(facts) = self.view.follow(dir) {
                self.allow(&facts, 0o1)?;
            }
        }
        Ok(())
    }

    fn allow(&self, facts: &Facts, bit: u32) -> io::Result<()> {
        let shift = if facts.owner == self.uid { 6 } else { 0 };
        if self.uid == 0 || facts.mode >> shift & bit != 0 {
            Ok(())
        } else {
            Err(io::Error::from(io::ErrorKind::PermissionDenied))
        }
    }
}

impl View for AsUser<'_> {
    fn follow(&self, path: &Path) -> io::Result<Facts> {
        self.reach(path).and_then(|()| self.view.follow(path))
    }

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        self.reach(path).and_then(|()| self.view.facts(path))
    }

    fn target(&self, path: &Path) -> io::Result<PathBuf> {
        self.reach(path).and_then(|()| self.view.target(path))
    }

    fn read(&self, path: &Path) -> io::Result<(Facts, Vec<u8>)> {
        self.reach(path)?;
        let (facts, bytes) = self.view.read(path)?;
        self.allow(&facts, 0o4).map(|()| (facts, bytes))
    }

    fn names(&self, path: &Path) -> io::Result<Vec<OsString>> {
        self.reach(path)?;
        self.allow(&self.view.follow(path)?, 0o4)?;
        self.view.names(path)
    }

    fn group_has_only(&self, gid: u32, uids: &[u32]) -> bool {
        self.view.group_has_only(gid, uids)
    }

    fn is_outside(&self, uid: u32) -> bool {
        self.view.is_outside(uid)
    }
}
