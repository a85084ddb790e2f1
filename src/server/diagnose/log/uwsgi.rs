//! What uWSGI says.

use std::path::{Path, PathBuf};

use super::state::{Server, State, between};
use super::{Said, python};
use crate::discover::pyvenv::minor_version;
use crate::discover::text::pasted;
use crate::server::diagnose::access::{self, Wish};
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Machine};
use crate::ui::clean;

pub(super) fn rule(line: &str, state: &mut State, machine: &Machine<'_>) -> Option<Said> {
    learn(line, state)?;
    let wrong = |finding: Finding| Some(Said::Wrong(finding));
    if line.starts_with("no request plugin is loaded") && std::mem::take(&mut state.lacks_plugin) {
        return Some(Said::Nothing);
    }
    if line.contains("-- unavailable modifier requested: 0 --") || line.starts_with("no request plugin is loaded") {
        // Both are said of one fault.
        state.is_plugin_told = true;
        return wrong(
            Finding::new(PLUGIN_MISSING, "uWSGI has no plugin that runs Python")
                .advice("in its configuration: plugins = python3")
                .advice("sudo apt-get install uwsgi-plugin-python3"),
        );
    }
    if let Some(plugin) = between(line, "!!! UNABLE to load uWSGI plugin: ", ":") {
        return wrong(unloadable(plugin, line));
    }
    if let Some(home) = between(line, "!!! Python Home is not a directory: ", " !!!") {
        state.missing_homes.push(home.to_owned());
        return wrong(
            Finding::new(
                HOME_MISSING,
                format!("the configuration names an environment that is not there: {}", clean(home)),
            )
            .advice("take the line home= (virtualenv=, venv=) out: noglue finds the environment from chdir"),
        );
    }
    if line.starts_with("*** WARNING: you are running uWSGI as root !!!") && !state.has_emperor {
        return wrong(
            Finding::new(RUNS_AS_ROOT, "uWSGI runs the application as root")
                .advice("in its configuration: uid = www-data and gid = www-data"),
        );
    }
    if let Some(rest) = line.strip_prefix("chdir(): ") {
        let dir = state.chdir.clone().unwrap_or_default();
        return wrong(if rest.starts_with("Permission denied") {
            access::denied(&dir, Wish::Enter, None, machine)
        } else {
            Finding::new(
                CHDIR_MISSING,
                format!("uWSGI is to go to {}, which does not exist", clean(&dir.to_string_lossy())),
            )
            .advice("correct chdir= in its configuration: where the project lies now")
        });
    }
    if let Some(file) = line.strip_prefix("failed to open python file ") {
        state.is_told = true;
        return wrong(python::file_missing(&path(file, state), machine));
    }
    if let Some(rest) = line.strip_prefix("unable to find \"") {
        let (callable, file) = rest.split_once("\" callable in file ")?;
        state.is_told = true;
        return wrong(python::callable_missing(callable, file));
    }
    if line.starts_with("unable to load app 0") || line.starts_with("unable to load app ") {
        return Some(load_failed(state, machine));
    }
    // Said at each request; the start told why.
    if line.starts_with("--- no python application found") {
        return Some(if state.is_told { Said::Nothing } else { Said::Wrong(no_application()) });
    }
    if line.contains("another instance of uWSGI is running") && state.is_socket_told {
        return Some(Said::Nothing);
    }
    socket(line, state, machine).map(Said::Wrong)
}

// Notes what a line tells; `None` for a line that is told by another rule.
fn learn(line: &str, state: &mut State) -> Option<()> {
    if line.contains("*** Starting uWSGI ") {
        state.begin(Server::Uwsgi);
    } else if line.contains("*** starting uWSGI Emperor ***") {
        state.has_emperor = true;
        // Two processes of his write at the same time: either may be first.
        state.forget.extend([RUNS_AS_ROOT, PLUGIN_MISSING]);
        state.lacks_plugin = !state.is_plugin_told;
    } else if let Some(dir) = line.strip_prefix("chdir() to ") {
        state.chdir = Some(dir.into());
    } else if let Some(version) = line.strip_prefix("Python version: ") {
        state.python = minor_version(version);
    } else if let Some(dir) = line.strip_prefix("PEP 405 virtualenv detected: ") {
        state.virtualenv = Some(path(dir, state));
    } else if let Some(home) = line.strip_prefix("Set PythonHome to ") {
        state.homes.push(home.to_owned());
    } else if line.starts_with("WSGI app ") && line.contains(" ready in ") {
        state.raised = None;
    }
    Some(())
}

fn path(text: &str, state: &State) -> PathBuf {
    state.chdir.as_deref().unwrap_or(Path::new("/")).join(text.trim())
}

