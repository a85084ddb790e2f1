//! pip's configuration files, by kind, listed and changed one line at a time. Text in, text out; reads no variable.

use std::path::{Path, PathBuf};

use super::{PipConfigError, Surroundings};
use crate::error::{Exit, Explain};
use crate::sys;

impl Explain for PipConfigError {
    fn exit(&self) -> Exit {
        match self {
            PipConfigError::Read(error) => error.exit(),
            PipConfigError::Syntax { .. } => Exit::Refused,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            PipConfigError::Read(error) => error.hints(),
            PipConfigError::Syntax { .. } => vec!["mend that line, then run the same command again".into()],
        }
    }
}

/// Whose file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The machine's.
    Global,
    /// An environment's.
    Site,
    /// The user's.
    User,
    /// `PIP_CONFIG_FILE`.
    Env,
}

/// Every file that pip looks at, in its order.
pub fn places(around: &Surroundings<'_>, site: Option<&Path>) -> Vec<(Kind, PathBuf)> {
    let var = |name: &str| (around.get)(name).filter(|value| !value.is_empty());
    let machine = var("XDG_CONFIG_DIRS").unwrap_or_else(|| "/etc/xdg".into());
    let machine = machine.to_string_lossy().into_owned();
    let dirs = machine.split(':').filter(|dir| dir.starts_with('/'));
    let mut all: Vec<(Kind, PathBuf)> = dirs.map(|dir| (Kind::Global, Path::new(dir).join("pip/pip.conf"))).collect();
    all.push((Kind::Global, "/etc/pip.conf".into()));
    if let Some(home) = around.home {
        all.push((Kind::User, home.join(".pip/pip.conf")));
    }
    let own = var("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let own = own.or_else(|| around.home.map(|home| home.join(".config")));
    all.extend(own.map(|dir| (Kind::User, dir.join("pip/pip.conf"))));
    all.extend(site.map(|env| (Kind::Site, env.join("pip.conf"))));
    all.extend(var("PIP_CONFIG_FILE").map(|file| (Kind::Env, PathBuf::from(file))));
    all
}

/// One value: `section.key`, and the value with its lines.
pub type Value = (String, String);

/// What a file says, in order of the names; nothing when it is not there.
pub fn read(path: &Path) -> Result<Vec<Value>, PipConfigError> {
    let Some(bytes) = sys::fs::read_if_there(path)? else { return Ok(Vec::new()) };
    let mut values: Vec<Value> = Vec::new();
    for line in lines(path, &String::from_utf8_lossy(&bytes))? {
        match line {
            Line::Value { section, key, value } => {
                let name = format!("{section}.{key}");
                values.retain(|(other, _)| *other != name);
                values.push((name, value));
            }
            Line::More(more) => {
                if let Some((_, value)) = values.last_mut() {
                    value.push('\n');
                    value.push_str(&more);
                }
            }
            Line::Section(_) | Line::Other => {}
        }
    }
    values.sort();
    Ok(values)
}

/// The text with a value set; all else stays.
pub fn set(path: &Path, text: &str, section: &str, key: &str, value: &str) -> Result<String, PipConfigError> {
    let new = format!("{key} = {}", value.replace('\n', "\n\t"));
    let (mut out, mut end, mut is_done) = (Vec::new(), None, false);
    let mut is_replaced = false;
    for (raw, line) in text.lines().zip(lines(path, text)?) {
        match &line {
            Line::Value { section: own, key: other, .. } if own == section && other == key => {
                if !is_done {
                    out.push(new.clone());
                }
                (is_done, is_replaced) = (true, true);
                end = Some(out.len());
                continue;
            }
            Line::More(_) if is_replaced => continue,
            _ => is_replaced = false,
        }
        out.push(raw.to_owned());
        let is_inside = match &line {
            Line::Section(name) => name == section,
            Line::Value { section: own, .. } => own == section,
            Line::More(_) => end == Some(out.len() - 1),
            Line::Other => false,
        };
        if is_inside {
            end = Some(out.len());
        }
    }
    match (is_done, end) {
        (true, _) => {}
        (false, Some(end)) => out.insert(end, new),
        (false, None) => {
            if out.last().is_some_and(|last| !last.trim().is_empty()) {
                out.push(String::new());
            }
            out.extend([format!("[{section}]"), new]);
        }
    }
    Ok(out.join("\n") + "\n")
}

/// The text without a value; `None` when it has none.
pub fn unset(path: &Path, text: &str, section: &str, key: &str) -> Result<Option<String>, PipConfigError> {
    let (mut out, mut is_gone, mut found) = (Vec::new(), false, false);
    for (raw, line) in text.lines().zip(lines(path, text)?) {
        is_gone = match &line {
            Line::Value { section: own, key: other, .. } => own == section && other == key,
            Line::More(_) => is_gone,
            _ => false,
        };
        found |= is_gone;
        if !is_gone {
            out.push(raw);
        }
    }
    Ok(found.then(|| out.join("\n") + "\n"))
}

enum Line {
    Section(String),
    Value {
        section: String,
        key: String,
        value: String,
    },
    /// Goes on with the value above.
    More(String),
    Other,
}

// INI as Python's RawConfigParser reads it, one for each line of the text.
fn lines(path: &Path, text: &str) -> Result<Vec<Line>, PipConfigError> {
    let mut section: Option<String> = None;
    let mut depth: Option<usize> = None;
    let mut all = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let fail = |why| {
            let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
            Err(PipConfigError::Syntax { path: path.to_owned(), line, why })
        };
        let trimmed = line.trim();
        let indent = line.len() - line.trim_start().len();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            all.push(Line::Other);
        } else if depth.is_some_and(|depth| indent > depth) {
            all.push(Line::More(trimmed.to_owned()));
        } else if let Some(name) = trimmed.strip_prefix('[') {
            let Some(end) = name.rfind(']') else { return fail("a section without \"]\"") };
            section = Some(name[..end].to_owned());
            depth = None;
            all.push(Line::Section(name[..end].to_owned()));
        } else {
            let Some(section) = &section else { return fail("a value before the first [section]") };
            let Some(cut) = trimmed.find(['=', ':']) else { return fail("neither a [section] nor key = value") };
            depth = Some(indent);
            all.push(Line::Value {
                section: section.clone(),
                key: key(trimmed[..cut].trim()),
                value: trimmed[cut + 1..].trim().to_owned(),
            });
        }
    }
    Ok(all)
}

