//! What virtualenvwrapper changes in an environment beside packages: `add2virtualenv`, `toggleglobalsitepackages`.
//!
//! One small file each, replaced in one step; the next generation takes it along.

use std::path::{Path, PathBuf};

use super::{named, workon};
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::flow::{history, project};
use crate::sys;
use crate::ui::clean;
use crate::venv::{self, Config, Found, PATHS};

/// Adds directories to `sys.path` of the environment here.
pub fn add_paths(context: &Context, dirs: &[PathBuf]) -> Result<()> {
    let cwd = context.cwd()?;
    let mut added = Vec::new();
    for dir in dirs {
        let dir = sys::fs::absolute(dir, cwd);
        if !sys::fs::is_dir(&dir) {
            return Err(Plain::refused(format!("{} is no directory", dir.display()))
                .hint("name one that exists")
                .into());
        }
        added.push(line(&dir)?);
    }
    change_paths(context, |lines| {
        for line in &added {
            if !lines.contains(line) {
                lines.push(line.clone());
            }
        }
        Ok(())
    })
}

/// Takes directories out again, also those that are gone.
pub fn remove_paths(context: &Context, dirs: &[PathBuf]) -> Result<()> {
    let cwd = context.cwd()?;
    change_paths(context, |lines| {
        for dir in dirs {
            let line = line(&sys::fs::absolute(dir, cwd))?;
            let before = lines.len();
            lines.retain(|old| *old != line);
            if lines.len() == before {
                return Err(Plain::refused(format!("{} was not added", clean(&line)))
                    .hint("'noglue path list' lists what was")
                    .into());
            }
        }
        Ok(())
    })
}

/// Prints what was added.
pub fn list_paths(context: &Context) -> Result<()> {
    let (_, file) = file(context)?;
    read(&file)?.iter().for_each(|line| context.ui.data(clean(line)));
    Ok(())
}

/// Shows the base interpreter's packages in an environment, or hides them again.
pub fn toggle_system_packages(context: &Context, name: Option<&str>) -> Result<()> {
    let env = env(context, name)?;
    let guard = history::lock(context, &env, "noglue env toggle-system-packages")?;
    let (config, generation) = match venv::look(&env)? {
        Found::Ours(found) => {
            let generation = found.current()?;
            (generation.path.join("pyvenv.cfg"), Some(generation))
        }
        _ => (env.join("pyvenv.cfg"), None),
    };
    let text = sys::fs::read_to_string(&config)?;
    let is_shown = !Config::parse(&text).includes_system();
    const KEY: &str = "include-system-site-packages";
    let is_key = |line: &&str| line.split('=').next().is_some_and(|key| key.trim().eq_ignore_ascii_case(KEY));
    let mut lines: Vec<&str> = text.lines().filter(|line| !is_key(line)).collect();
    let line = format!("{KEY} = {is_shown}");
    lines.push(&line);
    sys::fs::replace(&config, (lines.join("\n") + "\n").as_bytes())?;
    if let Some(generation) = generation
        && let Some(mut state) = generation.state()?
    {
        const OPTION: &str = "system-site-packages";
        state.options.retain(|option| option != OPTION);
        state.options.extend(is_shown.then(|| OPTION.to_owned()));
        state.options.sort();
        sys::fs::replace(&generation.path.join("state.json"), &state.to_json())?;
    }
    drop(guard);
    let words = if is_shown { "sees" } else { "does not see" };
    context.ui.done(format!("{} {words} the system's packages now", env.display()));
    Ok(())
}

/// The environment that is named, active, or the project's here.
pub(super) fn env(context: &Context, name: Option<&str>) -> Result<PathBuf> {
    match name {
        Some(name) => Ok(named(context, name)?.env),
        None if context.environment.is_none() => match workon::active(context) {
            Ok(named) => Ok(named.env),
            Err(_) => {
                let project = project::with_environment(context, None)?;
                super::check_own(&project)?;
                Ok(project.env)
            }
        },
        None => Ok(project::with_environment(context, None)?.env),
    }
}

fn change_paths(context: &Context, edit: impl FnOnce(&mut Vec<String>) -> Result<()>) -> Result<()> {
    let (env, file) = file(context)?;
    let guard = history::lock(context, &env, "noglue path")?;
    let mut lines = read(&file)?;
    edit(&mut lines)?;
    if lines.is_empty() {
        sys::fs::remove_file(&file)?;
    } else {
        sys::fs::replace(&file, (lines.join("\n") + "\n").as_bytes())?;
    }
    drop(guard);
    context.ui.done(format!("{}: {} added to sys.path", env.display(), count(lines.len())));
    Ok(())
}

fn count(number: usize) -> String {
    if number == 1 { "1 directory".into() } else { format!("{number} directories") }
}

fn file(context: &Context) -> Result<(PathBuf, PathBuf)> {
    let env = env(context, None)?;
    let root = match venv::look(&env)? {
        Found::Ours(found) => found.current()?.path,
        _ => env.clone(),
    };
    let site_packages = venv::site_packages(&root)?.into_iter().next().ok_or_else(|| {
        Plain::refused(format!("{} has no site-packages", env.display())).hint("'noglue sync' repairs a project's")
    })?;
    Ok((env, site_packages.join(PATHS)))
}

fn read(file: &Path) -> Result<Vec<String>> {
    let text = sys::fs::read_if_there(file)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&text).lines().map(str::to_owned).collect())
}

// `site` runs a line that begins with `import`, and passes over one with a `#` first: an absolute path is neither.
fn line(dir: &Path) -> Result<String> {
    match dir.to_str() {
        Some(text) if text.starts_with('/') && !text.contains(['\n', '\r']) => Ok(text.to_owned()),
        _ => Err(Plain::refused(format!("{dir:?} cannot stand in a .pth file")).hint("give it another name").into()),
    }
}
