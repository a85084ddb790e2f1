//! Which wheels an interpreter can use, and which it likes best (PEP 425, 600, 656, 803).
//!
//! Facts about an interpreter in ([`Target`]), an ordered set of tags out ([`Tags`]), equal to
//! `packaging.tags.sys_tags()`. Never runs or opens the interpreter.

mod platform;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::wheel_name::WheelName;

pub use platform::{Os, Platform};

/// Who made an interpreter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Implementation {
    /// `sys.implementation.name == "cpython"`
    CPython,
    /// `pypy`
    PyPy,
    /// `graalpy`
    GraalPy,
    /// Anything else, by its name.
    Other(String),
}

impl Implementation {
    /// From `sys.implementation.name`.
    pub fn parse(name: &str) -> Self {
        match name {
            "cpython" => Implementation::CPython,
            "pypy" => Implementation::PyPy,
            "graalpy" => Implementation::GraalPy,
            other => Implementation::Other(other.to_owned()),
        }
    }

    /// `sys.implementation.name`.
    pub fn as_str(&self) -> &str {
        match self {
            Implementation::CPython => "cpython",
            Implementation::PyPy => "pypy",
            Implementation::GraalPy => "graalpy",
            Implementation::Other(name) => name,
        }
    }

    // PEP 425: the short name in tags.
    fn short(&self) -> &str {
        match self {
            Implementation::CPython => "cp",
            Implementation::PyPy => "pp",
            other => other.as_str(),
        }
    }
}

/// The facts about an interpreter that decide on wheels.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Target {
    /// Who made it.
    pub implementation: Implementation,
    /// The Python language: `(3, 12)`.
    pub version: (u32, u32),
    /// A free-threaded build: `sysconfig.get_config_var("Py_GIL_DISABLED")`.
    pub free_threaded: bool,
    /// A debug build: `Py_DEBUG`, or `sys.gettotalrefcount` exists.
    pub debug: bool,
    /// The second part of `EXT_SUFFIX`: `cpython-312-x86_64-linux-gnu`, `pypy310-pp73-x86_64-linux-gnu`.
    /// Decides the ABI tag of what is not CPython.
    pub soabi: String,
    /// Operating system and processor.
    pub platform: Platform,
}

/// The tags an interpreter takes, best first.
///
/// Kept as rows (Python and ABI tag) times columns (platform), since the order is that product.
#[derive(Clone, Debug)]
pub struct Tags {
    rows: Vec<Row>,
    columns: Vec<String>,
    row_of: HashMap<String, Vec<(String, u32)>>,
    column_of: HashMap<String, u32>,
    total: u32,
}

#[derive(Clone, Debug)]
struct Row {
    python: String,
    abi: String,
    // For the platform `any` alone, rather than for every platform of the target.
    is_any: bool,
}

impl Tags {
    /// The tags of `target`.
    pub fn of(target: &Target) -> Self {
        Tags::of_any(target, std::slice::from_ref(&target.platform), &[])
    }

    /// Those of `target` on each of these platforms, the first one's best. `abis` take the place of its own ABI.
    pub fn of_any(target: &Target, platforms: &[Platform], abis: &[String]) -> Self {
        let mut columns: Vec<String> = Vec::new();
        for tag in platforms.iter().flat_map(Platform::tags) {
            if !columns.contains(&tag) {
                columns.push(tag);
            }
        }
        let rows = rows(target, abis);
        let width = columns.len() as u32;
        let mut row_of: HashMap<String, Vec<(String, u32)>> = HashMap::new();
        let mut total = 0;
        for row in &rows {
            row_of.entry(row.python.clone()).or_default().push((row.key(), total));
            total += if row.is_any { 1 } else { width };
        }
        let column_of = columns.iter().enumerate().map(|(i, tag)| (tag.clone(), i as u32)).collect();
        Tags { rows, columns, row_of, column_of, total }
    }

    /// How well a wheel fits; higher is better, `None` is not at all. The build tag does not count.
    pub fn rank(&self, wheel: &WheelName) -> Option<u32> {
        let mut best = None;
        for python in wheel.python_tags() {
            let Some(rows) = self.row_of.get(&*lower(python)) else { continue };
            for abi in wheel.abi_tags() {
                let abi = lower(abi);
                for platform in wheel.platform_tags() {
                    let platform = lower(platform);
                    let position = if platform == "any" {
                        position_in(rows, &abi, true)
                    } else {
                        let Some(column) = self.column_of.get(&*platform) else { continue };
                        position_in(rows, &abi, false).map(|start| start + column)
                    };
                    best = best.max(position.map(|position| self.total - position));
                }
            }
        }
        best
    }

