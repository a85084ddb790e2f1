//! Files and directories. Every error names what was tried and on what; writes are beside, then renamed.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::error::{Exit, Explain};

/// A file operation that failed.
#[derive(Debug, thiserror::Error)]
#[error("could not {action} {}", path.display())]
pub struct FsError {
    /// The verb: "read", "create", "rename".
    pub action: &'static str,
    /// What it was tried on.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl FsError {
    /// True when the file or directory was not there.
    pub fn is_not_found(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
    }

    /// True when the disk or a quota is full.
    pub fn is_full(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    }
}

impl Explain for FsError {
    fn exit(&self) -> Exit {
        Exit::Disk
    }

    fn hints(&self) -> Vec<String> {
        match self.source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                vec!["free some space ('noglue cache clear' empties the cache), then run the same command again".into()]
            }
            io::ErrorKind::ReadOnlyFilesystem => vec!["the file system is mounted read-only".into()],
            io::ErrorKind::PermissionDenied => {
                vec![format!(
                    "this runs as {}; check owner and mode with 'ls -ld {}'",
                    super::user::name(super::user::uid()),
                    self.path.display()
                )]
            }
            _ => Vec::new(),
        }
    }
}

/// What file operations return.
pub type FsResult<T> = Result<T, FsError>;

/// Turns an `io::Error` into one that names the action and the path.
pub fn at<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> FsError + 'a {
    move |source| FsError { action, path: path.to_owned(), source }
}

/// The whole file.
pub fn read(path: &Path) -> FsResult<Vec<u8>> {
    fs::read(path).map_err(at("read", path))
}

/// All of standard input.
pub fn read_stdin() -> FsResult<Vec<u8>> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes).map_err(at("read", Path::new("standard input")))?;
    Ok(bytes)
}

/// The whole file as UTF-8.
pub fn read_to_string(path: &Path) -> FsResult<String> {
    fs::read_to_string(path).map_err(at("read", path))
}

/// The last `most` bytes of a file, or all of it.
pub fn read_tail(path: &Path, most: u64) -> FsResult<Vec<u8>> {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let mut file = open(path)?;
    let length = file.metadata().map_err(at("read", path))?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(most))).map_err(at("read", path))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(at("read", path))?;
    Ok(bytes)
}

/// The whole file, or `None` when it is not there.
pub fn read_if_there(path: &Path) -> FsResult<Option<Vec<u8>>> {
    match read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.is_not_found() => Ok(None),
        Err(e) => Err(e),
    }
}

/// Opens for reading.
pub fn open(path: &Path) -> FsResult<File> {
    File::open(path).map_err(at("open", path))
}

/// Creates or empties a file for writing. For files in a directory that is not visible yet; else [`replace`].
pub fn create(path: &Path) -> FsResult<File> {
    File::create(path).map_err(at("create", path))
}

/// Writes a new file in a directory that is not visible yet.
pub fn write_new(path: &Path, bytes: &[u8]) -> FsResult<()> {
    File::options()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut f| f.write_all(bytes))
        .map_err(at("write", path))
}

/// Replaces `path` by `bytes`: written beside, then renamed. Readers see the old file or the new one.
/// Keeps the mode of the old file; a new one gets 0644 less umask.
pub fn replace(path: &Path, bytes: &[u8]) -> FsResult<()> {
    let mode = fs::metadata(path).map_or(0o644, |m| m.permissions().mode() & 0o7777);
    replace_with(path, mode, |_| bytes.to_vec())
}

/// As [`replace`], with this mode less umask; `make` may put into the file what it is on the disk.
pub fn replace_with(path: &Path, mode: u32, make: impl FnOnce(&Metadata) -> Vec<u8>) -> FsResult<()> {
    let dir = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".noglue-")
        .permissions(fs::Permissions::from_mode(mode))
        .tempfile_in(dir)
        .map_err(at("write", path))?;
    let bytes = file.as_file().metadata().map(|m| make(&m)).map_err(at("write", path))?;
    file.write_all(&bytes).map_err(at("write", path))?;
    file.persist(path).map(drop).map_err(|e| at("write", path)(e.error))
}

