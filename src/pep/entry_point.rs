//! Entry points (entry points specification): the console and GUI scripts of a distribution.
//!
//! `entry_points.txt` in, checked [`EntryPoint`]s out, and the text of the script for each: byte for byte what
//! pip writes. Never writes it.

use std::collections::BTreeMap;

/// A script to make: `name = module:object`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryPoint {
    /// The file name of the script, checked to be one.
    pub name: String,
    /// The module to import, dotted.
    pub module: String,
    /// The object to call, dotted.
    pub object: String,
    /// From `gui_scripts` rather than `console_scripts`.
    pub gui: bool,
}

/// Why entry points cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryPointError {
    /// `../../x`, `a/b`, `-x`
    #[error("entry point name \"{}\" is not a file name", crate::ui::clean(.0))]
    Name(String),
    /// `victim:main();...`
    #[error("entry point \"{}\" does not name an object: \"{}\"", crate::ui::clean(name), crate::ui::clean(value))]
    Value {
        /// The script.
        name: String,
        /// What should be an object.
        value: String,
    },
    /// A line that is neither section, comment nor `name = value`.
    #[error("entry_points.txt line {0} is not readable")]
    Line(usize),
    /// Bytes that are no text.
    #[error("entry_points.txt is not UTF-8")]
    NotText,
}

/// Parses `entry_points.txt`; only the two groups of scripts are looked at. Sorted by name, a name given twice in one
/// group counts as last given.
pub fn parse(bytes: &[u8]) -> Result<Vec<EntryPoint>, EntryPointError> {
    let text = std::str::from_utf8(bytes).map_err(|_| EntryPointError::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut found = BTreeMap::new();
    let mut group = "";
    for (i, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            group = name.trim();
            continue;
        }
        let gui = match group {
            "console_scripts" => false,
            "gui_scripts" => true,
            _ => continue,
        };
        let (name, value) = line.split_once('=').ok_or(EntryPointError::Line(i + 1))?;
        let entry = EntryPoint::new(name.trim(), value.trim(), gui)?;
        found.insert((entry.name.clone(), gui), entry);
    }
    Ok(found.into_values().collect())
}

impl EntryPoint {
    /// Checks one `name = value`. Extras behind the value are read and dropped (they are deprecated).
    pub fn new(name: &str, value: &str, gui: bool) -> Result<Self, EntryPointError> {
        if !is_file_name(name) {
            return Err(EntryPointError::Name(name.to_owned()));
        }
        let (module, object) = reference(value)
            .ok_or_else(|| EntryPointError::Value { name: name.to_owned(), value: value.to_owned() })?;
        Ok(EntryPoint { name: name.to_owned(), module: module.to_owned(), object: object.to_owned(), gui })
    }

    /// The text of the script: `shebang` (see [`shebang`]) and what pip puts below it for a `python` of that version.
    pub fn script(&self, shebang: &str, python: (u32, u32)) -> String {
        let import = self.object.split('.').next().unwrap_or(&self.object);
        let (module, object) = (&self.module, &self.object);
        if python >= (3, 9) {
            // pip 26, `PipScriptMaker`.
            format!(
                "{shebang}import sys\nfrom {module} import {import}\nif __name__ == '__main__':\n    \
                 sys.argv[0] = sys.argv[0].removesuffix('.exe')\n    sys.exit({object}())\n"
            )
        } else {
            // `removesuffix` is not in Python 3.8; this is pip 25.0, the last for it (distlib's own template).
            format!(
                "{shebang}# -*- coding: utf-8 -*-\nimport re\nimport sys\nfrom {module} import {import}\n\
                 if __name__ == '__main__':\n    \
                 sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])\n    sys.exit({object}())\n"
            )
        }
    }
}

