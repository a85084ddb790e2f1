//! A unit of systemd: its directory, its user, its variables, what it starts.

use std::path::Path;

use super::application::Application;
use super::{absolute, at, gunicorn, user};
use crate::discover::Outcome;
use crate::discover::text::shown;
use crate::server::diagnose::access::{Wish, barrier, closed};
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Machine, shebang};
use crate::server::read::{Configuration, variables, words};
use crate::sys::accounts::Account;
use crate::ui::clean;

pub(super) fn diagnose(config: &Configuration, machine: &Machine<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let named = config.last(&["User"]).filter(|setting| !setting.value.contains('%'));
    let account = match named.map(|setting| user(setting, machine)) {
        Some(Ok(account)) => account,
        Some(Err(finding)) => {
            findings.push(*finding);
            machine.service.clone()
        }
        None => Account { name: "root".into(), uid: 0, groups: vec![0] },
    };
    let start = config.last(&["ExecStart"]);
    if account.uid == 0 && start.is_some() && config.last(&["DynamicUser"]).is_none() {
        let finding = Finding::new(RUNS_AS_ROOT, "nothing names a user: what the unit starts runs as root");
        findings.push(at(finding.advice("in [Service]: User=www-data, or a user of its own"), named.or(start), config));
    }
    let chdir = config.last(&["WorkingDirectory"]).filter(|setting| !setting.value.contains(['%', '~']));
    let dir = chdir.map(|setting| absolute(setting.value.trim_start_matches('-'), Path::new("/")));
    if let Some(dir) = &dir {
        if machine.view.follow(dir).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
            let finding = Finding::new(CHDIR_MISSING, format!("the WorkingDirectory does not exist: {}", shown(dir)));
            findings.push(at(finding.advice("WorkingDirectory= where the project lies now"), chdir, config));
            return findings;
        }
        if let Some(barrier) = barrier(machine.view, &account, dir, Wish::Enter) {
            findings.push(at(closed(&barrier, &account, machine.accounts), chdir, config));
        }
    }
    for setting in config.all(&["Environment"]) {
        let env: Vec<_> =
            variables(&setting.value).into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        findings.extend(
            crate::server::diagnose::process::variables(&env, "the unit")
                .into_iter()
                .map(|finding| at(finding, Some(setting), config)),
        );
    }
    if let Some(setting) = start {
        findings.extend(
            started(&setting.value, dir.as_deref(), &account, machine)
                .into_iter()
                .map(|finding| at(finding, start, config)),
        );
    }
    findings
}

fn started(line: &str, dir: Option<&Path>, account: &Account, machine: &Machine<'_>) -> Vec<Finding> {
    let words = words(line.trim_start_matches(['-', '@', '+', '!', ':']));
    let Some((program, args)) = words.split_first() else { return Vec::new() };
    let program = Path::new(program);
    let mut findings = Vec::new();
    let in_environment = program.ancestors().find(|path| path.ends_with(".venv") || path.ends_with("venv"));
    if let Some(environment) = in_environment {
        let finding = Finding::new(
            HOME_OPTION,
            format!("a path to an environment: {}: it has to be changed when the project moves", shown(environment)),
        );
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        findings.push(finding.advice(format!(
            "ExecStart=/usr/local/bin/{} ... : the shim finds it from WorkingDirectory",
            clean(&name)
        )));
    }
    if program.is_absolute() {
        findings.extend(shebang::check(program, machine).filter(|finding| finding.kind != PYTHON_NOT_FOUND));
    }
    let Some(dir) = dir else { return findings };
    let place = crate::server::diagnose::Place::file(Path::new(""));
    let application = Application {
        dir: dir.to_owned(),
        module: None,
        file: None,
        callable: None,
        user: account,
        python: None,
        has_environment: true,
        place,
    };
    findings.extend(application.diagnose(machine));
    let class = args
        .iter()
        .zip(args.iter().skip(1))
        .find(|(word, _)| *word == "-k" || *word == "--worker-class")
        .map(|(_, class)| class.as_str());
    let class = class.or_else(|| args.iter().find_map(|word| word.strip_prefix("--worker-class=")));
    if let (Some(class), Outcome::Found(environment)) = (class, (machine.environment)(dir, account)) {
        findings.extend(gunicorn::worker(class, &environment, machine));
    }
    findings
}
