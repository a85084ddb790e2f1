//! Whether an environment's files are what was installed: every file against RECORD, byte-code against its source.
//!
//! A tree and its distributions in, findings out, in the order of their paths. Reads; changes nothing, runs nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::Serialize;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::building::RELOAD;
use super::handover::{MOVED, MOVING};
use super::{Installed, VenvError};
use crate::pep::entry_point;
use crate::pep::record::{Algorithm, RecordHash};
use crate::sys;
use crate::sys::fs::FsResult;

/// What is wrong with one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// It is gone.
    Missing,
    /// It is not what was installed.
    Altered,
    /// Byte-code that is not of the source beside it.
    Bytecode,
    /// The package has no list of its files.
    Unlisted,
    /// No package has it.
    Extra,
    /// No package has it, and Python runs it at every start.
    Startup,
}

impl What {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            What::Missing => "is missing",
            What::Altered => "was altered",
            What::Bytecode => "is not of the source beside it",
            What::Unlisted => "cannot be checked: no RECORD",
            What::Extra => "belongs to no package",
            What::Startup => "belongs to no package, and runs at every start of Python",
        }
    }

    /// False for what may be there by somebody's wish.
    pub fn is_damage(self) -> bool {
        !matches!(self, What::Extra | What::Startup)
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Relative to the tree.
    pub path: PathBuf,
    pub what: What,
    /// Whose it is.
    pub package: Option<String>,
}

/// What was looked at.
#[derive(Debug, Default)]
pub struct Verified {
    pub files: usize,
    pub findings: Vec<Finding>,
}

/// What a package says of one file.
struct Claim {
    package: usize,
    hash: Option<RecordHash>,
    size: Option<u64>,
}

/// Looks at every file of the tree at `root`. `known` has the sha256 of byte-code that was not made by Python itself, by
/// its path in the tree.
pub fn verify(
    root: &Path,
    installed: &[Installed],
    known: &BTreeMap<PathBuf, RecordHash>,
) -> Result<Verified, VenvError> {
    let mut claims: BTreeMap<PathBuf, Vec<Claim>> = BTreeMap::new();
    let mut findings = BTreeSet::new();
    for (package, one) in installed.iter().enumerate() {
        let Ok(record) = one.record() else {
            findings.insert(Finding {
                path: below(&one.info, root).unwrap_or_else(|| one.info.clone()),
                what: What::Unlisted,
                package: Some(one.name.to_string()),
            });
            continue;
        };
        for entry in record {
            let path = sys::fs::absolute(Path::new(&entry.path), one.site_packages());
            if let Some(path) = below(&path, root) {
                claims.entry(path).or_default().push(Claim { package, hash: entry.hash, size: entry.size });
            }
        }
    }
    let all: Vec<(&PathBuf, &Vec<Claim>)> = claims.iter().collect();
    let found = Mutex::new(findings);
    sys::workers::share(all.len(), |at| {
        let (path, claims) = all[at];
        if let Some(what) = look(&root.join(path), claims)? {
            let package = installed.get(claims[0].package).map(|one| one.name.to_string());
            found.lock().expect("no thread has panicked").insert(Finding { path: path.clone(), what, package });
        }
        Ok::<(), VenvError>(())
    })?;
    let mut findings = found.into_inner().expect("no thread has panicked");
    let unlisted: Vec<PathBuf> =
        findings.iter().filter(|one| one.what == What::Unlisted).map(|one| one.path.clone()).collect();
    let mut files = claims.len();
    for path in walk(root)? {
        if claims.contains_key(&path) && !is_bytecode(&path)
            || is_own(&path)
            || unlisted.iter().any(|info| path.starts_with(info))
        {
            continue;
        }
        files += usize::from(!claims.contains_key(&path));
        let what = match source_of(&path) {
            Some(source) => bytecode(root, &path, &source, known.get(&path))?,
            None if claims.contains_key(&path) => None,
            None => Some(if runs_at_start(&path) { What::Startup } else { What::Extra }),
        };
        findings.extend(what.map(|what| Finding { path, what, package: None }));
    }
    Ok(Verified { files, findings: findings.into_iter().collect() })
}

