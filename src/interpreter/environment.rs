//! Is this python an environment's, and which interpreter was it made from? Reads `pyvenv.cfg`; runs nothing.
//!
//! PEP 405: `pyvenv.cfg` lies beside the executable or one directory up, and the executable's own link is not followed
//! in looking for it.

use std::path::{Path, PathBuf};

use super::Problem;
use crate::sys;

/// No honest `pyvenv.cfg` is larger, in bytes.
const LIMIT: u64 = 64 * 1024;
/// An environment made from an environment made from ...: `home` is followed this often.
const DEPTH: usize = 4;

/// The parts of a `pyvenv.cfg` that say where the base is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Config {
    home: Option<PathBuf>,
    executable: Option<PathBuf>,
    version: Option<String>,
}

/// The directory of the environment that `python` belongs to.
pub fn environment_of(python: &Path) -> Option<PathBuf> {
    let beside = python.parent()?;
    [Some(beside), beside.parent()]
        .into_iter()
        .flatten()
        .find(|dir| sys::fs::is_file(&dir.join("pyvenv.cfg")))
        .map(Path::to_owned)
}

/// The interpreter that the environment of `python` was made from, by its `home`.
pub(super) fn base_of(python: &Path, environment: &Path) -> Result<PathBuf, Problem> {
    let (mut python, mut environment) = (python.to_owned(), environment.to_owned());
    for _ in 0..DEPTH {
        let base = step(&python, &environment)?;
        let Some(outer) = environment_of(&base) else { return Ok(base) };
        (python, environment) = (base, outer);
    }
    Err(Problem::Environment { reason: "its home is an environment whose home is an environment, and so on".into() })
}

fn step(python: &Path, environment: &Path) -> Result<PathBuf, Problem> {
    let file = environment.join("pyvenv.cfg");
    let (bytes, _) = sys::careful::read(&file, LIMIT).map_err(Problem::Files)?;
    let config = parse(&String::from_utf8_lossy(&bytes));
    let lacks = |what: String| Problem::Environment { reason: format!("{} {what}", file.display()) };
    let home = config.home.clone().ok_or_else(|| lacks("has no home".into()))?;
    if !home.is_absolute() {
        return Err(lacks(format!("has a home that is no absolute path: {}", home.display())));
    }
    names(python, &config)
        .into_iter()
        .map(|name| home.join(name))
        .find(|p| sys::exec::is_executable(p))
        .ok_or_else(|| lacks(format!("says home = {}, but no Python is there any more", home.display())))
}

// What the base executable may be called in `home`, likeliest first.
fn names(python: &Path, config: &Config) -> Vec<std::ffi::OsString> {
    let mut names: Vec<std::ffi::OsString> = Vec::new();
    let mut add = |name: Option<&std::ffi::OsStr>| {
        if let Some(name) = name
            && !names.iter().any(|n| n == name)
        {
            names.push(name.to_owned());
        }
    };
    // bin/python -> python3 -> /usr/bin/python3.12: the first name outside bin.
    let mut at = python.to_owned();
    for _ in 0..8 {
        let (Ok(target), Some(dir)) = (sys::fs::read_link(&at), at.parent()) else { break };
        let target = sys::fs::absolute(&target, dir);
        if target.parent() != Some(dir) {
            add(target.file_name());
            break;
        }
        at = target;
    }
    add(config.executable.as_deref().and_then(Path::file_name));
    let mut parts = config.version.as_deref().unwrap_or_default().split('.');
    if let (Some(major), Some(minor)) = (parts.next(), parts.next())
        && [major, minor].iter().all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
    {
        add(Some(format!("python{major}.{minor}").as_ref()));
        add(Some(format!("pypy{major}.{minor}").as_ref()));
    }
    for name in ["python3", "python", "pypy3"] {
        add(Some(name.as_ref()));
    }
    names
}

// As `site` reads it: lines with `=`, keys in any case.
fn parse(text: &str) -> Config {
    let mut config = Config::default();
    for (key, value) in text.lines().filter_map(|line| line.split_once('=')) {
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "home" => config.home = Some(PathBuf::from(value)),
            // venv's key, and virtualenv's.
            "executable" | "base-executable" => config.executable = Some(PathBuf::from(value)),
            // venv's and virtualenv's, and PEP 838's.
            "version" | "version_info" | "python-version" => config.version = Some(value.to_owned()),
            _ => {}
        }
    }
    config
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn program(path: &Path) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "").unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn environment(dir: &Path, cfg: &str, links: &[(&str, &str)]) -> PathBuf {
        std::fs::create_dir_all(dir.join("bin")).unwrap();
        std::fs::write(dir.join("pyvenv.cfg"), cfg).unwrap();
        for (name, target) in links {
            symlink(target, dir.join("bin").join(name)).unwrap();
        }
        dir.join("bin/python")
    }

    #[test]
    fn an_environment_is_known_by_pyvenv_cfg_near_the_link_not_near_its_target() {
        let dir = tempfile::tempdir().unwrap();
        let base = dir.path().join("base/bin/python3.12");
        program(&base);
        let python = environment(&dir.path().join("e"), "home = /x", &[("python", base.to_str().unwrap())]);
        assert_eq!(environment_of(&python), Some(dir.path().join("e")));
        assert_eq!(environment_of(&base), None);
        let into = dir.path().join("into");
        symlink(&python, &into).unwrap();
        assert_eq!(environment_of(&into), None);
        std::fs::write(dir.path().join("pyvenv.cfg"), "").unwrap();
        assert_eq!(environment_of(&into), Some(dir.path().to_owned()));
    }

    #[test]
    fn the_base_is_the_linked_name_in_home() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("base/bin");
        for name in ["python3", "python3.11", "python3.12"] {
            program(&home.join(name));
        }
        let cfg = format!("HOME= {} \nversion = 3.11.4\n", home.display());
        let target = home.join("python3.12");
        let links = [("python", "python3"), ("python3", target.to_str().unwrap())];
        let python = environment(&dir.path().join("linked"), &cfg, &links);
        assert_eq!(base_of(&python, &dir.path().join("linked")).unwrap(), target);

        // A copied executable tells nothing: the version does.
        let copied = environment(&dir.path().join("copied"), &cfg, &[]);
        program(&copied);
        assert_eq!(base_of(&copied, &dir.path().join("copied")).unwrap(), home.join("python3.11"));

        let nested_cfg = format!("home = {}", dir.path().join("linked/bin").display());
        let nested = environment(&dir.path().join("nested"), &nested_cfg, &[("python", python.to_str().unwrap())]);
        assert_eq!(base_of(&nested, &dir.path().join("nested")).unwrap(), target);
    }

    #[test]
    fn a_home_that_is_gone_missing_relative_or_circular_is_a_problem_with_words() {
        let dir = tempfile::tempdir().unwrap();
        let e = dir.path().join("e");
        let own_bin = e.join("bin");
        for (cfg, words) in [
            ("home = /nonexistent/bin".to_owned(), "no Python is there any more"),
            (String::new(), "has no home"),
            ("home".to_owned(), "has no home"),
            ("home = ../bin".to_owned(), "no absolute path"),
            (format!("home = {}", own_bin.display()), "and so on"),
        ] {
            let _ = std::fs::remove_dir_all(&e);
            let python = environment(&e, &cfg, &[]);
            program(&python);
            let problem = base_of(&python, &e).unwrap_err().to_string();
            assert!(problem.contains(words), "{cfg}: {problem}");
        }
    }
}
