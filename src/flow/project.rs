//! Which project a command means: its directory and where its environment lies or will lie.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::discover::{self, Disk, Who, markers};
use crate::error::{Exit, Plain, Result};
use crate::pep::specifier::Specifiers;
use crate::requirements;
use crate::sys;

/// A project's directory, and its environment whether it exists or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Project {
    pub root: PathBuf,
    pub env: PathBuf,
}

/// The project to give an environment: the one named, else the nearest directory upwards that says what it needs or
/// has an environment. A home directory's environment does not take in every project below it.
pub(super) fn here(context: &Context, named: Option<&Path>) -> Result<Project> {
    if let Some(dir) = named {
        let root = sys::fs::absolute(dir, context.cwd()?);
        if !sys::fs::is_dir(&root) {
            return Err(Plain::refused(format!("{} is no directory", root.display())).into());
        }
        let env = environment_of(context, &root)?.unwrap_or_else(|| root.join(markers::VENV));
        return Ok(Project { root, env });
    }
    let cwd = context.cwd()?;
    let found = discover::project(&Disk, cwd, &Who::of_process(&context.dirs))?;
    let Some(found) = found else {
        return Ok(Project { root: cwd.to_owned(), env: cwd.join(markers::VENV) });
    };
    // The nearest marker lies below the nearest environment: its own requirements make it a project of its own.
    if let Some(marked) = found.marked.filter(|marked| marked.root != found.root && requirements::is_project(&marked.root)) {
        let env = marked.root.join(markers::VENV);
        return Ok(Project { root: marked.root, env });
    }
    let env = found.environment.unwrap_or_else(|| found.root.join(markers::VENV));
    Ok(Project { root: found.root, env })
}

/// The project here, which must have an environment.
pub(super) fn with_environment(context: &Context, named: Option<&Path>) -> Result<Project> {
    let project = here(context, named)?;
    if sys::fs::exists(&project.env.join("pyvenv.cfg")) {
        return Ok(project);
    }
    Err(Plain::new(Exit::Refused, format!("{} has no environment", project.root.display()))
        .hint("'noglue sync' gives a project its environment; 'noglue venv' makes an empty one")
        .into())
}

/// The project's directory, or the working directory outside any project.
pub(super) fn root_or_cwd(context: &Context) -> Result<PathBuf> {
    Ok(here(context, None)?.root)
}

/// The project's `requires-python`, if it has one.
pub(super) fn requires_python(root: &Path) -> Result<Option<Specifiers>> {
    Ok(requirements::requires_python(root)?.map(|sourced| sourced.value))
}

fn environment_of(context: &Context, root: &Path) -> Result<Option<PathBuf>> {
    let found = discover::project(&Disk, root, &Who::of_process(&context.dirs))?;
    Ok(found.filter(|project| project.root == root).and_then(|project| project.environment))
}
