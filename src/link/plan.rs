//! Which file goes where. Reads the store, writes nothing; what fails here has changed nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::overlap::{self, Claims};
use super::record::{self, Row};
use super::{Layout, LinkMode, join, scripts};
use crate::error::{Exit, Explain};
use crate::pep::entry_point;
use crate::store::{Bytecode, Entry, Manifest, Scheme, StoreError};
use crate::sys;
use crate::sys::fs::{FsError, Identity};
use crate::ui::clean;

/// One wheel to install.
#[derive(Clone, Debug)]
pub struct Installable {
    /// The wheel.
    pub entry: Arc<Entry>,
    /// Asked for by name: it gets a REQUESTED file.
    pub requested: bool,
    /// The bytes of its direct_url.json (PEP 610), for what did not come from an index.
    pub direct_url: Option<Vec<u8>>,
}

/// Why wheels cannot be installed together, or could not be put in place.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    #[error("{} is not UTF-8; scripts cannot name it", .0.display())]
    NotText(std::path::PathBuf),
    #[error("{first} has \"{}\" as a file and {second} as a directory", clean(path))]
    FileAndDirectory { path: String, first: String, second: String },
    #[error("{package} would overwrite {}", clean(path))]
    Overwrites { path: String, package: String },
    #[error("{first} and {second} both install \"{}\"", clean(path))]
    Overlap { path: String, first: String, second: String },
    #[error("RECORD of {name} is not readable; it cannot be carried over")]
    NoRecord { name: String },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Fs(#[from] FsError),
}

impl Explain for LinkError {
    fn exit(&self) -> Exit {
        match self {
            LinkError::NotText(_)
            | LinkError::FileAndDirectory { .. }
            | LinkError::Overlap { .. }
            | LinkError::NoRecord { .. } => Exit::Refused,
            LinkError::Overwrites { .. } => Exit::Integrity,
            LinkError::Store(error) => error.exit(),
            LinkError::Fs(error) => error.exit(),
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            LinkError::NotText(_) => vec!["move the project to a directory with a readable name".into()],
            LinkError::FileAndDirectory { .. } | LinkError::Overlap { .. } => {
                vec!["they cannot be in one environment; leave one of them out".into()]
            }
            LinkError::Overwrites { .. } => vec!["report it to its authors, or take another version".into()],
            LinkError::NoRecord { name } => vec![format!("install {name} with noglue, or remove it")],
            LinkError::Store(error) => error.hints(),
            LinkError::Fs(error) => error.hints(),
        }
    }
}

impl LinkError {
    /// True when the disk or a quota is full.
    pub fn is_full(&self) -> bool {
        matches!(self, LinkError::Fs(error) if error.is_full())
    }
}

/// What [`super::apply`] will do.
#[derive(Debug)]
pub struct Plan {
    /// Directories below the root, parents first.
    pub(super) directories: Vec<String>,
    pub(super) packages: Vec<Package>,
    /// Sentences about files that two packages install; the last one's is taken, as in pip.
    pub overlaps: Vec<String>,
}

/// One wheel's part.
#[derive(Debug)]
pub(super) struct Package {
    pub entry: Arc<Entry>,
    pub bytecode: Option<Bytecode>,
    /// Where the root of the wheel goes.
    pub lib: String,
    /// Files that do not go where the wheel has them, by their index in the manifest.
    pub special: BTreeMap<usize, Placement>,
    /// The same for files of byte-code.
    pub special_bytecode: BTreeMap<usize, Placement>,
    /// Files made for this environment.
    pub writes: Vec<Write>,
}

/// What happens to a file that is special.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Placement {
    /// Nothing: another file has its place, or it is written anew.
    Skip,
    /// It goes to this path below the root.
    At(String),
}

/// A file that is written rather than linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Write {
    /// Below the root.
    pub path: String,
    pub bytes: Vec<u8>,
    pub is_executable: bool,
}

impl Plan {
    /// How many bytes this puts on the disk of `root` by `mode`, about: whole files when they are copied, which another
    /// file system than the store's makes necessary; else names and what is written.
    pub fn needs(&self, mode: LinkMode, root: &Path) -> u64 {
        let device = |path: &Path| sys::fs::metadata(path).ok().map(|metadata| Identity::of(&metadata).device);
        let is_apart = self.packages.first().is_some_and(|package| device(&package.entry.tree()) != device(root));
        let copies = mode == LinkMode::Copy || is_apart;
        const PER_DIRECTORY: u64 = 4096;
        const PER_NAME: u64 = 64;
        let mut bytes = self.directories.len() as u64 * PER_DIRECTORY;
        for package in &self.packages {
            bytes += package.writes.iter().map(|write| write.bytes.len() as u64 + PER_DIRECTORY).sum::<u64>();
            bytes += package.entry.manifest().files().len() as u64 * PER_NAME;
            if copies {
                let compiled = package.bytecode.iter().flat_map(|bytecode| bytecode.manifest().files());
                bytes += package.entry.size() + compiled.map(|file| file.size).sum::<u64>();
            }
        }
        bytes
    }

