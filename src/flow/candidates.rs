//! The index, seen through a target: what the solver asks is answered from listings and wheel metadata.
//!
//! Joins `index` (what there is) with `pep::tags` (what fits) for [`crate::resolve`]. Keeps for each version the
//! one file that would be installed, so that what was resolved is what is fetched.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use crate::fetch::Digest;
use crate::index::{File, Index, IndexError, Listing};
use crate::pep::name::PackageName;
use crate::pep::tags::Tags;
use crate::pep::version::Version;
use crate::resolve::{Candidates, Details, Fit, Status, Versions, Wish};

/// What decides whether a file fits.
#[derive(Debug)]
pub(super) struct Target {
    /// The wheels that can be installed.
    pub tags: Tags,
    /// Major, minor, micro.
    pub python: Version,
}

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

impl<'a> World<'a> {
    pub(super) fn new(
        index: &'a Index,
        target: Target,
        allowed: BTreeMap<PackageName, Vec<Digest>>,
        direct: BTreeMap<PackageName, Arc<File>>,
    ) -> World<'a> {
        World { index, target: Arc::new(target), allowed, direct, seen: Mutex::default() }
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

/// What makes one file better than another, in the order it counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Merit<'a> {
    is_kept: bool,
    rank: u32,
    build: Option<(u64, &'a str)>,
}

/// What is known of one version.
#[derive(Debug)]
struct Rated {
    status: Status,
    best: Option<Arc<File>>,
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
        self.rated[index].get_or_init(|| self.rate(self.files(index)))
    }

    // The best tag wins, then the highest build tag (PEP 427); a yanked file only when there is no other (PEP 592).
    fn rate(&self, files: &[Arc<File>]) -> Rated {
        let mut best: Option<(Merit<'_>, &Arc<File>)> = None;
        let (mut wheels, mut other_python, mut excluded) = (false, false, false);
        for file in files {
            if !self.is_for_this_python(file) {
                other_python = true;
                continue;
            }
            let Some(wheel) = file.wheel() else { continue };
            wheels = true;
            let Some(rank) = self.target.tags.rank(wheel) else { continue };
            if !self.is_allowed(file) {
                excluded = true;
                continue;
            }
            let merit = Merit { is_kept: file.yanked.is_none(), rank, build: wheel.build() };
            if best.as_ref().is_none_or(|(other, _)| *other < merit) {
                best = Some((merit, file));
            }
        }
        let is_yanked = !files.is_empty() && files.iter().all(|file| file.yanked.is_some());
        let (fit, is_yanked) = match &best {
            Some((merit, _)) => (Fit::Usable, !merit.is_kept),
            None if excluded => (Fit::Excluded, is_yanked),
            None if wheels => (Fit::OtherTarget, is_yanked),
            None if other_python && files.iter().all(|file| !self.is_for_this_python(file)) => {
                (Fit::OtherPython, is_yanked)
            }
            None => (Fit::OnlySource, is_yanked),
        };
        Rated { status: Status { fit, is_yanked }, best: best.map(|(_, file)| file.clone()) }
    }

    fn is_for_this_python(&self, file: &File) -> bool {
        file.requires_python.as_ref().is_none_or(|specifiers| specifiers.contains(&self.target.python))
    }

    fn is_allowed(&self, file: &File) -> bool {
        self.allowed.as_ref().is_none_or(|allowed| {
            // A file without a hash from the index is compared when it is fetched.
            file.digests.is_empty() || file.digests.iter().any(|digest| allowed.contains(digest))
        })
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
            Fit::Usable | Fit::OnlySource => None,
            Fit::Excluded => Some("none of its files has a hash that the requirements allow".into()),
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