/// The scripts pip makes of these entry points for a `python` of that version: `pip` also comes as `pip3` and
/// `pip3.12`, `easy_install` as `easy_install-3.12`, in place of whatever the wheel says these are.
pub fn expand(entries: Vec<EntryPoint>, (major, minor): (u32, u32)) -> Vec<EntryPoint> {
    let mut expanded: Vec<EntryPoint> = Vec::with_capacity(entries.len());
    let console = |name: &str| entries.iter().find(|entry| !entry.gui && entry.name == name);
    let (pip, easy_install) = (console("pip"), console("easy_install"));
    for entry in &entries {
        let replaced = !entry.gui
            && (pip.is_some() && is_versioned(&entry.name, "pip", "")
                || easy_install.is_some() && is_versioned(&entry.name, "easy_install", "-"));
        if !replaced {
            expanded.push(entry.clone());
        }
    }
    let mut also = |entry: Option<&EntryPoint>, suffixes: &[String]| {
        let Some(entry) = entry else { return };
        for suffix in suffixes {
            expanded.push(EntryPoint { name: format!("{}{suffix}", entry.name), ..entry.clone() });
        }
    };
    also(pip, &[format!("{major}"), format!("{major}.{minor}")]);
    also(easy_install, &[format!("-{major}.{minor}")]);
    expanded.sort();
    expanded
}

// `pip3`, `pip3.12`, `easy_install-3.8`; not the plain name.
fn is_versioned(name: &str, stem: &str, separator: &str) -> bool {
    let version = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix(separator));
    version.is_some_and(|version| {
        version.starts_with(|c: char| c.is_ascii_digit()) && version.split('.').count() <= 2 && is_version(version)
    })
}

/// The first line (or three) of a script that `executable` runs, with the line end. Paths with a space or
/// over what the kernel reads go through `/bin/sh`, as distlib does it.
pub fn shebang(executable: &str) -> String {
    // "#!" and the line end count.
    const LONGEST: usize = if cfg!(target_os = "macos") { 512 } else { 127 };
    if !executable.contains(' ') && executable.len() + 3 <= LONGEST {
        return format!("#!{executable}\n");
    }
    let quote = if executable.contains(' ') { "\"" } else { "" };
    format!("#!/bin/sh\n'''exec' {quote}{executable}{quote} \"$0\" \"$@\"\n' '''\n")
}

/// True for file names in `bin` that belong to the environment and not to a package: interpreters (in any
/// case, for file systems without it) and activation scripts.
pub fn is_reserved(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".exe").unwrap_or(&name);
    match name {
        "activate" | "activate.csh" | "activate.fish" | "activate.nu" | "activate.ps1" | "activate.bat"
        | "activate.xsh" | "activate_this.py" | "deactivate" | "deactivate.bat" | "deactivate.nu" | "pydoc.bat"
        | "pyvenv.cfg" | "noglue" => true,
        _ => ["pythonw", "python", "pypy"].iter().any(|stem| name.strip_prefix(stem).is_some_and(is_version)),
    }
}

// "", "3", "3.12", "3.13t"
fn is_version(text: &str) -> bool {
    let text = text.trim_end_matches(['t', 'd', 'w']);
    text.is_empty()
        || (text.starts_with(|c: char| c.is_ascii_digit()) && text.bytes().all(|b| b == b'.' || b.is_ascii_digit()))
}

fn is_file_name(name: &str) -> bool {
    !matches!(name, "" | "." | "..")
        && name.len() <= 255
        && !name.starts_with('-')
        && !name.contains(|c: char| matches!(c, '/' | '\\' | '[') || c.is_control())
}

// `module:object [extra, ...]`, spaces allowed around all three (entry points specification, "Data model").
fn reference(value: &str) -> Option<(&str, &str)> {
    let value = match value.split_once('[') {
        Some((before, extras)) => {
            extras.trim_end().strip_suffix(']').filter(|extras| !extras.contains(['[', ']']))?;
            before
        }
        None => value,
    };
    let (module, object) = value.split_once(':')?;
    let (module, object) = (module.trim(), object.trim());
    (is_dotted(module) && is_dotted(object)).then_some((module, object))
}

fn is_dotted(text: &str) -> bool {
    text.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

#[cfg(test)]
mod tests;
