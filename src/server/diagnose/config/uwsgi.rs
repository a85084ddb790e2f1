//! uWSGI's options.

use std::path::{Path, PathBuf};

use super::application::{Application, home};
use super::{absolute, at, group, is_open, user};
use crate::discover::pyvenv::minor_version;
use crate::discover::text::{pasted, shown};
use crate::server::diagnose::access::{Wish, barrier};
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Machine, sockets};
use crate::server::read::{Configuration, said};
use crate::sys::accounts::Account;
use crate::ui::clean;

/// Where distributions put the plugins of their uWSGI.
const PLUGINS: [&str; 3] = ["/usr/lib/uwsgi/plugins", "/usr/lib64/uwsgi", "/usr/lib/uwsgi"];

pub(super) fn diagnose(config: &Configuration, machine: &Machine<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let uid = config.last(&["uid"]);
    let account = match uid.map(|setting| user(setting, machine)) {
        Some(Ok(account)) => account,
        Some(Err(finding)) => {
            findings.push(*finding);
            machine.service.clone()
        }
        None => owner(config, machine),
    };
    findings.extend(config.last(&["gid"]).and_then(|setting| group(setting, machine)));
    // An Emperor's own configuration has no application, and root starts vassals of many users.
    if config.last(&["emperor"]).is_some() {
        return findings;
    }
    if account.uid == 0 {
        let finding = Finding::new(RUNS_AS_ROOT, "nothing names a user: started by root, the application runs as root");
        findings.push(at(finding.advice("uid = www-data and gid = www-data, or a user of its own"), uid, config));
    }
    let plugin = plugin(config, machine);
    let python = match plugin {
        Ok(python) => python,
        Err(finding) => {
            findings.push(*finding);
            None
        }
    };
    findings.extend(application(config, &account, python, machine));
    findings.extend(socket(config, &account, machine));
    findings
}

// Debian starts the configurations in these directories as www-data; the Emperor may start a vassal as its owner.
fn owner(config: &Configuration, machine: &Machine<'_>) -> Account {
    let name = config.dir().file_name().unwrap_or_default().to_string_lossy().into_owned();
    if name.starts_with("apps-") {
        return machine.service.clone();
    }
    let root = Account { name: "root".into(), uid: 0, groups: vec![0] };
    let tyrant =
        machine.view.follow(&config.file).ok().and_then(|facts| machine.accounts.user(&facts.owner.to_string()));
    tyrant.unwrap_or(root)
}

/// The Python of the plugin that will be loaded; `None` for a uWSGI with Python built in.
fn plugin(config: &Configuration, machine: &Machine<'_>) -> Result<Option<(u32, u32)>, Box<Finding>> {
    let Some(dir) = PLUGINS.iter().map(Path::new).find(|dir| machine.view.follow(dir).is_ok()) else { return Ok(None) };
    let names: Vec<(&str, _)> = config
        .all(&["plugin", "plugins", "need-plugin", "need-plugins"])
        .flat_map(|s| s.value.split(',').map(move |n| (n.trim(), s)))
        .collect();
    let is_python = |name: &str| name.starts_with("python") || name.contains("/python");
    let Some((name, setting)) = names.iter().find(|(name, _)| is_python(name)) else {
        let name = config.dir().file_name().unwrap_or_default().to_string_lossy();
        // Debian's own default for these directories loads none either.
        let finding = Finding::new(
            PLUGIN_MISSING,
            "no plugin that runs Python is named, and the distribution's uWSGI has none built in",
        );
        let finding = finding.advice("plugins = python3").advice("sudo apt-get install uwsgi-plugin-python3");
        let has_module = config.last(&["module", "wsgi", "wsgi-file", "mount"]).is_some() || name.starts_with("apps-");
        return if has_module { Err(Box::new(at(finding, None, config))) } else { Ok(None) };
    };
    if name.contains('/') {
        return Ok(None);
    }
    let file = dir.join(format!("{name}_plugin.so"));
    if machine.view.follow(&file).is_err() {
        let finding =
            Finding::new(PLUGIN_MISSING, format!("uWSGI has no plugin {}: there is no {}", clean(name), shown(&file)));
        return Err(Box::new(at(
            finding.advice("plugins = python3").advice("sudo apt-get install uwsgi-plugin-python3"),
            Some(setting),
            config,
        )));
    }
    // `python3_plugin.so` leads, over the alternatives, to `python311_plugin.so`.
    let mut path = file;
    for _ in 0..8 {
        let Ok(target) = machine.view.target(&path) else { break };
        path = crate::sys::fs::absolute(&target, path.parent().unwrap_or(dir));
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let digits = name
        .strip_prefix("python3")
        .and_then(|rest| rest.strip_suffix("_plugin.so"))
        .filter(|digits| !digits.is_empty());
    Ok(digits.and_then(|digits| minor_version(&format!("3.{digits}"))))
}

fn application(
    config: &Configuration,
    account: &Account,
    python: Option<(u32, u32)>,
    machine: &Machine<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let chdir = config.last(&["chdir"]).filter(|setting| !is_open(&setting.value));
    let dir = chdir.map_or_else(|| config.dir().to_owned(), |setting| absolute(&setting.value, config.dir()));
    if chdir.is_some() && machine.view.follow(&dir).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        let finding = Finding::new(CHDIR_MISSING, format!("the directory of chdir does not exist: {}", shown(&dir)));
        return vec![at(finding.advice("chdir = where the project lies now"), chdir, config)];
    }
    let home_option = config.last(&["home", "virtualenv", "venv", "pyhome"]);
    if let Some(setting) = home_option.filter(|setting| !is_open(&setting.value)) {
        let path = absolute(&setting.value, &dir);
        findings.push(at(home(&path, &said(setting), python, machine), home_option, config));
    }
    for (value, setting) in config.all(&["env"]).map(|setting| (&setting.value, setting)) {
        if value.starts_with("PYTHONHOME=") {
            let finding =
                Finding::new(VARIABLE_STRAY, "PYTHONHOME is set: Python looks for its own standard library there");
            findings.push(at(
                finding.severity(crate::server::diagnose::Severity::Problem).advice("take the line out"),
                Some(setting),
                config,
            ));
        }
    }
    let file = config.last(&["wsgi-file", "file"]).filter(|setting| !is_open(&setting.value));
    let module = config.last(&["module", "wsgi"]).filter(|setting| !is_open(&setting.value));
    let (module_name, callable) = match module {
        Some(setting) => {
            setting.value.split_once(':').map_or((Some(setting.value.as_str()), None), |(m, c)| (Some(m), Some(c)))
        }
        None => (None, None),
    };
    let callable =
        config.last(&["callable"]).map(|setting| setting.value.as_str()).or(callable).unwrap_or("application");
    let callable = callable.split('(').next().unwrap_or(callable);
    let named = file.or(module);
    let base = if chdir.is_some() || file.is_none() { dir.clone() } else { PathBuf::from("/") };
    let file = file.map(|setting| absolute(&setting.value, &base));
    let place = at(Finding::new(CONFIG_WRONG, ""), named.or(chdir), config).place;
    if let Some(place) = place.filter(|_| named.is_some() || chdir.is_some()) {
        let has_environment = home_option.is_some();
        let application = Application {
            dir,
            module: module_name,
            file,
            callable: Some(callable),
            user: account,
            python,
            has_environment,
            place,
        };
        findings.extend(application.diagnose(machine));
    }
    findings
}

