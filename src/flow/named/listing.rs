//! `.python-envs` (PEP 832, draft of 2026-08-10): the environments of a project beside `.venv`, one in a line, the last
//! one the default where there is no `.venv`. Lines of others are kept as they are.

use std::path::{Path, PathBuf};

use crate::discover::markers;
use crate::error::{Plain, Result};
use crate::named::{NamedError, physical};
use crate::sys;

/// Adds an environment before all others: what was the default stays the default.
pub fn add(root: &Path, env: &Path) -> Result<()> {
    change(root, |lines| {
        if !lines.iter().any(|line| is_it(root, line, env)) {
            lines.insert(0, shown(root, env)?);
        }
        Ok(())
    })
}

/// Adds an environment after all others: the default.
pub fn add_last(root: &Path, env: &Path) -> Result<()> {
    change(root, |lines| {
        lines.retain(|line| !is_it(root, line, env));
        lines.push(shown(root, env)?);
        Ok(())
    })
}

/// Takes an environment out.
pub fn remove(root: &Path, env: &Path) -> Result<()> {
    change(root, |lines| {
        lines.retain(|line| !is_it(root, line, env));
        Ok(())
    })
}

/// Puts `new` where `old` stands.
pub fn replace(root: &Path, old: &Path, new: &Path) -> Result<()> {
    change(root, |lines| {
        let new = shown(root, new)?;
        lines.iter_mut().filter(|line| is_it(root, line, old)).for_each(|line| line.clone_from(&new));
        Ok(())
    })
}

/// The environments that are listed, the default last.
pub fn listed(root: &Path) -> Result<Vec<PathBuf>> {
    Ok(read(root)?.iter().map(|line| sys::fs::absolute(Path::new(line.trim()), root)).collect())
}

fn change(root: &Path, edit: impl FnOnce(&mut Vec<String>) -> Result<()>) -> Result<()> {
    let before = read(root)?;
    let mut lines = before.clone();
    edit(&mut lines)?;
    let file = root.join(markers::LIST);
    if lines == before {
        return Ok(());
    }
    if lines.is_empty() {
        return Ok(sys::fs::remove_file(&file)?);
    }
    Ok(sys::fs::replace(&file, (lines.join("\n") + "\n").as_bytes())?)
}

// Through a link, a file elsewhere would be changed.
fn read(root: &Path) -> Result<Vec<String>> {
    let file = root.join(markers::LIST);
    if sys::fs::read_link(&file).is_ok() {
        return Err(Plain::refused(format!("{} is a link; it is not written through", file.display()))
            .hint("replace it by the file that it leads to")
            .into());
    }
    let Some(bytes) = sys::fs::read_if_there(&file)? else { return Ok(Vec::new()) };
    let text = String::from_utf8(bytes)
        .map_err(|_| Plain::refused(format!("{} is not UTF-8", file.display())).hint("correct it, or remove it"))?;
    Ok(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
}

fn is_it(root: &Path, line: &str, env: &Path) -> bool {
    let path = sys::fs::absolute(Path::new(line.trim()), root);
    path == env || physical(&path) == physical(env)
}

// Relative to the project where it lies in it, so that the project can be moved.
fn shown(root: &Path, env: &Path) -> Result<String> {
    let path = env.strip_prefix(root).unwrap_or(env);
    match path.to_str() {
        Some(text) if !text.contains(['\n', '\r']) && text.trim() == text => Ok(text.to_owned()),
        _ => Err(NamedError::LineBreak { path: env.to_owned() }.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, edit: impl FnOnce(&Path) -> Result<()>, after: &str) {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        std::fs::write(root.join(".python-envs"), before).unwrap();
        edit(root).unwrap();
        assert_eq!(std::fs::read_to_string(root.join(".python-envs")).unwrap_or_default(), after, "{before:?}");
    }

    #[test]
    fn lines_of_others_and_the_default_stay() {
        check("", |root| add(root, Path::new("/e/a")), "/e/a\n");
        check("x\r\n\n/e/b", |root| add(root, Path::new("/e/a")), "/e/a\nx\n/e/b\n");
        check("/e/a\nx\n", |root| add(root, Path::new("/e/a")), "/e/a\nx\n");
        check("/e/a\nx\n", |root| add_last(root, Path::new("/e/a")), "x\n/e/a\n");
        check("/e/a\nx\n/e/../e/a\n", |root| remove(root, Path::new("/e/a")), "x\n");
        check("/e/a\n", |root| remove(root, Path::new("/e/a")), "");
        check("/e/a\nx\n", |root| replace(root, Path::new("/e/a"), Path::new("/e/c")), "/e/c\nx\n");
        check("x\n", |root| add(root, &root.join("inside/.venv")), "inside/.venv\nx\n");
    }

    #[test]
    fn a_link_is_not_written_through_and_a_line_break_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("victim"), "mine\n").unwrap();
        std::os::unix::fs::symlink("victim", dir.path().join(".python-envs")).unwrap();
        assert!(add(dir.path(), Path::new("/e/a")).is_err());
        assert_eq!(std::fs::read_to_string(dir.path().join("victim")).unwrap(), "mine\n");
        std::fs::remove_file(dir.path().join(".python-envs")).unwrap();
        assert!(add(dir.path(), Path::new("/e/a\n/evil")).is_err());
        std::fs::write(dir.path().join(".python-envs"), b"\xff\n").unwrap();
        assert!(add(dir.path(), Path::new("/e/a")).is_err());
    }
}