fn below(path: &Path, root: &Path) -> Option<PathBuf> {
    path.strip_prefix(root).ok().map(Path::to_owned)
}

// Where two packages have one file, it is the one's or the other's.
fn look(path: &Path, claims: &[Claim]) -> FsResult<Option<What>> {
    let is_listed_loosely = claims.iter().any(|claim| claim.hash.is_none());
    let Some(bytes) = sys::fs::read_if_there(path)? else {
        // Byte-code may come and go.
        return Ok((!is_bytecode(path)).then_some(What::Missing));
    };
    let is_it = |claim: &Claim| {
        let hash = claim.hash.as_ref();
        claim.size.is_none_or(|size| size == bytes.len() as u64) && hash.is_none_or(|hash| has_hash(&bytes, hash))
    };
    Ok((!is_listed_loosely && !claims.iter().any(is_it)).then_some(What::Altered))
}

fn has_hash(bytes: &[u8], hash: &RecordHash) -> bool {
    match hash.algorithm {
        Algorithm::Sha256 => hash.matches(&Sha256::digest(bytes)),
        Algorithm::Sha384 => hash.matches(&Sha384::digest(bytes)),
        Algorithm::Sha512 => hash.matches(&Sha512::digest(bytes)),
    }
}

// PEP 552: magic, flags, then the source's time and size. What Python would not take for the source's is harmless.
fn bytecode(root: &Path, path: &Path, source: &Path, known: Option<&RecordHash>) -> FsResult<Option<What>> {
    let bytes = sys::fs::read(&root.join(path))?;
    let Ok(metadata) = sys::fs::metadata(&root.join(source)) else { return Ok(Some(What::Extra)) };
    let word = |at: usize| bytes.get(at..at + 4).and_then(|word| Some(u32::from_le_bytes(word.try_into().ok()?)));
    let modified = metadata.modified().map_or(0, sys::clock::unix_seconds) as u32;
    let is_used = match word(4) {
        Some(0) => word(8) == Some(modified) && word(12) == Some(metadata.len() as u32),
        // By hash: Python compares it itself when the second bit is set, and never looks at the source otherwise.
        Some(1) => return Ok(Some(What::Bytecode)),
        _ => false,
    };
    Ok((is_used && known.is_some_and(|hash| !has_hash(&bytes, hash))).then_some(What::Bytecode))
}

fn is_bytecode(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "pyc")
}

/// `pkg/x.py` for `pkg/__pycache__/x.cpython-312.pyc`.
fn source_of(path: &Path) -> Option<PathBuf> {
    let cache = path.parent().filter(|dir| dir.file_name().is_some_and(|name| name == "__pycache__"))?;
    let stem = path.file_name()?.to_str()?.strip_suffix(".pyc")?;
    // `x.cpython-312`, `x.cpython-312.opt-1`; names of modules may have dots.
    let stem = match stem.rsplit_once(".opt-") {
        Some((stem, _)) => stem,
        None => stem,
    };
    let (stem, _tag) = stem.rsplit_once('.')?;
    Some(cache.parent()?.join(format!("{stem}.py")))
}

fn runs_at_start(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_top = path.parent().and_then(Path::file_name).is_some_and(|dir| dir == "site-packages");
    is_top
        && (name.ends_with(".pth")
            || name.ends_with(".start")
            || name == "sitecustomize.py"
            || name == "usercustomize.py")
}

// What belongs to the environment itself.
fn is_own(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if RELOAD.iter().any(|(own, _)| name == *own) || name == MOVED || name == MOVING {
        return true;
    }
    // `is_reserved` has the names of interpreters and activation scripts.
    path.parent() == Some(Path::new("bin")) && entry_point::is_reserved(&name)
}

// Files and links of packages; links within the tree are not followed, those of another generation's packages are.
fn walk(root: &Path) -> FsResult<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for top in ["bin", "etc", "include", "lib", "share"] {
        let walk = walkdir::WalkDir::new(root.join(top)).follow_root_links(true).sort_by_file_name();
        for entry in walk.into_iter().flatten().filter(|entry| !entry.file_type().is_dir()) {
            paths.extend(below(entry.path(), root));
        }
    }
    Ok(paths)
}
