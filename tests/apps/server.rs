//! A server on a machine: asked over TCP or a socket file, in HTTP or uwsgi's own protocol, until it answers.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::machine::Machine;
use super::site::Report;
use crate::support::Running;

/// How long a server may take to answer before the test fails.
const PATIENCE: Duration = Duration::from_secs(90);

/// Where a server listens, and in which language.
#[derive(Clone, Copy, Debug)]
pub enum Door<'a> {
    Http(u16),
    HttpUnix(&'a str),
    Uwsgi(u16),
    UwsgiUnix(&'a str),
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: String,
}

/// A running server. Killed with all its children when dropped.
pub struct Server<'a> {
    machine: &'a Machine,
    running: Running,
}

impl<'a> Server<'a> {
    pub(super) fn new(machine: &'a Machine, running: Running) -> Server<'a> {
        Server { machine, running }
    }

    /// What it wrote so far, both outputs.
    pub fn log(&self) -> String {
        format!("{}{}", self.running.stdout_so_far(), self.running.stderr_so_far())
    }

    /// The end of its log, for messages.
    fn tail(&self) -> String {
        let log = self.log();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(25)..].join("\n")
    }

    /// The server's process as the host sees it.
    pub fn pid(&self) -> Option<u32> {
        children(self.running.pid()).first().copied()
    }

    /// Sends the server's first process a signal.
    pub fn signal(&self, signal: Signal) {
        if let Some(pid) = self.pid() {
            send(pid, signal);
        }
    }

    /// Waits until its log contains `text`.
    #[track_caller]
    pub fn wait_for_log(&mut self, text: &str) {
        let start = Instant::now();
        while !self.log().contains(text) {
            let goes_on = self.running.is_running() && start.elapsed() < PATIENCE;
            assert!(goes_on || self.log().contains(text), "never said {text:?}; its log:\n{}", self.tail());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until `is_so`; `what` is what is waited for.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, mut is_so: impl FnMut(&mut Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < PATIENCE, "never so: {what}; its log:\n{}", self.tail());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Asks for `path` until there is an answer, whichever it is.
    #[track_caller]
    pub fn ask(&mut self, door: Door<'_>, path: &str) -> Answer {
        self.ask_until(door, path, |_| true)
    }

    /// Asks for `path` until the answer is a page: servers and those in front of them start in any order.
    #[track_caller]
    pub fn page(&mut self, door: Door<'_>, path: &str) -> String {
        self.ask_until(door, path, |answer| answer.status == 200).body
    }

    /// Asks for a report until it is as wanted: after a reload the next answer may still be of an old worker.
    #[track_caller]
    pub fn report_when(&mut self, door: Door<'_>, path: &str, is_wanted: impl Fn(&Report) -> bool) -> Report {
        let start = Instant::now();
        loop {
            let report = Report::read(&self.page(door, path));
            if is_wanted(&report) {
                return report;
            }
            assert!(start.elapsed() < PATIENCE, "still {report:?}; the server's log:\n{}", self.tail());
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    #[track_caller]
    fn ask_until(&mut self, door: Door<'_>, path: &str, is_good: impl Fn(&Answer) -> bool) -> Answer {
        let start = Instant::now();
        loop {
            let is_running = self.running.is_running();
            let answer = ask(self.machine, door, path);
            match answer {
                Ok(answer) if is_good(&answer) => return answer,
                // Nobody there yet, or nobody behind the one who is.
                Ok(Answer { status: 502 | 503, .. }) | Err(_) if is_running && start.elapsed() < PATIENCE => {}
                other => panic!("{door:?}{path} gave {other:?}; the server's log:\n{}", self.tail()),
            }
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        // Parents first, so that nothing is started again; until nobody is left.
        loop {
            let family = family(self.running.pid());
            if family.is_empty() {
                return;
            }
            for pid in family {
                send(pid, Signal::KILL);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// One question, one answer.
pub fn ask(machine: &Machine, door: Door<'_>, path: &str) -> std::io::Result<Answer> {
    match door {
        Door::Http(port) => talk(machine.connect(port)?, &http(path)),
        Door::HttpUnix(socket) => talk(machine.connect_unix(socket)?, &http(path)),
        Door::Uwsgi(port) => talk(machine.connect(port)?, &uwsgi(path)),
        Door::UwsgiUnix(socket) => talk(machine.connect_unix(socket)?, &uwsgi(path)),
    }
}

/// HTTP/1.0: the answer ends with the connection.
fn http(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n").into_bytes()
}

/// A packet of the uwsgi protocol: modifier, size, modifier, then each name and value with its length.
fn uwsgi(path: &str) -> Vec<u8> {
    let (bare, query) = path.split_once('?').unwrap_or((path, ""));
    let variables = [
        ("REQUEST_METHOD", "GET"),
        ("REQUEST_URI", path),
        ("PATH_INFO", bare),
        ("QUERY_STRING", query),
        ("SERVER_PROTOCOL", "HTTP/1.0"),
        ("SERVER_NAME", "localhost"),
        ("SERVER_PORT", "80"),
        ("HTTP_HOST", "localhost"),
    ];
    let mut body = Vec::new();
    for text in variables.iter().flat_map(|(name, value)| [name, value]) {
        body.extend(u16::try_from(text.len()).unwrap().to_le_bytes());
        body.extend(text.as_bytes());
    }
    let mut packet = vec![0];
    packet.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
    packet.push(0);
    packet.extend(body);
    packet
}

fn talk(mut stream: impl Read + Write + Timed, question: &[u8]) -> std::io::Result<Answer> {
    stream.give_up_after(Duration::from_secs(30))?;
    stream.write_all(question)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let malformed = || std::io::Error::other(format!("no answer, but {text:?}"));
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(malformed)?;
    let status = head.split_whitespace().nth(1).and_then(|word| word.parse().ok()).ok_or_else(malformed)?;
    Ok(Answer { status, body: body.to_owned() })
}

trait Timed {
    fn give_up_after(&self, time: Duration) -> std::io::Result<()>;
}

impl Timed for std::net::TcpStream {
    fn give_up_after(&self, time: Duration) -> std::io::Result<()> {
        self.set_read_timeout(Some(time))
    }
}

impl Timed for std::os::unix::net::UnixStream {
    fn give_up_after(&self, time: Duration) -> std::io::Result<()> {
        self.set_read_timeout(Some(time))
    }
}

fn send(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        // One that has ended meanwhile is as it should be.
        let _ = kill_process(pid, signal);
    }
}

/// All processes below `pid`, parents before children.
pub fn family(pid: u32) -> Vec<u32> {
    let mut found = children(pid);
    let mut at = 0;
    while let Some(pid) = found.get(at) {
        found.extend(children(*pid));
        at += 1;
    }
    found
}

fn children(parent: u32) -> Vec<u32> {
    let pids = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = pids.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_child = |pid: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // PID (NAME) STATE PARENT ...; a name may have blanks. Who has ended and is not yet waited for does not count.
        let mut rest = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        rest.next() != Some("Z") && rest.next().and_then(|p| p.parse().ok()) == Some(parent)
    };
    pids.filter(is_child).collect()
}
