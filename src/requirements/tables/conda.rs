//! `environment.yml` of conda: the `pip:` part of its dependencies. The rest only conda has, and that is said.
//!
//! Reads the few shapes of YAML that conda's own export and its guide write; anything else is refused with its line.

use std::path::Path;

use super::{Tables, bytes_of};
use crate::pep::specifier::Specifiers;
use crate::requirements::error::{Place, RequirementsError};
use crate::requirements::{World, read_text};
use crate::sourced::Sourced;

/// What stands below `dependencies:`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    /// For conda, with their lines.
    conda: Vec<(usize, String)>,
    /// For pip, with their lines.
    pip: Vec<(usize, String)>,
    has_pip: bool,
}

impl Tables {
    /// The one in `dir`, if there is one.
    pub fn of_conda(dir: &Path, world: &World<'_>) -> Result<Option<Tables>, RequirementsError> {
        let mut tables = Tables::default();
        let mut found = bytes_of(dir, "environment.yml", world, &mut tables.base)?;
        if found.is_none() {
            found = bytes_of(dir, "environment.yaml", world, &mut tables.base)?;
        }
        let Some((path, bytes)) = found else { return Ok(None) };
        let wrong = |line: usize, why: String, hints: Vec<String>| RequirementsError::Wrong {
            place: Place::File(path.clone(), u32::try_from(line).unwrap_or(u32::MAX), 1),
            why,
            hints,
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let parts = parts(&text).map_err(|(line, why)| wrong(line, why, Vec::new()))?;
        let mut only_conda = Vec::new();
        for (line, word) in &parts.conda {
            let name_end = word.find(['=', '<', '>', '!', '~', ' ', '[']).unwrap_or(word.len());
            let (name, version) = word.split_at(name_end);
            match name.rsplit("::").next().unwrap_or(name) {
                "python" => {
                    let specifiers = python(version).ok_or_else(|| {
                        wrong(*line, format!("\"{}\" is no version of Python", crate::ui::clean(word)), Vec::new())
                    })?;
                    let place = Place::File(path.clone(), u32::try_from(*line).unwrap_or(1), 1);
                    tables.requires_python = Some(Sourced::new(specifiers, place.source()));
                }
                "pip" | "setuptools" | "wheel" => {}
                name => only_conda.push(name.to_owned()),
            }
        }
        if !parts.has_pip && !only_conda.is_empty() {
            return Err(wrong(
                1,
                format!("{} are packages of conda, which noglue does not install", only_conda.join(", ")),
                vec!["write those that are on your package index into requirements.txt, then run 'noglue sync'".into()],
            ));
        }
        // Every line keeps its place, so that what is wrong in one is named by it.
        let mut lines = vec![String::new(); text.lines().count()];
        for (line, requirement) in parts.pip {
            lines[line - 1] = requirement;
        }
        let read = read_text(&path.to_string_lossy(), lines.join("\n").as_bytes(), world)?;
        tables.base.extend(read);
        if !only_conda.is_empty() {
            tables.base.notes.push(format!(
                "{}: not installed, since only conda has them: {}",
                path.display(),
                only_conda.join(", ")
            ));
        }
        tables.path = path;
        Ok(Some(tables))
    }
}

// conda: `python=3.10` is 3.10.*, `python==3.10.4` exactly that, `python>=3.9,<3.12` a range.
fn python(version: &str) -> Option<Specifiers> {
    let version = version.trim();
    let text = match version.strip_prefix("==").or(version.strip_prefix('=')) {
        None => version.to_owned(),
        Some(bare) => {
            // `3.10.4=h1234_0`: what stands behind is the build.
            let bare = bare.split('=').next().unwrap_or_default().trim_end_matches(".*");
            if version.starts_with("==") { format!("=={bare}") } else { format!("=={bare}.*") }
        }
    };
    Specifiers::parse(&text).ok()
}

fn parts(text: &str) -> Result<Parts, (usize, String)> {
    let mut parts = Parts::default();
    let mut is_below = false;
    let mut pip_indent = None;
    let mut has_key = false;
    for (number, line) in (1..).zip(text.lines()) {
        let line = without_comment(line);
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed == "---" {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        if indent == 0 && !trimmed.starts_with('-') {
            is_below = trimmed.trim_end() == "dependencies:";
            has_key |= trimmed.contains(':');
            if trimmed.starts_with("dependencies:") && !is_below {
                return Err((number, "dependencies must be a list, one a line".into()));
            }
            continue;
        }
        if !is_below {
            continue;
        }
        let Some(item) = trimmed.strip_prefix('-') else {
            return Err((number, format!("\"{}\" is no item of a list", crate::ui::clean(trimmed))));
        };
        let item = unquoted(item.trim());
        match pip_indent {
            Some(pip) if indent > pip => parts.pip.push((number, item.to_owned())),
            _ if item == "pip:" => {
                pip_indent = Some(indent);
                parts.has_pip = true;
            }
            _ => {
                pip_indent = None;
                parts.conda.push((number, item.to_owned()));
            }
        }
    }
    if has_key { Ok(parts) } else { Err((1, "it is no environment of conda: it has no keys".into())) }
}

fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') {
        return "";
    }
    line.split(" #").next().unwrap_or(line)
}

fn unquoted(text: &str) -> &str {
    let inner = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('"').or(inner('\'')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_told_apart() {
        let text = "name: x\nchannels:\n  - defaults\ndependencies:\n  - python=3.10 # why\n  - numpy\n  - pip:\n    - a>=1\n    - \"b[x]\"\n  - scipy\nprefix: /x\n";
        let found = parts(text).unwrap();
        let plain = |all: &[(usize, String)]| all.iter().map(|(n, t)| format!("{n} {t}")).collect::<Vec<_>>();
        assert_eq!(plain(&found.conda), ["5 python=3.10", "6 numpy", "10 scipy"]);
        assert_eq!(plain(&found.pip), ["8 a>=1", "9 b[x]"]);
        assert!(parts("dependencies: [a]\n").is_err());
        assert!(parts("just text\n").is_err());
    }

    #[test]
    fn pythons_of_conda() {
        let of = |text: &str| python(text).map(|one| one.to_string());
        assert_eq!(of("=3.10").as_deref(), Some("==3.10.*"));
        assert_eq!(of("==3.10.4").as_deref(), Some("==3.10.4"));
        assert_eq!(of("=3.10.4=h12_0").as_deref(), Some("==3.10.4.*"));
        assert_eq!(of(">=3.9,<3.12").as_deref(), Some(">=3.9,<3.12"));
        assert_eq!(of("").as_deref(), Some(""));
        assert_eq!(of("=x"), None);
    }
}
