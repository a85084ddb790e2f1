//! Findings as lines for people, and as JSON.

use serde_json::{Value, json};

use crate::context::Context;
use crate::discover::text::shown;
use crate::server::diagnose::{Finding, Severity};

/// What was looked at, and what was found.
pub(super) struct Report {
    /// `the log /var/log/uwsgi.log`.
    pub about: String,
    /// Worst first.
    pub findings: Vec<Finding>,
}

impl Report {
    /// True when nothing is wrong; warnings and notes may be there.
    pub(super) fn is_healthy(&self) -> bool {
        !self.findings.iter().any(|finding| finding.severity == Severity::Problem)
    }

    pub(super) fn print(&self, context: &Context, as_json: bool) {
        if as_json {
            let findings: Vec<Value> = self.findings.iter().map(value).collect();
            let value = json!({ "about": self.about, "healthy": self.is_healthy(), "findings": findings });
            context.ui.data(serde_json::to_string_pretty(&value).expect("strings and numbers only"));
            return;
        }
        for finding in &self.findings {
            for line in lines(context, finding) {
                context.ui.data(line);
            }
        }
        if self.is_healthy() {
            let rest = match self.findings.len() {
                0 => String::new(),
                _ => ", beside what is said above".to_owned(),
            };
            context.ui.data(format!("no problem found in {}{rest}", self.about));
        }
    }
}

fn lines(context: &Context, finding: &Finding) -> Vec<String> {
    let color = match finding.severity {
        Severity::Problem => "1;31",
        Severity::Warning => "33",
        Severity::Note => "36",
    };
    let word = context.ui.paint(color, &format!("{}:", finding.severity.word()));
    let id = context.ui.paint("2", &format!("[{}]", finding.kind.id));
    let mut lines = vec![format!("{word} {} {id}", finding.message)];
    if let Some(place) = place(finding) {
        let evidence = finding.evidence.as_ref().map(|line| format!(": {line}")).unwrap_or_default();
        let times = if finding.times > 1 { format!(" ({} times)", finding.times) } else { String::new() };
        lines.push(format!("  seen: {place}{times}{evidence}"));
    }
    lines.extend(finding.advice.iter().map(|advice| format!("  {} {advice}", context.ui.paint("1;36", "try:"))));
    lines
}

fn place(finding: &Finding) -> Option<String> {
    let place = finding.place.as_ref()?;
    Some(match place.line {
        Some(line) => format!("{}:{line}", shown(&place.file)),
        None => shown(&place.file),
    })
}

fn value(finding: &Finding) -> Value {
    json!({
        "id": finding.kind.id,
        "severity": finding.severity,
        "message": finding.message,
        "advice": finding.advice,
        "file": finding.place.as_ref().map(|place| place.file.to_string_lossy()),
        "line": finding.place.as_ref().and_then(|place| place.line),
        "evidence": finding.evidence,
        "times": finding.times,
    })
}
