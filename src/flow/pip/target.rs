//! Which environment pip's words mean: the one named, else the project's, else the activated one.
//!
//! Environments only: a base interpreter belongs to somebody else (PEP 668). Runs nothing but a base interpreter that was
//! not asked before, and of an environment that was only found none that lies in the project.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::error::{Error, Exit, Plain, Result};
use crate::flow::{named, project};
use crate::interpreter::{Interpreter, Prober, environment_of};
use crate::sys;
use crate::venv::{self, Config, Found, VenvError};

/// An environment to look into or to change.
#[derive(Debug)]
pub(super) struct Target {
    /// Its directory.
    pub env: PathBuf,
    /// Where its files lie: the current generation, or the environment itself where another tool made it.
    pub tree: PathBuf,
    /// Made by noglue: it has generations.
    pub is_ours: bool,
    pub config: Config,
}

impl Target {
    /// The environment that `named` (its directory or its python) is, or the one that is meant here.
    pub(super) fn find(context: &Context, named: Option<&Path>) -> Result<Target> {
        if let Some(named) = named {
            return Target::at(named_environment(context, named)?);
        }
        if context.environment.is_some() {
            return Target::at(project::here(context, None)?.env);
        }
        let activated = context.var("VIRTUAL_ENV").map(|dir| sys::fs::absolute(Path::new(dir), Path::new("/")));
        // Activated by its name: meant, wherever its user is now.
        if let Some(env) = activated.as_ref().filter(|env| is_environment(env) && named::places(context).hold(env)) {
            context.ui.detail(format!("VIRTUAL_ENV names {}", env.display()));
            return Target::at(env.clone());
        }
        let project = project::here(context, None)?;
        if is_environment(&project.env) {
            let other = activated.filter(|env| is_environment(env) && !is_same(env, &project.env));
            if let Some(other) = other {
                context.ui.detail(format!(
                    "{} is the project's environment; VIRTUAL_ENV names {}",
                    project.env.display(),
                    other.display()
                ));
            }
            named::check_own(&project)?;
            let target = Target::at(project.env)?;
            target.check_home(&project.root)?;
            return Ok(target);
        }
        match activated.filter(|env| is_environment(env)) {
            Some(env) => {
                context.ui.detail(format!("VIRTUAL_ENV names {}", env.display()));
                Target::at(env)
            }
            None => Err(Plain::refused(format!("there is no environment in {}", project.root.display()))
                .hint("'noglue sync' gives a project its environment; 'noglue venv' makes an empty one")
                .hint("'--python ENV' names one that is elsewhere")
                .into()),
        }
    }

    fn at(env: PathBuf) -> Result<Target> {
        match venv::look(&env)? {
            Found::Ours(venv) => {
                let tree = venv.current()?.path;
                Ok(Target { env, tree, is_ours: true, config: venv.config().clone() })
            }
            Found::Foreign(_, config) => Ok(Target { tree: env.clone(), env, is_ours: false, config }),
            Found::Nothing | Found::Other => Err(no_environment(&env)),
        }
    }

    /// Its interpreter.
    pub(super) fn interpreter(&self, context: &Context) -> Result<Interpreter> {
        let python = self.env.join("bin/python");
        Prober::new(&context.dirs).interpreter(&python).map_err(|problem| {
            Plain::new(Exit::Disk, format!("the Python of {} cannot be used: {problem}", self.env.display()))
                .hint("'noglue sync' repairs the environment of a project")
                .into()
        })
    }

    // What came with a clone may name any program as its Python.
    fn check_home(&self, project: &Path) -> Result<()> {
        let Some(home) = self.config.home() else { return Ok(()) };
        let real = |path: &Path| sys::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if real(home).starts_with(real(project)) {
            return Err(
                VenvError::InterpreterInside { interpreter: home.to_owned(), project: project.to_owned() }.into()
            );
        }
        Ok(())
    }
}

fn named_environment(context: &Context, named: &Path) -> Result<PathBuf> {
    let path = sys::fs::absolute(named, context.cwd()?);
    if is_environment(&path) {
        return Ok(outer(path));
    }
    if sys::fs::is_dir(&path) {
        return Err(no_environment(&path));
    }
    if !sys::fs::exists(&path) {
        return Err(Plain::refused(format!("{} does not exist", path.display()))
            .hint("--python takes an environment: its directory or its bin/python")
            .into());
    }
    if let Some(env) = environment_of(&path) {
        return Ok(outer(env));
    }
    let interpreter = Prober::new(&context.dirs)
        .interpreter(&path)
        .map_err(|problem| Plain::refused(format!("{} is no Python: {problem}", path.display())))?;
    let refusal = match interpreter.externally_managed() {
        Some(file) => Plain::refused(format!(
            "{} is externally managed: its packages belong to the system ({})",
            path.display(),
            file.display()
        )),
        None => {
            Plain::refused(format!("{} is in no environment, and noglue changes environments only", path.display()))
        }
    };
    Err(refusal.hint("'noglue venv' makes an environment; then '--python DIR' names it").into())
}

// What runs in an environment of ours knows its python as `gen/7/bin/python`.
fn outer(env: PathBuf) -> PathBuf {
    let above = env.parent().filter(|dir| dir.file_name().is_some_and(|name| name == "gen")).and_then(Path::parent);
    match above {
        Some(above) if matches!(venv::look(above), Ok(Found::Ours(_))) => above.to_owned(),
        _ => env,
    }
}

fn no_environment(dir: &Path) -> Error {
    Plain::refused(format!("{} is no environment", dir.display()))
        .hint(format!("'noglue venv {}' makes one", dir.display()))
        .into()
}

fn is_environment(dir: &Path) -> bool {
    sys::fs::is_file(&dir.join("pyvenv.cfg"))
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((sys::fs::canonicalize(one), sys::fs::canonicalize(other)), (Ok(a), Ok(b)) if a == b)
}
