//! The index, seen through a target: what the solver asks is answered from listings and wheel metadata.
//!
//! Joins `index` (what there is) with `pep::tags` (what fits) for [`crate::resolve`]. Keeps for each version the
//! one file that would be installed, so that what was resolved is what is fetched.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use super::rating::{Rated, Target};
use crate::fetch::Digest;
use crate::index::{File, Index, IndexError, Listing};
use crate::pep::name::PackageName;
use crate::pep::version::Version;
use crate::resolve::{Candidates, Details, Fit, Status, Versions, Wish};

/// The world of one resolution.
pub(super) struct World<'a> {
    index: &'a Index,
    target: Arc<Target>,
    /// The hashes that requirements allow, by package; a package that is not in it may have any.
    allowed: BTreeMap<PackageName, Vec<Digest>>,
    /// Files given by URL or path: the only candidate of their package.
    direct: BTreeMap<PackageName, Arc<File>>,
    seen: Mutex<BTreeMap<PackageName, Option<Arc<Seen>>>>,
}

/// Names that no index knows were asked for: where they were looked for.
pub(super) fn hint_of_places(world: &World<'_>) -> Option<String> {
    let seen = world.seen.lock().expect("nobody panics with it");
    let unknown: Vec<&str> = seen.iter().filter(|(_, seen)| seen.is_none()).map(|(name, _)| name.as_str()).collect();
    if unknown.is_empty() {
        return None;
    }
    let places = world.index.shown();
    Some(match places.is_empty() {
        true => "no index is asked (--no-index) and there is no --find-links".to_owned(),
        false => format!("looked for {} on {}", unknown.join(", "), places.join(" and ")),
    })
}

impl<'a> World<'a> {
    pub(super) fn new(
        index: &'a Index,
        target: Arc<Target>,
        allowed: BTreeMap<PackageName, Vec<Digest>>,
        direct: BTreeMap<PackageName, Arc<File>>,
    ) -> World<'a> {
        World { index, target, allowed, direct, seen: Mutex::default() }
    }

    /// The file to install for a version that was resolved.
    pub(super) fn file(&self, name: &PackageName, version: &Version) -> Result<Option<Arc<File>>, IndexError> {
        Ok(self.look(name)?.and_then(|seen| {
            let at = seen.position(version)?;
            seen.rated(at).best.clone()
        }))
    }

    /// Every file of a version that has a hash, for `--generate-hashes`.
    pub(super) fn digests(&self, name: &PackageName, version: &Version) -> Result<Vec<Digest>, IndexError> {
        let Some(seen) = self.look(name)? else { return Ok(Vec::new()) };
        Ok(seen
            .position(version)
            .map_or(Vec::new(), |at| seen.files(at).iter().filter_map(|file| file.sha256().cloned()).collect()))
    }

    fn look(&self, name: &PackageName) -> Result<Option<Arc<Seen>>, IndexError> {
        let known = self.seen.lock().expect("nobody panics with it").get(name).cloned();
        if let Some(seen) = known {
            return Ok(seen);
        }
        let source = match self.direct.get(name) {
            Some(file) => Some(Have::Direct([file.version().clone()], [file.clone()])),
            None => self.index.listing(name)?.map(Have::Listing),
        };
        let seen = source.map(|have| {
            let rated = std::iter::repeat_with(OnceLock::new).take(have.versions().len()).collect();
            Arc::new(Seen { have, target: self.target.clone(), allowed: self.allowed.get(name).cloned(), rated })
        });
        self.seen.lock().expect("nobody panics with it").insert(name.clone(), seen.clone());
        Ok(seen)
    }

    fn best_files(&self, name: &PackageName, versions: &[Version]) -> Vec<Arc<File>> {
        let Ok(Some(seen)) = self.look(name) else { return Vec::new() };
        versions.iter().filter_map(|v| seen.rated(seen.position(v)?).best.clone()).collect()
    }
}

impl Candidates for World<'_> {
    type Error = IndexError;

    fn versions(&self, name: &PackageName) -> Result<Option<Arc<dyn Versions>>, IndexError> {
        Ok(self.look(name)?.map(|seen| seen as Arc<dyn Versions>))
    }

    fn metadata(&self, name: &PackageName, version: &Version) -> Result<Details, IndexError> {
        let Some(file) = self.file(name, version)? else {
            return Ok(Details::Unusable("it has no file for this Python".into()));
        };
        match self.index.metadata(&file) {
            Ok(metadata) => Ok(Details::Known(metadata)),
            Err(error) => match error.about_this_version() {
                Some(clause) => Ok(Details::Unusable(clause)),
                None => Err(error),
            },
        }
    }

    fn prefetch(&self, wishes: &[Wish]) {
        let known = self.seen.lock().expect("nobody panics with it");
        let names: Vec<PackageName> = wishes
            .iter()
            .map(Wish::name)
            .filter(|name| !known.contains_key(*name) && !self.direct.contains_key(*name))
            .cloned()
            .collect();
        drop(known);
        self.index.prefetch(&names);
    }

    fn prefetch_metadata(&self, name: &PackageName, versions: &[Version]) {
        for file in self.best_files(name, versions) {
            self.index.prefetch_metadata(&file);
        }
    }
}

/// One package, seen through the target.
#[derive(Debug)]
struct Seen {
    have: Have,
    target: Arc<Target>,
    allowed: Option<Vec<Digest>>,
    rated: Box<[OnceLock<Rated>]>,
}

#[derive(Debug)]
enum Have {
    Listing(Arc<Listing>),
    Direct([Version; 1], [Arc<File>; 1]),
}

impl Have {
    fn versions(&self) -> &[Version] {
        match self {
            Have::Listing(listing) => listing.versions(),
            Have::Direct(version, _) => version,
        }
    }
}

impl Seen {
    fn position(&self, version: &Version) -> Option<usize> {
        match &self.have {
            Have::Listing(listing) => listing.position(version),
            Have::Direct([only], _) => (only == version).then_some(0),
        }
    }

    fn files(&self, index: usize) -> &[Arc<File>] {
        match &self.have {
            Have::Listing(listing) => listing.files(index),
            Have::Direct(_, file) => file,
        }
    }

    fn rated(&self, index: usize) -> &Rated {
        self.rated[index].get_or_init(|| self.target.rate(self.files(index), self.allowed.as_deref()))
    }
}

impl Versions for Seen {
    fn newest_first(&self) -> &[Version] {
        self.have.versions()
    }

    fn status(&self, index: usize) -> Status {
        self.rated(index).status
    }

    fn why(&self, index: usize) -> Option<String> {
        let files = self.files(index);
        match self.rated(index).status.fit {
            Fit::Usable | Fit::OnlySource | Fit::Excluded => None,
            Fit::OtherPython => {
                files.iter().find_map(|file| file.requires_python.as_ref()).map(|specifiers| specifiers.to_string())
            }
            Fit::OtherTarget => {
                let mut tags: Vec<&str> =
                    files.iter().filter_map(|file| file.wheel()).flat_map(|wheel| wheel.platform_tags()).collect();
                if tags.iter().all(|tag| *tag == "any") {
                    tags = files.iter().filter_map(|file| file.wheel()).flat_map(|wheel| wheel.python_tags()).collect();
                }
                tags.sort_unstable();
                tags.dedup();
                Some(tags.join(", "))
            }
        }
    }

    fn yanked(&self, index: usize) -> Option<String> {
        self.files(index)
            .iter()
            .find_map(|file| file.yanked.as_deref())
            .filter(|reason| !reason.is_empty())
            .map(str::to_owned)
    }
}
