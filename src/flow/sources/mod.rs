//! Source trees become metadata and wheels: opened, built in an environment made for that, kept, put into the store.
//!
//! The only way by which code of a package runs. What can be known without a build is; what was built before is taken.

mod direct_url;
mod environment;
mod error;
mod opened;
mod place;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::obtain::Want;
use super::options::ResolveOptions;
use super::session::Session;
use crate::build::{BuildError, Hook, Kept, Made};
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::fetch::Digest;
use crate::index::File;
use crate::interpreter::Interpreter;
use crate::pep::metadata::Metadata;
use crate::pep::name::PackageName;
use crate::pep::tags::Tags;
use crate::pep::version::Version;
use crate::pep::wheel_name::WheelName;
use crate::requirements::{ConfigSettings, Located};
use crate::resolve::Root;
use crate::store::{Entry, Strictness};
use crate::sys;
use crate::vars;

pub(super) use direct_url::{direct_url, public_url};
pub(super) use error::SourceError;
use opened::Opened;
pub(super) use opened::Pinned;
pub(super) use place::Direct;

/// What can be built.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub what: What,
    /// The hashes that its file may have; empty: any.
    pub allowed: Vec<Digest>,
    /// What its build is told.
    pub settings: ConfigSettings,
}

/// Where a source is.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A source distribution of an index.
    File(Arc<File>),
    /// What a requirement names by its place.
    Located(Located),
}

/// Builds for one interpreter. Cheap to make: nothing is done before something must be built.
pub(super) struct Builder<'a> {
    pub context: &'a Context,
    pub session: &'a Session,
    shared: Arc<Shared<'a>>,
    /// What is being built, outermost first.
    chain: Vec<String>,
}

struct Shared<'a> {
    interpreter: &'a Interpreter,
    tags: Tags,
    options: ResolveOptions,
    constraints: Vec<Root>,
    settings: ConfigSettings,
    /// The environment whose packages builds see without isolation.
    target: Option<PathBuf>,
    limit: Duration,
    kept: Kept,
    opened: Mutex<BTreeMap<String, Arc<Opened>>>,
    /// What the builds of single packages of an index are told.
    told: Mutex<BTreeMap<PackageName, ConfigSettings>>,
    commits: Mutex<Commits>,
}

/// The commits that branches and tags of repositories are held at.
pub(super) type Commits = BTreeMap<(String, Option<String>), String>;

