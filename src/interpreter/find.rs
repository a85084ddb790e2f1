//! A request and the places -> one interpreter, or the list of all. Which one is taken: see the module above.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::error::{InterpreterError, NotFound, Problem, Skipped};
use super::places::{Directory, Place, Search};
use super::request::{Fit, Hint, PythonRequest, Subject, Versions, Wanted};
use super::{Interpreter, OLDEST_RELEASE, details, environment_of, probe};
use crate::pep::specifier::Specifiers;
use crate::pep::tags::Implementation;
use crate::sys;

/// Executables are looked for by name, up to `python3.NEWEST`.
const NEWEST_MINOR: u64 = 20;
/// Interpreters asked at once when all are listed.
const AT_ONCE: usize = 4;

/// The interpreter that was taken.
#[derive(Debug)]
pub struct Choice {
    /// It.
    pub interpreter: Interpreter,
    /// Where it was found.
    pub place: Place,
    /// What came before it and could not be used, for `--verbose`.
    pub skipped: Vec<Skipped>,
}

/// One of all interpreters.
#[derive(Clone, Debug)]
pub struct Found {
    /// It, by the first of its names.
    pub interpreter: Interpreter,
    /// Where it was found first.
    pub place: Place,
    /// Its other names, in the order they were found.
    pub also: Vec<PathBuf>,
}

/// All interpreters there are.
#[derive(Debug, Default)]
pub struct Listing {
    /// The usable ones: newest first, and those of one version in the order they were found.
    pub found: Vec<Found>,
    /// What looks like one and cannot be used.
    pub skipped: Vec<Skipped>,
}

/// The interpreter that `request` means, among those that `requires` (the project's `requires-python`) allows.
pub fn find(
    request: &PythonRequest,
    requires: Option<&Specifiers>,
    search: &Search,
) -> Result<Choice, InterpreterError> {
    let Some(wanted) = request.wanted() else {
        let (path, interpreter) = named(request, search)?;
        if !allows(requires, &interpreter) {
            return Err(InterpreterError::Refused {
                path,
                version: interpreter.full_version().to_owned(),
                requires: requires.map(ToString::to_string).unwrap_or_default(),
            });
        }
        return Ok(Choice { interpreter, place: Place::Named, skipped: Vec::new() });
    };
    if wanted.is_below(OLDEST_RELEASE) {
        return Err(InterpreterError::RequestTooOld { request: request.to_string() });
    }
    let is_system = *request == PythonRequest::System;
    let on_path = if is_system { search.on_path_of_system() } else { search.on_path() };
    let elsewhere = || if is_system { search.of_system() } else { search.elsewhere() };

    let mut looked =
        Looked { wanted: &wanted, requires, search, seen: BTreeSet::new(), skipped: Vec::new(), spare: None };
    let first = looked.first(candidates(on_path, &wanted)).or_else(|| looked.first(newest_first(elsewhere(), &wanted)));
    if let Some((interpreter, place)) = first.or(looked.spare.take()) {
        return Ok(Choice { interpreter, place, skipped: looked.skipped });
    }
    let Listing { found, skipped } = list(search);
    Err(InterpreterError::NotFound(Box::new(NotFound {
        request: request.clone(),
        requires: requires.map(ToString::to_string),
        others: found.into_iter().map(|f| (f.interpreter.title(), f.interpreter.executable)).collect(),
        skipped,
    })))
}

