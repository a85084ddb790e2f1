//! The index, seen through a target: what the solver asks is answered from listings and wheel metadata.
//!
//! Joins `index` (what there is) with `pep::tags` (what fits) for [`crate::resolve`]. Keeps for each version the
//! one file that would be installed, so that what was resolved is what is fetched.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use super::rating::{Rated, Target};
use super::sources::{self, Builder, Direct, SourceError};
use crate::error::{Exit, Explain};
use crate::fetch::Digest;
use crate::index::{File, Index, IndexError, Listing};
use crate::pep::metadata::Metadata;
use crate::pep::name::{ExtraName, PackageName};
use crate::pep::version::Version;
use crate::resolve::{Candidates, Details, Fit, Status, Versions, Wish};
use crate::ui::nearest;

/// What stops a resolution.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unanswered {
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error(transparent)]
    Source(#[from] SourceError),
}

impl Explain for Unanswered {
    fn exit(&self) -> Exit {
        match self {
            Unanswered::Index(error) => error.exit(),
            Unanswered::Source(error) => error.exit(),
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Unanswered::Index(error) => error.hints(),
            Unanswered::Source(error) => error.hints(),
        }
    }
}

/// A package that is installed: a candidate that needs no index.
#[derive(Clone, Debug)]
pub(super) struct Present {
    pub metadata: Arc<Metadata>,
    /// Newer versions are asked for: an index that does not answer is an error then.
    pub moves: bool,
}

/// What there is beside the indexes, and what of it may be used.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The hashes that requirements allow, by package; a package that is not in it may have any.
    pub allowed: BTreeMap<PackageName, Vec<Digest>>,
    /// What is given by its place: the only candidate of its package.
    pub direct: BTreeMap<PackageName, Arc<Direct>>,
    /// What is installed and may stay.
    pub present: BTreeMap<PackageName, Present>,
    /// Nothing needs anything (`--no-deps`); the extras that are asked for count as there.
    pub alone: Option<Vec<ExtraName>>,
}

/// A version and its files.
type Newer = (Version, Vec<Arc<File>>);

/// The world of one resolution.
pub(super) struct World<'a> {
    builder: &'a Builder<'a>,
    index: &'a Index,
    target: Arc<Target>,
    beside: Beside,
    seen: Mutex<BTreeMap<PackageName, Option<Arc<Seen>>>>,
}

/// Names that no index knows were asked for: where they were looked for.
pub(super) fn hint_of_places(world: &World<'_>) -> Option<String> {
    let seen = world.seen.lock().expect("nobody panics with it");
    let unknown: Vec<&PackageName> = seen.iter().filter(|(_, seen)| seen.is_none()).map(|(name, _)| name).collect();
    if unknown.is_empty() {
        return None;
    }
    let mut places: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for name in unknown {
        places.entry(world.index.places(name)).or_default().push(name.as_str());
    }
    let sentence = |(places, names): (Vec<String>, Vec<&str>)| match places.is_empty() {
        true => "no index is asked (--no-index) and there is no --find-links".to_owned(),
        false => format!("looked for {} on {}", names.join(", "), places.join(" and ")),
    };
    Some(places.into_iter().map(sentence).collect::<Vec<_>>().join("; "))
}

