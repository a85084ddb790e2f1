//! The hook's files in one site directory.
//!
//! `noglue.start` and `noglue.pth` are written last and removed first: without them the other files do nothing, so that a start in the
//! middle sees either nothing or all of it.

use std::path::{Path, PathBuf};

use super::host::run;
use super::{Host, StartupError};
use crate::sys;
use crate::sys::fs::{FsError, FsResult};

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../shims/python/", $name)))
    };
}

/// Name and text, in the order they are written.
pub const FILES: [(&str, &str); 9] = [
    file!("noglue_paths.py"),
    file!("noglue_trust.py"),
    file!("noglue_rule.py"),
    file!("noglue_options.py"),
    file!("noglue_program.py"),
    file!("noglue_activate.py"),
    file!("noglue_embedded.py"),
    file!("noglue_startup.py"),
    file!("noglue.start"),
];
/// What makes the others run.
pub const TRIGGER: (&str, &str) = file!("noglue.pth");

const COMPILE: &str = include_str!("../../shims/python/compile_hook.py");
/// Every file of ours begins so, whichever noglue wrote it.
const MARK: &[u8] = b"# Written by 'noglue setup --system'";

/// What is in a site directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// No hook.
    Missing,
    /// This noglue's hook.
    Current,
    /// That of another noglue, or a part of one.
    Older,
    /// A file that noglue did not write has this name of ours.
    Foreign(PathBuf),
}

impl State {
    /// A word for it.
    pub fn word(&self) -> &'static str {
        match self {
            State::Missing => "missing",
            State::Current => "current",
            State::Older => "older",
            State::Foreign(_) => "foreign",
        }
    }
}

/// What `folder` has.
pub fn state(folder: &Path) -> State {
    let (mut is_there, mut is_current) = (false, true);
    for (name, text) in files() {
        let path = folder.join(name);
        match sys::fs::read(&path) {
            Ok(bytes) if bytes == text.as_bytes() => is_there = true,
            Ok(bytes) if bytes.starts_with(MARK) => (is_there, is_current) = (true, false),
            Err(error) if error.is_not_found() && !is_link(&path) => is_current = false,
            _ => return State::Foreign(path),
        }
    }
    match (is_there, is_current) {
        (false, _) => State::Missing,
        (true, true) => State::Current,
        (true, false) => State::Older,
    }
}

fn is_link(path: &Path) -> bool {
    sys::facts::target(path).is_ok()
}

fn files() -> impl DoubleEndedIterator<Item = (&'static str, &'static str)> {
    FILES.into_iter().chain([TRIGGER])
}

/// Writes the hook, and byte-code for it, where everybody can read it.
pub fn install(host: &Host) -> Result<(), StartupError> {
    for (name, _) in files().filter(|(name, _)| !name.ends_with(".py")) {
        sys::fs::remove_file(&host.folder.join(name))?;
    }
    remove_bytecode(&host.folder)?;
    for (name, text) in FILES {
        write(&host.folder.join(name), text)?;
    }
    let modules: Vec<PathBuf> =
        FILES.iter().filter(|(name, _)| name.ends_with(".py")).map(|(name, _)| host.folder.join(name)).collect();
    run(&host.executable, COMPILE, &modules)
        .map_err(|reason| StartupError::Compile { path: host.executable.clone(), reason })?;
    Ok(write(&host.folder.join(TRIGGER.0), TRIGGER.1)?)
}

fn write(path: &Path, text: &str) -> FsResult<()> {
    sys::fs::replace_with(path, 0o644, |_| text.as_bytes().to_vec())?;
    // The umask of whoever runs this is not that of the services that read it.
    sys::fs::set_mode(path, 0o644)
}

/// Removes what noglue wrote, of whichever version. Gives the files that are there and not ours.
pub fn remove(folder: &Path) -> FsResult<Vec<PathBuf>> {
    let mut left = Vec::new();
    for (name, _) in files().rev() {
        let path = folder.join(name);
        match sys::fs::read(&path) {
            Ok(bytes) if bytes.starts_with(MARK) => sys::fs::remove_file(&path)?,
            Err(error) if error.is_not_found() && !is_link(&path) => {}
            _ => left.push(path),
        }
    }
    remove_bytecode(folder)?;
    Ok(left)
}

fn remove_bytecode(folder: &Path) -> FsResult<()> {
    let cache = folder.join("__pycache__");
    let names = match sys::fs::names(&cache) {
        Ok(names) => names,
        Err(error) if error.is_not_found() => return Ok(()),
        Err(error) => return Err(error),
    };
    let modules = FILES.iter().filter_map(|(name, _)| name.strip_suffix(".py")).collect::<Vec<_>>();
    for name in names {
        let is_ours = name.to_str().is_some_and(|name| {
            name.ends_with(".pyc") && name.split_once('.').is_some_and(|(module, _)| modules.contains(&module))
        });
        if is_ours {
            sys::fs::remove_file(&cache.join(name))?;
        }
    }
    match sys::fs::remove_empty_dir(&cache) {
        Err(FsError { source, .. }) if source.kind() != std::io::ErrorKind::DirectoryNotEmpty => {
            Err(FsError { action: "remove", path: cache, source })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(folder: &Path) {
        for (name, text) in files() {
            std::fs::write(folder.join(name), text).unwrap();
        }
    }

    #[test]
    fn every_file_says_who_wrote_it() {
        for (name, text) in files() {
            assert!(text.as_bytes().starts_with(MARK), "{name}");
        }
        let lines: Vec<&str> = TRIGGER.1.lines().collect();
        assert!(lines.len() == 2 && lines[1].starts_with("import "), "one line that site executes");
    }

    #[test]
    fn the_state_of_a_folder_is_told_from_its_files() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path();
        let pth = folder.join(TRIGGER.0);
        assert_eq!(state(folder), State::Missing);
        assert_eq!(state(&folder.join("gone")), State::Missing);
        put(folder);
        assert_eq!(state(folder), State::Current);
        std::fs::write(&pth, "# Written by 'noglue setup --system' long ago\n").unwrap();
        assert_eq!(state(folder), State::Older);
        std::fs::remove_file(&pth).unwrap();
        assert_eq!(state(folder), State::Older, "a part of one");
        std::fs::write(&pth, "import something_else\n").unwrap();
        assert_eq!(state(folder), State::Foreign(pth.clone()));
        std::fs::remove_file(&pth).unwrap();
        std::os::unix::fs::symlink("nowhere", &pth).unwrap();
        assert_eq!(state(folder), State::Foreign(pth));
    }

    #[test]
    fn only_what_is_ours_is_removed() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path();
        put(folder);
        let cache = folder.join("__pycache__");
        std::fs::create_dir(&cache).unwrap();
        std::fs::write(cache.join("noglue_rule.cpython-311.opt-1.pyc"), "").unwrap();
        std::fs::write(cache.join("other.cpython-311.pyc"), "").unwrap();
        std::fs::write(folder.join("noglue.start"), "mine:start\n").unwrap();
        std::fs::write(folder.join("other.pth"), "").unwrap();
        assert_eq!(remove(folder).unwrap(), [folder.join("noglue.start")]);
        let mut names: Vec<_> = sys::fs::names(folder).unwrap();
        names.sort();
        assert_eq!(names, ["__pycache__", "noglue.start", "other.pth"]);
        assert_eq!(sys::fs::names(&cache).unwrap(), ["other.cpython-311.pyc"]);
        std::fs::remove_file(cache.join("other.cpython-311.pyc")).unwrap();
        remove(folder).unwrap();
        assert!(!cache.exists());
    }
}
