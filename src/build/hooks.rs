//! A backend's hooks, each run once in a process of its own by `shims/python/build.py`.
//!
//! The process has no standard input, no terminal and a session of its own; when it ends or its time is up, all that it
//! started ends with it. What it prints goes to a log.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use super::{BuildError, System};
use crate::pep::requirement::Requirement;
use crate::requirements::ConfigSettings;
use crate::sys;
use crate::sys::exec::{Ended, Start};

const SCRIPT: &str = include_str!("../../shims/python/build.py");
/// Lines of a failed build that are shown.
const LAST_LINES: usize = 20;
/// Bytes at the end of a log that are looked at for them.
const TAIL: u64 = 64 << 10;

/// For which kind of wheel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hook {
    /// To be installed anywhere.
    Wheel,
    /// For this machine, naming the source where it lies (PEP 660).
    Editable,
}

/// Runs the hooks of one backend on one source tree.
#[derive(Debug)]
pub struct Runner<'a> {
    /// The interpreter of the build environment.
    pub python: &'a Path,
    /// What builds.
    pub system: &'a System,
    /// The source tree.
    pub source: &'a Path,
    /// Variables set or removed for it.
    pub env: Vec<(OsString, Option<OsString>)>,
    /// `--config-settings`
    pub settings: &'a ConfigSettings,
    /// An own directory for questions, answers and logs.
    pub scratch: &'a Path,
    /// Where the log of a failed build is kept.
    pub log: Option<PathBuf>,
    /// How long one hook may take.
    pub limit: Duration,
}

impl Runner<'_> {
    /// What more must be installed for the build.
    pub fn requires(&self, hook: Hook) -> Result<Vec<Requirement>, BuildError> {
        let name = match hook {
            Hook::Wheel => "get_requires_for_build_wheel",
            Hook::Editable => "get_requires_for_build_editable",
        };
        let answer = self.ask(name, json!([self.settings()]))?;
        let wrong = |why: String| BuildError::Answer { hook: name, why };
        let list = answer.as_array().ok_or_else(|| wrong("it is no list".into()))?;
        let parse = |value: &Value| {
            let text = value.as_str().ok_or_else(|| wrong("it is no list of strings".into()))?;
            Requirement::parse(text).map_err(|error| wrong(error.to_string()))
        };
        list.iter().map(parse).collect()
    }

    /// METADATA without building, in a new directory of `parent`; `None` when the backend cannot do that.
    pub fn metadata(&self, hook: Hook, parent: &Path) -> Result<Option<PathBuf>, BuildError> {
        let name = match hook {
            Hook::Wheel => "prepare_metadata_for_build_wheel",
            Hook::Editable => "prepare_metadata_for_build_editable",
        };
        let answer = self.ask(name, json!([parent, self.settings()]))?;
        if answer.is_null() {
            return Ok(None);
        }
        named(name, &answer, parent, ".dist-info").map(Some)
    }

    /// The wheel, in the empty directory `parent`. `metadata` is what [`Runner::metadata`] made.
    pub fn wheel(&self, hook: Hook, parent: &Path, metadata: Option<&Path>) -> Result<PathBuf, BuildError> {
        let name = match hook {
            Hook::Wheel => "build_wheel",
            Hook::Editable => "build_editable",
        };
        let answer = self.ask(name, json!([parent, self.settings(), metadata]))?;
        let wheel = named(name, &answer, parent, ".whl")?;
        let files = sys::fs::names(parent)?;
        if files.len() != 1 {
            return Err(BuildError::Answer { hook: name, why: format!("it made {} files", files.len()) });
        }
        Ok(wheel)
    }

    // pip: one value is a string, several are a list, none is None.
    fn settings(&self) -> Value {
        if self.settings.is_empty() {
            return Value::Null;
        }
        let value = |values: &Vec<String>| match &values[..] {
            [one] => json!(one),
            many => json!(many),
        };
        self.settings.iter().map(|(key, values)| (key.clone(), value(values))).collect::<serde_json::Map<_, _>>().into()
    }

    fn ask(&self, hook: &'static str, arguments: Value) -> Result<Value, BuildError> {
        let script = self.scratch.join("build.py");
        let (question, answer, log) =
            (self.scratch.join("question.json"), self.scratch.join("answer.json"), self.scratch.join("log"));
        sys::fs::replace(&script, SCRIPT.as_bytes())?;
        let text = json!({
            "backend": self.system.backend,
            "backend_path": self.system.backend_path,
            "hook": hook,
            "arguments": arguments,
        });
        sys::fs::replace(&question, text.to_string().as_bytes())?;
        if sys::fs::exists(&answer) {
            sys::fs::remove_file(&answer)?;
        }
        let arguments: [OsString; 4] = ["-s".into(), script.into(), question.into(), answer.clone().into()];
        let mut start = Start::new(self.python, arguments);
        start.env.clone_from(&self.env);
        let ended = start.run_logged(self.source, &sys::fs::create(&log)?, self.limit).map_err(BuildError::Start)?;
        let output = || last_lines(&log);
        let status = match ended {
            Ended::Status(status) if status.success() => None,
            Ended::Status(status) => Some(words(status)),
            Ended::TimedOut => return Err(BuildError::TimedOut { hook, limit: self.limit, output: output() }),
        };
        if let Some(status) = status {
            return Err(BuildError::Failed { hook, status, output: output(), log: self.keep(&log) });
        }
        let wrong = |why: &str| BuildError::Answer { hook, why: why.to_owned() };
        let bytes = sys::fs::read_if_there(&answer)?.ok_or_else(|| wrong("there is none"))?;
        let mut value: Value = serde_json::from_slice(&bytes).map_err(|_| wrong("it is no JSON"))?;
        if value.get("no_backend").is_some() {
            return Err(BuildError::NoBackend { backend: self.system.backend.clone(), output: output() });
        }
        if value.get("no_hook").is_some() {
            return Err(BuildError::NoHook { backend: self.system.backend.clone(), hook });
        }
        value.get_mut("value").map(Value::take).ok_or_else(|| wrong("it is of another form"))
    }

    fn keep(&self, log: &Path) -> Option<PathBuf> {
        let target = self.log.as_ref()?;
        sys::fs::create_dir_all(target.parent()?).ok()?;
        sys::fs::rename(log, target).ok()?;
        Some(target.clone())
    }
}

// The backend names what it made: a name in the directory it was given, and nothing else.
fn named(hook: &'static str, answer: &Value, parent: &Path, end: &str) -> Result<PathBuf, BuildError> {
    let wrong = |why: String| BuildError::Answer { hook, why };
    let name = answer.as_str().ok_or_else(|| wrong("it is no file name".into()))?;
    if name.contains(['/', '\\', '\0']) || !name.ends_with(end) || name == end {
        return Err(wrong(format!("\"{name}\" is not the name of a {end}")));
    }
    let path = parent.join(name);
    let is_it = sys::fs::symlink_metadata(&path).is_ok_and(|m| if end == ".whl" { m.is_file() } else { m.is_dir() });
    if is_it { Ok(path) } else { Err(wrong(format!("there is no \"{name}\""))) }
}

fn words(status: std::process::ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt as _;
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit {code}"),
        (None, Some(signal)) => format!("killed by signal {signal}"),
        (None, None) => "no exit code".to_owned(),
    }
}

fn last_lines(log: &Path) -> String {
    let text = sys::fs::read_tail(log, TAIL).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
}
