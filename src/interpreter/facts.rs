//! The probe's answer (`shims/python/probe.py`) -> an [`Interpreter`]. Decides nothing about which one is wanted.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::elf::Elf;
use super::{Interpreter, OLDEST_RELEASE, Problem};
use crate::pep::marker::Environment;
use crate::pep::tags::{Implementation, Os, Platform, Target};
use crate::pep::version::Version;
use crate::sys;

/// The words of the answer, as they come.
#[derive(Debug, Deserialize)]
pub(super) struct Facts {
    version: String,
    version_info: Info,
    implementation: String,
    implementation_version: Info,
    cache_tag: Option<String>,
    abiflags: String,
    extension_suffixes: Vec<String>,
    debug: bool,
    pointer_bits: u8,
    sys_platform: String,
    uname: [String; 5],
    glibc: Option<String>,
    mac: Option<String>,
    executable: Option<PathBuf>,
    base_prefix: PathBuf,
    base_exec_prefix: PathBuf,
    platlibdir: String,
    stdlib: Option<PathBuf>,
}

/// `sys.version_info`: major, minor, micro, level, serial.
type Info = (u64, u64, u64, String, u64);

/// The version of musl, by its loader; asked only when the interpreter is loaded by it.
pub(super) type MuslOf<'a> = &'a dyn Fn(&Path) -> Option<(u32, u32)>;

impl Facts {
    /// Reads the answer: the last line that is not empty, whatever a wrapper may have printed before.
    pub(super) fn parse(stdout: &[u8]) -> Result<Facts, Problem> {
        let text = String::from_utf8_lossy(stdout);
        let line = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let garbage = |reason: String| Problem::Garbage { reason, said: format!("\"{line}\"") };
        if std::str::from_utf8(stdout).is_err() {
            return Err(garbage("it is not UTF-8".into()));
        }
        if line.is_empty() {
            return Err(garbage("it is empty".into()));
        }
        let facts: Facts = serde_json::from_str(line).map_err(|e| garbage(e.to_string()))?;
        match facts.nonsense() {
            Some(reason) => Err(garbage(reason.into())),
            None => Ok(facts),
        }
    }

    /// What the interpreter calls itself, if that is a path.
    pub(super) fn executable(&self) -> Option<&Path> {
        self.executable.as_deref().filter(|p| p.is_absolute())
    }

    /// Puts the answer of `executable` (whose real file is `real`) together with what its file says.
    pub(super) fn interpret(
        self,
        executable: PathBuf,
        real: PathBuf,
        elf: Option<&Elf>,
        musl: MuslOf<'_>,
    ) -> Result<Interpreter, Problem> {
        let version = version(&self.version_info).ok_or(Problem::Unsupported(format!("Python {}", self.version)))?;
        let (major, minor) = (self.version_info.0, self.version_info.1);
        if (major, minor) < OLDEST_RELEASE {
            return Err(Problem::TooOld { version: self.version });
        }
        let implementation = Implementation::parse(&self.implementation);
        let (title, library_name) = match implementation {
            Implementation::CPython => {
                let threads = if self.abiflags.contains('t') { "t" } else { "" };
                ("CPython", format!("python{major}.{minor}{threads}"))
            }
            Implementation::PyPy => ("PyPy", format!("pypy{major}.{minor}")),
            other => return Err(Problem::Unsupported(format!("the implementation {}", other.as_str()))),
        };
        let target = Target {
            version: (narrow(major)?, narrow(minor)?),
            free_threaded: self.abiflags.contains('t'),
            debug: self.debug,
            soabi: self.soabi(),
            platform: self.platform(elf, musl),
            implementation,
        };
        let implementation_version = self::version(&self.implementation_version).unwrap_or_else(|| version.clone());
        let [system, _, release, kernel, machine] = self.uname;
        let markers = Environment {
            os_name: "posix".into(),
            sys_platform: self.sys_platform,
            platform_machine: machine,
            platform_python_implementation: title.into(),
            platform_release: release,
            platform_system: system,
            platform_version: kernel,
            python_version: format!("{major}.{minor}"),
            python_full_version: self.version,
            implementation_name: self.implementation,
            implementation_version: implementation_version.to_string(),
        };
        let base_executable = with_library(&executable, &[&self.platlibdir, "lib"], &library_name);
        Ok(Interpreter {
            environment: None,
            home: base_executable.parent().unwrap_or(Path::new("/")).to_owned(),
            base_executable,
            executable,
            real,
            version,
            implementation_version,
            target,
            markers,
            cache_tag: self.cache_tag,
            abiflags: self.abiflags,
            extension_suffix: self.extension_suffixes.into_iter().next().unwrap_or_default(),
            stdlib: self.stdlib.unwrap_or_else(|| self.base_prefix.join("lib").join(&library_name)),
            base_prefix: self.base_prefix,
            base_exec_prefix: self.base_exec_prefix,
            platlibdir: self.platlibdir,
            library_name,
        })
    }

