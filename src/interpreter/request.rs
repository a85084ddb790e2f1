//! What a person asks for (`3.12`, `>=3.10`, `pypy3.10`, `3.13t`, `/path`) -> a question about an interpreter.
//!
//! Text in, [`PythonRequest`] out; [`Wanted`] answers whether an interpreter will do. Looks at no file.

use std::fmt;
use std::path::PathBuf;

use crate::error::{Exit, Explain};
use crate::pep::specifier::Specifiers;
use crate::pep::tags::{Implementation, Os, Platform};
use crate::pep::version::Version;
use crate::ui::clean;

/// A request as it was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PythonRequest {
    /// Nothing was asked for: the first usable `python3` on `PATH`, else the newest stable one.
    #[default]
    Any,
    /// `system` in a pyenv file: as `Any`, but none that a version manager made.
    System,
    /// By version, implementation or threading.
    Wanted(Wanted),
    /// An interpreter, an environment or an installation, by its path.
    Path(PathBuf),
    /// A command, looked up on `PATH`.
    Name(String),
}

/// What an interpreter must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// CPython unless PyPy is asked for.
    pub implementation: Implementation,
    /// Which versions of the language.
    pub versions: Versions,
    /// Only builds without the global lock; without this, only builds with it.
    pub free_threaded: bool,
    /// Leading numbers of PyPy's own version (`pypy3.9-7.3.15`).
    pub implementation_release: Vec<u64>,
    /// The end of uv's name of it, as far as it was said: system, processor, C library (`linux`, `x86_64`, `gnu`).
    pub platform: Vec<String>,
}

/// A set of versions as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Versions {
    /// All that are stable.
    Any,
    /// `3`, `3.12` or `3.12.1`: those that begin with these numbers.
    Release(Vec<u64>),
    /// `3.14.0rc1`.
    Exactly(Version),
    /// `>=3.10,<3.13`.
    Range(Specifiers),
}

/// What is asked about an interpreter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject<'a> {
    /// Which program it is.
    pub implementation: &'a Implementation,
    /// The version of the language.
    pub version: &'a Version,
    /// The version of the program.
    pub implementation_version: &'a Version,
    /// True for a build without the global lock.
    pub free_threaded: bool,
    /// What it runs on.
    pub platform: &'a Platform,
}

/// What a file's name or `build-details.json` tells without running it; `None` and missing numbers: not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// Which program it is.
    pub implementation: Option<Implementation>,
    /// The leading numbers of the version.
    pub release: Vec<u64>,
    /// True for a build without the global lock.
    pub free_threaded: Option<bool>,
}

/// How well an interpreter answers a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is asked for.
    Yes,
    /// It is a pre-release, and those are taken only when there is nothing else.
    Prerelease,
    /// It is something else.
    No,
}

/// A request that cannot be understood.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("\"{}\" names no Python: {reason}", clean(text))]
pub struct RequestError {
    text: String,
    reason: &'static str,
}

impl Explain for RequestError {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn hints(&self) -> Vec<String> {
        vec![
            "say a version ('3.12', '3.13t', '>=3.10'), an implementation ('pypy3.10'), a command ('python3.11') or a \
             path ('/usr/bin/python3')"
                .into(),
        ]
    }
}

