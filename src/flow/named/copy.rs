//! `noglue env copy`: a second environment with the same packages, of any environment that has a name.

use std::path::Path;

use super::{list_in_project, named, places};
use crate::context::Context;
use crate::discover::markers;
use crate::error::{Exit, Plain, Result};
use crate::flow::options::InstallOptions;
use crate::flow::project::Project;
use crate::flow::{drift, history, install, report, shims, trust};
use crate::interpreter::{Interpreter, Prober};
use crate::named::{EnvName, Kind, NamedError, Tie};
use crate::sys;
use crate::ui::clean;
use crate::venv::{self, Building, Config, Found, Generation, Make, State};

/// Copies `old` to `new`: of the same project, or free as `old` is.
pub fn copy(context: &Context, old: &str, new: &str) -> Result<()> {
    let started = sys::clock::instant();
    let source = named(context, old)?;
    let name = EnvName::parse(new)?;
    let root = match source.kind {
        Kind::Project => Some(source.home.clone()),
        Kind::OfProject => source.tie.as_ref().map(|tie| tie.root.clone()),
        Kind::Free | Kind::Wrapper => None,
    };
    let home = places(context).home(&name, root.as_deref())?;
    let env = home.join(markers::VENV);
    if sys::fs::exists(&env.join("pyvenv.cfg")) {
        return Err(NamedError::Exists { name: new.to_owned(), path: env }.into());
    }
    let interpreter = interpreter(context, &source.env).ok_or_else(|| {
        Plain::new(Exit::Disk, format!("the Python of {} is gone; it cannot be copied", clean(old)))
            .hint(format!("make it anew instead: noglue env create {name}"))
    })?;
    let (from, config, state) = tree(&source.env)?;
    match &root {
        Some(root) => Tie::write(&home, root)?,
        None => sys::fs::create_dir_all(&home)?,
    }
    let guard = history::lock(context, &env, "noglue env copy")?;
    let base = install::base_of(&interpreter);
    let scripts = install::activation(&env, &base, None);
    let building = Building::begin(
        &guard,
        &Make {
            base: &base,
            prompt: None,
            includes_system: config.includes_system(),
            scripts: &scripts,
            project: root.as_deref(),
        },
    )?;
    let own: Vec<String> = names_in(&building.dir().join("bin"));
    let installed = venv::installed(&from.site_packages()?)?;
    for package in &installed {
        building.carry(&from, package)?;
    }
    for path in venv::strays(&from, &installed, &own)? {
        building.carry_stray(&from, &path)?;
    }
    venv::rebase(&building.dir().join("bin"), &source.env, &env)?;
    let state = State {
        command: format!("noglue env copy {old}"),
        environment: env.clone(),
        project: root.clone(),
        machine: sys::machine::id(),
        made: sys::clock::unix_seconds(context.now),
        python: venv::Python {
            home: base.home.clone(),
            executable: base.executable.clone(),
            version: base.version.clone(),
            cache_tag: interpreter.cache_tag.clone().unwrap_or_default(),
        },
        ..state
    };
    let committed = building.commit(&state, install::durability(context, &InstallOptions::default()))?;
    trust::register(context, &env);
    shims::refresh_for(context, &committed.generation.path);
    list_in_project(context, &Project { root: root.unwrap_or(home), env: env.clone() })?;
    context.ui.done(format!(
        "{name}: {} as in {}{}",
        report::packages(installed.len()),
        clean(&source.full_name()),
        report::took(started.elapsed())
    ));
    Ok(())
}

/// The base interpreter of an environment.
pub(super) fn interpreter(context: &Context, env: &Path) -> Option<Interpreter> {
    match drift::current(context, env) {
        Some(current) => current.interpreter,
        None => Prober::new(&context.dirs).interpreter(&env.join("bin/python")).ok(),
    }
}

fn tree(env: &Path) -> Result<(Generation, Config, State)> {
    match venv::look(env)? {
        Found::Ours(found) => {
            let generation = found.current()?;
            let state = generation.state()?.unwrap_or_default();
            Ok((generation, found.config().clone(), state))
        }
        Found::Foreign(path, config) => Ok((Generation { number: 0, path }, config, State::default())),
        Found::Nothing | Found::Other => {
            Err(Plain::refused(format!("{} is no environment", env.display())).hint("'noglue env list'").into())
        }
    }
}

fn names_in(dir: &Path) -> Vec<String> {
    let names = sys::fs::names(dir).unwrap_or_default();
    names.into_iter().filter_map(|name| name.into_string().ok()).collect()
}
