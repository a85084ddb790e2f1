//! One index: the page of one project, from the cache, by asking whether it changed, or anew.

use std::sync::Arc;

use super::cache::{Cache, Entry, Facts, fresh_for, names_of};
use super::error::IndexError;
use super::listing::Listing;
use super::page::{self, PageError};
use super::reduced::{self, Reduced};
use crate::fetch::Digest;
use crate::net::{Address, Ask, Net, NetError, Whole};
use crate::pep::name::PackageName;
use crate::sys;

/// What an index is trusted to hold in memory.
const MAX_PAGE: u64 = 256 << 20;
/// Seconds a page is fresh when its server does not say.
const FRESH_FOR: u64 = 600;
// Simple repository API, "Content negotiation": every form is listed, the best one first.
const ACCEPT: &str = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01";

/// One index.
#[derive(Debug)]
pub struct Source {
    address: Address,
    shown: Arc<str>,
    key: String,
}

/// What is known without asking.
#[derive(Debug)]
pub enum Known {
    /// It has no such project.
    Absent,
    /// It has this.
    Listed(Arc<Listing>),
    /// It must be asked; this is what it said last time.
    Ask(Option<Entry>),
}

/// What questions are asked with.
#[derive(Clone, Debug)]
pub struct Means {
    /// The way to servers.
    pub net: Arc<Net>,
    /// Where answers are kept.
    pub cache: Option<Cache>,
    /// Seconds since 1970.
    pub now: u64,
    /// Whether what is kept must be asked about again.
    pub refresh: bool,
}

impl Source {
    /// An index at a directory URL.
    pub fn new(address: &Address) -> Source {
        Source { address: address.clone(), shown: address.to_string().into(), key: key_of(address) }
    }

    /// For messages.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// True when it is a directory of this machine.
    pub fn is_local(&self) -> bool {
        self.address.is_file()
    }

    fn page(&self, name: &PackageName) -> Address {
        // Names are letters, digits and "-": nothing to escape.
        self.address.join(&format!("{name}/")).expect("a name is a path component").0
    }

    fn cache_key(&self, name: &PackageName) -> String {
        format!("index/{}/{name}", self.key)
    }

    /// Looks into the cache; offline, everything in it is good.
    pub fn known(&self, name: &PackageName, means: &Means) -> Known {
        if self.is_local() {
            return Known::Ask(None);
        }
        let Some(entry) = means.cache.as_ref().and_then(|cache| cache.load(&self.cache_key(name))) else {
            return Known::Ask(None);
        };
        let is_good = means.net.is_offline() || !means.refresh && entry.facts.is_fresh(means.now);
        if !is_good {
            return Known::Ask(Some(entry));
        }
        if entry.facts.is_absent {
            return Known::Absent;
        }
        match self.listing(name, entry) {
            Some(listing) => Known::Listed(listing),
            None => Known::Ask(None),
        }
    }

    /// Packages that it is known to have, by their names as they lie on disk; [`Self::has`] says whether it still does.
    pub fn names(&self, means: &Means) -> Vec<String> {
        match self.address.to_path() {
            Some(dir) => names_of(&dir),
            None => means.cache.as_ref().map_or(Vec::new(), |cache| cache.names(&format!("index/{}", self.key))),
        }
    }

    /// Whether the cache, however old, or the disk has a list of it.
    pub fn has(&self, name: &PackageName, means: &Means) -> bool {
        if self.is_local() {
            return self.read_local(name).is_ok_and(|listing| listing.is_some());
        }
        let entry = means.cache.as_ref().and_then(|cache| cache.load(&self.cache_key(name)));
        entry.is_some_and(|entry| !entry.facts.is_absent)
    }

    fn listing(&self, name: &PackageName, entry: Entry) -> Option<Arc<Listing>> {
        Listing::of_text(name, self.shown.clone(), entry.text, entry.body).map(Arc::new)
    }

    /// A directory of this machine laid out like an index.
    pub fn read_local(&self, name: &PackageName) -> Result<Option<Arc<Listing>>, IndexError> {
        let page = self.page(name);
        let Some(dir) = page.to_path() else { return Ok(None) };
        for (file, content_type) in [("index.json", "application/json"), ("index.html", "text/html")] {
            let bytes = sys::fs::read_if_there(&dir.join(file)).map_err(|e| IndexError::FindLinks(Arc::new(e)))?;
            if let Some(bytes) = bytes {
                let reduced = read_page(name, &bytes, content_type, &page)?;
                let listing = self.listing(name, Entry::of_memory(reduced.text));
                return Ok(Some(listing.expect("the reader of reduced text understands its writer")));
            }
        }
        Ok(None)
    }

