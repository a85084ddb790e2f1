//! The one type by which names from archives become paths.
//!
//! A name in, a relative path that cannot leave the directory it is joined to out. Whether links on the disk
//! lead elsewhere is for those who write.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Longest component, in bytes (NAME_MAX).
const MAX_COMPONENT: usize = 255;
/// Longest path, in bytes (PATH_MAX).
const MAX_PATH: usize = 4096;

/// A relative path with `/` between its components, none of them empty, `.` or `..`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SafePath(Arc<str>);

/// Why a name is no safe path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// `""`, `.`
    #[error("a file name is empty")]
    Empty,
    /// `../../x`
    #[error("a path that leaves its directory: \"{}\"", crate::ui::clean(.0))]
    Leaves(String),
    /// `/etc/x`
    #[error("an absolute path: \"{}\"", crate::ui::clean(.0))]
    Absolute(String),
    /// `..\..\x`, `C:x`
    #[error("a path with \"\\\" or a drive letter: \"{}\"", crate::ui::clean(.0))]
    Windows(String),
    /// NUL, newline, escape
    #[error("a file name with a control character: \"{}\"", crate::ui::clean(.0))]
    Control(String),
    /// Over 255 bytes in a component, or 4096 in all.
    #[error("file name too long ({0} bytes)")]
    TooLong(usize),
}

impl SafePath {
    /// Parses a path with `/`. Components that are empty or `.` are dropped: `./a//b` is `a/b`.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        if text.len() > MAX_PATH {
            return Err(PathError::TooLong(text.len()));
        }
        if text.chars().any(char::is_control) {
            return Err(PathError::Control(text.to_owned()));
        }
        if text.contains('\\') || has_drive(text) {
            return Err(PathError::Windows(text.to_owned()));
        }
        if text.starts_with('/') {
            return Err(PathError::Absolute(text.to_owned()));
        }
        let mut is_plain = true;
        let mut count = 0;
        for component in text.split('/') {
            match component {
                "" | "." => is_plain = false,
                ".." => return Err(PathError::Leaves(text.to_owned())),
                component if component.len() > MAX_COMPONENT => return Err(PathError::TooLong(component.len())),
                _ => count += 1,
            }
        }
        if count == 0 {
            return Err(PathError::Empty);
        }
        if is_plain {
            return Ok(SafePath(Arc::from(text)));
        }
        let kept: Vec<&str> = text.split('/').filter(|component| !matches!(*component, "" | ".")).collect();
        Ok(SafePath(Arc::from(kept.join("/"))))
    }

    /// The path with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path under `root`.
    pub fn under(&self, root: &Path) -> PathBuf {
        root.join(&*self.0)
    }

    /// The components, outermost first.
    pub fn components(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// The last component.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The directory it lies in; `None` at the top.
    pub fn parent(&self) -> Option<SafePath> {
        self.0.rsplit_once('/').map(|(parent, _)| SafePath(Arc::from(parent)))
    }

    /// The path below `directory`: `a/b` below `a` is `b`.
    pub fn below(&self, directory: &str) -> Option<SafePath> {
        let rest = self.0.strip_prefix(directory)?.strip_prefix('/')?;
        Some(SafePath(Arc::from(rest)))
    }

    /// `self/other`.
    pub fn join(&self, other: &SafePath) -> Result<SafePath, PathError> {
        SafePath::parse(&format!("{}/{}", self.0, other.0))
    }
}

// `C:x`, `c:`: a letter and a colon at the start of any component.
fn has_drive(text: &str) -> bool {
    text.split('/').any(|component| {
        let bytes = component.as_bytes();
        bytes.len() >= 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':'
    })
}

impl fmt::Display for SafePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for SafePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl AsRef<Path> for SafePath {
    fn as_ref(&self) -> &Path {
        Path::new(&*self.0)
    }
}

impl Serialize for SafePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SafePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::pep::serial::parsed(deserializer, SafePath::parse)
    }
}

#[cfg(test)]
mod tests;
