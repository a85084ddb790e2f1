//! A plan into a tree that nobody uses yet.

use std::collections::BTreeMap;
use std::io::{Read, Write as _};
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

use super::mode::LinkMode;
use super::plan::{LinkError, Package, Placement, Plan, Write};
use crate::store::{Bytecode, Manifest, TreeFile};
use crate::sys::fs::{FsError, FsResult};
use crate::sys::tree::{self, Dir, Linked};
use crate::sys::workers;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Files put in place.
    pub files: usize,
    /// How they came from the store in the end.
    pub mode: LinkMode,
}

/// Puts everything in `plan` into the tree at `root`. Err(Altered) when the store is not what it was: nothing wrong is
/// linked, and the tree is not to be used.
pub fn apply(plan: &Plan, root: &Path, mode: LinkMode) -> Result<Applied, LinkError> {
    let root = Dir::open(root)?;
    let runs: Vec<&[String]> = plan.directories.chunks(DIRECTORIES).collect();
    workers::share(runs.len(), |run| runs[run].iter().try_for_each(|path| make_dir(&root, Path::new(path))))?;
    let pieces: Vec<Piece<'_>> = plan.packages.iter().flat_map(pieces).collect();
    let result = Mutex::new(Applied { files: 0, mode });
    workers::share(pieces.len(), |piece| {
        let mode = result.lock().expect("no thread has panicked").mode;
        let mut placer = Placer { root: &root, mode, files: 0 };
        placer.piece(&pieces[piece])?;
        let mut result = result.lock().expect("no thread has panicked");
        result.files += placer.files;
        // What one piece found out, the others need not try again.
        if mode != placer.mode {
            result.mode = placer.mode;
        }
        Ok::<(), LinkError>(())
    })?;
    Ok(result.into_inner().expect("no thread has panicked"))
}

// Big enough that a thread is worth it, small enough that the last one does not work alone.
const DIRECTORIES: usize = 128;
const FILES: usize = 256;

/// What one thread does in one go: some files of one tree of the store, or what is made for this environment.
enum Piece<'a> {
    Files(&'a Package, Range<usize>),
    Bytecode(&'a Package, &'a Bytecode, Range<usize>),
    Writes(&'a Package),
}

fn pieces(package: &Package) -> Vec<Piece<'_>> {
    let ranges = |files: usize| (0..files).step_by(FILES).map(move |start| start..files.min(start + FILES));
    let files = package.entry.manifest().files().len();
    let mut pieces: Vec<Piece<'_>> = ranges(files).map(|range| Piece::Files(package, range)).collect();
    if let Some(bytecode) = &package.bytecode {
        let files = bytecode.manifest().files().len();
        pieces.extend(ranges(files).map(|range| Piece::Bytecode(package, bytecode, range)));
    }
    pieces.push(Piece::Writes(package));
    pieces
}

// Another thread may not have come to the parent yet.
fn make_dir(root: &Dir, path: &Path) -> FsResult<()> {
    match root.make_dir(path) {
        Err(error) if error.is_not_found() => {
            if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
                make_dir(root, parent)?;
            }
            root.make_dir(path)
        }
        result => result,
    }
}

struct Placer<'a> {
    root: &'a Dir,
    mode: LinkMode,
    files: usize,
}

