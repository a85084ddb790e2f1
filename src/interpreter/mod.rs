//! A request -> one interpreter and everything noglue must know of it.
//!
//! [`PythonRequest`] says what is wanted, [`find()`] looks for it in the places of a [`Search`], [`Prober`] asks one
//! interpreter (once: the answer is cached), [`pins`] reads and writes `.python-version`. Never runs an interpreter
//! that lies in the project, in a directory everybody may write to, or in an environment.
//!
//! **Which one is taken.** As uv does: the first on `PATH` that fits, within one directory `python3`, `python`, then
//! `python3.X` from the newest down. pyenv's shims are scripts; in their place stand the versions that pyenv itself
//! would take (`PYENV_VERSION`, else its global file). If nothing on `PATH` fits: of pyenv's, mise's, asdf's and uv's
//! versions, `/usr/local/bin`, `/usr/bin` and `/opt`, the newest that fits. Pre-releases only if nothing else fits
//! or they are named; PyPy and free-threaded builds only if they are asked for.

mod cache;
mod details;
mod elf;
mod environment;
mod error;
mod facts;
#[cfg(test)]
mod fake;
mod find;
pub mod pins;
mod places;
mod probe;
mod request;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::pep::marker::Environment;
use crate::pep::tags::Target;
use crate::pep::version::Version;
use crate::sys;

pub use environment::environment_of;
pub use error::{InterpreterError, NotFound, Problem, Skipped};
pub use find::{Choice, Found, Listing, find, list};
pub use places::{Place, Search};
pub use probe::Prober;
pub use request::{PythonRequest, RequestError, Versions, Wanted};

/// The oldest Python that noglue works with, for messages.
pub const OLDEST: &str = "3.8";
const OLDEST_RELEASE: (u64, u64) = (3, 8);

/// One interpreter and what it said about itself.
///
/// For an environment's python all facts are its base's, which alone was run; only `executable` and `environment`
/// tell of the environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpreter {
    /// The file to run: as it was found or named, links not resolved.
    pub executable: PathBuf,
    /// The environment it belongs to; `None` for a base interpreter.
    pub environment: Option<PathBuf>,
    /// What an environment's `bin/python` links to: the base executable in `home`.
    pub base_executable: PathBuf,
    /// `home` of pyvenv.cfg: the directory of `base_executable`, from where the standard library is found. Links are
    /// resolved only as far as that needs.
    pub home: PathBuf,
    /// The base executable with all links resolved.
    pub real: PathBuf,
    /// From `sys.version_info`: `3.14.0rc1`.
    pub version: Version,
    /// From `sys.implementation.version`; differs from `version` for PyPy.
    pub implementation_version: Version,
    /// What decides on wheels.
    pub target: Target,
    /// What decides on dependencies.
    pub markers: Environment,
    /// `sys.implementation.cache_tag`: `cpython-312`; `None` when it writes no byte-code.
    pub cache_tag: Option<String>,
    /// `sys.abiflags`.
    pub abiflags: String,
    /// What the file name of a C extension ends with: `.cpython-312-x86_64-linux-gnu.so`.
    pub extension_suffix: String,
    /// `sys.base_prefix`.
    pub base_prefix: PathBuf,
    /// `sys.base_exec_prefix`.
    pub base_exec_prefix: PathBuf,
    /// The directory of the standard library.
    pub stdlib: PathBuf,
    /// `sys.platlibdir`: `lib`, or `lib64` where platform-specific packages are kept apart.
    pub platlibdir: String,
    /// The directory of one version below `lib`: `python3.12`, `python3.13t`, `pypy3.10`.
    pub library_name: String,
}

impl PythonRequest {
    /// Whether an interpreter is what is asked for; `None` where one is named, which takes a look at the disk.
    pub fn is_answered_by(&self, interpreter: &Interpreter) -> Option<bool> {
        if matches!(self, PythonRequest::Any | PythonRequest::System) {
            return Some(true);
        }
        let subject = request::Subject {
            implementation: &interpreter.target.implementation,
            version: &interpreter.version,
            implementation_version: &interpreter.implementation_version,
            free_threaded: interpreter.target.free_threaded,
            platform: &interpreter.target.platform,
        };
        Some(self.wanted()?.fit(&subject) != request::Fit::No)
    }
}

impl Interpreter {
    /// True when it belongs to an environment.
    pub fn is_environment(&self) -> bool {
        self.environment.is_some()
    }

    /// `sys.prefix`.
    pub fn prefix(&self) -> &Path {
        self.environment.as_deref().unwrap_or(&self.base_prefix)
    }

    /// `(3, 12)`.
    pub fn major_minor(&self) -> (u64, u64) {
        let release = self.version.release();
        (release.first().copied().unwrap_or(0), release.get(1).copied().unwrap_or(0))
    }

    /// `3.12.1`; with `+` for a build between releases.
    pub fn full_version(&self) -> &str {
        &self.markers.python_full_version
    }

    /// Relative to an environment: where pure modules go.
    pub fn purelib(&self) -> PathBuf {
        ["lib", &self.library_name, "site-packages"].iter().collect()
    }

    /// Relative to an environment: where packages with extensions go.
    pub fn platlib(&self) -> PathBuf {
        [self.platlibdir.as_str(), &self.library_name, "site-packages"].iter().collect()
    }

    /// Where the base keeps packages, best first: what an environment with `--system-site-packages` sees besides its own.
    /// A person's own directory (`~/.local`) is left out: what runs as somebody else would not see it.
    pub fn base_site_packages(&self) -> Vec<PathBuf> {
        let (prefix, library) = (self.base_prefix.as_path(), self.library_name.as_str());
        let is_systems = prefix == Path::new("/usr");
        let debian = prefix.join("lib/python3/dist-packages");
        let mut dirs = Vec::new();
        if is_systems && sys::fs::is_dir(&debian) {
            // Debian's site.py: pip's packages below /usr/local, apt's in one directory for all versions.
            dirs.push(Path::new("/usr/local/lib").join(library).join("dist-packages"));
            dirs.push(debian);
            dirs.push(prefix.join("lib").join(library).join("dist-packages"));
        } else {
            // Fedora's: the same with directories of the usual name.
            let local = is_systems.then_some(Path::new("/usr/local"));
            for place in local.into_iter().chain([prefix, self.base_exec_prefix.as_path()]) {
                for lib in [self.platlibdir.as_str(), "lib"] {
                    dirs.push(place.join(lib).join(library).join("site-packages"));
                }
            }
        }
        dirs.retain(|dir| sys::fs::is_dir(dir));
        dirs
    }

    /// Relative to an environment: the directory that holds one directory of headers for each package. As pip has it,
    /// which is neither `sysconfig`'s nor versioned by flags.
    pub fn headers(&self) -> PathBuf {
        let (major, minor) = self.major_minor();
        ["include", "site", &format!("python{major}.{minor}")].iter().collect()
    }

    /// The file that forbids installing into it (PEP 668), if it is there now. Environments are never managed.
    pub fn externally_managed(&self) -> Option<PathBuf> {
        let file = self.stdlib.join("EXTERNALLY-MANAGED");
        (self.environment.is_none() && sys::fs::is_file(&file)).then_some(file)
    }

    /// `CPython 3.12.1`, `CPython 3.13.0t`, `PyPy 3.10.14`.
    pub fn title(&self) -> String {
        let threads = if self.target.free_threaded { "t" } else { "" };
        format!("{} {}{threads}", self.markers.platform_python_implementation, self.full_version())
    }
}
