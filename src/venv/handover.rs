//! Directories that a change leaves alone move on to the next generation; in the old one a link takes their place.
//!
//! ```text
//! before        gen/7/lib/.../django/                  current -> gen/7
//! built         gen/8/lib/.../django -> where it will be seen from gen/7
//! exchanged     gen/8/lib/.../django/                  gen/7/lib/.../django -> ../../../../8/lib/.../django
//! flipped       the same                               current -> gen/8
//! ```
//! The newest generation holds real directories, older ones point forward, and each exchange is one step of the file
//! system: every generation is whole at every instant. What a kill interrupts is taken back, by the list in the new
//! generation, by the next one that locks the environment. A generation that is gone back to gets directories of its own
//! first. Never looks into the directories that it moves.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::guard::{Guard, TEMPORARY};
use super::{Generation, VenvError};
use crate::sys;
use crate::sys::fs::FsResult;

/// In a generation on its way: what moves to it. It becomes [`MOVED`] of the one it comes from.
pub(super) const MOVING: &str = ".noglue-moving";
/// In an old generation: what moved on, and to which.
pub(super) const MOVED: &str = ".noglue-moved";

/// Directories that move from one generation to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Handover {
    pub from: u64,
    pub to: u64,
    /// Relative to a generation's root; none lies in another.
    pub directories: Vec<PathBuf>,
}

impl Handover {
    /// What the link says that takes the place of `directory`.
    pub fn link(&self, directory: &Path) -> PathBuf {
        let up: PathBuf = directory.components().map(|_| "..").collect();
        up.join(self.to.to_string()).join(directory)
    }

    /// The list, as it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{} {}", self.from, self.to).into_bytes();
        for directory in &self.directories {
            bytes.push(0);
            bytes.extend_from_slice(directory.as_os_str().as_bytes());
        }
        bytes.extend_from_slice(b"\0\0");
        bytes
    }

    /// Reads a list; `None` for what is not a whole one.
    pub fn parse(bytes: &[u8]) -> Option<Handover> {
        let mut parts = bytes.strip_suffix(b"\0\0")?.split(|byte| *byte == 0);
        let (from, to) = std::str::from_utf8(parts.next()?).ok()?.split_once(' ')?;
        Some(Handover {
            from: from.parse().ok()?,
            to: to.parse().ok()?,
            directories: parts.map(|part| OsStr::from_bytes(part).into()).collect(),
        })
    }

    /// Moves them, in the environment whose generations lie in `generations`. `false`, and nothing done, where the file
    /// system cannot.
    pub fn run(&self, generations: &Path) -> FsResult<bool> {
        for directory in &self.directories {
            let (old, new) = self.places(generations, directory);
            match sys::fs::exchange(&old, &new) {
                Ok(true) => {}
                stopped => {
                    self.undo(generations)?;
                    return stopped;
                }
            }
        }
        Ok(true)
    }

    /// Takes back whatever has moved; right also when it is itself interrupted and done again.
    pub fn undo(&self, generations: &Path) -> FsResult<()> {
        for directory in &self.directories {
            let (old, new) = self.places(generations, directory);
            if is_link(&old) && !is_link(&new) {
                swap(&old, &new)?;
            }
        }
        Ok(())
    }

    fn places(&self, generations: &Path, directory: &Path) -> (PathBuf, PathBuf) {
        let place = |number: u64| generations.join(number.to_string()).join(directory);
        (place(self.from), place(self.to))
    }
}

impl Generation {
    /// The generation that directories of this one have moved on to.
    pub(super) fn depends_on(&self) -> Option<u64> {
        read(&self.path.join(MOVED)).map(|handover| handover.to)
    }

    /// False for one that was not switched in before its maker was killed.
    pub(super) fn is_finished(&self, venv: &Path) -> bool {
        !sys::fs::exists(&self.path.join(MOVING)) || Generation::current(venv).is_ok_and(|current| current == *self)
    }
}

impl Guard {
    /// After a kill: a handover that ended in a flip is written down, another is taken back. Gives the trees to remove.
    pub(super) fn recover_handovers(&self) -> FsResult<()> {
        let generations = self.generations();
        for generation in Generation::every(self.path())? {
            let list = generation.path.join(MOVING);
            let Some(handover) = read(&list) else { continue };
            if Generation::current(self.path())? == generation {
                self.settle(&handover)?;
                continue;
            }
            handover.undo(&generations)?;
            let doomed = generations.join(format!("{TEMPORARY}{}-old", generation.number));
            sys::fs::rename(&generation.path, &doomed)?;
        }
        Ok(())
    }

    /// The handover is done: the old generation knows what it depends on.
    pub(super) fn settle(&self, handover: &Handover) -> FsResult<()> {
        let place = |number: u64| self.generations().join(number.to_string());
        let list = place(handover.to).join(MOVING);
        if sys::fs::is_dir(&place(handover.from)) {
            sys::fs::rename(&list, &place(handover.from).join(MOVED))
        } else {
            sys::fs::remove_file(&list)
        }
    }

    /// Gives `generation` directories of its own again, with other names for the same files.
    pub(super) fn make_independent(&self, generation: &Generation) -> Result<(), VenvError> {
        let list = generation.path.join(MOVED);
        let Some(handover) = read(&list) else { return Ok(()) };
        let prefix = format!("{TEMPORARY}{}-", std::process::id());
        let work = sys::fs::temp_dir_in(&self.generations(), &prefix)?;
        sys::workers::share(handover.directories.len(), |at| {
            let place = generation.path.join(&handover.directories[at]);
            if !is_link(&place) {
                return Ok(());
            }
            let own = work.path().join(at.to_string());
            sys::fs::copy_tree_by_links(&sys::fs::canonicalize(&place)?, &own)?;
            swap(&own, &place)
        })?;
        sys::fs::remove_file(&list)?;
        Ok(())
    }
}

fn read(list: &Path) -> Option<Handover> {
    Handover::parse(&sys::fs::read_if_there(list).ok()??)
}

// Where directories changed places once they do so again; what does not is not taken for done.
fn swap(a: &Path, b: &Path) -> FsResult<()> {
    match sys::fs::exchange(a, b)? {
        true => Ok(()),
        false => Err(sys::fs::at("exchange", b)(std::io::ErrorKind::Unsupported.into())),
    }
}

fn is_link(path: &Path) -> bool {
    sys::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handover() -> Handover {
        Handover { from: 7, to: 8, directories: vec!["bin".into(), "lib/python3.12/site-packages/a\nb".into()] }
    }

    #[test]
    fn a_list_reads_back_and_a_part_of_one_does_not() {
        let bytes = handover().to_bytes();
        assert_eq!(Handover::parse(&bytes), Some(handover()));
        for end in 0..bytes.len() {
            assert_eq!(Handover::parse(&bytes[..end]), None, "{end}");
        }
    }

    #[test]
    fn links_lead_from_the_old_place_to_the_new() {
        assert_eq!(handover().link(Path::new("bin")), Path::new("../8/bin"));
        assert_eq!(handover().link(Path::new("lib/x/y")), Path::new("../../../8/lib/x/y"));
    }
}
