//! Answers of indexes on disk: one small file each, with what is needed to know whether it is still good.
//!
//! A file begins with a checksum of the rest; what is damaged counts as not there. Written beside and renamed.
//! A cache that belongs to somebody else, or that others can write, is not used at all.

use std::fmt::Write as _;
use std::ops::Range;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::sys;

const FORMAT: &str = "noglue-index 2 ";

/// A directory of answers.
#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
}

/// One kept answer.
#[derive(Debug)]
pub struct Entry {
    /// What is known about it.
    pub facts: Facts,
    /// The whole file; the answer is `text[body]`.
    pub text: String,
    /// Where the answer is.
    pub body: Range<usize>,
}

/// What is known about a kept answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// When the index said so, in seconds since 1970.
    pub fetched: u64,
    /// For how many seconds it need not be asked again.
    pub fresh_for: u64,
    /// The answer's ETag.
    pub etag: Option<String>,
    /// The answer's Last-Modified.
    pub modified: Option<String>,
    /// The answer was "there is no such thing".
    pub is_absent: bool,
}

impl Facts {
    /// True while the index need not be asked again. A time in the future is no time.
    pub fn is_fresh(&self, now: u64) -> bool {
        self.fetched <= now && now - self.fetched < self.fresh_for
    }
}

impl Cache {
    /// The cache below `root`, which is created when it is first written to. `Err` says why it is not used.
    pub fn open(root: &Path) -> Result<Cache, String> {
        if let Ok(metadata) = sys::fs::metadata(root) {
            let why = if metadata.uid() != sys::user::uid() {
                Some("belongs to another user")
            } else if metadata.mode() & 0o002 != 0
                || metadata.mode() & 0o020 != 0 && !sys::user::is_private_group(metadata.gid(), metadata.uid())
            {
                Some("is writable by others")
            } else {
                None
            };
            if let Some(why) = why {
                return Err(format!("cache {} {why}; not used", root.display()));
            }
        }
        Ok(Cache { root: root.to_owned() })
    }

    /// What was kept under `key`, a relative path; `None` when nothing was or it is damaged.
    pub fn load(&self, key: &str) -> Option<Entry> {
        let bytes = sys::fs::read(&self.root.join(key)).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (checksum, rest) = text.strip_prefix(FORMAT)?.split_at_checked(9)?;
        if u32::from_str_radix(checksum.trim_end_matches('\n'), 16).ok()? != libdeflater::crc32(rest.as_bytes()) {
            return None;
        }
        let rest_at = FORMAT.len() + 9;
        let end = rest.find("\n\n")?;
        let mut facts = Facts::default();
        for line in rest[..end].lines() {
            let (name, value) = line.split_once(' ').unwrap_or((line, ""));
            match name {
                "fetched" => facts.fetched = value.parse().ok()?,
                "fresh" => facts.fresh_for = value.parse().ok()?,
                "etag" => facts.etag = Some(value.to_owned()),
                "modified" => facts.modified = Some(value.to_owned()),
                "absent" => facts.is_absent = true,
                _ => return None,
            }
        }
        let body = rest_at + end + 2..text.len();
        Some(Entry { facts, text, body })
    }

    /// True when something was kept under `key`; it may be damaged.
    pub fn has(&self, key: &str) -> bool {
        sys::fs::is_file(&self.root.join(key))
    }

    /// Forgets what was kept under `key`.
    pub fn forget(&self, key: &str) {
        let _ = sys::fs::remove_file(&self.root.join(key));
    }

    /// The names below `dir`, a key; nothing where there is no such directory.
    pub fn names(&self, dir: &str) -> Vec<String> {
        names_of(&self.root.join(dir))
    }

    /// Keeps an answer. That the disk is full or read-only is no reason to stop.
    pub fn store(&self, key: &str, facts: &Facts, body: &str) {
        let rest = compose(facts, body);
        let text = format!("{FORMAT}{:08x}\n{rest}", libdeflater::crc32(rest.as_bytes()));
        let path = self.root.join(key);
        let written = sys::fs::replace(&path, text.as_bytes());
        if let (Err(error), Some(dir)) = (&written, path.parent())
            && error.is_not_found()
            && sys::fs::create_dir_all(dir).is_ok()
        {
            let _ = sys::fs::replace(&path, text.as_bytes());
        }
    }
}

