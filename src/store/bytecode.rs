//! Byte-code of store entries: compiled once per wheel and Python version, kept beside the tree.
//!
//! The target Python runs a script of ours that compiles and imports nothing of the wheels. A batch of entries is shared
//! by two processes file by file; each entry's byte-code is renamed in when its batch is done, so a killed run keeps what
//! it finished. Files carry the source's time and size (PEP 552 "timestamp" form), which the store holds constant.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::manifest::{self, Item};
use super::{Entry, Store, StoreError, insert};
use crate::sys;
use crate::sys::exec::Start;

const SCRIPT: &str = include_str!("../../shims/python/compile.py");
const PROCESSES: usize = 2;
/// Bytes of source per batch: a few seconds of work.
const BATCH: u64 = 6 << 20;

/// What to compile with.
#[derive(Clone, Copy, Debug)]
pub struct Compile<'a> {
    /// An interpreter of the wanted version. Not one inside an environment.
    pub python: &'a Path,
    /// Its `sys.implementation.cache_tag`.
    pub cache_tag: &'a str,
}

/// What was compiled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compiled {
    /// Entries that have byte-code now and had none.
    pub entries: usize,
    /// Files of byte-code made.
    pub files: usize,
}

struct Job<'a> {
    entry: &'a Entry,
    building: tempfile::TempDir,
    sources: Vec<(String, u64)>,
}

impl Store {
    /// Compiles those of `entries` that lack byte-code.
    pub fn compile(&self, compile: Compile<'_>, entries: &[Arc<Entry>]) -> Result<Compiled, StoreError> {
        let mut compiled = Compiled::default();
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for entry in entries {
            if entry.bytecode(compile.cache_tag).is_some() {
                continue;
            }
            let job = self.job(entry)?;
            bytes += job.sources.iter().map(|(_, size)| size).sum::<u64>();
            batch.push(job);
            if bytes >= BATCH {
                finish(&compile, std::mem::take(&mut batch), &mut compiled)?;
                bytes = 0;
            }
        }
        finish(&compile, batch, &mut compiled)?;
        Ok(compiled)
    }

    fn job<'a>(&self, entry: &'a Entry) -> Result<Job<'a>, StoreError> {
        let building = sys::fs::temp_dir_in(&self.dir.join("tmp"), &insert::temporary_prefix())?;
        sys::fs::set_mode(building.path(), 0o755)?;
        sys::fs::create_dir(&building.path().join("tree"))?;
        let sources = entry.sources().map(|(path, file)| (path, file.size)).collect();
        Ok(Job { entry, building, sources })
    }
}

/// True for what may be part of a file name: `cpython-312`, `pypy310`.
pub(super) fn is_cache_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn finish(compile: &Compile<'_>, jobs: Vec<Job<'_>>, compiled: &mut Compiled) -> Result<(), StoreError> {
    run(compile, &jobs)?;
    for job in jobs {
        compiled.files += keep(compile, job)?;
        compiled.entries += 1;
    }
    Ok(())
}

fn run(compile: &Compile<'_>, jobs: &[Job<'_>]) -> Result<(), StoreError> {
    let mut inputs: [(u64, Vec<u8>); PROCESSES] = Default::default();
    for job in jobs {
        let (tree, out) = (job.entry.tree(), job.building.path().join("tree"));
        for (path, size) in &job.sources {
            // The less loaded process gets the next file.
            let input = inputs.iter_mut().min_by_key(|input| input.0).expect("there are two");
            input.0 += size + 1;
            for field in [tree.as_os_str(), out.as_os_str(), path.as_ref()] {
                input.1.extend_from_slice(field.as_encoded_bytes());
                input.1.push(0);
            }
        }
    }
    let error = |why: String| StoreError::Compile { python: compile.python.to_owned(), why };
    let start = |input: &[u8]| -> Result<(), StoreError> {
        if input.is_empty() {
            return Ok(());
        }
        let args = ["-I", "-S", "-W", "ignore", "-c", SCRIPT, compile.cache_tag];
        let output = Start::new(compile.python, args).output_with_input(input).map_err(|e| error(e.to_string()))?;
        if output.status.success() {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&output.stderr);
        Err(error(crate::ui::clean(text.trim().lines().last().unwrap_or(&output.status.to_string()))))
    };
    let [(_, first), (_, second)] = &inputs;
    std::thread::scope(|scope| {
        let other = scope.spawn(|| start(second));
        let own = start(first);
        own.and(other.join().expect("it does not panic"))
    })
}

// A run with nothing to compile is kept too: it need not be tried again.
fn keep(compile: &Compile<'_>, job: Job<'_>) -> Result<usize, StoreError> {
    let tree = job.building.path().join("tree");
    let mut items = Vec::new();
    for (source, _) in &job.sources {
        let path = compiled_path(source, compile.cache_tag);
        if let Some(bytes) = sys::fs::read_if_there(&tree.join(&path))? {
            let sha256 = insert::base64_sha256(&bytes);
            items.push(Item { path, is_executable: false, size: bytes.len() as u64, sha256 });
        }
    }
    let files = items.len();
    let text = manifest::write(&[("modified", job.entry.modified().to_string())], items);
    sys::fs::write_new(&job.building.path().join("manifest"), text.as_bytes())?;
    let target = job.entry.bytecode_dir(compile.cache_tag).ok_or_else(|| StoreError::Compile {
        python: compile.python.to_owned(),
        why: format!("\"{}\" is no cache tag", crate::ui::clean(compile.cache_tag)),
    })?;
    put(&job.building, &target, job.entry, compile.cache_tag)?;
    Ok(files)
}

fn put(building: &tempfile::TempDir, target: &Path, entry: &Entry, cache_tag: &str) -> Result<(), StoreError> {
    if sys::fs::rename_new(building.path(), target)? || entry.bytecode(cache_tag).is_some() {
        return Ok(());
    }
    // Byte-code for another life of the entry, or not whole: ours takes its place.
    let away: PathBuf = building.path().with_extension("old");
    sys::fs::rename(target, &away)?;
    sys::fs::rename_new(building.path(), target)?;
    Ok(sys::fs::remove_dir_all(&away)?)
}

/// `pkg/__pycache__/x.cpython-312.pyc` for `pkg/x.py`.
fn compiled_path(source: &str, cache_tag: &str) -> String {
    let (directory, name) = manifest::split(source);
    let stem = name.strip_suffix(".py").unwrap_or(name);
    manifest::join(directory, &format!("__pycache__/{stem}.{cache_tag}.pyc"))
}
