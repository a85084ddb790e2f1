//! Which files go when a distribution is uninstalled, by the RECORD that its installer wrote.
//!
//! RECORD is not believed further than the environment: what lies outside, also through a link, and what belongs to the
//! environment itself, is left alone and said. Looks, never removes; see [`super::InPlace`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Installed, RESERVED, VenvError};
use crate::pep::entry_point;
use crate::sys;
use crate::ui::clean;

/// Files of one distribution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// Existing files and links, sorted.
    pub files: Vec<PathBuf>,
    /// Sentences about what is left alone.
    pub warnings: Vec<String>,
}

impl Removal {
    /// What goes with `installed` from the environment at `root`.
    pub fn of(installed: &Installed, root: &Path) -> Result<Removal, VenvError> {
        let real_root = sys::fs::canonicalize(root)?;
        let mut removal = Removal::default();
        let mut files = BTreeSet::new();
        for entry in installed.record()? {
            let path = sys::fs::absolute(Path::new(&entry.path), installed.site_packages());
            let why = match refusal(&path, root, &real_root) {
                Some(why) => why,
                None => {
                    files.extend(bytecode(&path));
                    if sys::fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_dir()) {
                        files.insert(path);
                    }
                    continue;
                }
            };
            let (name, path) = (clean(&installed.display_name), clean(&entry.path));
            removal.warnings.push(format!("left alone: RECORD of {name} names \"{path}\" {why}"));
        }
        // What installers write and do not always list.
        for name in sys::fs::names(&installed.info)? {
            let path = installed.info.join(name);
            if sys::fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_dir()) {
                files.insert(path);
            }
        }
        removal.files = files.into_iter().collect();
        Ok(removal)
    }
}

fn refusal(path: &Path, root: &Path, real_root: &Path) -> Option<&'static str> {
    const OUTSIDE: &str = "outside the environment";
    let below = |path: &Path| path.strip_prefix(root).or_else(|_| path.strip_prefix(real_root)).map(Path::to_owned);
    let Ok(relative) = below(path) else { return Some(OUTSIDE) };
    // A directory on the way may be a link.
    let parent = path.ancestors().skip(1).find_map(|ancestor| sys::fs::canonicalize(ancestor).ok());
    if !parent.is_some_and(|parent| parent.starts_with(real_root)) {
        return Some(OUTSIDE);
    }
    let text = relative.to_str().unwrap_or_default();
    let program = text.strip_prefix("bin/").unwrap_or_default();
    let is_own = RESERVED.iter().any(|own| text.eq_ignore_ascii_case(own)) || entry_point::is_reserved(program);
    is_own.then_some("which is the environment's own")
}

// Byte-code of every Python that ran the file, listed or not.
fn bytecode(source: &Path) -> Vec<PathBuf> {
    let (Some(dir), Some(name)) = (source.parent(), source.file_name().and_then(|name| name.to_str())) else {
        return Vec::new();
    };
    let Some(stem) = name.strip_suffix(".py") else { return Vec::new() };
    let cache = dir.join("__pycache__");
    let names = sys::fs::names(&cache).unwrap_or_default();
    let is_its = |name: &str| {
        name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.')).is_some_and(|rest| {
            // `x.cpython-312.pyc`, `x.cpython-312.opt-1.pyc`; not `x.y.cpython-312.pyc` of a file `x.y.py`.
            rest.strip_suffix(".pyc").is_some_and(|tag| tag.split('.').skip(1).all(|part| part.starts_with("opt-")))
        })
    };
    names.iter().filter(|name| name.to_str().is_some_and(is_its)).map(|name| cache.join(name)).collect()
}
