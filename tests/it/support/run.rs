//! Running programs in a world: arguments and environment in, exit status and both outputs out.
//!
//! Outputs go to files, so that a background child that keeps them open cannot hang a test.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::machine::Machine;

/// The longest a program may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(240);

/// One program to be run.
pub struct Run {
    words: Vec<OsString>,
    /// What stands before the program: `setpriv ...`.
    wrapper: Vec<OsString>,
    env: BTreeMap<OsString, OsString>,
    cwd: PathBuf,
    stdin: Option<File>,
    captured: PathBuf,
    redactions: Vec<(String, String)>,
}

impl Run {
    /// This program, its outputs kept in files that begin with `captured`.
    pub fn new(program: &Path, captured: &Path, redactions: Vec<(String, String)>) -> Run {
        Run {
            words: vec![program.into()],
            wrapper: Vec::new(),
            env: BTreeMap::new(),
            cwd: PathBuf::from("/"),
            stdin: None,
            captured: captured.to_owned(),
            redactions,
        }
    }

    /// Adds an argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.words.push(arg.as_ref().to_owned());
        self
    }

    /// Adds arguments.
    pub fn args(self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        args.into_iter().fold(self, Run::arg)
    }

    /// Runs in this directory.
    pub fn cwd(mut self, dir: impl AsRef<Path>) -> Self {
        dir.as_ref().clone_into(&mut self.cwd);
        self
    }

    /// Sets a variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.env.insert(name.into(), value.as_ref().to_owned());
        self
    }

    /// Removes a variable.
    pub fn env_remove(mut self, name: &str) -> Self {
        self.env.remove(OsStr::new(name));
        self
    }

    /// Removes all variables: `env -i`.
    pub fn env_clear(mut self) -> Self {
        self.env.clear();
        self
    }

    /// Passes a variable of the test's own environment on, if set.
    pub fn env_through(self, name: &str) -> Self {
        match std::env::var_os(name) {
            Some(value) => self.env(name, value),
            None => self,
        }
    }

    /// Reads this file as standard input.
    pub fn stdin(mut self, path: &Path) -> Self {
        self.stdin = Some(File::open(path).unwrap());
        self
    }

    /// File modes hold, also where tests run as root: the right to override them is taken away.
    pub fn bound_by_modes(mut self) -> Self {
        if rustix::process::geteuid().is_root() {
            let limits = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"];
            self.wrapper.extend(limits.iter().map(OsString::from));
        }
        self
    }

    /// Runs in this machine.
    pub fn on(mut self, machine: &Machine) -> Self {
        self.wrapper.splice(0..0, machine.words().into_iter().map(OsString::from));
        self
    }

    /// Runs as the last words of this program.
    pub fn under(mut self, words: &[&str]) -> Self {
        self.wrapper.extend(words.iter().map(OsString::from));
        self
    }

    /// Runs with this umask.
    pub fn umask(mut self, mask: &str) -> Self {
        let words = ["/bin/sh", "-c", &format!("umask {mask}; exec \"$@\""), "sh"].map(OsString::from);
        self.wrapper.extend(words);
        self
    }

    /// Starts it; the caller waits.
    pub fn start(self) -> Running {
        let said = self.words.iter().map(|w| w.to_string_lossy()).collect::<Vec<_>>().join(" ");
        let (stdout, stderr) = (self.captured.with_extension("out"), self.captured.with_extension("err"));
        let mut words = self.wrapper.iter().chain(&self.words);
        let mut command = Command::new(words.next().unwrap());
        command.args(words).env_clear().envs(&self.env).current_dir(&self.cwd);
        command.stdin(self.stdin.map_or_else(Stdio::null, Stdio::from));
        command.stdout(File::create(&stdout).unwrap()).stderr(File::create(&stderr).unwrap());
        let child = command.spawn().unwrap_or_else(|e| panic!("could not start {said}: {e}"));
        Running { child, said, stdout, stderr, redactions: self.redactions }
    }

    /// Runs it to its end.
    pub fn run(self) -> Output {
        self.start().wait()
    }
}

/// A program on its way. Killed when dropped.
pub struct Running {
    child: Child,
    said: String,
    stdout: PathBuf,
    stderr: PathBuf,
    redactions: Vec<(String, String)>,
}

impl Running {
    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal: `INT`, `TERM`, `KILL`.
    pub fn signal(&self, signal: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_child(&self.child);
        // A program that has ended meanwhile is no failure: its status tells.
        let _ = rustix::process::kill_process(pid, signal);
    }

    /// True while it runs.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// What it wrote to stdout so far.
    pub fn stdout_so_far(&self) -> String {
        text(&self.stdout)
    }

    /// What it wrote to stderr so far.
    pub fn stderr_so_far(&self) -> String {
        text(&self.stderr)
    }

