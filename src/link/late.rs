//! Byte-code that was compiled after its wheels were linked, into the tree they were linked to.

use std::path::Path;
use std::sync::Arc;

use super::plan::{LinkError, target};
use super::{Layout, LinkMode, join, split};
use crate::store::{Bytecode, Entry, Scheme};
use crate::sys::fs::FsResult;
use crate::sys::tree::{Dir, Linked};

/// Links the byte-code of `entries` for `layout`'s cache tag into the tree at `root`. What is there already stays:
/// Python itself may have written it. Gives the number of files that came.
pub fn add_bytecode(entries: &[Arc<Entry>], root: &Path, layout: &Layout, mode: LinkMode) -> Result<usize, LinkError> {
    let tag = layout.cache_tag.as_deref().unwrap_or_default();
    let root = Dir::open(root)?;
    let mut files = 0;
    for entry in entries {
        let Some(bytecode) = entry.bytecode(tag) else { continue };
        let lib = if entry.is_purelib() { &layout.purelib } else { &layout.platlib };
        files += add(&bytecode, &root, lib, layout, mode)?;
    }
    Ok(files)
}

fn add(bytecode: &Bytecode, root: &Dir, lib: &str, layout: &Layout, mode: LinkMode) -> Result<usize, LinkError> {
    let from = Dir::open(&bytecode.tree())?;
    let manifest = bytecode.manifest();
    let mut made = String::new();
    let mut files = 0;
    for file in manifest.files() {
        let path = manifest.path(&file);
        let to = match Scheme::of(&path) {
            Some(Ok((scheme, rest))) => target(scheme, rest, layout, ""),
            _ => join(lib, &path),
        };
        let (directory, _) = split(&to);
        if made != directory {
            root.make_dir(Path::new(directory))?;
            made = directory.to_owned();
        }
        files += usize::from(place(&from, Path::new(&path), root, Path::new(&to), mode)?);
    }
    Ok(files)
}

fn place(from: &Dir, path: &Path, root: &Dir, to: &Path, mode: LinkMode) -> FsResult<bool> {
    let is_there = |error: &crate::sys::fs::FsError| error.source.kind() == std::io::ErrorKind::AlreadyExists;
    if mode != LinkMode::Copy {
        match root.link(from, path, to) {
            Ok(Linked::Yes) => return Ok(true),
            Err(error) if is_there(&error) => return Ok(false),
            Err(error) => return Err(error),
            Ok(_) => {}
        }
    }
    let bytes = crate::sys::fs::read(&from.path().join(path))?;
    match root.write(to, &bytes, 0o666) {
        Ok(()) => Ok(true),
        Err(error) if is_there(&error) => Ok(false),
        Err(error) => Err(error),
    }
}
