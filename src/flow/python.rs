//! Which Python: what was asked for on the command line, in a variable, a pin or by the project, and what there is.

use std::path::Path;

use serde_json::json;

use super::project;
use crate::context::Context;
use crate::error::Result;
use crate::interpreter::{self, Choice, Interpreter, PythonRequest, Search, pins};
use crate::pep::specifier::Specifiers;
use crate::sourced::{Source, Sourced};
use crate::ui::clean;
use crate::vars;

/// The interpreter for `dir`: `--python`, then `NOGLUE_PYTHON`, then `.python-version`, then any that
/// `requires-python` allows.
pub(super) fn choose(
    context: &Context,
    dir: &Path,
    option: Option<&str>,
    requires: Option<&Specifiers>,
) -> Result<Sourced<Choice>> {
    let request = request(context, dir, option)?;
    let choice = interpreter::find(&request.value, requires, &Search::of(context, Some(dir)))?;
    for skipped in &choice.skipped {
        context.ui.detail(format!("passed over {skipped}"));
    }
    let title = choice.interpreter.title();
    context.ui.detail(format!("{title} at {} ({})", choice.interpreter.executable.display(), request.from));
    Ok(request.map(|_| choice))
}

/// What is asked for in `dir`, and where that was said.
pub(super) fn request(context: &Context, dir: &Path, option: Option<&str>) -> Result<Sourced<PythonRequest>> {
    if let Some(text) = option {
        return Ok(Sourced::new(PythonRequest::parse(text)?, Source::CommandLine("--python")));
    }
    if let Some(text) = context.text(vars::PYTHON) {
        return Ok(Sourced::new(PythonRequest::parse(text)?, Source::Variable(vars::PYTHON.into())));
    }
    if let Some(pin) = pins::find(dir, context.dirs.home())? {
        for warning in pin.warnings() {
            context.ui.note(warning);
        }
        if let Some((line, request)) = pin.requests.first() {
            return Ok(Sourced::new(request.clone(), Source::File(pin.file.clone(), Some(*line))));
        }
    }
    Ok(Sourced::new(PythonRequest::Any, Source::Default))
}

/// Why `kept` is not what is asked for in `dir`; `None` when it is.
pub(super) fn mismatch(
    context: &Context,
    dir: &Path,
    option: Option<&str>,
    kept: &Interpreter,
) -> Result<Option<String>> {
    let request = request(context, dir, option)?;
    let is_it = match request.value.is_answered_by(kept) {
        Some(answer) => answer,
        // A path or a command: the same file in the end?
        None => {
            let choice = interpreter::find(&request.value, None, &Search::of(context, Some(dir)))?;
            choice.interpreter.real == kept.real
        }
    };
    Ok((!is_it).then(|| format!("{} asks for Python {}", request.from, clean(&request.value.to_string()))))
}

/// Prints every Python there is.
pub fn list(context: &Context, as_json: bool) -> Result<()> {
    let listing = interpreter::list(&Search::of(context, None));
    if as_json {
        let all: Vec<_> = listing
            .found
            .iter()
            .map(|found| {
                json!({
                    "version": found.interpreter.full_version(),
                    "implementation": found.interpreter.markers.implementation_name,
                    "free_threaded": found.interpreter.target.free_threaded,
                    "path": found.interpreter.executable,
                    "also": found.also,
                    "found": found.place.to_string(),
                })
            })
            .collect();
        context.ui.data(serde_json::to_string_pretty(&all).expect("strings only"));
        return Ok(());
    }
    let width = listing.found.iter().map(|f| f.interpreter.title().len()).max().unwrap_or(0);
    for found in &listing.found {
        let path = found.interpreter.executable.display();
        context.ui.data(format!("{:width$}  {path}  ({})", found.interpreter.title(), found.place));
    }
    for skipped in &listing.skipped {
        context.ui.detail(format!("passed over {skipped}"));
    }
    if listing.found.is_empty() {
        context.ui.note("no Python that noglue can use was found; install one, for example with 'apt install python3'");
    }
    Ok(())
}

/// Prints the Python that an environment made here would get.
pub fn find(context: &Context, request: Option<&str>) -> Result<()> {
    let root = project::root_or_cwd(context)?;
    let requires = project::requires_python(context, &root)?;
    let choice = choose(context, &root, request, requires.as_ref())?;
    context.ui.data(choice.value.interpreter.executable.display().to_string());
    Ok(())
}

/// Writes `.python-version`, or prints what counts here.
pub fn pin(context: &Context, version: Option<&str>, named: Option<&Path>) -> Result<()> {
    let root = match named {
        Some(dir) => crate::sys::fs::absolute(dir, context.cwd()?),
        None => project::root_or_cwd(context)?,
    };
    let Some(version) = version else {
        match pins::find(&root, context.dirs.home())? {
            Some(pin) => {
                for (_, request) in &pin.requests {
                    context.ui.data(clean(&request.to_string()));
                }
                context.ui.note(format!("from {}", pin.file.display()));
            }
            None => context.ui.note(format!("{} pins no Python", root.display())),
        }
        return Ok(());
    };
    let request = PythonRequest::parse(version)?;
    let file = pins::write(&root, &request)?;
    context.ui.done(format!("{} pins {request}", file.display()));
    let requires = project::requires_python(context, &root)?;
    if let Err(error) = interpreter::find(&request, requires.as_ref(), &Search::of(context, Some(&root))) {
        context.ui.warn(error.to_string());
    }
    Ok(())
}
