//! The table of callers and scenarios: run group by group, printed as rows, kept as a page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::root::say;
use super::stage::Stage;

/// What is right in a scenario.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The project's environment.
    Environment,
    /// A refusal that says why.
    Refusal,
}

/// One scenario. `run` panics when it is not so.
pub struct Row {
    pub caller: &'static str,
    pub scenario: &'static str,
    pub seen: Seen,
    pub run: fn(&Stage),
}

/// Rows that share a machine.
pub struct Group {
    /// The machine and its projects; `None` where there can be no machine, which was said.
    pub prepare: fn() -> Option<Stage>,
    pub rows: &'static [Row],
}

/// All of them, in the order of the page.
#[rustfmt::skip]
const GROUPS: &[&Group] = &[
    &super::uwsgi::GROUP,
    &super::emperor::GROUP,
    &super::gunicorn::GROUP,
    &super::python_servers::GROUP,
    &super::celery::GROUP,
    &super::apache::GROUP,
    &super::lighttpd::GROUP,
    &super::cron::GROUP,
    &super::printed::GROUP,
    &super::reload::GROUP,
];

/// A row in which the project's environment is seen.
pub const fn row(caller: &'static str, scenario: &'static str, run: fn(&Stage)) -> Row {
    Row { caller, scenario, seen: Seen::Environment, run }
}

/// A row in which the caller is refused.
pub const fn refusal(caller: &'static str, scenario: &'static str, run: fn(&Stage)) -> Row {
    Row { caller, scenario, seen: Seen::Refusal, run }
}

/// Runs all rows of a group, one that fails does not keep the others from running, and prints them.
#[track_caller]
pub fn run(group: &Group) {
    let Some(stage) = (group.prepare)() else { return };
    // For who works on one scenario: rows whose caller or scenario contains this.
    let only = std::env::var("NOGLUE_TEST_ROWS").unwrap_or_default();
    let mut failed = 0;
    for row in group.rows.iter().filter(|row| row.caller.contains(&only) || row.scenario.contains(&only)) {
        let is_so = catch_unwind(AssertUnwindSafe(|| (row.run)(&stage))).is_ok();
        failed += usize::from(!is_so);
        say(&line(row, if is_so { seen(row) } else { "FAILED" }));
    }
    assert_eq!(failed, 0, "rows failed; what was wrong stands above");
}

fn line(row: &Row, outcome: &str) -> String {
    format!("| {} | {} | {outcome} |\n", row.caller, row.scenario)
}

fn seen(row: &Row) -> &'static str {
    match row.seen {
        Seen::Environment => "ok",
        Seen::Refusal => "refused, aloud",
    }
}

/// The page, `docs/reference/callers.md`.
pub fn page() -> String {
    let mut page = include_str!("callers.md").to_owned();
    for row in GROUPS.iter().flat_map(|group| group.rows) {
        page.push_str(&line(row, seen(row)));
    }
    page
}
