//! The directory that is being filled: every name checked, nothing written through a link.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::problem::{Problem, UnpackError};
use crate::pep::safe_path::{PathError, SafePath};
use crate::sys;
use crate::sys::fs::FsError;
use crate::sys::tree::Dir;

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Thing {
    Directory,
    File,
    Link,
}

/// A directory being filled.
pub struct Tree {
    root: Dir,
    things: BTreeMap<String, Thing>,
    left: u64,
    most: u64,
}

/// A file being written.
pub struct Filling {
    file: File,
    path: PathBuf,
    is_executable: bool,
}

impl Tree {
    /// Fills `root`, which is empty, with at most `most` bytes.
    pub fn new(root: &Path, most: u64) -> Result<Tree, UnpackError> {
        Ok(Tree { root: Dir::open(root)?, things: BTreeMap::new(), left: most, most })
    }

    /// A directory.
    pub fn directory(&mut self, name: &str) -> Result<(), UnpackError> {
        let path = match SafePath::parse(name.trim_end_matches('/')) {
            Ok(path) => path,
            // `./`, the root itself.
            Err(PathError::Empty) => return Ok(()),
            Err(error) => return Err(Problem::Path(error).into()),
        };
        self.make_dirs(path.as_str(), name)
    }

    /// A file of `size` bytes; one of the same name before it is replaced, as by every tar.
    pub fn file(&mut self, name: &str, size: u64, is_executable: bool) -> Result<Filling, UnpackError> {
        let path = self.place(name, Thing::File)?;
        self.left = self.left.checked_sub(size).ok_or(Problem::TooLarge(self.most))?;
        let file = self.root.create(Path::new(&path), if is_executable { 0o755 } else { 0o644 })?;
        Ok(Filling { file, path: self.root.path().join(path), is_executable })
    }

    /// A symbolic link, which must lead to somewhere in the tree.
    pub fn link(&mut self, name: &str, target: &str) -> Result<(), UnpackError> {
        let refuse = || Problem::Link { name: name.to_owned(), target: target.to_owned() };
        let path = SafePath::parse(name).map_err(Problem::Path)?;
        let mut at: Vec<&str> = path.as_str().split('/').collect();
        at.pop();
        if target.is_empty() || target.starts_with('/') || target.chars().any(char::is_control) {
            return Err(refuse().into());
        }
        for component in target.split('/') {
            match component {
                "" | "." => {}
                ".." => drop(at.pop().ok_or_else(refuse)?),
                // Through another link the count of `..` would mean nothing.
                component => {
                    at.push(component);
                    if target.contains("..") && self.things.get(&at.join("/")) == Some(&Thing::Link) {
                        return Err(refuse().into());
                    }
                }
            }
        }
        let path = self.place(name, Thing::Link)?;
        Ok(self.root.symlink(Path::new(target), Path::new(&path))?)
    }

    /// A hard link, made a copy; what it names must be a file before it.
    pub fn hard_link(&mut self, name: &str, target: &str, is_executable: bool) -> Result<(), UnpackError> {
        let refuse = || Problem::HardLink { name: name.to_owned(), target: target.to_owned() };
        let from = SafePath::parse(target).map_err(Problem::Path)?;
        if self.things.get(from.as_str()) != Some(&Thing::File) || SafePath::parse(name).is_ok_and(|path| path == from)
        {
            return Err(refuse().into());
        }
        let bytes = sys::fs::read(&self.root.path().join(from.as_str()))?;
        let mut file = self.file(name, bytes.len() as u64, is_executable)?;
        file.write(&bytes)?;
        file.close(None)
    }

    /// Everything is there: the directory of the project.
    pub fn finish(self) -> Result<PathBuf, UnpackError> {
        let mut tops = self.things.iter().filter(|(path, _)| !path.contains('/'));
        match (tops.next(), tops.next()) {
            (None, _) => Err(Problem::Empty.into()),
            (Some((only, Thing::Directory)), None) => Ok(self.root.path().join(only)),
            _ => Ok(self.root.path().to_owned()),
        }
    }

    // The path of something that is about to be made; its directories are there then.
    fn place(&mut self, name: &str, thing: Thing) -> Result<String, UnpackError> {
        let path = SafePath::parse(name).map_err(Problem::Path)?.as_str().to_owned();
        if let Some((directories, _)) = path.rsplit_once('/') {
            self.make_dirs(directories, name)?;
        }
        match self.things.insert(path.clone(), thing) {
            None => {}
            Some(old) if old == thing && thing != Thing::Directory => {
                sys::fs::remove_file(&self.root.path().join(&path))?;
            }
            Some(_) => return Err(Problem::TwoKinds(name.to_owned()).into()),
        }
        Ok(path)
    }

    fn make_dirs(&mut self, path: &str, name: &str) -> Result<(), UnpackError> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for end in ends {
            let directory = &path[..end];
            match self.things.get(directory) {
                Some(Thing::Directory) => {}
                Some(Thing::Link) => return Err(Problem::ThroughLink(name.to_owned()).into()),
                Some(Thing::File) => return Err(Problem::TwoKinds(directory.to_owned()).into()),
                None => {
                    self.root.make_dir(Path::new(directory))?;
                    self.things.insert(directory.to_owned(), Thing::Directory);
                }
            }
        }
        Ok(())
    }
}

impl Filling {
    /// More of it.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), FsError> {
        self.file.write_all(bytes).map_err(sys::fs::at("write", &self.path))
    }

    /// That was all; `modified` is its time, in seconds since 1970.
    pub fn close(self, modified: Option<u64>) -> Result<(), UnpackError> {
        let mode = if self.is_executable { 0o755 } else { 0o644 } & !sys::fs::umask();
        if let Some(seconds) = modified {
            sys::tree::seal(&self.file, Some(mode), seconds).map_err(sys::fs::at("set the time of", &self.path))?;
        }
        Ok(())
    }
}
