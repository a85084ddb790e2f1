//! Asks one interpreter what it is. A path in, an [`Interpreter`] out; the answer is cached.
//!
//! It runs isolated: no variable, `.pth` file or `site` has a say, nothing is written. An environment's python is
//! never run: its base is, and answers for it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::cache::{Cache, Stamp};
use super::elf::Elf;
use super::environment::{base_of, environment_of};
use super::facts::{Facts, musl_version};
use super::{Interpreter, Problem};
use crate::dirs::Dirs;
use crate::sys;
use crate::sys::exec::Start;
use crate::sys::kernel::{Kernel, kernel};
use crate::vars;

const PROBE: &str = include_str!("../../shims/python/probe.py");
/// How long an interpreter may take to answer; from a cold network disk it takes seconds.
const PATIENCE: Duration = Duration::from_secs(15);
/// Variables that change how an interpreter starts. `-I` makes it deaf to most; old and other ones may listen.
const REMOVED: &[&str] = &[
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONPLATLIBDIR",
    "PYTHONSTARTUP",
    "PYTHONEXECUTABLE",
    "PYTHONINSPECT",
    "PYTHONVERBOSE",
    "PYTHONWARNINGS",
    "PYTHONIOENCODING",
    "__PYVENV_LAUNCHER__",
];

/// Asks interpreters, and remembers what they said.
#[derive(Clone, Debug)]
pub struct Prober {
    cache: Cache,
    kernel: Kernel,
    patience: Duration,
}

impl Prober {
    /// Remembers below the cache folder, else the runtime folder, if there is one.
    pub fn new(dirs: &Dirs) -> Prober {
        Prober { cache: Cache::below(dirs.cache(), dirs.runtime()), kernel: kernel(), patience: PATIENCE }
    }

    /// Waits less than usual.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Prober {
        Prober { patience, ..self }
    }

    /// The interpreter at an absolute path, or the environment's that it belongs to.
    pub fn interpreter(&self, executable: &Path) -> Result<Interpreter, Problem> {
        usable(executable)?;
        let Some(environment) = environment_of(executable) else { return self.base(executable) };
        let base = base_of(executable, &environment)?;
        Ok(Interpreter { executable: executable.to_owned(), environment: Some(environment), ..self.base(&base)? })
    }

    /// What is remembered of a base interpreter; runs nothing.
    pub(super) fn remembered(&self, executable: &Path) -> Option<Interpreter> {
        self.cache.get(executable, &self.kernel)
    }

    /// A base interpreter: remembered, else asked.
    pub(super) fn base(&self, executable: &Path) -> Result<Interpreter, Problem> {
        if let Some(interpreter) = self.remembered(executable) {
            return Ok(interpreter);
        }
        usable(executable)?;
        let stamp = Stamp::of(executable).ok_or(Problem::Missing)?;
        let facts = self.ask(executable)?;
        let real = sys::fs::canonicalize(executable).map_err(Problem::Files)?;
        // A wrapper (a script, Gentoo's python-exec) starts now this interpreter, now that one: not remembered.
        let wrapped = facts
            .executable()
            .map(Path::to_owned)
            .filter(|own| sys::fs::canonicalize(own).is_ok_and(|own| own != real));
        if let Some(own) = wrapped {
            if environment_of(&own).is_some() {
                return self.interpreter(&own);
            }
            let real = sys::fs::canonicalize(&own).map_err(Problem::Files)?;
            let elf = Elf::read(&real);
            return facts.interpret(own, real, elf.as_ref(), &|loader| self.musl(loader));
        }
        let elf = Elf::read(&real);
        let interpreter = facts.interpret(executable.to_owned(), real, elf.as_ref(), &|loader| self.musl(loader))?;
        self.cache.put(stamp, elf.as_ref().and_then(|e| e.loader.as_deref()), &self.kernel, &interpreter);
        Ok(interpreter)
    }

    fn ask(&self, executable: &Path) -> Result<Facts, Problem> {
        let output = self.run(executable, &["-I", "-S", "-B", "-X", "utf8", "-c", PROBE])?;
        if output.status.success() {
            return Facts::parse(&output.stdout);
        }
        // Python 2 knows no `-I`, but how to say its version.
        if let Ok(answer) = self.run(executable, &["-V"])
            && let Some(version) = old_version(&answer.stdout).or_else(|| old_version(&answer.stderr))
        {
            return Err(Problem::TooOld { version });
        }
        use std::os::unix::process::ExitStatusExt as _;
        let status = match (output.status.code(), output.status.signal()) {
            (Some(code), _) => format!("exit {code}"),
            (None, Some(signal)) => format!("signal {signal}"),
            (None, None) => "no status".into(),
        };
        Err(Problem::Failed { status, said: String::from_utf8_lossy(&output.stderr).into_owned() })
    }

    fn run(&self, executable: &Path, args: &[&str]) -> Result<std::process::Output, Problem> {
        let mut start = Start::new(executable, args)
            // Should it be somebody's wrapper around a shim of ours, then the shim passes on.
            .env(vars::NOGLUE, "0")
            // Else macOS calls itself 10.16 to old programs.
            .env("SYSTEM_VERSION_COMPAT", "0");
        for name in REMOVED {
            start = start.env_remove(*name);
        }
        start.output_within(self.patience).map_err(Problem::Start)?.ok_or(Problem::TimedOut(self.patience))
    }

    // PEP 656: musl's loader, run without arguments, says its version.
    fn musl(&self, loader: &Path) -> Option<(u32, u32)> {
        let start = Start::new(loader, [] as [&str; 0]);
        musl_version(&start.output_within(self.patience).ok()??.stderr)
    }
}

fn usable(executable: &Path) -> Result<(), Problem> {
    match sys::fs::metadata(executable) {
        Err(e) if e.is_not_found() => Err(Problem::Missing),
        Err(e) => Err(Problem::Files(e)),
        Ok(_) if !sys::exec::is_executable(executable) => Err(Problem::NotExecutable),
        Ok(_) => Ok(()),
    }
}

/// `Python 2.7.18` -> `2.7.18`, when that is too old for `-I` or for us.
fn old_version(said: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(said);
    let version = text.lines().find_map(|line| line.trim().strip_prefix("Python "))?.split_whitespace().next()?;
    let mut numbers = version.split('.').map(str::parse::<u64>);
    let (Some(Ok(major)), Some(Ok(minor))) = (numbers.next(), numbers.next()) else { return None };
    ((major, minor) < super::OLDEST_RELEASE).then(|| crate::ui::clean(version))
}

/// The path that a person gave: made absolute, `~` understood.
pub(super) fn absolute(path: &Path, cwd: Option<&Path>, home: Option<&Path>) -> PathBuf {
    if let (Ok(rest), Some(home)) = (path.strip_prefix("~"), home) {
        return home.join(rest);
    }
    sys::fs::absolute(path, cwd.unwrap_or(Path::new("/")))
}

#[cfg(test)]
mod tests;
