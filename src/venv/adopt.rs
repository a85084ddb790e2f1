//! An environment of another tool becomes one of ours, and its tree a generation to go back to.
//!
//! ```text
//! .venv/                 the other tool's        .venv/   ours, gen/1 current
//! .venv.noglue-NEW/      ours, complete    ==>   .venv/gen/0/   the other tool's
//! ```
//! The new environment is built beside, then both directories change places in one step. A process killed after it
//! leaves the old tree beside; the next one that locks the environment moves it in.

use std::path::Path;

use super::guard::Guard;
use super::{Building, Committed, Found, Generation, Make, VenvError, look};
use crate::sys;
use crate::sys::fs::FsResult;

/// A conversion being prepared. Dropped without [`Adoption::commit`], nothing has changed.
#[derive(Debug)]
pub struct Adoption<'a> {
    guard: &'a Guard,
    beside: tempfile::TempDir,
    inner: Guard,
}

impl<'a> Adoption<'a> {
    /// Starts to convert the foreign environment that `guard` holds.
    pub fn begin(guard: &'a Guard) -> Result<Adoption<'a>, VenvError> {
        let path = guard.path();
        let Found::Foreign(..) = look(path)? else {
            return Err(VenvError::NotAnEnvironment { path: path.to_owned() });
        };
        let parent = path.parent().unwrap_or(Path::new("/"));
        let beside = sys::fs::temp_dir_in(parent, &prefix(path)).map_err(VenvError::in_environment(path))?;
        sys::fs::set_mode(beside.path(), 0o777 & !sys::fs::umask())?;
        // Held over the exchange: who waits for the old file finds this one next.
        let inner = guard.of_another(beside.path())?;
        Ok(Adoption { guard, beside, inner })
    }

    /// The first generation of the new environment, as [`Building::begin`].
    pub fn build(&self, make: &Make<'_>) -> Result<Building<'_>, VenvError> {
        Building::begin_for(&self.inner, make, self.guard.path())
    }

    /// Puts the new environment, whose [`Building`] has been committed, in the place of the old one. The guard that is
    /// given holds it from now on.
    pub fn commit(self) -> Result<(Committed, Guard), VenvError> {
        let path = self.guard.path();
        exchange(self.beside.path(), path).map_err(VenvError::in_environment(path))?;
        // What lies beside is the old tree now, and must not be removed.
        let old = self.beside.keep();
        let generation = Generation::current(path)?;
        let previous = settle(path, &old)?;
        sys::flush::dir(path.parent().unwrap_or(Path::new("/")))?;
        Ok((Committed { generation, previous }, self.inner.moved_to(path)))
    }
}

/// Moves old trees that a killed conversion left beside the environment at `path` into it, and removes new ones that
/// never came to be used.
pub(super) fn recover(path: &Path) -> FsResult<()> {
    let parent = path.parent().unwrap_or(Path::new("/"));
    let prefix = prefix(path);
    for name in sys::fs::names(parent)? {
        if !name.as_encoded_bytes().starts_with(prefix.as_bytes()) {
            continue;
        }
        let beside = parent.join(name);
        match look(&beside)? {
            Found::Foreign(..) if matches!(look(path)?, Found::Ours(_)) => drop(settle(path, &beside)),
            Found::Ours(_) | Found::Nothing => sys::fs::remove_dir_all(&beside)?,
            _ => {}
        }
    }
    Ok(())
}

fn prefix(path: &Path) -> String {
    format!("{}.noglue-", path.file_name().unwrap_or_default().to_string_lossy())
}

fn exchange(new: &Path, path: &Path) -> FsResult<()> {
    if sys::fs::exchange(new, path)? {
        return Ok(());
    }
    // Two steps where one cannot be. The name between them is one that `recover` knows.
    let aside = path.with_file_name(format!("{}old-{}", prefix(path), std::process::id()));
    sys::fs::rename(path, &aside)?;
    if let Err(error) = sys::fs::rename(new, path) {
        sys::fs::rename(&aside, path)?;
        return Err(error);
    }
    sys::fs::rename(&aside, new)
}

fn settle(path: &Path, old: &Path) -> Result<Option<Generation>, VenvError> {
    let generation = Generation { number: 0, path: path.join("gen").join("0") };
    if !sys::fs::rename_new(old, &generation.path)? {
        return Ok(None);
    }
    // After a rollback to it the environment is still the one that was registered.
    if let Found::Ours(venv) = look(path)?
        && let Some(id) = venv.config().noglue_id()
    {
        let config = generation.path.join("pyvenv.cfg");
        let mut text = sys::fs::read(&config)?;
        if !text.ends_with(b"\n") {
            text.push(b'\n');
        }
        text.extend_from_slice(format!("noglue-id = {id}\n").as_bytes());
        sys::fs::replace(&config, &text)?;
    }
    Ok(Some(generation))
}
