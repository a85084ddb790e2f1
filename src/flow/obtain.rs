//! Files that were chosen become entries of the store: those it has are taken, the rest is fetched and unpacked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::sources::{self, Builder, Direct};
use crate::error::Result;
use crate::fetch::{Digest, FetchError, Fetched};
use crate::index::File;
use crate::pep::name::PackageName;
use crate::store::{Entry, Store, Strictness};
use crate::sys;
use crate::ui::progress::Progress;

/// One file to have in the store.
#[derive(Clone, Debug)]
pub(super) struct Want {
    pub file: Arc<File>,
    /// The hashes that requirements allow; empty when nothing was said.
    pub allowed: Vec<Digest>,
    /// The place it was asked for from, if no index has it.
    pub direct: Option<Arc<Direct>>,
}

/// One package in the store.
#[derive(Clone, Debug)]
pub(super) struct Obtained {
    pub entry: Arc<Entry>,
    /// `direct_url.json`, for what no index has.
    pub direct_url: Option<Vec<u8>>,
}

/// Puts all of `wants` into the store. Downloads run at once, each is unpacked while the others arrive; then what must be
/// built is, a few at once. What they were resolved by must be what they say themselves.
pub(super) fn obtain(
    builder: &Builder<'_>,
    wants: &BTreeMap<PackageName, Want>,
) -> Result<BTreeMap<PackageName, Obtained>> {
    let all = fetched_and_built(builder, wants)?;
    for (name, one) in all.iter().filter(|(name, _)| wants[*name].file.wheel().is_some()) {
        builder.session.index.check_told(&wants[name].file, &one.entry.metadata()?)?;
    }
    Ok(all)
}

fn fetched_and_built(
    builder: &Builder<'_>,
    wants: &BTreeMap<PackageName, Want>,
) -> Result<BTreeMap<PackageName, Obtained>> {
    let session = builder.session;
    let mut all = BTreeMap::new();
    let (mut names, mut requests) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    for (name, want) in wants.iter().filter(|(_, want)| want.file.wheel().is_some()) {
        if let Some(entry) = kept(&session.store, want) {
            all.insert(name.clone(), obtained(want, entry));
            continue;
        }
        if let Some(fetched) = session.index.take_fetched(&want.file) {
            all.insert(name.clone(), obtained(want, insert(&session.store, want, fetched)?));
            continue;
        }
        bytes += want.file.size.unwrap_or(0);
        names.push(name);
        let mut request = session.index.request(&want.file)?;
        request.wanted = want.allowed.clone();
        // Said once: whoever reads of a hash that differs should look where a person put it.
        if !want.allowed.is_empty() && request.digests.iter().all(|digest| want.allowed.contains(digest)) {
            request.digests.clear();
        }
        requests.push(request);
    }
    if !requests.is_empty() {
        let progress = Arc::new(Progress::new(&builder.context.ui, "downloading", bytes, true));
        let tick = progress.clone();
        for (at, outcome) in session.fetcher.fetch_all(requests, Arc::new(move |n| tick.advance(n))) {
            let fetched = outcome?;
            let (name, want) = (names[at], &wants[names[at]]);
            builder.context.ui.detail(format!("fetched {}", want.file.file_name()));
            all.insert(name.clone(), obtained(want, insert(&session.store, want, fetched)?));
        }
    }
    let to_build: Vec<(&PackageName, &Want)> = wants.iter().filter(|(_, want)| want.file.wheel().is_none()).collect();
    let built = Mutex::new(&mut all);
    sys::workers::share(to_build.len(), |at| {
        let (name, want) = to_build[at];
        let made = build(builder, want)?;
        built.lock().expect("no thread has panicked").insert(name.clone(), made);
        Ok::<(), crate::error::Error>(())
    })?;
    Ok(all)
}

fn build(builder: &Builder<'_>, want: &Want) -> Result<Obtained> {
    let source = sources::source_of(want);
    let (entry, pinned) = builder.wheel(&source, want.file.name(), want.file.version())?;
    let direct_url = want.direct.as_ref().map(|direct| sources::direct_url(direct, pinned.as_ref(), &entry));
    Ok(Obtained { entry: Arc::new(entry), direct_url })
}

fn obtained(want: &Want, entry: Entry) -> Obtained {
    let direct_url = want.direct.as_ref().map(|direct| sources::direct_url(direct, None, &entry));
    Obtained { entry: Arc::new(entry), direct_url }
}

/// Fetches or builds one of `wants` anew, whose copy in the store was found altered.
pub(super) fn refetch(
    builder: &Builder<'_>,
    wants: &BTreeMap<PackageName, Want>,
    altered: &Entry,
) -> Result<Arc<Entry>> {
    builder.session.store.discard(altered.sha256())?;
    let name = altered.wheel().name();
    let wanted = wants.iter().filter(|(other, _)| *other == name).map(|(name, want)| (name.clone(), want.clone()));
    let all = obtain(builder, &wanted.collect())?;
    all.into_values().next().map(|one| one.entry).ok_or_else(|| altered.altered("").into())
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
