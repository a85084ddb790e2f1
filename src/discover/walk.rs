//! From one directory upwards to the nearest environment. Reads `pyvenv.cfg` and `.python-envs`; executes nothing.
//!
//! The walk ends at a world-writable directory (there only an environment of the running user is looked at: anybody
//! could put another one there), at the home directory, which is the last one looked at, and at the root.

use std::io;
use std::path::{Path, PathBuf};

use super::markers::{self, LIST, VENV};
use super::pyvenv::PyvenvConfig;
use super::start::Start;
use super::step::{End, Saw, Step, Trace};
use super::unusable::{Unusable, Why};
use super::view::View;
use crate::sys::facts::{Facts, Kind};
use crate::sys::fs::Identity;

/// An environment that was found; nothing is said yet of its trust or soundness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The environment: mostly `ROOT/.venv`.
    pub dir: PathBuf,
    /// The project: the directory that has it.
    pub root: PathBuf,
    /// What its `pyvenv.cfg` says.
    pub config: PyvenvConfig,
    /// Where the search started that found it.
    pub start: Start,
}

/// A directory with a project marker and its first marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The directory.
    pub root: PathBuf,
    /// The marker's name.
    pub marker: String,
}

impl Marked {
    /// False for a marker that only shows where code starts: what it needs is said elsewhere.
    pub fn says_what_it_needs(&self) -> bool {
        !matches!(self.marker.as_str(), "manage.py" | "wsgi.py" | ".python-version")
    }
}

/// Where a walk ends for this user.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The running user.
    pub uid: u32,
    /// The home directory.
    pub home: Option<Identity>,
}

/// Walks up from `start`. The nearest directory with a marker is noted in `marked` if that is asked for.
pub fn walk(
    view: &dyn View,
    start: &Start,
    bounds: Bounds,
    mut marked: Option<&mut Option<Marked>>,
    trace: &mut impl Trace,
) -> Result<Option<Place>, Unusable> {
    trace.step(|| Step::Start { directory: start.dir.clone(), from: start.from.words().into_owned() });
    for dir in start.dir.ancestors() {
        let facts = match view.follow(dir) {
            Ok(facts) => facts,
            Err(error) => {
                let saw = || Saw::Unreadable(error.to_string());
                trace.step(|| Step::Looked { directory: dir.to_owned(), saw: saw() });
                continue;
            }
        };
        if facts.is_world_writable() && !has_own_environment(view, dir, bounds.uid) {
            trace.step(|| Step::Ended { directory: dir.to_owned(), why: End::WorldWritable });
            return Ok(None);
        }
        if let Some((venv, config)) = environment_in(view, dir, &facts)? {
            trace.step(|| Step::Looked { directory: dir.to_owned(), saw: Saw::Environment(venv.clone()) });
            return Ok(Some(Place { dir: venv, root: dir.to_owned(), config, start: start.clone() }));
        }
        look_for_marker(view, dir, marked.as_deref_mut(), trace);
        let end = match bounds.home {
            _ if facts.is_world_writable() => End::WorldWritable,
            Some(home) if home == facts.identity => End::Home,
            _ if dir.parent().is_none() => End::Root,
            _ => continue,
        };
        trace.step(|| Step::Ended { directory: dir.to_owned(), why: end });
        break;
    }
    Ok(None)
}

fn look_for_marker(view: &dyn View, dir: &Path, marked: Option<&mut Option<Marked>>, trace: &mut impl Trace) {
    if marked.is_none() && !trace.is_kept() {
        return;
    }
    let marker = markers::marker(view, dir);
    trace.step(|| {
        let venv = dir.join(VENV);
        let saw = match &marker {
            _ if view.follow(&venv).is_ok_and(|f| f.kind == Kind::Directory) => Saw::Unfinished(venv),
            Some(marker) => Saw::Marker(marker.clone()),
            None => Saw::Nothing,
        };
        Step::Looked { directory: dir.to_owned(), saw }
    });
    if let (Some(marked @ None), Some(marker)) = (marked, marker) {
        *marked = Some(Marked { root: dir.to_owned(), marker });
    }
}

fn has_own_environment(view: &dyn View, dir: &Path, uid: u32) -> bool {
    view.facts(&dir.join(VENV)).is_ok_and(|f| f.kind == Kind::Directory && f.owner == uid)
}

/// The environment of one directory: `.venv`, else the default of `.python-envs`.
pub fn environment_in(view: &dyn View, dir: &Path, facts: &Facts) -> Result<Option<(PathBuf, PyvenvConfig)>, Unusable> {
    let venv = dir.join(VENV);
    if let Some(config) = config_of(view, &venv, dir)? {
        return Ok(Some((venv, config)));
    }
    if facts.is_world_writable() {
        return Ok(None);
    }
    let list = dir.join(LIST);
    let refused = |line: String| Unusable {
        dir: venv.clone(),
        root: dir.to_owned(),
        why: Why::NotListed { file: list.clone(), line },
    };
    let bytes = match view.read(&list) {
        Ok((_, bytes)) => bytes,
        Err(error) if is_absent(&error) || is_hidden(view, &list, &error) => return Ok(None),
        Err(error) => return Err(refused(error.to_string())),
    };
    let Some(listed) = markers::listed(dir, &bytes).map_err(refused)? else { return Ok(None) };
    match config_of(view, &listed, dir)? {
        Some(config) => Ok(Some((listed, config))),
        None => Err(refused(listed.to_string_lossy().into_owned())),
    }
}

fn config_of(view: &dyn View, venv: &Path, root: &Path) -> Result<Option<PyvenvConfig>, Unusable> {
    let path = venv.join("pyvenv.cfg");
    let error = match view.read(&path) {
        Ok((_, bytes)) => return Ok(Some(PyvenvConfig::parse(&bytes))),
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => error,
    };
    if is_hidden(view, venv, &error) {
        return Ok(None);
    }
    let why = Why::Unreadable { path, error: error.to_string() };
    Err(Unusable { dir: venv.to_owned(), root: root.to_owned(), why })
}

// A directory that may not be entered hides whether something is in it; one that shows `path` has it.
fn is_hidden(view: &dyn View, path: &Path, error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied && view.facts(path).is_err()
}

// A path too long to be opened cannot have been made either.
fn is_absent(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | InvalidFilename)
}
