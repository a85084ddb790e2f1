//! Answers of interpreters, kept: `<cache>/interpreters/KEY`, one JSON file for each path.
//!
//! Where that cannot be written (no HOME, a read-only one) the user's runtime folder keeps them, which the system makes
//! and nobody else can write to; where there is none of that either, nothing does. Never a folder that users share.
//! An answer counts while the file behind the path, its loader (the C library's version is asked once, too) and the
//! machine are the ones that gave it. What cannot be read, parsed or trusted is as if it were not there.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Interpreter;
use crate::sys;
use crate::sys::kernel::Kernel;

/// Changes when an answer of the last noglue no longer means the same.
const FORMAT: u32 = 1;
/// No answer is larger, in bytes.
const LIMIT: u64 = 64 * 1024;

/// The folders of answers, best first; none keeps nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Cache {
    dirs: Vec<PathBuf>,
}

/// One answer and what it holds for.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    format: u32,
    noglue: String,
    path: PathBuf,
    file: Stamp,
    loader: Option<(PathBuf, Stamp)>,
    machine: String,
    interpreter: Interpreter,
}

/// What changes when a file is replaced or written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    inode: u64,
    size: u64,
    seconds: i64,
    nanoseconds: i64,
}

impl Stamp {
    /// Links followed; `None` when nothing is there.
    pub(super) fn of(path: &Path) -> Option<Stamp> {
        let metadata = sys::fs::metadata(path).ok()?;
        Some(Stamp {
            inode: metadata.ino(),
            size: metadata.len(),
            seconds: metadata.mtime(),
            nanoseconds: metadata.mtime_nsec(),
        })
    }
}

impl Cache {
    /// Below noglue's cache folder, else below the user's runtime folder.
    pub(super) fn below(cache: Option<&Path>, runtime: Option<&Path>) -> Cache {
        let runtime = runtime.filter(|dir| is_ours(dir)).map(|dir| dir.join("noglue"));
        let dirs = cache.map(Path::to_owned).into_iter().chain(runtime);
        Cache { dirs: dirs.map(|dir| dir.join("interpreters")).collect() }
    }

    /// The kept answer of `path`, if it still holds.
    pub(super) fn get(&self, path: &Path, kernel: &Kernel) -> Option<Interpreter> {
        self.dirs.iter().filter(|dir| is_ours(dir)).find_map(|dir| get_from(dir, path, kernel))
    }

    /// Keeps an answer: `stamp` is of before the question. A cache that cannot be written changes nothing.
    pub(super) fn put(&self, stamp: Stamp, loader: Option<&Path>, kernel: &Kernel, interpreter: &Interpreter) {
        let path = interpreter.executable.clone();
        let entry = Entry {
            format: FORMAT,
            noglue: env!("CARGO_PKG_VERSION").into(),
            file: stamp,
            loader: loader.and_then(|l| Some((l.to_owned(), Stamp::of(l)?))),
            machine: kernel.machine.clone(),
            interpreter: interpreter.clone(),
            path: path.clone(),
        };
        // A path that is no UTF-8 cannot be written as JSON.
        let Ok(json) = serde_json::to_vec(&entry) else { return };
        let is_kept = |dir: &&PathBuf| is_made(dir) && sys::fs::replace(&dir.join(key(&path)), &json).is_ok();
        let _ = self.dirs.iter().find(is_kept);
    }
}

fn is_made(dir: &Path) -> bool {
    let made = || sys::fs::create_dir_all(dir).is_ok() && sys::fs::set_mode(dir, 0o700).is_ok();
    (sys::fs::is_dir(dir) || made()) && is_ours(dir)
}

fn get_from(dir: &Path, path: &Path, kernel: &Kernel) -> Option<Interpreter> {
    let (bytes, metadata) = sys::careful::read_no_link(&dir.join(key(path)), LIMIT).ok()?;
    if metadata.uid() != sys::user::uid() || sys::careful::is_writable_by_others(&metadata) {
        return None;
    }
    let entry: Entry = serde_json::from_slice(&bytes).ok()?;
    let holds = entry.format == FORMAT
            && entry.noglue == env!("CARGO_PKG_VERSION")
            && entry.path == path
            && entry.machine == kernel.machine
            && Some(&entry.file) == Stamp::of(path).as_ref()
            && entry.loader.as_ref().is_none_or(|(loader, stamp)| Some(stamp) == Stamp::of(loader).as_ref())
            // A directory on the way that is now a link to another one changes neither inode nor time.
            && sys::fs::canonicalize(path).is_ok_and(|real| real == entry.interpreter.real);
    let mut interpreter = holds.then_some(entry.interpreter)?;
    interpreter.markers.platform_release.clone_from(&kernel.release);
    interpreter.markers.platform_version.clone_from(&kernel.version);
    Some(interpreter)
}

// Others must not be able to put an answer there: it names the file that environments link to.
fn is_ours(dir: &Path) -> bool {
    sys::fs::metadata(dir)
        .is_ok_and(|m| m.is_dir() && m.uid() == sys::user::uid() && !sys::careful::is_writable_by_others(&m))
}

fn key(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    digest.iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