fn unloadable(plugin: &str, line: &str) -> Finding {
    let name = Path::new(plugin).file_name().unwrap_or_default().to_string_lossy();
    let name = clean(name.trim_end_matches("_plugin.so"));
    let finding = Finding::new(PLUGIN_UNLOADABLE, format!("uWSGI could not load its plugin {name}"));
    // A uWSGI from PyPI has Python built in, and only says so of a line meant for the system's.
    let package = if name.starts_with("python3") { "python3".to_owned() } else { name.clone() };
    if plugin.starts_with("./") {
        return finding.advice(format!("a uWSGI from PyPI needs no line plugins = {name}; take it out"));
    }
    if !line.contains("No such file") {
        return finding.advice("the file is there, but cannot be loaded: see the rest of the line");
    }
    let hint = if name == "python" || (name.starts_with("python3") && name != "python3") {
        "in its configuration: plugins = python3"
    } else {
        ""
    };
    let finding = if hint.is_empty() { finding } else { finding.advice(hint) };
    finding.advice(format!("sudo apt-get install uwsgi-plugin-{package}"))
}

fn load_failed(state: &mut State, machine: &Machine<'_>) -> Said {
    if std::mem::replace(&mut state.is_told, true) {
        return Said::Nothing;
    }
    match state.raised.take() {
        Some(raised) => Said::Wrong(python::raised(&raised, state, machine)),
        None => Said::Wrong(
            Finding::new(
                APPLICATION_MISSING,
                "the application's module has no callable of the name that uWSGI looks for",
            )
            .advice(
                "in its configuration: module = PACKAGE.wsgi:NAME, where NAME is what wsgi.py calls it (application)",
            ),
        ),
    }
}

fn no_application() -> Finding {
    Finding::new(APPLICATION_MISSING, "uWSGI has no application to answer with; why, it said when it started")
        .advice("restart it, then: noglue doctor LOG")
}

fn socket(line: &str, state: &mut State, machine: &Machine<'_>) -> Option<Finding> {
    if line.starts_with("invalid request block size: ") {
        return Some(
            Finding::new(PROTOCOL_MISMATCH, "what reached uWSGI's socket is not the uwsgi protocol: most likely HTTP")
                .advice("in nginx: uwsgi_pass, not proxy_pass; or in uWSGI's configuration: http-socket = instead of socket ="),
        );
    }
    if line.starts_with("error removing unix socket, unlink(): Permission denied") {
        // That the address is in use follows from it.
        state.is_socket_told = true;
        return Some(
            Finding::new(
                SOCKET_NOT_REMOVED,
                "uWSGI may not remove the socket of an earlier start: it, or its directory, is another user's",
            )
            .advice("remove the file as root, and give the service a directory of its own for its socket"),
        );
    }
    if line.starts_with("The -s/--socket option is missing") {
        return Some(Finding::new(SOCKET_NOT_MADE, "nothing says where uWSGI is to listen").advice(
            "in its configuration: socket = /run/NAME/uwsgi.sock (for a front end), or http-socket = 127.0.0.1:8000",
        ));
    }
    if line.starts_with("bind(): Permission denied") {
        return Some(
            Finding::new(SOCKET_NOT_MADE, "uWSGI may not make its socket: its user may not write to the directory")
                .advice(format!("sudo install -d -o {} -g www-data -m 750 DIRECTORY", clean(&machine.service.name)))
                .advice("the directory is that of socket = in its configuration"),
        );
    }
    if line.starts_with("bind(): No such file or directory") {
        return Some(
            Finding::new(SOCKET_NOT_MADE, "uWSGI cannot make its socket: the directory does not exist")
                .advice("correct socket = in its configuration, or make the directory"),
        );
    }
    if let Some(address) = between(line, "another instance of uWSGI is running on the same address (", ")") {
        return Some(
            Finding::new(SOCKET_IN_USE, format!("something else listens on {} already", clean(address)))
                .advice(format!("sudo ss -lptn 'sport = :{}'", clean(address.rsplit(':').next().unwrap_or(address)))),
        );
    }
    if let Some(user) = line.strip_prefix("user ").and_then(|rest| rest.strip_suffix(" not found.")) {
        return Some(unknown("user", user, "uid"));
    }
    let group = line.strip_prefix("group ").and_then(|rest| rest.strip_suffix(" not found."))?;
    Some(unknown("group", group, "gid"))
}

fn unknown(what: &str, name: &str, option: &str) -> Finding {
    let add = if what == "user" { "sudo adduser --system" } else { "sudo addgroup --system" };
    Finding::new(USER_UNKNOWN, format!("there is no {what} {}", clean(name)))
        .advice(format!("correct {option} = in its configuration, or: {add} {}", pasted(Path::new(name))))
}
