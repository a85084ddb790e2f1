//! Lines of a log -> findings. Knows the texts of uWSGI, gunicorn, nginx, Apache, lighttpd, shells and Python itself.
//!
//! What was said before the last start of the server is history and not looked at, if the log tells where that was.
//! All texts are looked for in every log: a service's journal mixes them.

mod front;
mod gunicorn;
mod mod_wsgi;
mod python;
mod refused;
mod shell;
mod state;
#[cfg(test)]
mod tests;
mod uwsgi;

use std::path::PathBuf;

use super::finding::{add, sort};
use super::{Finding, Machine, Place};
use state::State;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Counted from 1; `None` where the lines before were not read.
    pub number: Option<usize>,
    /// Its text, without the end.
    pub text: String,
}

/// A log, or the parts of it that were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// The file; `-` for standard input.
    pub file: PathBuf,
    /// Lines, oldest first.
    pub lines: Vec<Line>,
}

impl Log {
    /// From the first bytes of a file and, if it is longer, its last ones.
    pub fn new(file: PathBuf, head: &[u8], tail: Option<&[u8]>) -> Log {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let line = |number, text: &str| Line { number, text: text.trim_end_matches('\r').to_owned() };
        let head = text(head);
        let mut lines: Vec<Line> = head.split('\n').enumerate().map(|(i, text)| line(Some(i + 1), text)).collect();
        if let Some(tail) = tail {
            // The cut goes through a line on both sides.
            lines.pop();
            lines.extend(text(tail).split('\n').skip(1).map(|text| line(None, text)));
        }
        Log { file, lines }
    }
}

/// What a rule makes of a line.
enum Said {
    /// This is wrong.
    Wrong(Finding),
    /// It was understood, and there is nothing wrong, or it is told later.
    Nothing,
}

type Rule = fn(&str, &mut State, &Machine<'_>) -> Option<Said>;

const RULES: &[Rule] = &[
    refused::rule,
    uwsgi::rule,
    gunicorn::rule,
    mod_wsgi::rule,
    front::rule,
    shell::rule,
    python::fatal,
    python::traceback,
];

/// What the log says.
pub fn diagnose(log: &Log, machine: &Machine<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut state = State::default();
    for line in &log.lines[last_start(&log.lines)..] {
        let payload = state::payload(&line.text);
        let found = RULES.iter().find_map(|rule| rule(payload, &mut state, machine));
        for kind in state.forget.drain(..) {
            findings.retain(|finding: &Finding| finding.kind != kind);
        }
        if let Some(Said::Wrong(finding)) = found {
            let place = Place { file: log.file.clone(), line: line.number };
            add(&mut findings, finding.at(place).evidence(payload));
        }
    }
    if let Some(finding) = gunicorn::left_over(&mut state, machine) {
        add(&mut findings, finding.at(Place::file(&log.file)));
    }
    sort(&mut findings);
    findings
}

/// What Apache says when it stops, or before it starts anew.
const APACHE_ENDS: [&str; 3] = ["shutting down", "Doing graceful restart", "Attempting to restart"];

/// The index of the line where the server that wrote the log last started.
fn last_start(lines: &[Line]) -> usize {
    let mut start = 0;
    let mut emperor = None;
    // uWSGI names its configuration, and may fail to load a plugin, before it says that it starts.
    let mut configured: Option<usize> = None;
    // Apache's daemon processes may fail before Apache says that it runs.
    let mut apache = Some(0);
    for (index, Line { text, .. }) in lines.iter().enumerate() {
        if text.contains("[uWSGI] getting ") {
            configured.get_or_insert(index);
        } else if text.contains("*** Starting uWSGI ") {
            start = configured.take().unwrap_or(index);
        } else if text.contains("*** starting uWSGI Emperor ***") {
            emperor = Some(start);
        } else if text.contains("] Starting gunicorn ") {
            start = index;
        } else if APACHE_ENDS.iter().any(|end| text.contains(end)) {
            apache = Some(index + 1);
        } else if text.contains(" configured -- resuming normal operations") {
            start = apache.take().unwrap_or(index).max(start);
        }
    }
    // Every vassal starts in the log of its Emperor.
    emperor.unwrap_or(start)
}
