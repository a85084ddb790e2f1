//! The next program of a name along `PATH` that is not noglue, replaced in place: as if noglue were not there.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::guard::Guard;
use crate::sys;
use crate::sys::exec::Start;
use crate::sys::facts::Kind;
use crate::sys::fs::Identity;
use crate::vars;

/// Where programs are looked for when `PATH` is not set (execvp(3)).
const DEFAULT_PATH: &str = "/bin:/usr/bin";
// ENOEXEC: a text without a first line that names its interpreter.
const NO_FORMAT: i32 = 8;

/// The programs of one name that may be handed over to.
pub struct Next<'a> {
    name: &'a OsStr,
    guard: Guard,
    own: Option<Identity>,
    shims: Option<PathBuf>,
    found: Vec<(PathBuf, Identity)>,
}

impl<'a> Next<'a> {
    /// Looks along `path`. Relative and empty entries count as for any program, from the working directory.
    pub fn look(name: &'a OsStr, path: Option<OsString>, own: Option<Identity>, shims: Option<PathBuf>) -> Next<'a> {
        let mut guard = Guard::read(
            sys::env::var(vars::SHIM).as_deref(),
            name,
            std::process::id(),
            sys::clock::shared_milliseconds(),
        );
        if let Some(own) = own {
            guard.note_own(own);
        }
        let mut next = Next { name, guard, own, shims, found: Vec::new() };
        for dir in path.unwrap_or_else(|| DEFAULT_PATH.into()).as_bytes().split(|b| *b == b':') {
            let dir = if dir.is_empty() { Path::new(".") } else { Path::new(OsStr::from_bytes(dir)) };
            next.consider(dir);
        }
        next
    }

    fn consider(&mut self, dir: &Path) {
        // Where `/proc` does not say who we are, our own folder at least is known.
        if self.own.is_none() && self.shims.as_deref() == Some(dir) {
            return;
        }
        let path = dir.join(self.name);
        let Ok(facts) = sys::facts::follow(&path) else { return };
        let is_known = self.found.iter().any(|(_, identity)| *identity == facts.identity);
        if facts.kind == Kind::File
            && !is_known
            && !self.guard.is_spent(facts.identity)
            && sys::exec::is_executable(&path)
        {
            self.found.push((path, facts.identity));
        }
    }

    /// Replaces this process by the first that can be executed. Returns only if none can: with the last error, if any.
    pub fn replace(mut self, args: &[OsString]) -> Option<(PathBuf, io::Error)> {
        let mut failed = None;
        for (path, identity) in std::mem::take(&mut self.found) {
            self.guard.note(identity);
            let guard = self.guard.write(self.name, std::process::id(), sys::clock::shared_milliseconds());
            // Its own name is its full path: Python finds its home by it, and a bare name would lead back to the shim.
            let mut error = Start::new(&path, args).env(vars::SHIM, &guard).replace();
            if error.raw_os_error() == Some(NO_FORMAT) {
                let words = std::iter::once(path.as_os_str()).chain(args.iter().map(OsString::as_os_str));
                error = Start::new("/bin/sh", words).env(vars::SHIM, &guard).replace();
            }
            failed = Some((path, error));
        }
        failed
    }
}
