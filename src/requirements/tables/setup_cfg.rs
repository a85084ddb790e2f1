//! `setup.cfg` without a `setup.py`: `install_requires`, `python_requires` and extras, as setuptools reads them.

use std::path::Path;

use super::{Tables, bytes_of};
use crate::pep::name::ExtraName;
use crate::pep::specifier::Specifiers;
use crate::requirements::error::{Place, RequirementsError};
use crate::requirements::line::{self, At};
use crate::requirements::{Root, World};
use crate::sourced::Sourced;
use crate::sys;

/// One value: the text of each of its lines, with the line it stands on.
type Lines = Vec<(u32, String)>;

impl Tables {
    /// The one in `dir`, if there is one that says what is needed.
    pub fn of_setup_cfg(dir: &Path, world: &World<'_>) -> Result<Option<Tables>, RequirementsError> {
        let mut tables = Tables::default();
        let Some((path, bytes)) = bytes_of(dir, "setup.cfg", world, &mut tables.base)? else { return Ok(None) };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let values = values(&text);
        let of = |section: &str, key: &str| {
            values.iter().find(|(s, k, _)| s == section && k == key).map(|(_, _, lines)| lines)
        };
        let directory = sys::fs::absolute(dir, world.cwd);
        let roots = |lines: &Lines| -> Result<Vec<Sourced<Root>>, RequirementsError> {
            let mut roots = Vec::new();
            for (number, text) in lines {
                let place = |offset: usize| Place::File(path.clone(), *number, u32::try_from(offset).unwrap_or(0) + 1);
                if text.starts_with("file:") {
                    return Err(RequirementsError::Wrong {
                        place: place(0),
                        why: "it takes its requirements from another file".into(),
                        hints: vec!["name that file: 'noglue sync -r FILE'".into()],
                    });
                }
                let at = At { place: &place, bases: &[&directory] };
                roots.push(Sourced::new(line::parse_standard(text, &at)?, place(0).source()));
            }
            Ok(roots)
        };
        let Some(own) = of("options", "install_requires") else { return Ok(None) };
        tables.base.roots = roots(own)?;
        for (_, key, lines) in values.iter().filter(|(section, ..)| section == "options.extras_require") {
            let place = Place::File(path.clone(), lines.first().map_or(1, |(line, _)| *line), 1);
            let name = ExtraName::parse(key);
            let wrong = |e: crate::pep::name::NameError| RequirementsError::Wrong {
                place,
                why: e.to_string(),
                hints: Vec::new(),
            };
            tables.extras.push((name.map_err(wrong)?, roots(lines)?));
        }
        if let Some((number, text)) = of("options", "python_requires").and_then(|lines| lines.first()) {
            let place = Place::File(path.clone(), *number, 1);
            let specifiers = Specifiers::parse(text).map_err(|e| RequirementsError::Wrong {
                place: place.clone(),
                why: format!("python_requires: {e}"),
                hints: Vec::new(),
            })?;
            tables.requires_python = Some(Sourced::new(specifiers, place.source()));
        }
        tables.path = path;
        Ok(Some(tables))
    }
}

// Python's configparser, as far as setuptools goes: sections, keys, values over indented lines; `;` also parts a list.
fn values(text: &str) -> Vec<(String, String, Lines)> {
    let mut values: Vec<(String, String, Lines)> = Vec::new();
    let mut section = String::new();
    for (number, line) in (1..).zip(text.lines()) {
        let is_indented = line.starts_with([' ', '\t']);
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        if !is_indented && let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name.trim().to_owned();
            continue;
        }
        let (into, value) = match (is_indented, trimmed.find(['=', ':'])) {
            (true, _) => match values.last_mut().filter(|(own, ..)| *own == section) {
                Some((_, _, lines)) => (lines, trimmed),
                None => continue,
            },
            (false, Some(at)) => {
                let key = trimmed[..at].trim().to_owned();
                values.push((section.clone(), key, Vec::new()));
                let last = values.last_mut().expect("it was just added");
                (&mut last.2, trimmed[at + 1..].trim())
            }
            (false, None) => continue,
        };
        // A comment behind a value begins with a space.
        let value = value.split(" #").next().unwrap_or_default().trim();
        if !value.is_empty() {
            into.push((number, value.to_owned()));
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_several_lines_know_their_lines() {
        let text = "[metadata]\nname = x\n\n[options]\ninstall_requires =\n    a>=1\n    # no\n    b ; os_name == 'nt'\npython_requires = >=3.9\n[options.extras_require]\ntest = pytest\n";
        let all = values(text);
        let lines = |at: usize| all[at].2.iter().map(|(n, t)| format!("{n} {t}")).collect::<Vec<_>>();
        assert_eq!(lines(1), ["6 a>=1", "8 b ; os_name == 'nt'"]);
        assert_eq!((all[2].1.as_str(), lines(2)), ("python_requires", vec!["9 >=3.9".to_owned()]));
        assert_eq!((all[3].0.as_str(), lines(3)), ("options.extras_require", vec!["11 pytest".to_owned()]));
    }
}