fn socket(config: &Configuration, account: &Account, machine: &Machine<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mode = config.last(&["chmod-socket", "chmod"]);
    let is_world = |value: &str| value == "true" || u32::from_str_radix(value, 8).is_ok_and(|mode| mode & 0o002 != 0);
    // Without a value uWSGI takes 666.
    if let Some(setting) = mode.filter(|setting| is_world(&setting.value)) {
        let shown = if setting.value == "true" { "666" } else { &setting.value };
        findings.push(at(sockets::open(&format!("chmod-socket = {}", clean(shown))), mode, config));
    }
    for setting in config.all(&["socket", "uwsgi-socket", "http-socket"]) {
        if is_open(&setting.value) {
            continue;
        }
        let is_file = setting.value.starts_with('/') || setting.value.contains('/');
        if !is_file {
            let host = setting.value.rsplit_once(':').map_or("", |(host, _)| host);
            if setting.name != "http-socket" && matches!(host, "" | "0.0.0.0" | "[::]" | "*") {
                let finding = Finding::new(
                    SOCKET_OPEN,
                    format!("{} listens on all addresses: any host may start code through it", said(setting)),
                );
                findings.push(at(
                    finding.advice(format!("socket = 127.0.0.1{}", clean(&setting.value[host.len()..]))),
                    Some(setting),
                    config,
                ));
            }
            continue;
        }
        let path = absolute(&setting.value, config.dir());
        let Some(dir) = path.parent() else { continue };
        if machine.view.follow(dir).is_err() {
            let finding =
                Finding::new(SOCKET_NOT_MADE, format!("the directory of the socket does not exist: {}", shown(dir)));
            findings.push(at(finding.advice(make(dir, account, machine)), Some(setting), config));
        } else if barrier(machine.view, account, dir, Wish::Write).is_some() {
            let message = format!("{} may not make its socket: it may not write to {}", account.name, shown(dir));
            findings.push(at(
                Finding::new(SOCKET_NOT_MADE, message).advice(make(dir, account, machine)),
                Some(setting),
                config,
            ));
        }
        if mode.is_none() && account.uid != machine.service.uid {
            let finding = Finding::new(
                SOCKET_DENIED,
                format!("without chmod-socket only {} may connect to {}", account.name, shown(&path)),
            );
            let finding = finding.severity(crate::server::diagnose::Severity::Warning);
            findings.push(at(
                finding.advice(format!("chmod-socket = 660 and chown-socket = {}:www-data", account.name)),
                Some(setting),
                config,
            ));
        }
    }
    findings
}

fn make(dir: &Path, account: &Account, machine: &Machine<'_>) -> String {
    let group = machine
        .service
        .groups
        .first()
        .map_or_else(|| machine.service.name.clone(), |gid| machine.accounts.group_name(*gid));
    format!("sudo install -d -o {} -g {group} -m 750 {}", account.name, pasted(dir))
}
