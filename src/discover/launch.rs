//! An environment and a program's name -> what to execute. Nothing is started here.
//!
//! Everything is started through the generation's own path, so that a running program keeps its tree when the next
//! generation is switched in.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::Environment;
use crate::sys;
use crate::sys::exec::Start;
use crate::vars;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    /// The interpreter itself.
    Python,
    /// An interpreter of a named version: `python3.11`.
    PythonVersion(u32, Option<u32>),
    /// Anything else: a console script.
    Tool,
}

/// Reads a name.
pub fn program(name: &OsStr) -> Program {
    let Some(rest) = name.to_str().and_then(|n| n.strip_prefix("python")) else { return Program::Tool };
    if rest.is_empty() || rest == "3" {
        return Program::Python;
    }
    // `3.13t`, `3.12d`: builds of a version.
    let rest = rest.strip_suffix(['t', 'd']).unwrap_or(rest);
    let (major, minor) = match rest.split_once('.') {
        Some((major, minor)) => (major, Some(minor)),
        None => (rest, None),
    };
    match (major.parse(), minor.map(str::parse).transpose()) {
        (Ok(major), Ok(minor)) => Program::PythonVersion(major, minor),
        _ => Program::Tool,
    }
}

/// True when an interpreter of that version is the environment's own.
pub fn is_own_version(environment: &Environment, major: u32, minor: Option<u32>) -> bool {
    environment.config.version.is_some_and(|own| own.0 == major && minor.is_none_or(|minor| own.1 == minor))
}

/// The environment's interpreter with these arguments.
pub fn python(environment: &Environment, args: &[OsString]) -> Start {
    surroundings(environment, Start::new(&environment.python, args))
}

/// The environment's program of this name, or `None` when it has none.
///
/// A Python script is run by the environment's interpreter, whatever its first line says: that may be the path of a
/// project that was moved. Anything else is executed as it is.
pub fn tool(environment: &Environment, name: &OsStr, args: &[OsString]) -> Option<Start> {
    let path = environment.bin().join(name);
    if !super::start::is_program_name(name) || !sys::exec::is_executable(&path) {
        return None;
    }
    let start = match sys::facts::read_start(&path, HEAD).ok().and_then(|head| python_options(&head)) {
        Some(options) => {
            let words = options.into_iter().chain([path.clone().into_os_string()]).chain(args.iter().cloned());
            Start::new(&environment.python, words)
        }
        None => Start::new(path, args),
    };
    Some(surroundings(environment, start))
}

/// What a program of the environment sees.
pub fn surroundings(environment: &Environment, start: Start) -> Start {
    start
        .env(vars::VIRTUAL_ENV, &environment.dir)
        .env_remove(vars::PYTHONHOME)
        .env_remove(vars::PYVENV_LAUNCHER)
        .env_remove(vars::SHIM)
}

/// The command that adds a program to a project.
pub fn add_command(environment: &Environment, name: &OsStr) -> String {
    let package = package_of(&name.to_string_lossy());
    let package = super::text::pasted(Path::new(&package));
    if environment.is_ours() { format!("noglue add {package}") } else { format!("noglue pip install {package}") }
}

// As much as the kernel reads of a first line, and the line after it.
const HEAD: usize = 512;

/// The options on the first line if it names a Python; `None` if the file is no Python script.
fn python_options(head: &[u8]) -> Option<Vec<OsString>> {
    use std::os::unix::ffi::OsStrExt;
    let line = head.strip_prefix(b"#!")?.split(|b| *b == b'\n').next()?.trim_ascii();
    let rest_of_file = &head[head.iter().position(|b| *b == b'\n').unwrap_or(head.len())..];
    // What pip writes where a path is too long or has a space in it.
    if line == b"/bin/sh" {
        return rest_of_file.trim_ascii_start().starts_with(b"'''exec' ").then(Vec::new);
    }
    let mut words = line.split(|b| b.is_ascii_whitespace()).filter(|w| !w.is_empty());
    let mut interpreter = words.next()?;
    let is_named = |word: &[u8], name: &[u8]| word.rsplit(|b| *b == b'/').next() == Some(name);
    if is_named(interpreter, b"env") {
        interpreter = words.find(|w| !w.starts_with(b"-") && !w.contains(&b'='))?;
    }
    let name = interpreter.rsplit(|b| *b == b'/').next()?;
    let is_python = (name.starts_with(b"python") && !name.starts_with(b"python2")) || name.starts_with(b"pypy");
    is_python.then(|| words.map(|w| OsStr::from_bytes(w).to_owned()).collect())
}

