//! What the solver asks of the world, as traits: which versions a package has, what each needs.
//!
//! Whoever joins the stages answers from an index, a cache or a test's table. Calls may block; what is worth
//! starting early is announced by the `prefetch` calls, which must not.

use std::sync::Arc;

use crate::pep::metadata::Metadata;
use crate::pep::name::PackageName;
use crate::pep::version::Version;

use super::wish::Wish;

/// The solver's only contact.
pub trait Candidates {
    /// What stops the whole resolution: a dead index, a broken disk. One bad version is not an error.
    type Error: std::error::Error + Send + Sync + 'static;

    /// The versions of a package; `None` when nobody knows the name.
    fn versions(&self, name: &PackageName) -> Result<Option<Arc<dyn Versions>>, Self::Error>;

    /// What one version, seen in the listing, says about itself.
    fn metadata(&self, name: &PackageName, version: &Version) -> Result<Details, Self::Error>;

    /// These versions will soon be asked for, most likely all of them. Returns at once.
    fn prefetch(&self, wishes: &[Wish]) {
        let _ = wishes;
    }

    /// The metadata of these versions may soon be asked for. Returns at once.
    fn prefetch_metadata(&self, name: &PackageName, versions: &[Version]) {
        let _ = (name, versions);
    }

    /// Known names that look like one that is not, nearest first.
    fn similar(&self, name: &PackageName) -> Vec<PackageName> {
        let _ = name;
        Vec::new()
    }
}

/// The versions of one package. Only what is looked at need be worked out.
pub trait Versions: Send + Sync {
    /// Every version with a file, newest first, each once.
    fn newest_first(&self) -> &[Version];

    /// Whether the version at `index` can be used by the target. Asked often: cheap from the second time on.
    fn status(&self, index: usize) -> Status;

    /// In words, why the version at `index` is not [`Fit::Usable`]; the detail only, see [`Fit`].
    fn why(&self, index: usize) -> Option<String>;

    /// The reason given for yanking the version at `index`, if one was.
    fn yanked(&self, index: usize) -> Option<String>;
}

/// The facts about one version that decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether there is a file to install.
    pub fit: Fit,
    /// Whether the best fitting file was yanked (PEP 592).
    pub is_yanked: bool,
    /// Whether it must be built.
    pub needs_build: bool,
}

impl Status {
    /// Usable and not yanked.
    pub const USABLE: Status = Status { fit: Fit::Usable, is_yanked: false, needs_build: false };
}

/// Whether a version has a file for the target, and what [`Versions::why`] then says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// There is one.
    Usable,
    /// Every file asks for another Python; `why` is the specifier, `>=3.10`.
    OtherPython,
    /// There are wheels, none of them for the target; `why` lists what they are for, `win_amd64, py2-none-any`.
    OtherTarget,
    /// There are only source distributions; no `why`.
    OnlySource,
    /// Left out for another reason; `why` is a clause such as `its files have none of the hashes in requirements.txt`.
    Excluded,
}

/// What one version says about itself.
#[derive(Clone, Debug)]
pub enum Details {
    /// Its metadata.
    Known(Arc<Metadata>),
    /// It cannot be used; a clause such as `its metadata has no Version field`.
    Unusable(String),
}
