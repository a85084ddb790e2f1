//! `noglue env list | path`: what there is, and where.

use std::path::PathBuf;

use serde_json::json;

use super::{all, listing, site};
use crate::context::Context;
use crate::discover::{Who, markers};
use crate::error::{Plain, Result};
use crate::flow::project;
use crate::named::{Kind, Named};
use crate::sys;
use crate::ui::clean;
use crate::venv::{self, Config};

/// Prints the environments of the project here and the free ones; with `everything` those of other projects too.
pub fn list(context: &Context, everything: bool, names_only: bool, as_json: bool) -> Result<()> {
    let root = match project::around(context.cwd()?, &Who::of_process(&context.dirs)) {
        Ok(project) => Some(project.root),
        // What is wrong with the project here is no reason not to list.
        Err(_) => project::marked_root(context)?,
    };
    let is_here = |named: &Named| root.as_deref().is_some_and(|root| named.is_of(root));
    let default = root.as_deref().and_then(default_of);
    let mut shown = all(context)?;
    shown.retain(|named| match named.kind {
        Kind::OfProject => everything || is_here(named),
        Kind::Project => everything,
        Kind::Free | Kind::Wrapper => true,
    });
    let name = |named: &Named| if is_here(named) { named.name.clone() } else { named.full_name() };
    if names_only {
        shown.iter().for_each(|named| context.ui.data(clean(&name(named))));
        return Ok(());
    }
    if as_json {
        let all: Vec<_> = shown
            .iter()
            .map(|named| {
                json!({
                    "name": name(named),
                    "path": named.env,
                    "project": root_of(named),
                    "python": python(named),
                    "kind": word(named.kind),
                    "default": default.as_ref() == Some(&named.env),
                })
            })
            .collect();
        context.ui.data(serde_json::to_string_pretty(&all).expect("strings only"));
        return Ok(());
    }
    let width = shown.iter().map(|named| name(named).chars().count()).max().unwrap_or(0);
    for named in &shown {
        let mark = if default.as_ref() == Some(&named.env) { "*" } else { " " };
        let python = python(named).unwrap_or_else(|| "?".into());
        let of = match (root_of(named), named.kind) {
            (Some(root), _) => format!("  of {}", root.display()),
            (None, Kind::Wrapper) => "  made by virtualenvwrapper".into(),
            (None, _) => String::new(),
        };
        let line = format!("{mark} {:width$}  {python:8}{of}", clean(&name(named)));
        context.ui.data(line.trim_end());
    }
    if shown.is_empty() {
        context.ui.note("no environment has a name yet; 'noglue env create NAME' makes one");
    }
    Ok(())
}

/// The names that are shown from here.
pub fn names(context: &Context) -> Result<Vec<String>> {
    let root = project::marked_root(context)?;
    let name = |named: Named| match root.as_deref() {
        Some(root) if named.is_of(root) => named.name,
        _ => named.full_name(),
    };
    let mut names: Vec<String> = all(context)?.into_iter().map(name).collect();
    names.sort();
    names.dedup();
    Ok(names)
}

/// Which path of an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    Environment,
    Python,
    SitePackages,
    Project,
}

/// Prints a path of an environment: of the one named, the active one, or that of the project here.
pub fn path(context: &Context, name: Option<&str>, wanted: Path) -> Result<()> {
    let env = site::env(context, name)?;
    let lacks = |what: &str| Plain::refused(format!("{} has no {what}", env.display()));
    let path = match wanted {
        Path::Environment => env,
        Path::Python => env.join("bin/python"),
        Path::SitePackages => {
            let mut found = venv::site_packages(&env)?.into_iter();
            found.next().ok_or_else(|| lacks("site-packages").hint("'noglue sync' repairs a project's"))?
        }
        Path::Project => {
            let named = all(context)?.into_iter().find(|named| named.env == env);
            let root = match &named {
                Some(named) => root_of(named),
                None => env.parent().map(std::path::Path::to_owned),
            };
            root.ok_or_else(|| lacks("project").hint("'noglue env tie' says which project it is for"))?
        }
    };
    context.ui.data(path.display().to_string());
    Ok(())
}

fn root_of(named: &Named) -> Option<PathBuf> {
    match named.kind {
        Kind::Project => Some(named.home.clone()),
        _ => named.tie.as_ref().map(|tie| tie.root.clone()),
    }
}

// `.venv` comes first, whatever the list says.
fn default_of(root: &std::path::Path) -> Option<PathBuf> {
    let venv = root.join(markers::VENV);
    if sys::fs::exists(&venv.join("pyvenv.cfg")) {
        return Some(venv);
    }
    listing::listed(root).ok()?.pop()
}

fn python(named: &Named) -> Option<String> {
    let bytes = sys::fs::read(&named.env.join("pyvenv.cfg")).ok()?;
    let config = Config::parse(&String::from_utf8_lossy(&bytes));
    let version = config.version()?.split('.').take(3).collect::<Vec<_>>().join(".");
    Some(clean(&version))
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::OfProject => "of-project",
        Kind::Free => "free",
        Kind::Wrapper => "virtualenvwrapper",
        Kind::Project => "project",
    }
}
