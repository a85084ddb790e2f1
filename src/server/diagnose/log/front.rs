//! What front ends say of the servers behind them: nginx and lighttpd.

use std::path::Path;

use super::Said;
use super::state::{State, between};
use crate::discover::text::pasted;
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::sockets;
use crate::server::diagnose::{Finding, Machine};
use crate::ui::clean;

pub(super) fn rule(line: &str, state: &mut State, machine: &Machine<'_>) -> Option<Said> {
    nginx(line, machine).or_else(|| lighttpd(line, state, machine)).map(Said::Wrong)
}

fn nginx(line: &str, machine: &Machine<'_>) -> Option<Finding> {
    let upstream = between(line, "upstream: \"", "\"").unwrap_or_default();
    if line.contains("connect() ") && line.contains(" failed (") {
        let socket = between(line, "connect() to unix:", " failed (");
        return match (between(line, " failed (", ":")?, socket) {
            ("13", Some(socket)) => Some(sockets::denied(Path::new(socket), "nginx", None, machine)),
            ("2", Some(socket)) => Some(sockets::missing(Path::new(socket), "nginx")),
            ("111", Some(socket)) => Some(sockets::dead(&clean(socket))),
            ("111", None) => Some(sockets::dead(&clean(upstream))),
            _ => None,
        };
    }
    if line.contains("upstream prematurely closed connection while reading response header")
        || (line.contains("writev() failed (32: Broken pipe) while sending request to upstream"))
    {
        let finding = Finding::new(
            ANSWER_MISSING,
            format!(
                "the server behind nginx took the request and closed the connection without an answer: {}",
                clean(upstream)
            ),
        );
        return Some(if upstream.starts_with("http:") {
            finding.advice("if that is uWSGI's socket =, it speaks uwsgi: in nginx uwsgi_pass instead of proxy_pass; else see the server's own log")
        } else {
            finding.advice("the server's own log tells why its worker ended")
        });
    }
    if line.contains("upstream sent unsupported FastCGI protocol version")
        || line.contains("upstream sent no valid HTTP/1.0 header")
    {
        return Some(
            Finding::new(
                PROTOCOL_MISMATCH,
                format!("nginx speaks another protocol than the server at {}", clean(upstream)),
            )
            .advice(
                "uwsgi_pass for uWSGI's socket =, proxy_pass for gunicorn and http-socket =, fastcgi_pass for FastCGI",
            ),
        );
    }
    None
}

// `establishing connection failed: socket: unix:/run/t/a.sock: Permission denied`
fn lighttpd(line: &str, state: &mut State, machine: &Machine<'_>) -> Option<Finding> {
    if let Some(rest) = line.split("establishing connection failed: socket: ").nth(1) {
        let (address, why) = rest.rsplit_once(": ")?;
        let path = address.strip_prefix("unix:").map(Path::new);
        return match (why, path) {
            ("Permission denied", Some(path)) => Some(sockets::denied(path, "lighttpd", None, machine)),
            ("No such file or directory", Some(path)) => Some(sockets::missing(path, "lighttpd")),
            ("Connection refused", _) => Some(sockets::dead(&clean(address))),
            _ => None,
        };
    }
    if let Some((status, socket)) = line.split_once("child exited: ").and_then(|(_, rest)| rest.split_once(' ')) {
        return (status != "0" && !state.is_start_told).then(|| ended(status, socket, machine));
    }
    let script = line.split("gw-backend failed to start: ").nth(1)?;
    // That it ended was said before; here is its name.
    state.forget.push(RESPAWNING);
    state.is_start_told = true;
    let path = Path::new(script.trim());
    let finding = match crate::server::diagnose::shebang::check(path, machine) {
        Some(finding) => finding,
        None => Finding::new(RESPAWNING, format!("lighttpd could not start {}", clean(script)))
            .severity(crate::server::diagnose::Severity::Problem)
            .advice(format!("to see why, as its user: sudo -u {} {}", clean(&machine.service.name), pasted(path))),
    };
    Some(finding)
}

fn ended(status: &str, socket: &str, machine: &Machine<'_>) -> Finding {
    let message = format!("lighttpd's program behind {} ends at once, with status {}", clean(socket), clean(status));
    Finding::new(RESPAWNING, message).severity(crate::server::diagnose::Severity::Problem).advice(format!(
        "what it says goes to the journal, not to this log; start its bin-path as {} to see it",
        clean(&machine.service.name)
    ))
}
