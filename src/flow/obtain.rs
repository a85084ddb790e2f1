//! Files that were chosen become entries of the store: those it has are taken, the rest is fetched and unpacked.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::context::Context;
use crate::error::{Plain, Result};
use crate::fetch::{Digest, Fetcher, Request};
use crate::index::File;
use crate::pep::name::PackageName;
use crate::store::{Entry, Store, Strictness};
use crate::ui::progress::Progress;

/// One file to have in the store.
#[derive(Clone, Debug)]
pub(super) struct Want {
    pub file: Arc<File>,
    /// The hashes that requirements allow; empty when nothing was said.
    pub allowed: Vec<Digest>,
}

/// Puts all of `wants` into the store. Downloads run at once; each is unpacked while the others arrive.
pub(super) fn obtain(
    context: &Context,
    store: &Store,
    fetcher: &Fetcher,
    wants: &BTreeMap<PackageName, Want>,
) -> Result<BTreeMap<PackageName, Arc<Entry>>> {
    let mut entries = BTreeMap::new();
    let (mut names, mut requests) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    for (name, want) in wants {
        if let Some(entry) = kept(store, want) {
            entries.insert(name.clone(), Arc::new(entry));
            continue;
        }
        bytes += want.file.size.unwrap_or(0);
        names.push(name);
        requests.push(request(want)?);
    }
    if requests.is_empty() {
        return Ok(entries);
    }
    let progress = Arc::new(Progress::new(&context.ui, "downloading", bytes, true));
    let tick = progress.clone();
    for (at, outcome) in fetcher.fetch_all(requests, Arc::new(move |n| tick.advance(n))) {
        let fetched = outcome?;
        let (name, want) = (names[at], &wants[names[at]]);
        let wheel = want.file.wheel().expect("only wheels are chosen");
        let sha256 = fetched.sha256().hex().to_owned();
        context.ui.detail(format!("fetched {}", want.file.file_name()));
        let entry = store.insert(fetched.file, &sha256, wheel, Strictness::default())?;
        entries.insert(name.clone(), Arc::new(entry));
    }
    Ok(entries)
}

// The index's sha256 is the key; where it gives none, the file must be seen to know it.
fn kept(store: &Store, want: &Want) -> Option<Entry> {
    let digest = want.file.sha256()?;
    if !want.allowed.is_empty() && !want.allowed.contains(digest) {
        return None;
    }
    store.get(digest.hex())
}

fn request(want: &Want) -> Result<Request> {
    let file = &want.file;
    let address = file
        .address()
        .map_err(|error| Plain::refused(format!("the link to {} is {error}", crate::ui::clean(file.file_name()))))?;
    Ok(Request {
        is_from_https: file.origin.starts_with("https:"),
        address,
        file_name: file.file_name().to_owned(),
        digests: file.digests.clone(),
        wanted: want.allowed.clone(),
        size: file.size,
    })
}
