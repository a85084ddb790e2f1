//! An interpreter, asked for its site directories; and which interpreters the system has.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use super::StartupError;
use crate::sys;
use crate::sys::exec::Start;

const SITES: &str = include_str!("../../shims/python/sites.py");
const PATIENCE: Duration = Duration::from_secs(15);
/// Where the interpreters lie that servers of a distribution embed, and those of container images.
const SYSTEM: [&str; 2] = ["/usr/bin", "/usr/local/bin"];

/// An interpreter that may get the hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// The file to run.
    pub executable: PathBuf,
    /// `(3, 11)`.
    pub minor: (u32, u32),
    /// `3.11.2`.
    pub version: String,
    /// Where the hook goes.
    pub folder: PathBuf,
}

#[derive(Deserialize)]
struct Answer {
    version: (u32, u32),
    text: String,
    implementation: String,
    is_environment: bool,
    folders: Vec<PathBuf>,
}

/// Runs `executable`, isolated, and reads what it says.
pub fn ask(executable: &Path) -> Result<Host, StartupError> {
    let path = executable.to_owned();
    let silent = |reason: String| StartupError::Silent { path: path.clone(), reason };
    let output = run(executable, SITES, &[]).map_err(silent)?;
    let line = String::from_utf8_lossy(&output);
    let answer: Answer = serde_json::from_str(line.trim()).map_err(|_| silent("its answer is none".to_owned()))?;
    if answer.is_environment {
        return Err(StartupError::Environment { path });
    }
    if answer.implementation != "cpython" || answer.version < (3, 8) {
        let title = format!("{} {}", crate::ui::clean(&answer.implementation), crate::ui::clean(&answer.text));
        return Err(StartupError::Unsupported { path, title });
    }
    let folder = folder(&answer.folders).ok_or_else(|| silent("it has no site directory".to_owned()))?;
    Ok(Host { executable: path, minor: answer.version, version: answer.text, folder })
}

/// The output of a program for this interpreter. `Err` says what went wrong.
pub(super) fn run(executable: &Path, code: &str, args: &[PathBuf]) -> Result<Vec<u8>, String> {
    let words = ["-I", "-S", "-B", "-X", "utf8", "-c", code].map(std::ffi::OsString::from);
    let start = Start::new(executable, words.into_iter().chain(args.iter().map(|p| p.clone().into_os_string())));
    let start = start.env_remove("PYTHONHOME").env_remove("__PYVENV_LAUNCHER__");
    match start.output_within(PATIENCE) {
        Err(error) => Err(error.to_string()),
        Ok(None) => Err(format!("no answer within {} s", PATIENCE.as_secs())),
        Ok(Some(output)) if output.status.success() => Ok(output.stdout),
        Ok(Some(output)) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it failed");
            Err(crate::ui::clean(last))
        }
    }
}

/// Of an interpreter's site directories the one for what the administrator puts in: on Debian and Fedora that below
/// `local`, which no package of the distribution writes to; elsewhere there is only one.
fn folder(folders: &[PathBuf]) -> Option<PathBuf> {
    let has = |path: &&PathBuf, part: &str| path.to_str().is_some_and(|text| text.contains(part));
    let local = folders.iter().find(|path| has(path, "/local/lib/"));
    local.or_else(|| folders.iter().find(|path| has(path, "/lib/"))).or(folders.first()).cloned()
}

/// The interpreters of the system, each once.
pub fn of_system() -> Vec<PathBuf> {
    in_folders(&SYSTEM.map(PathBuf::from))
}

fn in_folders(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for folder in folders {
        for name in sys::fs::names(folder).unwrap_or_default() {
            let path = folder.join(&name);
            if !name.to_str().is_some_and(is_python) || !sys::exec::is_executable(&path) {
                continue;
            }
            // `/usr/bin/python3` is a link to the versioned name; a shim of ours or of pyenv is no interpreter.
            let Ok(real) = sys::fs::canonicalize(&path) else { continue };
            let is_real = real.file_name().and_then(|n| n.to_str()).is_some_and(is_python);
            if is_real && !sys::careful::starts_with(&real, b"#!") && seen.insert(real.clone()) {
                found.push(real);
            }
        }
    }
    found.sort();
    found
}

/// `python3.11`, `python3.13t`.
fn is_python(name: &str) -> bool {
    let Some(minor) = name.strip_prefix("python3") else { return false };
    let minor = minor.strip_suffix('t').unwrap_or(minor);
    minor.is_empty() || minor.strip_prefix('.').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_administrators_own_folder_is_taken_where_there_is_one() {
        let check = |folders: &[&str], expected: Option<&str>| {
            let folders: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
            assert_eq!(folder(&folders).as_deref(), expected.map(Path::new), "{folders:?}");
        };
        let debian = ["/usr/local/lib/python3.11/dist-packages", "/usr/lib/python3/dist-packages"];
        check(&debian, Some("/usr/local/lib/python3.11/dist-packages"));
        let fedora = ["/usr/local/lib64/python3.12/site-packages", "/usr/local/lib/python3.12/site-packages"];
        check(&fedora, Some("/usr/local/lib/python3.12/site-packages"));
        check(
            &["/usr/lib64/python3.12/site-packages", "/usr/lib/python3.12/site-packages"],
            Some("/usr/lib/python3.12/site-packages"),
        );
        check(&["/opt/python/lib/python3.13t/site-packages"], Some("/opt/python/lib/python3.13t/site-packages"));
        check(&[], None);
    }

    #[test]
    fn interpreters_are_told_from_other_programs_by_name() {
        for name in ["python3", "python3.8", "python3.13t"] {
            assert!(is_python(name), "{name}");
        }
        for name in ["python", "python2", "python3-config", "python3.11-config", "python3.", "python3.x", "pypy3"] {
            assert!(!is_python(name), "{name}");
        }
    }

    #[test]
    fn each_interpreter_counts_once_and_scripts_do_not() {
        let top = tempfile::tempdir().unwrap();
        let at = |name: &str| top.path().join(name);
        let make = |name: &str, text: &str| {
            std::fs::write(at(name), text).unwrap();
            sys::fs::set_mode(&at(name), 0o755).unwrap();
        };
        make("python3.11", "\x7fELF");
        make("python3.12", "#!/bin/sh\nexec pyenv \"$@\"\n");
        make("python3.11-config", "\x7fELF");
        make("noglue", "\x7fELF");
        std::os::unix::fs::symlink("python3.11", at("python3")).unwrap();
        std::os::unix::fs::symlink("noglue", at("python3.13")).unwrap();
        std::os::unix::fs::symlink("gone", at("python3.14")).unwrap();
        let found = in_folders(&[top.path().to_owned(), top.path().join("none")]);
        assert_eq!(found, [sys::fs::canonicalize(&at("python3.11")).unwrap()]);
    }
}
