//! Files that two packages install. The last one's is taken, as in pip; a file where another has a directory is refused.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::plan::{LinkError, Package, Placement};
use super::{Layout, join, split};
use crate::pep::entry_point;
use crate::store::Manifest;

/// Who puts something into which directory.
pub struct Claims {
    directories: BTreeMap<String, Owner>,
    scripts: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    One(usize),
    Many,
}

/// Directories that every environment has.
const COMMON: [&str; 7] = ["", "bin", "lib", "lib64", "include", "share", "etc"];

impl Claims {
    /// Of an environment without packages.
    pub fn new(layout: &Layout) -> Claims {
        let mut claims = Claims { directories: BTreeMap::new(), scripts: layout.scripts.clone() };
        for directory in COMMON {
            claims.directories.insert(directory.to_owned(), Owner::Many);
        }
        for directory in [&layout.purelib, &layout.platlib, &layout.scripts] {
            claims.claim(directory, None);
        }
        claims
    }

    /// All directories but the root, parents first.
    pub fn directories(self) -> Vec<String> {
        self.directories.into_keys().filter(|directory| !directory.is_empty() && directory != "lib64").collect()
    }

    // `None`: for everybody.
    fn claim(&mut self, directory: &str, package: Option<usize>) {
        let own = package.map_or(Owner::Many, Owner::One);
        let mut directory = directory;
        loop {
            match self.directories.get_mut(directory) {
                Some(owner) if *owner == own || *owner == Owner::Many => return,
                Some(owner) => *owner = Owner::Many,
                None => {
                    self.directories.insert(directory.to_owned(), own);
                }
            }
            if directory.is_empty() {
                return;
            }
            directory = split(directory).0;
        }
    }

    fn is_shared(&self, directory: &str) -> bool {
        self.directories.get(directory) == Some(&Owner::Many)
    }
}

/// One file on its way to a shared directory.
struct Claim {
    package: usize,
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    File(usize),
    Write(usize),
}

/// Takes out of `packages` what a later one replaces; says what differs.
pub fn settle(claims: &mut Claims, packages: &mut [Package]) -> Result<Vec<String>, LinkError> {
    for (index, package) in packages.iter().enumerate() {
        claim_all(claims, package, index);
    }
    // Only in directories that more than one package fills can two files meet.
    let mut taken: HashMap<String, Claim> = HashMap::new();
    let mut said = BTreeSet::new();
    for index in 0..packages.len() {
        for (path, what) in shared_files(claims, &packages[index]) {
            check_free(claims, packages, index, &path)?;
            let Some(earlier) = taken.insert(path.clone(), Claim { package: index, what }) else { continue };
            if !same(packages, &earlier, index, what) {
                let (first, second) = (packages[earlier.package].title(), packages[index].title());
                said.insert(format!("{first} and {second} both install \"{}\"", crate::ui::clean(&path)));
            }
            drop_claim(packages, &earlier, &path);
        }
    }
    Ok(said.into_iter().collect())
}

fn claim_all(claims: &mut Claims, package: &Package, index: usize) {
    let mut all = |manifest: &Manifest, special: &BTreeMap<usize, Placement>| {
        // Directories that hold only files which go elsewhere are not made.
        let mut plain = HashSet::new();
        for (file_index, file) in manifest.files().enumerate() {
            match special.get(&file_index) {
                // Relocated files may meet the same package's own: looked at as if two packages met.
                Some(Placement::At(path)) => claims.claim(split(path).0, None),
                Some(Placement::Skip) => {}
                None if plain.insert(file.directory) => {
                    claims.claim(&join(&package.lib, manifest.directory(file.directory)), Some(index));
                }
                None => {}
            }
        }
    };
    all(package.entry.manifest(), &package.special);
    if let Some(bytecode) = &package.bytecode {
        all(bytecode.manifest(), &package.special_bytecode);
    }
    for write in &package.writes {
        claims.claim(split(&write.path).0, Some(index));
    }
}

fn shared_files(claims: &Claims, package: &Package) -> Vec<(String, What)> {
    let manifest = package.entry.manifest();
    let is_shared: Vec<bool> = manifest
        .directories()
        .map(|directory| claims.is_shared(join(&package.lib, directory).trim_end_matches('/')))
        .collect();
    let files = manifest.files().enumerate().filter_map(|(index, file)| match package.special.get(&index) {
        Some(Placement::Skip) => None,
        Some(Placement::At(path)) => Some((path.clone(), What::File(index))),
        None => is_shared[file.directory].then(|| (join(&package.lib, &manifest.path(&file)), What::File(index))),
    });
    let writes = package.writes.iter().enumerate().map(|(index, write)| (write.path.clone(), What::Write(index)));
    files.chain(writes.filter(|(path, _)| claims.is_shared(split(path).0))).collect()
}

// A directory of that name, or one of the environment's own files.
fn check_free(claims: &Claims, packages: &[Package], index: usize, path: &str) -> Result<(), LinkError> {
    if let Some(owner) = claims.directories.get(path) {
        let second = match owner {
            Owner::One(other) => packages[*other].title(),
            Owner::Many => "another package".into(),
        };
        return Err(LinkError::FileAndDirectory { path: path.to_owned(), first: packages[index].title(), second });
    }
    let (directory, name) = split(path);
    let is_own = (directory == claims.scripts && entry_point::is_reserved(name))
        || (directory.is_empty() && crate::venv::RESERVED.iter().any(|own| name.eq_ignore_ascii_case(own)));
    if is_own {
        return Err(LinkError::Overwrites { path: path.to_owned(), package: packages[index].title() });
    }
    Ok(())
}

fn same(packages: &[Package], earlier: &Claim, package: usize, what: What) -> bool {
    match (earlier.what, what) {
        (What::File(a), What::File(b)) => {
            let hash = |package: usize, index: usize| {
                packages[package].entry.manifest().files().nth(index).map(|file| (file.sha256, file.is_executable))
            };
            hash(earlier.package, a) == hash(package, b)
        }
        (What::Write(a), What::Write(b)) => {
            packages[earlier.package].writes[a].bytes == packages[package].writes[b].bytes
        }
        _ => false,
    }
}

fn drop_claim(packages: &mut [Package], claim: &Claim, path: &str) {
    let package = &mut packages[claim.package];
    match claim.what {
        What::Write(index) => {
            // Indices of later claims stay right: emptied here, left out when it is applied.
            package.writes[index].path.clear();
        }
        What::File(index) => {
            package.special.insert(index, Placement::Skip);
            drop_bytecode(package, path);
        }
    }
}

// The loser's byte-code must not be read for the winner's source: sizes could agree.
fn drop_bytecode(package: &mut Package, path: &str) {
    let Some(bytecode) = &package.bytecode else { return };
    let (directory, name) = split(path);
    let Some(stem) = name.strip_suffix(".py") else { return };
    let prefix = join(&join(directory, "__pycache__"), &format!("{stem}."));
    let manifest = bytecode.manifest();
    for (index, file) in manifest.files().enumerate() {
        let target = match package.special_bytecode.get(&index) {
            Some(Placement::At(path)) => path.clone(),
            Some(Placement::Skip) => continue,
            None => join(&package.lib, &manifest.path(&file)),
        };
        if target.strip_prefix(&prefix).is_some_and(|rest| rest.ends_with(".pyc")) {
            package.special_bytecode.insert(index, Placement::Skip);
        }
    }
}
