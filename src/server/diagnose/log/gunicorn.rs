//! What gunicorn says.

use std::path::Path;

use super::Said;
use super::state::{Server, State, between};
use crate::discover::text::pasted;
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Machine};
use crate::ui::clean;

pub(super) fn rule(line: &str, state: &mut State, machine: &Machine<'_>) -> Option<Said> {
    if line.starts_with("Starting gunicorn ") {
        state.begin(Server::Gunicorn);
        return Some(Said::Nothing);
    }
    if line.starts_with("Exception in worker process") {
        state.is_importing = true;
        return Some(Said::Nothing);
    }
    if let Some(class) = between(line, "Error: class uri '", "' invalid or not found") {
        state.worker_class = Some(class.to_owned());
        state.server = Some(Server::Gunicorn);
        return Some(Said::Nothing);
    }
    if line.contains("Entry point ('gunicorn.workers', ") {
        // The name is that of no worker class, with or without a package.
        let class = state.worker_class.take()?;
        return Some(Said::Wrong(
            Finding::new(WORKER_CLASS_MISSING, format!("gunicorn has no worker class {}", clean(&class)))
                .advice("gunicorn --worker-class sync, gthread, gevent or the path of a class"),
        ));
    }
    if line.starts_with("Retrying in 1 second.") {
        if std::mem::replace(&mut state.is_socket_told, true) {
            return Some(Said::Nothing);
        }
        return Some(Said::Wrong(
            Finding::new(SOCKET_NOT_MADE, "gunicorn cannot listen where it should, and does not say why")
                .advice("does the directory of --bind unix:... exist, and may gunicorn's user write to it?"),
        ));
    }
    // Said at the end, after the reason.
    if line.starts_with("Can't connect to ") && state.is_socket_told {
        return Some(Said::Nothing);
    }
    let finding = socket(line).or_else(|| finding(line, machine))?;
    state.is_socket_told |= finding.kind == SOCKET_IN_USE || finding.kind == SOCKET_NOT_MADE;
    Some(Said::Wrong(finding))
}

/// A worker class whose reason was never told.
pub(super) fn left_over(state: &mut State, machine: &Machine<'_>) -> Option<Finding> {
    state.worker_class.take().map(|class| class_missing(&class, &class, machine))
}

/// The environment lacks what this worker class needs.
pub(super) fn class_missing(class: &str, package: &str, _: &Machine<'_>) -> Finding {
    let (class, package) = (clean(class), clean(package));
    Finding::new(
        WORKER_CLASS_MISSING,
        format!("gunicorn's workers '{class}' need {package}, which is not installed where gunicorn runs"),
    )
    .advice(format!("in the project: noglue add {package}"))
}

// Newer ones say `connection to /srv/none/a.sock failed: [Errno 2] No such file or directory`.
fn socket(line: &str) -> Option<Finding> {
    let path = between(line, "connection to ", " failed: [Errno ")?;
    let dir = pasted(Path::new(path).parent().unwrap_or(Path::new("/")));
    let (why, advice) = match between(line, "[Errno ", "]")? {
        "2" => ("the directory does not exist", format!("make the directory {dir}, or correct --bind")),
        "13" => {
            ("its user may not write to the directory", format!("give {dir} to gunicorn's user: sudo chown USER {dir}"))
        }
        _ => return None,
    };
    let message = format!("gunicorn cannot make its socket {}: {why}", clean(path));
    Some(Finding::new(SOCKET_NOT_MADE, message).advice(advice))
}

fn finding(line: &str, machine: &Machine<'_>) -> Option<Finding> {
    if let Some(rest) = line.strip_prefix("Failed to find attribute '") {
        let (callable, module) = (rest.split('\'').next()?, between(rest, "' in '", "'")?);
        return Some(super::python::callable_missing(callable, &format!("the module {module}")));
    }
    if let Some(dir) = between(line, "Error: can't chdir to '", "'") {
        let dir = Path::new(dir);
        if machine.view.follow(dir).is_ok() {
            use crate::server::diagnose::access::{Wish, denied};
            return Some(denied(dir, Wish::Enter, None, machine));
        }
        return Some(
            Finding::new(
                CHDIR_MISSING,
                format!("gunicorn is to go to {}, which does not exist", clean(&dir.to_string_lossy())),
            )
            .advice("correct --chdir (chdir = in its configuration): where the project lies now"),
        );
    }
    if let Some(file) = between(line, "Error: '", "' doesn't exist") {
        return Some(
            Finding::new(CONFIG_WRONG, format!("gunicorn's configuration does not exist: {}", clean(file)))
                .advice("correct -c (--config)"),
        );
    }
    if let Some(user) = between(line, "Error: No such user: '", "'") {
        return Some(unknown("user", user));
    }
    if let Some(group) = between(line, "Error: No such group: '", "'") {
        return Some(unknown("group", group));
    }
    let address = between(line, "Connection in use: (", ")").or_else(|| between(line, "Connection in use: ", "\n"))?;
    let port = address.rsplit(' ').next().unwrap_or(address);
    Some(
        Finding::new(
            SOCKET_IN_USE,
            format!("something else listens on {} already", clean(&address.replace('\'', "").replace(", ", ":"))),
        )
        .advice(format!("sudo ss -lptn 'sport = :{}'", clean(port))),
    )
}

fn unknown(what: &str, name: &str) -> Finding {
    let add = if what == "user" { "adduser" } else { "addgroup" };
    Finding::new(USER_UNKNOWN, format!("there is no {what} {}", clean(name)))
        .advice(format!("correct --{what}, or: sudo {add} --system {}", pasted(Path::new(name))))
}
