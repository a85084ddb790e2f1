//! What Apache and mod_wsgi say.

use std::path::Path;

use super::state::{Server, State, between};
use super::{Said, python};
use crate::discover::pyvenv::minor_version;
use crate::server::diagnose::access::{self, Wish};
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Machine};
use crate::ui::clean;

pub(super) fn rule(line: &str, state: &mut State, machine: &Machine<'_>) -> Option<Said> {
    if line.contains("configured -- resuming normal operations") {
        state.begin(Server::ModWsgi);
        state.python = between(line, " Python/", " ").and_then(minor_version);
        return Some(Said::Nothing);
    }
    if line.contains("Failed to exec Python script file '") {
        state.server = Some(Server::ModWsgi);
        state.is_importing = true;
        return Some(Said::Nothing);
    }
    if let Some(home) = between(line, "Unable to stat Python home ", ". Python interpreter") {
        // That Python does not start with it follows, and may have been written before.
        if state.python_home.as_deref() == Some(home) {
            state.forget.push(STANDARD_LIBRARY_MISSING);
        }
        state.missing_homes.push(home.to_owned());
    }
    finding(line, machine).map(Said::Wrong)
}

fn finding(line: &str, machine: &Machine<'_>) -> Option<Finding> {
    if let Some(file) = between(line, "Target WSGI script '", "' does not contain WSGI application '") {
        let callable = between(line, "does not contain WSGI application '", "'")?;
        return Some(python::callable_missing(callable, file));
    }
    if let Some(file) = line.split("Target WSGI script not found or unable to stat: ").nth(1) {
        return Some(python::file_missing(Path::new(file), machine));
    }
    if let Some(name) = between(line, "Unable to connect to WSGI daemon process '", "'") {
        return Some(unreachable(name, line, machine));
    }
    if let Some(name) = between(line, "No WSGI daemon process called '", "'") {
        return Some(
            Finding::new(
                CONFIG_WRONG,
                format!("there is no WSGIDaemonProcess {0}, which WSGIProcessGroup names", clean(name)),
            )
            .advice(format!("in Apache's configuration: WSGIDaemonProcess {}", clean(name))),
        );
    }
    if let Some(home) = between(line, "Unable to stat Python home ", ". Python interpreter") {
        return Some(
            Finding::new(
                HOME_MISSING,
                format!("the configuration names an environment that is not there: {}", clean(home)),
            )
            .advice("take python-home= (WSGIPythonHome) out: noglue's start-up hook finds the environment"),
        );
    }
    if line.contains("AH00529: ") || line.contains("AH00035: ") || line.contains("AH00132: ") {
        let path = between(line, "ensure it is readable and that '", "'")
            .or_else(|| between(line, "(filesystem path '", "'"))
            .or_else(|| line.split("file permissions deny server access: ").nth(1))?;
        return Some(access::denied(Path::new(path), Wish::Enter, None, machine));
    }
    if let Some(user) = line.split("bad user name ").nth(1) {
        return Some(
            Finding::new(USER_UNKNOWN, format!("there is no user {}", clean(user)))
                .advice("correct user= of WSGIDaemonProcess (or User) in Apache's configuration"),
        );
    }
    if line.contains("AH00046")
        || line.contains("did not exit, sending a SIGKILL")
        || line.contains("still did not exit, sending a SIGTERM")
    {
        return Some(Finding::new(
            KILLED,
            "Apache killed a process that did not end in time; for mod_wsgi this is normal",
        ));
    }
    None
}

fn unreachable(name: &str, line: &str, machine: &Machine<'_>) -> Finding {
    let name = clean(name);
    let socket = between(line, "' on '", "'").map(Path::new);
    let uid = line.split(" as user with uid=").nth(1).map(|rest| rest.trim_end_matches('.'));
    let user = uid.and_then(|uid| machine.accounts.user(uid));
    if line.starts_with("(13)Permission denied") {
        let dir = socket.and_then(Path::parent).unwrap_or(Path::new("/"));
        let who = user.as_ref().map_or_else(|| "Apache".into(), |user| user.name.clone());
        let finding = Finding::new(
            DAEMON_UNREACHABLE,
            format!("{who} may not reach the socket of the WSGI daemon {name} in {}", clean(&dir.to_string_lossy())),
        );
        return finding.advice("in Apache's configuration: WSGISocketPrefix /run/apache2/wsgi");
    }
    Finding::new(
        DAEMON_UNREACHABLE,
        format!("Apache cannot reach the WSGI daemon {name}: it has ended, or is starting again and again"),
    )
    .advice("its own lines in this log tell why; then: sudo systemctl restart apache2")
}
