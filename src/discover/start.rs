//! Where a search starts, and why there.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use super::view::View;
use crate::sys;
use crate::sys::facts::Kind;

/// One directory to start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The directory, absolute.
    pub dir: PathBuf,
    /// Why this one.
    pub from: Origin,
    /// The code that was named; `None` for the working directory, and for code that is not there. Who may change it may choose its environment.
    pub code: Option<PathBuf>,
}

/// Why a directory is one to start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The script lies there.
    Script,
    /// The script is a link to a file there.
    LinkTarget,
    /// An option names it: `--chdir`.
    Option(String),
    /// A variable names it: `GUNICORN_CMD_ARGS`.
    Variable(&'static str),
    /// A configuration file lies there, or names it.
    Config(PathBuf),
    /// `NOGLUE_PROJECT`.
    Project,
    /// The working directory.
    WorkingDirectory,
}

impl Origin {
    /// In words.
    pub fn words(&self) -> Cow<'static, str> {
        match self {
            Origin::Script => "the script lies there".into(),
            Origin::LinkTarget => "the script is a link to there".into(),
            Origin::Option(name) => format!("{name} names it").into(),
            Origin::Variable(name) => format!("{name} names it").into(),
            Origin::Config(path) => format!("said by {}", super::text::shown(path)).into(),
            Origin::Project => "NOGLUE_PROJECT names it".into(),
            Origin::WorkingDirectory => "the working directory".into(),
        }
    }
}

impl Start {
    /// The working directory.
    pub fn cwd(dir: &Path) -> Start {
        Start { dir: dir.to_owned(), from: Origin::WorkingDirectory, code: None }
    }

    /// A file or directory of code: starts in the directory, or in the file's. What is not there is not code, and
    /// widens nothing.
    pub fn code(view: &dyn View, path: &Path, from: Origin) -> Start {
        let found = view.follow(path).ok();
        let is_dir = found.is_some_and(|f| f.kind == Kind::Directory);
        let dir = if is_dir { path } else { path.parent().unwrap_or(path) };
        Start { dir: dir.to_owned(), from, code: found.map(|_| path.to_owned()) }
    }
}

/// `path` made absolute. Dots go by their letters; `..` after a name goes as the system would go, through links.
pub fn absolute(view: &dyn View, path: &Path, cwd: &Path) -> PathBuf {
    let joined = cwd.join(path);
    if !joined.components().any(|c| c == Component::ParentDir) {
        return joined.components().collect();
    }
    let mut result = PathBuf::new();
    for component in joined.components() {
        match component {
            Component::ParentDir => {
                if view.facts(&result).is_ok_and(|f| f.kind == Kind::Link) {
                    result = resolved(view, &result);
                }
                result.pop();
            }
            Component::CurDir => {}
            other => result.push(other),
        }
    }
    result
}

/// The path a chain of links ends at, each link's own directory kept as it is written. A loop ends where it is noticed.
pub fn resolved(view: &dyn View, path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..40 {
        let Ok(target) = view.target(&path) else { break };
        path = sys::fs::absolute(&target, path.parent().unwrap_or(Path::new("/")));
    }
    path
}

/// True for a word that can be a file name of a program: no way out of a directory.
pub fn is_program_name(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    !bytes.is_empty() && bytes != b"." && bytes != b".." && !bytes.contains(&b'/')
}