impl Entry {
    /// The answer.
    pub fn answer(&self) -> &str {
        &self.text[self.body.clone()]
    }

    /// An entry that is not on disk.
    pub fn of_memory(body: String) -> Entry {
        Entry { facts: Facts::default(), body: 0..body.len(), text: body }
    }
}

/// The packages whose listings are kept in the cache at `cache`, whichever index they are of.
pub fn kept_names(cache: &Path) -> Vec<String> {
    let index = cache.join("index");
    names_of(&index).into_iter().flat_map(|origin| names_of(&index.join(origin))).collect()
}

/// The names in a directory that are text, in order; nothing where it cannot be read.
pub fn names_of(dir: &Path) -> Vec<String> {
    sys::fs::names(dir).unwrap_or_default().into_iter().filter_map(|name| name.into_string().ok()).collect()
}

fn compose(facts: &Facts, body: &str) -> String {
    let mut rest = String::with_capacity(body.len() + 200);
    let _ = writeln!(rest, "fetched {}\nfresh {}", facts.fetched, facts.fresh_for);
    for (name, value) in [("etag", &facts.etag), ("modified", &facts.modified)] {
        if let Some(value) = value.as_ref().filter(|value| !value.contains(char::is_control)) {
            let _ = writeln!(rest, "{name} {value}");
        }
    }
    if facts.is_absent {
        rest.push_str("absent\n");
    }
    rest.push('\n');
    rest.push_str(body);
    rest
}

/// For how many seconds an answer is fresh: `max-age` less `Age`, at most a day; without it `otherwise`.
/// `None` when it must not be kept.
pub fn fresh_for(cache_control: Option<&str>, age: Option<&str>, otherwise: u64) -> Option<u64> {
    let mut seconds = otherwise;
    for directive in cache_control.unwrap_or_default().split(',') {
        let directive = directive.trim().to_ascii_lowercase();
        match directive.split_once('=') {
            None if directive == "no-store" => return None,
            None if directive == "no-cache" => return Some(0),
            Some(("max-age", value)) => seconds = value.trim_matches('"').parse().unwrap_or(0),
            _ => {}
        }
    }
    let age = age.and_then(|age| age.trim().parse().ok()).unwrap_or(0);
    Some(seconds.saturating_sub(age).min(86_400))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn facts() -> Facts {
        Facts { fetched: 1000, fresh_for: 600, etag: Some("\"x y\"".into()), modified: None, is_absent: false }
    }

    #[test]
    fn what_is_stored_is_loaded_and_damage_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::open(&dir.path().join("new")).unwrap();
        assert!(cache.load("a/b").is_none());
        cache.store("a/b", &facts(), "text\n\nmore");
        let entry = cache.load("a/b").unwrap();
        assert_eq!((entry.answer(), &entry.facts), ("text\n\nmore", &facts()));

        let path = dir.path().join("new/a/b");
        let good = std::fs::read(&path).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            std::fs::write(&path, &bad).unwrap();
            assert!(cache.load("a/b").is_none(), "byte {at}");
            std::fs::write(&path, &good[..at]).unwrap();
            assert!(cache.load("a/b").is_none(), "cut at {at}");
        }
    }

    #[test]
    fn freshness_ends_and_never_lies_in_the_future() {
        let facts = facts();
        assert!(facts.is_fresh(1000) && facts.is_fresh(1599));
        assert!(!facts.is_fresh(1600) && !facts.is_fresh(999));
        for (control, age, expected) in [
            (None, None, Some(600)),
            (Some("max-age=60, public"), Some("20"), Some(40)),
            (Some("Max-Age=999999999"), None, Some(86_400)),
            (Some("no-cache"), None, Some(0)),
            (Some("private, no-store"), None, None),
            (Some("max-age=x"), None, Some(0)),
        ] {
            assert_eq!(fresh_for(control, age, 600), expected, "{control:?}");
        }
    }

    #[test]
    fn a_cache_that_others_can_write_is_not_used() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        let why = Cache::open(dir.path()).unwrap_err();
        assert_eq!(why, format!("cache {} is writable by others; not used", dir.path().display()));
    }

    #[test]
    fn a_disk_that_cannot_be_written_is_no_error() {
        Cache { root: "/proc/nowhere".into() }.store("a", &facts(), "x");
    }
}