/// Every interpreter in every place, each once.
pub fn list(search: &Search) -> Listing {
    let directories: Vec<Directory> = search.on_path().into_iter().chain(search.elsewhere()).collect();
    let mut names: Vec<String> = Vec::new();
    for implementation in [Implementation::CPython, Implementation::PyPy] {
        for free_threaded in [false, true] {
            let wanted = Wanted { free_threaded, ..Wanted::any(implementation.clone()) };
            names.extend(names_for(&wanted).into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
        }
    }
    let mut listing = Listing::default();
    let mut order: Vec<(Candidate, Vec<PathBuf>)> = Vec::new();
    let mut by_real: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut paths = BTreeSet::new();
    for candidate in directories.iter().flat_map(|d| names.iter().map(|name| Candidate::new(d, name))) {
        if !paths.insert(candidate.path.clone()) || !is_there(&candidate.path) {
            continue;
        }
        match look(&candidate.path, search) {
            Ok((real, _)) => match by_real.get(&real) {
                Some(at) => order[*at].1.push(candidate.path),
                None => {
                    by_real.insert(real, order.len());
                    order.push((candidate, Vec::new()));
                }
            },
            Err(problem) => listing.skipped.push(Skipped { path: candidate.path, problem }),
        }
    }
    for ((candidate, also), answer) in order.iter().zip(ask_all(&order, search)) {
        match answer {
            Ok(interpreter) => {
                listing.found.push(Found { interpreter, place: candidate.place, also: also.clone() });
            }
            Err(problem) => listing.skipped.push(Skipped { path: candidate.path.clone(), problem }),
        }
    }
    listing.found.sort_by(|a, b| b.interpreter.version.cmp(&a.interpreter.version));
    listing
}

/// A file that may be an interpreter.
#[derive(Clone, Debug)]
struct Candidate {
    path: PathBuf,
    place: Place,
    release: Vec<u64>,
}

impl Candidate {
    fn new(directory: &Directory, name: &str) -> Candidate {
        Candidate { path: directory.path.join(name), place: directory.place, release: directory.release.clone() }
    }
}

/// A search under way.
struct Looked<'a> {
    wanted: &'a Wanted,
    requires: Option<&'a Specifiers>,
    search: &'a Search,
    seen: BTreeSet<PathBuf>,
    skipped: Vec<Skipped>,
    /// The first pre-release, should there be nothing else.
    spare: Option<(Interpreter, Place)>,
}

impl Looked<'_> {
    fn first(&mut self, candidates: impl IntoIterator<Item = Candidate>) -> Option<(Interpreter, Place)> {
        for candidate in candidates {
            if !self.seen.insert(candidate.path.clone()) || !is_there(&candidate.path) {
                continue;
            }
            let looked = look(&candidate.path, self.search);
            if looked.as_ref().is_ok_and(|(real, _)| *real != candidate.path && !self.seen.insert(real.clone())) {
                continue;
            }
            let problem = match looked.and_then(|(real, hint)| self.fit(&candidate.path, &real, &hint)) {
                Ok((interpreter, Fit::Yes)) => return Some((interpreter, candidate.place)),
                Ok((interpreter, Fit::Prerelease)) => {
                    let problem = Problem::Other(format!("{}, a pre-release", interpreter.title()));
                    self.spare.get_or_insert((interpreter, candidate.place));
                    problem
                }
                Ok((interpreter, Fit::No)) => Problem::Other(interpreter.title()),
                Err(problem) => problem,
            };
            self.skipped.push(Skipped { path: candidate.path, problem });
        }
        None
    }

    fn fit(&self, path: &Path, real: &Path, hint: &Hint) -> Result<(Interpreter, Fit), Problem> {
        let ruled_out = |hint: &Hint| !self.wanted.may_fit(hint);
        let name = || real.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if ruled_out(hint) {
            return Err(Problem::Other(name()));
        }
        let interpreter = match self.search.prober.remembered(path) {
            Some(interpreter) => interpreter,
            None if details::hint(real, hint).is_some_and(|hint| ruled_out(&hint)) => {
                return Err(Problem::Other(format!("{} (by its build-details.json)", name())));
            }
            None => ask(path, real, self.search)?,
        };
        let subject = Subject {
            implementation: &interpreter.target.implementation,
            version: &interpreter.version,
            implementation_version: &interpreter.implementation_version,
            free_threaded: interpreter.target.free_threaded,
            platform: &interpreter.target.platform,
        };
        let fit = if allows(self.requires, &interpreter) { self.wanted.fit(&subject) } else { Fit::No };
        Ok((interpreter, fit))
    }
}

