//! Generations: which there are, which is current, back to an older one, away with those nobody needs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::guard::{Guard, TEMPORARY};
use super::handover::{MOVED, MOVING};
use super::in_use::{self, Use};
use super::{State, VenvError};
use crate::sys;
use crate::sys::fs::FsResult;

/// One complete tree of an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// Its number; 0 is what another tool had made before.
    pub number: u64,
    /// Its directory.
    pub path: PathBuf,
}

/// What became of old generations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Their numbers.
    pub removed: Vec<u64>,
    /// Numbers of those that must stay, and why.
    pub in_use: Vec<(u64, Use)>,
}

impl Generation {
    /// The generation that `current` of the environment `venv` names.
    pub fn current(venv: &Path) -> FsResult<Generation> {
        let link = venv.join("current");
        let target = sys::fs::read_link(&link)?;
        let number = number(target.file_name()).ok_or_else(|| sys::fs::FsError {
            action: "follow",
            source: std::io::Error::other(format!("it says {target:?}, not gen/NUMBER")),
            path: link,
        })?;
        Ok(Generation { number, path: venv.join("gen").join(number.to_string()) })
    }

    /// All of them, oldest first, but for one that was never switched in.
    pub fn all(venv: &Path) -> FsResult<Vec<Generation>> {
        let mut all = Generation::every(venv)?;
        all.retain(|generation| generation.is_finished(venv));
        Ok(all)
    }

    /// All of them, oldest first.
    pub(super) fn every(venv: &Path) -> FsResult<Vec<Generation>> {
        let dir = venv.join("gen");
        let names = match sys::fs::names(&dir) {
            Ok(names) => names,
            Err(error) if error.is_not_found() => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut all: Vec<Generation> = names
            .iter()
            .filter_map(|name| Some(Generation { number: number(Some(name))?, path: dir.join(name) }))
            .collect();
        all.sort_by_key(|generation| generation.number);
        Ok(all)
    }

    /// What it was made from; `None` for the tree of another tool.
    pub fn state(&self) -> Result<Option<State>, VenvError> {
        let path = self.path.join("state.json");
        let Some(bytes) = sys::fs::read_if_there(&path)? else { return Ok(None) };
        State::parse(&bytes).map(Some).map_err(|reason| VenvError::State { path, reason })
    }
}

impl Guard {
    /// Makes an older (or newer) generation the current one, also for after a power cut.
    pub fn rollback(&self, number: u64) -> Result<Generation, VenvError> {
        let all = Generation::all(self.path())?;
        let wanted = all.into_iter().find(|generation| generation.number == number);
        let wanted = wanted.ok_or_else(|| VenvError::NoGeneration { path: self.path().to_owned(), number })?;
        if wanted.depends_on().is_some() {
            // First: what makes it independent takes the sign away that it has to be looked at.
            check_versions(self.path(), &wanted)?;
            self.make_independent(&wanted)?;
        }
        self.flip(&wanted).map_err(VenvError::in_environment(self.path()))?;
        self.flush()?;
        Ok(wanted)
    }

    /// From now on a power cut does not take the last flip back.
    pub fn flush(&self) -> Result<(), VenvError> {
        sys::flush::dir(self.path()).map_err(VenvError::in_environment(self.path()))
    }

    /// The one step that changes an environment. Links for names that only the new generation has come before it
    /// (they dangle until then), links for names it lacks go after it.
    pub(super) fn flip(&self, generation: &Generation) -> FsResult<()> {
        let venv = self.path();
        for name in sys::fs::names(&generation.path)? {
            let link = venv.join(&name);
            // pyvenv.cfg makes the environment exist: last.
            if name != "pyvenv.cfg" && name != MOVING && name != MOVED && sys::fs::symlink_metadata(&link).is_err() {
                sys::fs::symlink(&Path::new("current").join(&name), &link)?;
            }
        }
        let target = Path::new("gen").join(generation.number.to_string());
        sys::fs::replace_symlink(&target, &venv.join("current"))?;
        let config = venv.join("pyvenv.cfg");
        if sys::fs::symlink_metadata(&config).is_err() {
            sys::fs::symlink(Path::new("current/pyvenv.cfg"), &config)?;
        }
        for name in sys::fs::names(venv)? {
            let link = venv.join(&name);
            let is_ours = sys::fs::read_link(&link).is_ok_and(|target| target == Path::new("current").join(&name));
            if is_ours && sys::fs::symlink_metadata(&generation.path.join(&name)).is_err() {
                sys::fs::remove_file(&link)?;
            }
        }
        Ok(())
    }

    /// Removes all but the newest `keep` generations; never the current one, nor the one before it, nor one that a
    /// process uses or might use.
    pub fn prune(&self, keep: usize) -> Result<Pruned, VenvError> {
        let current = Generation::current(self.path())?;
        let mut old = Generation::all(self.path())?;
        let stay = old.split_off(old.len().saturating_sub(keep));
        let before = current.state().ok().flatten().and_then(|state| state.previous).filter(|_| keep > 1);
        old.retain(|generation| *generation != current && Some(generation.number) != before);
        let mut pruned = Pruned::default();
        if old.is_empty() {
            return Ok(pruned);
        }
        let mut needed: BTreeSet<u64> = stay.iter().filter_map(Generation::depends_on).collect();
        let users = in_use::users(&old.iter().map(|generation| generation.path.as_path()).collect::<Vec<_>>());
        for (generation, user) in old.iter().zip(users) {
            // Oldest first: what an old one that stays points to lies in a newer one.
            if let Some(user) = user {
                needed.extend(generation.depends_on());
                pruned.in_use.push((generation.number, user));
                continue;
            }
            if needed.contains(&generation.number) {
                needed.extend(generation.depends_on());
                continue;
            }
            // Renamed first: half a generation never bears a generation's name.
            let doomed = self.generations().join(format!("{TEMPORARY}{}-old", generation.number));
            sys::fs::rename(&generation.path, &doomed)?;
            sys::fs::remove_dir_all(&doomed)?;
            pruned.removed.push(generation.number);
        }
        Ok(pruned)
    }

    /// The number of the next generation.
    pub(super) fn next_number(&self) -> FsResult<u64> {
        Ok(Generation::every(self.path())?.last().map_or(1, |newest| newest.number + 1))
    }
}

// What moved on may have been changed where it went.
fn check_versions(venv: &Path, generation: &Generation) -> Result<(), VenvError> {
    let Some(state) = generation.state()? else { return Ok(()) };
    let found = super::installed(&generation.site_packages()?)?;
    for package in &state.packages {
        let installed = found.iter().find(|installed| installed.name.as_str() == package.name);
        if installed.is_none_or(|installed| installed.version != package.version) {
            let what = match installed {
                Some(installed) => format!("{} is {} in it", package.name, crate::ui::clean(&installed.version)),
                None => format!("{} is gone from it", package.name),
            };
            return Err(VenvError::Disturbed { path: venv.to_owned(), number: generation.number, what });
        }
    }
    Ok(())
}

fn number(name: Option<&std::ffi::OsStr>) -> Option<u64> {
    let name = name?.to_str()?;
    // `+1` and `01` are no names of ours.
    name.parse().ok().filter(|number: &u64| number.to_string() == name)
}
