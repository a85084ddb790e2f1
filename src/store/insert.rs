//! A wheel file into the store: checked, then unpacked beside by a few threads, then renamed in.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine as _;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::check::{self, Checked, CheckedFile};
use super::inflate::{InflateError, Inflater};
use super::manifest::{self, Item};
use super::problem::Problem;
use super::zip::{self, Member, Source};
use super::{Entry, Scheme, Store, StoreError, Strictness};
use crate::pep::record::{Algorithm, RecordHash};
use crate::pep::wheel_name::WheelName;
use crate::sys;
use crate::sys::fs::FsError;
use crate::sys::tree::Dir;

/// Below this many bytes a second thread costs more than it brings.
const WORTH_A_THREAD: u64 = 256 << 10;
const MOST_THREADS: usize = 4;

pub fn insert(
    store: &Store,
    file: std::fs::File,
    sha256: &str,
    wheel: &WheelName,
    strictness: Strictness,
) -> Result<Entry, StoreError> {
    let refused = |problem: Problem| StoreError::refused(wheel, problem);
    let source = Source::of(file).map_err(|error| refused(error.into()))?;
    let members = zip::members(&source).map_err(|error| refused(error.into()))?;
    let mut checked = check::check(&source, &members, wheel, strictness.max_unpacked).map_err(refused)?;
    zip::agree(&source, &members).map_err(|error| refused(error.into()))?;
    if strictness.strict_record && !checked.warnings.is_empty() {
        return Err(refused(checked.warnings.swap_remove(0)));
    }
    let tmp = store.dir.join("tmp");
    check_room(&tmp, &checked)?;
    let building = sys::fs::temp_dir_in(&tmp, &temporary_prefix())?;
    sys::fs::set_mode(building.path(), 0o755)?;
    let modified = modified(store, sha256);
    let unpack = Unpack {
        source: &source,
        members: &members,
        files: &checked.files,
        tree: make_tree(building.path(), &checked)?,
        modified,
        umask: store.umask,
        next: AtomicUsize::new(0),
        done: Mutex::new(Done { items: Vec::with_capacity(checked.files.len()), ..Done::default() }),
    };
    let done = unpack.run(&checked).map_err(|error| match error {
        InflateError::Fs(error) => StoreError::Fs(error),
        other => refused(check::inflate(other)),
    })?;
    if strictness.strict_record
        && let Some(path) = done.mismatches.first()
    {
        return Err(refused(Problem::Mismatch { path: path.clone() }));
    }
    checked.warnings.extend(done.mismatches.iter().map(|path| Problem::Mismatch { path: path.clone() }));
    let text = manifest::write(&facts(&checked, wheel, modified, &done.startup), done.items);
    sys::fs::write_new(&building.path().join("manifest"), text.as_bytes())?;
    let target = store.entry_dir(sha256);
    if !sys::fs::rename_new(building.path(), &target)? {
        // Another process was faster, or a damaged entry is in the way.
        if let Some(entry) = store.get(sha256) {
            return Ok(entry);
        }
        store.discard(sha256)?;
        sys::fs::rename_new(building.path(), &target)?;
    }
    let _ = building.keep();
    store.get(sha256).ok_or_else(|| {
        let source = std::io::Error::other("it is not what was just written");
        StoreError::Fs(FsError { action: "read", path: target.join("manifest"), source })
    })
}

// Byte-code is valid for a time and a size. Two wheels that come in together and both have a file of one name and size
// must differ in time, or one's byte-code would pass for the other's: up to 68 minutes back, by the hash.
fn modified(store: &Store, sha256: &str) -> u64 {
    let back = u64::from_str_radix(&sha256[..3], 16).unwrap_or(0);
    sys::clock::unix_seconds(store.now).saturating_sub(back)
}

/// How names in `tmp` begin: the pid tells whether their maker still lives.
pub(super) fn temporary_prefix() -> String {
    format!("{}-", std::process::id())
}