    // An answer may parse and still be none that we can build paths from.
    fn nonsense(&self) -> Option<&'static str> {
        let is_word = |text: &str| {
            !text.is_empty()
                && text != "."
                && text != ".."
                && !text.contains('/')
                && !text.chars().any(char::is_control)
        };
        if [&self.base_prefix, &self.base_exec_prefix].iter().any(|p| !p.is_absolute())
            || self.stdlib.as_ref().is_some_and(|p| !p.is_absolute())
        {
            Some("its prefix is no absolute path")
        } else if !is_word(&self.platlibdir) || self.cache_tag.as_deref().is_some_and(|tag| !is_word(tag)) {
            Some("its platlibdir or cache_tag is no file name")
        } else if self.version.is_empty() || self.uname.iter().any(|word| word.chars().any(char::is_control)) {
            Some("its version or platform is no text")
        } else {
            None
        }
    }

    fn soabi(&self) -> String {
        let suffix = self.extension_suffixes.first().map_or("", String::as_str);
        suffix.trim_start_matches('.').split('.').next().filter(|s| *s != "so").unwrap_or_default().to_owned()
    }

    fn platform(&self, elf: Option<&Elf>, musl: MuslOf<'_>) -> Platform {
        let [system, _, release, _, machine] = &self.uname;
        let arch = match (machine.as_str(), self.pointer_bits) {
            // A 32-bit interpreter on a 64-bit kernel.
            ("x86_64", 32) => "i686",
            ("aarch64", 32) => "armv8l",
            (machine, _) => machine,
        };
        let os = match self.sys_platform.as_str() {
            "linux" => self.linux(arch, elf, musl),
            "darwin" => match self.mac.as_deref().and_then(pair) {
                Some((major, minor)) => Os::MacOs { major, minor },
                None => Os::MacOs { major: 11, minor: 0 },
            },
            // As `sysconfig.get_platform()` for what it has no rule for.
            _ => Os::Other(format!("{}-{release}-{machine}", system.to_lowercase().replace('/', ""))),
        };
        Platform { os, arch: arch.to_owned() }
    }

    fn linux(&self, arch: &str, elf: Option<&Elf>, musl: MuslOf<'_>) -> Os {
        if let Some((major, minor)) = self.glibc.as_deref().and_then(|g| pair(g.strip_prefix("glibc")?.trim())) {
            // PEP 600: of the 32-bit ARM ABIs, manylinux means the hard-float one.
            let fits = !matches!(arch, "armv7l" | "armv8l") || elf.is_some_and(Elf::is_arm_hard_float);
            return if fits { Os::Glibc { major, minor } } else { Os::Linux };
        }
        match elf.filter(|elf| elf.is_musl()).and_then(|elf| musl(elf.loader.as_deref()?)) {
            Some((major, minor)) => Os::Musl { major, minor },
            None => Os::Linux,
        }
    }
}

/// `2.36`, `2.36-8`, `14.2.1` -> the first two numbers.
fn pair(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.split('.');
    let first = parts.next()?.trim().parse().ok()?;
    let second = parts.next().unwrap_or("0");
    let digits = second.find(|c: char| !c.is_ascii_digit()).map_or(second, |end| &second[..end]);
    Some((first, digits.parse().ok()?))
}

/// The version in what musl's loader says when it is run without arguments.
pub(super) fn musl_version(said: &[u8]) -> Option<(u32, u32)> {
    let text = String::from_utf8_lossy(said);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.next().filter(|line| line.starts_with("musl"))?;
    pair(lines.next()?.strip_prefix("Version ")?)
}

fn version((major, minor, micro, level, serial): &Info) -> Option<Version> {
    let suffix = match level.as_str() {
        "alpha" => format!("a{serial}"),
        "beta" => format!("b{serial}"),
        "candidate" => format!("rc{serial}"),
        "final" => String::new(),
        _ => return None,
    };
    format!("{major}.{minor}.{micro}{suffix}").parse().ok()
}

fn narrow(number: u64) -> Result<u32, Problem> {
    u32::try_from(number).map_err(|_| Problem::Unsupported(format!("Python {number}")))
}

/// The executable from whose directory the standard library is found (`../lib/python3.12/os.py`), links followed one
/// by one until it is; the given one if it never is, as for one with its prefix compiled in.
// Following all of them breaks Homebrew and Debian's alternatives on upgrade; following none breaks a link to a
// relocatable installation, since CPython starts its search at `home`.
fn with_library(executable: &Path, library_dirs: &[&str], library_name: &str) -> PathBuf {
    let mut at = executable.to_owned();
    for _ in 0..16 {
        let Some(dir) = at.parent().map(Path::to_owned) else { break };
        let prefix = dir.parent().unwrap_or(&dir);
        let library = |lib: &&str| prefix.join(lib).join(library_name);
        if library_dirs.iter().map(library).any(|l| ["os.py", "os.pyc"].iter().any(|os| sys::fs::is_file(&l.join(os))))
        {
            return at;
        }
        let Ok(target) = sys::fs::read_link(&at) else { break };
        at = dir.join(target);
        // Dots are removed by letters only where that is the same place.
        let plain = sys::fs::absolute(&at, &dir);
        if sys::fs::canonicalize(&plain).ok() == sys::fs::canonicalize(&at).ok() {
            at = plain;
        }
    }
    executable.to_owned()
}

#[cfg(test)]
mod tests;
