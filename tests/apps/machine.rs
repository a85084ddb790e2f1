//! One machine per test: the cached system below, everything written above it in memory, its own processes, network
//! and users. What a test writes or starts in it is gone with it, also when the test panics or is killed.
//!
//! ```text
//! let Some(machine) = Machine::start() else { return };      // says itself why there is none
//! machine.run(&["id", "-u"]).by("alice").output().ok(); // empty environment but PATH, cwd /
//! let mut server = machine.run(&["uwsgi-core", "--ini", "/etc/x.ini"]).serve();
//! machine.write("/etc/x.ini", "...");                        // as root; `give` changes the owner
//! ```

use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};

use tempfile::TempDir;

use super::root::root;
use super::server::Server;
use crate::support::{Output, Run};

/// `PATH` of what is started without another: what services get (systemd, sudo).
pub const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// A machine. See the module.
pub struct Machine {
    /// Its first process, which ends when the pipe to it is closed.
    unshare: Child,
    /// That process as the host sees it.
    init: u32,
    dir: TempDir,
    runs: AtomicUsize,
    ports: AtomicU16,
}

impl Machine {
    /// A machine as it is after installation: servers, the users alice, bob and carol, `noglue` in `/usr/local/bin`.
    pub fn start() -> Option<Machine> {
        let root = root()?;
        let dir = tempfile::Builder::new().prefix("noglue-machine-").tempdir().unwrap();
        for name in ["machine", "out"] {
            std::fs::create_dir(dir.path().join(name)).unwrap();
        }
        let mut command = Command::new("unshare");
        command.args(["--mount", "--pid", "--fork", "--kill-child", "--ipc", "--uts", "--net"]);
        command.args(["/bin/sh", "-c", include_str!("machine.sh"), "machine.sh"]).arg(root);
        command.arg(dir.path().join("machine")).arg(env!("CARGO_BIN_EXE_noglue"));
        command.env_clear().env("PATH", PATH).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut unshare = command.spawn().unwrap();
        let mut lines = BufReader::new(unshare.stdout.take().unwrap()).lines().map_while(Result::ok);
        let init = lines.next().and_then(|line| line.parse().ok()).expect("the machine says its process id");
        assert_eq!(lines.next().as_deref(), Some("ready"), "the machine did not start");
        Some(Machine { unshare, init, dir, runs: AtomicUsize::new(0), ports: AtomicU16::new(8000) })
    }

    /// A program on the machine.
    pub fn run(&self, words: &[impl AsRef<str>]) -> Job<'_> {
        let words = words.iter().map(|word| word.as_ref().to_owned()).collect();
        let env = vec![("PATH".to_owned(), PATH.to_owned())];
        Job { machine: self, words, user: None, cwd: "/".to_owned(), env, is_read_only: false }
    }

    /// A file of the machine, as a path of the host. Absolute links on the way lead astray.
    pub fn path(&self, path: &str) -> PathBuf {
        assert!(path.starts_with('/'), "{path}");
        PathBuf::from(format!("/proc/{}/root{path}", self.init))
    }

    /// Writes a file as root, folders included.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.path(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    /// As [`Machine::write`], executable.
    pub fn write_executable(&self, path: &str, text: &str) {
        self.write(path, text);
        std::fs::set_permissions(self.path(path), std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// `chown --recursive OWNER[:GROUP] PATH`.
    #[track_caller]
    pub fn give(&self, path: &str, owner: &str) {
        self.run(&["chown", "--recursive", owner, path]).output().ok();
    }

    /// The text of a file; empty when there is none.
    pub fn read(&self, path: &str) -> String {
        String::from_utf8_lossy(&std::fs::read(self.path(path)).unwrap_or_default()).into_owned()
    }

    /// A port that nobody has on this machine.
    pub fn port(&self) -> u16 {
        self.ports.fetch_add(1, Ordering::SeqCst)
    }

    /// Connects to a port of the machine's loopback.
    pub fn connect(&self, port: u16) -> std::io::Result<TcpStream> {
        let network = std::fs::File::open(format!("/proc/{}/ns/net", self.init))?;
        // A socket stays in the network in which it was made; only this thread goes there.
        let connecting = std::thread::spawn(move || {
            use std::os::fd::AsFd as _;
            rustix::thread::move_into_link_name_space(network.as_fd(), None)?;
            TcpStream::connect(("127.0.0.1", port))
        });
        connecting.join().unwrap()
    }

    /// Connects to a socket file of the machine.
    pub fn connect_unix(&self, path: &str) -> std::io::Result<UnixStream> {
        UnixStream::connect(self.path(path))
    }

    fn job(&self, job: &Job<'_>) -> Run {
        let number = self.runs.fetch_add(1, Ordering::SeqCst);
        let captured = self.dir.path().join("out").join(number.to_string());
        let init = self.init.to_string();
        let mut words = ["--target", &init, "--mount", "--uts", "--ipc", "--net", "--pid"].map(str::to_owned).to_vec();
        if job.is_read_only {
            let script = "mount -o remount,bind,ro / && exec \"$@\"";
            words.extend(["/usr/bin/unshare", "--mount", "/bin/sh", "-c", script, "sh"].map(str::to_owned));
        }
        if let Some(user) = job.user.as_deref() {
            words.extend(["/usr/bin/setpriv".to_owned(), format!("--reuid={user}"), format!("--regid={user}")]);
            words.push("--init-groups".to_owned());
        }
        words.extend(["/usr/bin/env".to_owned(), format!("--chdir={}", job.cwd)]);
        words.extend(job.words.iter().cloned());
        let run = Run::new(Path::new("/usr/bin/nsenter"), &captured, Vec::new()).args(words);
        job.env.iter().fold(run, |run, (name, value)| run.env(name, value))
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        drop(self.unshare.stdin.take());
        let _ = self.unshare.wait();
    }
}

/// A program to be run on a machine: as root, from `/`, with nothing in its environment but `PATH`, unless said.
#[derive(Clone)]
pub struct Job<'a> {
    machine: &'a Machine,
    words: Vec<String>,
    user: Option<String>,
    cwd: String,
    env: Vec<(String, String)>,
    is_read_only: bool,
}

impl<'a> Job<'a> {
    /// With one more argument.
    pub fn arg(mut self, word: &str) -> Self {
        self.words.push(word.to_owned());
        self
    }

    /// Run by this user, whose group has the same name.
    pub fn by(mut self, user: &str) -> Self {
        self.user = (user != "root").then(|| user.to_owned());
        self
    }

    /// Run in this directory.
    pub fn cwd(mut self, dir: &str) -> Self {
        dir.clone_into(&mut self.cwd);
        self
    }

    /// With this variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.retain(|(n, _)| n != name);
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without any variable, not even `PATH`: name the program by its whole path.
    pub fn env_clear(mut self) -> Self {
        self.env.clear();
        self
    }

    /// Sees all files but those in `/dev` on a read-only file system.
    pub fn read_only(mut self) -> Self {
        self.is_read_only = true;
        self
    }

    /// Runs it to its end.
    pub fn output(self) -> Output {
        self.machine.job(&self).run()
    }

    /// Starts it, to be asked; its whole family is killed when dropped.
    pub fn serve(self) -> Server<'a> {
        Server::new(self.machine, self.machine.job(&self).start())
    }
}
