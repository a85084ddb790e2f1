//! The cache as a whole: where, how big, away with it.

use std::collections::HashSet;

use crate::context::Context;
use crate::error::{Exit, Plain, Result};
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