    /// Asks the server. `old` is what it said last time.
    pub async fn ask(
        self: &Arc<Self>,
        name: &PackageName,
        old: Option<Entry>,
        means: &Means,
    ) -> Result<Option<Arc<Listing>>, IndexError> {
        if means.net.is_offline() {
            return Err(IndexError::Offline { what: format!("the list of {name}") });
        }
        let page = self.page(name);
        let mut headers = Vec::new();
        if let Some(facts) = old.as_ref().map(|entry| &entry.facts) {
            headers.extend(facts.etag.clone().map(|tag| ("if-none-match", tag)));
            headers.extend(facts.modified.clone().map(|date| ("if-modified-since", date)));
        }
        let ask = Ask { address: page.clone(), accept: ACCEPT, gzip: true, headers };
        let whole = means.net.whole(&ask, MAX_PAGE).await?;
        let (source, name, means) = (self.clone(), name.clone(), means.clone());
        let task = tokio::task::spawn_blocking(move || source.take(&name, whole, old, &page, &means));
        task.await.map_err(|_| IndexError::GivenUp { what: "a page".into() })?
    }

    fn take(
        &self,
        name: &PackageName,
        whole: Whole,
        old: Option<Entry>,
        page: &Address,
        means: &Means,
    ) -> Result<Option<Arc<Listing>>, IndexError> {
        let facts = facts_of(&whole, means.now);
        let keep = |facts: &Facts, body: &str| {
            if let Some(cache) = &means.cache {
                cache.store(&self.cache_key(name), facts, body);
            }
        };
        match (whole.status, old) {
            (200, _) => {}
            (304, Some(old)) => {
                let facts = Facts { is_absent: old.facts.is_absent, ..merge(facts.unwrap_or_default(), &old.facts) };
                keep(&facts, old.answer());
                if facts.is_absent {
                    return Ok(None);
                }
                return Ok(self.listing(name, old));
            }
            // Nobody has asked for a page that may be kept for ever.
            (404 | 410, _) => {
                let absent = Facts { fetched: means.now, fresh_for: FRESH_FOR, is_absent: true, ..Facts::default() };
                keep(&absent, "");
                return Ok(None);
            }
            (status, _) => return Err(NetError::Status { address: page.clone(), status }.into()),
        }
        let content_type = whole.header("content-type").unwrap_or("text/html").to_owned();
        let reduced = read_page(name, &whole.bytes, &content_type, &whole.address)?;
        for (address, credential) in reduced.credentials {
            means.net.credentials().learn(&address, credential);
        }
        if let (Some(facts), false) = (&facts, reduced.is_secret) {
            keep(facts, &reduced.text);
        }
        let listing = self.listing(name, Entry::of_memory(reduced.text));
        Ok(Some(listing.expect("the reader of reduced text understands its writer")))
    }
}

// None when the answer must not be kept.
fn facts_of(whole: &Whole, now: u64) -> Option<Facts> {
    let fresh_for = fresh_for(whole.header("cache-control"), whole.header("age"), FRESH_FOR)?;
    let text = |name: &str| whole.header(name).map(str::to_owned);
    Some(Facts { fetched: now, fresh_for, etag: text("etag"), modified: text("last-modified"), is_absent: false })
}

// A 304 may leave out what did not change.
fn merge(new: Facts, old: &Facts) -> Facts {
    Facts { etag: new.etag.or(old.etag.clone()), modified: new.modified.or(old.modified.clone()), ..new }
}

/// Reads a page of either form.
pub fn read_page(
    name: &PackageName,
    bytes: &[u8],
    content_type: &str,
    address: &Address,
) -> Result<Reduced, IndexError> {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let not_a_list = |what: String| IndexError::NotAList { what, bytes: bytes.len(), address: address.clone() };
    let page = match kind.as_str() {
        "application/vnd.pypi.simple.v1+json" | "application/json" => page::read_json(bytes),
        "application/vnd.pypi.simple.v1+html" | "text/html" | "application/xhtml+xml" => page::read_html(bytes),
        other => {
            let newer = other.strip_prefix("application/vnd.pypi.simple.v").and_then(|v| v.split('+').next());
            return Err(match newer {
                Some(version) => IndexError::TooNew { version: format!("{version}.x") },
                None => not_a_list(crate::ui::clean(other)),
            });
        }
    };
    let page = page.map_err(|error| match error {
        PageError::Garbage => not_a_list("garbage".into()),
        PageError::Version(version) => IndexError::TooNew { version },
    })?;
    let wrong =
        |said: &str| IndexError::WrongProject { name: name.clone(), said: said.into(), address: address.clone() };
    if let Some(said) = page.name.as_deref().filter(|said| !name.is_spelled(said)) {
        return Err(wrong(said));
    }
    let reduced = reduced::reduce(name, &page, address);
    if reduced.is_of_others {
        // Only kinds nobody installs any more (.exe, .egg) are no reason to be suspicious.
        let other = page.files.iter().find(|file| file.filename.ends_with(".whl"));
        if let Some(other) = other {
            return Err(wrong(&other.filename));
        }
    }
    Ok(reduced)
}

/// A directory name for a URL: readable, and unique by its hash.
pub fn key_of(address: &Address) -> String {
    let host: String = address
        .origin()
        .host
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        .take(64)
        .collect();
    let host = if host.starts_with(|c: char| c.is_ascii_alphanumeric()) { host } else { "local".to_owned() };
    format!("{host}-{}", &Digest::sha256_of(address.text().as_bytes()).hex()[..16])
}
