//! What is installed in a tree, by whichever tool: read from the dist-info directories, nothing is run.
//!
//! Directories in, distributions sorted by name out. Never changes anything; see [`super::Removal`] for that.

use std::path::{Path, PathBuf};

use super::building::RELOAD;
use super::{Generation, VenvError};
use crate::pep::metadata::{Headers, Metadata, MetadataError};
use crate::pep::name::PackageName;
use crate::pep::record::{self, RecordEntry};
use crate::sys;
use crate::sys::fs::FsResult;

/// One installed distribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// Normalized.
    pub name: PackageName,
    /// As its metadata spells it.
    pub display_name: String,
    /// As its metadata spells it.
    pub version: String,
    /// Its dist-info (or egg-info) directory or file.
    pub info: PathBuf,
    /// What INSTALLER says.
    pub installer: Option<String>,
    /// Has a REQUESTED file.
    pub requested: bool,
    /// Its direct_url.json, if it has a readable one (PEP 610).
    pub direct_url: Option<serde_json::Value>,
}

impl Installed {
    /// The directory it is installed in.
    pub fn site_packages(&self) -> &Path {
        self.info.parent().expect("a name in a directory has a parent")
    }

    /// The directory of an editable install.
    pub fn editable(&self) -> Option<&str> {
        let direct_url = self.direct_url.as_ref()?;
        let is_editable = direct_url.get("dir_info")?.get("editable")?.as_bool()?;
        is_editable.then(|| direct_url.get("url")?.as_str())?
    }

    /// Its core metadata. Old tools wrote what it needs into a file of its own.
    pub fn metadata(&self) -> FsResult<Result<Metadata, MetadataError>> {
        let parsed = Metadata::parse(&sys::fs::read(&metadata_file(&self.info))?);
        let is_old = self.info.extension().is_some_and(|extension| extension == "egg-info");
        let needs = if is_old && sys::fs::is_dir(&self.info) { self.text("requires.txt") } else { None };
        Ok(match (parsed, needs) {
            (Ok(metadata), Some(needs)) if metadata.requires_dist.is_empty() => metadata.with_requires(&needs),
            (parsed, _) => parsed,
        })
    }

    /// All that its metadata says, as headers.
    pub fn headers(&self) -> FsResult<Headers> {
        Ok(Headers::parse(&sys::fs::read(&metadata_file(&self.info))?))
    }

    /// A text file in its dist-info directory, if it is there and can be read.
    pub fn text(&self, name: &str) -> Option<String> {
        text(&self.info, name)
    }

    /// Its files as RECORD lists them.
    pub fn record(&self) -> Result<Vec<RecordEntry>, VenvError> {
        let error = || VenvError::NoRecord { name: self.display_name.clone() };
        let bytes = sys::fs::read_if_there(&self.info.join("RECORD"))?.ok_or_else(error)?;
        record::parse(&bytes).map_err(|_| error())
    }
}

/// Everything installed in these directories, sorted by name. Directories that are one through links count once; of
/// two distributions with one name the first directory's is taken, as Python does.
pub fn installed(site_packages: &[PathBuf]) -> FsResult<Vec<Installed>> {
    let mut found: Vec<Installed> = Vec::new();
    let mut seen = Vec::new();
    for dir in site_packages {
        let Ok(real) = sys::fs::canonicalize(dir) else { continue };
        if seen.contains(&real) {
            continue;
        }
        seen.push(real);
        for name in sys::fs::names(dir)? {
            let Some(name) = name.to_str() else { continue };
            let Some(one) = one(dir, name)? else { continue };
            if !found.iter().any(|other| other.name == one.name) {
                found.push(one);
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Names at the top of a generation's site-packages and `bin` that no distribution claims: put there by hand, or by
/// a tool that keeps no records. `own` are names in `bin` that the environment itself has.
pub fn strays(generation: &Generation, installed: &[Installed], own: &[String]) -> Result<Vec<PathBuf>, VenvError> {
    let bin = generation.path.join("bin");
    let mut claimed = std::collections::BTreeSet::new();
    for distribution in installed {
        for entry in distribution.record().unwrap_or_default() {
            let path = sys::fs::absolute(Path::new(&entry.path), distribution.site_packages());
            claimed.extend(path.ancestors().map(Path::to_owned));
        }
        claimed.insert(distribution.info.clone());
    }
    let mut strays = Vec::new();
    for dir in generation.site_packages()?.into_iter().chain([bin.clone()]) {
        for name in sys::fs::names(&dir)? {
            let path = dir.join(&name);
            let is_own = match dir == bin {
                true => own.iter().any(|own| name == own.as_str()),
                false => RELOAD.iter().any(|(own, _)| name == *own),
            };
            if !is_own && name != "__pycache__" && !claimed.contains(&path) {
                strays.push(path);
            }
        }
    }
    Ok(strays)
}

/// The site-packages directories of the environment or generation at `root`: one, in any with one Python.
pub fn site_packages(root: &Path) -> FsResult<Vec<PathBuf>> {
    let lib = root.join("lib");
    let names = sys::fs::names(&lib)?;
    let dirs = names.iter().map(|name| lib.join(name).join("site-packages"));
    Ok(dirs.filter(|dir| sys::fs::is_dir(dir)).collect())
}

impl Generation {
    /// Its site-packages directories.
    pub fn site_packages(&self) -> FsResult<Vec<PathBuf>> {
        site_packages(&self.path)
    }
}

fn one(dir: &Path, name: &str) -> FsResult<Option<Installed>> {
    // `~umpy`: what pip could not remove.
    if name.starts_with('~') || !(name.ends_with(".dist-info") || name.ends_with(".egg-info")) {
        return Ok(None);
    }
    let info = dir.join(name);
    // The old tools' directory without METADATA, a directory that was half removed: no distribution.
    let Some(bytes) = sys::fs::read_if_there(&metadata_file(&info))? else { return Ok(None) };
    let headers = Headers::parse(&bytes);
    let (Some(display_name), Some(version)) = (headers.get("Name"), headers.get("Version")) else { return Ok(None) };
    let Ok(parsed) = PackageName::parse(display_name) else { return Ok(None) };
    let text = |name: &str| text(&info, name);
    Ok(Some(Installed {
        name: parsed,
        display_name: display_name.to_owned(),
        version: version.to_owned(),
        installer: text("INSTALLER").filter(|installer| !installer.is_empty()),
        requested: text("REQUESTED").is_some(),
        direct_url: text("direct_url.json").and_then(|text| serde_json::from_str(&text).ok()),
        info,
    }))
}

fn text(info: &Path, name: &str) -> Option<String> {
    let bytes = sys::fs::read_if_there(&info.join(name)).ok()??;
    Some(String::from_utf8_lossy(&bytes).trim().to_owned())
}

fn metadata_file(info: &Path) -> PathBuf {
    match info.extension() {
        Some(extension) if extension == "dist-info" => info.join("METADATA"),
        _ if sys::fs::is_dir(info) => info.join("PKG-INFO"),
        _ => info.to_owned(),
    }
}
