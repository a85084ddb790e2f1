//! Other tools that put a `python` on `PATH`, and who wins.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::sys;

/// One sentence for each tool that is there.
pub fn notes(context: &Context, shims: &Path) -> Vec<String> {
    let path: Vec<PathBuf> = sys::env::split_paths(context.var("PATH").unwrap_or_default());
    let ours = path.iter().position(|dir| dir == shims);
    let mut notes = Vec::new();
    let roots = [
        ("pyenv", "PYENV_ROOT", ".pyenv"),
        ("mise", "MISE_DATA_DIR", ".local/share/mise"),
        ("asdf", "ASDF_DATA_DIR", ".asdf"),
    ];
    for (tool, variable, usual) in roots {
        let named = context.var(variable).map(PathBuf::from);
        let Some(root) = named.or_else(|| Some(context.dirs.home()?.join(usual))) else { continue };
        if let Some(at) = path.iter().position(|dir| *dir == root.join("shims")) {
            notes.push(standing(tool, &path[at], ours, at));
        }
    }
    if context.var("MISE_SHELL").is_some() {
        notes.push(
            "mise puts its tools first on PATH at each prompt: where a mise.toml names a python, that one wins over noglue's \
             shims; leave python out of it, or use mise's shims"
                .into(),
        );
    }
    if let Some(prefix) = context.var("CONDA_PREFIX").map(Path::new) {
        match path.iter().position(|dir| *dir == prefix.join("bin")) {
            Some(at) if ours.is_none_or(|ours| at < ours) => notes.push(format!(
                "conda's environment {} is active and wins, as activated by hand; to have none at the start of a shell: conda \
                 config --set auto_activate_base false",
                prefix.display()
            )),
            Some(at) => notes.push(standing("conda", &path[at], ours, at)),
            None => {}
        }
    }
    let is_there = |name: &str| path.iter().any(|dir| sys::exec::is_executable(&dir.join(name)));
    if is_there("direnv") {
        notes.push(
            "direnv: what an .envrc activates wins in its directory, as if activated by hand; a project with a .venv of \
             noglue's needs no 'layout python'"
                .into(),
        );
    }
    notes
}

fn standing(tool: &str, dir: &Path, ours: Option<usize>, at: usize) -> String {
    match ours {
        Some(ours) if at < ours => format!(
            "{tool} comes before noglue on PATH ({}): its python wins, also in projects; put its line before noglue's in \
             your shell's start-up file",
            dir.display()
        ),
        _ => format!(
            "{tool} comes after noglue on PATH ({}): noglue's python wins where there is an environment, {tool}'s goes on \
             everywhere else; its Pythons are there for 'noglue sync'",
            dir.display()
        ),
    }
}