/// Gives a file the owner that the one before it had, as far as this process may.
pub fn keep_owner(path: &Path, before: &Metadata) {
    let is_same = fs::metadata(path).is_ok_and(|m| (m.uid(), m.gid()) == (before.uid(), before.gid()));
    if !is_same {
        // Only root may: for everyone else the file is theirs now, as with an editor.
        let _ = std::os::unix::fs::chown(path, Some(before.uid()), Some(before.gid()));
    }
}

/// Creates a directory and its parents; fine if it exists.
pub fn create_dir_all(path: &Path) -> FsResult<()> {
    fs::create_dir_all(path).map_err(at("create directory", path))
}

/// Creates a directory; `false` if it exists already.
pub fn create_dir(path: &Path) -> FsResult<bool> {
    match fs::create_dir(path) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(e) => Err(at("create directory", path)(e)),
    }
}

/// A new, uniquely named directory below `parent`, removed when dropped unless kept.
pub fn temp_dir_in(parent: &Path, prefix: &str) -> FsResult<tempfile::TempDir> {
    tempfile::Builder::new().prefix(prefix).tempdir_in(parent).map_err(at("create a directory in", parent))
}

/// A new file without a name on the file system of `dir`, for reading and writing; gone when it is closed.
pub fn unnamed_file_in(dir: &Path) -> FsResult<File> {
    tempfile::tempfile_in(dir).map_err(at("create a file in", dir))
}

/// A symbolic link at `path` that says `target`.
pub fn symlink(target: &Path, path: &Path) -> FsResult<()> {
    std::os::unix::fs::symlink(target, path).map_err(at("link", path))
}

/// Replaces the symbolic link at `path` in one step.
pub fn replace_symlink(target: &Path, path: &Path) -> FsResult<()> {
    let beside = beside(path);
    let _ = fs::remove_file(&beside);
    symlink(target, &beside)?;
    rename(&beside, path)
}

/// Renames; replaces a file or an empty directory at `to`.
pub fn rename(from: &Path, to: &Path) -> FsResult<()> {
    fs::rename(from, to).map_err(at("rename to", to))
}

/// Renames; `false`, and nothing done, if `to` exists.
pub fn rename_new(from: &Path, to: &Path) -> FsResult<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(true),
        Err(Errno::EXIST | Errno::NOTEMPTY) => Ok(false),
        // Old kernels and some network file systems: a directory never replaces a non-empty one anyway.
        Err(Errno::INVAL | Errno::NOSYS) => {
            if fs::symlink_metadata(to).is_ok() {
                return Ok(false);
            }
            rename(from, to).map(|()| true)
        }
        Err(e) => Err(at("rename to", to)(e.into())),
    }
}

/// Removes a file or link; fine if it is not there.
pub fn remove_file(path: &Path) -> FsResult<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(at("remove", path)(e)),
        _ => Ok(()),
    }
}

/// Removes a directory that is empty.
pub fn remove_empty_dir(path: &Path) -> FsResult<()> {
    fs::remove_dir(path).map_err(at("remove", path))
}

/// A second name for the file or link `from`, else a copy of it. Fails if `to` exists.
pub fn link_or_copy(from: &Path, to: &Path) -> FsResult<()> {
    match fs::hard_link(from, to) {
        Ok(()) => return Ok(()),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Err(at("link", to)(e)),
        Err(_) => {}
    }
    let metadata = symlink_metadata(from)?;
    if metadata.is_symlink() {
        return symlink(&read_link(from)?, to);
    }
    fs::copy(from, to).map_err(at("copy to", to))?;
    let modified = metadata.modified().map_err(at("read", from))?;
    File::options().write(true).open(to).and_then(|file| file.set_modified(modified)).map_err(at("copy to", to))
}

