//! Starting programs: replacing ourselves, running one to its end, and who we are on disk.

use std::ffi::{CString, OsStr, OsString};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

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
}

impl Start {
    /// A program with arguments and the inherited environment.
    pub fn new(program: impl Into<PathBuf>, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Start {
        Start {
            program: program.into(),
            arg0: None,
            args: args.into_iter().map(|a| a.as_ref().to_owned()).collect(),
            env: Vec::new(),
        }
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