/// What can be told of a candidate without running it: its real file and what that is called. An error says why it
/// must not be run.
fn look(path: &Path, search: &Search) -> Result<(PathBuf, Hint), Problem> {
    if !sys::exec::is_executable(path) {
        return Err(if sys::fs::exists(path) { Problem::NotExecutable } else { Problem::Missing });
    }
    if let Some(environment) = environment_of(path) {
        return Err(Problem::OfEnvironment(environment));
    }
    let real = sys::fs::canonicalize(path).map_err(Problem::Files)?;
    refuse_shim(&real, search)?;
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    let hint = Hint::of_name(&name).ok_or(Problem::Shim("a front for another program"))?;
    if let [major, minor, ..] = *hint.release.as_slice()
        && (major, minor) < OLDEST_RELEASE
    {
        return Err(Problem::TooOld { version: format!("{major}.{minor}") });
    }
    if let Some(project) = &search.project
        // A project in the home directory itself would hide every version manager.
        && !search.home.as_ref().is_some_and(|home| home.starts_with(project))
        && [path, &real].iter().any(|p| p.starts_with(project))
    {
        return Err(Problem::Unsafe("it lies in the project".into()));
    }
    for dir in [path, &real].into_iter().filter_map(Path::parent) {
        let metadata = sys::fs::metadata(dir).map_err(Problem::Files)?;
        if sys::careful::is_world_writable(&metadata) {
            return Err(Problem::Unsafe(format!("everybody may write to {}", dir.display())));
        }
    }
    Ok((real, hint))
}

fn refuse_shim(real: &Path, search: &Search) -> Result<(), Problem> {
    let is_own = search.own.as_deref() == Some(real) || real.file_name().is_some_and(|name| name == "noglue");
    if is_own { Err(Problem::Shim("a shim of noglue")) } else { Ok(()) }
}

fn ask(path: &Path, real: &Path, search: &Search) -> Result<Interpreter, Problem> {
    // Version managers' shims are scripts that start who knows what.
    if sys::careful::starts_with(real, b"#!") {
        return Err(Problem::Shim("a script"));
    }
    search.prober.base(path)
}

