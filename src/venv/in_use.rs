//! Which trees running processes use, as far as `/proc` shows it to this user. What cannot be known counts as used.
//!
//! A process uses a tree when its working directory, its program, a mapped or an open file lies there, or a word of its
//! command line does (`bin/python` itself is a link out of the tree). A program that embeds Python may use one without
//! any of that; the start-up hook and the hook for gunicorn's workers keep the tree's directory open to be seen.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::sys;
use crate::sys::process::{self, Process};

/// Why a tree must stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// This process uses it.
    By(u32),
    /// This process of another user might: it embeds Python, and only root or that user may look into it.
    Perhaps(u32, String),
    /// Processes are hidden from this user, or there is no `/proc`.
    Unknown,
}

/// For each of `trees` why it must stay; `None` for one that nobody uses.
pub fn users(trees: &[&Path]) -> Vec<Option<Use>> {
    let Ok(pids) = process::all() else { return vec![Some(Use::Unknown); trees.len()] };
    let trees: Vec<PathBuf> = trees.iter().map(|tree| real(tree)).collect();
    let mut users: Vec<Option<Use>> = vec![None; trees.len()];
    let own = std::process::id();
    for process in pids.into_iter().filter(|pid| *pid != own).filter_map(process::look) {
        let open = process::open_files(process.pid);
        for (tree, user) in trees.iter().zip(&mut users) {
            if matches!(user, Some(Use::By(_))) {
                continue;
            }
            if is_on(&process, open.as_deref(), tree) {
                *user = Some(Use::By(process.pid));
            } else if user.is_none() && is_closed(&process) && may_embed(&process) {
                *user = Some(Use::Perhaps(process.pid, process.name.clone()));
            }
        }
    }
    users
}

/// True when `process` uses the tree at `tree`, as far as can be seen.
pub fn uses(process: &Process, tree: &Path) -> bool {
    is_on(process, process::open_files(process.pid).as_deref(), &real(tree))
}

fn is_on(process: &Process, open: Option<&[PathBuf]>, tree: &Path) -> bool {
    let mapped = process.maps.iter().flatten().map(|(path, _)| path);
    let mut places = mapped.chain(open.unwrap_or_default()).chain(&process.cwd).chain(&process.exe);
    places.any(|place| place.starts_with(tree)) || process.args.iter().any(|word| mentions(word.as_bytes(), tree))
}

// Another user's, and we are not root.
fn is_closed(process: &Process) -> bool {
    process.cwd.is_none() && process.maps.is_none()
}

fn real(tree: &Path) -> PathBuf {
    sys::fs::canonicalize(tree).unwrap_or_else(|_| tree.to_path_buf())
}

// Servers that load libpython, and those that are known to write something else over their command line.
fn may_embed(process: &Process) -> bool {
    const NAMES: &[&str] =
        &["uwsgi", "apache2", "httpd", "(wsgi:", "unit", "gunicorn", "celery", "[celery", "uvicorn", "granian"];
    let title = process.args.first().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    let program = title.rsplit('/').next().unwrap_or_default();
    NAMES.iter().any(|name| process.name.starts_with(name) || program.starts_with(name))
}

// `/srv/x/.venv/gen/1` is not mentioned by `/srv/x/.venv/gen/12/bin/python`.
fn mentions(text: &[u8], tree: &Path) -> bool {
    let tree = tree.as_os_str().as_bytes();
    let ends_here = |at: usize| text.get(at + tree.len()).is_none_or(|next| *next == b'/');
    text.windows(tree.len()).enumerate().any(|(at, window)| window == tree && ends_here(at))
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command};

    use super::*;

    struct Running(Child);

    impl Drop for Running {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    fn running(command: &mut Command) -> Running {
        Running(command.spawn().unwrap())
    }

    fn trees() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let (one, twelve) = (root.join("1"), root.join("12"));
        std::fs::create_dir_all(&one).unwrap();
        std::fs::create_dir_all(&twelve).unwrap();
        (dir, one, twelve)
    }

    #[test]
    fn a_process_in_a_tree_is_seen_and_its_neighbour_is_free() {
        let (_dir, one, twelve) = trees();
        let there = running(Command::new("sleep").arg("60").current_dir(&twelve));
        assert_eq!(users(&[&one, &twelve]), [None, Some(Use::By(there.0.id()))]);
    }

    #[test]
    fn an_open_directory_is_enough_and_so_is_a_word() {
        let (_dir, one, twelve) = trees();
        // The shell's own redirection: nothing but a descriptor tells.
        let line = format!("exec sleep 60 3<{}", one.display());
        let open = running(Command::new("/bin/sh").args(["-c", &line]).arg0("sh"));
        let start = std::time::Instant::now();
        while process::look(open.0.id()).is_none_or(|p| p.name != "sleep") {
            assert!(start.elapsed() < std::time::Duration::from_secs(20), "the shell never became sleep");
        }
        assert_eq!(users(&[&one, &twelve]), [Some(Use::By(open.0.id())), None]);
        drop(open);
        let word = running(Command::new("sleep").arg("60").arg0(twelve.join("bin/python")));
        assert_eq!(users(&[&one, &twelve]), [None, Some(Use::By(word.0.id()))]);
        assert!(uses(&process::look(word.0.id()).unwrap(), &twelve));
        drop(word);
        assert_eq!(users(&[&one, &twelve]), [None, None]);
    }

    #[test]
    fn only_closed_processes_that_could_embed_python_are_held_against_a_tree() {
        let process = |name: &str, words: &[&str]| Process {
            pid: 7,
            name: name.into(),
            args: words.iter().map(Into::into).collect(),
            ..Process::default()
        };
        assert!(may_embed(&process("uwsgi-core", &["/usr/bin/uwsgi-core", "--ini", "x"])));
        assert!(may_embed(&process("(wsgi:shop)", &["(wsgi:shop)"])));
        assert!(may_embed(&process("python", &["gunicorn: worker [shop]"])));
        assert!(!may_embed(&process("systemd", &["/sbin/init"])));
        assert!(!may_embed(&process("python3", &["/usr/bin/python3", "/usr/bin/networkd-dispatcher"])));
        assert!(!may_embed(&process("x", &[])));
    }

    #[test]
    fn a_tree_is_mentioned_as_a_whole_path() {
        let tree = Path::new("/v/gen/1");
        for (text, expected) in [
            ("/v/gen/1", true),
            ("/v/gen/1/bin/python", true),
            ("--home=/v/gen/1/", true),
            ("/v/gen/12 /v/gen/1", true),
            ("/v/gen/12/bin", false),
            ("/v/gen/", false),
            ("", false),
        ] {
            assert_eq!(mentions(text.as_bytes(), tree), expected, "{text}");
        }
    }
}