impl<'a> Builder<'a> {
    /// For packages that `interpreter` will run, in the environment `target` if there is one yet.
    pub(super) fn new(
        context: &'a Context,
        session: &'a Session,
        interpreter: &'a Interpreter,
        options: &ResolveOptions,
        target: Option<&Path>,
    ) -> Result<Builder<'a>> {
        let shared = Shared {
            interpreter,
            tags: Tags::of(&interpreter.target),
            constraints: environment::constraints(context, session, &options.build)?,
            settings: settings(&options.build.config_settings)?,
            options: options.clone(),
            target: target.map(Path::to_owned),
            limit: limit(context)?,
            kept: Kept::new(&session.cache),
            opened: Mutex::default(),
            told: Mutex::default(),
            commits: Mutex::default(),
        };
        Ok(Builder { context, session, shared: Arc::new(shared), chain: Vec::new() })
    }

    /// True when nothing is being built yet.
    pub(super) fn is_outermost(&self) -> bool {
        self.chain.is_empty()
    }

    /// Repositories (without credentials) are looked at, at these commits, whatever their branches are now.
    pub(super) fn hold(&self, commits: Commits) {
        *self.shared.commits.lock().expect("nobody panics with it") = commits;
    }

    /// What the build of a package is told, wherever an index has it.
    pub(super) fn tell(&self, name: &PackageName, settings: &ConfigSettings) {
        if !settings.is_empty() {
            let mut told = self.shared.told.lock().expect("nobody panics with it");
            told.entry(name.clone()).or_default().extend(settings.clone());
        }
    }

    /// The metadata of a source. `title` is what people know it by.
    pub(super) fn metadata(&self, source: &Source, title: &str) -> Result<Arc<Metadata>, SourceError> {
        self.find_metadata(source).map(Arc::new).map_err(|error| error.of(title, source))
    }

    /// The wheel of a source, in the store.
    pub(super) fn wheel(
        &self,
        source: &Source,
        name: &PackageName,
        version: &Version,
    ) -> Result<(Entry, Option<Pinned>), SourceError> {
        let title = format!("{name} {version}");
        let found = self.find_wheel(source, name, version, &title);
        found.map(|(entry, pinned, _)| (entry, pinned)).map_err(|error| error.of(&title, source))
    }

    /// The wheel of a source, as a file; it is there as long as the builder is.
    pub(super) fn wheel_file(
        &self,
        source: &Source,
        name: &PackageName,
        version: &Version,
    ) -> Result<PathBuf, SourceError> {
        let title = format!("{name} {version}");
        let found = self.find_wheel(source, name, version, &title);
        found.map(|(_, _, made)| made.path).map_err(|error| error.of(&title, source))
    }

    /// What a source is, where that does not change: `git:COMMIT`, `sha256:HEX`.
    pub(super) fn identity(&self, source: &Source, title: &str) -> Result<Option<String>, SourceError> {
        let opened = self.open(source).map_err(|error| error.of(title, source))?;
        Ok(opened.id().map(str::to_owned))
    }

    fn find_metadata(&self, source: &Source) -> Result<Metadata, Stop> {
        let key = self.key_of_known(source);
        if let Some(metadata) = key.as_ref().and_then(|key| self.kept_metadata(key)) {
            return Ok(metadata);
        }
        let opened = self.open(source)?;
        let key = key.or_else(|| self.key(opened.id()?, source));
        if let Some(metadata) = key.as_ref().and_then(|key| self.kept_metadata(key)) {
            return Ok(metadata);
        }
        if let Some(metadata) = opened.static_metadata()? {
            if let Some(key) = key {
                self.shared.kept.keep_metadata(&key, metadata.to_headers().as_bytes())?;
            }
            return Ok(metadata);
        }
        let hook = hook(source);
        let bytes = self.deeper(&opened, |builder| match opened.prepared_metadata(builder, source, hook)? {
            Some(bytes) => Ok(bytes),
            // What the backend cannot say without building is in the wheel.
            None => {
                let made = opened.build(builder, source, hook, key.as_deref())?;
                let file = sys::fs::open(&made.path)?;
                let entry = self.session.store.insert(file, &made.sha256, &made.wheel, Strictness::default())?;
                Ok(entry.metadata()?)
            }
        })?;
        let metadata = parse(&bytes)?;
        if let Some(key) = key {
            self.shared.kept.keep_metadata(&key, &bytes)?;
        }
        Ok(metadata)
    }

    fn find_wheel(
        &self,
        source: &Source,
        name: &PackageName,
        version: &Version,
        title: &str,
    ) -> Result<(Entry, Option<Pinned>, Made), Stop> {
        let mut key = self.key_of_known(source);
        let mut made = key.as_ref().and_then(|key| self.shared.kept.wheel(key));
        let mut pinned = None;
        let mut is_new = false;
        if made.is_none() {
            let opened = self.open(source)?;
            pinned = Some(opened.pinned().clone());
            key = key.or_else(|| self.key(opened.id()?, source));
            made = key.as_ref().and_then(|key| self.shared.kept.wheel(key));
            if made.is_none() {
                self.context.ui.note(format!("building {title}"));
                let build = |builder: &Builder<'_>| opened.build(builder, source, hook(source), key.as_deref());
                made = Some(self.deeper(&opened, build)?);
                is_new = true;
            }
        }
        let made = made.expect("kept or just made");
        let entry = self.checked(source, &made, name, version, is_new);
        // What is refused is not kept.
        if let (Err(_), Some(key)) = (&entry, &key) {
            self.shared.kept.forget(key)?;
        }
        Ok((entry?, pinned, made))
    }

    fn checked(
        &self,
        source: &Source,
        made: &Made,
        name: &PackageName,
        version: &Version,
        is_new: bool,
    ) -> Result<Entry, Stop> {
        self.check(made, name, version)?;
        let entry = match self.session.store.get(&made.sha256) {
            Some(entry) => entry,
            None => {
                let file = sys::fs::open(&made.path)?;
                self.session.store.insert(file, &made.sha256, &made.wheel, Strictness::default())?
            }
        };
        if is_new {
            self.check_needs(source, &entry)?;
        }
        Ok(entry)
    }

    // What was resolved is what its source said that it needs.
    fn check_needs(&self, source: &Source, entry: &Entry) -> Result<(), Stop> {
        let said = self.find_metadata(source)?;
        let made = parse(&entry.metadata()?)?;
        let is_known = |name: &PackageName| *name == made.name || said.requires_dist.iter().any(|r| r.name == *name);
        match made.requires_dist.iter().find(|requirement| !is_known(&requirement.name)) {
            None => Ok(()),
            Some(more) => Err(BuildError::OtherNeeds { needs: more.to_string() }.into()),
        }
    }

    fn check(&self, made: &Made, name: &PackageName, version: &Version) -> Result<(), BuildError> {
        let wheel = &made.wheel;
        if wheel.name() != name || wheel.version() != version {
            return Err(BuildError::Other {
                made: format!("{} {}", wheel.name(), wheel.version()),
                wanted: format!("{name} {version}"),
            });
        }
        match self.shared.tags.rank(wheel) {
            Some(_) => Ok(()),
            None => Err(BuildError::OtherTarget { wheel: wheel.file_name().to_owned() }),
        }
    }

    // A builder for what the build of `opened` needs.
    fn deeper<T>(&self, opened: &Opened, act: impl FnOnce(&Builder<'_>) -> Result<T, Stop>) -> Result<T, Stop> {
        let title = opened.title().to_owned();
        let mut chain = self.chain.clone();
        chain.push(title.clone());
        if self.chain.contains(&title) {
            let why = format!("to build it, it must be built first: {}", chain.join(" needs "));
            return Err(Stop::Other(Plain::refused(why).into()));
        }
        act(&Builder { context: self.context, session: self.session, shared: self.shared.clone(), chain })
    }

    fn open(&self, source: &Source) -> Result<Arc<Opened>, Stop> {
        let place = match &source.what {
            What::File(file) => file.url.to_string(),
            What::Located(located) => format!("{} {}", located.text(), located.is_editable),
        };
        if let Some(opened) = self.shared.opened.lock().expect("nobody panics with it").get(&place) {
            return Ok(opened.clone());
        }
        let opened = Arc::new(Opened::open(self, source)?);
        let mut all = self.shared.opened.lock().expect("nobody panics with it");
        Ok(all.entry(place).or_insert(opened).clone())
    }

    fn kept_metadata(&self, key: &str) -> Option<Metadata> {
        Metadata::parse(&self.shared.kept.metadata(key)?).ok()
    }

    // Without looking at the source: a file whose hash the index gives.
    fn key_of_known(&self, source: &Source) -> Option<String> {
        let What::File(file) = &source.what else { return None };
        let sha256 = file.sha256()?;
        let is_allowed = source.allowed.is_empty() || source.allowed.contains(sha256);
        if is_allowed { self.key(&format!("sha256:{}", sha256.hex()), source) } else { None }
    }

    // Everything that makes a build what it is. An editable wheel names a directory: it is for once (PEP 660).
    fn key(&self, id: &str, source: &Source) -> Option<String> {
        let subdirectory = match &source.what {
            What::Located(located) if located.is_editable => return None,
            What::Located(located) => located.subdirectory.as_ref().map(|path| path.as_str().to_owned()),
            What::File(_) => None,
        };
        let shared = &self.shared;
        let constraints: Vec<String> = shared.constraints.iter().map(|root| root.requirement.to_string()).collect();
        let text = format!(
            "1\n{id}\n{subdirectory:?}\n{:?}\n{}\n{constraints:?}\n{:?}\n",
            shared.interpreter.target,
            shared.options.build.no_build_isolation,
            self.settings_for(source),
        );
        Some(Digest::sha256_of(text.as_bytes()).hex()[..32].to_owned())
    }

    fn settings_for(&self, source: &Source) -> ConfigSettings {
        let mut settings = self.shared.settings.clone();
        settings.extend(source.settings.clone());
        if let What::File(file) = &source.what {
            let told = self.shared.told.lock().expect("nobody panics with it");
            settings.extend(told.get(file.name()).cloned().unwrap_or_default());
        }
        settings
    }
}

