//! One trust record: a small text file `key = value`, one per environment, outside of what it trusts.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::discover::pyvenv;
use crate::sys::fs::Identity;

/// What a user's registry says of one environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where the environment was, links resolved.
    pub path: PathBuf,
    /// Which directory it was.
    pub identity: Identity,
    /// Who, beside the user and root, may own the environment or a directory on the way; only in grants.
    pub owners: Vec<u32>,
    /// What made the record.
    pub made_by: String,
    /// The inode of the record's own file. When that changed, the whole file system was copied (an image, a backup),
    /// and inodes prove nothing.
    pub own_inode: u64,
}

impl Record {
    /// The file's text.
    pub fn render(&self) -> Vec<u8> {
        let owners: Vec<String> = self.owners.iter().map(u32::to_string).collect();
        let mut text = b"path = ".to_vec();
        text.extend(escape(&self.path));
        text.extend(
            format!(
                "\ndevice = {}\ninode = {}\nowners = {}\nmade-by = {}\nrecord-inode = {}\n",
                self.identity.device,
                self.identity.inode,
                owners.join(","),
                crate::ui::clean(&self.made_by),
                self.own_inode
            )
            .into_bytes(),
        );
        text
    }

    /// Reads a record; `None` when it is not a whole one.
    pub fn parse(bytes: &[u8]) -> Option<Record> {
        let value = |key: &str| {
            bytes.split(|b| *b == b'\n').find_map(|line| {
                let at = line.iter().position(|b| *b == b'=')?;
                (line[..at].trim_ascii() == key.as_bytes()).then(|| line[at + 1..].trim_ascii())
            })
        };
        let text = |key: &str| value(key).and_then(|v| std::str::from_utf8(v).ok());
        let number = |key: &str| text(key).and_then(|v| v.parse::<u64>().ok());
        let path = unescape(value("path")?);
        let owners = text("owners").unwrap_or_default();
        Some(Record {
            path: path.is_absolute().then_some(path)?,
            identity: Identity { device: number("device")?, inode: number("inode")? },
            owners: owners.split(',').filter_map(|uid| uid.trim().parse().ok()).collect(),
            made_by: text("made-by").unwrap_or_default().to_owned(),
            own_inode: number("record-inode")?,
        })
    }

    /// True when the directory of that identity is the recorded one, wherever it is now.
    pub fn is_same_directory(&self, identity: Identity) -> bool {
        self.identity == identity
    }

    /// True when what lies at `path` now is what was recorded. `file_inode` is that of the record as it was read.
    ///
    /// A device number may change between boots, an inode not; in a copied file system both may have.
    pub fn is_same_place(&self, path: &Path, identity: Identity, file_inode: u64) -> bool {
        self.path == path && (self.identity.inode == identity.inode || self.own_inode != file_inode)
    }
}

/// The record's name for an environment without a name of ours.
pub fn name_of_path(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_bytes());
    digest.iter().fold("path-".to_owned(), |name, byte| format!("{name}{byte:02x}"))
}

/// True for the name of a record file.
pub fn is_record_name(name: &str) -> bool {
    let is_hex = |text: &str| text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    pyvenv::is_id(name) || name.strip_prefix("path-").is_some_and(|hash| hash.len() == 64 && is_hex(hash))
}

// A path may hold any byte but NUL; a line may not hold a line feed.
fn escape(path: &Path) -> Vec<u8> {
    let mut out = Vec::new();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'\\' => out.extend(br"\\"),
            b'\n' => out.extend(br"\n"),
            b' ' => out.extend(br"\s"),
            b'\r' => out.extend(br"\r"),
            b'\t' => out.extend(br"\t"),
            other => out.push(*other),
        }
    }
    out
}

fn unescape(text: &[u8]) -> PathBuf {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'\\' => match bytes.next() {
                Some(b'n') => b'\n',
                Some(b's') => b' ',
                Some(b'r') => b'\r',
                Some(b't') => b'\t',
                Some(other) => *other,
                None => b'\\',
            },
            other => *other,
        });
    }
    PathBuf::from(OsString::from_vec(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written_whatever_the_path() {
        for path in [&b"/srv/x/.venv"[..], b"/srv/a b/\n/\\n/.venv ", b"/srv/\xff\xfe/\t"] {
            let record = Record {
                path: PathBuf::from(OsString::from_vec(path.to_vec())),
                identity: Identity { device: 1, inode: u64::MAX },
                owners: vec![1000, 33],
                made_by: "noglue 0.1.0".into(),
                own_inode: 7,
            };
            assert_eq!(Record::parse(&record.render()), Some(record));
        }
    }

    #[test]
    fn half_a_record_is_none() {
        let whole = b"path = /a\ndevice = 1\ninode = 2\nrecord-inode = 3\n";
        assert!(Record::parse(whole).is_some());
        for bad in ["", "path = /a\ndevice = 1\n", "path = a\ndevice = 1\ninode = 2\nrecord-inode = 3\n", "\0\0\0"] {
            assert_eq!(Record::parse(bad.as_bytes()), None, "{bad:?}");
        }
    }

    #[test]
    fn names_of_records_lead_nowhere_else() {
        assert!(is_record_name(&name_of_path(Path::new("/srv/x/.venv"))));
        assert!(is_record_name("0123456789abcdef0123456789abcdef"));
        for bad in ["..", "path-", "path-/../../../etc/passwd", "0123", ".noglue-x"] {
            assert!(!is_record_name(bad), "{bad}");
        }
    }

    #[test]
    fn a_moved_directory_and_a_copied_file_system_keep_trust_and_a_replaced_one_does_not() {
        let at = |device, inode| Identity { device, inode };
        let record = Record {
            path: "/srv/x/.venv".into(),
            identity: at(1, 10),
            owners: vec![],
            made_by: String::new(),
            own_inode: 5,
        };
        assert!(record.is_same_directory(at(1, 10)));
        let here = Path::new("/srv/x/.venv");
        assert!(record.is_same_place(here, at(2, 10), 5), "mounted under another device number");
        assert!(!record.is_same_place(here, at(1, 11), 5), "deleted and made anew");
        assert!(record.is_same_place(here, at(9, 99), 6), "everything was copied, the record too");
        assert!(!record.is_same_place(Path::new("/srv/y/.venv"), at(9, 99), 6), "but this is a copy elsewhere");
    }
}
