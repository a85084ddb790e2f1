//! Which of a version's files is installed, and what to say when none can be. Pure.

use std::sync::Arc;

use super::cutoff::{Cutoff, Cutoffs};
use crate::fetch::Digest;
use crate::index::{File, Kind};
use crate::pep::tags::Tags;
use crate::pep::version::Version;
use crate::pep::wheel_name::SdistKind;
use crate::requirements::Formats;
use crate::resolve::{Fit, Status};

/// What decides whether a file fits.
#[derive(Debug)]
pub(super) struct Target {
    /// The wheels that can be installed.
    pub tags: Tags,
    /// Major, minor, micro.
    pub python: Version,
    /// Files from later do not count.
    pub cutoffs: Cutoffs,
    /// Which packages may be wheels, which may be built.
    pub formats: Formats,
    /// Of a version that must be built, any wheel may say what it needs.
    pub reads_any_wheel: bool,
}

/// What is known of one version.
#[derive(Debug)]
pub(super) struct Rated {
    pub status: Status,
    /// The file to install.
    pub best: Option<Arc<File>>,
}

/// What makes one file better than another, in the order it counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Merit<'a> {
    is_allowed: bool,
    is_kept: bool,
    is_wheel: bool,
    rank: u32,
    build: Option<(u64, &'a str)>,
}

impl Target {
    /// Rates a version by its files. `allowed` are the hashes that requirements allow; `None`: any.
    ///
    /// A wheel comes before what must be built. The best tag wins, then the highest build tag (PEP 427); a yanked file only when there is no other (PEP 592). As in
    /// pip, a file with another hash is taken when none has an allowed one: fetching it says what is wrong.
    pub(super) fn rate(&self, files: &[Arc<File>], allowed: Option<&[Digest]>) -> Rated {
        let mut best: Option<(Merit<'_>, &Arc<File>)> = None;
        let mut has_wheel = false;
        for file in files.iter().filter(|file| self.is_for_this_python(file) && self.is_old_enough(file)) {
            let (rank, build) = match &file.kind {
                Kind::Wheel(_) if !self.formats.allows_wheel(file.name()) => continue,
                Kind::Wheel(wheel) => {
                    has_wheel = true;
                    let Some(rank) = self.tags.rank(wheel) else { continue };
                    (rank, wheel.build())
                }
                Kind::Sdist(_) if !self.formats.allows_source(file.name()) => continue,
                // The one kind of the specification comes first.
                Kind::Sdist(sdist) => (u32::from(sdist.kind() == SdistKind::TarGz), None),
            };
            let is_wheel = file.wheel().is_some();
            let merit =
                Merit { is_allowed: is_allowed(file, allowed), is_kept: file.yanked.is_none(), is_wheel, rank, build };
            if best.as_ref().is_none_or(|(other, _)| *other < merit) {
                best = Some((merit, file));
            }
        }
        let fit = match &best {
            Some(_) => Fit::Usable,
            None if files.iter().all(|file| !self.is_old_enough(file)) && !files.is_empty() => Fit::Excluded,
            None if has_wheel => Fit::OtherTarget,
            None if files.iter().any(|file| file.wheel().is_some() && !self.formats.allows_wheel(file.name())) => {
                Fit::Excluded
            }
            None if files.iter().all(|file| !self.is_for_this_python(file)) => Fit::OtherPython,
            None => Fit::OnlySource,
        };
        let is_yanked = match &best {
            Some((merit, _)) => !merit.is_kept,
            None => !files.is_empty() && files.iter().all(|file| file.yanked.is_some()),
        };
        let needs_build = best.as_ref().is_some_and(|(merit, _)| !merit.is_wheel);
        Rated { status: Status { fit, is_yanked, needs_build }, best: best.map(|(_, file)| file.clone()) }
    }

    /// In words, why files are left out: they are not old enough, or of the wrong kind.
    pub(super) fn why_excluded(&self, files: &[Arc<File>]) -> Option<String> {
        match self.cutoff_of(files) {
            Some(cutoff) => Some(cutoff.why(files)),
            None => Some("it has wheels only, and --no-binary leaves them out".into()),
        }
    }

    /// The cutoff that leaves out all of a version's files.
    pub(super) fn cutoff_of(&self, files: &[Arc<File>]) -> Option<&Cutoff> {
        let cutoff = self.cutoffs.of(files.first()?.name())?;
        files.iter().all(|file| !cutoff.allows(file)).then_some(cutoff)
    }

    /// True for a file that somebody may have: as old and of such a kind as is asked for, with an allowed hash.
    pub(super) fn admits(&self, file: &File, allowed: Option<&[Digest]>) -> bool {
        let is_kind = match &file.kind {
            Kind::Wheel(_) => self.formats.allows_wheel(file.name()),
            Kind::Sdist(_) => self.formats.allows_source(file.name()),
        };
        is_kind && self.is_old_enough(file) && is_allowed(file, allowed)
    }

    fn is_old_enough(&self, file: &File) -> bool {
        self.cutoffs.of(file.name()).is_none_or(|cutoff| cutoff.allows(file))
    }

    fn is_for_this_python(&self, file: &File) -> bool {
        file.requires_python.as_ref().is_none_or(|specifiers| specifiers.contains(&self.python))
    }
}

// A file without a hash from the index is compared when it is fetched.
fn is_allowed(file: &File, allowed: Option<&[Digest]>) -> bool {
    allowed.is_none_or(|allowed| file.digests.is_empty() || file.digests.iter().any(|digest| allowed.contains(digest)))
}
