//! A command line -> the directories its code lies in, in the order the rule looks at them.
//!
//! A script's own directory, that of its target if it is a link, what options, variables and configuration files of
//! known servers name, then the working directory. Later ones are worked out only if earlier ones find nothing.

mod gunicorn;
mod options;
pub mod python;
mod uwsgi;

use std::ffi::{OsStr, OsString};
use std::iter::once_with;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::launch::{Program, program};
use super::start::{Origin, Start, absolute, resolved};
use super::view::View;
use crate::sys::facts::Kind;
use python::Runs;

/// A command as it was typed.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// Where files are looked at.
    pub view: &'a dyn View,
    /// The program's name.
    pub name: &'a OsStr,
    /// Its arguments.
    pub args: &'a [OsString],
    /// The working directory.
    pub cwd: &'a Path,
    /// One variable.
    pub get: &'a dyn Fn(&str) -> Option<OsString>,
}

impl<'a> Call<'a> {
    /// Where its code lies.
    pub fn starts(self) -> Box<dyn Iterator<Item = Start> + 'a> {
        let cwd = once_with(move || Start::cwd(self.cwd));
        if program(self.name) == Program::Tool {
            return Box::new(self.of_tool(self.name, self.args).chain(cwd));
        }
        match python::runs(self.args) {
            Runs::Text => Box::new(cwd),
            Runs::Module(module, rest) => Box::new(self.of_tool(tool_of_module(module), rest).chain(cwd)),
            Runs::Script(script, rest) => {
                let path = absolute(self.view, Path::new(script), self.cwd);
                let server = server_of_system(&path).map(OsStr::to_owned);
                // A program of the system does not belong to the project it is started in, unless it is a server.
                let has_cwd = server.is_some() || !is_system(&path);
                let own = {
                    let path = path.clone();
                    once_with(move || Start::code(self.view, &path, Origin::Script))
                };
                let linked = once_with(move || self.of_link(&path)).flatten();
                let named = once_with(move || server.map(|name| self.of_tool(&name, rest).collect::<Vec<_>>()));
                let named = named.flatten().flatten();
                Box::new(own.chain(linked).chain(named).chain(cwd.filter(move |_| has_cwd)))
            }
        }
    }

    fn of_link(self, path: &Path) -> Option<Start> {
        let is_link = self.view.facts(path).is_ok_and(|f| f.kind == Kind::Link);
        is_link.then(|| Start::code(self.view, &resolved(self.view, path), Origin::LinkTarget))
    }

    fn of_tool(self, name: &OsStr, args: &'a [OsString]) -> impl Iterator<Item = Start> + 'a {
        let name = name.to_str().unwrap_or_default().to_owned();
        once_with(move || match name.as_str() {
            "gunicorn" => gunicorn::starts(&self, args),
            "uwsgi" => uwsgi::starts(&self, args),
            name => {
                TOOLS.iter().find(|tool| tool.name == name).map(|tool| tool.starts(&self, args)).unwrap_or_default()
            }
        })
        .flatten()
    }
}

/// A program whose options name a directory or a file of code.
struct Tool {
    name: &'static str,
    options: &'static [&'static str],
    variable: Option<&'static str>,
    /// Whether a plain argument that is a file or directory is code, too.
    takes_paths: bool,
}

const fn tool(name: &'static str, options: &'static [&'static str], variable: Option<&'static str>) -> Tool {
    Tool { name, options, variable, takes_paths: false }
}

const TOOLS: &[Tool] = &[
    tool("celery", &["--workdir"], None),
    tool("django-admin", &["--pythonpath"], None),
    tool("flask", &["--app", "-A"], Some("FLASK_APP")),
    tool("granian", &["--working-dir"], Some("GRANIAN_WORKING_DIR")),
    Tool { name: "py.test", options: PYTEST, variable: None, takes_paths: true },
    Tool { name: "pytest", options: PYTEST, variable: None, takes_paths: true },
    tool("uvicorn", &["--app-dir"], Some("UVICORN_APP_DIR")),
];

const PYTEST: &[&str] = &["--rootdir", "-c", "--config-file"];

/// Servers that a distribution may have installed as a program of the system.
pub const SERVERS: &[&str] = &[
    "celery",
    "daphne",
    "django-admin",
    "flask",
    "granian",
    "gunicorn",
    "hypercorn",
    "uvicorn",
    "uwsgi",
    "waitress-serve",
];

impl Tool {
    fn starts(&self, call: &Call<'_>, args: &[OsString]) -> Vec<Start> {
        let existing = |value: &OsStr| {
            // `tests/test_a.py::test_b`, `app.py:create()`: the file is what stands before.
            let bytes = value.as_bytes();
            let file = bytes.split(|b| *b == b':').next().unwrap_or(bytes);
            [bytes, file].into_iter().map(|word| self.path(call, word)).find(|p| call.view.follow(p).is_ok())
        };
        let mut starts = Vec::new();
        for (name, value) in options::values(args, self.options) {
            let found = existing(value);
            starts.extend(found.map(|p| Start::code(call.view, &p, Origin::Option(name.to_owned()))));
        }
        if let (Some(variable), true) = (self.variable, starts.is_empty()) {
            let found = (call.get)(variable).as_deref().and_then(existing);
            starts.extend(found.map(|p| Start::code(call.view, &p, Origin::Variable(variable))));
        }
        if self.takes_paths {
            let plain = args.iter().filter(|word| !word.is_empty() && !word.as_bytes().starts_with(b"-"));
            let found = plain.filter_map(|word| existing(word)).next();
            starts.extend(found.map(|p| Start::code(call.view, &p, Origin::Script)));
        }
        starts
    }

    fn path(&self, call: &Call<'_>, word: &[u8]) -> PathBuf {
        absolute(call.view, Path::new(OsStr::from_bytes(word)), call.cwd)
    }
}

/// `-m gunicorn.app.wsgiapp` is `gunicorn`.
fn tool_of_module(module: &OsStr) -> &OsStr {
    match module.as_bytes().split(|b| *b == b'.').next() {
        Some(b"django") => OsStr::new("django-admin"),
        Some(b"waitress") => OsStr::new("waitress-serve"),
        Some(first) => OsStr::from_bytes(first),
        None => module,
    }
}

/// True for a script that belongs to the machine and not to a project.
pub fn is_system(script: &Path) -> bool {
    ["/usr", "/bin", "/sbin", "/snap", "/nix", "/gnu"].iter().any(|dir| script.starts_with(dir))
}

/// The name of the server that a program of the system is, if it is one: `/usr/bin/gunicorn`.
pub fn server_of_system(script: &Path) -> Option<&OsStr> {
    let name = script.file_name().filter(|name| SERVERS.iter().any(|server| server == name))?;
    is_system(script).then_some(name)
}

#[cfg(test)]
mod tests;
