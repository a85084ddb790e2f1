//! `Pipfile`: `[packages]`, `[dev-packages]` as the group `dev`, every other table of packages as a group of its name.

use std::path::Path;

use super::{Tables, bytes_of, dependency};
use crate::pep::name::GroupName;
use crate::pep::specifier::Specifiers;
use crate::requirements::error::RequirementsError;
use crate::requirements::toml::{Entry, Toml};
use crate::requirements::{Root, World};
use crate::sourced::Sourced;
use crate::sys;

/// Tables that hold no packages.
const OTHERS: [&str; 6] = ["source", "requires", "scripts", "pipenv", "pipfile", "build-requires"];

impl Tables {
    /// The one in `dir`, if there is one.
    pub fn of_pipfile(dir: &Path, world: &World<'_>) -> Result<Option<Tables>, RequirementsError> {
        let mut tables = Tables::default();
        let Some((path, bytes)) = bytes_of(dir, "Pipfile", world, &mut tables.base)? else { return Ok(None) };
        let toml = Toml::parse(&path, &bytes)?;
        let directory = sys::fs::absolute(dir, world.cwd);
        let roots = |entry: &Entry<'_>| -> Result<Vec<Sourced<Root>>, RequirementsError> {
            dependency::all(entry, &directory)?.iter().map(dependency::Dependency::root).collect()
        };
        for entry in toml.entries().filter(|entry| !OTHERS.contains(&entry.key())) {
            match entry.key() {
                "packages" => tables.base.roots = roots(&entry)?,
                "dev-packages" => {
                    tables.groups.push((GroupName::parse("dev").expect("a plain word is a name"), roots(&entry)?));
                }
                other => {
                    let name = GroupName::parse(other).map_err(|e| entry.wrong(e.to_string()))?;
                    tables.groups.push((name, roots(&entry)?));
                }
            }
        }
        for (key, star) in [("python_full_version", ""), ("python_version", ".*")] {
            let Some(entry) = toml.at(&["requires", key]) else { continue };
            let text = entry.string()?;
            let specifiers = Specifiers::parse(&format!("=={}{star}", text.as_str()));
            let specifiers = specifiers.map_err(|e| text.wrong(format!("{key}: {e}")))?;
            tables.requires_python = Some(Sourced::new(specifiers, text.place(0).source()));
            break;
        }
        let sources = toml.at(&["source"]).and_then(|all| all.tables().ok()).unwrap_or_default();
        if sources.len() > 1 {
            tables.base.notes.push(format!(
                "{}: its sources are not used: a project does not choose where packages come from",
                path.display()
            ));
        }
        tables.path = path;
        Ok(Some(tables))
    }
}
