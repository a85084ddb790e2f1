//! A crontab: cron's PATH is short, and it reads no shell's files.

use std::path::{Path, PathBuf};

use super::{at, user};
use crate::server::diagnose::access::{Wish, barrier, closed};
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Machine, shebang};
use crate::server::read::{Configuration, Setting, words};
use crate::ui::clean;

/// cron's own. crontab(5)
const PATH: &str = "/usr/bin:/bin";

pub(super) fn diagnose(config: &Configuration, machine: &Machine<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut path = PATH.to_owned();
    for setting in &config.settings {
        if setting.name == "PATH" {
            path.clone_from(&setting.value);
        } else if setting.name == "job" {
            findings.extend(job(setting, &path, machine).into_iter().map(|finding| at(finding, Some(setting), config)));
        }
    }
    findings
}

fn job(setting: &Setting, path: &str, machine: &Machine<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let account = match setting.section.as_str() {
        "" => None,
        name => match user(&Setting { value: name.to_owned(), ..setting.clone() }, machine) {
            Ok(account) => Some(account),
            Err(finding) => return vec![*finding],
        },
    };
    // Of `cd /srv/x && python manage.py x`, each command.
    for command in setting.value.split(['&', ';', '|']) {
        let words = words(command);
        let Some(program) = words.first() else { continue };
        if program == "cd" {
            if let Some(dir) =
                words.get(1).filter(|dir| dir.starts_with('/') && machine.view.follow(Path::new(dir)).is_err())
            {
                findings.push(
                    Finding::new(CHDIR_MISSING, format!("the directory to go to does not exist: {}", clean(dir)))
                        .advice("correct its path: where the project lies now"),
                );
            }
            continue;
        }
        let is_found =
            |name: &str| path.split(':').any(|dir| machine.view.follow(&PathBuf::from(dir).join(name)).is_ok());
        if !program.contains('/') && is_python(program) && !is_found(program) {
            findings.push(
                Finding::new(CRON_PATH, format!("cron's PATH ({}) has no '{}'", clean(path), clean(program)))
                    .severity(crate::server::diagnose::Severity::Problem)
                    .advice("at the top of the file: PATH=/usr/local/bin:/usr/bin:/bin, where the shims of 'noglue setup --system' are")
                    .advice("or: /usr/bin/python3 /path/of/manage.py, which the start-up hook takes to the environment"),
            );
        }
        for script in words.iter().filter(|word| word.starts_with('/')).map(Path::new) {
            let finding = account.as_ref().and_then(|account| {
                barrier(machine.view, account, script, Wish::Enter)
                    .map(|barrier| closed(&barrier, account, machine.accounts))
            });
            let is_program = words.first().is_some_and(|word| Path::new(word) == script);
            findings.extend(
                finding.or_else(|| if is_program { shebang::check(script, machine) } else { None }).filter(|f| {
                    // `#!/usr/bin/env python` is fine where PATH has one.
                    f.kind != PYTHON_NOT_FOUND || !is_found("python")
                }),
            );
        }
    }
    findings
}

fn is_python(name: &str) -> bool {
    name.starts_with("python") || matches!(name, "noglue" | "celery" | "django-admin" | "gunicorn" | "pip")
}