    /// How many packages it puts in place.
    pub fn package_count(&self) -> usize {
        self.packages.len()
    }

    /// Every file that it puts in place, below the root.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        self.packages.iter().flat_map(|package| {
            let files = placed(package.entry.manifest(), &package.special, &package.lib);
            let compiled = package.bytecode.iter();
            let compiled = compiled.flat_map(|one| placed(one.manifest(), &package.special_bytecode, &package.lib));
            let written = package.writes.iter().map(|write| write.path.clone()).filter(|path| !path.is_empty());
            files.chain(compiled).chain(written).collect::<Vec<_>>()
        })
    }

    /// RECORD of the first package.
    pub fn record(&self) -> Option<&[u8]> {
        let package = self.packages.first()?;
        let path = join(&join(&package.lib, package.entry.dist_info()), "RECORD");
        package.writes.iter().find(|write| write.path == path).map(|write| write.bytes.as_slice())
    }

    /// Byte-code that it puts in place: path below the root, and sha256 as the store has it.
    pub fn bytecode(&self) -> impl Iterator<Item = (String, &str)> {
        self.packages.iter().flat_map(|package| {
            let manifest = package.bytecode.iter().map(Bytecode::manifest);
            manifest.flat_map(|manifest| {
                let paths = placed(manifest, &package.special_bytecode, &package.lib);
                paths.zip(manifest.files().map(|file| file.sha256)).collect::<Vec<_>>()
            })
        })
    }

    /// Names of the scripts that will lie in `bin`, sorted.
    pub fn scripts(&self, layout: &Layout) -> Vec<String> {
        let written = self.packages.iter().flat_map(|package| package.writes.iter().map(|write| write.path.as_str()));
        let placed =
            self.packages.iter().flat_map(|package| package.special.values()).filter_map(|placement| match placement {
                Placement::At(path) => Some(path.as_str()),
                Placement::Skip => None,
            });
        let mut names: Vec<String> = written
            .chain(placed)
            .filter_map(|path| path.strip_prefix(layout.scripts.as_str())?.strip_prefix('/').map(str::to_owned))
            .filter(|name| !name.contains('/'))
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

/// Plans `wheels`, in this order, into a tree of this `layout`.
pub fn plan(wheels: &[Installable], layout: &Layout) -> Result<Plan, LinkError> {
    let python = layout.python.to_str().ok_or_else(|| LinkError::NotText(layout.python.clone()))?;
    let shebang = entry_point::shebang(python);
    let mut claims = Claims::new(layout);
    let mut packages = Vec::with_capacity(wheels.len());
    for wheel in wheels {
        packages.push(package(wheel, layout, &shebang)?);
    }
    let overlaps = overlap::settle(&mut claims, &mut packages)?;
    Ok(Plan { directories: claims.directories(), packages, overlaps })
}

fn placed<'a>(
    manifest: &'a Manifest,
    special: &'a BTreeMap<usize, Placement>,
    lib: &'a str,
) -> impl Iterator<Item = String> + 'a {
    manifest.files().enumerate().filter_map(move |(index, file)| match special.get(&index) {
        Some(Placement::Skip) => None,
        Some(Placement::At(path)) => Some(path.clone()),
        None => Some(join(lib, &manifest.path(&file))),
    })
}

fn package(wheel: &Installable, layout: &Layout, shebang: &str) -> Result<Package, LinkError> {
    let entry = &wheel.entry;
    let lib = if entry.is_purelib() { &layout.purelib } else { &layout.platlib };
    let entry_points = entry.entry_points()?;
    let dist_info = join(lib, entry.dist_info());
    let mut package = Package {
        bytecode: layout.cache_tag.as_deref().and_then(|tag| entry.bytecode(tag)),
        entry: entry.clone(),
        lib: lib.clone(),
        special: BTreeMap::new(),
        special_bytecode: BTreeMap::new(),
        writes: scripts::render(&entry_points, shebang, layout)?,
    };
    let mut changed = BTreeMap::new();
    place_data(&mut package, layout, shebang, &entry_points, &mut changed)?;
    let mut generated = |name: &str, bytes: Vec<u8>| {
        package.writes.push(Write { path: join(&dist_info, name), bytes, is_executable: false });
    };
    generated("INSTALLER", b"noglue\n".to_vec());
    if let Some(bytes) = &wheel.direct_url {
        generated("direct_url.json", bytes.clone());
    }
    if wheel.requested {
        generated("REQUESTED", Vec::new());
    }
    let rows = record::rows(&package, &changed)?;
    // After the rows were made: RECORD does not list what stands in it as generated.
    package.writes.extend(changed.into_values());
    let bytes = record::render(rows);
    package.writes.push(Write { path: join(&dist_info, "RECORD"), bytes, is_executable: false });
    skip_rewritten(&mut package, &dist_info);
    Ok(package)
}

