//! gunicorn's settings, from its configuration file or the command line of a unit.

use super::application::Application;
use super::{absolute, at, group, user};
use crate::discover::Outcome;
use crate::discover::text::{pasted, shown};
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Machine, Place};
use crate::server::read::Configuration;
use crate::ui::clean;

pub(super) fn diagnose(config: &Configuration, machine: &Machine<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let account = match config.last(&["user"]).map(|setting| user(setting, machine)) {
        Some(Ok(account)) => account,
        Some(Err(finding)) => {
            findings.push(*finding);
            machine.service.clone()
        }
        None => machine.service.clone(),
    };
    findings.extend(config.last(&["group"]).and_then(|setting| group(setting, machine)));
    let chdir = config.last(&["chdir"]);
    let dir = chdir.map_or_else(|| config.dir().to_owned(), |setting| absolute(&setting.value, config.dir()));
    if machine.view.follow(&dir).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        let finding = Finding::new(CHDIR_MISSING, format!("the directory of chdir does not exist: {}", shown(&dir)));
        findings.push(at(finding.advice("chdir = where the project lies now"), chdir, config));
        return findings;
    }
    let named = config.last(&["wsgi_app"]);
    let (module, callable) =
        match named.map(|setting| setting.value.split_once(':').unwrap_or((&setting.value, "application"))) {
            Some((module, callable)) => (Some(module), Some(callable.split('(').next().unwrap_or(callable))),
            None => (None, None),
        };
    let place = named.or(chdir).map_or_else(|| Place::file(&config.file), |setting| setting.place.clone());
    let application = Application {
        dir: dir.clone(),
        module,
        file: None,
        callable,
        user: &account,
        python: None,
        has_environment: true,
        place,
    };
    findings.extend(application.diagnose(machine));
    if let (Some(setting), Outcome::Found(environment)) =
        (config.last(&["worker_class"]), (machine.environment)(&dir, &account))
    {
        findings
            .extend(worker(&setting.value, &environment, machine).map(|finding| at(finding, Some(setting), config)));
    }
    for setting in config.all(&["umask"]) {
        let mask = setting.value.strip_prefix("0o").and_then(|text| u32::from_str_radix(text, 8).ok());
        if mask.or_else(|| setting.value.parse().ok()) == Some(0)
            && config.all(&["bind"]).any(|bind| bind.value.starts_with("unix:"))
        {
            let finding =
                Finding::new(SOCKET_OPEN, "umask = 0 lets any local user talk to the application past the front end");
            findings.push(at(finding.advice("umask = 0o007"), Some(setting), config));
        }
    }
    findings
}

/// The package that a class of workers needs, if the environment has it not.
pub(super) fn worker(
    class: &str,
    environment: &crate::discover::Environment,
    machine: &Machine<'_>,
) -> Option<Finding> {
    let needs = match class {
        "gevent" | "gevent_wsgi" | "gevent_pywsgi" => "gevent",
        "eventlet" => "eventlet",
        "tornado" => "tornado",
        class if class.starts_with("uvicorn.") => "uvicorn",
        class if class.starts_with("uvicorn_worker.") => "uvicorn_worker",
        _ => return None,
    };
    let (major, minor) = environment.config.version?;
    let packages = environment.prefix.join(format!("lib/python{major}.{minor}/site-packages"));
    machine.view.follow(&packages.join(needs)).is_err().then(|| {
        let package = needs.replace('_', "-");
        let command = if environment.is_ours() { "noglue add" } else { "noglue pip install" };
        Finding::new(
            WORKER_CLASS_MISSING,
            format!("gunicorn's workers '{}' need {package}, which {} has not", clean(class), shown(&environment.dir)),
        )
        .advice(format!("cd {} && {command} {package}", pasted(&environment.root)))
    })
}
