//! What can be wrong with requirements: where, what, and what to type.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::{Exit, Explain};
use crate::sourced::Source;
use crate::sys::fs::FsError;

/// A place in a file, or what else said something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line and a column of a file, both from 1; columns count characters.
    File(PathBuf, u32, u32),
    /// A file as a whole.
    Whole(PathBuf),
    /// The command line, a variable.
    Said(Source),
}

impl Place {
    /// The same without the column.
    pub fn source(&self) -> Source {
        match self {
            Place::File(path, line, _) => Source::File(path.clone(), Some(*line)),
            Place::Whole(path) => Source::File(path.clone(), None),
            Place::Said(source) => source.clone(),
        }
    }

    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Place::File(path, ..) | Place::Whole(path) | Place::Said(Source::File(path, _)) => Some(path),
            Place::Said(_) => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File(path, line, column) => write!(f, "{}:{line}:{column}", path.display()),
            Place::Whole(path) => write!(f, "{}", path.display()),
            Place::Said(source) => fmt::Display::fmt(source, f),
        }
    }
}

/// Why requirements could not be read.
#[derive(Debug, thiserror::Error)]
pub enum RequirementsError {
    /// A line, a table or a value that is wrong.
    #[error("{place}: {why}")]
    Wrong {
        /// Where.
        place: Place,
        /// What is wrong.
        why: String,
        /// What to do.
        hints: Vec<String>,
    },
    /// Something noglue does not do.
    #[error("{place}: {what} cannot be installed: {why}")]
    NotBuilt {
        /// Where.
        place: Place,
        /// The thing, by name.
        what: String,
        /// What is missing.
        why: &'static str,
    },
    /// A text that is no TOML.
    #[error("{} is no valid TOML: line {line}, column {column}: {why}", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: u32,
        /// From 1, in characters.
        column: u32,
        /// What the parser says.
        why: String,
    },
    /// A named file that is not there.
    #[error("{}: no such file{}", path.display(), asked_by(place.as_ref()))]
    Missing {
        /// The file.
        path: PathBuf,
        /// Who asks for it.
        place: Option<Place>,
    },
    /// A file that cannot be read.
    #[error("could not read the requirements{}", asked_by(place.as_ref()))]
    Read {
        /// Who asks for it.
        place: Option<Place>,
        /// What the system said.
        source: FsError,
    },
    /// A project without any.
    #[error("no requirements in {}: looked for {looked_for}{}", dir.display(), but_found(unread))]
    Nothing {
        /// The project.
        dir: PathBuf,
        /// The names.
        looked_for: String,
        /// What is there and not read yet.
        unread: Vec<String>,
    },
    /// Several files, and none is the one.
    #[error("{} has several files of requirements: {}", dir.display(), files.join(", "))]
    Ambiguous {
        /// The directory.
        dir: PathBuf,
        /// The files.
        files: Vec<String>,
    },
    /// A file that is named by a URL.
    #[error("could not read {}{}: {}", url.display(), asked_by(place.as_ref()), unread.why)]
    Fetch {
        /// The URL, without credentials.
        url: PathBuf,
        /// Who names it.
        place: Option<Place>,
        /// Why not.
        unread: super::Unread,
    },
    /// `--extra` or `--group` names none.
    #[error("{}: no {kind} \"{name}\"; there {}", place, known(names))]
    Unknown {
        /// The file that was looked into.
        place: Place,
        /// `extra`, `dependency group`
        kind: &'static str,
        /// The name.
        name: String,
        /// What there is.
        names: Vec<String>,
    },
    /// Hashes for some, not for this one.
    #[error(
        "{place}: {requirement} has no hash; with hashes (or --require-hashes) every requirement needs one{}",
        if *is_unpinned { " and is pinned with \"==\"" } else { "" }
    )]
    Unhashed {
        /// Where.
        place: Place,
        /// As written.
        requirement: String,
        /// It is not pinned either.
        is_unpinned: bool,
    },
}

fn asked_by(place: Option<&Place>) -> String {
    place.map_or_else(String::new, |place| format!(" (asked for by {place})"))
}

fn but_found(unread: &[String]) -> String {
    if unread.is_empty() { String::new() } else { format!("; found {}, which say nothing alone", unread.join(", ")) }
}

fn known(names: &[String]) -> String {
    if names.is_empty() { "are none".into() } else { format!("are {}", names.join(", ")) }
}

impl Explain for RequirementsError {
    fn exit(&self) -> Exit {
        match self {
            RequirementsError::Read { .. } => Exit::Disk,
            RequirementsError::Unhashed { .. } => Exit::Integrity,
            RequirementsError::Fetch { unread, .. } => unread.exit,
            _ => Exit::Refused,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            RequirementsError::Wrong { hints, place, .. } if hints.is_empty() && place.path().is_some() => {
                vec!["mend that place, then run the same command again".into()]
            }
            RequirementsError::Wrong { hints, .. } => hints.clone(),
            RequirementsError::Fetch { unread, .. } => unread.hints.clone(),
            RequirementsError::Read { source, .. } => source.hints(),
            RequirementsError::Missing { .. } => vec!["correct the name, or make that file".into()],
            RequirementsError::Nothing { .. } => vec![
                "write what the project needs into requirements.txt, one name a line, then run 'noglue sync'".into(),
                "or name a file: 'noglue sync -r FILE'".into(),
            ],
            RequirementsError::Ambiguous { dir, files } => {
                let file = files.first().map_or("FILE", String::as_str);
                let dir = dir.file_name().unwrap_or_default().display();
                vec![format!("name one: 'noglue sync -r {dir}/{file}'")]
            }
            RequirementsError::Unknown { name, names, .. } => {
                let near = crate::ui::did_you_mean(name, names.iter().map(String::as_str));
                near.map(|near| format!("did you mean {near}?")).into_iter().collect()
            }
            RequirementsError::Unhashed { .. } => {
                vec!["'noglue pip compile --generate-hashes' writes a hash for each".into()]
            }
            RequirementsError::NotBuilt { .. } => {
                vec!["an archive or a wheel can be installed: 'name @ https://.../name-1.0.tar.gz'".into()]
            }
            RequirementsError::Toml { .. } => vec!["mend that place, then run the same command again".into()],
        }
    }
}