/// A second tree `to` whose files are other names for those of `from`, or copies of them.
pub fn copy_tree_by_links(from: &Path, to: &Path) -> FsResult<()> {
    for entry in walkdir::WalkDir::new(from).follow_root_links(false) {
        let entry = entry.map_err(|error| at("read", from)(error.into()))?;
        let target = match entry.path().strip_prefix(from) {
            Ok(below) if !below.as_os_str().is_empty() => to.join(below),
            _ => to.to_owned(),
        };
        if entry.file_type().is_dir() {
            create_dir(&target)?;
            copy_mode_and_owner(entry.path(), &target)?;
        } else {
            link_or_copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Gives `to` the mode of `from`, and its owner where this user may.
pub fn copy_mode_and_owner(from: &Path, to: &Path) -> FsResult<()> {
    let metadata = metadata(from)?;
    let _ = std::os::unix::fs::chown(to, Some(metadata.uid()), Some(metadata.gid()));
    set_mode(to, metadata.permissions().mode() & 0o7777)
}

/// A copy of a file, with its mode.
pub fn copy(from: &Path, to: &Path) -> FsResult<()> {
    fs::copy(from, to).map(drop).map_err(at("copy to", to))
}

/// Puts each of two directories in the place of the other, in one step; `false`, and nothing done, where that cannot be.
pub fn exchange(a: &Path, b: &Path) -> FsResult<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // The last is a mount point.
        Err(Errno::INVAL | Errno::NOSYS | Errno::XDEV | Errno::OPNOTSUPP | Errno::BUSY) => Ok(false),
        Err(e) => Err(at("rename to", b)(e.into())),
    }
}

/// Removes a tree; fine if it is not there. Read-only directories in it are opened up first.
pub fn remove_dir_all(path: &Path) -> FsResult<()> {
    match fs::remove_dir_all(path) {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::PermissionDenied => {
            for entry in walkdir::WalkDir::new(path).into_iter().flatten().filter(|e| e.file_type().is_dir()) {
                let _ = fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o700));
            }
            fs::remove_dir_all(path).map_err(at("remove", path))
        }
        Err(e) => Err(at("remove", path)(e)),
    }
}

/// Follows links.
pub fn metadata(path: &Path) -> FsResult<Metadata> {
    fs::metadata(path).map_err(at("read", path))
}

/// Does not follow a link.
pub fn symlink_metadata(path: &Path) -> FsResult<Metadata> {
    fs::symlink_metadata(path).map_err(at("read", path))
}

/// What a link says.
pub fn read_link(path: &Path) -> FsResult<PathBuf> {
    fs::read_link(path).map_err(at("read link", path))
}

/// The path with all links resolved.
pub fn canonicalize(path: &Path) -> FsResult<PathBuf> {
    fs::canonicalize(path).map_err(at("resolve", path))
}

/// True if anything is at `path`, links followed.
pub fn exists(path: &Path) -> bool {
    fs::metadata(path).is_ok()
}

/// True if a file is at `path`, links followed.
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| m.is_file())
}

/// True if a directory is at `path`, links followed.
pub fn is_dir(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| m.is_dir())
}

/// The names in a directory, sorted.
pub fn names(path: &Path) -> FsResult<Vec<std::ffi::OsString>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(at("read directory", path))? {
        names.push(entry.map_err(at("read directory", path))?.file_name());
    }
    names.sort();
    Ok(names)
}

/// Sets permission bits.
pub fn set_mode(path: &Path, mode: u32) -> FsResult<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(at("change the mode of", path))
}

/// Gives what is at `path` the time of now, links followed; a later one where that would be the same second as before,
/// since there are programs that see whole seconds.
pub fn touch(path: &Path) -> FsResult<()> {
    let before = metadata(path)?.modified().map_or(0, super::clock::unix_seconds);
    let now = super::clock::unix_seconds(super::clock::now());
    let time = if now > before {
        rustix::fs::Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_NOW }
    } else {
        rustix::fs::Timespec { tv_sec: i64::try_from(before).unwrap_or(0) + 1, tv_nsec: 0 }
    };
    let times = rustix::fs::Timestamps { last_access: time, last_modification: time };
    rustix::fs::utimensat(rustix::fs::CWD, path, &times, rustix::fs::AtFlags::empty())
        .map_err(|e| at("touch", path)(e.into()))
}

