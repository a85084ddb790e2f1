//! METADATA of one wheel, by the cheapest of three ways: served beside it, its last bytes, or all of it.

use std::collections::BTreeSet;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::archive::{Pieces, Step};
use super::cache::Facts;
use super::error::IndexError;
use super::listing::File;
use super::page::CoreMetadata;
use super::source::{Means, key_of};
use crate::fetch::{Digest, Download, Fetched, Fetcher, Hasher, Request};
use crate::net::{Address, Answer, Ask, Failure, NetError, Origin, Tries};
use crate::pep::metadata::{Headers, Metadata};
use crate::pep::wheel_name::WheelName;
use crate::sys;
use crate::sys::clock;

/// Larger METADATA is none.
const MAX_METADATA: u64 = 16 << 20;
/// A wheel up to this size is asked for as a whole range: its directory is nearly all of it.
const SMALL: u64 = 32 << 10;
/// Seconds the metadata of a file without a hash is believed.
const FRESH_FOR: u64 = 600;

/// Gets metadata; shared by all questions.
#[derive(Debug)]
pub struct Reader {
    means: Means,
    fetcher: Fetcher,
    // Servers that answer a range with the whole file.
    without_ranges: Mutex<BTreeSet<Origin>>,
    // Wheels that had to be fetched whole, for whoever installs them.
    kept: Mutex<std::collections::BTreeMap<String, Fetched>>,
}

impl Reader {
    /// Nothing is asked yet.
    pub fn new(means: Means, spool: Option<PathBuf>) -> Reader {
        Reader {
            fetcher: Fetcher::new(means.net.clone(), spool.as_deref()),
            means,
            without_ranges: Mutex::default(),
            kept: Mutex::default(),
        }
    }

