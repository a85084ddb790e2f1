//! One running process, as `/proc` shows it to this user. What may not be seen is `None`, not an error.

use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use super::careful;
use super::facts;

/// As much as is read of one file of `/proc`, in bytes.
const LIMIT: u64 = 16 << 20;

/// A process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub pid: u32,
    /// Its effective user.
    pub uid: u32,
    /// Its groups.
    pub groups: Vec<u32>,
    /// Its short name.
    pub name: String,
    /// The parent's number.
    pub parent: u32,
    /// The program's file; ` (deleted)` taken off.
    pub exe: Option<PathBuf>,
    /// True if that file has been removed or replaced since.
    pub is_exe_gone: bool,
    /// Its words; empty for one that has ended, and for threads of the kernel.
    pub args: Vec<OsString>,
    /// Its working directory.
    pub cwd: Option<PathBuf>,
    /// True if that directory has been removed since.
    pub is_cwd_gone: bool,
    /// The variables it was started with.
    pub env: Option<Vec<(OsString, OsString)>>,
    /// The files mapped into it, each once; true for one that has been removed since.
    pub maps: Option<Vec<(PathBuf, bool)>>,
}

/// Looks at a process; `None` if there is none of this number.
pub fn look(pid: u32) -> Option<Process> {
    let dir = PathBuf::from(format!("/proc/{pid}"));
    let read = |name: &str| careful::read(&dir.join(name), LIMIT).ok().map(|(bytes, _)| bytes);
    let status = String::from_utf8_lossy(&read("status")?).into_owned();
    let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let numbers = |name: &str| -> Vec<u32> {
        field(name).unwrap_or_default().split_whitespace().filter_map(|word| word.parse().ok()).collect()
    };
    let (exe, is_exe_gone) = link(&dir.join("exe"));
    let (cwd, is_cwd_gone) = link(&dir.join("cwd"));
    // proc(5): real, effective, saved, file system.
    let mut groups = vec![numbers("Gid:").get(1).copied().unwrap_or_default()];
    groups.extend(numbers("Groups:"));
    Some(Process {
        pid,
        uid: numbers("Uid:").get(1).copied()?,
        groups,
        name: field("Name:").unwrap_or_default().to_owned(),
        parent: numbers("PPid:").first().copied().unwrap_or_default(),
        exe,
        is_exe_gone,
        args: words(&read("cmdline").unwrap_or_default()),
        cwd,
        is_cwd_gone,
        env: read("environ").map(|bytes| words(&bytes).into_iter().filter_map(variable).collect()),
        maps: read("maps").map(|bytes| mapped(&bytes)),
    })
}

/// The processes whose parent is `pid`, by number.
pub fn children(pid: u32) -> Vec<u32> {
    let names = super::fs::names(Path::new("/proc")).unwrap_or_default();
    let mut found: Vec<u32> = names
        .iter()
        .filter_map(|name| name.to_str()?.parse().ok())
        .filter(|child: &u32| {
            let stat = careful::read(Path::new(&format!("/proc/{child}/stat")), LIMIT);
            // proc(5): `12 (name) S 1 ...`; a name may hold brackets and blanks.
            let parent = stat.ok().and_then(|(bytes, _)| {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                text.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse::<u32>().ok()
            });
            parent == Some(pid)
        })
        .collect();
    found.sort_unstable();
    found
}

/// The numbers of all processes, in order; an error where `/proc` is not mounted or hides those of others (`hidepid`).
pub fn all() -> io::Result<Vec<u32>> {
    let mut pids = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        pids.extend(entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()));
    }
    pids.sort_unstable();
    // The first process of a machine or container is there as long as it is.
    if pids.first() != Some(&1) || matches!(rustix::fs::stat("/proc/1/stat"), Err(rustix::io::Errno::NOENT)) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "/proc hides the processes of other users"));
    }
    Ok(pids)
}

/// The files, directories and sockets that the process `pid` has open; `None` if this user may not see them.
pub fn open_files(pid: u32) -> Option<Vec<PathBuf>> {
    let entries = std::fs::read_dir(format!("/proc/{pid}/fd")).ok()?;
    // One that was closed meanwhile is not open any more.
    Some(entries.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok()).collect())
}

/// The systemd unit that keeps the process `pid`, if a service of the machine does.
pub fn unit(pid: u32) -> Option<String> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/cgroup")).ok()?;
    unit_in(&text)
}

