//! The Pythons of this machine, found without naming any place of it.
//!
//! Looked for in `NOGLUE_TEST_PYTHONS` (a list like `PATH`, of executables), along `PATH`, below the root of
//! pyenv where there is one, and in `/usr/bin` and `/usr/local/bin`. 3.8 and later; one per minor version.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::skip::{is_ci, skip};

/// One interpreter that is no environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Python {
    /// The executable as it names itself.
    pub executable: PathBuf,
    /// `(3, 12)`.
    pub minor: (u32, u32),
    /// `3.12.1`.
    pub version: String,
}

impl Python {
    /// The folder of the executable, for `PATH`.
    pub fn dir(&self) -> &Path {
        self.executable.parent().unwrap()
    }

    /// `python3.12`.
    pub fn name(&self) -> String {
        format!("python{}.{}", self.minor.0, self.minor.1)
    }

    /// `3.12`.
    pub fn short(&self) -> String {
        format!("{}.{}", self.minor.0, self.minor.1)
    }
}

/// All of them, by version.
pub fn pythons() -> &'static BTreeMap<(u32, u32), Python> {
    static FOUND: OnceLock<BTreeMap<(u32, u32), Python>> = OnceLock::new();
    FOUND.get_or_init(find)
}

/// The one most tests run with: `python3` on `PATH`, else the newest.
pub fn any_python() -> &'static Python {
    static CHOSEN: OnceLock<Python> = OnceLock::new();
    CHOSEN.get_or_init(|| {
        let first = on_path("python3").iter().find_map(|p| probe(p)).and_then(|p| pythons().get(&p.minor));
        let chosen = first.or_else(|| pythons().values().next_back());
        chosen.expect("a test machine has a Python 3.8 or later").clone()
    })
}

/// The Python of one minor version. Where it is missing: a failure in CI, a named skip elsewhere; but a machine
/// with a single Python (a bare one) is not asked for others.
pub fn python(short: &str) -> Option<&'static Python> {
    let found = pythons().values().find(|p| p.short() == short);
    if found.is_none() {
        assert!(!is_ci() || pythons().len() < 2, "Python {short} is not on this machine");
        skip(&format!("Python {short}"), "not on this machine");
    }
    found
}

/// The system's own, which every user may start.
pub fn system_python() -> Option<Python> {
    probe(Path::new("/usr/bin/python3")).filter(|python| python.executable.starts_with("/usr"))
}

fn find() -> BTreeMap<(u32, u32), Python> {
    let mut candidates: Vec<PathBuf> = Vec::new();
    if let Some(list) = std::env::var_os("NOGLUE_TEST_PYTHONS") {
        candidates.extend(std::env::split_paths(&list));
    }
    candidates.extend(on_path("python3"));
    candidates
        .extend(pyenv_roots().iter().flat_map(|root| list(&root.join("versions"))).map(|v| v.join("bin/python3")));
    for minor in 8..20 {
        candidates.extend(on_path(&format!("python3.{minor}")));
        for dir in ["/usr/bin", "/usr/local/bin"] {
            candidates.push(Path::new(dir).join(format!("python3.{minor}")));
        }
    }
    let mut found: BTreeMap<(u32, u32), Python> = BTreeMap::new();
    for python in candidates.iter().filter_map(|path| probe(path)) {
        found.entry(python.minor).or_insert(python);
    }
    found
}

fn pyenv_roots() -> Vec<PathBuf> {
    let named = std::env::var_os("PYENV_ROOT").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".pyenv"));
    named.into_iter().chain(home).collect()
}

fn list(dir: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.path()).collect();
    entries.sort();
    entries
}

fn on_path(name: &str) -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|dir| dir.join(name)).filter(|p| p.is_file()).collect()
}

/// Asks an executable who it is: a shim answers with the real one, an environment with its base.
fn probe(path: &Path) -> Option<Python> {
    if !path.is_file() {
        return None;
    }
    let script = "import sys, platform\n\
                  print(getattr(sys, '_base_executable', sys.executable))\n\
                  print(*sys.version_info[:2]); print(platform.python_version()); print(sys.implementation.name)";
    let output = Command::new(path).args(["-I", "-c", script]).output().ok().filter(|o| o.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut lines = text.lines();
    let executable = PathBuf::from(lines.next()?);
    let (major, minor) = lines.next()?.split_once(' ')?;
    let minor = (major.parse().ok()?, minor.parse().ok()?);
    let version = lines.next()?.to_owned();
    let fits = minor >= (3, 8) && lines.next()? == "cpython" && executable.is_file();
    fits.then_some(Python { executable, minor, version })
}
