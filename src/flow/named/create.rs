//! `noglue env create`: an empty environment with a name, of the project here or by itself.

use std::path::{Path, PathBuf};

use super::workon::TEMPORARY;
use super::{list_in_project, listing, places};
use crate::context::Context;
use crate::discover::markers;
use crate::error::Result;
use crate::flow::options::{ChangeOptions, IndexOptions, InstallOptions, ResolveOptions};
use crate::flow::pip;
use crate::flow::project::{self, Project};
use crate::flow::venv;
use crate::named::{EnvName, NamedError, Tie};
use crate::sys;

/// What was asked for.
#[derive(Debug)]
pub struct Create {
    /// None: it is called `tmp-...`, and goes when it is left.
    pub name: Option<String>,
    /// Packages that are installed at once, and files that name them.
    pub packages: Vec<String>,
    pub requirements: Vec<PathBuf>,
    /// The name is data: a shell's function asks.
    pub prints: bool,
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
    let random = || sys::random::hex(3).map_err(sys::fs::at("make a name in", Path::new(".")));
    let is_temporary = request.name.is_none();
    let text = request.name.map_or_else(|| random().map(|hex| format!("tmp-{hex}")), Ok)?;
    let name = EnvName::parse(&text)?;
    let root = match (&request.project, request.free) {
        (_, true) => None,
        _ if is_temporary => None,
        (Some(dir), _) => Some(project::root(context, Some(dir))?),
        (None, _) => project::marked_root(context)?,
    };
    let home = places(context).home(&name, root.as_deref())?;
    let env = home.join(markers::VENV);
    if sys::fs::is_file(&env.join("pyvenv.cfg")) {
        return Err(NamedError::Exists { name: text, path: env }.into());
    }
    if let Some(root) = &root {
        // Before anything is made: a list that cannot be written is no surprise then.
        listing::listed(root)?;
        Tie::write(&home, root)?;
    } else {
        sys::fs::create_dir_all(&home)?;
    }
    if is_temporary {
        sys::fs::replace(&home.join(TEMPORARY), b"")?;
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
    if !request.packages.is_empty() || !request.requirements.is_empty() {
        install(context, &env, request.packages, request.requirements)?;
    }
    if request.prints {
        let entry = home.file_name().unwrap_or_default().to_string_lossy();
        context.ui.data(entry);
    }
    let Some(root) = root else {
        if is_temporary {
            return Ok(env);
        }
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

fn install(context: &Context, env: &Path, packages: Vec<String>, requirements: Vec<PathBuf>) -> Result<()> {
    pip::install::run(
        context,
        pip::install::Request {
            target: Some(env.to_owned()),
            packages,
            requirements,
            editables: Vec::new(),
            constraints: Vec::new(),
            overrides: Vec::new(),
            upgrade: false,
            force_reinstall: false,
            no_deps: false,
            other: Default::default(),
            change: ChangeOptions::default(),
            resolve: ResolveOptions::default(),
        },
    )
}