/// Files of `.data` go to their schemes; scripts with `#!python` are rewritten, those that stand for an entry point
/// (old setuptools) are left out, both as pip does.
fn place_data(
    package: &mut Package,
    layout: &Layout,
    shebang: &str,
    entry_points: &[entry_point::EntryPoint],
    changed: &mut BTreeMap<usize, Write>,
) -> Result<(), LinkError> {
    let entry = package.entry.clone();
    let manifest = entry.manifest();
    for (index, file) in manifest.files().enumerate() {
        let directory = manifest.directory(file.directory);
        if !directory.split('/').next().unwrap_or_default().ends_with(".data") {
            continue;
        }
        let path = manifest.path(&file);
        let Some(Ok((scheme, rest))) = Scheme::of(&path) else { continue };
        let target = target(scheme, rest, layout, entry.wheel().name().as_str());
        if scheme != Scheme::Scripts {
            package.special.insert(index, Placement::At(target));
            continue;
        }
        if scripts::is_wrapper(&file, entry_points) {
            package.special.insert(index, Placement::Skip);
            continue;
        }
        match scripts::rewritten(&entry, &path, shebang)? {
            Some(bytes) => {
                package.special.insert(index, Placement::Skip);
                changed.insert(index, Write { path: target, bytes, is_executable: true });
            }
            None => {
                package.special.insert(index, Placement::At(target));
            }
        }
    }
    place_bytecode(package, layout);
    Ok(())
}

fn place_bytecode(package: &mut Package, layout: &Layout) {
    let Some(bytecode) = &package.bytecode else { return };
    let manifest = bytecode.manifest();
    for (index, file) in manifest.files().enumerate() {
        let path = manifest.path(&file);
        if let Some(Ok((scheme, rest))) = Scheme::of(&path) {
            let target = target(scheme, rest, layout, "");
            package.special_bytecode.insert(index, Placement::At(target));
        }
    }
}

pub(super) fn target(scheme: Scheme, rest: &str, layout: &Layout, name: &str) -> String {
    match scheme {
        Scheme::Purelib => join(&layout.purelib, rest),
        Scheme::Platlib => join(&layout.platlib, rest),
        Scheme::Scripts => join(&layout.scripts, rest),
        Scheme::Headers => join(&join(&layout.headers, name), rest),
        // An environment's lib64 is a link to lib: one name for one place.
        Scheme::Data => match rest.strip_prefix("lib64/") {
            Some(below) => join(&join(&layout.data, "lib"), below),
            None => join(&layout.data, rest),
        },
    }
}

// What we write takes the place of what the wheel has under that name (RECORD; sometimes INSTALLER).
fn skip_rewritten(package: &mut Package, dist_info: &str) {
    let entry = package.entry.clone();
    let manifest = entry.manifest();
    for (index, file) in manifest.files().enumerate() {
        if manifest.directory(file.directory) == entry.dist_info()
            && package.writes.iter().any(|write| write.path == join(dist_info, file.name))
        {
            package.special.insert(index, Placement::Skip);
        }
    }
}

impl Package {
    /// For messages: `django 5.1`.
    pub fn title(&self) -> String {
        format!("{} {}", self.entry.wheel().name(), self.entry.wheel().version())
    }
}

/// `path`, which lies below the root, as RECORD in `lib` names it.
pub(super) fn relative_to(lib: &str, path: &str) -> String {
    match path.strip_prefix(lib).and_then(|rest| rest.strip_prefix('/')) {
        Some(below) => below.to_owned(),
        None => {
            let common =
                Path::new(lib).components().zip(Path::new(path).components()).take_while(|(a, b)| a == b).count();
            let up = Path::new(lib).components().count() - common;
            let rest: Vec<&str> = path.split('/').skip(common).collect();
            format!("{}{}", "../".repeat(up), rest.join("/"))
        }
    }
}

pub(super) type Rows = Vec<Row>;