/// A name as pip compares it: `--Index_Url` is `index-url`.
pub fn key(text: &str) -> String {
    let key = text.to_ascii_lowercase().replace('_', "-");
    key.strip_prefix("--").unwrap_or(&key).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# head\n[global]\nindex_url = http://a # c\nextra-index-url =\n    http://b\n    http://c\n\n; end\n[install]\nx=1\n";

    fn path() -> &'static Path {
        Path::new("pip.conf")
    }

    #[test]
    fn one_value_changes_and_the_rest_stays() {
        let set = |text: &str, section: &str, key: &str, value: &str| set(path(), text, section, key, value).unwrap();
        assert_eq!(
            set(TEXT, "global", "index-url", "http://n"),
            TEXT.replace("index_url = http://a # c", "index-url = http://n")
        );
        let one = set(TEXT, "global", "extra-index-url", "http://d");
        assert_eq!(
            one,
            TEXT.replace("extra-index-url =\n    http://b\n    http://c\n", "extra-index-url = http://d\n")
        );
        assert_eq!(set(TEXT, "global", "timeout", "9"), TEXT.replace("    http://c\n", "    http://c\ntimeout = 9\n"));
        assert_eq!(set(TEXT, "wheel", "y", "2"), format!("{TEXT}\n[wheel]\ny = 2\n"));
        assert_eq!(set("", "global", "a", "b"), "[global]\na = b\n");
        assert_eq!(set("[global]", "global", "a", "b"), "[global]\na = b\n");
    }

    #[test]
    fn a_value_goes_with_its_lines() {
        let unset = |section: &str, key: &str| unset(path(), TEXT, section, key).unwrap();
        let without = TEXT.replace("extra-index-url =\n    http://b\n    http://c\n", "");
        assert_eq!(unset("global", "extra-index-url").as_deref(), Some(&*without));
        assert_eq!(unset("global", "x"), None);
        assert_eq!(unset("install", "x").as_deref(), Some(&*TEXT.replace("x=1\n", "")));
    }

    #[test]
    fn what_is_no_configuration_is_not_changed() {
        for (text, line) in [("x = 1\n", 1), ("[global\n", 1), ("[global]\n\nnonsense\n", 3)] {
            let error = set(path(), text, "global", "a", "b").unwrap_err().to_string();
            assert!(error.starts_with(&format!("pip.conf:{line}: ")), "{error}");
        }
    }
}
