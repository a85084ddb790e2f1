//! Facts of a running process -> what is wrong with it: its Python, its environment, its variables, its user.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::kinds::*;
use super::{Finding, Machine, Severity, modules};
use crate::discover::pyvenv::minor_version;
use crate::discover::text::shown;
use crate::discover::{Environment, Outcome};
use crate::sys::process::Process;
use crate::ui::clean;

/// What a process is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running<'a> {
    /// The process.
    pub process: &'a Process,
    /// Where its code lies, as the rule reads its command line; the working directory last.
    pub code: Vec<PathBuf>,
    /// The process that started the workers and takes signals; often itself.
    pub master: u32,
}

/// What is wrong with it.
pub fn diagnose(running: &Running<'_>, machine: &Machine<'_>) -> Vec<Finding> {
    let process = running.process;
    let mut findings = Vec::new();
    let who = format!("process {} ({})", process.pid, clean(&process.name));
    if process.is_cwd_gone {
        let dir = process.cwd.as_deref().unwrap_or(Path::new("/"));
        findings.push(
            Finding::new(CHDIR_MISSING, format!("{who} runs in a directory that is gone: {}", shown(dir)))
                .advice("the project was moved or removed: start it again from where it lies now"),
        );
    }
    if process.is_exe_gone {
        let exe = process.exe.as_deref().unwrap_or(Path::new("/"));
        findings.push(
            Finding::new(
                PYTHON_CHANGED,
                format!("{who} runs a program that was replaced or removed since: {}", shown(exe)),
            )
            .severity(Severity::Warning)
            .advice(format!("restart it (to reload is not enough): {}", restart(process))),
        );
    }
    if process.uid == 0 && runs_python(process) && !is_master(process) {
        findings.push(
            Finding::new(RUNS_AS_ROOT, format!("{who} runs the application as root"))
                .advice("give the service a user of its own: uid = in uWSGI's configuration, User= in a unit"),
        );
    }
    findings.extend(process.env.iter().flat_map(|env| variables(env, &who)));
    let user = machine.accounts.user(&process.uid.to_string()).unwrap_or_else(|| machine.service.clone());
    let mut outcomes = running.code.iter().map(|code| (machine.environment)(code, &user));
    match outcomes.find(|outcome| matches!(outcome, Outcome::Found(_) | Outcome::Unusable(_))) {
        Some(Outcome::Found(environment)) => findings.extend(in_environment(running, &environment, &who, machine)),
        Some(Outcome::Unusable(unusable)) => findings.push(modules::unusable(&unusable)),
        _ => {}
    }
    if process.env.is_none() || process.maps.is_none() {
        findings.push(
            Finding::new(
                PROCESS_HIDDEN,
                format!("{who} shows its variables and files to its own user and to root only"),
            )
            .advice(format!("sudo noglue doctor {}", process.pid)),
        );
    }
    findings
}

/// Variables that change which packages are seen.
pub fn variables(env: &[(std::ffi::OsString, std::ffi::OsString)], who: &str) -> Vec<Finding> {
    let value =
        |name: &str| env.iter().find(|(n, v)| n == OsStr::new(name) && !v.is_empty()).map(|(_, v)| v.to_string_lossy());
    let mut findings = Vec::new();
    if let Some(home) = value("PYTHONHOME") {
        let message = format!("{who} has PYTHONHOME={}: Python looks for its own standard library there", clean(&home));
        findings.push(Finding::new(VARIABLE_STRAY, message).severity(Severity::Problem).advice("unset PYTHONHOME"));
    }
    if let Some(path) = value("PYTHONPATH") {
        let message =
            format!("{who} has PYTHONPATH={}: what lies there goes before the environment's packages", clean(&path));
        findings.push(Finding::new(VARIABLE_STRAY, message).advice("unset PYTHONPATH, unless it is meant"));
    }
    if value("NOGLUE").as_deref() == Some("0") {
        let message = format!("{who} has NOGLUE=0: noglue does nothing for it");
        findings.push(Finding::new(VARIABLE_STRAY, message).advice("unset NOGLUE"));
    }
    findings
}

