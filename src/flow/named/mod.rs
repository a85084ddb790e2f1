//! Environments with names: found, made, changed and used. `noglue env`, `-e NAME`, `workon`.

mod change;
mod copy;
mod create;
mod kernel;
mod list;
pub(super) mod listing;
mod run;
mod site;
mod template;
mod workon;

use std::path::{Path, PathBuf};

pub use change::{remove, rename, use_by_default};
pub use copy::copy;
pub use create::{Create, create};
pub use kernel::kernel;
pub use list::{Path as Wanted, list, names, path};
pub use run::{run_all, start};
pub use site::{add_paths, list_paths, remove_paths, toggle_system_packages};
pub use template::new;
pub use workon::{shell_functions, tie, workon};

use super::drift;
use super::project::{self, Project};
use crate::context::Context;
use crate::discover::{Disk, Who, markers};
use crate::error::{Exit, Plain, Result};
use crate::named::{EnvName, Kind, Named, NamedError, Places, Tie, find, physical};
use crate::sys;
use crate::ui::clean;
use crate::vars;

/// Where named environments lie for this user.
pub(super) fn places(context: &Context) -> Places {
    let usual = || context.dirs.home().map(|home| home.join(".virtualenvs")).filter(|dir| sys::fs::is_dir(dir));
    let workon_home = context.var(vars::WORKON_HOME).map(PathBuf::from).filter(|dir| dir.is_absolute()).or_else(usual);
    Places { central: context.dirs.named(), workon_home }
}

/// All of them, those of projects by their directory's name too.
pub(super) fn all(context: &Context) -> Result<Vec<Named>> {
    let mut all = places(context).all().map_err(NamedError::from)?;
    let registry = Who::of_process(&context.dirs).registry;
    for entry in registry.list(&Disk) {
        let env = entry.record.path;
        let Some(root) = env.parent().filter(|_| env.file_name().is_some_and(|name| name == markers::VENV)) else {
            continue;
        };
        let is_there = sys::fs::is_file(&env.join("pyvenv.cfg"));
        let is_named = all.iter().any(|named| physical(&named.env) == env);
        let is_script = context.dirs.scripts().is_some_and(|scripts| env.starts_with(physical(&scripts)));
        let name = root.file_name().and_then(|name| name.to_str());
        if let (Some(name), true, false, false) = (name, is_there, is_named, is_script) {
            let (name, home) = (name.to_owned(), root.to_owned());
            all.push(Named { name, kind: Kind::Project, home, env, tie: None });
        }
    }
    all.sort();
    all.dedup();
    Ok(all)
}

/// How many environments virtualenvwrapper keeps.
pub(super) fn wrapped(context: &Context) -> usize {
    let all = places(context).all().unwrap_or_default();
    all.iter().filter(|named| named.kind == Kind::Wrapper).count()
}

/// The environment that is meant by `name` from here.
pub(super) fn named(context: &Context, name: &str) -> Result<Named> {
    let all = all(context)?;
    let here = context.cwd().ok().map(|cwd| project::around(cwd, &Who::of_process(&context.dirs))).transpose();
    let here = here.ok().flatten();
    let found = find(&all, name, here.as_ref().map(|project| project.root.as_path()))?.clone();
    note_move(&found, here.as_ref());
    Ok(found)
}

/// What `-e NAME` means to commands that look into an environment or change it.
pub(super) fn project(context: &Context, name: &str) -> Result<Project> {
    let named = named(context, name)?;
    let root = named.tie.as_ref().map_or_else(|| named.home.clone(), |tie| tie.root.clone());
    Ok(Project { root, env: named.env })
}

/// What `noglue sync -e NAME` makes what its project asks for: an environment of that project, made if there is none.
pub(super) fn for_sync(context: &Context, name: &str, root: &Path) -> Result<Project> {
    let all = all(context)?;
    match find(&all, name, Some(root)) {
        Ok(found) if found.is_of(root) && matches!(found.kind, Kind::OfProject | Kind::Free) => {
            Ok(Project { root: root.to_owned(), env: found.env.clone() })
        }
        Ok(found) if name.contains('@') || found.kind == Kind::Project => {
            Err(Plain::refused(format!("{} is an environment of another project than {}", clean(name), root.display()))
                .hint("go to that project first, or choose another name")
                .into())
        }
        Ok(found) if found.kind != Kind::OfProject => Err(Plain::refused(format!(
            "{} ({}) belongs to no project; a sync would make it {}'s",
            clean(name),
            found.env.display(),
            root.display()
        ))
        .hint(format!("choose another name, or take it as the project's: noglue env create {}", clean(name)))
        .hint(format!("'noglue -e {} pip install ...' adds to it", clean(name)))
        .into()),
        _ => {
            let home = places(context).home(&EnvName::parse(name)?, Some(root))?;
            Tie::write(&home, root)?;
            Ok(Project { root: root.to_owned(), env: home.join(markers::VENV) })
        }
    }
}

/// After a change: the project's list names what the project has.
pub(super) fn list_in_project(context: &Context, project: &Project) -> Result<()> {
    let Some(home) = project.env.parent() else { return Ok(()) };
    let is_tied = Tie::read(home).is_some_and(|tie| tie.is_of(&project.root));
    if is_tied && places(context).hold(&project.env) && sys::fs::is_file(&project.env.join("pyvenv.cfg")) {
        listing::add(&project.root, &project.env)?;
    }
    Ok(())
}

/// Errs when the environment that was found for a project is another's: `.python-envs` came with a clone, say.
pub(super) fn check_own(project: &Project) -> Result<()> {
    let (root, env) = (&project.root, &project.env);
    let is_tied = env.parent().and_then(Tie::read).or_else(|| Tie::read(env)).is_some_and(|tie| tie.is_of(root));
    // By where links lead: a clone can bring one that leads out of it.
    if *env == root.join(markers::VENV) || physical(env).starts_with(physical(root)) || is_tied {
        return Ok(());
    }
    Err(Plain::new(
        Exit::Untrusted,
        format!(
            "{} names {}, which is not an environment of this project",
            root.join(markers::LIST).display(),
            env.display()
        ),
    )
    .hint(format!("'noglue venv {}' makes one of its own", root.join(markers::VENV).display()))
    .hint(format!("or name the one to change: noglue pip install --python {} ...", env.display()))
    .into())
}

/// Errs when an environment was made on another machine, or in another container over the same files, and its Python is
/// not here: made anew it would be gone there.
pub(super) fn check_machine(current: &drift::Current, env: &Path) -> Result<()> {
    let state = &current.state;
    if current.interpreter.is_some() || state.machine.is_empty() || state.machine == sys::machine::id() {
        return Ok(());
    }
    let pasted = crate::discover::text::pasted(env);
    Err(Plain::refused(format!(
        "{} was made on another machine or in another container: its Python ({}) is not here",
        env.display(),
        clean(&state.python.executable.to_string_lossy())
    ))
    .hint("to have both: 'noglue sync -e NAME' here, then 'noglue run -e NAME -- COMMAND'")
    .hint(format!("to make it this machine's own: noglue venv --clear {pasted} && noglue sync"))
    .into())
}

// A project that was moved since: its environments are noted at its new place. What cannot be written is noted next time.
fn note_move(named: &Named, here: Option<&Project>) {
    if let (Some(tie), Some(here)) = (&named.tie, here)
        && named.kind == Kind::OfProject
        && tie.is_of(&here.root)
        && tie.root != physical(&here.root)
    {
        let _ = Tie::write(&named.home, &here.root);
    }
}
