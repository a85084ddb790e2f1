//! One wheel of the store: what it is, what lies in it, whether that is still what was put there.

use std::path::PathBuf;

use super::manifest::{File, Manifest, join};
use super::{Scheme, StoreError, bytecode};
use crate::pep::entry_point::{self, EntryPoint};
use crate::pep::wheel_name::WheelName;
use crate::sys;

/// An unpacked, checked wheel. Never changed; its files carry one time, so that byte-code compiled once stays valid
/// wherever they are linked or copied.
#[derive(Debug)]
pub struct Entry {
    dir: PathBuf,
    sha256: String,
    wheel: WheelName,
    dist_info: String,
    modified: u64,
    manifest: Manifest,
}

/// Byte-code of one entry for one version of Python.
#[derive(Debug)]
pub struct Bytecode {
    dir: PathBuf,
    manifest: Manifest,
}

impl Entry {
    /// Opens the entry in `dir`; `None` when there is none or its manifest is not whole.
    pub(super) fn open(dir: PathBuf, sha256: &str) -> Option<Entry> {
        let text = sys::fs::read_to_string(&dir.join("manifest")).ok()?;
        let manifest = Manifest::parse(text)?;
        let entry = Entry {
            wheel: WheelName::parse(manifest.fact("wheel")?).ok()?,
            dist_info: manifest.fact("dist-info")?.to_owned(),
            modified: manifest.fact("modified")?.parse().ok()?,
            sha256: sha256.to_owned(),
            manifest,
            dir,
        };
        entry.has_whole_metadata().then_some(entry)
    }

    // What is read before the files are linked, and looked at one by one: a power cut may have emptied it.
    fn has_whole_metadata(&self) -> bool {
        let Some(directory) = self.manifest.directories().position(|path| path == self.dist_info) else { return false };
        let mut files = self.manifest.files().filter(|file| file.directory == directory);
        files.all(|file| match sys::fs::symlink_metadata(&self.dist_info_file(file.name)) {
            Ok(metadata) => metadata.is_file() && metadata.len() == file.size,
            Err(_) => false,
        })
    }

    /// The sha256 of the wheel file, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The wheel's file name.
    pub fn wheel(&self) -> &WheelName {
        &self.wheel
    }

    /// What lies in [`Entry::tree`].
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The directory with the unpacked files.
    pub fn tree(&self) -> PathBuf {
        self.dir.join("tree")
    }

    /// The name of the dist-info directory.
    pub fn dist_info(&self) -> &str {
        &self.dist_info
    }

    /// Whether the wheel's root goes to purelib.
    pub fn is_purelib(&self) -> bool {
        self.manifest.fact("purelib") == Some("true")
    }

    /// Whether RECORD can be written from the manifest alone: one line per file, with sha256 and size.
    pub fn has_plain_record(&self) -> bool {
        self.manifest.fact("record") == Some("plain")
    }

    /// The time of every file of the tree: seconds since 1970, no fraction.
    pub fn modified(&self) -> u64 {
        self.modified
    }

    /// Bytes of all files.
    pub fn size(&self) -> u64 {
        self.manifest.fact("bytes").and_then(|text| text.parse().ok()).unwrap_or(0)
    }

    /// What is wrong with the wheel and yet happens in good ones; sentences for people.
    pub fn warnings(&self) -> impl Iterator<Item = &str> {
        self.manifest.facts("warning")
    }

    /// Files that run code at every start of Python.
    pub fn startup_files(&self) -> impl Iterator<Item = &str> {
        self.manifest.facts("startup")
    }

    /// METADATA, as in the wheel.
    pub fn metadata(&self) -> Result<Vec<u8>, StoreError> {
        Ok(sys::fs::read(&self.dist_info_file("METADATA"))?)
    }

    /// RECORD, as in the wheel.
    pub fn record(&self) -> Result<Vec<u8>, StoreError> {
        Ok(sys::fs::read(&self.dist_info_file("RECORD"))?)
    }

    /// Its console and GUI scripts.
    pub fn entry_points(&self) -> Result<Vec<EntryPoint>, StoreError> {
        if self.manifest.fact("entry-points") != Some("true") {
            return Ok(Vec::new());
        }
        let text = sys::fs::read(&self.dist_info_file("entry_points.txt"))?;
        // It parsed when the wheel came in.
        entry_point::parse(&text).map_err(|_| self.altered(&format!("{}/entry_points.txt", self.dist_info)))
    }

    /// Byte-code for `cache_tag` (`cpython-312`), if it has been compiled.
    pub fn bytecode(&self, cache_tag: &str) -> Option<Bytecode> {
        let dir = self.bytecode_dir(cache_tag)?;
        let manifest = Manifest::parse(sys::fs::read_to_string(&dir.join("manifest")).ok()?)?;
        // Made for an earlier life of this entry: other times, so not valid for these files.
        (manifest.fact("modified")?.parse() == Ok(self.modified)).then_some(Bytecode { dir, manifest })
    }

    /// The error that says that `path` in the tree is not what was put there.
    pub fn altered(&self, path: &str) -> StoreError {
        StoreError::Altered { wheel: Box::new(self.wheel.clone()), sha256: self.sha256.clone(), path: path.to_owned() }
    }

    /// Hashes every file, and its byte-code for every Python there is some for. Err(Altered) names the first that is not what was put there.
    pub fn verify(&self) -> Result<(), StoreError> {
        let tree = self.tree();
        for file in self.manifest.files() {
            let path = self.manifest.path(&file);
            let bytes = sys::fs::read(&tree.join(&path)).map_err(|_| self.altered(&path))?;
            if super::insert::base64_sha256(&bytes) != file.sha256 {
                return Err(self.altered(&path));
            }
        }
        self.verify_bytecode()
    }

    fn verify_bytecode(&self) -> Result<(), StoreError> {
        for name in sys::fs::names(&self.dir)? {
            let Some(tag) = name.to_str().and_then(|name| name.strip_prefix("pyc-")) else { continue };
            let Some(bytecode) = self.bytecode(tag) else { continue };
            for file in bytecode.manifest.files().filter(|file| file.sha256 != "-") {
                let path = bytecode.manifest.path(&file);
                let bytes = sys::fs::read(&bytecode.tree().join(&path)).map_err(|_| self.altered(&path))?;
                if super::insert::base64_sha256(&bytes) != file.sha256 {
                    return Err(self.altered(&path));
                }
            }
        }
        Ok(())
    }

    pub(super) fn bytecode_dir(&self, cache_tag: &str) -> Option<PathBuf> {
        bytecode::is_cache_tag(cache_tag).then(|| self.dir.join(format!("pyc-{cache_tag}")))
    }

    /// The files that can be compiled.
    pub(super) fn sources(&self) -> impl Iterator<Item = (String, File<'_>)> {
        self.manifest
            .files()
            .filter(|file| file.name.ends_with(".py"))
            .map(|file| (self.manifest.path(&file), file))
            .filter(|(path, _)| match Scheme::of(path) {
                None => true,
                Some(place) => matches!(place, Ok((Scheme::Purelib | Scheme::Platlib, _))),
            })
    }

    fn dist_info_file(&self, name: &str) -> PathBuf {
        self.tree().join(join(&self.dist_info, name))
    }
}

impl Bytecode {
    /// What lies in [`Bytecode::tree`]: the same directories as in the wheel's, each with `__pycache__`.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The directory with the compiled files.
    pub fn tree(&self) -> PathBuf {
        self.dir.join("tree")
    }
}
