//! A change to an environment of another tool, made in a copy beside that takes its place in one step.
//!
//! ```text
//! .venv/                  as it was          .venv/                  the copy, changed
//! .venv.noglue-RANDOM/                 ==>   .venv.noglue-RANDOM/
//!   copy                  our marker           copy
//!   tree/                 the copy             tree/                 as it was; removed
//! ```
//! Files are other names for the same files, so a copy costs no room. Where directories cannot change places (a mount
//! point, an image's own layer), or where a copy would take too long, [`super::InPlace`] goes another way.

use std::path::{Path, PathBuf};

use super::{Durability, Removal};
use crate::sys;
use crate::sys::fs::FsResult;

/// In a directory beside an environment: it is ours, and nothing in it is needed once its maker is dead.
const MARKER: &str = "copy";
/// With more files than this a copy takes seconds.
const MOST: usize = 50_000;

/// A copy, changed, not yet in place. Removed when dropped.
pub(super) struct Beside {
    dir: tempfile::TempDir,
}

impl Beside {
    /// A copy of the environment at `path` without the files of `removals` and with those staged in `new`, over what is in
    /// the way. `None` where this is not the way.
    pub fn make(path: &Path, removals: &[Removal], new: &Path, coming: &[PathBuf]) -> FsResult<Option<Beside>> {
        // A link to an environment stays one: what it leads to is exchanged.
        let real = sys::fs::canonicalize(path)?;
        let parent = real.parent().unwrap_or(Path::new("/"));
        let Ok(dir) = sys::fs::temp_dir_in(parent, &prefix(&real)) else { return Ok(None) };
        sys::fs::write_new(&dir.path().join(MARKER), b"")?;
        if is_large(path) || !can_exchange(dir.path())? {
            return Ok(None);
        }
        let beside = Beside { dir };
        let tree = beside.tree();
        sys::fs::create_dir(&tree)?;
        for name in sys::fs::names(path)? {
            // What is staged, and what others left.
            if !name.as_encoded_bytes().starts_with(b".noglue-") {
                sys::fs::copy_tree_by_links(&path.join(&name), &tree.join(&name))?;
            }
        }
        sys::fs::copy_mode_and_owner(path, &tree)?;
        let real_tree = sys::fs::canonicalize(&tree)?;
        // An absolute link leads back to the original.
        let is_inside = |file: &Path| {
            let there = file.ancestors().skip(1).find_map(|dir| sys::fs::canonicalize(dir).ok());
            there.is_some_and(|dir| dir.starts_with(&real_tree))
        };
        for file in removals.iter().flat_map(|removal| &removal.files) {
            if let Ok(relative) = file.strip_prefix(path).or_else(|_| file.strip_prefix(&real)) {
                let target = tree.join(relative);
                if !is_inside(&target) {
                    return Ok(None);
                }
                sys::fs::remove_file(&target)?;
            }
        }
        for relative in coming {
            let target = tree.join(relative);
            if !is_inside(&target) {
                return Ok(None);
            }
            sys::fs::create_dir_all(target.parent().unwrap_or(&tree))?;
            sys::fs::remove_file(&target)?;
            sys::fs::link_or_copy(&new.join(relative), &target)?;
        }
        Ok(Some(beside))
    }

    /// The copy.
    pub fn tree(&self) -> PathBuf {
        self.dir.path().join("tree")
    }

    /// Puts it in the place of the environment; `false`, and nothing done, where that cannot be.
    pub fn commit(self, path: &Path, durability: Durability) -> FsResult<bool> {
        if durability == Durability::Durable {
            sys::flush::tree(&self.tree())?;
        }
        let real = sys::fs::canonicalize(path)?;
        if !sys::fs::exchange(&self.tree(), &real)? {
            return Ok(false);
        }
        if durability == Durability::Durable {
            sys::flush::dir(real.parent().unwrap_or(Path::new("/")))?;
        }
        // What lies beside now is the old one. What cannot be removed is swept by the next command.
        let _ = sys::fs::remove_dir_all(self.dir.path());
        Ok(true)
    }
}

/// Where copies of the environment at `path` lie, and how their names begin.
pub(super) fn places(path: &Path) -> Option<(PathBuf, String)> {
    let real = sys::fs::canonicalize(path).ok()?;
    Some((real.parent()?.to_owned(), prefix(&real)))
}

/// Removes copies that dead writers left beside the environment at `path`.
pub(super) fn recover(path: &Path) -> FsResult<()> {
    let real = sys::fs::canonicalize(path)?;
    let parent = real.parent().unwrap_or(Path::new("/"));
    for name in sys::fs::names(parent)? {
        let dir = parent.join(&name);
        if name.as_encoded_bytes().starts_with(prefix(&real).as_bytes()) && sys::fs::is_file(&dir.join(MARKER)) {
            sys::fs::remove_dir_all(&dir)?;
        }
    }
    Ok(())
}

fn prefix(path: &Path) -> String {
    format!("{}.noglue-", path.file_name().unwrap_or_default().to_string_lossy())
}

fn is_large(path: &Path) -> bool {
    walkdir::WalkDir::new(path).into_iter().nth(MOST).is_some()
}

fn can_exchange(dir: &Path) -> FsResult<bool> {
    let (one, other) = (dir.join("one"), dir.join("other"));
    sys::fs::create_dir(&one)?;
    sys::fs::create_dir(&other)?;
    sys::fs::exchange(&one, &other)
}
