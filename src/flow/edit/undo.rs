//! Files that are changed for a while: kept when all went well, else put back.
//!
//! The old file lies beside the new one, as a second link of it, until then; an interrupt puts it back too.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::sys;

/// What the copies of old files begin with.
const PREFIX: &str = ".noglue-undo-";

/// What was changed.
#[derive(Debug, Default)]
pub(super) struct Undo(Vec<Old>);

#[derive(Debug)]
struct Old {
    path: PathBuf,
    /// The old file; `None` when there was none.
    kept: Option<PathBuf>,
}

impl Undo {
    /// Writes `path`. A link is followed: what it leads to is written, and the link stays.
    pub(super) fn write(&mut self, context: &Context, path: &Path, bytes: &[u8]) -> Result<()> {
        let real = real(path)?;
        sweep(context, &real)?;
        if sys::fs::read_if_there(&real)?.as_deref() == Some(bytes) {
            return Ok(());
        }
        check_writable(&real)?;
        if real != path {
            context.ui.note(format!("{} is a link: {} is written", path.display(), real.display()));
        }
        self.remember(context, &real)?;
        let before = sys::fs::metadata(&real).ok();
        sys::fs::replace(&real, bytes)?;
        if let Some(before) = before {
            sys::fs::keep_owner(&real, &before);
        }
        Ok(())
    }

    /// Somebody else is about to write `path`.
    pub(super) fn remember(&mut self, context: &Context, path: &Path) -> Result<()> {
        sweep(context, path)?;
        let kept = kept_of(path);
        let is_there = sys::fs::exists(path);
        if is_there {
            sys::fs::link_or_copy(path, &kept)?;
        }
        let old = Old { path: path.to_owned(), kept: is_there.then_some(kept) };
        sys::signal::undo_on_interrupt(old.kept.as_deref(), &old.path);
        self.0.push(old);
        Ok(())
    }

    /// All went well.
    pub(super) fn forget(self) -> Result<()> {
        sys::signal::undo_nothing();
        for kept in self.0.into_iter().filter_map(|old| old.kept) {
            sys::fs::remove_file(&kept)?;
        }
        Ok(())
    }

    /// Puts everything back, and says so.
    pub(super) fn undo(self, context: &Context) {
        sys::signal::undo_nothing();
        for old in self.0.into_iter().rev() {
            let done = match &old.kept {
                // Two names of one file: a rename does nothing then.
                Some(kept) => sys::fs::rename(kept, &old.path).and_then(|()| sys::fs::remove_file(kept)),
                None => sys::fs::remove_file(&old.path),
            };
            match (done, old.kept) {
                (Ok(()), Some(_)) => context.ui.note(format!("{} is as it was", old.path.display())),
                (Ok(()), None) => {}
                (Err(error), kept) => {
                    let how = kept.map_or_else(String::new, |kept| format!("; what it was is {}", kept.display()));
                    context.ui.warn(format!("{} could not be put back: {error}{how}", old.path.display()));
                }
            }
        }
    }
}

fn kept_of(path: &Path) -> PathBuf {
    path.with_file_name(format!("{PREFIX}{}", path.file_name().unwrap_or_default().to_string_lossy()))
}

// What a killed process left: what it wrote was whole.
fn sweep(context: &Context, path: &Path) -> Result<()> {
    let kept = kept_of(path);
    if sys::fs::exists(&kept) {
        let shown = path.display();
        context
            .ui
            .note(format!("an earlier change of {shown} was cut short; the file has it, 'noglue sync' installs it"));
        sys::fs::remove_file(&kept)?;
    }
    Ok(())
}

/// What a link leads to; one that leads nowhere is an error, and no place for a new file.
pub(super) fn real(path: &Path) -> Result<PathBuf> {
    match sys::fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => sys::fs::canonicalize(path).map_err(|error| {
            Plain::new(Exit::Disk, format!("{} is a link that leads nowhere: {error}", path.display()))
                .hint("mend the link, or take it away")
                .into()
        }),
        _ => Ok(path.to_owned()),
    }
}

// Replacing a file asks for no right to it, so what is meant by its mode is asked here.
fn check_writable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let Ok(metadata) = sys::fs::metadata(path) else { return Ok(()) };
    if metadata.permissions().mode() & 0o222 != 0 && sys::fs::is_writable(path) {
        return Ok(());
    }
    Err(Plain::new(Exit::Disk, format!("{} is read-only", path.display()))
        .hint(format!("'chmod u+w {}' makes it writable, if it is yours", path.display()))
        .into())
}
