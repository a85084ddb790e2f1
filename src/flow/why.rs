//! `noglue why`: the rule for each caller, step by step.

use std::ffi::OsStr;

use super::{drift, elsewhere, project, sync};
use crate::context::Context;
use crate::discover::explain::{Question, explain};
use crate::discover::{Disk, Who};
use crate::error::Result;

/// Prints what each caller would see of `what`: a file, a command, or the working directory.
pub fn run(context: &Context, what: Option<&OsStr>, as_json: bool) -> Result<()> {
    let get = |name: &str| context.env.get(OsStr::new(name)).cloned();
    let who = Who::of_process(&context.dirs);
    let report = explain(&Question { view: &Disk, what, cwd: context.cwd()?, get: &get, who: &who });
    // Of a project that cannot be opened the report says enough.
    let root = project::marked_root(context).ok().flatten();
    let also = root.map(|root| elsewhere::notes(context, &root)).unwrap_or_default();
    let requirements = requirements(context);
    if as_json {
        let mut value = serde_json::to_value(&report).expect("strings and numbers only");
        value["also"] = also.into();
        value["requirements"] = requirements.into();
        context.ui.data(serde_json::to_string_pretty(&value).expect("strings and numbers only"));
        return Ok(());
    }
    for line in report.render() {
        context.ui.data(line);
    }
    if !requirements.is_empty() {
        context.ui.data(format!("'noglue sync' reads: {}", requirements.join(", ")));
    }
    for note in also {
        context.ui.data(format!("also: {note}"));
    }
    Ok(())
}

/// The files that say what the project here needs, the lock first where one is used; none where none can be read.
fn requirements(context: &Context) -> Vec<String> {
    let Ok(project) = project::here(context, None) else { return Vec::new() };
    let current = drift::current(context, &project.env);
    let drift = sync::drift_of(context, &project, current.as_ref());
    drift.map(|drift| drift.inputs.iter().map(|path| path.display().to_string()).collect()).unwrap_or_default()
}
