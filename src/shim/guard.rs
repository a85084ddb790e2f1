//! `NOGLUE_SHIM`: which programs shims of this process have handed over to, so that no two of them do so forever.
//!
//! A hand-over keeps the process id. Another shim (pyenv's, mise's, a copy of noglue) may hand back to ours: then what
//! was tried is passed over. A program that starts `python` by name much later, in the same process, starts anew.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

use crate::sys::fs::Identity;

/// Hand-overs farther apart than this are no loop (milliseconds).
const PAUSE: u64 = 10_000;
/// So often one program is handed over to before it counts as part of a loop.
const TIMES: u32 = 2;
/// More programs than any `PATH` has of one name.
const MOST: usize = 64;

/// What was tried for one name in this process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    tried: Vec<(Identity, u32)>,
}

impl Guard {
    /// Reads the variable; what is not of this process, this name and these seconds counts as nothing.
    pub fn read(value: Option<&OsStr>, name: &OsStr, pid: u32, now: u64) -> Guard {
        value.and_then(|value| Guard::parse(value.as_bytes(), name.as_bytes(), pid, now)).unwrap_or_default()
    }

    fn parse(value: &[u8], name: &[u8], pid: u32, now: u64) -> Option<Guard> {
        let mut parts = value.splitn(4, |b| *b == b':');
        let mut text = || parts.next().and_then(|p| std::str::from_utf8(p).ok());
        let (is_own, then, list) = (text()?.parse() == Ok(pid), text()?.parse::<u64>().ok()?, text()?);
        if !is_own || parts.next()? != name || now.saturating_sub(then) > PAUSE {
            return None;
        }
        let entry = |entry: &str| {
            let mut numbers = entry.split('.').map(str::parse::<u64>);
            let mut number = || numbers.next()?.ok();
            let identity = Identity { device: number()?, inode: number()? };
            Some((identity, u32::try_from(number()?).ok()?))
        };
        Some(Guard { tried: list.split(',').filter_map(entry).take(MOST).collect() })
    }

    /// The variable's new value.
    pub fn write(&self, name: &OsStr, pid: u32, now: u64) -> OsString {
        let list: Vec<String> = self
            .tried
            .iter()
            .map(|(identity, times)| format!("{}.{}.{times}", identity.device, identity.inode))
            .collect();
        let mut value = format!("{pid}:{now}:{}:", list.join(",")).into_bytes();
        value.extend(name.as_bytes());
        OsString::from_vec(value)
    }

    /// True for a program that is not to be handed over to again.
    pub fn is_spent(&self, identity: Identity) -> bool {
        self.tried.iter().any(|(tried, times)| *tried == identity && *times >= TIMES)
    }

    /// Notes a hand-over.
    pub fn note(&mut self, identity: Identity) {
        match self.tried.iter_mut().find(|(tried, _)| *tried == identity) {
            Some((_, times)) => *times = times.saturating_add(1),
            None => self.tried.push((identity, 1)),
        }
    }

    /// Notes ourselves: never to be handed over to.
    pub fn note_own(&mut self, identity: Identity) {
        for _ in 0..TIMES {
            self.note(identity);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(inode: u64) -> Identity {
        Identity { device: 1, inode }
    }

    #[test]
    fn a_guard_is_read_as_it_was_written() {
        let mut guard = Guard::default();
        guard.note_own(identity(5));
        guard.note(identity(6));
        for name in ["python", "odd:name", "a,b"] {
            let value = guard.write(OsStr::new(name), 7, 1000);
            assert_eq!(Guard::read(Some(&value), OsStr::new(name), 7, 2000), guard);
            assert_eq!(Guard::read(Some(&value), OsStr::new("other"), 7, 2000), Guard::default());
            assert_eq!(Guard::read(Some(&value), OsStr::new(name), 8, 2000), Guard::default(), "a child");
            assert_eq!(Guard::read(Some(&value), OsStr::new(name), 7, 20_000), Guard::default(), "long ago");
        }
        assert!(guard.is_spent(identity(5)));
        assert!(!guard.is_spent(identity(6)), "a program may start python by name in its own place once");
        guard.note(identity(6));
        assert!(guard.is_spent(identity(6)));
    }

    #[test]
    fn noise_is_no_guard() {
        for noise in ["", ":", "1:2:3", "7:1:x:python", "7:1:1.2:python", "7:1:1.2.3.4,,:python", "-1:::", "\u{fffd}"] {
            let guard = Guard::read(Some(OsStr::new(noise)), OsStr::new("python"), 7, 1);
            assert!(guard.tried.len() <= 1, "{noise}");
        }
    }
}
