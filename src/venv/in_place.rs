//! A change to an environment of another tool: there is no generation to switch.
//!
//! It is made in a copy beside that takes the environment's place in one step. Where that cannot be, it is made in place:
//! files to come are staged inside the environment, on its own file system. Then those to go are moved aside and those to
//! come are moved in, each by one rename. What fails in between is undone at once; what a kill interrupts is undone, by a
//! journal, by the next one that locks the environment.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::beside::Beside;
use super::{Durability, Guard, Removal, VenvError};
use crate::sys;
use crate::sys::fs::FsResult;

/// A change being prepared. Dropped without [`InPlace::commit`], nothing has changed.
#[derive(Debug)]
pub struct InPlace<'a> {
    guard: &'a Guard,
    work: tempfile::TempDir,
}

const JOURNAL: &str = "journal";

/// Renames in the order they are done: from, to.
type Moves = Vec<(PathBuf, PathBuf)>;

impl<'a> InPlace<'a> {
    /// Starts a change of the environment that `guard` holds.
    pub fn begin(guard: &'a Guard) -> Result<InPlace<'a>, VenvError> {
        InPlace::begin_at(guard).map_err(VenvError::in_environment(guard.path()))
    }

    fn begin_at(guard: &'a Guard) -> FsResult<InPlace<'a>> {
        let prefix = format!(".noglue-{}-", std::process::id());
        let work = sys::fs::temp_dir_in(guard.path(), &prefix)?;
        for name in ["new", "old"] {
            sys::fs::create_dir(&work.path().join(name))?;
        }
        Ok(InPlace { guard, work })
    }

    /// A directory with the layout of the environment: what is put there will be moved to the same place.
    pub fn dir(&self) -> PathBuf {
        self.work.path().join("new")
    }

    /// What was staged, relative to the environment, sorted.
    pub fn coming(&self) -> Result<Vec<PathBuf>, VenvError> {
        Ok(files_below(&self.dir())?)
    }

    /// Takes away `removals` and puts in what was staged, over files that are in the way.
    pub fn commit(self, removals: &[Removal], durability: Durability) -> Result<(), VenvError> {
        let path = self.guard.path();
        let at = VenvError::in_environment(path);
        let new = self.dir();
        let coming = files_below(&new).map_err(&at)?;
        if let Some(beside) = Beside::make(path, removals, &new, &coming).map_err(&at)? {
            remove_empty(path, &beside.tree(), removals);
            if beside.commit(path, durability).map_err(&at)? {
                return Ok(());
            }
        }
        self.exchange(removals).map_err(&at)?;
        remove_empty(path, path, removals);
        if durability == Durability::Durable {
            sys::flush::file_system(path).map_err(&at)?;
        }
        Ok(())
    }

    fn exchange(&self, removals: &[Removal]) -> FsResult<()> {
        let moves = self.moves(removals)?;
        let journal = self.work.path().join(JOURNAL);
        sys::fs::write_new(&journal, &to_bytes(&moves))?;
        for (from, to) in &moves {
            let parent = to.parent().unwrap_or(self.guard.path());
            if let Err(error) = sys::fs::create_dir_all(parent).and_then(|()| sys::fs::rename(from, to)) {
                undo(&moves);
                return Err(error);
            }
        }
        // From here on it is done: nothing undoes it any more.
        sys::fs::remove_file(&journal)
    }

    /// Ends as a kill would end it after `done` renames.
    #[cfg(test)]
    pub fn commit_and_die_after(self, removals: &[Removal], done: usize) {
        let moves = self.moves(removals).unwrap();
        assert!(done < moves.len());
        std::fs::write(self.work.path().join(JOURNAL), to_bytes(&moves)).unwrap();
        for (from, to) in &moves[..done] {
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::rename(from, to).unwrap();
        }
        let _ = self.work.keep();
    }

    fn moves(&self, removals: &[Removal]) -> FsResult<Moves> {
        let (new, old) = (self.dir(), self.work.path().join("old"));
        let coming = files_below(&new)?;
        let going: BTreeSet<PathBuf> = removals
            .iter()
            .flat_map(|removal| removal.files.iter().cloned())
            .chain(coming.iter().map(|relative| self.guard.path().join(relative)))
            .filter(|path| sys::fs::symlink_metadata(path).is_ok())
            .collect();
        let aside = going.into_iter().enumerate().map(|(n, path)| (path, old.join(n.to_string())));
        let into = coming.iter().map(|relative| (new.join(relative), self.guard.path().join(relative)));
        Ok(aside.chain(into).collect())
    }
}

// Directories that held only what went, inside out. One that cannot be removed is not empty, or not ours. `tree` is the
// environment at `path`, or a copy of it.
fn remove_empty(path: &Path, tree: &Path, removals: &[Removal]) {
    let is_kept = |dir: &Path| dir.as_os_str().is_empty() || dir.ends_with("site-packages") || dir.ends_with("bin");
    let mut dirs: BTreeSet<&Path> = BTreeSet::new();
    for file in removals.iter().flat_map(|removal| &removal.files) {
        let Ok(relative) = file.strip_prefix(path) else { continue };
        dirs.extend(relative.ancestors().skip(1).take_while(|dir| !is_kept(dir)));
    }
    for dir in dirs.into_iter().rev() {
        let dir = tree.join(dir);
        for dir in [dir.join("__pycache__"), dir] {
            if sys::fs::names(&dir).is_ok_and(|names| names.is_empty()) {
                let _ = sys::fs::remove_empty_dir(&dir);
            }
        }
    }
}

/// Undoes what a killed change left in its directory `work`, if it had begun.
pub(super) fn recover(work: &Path) {
    if let Ok(Some(bytes)) = sys::fs::read_if_there(&work.join(JOURNAL)) {
        undo(&from_bytes(&bytes));
    }
}

// Right after any number of the moves, also when it is itself interrupted and done again.
fn undo(moves: &[(PathBuf, PathBuf)]) {
    for (from, to) in moves.iter().rev() {
        if sys::fs::symlink_metadata(to).is_ok() && sys::fs::symlink_metadata(from).is_err() {
            // As far as it goes: the error that is reported is the one that made this necessary.
            let _ = sys::fs::rename(to, from);
        }
    }
}

fn to_bytes(moves: &[(PathBuf, PathBuf)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for path in moves.iter().flat_map(|(from, to)| [from, to]) {
        bytes.extend_from_slice(path.as_os_str().as_bytes());
        bytes.push(0);
    }
    bytes
}

fn from_bytes(bytes: &[u8]) -> Moves {
    let paths: Vec<PathBuf> = bytes.split(|byte| *byte == 0).map(|path| OsStr::from_bytes(path).into()).collect();
    // A journal cut short by a full disk was never acted on: renames begin after it is whole.
    paths.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
}

fn files_below(root: &Path) -> FsResult<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let entry = entry.map_err(|error| sys::fs::FsError {
            action: "read directory",
            path: root.to_owned(),
            source: error.into(),
        })?;
        if !entry.file_type().is_dir() {
            files.push(entry.path().strip_prefix(root).expect("the walk began there").to_owned());
        }
    }
    Ok(files)
}
