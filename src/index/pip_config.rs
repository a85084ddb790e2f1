//! pip's own configuration: its files in all their places, and its `PIP_*` variables.
//!
//! Precedence as in pip: variables, then the files of the command's section over those of `[global]`, and within a
//! section the later file over the earlier (machine, user, `PIP_CONFIG_FILE`). A value that is not said is `None`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::sourced::{Source, Sourced};
use crate::sys;

/// What pip would be told.
#[derive(Clone, Debug, Default)]
pub struct PipConfig {
    variables: BTreeMap<String, (String, String)>,
    // By section and key.
    values: BTreeMap<(String, String), Sourced<String>>,
}

/// Where pip looks: the environment and the home directory of the user.
pub struct Surroundings<'a> {
    /// Reads one variable.
    pub get: &'a dyn Fn(&str) -> Option<OsString>,
    /// The names of all variables.
    pub names: Vec<String>,
    /// The home directory.
    pub home: Option<&'a Path>,
}

/// A file of pip's that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PipConfigError {
    /// Cannot be read.
    #[error(transparent)]
    Read(#[from] sys::fs::FsError),
    /// Cannot be understood.
    #[error("{}:{line}: {why}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: u32,
        /// What is wrong.
        why: &'static str,
    },
}

impl PipConfig {
    /// Reads everything.
    pub fn load(around: &Surroundings<'_>) -> Result<PipConfig, PipConfigError> {
        let mut config = PipConfig::default();
        for name in &around.names {
            let Some(key) = name.strip_prefix("PIP_") else { continue };
            if let Some(value) = (around.get)(name).and_then(|v| v.into_string().ok()) {
                config.variables.insert(normalize(key), (name.clone(), value));
            }
        }
        for path in files(around) {
            if let Some(bytes) = sys::fs::read_if_there(&path)? {
                config.read(&path, &String::from_utf8_lossy(&bytes))?;
            }
        }
        Ok(config)
    }

    /// One option of `pip install`: `index-url`.
    pub fn value(&self, key: &str) -> Option<Sourced<String>> {
        // pip ignores variables that are set but empty.
        if let Some((name, value)) = self.variables.get(key).filter(|(_, value)| !value.is_empty()) {
            return Some(Sourced::new(value.clone(), Source::Variable(name.clone())));
        }
        let in_section = |section: &str| self.values.get(&(section.to_owned(), key.to_owned()));
        in_section("install").or_else(|| in_section("global")).filter(|v| !v.value.is_empty()).cloned()
    }

    /// An option that can be given more than once: separated by white space or lines.
    pub fn list(&self, key: &str) -> Vec<Sourced<String>> {
        let Some(all) = self.value(key) else { return Vec::new() };
        all.value.split_whitespace().map(|one| Sourced::new(one.to_owned(), all.from.clone())).collect()
    }

    /// An option that is on or off. What is neither is `None`.
    pub fn flag(&self, key: &str) -> Option<Sourced<bool>> {
        let text = self.value(key)?;
        let value = match text.value.trim().to_ascii_lowercase().as_str() {
            "y" | "yes" | "t" | "true" | "on" | "1" => true,
            "n" | "no" | "f" | "false" | "off" | "0" => false,
            _ => return None,
        };
        Some(Sourced::new(value, text.from))
    }

    // INI as Python's RawConfigParser reads it.
    fn read(&mut self, path: &Path, text: &str) -> Result<(), PipConfigError> {
        let fail = |line: usize, why| {
            Err(PipConfigError::Syntax { path: path.to_owned(), line: u32::try_from(line).unwrap_or(u32::MAX), why })
        };
        let mut section: Option<String> = None;
        let mut open: Option<(String, usize)> = None;
        for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate().map(|(at, line)| (at + 1, line)) {
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
                continue;
            }
            let indent = line.len() - line.trim_start().len();
            // A line that is indented deeper than its key goes on with the value.
            if let (Some((key, depth)), Some(section)) = (&open, &section)
                && indent > *depth
            {
                let slot = self.values.get_mut(&(section.clone(), key.clone()));
                let value = &mut slot.expect("inserted when the key was read").value;
                value.push('\n');
                value.push_str(trimmed);
                continue;
            }
            if let Some(name) = trimmed.strip_prefix('[') {
                let Some(end) = name.rfind(']') else { return fail(number, "a section without \"]\"") };
                section = Some(name[..end].to_owned());
                open = None;
                continue;
            }
            let Some(section) = &section else { return fail(number, "a value before the first [section]") };
            let Some(at) = trimmed.find(['=', ':']) else { return fail(number, "neither a [section] nor key = value") };
            let key = normalize(trimmed[..at].trim());
            let source = Source::File(path.to_owned(), Some(u32::try_from(number).unwrap_or(u32::MAX)));
            let value = Sourced::new(trimmed[at + 1..].trim().to_owned(), source);
            self.values.insert((section.clone(), key.clone()), value);
            open = Some((key, indent));
        }
        Ok(())
    }
}

fn normalize(key: &str) -> String {
    let key = key.to_ascii_lowercase().replace('_', "-");
    key.strip_prefix("--").unwrap_or(&key).to_owned()
}

