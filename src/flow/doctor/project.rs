//! Everything on the way from a project to its environment, before anything is started.

use std::path::{Path, PathBuf};

use super::machine::Known;
use super::report::Report;
use crate::context::Context;
use crate::discover::text::{pasted, shown};
use crate::discover::{Disk, Environment, Outcome, Start, Switches};
use crate::error::Result;
use crate::flow::project::{self, Project};
use crate::flow::{drift, sync};
use crate::server::config::Kind;
use crate::server::diagnose::access::{Wish, barrier, closed};
use crate::server::diagnose::finding::sort;
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Severity, modules, shebang};
use crate::sys;

/// Scripts named one by one; of more the number is told.
const NAMED: usize = 3;

/// The project that `dir` lies in. `user`: what a service of that user would meet is looked at, too.
pub(super) fn of(context: &Context, known: &Known, dir: &Path, is_user_named: bool) -> Result<Report> {
    let project = project::around(dir, &known.own)?;
    let mut findings = Vec::new();
    let mut outcome = environment(context, known, &project.root);
    if is_user_named && matches!(outcome, Outcome::Unusable(_)) {
        // What root must not use may be right for the user that was named.
        outcome = known.ask(|machine| (machine.environment)(&project.root, &known.service));
    }
    match outcome {
        Outcome::Found(environment) => {
            findings.extend(freshness(context, &project));
            findings.extend(scripts(&environment.bin()).into_iter().map(|dead| in_environment(&environment, &dead)));
            if is_user_named {
                findings.extend(service(known, &project, &environment));
            }
        }
        Outcome::Unusable(unusable) => findings.push(modules::unusable(&unusable)),
        Outcome::Off => {}
        Outcome::NotFound | Outcome::ProjectOnly(_) => findings.push(modules::without_environment(&project.root, "")),
    }
    if let Some(dead) = scripts(&project.root) {
        findings.extend(dead.named.iter().map(|(script, interpreter)| shebang::dead(script, interpreter)));
    }
    findings.extend(super::machinery::of(context, &project));
    for (kind, file) in configurations(&project.root) {
        for finding in super::of_config(kind, &file, known).findings {
            // Said already of the project itself.
            if !findings.iter().any(|old| old.is_same(&finding)) {
                findings.push(finding);
            }
        }
    }
    sort(&mut findings);
    Ok(Report { about: format!("the project {}", shown(&project.root)), findings })
}

// What servers read in a project's own directory.
fn configurations(root: &Path) -> Vec<(Kind, PathBuf)> {
    let mut found: Vec<(Kind, PathBuf)> =
        super::subject::vassals(root).into_iter().map(|file| (Kind::Uwsgi, file)).collect();
    let gunicorn = root.join("gunicorn.conf.py");
    found.extend(sys::fs::is_file(&gunicorn).then_some((Kind::Gunicorn, gunicorn)));
    found
}

fn environment(context: &Context, known: &Known, root: &Path) -> Outcome {
    let get = |name: &str| context.env.get(std::ffi::OsStr::new(name)).cloned();
    let mut steps: Vec<crate::discover::Step> = Vec::new();
    crate::discover::resolve(&Disk, &Switches::read(&get), root, [Start::cwd(root)], &known.own, &mut steps)
}

fn freshness(context: &Context, project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    let current = drift::current(context, &project.env);
    let root = pasted(&project.root);
    let mut told = Vec::new();
    if let Some(current) = &current {
        if let Some(before) = drift::moved_from(current, &project.env) {
            let message = format!("the project was moved: its environment was made as {}", shown(before));
            findings.push(Finding::new(PROJECT_MOVED, message).advice(format!(
                "nothing has to be done; 'cd {root} && noglue sync' also writes the new path into scripts"
            )));
            told.push(format!("it was moved here from {}", before.display()));
        }
        if let Some(reason) = drift::python_changed(current) {
            let finding = match &current.interpreter {
                None => Finding::new(PYTHON_GONE, format!("{}: {reason}", shown(&project.env))),
                Some(_) => Finding::new(PYTHON_CHANGED, format!("{}: {reason}", shown(&project.env)))
                    .severity(Severity::Warning),
            };
            findings.push(finding.advice(format!("cd {root} && noglue sync")));
            told.push(reason);
        }
    }
    match sync::drift_of(context, project, current.as_ref()) {
        Ok(drift) => {
            let rest: Vec<String> = drift.reasons.into_iter().filter(|reason| !told.contains(reason)).collect();
            if !rest.is_empty() {
                let message =
                    format!("the environment is not what the project asks for: {}", crate::ui::clean(&rest.join("; ")));
                findings.push(Finding::new(ENVIRONMENT_NOT_FRESH, message).advice(format!("cd {root} && noglue sync")));
            }
        }
        Err(error) => {
            let message = format!("what the project asks for cannot be read: {}", error.chain().join(": "));
            let finding = Finding::new(ENVIRONMENT_NOT_FRESH, crate::ui::clean(&message));
            findings.push(error.hints().into_iter().fold(finding, Finding::advice));
        }
    }
    findings
}

/// Scripts of one directory whose interpreter is gone.
struct Dead {
    named: Vec<(PathBuf, PathBuf)>,
    count: usize,
}

fn scripts(dir: &Path) -> Option<Dead> {
    let mut dead = Dead { named: Vec::new(), count: 0 };
    for name in sys::fs::names(dir).unwrap_or_default() {
        let script = dir.join(name);
        if !sys::exec::is_executable(&script) {
            continue;
        }
        let head = sys::facts::read_start(&script, 512).unwrap_or_default();
        let Some(interpreter) = shebang::interpreter(&head).filter(|path| path.is_absolute() && !sys::fs::exists(path))
        else {
            continue;
        };
        dead.count += 1;
        if dead.named.len() < NAMED {
            dead.named.push((script, interpreter));
        }
    }
    (dead.count > 0).then_some(dead)
}

// Shims run them all the same; whoever calls them by path gets an error.
fn in_environment(environment: &Environment, dead: &Dead) -> Finding {
    let (script, interpreter) = &dead.named[0];
    let others = if dead.count > 1 { format!(" and {} more", dead.count - 1) } else { String::new() };
    let message = format!("{}{others} name an interpreter that is gone: {}", shown(script), shown(interpreter));
    Finding::new(SHEBANG_DEAD, message)
        .severity(Severity::Warning)
        .advice(format!("cd {} && noglue sync (shims start them even so)", pasted(&environment.root)))
}

fn service(known: &Known, project: &Project, environment: &Environment) -> Vec<Finding> {
    let user = &known.service;
    let ways = [
        (project.root.clone(), Wish::Enter),
        (environment.python.clone(), Wish::Read),
        (environment.prefix.join("lib"), Wish::Read),
    ];
    let found = ways.iter().find_map(|(path, wish)| barrier(&Disk, user, path, *wish));
    if let Some(barrier) = found {
        return vec![known.ask(|machine| closed(&barrier, user, machine.accounts))];
    }
    match known.ask(|machine| (machine.environment)(&project.root, user)) {
        Outcome::Unusable(unusable) => vec![modules::unusable(&unusable)],
        _ => Vec::new(),
    }
}
