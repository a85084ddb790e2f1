//! Front ends: do the sockets they name exist, and may their user connect?

use std::path::Path;

use super::{is_open, user};
use crate::discover::text::shown;
use crate::server::diagnose::access::{Wish, barrier};
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Machine, shebang, sockets};
use crate::server::read::{Configuration, Setting};
use crate::sys::accounts::Account;
use crate::sys::facts::Kind;

pub(super) fn nginx(config: &Configuration, machine: &Machine<'_>) -> Vec<Finding> {
    let (account, mut findings) = account(config, &["user"], machine);
    for setting in config.all(&["uwsgi_pass", "proxy_pass", "fastcgi_pass", "scgi_pass", "server"]) {
        // `uwsgi_pass unix:/run/x.sock;`, `proxy_pass http://unix:/run/x.sock:/path;`, `server unix:/run/x.sock fail_timeout=0;`
        let Some((_, rest)) = setting.value.split_once("unix:") else { continue };
        let path = rest.split([':', ' ']).next().unwrap_or(rest);
        findings.extend(socket(Path::new(path), setting, "nginx", &account, machine));
    }
    findings
}

pub(super) fn lighttpd(config: &Configuration, machine: &Machine<'_>) -> Vec<Finding> {
    let (account, mut findings) = account(config, &["server.username"], machine);
    let starts: Vec<&Setting> = config.all(&["bin-path"]).collect();
    for setting in &starts {
        let script = setting.value.split(' ').next().unwrap_or_default();
        findings.extend(
            shebang::check(Path::new(script), machine)
                .filter(|f| f.kind != PYTHON_NOT_FOUND)
                .map(|f| f.at(setting.place.clone())),
        );
    }
    // It makes the sockets of what it starts itself.
    if starts.is_empty() {
        for setting in config.all(&["socket"]) {
            findings.extend(socket(Path::new(&setting.value), setting, "lighttpd", &account, machine));
        }
    }
    findings
}

fn account(config: &Configuration, names: &[&str], machine: &Machine<'_>) -> (Account, Vec<Finding>) {
    let Some(setting) = config.last(names) else { return (machine.service.clone(), Vec::new()) };
    // nginx: `user www-data www-data;`
    let name = setting.value.split(' ').next().unwrap_or_default();
    match user(&Setting { value: name.to_owned(), ..setting.clone() }, machine) {
        Ok(account) => (account, Vec::new()),
        Err(finding) => (machine.service.clone(), vec![*finding]),
    }
}

fn socket(path: &Path, setting: &Setting, front: &str, account: &Account, machine: &Machine<'_>) -> Option<Finding> {
    if is_open(&setting.value) || setting.value.contains('$') || !path.is_absolute() {
        return None;
    }
    let finding = match machine.view.follow(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => sockets::missing(path, front),
        Ok(facts) if facts.kind == Kind::Other && facts.is_world_writable() => {
            sockets::open(&format!("the mode {:o} of {}", facts.mode & 0o777, shown(path)))
        }
        _ => {
            barrier(machine.view, account, path, Wish::Write)?;
            sockets::denied(path, front, Some(account), machine)
        }
    };
    Some(finding.at(setting.place.clone()))
}
