//! What makes a directory a project: the marker files, and the list `.python-envs`.

use std::path::{Path, PathBuf};

use super::view::View;

/// Files and directories that mark a project, beside `requirements*.txt` and `pylock*.toml`.
pub const NAMES: &[&str] = &[
    "pyproject.toml",
    "requirements",
    "manage.py",
    "wsgi.py",
    "setup.py",
    "setup.cfg",
    "Pipfile",
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    ".python-version",
];

/// The name of the directory that is a project's environment by convention.
pub const VENV: &str = ".venv";
/// The list of a project's environments (PEP 832, draft).
pub const LIST: &str = ".python-envs";

/// The first marker in `dir`, in the order of [`NAMES`].
pub fn marker(view: &dyn View, dir: &Path) -> Option<String> {
    let names = view.names(dir).ok()?;
    let has = |name: &str| names.iter().any(|n| n == name);
    if let Some(name) = NAMES.iter().find(|name| has(name)) {
        return Some((*name).to_owned());
    }
    let patterns = |name: &str| {
        (name.starts_with("requirements") && name.ends_with(".txt"))
            || (name.starts_with("pylock") && name.ends_with(".toml"))
    };
    names.iter().filter_map(|n| n.to_str()).find(|n| patterns(n)).map(str::to_owned)
}

/// The default of a `.python-envs`: its last line that is not empty, relative to `dir`. `Err` says what is wrong.
// PEP 832 (draft): UTF-8, one environment per line, the last one is the default.
pub fn listed(dir: &Path, bytes: &[u8]) -> Result<Option<PathBuf>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?;
    let Some(line) = text.lines().map(str::trim).rfind(|line| !line.is_empty()) else { return Ok(None) };
    if line.contains('\0') {
        return Err(line.to_owned());
    }
    Ok(Some(crate::sys::fs::absolute(Path::new(line), dir)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_default() {
        let dir = Path::new("/srv/x");
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(listed(dir, text.as_bytes()).unwrap().as_deref(), expected.map(Path::new), "{text:?}");
        };
        check("", None);
        check("\n \n", None);
        check("a\nenvs/b\n\n", Some("/srv/x/envs/b"));
        check("../shared/env", Some("/srv/shared/env"));
        check("/opt/env\r\n", Some("/opt/env"));
        assert!(listed(dir, b"\xff").is_err());
        assert!(listed(dir, b"a\0b").is_err());
    }
}