impl Placer<'_> {
    fn piece(&mut self, piece: &Piece<'_>) -> Result<(), LinkError> {
        let (package, tree, manifest, special, range) = match piece {
            Piece::Files(package, range) => {
                let entry = &package.entry;
                (package, entry.tree(), entry.manifest(), &package.special, range)
            }
            Piece::Bytecode(package, bytecode, range) => {
                (package, bytecode.tree(), bytecode.manifest(), &package.special_bytecode, range)
            }
            Piece::Writes(package) => return Ok(package.writes.iter().try_for_each(|write| self.write(write))?),
        };
        let lib = if package.lib.is_empty() { None } else { Some(self.root.open_dir(Path::new(&package.lib))?) };
        let lib = lib.as_ref().unwrap_or(self.root);
        let from = Source { tree: Dir::open(&tree)?, manifest, modified: package.entry.modified() };
        self.files(&from, lib, special, range).map_err(|stop| stop.of(package))
    }

    fn files(
        &mut self,
        from: &Source<'_>,
        lib: &Dir,
        special: &BTreeMap<usize, Placement>,
        range: &Range<usize>,
    ) -> Result<(), Stop> {
        for (index, file) in from.manifest.files().enumerate().skip(range.start).take(range.len()) {
            let path = from.manifest.path(&file);
            from.check(&file, &path)?;
            match special.get(&index) {
                Some(Placement::Skip) => continue,
                Some(Placement::At(target)) => self.place(from, &file, &path, self.root, target)?,
                None => self.place(from, &file, &path, lib, &path)?,
            }
            self.files += 1;
        }
        Ok(())
    }

    fn place(
        &mut self,
        from: &Source<'_>,
        file: &TreeFile<'_>,
        path: &str,
        to: &Dir,
        target: &str,
    ) -> Result<(), Stop> {
        let (path, target) = (Path::new(path), Path::new(target));
        loop {
            let linked = match self.mode {
                LinkMode::Auto | LinkMode::Reflink => reflink(from, file, path, to, target)?,
                LinkMode::Hardlink => to.link(&from.tree, path, target)?,
                LinkMode::Copy => copy(from, file, path, to, target).map(|()| Linked::Yes)?,
            };
            match linked {
                Linked::Yes => {
                    // What works for the first file is what is asked for from then on.
                    if self.mode == LinkMode::Auto {
                        self.mode = LinkMode::Reflink;
                    }
                    return Ok(());
                }
                // One file with too many names is no reason to copy all the others.
                Linked::TooMany => return Ok(copy(from, file, path, to, target)?),
                Linked::Cannot => self.mode = self.mode.fallback(),
            }
        }
    }

    fn write(&mut self, write: &Write) -> FsResult<()> {
        // A later package's file has its place.
        if write.path.is_empty() {
            return Ok(());
        }
        let mode = if write.is_executable { 0o777 } else { 0o666 };
        self.files += 1;
        self.root.write(Path::new(&write.path), &write.bytes, mode)
    }
}

/// One tree of the store.
struct Source<'a> {
    tree: Dir,
    manifest: &'a Manifest,
    modified: u64,
}

impl Source<'_> {
    // Size and time tell an edit or a file that a power cut emptied; the time has no fraction, so that any
    // write since is seen.
    fn check(&self, file: &TreeFile<'_>, path: &str) -> Result<(), Stop> {
        match self.tree.look(Path::new(path)) {
            Ok(seen) if seen.size == file.size && seen.modified == (self.modified, 0) && seen.is_file => Ok(()),
            Ok(_) => Err(Stop::Altered(path.to_owned())),
            Err(error) if error.is_not_found() => Err(Stop::Altered(path.to_owned())),
            Err(error) => Err(error.into()),
        }
    }
}

/// Why a tree was not finished.
enum Stop {
    Altered(String),
    Fs(FsError),
}

impl Stop {
    fn of(self, package: &Package) -> LinkError {
        match self {
            Stop::Altered(path) => LinkError::Store(package.entry.altered(&path)),
            Stop::Fs(error) => LinkError::Fs(error),
        }
    }
}

impl From<FsError> for Stop {
    fn from(error: FsError) -> Stop {
        Stop::Fs(error)
    }
}

fn mode(file: &TreeFile<'_>) -> u32 {
    if file.is_executable { 0o777 } else { 0o666 }
}

fn reflink(from: &Source<'_>, file: &TreeFile<'_>, path: &Path, to: &Dir, target: &Path) -> FsResult<Linked> {
    let linked = to.reflink(&from.tree, path, target, mode(file))?;
    let Some(made) = linked else { return Ok(Linked::Cannot) };
    keep_time(&made, from, to, target).map(|()| Linked::Yes)
}

fn copy(from: &Source<'_>, file: &TreeFile<'_>, path: &Path, to: &Dir, target: &Path) -> FsResult<()> {
    let mut source = from.tree.open_file(path)?;
    let mut made = to.create(target, mode(file))?;
    let at = |source| FsError { action: "write", path: to.path().join(target), source };
    if file.size <= 256 << 10 {
        let mut bytes = Vec::with_capacity(file.size as usize + 1);
        source.read_to_end(&mut bytes).and_then(|_| made.write_all(&bytes)).map_err(at)?;
    } else {
        std::io::copy(&mut source, &mut made).map_err(at)?;
    }
    keep_time(&made, from, to, target)
}

// Byte-code is valid for the source's time.
fn keep_time(made: &std::fs::File, from: &Source<'_>, to: &Dir, target: &Path) -> FsResult<()> {
    tree::seal(made, None, from.modified).map_err(|source| FsError {
        action: "set the time of",
        path: to.path().join(target),
        source,
    })
}
