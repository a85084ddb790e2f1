//! Which project a command means: its directory and where its environment lies or will lie.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::discover::{self, Disk, Unusable, Who, Why, markers};
use crate::error::{Exit, Plain, Result};
use crate::pep::specifier::Specifiers;
use crate::requirements::{self, Requirements, World};
use crate::sys;

/// A project's directory, and its environment whether it exists or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Project {
    pub root: PathBuf,
    pub env: PathBuf,
}

/// The project to give an environment: the one named, else the nearest directory upwards that says what it needs or
/// has an environment. A home directory's environment does not take in every project below it. `-e` names another
/// environment.
pub(super) fn here(context: &Context, dir: Option<&Path>) -> Result<Project> {
    match &context.environment {
        Some(name) => super::named::project(context, name),
        None => found(context, dir),
    }
}

/// The project to bring up to date, and the environment that is to be: with `-e` also one that is not there yet.
pub(super) fn to_sync(context: &Context, dir: Option<&Path>) -> Result<Project> {
    match &context.environment {
        Some(name) => super::named::for_sync(context, name, &root(context, dir)?),
        None => {
            let project = found(context, dir)?;
            super::named::check_own(&project)?;
            super::elsewhere::check_venv(context, &project.root, &project.env)?;
            Ok(project)
        }
    }
}

/// The directory of the project that is meant, whatever its environment.
pub(super) fn root(context: &Context, dir: Option<&Path>) -> Result<PathBuf> {
    match dir {
        Some(dir) => existing(context, dir),
        None => Ok(found(context, None)?.root),
    }
}

/// The directory of the project here; `None` outside of any.
pub(super) fn marked_root(context: &Context) -> Result<Option<PathBuf>> {
    let who = Who::of_process(&context.dirs);
    let cwd = context.cwd()?;
    Ok(match discover::project(&Disk, cwd, &who) {
        Ok(None) => None,
        Ok(Some(_)) => Some(around(cwd, &who)?.root),
        Err(unusable) => Some(unusable.root),
    })
}

fn existing(context: &Context, dir: &Path) -> Result<PathBuf> {
    let root = sys::fs::absolute(dir, context.cwd()?);
    if sys::fs::is_dir(&root) {
        return Ok(root);
    }
    Err(Plain::refused(format!("{} is no directory", root.display())).hint("name the project's directory").into())
}

fn found(context: &Context, dir: Option<&Path>) -> Result<Project> {
    let who = Who::of_process(&context.dirs);
    let found = match dir {
        Some(dir) => {
            let root = existing(context, dir)?;
            environment_of(context, &root).map(|env| project_at(root, env))
        }
        None => discovered(context.cwd()?, &who),
    };
    match found {
        // A list that came with a clone names what is not here: `.venv` comes first once it is made.
        Err(unusable) if matches!(unusable.why, Why::NotListed { .. }) => Ok(project_at(unusable.root, None)),
        found => Ok(found?),
    }
}

/// The project of the code in this directory, found as [`here`] finds it.
pub(super) fn around(cwd: &Path, who: &Who) -> Result<Project> {
    Ok(discovered(cwd, who)?)
}

fn discovered(cwd: &Path, who: &Who) -> Result<Project, Unusable> {
    let mut dir = cwd;
    while let Some(found) = discover::project(&Disk, dir, who)? {
        match (found.environment, found.marked) {
            // The nearest marker lies below the nearest environment: what it needs makes it a project of its own.
            (environment, Some(marked)) if marked.says_what_it_needs() => {
                let env = environment.filter(|_| marked.root == found.root);
                return Ok(project_at(marked.root, env));
            }
            (Some(env), _) => return Ok(project_at(found.root, Some(env))),
            // `manage.py` alone says nothing: what it needs may be said further up.
            (None, Some(marked)) => match dir.ancestors().find(|above| !above.starts_with(&marked.root)) {
                Some(above) => dir = above,
                None => break,
            },
            (None, None) => break,
        }
    }
    Ok(project_at(cwd.to_owned(), None))
}

fn project_at(root: PathBuf, env: Option<PathBuf>) -> Project {
    Project { env: env.unwrap_or_else(|| root.join(markers::VENV)), root }
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
pub(super) fn requires_python(context: &Context, root: &Path) -> Result<Option<Specifiers>> {
    let variable = super::wanted::variables(context);
    let world = World::local(context.cwd()?, &variable);
    let project =
        requirements::project::Project::read(&root.join("pyproject.toml"), &world, &mut Requirements::default())?;
    let requires = project.map(|project| project.requires_python()).transpose()?.flatten();
    Ok(requires.map(|sourced| sourced.value))
}

fn environment_of(context: &Context, root: &Path) -> Result<Option<PathBuf>, Unusable> {
    let found = discover::project(&Disk, root, &Who::of_process(&context.dirs))?;
    Ok(found.filter(|project| project.root == root).and_then(|project| project.environment))
}