/// True if this user may write to what is at `path`, and its owner has not closed it to writing.
pub fn is_writable(path: &Path) -> bool {
    let flags = rustix::fs::AtFlags::EACCESS;
    fs::metadata(path).is_ok_and(|m| m.permissions().mode() & 0o200 != 0)
        && rustix::fs::accessat(rustix::fs::CWD, path, rustix::fs::Access::WRITE_OK, flags).is_ok()
}

/// The process's umask.
pub fn umask() -> u32 {
    let mask = rustix::process::umask(rustix::fs::Mode::from_bits_truncate(0o022));
    rustix::process::umask(mask);
    mask.bits()
}

/// Bytes that may still be written to the file system of `path`.
pub fn free_space(path: &Path) -> FsResult<u64> {
    let stat = rustix::fs::statvfs(path).map_err(|e| at("read", path)(e.into()))?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// True when the file system of `path` has no free inodes, which it counts: no file can be made, whatever its size.
pub fn has_no_inodes(path: &Path) -> bool {
    rustix::fs::statvfs(path).is_ok_and(|stat| stat.f_files > 0 && stat.f_favail == 0)
}

/// What tells one file from another while both exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    /// st_dev.
    pub device: u64,
    /// st_ino.
    pub inode: u64,
}

impl Identity {
    /// Of a file already looked at.
    pub fn of(metadata: &Metadata) -> Identity {
        Identity { device: metadata.dev(), inode: metadata.ino() }
    }
}

/// `path` made absolute against `cwd` and freed of `.` and `..` by their letters alone (links not followed).
pub fn absolute(path: &Path, cwd: &Path) -> PathBuf {
    use std::path::Component;
    let mut result = PathBuf::new();
    for component in cwd.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                result.pop();
            }
            other => result.push(other),
        }
    }
    result
}

fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".noglue-");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_removes_dots_by_letters() {
        let cwd = Path::new("/a/b");
        assert_eq!(absolute(Path::new("./c/../d"), cwd), Path::new("/a/b/d"));
        assert_eq!(absolute(Path::new("../../../x"), cwd), Path::new("/x"));
        assert_eq!(absolute(Path::new("/q/./r"), cwd), Path::new("/q/r"));
    }

    #[test]
    fn replace_keeps_the_mode_and_leaves_nothing_beside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f");
        replace(&path, b"1").unwrap();
        set_mode(&path, 0o600).unwrap();
        replace(&path, b"2").unwrap();
        assert_eq!(read(&path).unwrap(), b"2");
        assert_eq!(metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(names(dir.path()).unwrap().len(), 1);
    }

    #[test]
    fn rename_new_never_replaces() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("a"), dir.path().join("b"));
        fs::create_dir(&a).unwrap();
        fs::create_dir(&b).unwrap();
        assert!(!rename_new(&a, &b).unwrap());
        assert!(rename_new(&a, &dir.path().join("c")).unwrap());
    }

    #[test]
    fn replace_symlink_flips_in_place() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("current");
        replace_symlink(Path::new("gen/1"), &link).unwrap();
        replace_symlink(Path::new("gen/2"), &link).unwrap();
        assert_eq!(read_link(&link).unwrap(), Path::new("gen/2"));
        assert_eq!(names(dir.path()).unwrap().len(), 1);
    }

    #[test]
    fn a_touch_is_always_a_later_second() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let second = || super::super::clock::unix_seconds(file.path().metadata().unwrap().modified().unwrap());
        let mut before = second();
        for _ in 0..3 {
            touch(file.path()).unwrap();
            assert!(second() > before);
            before = second();
        }
        assert!(touch(Path::new("/nowhere/x")).unwrap_err().is_not_found());
    }
}
