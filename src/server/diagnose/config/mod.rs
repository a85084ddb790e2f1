//! Settings of a configuration -> what will go wrong when the server starts with them.

mod apache;
mod application;
mod cron;
mod front;
mod gunicorn;
mod systemd;
mod uwsgi;

use std::path::{Path, PathBuf};

use super::finding::{add, sort};
use super::kinds::*;
use super::{Finding, Machine, Place};
use crate::server::config::Kind;
use crate::server::read::{Configuration, Setting};
use crate::sys::accounts::Account;
use crate::ui::clean;

/// What is wrong with it.
pub fn diagnose(configuration: &Configuration, machine: &Machine<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = configuration
        .wrong
        .iter()
        .map(|(place, why)| {
            Finding::new(CONFIG_WRONG, why.clone())
                .at(place.clone())
                .advice("correct the line that names it, or its mode")
        })
        .collect();
    // Of a file that cannot be read nothing more is known.
    if configuration.settings.is_empty() && !found.is_empty() {
        return found;
    }
    found.extend(match configuration.kind {
        Kind::Uwsgi | Kind::Emperor => uwsgi::diagnose(configuration, machine),
        Kind::Gunicorn => gunicorn::diagnose(configuration, machine),
        Kind::Nginx => front::nginx(configuration, machine),
        Kind::Lighttpd => front::lighttpd(configuration, machine),
        Kind::Apache => apache::diagnose(configuration, machine),
        Kind::Systemd => systemd::diagnose(configuration, machine),
        Kind::Cron => cron::diagnose(configuration, machine),
    });
    let mut findings = Vec::new();
    for finding in found {
        add(&mut findings, finding);
    }
    sort(&mut findings);
    findings
}

/// The user that a setting names, or a finding that there is none.
fn user(setting: &Setting, machine: &Machine<'_>) -> Result<Account, Box<Finding>> {
    machine.accounts.user(&setting.value).ok_or_else(|| {
        let finding = Finding::new(USER_UNKNOWN, format!("there is no user {}", clean(&setting.value)));
        let advice = format!("correct it, or: sudo adduser --system {}", clean(&setting.value));
        Box::new(finding.at(setting.place.clone()).advice(advice))
    })
}

/// A finding if there is no such group.
fn group(setting: &Setting, machine: &Machine<'_>) -> Option<Finding> {
    machine.accounts.group(&setting.value).is_none().then(|| {
        Finding::new(USER_UNKNOWN, format!("there is no group {}", clean(&setting.value)))
            .at(setting.place.clone())
            .advice(format!("correct it, or: sudo addgroup --system {}", clean(&setting.value)))
    })
}

/// True if a placeholder or a variable is left that only the running server knows.
fn is_open(value: &str) -> bool {
    value.contains("%(") || value.contains("$(") || value.contains("${") || value.contains("@(")
}

fn absolute(path: &str, base: &Path) -> PathBuf {
    crate::sys::fs::absolute(Path::new(path), base)
}

fn at(finding: Finding, setting: Option<&Setting>, configuration: &Configuration) -> Finding {
    finding.at(setting.map_or_else(|| Place::file(&configuration.file), |setting| setting.place.clone()))
}
