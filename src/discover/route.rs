//! A path, followed as the kernel follows it, while asking at each step: who could put something else here?
//!
//! Every directory passed, and what the path ends at, must belong to an accepted owner and be closed to others. A
//! sticky directory such as `/tmp` may be open: there only the owner of an entry can replace it.

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::view::View;
use crate::sys::facts::{Facts, Kind};

/// Why a path is not safe to follow.
#[derive(Debug)]
pub enum Problem {
    /// It belongs to somebody else.
    Owner(PathBuf, u32),
    /// Others may write to it.
    Writable(PathBuf),
    /// It cannot be followed: the path that failed, and why.
    Io(PathBuf, io::Error),
}

/// Links followed for one path before it counts as a loop, as in the kernel.
const LINKS: usize = 40;

/// Checks paths; what was checked once is not asked again.
pub struct Route<'a> {
    view: &'a dyn View,
    accepted: Vec<u32>,
    is_checked: bool,
    passed: BTreeMap<PathBuf, Passed>,
}

/// A directory that was asked about.
#[derive(Clone, Copy)]
struct Passed {
    facts: Facts,
    /// Others may put entries into it, but not replace those of its owners.
    is_open: bool,
}

impl<'a> Route<'a> {
    /// A route on which root and `accepted` may own things.
    pub fn new(view: &'a dyn View, accepted: &[u32]) -> Route<'a> {
        let mut accepted = accepted.to_vec();
        accepted.push(0);
        Route { view, accepted, is_checked: true, passed: BTreeMap::new() }
    }

    /// A route that only resolves links and refuses nothing.
    pub fn unchecked(view: &'a dyn View) -> Route<'a> {
        Route { view, accepted: Vec::new(), is_checked: false, passed: BTreeMap::new() }
    }

    /// Where the absolute `path` ends, links resolved, and what is there.
    pub fn follow(&mut self, path: &Path) -> Result<(PathBuf, Facts), Problem> {
        let mut ahead: VecDeque<OsString> = parts(path).collect();
        let mut here = PathBuf::from("/");
        let mut facts = None;
        let mut links = 0;
        self.pass_root()?;
        while let Some(part) = ahead.pop_front() {
            if part == ".." {
                here.pop();
                facts = None;
                continue;
            }
            let next = here.join(&part);
            if let Some(passed) = self.passed.get(&next) {
                facts = Some(passed.facts);
                here = next;
                continue;
            }
            let found = self.view.facts(&next).map_err(|e| Problem::Io(next.clone(), e))?;
            if found.kind == Kind::Link {
                if self.passed.get(&here).is_some_and(|passed| passed.is_open) {
                    self.check_owner(&next, &found)?;
                }
                links += 1;
                if links > LINKS {
                    return Err(Problem::Io(next, io::Error::from(io::ErrorKind::NotFound)));
                }
                let target = self.view.target(&next).map_err(|e| Problem::Io(next.clone(), e))?;
                for part in parts(&target).rev() {
                    ahead.push_front(part);
                }
                if target.is_absolute() {
                    here = PathBuf::from("/");
                }
                facts = None;
                continue;
            }
            self.check(&next, &found)?;
            if found.kind != Kind::Directory && !ahead.is_empty() {
                return Err(Problem::Io(next, io::Error::from(io::ErrorKind::NotADirectory)));
            }
            here = next;
            facts = Some(found);
        }
        let facts = match facts {
            Some(facts) => facts,
            None => self.view.facts(&here).map_err(|e| Problem::Io(here.clone(), e))?,
        };
        Ok((here, facts))
    }

    fn pass_root(&mut self) -> Result<(), Problem> {
        let root = Path::new("/");
        if self.passed.contains_key(root) {
            return Ok(());
        }
        let facts = self.view.facts(root).map_err(|e| Problem::Io(root.to_owned(), e))?;
        self.check(root, &facts)
    }

    // Notes a directory as passed.
    fn check(&mut self, path: &Path, facts: &Facts) -> Result<(), Problem> {
        self.check_owner(path, facts)?;
        let is_directory = facts.kind == Kind::Directory;
        let mut is_open = self.is_checked && facts.mode & 0o022 != 0;
        if is_open && !(is_directory && facts.is_sticky()) {
            if facts.is_world_writable() || !self.is_private(facts) {
                return Err(Problem::Writable(path.to_owned()));
            }
            is_open = false;
        }
        if is_directory {
            self.passed.insert(path.to_owned(), Passed { facts: *facts, is_open });
        }
        Ok(())
    }

    fn is_private(&self, facts: &Facts) -> bool {
        let mut uids = self.accepted.clone();
        uids.push(facts.owner);
        self.view.group_has_only(facts.group, &uids)
    }

    fn check_owner(&self, path: &Path, facts: &Facts) -> Result<(), Problem> {
        // In a sandbox the machine's root has no number of its own; whoever is outside cannot be told from root.
        let is_accepted = self.accepted.contains(&facts.owner) || self.view.is_outside(facts.owner);
        if !self.is_checked || is_accepted { Ok(()) } else { Err(Problem::Owner(path.to_owned(), facts.owner)) }
    }
}

fn parts(path: &Path) -> impl DoubleEndedIterator<Item = OsString> + '_ {
    path.components().filter_map(|c| match c {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        _ => None,
    })
}