    /// A wheel that was fetched whole for its metadata, once.
    pub fn take_kept(&self, file: &File) -> Option<Fetched> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).remove(&*file.url)
    }

    /// What is known without asking a server: local wheels and the cache.
    pub fn known(&self, file: &File) -> Option<Result<Arc<Metadata>, IndexError>> {
        let Some(wheel) = file.wheel() else {
            return Some(Err(IndexError::NotAWheel { file: file.file_name().to_owned() }));
        };
        if file.url.starts_with("file:") {
            return Some(self.of_disk(file, wheel).and_then(|bytes| parse(file, &bytes)));
        }
        let entry = self.means.cache.as_ref()?.load(&cache_key(file))?;
        let is_good = !file.digests.is_empty() || self.means.net.is_offline() || entry.facts.is_fresh(self.means.now);
        if !is_good {
            return None;
        }
        // An entry that cannot be understood is fetched anew.
        parse(file, entry.answer().as_bytes()).ok().map(Ok)
    }

    /// True when no server will most likely be asked.
    pub fn is_at_hand(&self, file: &File) -> bool {
        file.url.starts_with("file:") || self.means.cache.as_ref().is_some_and(|cache| cache.has(&cache_key(file)))
    }

    /// What is kept of it is asked for anew next time.
    pub fn forget(&self, file: &File) {
        if let Some(cache) = &self.means.cache {
            cache.forget(&cache_key(file));
        }
    }

    /// Asks the server.
    pub async fn ask(&self, file: &File) -> Result<Arc<Metadata>, IndexError> {
        if self.means.net.is_offline() {
            return Err(IndexError::Offline { what: format!("the metadata of {}", file.file_name()) });
        }
        let wheel = file.wheel().ok_or_else(|| IndexError::NotAWheel { file: file.file_name().to_owned() })?;
        let address = file.address().map_err(|_| IndexError::Link { file: file.file_name().to_owned() })?;
        let bytes = match self.of_sidecar(file, &address).await? {
            Some(bytes) => bytes,
            None => self.of_wheel(file, wheel, &address).await?,
        };
        let metadata = parse(file, &bytes)?;
        if let Some(cache) = &self.means.cache
            && !address.has_query()
        {
            let facts = Facts { fetched: self.means.now, fresh_for: FRESH_FOR, ..Facts::default() };
            cache.store(&cache_key(file), &facts, &essence(&bytes));
        }
        Ok(metadata)
    }

    // PEP 658: beside the wheel.
    async fn of_sidecar(&self, file: &File, address: &Address) -> Result<Option<Vec<u8>>, IndexError> {
        let expected = match &file.core_metadata {
            CoreMetadata::No => return Ok(None),
            CoreMetadata::Unhashed => None,
            CoreMetadata::Hashed(digest) => Some(digest),
        };
        let ask = Ask::file(address.clone().without_fragment().with_suffix(".metadata"));
        let whole = self.means.net.whole(&ask, MAX_METADATA).await?;
        if whole.status != 200 {
            // Announced and not there: mirrors do that.
            return Ok(None);
        }
        if let Some(expected) = expected {
            let mut hasher = Hasher::new(std::slice::from_ref(expected));
            hasher.update(&whole.bytes);
            if !hasher.finish().contains(expected) {
                return Err(IndexError::MetadataHash { file: file.file_name().to_owned() });
            }
        }
        Ok(Some(whole.bytes))
    }

    async fn of_wheel(&self, file: &File, wheel: &WheelName, address: &Address) -> Result<Vec<u8>, IndexError> {
        let knows_ranges = !self.ranges_fail().contains(&address.origin());
        if knows_ranges {
            let mut tries = Tries::new(self.means.net.patience(), clock::instant());
            loop {
                match self.of_ranges(file, wheel, address).await {
                    Ok(Some(bytes)) => return Ok(bytes),
                    Ok(None) => break,
                    Err(Stop::Index(error)) => return Err(*error),
                    Err(Stop::Try(failure)) => {
                        let pause = failure.verdict(address, &mut tries)?;
                        tokio::time::sleep(pause).await;
                    }
                }
            }
        }
        if let Some(bytes) = self.of_kept(file, wheel)? {
            return Ok(bytes);
        }
        let fetched = self.download(file, address).run(&|_| {}).await?;
        self.keep(file, wheel, fetched)
    }

    // `None` when the server knows no ranges; the wheel may be kept then.
    async fn of_ranges(&self, file: &File, wheel: &WheelName, address: &Address) -> Result<Option<Vec<u8>>, Stop> {
        let tail = tail_length(file.size);
        // Some servers know no range that counts from the end: where the size is known, it counts from the start.
        let range = match file.size {
            Some(size) => format!("bytes={}-{}", size.saturating_sub(tail), size.saturating_sub(1)),
            None => format!("bytes=-{tail}"),
        };
        let answer = self.ask_range(address, range).await?;
        match answer.status {
            206 => {}
            200 => {
                self.ranges_fail().insert(address.origin());
                let fetched = self.download(file, address).run_with(answer).await.map_err(IndexError::from)?;
                return self.keep(file, wheel, fetched).map(Some).map_err(Stop::from);
            }
            400 | 403 | 405 | 416 | 501 => return Ok(None),
            status => return Err(IndexError::from(NetError::Status { address: address.clone(), status }).into()),
        }
        let (start, size) = content_range(&answer).ok_or_else(|| odd(address))?;
        let bytes = answer.whole(tail).await.map_err(Stop::Try)?.bytes;
        if start + bytes.len() as u64 != size {
            return Err(odd(address));
        }
        let mut pieces = Pieces::new(size);
        pieces.add(start, bytes);
        // Directory, local header, data: it cannot take more than these.
        for _ in 0..6 {
            let need = match pieces.metadata(wheel).map_err(|source| archive_error(file, source))? {
                Step::Found(bytes) => return Ok(Some(bytes)),
                Step::Need(range) => range,
            };
            // What stands before the directory is likely METADATA itself.
            let from = need.start.saturating_sub(4096);
            let answer = self.ask_range(address, format!("bytes={from}-{}", need.end - 1)).await?;
            if answer.status != 206 || content_range(&answer) != Some((from, size)) {
                return Ok(None);
            }
            let bytes = answer.whole(need.end - from).await.map_err(Stop::Try)?.bytes;
            if bytes.len() as u64 != need.end - from {
                return Err(odd(address));
            }
            pieces.add(from, bytes);
        }
        Err(archive_error(file, super::ArchiveError::Damaged).into())
    }

    async fn ask_range(&self, address: &Address, range: String) -> Result<Answer, Stop> {
        let mut ask = Ask::file(address.clone().without_fragment());
        ask.headers.push(("range", range));
        self.means.net.once(&ask).await.map_err(Stop::Try)
    }

    fn ranges_fail(&self) -> std::sync::MutexGuard<'_, BTreeSet<Origin>> {
        self.without_ranges.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn download(&self, file: &File, address: &Address) -> Download {
        self.fetcher.download(request(file, address))
    }

    fn keep(&self, file: &File, wheel: &WheelName, fetched: Fetched) -> Result<Vec<u8>, IndexError> {
        let bytes = of_open(file, wheel, &fetched.file, fetched.size)?;
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(file.url.to_string(), fetched);
        Ok(bytes)
    }

    fn of_kept(&self, file: &File, wheel: &WheelName) -> Result<Option<Vec<u8>>, IndexError> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&*file.url).map(|fetched| of_open(file, wheel, &fetched.file, fetched.size)).transpose()
    }

    fn of_disk(&self, file: &File, wheel: &WheelName) -> Result<Vec<u8>, IndexError> {
        let link = || IndexError::Link { file: file.file_name().to_owned() };
        let path = file.address().map_err(|_| link())?.to_path().ok_or_else(link)?;
        let fail = |error| IndexError::FindLinks(Arc::new(error));
        let open = sys::fs::open(&path).map_err(fail)?;
        let size = open.metadata().map_err(|e| fail(sys::fs::at("read", &path)(e)))?.len();
        of_open(file, wheel, &open, size)
    }
}

