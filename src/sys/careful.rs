//! Reading what somebody else may have put there: never hangs on a pipe, never swallows a huge file, and tells who
//! could have changed it.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

use super::fs::{FsResult, at};
use super::user;

/// A regular file of at most `limit` bytes, links followed, and what it was when it was opened.
pub fn read(path: &Path, limit: u64) -> FsResult<(Vec<u8>, Metadata)> {
    read_with(path, limit, OFlags::NONBLOCK)
}

/// As [`read`], but a symbolic link is an error.
pub fn read_no_link(path: &Path, limit: u64) -> FsResult<(Vec<u8>, Metadata)> {
    read_with(path, limit, OFlags::NONBLOCK | OFlags::NOFOLLOW)
}

/// True when `path` is a regular file that begins with these bytes.
pub fn starts_with(path: &Path, bytes: &[u8]) -> bool {
    let read = || -> io::Result<bool> {
        let mut file = File::options().read(true).custom_flags(OFlags::NONBLOCK.bits() as i32).open(path)?;
        let mut head = vec![0u8; bytes.len()];
        file.read_exact(&mut head)?;
        Ok(head == bytes)
    };
    read().unwrap_or(false)
}

/// True when others than the owner (and root) may write: by mode, except for the owner's private group.
pub fn is_writable_by_others(metadata: &Metadata) -> bool {
    let mode = metadata.mode();
    mode & 0o002 != 0 || (mode & 0o020 != 0 && !user::is_private_group(metadata.gid(), metadata.uid()))
}

/// True when everybody may write. The sticky bit (`/tmp`) changes nothing: all can add names.
pub fn is_world_writable(metadata: &Metadata) -> bool {
    metadata.mode() & 0o002 != 0
}

fn read_with(path: &Path, limit: u64, flags: OFlags) -> FsResult<(Vec<u8>, Metadata)> {
    let open = || -> io::Result<(Vec<u8>, Metadata)> {
        let file = File::options().read(true).custom_flags(flags.bits() as i32).open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        }
        let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, format!("larger than {limit} bytes"));
        if metadata.len() > limit {
            return Err(too_large());
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
        // Files in /proc say 0 bytes, and any file may grow.
        file.take(limit + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(too_large());
        }
        Ok((bytes, metadata))
    };
    open().map_err(at("read", path))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn only_regular_files_of_bearable_size_are_read() {
        let dir = tempfile::tempdir().unwrap();
        let (file, link, pipe) = (dir.path().join("f"), dir.path().join("l"), dir.path().join("p"));
        std::fs::write(&file, b"12345").unwrap();
        symlink("f", &link).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0).unwrap();
        assert_eq!(read(&file, 5).unwrap().0, b"12345");
        assert!(read(&file, 4).is_err());
        assert_eq!(read(&link, 5).unwrap().0, b"12345");
        assert!(read_no_link(&link, 5).is_err());
        assert!(read(&pipe, 5).is_err());
        assert!(read(dir.path(), 5).is_err());
        assert!(read(&dir.path().join("none"), 5).unwrap_err().is_not_found());
        assert!(read(Path::new("/dev/zero"), 5).is_err());
    }

    #[test]
    fn modes_tell_who_may_write() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let of = |mode| {
            std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(mode)).unwrap();
            std::fs::metadata(file.path()).unwrap()
        };
        assert!(!is_writable_by_others(&of(0o644)));
        assert!(is_writable_by_others(&of(0o646)));
        assert!(is_world_writable(&of(0o666)));
        assert!(!is_world_writable(&of(0o664)));
    }
}