impl<'a> World<'a> {
    pub(super) fn new(builder: &'a Builder<'a>, target: Arc<Target>, beside: Beside) -> World<'a> {
        World { builder, index: &builder.session.index, target, beside, seen: Mutex::default() }
    }

    /// True when this version is the one that is installed: there is nothing to fetch.
    pub(super) fn is_present(&self, name: &PackageName, version: &Version) -> bool {
        !self.beside.direct.contains_key(name)
            && self.beside.present.get(name).is_some_and(|present| present.metadata.version == *version)
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

    /// Every file of a version that any target may have; none where it is given by its place.
    pub(super) fn files(&self, name: &PackageName, version: &Version) -> Result<Vec<Arc<File>>, IndexError> {
        let seen = self.look(name)?.filter(|_| !self.beside.direct.contains_key(name));
        let files = seen.as_ref().and_then(|seen| Some(seen.files(seen.position(version)?))).unwrap_or_default();
        let allowed = self.beside.allowed.get(name).map(Vec::as_slice);
        Ok(files.iter().filter(|file| self.target.admits(file, allowed)).cloned().collect())
    }

    /// The versions that are newer than this one and are passed over for nothing but that they fit other targets, with
    /// their files.
    pub(super) fn newer_elsewhere(&self, name: &PackageName, version: &Version) -> Result<Vec<Newer>, IndexError> {
        let Some(seen) = self.look(name)? else { return Ok(Vec::new()) };
        let newer = seen.have.versions().iter().enumerate().take_while(|(_, other)| *other > version);
        let passed_over = newer.filter(|(at, other)| {
            let fit = seen.rated(*at).status.fit;
            !other.any_prerelease() && matches!(fit, Fit::OtherPython | Fit::OtherTarget)
        });
        Ok(passed_over.map(|(at, other)| (other.clone(), seen.files(at).to_vec())).collect())
    }

    /// What is given by its place.
    pub(super) fn direct(&self, name: &PackageName) -> Option<Arc<Direct>> {
        self.beside.direct.get(name).cloned()
    }

    /// For whom it is.
    pub(super) fn target(&self) -> &Target {
        &self.target
    }

    // All wheels of a version are taken to need the same.
    fn any_wheel(&self, name: &PackageName, version: &Version) -> Result<Option<Arc<File>>, IndexError> {
        if !self.target.reads_any_wheel {
            return Ok(None);
        }
        let files = self.files(name, version)?;
        Ok(files.into_iter().find(|file| file.wheel().is_some()))
    }

    fn look(&self, name: &PackageName) -> Result<Option<Arc<Seen>>, IndexError> {
        let known = self.seen.lock().expect("nobody panics with it").get(name).cloned();
        if let Some(seen) = known {
            return Ok(seen);
        }
        let source = match (self.beside.direct.get(name), self.beside.present.get(name)) {
            (Some(direct), _) => Some(Have::Direct([direct.file.version().clone()], [direct.file.clone()])),
            (None, Some(present)) => Some(self.with_present(name, present)?),
            (None, None) => self.index.listing(name)?.map(Have::Listing),
        };
        let seen = source.map(|have| {
            let rated = std::iter::repeat_with(OnceLock::new).take(have.versions().len()).collect();
            Arc::new(Seen { have, target: self.target.clone(), allowed: self.beside.allowed.get(name).cloned(), rated })
        });
        self.seen.lock().expect("nobody panics with it").insert(name.clone(), seen.clone());
        Ok(seen)
    }

    // What is installed may stay though no index knows it or can be asked.
    fn with_present(&self, name: &PackageName, present: &Present) -> Result<Have, IndexError> {
        let listing = match self.index.listing(name) {
            Err(error) if present.moves => return Err(error),
            listing => listing.unwrap_or(None),
        };
        let own = &present.metadata.version;
        let mut versions: Vec<Version> = listing.as_ref().map_or(Vec::new(), |listing| listing.versions().to_vec());
        let at = match versions.iter().position(|version| version <= own) {
            Some(at) if versions[at] == *own => at,
            at => {
                let at = at.unwrap_or(versions.len());
                versions.insert(at, own.clone());
                at
            }
        };
        Ok(Have::Present { versions, at, listing })
    }

    /// For each package whose versions are too new: the newest of them, and what lets it in. `reasons` are what stands
    /// in the way, in words.
    pub(super) fn hints_of_cutoffs(&self, reasons: &[String]) -> Vec<String> {
        let all = self.seen.lock().expect("nobody panics with it");
        let is_named = |name: &PackageName| {
            reasons
                .iter()
                .any(|reason| reason.split([' ', '=', '<', '>', '~', '!', '[', ',']).any(|word| word == name.as_str()))
        };
        let hint = |(name, seen): (&PackageName, &Option<Arc<Seen>>)| {
            let seen = seen.as_ref().filter(|_| is_named(name))?;
            seen.have.versions().iter().enumerate().filter(|(_, version)| !version.any_prerelease()).find_map(
                |(at, version)| {
                    let files = seen.files(at);
                    self.target.cutoff_of(files)?.hint(name, version, files)
                },
            )
        };
        all.iter().filter_map(hint).collect()
    }

    fn best_files(&self, name: &PackageName, versions: &[Version]) -> Vec<Arc<File>> {
        let Ok(Some(seen)) = self.look(name) else { return Vec::new() };
        let best = versions.iter().filter_map(|v| seen.rated(seen.position(v)?).best.clone());
        // The metadata of what must be built is not asked for before it is needed.
        best.filter(|file| file.wheel().is_some()).collect()
    }
}

