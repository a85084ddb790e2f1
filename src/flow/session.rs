//! What a command needs to get packages: settings, the index, downloads, the store. Opened once; asks nothing yet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config_files;
use super::options::IndexOptions;
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::fetch::Fetcher;
use crate::index::settings::{DEFAULT_INDEX, Named, Options, Pin, Settings, World};
use crate::index::{Index, Open};
use crate::net::{Address, Net, hide};
use crate::requirements::{self, NamedIndex, is_index_name};
use crate::sourced::{Source, Sourced};
use crate::store::{Store, StoreError};
use crate::sys;
use crate::vars;

/// The way to packages.
pub(super) struct Session {
    pub net: Arc<Net>,
    pub index: Index,
    pub fetcher: Fetcher,
    pub store: Store,
    /// The directory of the cache.
    pub cache: PathBuf,
    settings: Settings,
    now: std::time::SystemTime,
    refreshes: bool,
    // Stands in for the cache where there is none; removed at the end.
    _temporary: Option<tempfile::TempDir>,
}

/// Opens it. `of_files` is what requirements files say about indexes.
pub(super) fn open(context: &Context, options: &IndexOptions, of_files: Vec<Options>) -> Result<Session> {
    let mut all = of_user(context, options);
    all.extend(of_files);
    for sources in config_files::sources(&config_files::read(context)?)? {
        sources.notes.iter().for_each(|note| context.ui.note(note));
        all.push(with_sources(&sources.indexes, &sources.pins, true));
    }
    let mut settings = resolve(context, &all)?;
    say_strangers(context, &settings, &all);
    let (cache, store, temporary) = store(context)?;
    let net = settings.connect();
    let fetcher = Fetcher::new(net.clone(), Some(&cache.join("tmp")));
    let how = Open { cache: Some(&cache), now: context.now, refresh: options.refresh };
    let index = Index::open(&settings, net.clone(), &how);
    let (now, refreshes) = (context.now, options.refresh);
    Ok(Session { net, index, fetcher, store, cache, settings, now, refreshes, _temporary: temporary })
}

/// The way to servers alone.
pub(super) fn net(context: &Context, options: &IndexOptions) -> Result<Arc<Net>> {
    Ok(resolve(context, &of_user(context, options))?.connect())
}

fn of_user(context: &Context, options: &IndexOptions) -> Vec<Options> {
    let mut all = vec![options_of(options), of_variable(context)];
    all[0].named = options.index.iter().map(|text| named(text, &Source::CommandLine("--index"))).collect();
    all
}

fn resolve(context: &Context, all: &[Options]) -> Result<Settings> {
    let get = |name: &str| context.env.get(std::ffi::OsStr::new(name)).cloned();
    let world = World {
        get: &get,
        names: context.env.keys().filter_map(|name| name.to_str().map(str::to_owned)).collect(),
        home: context.dirs.home(),
        cwd: context.cwd()?,
        offline: context.offline,
        concurrency: context.text(vars::CONCURRENCY).and_then(|text| text.parse().ok()).unwrap_or(0),
    };
    Ok(Settings::resolve(all, &world)?)
}

impl Session {
    /// Whether the index at `url` is among those of the settings; the one that everybody has by default is, since who
    /// asks another one instead means it to stand for that.
    pub(super) fn asks(&self, url: &str) -> bool {
        let plain = |url: &str| url.trim_end_matches('/').to_owned();
        let is_set = self.settings.indexes.iter().any(|own| plain(own.value.text()) == plain(url));
        is_set || plain(url) == plain(DEFAULT_INDEX)
    }

    /// The one index at `url`.
    pub(super) fn index_at(&self, url: &str) -> Result<Index> {
        let address = Address::parse(url).map_err(|why| Plain::refused(format!("\"{}\" is {why}", hide(url))))?;
        let place = Sourced::new(address.0.as_directory(), Source::Default);
        let settings = Settings { indexes: vec![place], ..Settings::default() };
        let how = Open { cache: Some(&self.cache), now: self.now, refresh: self.refreshes };
        Ok(Index::open(&settings, self.net.clone(), &how))
    }
}

