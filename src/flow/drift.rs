//! Whether an environment is still what was asked for. Reads the state, the files it was made from and the names
//! of what is installed; never the network.

use std::collections::BTreeMap;
use std::path::Path;

use super::system;
use crate::context::Context;
use crate::interpreter::{Interpreter, Prober};
use crate::pep::name::PackageName;
use crate::pep::version::Version;
use crate::requirements::is_url;
use crate::sys;
use crate::ui::clean;
use crate::venv::{self, Asked, Generation, Input, Installed, Package, State};

const BY_OTHERS: &str = "was put into it by another tool";
const BY_PIP: &str = "was put into it by 'noglue pip install'";

/// True for a reason that an inexact sync does not mind.
pub(super) fn is_only_more(reason: &str) -> bool {
    reason.ends_with(BY_OTHERS) || reason.ends_with(BY_PIP)
}

/// The environment as it is now.
#[derive(Debug)]
pub(super) struct Current {
    pub generation: Generation,
    pub state: State,
    /// Its base interpreter, asked anew if it was replaced; `None` when it is gone.
    pub interpreter: Option<Interpreter>,
}

impl Current {
    /// What the project in `root` was asked for, with absolute paths.
    pub(super) fn asked(&self, root: &Path) -> Asked {
        let mut asked = self.state.asked.clone();
        for path in [&mut asked.requirements, &mut asked.constraints, &mut asked.overrides].into_iter().flatten() {
            if !is_url(path) {
                *path = sys::fs::absolute(path, root);
            }
        }
        asked
    }
}

/// Looks at an environment of ours; `None` when there is no such thing that can be read.
pub(super) fn current(context: &Context, env: &Path) -> Option<Current> {
    let venv::Found::Ours(venv) = venv::look(env).ok()? else { return None };
    let generation = venv.current().ok()?;
    let state = generation.state().ok()??;
    let executable = &state.python.executable;
    let interpreter =
        may_be_run(executable, env).then(|| Prober::new(&context.dirs).interpreter(executable).ok()).flatten();
    Some(Current { generation, state, interpreter })
}

// The state may have come with a clone: what it names is run only if an installed Python could be meant.
fn may_be_run(executable: &Path, env: &Path) -> bool {
    let Ok(real) = sys::fs::canonicalize(executable) else { return false };
    let project = env.parent().unwrap_or(env);
    let project = sys::fs::canonicalize(project).unwrap_or_else(|_| project.to_owned());
    let is_python = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("python") || name.starts_with("pypy")
    };
    let is_closed = |path: &Path| {
        let dir = path.parent().and_then(|dir| sys::fs::metadata(dir).ok());
        dir.is_some_and(|metadata| !sys::careful::is_world_writable(&metadata))
    };
    [executable, real.as_path()]
        .into_iter()
        .all(|path| is_python(path) && is_closed(path) && !path.starts_with(&project))
}

/// Everything installed in an environment, whoever made it; nothing where there is none.
pub(super) fn installed(env: &Path) -> sys::fs::FsResult<Vec<Installed>> {
    let dirs = venv::site_packages(env)?;
    venv::installed(&dirs)
}

/// Why it is not what was asked for; nothing when it is.
pub(super) fn reasons(current: &Current, env: &Path, inputs: &[Input], options: &[String]) -> Vec<String> {
    let moved = moved_from(current, env).map(|before| format!("it was moved here from {}", before.display()));
    let mut reasons: Vec<String> = moved.into_iter().chain(python_changed(current)).collect();
    let state = &current.state;
    // What lay beside the environment moved with it.
    let beside = (state.environment.parent(), env.parent());
    let here = |old: &Path| match beside {
        (Some(before), Some(now)) => old.strip_prefix(before).map_or_else(|_| old.to_owned(), |rest| now.join(rest)),
        _ => old.to_owned(),
    };
    for input in inputs {
        match state.inputs.iter().find(|old| here(&old.path) == input.path) {
            None => reasons.push(format!("{} was not read for it", input.path.display())),
            Some(old) if old.sha256 != input.sha256 => reasons.push(format!("{} has changed", input.path.display())),
            Some(_) => {}
        }
    }
    for old in state.inputs.iter().filter(|old| !inputs.iter().any(|input| input.path == here(&old.path))) {
        reasons.push(format!("{} is not asked for any more", old.path.display()));
    }
    if state.options != options {
        reasons.push("other options were given".into());
    }
    reasons.extend(disturbed(current));
    reasons.extend(system::changed(current));
    reasons
}

/// Where it lay before it was moved.
pub(super) fn moved_from<'a>(current: &'a Current, env: &Path) -> Option<&'a Path> {
    (current.state.environment != env).then_some(current.state.environment.as_path())
}

/// What became of its Python.
pub(super) fn python_changed(current: &Current) -> Option<String> {
    let before = &current.state.python;
    match &current.interpreter {
        None => Some(format!("its Python is gone: {}", before.executable.display())),
        Some(found) if found.full_version() != before.version => {
            Some(format!("its Python was {} and is {} now", before.version, found.full_version()))
        }
        Some(_) => None,
    }
}

// What is installed, by the names of its dist-info directories, against what we installed. Reads no file.
fn disturbed(current: &Current) -> Vec<String> {
    let Ok(found) = installed_names(&current.generation) else {
        return vec!["its packages cannot be read".into()];
    };
    let mut reasons = Vec::new();
    let packages = current.state.versions();
    // What pip's words changed since is no part of what was asked for.
    let synced = current.state.synced.as_ref().unwrap_or(&packages);
    for (name, wanted) in synced {
        match found.get(name) {
            None => reasons.push(format!("{name} is gone from it")),
            Some(version) if !is_same_version(version, wanted) => {
                reasons.push(format!("{name} is {version} in it, not {wanted}"));
            }
            Some(_) => {}
        }
    }
    for (name, version) in found.iter().filter(|(name, _)| !synced.contains_key(*name)) {
        let by = if packages.contains_key(name) { BY_PIP } else { BY_OTHERS };
        reasons.push(format!("{name} {version} {by}"));
    }
    reasons
}

/// What the state says of a package that we installed and nobody has changed since.
pub(super) fn own_package<'a>(state: &'a State, installed: &Installed) -> Option<&'a Package> {
    let is_ours = installed.installer.as_deref() == Some("noglue");
    let package = state.packages.iter().find(|package| package.name == installed.name.as_str())?;
    (is_ours && is_same_version(&package.version, &installed.version)).then_some(package)
}

/// Whether two texts are one version.
pub(super) fn is_same_version(one: &str, other: &str) -> bool {
    one == other || matches!((one.parse::<Version>(), other.parse::<Version>()), (Ok(a), Ok(b)) if a == b)
}

fn installed_names(generation: &Generation) -> sys::fs::FsResult<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for dir in generation.site_packages()? {
        found.extend(names_in(&dir)?);
    }
    Ok(found)
}

/// Names and versions in one directory.
pub(super) fn names_in(dir: &Path) -> sys::fs::FsResult<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for name in sys::fs::names(dir)? {
        let text = name.to_string_lossy();
        let Some(stem) = text.strip_suffix(".dist-info").or_else(|| text.strip_suffix(".egg-info")) else {
            continue;
        };
        // `name-1.0`, and `name-1.0-py3.9` of old tools.
        let mut parts = stem.split('-');
        let (Some(name), Some(version)) = (parts.next(), parts.next()) else { continue };
        if let Ok(name) = PackageName::parse(name) {
            found.insert(name.to_string(), clean(version));
        }
    }
    Ok(found)
}
