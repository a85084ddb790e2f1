//! A source tree that is here: fetched, unpacked, or lying where it always lay; built at most once at a time.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::environment::{self, Environment};
use super::{Builder, Source, Stop, What, wheel_of};
use crate::build::{self, BuildError, Hook, Made, Runner, Static, System, unpack};
use crate::error::Plain;
use crate::fetch::git::{Clones, Wanted};
use crate::fetch::{Digest, Fetched, Request};
use crate::pep::metadata::Metadata;
use crate::requirements::located::{Git, Kind};
use crate::requirements::lock;
use crate::requirements::{ConfigSettings, Located};
use crate::sys;

/// What exactly a source was, for `direct_url.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::flow) enum Pinned {
    /// A file, by its sha256 in hexadecimal.
    Archive(String),
    /// A directory of this machine.
    Directory,
    /// A commit.
    Commit(String),
    /// A tree that was checked out and is used where it lies, as in pip whatever it was checked out from.
    Editable(PathBuf),
}

/// A source tree.
#[derive(Debug)]
pub(super) struct Opened {
    root: PathBuf,
    trusted: Static,
    title: String,
    id: Option<String>,
    pinned: Pinned,
    ready: Mutex<Option<Ready>>,
    _dir: Option<tempfile::TempDir>,
}

/// An environment in which its hooks have begun to run.
#[derive(Debug)]
struct Ready {
    hook: Hook,
    system: System,
    environment: Environment,
    scratch: tempfile::TempDir,
    settings: ConfigSettings,
    /// What `prepare_metadata` made.
    metadata: Option<PathBuf>,
}

impl Opened {
    pub(super) fn open(builder: &Builder<'_>, source: &Source) -> Result<Opened, Stop> {
        match &source.what {
            What::File(file) => {
                let mut request = builder.session.index.request(file)?;
                request.wanted.clone_from(&source.allowed);
                let title = format!("{} {}", file.name(), file.version());
                archive(builder, request, title, Static::Sdist, None)
            }
            What::Located(located) => match &located.kind {
                Kind::Directory(path) => directory(path, located),
                Kind::Git(git) => repository(builder, git, located),
                Kind::Archive | Kind::Wheel(_) => {
                    let (address, credential) = crate::net::Address::parse(&located.url)
                        .map_err(|error| Plain::refused(error.to_string()))
                        .map_err(crate::error::Error::from)?;
                    if let Some(credential) = credential {
                        builder.session.net.credentials().learn(&address, credential);
                    }
                    let file_name = address.path().rsplit('/').next().unwrap_or_default().to_owned();
                    let title = located.url.rsplit('/').next().unwrap_or_default().to_owned();
                    let request = Request {
                        address,
                        file_name,
                        digests: Vec::new(),
                        wanted: source.allowed.clone(),
                        size: None,
                        is_from_https: false,
                    };
                    archive(builder, request, title, Static::Sdist, Some(located))
                }
            },
        }
    }

    /// What it is, where that does not change: the hash of a file, a commit.
    pub(super) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    pub(super) fn pinned(&self) -> &Pinned {
        &self.pinned
    }

    /// What people know it by.
    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// Its metadata, where no build is needed for it.
    pub(super) fn static_metadata(&self) -> Result<Option<Metadata>, BuildError> {
        build::of_project(&self.root, self.trusted)
    }

    /// METADATA from its backend; `None` when that must build for it.
    pub(super) fn prepared_metadata(
        &self,
        builder: &Builder<'_>,
        source: &Source,
        hook: Hook,
    ) -> Result<Option<Vec<u8>>, Stop> {
        let mut ready = self.ready.lock().expect("nobody panics with it");
        let ready = self.ready(&mut ready, builder, source, hook)?;
        if ready.metadata.is_none() {
            let parent = ready.scratch.path().join("metadata");
            sys::fs::create_dir_all(&parent)?;
            ready.metadata = self.runner(ready, builder).metadata(hook, &parent)?;
        }
        let Some(dir) = &ready.metadata else { return Ok(None) };
        Ok(Some(sys::fs::read(&dir.join("METADATA"))?))
    }

    /// Its wheel; kept under `key` if there is one.
    pub(super) fn build(
        &self,
        builder: &Builder<'_>,
        source: &Source,
        hook: Hook,
        key: Option<&str>,
    ) -> Result<Made, Stop> {
        let mut ready = self.ready.lock().expect("nobody panics with it");
        if let Some(made) = key.and_then(|key| builder.shared.kept.wheel(key)) {
            return Ok(made);
        }
        let ready = self.ready(&mut ready, builder, source, hook)?;
        let parent = sys::fs::temp_dir_in(ready.scratch.path(), "wheel-")?.keep();
        let path = self.runner(ready, builder).wheel(hook, &parent, ready.metadata.as_deref())?;
        let wheel = wheel_of(&path)?;
        let sha256 = Digest::sha256_of(&sys::fs::read(&path)?).hex().to_owned();
        match key {
            Some(key) => Ok(builder.shared.kept.keep_wheel(key, &path, &wheel, &sha256)?),
            None => Ok(Made { path, wheel, sha256 }),
        }
    }

