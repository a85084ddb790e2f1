//! Which project an environment belongs to: two small files beside it, the first of them as virtualenvwrapper's.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::NamedError;
use crate::sys;
use crate::sys::fs::Identity;

const FILE: &str = ".project";
const ID: &str = ".project-id";
/// The longest part of a directory's name that is taken from a project's.
const LONGEST: usize = 60;

/// A project that an environment belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// The project's directory when it was tied.
    pub root: PathBuf,
    identity: Option<(u64, u64)>,
}

impl Tie {
    /// What is noted in `home`; `None` if nothing is.
    pub fn read(home: &Path) -> Option<Tie> {
        let bytes = sys::fs::read_if_there(&home.join(FILE)).ok()??;
        let line = bytes.split(|byte| *byte == b'\n').next()?.trim_ascii();
        let root = PathBuf::from(OsString::from_vec(line.to_vec()));
        let id = sys::fs::read_if_there(&home.join(ID)).ok().flatten().unwrap_or_default();
        let text = String::from_utf8_lossy(&id);
        let mut numbers = text.split_whitespace().map(str::parse);
        let identity = match (numbers.next(), numbers.next()) {
            (Some(Ok(device)), Some(Ok(inode))) => Some((device, inode)),
            _ => None,
        };
        root.is_absolute().then_some(Tie { root, identity })
    }

    /// Notes in `home` that it belongs to the project at `root`.
    pub fn write(home: &Path, root: &Path) -> Result<(), NamedError> {
        let root = physical(root);
        if root.as_os_str().as_bytes().contains(&b'\n') {
            return Err(NamedError::LineBreak { path: root });
        }
        let Identity { device, inode } = Identity::of(&sys::fs::metadata(&root)?);
        sys::fs::create_dir_all(home)?;
        sys::fs::replace(&home.join(ID), format!("{device} {inode}\n").as_bytes())?;
        sys::fs::replace(&home.join(FILE), &[root.as_os_str().as_bytes(), b"\n"].concat())?;
        Ok(())
    }

    /// True when it is the project at `root`: the same directory wherever it was moved to, or another one that has taken
    /// its place.
    pub fn is_of(&self, root: &Path) -> bool {
        let identity = sys::fs::metadata(root).ok().map(|metadata| Identity::of(&metadata));
        let is_same = identity.is_some_and(|found| self.identity == Some((found.device, found.inode)));
        is_same || physical(root) == self.root
    }

    /// The project's name.
    pub fn label(&self) -> String {
        self.root.file_name().map_or_else(|| "/".into(), |name| name.to_string_lossy().into_owned())
    }
}

/// `site-1a2b3c4d`: tells projects of one name apart.
pub(super) fn key(root: &Path) -> String {
    let root = physical(root);
    let name = root.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let plain = name.chars().map(|c| if c.is_alphanumeric() || "_.+-".contains(c) { c } else { '_' });
    let mut text = String::new();
    plain
        .take_while(|c| {
            text.push(*c);
            text.len() < LONGEST
        })
        .for_each(drop);
    let digest = Sha256::digest(root.as_os_str().as_bytes());
    digest.iter().take(4).fold(text + "-", |text, byte| format!("{text}{byte:02x}"))
}

/// The path with links resolved, or as it is where it leads nowhere.
pub fn physical(path: &Path) -> PathBuf {
    sys::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
