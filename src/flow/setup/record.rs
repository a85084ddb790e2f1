//! `setup.json`: which files `setup` wrote to, and which of them were not there before.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::sys;

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// By path: true if the file was made by us.
    #[serde(default)]
    files: BTreeMap<PathBuf, bool>,
}

impl Record {
    /// Of these files; a path that JSON cannot hold is found again by its usual place.
    pub fn of(files: impl IntoIterator<Item = (PathBuf, bool)>) -> Record {
        Record { files: files.into_iter().filter(|(file, _)| file.to_str().is_some()).collect() }
    }

    /// The record of earlier runs; an empty one if there is none.
    pub fn read(context: &Context) -> Result<Record> {
        let Some(path) = context.dirs.setup_record() else { return Ok(Record::default()) };
        let Some(bytes) = sys::fs::read_if_there(&path)? else { return Ok(Record::default()) };
        serde_json::from_slice(&bytes).map_err(|e| {
            Plain::new(Exit::Integrity, format!("{} is damaged: {e}", path.display()))
                .hint("remove it; 'noglue setup --undo' then looks in the usual files")
                .into()
        })
    }

    /// Adds these files to the record of earlier runs. A file stays one that we made.
    pub fn merge_into(self, context: &Context) -> Result<()> {
        let mut record = Record::read(context)?;
        for (file, is_new) in self.files {
            *record.files.entry(file).or_default() |= is_new;
        }
        let Some(path) = context.dirs.setup_record() else { return Ok(()) };
        let text = serde_json::to_vec_pretty(&record).expect("paths were checked to be UTF-8");
        Ok(sys::fs::replace(&path, &text)?)
    }

    /// The files, in order.
    pub fn files(&self) -> Vec<PathBuf> {
        self.files.keys().cloned().collect()
    }

    /// True if `file` was not there before.
    pub fn has_created(&self, file: &Path) -> bool {
        self.files.get(file) == Some(&true)
    }

    /// Removes the record.
    pub fn remove(&self, context: &Context) -> Result<()> {
        match context.dirs.setup_record() {
            Some(path) => Ok(sys::fs::remove_file(&path)?),
            None => Ok(()),
        }
    }
}
