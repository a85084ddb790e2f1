//! Scripts that name their environment by its path, after it was moved or copied.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::sys;
use crate::sys::fs::FsResult;

/// The largest file that is taken for a script, in bytes.
const LIMIT: u64 = 1024 * 1024;

/// Puts `to` in the place of the path `from` in the scripts of `bin`. Files are replaced, never written into.
pub fn rebase(bin: &Path, from: &Path, to: &Path) -> FsResult<()> {
    let (from, to) = (from.as_os_str().as_bytes(), to.as_os_str().as_bytes());
    for name in sys::fs::names(bin)? {
        let path = bin.join(name);
        let metadata = sys::fs::symlink_metadata(&path)?;
        if !metadata.is_file() || metadata.len() > LIMIT {
            continue;
        }
        let bytes = sys::fs::read(&path)?;
        if std::str::from_utf8(&bytes).is_err() {
            continue;
        }
        if let Some(changed) = replaced(&bytes, from, to) {
            sys::fs::replace(&path, &changed)?;
        }
    }
    Ok(())
}

// Whole paths only: `/e/docs` is not part of `/e/docs-old`.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut is_changed = false;
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        let end = at + from.len();
        let is_whole = !rest.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"._-+@".contains(byte));
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(if is_whole { to } else { from });
        is_changed |= is_whole;
        rest = &rest[end..];
    }
    out.extend_from_slice(rest);
    is_changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_paths_are_replaced_and_nothing_else() {
        let check = |text: &str, expected: Option<&str>| {
            let changed = replaced(text.as_bytes(), b"/e/docs/.venv", b"/e/new/.venv");
            assert_eq!(changed.as_deref(), expected.map(str::as_bytes), "{text}");
        };
        check("#!/e/docs/.venv/bin/python\n", Some("#!/e/new/.venv/bin/python\n"));
        check("'/e/docs/.venv' /e/docs/.venv", Some("'/e/new/.venv' /e/new/.venv"));
        check("/e/docs/.venv-old /e/docs/.venv2", None);
        check("nothing", None);
    }
}
