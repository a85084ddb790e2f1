//! Scripts: rendered from entry points, or shipped by a wheel and given their interpreter.

use super::plan::{LinkError, Write};
use super::{Layout, join};
use crate::pep::entry_point::EntryPoint;
use crate::store::{Entry, StoreError, TreeFile};
use crate::sys;

/// A script for each entry point.
pub fn render(entry_points: &[EntryPoint], shebang: &str, layout: &Layout) -> Result<Vec<Write>, LinkError> {
    let write = |entry: &EntryPoint, name: &str| Write {
        path: join(&layout.scripts, name),
        bytes: entry.script(shebang, layout.version).into_bytes(),
        is_executable: true,
    };
    let (gui, console): (Vec<_>, Vec<_>) = entry_points.iter().partition(|entry| entry.gui);
    let mut writes = Vec::new();
    for entry in &console {
        if is_versioned(&entry.name, &console) {
            continue;
        }
        writes.push(write(entry, &entry.name));
        for name in versions(&entry.name, layout.version) {
            writes.push(write(entry, &name));
        }
    }
    writes.extend(gui.iter().map(|entry| write(entry, &entry.name)));
    Ok(writes)
}

// pip and setuptools carry the numbers of the Python they were built with; pip writes those of the Python it
// installs for instead (`get_console_script_specs`).
fn versions(name: &str, (major, minor): (u32, u32)) -> Vec<String> {
    match name {
        "pip" => vec![format!("pip{major}"), format!("pip{major}.{minor}")],
        "easy_install" => vec![format!("easy_install-{major}.{minor}")],
        _ => Vec::new(),
    }
}

fn is_versioned(name: &str, all: &[&EntryPoint]) -> bool {
    let has = |wanted: &str| all.iter().any(|entry| entry.name == wanted);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let dotted = |text: &str| text.split_once('.').is_some_and(|(a, b)| is_number(a) && is_number(b));
    if let Some(rest) = name.strip_prefix("pip") {
        return !rest.is_empty() && (is_number(rest) || dotted(rest)) && has("pip");
    }
    name.strip_prefix("easy_install-").is_some_and(dotted) && has("easy_install")
}

/// Whether a shipped script is setuptools' own wrapper for one of the wheel's entry points.
pub fn is_wrapper(file: &TreeFile<'_>, entry_points: &[EntryPoint]) -> bool {
    let lower = file.name.to_ascii_lowercase();
    let cut = [(".exe", 4), ("-script.py", 10), (".pya", 4)]
        .iter()
        .find(|(suffix, _)| lower.ends_with(suffix))
        .map_or(0, |(_, length)| *length);
    let stem = &file.name[..file.name.len() - cut];
    entry_points.iter().any(|entry| entry.name == stem)
}

/// The script at `path` with its interpreter in the first line; `None` when it does not ask for one.
pub fn rewritten(entry: &Entry, path: &str, shebang: &str) -> Result<Option<Vec<u8>>, LinkError> {
    let bytes = sys::fs::read(&entry.tree().join(path)).map_err(StoreError::from)?;
    if !bytes.starts_with(b"#!python") {
        return Ok(None);
    }
    let rest = bytes.iter().position(|byte| *byte == b'\n').map_or(&[][..], |end| &bytes[end + 1..]);
    Ok(Some([shebang.as_bytes(), rest].concat()))
}
