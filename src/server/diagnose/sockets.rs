//! Unix sockets between a front end and a server: who may connect, and who else could.

use std::path::Path;

use super::access::{Wish, barrier};
use super::kinds::*;
use super::{Finding, Machine};
use crate::discover::text::{pasted, shown};
use crate::sys::accounts::Account;
use crate::ui::clean;

/// The front end may not connect.
pub fn denied(socket: &Path, front: &str, user: Option<&Account>, machine: &Machine<'_>) -> Finding {
    let user = user.unwrap_or(&machine.service);
    let finding = match barrier(machine.view, user, socket, Wish::Write) {
        Some(barrier) if barrier.path.as_path() == socket || barrier.bits == 2 => {
            let mode = barrier.facts.mode & 0o777;
            let owner = crate::sys::user::name(barrier.facts.owner);
            let group = machine.accounts.group_name(barrier.facts.group);
            let message = format!(
                "{front} ({}) may not connect to {}: it belongs to {owner}:{group}, mode {mode:03o}",
                user.name,
                shown(socket)
            );
            Finding::new(SOCKET_DENIED, message)
        }
        Some(barrier) => {
            let message = format!(
                "{front} ({}) may not connect to {}: it may not pass the directory {}",
                user.name,
                shown(socket),
                shown(&barrier.path)
            );
            return Finding::new(SOCKET_DENIED, message).advice(format!(
                "sudo chgrp {} {1} && sudo chmod g+x {1}",
                group_of(user, machine),
                pasted(&barrier.path)
            ));
        }
        None => Finding::new(SOCKET_DENIED, format!("{front} may not connect to {}", shown(socket))),
    };
    finding.advice(format!(
        "in uWSGI's configuration: chown-socket = USER:{} and chmod-socket = 660; gunicorn: --umask 007 and that group",
        group_of(user, machine)
    ))
}

fn group_of(user: &Account, machine: &Machine<'_>) -> String {
    user.groups.first().map_or_else(|| user.name.clone(), |gid| machine.accounts.group_name(*gid))
}

/// There is no socket.
pub fn missing(socket: &Path, front: &str) -> Finding {
    Finding::new(SOCKET_MISSING, format!("there is no socket {}, where {front} looks for the server", shown(socket)))
        .advice("start the server, or name the same path in both configurations")
}

/// A socket, or a port, that nobody listens on.
pub fn dead(address: &str) -> Finding {
    Finding::new(SOCKET_DEAD, format!("nobody listens on {}: the server is not running", clean(address)))
        .advice("start the server; if it ends again, its own log tells why: noglue doctor LOG")
}

/// A mode that lets any local user in: `what` says who has it.
pub fn open(what: &str) -> Finding {
    Finding::new(SOCKET_OPEN, format!("{what} lets any local user talk to the application past the front end"))
        .advice("chmod-socket = 660 and chown-socket = USER:www-data (the front end's group)")
}
