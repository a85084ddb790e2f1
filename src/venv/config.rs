//! `pyvenv.cfg`: written as venv, virtualenv and VS Code expect it, read as CPython's `site` reads it.
//!
//! PEP 405; the keys of virtualenv; PEP 838 (`python-version`). Pure.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::VenvError;

/// The interpreter an environment is made from, as far as its layout depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The directory of the base executable. Links are not resolved: an upgrade behind a link keeps it right.
    pub home: PathBuf,
    /// The base executable itself.
    pub executable: PathBuf,
    /// `CPython`, `PyPy`.
    pub implementation: String,
    /// `3.12.1`, `3.14.0rc2`.
    pub version: String,
    /// (major, minor, micro).
    pub release: (u32, u32, u32),
    /// Built without the global interpreter lock.
    pub is_free_threaded: bool,
    /// `sys.base_prefix`.
    pub prefix: PathBuf,
    /// `sys.base_exec_prefix`.
    pub exec_prefix: PathBuf,
}

impl Base {
    /// `3.12`.
    pub fn minor(&self) -> String {
        format!("{}.{}", self.release.0, self.release.1)
    }

    /// The directory below `lib`: `python3.12`, `python3.13t`, `pypy3.10`.
    pub fn lib_name(&self) -> String {
        let name = if self.is_pypy() { "pypy" } else { "python" };
        format!("{name}{}{}", self.minor(), if self.is_free_threaded { "t" } else { "" })
    }

    /// `lib/python3.12/site-packages`.
    pub fn site_packages(&self) -> String {
        format!("lib/{}/site-packages", self.lib_name())
    }

    /// The names of the interpreter in `bin`, beside `python`.
    pub fn names(&self) -> Vec<String> {
        let mut names = vec![format!("python{}", self.release.0), format!("python{}", self.minor())];
        if self.is_free_threaded {
            names.push(format!("python{}t", self.minor()));
        }
        if self.is_pypy() {
            names.extend(["pypy".to_owned(), format!("pypy{}", self.release.0), format!("pypy{}", self.minor())]);
        }
        names
    }

    fn is_pypy(&self) -> bool {
        self.implementation.eq_ignore_ascii_case("pypy")
    }

    // `sys.version_info` with dots: `3.12.1.final.0`, `3.14.0.candidate.2`. VS Code wants three numbers first.
    fn version_info(&self) -> String {
        let (major, minor, micro) = self.release;
        let rest = self.version.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let letters = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        let serial = rest[letters.len()..].parse().unwrap_or(0u32);
        let level = match letters {
            "a" => "alpha",
            "b" => "beta",
            "rc" | "c" => "candidate",
            _ => "final",
        };
        format!("{major}.{minor}.{micro}.{level}.{}", if level == "final" { 0 } else { serial })
    }
}

/// A `pyvenv.cfg`: keys in lower case, values as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config(BTreeMap<String, String>);

impl Config {
    /// As `site.py` reads it: `key = value`, split at the first `=`, stripped; other lines are passed over.
    pub fn parse(text: &str) -> Config {
        let pairs = text.lines().filter_map(|line| line.split_once('='));
        Config(pairs.map(|(key, value)| (key.trim().to_lowercase(), value.trim().to_owned())).collect())
    }

    /// A value.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// `home`.
    pub fn home(&self) -> Option<&Path> {
        self.get("home").map(Path::new)
    }

    /// The key that only environments made by noglue have.
    pub fn noglue_id(&self) -> Option<&str> {
        self.get("noglue-id")
    }

    /// `include-system-site-packages`, in any case (PEP 405).
    pub fn includes_system(&self) -> bool {
        self.get("include-system-site-packages").is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// The version of its Python, from whichever key has it.
    pub fn version(&self) -> Option<&str> {
        ["version_info", "version", "python-version"].iter().find_map(|key| self.get(key))
    }
}

/// What a new environment's `pyvenv.cfg` says besides its base.
#[derive(Clone, Debug)]
pub struct Extra<'a> {
    pub prompt: Option<&'a str>,
    pub includes_system: bool,
    pub id: &'a str,
}

