//! `noglue env create`: an empty environment with a name, of the project here or by itself.

use std::path::PathBuf;

use super::{list_in_project, listing, places};
use crate::context::Context;
use crate::discover::markers;
use crate::error::Result;
use crate::flow::options::{IndexOptions, InstallOptions};
use crate::flow::project::{self, Project};
use crate::flow::venv;
use crate::named::{EnvName, NamedError, Tie};
use crate::sys;

/// What was asked for.
#[derive(Debug)]
pub struct Create {
    pub name: String,
    /// Of this project instead of the one here.
    pub project: Option<PathBuf>,
    /// Of no project, wherever this is asked.
    pub free: bool,
    pub python: Option<String>,
    pub system_site_packages: bool,
    pub seed: bool,
    pub index: IndexOptions,
    pub install: InstallOptions,
}

/// Makes it. Gives its directory.
pub fn create(context: &Context, request: Create) -> Result<PathBuf> {
    let name = EnvName::parse(&request.name)?;
    let root = match (&request.project, request.free) {
        (_, true) => None,
        (Some(dir), _) => Some(project::root(context, Some(dir))?),
        (None, _) => project::marked_root(context)?,
    };
    let home = places(context).home(&name, root.as_deref())?;
    let env = home.join(markers::VENV);
    if sys::fs::is_file(&env.join("pyvenv.cfg")) {
        return Err(NamedError::Exists { name: request.name, path: env }.into());
    }
    if let Some(root) = &root {
        // Before anything is made: a list that cannot be written is no surprise then.
        listing::listed(root)?;
        Tie::write(&home, root)?;
    } else {
        sys::fs::create_dir_all(&home)?;
    }
    venv::run(
        context,
        venv::Request {
            dir: env.clone(),
            root: Some(root.clone().unwrap_or_else(|| home.clone())),
            python: request.python,
            system_site_packages: request.system_site_packages,
            prompt: None,
            seed: request.seed,
            clear: false,
            index: request.index,
            install: request.install,
        },
    )?;
    let Some(root) = root else {
        context.ui.note(format!("'noglue -e {name} pip install ...' adds packages, 'workon {name}' activates it"));
        return Ok(env);
    };
    let project = Project { root, env };
    list_in_project(context, &project)?;
    let is_default = listing::listed(&project.root)?.last() == Some(&project.env);
    if is_default && !sys::fs::exists(&project.root.join(markers::VENV).join("pyvenv.cfg")) {
        context.ui.note(format!("{name} is what {} uses now: it has no .venv", project.root.display()));
    }
    context.ui.note(format!("'noglue sync -e {name}' installs what {} asks for", project.root.display()));
    Ok(project.env)
}