/// As RECORD writes it.
pub(super) fn base64_sha256(bytes: &[u8]) -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

fn check_room(tmp: &Path, checked: &Checked) -> Result<(), StoreError> {
    const BLOCK: u64 = 4096;
    let needs = checked.unpacked + checked.files.len() as u64 * BLOCK;
    let free = sys::fs::free_space(tmp)?;
    if needs > free { Err(StoreError::NoRoom { dir: tmp.to_owned(), needs, free }) } else { Ok(()) }
}

fn make_tree(building: &Path, checked: &Checked) -> Result<Dir, FsError> {
    let root = Dir::open(building)?;
    root.make_dir(Path::new("tree"))?;
    let tree = root.open_dir(Path::new("tree"))?;
    for directory in manifest::directories(checked.files.iter().map(|file| file.path.as_str())) {
        if !directory.is_empty() {
            tree.make_dir(Path::new(&directory))?;
        }
    }
    Ok(tree)
}

fn facts<'a>(checked: &Checked, wheel: &WheelName, modified: u64, startup: &[String]) -> Vec<(&'a str, String)> {
    let entry_points = format!("{}/entry_points.txt", checked.dist_info);
    let has_entry_points = checked.files.iter().any(|file| file.path.as_str() == entry_points);
    let mut facts = vec![
        ("wheel", wheel.file_name().to_owned()),
        ("dist-info", checked.dist_info.clone()),
        ("purelib", checked.is_purelib.to_string()),
        ("record", if checked.has_plain_record { "plain" } else { "own" }.to_owned()),
        ("entry-points", has_entry_points.to_string()),
        ("modified", modified.to_string()),
        ("bytes", checked.unpacked.to_string()),
    ];
    facts.extend(checked.warnings.iter().map(|warning| ("warning", warning.to_string())));
    facts.extend(startup.iter().map(|path| ("startup", path.clone())));
    facts
}

/// The work of unpacking, shared by threads.
struct Unpack<'a> {
    source: &'a Source,
    members: &'a [Member],
    files: &'a [CheckedFile],
    tree: Dir,
    modified: u64,
    umask: u32,
    next: AtomicUsize,
    done: Mutex<Done>,
}

#[derive(Default)]
struct Done {
    items: Vec<Item>,
    /// Files whose content is not what RECORD says.
    mismatches: Vec<String>,
    /// Files that run at every start of Python.
    startup: Vec<String>,
}

