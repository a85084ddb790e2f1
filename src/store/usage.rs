//! Who needs what is kept: entries by key, when each was used last, whether environments share its files.

use std::os::unix::fs::MetadataExt;

use super::{Store, StoreError, is_sha256};
use crate::sys;

/// What keeping an entry is good for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// An environment has other names for some of its files.
    pub is_shared: bool,
    /// Seconds since 1970. Readers leave it in the manifest's time of access, once a day on most systems.
    pub last_used: u64,
    /// Bytes on the disk that would be free without it.
    pub bytes: u64,
}

impl Store {
    /// The sha256 of every wheel that is kept, whole or not.
    pub fn keys(&self) -> Result<Vec<String>, StoreError> {
        let names = sys::fs::names(&self.dir.join("wheels"))?;
        Ok(names.into_iter().filter_map(|name| name.into_string().ok()).filter(|name| is_sha256(name)).collect())
    }

    /// How the entry with this sha256 is used.
    pub fn usage(&self, sha256: &str) -> Result<Usage, StoreError> {
        let dir = self.entry_dir(sha256);
        let mut usage = Usage::default();
        if let Ok(manifest) = sys::fs::metadata(&dir.join("manifest")) {
            usage.last_used = manifest.atime().max(manifest.mtime()).unsigned_abs();
        }
        for entry in walkdir::WalkDir::new(&dir).into_iter().flatten() {
            let Ok(metadata) = entry.metadata() else { continue };
            if metadata.is_file() && metadata.nlink() > 1 {
                usage.is_shared = true;
            } else {
                usage.bytes += metadata.blocks() * 512;
            }
        }
        Ok(usage)
    }
}
