//! `noglue` alone: what is here, and what each way of starting would use.

use serde_json::{Value, json};

use super::project;
use crate::context::Context;
use crate::discover::{self, Disk, Outcome, Start, Switches, Who};
use crate::error::Result;
use crate::sys;
use crate::ui::clean;

/// Prints the status of the project here.
pub fn run(context: &Context, as_json: bool) -> Result<()> {
    let project = project::here(context, None)?;
    let has_environment = sys::fs::exists(&project.env.join("pyvenv.cfg"));
    let current = super::drift::current(context, &project.env);
    let (inputs, drift, problem) = match super::sync::drift_of(context, &project, current.as_ref()) {
        Ok(drift) => {
            let files: Vec<String> = drift.inputs.iter().map(|path| path.display().to_string()).collect();
            (files, drift.reasons, None)
        }
        Err(error) => (Vec::new(), Vec::new(), Some(error.to_string())),
    };
    let asked = current.as_ref().map(|current| current.state.asked.words()).unwrap_or_default();
    let installed = super::drift::installed(&project.env).unwrap_or_default();
    let python = current.as_ref().map(|current| current.state.python.version.clone());
    let used = used(context);
    let shims = shims(context);
    let also = super::elsewhere::notes(context, &project.root);
    if as_json {
        let value = json!({
            "project": project.root,
            "environment": has_environment.then_some(&project.env),
            "generation": current.as_ref().map(|c| c.generation.number),
            "python": python,
            "packages": installed.len(),
            "asked": asked,
            "requirements": inputs,
            "problem": problem,
            "up_to_date": (has_environment && problem.is_none() && current.is_some()).then_some(drift.is_empty()),
            "drift": drift,
            "python_here": used.1,
            "shims_on_path": shims,
            "also": also,
        });
        context.ui.data(serde_json::to_string_pretty(&value).expect("strings and numbers only"));
        return Ok(());
    }
    let line = |name: &str, text: String| context.ui.data(format!("{name:<14}{text}"));
    line("project", project.root.display().to_string());
    if !inputs.is_empty() {
        line("requirements", inputs.join(", "));
    }
    match (has_environment, &current) {
        (false, _) => line("environment", "none yet; 'noglue sync' makes it".into()),
        (true, Some(current)) => {
            line("environment", format!("{} (generation {})", project.env.display(), current.generation.number))
        }
        (true, None) => line("environment", format!("{} (made by another tool)", project.env.display())),
    }
    if !asked.is_empty() {
        line("asked for", clean(&format!("noglue sync {}", asked.join(" "))));
    }
    if let Some(python) = python {
        line("python", python);
    }
    if has_environment {
        line("packages", installed.len().to_string());
    }
    match (&problem, drift.is_empty()) {
        (Some(problem), _) => line("state", problem.clone()),
        (None, false) => line("state", format!("not up to date: {}", drift.join("; "))),
        (None, true) if current.is_some() => line("state", "up to date".into()),
        (None, true) => {}
    }
    line("'python' here", used.0);
    for note in also {
        line("also", note);
    }
    if !shims {
        line("shims", "not on PATH; 'noglue setup' puts them there".into());
    }
    Ok(())
}

// What a shim would use from the working directory, as a sentence and for JSON.
fn used(context: &Context) -> (String, Value) {
    let Ok(cwd) = context.cwd() else { return ("unknown: no working directory".into(), Value::Null) };
    let get = |name: &str| context.env.get(std::ffi::OsStr::new(name)).cloned();
    let who = Who::of_process(&context.dirs);
    match discover::resolve(&Disk, &Switches::read(&get), cwd, [Start::cwd(cwd)], &who, &mut ()) {
        Outcome::Found(environment) => {
            let path = environment.python.display().to_string();
            (clean(&path), json!({ "outcome": "environment", "path": path }))
        }
        Outcome::Unusable(unusable) => (
            format!("refused: {unusable}; {}", unusable.advice()),
            json!({ "outcome": "refused", "reason": unusable.reason(), "advice": unusable.advice() }),
        ),
        Outcome::Off => ("as if noglue were not there (NOGLUE=0)".into(), json!({ "outcome": "off" })),
        Outcome::NotFound | Outcome::ProjectOnly(_) => {
            ("the next one on PATH: there is no environment".into(), json!({ "outcome": "none" }))
        }
    }
}

fn shims(context: &Context) -> bool {
    let Some(shims) = context.dirs.shims() else { return false };
    sys::env::split_paths(context.var("PATH").unwrap_or_default()).contains(&shims)
}
