//! The packages of the base, for an environment that sees them: a layer below its own.
//!
//! An interpreter in; candidates that need no index, and what became of those that a sync relied on, out. Never changes them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::candidates::Present;
use super::drift::{self, Current};
use super::resolution::{Answer, Question};
use crate::context::Context;
use crate::error::Result;
use crate::interpreter::Interpreter;
use crate::requirements::settings::Settings;
use crate::sys::fs::FsResult;
use crate::venv::{self, Found};

/// Among the options of a state: its environment sees the packages of its base.
pub(super) const OPTION: &str = "system-site-packages";

/// Whether the environment at `env` sees them, or will: the command line or the project says so, or it does already.
pub(super) fn is_seen(env: &Path, is_asked: bool, settings: &Settings) -> bool {
    let sees = || match venv::look(env) {
        Ok(Found::Ours(venv)) => venv.config().includes_system(),
        Ok(Found::Foreign(_, config)) => config.includes_system(),
        _ => false,
    };
    is_asked || settings.system_site_packages.as_ref().map_or_else(sees, |said| said.value)
}

/// They may stay where they fit, whatever newer there is, unless one is to be upgraded by name. With hashes they do not
/// count: nobody knows theirs.
pub(super) fn offer(
    context: &Context,
    question: &mut Question,
    interpreter: &Interpreter,
    current: Option<&Current>,
) -> Result<()> {
    if question.requires_hashes {
        context.ui.detail("hashes are checked, so the packages of the system do not count");
        return Ok(());
    }
    // What was chosen over the system's stays, if it was chosen in sight of that.
    let had_choice = current.is_some_and(|current| current.state.options.iter().any(|option| option == OPTION));
    for installed in venv::installed(&interpreter.base_site_packages())? {
        let name = installed.name.clone();
        let metadata = match installed.metadata()? {
            Ok(metadata) => Arc::new(metadata),
            Err(why) => {
                context.ui.detail(format!("{name} of the system does not count: {why}"));
                continue;
            }
        };
        let own = question.preferences.get(&name).filter(|_| had_choice);
        if own.is_none() {
            question.preferences.insert(name.clone(), metadata.version.clone());
        }
        if !question.upgrade.packages.iter().any(|named| name.is_spelled(named)) {
            question.stays.insert(name.clone());
        }
        question.present.insert(name, Present { metadata, moves: false });
    }
    Ok(())
}

/// Those that an answer relies on, by name, with their versions.
pub(super) fn relied_on(answer: &Answer) -> BTreeMap<String, String> {
    let all = answer.resolution.packages.iter().filter(|(name, _)| !answer.wants.contains_key(*name));
    all.map(|(name, pinned)| (name.to_string(), pinned.version.to_string())).collect()
}

/// What became of those that were relied on.
pub(super) fn changed(current: &Current) -> Vec<String> {
    let Some(interpreter) = current.interpreter.as_ref().filter(|_| !current.state.system.is_empty()) else {
        return Vec::new();
    };
    let Ok(now) = names(interpreter) else { return vec!["the packages of the system cannot be read".into()] };
    let reason = |(name, before): (&String, &String)| match now.get(name) {
        None => Some(format!("{name} {before} of the system is gone")),
        Some(version) if drift::is_same_version(version, before) => None,
        Some(version) => Some(format!("{name} of the system was {before} and is {version} now")),
    };
    current.state.system.iter().filter_map(reason).collect()
}

// By the names of their directories: no file is read.
fn names(interpreter: &Interpreter) -> FsResult<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for dir in interpreter.base_site_packages() {
        for (name, version) in drift::names_in(&dir)? {
            all.entry(name).or_insert(version);
        }
    }
    Ok(all)
}