    /// Every tag as `python-abi-platform`, best first.
    pub fn iter(&self) -> impl Iterator<Item = String> {
        self.rows.iter().flat_map(|row| {
            let platforms: Vec<&str> =
                if row.is_any { vec!["any"] } else { self.columns.iter().map(String::as_str).collect() };
            platforms.into_iter().map(move |platform| format!("{}-{}-{platform}", row.python, row.abi))
        })
    }
}

impl Row {
    fn key(&self) -> String {
        if self.is_any { format!("{}-any", self.abi) } else { self.abi.clone() }
    }
}

fn position_in(rows: &[(String, u32)], abi: &str, is_any: bool) -> Option<u32> {
    rows.iter()
        .find(|(key, _)| match key.strip_suffix("-any") {
            Some(key) => is_any && key == abi,
            None => !is_any && key == abi,
        })
        .map(|(_, start)| *start)
}

fn lower(tag: &str) -> std::borrow::Cow<'_, str> {
    if tag.bytes().any(|b| b.is_ascii_uppercase()) { tag.to_ascii_lowercase().into() } else { tag.into() }
}

fn rows(target: &Target, abis: &[String]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut push = |python: &str, abi: &str, is_any: bool| {
        rows.push(Row { python: python.to_owned(), abi: abi.to_owned(), is_any });
    };
    let (major, minor) = target.version;
    let own = format!("{}{major}{minor}", target.implementation.short());
    if target.implementation == Implementation::CPython {
        // As `packaging`: the stable one and none come below, in their place.
        let named = abis.iter().filter(|abi| !matches!(abi.as_str(), "abi3" | "none")).cloned();
        let of_target = if abis.is_empty() { cpython_abis(target) } else { Vec::new() };
        for abi in of_target.into_iter().chain(named) {
            push(&own, &abi, false);
        }
        // PEP 384 and PEP 803: the stable ABI, and its namesake for free-threaded builds; never both.
        let stable = if target.free_threaded { "abi3t" } else { "abi3" };
        let has_stable = (major, minor) >= (3, 2);
        if has_stable {
            push(&own, stable, false);
        }
        push(&own, "none", false);
        if has_stable {
            for older in (2..minor).rev() {
                push(&format!("cp{major}{older}"), stable, false);
            }
        }
    } else {
        let of_target = if abis.is_empty() { generic_abi(&target.soabi) } else { None };
        let named = abis.iter().filter(|abi| *abi != "none").cloned();
        for abi in of_target.into_iter().chain(named) {
            push(&own, &abi, false);
        }
        push(&own, "none", false);
    }
    let languages: Vec<String> = [format!("py{major}{minor}"), format!("py{major}")]
        .into_iter()
        .chain((0..minor).rev().map(|older| format!("py{major}{older}")))
        .collect();
    for language in &languages {
        push(language, "none", false);
    }
    match target.implementation {
        Implementation::CPython => push(&own, "none", true),
        Implementation::PyPy => push("pp3", "none", true),
        _ => {}
    }
    for language in &languages {
        push(language, "none", true);
    }
    rows
}

fn cpython_abis(target: &Target) -> Vec<String> {
    let (major, minor) = target.version;
    let threads = if target.free_threaded { "t" } else { "" };
    let plain = format!("cp{major}{minor}{threads}");
    match (target.debug, target.version < (3, 8)) {
        (true, true) => vec![format!("{plain}dm")],
        (false, true) => vec![format!("{plain}m")],
        // A debug build also loads ordinary extensions.
        (true, false) => vec![format!("{plain}d"), plain],
        (false, false) => vec![plain],
    }
}

// The part of `EXT_SUFFIX` that is about the ABI rather than the platform.
fn generic_abi(soabi: &str) -> Option<String> {
    let mut parts = soabi.split('-');
    let first = parts.next().filter(|first| !first.is_empty())?;
    let abi = match first {
        _ if first.starts_with("cpython") => format!("cp{}", parts.next()?),
        _ if first.starts_with("cp") => first.to_owned(),
        _ if first.starts_with("pypy") => format!("{first}-{}", parts.next()?),
        _ if first.starts_with("graalpy") => format!("{first}-{}-{}", parts.next()?, parts.next()?),
        _ => soabi.to_owned(),
    };
    Some(platform::normalized(&abi))
}