/// What a project or a configuration says of indexes.
pub(super) fn with_sources(indexes: &[NamedIndex], pins: &[requirements::Pin], is_of_user: bool) -> Options {
    let named = |index: &NamedIndex| Named {
        name: Some(index.name.clone()),
        url: index.url.clone(),
        explicit: index.explicit,
        is_of_user,
    };
    let pin = |pin: &requirements::Pin| Pin {
        package: pin.package.clone(),
        index: pin.index.clone(),
        marker: pin.marker.clone(),
    };
    Options { named: indexes.iter().map(named).collect(), pins: pins.iter().map(pin).collect(), ..Options::default() }
}

fn of_variable(context: &Context) -> Options {
    let from = Source::Variable(vars::INDEX.to_owned());
    let words = context.text(vars::INDEX).unwrap_or_default().split_whitespace();
    Options { named: words.map(|text| named(text, &from)).collect(), ..Options::default() }
}

// `NAME=URL`, or a URL that may have a "=" in it.
fn named(text: &str, from: &Source) -> Named {
    let (name, url) = match text.split_once('=').filter(|(name, _)| is_index_name(name)) {
        Some((name, url)) => (Some(name.to_owned()), url),
        None => (None, text),
    };
    Named { name, url: Sourced::new(url.to_owned(), from.clone()), explicit: false, is_of_user: true }
}

// Where packages come from is for the user to say; what a project says of single ones is said aloud.
fn say_strangers(context: &Context, settings: &Settings, all: &[Options]) {
    let mut strangers: BTreeMap<&str, (&Sourced<Address>, Vec<&str>)> = BTreeMap::new();
    for pin in settings.pins.iter().filter(|pin| !pin.is_of_user) {
        strangers.entry(&pin.name).or_insert((&pin.index, Vec::new())).1.push(pin.package.as_str());
    }
    for (index, packages) in strangers.values() {
        let verb = if packages.len() == 1 { "comes" } else { "come" };
        let packages = packages.join(", ");
        context.ui.note(format!("{packages} {verb} from {}, as {} says", index.value, index.from));
    }
    let known = || all.iter().flat_map(|options| &options.named);
    for index in known().filter(|index| !index.is_of_user && !index.explicit) {
        let Some(name) = &index.name else { continue };
        if !known().any(|other| other.is_of_user && other.name.as_ref() == Some(name)) {
            context.ui.note(format!(
                "{}: {name} is asked only for what [tool.noglue.sources] takes from it: a project does not choose where \
                 all packages come from; '--index {name}=URL' asks it for all",
                index.url.from
            ));
        }
    }
}

// A cache that others may write to is not used: what it holds would be anybody's code. A temporary one takes its place,
// on the disk of the real one's home if possible, for links.
pub(super) fn store(context: &Context) -> Result<(PathBuf, Store, Option<tempfile::TempDir>)> {
    if let Some(cache) = context.dirs.cache() {
        match Store::open(cache, context.now) {
            Ok(store) => return Ok((cache.to_owned(), store, None)),
            Err(error @ (StoreError::Unsafe { .. } | StoreError::Fs(_))) => {
                context.ui.warn(format!(
                    "{}; this time without a cache",
                    crate::error::Error::from(error).chain().join(": ")
                ));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let dir = sys::fs::temp_dir_in(&temporary_parent(), "noglue-cache-")?;
    let store = Store::open(dir.path(), context.now)?;
    Ok((dir.path().to_owned(), store, Some(dir)))
}

fn temporary_parent() -> PathBuf {
    let cwd = Path::new("/var/tmp");
    if sys::fs::is_dir(cwd) { cwd.to_owned() } else { sys::env::temp_dir() }
}

fn options_of(options: &IndexOptions) -> Options {
    let said = |option: &'static str| move |text: String| Sourced::new(text, Source::CommandLine(option));
    Options {
        index_url: options.index_url.clone().map(said("--index-url")),
        extra_index_urls: options.extra_index_url.iter().cloned().map(said("--extra-index-url")).collect(),
        find_links: options.find_links.iter().cloned().map(said("--find-links")).collect(),
        no_index: options.no_index,
        cert: options.cert.as_ref().map(|p| said("--cert")(p.to_string_lossy().into_owned())),
        proxy: options.proxy.clone().map(said("--proxy")),
        trusted_hosts: options.trusted_host.iter().cloned().map(said("--trusted-host")).collect(),
        ..Options::default()
    }
}
