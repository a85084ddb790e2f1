//! The application that a configuration names, whatever the server: is it there, has it the callable, may the user
//! reach it, which environment will it get, and does that fit the server's Python?

use std::path::{Path, PathBuf};

use crate::discover::text::shown;
use crate::discover::{Environment, Outcome};
use crate::server::diagnose::access::{Wish, barrier, closed};
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Machine, Place, modules, wsgi};
use crate::sys::accounts::Account;
use crate::ui::clean;

/// What is known of it.
pub(super) struct Application<'a> {
    /// Where its modules are looked for.
    pub dir: PathBuf,
    /// `proj.wsgi`.
    pub module: Option<&'a str>,
    /// Its file, if that is named instead.
    pub file: Option<PathBuf>,
    /// `application`; `None` if it is not to be looked for.
    pub callable: Option<&'a str>,
    /// Who runs it.
    pub user: &'a Account,
    /// The server's Python, if the server embeds one.
    pub python: Option<(u32, u32)>,
    /// The server was told its environment, or finds it by itself.
    pub has_environment: bool,
    /// Where the configuration names it.
    pub place: Place,
}

impl Application<'_> {
    /// All that is wrong with it.
    pub(super) fn diagnose(&self, machine: &Machine<'_>) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self.code(machine).into_iter().collect();
        let code = self.file.as_deref().unwrap_or(&self.dir);
        let wish = if self.file.is_some() { Wish::Read } else { Wish::Enter };
        if let Some(barrier) = barrier(machine.view, self.user, code, wish) {
            // What the user cannot reach is nothing to look further at.
            findings.push(closed(&barrier, self.user, machine.accounts));
        } else {
            findings.extend(self.environment(code, machine));
        }
        findings
            .into_iter()
            .map(|finding| if finding.place.is_none() { finding.at(self.place.clone()) } else { finding })
            .collect()
    }

    fn code(&self, machine: &Machine<'_>) -> Option<Finding> {
        let file = match (&self.file, self.module) {
            (Some(file), _) => file.clone(),
            (None, Some(module)) => self.module_file(module, machine)?,
            (None, None) => return None,
        };
        let Ok((_, bytes)) = machine.view.read(&file) else {
            let is_missing =
                machine.view.follow(&file).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound);
            return is_missing.then(|| {
                Finding::new(
                    APPLICATION_FILE_MISSING,
                    format!("the application's file does not exist: {}", shown(&file)),
                )
                .advice("correct its name, or chdir: where the project lies now")
            });
        };
        let callable = self.callable?;
        (!wsgi::may_have(&String::from_utf8_lossy(&bytes), callable)).then(|| {
            Finding::new(APPLICATION_MISSING, format!("{} has no '{}'", shown(&file), clean(callable)))
                .advice("name the callable that is there (in Django's wsgi.py: application)")
        })
    }

    // Of a module of the project only: one of an installed package lies elsewhere.
    fn module_file(&self, module: &str, machine: &Machine<'_>) -> Option<PathBuf> {
        let is_plain = module.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.') && !module.contains("..");
        let path = self.dir.join(module.replace('.', "/"));
        let package = path.join("__init__.py");
        if !is_plain || module.starts_with('.') {
            return None;
        }
        if machine.view.follow(&package).is_ok() {
            return Some(package);
        }
        let file = path.with_extension("py");
        let top = self.dir.join(module.split('.').next().unwrap_or(module));
        (machine.view.follow(&file).is_ok() || machine.view.follow(&top).is_ok()).then_some(file)
    }

    fn environment(&self, code: &Path, machine: &Machine<'_>) -> Vec<Finding> {
        match (machine.environment)(code, self.user) {
            Outcome::Found(environment) => self.fits(&environment, machine),
            Outcome::Unusable(unusable) => vec![modules::unusable(&unusable)],
            Outcome::ProjectOnly(marked) if !self.has_environment => {
                let root = (machine.project)(code).unwrap_or(marked.root);
                vec![modules::without_environment(&root, "")]
            }
            _ => Vec::new(),
        }
    }

    fn fits(&self, environment: &Environment, machine: &Machine<'_>) -> Vec<Finding> {
        let mut findings: Vec<Finding> = modules::mismatch(environment, self.python).into_iter().collect();
        let packages = environment.prefix.join("lib");
        if let Some(barrier) = barrier(machine.view, self.user, &packages, Wish::Read) {
            findings.push(closed(&barrier, self.user, machine.accounts));
        }
        if let Some(python) = self.python
            && !self.has_environment
            && (machine.hook)(python) == Some(false)
        {
            let message = format!(
                "the Python {}.{} in the server has no start-up hook: it will not find {}",
                python.0,
                python.1,
                shown(&environment.dir)
            );
            let severity = crate::server::diagnose::Severity::Problem;
            findings.push(Finding::new(HOOK_MISSING, message).severity(severity).advice("sudo noglue setup --system"));
        }
        findings
    }
}

/// A path to an environment in the configuration: what is wrong with it, or that it need not be there.
pub(super) fn home(path: &Path, said: &str, python: Option<(u32, u32)>, machine: &Machine<'_>) -> Finding {
    let Ok((_, bytes)) = machine.view.read(&path.join("pyvenv.cfg")) else {
        let why = if machine.view.follow(path).is_ok() { "is no environment" } else { "does not exist" };
        return Finding::new(HOME_MISSING, format!("{said}: {} {why}", shown(path)))
            .advice("take the line out: noglue finds the environment from where the code lies");
    };
    let version = crate::discover::pyvenv::PyvenvConfig::parse(&bytes).version;
    if let (Some(made_for), Some(server)) = (version, python)
        && made_for != server
    {
        return Finding::new(
            PYTHON_MISMATCH,
            format!(
                "the server's Python is {}.{}, but {} was made for {}.{}",
                server.0,
                server.1,
                shown(path),
                made_for.0,
                made_for.1
            ),
        )
        .advice(format!(
            "cd {} && noglue sync --python {}.{}",
            shown(path.parent().unwrap_or(path)),
            server.0,
            server.1
        ));
    }
    Finding::new(
        HOME_OPTION,
        format!("{said}: the path has to be changed when the project moves, and wins over what noglue finds"),
    )
    .advice("take the line out: noglue finds the environment from where the code lies")
}
