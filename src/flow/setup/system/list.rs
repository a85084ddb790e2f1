//! `noglue setup --system --list`: which interpreters have the hook, and what else of the machine's part is there.

use serde_json::json;

use super::hosts;
use crate::context::Context;
use crate::discover::text::shown;
use crate::error::Result;
use crate::startup::{State, hook};

/// Prints one line per interpreter.
pub fn list(context: &Context, pythons: &[String], is_json: bool) -> Result<()> {
    let hosts = hosts(context, pythons)?;
    let states: Vec<State> = hosts.iter().map(|host| hook::state(&host.folder)).collect();
    let rows = hosts.iter().zip(&states);
    if is_json {
        let rows: Vec<_> = rows
            .map(|(host, state)| {
                json!({
                    "python": host.executable.to_string_lossy(),
                    "version": host.version,
                    "folder": host.folder.to_string_lossy(),
                    "hook": state.word(),
                })
            })
            .collect();
        context.ui.data(serde_json::to_string_pretty(&rows).expect("text and nothing else"));
    } else {
        for (host, state) in rows {
            let (python, folder) = (shown(&host.executable), shown(&host.folder));
            context.ui.data(format!("{:8} {:8} {python}  {folder}", host.version, state.word()));
        }
    }
    let is_any = states.iter().any(|state| matches!(state, State::Current | State::Older));
    if is_any && states.iter().any(|state| matches!(state, State::Missing | State::Older)) {
        context.ui.note("to bring every interpreter up to date: noglue setup --system");
    }
    Ok(())
}
