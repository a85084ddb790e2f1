//! What other tools left in a project, explained: files that noglue does not follow, and what to type instead.
//!
//! Reads small files; runs nothing, follows nothing that a project names.

use std::path::{Path, PathBuf};

use super::named;
use crate::context::Context;
use crate::discover::{markers, text::pasted};
use crate::error::{Plain, Result};
use crate::sys;
use crate::ui::clean;

/// No honest file of these is larger, in bytes.
const LIMIT: u64 = 64 * 1024;

/// One sentence for each.
pub(super) fn notes(context: &Context, root: &Path) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(name) = venv_file(root) {
        notes.push(format!(
            "{} is a file that names {} (as oh-my-zsh and autoswitch-virtualenv write it), not an environment; noglue does not follow it",
            root.join(markers::VENV).display(),
            said(&name)
        ));
    }
    notes.extend(of_direnv(root));
    notes.extend(of_pyenv(context, root));
    if let Some(home) = named::places(context).workon_home {
        let count = named::wrapped(context);
        if count > 0 {
            notes.push(format!(
                "virtualenvwrapper keeps {count} in {}; 'noglue env list' and 'workon' know them",
                home.display()
            ));
        }
    }
    notes
}

/// Errs when a file stands where a project's environment would be.
pub(super) fn check_venv(context: &Context, root: &Path, env: &Path) -> Result<()> {
    let Some(name) = venv_file(root).filter(|_| env == root.join(markers::VENV)) else { return Ok(()) };
    let mut error =
        Plain::refused(format!("{} is a file that names {}, not an environment", env.display(), said(&name)));
    if named::named(context, &name).is_ok() {
        let name = pasted(Path::new(&name));
        error = error.hint(format!("to use that one: workon {name}, or: noglue run -e {name} -- COMMAND"));
    }
    let pasted = pasted(env);
    Err(error.hint(format!("to let the project have its own: mv {pasted} {pasted}-name && noglue sync")).into())
}

fn said(name: &str) -> String {
    if name.is_empty() { "nothing".to_owned() } else { format!("\"{}\"", clean(name)) }
}

fn venv_file(root: &Path) -> Option<String> {
    let first = read(&root.join(markers::VENV))?;
    Some(first.lines().next().unwrap_or_default().trim().to_owned())
}

fn of_direnv(root: &Path) -> Option<String> {
    let text = read(&root.join(".envrc"))?;
    let activates = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["layout", kind, ..] => {
                kind.starts_with("python") || ["pyenv", "pipenv", "poetry", "uv", "anaconda"].contains(kind)
            }
            ["use", "venv" | "python" | "conda", ..] => true,
            ["source" | ".", file, ..] => file.ends_with("bin/activate"),
            _ => false,
        }
    };
    let line = text.lines().map(str::trim).find(activates)?;
    let made = sys::fs::names(&root.join(".direnv")).unwrap_or_default();
    let made = made.iter().any(|name| name.to_string_lossy().starts_with("python"));
    let own = if made { ", with an environment of its own in .direnv/" } else { "" };
    Some(format!(
        "{} says '{}'{own}: in a shell with direnv that wins, as if activated by hand; without that line noglue's {} is used",
        root.join(".envrc").display(),
        clean(line),
        markers::VENV
    ))
}

// pyenv-virtualenv puts the name of an environment where others have a version.
fn of_pyenv(context: &Context, root: &Path) -> Option<String> {
    let text = read(&root.join(".python-version"))?;
    let name = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'))?.to_owned();
    let is_name = !name.contains('/') && !name.starts_with('.');
    let pyenv = context.var("PYENV_ROOT").map(PathBuf::from).or_else(|| Some(context.dirs.home()?.join(".pyenv")))?;
    let env = pyenv.join("versions").join(&name);
    (is_name && sys::fs::is_file(&env.join("pyvenv.cfg"))).then(|| {
        format!(
            "{} names \"{}\", an environment of pyenv-virtualenv; noglue reads versions there: noglue python pin VERSION",
            root.join(".python-version").display(),
            clean(&name)
        )
    })
}

fn read(path: &Path) -> Option<String> {
    let (_, bytes) = sys::facts::read_small(path, LIMIT).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
