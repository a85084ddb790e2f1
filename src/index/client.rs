//! All indexes together: every question asked once, early, in parallel; every answer kept for the run.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use super::cache::{Cache, Entry};
use super::error::IndexError;
use super::find_links::{self, Found};
use super::listing::{File, Listing};
use super::metadata::{self, Reader};
use super::promise::{Giver, Promise};
use super::settings::{Pinned, Settings};
use super::source::{Known, Means, Source};
use crate::fetch::{Fetched, Request};
use crate::net::{Address, Net};
use crate::pep::marker::Environment;
use crate::pep::metadata::Metadata;
use crate::pep::name::PackageName;
use crate::sys::clock;
use crate::ui::nearest;

type ListingResult = Result<Option<Arc<Listing>>, IndexError>;
type MetadataResult = Result<Arc<Metadata>, IndexError>;

/// Says what will be wanted next, so that it is asked for before anybody has decided anything.
pub trait Speculate: Send + Sync {
    /// A listing came from a server: files whose metadata will likely be wanted.
    fn files(&self, listing: &Listing) -> Vec<Arc<File>>;

    /// Metadata came from a server: packages that will likely be wanted.
    fn names(&self, metadata: &Metadata) -> Vec<PackageName>;
}

/// How an index is opened.
#[derive(Debug)]
pub struct Open<'a> {
    /// Where answers are kept; nowhere when `None`.
    pub cache: Option<&'a Path>,
    /// The wall clock.
    pub now: SystemTime,
    /// Whether what is kept must be asked about again.
    pub refresh: bool,
}

/// All indexes and find-links places. Cheap to open: nothing is read or asked yet. Clones share everything.
#[derive(Clone)]
pub struct Index(Arc<Inner>);

struct Inner {
    means: Means,
    sources: Vec<Arc<Source>>,
    pins: Vec<Pinned>,
    pinned: OnceLock<HashMap<PackageName, [Arc<Source>; 1]>>,
    find_links: Vec<Address>,
    local: OnceLock<Result<Found, IndexError>>,
    reader: Reader,
    speculation: OnceLock<Arc<dyn Speculate>>,
    listings: Mutex<HashMap<PackageName, Promise<ListingResult>>>,
    metadata: Mutex<HashMap<Box<str>, Promise<MetadataResult>>>,
    warnings: Mutex<Vec<String>>,
}

/// What a cached "no such project" is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Absence {
    IsBelieved,
    IsAskedAgain,
}

impl Index {
    /// The indexes of `settings`, reached over `net`.
    pub fn open(settings: &Settings, net: Arc<Net>, open: &Open<'_>) -> Index {
        let mut warnings = settings.notes.clone();
        let cache = open.cache.and_then(|root| Cache::open(root).map_err(|why| warnings.push(why)).ok());
        let spool = open.cache.filter(|_| cache.is_some()).map(|root| root.join("tmp"));
        let means = Means { net, cache, now: clock::unix_seconds(open.now), refresh: open.refresh };
        Index(Arc::new(Inner {
            reader: Reader::new(means.clone(), spool),
            means,
            sources: settings.indexes.iter().map(|index| Arc::new(Source::new(&index.value))).collect(),
            pins: settings.pins.clone(),
            pinned: OnceLock::new(),
            find_links: settings.find_links.iter().map(|place| place.value.clone()).collect(),
            local: OnceLock::new(),
            speculation: OnceLock::new(),
            listings: Mutex::default(),
            metadata: Mutex::default(),
            warnings: Mutex::new(warnings),
        }))
    }

    /// Who guesses what comes next. Only the first one counts.
    pub fn speculate(&self, speculation: Arc<dyn Speculate>) {
        let _ = self.0.speculation.set(speculation);
    }

    /// The environment whose markers decide which pins count. Only the first one counts.
    pub fn settle(&self, markers: &Environment) {
        self.0.pinned.get_or_init(|| {
            let counts = |pin: &&Pinned| pin.marker.as_ref().is_none_or(|m| m.evaluate(markers, &[]).unwrap_or(false));
            let mut pinned = HashMap::new();
            for pin in self.0.pins.iter().filter(counts) {
                pinned.entry(pin.package.clone()).or_insert_with(|| [Arc::new(Source::new(&pin.index.value))]);
            }
            pinned
        });
    }

    // Where a package may come from.
    fn sources(&self, name: &PackageName) -> &[Arc<Source>] {
        let pinned = self.0.pinned.get().and_then(|pinned| pinned.get(name));
        pinned.map_or(&self.0.sources, |source| source)
    }

    /// Where a package is looked for, for messages.
    pub fn places(&self, name: &PackageName) -> Vec<String> {
        let links = self.0.find_links.iter().map(Address::to_string);
        self.sources(name).iter().map(|source| source.shown().to_owned()).chain(links).collect()
    }

