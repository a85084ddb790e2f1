//! `noglue env remove | rename | use`: one rename(2) each, so that a kill leaves the old or the new.

use std::path::Path;

use super::{listing, named, places};
use crate::context::Context;
use crate::discover::{Disk, Who, markers};
use crate::error::{Plain, Result};
use crate::flow::{history, install, shims, trust};
use crate::named::{EnvName, Kind, Named, NamedError};
use crate::sys;
use crate::ui::clean;
use crate::venv::{self, Found, Use, in_use};

/// How names of directories begin that are on their way out.
const DOOMED: &str = ".removed-";

/// Removes environments. One that a process runs on stays, unless that is forced.
pub fn remove(context: &Context, names: &[String], force: bool) -> Result<()> {
    for name in names {
        let named = named(context, name)?;
        if named.kind == Kind::Project {
            return Err(Plain::refused(format!("{} is the .venv of a project", named.env.display()))
                .hint(format!("to remove it: rm -r {}", crate::discover::text::pasted(&named.env)))
                .into());
        }
        if !force {
            check_unused(context, &named)?;
        }
        let guard = history::lock(context, &named.env, "noglue env remove")?;
        let parent = named.home.parent().unwrap_or(Path::new("/"));
        sweep(parent);
        let random = sys::random::hex(8).map_err(sys::fs::at("make a name in", parent))?;
        let doomed = parent.join(format!("{DOOMED}{random}"));
        if let Some(tie) = named.tie.as_ref().filter(|tie| sys::fs::is_dir(&tie.root)) {
            listing::remove(&tie.root, &named.env)?;
        }
        Who::of_process(&context.dirs).registry.revoke(&Disk, &named.env)?;
        sys::fs::rename(&named.home, &doomed)?;
        sys::fs::remove_dir_all(&doomed)?;
        drop(guard);
        context.ui.done(format!("{} is removed", clean(&named.full_name())));
    }
    Ok(())
}

/// Gives an environment another name.
pub fn rename(context: &Context, old: &str, new: &str) -> Result<()> {
    let named = named(context, old)?;
    let new_name = EnvName::parse(new)?;
    let new_home = match (named.kind, &named.tie) {
        (Kind::Project, _) => {
            return Err(Plain::refused(format!("{} is the .venv of a project, called by its directory", clean(old)))
                .hint("rename the directory")
                .into());
        }
        (Kind::Wrapper, _) => named.home.with_file_name(new_name.as_str()),
        (Kind::OfProject, Some(tie)) => places(context).home(&new_name, Some(&tie.root))?,
        _ => places(context).home(&new_name, None)?,
    };
    let inner = named.env.strip_prefix(&named.home).unwrap_or(Path::new(""));
    // `join` of nothing would leave a slash at the end.
    let new_env = if inner.as_os_str().is_empty() { new_home.clone() } else { new_home.join(inner) };
    if new_home == named.home || sys::fs::exists(&new_env.join("pyvenv.cfg")) {
        return Err(NamedError::Exists { name: new.to_owned(), path: new_env }.into());
    }
    check_unused(context, &named)?;
    let guard = history::lock(context, &named.env, "noglue env rename")?;
    if sys::fs::is_dir(&new_home) {
        // What a killed creation left has no environment in it.
        sys::fs::remove_dir_all(&new_home)?;
    }
    if !sys::fs::rename_new(&named.home, &new_home)? {
        return Err(NamedError::Exists { name: new.to_owned(), path: new_env }.into());
    }
    drop(guard);
    if let Some(tie) = named.tie.as_ref().filter(|tie| sys::fs::is_dir(&tie.root)) {
        listing::replace(&tie.root, &named.env, &new_env)?;
    }
    if named.kind == Kind::Wrapper {
        venv::rebase(&new_env.join("bin"), &named.env, &new_env)?;
    }
    settle(context, &new_env)?;
    context.ui.done(format!("{} is {} now", clean(&named.full_name()), new_name));
    Ok(())
}

/// Makes an environment the one that its project uses: the last of `.python-envs`.
pub fn use_by_default(context: &Context, name: &str) -> Result<()> {
    let named = named(context, name)?;
    let Some(tie) = named.tie.as_ref().filter(|_| named.kind == Kind::OfProject) else {
        return Err(Plain::refused(format!("{} is not an environment of a project", clean(name)))
            .hint(format!("in the project: noglue env create {}", clean(name)))
            .into());
    };
    let venv = tie.root.join(markers::VENV);
    if sys::fs::exists(&venv.join("pyvenv.cfg")) {
        return Err(Plain::refused(format!("{} is there, and always comes first (PEP 832)", venv.display()))
            .hint(format!("'workon {}' or '-e {}' chooses the other one", clean(name), clean(name)))
            .hint(format!("or put it aside: mv {0} {0}.old", crate::discover::text::pasted(&venv)))
            .into());
    }
    listing::add_last(&tie.root, &named.env)?;
    context.ui.done(format!("{} uses {} now", tie.root.display(), clean(&named.name)));
    Ok(())
}

/// After a move: the record, the scripts that name their place, the state. Done again it changes nothing.
pub(super) fn settle(context: &Context, env: &Path) -> Result<()> {
    let Found::Ours(found) = venv::look(env)? else { return Ok(()) };
    let generation = found.current()?;
    let Some(mut state) = generation.state()?.filter(|state| state.environment != env) else { return Ok(()) };
    let guard = history::lock(context, env, "noglue env rename")?;
    venv::rebase(&generation.path.join("bin"), &state.environment, env)?;
    if let Some(interpreter) = super::copy::interpreter(context, env) {
        for (name, text) in install::activation(env, &install::base_of(&interpreter), None) {
            sys::fs::replace(&generation.path.join("bin").join(name), &text)?;
        }
    }
    trust::register(context, env);
    shims::refresh_for(context, &generation.path);
    env.clone_into(&mut state.environment);
    sys::fs::replace(&generation.path.join("state.json"), &state.to_json())?;
    drop(guard);
    Ok(())
}

fn check_unused(context: &Context, named: &Named) -> Result<()> {
    let is_active = context.var("VIRTUAL_ENV").is_some_and(|active| Path::new(active) == named.env);
    if is_active {
        return Err(Plain::refused(format!("{} is active in this shell", clean(&named.name)))
            .hint("first: deactivate")
            .into());
    }
    match in_use::users(&[&named.env]).into_iter().next().flatten() {
        Some(Use::By(pid)) => Err(Plain::refused(format!("process {pid} uses {}", clean(&named.name)))
            .hint("end it first, or remove the environment under it: noglue env remove --force")
            .into()),
        _ => Ok(()),
    }
}

// What a killed removal left; what cannot be removed harms nobody.
fn sweep(parent: &Path) {
    for name in sys::fs::names(parent).unwrap_or_default() {
        if name.as_encoded_bytes().starts_with(DOOMED.as_bytes()) {
            let _ = sys::fs::remove_dir_all(&parent.join(name));
        }
    }
}
