//! `/etc/noglue/setup.json`: what `setup --system` did, so that exactly that can be taken back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::plan::{Plan, Step};
use crate::context::Context;
use crate::discover::text::shown;
use crate::error::{Exit, Plain, Result};
use crate::startup::hook;
use crate::sys;
use crate::sys::fs::FsResult;

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Site directories with the hook.
    #[serde(default)]
    hooks: BTreeSet<PathBuf>,
    /// Links, and what they say.
    #[serde(default)]
    links: BTreeMap<PathBuf, PathBuf>,
    /// Copied files, and their SHA-256.
    #[serde(default)]
    files: BTreeMap<PathBuf, String>,
    /// What the files were before, while a run replaces them: one that is killed leaves the one or the other.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    replaced: BTreeMap<PathBuf, String>,
    /// Directories that were not there before.
    #[serde(default)]
    directories: BTreeSet<PathBuf>,
}

impl Record {
    /// The record of earlier runs; an empty one if there is none.
    pub fn read(context: &Context) -> Result<Record> {
        let path = context.dirs.system_setup_record();
        let Some(bytes) = sys::fs::read_if_there(&path)? else { return Ok(Record::default()) };
        serde_json::from_slice(&bytes).map_err(|e| {
            Plain::new(Exit::Integrity, format!("{} is damaged: {e}", path.display()))
                .hint("remove it; 'noglue setup --system --undo' then takes out the hooks it finds")
                .into()
        })
    }

    /// With what `plan` will do.
    #[must_use]
    pub fn with(mut self, plan: &Plan) -> Record {
        for step in &plan.steps {
            match step {
                Step::Hook(host) => {
                    let missing = host.folder.ancestors().take_while(|dir| !sys::fs::exists(dir));
                    self.directories.extend(missing.map(Path::to_owned));
                    self.hooks.insert(host.folder.clone());
                }
                Step::Binary { from, to } => {
                    let Ok(bytes) = sys::fs::read(from) else { continue };
                    let Some(old) = self.files.insert(to.clone(), digest(&bytes)) else { continue };
                    // A second killed run must not forget what the first one left.
                    if !self.replaced.contains_key(to) || Record::has(to, &old) {
                        self.replaced.insert(to.clone(), old);
                    }
                }
                Step::Link { path, target } => {
                    self.links.insert(path.clone(), target.clone());
                }
            }
        }
        self
    }

    /// With nothing left to be replaced.
    #[must_use]
    pub fn completed(mut self) -> Record {
        self.replaced.clear();
        self
    }

    /// True for a file that is as noglue wrote it.
    pub fn is_ours(&self, path: &Path) -> bool {
        [&self.files, &self.replaced]
            .iter()
            .any(|files| files.get(path).is_some_and(|sha256| Record::has(path, sha256)))
    }

    fn has(path: &Path, sha256: &str) -> bool {
        sys::fs::read_if_there(path).is_ok_and(|bytes| bytes.is_some_and(|bytes| digest(&bytes) == sha256))
    }

    /// Adds a hook that was found.
    pub fn add_hook(&mut self, folder: &Path) {
        self.hooks.insert(folder.to_owned());
    }

    /// What a link of ours says.
    pub fn target(&self, link: &Path) -> Option<PathBuf> {
        self.links.get(link).cloned()
    }

    /// Adds a link.
    pub fn add_link(&mut self, link: &Path, target: &Path) {
        self.links.insert(link.to_owned(), target.to_owned());
    }

    /// What taking it back removes, in words.
    pub fn shown(&self) -> Vec<String> {
        let hooks = self.hooks.iter().map(|folder| format!("the start-up hook in {} goes", shown(folder)));
        let links = self.links.keys().map(|path| format!("the link {} goes", shown(path)));
        let files = self.files.keys().map(|path| format!("{} goes", shown(path)));
        hooks.chain(links).chain(files).collect()
    }

    /// Takes it back. Gives what is not as it was left, and stays.
    pub fn undo(&self) -> FsResult<Vec<PathBuf>> {
        let mut left = Vec::new();
        for folder in &self.hooks {
            left.extend(hook::remove(folder)?);
        }
        for (path, target) in &self.links {
            match sys::facts::target(path) {
                Ok(now) if now == *target => sys::fs::remove_file(path)?,
                _ if sys::facts::of(path).is_ok() => left.push(path.clone()),
                _ => {}
            }
        }
        for path in self.files.keys() {
            match sys::facts::of(path) {
                Ok(_) if self.is_ours(path) => sys::fs::remove_file(path)?,
                Ok(_) => left.push(path.clone()),
                Err(_) => {}
            }
        }
        for directory in self.directories.iter().rev() {
            // One that something else lies in by now is somebody else's, too.
            let _ = sys::fs::remove_empty_dir(directory);
        }
        Ok(left)
    }

    /// Writes it, readable by everybody.
    pub fn write(&self, context: &Context) -> Result<()> {
        let path = context.dirs.system_setup_record();
        let folder = path.parent().unwrap_or(Path::new("/"));
        if !sys::fs::is_dir(folder) {
            sys::fs::create_dir_all(folder)?;
            sys::fs::set_mode(folder, 0o755)?;
        }
        let text = serde_json::to_vec_pretty(self)
            .map_err(|e| Plain::refused(format!("a path cannot be written to {}: {e}", path.display())))?;
        sys::fs::replace(&path, &text)?;
        Ok(sys::fs::set_mode(&path, 0o644)?)
    }

    /// Removes the record, and its folder if nothing else is in it.
    pub fn remove(&self, context: &Context) -> Result<()> {
        let path = context.dirs.system_setup_record();
        sys::fs::remove_file(&path)?;
        if let Some(folder) = path.parent() {
            let _ = sys::fs::remove_empty_dir(folder);
        }
        Ok(())
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
