//! Which trees running processes use, as far as `/proc` shows it to this user.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::sys;

/// For each of `trees` the pid of a process that runs on it, if there is one: its working directory or a mapped file
/// lies below, or a word of its command line does (`bin/python` itself is a link out of the tree).
pub fn users(trees: &[&Path]) -> Vec<Option<u32>> {
    let trees: Vec<std::path::PathBuf> =
        trees.iter().map(|tree| sys::fs::canonicalize(tree).unwrap_or_else(|_| tree.to_path_buf())).collect();
    let mut users = vec![None; trees.len()];
    let own = std::process::id();
    for name in sys::fs::names(Path::new("/proc")).unwrap_or_default() {
        let Some(pid) = name.to_str().and_then(|name| name.parse::<u32>().ok()).filter(|pid| *pid != own) else {
            continue;
        };
        let process = Path::new("/proc").join(&name);
        let cwd = sys::fs::read_link(&process.join("cwd")).unwrap_or_default();
        let texts = [
            sys::fs::read(&process.join("cmdline")).unwrap_or_default(),
            sys::fs::read(&process.join("maps")).unwrap_or_default(),
        ];
        for (tree, user) in trees.iter().zip(&mut users) {
            if user.is_none() && (cwd.starts_with(tree) || texts.iter().any(|text| mentions(text, tree))) {
                *user = Some(pid);
            }
        }
    }
    users
}

// `/srv/x/.venv/gen/1` is not mentioned by `/srv/x/.venv/gen/12/bin/python`.
fn mentions(text: &[u8], tree: &Path) -> bool {
    let mut needle = tree.as_os_str().as_bytes().to_vec();
    needle.push(b'/');
    text.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_in_a_tree_is_seen_and_its_neighbour_is_free() {
        let dir = tempfile::tempdir().unwrap();
        let (one, twelve) = (dir.path().join("1"), dir.path().join("12"));
        std::fs::create_dir_all(&one).unwrap();
        std::fs::create_dir_all(&twelve).unwrap();
        let mut child = std::process::Command::new("sleep").arg("60").current_dir(&twelve).spawn().unwrap();
        let users = users(&[&one, &twelve]);
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(users, [None, Some(child.id())]);
    }
}