fn in_environment(running: &Running<'_>, env: &Environment, who: &str, machine: &Machine<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let process = running.process;
    let python = python(process);
    if let Some(finding) = modules::mismatch(env, python) {
        findings.push(finding);
        return findings;
    }
    let used = used(process, machine);
    let (same, others): (Vec<_>, Vec<_>) = used.iter().partition(|tree| tree.starts_with(&env.dir));
    if let (Some(other), true) = (others.first(), same.is_empty()) {
        let message = format!("{who} runs in {}, but its project's environment is {}", shown(other), shown(&env.dir));
        findings.push(Finding::new(ENVIRONMENT_OTHER, message).advice(format!("restart it: {}", restart(process))));
    } else if let Some(old) = same.iter().find(|tree| env.is_ours() && tree.as_path() != env.prefix) {
        let (old, new) = (number(old), number(&env.prefix));
        let message = format!("{who} still runs on generation {old} of {}; generation {new} is there", shown(&env.dir));
        findings.push(Finding::new(GENERATION_OLD, message).advice(reload(running)));
    }
    if used.is_empty() && python.is_some() && is_plain_python(process) {
        let message = format!("{who} does not run in {}, its project's environment", shown(&env.dir));
        findings.push(modules::unused(env, &message));
    }
    findings
}

/// The Python in a process: by its libpython, else by the name of its program.
pub fn python(process: &Process) -> Option<(u32, u32)> {
    let of_library = process.maps.iter().flatten().find_map(|(path, _)| {
        let name = path.file_name()?.to_str()?;
        minor_version(name.strip_prefix("libpython")?)
    });
    let of_name = || minor_version(process.exe.as_deref()?.file_name()?.to_str()?.strip_prefix("python")?);
    of_library.or_else(of_name)
}

fn runs_python(process: &Process) -> bool {
    python(process).is_some()
}

// The first process of a server may have to be root to become others.
fn is_master(process: &Process) -> bool {
    process.name.contains("apache2") || process.name.contains("nginx") || process.name.contains("lighttpd")
}

// An interpreter, not a server that embeds one, whose environment shows in nothing but its modules.
fn is_plain_python(process: &Process) -> bool {
    let name = process.exe.as_deref().and_then(Path::file_name).unwrap_or_default();
    name.to_string_lossy().starts_with("python")
}

/// The trees of environments that a process uses: `.../.venv/gen/3` or `.../.venv`, from its words and mapped files.
fn used(process: &Process, machine: &Machine<'_>) -> Vec<PathBuf> {
    let words = process.args.iter().take(2).map(PathBuf::from);
    let maps = process.maps.iter().flatten().map(|(path, _)| path.clone());
    let mut found: Vec<PathBuf> = words.chain(maps).filter_map(|path| tree(&path, machine)).collect();
    found.sort();
    found.dedup();
    found
}

// What stands before `bin/python` or `lib/python3.12/site-packages`.
fn tree(path: &Path, machine: &Machine<'_>) -> Option<PathBuf> {
    // The start-up hook keeps this file of its generation mapped.
    if path.ends_with("pyvenv.cfg") {
        return path.parent().map(Path::to_owned);
    }
    let dir = path.ancestors().find(|dir| dir.ends_with("site-packages"));
    let tree = match dir {
        Some(packages) => packages.ancestors().nth(3)?,
        None => path.parent().filter(|bin| bin.ends_with("bin"))?.parent()?,
    };
    // `/usr/bin` and `/usr/lib/python3.11/site-packages` belong to no environment. A generation may be gone.
    let is_environment = |dir: &Path| machine.view.follow(&dir.join("pyvenv.cfg")).is_ok();
    let of_generation = tree.parent().filter(|dir| dir.ends_with("gen")).and_then(Path::parent);
    let found = tree.is_absolute() && (is_environment(tree) || of_generation.is_some_and(is_environment));
    found.then(|| tree.to_owned())
}

fn number(tree: &Path) -> String {
    clean(&tree.file_name().unwrap_or_default().to_string_lossy())
}

fn reload(running: &Running<'_>) -> String {
    let process = running.process;
    match process.name.as_str() {
        name if name.contains("apache") => "sudo systemctl reload apache2".into(),
        name if name.contains("uwsgi") || name.contains("gunicorn") => format!("kill -HUP {}", running.master),
        _ => format!("restart it: {}", restart(process)),
    }
}

fn restart(process: &Process) -> String {
    format!("sudo systemctl restart $(ps -o unit= -p {})", process.pid)
}
