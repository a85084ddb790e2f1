//! Names -> environments that lie apart from projects.
//!
//! ```text
//! NAMED/NAME/                    an environment by itself
//! NAMED/NAME@PROJECT-HASH/       one of a project
//!   .venv/                       the environment
//!   .project                     the project's directory, as virtualenvwrapper writes it
//!   .project-id                  its device and inode: a project that was moved keeps its environments
//!   hooks/                       what shells source around its activation
//! WORKON_HOME/NAME/              an environment that virtualenvwrapper made, used where it lies
//! ```
//! Looks and ties; never makes an environment, never runs anything. An environment exists when its `pyvenv.cfg` does.

mod error;
mod name;
mod tie;

use std::path::{Path, PathBuf};

pub use error::NamedError;
pub use name::EnvName;
pub use tie::{Tie, physical};

use crate::sys;
use crate::sys::fs::FsResult;

/// Where named environments lie.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Ours.
    pub central: Option<PathBuf>,
    /// virtualenvwrapper's.
    pub workon_home: Option<PathBuf>,
}

/// What a named environment belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One of a project's.
    OfProject,
    /// Nobody's but its own.
    Free,
    /// virtualenvwrapper made it.
    Wrapper,
    /// The `.venv` of a project, called by the name of the project's directory.
    Project,
}

/// One named environment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// As people call it.
    pub name: String,
    /// What it belongs to.
    pub kind: Kind,
    /// The directory that has the name.
    pub home: PathBuf,
    /// The environment.
    pub env: PathBuf,
    /// The project it is tied to.
    pub tie: Option<Tie>,
}

impl Named {
    /// The name by which it is found from everywhere.
    pub fn full_name(&self) -> String {
        match (&self.tie, self.kind) {
            (Some(tie), Kind::OfProject) => format!("{}@{}", self.name, tie.label()),
            _ => self.name.clone(),
        }
    }

    /// True when it is tied to the project at `root`.
    pub fn is_of(&self, root: &Path) -> bool {
        self.tie.as_ref().is_some_and(|tie| tie.is_of(root))
    }

    /// Where the hooks of its activation lie.
    pub fn hooks(&self) -> PathBuf {
        if self.kind == Kind::Wrapper { self.env.join("bin") } else { self.home.join("hooks") }
    }
}

impl Places {
    /// All that exist, in the order of their names.
    pub fn all(&self) -> FsResult<Vec<Named>> {
        let mut all = Vec::new();
        if let Some(central) = &self.central {
            for entry in names(central)? {
                all.extend(ours(&central.join(&entry), &entry));
            }
        }
        if let Some(workon_home) = &self.workon_home {
            for name in names(workon_home)? {
                let home = workon_home.join(&name);
                if !name.starts_with('.') && exists(&home) {
                    let tie = Tie::read(&home);
                    all.push(Named { name, kind: Kind::Wrapper, env: home.clone(), home, tie });
                }
            }
        }
        all.sort();
        Ok(all)
    }

    /// The home of an environment of that name, whether it exists or not.
    pub fn home(&self, name: &EnvName, project: Option<&Path>) -> Result<PathBuf, NamedError> {
        let central = self.central.as_ref().ok_or(NamedError::NoPlace)?;
        Ok(match project {
            None => central.join(name.as_str()),
            Some(root) => central.join(format!("{}@{}", name.as_str(), tie::key(root))),
        })
    }

    /// True for an environment in one of these places.
    pub fn hold(&self, env: &Path) -> bool {
        let real = physical(env);
        let is_in = |place: &Option<PathBuf>| place.as_deref().is_some_and(|place| real.starts_with(physical(place)));
        is_in(&self.central) || is_in(&self.workon_home)
    }
}

/// The one that is meant by `text`: of the project here, free, of virtualenvwrapper, or the only one of that name of any
/// project; `NAME@PROJECT` names one of a project from everywhere.
pub fn find<'a>(all: &'a [Named], text: &str, here: Option<&Path>) -> Result<&'a Named, NamedError> {
    let of_kind = |kind: Kind| all.iter().find(|one| one.kind == kind && one.name == text);
    let of_project = |one: &&Named| one.kind == Kind::OfProject;
    let here = here.and_then(|root| all.iter().filter(of_project).find(|one| one.name == text && one.is_of(root)));
    let exact =
        here.or_else(|| of_kind(Kind::Free)).or_else(|| of_kind(Kind::Wrapper)).or_else(|| of_kind(Kind::Project));
    if let Some(found) = exact {
        return Ok(found);
    }
    let is_called = |one: &&Named| {
        one.name == text || one.full_name() == text || one.home.file_name().is_some_and(|name| name == text)
    };
    let mut found = all.iter().filter(of_project).filter(is_called);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (Some(one), Some(other)) => {
            let several = [one, other].into_iter().chain(found);
            let as_entry = |one: &Named| one.home.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Err(NamedError::Ambiguous { name: text.to_owned(), those: several.map(as_entry).collect() })
        }
        _ => Err(NamedError::Unknown { name: text.to_owned(), known: all.iter().map(Named::full_name).collect() }),
    }
}

fn ours(home: &Path, entry: &str) -> Option<Named> {
    let env = home.join(".venv");
    if entry.starts_with('.') || !exists(&env) {
        return None;
    }
    let tie = Tie::read(home);
    let (name, kind) = match entry.split_once('@') {
        Some((name, _)) if tie.is_some() => (name, Kind::OfProject),
        Some(_) => return None,
        None => (entry, Kind::Free),
    };
    Some(Named { name: name.to_owned(), kind, home: home.to_owned(), env, tie })
}

fn exists(env: &Path) -> bool {
    sys::fs::is_file(&env.join("pyvenv.cfg"))
}

// A name that is no text is none of ours, and cannot be typed.
fn names(dir: &Path) -> FsResult<Vec<String>> {
    match sys::fs::names(dir) {
        Ok(names) => Ok(names.into_iter().filter_map(|name| name.into_string().ok()).collect()),
        Err(error) if error.is_not_found() => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
