//! Starting programs: replacing ourselves, running one to its end, and who we are on disk.

use std::ffi::{CString, OsStr, OsString};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// One program to start.
#[derive(Clone, Debug)]
pub struct Start {
    /// The file to execute.
    pub program: PathBuf,
    /// What it sees as its own name; the program's path when `None`.
    pub arg0: Option<OsString>,
    /// Its arguments, without its own name.
    pub args: Vec<OsString>,
    /// Variables set (`Some`) or removed (`None`) beside the inherited ones.
    pub env: Vec<(OsString, Option<OsString>)>,
    /// For a program that is not to be like us: where it runs, and in whose name.
    apart: Option<Apart>,
}

/// What a program has of its own instead of inheriting it.
#[derive(Clone, Debug)]
struct Apart {
    directory: PathBuf,
    user: Option<(u32, u32)>,
}

impl Start {
    /// A program with arguments and the inherited environment.
    pub fn new(program: impl Into<PathBuf>, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Start {
        Start {
            program: program.into(),
            arg0: None,
            args: args.into_iter().map(|a| a.as_ref().to_owned()).collect(),
            env: Vec::new(),
            apart: None,
        }
    }

    /// Inherits no variables, runs in `directory`, and in the name of the user and group `user`, without other groups.
    /// For programs that are run to their end.
    #[must_use]
    pub fn apart(self, directory: PathBuf, user: Option<(u32, u32)>) -> Start {
        Start { apart: Some(Apart { directory, user }), ..self }
    }

    /// Sets one variable for the program.
    #[must_use]
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Start {
        self.env.push((name.into(), Some(value.into())));
        self
    }

    /// Removes one variable for the program.
    #[must_use]
    pub fn env_remove(mut self, name: impl Into<OsString>) -> Start {
        self.env.push((name.into(), None));
        self
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        if let Some(arg0) = &self.arg0 {
            command.arg0(arg0);
        }
        command.args(&self.args);
        if let Some(apart) = &self.apart {
            command.env_clear().current_dir(&apart.directory);
            if let Some((uid, gid)) = apart.user {
                command.uid(uid).gid(gid);
            }
        }
        for (name, value) in &self.env {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    /// Replaces this process: same pid, same signals, same terminal. Returns only on failure.
    ///
    /// Not `std`'s `exec`: that empties the signal mask and resets SIGPIPE, which are the caller's to choose.
    pub fn replace(&self) -> io::Error {
        use std::os::unix::ffi::OsStrExt;
        let c_string = |bytes: &[u8]| CString::new(bytes).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput));
        let strings = || -> io::Result<(CString, Vec<CString>, Vec<CString>)> {
            let program = c_string(self.program.as_os_str().as_bytes())?;
            let arg0 = self.arg0.as_deref().unwrap_or(self.program.as_os_str());
            let args = std::iter::once(arg0).chain(self.args.iter().map(OsString::as_os_str));
            let args = args.map(|a| c_string(a.as_bytes())).collect::<io::Result<_>>()?;
            let kept = std::env::vars_os().filter(|(name, _)| !self.env.iter().any(|(changed, _)| changed == name));
            let set = self.env.iter().filter_map(|(name, value)| Some((name.clone(), value.clone()?)));
            let env =
                kept.chain(set).map(|(name, value)| c_string(&[name.as_bytes(), b"=", value.as_bytes()].concat()));
            Ok((program, args, env.collect::<io::Result<_>>()?))
        };
        let (program, args, env) = match strings() {
            Ok(strings) => strings,
            Err(e) => return e,
        };
        let pointers = |list: &[CString]| -> Vec<*const libc::c_char> {
            list.iter().map(|s| s.as_ptr()).chain([std::ptr::null()]).collect()
        };
        let (args, env) = (pointers(&args), pointers(&env));
        super::inherited::restore();
        #[expect(unsafe_code, reason = "execve takes null-ended arrays of strings that live until it returns")]
        unsafe {
            libc::execve(program.as_ptr(), args.as_ptr(), env.as_ptr());
        }
        io::Error::last_os_error()
    }

    /// Runs to the end on our own standard streams; gives the exit status, 128 and the number of the signal that ended it.
    pub fn status(&self) -> io::Result<i32> {
        use std::os::unix::process::ExitStatusExt;
        let status = self.command().status()?;
        Ok(status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0)))
    }

    /// Runs to the end with closed standard input and captured output.
    pub fn output(&self) -> io::Result<Output> {
        self.command().stdin(Stdio::null()).output()
    }

    /// As [`Start::output`], with `input` as standard input.
    pub fn output_with_input(&self, input: &[u8]) -> io::Result<Output> {
        use std::io::Write as _;
        let mut child = self.command().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // A child that closes its input early says why through its exit status.
            let _ = stdin.write_all(input);
        }
        child.wait_with_output()
    }

    /// As [`Start::output`], but only for so long: `None` when it had not ended by then (it is killed, with its
    /// children). More than [`OUTPUT_LIMIT`] bytes on a stream end the program too.
    pub fn output_within(&self, limit: Duration) -> io::Result<Option<Output>> {
        let started = Instant::now();
        let mut child = self.spawn_alone()?;
        let (stdout, stderr) = (drain(child.stdout.take()), drain(child.stderr.take()));
        let left = || limit.saturating_sub(started.elapsed());
        let streams = stdout.recv_timeout(left()).and_then(|out| stderr.recv_timeout(left()).map(|err| (out, err)));
        if let Ok((stdout, stderr)) = streams {
            // Closed streams nearly always mean that it ended; one that lives on is watched until the limit.
            let mut pause = Duration::from_micros(50);
            loop {
                if let Some(status) = child.try_wait()? {
                    return Ok(Some(Output { status, stdout, stderr }));
                }
                if left().is_zero() {
                    break;
                }
                std::thread::sleep(pause.min(left()));
                pause = (pause * 2).min(Duration::from_millis(20));
            }
        }
        let _ = rustix::process::kill_process_group(
            rustix::process::Pid::from_child(&child),
            rustix::process::Signal::KILL,
        );
        child.wait()?;
        Ok(None)
    }

    /// Runs in `cwd` to the end, without standard input and without a terminal, what it says in `log`. After `limit`, and
    /// when it has ended, all that it started and that stayed in its session's group is ended too. It ends with us.
    pub fn run_logged(&self, cwd: &Path, log: &std::fs::File, limit: Duration) -> io::Result<Ended> {
        use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
        let started = Instant::now();
        let mut command = self.command();
        command.current_dir(cwd).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log.try_clone()?);
        #[expect(unsafe_code, reason = "pre_exec is unsafe; setsid and prctl are async-signal-safe system calls")]
        unsafe {
            command.pre_exec(|| {
                let _ = rustix::process::setsid();
                #[cfg(target_os = "linux")]
                let _ = rustix::process::set_parent_process_death_signal(Some(Signal::KILL));
                Ok(())
            });
        }
        let mut child = command.spawn()?;
        let pid = Pid::from_child(&child);
        let mut pause = Duration::from_millis(1);
        // Looked at without being reaped: until then its number, and that of its group, is nobody else's.
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        let in_time = loop {
            if waitid(WaitId::Pid(pid), options)?.is_some() {
                break true;
            }
            if started.elapsed() >= limit {
                break false;
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
        };
        let _ = kill_process_group(pid, Signal::KILL);
        let status = child.wait()?;
        Ok(if in_time { Ended::Status(status) } else { Ended::TimedOut })
    }

    // In a process group of its own, so that what it started can be ended with it.
    fn spawn_alone(&self) -> io::Result<Child> {
        let mut tries = 0;
        loop {
            let spawned = self
                .command()
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .process_group(0)
                .spawn();
            match spawned {
                // Somebody is just writing the file, or forked while it was open for writing.
                Err(e) if e.kind() == io::ErrorKind::ExecutableFileBusy && tries < 10 => {
                    tries += 1;
                    std::thread::sleep(Duration::from_millis(10));
                }
                other => return other,
            }
        }
    }

    /// Starts in the background: new session, lowest priority, standard streams on `/dev/null`; nobody waits for it.
    pub fn detach(&self) -> io::Result<()> {
        let mut command = self.command();
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir("/");
        #[expect(unsafe_code, reason = "pre_exec is unsafe; setsid and setpriority are async-signal-safe system calls")]
        unsafe {
            command.pre_exec(|| {
                let _ = rustix::process::setsid();
                let _ = rustix::process::setpriority_process(None, 19);
                Ok(())
            });
        }
        command.spawn().map(drop)
    }
}