impl Unpack<'_> {
    fn run(self, checked: &Checked) -> Result<Done, InflateError> {
        let threads = if checked.unpacked < WORTH_A_THREAD {
            1
        } else {
            std::thread::available_parallelism().map_or(1, |n| n.get().min(MOST_THREADS))
        };
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| self.work())).collect();
            let mut result = self.work();
            for other in others {
                let theirs = other.join().expect("panic aborts, or the test fails anyway");
                result = result.and(theirs);
            }
            result
        })?;
        let mut done = self.done.into_inner().expect("no thread has panicked");
        done.mismatches.sort();
        done.startup.sort();
        Ok(done)
    }

    // Each takes a few files at a time, until there are none or one fails.
    fn work(&self) -> Result<(), InflateError> {
        const RUN: usize = 8;
        let mut inflater = Inflater::new();
        let mut own = Done::default();
        loop {
            let start = self.next.fetch_add(RUN, Ordering::Relaxed);
            let Some(run) = self.files.get(start..self.files.len().min(start + RUN)).filter(|run| !run.is_empty())
            else {
                break;
            };
            for file in run {
                if let Err(error) = self.file(file, &mut inflater, &mut own) {
                    self.next.store(self.files.len(), Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
        let mut done = self.done.lock().expect("no thread has panicked");
        done.items.append(&mut own.items);
        done.mismatches.append(&mut own.mismatches);
        done.startup.append(&mut own.startup);
        Ok(())
    }

    fn file(&self, file: &CheckedFile, inflater: &mut Inflater, done: &mut Done) -> Result<(), InflateError> {
        let member = &self.members[file.member];
        let path = file.path.as_str();
        // Scripts are for running, whatever their builder's file system could say (wheel spec, "Installing a wheel").
        let is_executable = member.is_executable || matches!(Scheme::of(path), Some(Ok((Scheme::Scripts, _))));
        let mode = if is_executable { 0o555 } else { 0o444 };
        let target = self.tree.create(Path::new(path), mode)?;
        let write = |bytes: &[u8]| {
            (&target).write_all(bytes).map_err(|source| FsError {
                action: "write",
                path: PathBuf::from(self.tree.path()).join(path),
                source,
            })
        };
        let mut sha256 = Sha256::new();
        let mut other = file.hash.as_ref().and_then(OtherHash::of);
        let startup_kind = StartupKind::of(path);
        let mut runs_code = startup_kind == StartupKind::Always;
        inflater.unpack(self.source, member, &mut |bytes| {
            sha256.update(bytes);
            if let Some(other) = &mut other {
                other.update(bytes);
            }
            runs_code |= startup_kind == StartupKind::Pth && has_import_line(bytes);
            write(bytes)
        })?;
        let chmod = (self.umask & mode != 0).then_some(mode);
        sys::tree::seal(&target, chmod, self.modified).map_err(|source| FsError {
            action: "set the time of",
            path: self.tree.path().join(path),
            source,
        })?;
        let digest: [u8; 32] = sha256.finalize().into();
        if !file.hash.as_ref().is_none_or(|hash| matches(hash, &digest, other)) {
            done.mismatches.push(path.to_owned());
        }
        if runs_code {
            done.startup.push(path.to_owned());
        }
        done.items.push(Item {
            path: path.to_owned(),
            is_executable,
            size: member.size,
            sha256: base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest),
        });
        Ok(())
    }
}

fn matches(hash: &RecordHash, sha256: &[u8; 32], other: Option<OtherHash>) -> bool {
    match other {
        Some(other) => hash.matches(&other.finish()),
        None => hash.matches(sha256),
    }
}

/// The hashes besides sha256 that RECORD may use.
enum OtherHash {
    Sha384(Sha384),
    Sha512(Sha512),
}

impl OtherHash {
    fn of(hash: &RecordHash) -> Option<OtherHash> {
        match hash.algorithm {
            Algorithm::Sha256 => None,
            Algorithm::Sha384 => Some(OtherHash::Sha384(Sha384::new())),
            Algorithm::Sha512 => Some(OtherHash::Sha512(Sha512::new())),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            OtherHash::Sha384(hash) => hash.update(bytes),
            OtherHash::Sha512(hash) => hash.update(bytes),
        }
    }

    fn finish(self) -> Vec<u8> {
        match self {
            OtherHash::Sha384(hash) => hash.finalize().to_vec(),
            OtherHash::Sha512(hash) => hash.finalize().to_vec(),
        }
    }
}

/// Whether `site` runs a file at every start.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StartupKind {
    Always,
    Pth,
    Never,
}

impl StartupKind {
    fn of(path: &str) -> StartupKind {
        let name = match Scheme::of(path) {
            None => path,
            Some(Ok((Scheme::Purelib | Scheme::Platlib, rest))) => rest,
            Some(_) => return StartupKind::Never,
        };
        match name {
            "sitecustomize.py" | "usercustomize.py" | "sitecustomize/__init__.py" | "usercustomize/__init__.py" => {
                StartupKind::Always
            }
            name if !name.contains('/') && name.ends_with(".start") => StartupKind::Always,
            name if !name.contains('/') && name.ends_with(".pth") => StartupKind::Pth,
            _ => StartupKind::Never,
        }
    }
}

// `site.addpackage` executes the lines that begin so.
fn has_import_line(bytes: &[u8]) -> bool {
    bytes
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .any(|line| line.starts_with(b"import ") || line.starts_with(b"import\t"))
}