    /// The directories of `--find-links` on this machine.
    pub fn directories(&self) -> Vec<std::path::PathBuf> {
        self.0.find_links.iter().filter_map(|place| place.url().to_file_path().ok()).collect()
    }

    /// True when no server may be asked.
    pub fn is_offline(&self) -> bool {
        self.0.means.net.is_offline()
    }

    /// What was noticed and stops nothing. Each is returned once.
    pub fn take_warnings(&self) -> Vec<String> {
        std::mem::take(&mut self.0.warnings.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// These packages will be wanted. Returns at once; what is not cached is asked for.
    pub fn prefetch(&self, names: &[PackageName]) {
        for name in names {
            self.start_listing(name);
        }
    }

    /// The versions and files of a package; `None` when no index knows it. Waits for the answer.
    pub fn listing(&self, name: &PackageName) -> ListingResult {
        let given_up = || IndexError::GivenUp { what: format!("the list of {name}") };
        self.start_listing(name).wait().unwrap_or_else(|| Err(given_up()))
    }

    /// Packages that are known without asking a server and whose names look like this one, nearest first.
    pub fn similar(&self, name: &PackageName) -> Vec<PackageName> {
        let means = &self.0.means;
        let kept: Vec<String> = self.0.sources.iter().flat_map(|source| source.names(means)).collect();
        let local = self.local().map_or(Vec::new(), |found| found.keys().map(PackageName::as_str).collect());
        let near = nearest(name.as_str(), kept.iter().map(String::as_str).chain(local));
        let is_there =
            |near: &PackageName| self.has_local(near) || self.0.sources.iter().any(|source| source.has(near, means));
        near.into_iter().filter_map(|near| PackageName::parse(near).ok()).filter(is_there).collect()
    }

    /// The metadata of this wheel may be wanted. Returns at once; what is at hand is not read before it is wanted.
    pub fn prefetch_metadata(&self, file: &Arc<File>) {
        if !self.0.reader.is_at_hand(file) {
            self.start_metadata(file);
        }
    }

    /// The metadata of a wheel. Waits for the answer.
    pub fn metadata(&self, file: &Arc<File>) -> MetadataResult {
        let given_up = || IndexError::GivenUp { what: format!("the metadata of {}", file.file_name()) };
        self.start_metadata(file).wait().unwrap_or_else(|| Err(given_up()))
    }

    /// Holds what was told of a wheel, if anything was asked, against its own METADATA. What differs is told and
    /// forgotten.
    pub fn check_told(&self, file: &File, own: &[u8]) -> Result<(), IndexError> {
        let promise = self.0.metadata.lock().unwrap_or_else(PoisonError::into_inner).get(&file.url).cloned();
        let Some(Ok(told)) = promise.and_then(|promise| promise.wait()) else { return Ok(()) };
        let own = metadata::parse(file, own)?;
        let Some(difference) = told.difference(&own) else { return Ok(()) };
        self.0.reader.forget(file);
        Err(IndexError::Contradicted { name: own.name.clone(), version: own.version.clone(), difference })
    }

    /// A wheel that had to be fetched whole for its metadata. Given away once.
    pub fn take_fetched(&self, file: &File) -> Option<Fetched> {
        self.0.reader.take_kept(file)
    }

    /// What fetching a file takes.
    pub fn request(&self, file: &File) -> Result<Request, IndexError> {
        let address = file.address().map_err(|_| IndexError::Link { file: file.file_name().to_owned() })?;
        Ok(metadata::request(file, &address))
    }

    fn start_listing(&self, name: &PackageName) -> Promise<ListingResult> {
        match claim(&self.0.listings, name) {
            Ok(promise) => promise,
            Err((promise, giver)) => {
                self.find_listing(name, giver);
                promise
            }
        }
    }

    // Indexes in order, as far as the cache goes; from there on a task.
    fn find_listing(&self, name: &PackageName, giver: Giver<ListingResult>) {
        // Here, where it may wait: never in a task, which must not.
        if let Err(error) = self.local() {
            return giver.give(Err(error));
        }
        for (at, source) in self.sources(name).iter().enumerate() {
            match source.known(name, &self.0.means) {
                Known::Absent => {}
                Known::Listed(listing) => return giver.give(self.with_local(name, Some(listing))),
                Known::Ask(_) if source.is_local() => match source.read_local(name) {
                    Ok(None) => {}
                    Ok(Some(listing)) => return giver.give(self.with_local(name, Some(listing))),
                    Err(error) => return giver.give(Err(error)),
                },
                Known::Ask(old) => return self.ask_listing(name, at, old, Absence::IsBelieved, giver),
            }
        }
        // What nobody knew a while ago may have been published since: that it is nowhere is never taken from the cache.
        let remote = self.sources(name).iter().position(|source| !source.is_local());
        match remote.filter(|_| !self.is_offline() && !self.has_local(name)) {
            Some(at) => self.ask_listing(name, at, None, Absence::IsAskedAgain, giver),
            None => giver.give(self.with_local(name, None)),
        }
    }

    fn ask_listing(
        &self,
        name: &PackageName,
        from: usize,
        old: Option<Entry>,
        absence: Absence,
        giver: Giver<ListingResult>,
    ) {
        let (index, task_name) = (self.clone(), name.clone());
        let started = self.0.means.net.spawn(async move {
            let result = index.ask_in_turn(&task_name, from, old, absence).await;
            let listing = result.as_ref().ok().cloned().flatten();
            giver.give(result);
            if let (Some(listing), Some(speculation)) = (listing, index.0.speculation.get()) {
                for file in speculation.files(&listing) {
                    index.prefetch_metadata(&file);
                }
            }
        });
        // The giver went with the task; without a runtime the promise is broken and says so.
        if let Err(error) = started {
            self.warn(error.to_string());
        }
    }

    async fn ask_in_turn(
        &self,
        name: &PackageName,
        from: usize,
        mut old: Option<Entry>,
        absence: Absence,
    ) -> ListingResult {
        for (at, source) in self.sources(name).iter().enumerate().skip(from) {
            if at > from {
                match source.known(name, &self.0.means) {
                    Known::Absent if absence == Absence::IsBelieved => continue,
                    Known::Absent => {}
                    Known::Listed(listing) => return self.with_local(name, Some(listing)),
                    Known::Ask(entry) => old = entry,
                }
            }
            let listing = if source.is_local() {
                source.read_local(name)?
            } else {
                match source.ask(name, old.take(), &self.0.means).await {
                    // Offline, what find-links has must do.
                    Err(error) if error.is_offline() && self.has_local(name) => None,
                    other => other?,
                }
            };
            if listing.is_some() {
                return self.with_local(name, listing);
            }
        }
        self.with_local(name, None)
    }

    fn local(&self) -> Result<&Found, IndexError> {
        let read = || {
            let (found, notes) = find_links::read(&self.0.find_links, &self.0.means.net)?;
            notes.into_iter().for_each(|note| self.warn(note));
            Ok(found)
        };
        self.0.local.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    fn has_local(&self, name: &PackageName) -> bool {
        self.local().is_ok_and(|found| found.contains_key(name))
    }

    fn with_local(&self, name: &PackageName, listing: Option<Arc<Listing>>) -> ListingResult {
        let Some(local) = self.local()?.get(name) else { return Ok(listing) };
        Ok(Some(Arc::new(match listing.map(Arc::try_unwrap) {
            Some(Ok(listing)) => listing.with_local(local),
            Some(Err(shared)) => return Ok(Some(shared)),
            None => Listing::of_files(name, local),
        })))
    }

    fn start_metadata(&self, file: &Arc<File>) -> Promise<MetadataResult> {
        match claim(&self.0.metadata, &file.url) {
            Ok(promise) => promise,
            Err((promise, giver)) => {
                match self.0.reader.known(file) {
                    Some(result) => giver.give(result),
                    None => self.ask_metadata(file, giver),
                }
                promise
            }
        }
    }

    fn ask_metadata(&self, file: &Arc<File>, giver: Giver<MetadataResult>) {
        let (index, file) = (self.clone(), file.clone());
        let started = self.0.means.net.spawn(async move {
            let result = index.0.reader.ask(&file).await;
            let metadata = result.as_ref().ok().cloned();
            giver.give(result);
            if let (Some(metadata), Some(speculation)) = (metadata, index.0.speculation.get()) {
                index.prefetch(&speculation.names(&metadata));
            }
        });
        if let Err(error) = started {
            self.warn(error.to_string());
        }
    }

    fn warn(&self, text: String) {
        self.0.warnings.lock().unwrap_or_else(PoisonError::into_inner).push(text);
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.sources.iter().map(|source| source.shown())).finish()
    }
}

// The promise, and who must keep it when nobody was asked before.
fn claim<K: Clone + Eq + std::hash::Hash, T: Clone>(
    all: &Mutex<HashMap<K, Promise<T>>>,
    key: &K,
) -> Result<Promise<T>, (Promise<T>, Giver<T>)> {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(promise) = all.get(key) {
        return Ok(promise.clone());
    }
    let (promise, giver) = Promise::new();
    all.insert(key.clone(), promise.clone());
    Err((promise, giver))
}
