//! `noglue add` and `noglue remove`: the file that says what a project needs is changed, and its environment follows.
//!
//! What is wanted is resolved before anything is written. Then the file, the lock if there is one, and the environment, in
//! this order; when one of them fails, all are as they were.

pub mod add;
pub mod import;
mod place;
pub mod remove;
mod undo;

use std::path::{Path, PathBuf};

use self::place::Place;
use self::undo::Undo;
use super::options::{IndexOptions, InstallOptions, ResolveOptions};
use super::project::{self, Project};
use super::{Mode, lock, sync};
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::pep::name::GroupName;
use crate::requirements::edit::Part;
use crate::sys;
use crate::venv::Asked;

/// What a change of what a project needs has beside the names.
#[derive(Clone, Debug, Default)]
pub struct Where {
    pub project: Option<PathBuf>,
    /// The group `dev`.
    pub dev: bool,
    pub group: Option<String>,
    pub extra: Option<String>,
    pub script: Option<PathBuf>,
    /// Change the file, not the environment.
    pub no_sync: bool,
    /// Change the file, neither lock nor environment, and ask no index.
    pub frozen: bool,
    pub index: IndexOptions,
    pub resolve: ResolveOptions,
    pub install: InstallOptions,
}

/// The project, and what its environment was asked for, with absolute paths.
struct Subject {
    project: Project,
    asked: Asked,
}

impl Subject {
    fn of(context: &Context, at: &Where) -> Result<Subject> {
        if let Some(script) = &at.script {
            let path = sys::fs::absolute(script, context.cwd()?);
            let root = path.parent().unwrap_or(Path::new("/")).to_owned();
            let env = root.join(crate::discover::markers::VENV);
            let asked = Asked { requirements: vec![path], ..Asked::default() };
            return Ok(Subject { project: Project { root, env }, asked });
        }
        let project = project::to_sync(context, at.project.as_deref())?;
        let current = super::drift::current(context, &project.env);
        let asked = current.map(|current| current.asked(&project.root)).unwrap_or_default();
        Ok(Subject { project, asked })
    }

    // The environment gets what it had and the part that was changed.
    fn with(&self, place: &Place, taken: &[GroupName]) -> Asked {
        let mut asked = self.asked.clone();
        if let Some(name) = place.group_of_file.as_ref().filter(|name| !taken.contains(name)) {
            asked.without.retain(|other| other != name.as_str());
            if !asked.groups.iter().any(|one| one == name.as_str()) {
                asked.groups.push(name.to_string());
            }
        }
        match &place.part {
            Part::Group(name) if !taken.contains(name) && !asked.all_groups => {
                asked.without.retain(|other| other != name.as_str());
                if name != "dev" {
                    asked.groups.push(name.to_string());
                }
            }
            Part::Extra(name) if !asked.all_extras && !asked.extras.iter().any(|one| one == name.as_str()) => {
                asked.extras.push(name.to_string());
            }
            _ => {}
        }
        asked
    }
}

/// Writes the changed file, then brings lock and environment up to date; undoes all of it when that fails.
fn carry_out(
    context: &Context,
    at: &Where,
    subject: &Subject,
    place: &Place,
    asked: Asked,
    command: String,
) -> Result<()> {
    let mut undo = Undo::default();
    let done = follow(context, at, subject, place, asked, command, &mut undo);
    match done {
        Ok(()) => undo.forget(),
        Err(error) => {
            undo.undo(context);
            Err(error)
        }
    }
}

fn follow(
    context: &Context,
    at: &Where,
    subject: &Subject,
    place: &Place,
    asked: Asked,
    command: String,
    undo: &mut Undo,
) -> Result<()> {
    undo.write(context, &place.path, &place.file.bytes())?;
    if at.frozen || at.script.is_some() {
        return Ok(());
    }
    let root = subject.project.root.clone();
    let lock = root.join(crate::requirements::lock::NAME);
    if subject.asked.requirements.is_empty() && sys::fs::is_file(&lock) {
        undo.remember(context, &lock)?;
        let request = lock::make::Request {
            project: Some(root.clone()),
            // What the lock was made with, so that it is not stale for the environment.
            asked: Asked {
                python: asked.python.clone(),
                constraints: asked.constraints.clone(),
                overrides: asked.overrides.clone(),
                ..Asked::default()
            },
            index: at.index.clone(),
            resolve: at.resolve.clone(),
            ..lock::make::Request::default()
        };
        lock::make::run(context, &request)?;
    }
    if at.no_sync {
        return Ok(());
    }
    let mut request = sync::Request::of(root, asked, Mode::Apply);
    request.command = command;
    request.index = at.index.clone();
    request.resolve = at.resolve.clone();
    request.install = at.install.clone();
    sync::run(context, request)
}

/// The command as a person may have typed it, for the history; URLs without credentials.
fn command_line(verb: &str, words: &[String]) -> String {
    let words = words.iter().map(|word| crate::ui::clean(&crate::net::hide(word)));
    ["noglue".to_owned(), verb.to_owned()].into_iter().chain(words).collect::<Vec<_>>().join(" ")
}

fn nothing_named(verb: &str) -> crate::error::Error {
    Plain::new(Exit::Usage, format!("'noglue {verb}' needs the name of a package"))
        .hint(format!("for example 'noglue {verb} requests'"))
        .into()
}
