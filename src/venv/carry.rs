//! What other tools put into the current generation, taken along into the next one.

use std::path::{Path, PathBuf};

use super::{Building, Generation, Installed, Removal, VenvError};
use crate::sys;
use crate::sys::fs::{FsError, FsResult};

impl Building<'_> {
    /// Takes a distribution along from `generation`, by its RECORD. Files that are there already are left as they are:
    /// what was asked for goes before what was found. Gives the number of files.
    pub fn carry(&self, generation: &Generation, installed: &Installed) -> Result<usize, VenvError> {
        let files = Removal::of(installed, &generation.path)?.files;
        let mut count = 0;
        for file in files {
            count += usize::from(self.carry_file(generation, &file)?);
        }
        Ok(count)
    }

    /// Takes one file or directory along, whoever put it there.
    pub fn carry_stray(&self, generation: &Generation, path: &Path) -> Result<(), VenvError> {
        for entry in walkdir::WalkDir::new(path) {
            let entry = entry.map_err(|error| {
                VenvError::Fs(FsError { action: "read", path: path.to_owned(), source: error.into() })
            })?;
            if !entry.file_type().is_dir() {
                self.carry_file(generation, entry.path())?;
            }
        }
        Ok(())
    }

    // Another name for the same file: generations are not edited, and tools replace files rather than write into them.
    fn carry_file(&self, generation: &Generation, file: &Path) -> FsResult<bool> {
        let real = || sys::fs::canonicalize(&generation.path).ok();
        let relative = match file.strip_prefix(&generation.path) {
            Ok(relative) => relative.to_owned(),
            Err(_) => match real().and_then(|root| file.strip_prefix(root).ok().map(PathBuf::from)) {
                Some(relative) => relative,
                None => return Ok(false),
            },
        };
        let target = self.dir().join(relative);
        if sys::fs::symlink_metadata(&target).is_ok() {
            return Ok(false);
        }
        if let Some(parent) = target.parent() {
            sys::fs::create_dir_all(parent)?;
        }
        sys::fs::link_or_copy(file, &target)?;
        Ok(true)
    }
}
