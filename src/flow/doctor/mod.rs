//! `noglue doctor`: what is wrong, and what to type. Before a start: the project, a configuration; after it: a log, a
//! running process. Changes nothing.

mod machine;
mod machinery;
mod process;
mod project;
mod report;
mod subject;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::context::Context;
use crate::discover::Disk;
use crate::discover::text::shown;
use crate::error::{Exit, Result};
use crate::server::config::Kind;
use crate::server::diagnose::config;
use crate::server::diagnose::finding::{add, sort};
use crate::server::diagnose::kinds::ALL;
use crate::server::diagnose::log::{self, Log};
use crate::server::read;
use crate::sys;
use machine::Known;
use report::Report;
use subject::Subject;

/// Of a longer log this much of the start, and of the end, is read: bytes.
const HEAD: u64 = 256 * 1024;
const TAIL: u64 = 2 * 1024 * 1024;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// A configuration, a log, a process or a directory; the project here if nothing is named.
    pub what: Option<OsString>,
    /// Whose configuration it is.
    pub server: Option<Kind>,
    /// The service's user.
    pub user: Option<String>,
    /// As JSON.
    pub json: bool,
}

/// Every kind of finding, for the reference: its id, how bad it mostly is, what it means.
pub fn kinds() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    ALL.iter().map(|kind| (kind.id, kind.severity.word(), kind.meaning))
}

/// Looks, and prints what it finds. Exit code 1 if something is wrong.
pub fn run(context: &Context, request: &Request) -> Result<ExitCode> {
    let subject = subject::of(context, request)?;
    let known = Known::new(context, request.user.as_deref())?;
    let report = match &subject {
        Subject::Input => {
            let (head, tail) = sys::careful::head_and_tail_of_input(HEAD as usize, TAIL as usize)
                .map_err(sys::fs::at("read", Path::new("-")))?;
            of_log(&Log::new("-".into(), &head, tail.as_deref()), &known)
        }
        Subject::Log(file) => {
            let (head, tail) = sys::careful::head_and_tail(file, HEAD, TAIL)?;
            of_log(&Log::new(file.clone(), &head, tail.as_deref()), &known)
        }
        Subject::Config(kind, file) => of_config(*kind, file, &known),
        Subject::Vassals(dir, files) => of_vassals(dir, files, &known),
        Subject::Process(pid) => process::of(*pid, &known)?,
        Subject::Project(dir) => project::of(context, &known, dir, request.user.is_some())?,
    };
    report.print(context, request.json);
    Ok(if report.is_healthy() { ExitCode::SUCCESS } else { Exit::Refused.into() })
}

fn of_config(kind: Kind, file: &Path, known: &Known) -> Report {
    let configuration = read::read(kind, file, &Disk);
    let findings = known.ask(|machine| config::diagnose(&configuration, machine));
    Report { about: format!("the configuration {}", shown(file)), findings }
}

fn of_vassals(dir: &Path, files: &[PathBuf], known: &Known) -> Report {
    let mut findings = Vec::new();
    for file in files {
        for finding in of_config(Kind::Uwsgi, file, known).findings {
            add(&mut findings, finding);
        }
    }
    sort(&mut findings);
    let vassals = if files.len() == 1 { "vassal" } else { "vassals" };
    Report { about: format!("{} {vassals} in {}", files.len(), shown(dir)), findings }
}

fn of_log(log: &Log, known: &Known) -> Report {
    let findings = known.ask(|machine| log::diagnose(log, machine));
    Report { about: format!("the log {}", shown(&log.file)), findings }
}