/// How a program run by [`Start::run_logged`] ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself.
    Status(std::process::ExitStatus),
    /// Its time was up.
    TimedOut,
}

/// What one stream of a program run by [`Start::output_within`] may hold, in bytes.
pub const OUTPUT_LIMIT: u64 = 1 << 20;

fn drain(stream: Option<impl io::Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stream) = stream {
            // A stream that breaks gives what came before.
            let _ = io::Read::read_to_end(&mut io::Read::take(stream, OUTPUT_LIMIT), &mut bytes);
        }
        let _ = sender.send(bytes);
    });
    receiver
}

/// The file this program was started from, links resolved by the kernel.
pub fn own_binary() -> io::Result<PathBuf> {
    std::env::current_exe()
}

/// Which file this program was started from; `None` where `/proc` is not there to say it.
pub fn own_identity() -> Option<super::fs::Identity> {
    std::fs::metadata("/proc/self/exe").map(|m| super::fs::Identity::of(&m)).ok()
}

/// True when `path` may be executed by us and is a regular file.
pub fn is_executable(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|m| m.is_file())
        && rustix::fs::accessat(rustix::fs::CWD, path, rustix::fs::Access::EXEC_OK, rustix::fs::AtFlags::EACCESS)
            .is_ok()
}

/// The candidates for `name` along `path` (the value of `PATH`), in order; empty and relative entries are skipped.
pub fn candidates<'a>(name: &'a OsStr, path: &'a OsStr) -> impl Iterator<Item = PathBuf> + 'a {
    std::env::split_paths(path)
        .filter(|dir| dir.is_absolute())
        .map(move |dir| dir.join(name))
        .filter(|p| is_executable(p))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, limit: Duration) -> Option<Output> {
        Start::new("/bin/sh", ["-c", script]).output_within(limit).unwrap()
    }

    #[test]
    fn a_program_with_a_time_limit_gives_its_output_and_status() {
        let output = shell("echo out; echo err >&2; exit 3", Duration::from_secs(20)).unwrap();
        assert_eq!((output.stdout, output.stderr), (b"out\n".to_vec(), b"err\n".to_vec()));
        assert_eq!(output.status.code(), Some(3));
    }

    #[test]
    fn a_program_that_hangs_is_ended_with_its_children() {
        let started = Instant::now();
        assert!(shell("sleep 60; echo late", Duration::from_millis(100)).is_none());
        assert!(shell("exec >&- 2>&-; sleep 60", Duration::from_millis(100)).is_none());
        assert!(shell("sleep 60 & echo left a child behind", Duration::from_millis(100)).is_none());
        assert!(started.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn a_program_that_never_stops_talking_is_ended() {
        let output = shell("exec yes", Duration::from_secs(60)).unwrap();
        assert_eq!(output.stdout.len() as u64, OUTPUT_LIMIT);
        assert!(!output.status.success());
    }
}
