//! Reading what somebody else may have put there: never hangs on a pipe, never swallows a huge file, and tells who
//! could have changed it.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
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

/// The first bytes of a file and, if it is longer than both, its last ones; of a shorter file all is in the first part.
pub fn head_and_tail(path: &Path, head: u64, tail: u64) -> FsResult<(Vec<u8>, Option<Vec<u8>>)> {
    let read = || -> io::Result<(Vec<u8>, Option<Vec<u8>>)> {
        let mut file = File::options().read(true).custom_flags(OFlags::NONBLOCK.bits() as i32).open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        }
        let (mut start, mut end) = (Vec::new(), Vec::new());
        if metadata.len() <= head + tail {
            file.take(head + tail).read_to_end(&mut start)?;
            return Ok((start, None));
        }
        (&file).take(head).read_to_end(&mut start)?;
        file.seek(SeekFrom::End(-i64::try_from(tail).unwrap_or(i64::MAX)))?;
        file.take(tail).read_to_end(&mut end)?;
        Ok((start, Some(end)))
    };
    read().map_err(at("read", path))
}

/// As [`head_and_tail`], of standard input, which is read to its end.
pub fn head_and_tail_of_input(head: usize, tail: usize) -> io::Result<(Vec<u8>, Option<Vec<u8>>)> {
    let mut input = io::stdin().lock();
    let mut start = Vec::new();
    (&mut input).take(head as u64).read_to_end(&mut start)?;
    let (mut end, mut buffer, mut is_cut) = (Vec::new(), vec![0; 64 * 1024], false);
    loop {
        let count = match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        end.extend_from_slice(&buffer[..count]);
        if end.len() > 2 * tail {
            end.drain(..end.len() - tail);
            is_cut = true;
        }
    }
    if is_cut {
        return Ok((start, Some(end)));
    }
    start.append(&mut end);
    Ok((start, None))
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
    fn of_a_long_file_both_ends_are_read() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"0123456789").unwrap();
        assert_eq!(head_and_tail(file.path(), 4, 6).unwrap(), (b"0123456789".to_vec(), None));
        assert_eq!(head_and_tail(file.path(), 2, 3).unwrap(), (b"01".to_vec(), Some(b"789".to_vec())));
        assert!(head_and_tail(Path::new("/dev/zero"), 2, 3).is_err());
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
