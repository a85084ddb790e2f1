//! Where interpreters lie: `PATH`, version managers, the system. Surroundings in, directories in order out.
//!
//! Looks at directories only; opens and runs nothing in them.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};

use super::Prober;
use crate::context::Context;
use crate::sys;

/// The surroundings of a search. Made of a [`Context`], or by hand.
#[derive(Clone, Debug)]
pub struct Search {
    /// The value of `PATH`.
    pub path: OsString,
    /// For `~`, and for the places of version managers.
    pub home: Option<PathBuf>,
    /// For relative paths that are named.
    pub cwd: Option<PathBuf>,
    /// Nothing in it is run unless it is named.
    pub project: Option<PathBuf>,
    /// pyenv's root.
    pub pyenv: Option<PathBuf>,
    /// `PYENV_VERSION`.
    pub pyenv_version: Option<String>,
    /// Folders of version managers with one installation in each folder, by what they are called.
    pub managers: Vec<(Place, PathBuf)>,
    /// Directories of the system's own executables.
    pub system: Vec<PathBuf>,
    /// Where software lies that brings its own prefix.
    pub opt: Option<PathBuf>,
    /// noglue's shims; never an interpreter.
    pub shims: Option<PathBuf>,
    /// noglue's binary; never an interpreter.
    pub own: Option<PathBuf>,
    /// Asks and remembers.
    pub prober: Prober,
}

/// Where an interpreter was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// It was named.
    Named,
    /// `PATH`.
    Path,
    /// pyenv's versions.
    Pyenv,
    /// mise's.
    Mise,
    /// asdf's.
    Asdf,
    /// uv's managed ones.
    Uv,
    /// `/usr/local/bin` and `/usr/bin`.
    System,
    /// `/opt`.
    Opt,
}

/// One directory of executables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directory {
    pub(super) path: PathBuf,
    pub(super) place: Place,
    /// The version in the name of a version manager's folder, for the order.
    pub(super) release: Vec<u64>,
}

impl Search {
    /// The surroundings of a command; `project` is the project's directory, if there is one.
    pub fn of(context: &Context, project: Option<&Path>) -> Search {
        let home = context.dirs.home().map(Path::to_owned);
        let named = |name: &str| context.var(name).map(PathBuf::from).filter(|p| p.is_absolute());
        let data = named("XDG_DATA_HOME").or_else(|| home.as_ref().map(|h| h.join(".local/share")));
        let in_home = |relative: &str| home.as_ref().map(|h| h.join(relative));
        let in_data = |relative: &str| data.as_ref().map(|d| d.join(relative));
        let managers = [
            (Place::Mise, named("MISE_DATA_DIR").or_else(|| in_data("mise")).map(|d| d.join("installs/python"))),
            (Place::Asdf, named("ASDF_DATA_DIR").or_else(|| in_home(".asdf")).map(|d| d.join("installs/python"))),
            (Place::Uv, named("UV_PYTHON_INSTALL_DIR").or_else(|| in_data("uv/python"))),
        ];
        Search {
            path: context.var("PATH").unwrap_or_default().to_owned(),
            cwd: context.cwd().ok().map(Path::to_owned),
            project: project.map(Path::to_owned),
            pyenv: named("PYENV_ROOT").or_else(|| in_home(".pyenv")),
            pyenv_version: context.text("PYENV_VERSION").map(str::to_owned),
            managers: managers.into_iter().filter_map(|(place, dir)| Some((place, dir?))).collect(),
            system: vec![PathBuf::from("/usr/local/bin"), PathBuf::from("/usr/bin")],
            opt: Some(PathBuf::from("/opt")),
            shims: context.dirs.shims(),
            own: sys::exec::own_binary().ok(),
            prober: Prober::new(&context.dirs),
            home,
        }
    }

    /// The directories on `PATH`, in its order; pyenv's shims stand for the versions that pyenv would take.
    pub(super) fn on_path(&self) -> Vec<Directory> {
        let mut seen = BTreeSet::new();
        let mut directories = Vec::new();
        for entry in sys::env::split_paths(&self.path) {
            if !entry.is_absolute() || !seen.insert(entry.clone()) || self.is_shims(&entry) {
                continue;
            }
            match pyenv_root(&entry) {
                Some(root) => directories.extend(self.pyenv_chosen(root)),
                None => directories.push(Directory { path: entry, place: Place::Path, release: Vec::new() }),
            }
        }
        directories
    }

    /// `on_path`, without what version managers made.
    pub(super) fn on_path_of_system(&self) -> Vec<Directory> {
        let managers = || self.managers.iter().map(|(_, dir)| dir.as_path()).chain(self.pyenv.as_deref());
        let mut directories = self.on_path();
        directories.retain(|d| d.place == Place::Path && !managers().any(|m| d.path.starts_with(m)));
        directories
    }