fn ask_all(candidates: &[(Candidate, Vec<PathBuf>)], search: &Search) -> Vec<Result<Interpreter, Problem>> {
    let one = |candidate: &Candidate| {
        let (real, _) = look(&candidate.path, search)?;
        match search.prober.remembered(&candidate.path) {
            Some(interpreter) => Ok(interpreter),
            None => ask(&candidate.path, &real, search),
        }
    };
    let mut answers = Vec::with_capacity(candidates.len());
    for some in candidates.chunks(AT_ONCE) {
        std::thread::scope(|scope| {
            let running: Vec<_> = some.iter().map(|(candidate, _)| scope.spawn(|| one(candidate))).collect();
            for thread in running {
                let answer = thread.join();
                answers.push(answer.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
        });
    }
    answers
}

/// The interpreter behind a path or a command, and what its path is.
fn named(request: &PythonRequest, search: &Search) -> Result<(PathBuf, Interpreter), InterpreterError> {
    let path = match request {
        PythonRequest::Path(path) => probe::absolute(path, search.cwd.as_deref(), search.home.as_deref()),
        other => command(&other.to_string(), search)?,
    };
    let unusable = |problem| InterpreterError::Unusable { path: path.clone(), problem };
    let executable = if sys::fs::is_dir(&path) { inside(&path).map_err(unusable)? } else { path.clone() };
    let unusable = |problem| InterpreterError::Unusable { path: executable.clone(), problem };
    if let Ok(real) = sys::fs::canonicalize(&executable) {
        refuse_shim(&real, search).map_err(unusable)?;
    }
    let interpreter = search.prober.interpreter(&executable).map_err(unusable)?;
    Ok((executable, interpreter))
}

fn command(name: &str, search: &Search) -> Result<PathBuf, InterpreterError> {
    let on_path = sys::exec::candidates(name.as_ref(), &search.path).find(|p| {
        let real = sys::fs::canonicalize(p);
        !p.parent().is_some_and(|dir| search.is_shims(dir)) && real.is_ok_and(|real| refuse_shim(&real, search).is_ok())
    });
    // An environment's directory without `./` before it.
    let here = || search.cwd.as_ref().map(|cwd| cwd.join(name)).filter(|dir| sys::fs::is_dir(dir));
    on_path.or_else(here).ok_or_else(|| InterpreterError::NoCommand { name: name.to_owned() })
}

// An environment, an installation, or a directory of executables.
fn inside(dir: &Path) -> Result<PathBuf, Problem> {
    let names: &[&str] = match sys::fs::is_file(&dir.join("pyvenv.cfg")) {
        true => &["bin/python", "bin/python3"],
        false => &["bin/python3", "bin/python", "bin/pypy3", "bin/pypy", "python3", "python", "pypy3", "pypy"],
    };
    let found = names.iter().map(|name| dir.join(name)).find(|p| sys::exec::is_executable(p));
    found.ok_or(Problem::NoPythonInside)
}

fn candidates(directories: Vec<Directory>, wanted: &Wanted) -> impl Iterator<Item = Candidate> {
    let names = names_for(wanted);
    directories.into_iter().flat_map(move |d| names.iter().map(|name| Candidate::new(&d, name)).collect::<Vec<_>>())
}

/// By what folders and real names say, the newest first; without a version last.
fn newest_first(mut directories: Vec<Directory>, wanted: &Wanted) -> Vec<Candidate> {
    directories.retain(|d| wanted.may_fit(&Hint { release: d.release.clone(), ..Hint::default() }));
    let mut found: Vec<Candidate> = candidates(directories, wanted).filter(|c| is_there(&c.path)).collect();
    for candidate in found.iter_mut().filter(|c| c.release.is_empty()) {
        let real = sys::fs::canonicalize(&candidate.path).unwrap_or_default();
        let hint = Hint::of_name(&real.file_name().unwrap_or_default().to_string_lossy());
        candidate.release = hint.map(|h| h.release).unwrap_or_default();
    }
    found.sort_by(|a, b| b.release.cmp(&a.release));
    found
}

/// What an executable may be called, likeliest first.
fn names_for(wanted: &Wanted) -> Vec<String> {
    let (stem, major) = match wanted.implementation {
        Implementation::PyPy => ("pypy", "pypy3"),
        _ => ("python", "python3"),
    };
    let minor = |minor: u64| {
        let plain = format!("{major}.{minor}");
        if wanted.free_threaded && stem == "python" { vec![format!("{plain}t"), plain] } else { vec![plain] }
    };
    let general = [major.to_owned(), stem.to_owned()];
    match wanted.minor() {
        Some(only) => minor(only).into_iter().chain(general).collect(),
        None => {
            let each = (OLDEST_RELEASE.1..=NEWEST_MINOR).rev().flat_map(minor);
            general.into_iter().chain(each).collect()
        }
    }
}

// A broken link is there, too.
fn is_there(path: &Path) -> bool {
    sys::fs::symlink_metadata(path).is_ok()
}

// As installers do: the release alone, so that 3.14.0rc1 is a 3.14.
fn allows(requires: Option<&Specifiers>, interpreter: &Interpreter) -> bool {
    requires.is_none_or(|r| r.contains(&interpreter.version.only_release()))
}

impl PythonRequest {
    /// The version to install, when the request says one.
    pub(super) fn install_version(&self) -> Option<String> {
        match self {
            PythonRequest::Wanted(Wanted { versions: Versions::Release(_) | Versions::Exactly(_), .. }) => {
                Some(self.to_string())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