/// What is built for a file that is no wheel.
pub(super) fn source_of(want: &Want) -> Source {
    match want.direct.as_ref().and_then(|direct| direct.source.as_ref()) {
        Some(source) => source.as_ref().clone(),
        None => of_file(&want.file, want.allowed.clone()),
    }
}

/// A source distribution of an index.
pub(super) fn of_file(file: &Arc<File>, allowed: Vec<Digest>) -> Source {
    Source { what: What::File(file.clone()), allowed, settings: ConfigSettings::new() }
}

fn hook(source: &Source) -> Hook {
    match &source.what {
        What::Located(located) if located.is_editable => Hook::Editable,
        _ => Hook::Wheel,
    }
}

fn parse(bytes: &[u8]) -> Result<Metadata, BuildError> {
    Metadata::parse(bytes).map_err(|error| BuildError::Metadata { why: crate::error::chain_of(&error).join(": ") })
}

/// Why a source could not be used, before it is said of which.
enum Stop {
    Build(BuildError),
    Other(crate::error::Error),
}

impl Stop {
    fn of(self, title: &str, source: &Source) -> SourceError {
        let is_editable = matches!(&source.what, What::Located(located) if located.is_editable);
        match self {
            Stop::Build(error) => {
                let is_about_version = error.is_about_metadata();
                SourceError { title: title.to_owned(), cause: error.into(), is_about_version, is_editable }
            }
            Stop::Other(cause) => SourceError { title: title.to_owned(), cause, is_about_version: false, is_editable },
        }
    }
}