// In pip's order: a later one overrides.
fn files(around: &Surroundings<'_>) -> Vec<PathBuf> {
    let var = |name: &str| (around.get)(name).filter(|value| !value.is_empty());
    let named = var("PIP_CONFIG_FILE").map(PathBuf::from);
    if named.as_deref() == Some(Path::new("/dev/null")) {
        return Vec::new();
    }
    let is_isolated = var("PIP_ISOLATED").is_some_and(|v| crate::context::is_true(&v));
    let mut files = Vec::new();
    let machine = var("XDG_CONFIG_DIRS").unwrap_or_else(|| "/etc/xdg".into());
    for dir in machine.to_string_lossy().split(':').filter(|dir| dir.starts_with('/')) {
        files.push(Path::new(dir).join("pip/pip.conf"));
    }
    files.push("/etc/pip.conf".into());
    // pip leaves the user's files out when PIP_CONFIG_FILE names one that is there.
    if !is_isolated && !named.as_deref().is_some_and(sys::fs::exists) {
        if let Some(home) = around.home {
            files.push(home.join(".pip/pip.conf"));
        }
        let own = var("XDG_CONFIG_HOME").map(PathBuf::from).filter(|p| p.is_absolute());
        files.extend(own.or_else(|| around.home.map(|h| h.join(".config"))).map(|dir| dir.join("pip/pip.conf")));
    }
    files.extend(named);
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(home: &Path, pairs: &[(&str, &str)]) -> Result<PipConfig, PipConfigError> {
        PipConfig::load(&Surroundings {
            get: &|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| v.into()),
            names: pairs.iter().map(|(n, _)| (*n).to_owned()).collect(),
            home: Some(home),
        })
    }

    fn write(path: &Path, text: &str) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[test]
    fn places_and_sections_override_as_in_pip() {
        let dir = tempfile::tempdir().unwrap();
        let (home, etc) = (dir.path().join("home"), dir.path().join("etc"));
        write(
            &etc.join("pip/pip.conf"),
            "[global]\nindex-url = http://etc/\ntimeout = 5\n[install]\nproxy = http://p-etc\n",
        );
        write(&home.join(".pip/pip.conf"), "[global]\nindex-url: http://legacy/\nretries=1\n");
        write(&home.join(".config/pip/pip.conf"), "[global]\nindex_url = http://user/\nproxy = http://p-user\n");
        let etc_text = etc.to_str().unwrap();
        let config = load(&home, &[("XDG_CONFIG_DIRS", etc_text), ("PIP_TIMEOUT", "9"), ("PIP_RETRIES", "")]).unwrap();
        let value = |key: &str| config.value(key).map(|v| v.value);
        assert_eq!(value("index-url").as_deref(), Some("http://user/"));
        // [install] beats [global] even from an earlier file.
        assert_eq!(value("proxy").as_deref(), Some("http://p-etc"));
        assert_eq!(value("timeout").as_deref(), Some("9"));
        assert_eq!(value("retries").as_deref(), Some("1"));
        assert_eq!(config.value("timeout").unwrap().from.to_string(), "PIP_TIMEOUT");
        assert!(config.value("index-url").unwrap().from.to_string().ends_with(".config/pip/pip.conf:2"));

        let extra = dir.path().join("extra.conf");
        write(&extra, "[global]\ntimeout = 7\n");
        let pairs = [("XDG_CONFIG_DIRS", etc_text), ("PIP_CONFIG_FILE", extra.to_str().unwrap())];
        let config = load(&home, &pairs).unwrap();
        assert_eq!(config.value("index-url").unwrap().value, "http://etc/");
        assert_eq!(config.value("timeout").unwrap().value, "7");
        let nothing = load(&home, &[("XDG_CONFIG_DIRS", etc_text), ("PIP_CONFIG_FILE", "/dev/null")]).unwrap();
        assert!(nothing.value("timeout").is_none());
    }

    #[test]
    fn values_over_several_lines_are_lists() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(".pip/pip.conf");
        write(
            &path,
            "\u{feff}# c\n[global]\nextra-index-url =\n    https://a/simple\n    # no\n\n    https://b/simple\nno-index = Yes\n; c\nfind-links=/w /v\n",
        );
        let config = load(dir.path(), &[("XDG_CONFIG_DIRS", "/nonexistent")]).unwrap();
        let list = |key: &str| config.list(key).into_iter().map(|v| v.value).collect::<Vec<_>>();
        assert_eq!(list("extra-index-url"), ["https://a/simple", "https://b/simple"]);
        assert_eq!(list("find-links"), ["/w", "/v"]);
        assert!(config.flag("no-index").unwrap().value);
    }

    #[test]
    fn broken_files_are_named_with_their_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(".pip/pip.conf");
        for (text, line) in [("x = 1\n", 1), ("[global\n", 1), ("[global]\n\nnonsense\n", 3)] {
            write(&path, text);
            let error = load(dir.path(), &[("XDG_CONFIG_DIRS", "/nonexistent")]).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{}:{line}: ", path.display())), "{error}");
        }
    }
}
