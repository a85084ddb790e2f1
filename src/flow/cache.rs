//! The cache as a whole: where, how big, away with it.

use std::collections::HashSet;

use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::store::Store;
use crate::sys::fs::Identity;
use crate::ui::human_bytes;

/// Prints its directory.
pub fn dir(context: &Context) -> Result<()> {
    context.ui.data(path(context)?.display().to_string());
    Ok(())
}

/// Prints how many bytes it takes on the disk. A file with several names counts once.
pub fn size(context: &Context) -> Result<()> {
    context.ui.data(human_bytes(bytes(path(context)?)));
    Ok(())
}

/// How many bytes are on the disk below a directory.
pub(super) fn bytes(dir: &std::path::Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let mut seen = HashSet::new();
    let mut bytes = 0;
    for entry in walkdir::WalkDir::new(dir).into_iter().flatten() {
        if let Ok(metadata) = entry.metadata()
            && seen.insert(Identity::of(&metadata))
        {
            bytes += metadata.blocks() * 512;
        }
    }
    bytes
}

/// Hashes every file of the store. What is damaged is named, and dropped if `repair` says so.
pub fn verify(context: &Context, repair: bool) -> Result<()> {
    let store = Store::open(path(context)?, context.now)?;
    let (mut wheels, mut damaged) = (0, 0);
    for key in store.keys()? {
        wheels += 1;
        let found = match store.get(&key) {
            Some(entry) => entry.verify().err().map(|error| error.to_string()),
            None => Some(format!("the entry {key} is not whole")),
        };
        let Some(sentence) = found else { continue };
        damaged += 1;
        context.ui.data(sentence);
        if repair {
            store.discard(&key)?;
        }
    }
    let dir = path(context)?.display();
    match (damaged, repair) {
        (0, _) => context.ui.done(format!("{dir}: {wheels} wheels are whole")),
        (_, true) => context.ui.done(format!("{dir}: {damaged} of {wheels} wheels were removed")),
        (_, false) => {
            return Err(Plain::new(Exit::Integrity, format!("{dir}: {damaged} of {wheels} wheels are damaged"))
                .hint("'noglue cache verify --repair' removes them; they are fetched again when they are needed")
                .into());
        }
    }
    Ok(())
}

/// Removes wheels that nobody has used for `days`. Those that an environment shares files with stay: they take no room
/// of their own.
pub fn prune(context: &Context, days: u64) -> Result<()> {
    let store = Store::open(path(context)?, context.now)?;
    let now = crate::sys::clock::unix_seconds(context.now);
    let (mut wheels, mut bytes) = (0, 0);
    for key in store.keys()? {
        let usage = store.usage(&key)?;
        if usage.is_shared || now.saturating_sub(usage.last_used) < days.saturating_mul(24 * 60 * 60) {
            continue;
        }
        store.discard(&key)?;
        wheels += 1;
        bytes += usage.bytes;
    }
    context.ui.done(format!("removed {wheels} wheels, {}", human_bytes(bytes)));
    Ok(())
}

/// Empties it. Environments keep their files: they share them, they do not point to them.
pub fn clear(context: &Context) -> Result<()> {
    let dir = path(context)?;
    if !crate::sys::fs::exists(dir) {
        context.ui.done(format!("{} is not there", dir.display()));
        return Ok(());
    }
    // By name: a variable may have put the cache into a directory that holds other things.
    for name in crate::dirs::CACHE_PARTS {
        crate::sys::fs::remove_dir_all(&dir.join(name))?;
    }
    context.ui.done(format!("{} is empty", dir.display()));
    Ok(())
}

pub(super) fn path(context: &Context) -> Result<&std::path::Path> {
    context.dirs.cache().ok_or_else(|| {
        Plain::new(Exit::Disk, "there is no cache: no home directory is known")
            .hint("name one with NOGLUE_CACHE_DIR")
            .into()
    })
}