    /// Waits until its stdout contains `text`.
    pub fn wait_for(&mut self, text: &str) {
        let start = Instant::now();
        while !self.stdout_so_far().contains(text) {
            let waits = self.is_running() && start.elapsed() < PATIENCE;
            assert!(waits || self.stdout_so_far().contains(text), "{} never wrote {text:?}", self.said);
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the end.
    pub fn wait(mut self) -> Output {
        let start = Instant::now();
        let mut pause = Duration::from_micros(500);
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            let said = &self.said;
            assert!(start.elapsed() < PATIENCE, "{said} did not end in time; stderr so far:\n{}", text(&self.stderr));
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
        };
        Output {
            status,
            said: self.said.clone(),
            stdout: text(&self.stdout),
            stderr: text(&self.stderr),
            redactions: self.redactions.clone(),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned()
}

/// What a program did. A test must look at it.
#[must_use = "say what is expected: .ok(), .code(1), ..."]
#[derive(Clone, Debug)]
pub struct Output {
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
    said: String,
    redactions: Vec<(String, String)>,
}

impl Output {
    /// It succeeded.
    #[track_caller]
    pub fn ok(self) -> Seen {
        self.code(0)
    }

    /// It ended with this exit code.
    #[track_caller]
    pub fn code(self, code: i32) -> Seen {
        let found = self.status.code();
        assert!(found == Some(code), "expected exit code {code}, found {:?}\n{}", self.status, self.show());
        Seen(self)
    }

    /// It ended by this signal.
    #[track_caller]
    pub fn killed_by(self, signal: rustix::process::Signal) -> Seen {
        let found = self.status.signal();
        assert!(found == Some(signal.as_raw()), "expected signal {signal:?}, found {:?}\n{}", self.status, self.show());
        Seen(self)
    }

    /// However it ended.
    pub fn any(self) -> Seen {
        Seen(self)
    }

    fn show(&self) -> String {
        let (out, err) = (self.redact(&self.stdout), self.redact(&self.stderr));
        format!("$ {}\n-- stdout\n{out}-- stderr\n{err}--", self.said)
    }

    fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (from, to) in &self.redactions {
            text = text.replace(from, to);
        }
        text
    }
}

/// An output whose end was looked at.
pub struct Seen(Output);

impl Seen {
    /// Stdout, paths of the world as `[ROOT]`, the index as `[INDEX]`.
    pub fn stdout(&self) -> String {
        self.0.redact(&self.0.stdout)
    }

    /// Stderr, redacted as stdout.
    pub fn stderr(&self) -> String {
        self.0.redact(&self.0.stderr)
    }

    /// Stdout without redaction.
    pub fn raw_stdout(&self) -> &str {
        &self.0.stdout
    }

    /// The exit code, if any.
    pub fn exit_code(&self) -> Option<i32> {
        self.0.status.code()
    }

    /// Stdout is exactly this, but for blanks at the ends.
    #[track_caller]
    pub fn stdout_is(self, expected: &str) -> Self {
        assert_eq!(self.stdout().trim(), expected.trim(), "\n{}", self.0.show());
        self
    }

    /// Stdout contains this.
    #[track_caller]
    pub fn stdout_has(self, expected: &str) -> Self {
        assert!(self.stdout().contains(expected), "{expected:?} is not in stdout\n{}", self.0.show());
        self
    }

    /// Stderr contains this.
    #[track_caller]
    pub fn stderr_has(self, expected: &str) -> Self {
        assert!(self.stderr().contains(expected), "{expected:?} is not in stderr\n{}", self.0.show());
        self
    }

    /// Neither output contains this.
    #[track_caller]
    pub fn lacks(self, unwanted: &str) -> Self {
        let both = format!("{}{}", self.stdout(), self.stderr());
        assert!(!both.contains(unwanted), "{unwanted:?} was said\n{}", self.0.show());
        self
    }

    /// An error as it must be: `error:` first, a hint, nothing of a panic.
    #[track_caller]
    pub fn clear_error(self) -> Self {
        let text = self.stderr();
        let first = text.lines().any(|l| l.starts_with("error: "));
        assert!(first && !text.contains("panicked"), "not a clear error\n{}", self.0.show());
        assert!(text.lines().any(|l| l.starts_with("hint: ")), "no hint what to do\n{}", self.0.show());
        self
    }

    /// Stdout as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.0.stdout).unwrap_or_else(|e| panic!("not JSON ({e})\n{}", self.0.show()))
    }

    /// Stderr as in `tests/it/snapshots/NAME.txt`; `SNAPSHOTS=overwrite` writes it.
    #[track_caller]
    pub fn stderr_matches(self, name: &str) -> Self {
        matches(name, &self.stderr());
        self
    }

    /// Stdout as in `tests/it/snapshots/NAME.txt`.
    #[track_caller]
    pub fn stdout_matches(self, name: &str) -> Self {
        matches(name, &self.stdout());
        self
    }
}

#[track_caller]
fn matches(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots").join(format!("{name}.txt"));
    if std::env::var_os("SNAPSHOTS").is_some_and(|v| v == "overwrite") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, expected, "{name} differs; SNAPSHOTS=overwrite cargo test, then read the diff");
}