    /// The directories that need not be on `PATH`, version managers first.
    pub(super) fn elsewhere(&self) -> Vec<Directory> {
        let mut directories: Vec<Directory> = Vec::new();
        if let Some(root) = &self.pyenv {
            directories.extend(installations(&root.join("versions"), Place::Pyenv));
        }
        for (place, dir) in &self.managers {
            directories.extend(installations(dir, *place));
        }
        directories.extend(self.of_system());
        directories
    }

    /// The system's directories and those of `/opt`.
    pub(super) fn of_system(&self) -> Vec<Directory> {
        let system = self.system.iter().map(|path| (path.clone(), Place::System));
        let mut directories: Vec<Directory> =
            system.map(|(path, place)| Directory { path, place, release: Vec::new() }).collect();
        if let Some(opt) = &self.opt {
            // /opt/NAME/bin, and /opt/python/cp312-cp312/bin as in the images that wheels are built in.
            let found = installations(opt, Place::Opt);
            let pythons = sys::fs::names(opt).unwrap_or_default().into_iter();
            let pythons = pythons.filter(|name| name.as_encoded_bytes().starts_with(b"python"));
            let inner = pythons.flat_map(|name| installations(&opt.join(name), Place::Opt));
            // The numbers in these names are of whatever it is, not of Python.
            directories.extend(found.into_iter().chain(inner).map(|d| Directory { release: Vec::new(), ..d }));
        }
        directories
    }

    /// True for the directory of noglue's own shims.
    pub(super) fn is_shims(&self, dir: &Path) -> bool {
        self.shims.as_deref().is_some_and(|shims| dir == shims || same_directory(dir, shims))
    }

    // What `pyenv which python3` would look at, local files aside: those are pins.
    fn pyenv_chosen(&self, root: &Path) -> Vec<Directory> {
        let words = match &self.pyenv_version {
            Some(text) => text.clone(),
            None => sys::careful::read(&root.join("version"), 4096)
                .map(|(bytes, _)| String::from_utf8_lossy(&bytes).into_owned())
                .unwrap_or_default(),
        };
        let words = words.lines().map(|line| line.split('#').next().unwrap_or_default());
        let words: Vec<&str> = words.flat_map(|line| line.split([':', ' ', '\t'])).filter(|w| !w.is_empty()).collect();
        let versions = installations(&root.join("versions"), Place::Pyenv);
        let name_of = |d: &Directory| d.path.parent().and_then(Path::file_name).map(OsStr::to_owned);
        let exact = |word: &str| versions.iter().find(|d| name_of(d).is_some_and(|n| n == word));
        // `3.12` means the newest 3.12 there is.
        let prefix = |word: &str| {
            let begin = format!("{word}.");
            versions.iter().find(|d| name_of(d).is_some_and(|n| n.to_string_lossy().starts_with(&begin)))
        };
        words.into_iter().filter_map(|word| exact(word).or_else(|| prefix(word)).cloned()).collect()
    }
}

/// pyenv's root, if `dir` is its folder of shims.
fn pyenv_root(dir: &Path) -> Option<&Path> {
    let root = dir.parent().filter(|_| dir.file_name() == Some(OsStr::new("shims")))?;
    sys::fs::is_dir(&root.join("versions")).then_some(root)
}

/// `bin` of each installation in a folder of them, the newest first.
fn installations(folder: &Path, place: Place) -> Vec<Directory> {
    let names = sys::fs::names(folder).unwrap_or_default();
    let visible = names.iter().filter(|name| !name.as_encoded_bytes().starts_with(b"."));
    let mut found: Vec<Directory> = visible
        .map(|name| Directory {
            path: folder.join(name).join("bin"),
            place,
            release: release_in(&name.to_string_lossy()),
        })
        .filter(|d| sys::fs::is_dir(&d.path))
        .collect();
    found.sort_by(|a, b| b.release.cmp(&a.release));
    found
}

/// The first number with dots in a name: `cpython-3.12.1-linux-x86_64-gnu`, `pypy3.10-7.3.15`.
fn release_in(name: &str) -> Vec<u64> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let Some(start) = name.find(|c: char| c.is_ascii_digit()) else { return Vec::new() };
    let digits = &name[start..];
    let digits = &digits[..digits.find(|c| !is_part(c)).unwrap_or(digits.len())];
    let release: Vec<u64> = digits.split('.').map_while(|part| part.parse().ok()).collect();
    // `cp312-cp312` and `latest-3` tell nothing.
    if release.len() > 1 { release } else { Vec::new() }
}

fn same_directory(a: &Path, b: &Path) -> bool {
    let identity = |p: &Path| sys::fs::metadata(p).ok().map(|m| sys::fs::Identity::of(&m));
    identity(b).is_some_and(|b| identity(a) == Some(b))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Place::Named => "named",
            Place::Path => "PATH",
            Place::Pyenv => "pyenv",
            Place::Mise => "mise",
            Place::Asdf => "asdf",
            Place::Uv => "uv",
            Place::System => "system",
            Place::Opt => "/opt",
        })
    }
}
