//! `--find-links`: directories of files, and HTML pages that link to files. Read once, all names at once.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::error::IndexError;
use super::listing::{File, Kind};
use super::page::{self, CoreMetadata, RawFile};
use crate::fetch::Digest;
use crate::net::{Address, Ask, Net, NetError, hide};
use crate::pep::name::PackageName;
use crate::pep::specifier::Specifiers;
use crate::pep::wheel_name::{SdistName, WheelName};
use crate::sys;

const MAX_PAGE: u64 = 256 << 20;

/// Files by package, in a fixed order.
pub type Found = BTreeMap<PackageName, Vec<Arc<File>>>;

/// Reads all places. What cannot be read is an error; a directory that is not there is a note, as in pip.
pub fn read(places: &[Address], net: &Arc<Net>) -> Result<(Found, Vec<String>), IndexError> {
    let (mut found, mut notes) = (Found::new(), Vec::new());
    for place in places {
        match place.to_path() {
            Some(path) if path.extension().is_none_or(|e| e != "html" && e != "htm") => {
                if !sys::fs::exists(&path) {
                    notes.push(format!("--find-links {} is not there", path.display()));
                    continue;
                }
                read_dir(&path, place, &mut found)?;
            }
            Some(path) => {
                let bytes = sys::fs::read(&path).map_err(|e| IndexError::FindLinks(Arc::new(e)))?;
                read_page(&bytes, place, net, &mut found)?;
            }
            None if net.is_offline() => notes.push(format!("--find-links {place} is not asked: the network is off")),
            None => {
                let ask = Ask { address: place.clone(), accept: "text/html", gzip: true, headers: Vec::new() };
                let inner = net.clone();
                let whole = net.block_on(async move { inner.whole(&ask, MAX_PAGE).await })??;
                if whole.status != 200 {
                    return Err(NetError::Status { address: place.clone(), status: whole.status }.into());
                }
                read_page(&whole.bytes, &whole.address, net, &mut found)?;
            }
        }
    }
    for files in found.values_mut() {
        // The first place with a file of that name wins.
        let mut seen = std::collections::BTreeSet::new();
        files.retain(|file| seen.insert(file.file_name().to_owned()));
        files.sort_by(|a, b| a.file_name().cmp(b.file_name()));
    }
    Ok((found, notes))
}

fn read_dir(path: &Path, place: &Address, found: &mut Found) -> Result<(), IndexError> {
    let fail = |e| IndexError::FindLinks(Arc::new(e));
    if sys::fs::is_file(path) {
        let (Some(dir), Some(name)) = (path.parent(), path.file_name().and_then(|n| n.to_str())) else { return Ok(()) };
        add(name, &dir.join(name), place, found);
        return Ok(());
    }
    for name in sys::fs::names(path).map_err(fail)? {
        if let Some(name) = name.to_str() {
            add(name, &path.join(name), place, found);
        }
    }
    Ok(())
}

fn add(name: &str, path: &Path, place: &Address, found: &mut Found) {
    let Some(kind) = kind(name) else { return };
    let (Some(address), Ok(metadata)) = (Address::of_path(path), sys::fs::metadata(path)) else { return };
    if !metadata.is_file() {
        return;
    }
    let raw = RawFile { size: Some(metadata.len()), ..RawFile::default() };
    push(kind, address.text(), &raw, place, found);
}

fn read_page(bytes: &[u8], base: &Address, net: &Arc<Net>, found: &mut Found) -> Result<(), IndexError> {
    let garbage = |_| IndexError::NotAList { what: "garbage".into(), bytes: bytes.len(), address: base.clone() };
    let page = page::read_html(bytes).map_err(garbage)?;
    let links = page.base.as_deref().and_then(|link| base.join(link).ok()).map_or_else(|| base.clone(), |(b, _)| b);
    for raw in &page.files {
        let Some(kind) = kind(&raw.filename) else { continue };
        let Ok((address, credential)) = links.join(&raw.url) else { continue };
        if address.is_file() && !base.is_file() {
            continue;
        }
        if let Some(credential) = credential {
            net.credentials().learn(&address, credential);
        }
        push(kind, address.text(), raw, base, found);
    }
    Ok(())
}

fn push(kind: Kind, url: &str, raw: &RawFile<'_>, place: &Address, found: &mut Found) {
    let file = File {
        kind,
        url: url.into(),
        digests: raw.digests.iter().map(Digest::clone).collect(),
        size: raw.size,
        requires_python: raw.requires_python.as_deref().and_then(|text| Specifiers::parse_lenient(text).ok()),
        yanked: raw.yanked.as_deref().map(|reason| hide(reason).into()),
        core_metadata: CoreMetadata::No,
        upload_time: None,
        origin: place.to_string().into(),
    };
    found.entry(file.name().clone()).or_default().push(Arc::new(file));
}

fn kind(name: &str) -> Option<Kind> {
    if name.ends_with(".whl") {
        return WheelName::parse(name).ok().map(Kind::Wheel);
    }
    SdistName::parse(name).ok().map(Kind::Sdist)
}
