//! The words of the standards against `packaging`, the library that pip uses for them: large generated sets, and
//! every answer compared. `NOGLUE_TEST_PYTHON` names a Python other than the usual one.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::support::{any_python, is_ci, skip};

mod documented;
mod files;
mod generate;
mod markers;
mod scripts;
mod tags;
mod versions;

/// The releases whose answers count: `packaging`, and pip for the scripts it writes.
const LIBRARIES: [&str; 2] = ["packaging==26.3", "pip==26.3"];

pub(crate) use generate::Random;

/// What `ask.py` answers to `question`; `None`, after a named skip, where `packaging` cannot be had.
fn ask(question: &Value) -> Option<Value> {
    let (python, packaging) = oracle()?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/oracle_pep/ask.py");
    Some(ask_script(python, script, &[packaging], question))
}

/// What a script answers: JSON in, JSON out.
pub(crate) fn ask_script(python: &Path, script: &str, arguments: &[&Path], question: &Value) -> Value {
    let mut child = Command::new(python)
        .args(["-I", script])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let text = question.to_string();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "{script} failed");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A Python and the directory `packaging` and pip were installed into, kept between runs.
pub(crate) fn oracle() -> Option<&'static (PathBuf, PathBuf)> {
    static ORACLE: OnceLock<Option<(PathBuf, PathBuf)>> = OnceLock::new();
    ORACLE
        .get_or_init(|| {
            let python =
                std::env::var_os("NOGLUE_TEST_PYTHON").map_or_else(|| any_python().executable.clone(), PathBuf::from);
            let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("oracle-pep");
            let library = root.join(LIBRARIES.join("-").replace("==", "-"));
            if !library.is_dir() {
                install(&python, &root.join("venv"), &library)?;
            }
            Some((python, library))
        })
        .as_ref()
}

fn install(python: &PathBuf, venv: &PathBuf, library: &PathBuf) -> Option<()> {
    let unfinished = library.with_extension(format!("{}.part", std::process::id()));
    let mut make = Command::new(python);
    make.args(["-m", "venv"]).arg(venv);
    let mut fetch = Command::new(venv.join("bin/python"));
    fetch.args(["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "--target"]);
    fetch.arg(&unfinished).args(LIBRARIES);
    for command in [&mut make, &mut fetch] {
        if !command.status().is_ok_and(|status| status.success()) {
            assert!(!is_ci(), "{command:?} failed");
            skip("comparison with packaging and pip", "they could not be installed");
            return None;
        }
    }
    // Another test process may have been first.
    if std::fs::rename(&unfinished, library).is_err() {
        std::fs::remove_dir_all(&unfinished).unwrap();
    }
    Some(())
}

/// Compares answers one by one and shows the first differences, all at once.
#[track_caller]
fn compare<T: PartialEq + std::fmt::Debug>(what: &str, cases: impl IntoIterator<Item = (String, T, T)>) -> usize {
    let mut count = 0;
    let mut wrong = Vec::new();
    for (case, own, theirs) in cases {
        count += 1;
        if own != theirs {
            wrong.push(format!("{case}: we say {own:?}, packaging says {theirs:?}"));
        }
    }
    let shown = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n  ");
    assert!(wrong.is_empty(), "{what}: {} of {count} differ\n  {shown}", wrong.len());
    count
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}
