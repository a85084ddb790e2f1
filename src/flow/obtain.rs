//! Files that were chosen become entries of the store: those it has are taken, the rest is fetched and unpacked.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::session::Session;
use crate::context::Context;
use crate::error::Result;
use crate::fetch::{Digest, FetchError, Fetched};
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

/// Puts all of `wants` into the store. Downloads run at once; each is unpacked while the others arrive. What they were
/// resolved by must be what they say themselves.
pub(super) fn obtain(
    context: &Context,
    session: &Session,
    wants: &BTreeMap<PackageName, Want>,
) -> Result<BTreeMap<PackageName, Arc<Entry>>> {
    let entries = fetched(context, session, wants)?;
    for (name, entry) in &entries {
        session.index.check_told(&wants[name].file, &entry.metadata()?)?;
    }
    Ok(entries)
}

fn fetched(
    context: &Context,
    session: &Session,
    wants: &BTreeMap<PackageName, Want>,
) -> Result<BTreeMap<PackageName, Arc<Entry>>> {
    let mut entries = BTreeMap::new();
    let (mut names, mut requests) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    for (name, want) in wants {
        if let Some(entry) = kept(&session.store, want) {
            entries.insert(name.clone(), Arc::new(entry));
            continue;
        }
        if let Some(fetched) = session.index.take_fetched(&want.file) {
            entries.insert(name.clone(), Arc::new(insert(&session.store, want, fetched)?));
            continue;
        }
        bytes += want.file.size.unwrap_or(0);
        names.push(name);
        let mut request = session.index.request(&want.file)?;
        request.wanted = want.allowed.clone();
        requests.push(request);
    }
    if requests.is_empty() {
        return Ok(entries);
    }
    let progress = Arc::new(Progress::new(&context.ui, "downloading", bytes, true));
    let tick = progress.clone();
    for (at, outcome) in session.fetcher.fetch_all(requests, Arc::new(move |n| tick.advance(n))) {
        let fetched = outcome?;
        let (name, want) = (names[at], &wants[names[at]]);
        context.ui.detail(format!("fetched {}", want.file.file_name()));
        entries.insert(name.clone(), Arc::new(insert(&session.store, want, fetched)?));
    }
    Ok(entries)
}

/// Fetches one of `wants` anew, whose copy in the store was found altered.
pub(super) fn refetch(
    context: &Context,
    session: &Session,
    wants: &BTreeMap<PackageName, Want>,
    altered: &Entry,
) -> Result<Arc<Entry>> {
    session.store.discard(altered.sha256())?;
    let name = altered.wheel().name();
    let wanted = wants.iter().filter(|(other, _)| *other == name).map(|(name, want)| (name.clone(), want.clone()));
    let entries = obtain(context, session, &wanted.collect())?;
    entries.into_values().next().ok_or_else(|| altered.altered("").into())
}

/// Whether the store has it.
pub(super) fn is_kept(store: &Store, want: &Want) -> bool {
    kept(store, want).is_some()
}

// The index's sha256 is the key; where it gives none, the file must be seen to know it.
fn kept(store: &Store, want: &Want) -> Option<Entry> {
    let digest = want.file.sha256()?;
    if !want.allowed.is_empty() && !want.allowed.contains(digest) {
        return None;
    }
    store.get(digest.hex())
}

// A wheel fetched for its metadata was not held against the requirements' hashes yet.
fn insert(store: &Store, want: &Want, fetched: Fetched) -> Result<Entry> {
    if !want.allowed.is_empty() && !fetched.digests.iter().any(|digest| want.allowed.contains(digest)) {
        return Err(FetchError::NotWanted {
            file: want.file.file_name().to_owned(),
            actual: fetched.sha256().clone(),
            expected: want.allowed.clone(),
        }
        .into());
    }
    let wheel = want.file.wheel().expect("only wheels are chosen");
    let sha256 = fetched.sha256().hex().to_owned();
    Ok(store.insert(fetched.file, &sha256, wheel, Strictness::default())?)
}