    fn ready<'r>(
        &self,
        slot: &'r mut Option<Ready>,
        builder: &Builder<'_>,
        source: &Source,
        hook: Hook,
    ) -> Result<&'r mut Ready, Stop> {
        if slot.as_ref().is_none_or(|ready| ready.hook != hook) {
            let system = System::read(&self.root)?;
            let scratch = builder.shared.kept.scratch()?;
            sys::fs::create_dir_all(&scratch.path().join("tmp"))?;
            sys::fs::create_dir_all(&scratch.path().join(environment::HOME))?;
            let environment = Environment::make(builder, &system)?;
            let settings = builder.settings_for(source);
            let mut ready = Ready { hook, system, environment, scratch, settings, metadata: None };
            let more = self.runner(&ready, builder).requires(hook)?;
            ready.environment = ready.environment.and(builder, &more)?;
            *slot = Some(ready);
        }
        Ok(slot.as_mut().expect("just made"))
    }

    fn runner<'r>(&'r self, ready: &'r Ready, builder: &Builder<'_>) -> Runner<'r> {
        Runner {
            python: &ready.environment.python,
            system: &ready.system,
            source: &self.root,
            env: ready.environment.variables(builder.context, ready.scratch.path()),
            settings: &ready.settings,
            scratch: ready.scratch.path(),
            log: Some(builder.shared.kept.log(&self.title)),
            limit: builder.shared.limit,
        }
    }
}

fn archive(
    builder: &Builder<'_>,
    request: Request,
    title: String,
    trusted: Static,
    located: Option<&Located>,
) -> Result<Opened, Stop> {
    let fetched: Fetched = builder.session.fetcher.fetch(request)?;
    let sha256 = fetched.sha256().hex().to_owned();
    let dir = builder.shared.kept.scratch()?;
    let tree = dir.path().join("source");
    sys::fs::create_dir_all(&tree)?;
    let root = unpack::unpack(fetched.file, &tree, &builder.shared.interpreter.base_executable)?;
    Ok(Opened {
        root: below(root, located)?,
        // PKG-INFO in some directory of an archive that is no source distribution may be of anything.
        trusted: if located.is_some_and(|l| l.subdirectory.is_some()) { Static::Tree } else { trusted },
        title,
        id: Some(format!("sha256:{sha256}")),
        pinned: Pinned::Archive(sha256),
        ready: Mutex::default(),
        _dir: Some(dir),
    })
}

fn repository(builder: &Builder<'_>, git: &Git, located: &Located) -> Result<Opened, Stop> {
    let context = builder.context;
    let clones = Clones {
        cache: &builder.session.cache,
        path: context.var("PATH").map(ToOwned::to_owned).unwrap_or_default(),
        offline: context.offline,
    };
    let held = builder.shared.commits.lock().expect("nobody panics with it");
    let key = (lock::without_credentials(&git.repository), git.reference.clone());
    let held = held.get(&key).cloned();
    let wanted = Wanted { repository: &git.repository, reference: held.as_deref().or(git.reference.as_deref()) };
    let title = crate::net::hide(git.repository.trim_end_matches('/').rsplit('/').next().unwrap_or_default());
    let title = title.trim_end_matches(".git").to_owned();
    let (tree, commit, dir) = if located.is_editable {
        let place = editable_place(builder, located, &title)?;
        if sys::fs::is_dir(&place) {
            context.ui.note(format!("{} is there already and is used as it is", place.display()));
            let commit = clones.commit_of(&place)?;
            (place, commit, None)
        } else {
            let dir = sys::fs::temp_dir_in(place.parent().unwrap_or(&place), ".new-")?;
            let tree = dir.path().join("source");
            let commit = clones.check_out(wanted, &tree)?;
            sys::fs::rename(&tree, &place)?;
            (place, commit, None)
        }
    } else {
        let dir = builder.shared.kept.scratch()?;
        let tree = dir.path().join("source");
        let commit = clones.check_out(wanted, &tree)?;
        (tree, commit, Some(dir))
    };
    let root = below(tree, Some(located))?;
    let id = Some(format!("git:{commit}"));
    let pinned = if located.is_editable { Pinned::Editable(root.clone()) } else { Pinned::Commit(commit) };
    Ok(Opened { root, trusted: Static::Tree, title, id, pinned, ready: Mutex::default(), _dir: dir })
}

// The source of an editable install stays, for whoever edits it: one for each environment.
fn editable_place(builder: &Builder<'_>, located: &Located, title: &str) -> Result<PathBuf, Stop> {
    let Some(data) = builder.context.dirs.data() else {
        let why = "there is no directory to keep its source in: HOME is not set";
        return Err(Stop::Other(Plain::refused(why).into()));
    };
    let parent = data.join("src");
    sys::fs::create_dir_all(&parent)?;
    let text = format!("{:?} {}", builder.shared.target, located.text());
    let digest = Digest::sha256_of(text.as_bytes());
    Ok(parent.join(format!("{title}-{}", &digest.hex()[..12])))
}

fn directory(path: &Path, located: &Located) -> Result<Opened, Stop> {
    Ok(Opened {
        root: below(path.to_owned(), Some(located))?,
        trusted: Static::Tree,
        title: path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()),
        id: None,
        pinned: Pinned::Directory,
        ready: Mutex::default(),
        _dir: None,
    })
}

// `#subdirectory=...`, which no link may lead out of the tree.
fn below(root: PathBuf, located: Option<&Located>) -> Result<PathBuf, Stop> {
    let Some(subdirectory) = located.and_then(|located| located.subdirectory.as_ref()) else { return Ok(root) };
    let path = sys::fs::canonicalize(&root.join(subdirectory.as_str()));
    match (path, sys::fs::canonicalize(&root)) {
        (Ok(path), Ok(root)) if path.starts_with(&root) && sys::fs::is_dir(&path) => Ok(path),
        _ => {
            let why = format!("it has no directory \"{}\"", crate::ui::clean(subdirectory.as_str()));
            Err(Stop::Other(Plain::refused(why).into()))
        }
    }
}
