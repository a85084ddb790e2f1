//! Whether an environment is still what was asked for. Reads the state, the files it was made from and the names
//! of what is installed; never the network.

use std::path::Path;

use crate::context::Context;
use crate::interpreter::{Interpreter, Prober};
use crate::venv::{self, Generation, Input, State, Venv};

/// How a reason ends that an inexact sync does not mind.
pub(super) const BY_OTHERS: &str = "was put into it by another tool";

/// The environment as it is now.
#[derive(Debug)]
pub(super) struct Current {
    pub venv: Venv,
    pub generation: Generation,
    pub state: State,
    /// Its base interpreter, asked anew if it was replaced; `None` when it is gone.
    pub interpreter: Option<Interpreter>,
}

/// Looks at an environment of ours; `None` when there is no such thing that can be read.
pub(super) fn current(context: &Context, env: &Path) -> Option<Current> {
    let venv::Found::Ours(venv) = venv::look(env).ok()? else { return None };
    let generation = venv.current().ok()?;
    let state = generation.state().ok()??;
    let interpreter = Prober::new(&context.dirs).interpreter(&state.python.executable).ok();
    Some(Current { venv, generation, state, interpreter })
}

/// Why it is not what was asked for; nothing when it is.
pub(super) fn reasons(current: &Current, env: &Path, inputs: &[Input], options: &[String]) -> Vec<String> {
    let mut reasons = Vec::new();
    let state = &current.state;
    if state.environment != env {
        reasons.push(format!("it was moved here from {}", state.environment.display()));
    }
    match &current.interpreter {
        None => reasons.push(format!("its Python is gone: {}", state.python.executable.display())),
        Some(found) if found.full_version() != state.python.version => {
            reasons.push(format!("its Python was {} and is {} now", state.python.version, found.full_version()));
        }
        Some(_) => {}
    }
    for input in inputs {
        match state.inputs.iter().find(|old| old.path == input.path) {
            None => reasons.push(format!("{} was not read for it", input.path.display())),
            Some(old) if old.sha256 != input.sha256 => reasons.push(format!("{} has changed", input.path.display())),
            Some(_) => {}
        }
    }
    for old in state.inputs.iter().filter(|old| !inputs.iter().any(|input| input.path == old.path)) {
        reasons.push(format!("{} is not asked for any more", old.path.display()));
    }
    if state.options != options {
        reasons.push("other options were given".into());
    }
    reasons.extend(disturbed(current));
    reasons
}

// What is installed, by the names of its dist-info directories, against what we installed.
fn disturbed(current: &Current) -> Vec<String> {
    let Ok(installed) = venv::installed(&current.generation.path) else {
        return vec!["its packages cannot be read".into()];
    };
    let mut reasons = Vec::new();
    for package in &current.state.packages {
        match installed.iter().find(|found| found.name.as_str() == package.name) {
            None => reasons.push(format!("{} is gone from it", package.name)),
            Some(found) if found.version.to_string() != package.version => {
                reasons.push(format!("{} is {} in it, not {}", package.name, found.version, package.version));
            }
            Some(_) => {}
        }
    }
    for found in &installed {
        if !current.state.packages.iter().any(|package| package.name == found.name.as_str()) {
            reasons.push(format!("{} {} {BY_OTHERS}", found.name, found.version));
        }
    }
    reasons
}
