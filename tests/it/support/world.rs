//! One test's own world: home, cache, data, configuration, a project; and the real binary in it.
//!
//! Nothing of the machine's own settings leaks in: programs start with a cleared environment and a `PATH` of
//! the chosen Python and the system's folders. Without an index the network is a closed port.

use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

use super::index::FakeIndex;
use super::python::{Python, any_python};
use super::run::Run;

/// Where nobody listens: the discard port of loopback.
const NOWHERE: &str = "http://127.0.0.1:9/simple/";

/// A world. See the module.
pub struct World {
    root: TempDir,
    python: Python,
    index_url: String,
    extra: Vec<(String, String)>,
    runs: AtomicUsize,
}

impl World {
    /// A world with the machine's usual Python and an empty project.
    pub fn new() -> World {
        World::with_python(any_python())
    }

    /// A world with this Python.
    pub fn with_python(python: &Python) -> World {
        // Links in the temporary folder's own path resolved: programs say real paths.
        let base = std::env::temp_dir().canonicalize().unwrap();
        let root = tempfile::Builder::new().prefix("noglue-it-").tempdir_in(base).unwrap();
        for dir in ["home", "cache", "data", "config", "tmp", "out", "home/project"] {
            std::fs::create_dir(root.path().join(dir)).unwrap();
        }
        World {
            root,
            python: python.clone(),
            index_url: NOWHERE.to_owned(),
            extra: Vec::new(),
            runs: AtomicUsize::new(0),
        }
    }

    /// Packages come from this index.
    pub fn index(mut self, index: &FakeIndex) -> Self {
        self.index_url = index.url();
        self
    }

    /// Packages come from the index at this address.
    pub fn index_at(mut self, url: &str) -> Self {
        url.clone_into(&mut self.index_url);
        self
    }

    /// Every program sees this variable too.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.extra.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Packages come from the index that the machine is set to use, with its certificates and proxies.
    pub fn real_index(mut self) -> Self {
        self.index_url = std::env::var("PIP_INDEX_URL").unwrap_or_default();
        for name in [
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "PIP_CERT",
            "PIP_EXTRA_INDEX_URL",
            "PIP_TRUSTED_HOST",
            "REQUESTS_CA_BUNDLE",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy",
        ] {
            if let Ok(value) = std::env::var(name) {
                self.extra.push((name.to_owned(), value));
            }
        }
        let home = PathBuf::from(std::env::var_os("HOME").unwrap_or_default());
        let own = [".config/pip/pip.conf", ".pip/pip.conf"].map(|file| home.join(file));
        if let Some(file) = own.iter().find(|file| file.is_file()) {
            self.extra.push(("PIP_CONFIG_FILE".to_owned(), file.display().to_string()));
        }
        self
    }

    /// The world's own folder.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// `$HOME`.
    pub fn home(&self) -> PathBuf {
        self.root().join("home")
    }

    /// The project: `$HOME/project`.
    pub fn project(&self) -> PathBuf {
        self.home().join("project")
    }

    /// `NOGLUE_CACHE_DIR`.
    pub fn cache(&self) -> PathBuf {
        self.root().join("cache")
    }

    /// `NOGLUE_DATA_DIR`.
    pub fn data(&self) -> PathBuf {
        self.root().join("data")
    }

    /// The folder of shims.
    pub fn shims(&self) -> PathBuf {
        self.data().join("shims")
    }

    /// The Python of this world.
    pub fn python(&self) -> &Python {
        &self.python
    }

    /// The project's environment.
    pub fn venv(&self) -> PathBuf {
        self.project().join(".venv")
    }

    /// The environment's `site-packages`, through `current`.
    pub fn site_packages(&self) -> PathBuf {
        self.venv().join("lib").join(self.python.name()).join("site-packages")
    }

    /// Writes a file of the project, folders included.
    pub fn write(&self, path: impl AsRef<Path>, text: &str) -> PathBuf {
        let path = self.project().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// As [`World::write`], executable.
    pub fn write_executable(&self, path: impl AsRef<Path>, text: &str) -> PathBuf {
        let path = self.write(path, text);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    /// `noglue ARGS` in the project.
    pub fn noglue(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
        self.program(Path::new(env!("CARGO_BIN_EXE_noglue"))).args(args)
    }

    /// A shim, by its absolute path.
    pub fn shim(&self, name: &str) -> Run {
        self.program(&self.shims().join(name))
    }

    /// Any program, in the project, with the world's environment and shims first on `PATH`.
    pub fn program(&self, program: &Path) -> Run {
        let number = self.runs.fetch_add(1, Ordering::SeqCst);
        let captured = self.root().join("out").join(number.to_string());
        let mut redactions = Vec::new();
        if !self.index_url.is_empty() {
            redactions.push((self.index_url.clone(), "[INDEX]/".to_owned()));
            let origin = self.index_url.trim_end_matches("/simple/").to_owned();
            redactions.push((origin.clone(), "[ORIGIN]".to_owned()));
            redactions.push((origin.trim_start_matches("http://").to_owned(), "[HOST]".to_owned()));
        }
        redactions.push((self.root().display().to_string(), "[ROOT]".to_owned()));
        let mut run = Run::new(program, &captured, redactions)
            .cwd(self.project())
            .env("HOME", self.home())
            .env("PATH", self.path())
            .env("LANG", "C.UTF-8")
            .env("TMPDIR", self.root().join("tmp"))
            .env("NOGLUE_CACHE_DIR", self.cache())
            .env("NOGLUE_DATA_DIR", self.data())
            .env("NOGLUE_CONFIG_DIR", self.root().join("config"))
            .env("NOGLUE_COMPILE", "never")
            // The power does not go in most tests.
            .env("NOGLUE_NO_FSYNC", "1")
            // The machine's own pip configuration is not this world's.
            .env("PIP_CONFIG_FILE", "/dev/null");
        if !self.index_url.is_empty() {
            run = run.env("PIP_INDEX_URL", &self.index_url);
        }
        self.extra.iter().fold(run, |run, (name, value)| run.env(name, value))
    }

    /// `PATH` of this world: shims, the Python's folder, the system's.
    pub fn path(&self) -> std::ffi::OsString {
        let dirs = [&self.shims(), self.python.dir(), Path::new("/usr/bin"), Path::new("/bin")];
        std::env::join_paths(dirs).unwrap()
    }

    /// Runs code in the environment's own interpreter and gives its stdout, trimmed.
    #[track_caller]
    pub fn inside(&self, code: &str) -> String {
        let run = self.program(&self.venv().join("bin/python")).arg("-c").arg(code).run();
        run.ok().stdout().trim().to_owned()
    }

    /// Versions of what is installed, as `name==version` in order, read from the disk.
    pub fn installed(&self) -> Vec<String> {
        installed(&self.site_packages())
    }
}

impl Default for World {
    fn default() -> Self {
        World::new()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // Read-only folders (the store, or made so by a test) would keep the temporary folder from going.
        for entry in walkdir::WalkDir::new(self.root.path()).into_iter().flatten() {
            if entry.file_type().is_dir() {
                let _ = std::fs::set_permissions(entry.path(), std::fs::Permissions::from_mode(0o755));
            }
        }
    }
}

/// What the `.dist-info` directories of a `site-packages` claim.
pub fn installed(site_packages: &Path) -> Vec<String> {
    let mut found: Vec<String> = std::fs::read_dir(site_packages)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let (name, version) = name.strip_suffix(".dist-info")?.split_once('-')?;
            Some(format!("{}=={version}", name.replace('_', "-")))
        })
        .collect();
    found.sort();
    found
}
