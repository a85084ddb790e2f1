//! `noglue run`: a command in the environment that a shim would find for it, or a script in one of its own.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::ExitCode;

use crate::context::Context;
use crate::discover::command::Call;
use crate::discover::launch::{self, Program};
use crate::discover::{self, Disk, Environment, Outcome, Switches, Who};
use crate::error::{Exit, Plain, Result};
use crate::fetch::Digest;
use crate::requirements::script;
use crate::sys;
use crate::sys::exec::Start;
use crate::vars;
use crate::venv::Asked;

/// Replaces this process by `command` (its name and arguments). Returns only on failure.
pub fn run(context: &Context, command: &[OsString]) -> Result<ExitCode> {
    if let Some(environment) = &context.environment {
        let environment = super::named::start(context, environment)?;
        return replace(in_environment(context, &environment, command)?);
    }
    let (name, args) = split(command);
    let get = |variable: &str| context.env.get(OsStr::new(variable)).cloned();
    let cwd = context.cwd()?;
    let is_script = script::is_script(Path::new(name)) && sys::fs::is_file(&sys::fs::absolute(Path::new(name), cwd));
    if is_script && let Some(own) = of_script(context, Path::new(name))? {
        return replace(with_path(context, &own, launch::python(&own, command))?);
    }
    let call = Call { view: &Disk, name, args, cwd, get: &get };
    let who = Who::of_process(&context.dirs);
    let outcome = discover::resolve(&Disk, &Switches::read(&get), cwd, call.starts(), &who, &mut ());
    let start = match outcome {
        Outcome::Found(environment) if is_script => {
            with_path(context, &environment, launch::python(&environment, command))?
        }
        Outcome::Found(environment) => program(context, &environment, name, args)?,
        Outcome::Unusable(unusable) => return Err((*unusable).into()),
        Outcome::Off => outside(context, name, args)?,
        Outcome::NotFound | Outcome::ProjectOnly(_) => {
            return Err(Plain::new(Exit::Unusable, format!("there is no environment at {} or above", cwd.display()))
                .hint("'noglue sync' gives a project its environment")
                .into());
        }
    };
    replace(start)
}

/// How `command` is started in an environment that is known already.
pub(super) fn in_environment(context: &Context, environment: &Environment, command: &[OsString]) -> Result<Start> {
    let (name, args) = split(command);
    let path = Path::new(name);
    if script::is_script(path) && sys::fs::is_file(&sys::fs::absolute(path, context.cwd()?)) {
        return with_path(context, environment, launch::python(environment, command));
    }
    program(context, environment, name, args)
}

fn split(command: &[OsString]) -> (&OsStr, &[OsString]) {
    let (name, args) = command.split_first().expect("clap asks for at least one word");
    (name, args)
}

fn replace(start: Start) -> Result<ExitCode> {
    let error = start.replace();
    Err(Plain::new(Exit::Unusable, format!("could not start {}: {error}", start.program.display())).into())
}

/// The environment of a script that says in its comments what it needs (PEP 723), made or brought up to date; `None`
/// for any other script.
fn of_script(context: &Context, path: &Path) -> Result<Option<Environment>> {
    let absolute = sys::fs::absolute(path, context.cwd()?);
    if !script::has_metadata(&sys::fs::read(&absolute)?) {
        return Ok(None);
    }
    let scripts = context.dirs.scripts().ok_or_else(|| {
        Plain::new(Exit::Disk, "there is no place for the script's environment: no home directory is known")
            .hint(format!("set HOME or {}", vars::DATA_DIR))
    })?;
    let real = sys::fs::canonicalize(&absolute)?;
    let hash = Digest::sha256_of(real.as_os_str().as_encoded_bytes());
    let stem = real.file_stem().unwrap_or_default().to_string_lossy();
    let dir = scripts.join(format!("{stem}-{}", &hash.hex()[..16]));
    sys::fs::create_dir_all(&dir)?;
    let asked = Asked { requirements: vec![absolute], ..Asked::default() };
    super::sync::run(context, super::sync::Request::of(dir.clone(), asked, super::Mode::Ensure))?;
    let who = Who::of_process(&context.dirs);
    let switches = Switches { is_off: false, project: Some(dir.clone()) };
    match discover::resolve(&Disk, &switches, &dir, [], &who, &mut ()) {
        Outcome::Found(environment) => Ok(Some(*environment)),
        Outcome::Unusable(unusable) => Err((*unusable).into()),
        _ => Err(Plain::new(Exit::Unusable, format!("the environment in {} is gone", dir.display())).into()),
    }
}

fn program(context: &Context, environment: &Environment, name: &OsStr, args: &[OsString]) -> Result<Start> {
    let path = Path::new(name);
    let start = if path.components().count() > 1 {
        launch::surroundings(environment, Start::new(path, args))
    } else if matches!(launch::program(name), Program::Python) {
        launch::python(environment, args)
    } else if let Some(start) = launch::tool(environment, name, args) {
        start
    } else {
        launch::surroundings(environment, outside(context, name, args)?)
    };
    with_path(context, environment, start)
}

// With the environment's programs first on PATH.
fn with_path(context: &Context, environment: &Environment, start: Start) -> Result<Start> {
    let bin = environment.dir.join("bin");
    let inherited = context.var(vars::PATH).unwrap_or_default();
    let path = sys::env::join_paths(std::iter::once(bin).chain(sys::env::split_paths(inherited))).map_err(|_| {
        Plain::refused(format!("{} cannot stand on PATH: it has a colon in it", environment.dir.display()))
    })?;
    // uWSGI is given the environment, not its generation: a reload of it then takes the next one.
    let start = start.env(vars::PATH, path).env(vars::UWSGI_HOME, &environment.dir);
    // virtualenvwrapper's lie in no directory that has them: there is no project to name.
    Ok(if environment.dir == environment.root {
        start.env_remove(vars::PROJECT)
    } else {
        start.env(vars::PROJECT, &environment.root)
    })
}

// Not the environment's: the first of that name on PATH that is no shim of ours.
fn outside(context: &Context, name: &OsStr, args: &[OsString]) -> Result<Start> {
    if Path::new(name).components().count() > 1 {
        return Ok(Start::new(name, args));
    }
    let shims = context.dirs.shims();
    let found = sys::exec::candidates(name, context.var(vars::PATH).unwrap_or_default())
        .find(|path| path.parent() != shims.as_deref() && !is_own(path));
    found.map(|path| Start::new(path, args)).ok_or_else(|| {
        Plain::new(
            Exit::NotFound,
            format!("{} is neither in the environment nor on PATH", crate::ui::clean(&name.to_string_lossy())),
        )
        .hint("'noglue pip install' adds packages to the environment")
        .into()
    })
}

fn is_own(path: &Path) -> bool {
    let identity = sys::fs::metadata(path).map(|m| sys::fs::Identity::of(&m)).ok();
    identity.is_some() && identity == sys::exec::own_identity()
}