impl PythonRequest {
    /// Parses what was said, ASCII case aside. A relative path stays relative.
    pub fn parse(text: &str) -> Result<PythonRequest, RequestError> {
        let refuse = |reason| RequestError { text: text.to_owned(), reason };
        let word = text.trim();
        if word.is_empty() {
            return Err(refuse("it is empty"));
        }
        if word.chars().any(char::is_control) {
            return Err(refuse("it has a control character"));
        }
        if word.contains('/') || word.starts_with('.') || word == "~" {
            return Ok(PythonRequest::Path(PathBuf::from(word)));
        }
        let lower = word.to_ascii_lowercase();
        if lower == "system" {
            return Ok(PythonRequest::System);
        }
        let (implementation, rest) = implementation(&lower);
        let rest = if implementation.is_some() { rest.strip_prefix(['@', '-']).unwrap_or(rest) } else { rest };
        if rest.is_empty() || (lower == "python3" && rest == "3") {
            return Ok(match implementation {
                Some(Implementation::PyPy) => PythonRequest::Wanted(Wanted::any(Implementation::PyPy)),
                _ => PythonRequest::Any,
            });
        }
        let is_named = implementation.is_some();
        let wanted = Wanted::any(implementation.unwrap_or(Implementation::CPython));
        if is_named && let Some(wanted) = uv_key(rest, &wanted) {
            return Ok(PythonRequest::Wanted(wanted));
        }
        if rest.starts_with(['<', '>', '=', '!', '~']) {
            let range = Specifiers::parse(rest).map_err(|_| refuse("its version range is not valid (PEP 440)"))?;
            return Ok(PythonRequest::Wanted(Wanted { versions: Versions::Range(range), ..wanted }));
        }
        if let Some(wanted) = version(rest, wanted) {
            return Ok(PythonRequest::Wanted(wanted));
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(refuse("it is not a version"));
        }
        if word.starts_with('-') || !word.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-@".contains(&b)) {
            return Err(refuse("it is neither a version nor the name of a command"));
        }
        Ok(PythonRequest::Name(word.to_owned()))
    }

    /// What an interpreter must be; `None` where one interpreter is named.
    pub fn wanted(&self) -> Option<Wanted> {
        match self {
            PythonRequest::Any | PythonRequest::System => Some(Wanted::any(Implementation::CPython)),
            PythonRequest::Wanted(wanted) => Some(wanted.clone()),
            PythonRequest::Path(_) | PythonRequest::Name(_) => None,
        }
    }
}

impl Wanted {
    /// Every stable version of an implementation, with the global lock.
    pub fn any(implementation: Implementation) -> Wanted {
        Wanted {
            implementation,
            versions: Versions::Any,
            free_threaded: false,
            implementation_release: Vec::new(),
            platform: Vec::new(),
        }
    }

    /// How well an interpreter fits.
    pub fn fit(&self, subject: &Subject<'_>) -> Fit {
        let Subject { implementation, version, implementation_version, free_threaded, platform } = *subject;
        if *implementation != self.implementation
            || free_threaded != self.free_threaded
            || !begins_with(implementation_version.release(), &self.implementation_release)
            || !is_on(platform, &self.platform)
        {
            return Fit::No;
        }
        let (fits, asked) = match &self.versions {
            Versions::Any => (true, false),
            Versions::Release(release) => (begins_with(version.release(), release), false),
            Versions::Exactly(wanted) => (version == wanted, true),
            // Installers compare requires-python with the release alone: 3.14.0rc1 is a 3.14.
            Versions::Range(range) if range.mentions_prerelease() => (range.contains(version), true),
            Versions::Range(range) => (range.contains(&version.only_release()), false),
        };
        match fits {
            true if asked || !version.any_prerelease() => Fit::Yes,
            true => Fit::Prerelease,
            false => Fit::No,
        }
    }

    /// False when what is known already rules the interpreter out.
    pub fn may_fit(&self, hint: &Hint) -> bool {
        if hint.implementation.as_ref().is_some_and(|i| *i != self.implementation)
            || hint.free_threaded.is_some_and(|f| f != self.free_threaded)
        {
            return false;
        }
        let known = &hint.release;
        match &self.versions {
            Versions::Any => true,
            Versions::Release(release) => release.iter().zip(known).all(|(a, b)| a == b),
            Versions::Exactly(version) => version.release().iter().zip(known).all(|(a, b)| a == b),
            Versions::Range(range) => {
                known.len() < 3 || range.mentions_prerelease() || range.contains(&Version::new(known))
            }
        }
    }

