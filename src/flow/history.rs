//! Generations of an environment: which there are, and back to one of them.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use super::project;
use super::report::{self, Change};
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::sys;
use crate::venv::{Found, Generation, Guard, State, Venv, look};

/// One line of the history.
#[derive(Debug, Serialize)]
struct Line {
    generation: u64,
    current: bool,
    made: Option<u64>,
    command: Option<String>,
    packages: Option<usize>,
    changes: Vec<String>,
}

/// Prints the generations, oldest first.
pub fn list(context: &Context, named: Option<&Path>, json: bool) -> Result<()> {
    let (venv, generations) = generations(context, named)?;
    let current = venv.current()?.number;
    let mut lines = Vec::new();
    let mut before: Option<State> = None;
    for generation in &generations {
        let state = generation.state()?;
        lines.push(Line {
            generation: generation.number,
            current: generation.number == current,
            made: state.as_ref().map(|s| s.made),
            command: state.as_ref().map(|s| s.command.clone()),
            packages: state.as_ref().map(|s| s.packages.len()),
            // Of the oldest that is kept nobody knows what it changed.
            changes: match &before {
                None if generation.number > 1 => Vec::new(),
                before => changes(before.as_ref(), state.as_ref()),
            },
        });
        before = state;
    }
    if json {
        context.ui.data(serde_json::to_string_pretty(&lines).expect("strings and numbers only"));
        return Ok(());
    }
    for line in &lines {
        let mark = if line.current { "*" } else { " " };
        let age = line.made.map_or_else(
            || "by another tool".to_owned(),
            |made| format!("{} ago", age(sys::clock::unix_seconds(context.now).saturating_sub(made))),
        );
        let command = line.command.as_deref().unwrap_or("");
        let changes = if line.changes.is_empty() { String::new() } else { format!("  {}", line.changes.join(" ")) };
        context.ui.data(format!("{mark} {:>3}  {age:<16} {command}{changes}", line.generation));
    }
    Ok(())
}

/// Goes back to generation `number`, or to the one before the current.
pub fn rollback(context: &Context, number: Option<u64>, named: Option<&Path>) -> Result<()> {
    let (venv, generations) = generations(context, named)?;
    let guard = lock(context, venv.path(), "noglue rollback")?;
    let current = venv.current()?.number;
    let number = match number {
        Some(number) => number,
        None => before(&venv.current()?, &generations).ok_or_else(|| {
            Plain::refused(format!("{} has no generation before {current}", venv.path().display()))
                .hint("'noglue history' lists the generations that are kept")
        })?,
    };
    let generation = guard.rollback(number)?;
    super::shims::refresh_for(context, &generation.path);
    context.ui.done(format!("{} is at generation {number} again (it was at {current})", venv.path().display()));
    Ok(())
}

// The one that was current before; after a rollback that need not be the next lower number.
fn before(current: &Generation, all: &[Generation]) -> Option<u64> {
    let previous = current.state().ok().flatten().and_then(|state| state.previous);
    let is_kept = |number: &u64| all.iter().any(|generation| generation.number == *number);
    let lower = || all.iter().map(|generation| generation.number).filter(|number| *number < current.number).max();
    previous.filter(is_kept).or_else(lower)
}

/// Locks an environment for a change; says whom it waits for. Waits five minutes at most.
pub(super) fn lock(context: &Context, env: &Path, command: &str) -> Result<Guard> {
    const PATIENCE: Duration = Duration::from_secs(300);
    Ok(Guard::acquire(env, command, PATIENCE, |sentence| context.ui.note(sentence))?)
}

fn generations(context: &Context, named: Option<&Path>) -> Result<(Venv, Vec<Generation>)> {
    let project = project::with_environment(context, named)?;
    match look(&project.env)? {
        Found::Ours(venv) => {
            let generations = Generation::all(venv.path())?;
            Ok((venv, generations))
        }
        _ => Err(Plain::refused(format!("{} was not made by noglue: it has no generations", project.env.display()))
            .hint("'noglue sync' converts it and keeps the old tree to go back to")
            .into()),
    }
}

fn changes(before: Option<&State>, after: Option<&State>) -> Vec<String> {
    let versions = |state: Option<&State>| -> report::Versions { state.map(State::versions).unwrap_or_default() };
    let words = report::changes(&versions(before), &versions(after));
    words
        .into_iter()
        .map(|change| match change {
            Change::Added { name, version } => format!("+{name}=={version}"),
            Change::Removed { name, .. } => format!("-{name}"),
            Change::Changed { name, to, .. } => format!("~{name}=={to}"),
        })
        .collect()
}

fn age(seconds: u64) -> String {
    let plural = |count: u64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match seconds {
        0..60 => plural(seconds, "second"),
        60..3600 => plural(seconds / 60, "minute"),
        3600..172_800 => plural(seconds / 3600, "hour"),
        _ => plural(seconds / 86_400, "day"),
    }
}
