//! The rule: from where the code lies to the environment it runs in.
//!
//! Directories to start from in, [`Outcome`] out. The nearest environment on the way up is the one; it is used only
//! if it is trusted and whole. Finding executes nothing, writes nothing, and reads `pyvenv.cfg`, `.python-envs` and
//! our own records only. `shims/python/` holds the same rule for interpreters that no shim starts.

mod as_user;
pub mod command;
pub mod environment;
pub mod explain;
pub mod launch;
pub mod markers;
pub mod pyvenv;
pub mod route;
pub mod start;
pub mod step;
pub mod text;
pub mod trust;
pub mod unusable;
pub mod view;
pub mod walk;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

pub use environment::Environment;
pub use start::{Origin, Start};
pub use step::{Step, Trace};
pub use trust::registry::Registry;
pub use unusable::{Unusable, Why};
pub use view::{Disk, View};
pub use walk::{Bounds, Marked, Place};

use crate::dirs::Dirs;
use crate::sys;
use crate::sys::fs::Identity;
use crate::vars;

/// Who asks.
#[derive(Clone, Debug)]
pub struct Who {
    /// The user in whose name things run.
    pub uid: u32,
    /// That user's records.
    pub registry: Registry,
    /// That user's home directory.
    pub home: Option<PathBuf>,
    /// The running noglue, which no environment's interpreter may be.
    pub own: Option<Identity>,
}

impl Who {
    /// The user of this process.
    pub fn of_process(dirs: &Dirs) -> Who {
        let uid = sys::user::uid();
        Who {
            uid,
            registry: Registry::new(dirs, uid),
            home: dirs.home().map(Path::to_owned),
            own: sys::exec::own_identity(),
        }
    }
}

/// What `NOGLUE` and `NOGLUE_PROJECT` say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// `NOGLUE=0`.
    pub is_off: bool,
    /// `NOGLUE_PROJECT`.
    pub project: Option<PathBuf>,
}

impl Switches {
    /// Reads them with `get`.
    pub fn read(get: &dyn Fn(&str) -> Option<std::ffi::OsString>) -> Switches {
        Switches {
            is_off: get(vars::NOGLUE).as_deref() == Some(OsStr::new("0")),
            project: get(vars::PROJECT).filter(|v| !v.is_empty()).map(PathBuf::from),
        }
    }
}

/// What the rule comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// `NOGLUE=0`: as if noglue were not there.
    Off,
    /// No environment: as if noglue were not there.
    NotFound,
    /// A project without an environment: as if noglue were not there, but a message can say what would make it one.
    ProjectOnly(Marked),
    /// This environment.
    Found(Box<Environment>),
    /// An environment that must not or cannot be used: say so, and do not fall back.
    Unusable(Box<Unusable>),
}

/// The rule, for directories to start from in their order. `cwd` is what a relative `NOGLUE_PROJECT` is relative to.
///
/// A project without an environment is told from nothing at all only where `trace` keeps steps; see [`project`].
pub fn resolve(
    view: &dyn View,
    switches: &Switches,
    cwd: &Path,
    starts: impl IntoIterator<Item = Start>,
    who: &Who,
    trace: &mut impl Trace,
) -> Outcome {
    if switches.is_off {
        trace.step(|| Step::SwitchedOff);
        return Outcome::Off;
    }
    let mut marked = None;
    let place = match &switches.project {
        Some(named) => named_project(view, named, cwd, trace).map(Some),
        None => search(view, starts, who, &mut marked, trace),
    };
    match place.and_then(|place| place.map(|place| environment::open(view, place, who, trace)).transpose()) {
        Ok(Some(environment)) => Outcome::Found(Box::new(environment)),
        Ok(None) => marked.map_or(Outcome::NotFound, Outcome::ProjectOnly),
        Err(unusable) => Outcome::Unusable(Box::new(unusable)),
    }
}

fn named_project(view: &dyn View, named: &Path, cwd: &Path, trace: &mut impl Trace) -> Result<Place, Unusable> {
    let root = start::absolute(view, named, cwd);
    trace.step(|| Step::Named { directory: root.clone() });
    let missing = || Unusable { dir: root.join(markers::VENV), root: root.clone(), why: Why::NoEnvironment };
    let facts = view.follow(&root).map_err(|_| missing())?;
    let (dir, config) = walk::environment_in(view, &root, &facts)?.ok_or_else(missing)?;
    let start = Start { dir: root.clone(), from: Origin::Project, code: Some(root.clone()) };
    Ok(Place { dir, root, config, start })
}

fn search(
    view: &dyn View,
    starts: impl IntoIterator<Item = Start>,
    who: &Who,
    marked: &mut Option<Marked>,
    trace: &mut impl Trace,
) -> Result<Option<Place>, Unusable> {
    let bounds = bounds(view, who);
    for start in starts {
        let wanted = trace.is_kept().then_some(&mut *marked);
        if let Some(place) = walk::walk(view, &start, bounds, wanted, trace)? {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

fn bounds(view: &dyn View, who: &Who) -> Bounds {
    let home = who.home.as_deref().and_then(|home| view.follow(home).ok()).map(|f| f.identity);
    Bounds { uid: who.uid, home }
}

/// The project of a directory, for commands that make or change an environment: no question of trust is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The project's directory: that of the nearest environment, else of the nearest marker.
    pub root: PathBuf,
    /// The environment, if there is one.
    pub environment: Option<PathBuf>,
    /// The nearest directory with a marker, which may lie below `root`.
    pub marked: Option<Marked>,
}

/// The project that `dir` lies in, if any.
pub fn project(view: &dyn View, dir: &Path, who: &Who) -> Result<Option<Project>, Unusable> {
    let mut marked = None;
    let place = walk::walk(view, &Start::cwd(dir), bounds(view, who), Some(&mut marked), &mut ())?;
    Ok(match (place, marked) {
        (Some(place), marked) => Some(Project { root: place.root, environment: Some(place.dir), marked }),
        (None, Some(marked)) => Some(Project { root: marked.root.clone(), environment: None, marked: Some(marked) }),
        (None, None) => None,
    })
}

#[cfg(test)]
mod tests;
