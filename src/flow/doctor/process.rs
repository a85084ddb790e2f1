//! A running process and its children, looked at.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::machine::Known;
use super::report::Report;
use crate::discover::Disk;
use crate::discover::command::Call;
use crate::error::{Exit, Plain, Result};
use crate::server::diagnose::Finding;
use crate::server::diagnose::finding::{add, sort};
use crate::server::diagnose::process::{Running, diagnose};
use crate::sys::process::{Process, children, look};

/// Of a server's workers so many are looked at: they are alike.
const WORKERS: usize = 8;

/// The process of this number.
pub(super) fn of(pid: u32, known: &Known) -> Result<Report> {
    let process = look(pid).ok_or_else(|| {
        Plain::new(Exit::Refused, format!("there is no process {pid}")).hint("pgrep -a uwsgi; pgrep -a gunicorn")
    })?;
    let mut findings = Vec::new();
    let workers = children(pid).into_iter().filter_map(look).filter(|child| child.name == process.name).take(WORKERS);
    let is_worker = look(process.parent).is_some_and(|parent| parent.name == process.name);
    let master = if is_worker { process.parent } else { pid };
    let all: Vec<Process> = std::iter::once(process.clone()).chain(workers).collect();
    for process in &all {
        let running = Running { process, code: code(process), master };
        for finding in known.ask(|machine| diagnose(&running, machine)) {
            // Workers are alike: what is so of one is told once.
            match findings.iter_mut().find(|old: &&mut Finding| old.kind == finding.kind) {
                Some(old) if process.pid != pid => old.times += 1,
                _ => add(&mut findings, finding),
            }
        }
    }
    sort(&mut findings);
    let words = process.args.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let count = if all.len() > 1 { format!(" and {} of its children", all.len() - 1) } else { String::new() };
    Ok(Report { about: format!("process {pid}{count}: {}", crate::ui::clean(&words)), findings })
}

/// Where its code lies: what its command line names, then its working directory.
fn code(process: &Process) -> Vec<PathBuf> {
    let cwd = process.cwd.clone().unwrap_or_else(|| PathBuf::from("/"));
    let env = process.env.clone().unwrap_or_default();
    let get = |name: &str| env.iter().find(|(n, _)| n == OsStr::new(name)).map(|(_, value)| value.clone());
    let mut words = process.args.iter();
    let Some(program) = words.next() else { return vec![cwd] };
    let args: Vec<OsString> = words.cloned().collect();
    // gunicorn names its processes `gunicorn: worker [proj.wsgi]`.
    let name = Path::new(program).file_name().unwrap_or(program);
    let name = match name.to_str() {
        Some("uwsgi-core") => OsStr::new("uwsgi"),
        Some(title) if title.starts_with("gunicorn: ") => OsStr::new("gunicorn"),
        _ => name,
    };
    let call = Call { view: &Disk, name, args: &args, cwd: &cwd, get: &get };
    let mut code: Vec<PathBuf> = call.starts().map(|start| start.code.unwrap_or(start.dir)).collect();
    // uWSGI and gunicorn have gone to where their code is.
    code.insert(0, cwd);
    code.dedup();
    code
}