/// True for programs that come from PyPI, too, but are no Python programs: where the environment has none, the
/// system's is no leak of the system's packages.
pub fn is_foreign(name: &OsStr) -> bool {
    const NAMES: &[&str] = &[
        "clang-format",
        "clang-tidy",
        "cmake",
        "corepack",
        "cpack",
        "ctest",
        "ninja",
        "node",
        "npm",
        "npx",
        "patchelf",
        "protoc",
        "swig",
        "uv",
        "uvx",
        "uwsgi",
        "zig",
    ];
    NAMES.iter().any(|foreign| name == *foreign)
}

/// The package that brings a command, where its name is not the command's own.
fn package_of(command: &str) -> String {
    const OTHER_NAMES: &[(&str, &str)] = &[
        ("ansible-playbook", "ansible"),
        ("aws", "awscli"),
        ("django-admin", "django"),
        ("dmypy", "mypy"),
        ("epylint", "pylint"),
        ("f2py", "numpy"),
        ("fastapi", "fastapi[standard]"),
        ("http", "httpie"),
        ("https", "httpie"),
        ("ipython3", "ipython"),
        ("jupyter-lab", "jupyterlab"),
        ("pip-compile", "pip-tools"),
        ("pip-sync", "pip-tools"),
        ("pip3", "pip"),
        ("py.test", "pytest"),
        ("pyftsubset", "fonttools"),
        ("pygmentize", "pygments"),
        ("rst2html.py", "docutils"),
        ("rst2html", "docutils"),
        ("sphinx-apidoc", "sphinx"),
        ("sphinx-build", "sphinx"),
        ("sphinx-quickstart", "sphinx"),
        ("stubgen", "mypy"),
        ("supervisorctl", "supervisor"),
        ("supervisord", "supervisor"),
        ("ttx", "fonttools"),
        ("waitress-serve", "waitress"),
    ];
    let found = OTHER_NAMES.iter().find(|(name, _)| *name == command);
    found.map_or(command, |(_, package)| package).to_owned()
}

/// Where a program of the environment would lie.
pub fn path_of(environment: &Environment, name: &OsStr) -> PathBuf {
    environment.bin().join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_interpreters_are_told_from_tools() {
        let check = |name: &str, expected| assert_eq!(program(OsStr::new(name)), expected, "{name}");
        check("python", Program::Python);
        check("python3", Program::Python);
        check("python3.11", Program::PythonVersion(3, Some(11)));
        check("python3.13t", Program::PythonVersion(3, Some(13)));
        check("python2", Program::PythonVersion(2, None));
        check("python2.7", Program::PythonVersion(2, Some(7)));
        check("python-config", Program::Tool);
        check("python3-config", Program::Tool);
        check("python3.", Program::Tool);
        check("pytest", Program::Tool);
    }

    #[test]
    fn python_scripts_are_known_by_their_first_line() {
        let check = |head: &str, expected: Option<&[&str]>| {
            let options = python_options(head.as_bytes());
            assert_eq!(options, expected.map(|words| words.iter().map(OsString::from).collect()), "{head:?}");
        };
        check("#!/srv/x/.venv/bin/python\nimport sys", Some(&[]));
        check("#!/usr/bin/python3.12 -s\n", Some(&["-s"]));
        check("#! /usr/bin/env python3\n", Some(&[]));
        check("#!/usr/bin/env -S python3 -u -X dev\n", Some(&["-u", "-X", "dev"]));
        check("#!/usr/bin/env PYTHONUTF8=1 python\n", Some(&[]));
        check("#!/bin/sh\n'''exec' \"/a b/.venv/bin/python\" \"$0\" \"$@\"\n' '''\n", Some(&[]));
        check("#!/usr/bin/pypy3\r\n", Some(&[]));
        check("#!/bin/sh\nexec python \"$@\"\n", None);
        check("#!/usr/bin/env bash\n", None);
        check("#!/usr/bin/env python2\n", None);
        check("#!/usr/bin/perl\n", None);
        check("#!/bin/bash /opt/python\n", None);
        check("#!\n", None);
        check("#!", None);
        check("", None);
        check("\x7fELF\0python", None);
        check("import python\n", None);
    }
}
