//! What was built, kept by what it was built from: `built/KEY/` with the wheel and its METADATA.
//!
//! The key is a hash over the source's own hash, the Python, the platform and everything the build was told. An entry is
//! made beside and renamed in.

use std::path::{Path, PathBuf};

use crate::pep::wheel_name::WheelName;
use crate::sys;
use crate::sys::fs::FsResult;

/// All that was built.
#[derive(Clone, Debug)]
pub struct Kept {
    cache: PathBuf,
}

/// One wheel that was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its file.
    pub path: PathBuf,
    /// Its name.
    pub wheel: WheelName,
    /// Of its file, hexadecimal.
    pub sha256: String,
}

impl Kept {
    /// In a cache directory.
    pub fn new(cache: &Path) -> Kept {
        Kept { cache: cache.to_owned() }
    }

    /// The wheel that was built under `key`.
    pub fn wheel(&self, key: &str) -> Option<Made> {
        let dir = self.dir(key);
        let text = sys::fs::read_to_string(&dir.join("wheel")).ok()?;
        let (sha256, name) = text.trim_end().split_once(' ')?;
        let path = dir.join(name);
        let wheel = WheelName::parse(name).ok()?;
        sys::fs::is_file(&path).then(|| Made { path, wheel, sha256: sha256.to_owned() })
    }

    /// METADATA that was found under `key`.
    pub fn metadata(&self, key: &str) -> Option<Vec<u8>> {
        sys::fs::read(&self.dir(key).join("METADATA")).ok()
    }

    /// Keeps METADATA.
    pub fn keep_metadata(&self, key: &str, bytes: &[u8]) -> FsResult<()> {
        sys::fs::create_dir_all(&self.dir(key))?;
        sys::fs::replace(&self.dir(key).join("METADATA"), bytes)
    }

    /// Keeps the wheel in the file `from`, which is moved.
    pub fn keep_wheel(&self, key: &str, from: &Path, wheel: &WheelName, sha256: &str) -> FsResult<Made> {
        let dir = self.dir(key);
        sys::fs::create_dir_all(&dir)?;
        let path = dir.join(wheel.file_name());
        sys::fs::rename(from, &path)?;
        // Last: the wheel is there once this names it.
        sys::fs::replace(&dir.join("wheel"), format!("{sha256} {}\n", wheel.file_name()).as_bytes())?;
        Ok(Made { path, wheel: wheel.clone(), sha256: sha256.to_owned() })
    }

    /// Drops what was built under `key`.
    pub fn forget(&self, key: &str) -> FsResult<()> {
        match sys::fs::remove_dir_all(&self.dir(key)) {
            Err(error) if !error.is_not_found() => Err(error),
            _ => Ok(()),
        }
    }

    /// Where the log of a failed build of `what` is kept.
    pub fn log(&self, what: &str) -> PathBuf {
        let plain: String =
            what.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect();
        self.cache.join("built/logs").join(format!("{}.log", plain.trim_start_matches('.')))
    }

    /// A new directory for one build, on the same file system; its name tells whether its maker lives.
    pub fn scratch(&self) -> FsResult<tempfile::TempDir> {
        let tmp = self.cache.join("tmp");
        sys::fs::create_dir_all(&tmp)?;
        sys::fs::temp_dir_in(&tmp, &format!("{}-build-", std::process::id()))
    }

    fn dir(&self, key: &str) -> PathBuf {
        self.cache.join("built").join(key)
    }
}
