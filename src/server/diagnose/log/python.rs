//! What Python itself says, whoever embeds it: tracebacks, and why it could not start.

use std::path::{Path, PathBuf};

use super::Said;
use super::state::{Raised, Server, State, Traceback, between};
use crate::discover::text::{pasted, shown};
use crate::server::diagnose::access::{self, Wish};
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::modules::{self, Missing};
use crate::server::diagnose::{Finding, Machine};
use crate::ui::clean;

/// Python could not start at all.
pub(super) fn fatal(line: &str, state: &mut State, _: &Machine<'_>) -> Option<Said> {
    if let Some(home) = line.strip_prefix("  PYTHONHOME = '").and_then(|rest| rest.strip_suffix('\'')) {
        state.python_home = Some(home.to_owned());
        return Some(Said::Nothing);
    }
    if line.starts_with("Fatal Python error: init_fs_encoding")
        || line.starts_with("Fatal Python error: init_import_site")
    {
        state.is_fatal = true;
        // That the home is missing was told already.
        let is_told = state.python_home.as_ref().is_some_and(|home| state.missing_homes.contains(home));
        return Some(if is_told { Said::Nothing } else { Said::Wrong(cannot_start(line, state)) });
    }
    (state.is_fatal && line.contains("No module named 'encodings'")).then_some(Said::Nothing)
}

fn cannot_start(line: &str, state: &State) -> Finding {
    if line.contains("init_import_site") {
        return Finding::new(STANDARD_LIBRARY_MISSING, "Python could not start: a .pth file or sitecustomize failed")
            .advice("the lines that follow in the log name the file");
    }
    let Some(home) = &state.python_home else {
        return Finding::new(STANDARD_LIBRARY_MISSING, "Python does not find its own standard library")
            .advice("take PYTHONHOME out of the server's environment");
    };
    let message = format!("Python looks for its own standard library in {}, where there is none", clean(home));
    let finding = Finding::new(STANDARD_LIBRARY_MISSING, message);
    if state.homes.contains(home) {
        finding.advice("take the line home= (virtualenv=, venv=) out of uWSGI's configuration")
    } else if state.server == Some(Server::Uwsgi) {
        finding.advice("take PYTHONHOME out of the server's environment: unset it in /etc/default/uwsgi or the service")
    } else {
        finding.advice(
            "take python-home= (WSGIPythonHome) out of the configuration, and PYTHONHOME out of the environment",
        )
    }
}

/// Collects a traceback, and tells of an import that failed.
pub(super) fn traceback(line: &str, state: &mut State, machine: &Machine<'_>) -> Option<Said> {
    if line.trim_start_matches('[').starts_with("Traceback (most recent call last):") {
        state.traceback = Some(Traceback::default());
        return Some(Said::Nothing);
    }
    if let Some(traceback) = &mut state.traceback
        && line.starts_with(' ')
    {
        // More would be a recursion, whose files repeat.
        if let Some(file) = between(line, "  File \"", "\", line ").filter(|_| traceback.files.len() < 200) {
            traceback.files.push(PathBuf::from(file));
        }
        return Some(Said::Nothing);
    }
    let (error, message) = raised_in(line)?;
    let files = state.traceback.take().unwrap_or_default().files;
    let raised = Raised { error: error.to_owned(), message: message.to_owned(), files };
    if let Some(class) = state.worker_class.clone() {
        return Some(worker(&class, raised, state, machine));
    }
    let is_import = raised.error == "ModuleNotFoundError" || raised.error == "ImportError";
    if is_import || std::mem::take(&mut state.is_importing) {
        state.is_told = true;
        return Some(Said::Wrong(self::raised(&raised, state, machine)));
    }
    state.raised = Some(raised);
    Some(Said::Nothing)
}

