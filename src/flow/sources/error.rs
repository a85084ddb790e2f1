//! Why a source gave no metadata or no wheel, and which one it was.

use std::fmt;

use crate::error::{Error, Exit, Explain};

/// A failure about one source; its cause is any stage's.
#[derive(Debug)]
pub(in crate::flow) struct SourceError {
    pub(super) title: String,
    pub(super) cause: Error,
    /// Its own metadata is to blame: another version may do.
    pub(super) is_about_version: bool,
    /// It may be the very project that is synced.
    pub(super) is_editable: bool,
}

impl SourceError {
    /// When another version may do: why, as a clause about the version.
    pub(in crate::flow) fn about_this_version(&self) -> Option<String> {
        self.is_about_version.then(|| self.cause.chain().join(": "))
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not build {}", crate::ui::clean(&self.title))
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.cause.as_std())
    }
}

impl Explain for SourceError {
    fn exit(&self) -> Exit {
        self.cause.exit()
    }

    fn hints(&self) -> Vec<String> {
        let mut hints = self.cause.hints();
        if self.is_editable {
            hints.push(
                "'noglue sync --no-install-project' installs what a project needs without the project itself".into(),
            );
        } else if hints.is_empty() {
            hints.push("the fault lies in that source: take another version of it, or one that has a wheel".into());
        }
        hints
    }
}