impl World<'_> {
    fn of_source(&self, file: &Arc<File>, name: &PackageName, version: &Version) -> Result<Details, Unanswered> {
        let allowed = self.beside.allowed.get(name).cloned().unwrap_or_default();
        let metadata = match self.builder.metadata(&sources::of_file(file, allowed), &format!("{name} {version}")) {
            Ok(metadata) => metadata,
            Err(error) => {
                return match error.about_this_version() {
                    Some(clause) => Ok(self.passed_over(name, version, clause)),
                    None => Err(error.into()),
                };
            }
        };
        if metadata.name != *name || metadata.version != *version {
            let clause = format!("its source says that it is {} {}", metadata.name, metadata.version);
            return Ok(self.passed_over(name, version, clause));
        }
        Ok(Details::Known(metadata))
    }

    // That a version is not taken because of itself is said: nobody would look for the reason there.
    fn passed_over(&self, name: &PackageName, version: &Version, clause: String) -> Details {
        self.builder.context.ui.note(format!("{name} {version} is passed over: {clause}"));
        Details::Unusable(clause)
    }

    fn alone(&self, metadata: &Arc<Metadata>) -> Arc<Metadata> {
        if self.beside.alone.is_none() {
            return metadata.clone();
        }
        Arc::new(Metadata { requires_dist: Vec::new(), ..(**metadata).clone() })
    }
}

impl Candidates for World<'_> {
    type Error = Unanswered;

    fn versions(&self, name: &PackageName) -> Result<Option<Arc<dyn Versions>>, Unanswered> {
        Ok(self.look(name)?.map(|seen| seen as Arc<dyn Versions>))
    }

    fn metadata(&self, name: &PackageName, version: &Version) -> Result<Details, Unanswered> {
        if self.is_present(name, version) {
            return Ok(Details::Known(self.alone(&self.beside.present[name].metadata)));
        }
        let Some(file) = self.file(name, version)? else {
            return Ok(Details::Unusable("it has no file for this Python".into()));
        };
        if let Some(extras) = &self.beside.alone {
            return Ok(Details::Known(Arc::new(Metadata {
                metadata_version: (2, 1),
                name: name.clone(),
                version: version.clone(),
                requires_dist: Vec::new(),
                requires_python: file.requires_python.clone(),
                provides_extra: extras.clone(),
                dynamic: Vec::new(),
            })));
        }
        if let Some(metadata) = self.beside.direct.get(name).and_then(|direct| direct.metadata.clone()) {
            return Ok(Details::Known(metadata));
        }
        let file = match file.wheel() {
            None => match self.any_wheel(name, version)? {
                Some(wheel) => wheel,
                None => return self.of_source(&file, name, version),
            },
            Some(_) => file,
        };
        match self.index.metadata(&file) {
            Ok(metadata) => Ok(Details::Known(metadata)),
            Err(error) => match error.about_this_version() {
                Some(clause) => Ok(self.passed_over(name, version, clause)),
                None => Err(error.into()),
            },
        }
    }

    // What is installed, and what the indexes are known to have.
    fn similar(&self, name: &PackageName) -> Vec<PackageName> {
        let known = self.index.similar(name);
        let all = self.beside.present.keys().chain(&known).map(PackageName::as_str);
        nearest(name.as_str(), all).into_iter().filter_map(|near| PackageName::parse(near).ok()).collect()
    }

    fn prefetch(&self, wishes: &[Wish]) {
        let known = self.seen.lock().expect("nobody panics with it");
        let names: Vec<PackageName> = wishes
            .iter()
            .map(Wish::name)
            .filter(|name| !known.contains_key(*name) && !self.beside.direct.contains_key(*name))
            .cloned()
            .collect();
        drop(known);
        self.index.prefetch(&names);
    }

    fn prefetch_metadata(&self, name: &PackageName, versions: &[Version]) {
        if self.beside.alone.is_some() {
            return;
        }
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
    /// The index's versions, if it has any, and at one place the one that is installed.
    Present {
        versions: Vec<Version>,
        at: usize,
        listing: Option<Arc<Listing>>,
    },
}

impl Have {
    fn versions(&self) -> &[Version] {
        match self {
            Have::Listing(listing) => listing.versions(),
            Have::Direct(version, _) => version,
            Have::Present { versions, .. } => versions,
        }
    }
}

impl Seen {
    fn position(&self, version: &Version) -> Option<usize> {
        match &self.have {
            Have::Listing(listing) => listing.position(version),
            Have::Direct([only], _) => (only == version).then_some(0),
            Have::Present { versions, .. } => versions.iter().position(|own| own == version),
        }
    }

    fn files(&self, index: usize) -> &[Arc<File>] {
        match &self.have {
            Have::Listing(listing) => listing.files(index),
            Have::Direct(_, file) => file,
            Have::Present { listing: Some(listing), versions, .. } => listing.files_of(&versions[index]),
            Have::Present { listing: None, .. } => &[],
        }
    }

    fn rated(&self, index: usize) -> &Rated {
        self.rated[index].get_or_init(|| match &self.have {
            Have::Present { at, .. } if *at == index => Rated { status: Status::USABLE, best: None },
            _ => self.target.rate(self.files(index), self.allowed.as_deref()),
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
            Fit::Excluded => self.target.why_excluded(files),
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
