//! Apache with mod_wsgi.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::application::{Application, home};
use super::{absolute, at, is_open, user};
use crate::discover::Outcome;
use crate::discover::pyvenv::minor_version;
use crate::discover::text::shown;
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Machine};
use crate::server::read::{Configuration, Setting, words};
use crate::sys::accounts::Account;
use crate::ui::clean;

pub(super) fn diagnose(config: &Configuration, machine: &Machine<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let apache = account(config.last(&["user"]), machine, &mut findings);
    let daemons = daemons(config, &apache, machine, &mut findings);
    let homes = config.all(&["wsgipythonhome"]).map(|setting| (setting.value.trim_matches('"').to_owned(), setting));
    let python = python(config, machine);
    let mut has_home = false;
    for (path, setting) in
        homes.chain(daemons.values().filter_map(|daemon| Some((daemon.home.clone()?, daemon.setting))))
    {
        has_home = true;
        let path = absolute(&path, config.dir());
        findings.push(at(
            home(&path, &format!("a path to an environment: {}", shown(&path)), python, machine),
            Some(setting),
            config,
        ));
    }
    let mut globals: BTreeMap<String, (PathBuf, &Setting)> = BTreeMap::new();
    for setting in config.all(&["wsgiscriptalias", "wsgiscriptaliasmatch"]) {
        let words = words(&setting.value);
        let Some(file) = words.get(1).filter(|file| !is_open(file)) else { continue };
        let named = words.iter().find_map(|word| word.strip_prefix("process-group="));
        let group = named.map(str::to_owned).or_else(|| nearest(config, "wsgiprocessgroup", setting));
        let daemon = group.as_deref().and_then(|name| daemons.get(name));
        if let Some(name) = group.filter(|name| daemon.is_none() && !name.contains('%')) {
            let finding = Finding::new(
                CONFIG_WRONG,
                format!("there is no WSGIDaemonProcess {}, which WSGIProcessGroup names", clean(&name)),
            );
            findings.push(at(finding.advice(format!("WSGIDaemonProcess {}", clean(&name))), Some(setting), config));
            continue;
        }
        let account = daemon.map_or(&apache, |daemon| &daemon.account);
        let file = absolute(file, config.dir());
        let application = Application {
            dir: file.parent().unwrap_or(Path::new("/")).to_owned(),
            module: None,
            file: Some(file.clone()),
            callable: Some("application"),
            user: account,
            python,
            has_environment: has_home,
            place: setting.place.clone(),
        };
        findings.extend(application.diagnose(machine));
        if nearest(config, "wsgiapplicationgroup", setting).as_deref() == Some("%{GLOBAL}")
            && let Outcome::Found(environment) = (machine.environment)(&file, account)
        {
            let key = daemon.map_or_else(String::new, |daemon| daemon.name.clone());
            match globals.get(&key) {
                Some((other, _)) if *other != environment.root => findings.push(two(other, &environment.root, setting)),
                _ => drop(globals.insert(key, (environment.root, setting))),
            }
        }
    }
    findings
}

fn two(one: &Path, other: &Path, setting: &Setting) -> Finding {
    let message = format!(
        "{} and {} share one interpreter of mod_wsgi (%{{GLOBAL}}): it can have one environment only",
        shown(one),
        shown(other)
    );
    Finding::new(TWO_PROJECTS, message)
        .at(setting.place.clone())
        .advice("give each its own WSGIDaemonProcess and WSGIProcessGroup, or take WSGIApplicationGroup %{GLOBAL} out")
}

struct Daemon<'a> {
    name: String,
    account: Account,
    home: Option<String>,
    setting: &'a Setting,
}

fn daemons<'a>(
    config: &'a Configuration,
    apache: &Account,
    machine: &Machine<'_>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Daemon<'a>> {
    let mut daemons = BTreeMap::new();
    for setting in config.all(&["wsgidaemonprocess"]) {
        let words = words(&setting.value);
        let Some((name, options)) = words.split_first() else { continue };
        let option = |key: &str| options.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
        let user = option("user").map(|name| Setting { value: name.to_owned(), ..setting.clone() });
        let account = match &user {
            Some(user) => account(Some(user), machine, findings),
            None => apache.clone(),
        };
        let home = option("python-home").filter(|home| !is_open(home)).map(str::to_owned);
        daemons.insert(name.clone(), Daemon { name: name.clone(), account, home, setting });
    }
    daemons
}

fn account(setting: Option<&Setting>, machine: &Machine<'_>, findings: &mut Vec<Finding>) -> Account {
    match setting.filter(|setting| !is_open(&setting.value)).map(|setting| user(setting, machine)) {
        Some(Ok(account)) => account,
        Some(Err(finding)) => {
            findings.push(*finding);
            machine.service.clone()
        }
        None => machine.service.clone(),
    }
}

// In the same section, else outside of all.
fn nearest(config: &Configuration, name: &str, near: &Setting) -> Option<String> {
    let of = |section: &str| {
        let found = config.settings.iter().rev().find(|setting| setting.name == name && setting.section == section);
        found.map(|setting| setting.value.trim_matches('"').to_owned())
    };
    of(&near.section).or_else(|| of(""))
}

// mod_wsgi is built for one Python. On Debian `mod_wsgi.so` leads to `mod_wsgi.so-3.11`.
fn python(config: &Configuration, machine: &Machine<'_>) -> Option<(u32, u32)> {
    let usual = Path::new("/usr/lib/apache2/modules/mod_wsgi.so").to_owned();
    let setting = config.all(&["loadmodule"]).find_map(|setting| setting.value.strip_prefix("wsgi_module"));
    let file = setting.map_or(usual, |file| absolute(file.trim().trim_matches('"'), config.dir()));
    let target = machine.view.target(&file).unwrap_or(file);
    minor_version(target.file_name()?.to_str()?.rsplit_once('-')?.1)
}