impl From<BuildError> for Stop {
    fn from(error: BuildError) -> Stop {
        Stop::Build(error)
    }
}

macro_rules! stop {
    ($($error:ty),*) => {$(
        impl From<$error> for Stop {
            fn from(error: $error) -> Stop {
                Stop::Other(error.into())
            }
        }
    )*};
}
stop!(
    crate::sys::fs::FsError,
    crate::store::StoreError,
    crate::index::IndexError,
    crate::fetch::FetchError,
    crate::fetch::git::GitError,
    crate::build::unpack::UnpackError,
    SourceError
);

impl From<crate::error::Error> for Stop {
    fn from(error: crate::error::Error) -> Stop {
        Stop::Other(error)
    }
}

fn settings(words: &[String]) -> Result<ConfigSettings> {
    let mut settings = ConfigSettings::new();
    for word in words {
        let Some((key, value)) = word.split_once('=').filter(|(key, _)| !key.is_empty()) else {
            return Err(Plain::new(Exit::Usage, "--config-settings has the form KEY=VALUE").into());
        };
        settings.entry(key.to_owned()).or_default().push(value.to_owned());
    }
    Ok(settings)
}

fn limit(context: &Context) -> Result<Duration> {
    const DEFAULT: u64 = 3600;
    let Some(text) = context.text(vars::BUILD_TIMEOUT) else { return Ok(Duration::from_secs(DEFAULT)) };
    text.parse().map(Duration::from_secs).map_err(|_| {
        let shown = crate::ui::clean(text);
        Plain::new(Exit::Usage, format!("{}=\"{shown}\" is no number of seconds", vars::BUILD_TIMEOUT)).into()
    })
}

/// The wheel's name in the words of an index, for what has none yet.
fn wheel_of(path: &Path) -> Result<WheelName, BuildError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    WheelName::parse(&name).map_err(|error| BuildError::Answer { hook: "build_wheel", why: error.to_string() })
}