    /// The number after `3.` when only one is possible.
    pub fn minor(&self) -> Option<u64> {
        let release = match &self.versions {
            Versions::Release(release) => release.as_slice(),
            Versions::Exactly(version) => version.release(),
            Versions::Any | Versions::Range(_) => return None,
        };
        release.get(1).copied()
    }

    /// The highest release asked for, when it lies below what any supported Python has.
    pub(super) fn is_below(&self, oldest: (u64, u64)) -> bool {
        match &self.versions {
            Versions::Release(release) => match release.as_slice() {
                [major, minor, ..] => (*major, *minor) < oldest,
                [major] => *major < oldest.0,
                [] => false,
            },
            Versions::Exactly(version) => version < &Version::new([oldest.0, oldest.1]),
            Versions::Any | Versions::Range(_) => false,
        }
    }
}

impl fmt::Display for PythonRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PythonRequest::Any => f.write_str("python"),
            PythonRequest::System => f.write_str("system"),
            PythonRequest::Wanted(wanted) => wanted.fmt(f),
            PythonRequest::Path(path) => f.write_str(&clean(&path.to_string_lossy())),
            PythonRequest::Name(name) => f.write_str(name),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.implementation, self.platform.is_empty()) {
            (Implementation::PyPy, true) => f.write_str("pypy")?,
            (Implementation::PyPy, false) => f.write_str("pypy-")?,
            (_, true) => {}
            (_, false) => f.write_str("cpython-")?,
        }
        match &self.versions {
            Versions::Any if !self.platform.is_empty() => f.write_str("any")?,
            Versions::Any if self.implementation == Implementation::CPython => f.write_str("python")?,
            Versions::Any => {}
            Versions::Release(release) => f.write_str(&dotted(release))?,
            Versions::Exactly(version) => version.fmt(f)?,
            Versions::Range(range) => range.fmt(f)?,
        }
        if self.free_threaded {
            f.write_str("t")?;
        }
        if !self.implementation_release.is_empty() {
            write!(f, "-{}", dotted(&self.implementation_release))?;
        }
        if !self.platform.is_empty() {
            write!(f, "-{}", self.platform.join("-"))?;
        }
        Ok(())
    }
}

impl Hint {
    /// From a file's name: `python3.12` (and `python3.13t`, `pypy3.10`). `None` when the name is not an interpreter's.
    pub fn of_name(name: &str) -> Option<Hint> {
        let (implementation, rest) = implementation(name);
        // `python` alone may be anything that calls itself so.
        let known = implementation.filter(|i| *i == Implementation::PyPy || !rest.is_empty());
        if !(name.starts_with("python") || name.starts_with("pypy")) {
            return None;
        }
        let (rest, free_threaded) = match rest.strip_suffix('t') {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        // 3.6m, 3.12d, 3-dbg: an interpreter all the same, told apart by running it.
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').map_or(rest, |end| &rest[..end]);
        let Some(release) = numbers(digits) else {
            return Some(Hint { implementation: known, ..Hint::default() });
        };
        // Not every free-threaded build has a `t` in its name.
        Some(Hint { implementation: known, release, free_threaded: free_threaded.then_some(true) })
    }
}

/// Numbers with dots between.
fn dotted(release: &[u64]) -> String {
    release.iter().map(u64::to_string).collect::<Vec<_>>().join(".")
}

fn begins_with(release: &[u64], wanted: &[u64]) -> bool {
    wanted.iter().enumerate().all(|(i, part)| release.get(i).copied().unwrap_or(0) == *part)
}

fn implementation(text: &str) -> (Option<Implementation>, &str) {
    use Implementation::{CPython, PyPy};
    for (name, implementation) in [("cpython", CPython), ("python", CPython), ("pypy", PyPy)] {
        if let Some(rest) = text.strip_prefix(name) {
            return (Some(implementation), rest);
        }
    }
    for (name, implementation) in [("cp", CPython), ("py", CPython), ("pp", PyPy)] {
        if let Some(rest) = text.strip_prefix(name)
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            return (Some(implementation), rest);
        }
    }
    (None, text)
}

