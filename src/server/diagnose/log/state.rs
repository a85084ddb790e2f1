//! What earlier lines of a log told.

use std::path::{Path, PathBuf};

use crate::server::diagnose::Kind;

/// Collected while a log is read.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The server's Python: `(3, 11)`.
    pub python: Option<(u32, u32)>,
    /// Which server runs the application.
    pub server: Option<Server>,
    /// The environment that the server says it uses.
    pub virtualenv: Option<PathBuf>,
    /// The homes of Python that the server was told: in the log of an Emperor, of all vassals.
    pub homes: Vec<String>,
    /// Those of them that were told to be missing.
    pub missing_homes: Vec<String>,
    /// `PYTHONHOME` as Python itself reports it.
    pub python_home: Option<String>,
    /// Where the server went.
    pub chdir: Option<PathBuf>,
    /// It is the log of an Emperor, in which all vassals write at the same time; he may be root.
    pub has_emperor: bool,
    /// He needs no plugin, and has still to say that he has none.
    pub lacks_plugin: bool,
    /// Findings of these kinds so far turned out to be nothing of their own.
    pub forget: Vec<&'static Kind>,
    /// That there is no plugin was told.
    pub is_plugin_told: bool,
    /// Why lighttpd could not start a program was told.
    pub is_start_told: bool,
    /// Why a socket cannot be had was told.
    pub is_socket_told: bool,
    /// The traceback that is being read.
    pub traceback: Option<Traceback>,
    /// The last error that was raised and is not told yet.
    pub raised: Option<Raised>,
    /// The application is being imported: any error is fatal.
    pub is_importing: bool,
    /// Why the application cannot be loaded was told.
    pub is_told: bool,
    /// A worker class of gunicorn that failed, and why is still to come.
    pub worker_class: Option<String>,
    /// Python could not start: what it says then is not about a missing module.
    pub is_fatal: bool,
}

/// Who runs the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Server {
    /// uWSGI.
    Uwsgi,
    /// gunicorn.
    Gunicorn,
    /// Apache with mod_wsgi.
    ModWsgi,
}

/// The files of a traceback so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Traceback {
    /// Outermost first.
    pub files: Vec<PathBuf>,
}

/// An error of Python.
#[derive(Clone, Debug)]
pub(super) struct Raised {
    /// `RuntimeError`
    pub error: String,
    /// `boom`
    pub message: String,
    /// Outermost first.
    pub files: Vec<PathBuf>,
}

impl State {
    /// A server starts: nothing of what was before holds.
    pub fn begin(&mut self, server: Server) {
        // Vassals start while others of their Emperor speak.
        let old = std::mem::take(self);
        let State { homes, missing_homes, has_emperor, lacks_plugin, .. } = old;
        *self = State { server: Some(server), homes, missing_homes, has_emperor, lacks_plugin, ..State::default() };
    }
}

impl Raised {
    /// The innermost file that belongs to a project: not to a library, nor to the server.
    pub fn project_file(&self) -> Option<&Path> {
        let is_library = |path: &Path| {
            let text = path.to_string_lossy();
            text.starts_with('<')
                || text.contains("/site-packages/")
                || text.contains("/dist-packages/")
                || is_standard(&text)
        };
        self.files.iter().rev().map(PathBuf::as_path).find(|path| !is_library(path))
    }
}

// `/usr/lib/python3.11/importlib/__init__.py`
fn is_standard(path: &str) -> bool {
    path.split_once("/lib/python3.").is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A line without what the logger put before it: Apache's and gunicorn's `[...] [...]`, the journal's `host name[1]:`.
pub(super) fn payload(line: &str) -> &str {
    let is_uwsgi = line.starts_with("[uWSGI]") || line.starts_with("[pid: ");
    let line = match line.find("]: ") {
        Some(at) if at < 120 && is_journal(&line[..at]) => &line[at + 3..],
        _ => line,
    };
    let mut rest = line;
    let mut groups = 0;
    while let Some(tail) = rest.strip_prefix('[').filter(|_| !is_uwsgi) {
        let Some(end) = tail.find(']') else { break };
        // mod_wsgi keeps the indent of a traceback's line after one blank.
        rest = tail[end + 1..].strip_prefix(' ').unwrap_or(&tail[end + 1..]);
        groups += 1;
    }
    if groups >= 2 { rest } else { line }
}

// `Nov 24 09:00:00 host uwsgi[123`
fn is_journal(head: &str) -> bool {
    let Some((name, pid)) = head.rsplit_once('[') else { return false };
    !pid.is_empty() && pid.bytes().all(|b| b.is_ascii_digit()) && !name.starts_with('[') && name.contains(' ')
}

/// What stands between two texts: `("a 'x' b", "a '", "'")` gives `x`.
pub(super) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = &text[text.find(before)? + before.len()..];
    let found = &rest[..rest.find(after)?];
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_loggers_put_before_a_line_is_taken_off() {
        let check = |line: &str, expected: &str| assert_eq!(payload(line), expected, "{line}");
        check(
            "[Tue Nov 24 09:20:49.1 2026] [wsgi:error] [pid 1:tid 2] [client 127.0.0.1:5]   File \"/x\"",
            "  File \"/x\"",
        );
        check("[2026-11-24 09:19:35 +0000] [27] [ERROR] Exception in worker process", "Exception in worker process");
        check("Nov 24 09:00:00 host uwsgi[123]: ModuleNotFoundError: x", "ModuleNotFoundError: x");
        check("[uWSGI] getting INI configuration from a.ini", "[uWSGI] getting INI configuration from a.ini");
        check("[pid: 15|app: 0|req: 1/1]  () {14 vars}", "[pid: 15|app: 0|req: 1/1]  () {14 vars}");
        check("[Traceback (most recent call last):", "[Traceback (most recent call last):");
        check("plain", "plain");
        check("[[[", "[[[");
        check("", "");
    }

    #[test]
    fn text_between_marks_is_found() {
        assert_eq!(between("a 'x' b", "a '", "'"), Some("x"));
        assert_eq!(between("a '' b", "a '", "'"), None);
        assert_eq!(between("a 'x", "a '", "'"), None);
    }
}
