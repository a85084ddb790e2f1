//! One thing that is wrong, or worth knowing: a sentence, its place, and what to type.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Kind;
use crate::ui::clean;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something does not work, or not safely.
    Problem,
    /// It works, and something may go wrong.
    Warning,
    /// Worth knowing; nothing to do.
    Note,
}

impl Severity {
    /// As shown.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Problem => "problem",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Where it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: PathBuf,
    /// Counted from 1; `None` for the file as a whole, or where the lines before were not read.
    pub line: Option<usize>,
}

impl Place {
    /// A line of a file.
    pub fn line(file: &Path, line: usize) -> Place {
        Place { file: file.to_owned(), line: Some(line) }
    }

    /// A file.
    pub fn file(file: &Path) -> Place {
        Place { file: file.to_owned(), line: None }
    }
}

/// What was found. All its text is harmless on a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind it is of.
    pub kind: &'static Kind,
    /// How bad it is, here.
    pub severity: Severity,
    /// One sentence: what is wrong.
    pub message: String,
    /// What to type, a command or a line of a file each.
    pub advice: Vec<String>,
    /// Where it was seen.
    pub place: Option<Place>,
    /// The line that says so.
    pub evidence: Option<String>,
    /// How often, in a log.
    pub times: usize,
}

impl Finding {
    /// A finding of this kind.
    pub fn new(kind: &'static Kind, message: impl Into<String>) -> Finding {
        Finding {
            kind,
            severity: kind.severity,
            message: message.into(),
            advice: Vec::new(),
            place: None,
            evidence: None,
            times: 1,
        }
    }

    /// Adds what to type.
    #[must_use]
    pub fn advice(mut self, advice: impl Into<String>) -> Finding {
        self.advice.push(advice.into());
        self
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Finding {
        self.place = Some(place);
        self
    }

    /// Quotes the line that says so.
    #[must_use]
    pub fn evidence(mut self, line: &str) -> Finding {
        self.evidence = Some(clean(line.trim()));
        self
    }

    /// Is worse, or less bad, than its kind mostly is.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }

    /// The same thing said twice, be it on another line.
    pub fn is_same(&self, other: &Finding) -> bool {
        self.kind.id == other.kind.id && self.message == other.message
    }
}

/// Adds `finding`, or counts it if the same was found already; of a log the last place counts.
pub fn add(findings: &mut Vec<Finding>, finding: Finding) {
    match findings.iter_mut().find(|old| old.is_same(&finding)) {
        Some(old) => {
            old.times += 1;
            old.place = finding.place.or(old.place.take());
            old.evidence = finding.evidence.or(old.evidence.take());
        }
        None => findings.push(finding),
    }
}

/// Worst first, else in the order found.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| finding.severity);
}
