//! Grants: which environments this user lets be found.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::context::Context;
use crate::discover::{Disk, Registry, Who, markers};
use crate::error::{Exit, Plain, Result};
use crate::sys;

/// Records an environment that noglue made; gives the file. That it could not be recorded is said: shims will refuse it.
pub(super) fn register(context: &Context, env: &Path) -> Option<PathBuf> {
    match registry(context).register(&Disk, env, "noglue") {
        Ok(file) => Some(file),
        Err(error) => {
            context.ui.warn(format!(
                "{} could not be recorded as yours; shims will not use it: {error}: {}",
                env.display(),
                error.source
            ));
            None
        }
    }
}

/// Grants trust to the environment `dir`, or to that of the project `dir`.
pub fn grant(context: &Context, dir: &Path) -> Result<()> {
    let env = environment(context, dir)?;
    let record = registry(context).grant(&Disk, &env, "noglue trust")?;
    context.ui.done(format!("{} is trusted", env.display()));
    context.ui.detail(format!("recorded in {}", record.display()));
    Ok(())
}

/// Takes grants back.
pub fn revoke(context: &Context, dir: &Path) -> Result<()> {
    let env = environment(context, dir)?;
    let removed = registry(context).revoke(&Disk, &env)?;
    if removed.is_empty() {
        context.ui.note(format!("{} was not trusted", env.display()));
    } else {
        context.ui.done(format!("{} is not trusted any more", env.display()));
    }
    Ok(())
}

/// Prints what is trusted.
pub fn list(context: &Context, as_json: bool) -> Result<()> {
    let entries = registry(context).list(&Disk);
    if as_json {
        let all: Vec<_> = entries
            .iter()
            .map(|entry| {
                json!({
                    "path": entry.record.path,
                    "device": entry.record.identity.device,
                    "inode": entry.record.identity.inode,
                    "made_by": entry.record.made_by,
                    "record": entry.file,
                })
            })
            .collect();
        context.ui.data(serde_json::to_string_pretty(&all).expect("strings and numbers only"));
        return Ok(());
    }
    for entry in &entries {
        context.ui.data(format!("{}  ({})", entry.record.path.display(), entry.record.made_by));
    }
    if entries.is_empty() {
        context.ui.note("no environment is trusted yet; 'noglue sync' makes one, 'noglue trust DIR' takes one in");
    }
    Ok(())
}

fn registry(context: &Context) -> Registry {
    Who::of_process(&context.dirs).registry
}

fn environment(context: &Context, dir: &Path) -> Result<PathBuf> {
    let dir = sys::fs::absolute(dir, context.cwd()?);
    for candidate in [dir.clone(), dir.join(markers::VENV)] {
        if sys::fs::exists(&candidate.join("pyvenv.cfg")) {
            return Ok(candidate);
        }
    }
    Err(Plain::new(Exit::Refused, format!("{} is no environment and has none", dir.display()))
        .hint("name the directory that holds pyvenv.cfg, or its parent")
        .into())
}