/// What fetching a file takes.
pub fn request(file: &File, address: &Address) -> Request {
    Request {
        address: address.clone(),
        file_name: file.file_name().to_owned(),
        digests: file.digests.clone(),
        wanted: Vec::new(),
        size: file.size,
        is_from_https: file.origin.starts_with("https:"),
    }
}

enum Stop {
    Try(Failure),
    Index(Box<IndexError>),
}

impl From<IndexError> for Stop {
    fn from(error: IndexError) -> Self {
        Stop::Index(Box::new(error))
    }
}

fn odd(address: &Address) -> Stop {
    let why = "answers a range with another one".to_owned();
    Stop::Try(Failure::again(NetError::Encoding { address: address.clone(), why }, "wrong range"))
}

fn archive_error(file: &File, source: super::ArchiveError) -> IndexError {
    IndexError::Archive { file: file.file_name().to_owned(), source }
}

fn of_open(file: &File, wheel: &WheelName, open: &std::fs::File, size: u64) -> Result<Vec<u8>, IndexError> {
    let mut pieces = Pieces::new(size);
    let mut need = size.saturating_sub(tail_length(Some(size)))..size;
    for _ in 0..6 {
        let mut bytes = vec![0; usize::try_from(need.end - need.start).unwrap_or(0)];
        let read = open.read_exact_at(&mut bytes, need.start);
        read.map_err(|_| archive_error(file, super::ArchiveError::Damaged))?;
        pieces.add(need.start, bytes);
        match pieces.metadata(wheel).map_err(|source| archive_error(file, source))? {
            Step::Found(bytes) => return Ok(bytes),
            Step::Need(range) => need = range,
        }
    }
    Err(archive_error(file, super::ArchiveError::Damaged))
}

// How much of the end to ask for. The directory grows with the number of files, and that with the size. Of 142 much
// used wheels this finds METADATA in all but 13, at 38 kB each; a second question costs more than the bytes.
fn tail_length(size: Option<u64>) -> u64 {
    match size {
        Some(size) if size <= SMALL => size.max(1),
        Some(size) => (24 << 10) + (size / 32).min(104 << 10),
        None => 32 << 10,
    }
}

// `bytes 100-199/200` -> (100, 200).
fn content_range(answer: &Answer) -> Option<(u64, u64)> {
    let (range, size) = answer.header("content-range")?.trim().strip_prefix("bytes ")?.split_once('/')?;
    Some((range.split_once('-')?.0.trim().parse().ok()?, size.trim().parse().ok()?))
}

/// METADATA of this very file.
pub fn parse(file: &File, bytes: &[u8]) -> Result<Arc<Metadata>, IndexError> {
    let name = || file.file_name().to_owned();
    let metadata = Metadata::parse(bytes).map_err(|e| IndexError::Metadata { file: name(), source: Arc::new(e) })?;
    if metadata.name != *file.name() {
        let says = format!("\"{}\"", file.name());
        return Err(IndexError::Mismatch { file: name(), says, inside: format!("\"{}\"", metadata.name) });
    }
    if metadata.version != *file.version() {
        let (says, inside) = (file.version().to_string(), metadata.version.to_string());
        return Err(IndexError::Mismatch { file: name(), says, inside });
    }
    Ok(Arc::new(metadata))
}

// The headers that are ever looked at again; descriptions and licences are most of a METADATA file.
fn essence(bytes: &[u8]) -> String {
    const KEPT: [&str; 7] =
        ["metadata-version", "name", "version", "requires-dist", "requires-python", "provides-extra", "dynamic"];
    let mut text = String::new();
    for (name, value) in Headers::parse(bytes).iter() {
        if KEPT.iter().any(|kept| name.eq_ignore_ascii_case(kept)) {
            text.extend([name, ": ", value, "\n"]);
        }
    }
    text
}

// Of a file with a hash: of that very file, whoever served it. Else of what a URL gave.
fn cache_key(file: &File) -> String {
    let identity = match file.digests.iter().find(|d| d.algorithm().is_strong()) {
        Some(digest) => digest.to_string(),
        None => file.url.to_string(),
    };
    let digest = Digest::sha256_of(identity.as_bytes());
    let key = &digest.hex()[..16];
    let place = file.address().map_or_else(
        |_| "local".to_owned(),
        |address| {
            let mut origin = address.join("/").map_or(address, |(root, _)| root);
            origin = origin.without_fragment();
            key_of(&origin)
        },
    );
    format!("metadata/{place}/{}-{key}", file.file_name())
}