// cgroup v2: `0::/system.slice/shop.service`; v1: `1:name=systemd:/system.slice/shop.service`.
fn unit_in(cgroup: &str) -> Option<String> {
    let path = cgroup.lines().find_map(|line| {
        let (_, rest) = line.split_once(':')?;
        let (controllers, path) = rest.split_once(':')?;
        (controllers.is_empty() || controllers == "name=systemd").then_some(path)
    })?;
    let unit = path.strip_prefix("/system.slice/")?.split('/').find(|part| part.ends_with(".service"))?;
    Some(unit.to_owned())
}

fn link(path: &Path) -> (Option<PathBuf>, bool) {
    let Ok(target) = facts::target(path) else { return (None, false) };
    undeleted(target)
}

fn undeleted(path: PathBuf) -> (Option<PathBuf>, bool) {
    let bytes = path.into_os_string().into_vec();
    match bytes.strip_suffix(b" (deleted)") {
        Some(rest) => (Some(OsString::from_vec(rest.to_vec()).into()), true),
        None => (Some(OsString::from_vec(bytes).into()), false),
    }
}

fn words(bytes: &[u8]) -> Vec<OsString> {
    let bytes = bytes.strip_suffix(b"\0").unwrap_or(bytes);
    if bytes.is_empty() {
        return Vec::new();
    }
    bytes.split(|b| *b == 0).map(|word| OsString::from_vec(word.to_vec())).collect()
}

fn variable(word: OsString) -> Option<(OsString, OsString)> {
    let bytes = word.into_vec();
    let at = bytes.iter().position(|b| *b == b'=')?;
    Some((OsString::from_vec(bytes[..at].to_vec()), OsString::from_vec(bytes[at + 1..].to_vec())))
}

// proc(5): address, permissions, offset, device, inode, path.
fn mapped(bytes: &[u8]) -> Vec<(PathBuf, bool)> {
    let mut found: Vec<(PathBuf, bool)> = bytes
        .split(|b| *b == b'\n')
        .filter_map(|line| {
            let at = line.iter().position(|b| *b == b'/')?;
            let (path, is_gone) = undeleted(OsString::from_vec(line[at..].to_vec()).into());
            Some((path?, is_gone))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_seen_as_it_is() {
        let own = look(std::process::id()).unwrap();
        assert_eq!(own.exe, Some(std::env::current_exe().unwrap()));
        assert_eq!(own.cwd, Some(std::env::current_dir().unwrap()));
        assert_eq!(own.args, std::env::args_os().collect::<Vec<_>>());
        assert!(own.maps.unwrap().iter().any(|(path, is_gone)| Some(path) == own.exe.as_ref() && !is_gone));
        assert_eq!(look(u32::MAX), None);
    }

    #[test]
    fn children_are_found() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let found = children(std::process::id());
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(found.contains(&child.id()), "{found:?}");
    }

    #[test]
    fn maps_are_read_with_blanks_and_deleted_files() {
        let maps = b"55d0-55d1 r--p 00000000 fe:00 12   /srv/my site/a.so\n7f-80 r-xp 0 fe:00 1 /x/b.so (deleted)\n7f-80 rw-p 0 00:00 0\n7f-80 r-xp 0 fe:00 1 [vdso]\n";
        let expected = [(PathBuf::from("/srv/my site/a.so"), false), (PathBuf::from("/x/b.so"), true)];
        assert_eq!(mapped(maps), expected);
        assert_eq!(mapped(b""), []);
        assert_eq!(words(b"a\0\0b\0"), ["a", "", "b"]);
        assert_eq!(words(b""), [""; 0]);
    }

    #[test]
    fn all_processes_and_open_directories_are_seen() {
        let dir = tempfile::tempdir().unwrap();
        let here = dir.path().canonicalize().unwrap();
        let held = std::fs::File::open(&here).unwrap();
        assert!(all().unwrap().contains(&std::process::id()));
        assert!(open_files(std::process::id()).unwrap().contains(&here));
        drop(held);
        assert!(!open_files(std::process::id()).unwrap().contains(&here));
        assert_eq!(open_files(u32::MAX), None);
    }

    #[test]
    fn a_unit_is_read_from_the_control_group() {
        let unit = |text: &str| unit_in(text);
        assert_eq!(unit("0::/system.slice/shop.service\n").as_deref(), Some("shop.service"));
        assert_eq!(unit("0::/system.slice/system-web.slice/web@1.service/x\n").as_deref(), Some("web@1.service"));
        assert_eq!(unit("2:cpu:/\n1:name=systemd:/system.slice/a.service\n").as_deref(), Some("a.service"));
        assert_eq!(unit("0::/user.slice/user-0.slice/session-1.scope\n"), None);
        assert_eq!(unit("0::/\n"), None);
        assert_eq!(unit(""), None);
    }
}