/// The text of `pyvenv.cfg`.
pub fn write(base: &Base, extra: &Extra<'_>) -> Result<String, VenvError> {
    let mut text = String::new();
    let mut line = |key: &str, value: &str| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("home", one_line(&base.home)?);
    line("implementation", &base.implementation);
    line("version_info", &base.version_info());
    let (major, minor, micro) = base.release;
    line("version", &format!("{major}.{minor}.{micro}"));
    line("python-version", &base.minor());
    line("include-system-site-packages", if extra.includes_system { "true" } else { "false" });
    line("base-prefix", one_line(&base.prefix)?);
    line("base-exec-prefix", one_line(&base.exec_prefix)?);
    line("base-executable", one_line(&base.executable)?);
    if let Some(prompt) = extra.prompt {
        line("prompt", &prompt.replace(|c: char| c.is_control(), " "));
    }
    line("noglue", env!("CARGO_PKG_VERSION"));
    line("noglue-id", extra.id);
    Ok(text)
}

fn one_line(path: &Path) -> Result<&str, VenvError> {
    path.to_str()
        .filter(|text| !text.contains(['\n', '\r']))
        .ok_or_else(|| VenvError::LineBreak { path: path.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(version: &str) -> Base {
        Base {
            home: "/usr/bin".into(),
            executable: "/usr/bin/python3.13".into(),
            implementation: "CPython".into(),
            version: version.into(),
            release: (3, 13, 0),
            is_free_threaded: false,
            prefix: "/usr".into(),
            exec_prefix: "/usr".into(),
        }
    }

    #[test]
    fn version_info_has_five_parts_also_before_the_final_release() {
        assert_eq!(base("3.13.0").version_info(), "3.13.0.final.0");
        assert_eq!(base("3.13.0rc2").version_info(), "3.13.0.candidate.2");
        assert_eq!(base("3.13.0b10").version_info(), "3.13.0.beta.10");
        assert_eq!(base("3.13.0+").version_info(), "3.13.0.final.0");
    }

    #[test]
    fn what_is_written_reads_back() {
        let extra = Extra { prompt: Some("my\nproject"), includes_system: true, id: "ab" };
        let config = Config::parse(&write(&base("3.13.0"), &extra).unwrap());
        assert_eq!(config.home(), Some(Path::new("/usr/bin")));
        assert_eq!(config.get("prompt"), Some("my project"));
        assert_eq!(config.get("version"), Some("3.13.0"));
        assert_eq!(config.get("python-version"), Some("3.13"));
        assert!(config.includes_system());
        assert_eq!(config.noglue_id(), Some("ab"));
    }

    #[test]
    fn other_tools_files_are_read_as_site_reads_them() {
        let config = Config::parse("Home = /opt/a=b/bin\r\n\nnonsense\nInclude-System-Site-Packages=TRUE\n");
        assert_eq!(config.home(), Some(Path::new("/opt/a=b/bin")));
        assert!(config.includes_system());
        assert_eq!(config.noglue_id(), None);
    }

    #[test]
    fn a_home_with_a_line_break_is_refused() {
        let mut base = base("3.13.0");
        base.home = "/usr/bin\nhome = /evil".into();
        let extra = Extra { prompt: None, includes_system: false, id: "ab" };
        assert!(matches!(write(&base, &extra), Err(VenvError::LineBreak { .. })));
    }

    #[test]
    fn names_follow_the_implementation() {
        let mut base = base("3.13.0");
        assert_eq!(base.names(), ["python3", "python3.13"]);
        base.is_free_threaded = true;
        assert_eq!(base.lib_name(), "python3.13t");
        base.is_free_threaded = false;
        base.implementation = "PyPy".into();
        assert_eq!(base.site_packages(), "lib/pypy3.13/site-packages");
        assert!(base.names().contains(&"pypy3.13".to_owned()));
    }
}
