//! An environment that was found -> one that can be started: trusted, whole, of a known interpreter.

use std::io;
use std::path::{Path, PathBuf};

use super::pyvenv::{PyvenvConfig, minor_version};
use super::route::{Problem, Route};
use super::start::Start;
use super::step::{Step, Trace};
use super::trust::{self, registry::physical};
use super::unusable::{Unusable, Why};
use super::view::View;
use super::walk::Place;
use super::{Who, text};
use crate::sys::facts::{Facts, Kind};

/// An environment that may be used and can be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// The environment as found: mostly `ROOT/.venv`. What `VIRTUAL_ENV` says.
    pub dir: PathBuf,
    /// The project.
    pub root: PathBuf,
    /// The tree that is started from: the current generation, or `dir` itself in an environment of another tool.
    pub prefix: PathBuf,
    /// The number of the generation.
    pub generation: Option<u64>,
    /// `PREFIX/bin/python`.
    pub python: PathBuf,
    /// What that leads to.
    pub interpreter: PathBuf,
    /// What `pyvenv.cfg` says.
    pub config: PyvenvConfig,
    /// Where the search started that found it.
    pub start: Start,
}

impl Environment {
    /// The folder of its programs.
    pub fn bin(&self) -> PathBuf {
        self.prefix.join("bin")
    }

    /// True when noglue made it.
    pub fn is_ours(&self) -> bool {
        self.generation.is_some()
    }
}

/// Checks trust and soundness. Executes nothing.
pub fn open(view: &dyn View, place: Place, who: &Who, trace: &mut impl Trace) -> Result<Environment, Unusable> {
    let mut route = trust::check(view, &place, who, trace)?;
    let refused = |why| Unusable { dir: place.dir.clone(), root: place.root.clone(), why };
    let (prefix, generation) = prefix(view, &place).map_err(refused)?;
    let python = prefix.join("bin/python");
    let (interpreter, facts) =
        route.follow(&python).map_err(|problem| refused(no_python(view, &prefix, problem, who.uid)))?;
    if facts.kind != Kind::File {
        return Err(refused(Why::NoPython));
    }
    if who.own == Some(facts.identity) {
        return Err(refused(Why::PythonIsNoglue));
    }
    if is_inside(view, &mut route, &interpreter, &place, who) {
        return Err(refused(Why::InterpreterInside { path: interpreter }));
    }
    let mut config = place.config.clone();
    if generation.is_some() {
        // A generation knows its own Python best: the file above it may be of another one.
        if let Ok((_, bytes)) = view.read(&prefix.join("pyvenv.cfg")) {
            let own = PyvenvConfig::parse(&bytes);
            config = PyvenvConfig { id: config.id, ..own };
        }
    }
    if let (Some(made_for), Some(now)) = (config.version, version_of(&interpreter))
        && made_for != now
    {
        return Err(refused(Why::PythonChanged { made_for, now }));
    }
    follow_packages(&mut route, &prefix, config.version).map_err(|problem| {
        refused(match problem {
            Some(problem) => trust::why(problem, who.uid),
            None => Why::NoPackages,
        })
    })?;
    trace.step(|| Step::Checked { question: "interpreter", answer: text::shown(&interpreter) });
    let Place { dir, root, start, .. } = place;
    Ok(Environment { dir, root, prefix, generation, python, interpreter, config, start })
}

// `current -> gen/7`, read once: what is started then stays with that generation.
fn prefix(view: &dyn View, place: &Place) -> Result<(PathBuf, Option<u64>), Why> {
    match view.target(&place.dir.join("current")) {
        Ok(target) => {
            let number = target.strip_prefix("gen").ok().and_then(Path::to_str).and_then(|n| n.parse().ok());
            let number: u64 = number.ok_or(Why::NoGeneration)?;
            Ok((place.dir.join("gen").join(number.to_string()), Some(number)))
        }
        Err(_) if place.config.id.is_some() => Err(Why::NoGeneration),
        Err(_) => Ok((place.dir.clone(), None)),
    }
}

fn no_python(view: &dyn View, prefix: &Path, problem: Problem, uid: u32) -> Why {
    let gone = match problem {
        Problem::Io(path, error) if error.kind() == io::ErrorKind::NotFound => path,
        problem => return trust::why(problem, uid),
    };
    if view.follow(prefix).is_err() {
        Why::NoGeneration
    } else if view.facts(&prefix.join("bin/python")).is_err() {
        Why::NoPython
    } else {
        Why::PythonGone { path: gone }
    }
}

// A project at `/` or at the home directory holds every interpreter; there only the environment itself counts.
fn is_inside(view: &dyn View, route: &mut Route<'_>, interpreter: &Path, place: &Place, who: &Who) -> bool {
    let own = |route: &mut Route<'_>, path: &Path| route.follow(path).ok().map(|(path, _): (PathBuf, Facts)| path);
    if own(route, &place.dir).is_some_and(|dir| interpreter.starts_with(dir)) {
        return true;
    }
    let Some(root) = own(route, &place.root).filter(|root| interpreter.starts_with(root)) else { return false };
    let home = who.home.as_deref().map(|home| physical(view, home));
    root.parent().is_some() && !home.is_some_and(|home| home.starts_with(root))
}

/// `python3.12`, `pypy3.10`: the version in the name of an interpreter.
pub fn version_of(interpreter: &Path) -> Option<(u32, u32)> {
    let name = interpreter.file_name()?.to_str()?;
    minor_version(name.strip_prefix("python").or_else(|| name.strip_prefix("pypy"))?)
}

// `Err(None)`: there are none.
fn follow_packages(route: &mut Route<'_>, prefix: &Path, version: Option<(u32, u32)>) -> Result<(), Option<Problem>> {
    let Some((major, minor)) = version else { return Ok(()) };
    for name in ["python{}", "python{}t", "pypy{}"] {
        let name = name.replace("{}", &format!("{major}.{minor}"));
        match route.follow(&prefix.join("lib").join(name).join("site-packages")) {
            Err(Problem::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => {}
            Ok(_) => return Ok(()),
            Err(problem) => return Err(Some(problem)),
        }
    }
    Err(None)
}