// The name that uv gives an interpreter: `cpython-3.12.1-linux-x86_64-gnu`, `cpython-3.13.0+freethreaded-linux-...`,
// shortened from the end at will; `rest` is what follows the first `-`. What is `any` may be any.
fn uv_key(rest: &str, wanted: &Wanted) -> Option<Wanted> {
    let mut parts = rest.split('-');
    let mut release = parts.next()?.to_owned();
    if let Some(plain) = release.strip_suffix("+freethreaded") {
        release = format!("{plain}t");
    }
    let platform: Vec<String> = parts.map(str::to_owned).collect();
    let is_system = platform.first().is_none_or(|system| SYSTEMS.contains(&system.as_str()));
    if !is_system || platform.len() > 3 || platform.iter().any(String::is_empty) {
        return None;
    }
    let wanted = Wanted { platform, ..wanted.clone() };
    if release == "any" { Some(wanted) } else { version(&release, wanted) }
}

const SYSTEMS: [&str; 3] = ["linux", "macos", "any"];

fn is_on(platform: &Platform, wanted: &[String]) -> bool {
    let (system, library) = match platform.os {
        Os::Glibc { .. } => ("linux", if platform.arch == "armv7l" { "gnueabihf" } else { "gnu" }),
        Os::Musl { .. } => ("linux", "musl"),
        Os::Linux => ("linux", ""),
        Os::MacOs { .. } => ("macos", "none"),
        Os::Other(_) => ("", ""),
    };
    let arch = match platform.arch.as_str() {
        "arm64" => "aarch64",
        "armv7l" => "armv7",
        arch => arch,
    };
    wanted.iter().zip([system, arch, library]).all(|(wanted, own)| wanted == "any" || wanted == own)
}

// `3`, `312`, `3.12`, `3.12.1`, `3.12.*`, `3.14.0rc1`, `3.13t`, pyenv's `3.13-dev`, `3.13t-dev` and `3.9-7.3.15`.
fn version(text: &str, wanted: Wanted) -> Option<Wanted> {
    let text = text.strip_suffix("-dev").unwrap_or(text);
    let (text, implementation_release) = match text.split_once('-') {
        Some((version, own)) if wanted.implementation == Implementation::PyPy => (version, numbers(own)?),
        Some(_) => return None,
        None => (text, Vec::new()),
    };
    let (text, free_threaded) = match text.strip_suffix('t') {
        Some(text) => (text, true),
        None => (text, false),
    };
    let text = text.strip_suffix(".*").unwrap_or(text);
    let Some(release) = numbers(text) else {
        let version: Version = text.parse().ok()?;
        let is_plain = version.epoch() == 0 && version.post().is_none() && version.local().is_empty();
        return (is_plain && version.any_prerelease()).then_some(Wanted {
            versions: Versions::Exactly(version),
            free_threaded,
            implementation_release,
            ..wanted
        });
    };
    let versions = match release.as_slice() {
        // 312 and 39 are 3.12 and 3.9, as in a wheel's name.
        [compact] if *compact > 19 && compact.to_string().starts_with(['2', '3']) => {
            let digits = compact.to_string();
            Versions::Release(vec![digits[..1].parse().ok()?, digits[1..].parse().ok()?])
        }
        release @ ([_] | [_, _] | [_, _, _]) if release[0] < 10 => Versions::Release(release.to_vec()),
        _ => return None,
    };
    Some(Wanted { versions, free_threaded, implementation_release, ..wanted })
}

fn numbers(text: &str) -> Option<Vec<u64>> {
    text.split('.').map(|part| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?).collect()
}

#[cfg(test)]
mod tests;