// The last line of a traceback: `django.core.exceptions.ImproperlyConfigured: ...`.
fn raised_in(line: &str) -> Option<(&str, &str)> {
    let (name, message) = line.split_once(": ").unwrap_or((line, ""));
    let last = name.rsplit('.').next()?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'.');
    let is_error = ["Error", "Exception", "Interrupt", "ImproperlyConfigured", "AppRegistryNotReady", "SystemExit"];
    (is_name && last.starts_with(|c: char| c.is_ascii_uppercase()) && is_error.iter().any(|end| last.ends_with(end)))
        .then_some((last, message))
}

// gunicorn prints the error that stopped its worker class, and the one that follows from it.
fn worker(class: &str, raised: Raised, state: &mut State, machine: &Machine<'_>) -> Said {
    let module = between(&raised.message, "No module named '", "'");
    let Some(module) = module else {
        // `gevent worker requires gevent 1.4 or higher` names no module.
        return match raised.message.split_once(" worker requires ") {
            Some((_, wanted)) if state.worker_class.take().is_some() => {
                Said::Wrong(super::gunicorn::class_missing(class, wanted.split(' ').next().unwrap_or(class), machine))
            }
            _ => Said::Nothing,
        };
    };
    state.worker_class = None;
    state.is_told = true;
    Said::Wrong(super::gunicorn::class_missing(class, &modules::package(module), machine))
}

/// The finding for an error that stopped the application.
pub(super) fn raised(raised: &Raised, state: &State, machine: &Machine<'_>) -> Finding {
    let file = raised.project_file();
    if let Some(name) = between(&raised.message, "No module named '", "'") {
        let code = file.or(state.chdir.as_deref());
        let server = state.server;
        let look_here = |dir: &Path| look_here(server, dir);
        let (python, virtualenv) = (state.python, state.virtualenv.as_deref());
        return modules::missing(&Missing { name, code, python, virtualenv, look_here: &look_here }, machine);
    }
    if raised.error == "PermissionError"
        && let Some(path) = between(&raised.message, "'", "'").filter(|path| path.starts_with('/'))
    {
        return access::denied(Path::new(path), Wish::Read, None, machine);
    }
    let place = file.map(|file| format!(" in {}", shown(file))).unwrap_or_default();
    let message = match raised.message.as_str() {
        "" => raised.error.clone(),
        message => format!("{}: {}", raised.error, clean(message)),
    };
    Finding::new(APPLICATION_ERROR, format!("the application failed while it was imported{place}: {message}"))
        .advice(advice_to_try(file))
}

fn advice_to_try(file: Option<&Path>) -> String {
    match file {
        Some(file) => format!("to see it without the server: python {}", pasted(file)),
        None => "to see it without the server: python -c 'import MODULE'".into(),
    }
}

// What makes the server look in `dir`.
fn look_here(server: Option<Server>, dir: &Path) -> Vec<String> {
    let dir = pasted(dir);
    match server {
        Some(Server::Uwsgi) => vec![format!("in its configuration: chdir = {dir}")],
        Some(Server::Gunicorn) => vec![format!("gunicorn --chdir {dir} ...")],
        Some(Server::ModWsgi) => vec![
            "sudo noglue setup --system: its start-up hook also makes the project importable".into(),
            format!("or in Apache's configuration: python-path={dir} (WSGIDaemonProcess), or WSGIPythonPath {dir}"),
        ],
        None => vec![format!("start it in {dir}")],
    }
}

/// A file of the application that could not be opened.
pub(super) fn file_missing(path: &Path, machine: &Machine<'_>) -> Finding {
    if machine.view.follow(path).is_ok() {
        return access::denied(path, Wish::Read, None, machine);
    }
    Finding::new(APPLICATION_FILE_MISSING, format!("the application's file does not exist: {}", shown(path)))
        .advice("correct its path in the server's configuration")
}

/// A file without the callable that the server asks for.
pub(super) fn callable_missing(callable: &str, file: &str) -> Finding {
    let (callable, file) = (clean(callable), clean(file));
    Finding::new(APPLICATION_MISSING, format!("{file} has no '{callable}'")).advice(format!(
        "name the callable that is there (in Django's wsgi.py: application), or define {callable} in it"
    ))
}
