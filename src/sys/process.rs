//! Running processes as `/proc` shows them, and a hold on one that cannot slip to another with the same number.
//!
//! Numbers in, facts out. What this user may not look into is told apart from what is not there.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::{Pid, PidfdFlags, Signal};

/// What everybody may know of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub pid: u32,
    /// That of its parent.
    pub parent: u32,
    /// The user in whose name it runs.
    pub uid: u32,
    /// That user's group.
    pub gid: u32,
    /// The first 15 bytes of its program's name, or what it calls itself.
    pub name: String,
    /// Its command line, unless it wrote something else there.
    pub words: Vec<OsString>,
}

/// What a process has open, mapped or as its directory; or why that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Places {
    /// Paths, not sorted; some twice.
    Seen(Vec<PathBuf>),
    /// Another user's, and we are not root.
    Closed,
    /// It has ended.
    Gone,
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

/// One process; `None` when there is none, or nothing but a kernel thread or a dead one.
pub fn of(pid: u32) -> Option<Process> {
    let dir = Path::new("/proc").join(pid.to_string());
    let stat = std::fs::read(dir.join("stat")).ok()?;
    // The name stands in brackets and may hold brackets and blanks itself (proc_pid_stat(5)).
    let (open, close) = (stat.iter().position(|b| *b == b'(')?, stat.iter().rposition(|b| *b == b')')?);
    let rest = std::str::from_utf8(&stat[close + 1..]).ok()?;
    let mut fields = rest.split_ascii_whitespace();
    if matches!(fields.next()?, "Z" | "X") {
        return None;
    }
    let parent = fields.next()?.parse().ok()?;
    let words = std::fs::read(dir.join("cmdline")).ok()?;
    // Kernel threads have neither a command line nor memory: `vsize` is the 23rd field.
    if words.is_empty() && fields.nth(18)? == "0" {
        return None;
    }
    let owner = std::fs::metadata(&dir).ok()?;
    Some(Process {
        pid,
        parent,
        uid: owner.uid(),
        gid: owner.gid(),
        name: String::from_utf8_lossy(&stat[open + 1..close]).into_owned(),
        words: split(&words),
    })
}

/// Where the process `pid` is and what it has open or mapped.
pub fn places(pid: u32) -> Places {
    match places_of(Path::new(&format!("/proc/{pid}"))) {
        Ok(places) => Places::Seen(places),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Places::Closed,
        Err(_) => Places::Gone,
    }
}

fn places_of(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut places = vec![std::fs::read_link(dir.join("cwd"))?];
    let maps = std::fs::read(dir.join("maps"))?;
    for line in maps.split(|b| *b == b'\n') {
        if let Some(at) = line.iter().position(|b| *b == b'/') {
            let path = PathBuf::from(OsStr::from_bytes(&line[at..]));
            if places.last() != Some(&path) {
                places.push(path);
            }
        }
    }
    for entry in std::fs::read_dir(dir.join("fd"))? {
        // One that was closed meanwhile is no place any more.
        places.extend(entry.and_then(|entry| std::fs::read_link(entry.path())));
    }
    places.extend(std::fs::read_link(dir.join("exe")));
    Ok(places)
}

/// The file that the process `pid` executes.
pub fn executable(pid: u32) -> io::Result<PathBuf> {
    std::fs::read_link(format!("/proc/{pid}/exe"))
}

/// The working directory of the process `pid`.
pub fn directory(pid: u32) -> io::Result<PathBuf> {
    std::fs::read_link(format!("/proc/{pid}/cwd"))
}

/// The variables the process `pid` was started with.
pub fn variables(pid: u32) -> io::Result<Vec<(OsString, OsString)>> {
    let bytes = std::fs::read(format!("/proc/{pid}/environ"))?;
    let pair = |word: OsString| {
        let word = word.into_vec();
        let at = word.iter().position(|b| *b == b'=')?;
        Some((OsStr::from_bytes(&word[..at]).to_owned(), OsStr::from_bytes(&word[at + 1..]).to_owned()))
    };
    Ok(split(&bytes).into_iter().filter_map(pair).collect())
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

/// One process and no other: a number that was given to a new process is noticed.
#[derive(Debug)]
pub struct Held(OwnedFd);

impl Held {
    /// Holds the process `pid`. What is read about it afterwards is about this one, as long as it [`Held::is_alive`].
    pub fn open(pid: u32) -> io::Result<Held> {
        let number = i32::try_from(pid).ok().and_then(Pid::from_raw).ok_or(io::ErrorKind::NotFound)?;
        Ok(Held(rustix::process::pidfd_open(number, PidfdFlags::empty())?))
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: Signal) -> io::Result<()> {
        Ok(rustix::process::pidfd_send_signal(&self.0, signal)?)
    }

    /// False once it has ended.
    pub fn is_alive(&self) -> bool {
        !self.ends_within(Duration::ZERO)
    }

    /// Waits for its end, up to `limit`.
    pub fn ends_within(&self, limit: Duration) -> bool {
        let mut fds = [rustix::event::PollFd::new(&self.0, rustix::event::PollFlags::IN)];
        let timeout = rustix::time::Timespec::try_from(limit).ok();
        matches!(rustix::event::poll(&mut fds, timeout.as_ref()), Ok(ready) if ready > 0)
    }
}

fn split(bytes: &[u8]) -> Vec<OsString> {
    let bytes = bytes.strip_suffix(b"\0").unwrap_or(bytes);
    if bytes.is_empty() {
        return Vec::new();
    }
    bytes.split(|b| *b == 0).map(|word| OsStr::from_bytes(word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_described_and_its_end_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let here = dir.path().canonicalize().unwrap();
        let mut child = std::process::Command::new("sleep").arg("60").current_dir(&here).spawn().unwrap();
        let pid = child.id();
        let held = Held::open(pid).unwrap();
        let seen = of(pid).unwrap();
        assert_eq!((seen.parent, seen.uid), (std::process::id(), super::super::user::uid()));
        assert!(all().unwrap().contains(&pid));
        let Places::Seen(places) = places(pid) else { panic!("our own child is closed to us") };
        assert!(places.contains(&here) && places.iter().any(|p| p.ends_with("sleep")), "{places:?}");
        assert!(held.is_alive());
        held.signal(Signal::TERM).unwrap();
        assert!(held.ends_within(Duration::from_secs(20)));
        // Ended and not waited for: a number without a process.
        assert_eq!(of(pid), None);
        child.wait().unwrap();
        assert!(held.signal(Signal::TERM).is_err());
        assert_eq!(super::places(pid), Places::Gone);
        assert!(Held::open(0).is_err());
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
