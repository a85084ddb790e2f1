//! What pdm reads of `pyproject.toml`: the standard's lists, and `[tool.pdm.dev-dependencies]`.

use std::path::Path;

use crate::pep::name::{ExtraName, GroupName};
use crate::requirements::error::RequirementsError;
use crate::requirements::line::{self, At};
use crate::requirements::lock::Found;
use crate::requirements::lock::graph::When;
use crate::requirements::project::Project;
use crate::requirements::toml::{Entry, Text, Toml};
use crate::requirements::{Root, Said};
use crate::sourced::Sourced;

type Result<T> = std::result::Result<T, RequirementsError>;

/// The names of the project's extras.
pub fn extras(toml: &Toml) -> Result<Vec<ExtraName>> {
    let all = toml.at(&["project", "optional-dependencies"]).map(|all| all.table()).transpose()?.unwrap_or_default();
    all.iter().map(|entry| ExtraName::parse(entry.key()).map_err(|e| entry.wrong(e.to_string()))).collect()
}

/// Everything the project can need, with when.
pub fn roots(found: &Found) -> Result<Vec<(When, Sourced<Root>)>> {
    let (path, bytes) = found.manifest.as_ref().expect("who reads the tables has the file");
    let project = Project::of_bytes(path, bytes, &found.directory)?;
    let mut roots: Vec<(When, Sourced<Root>)> = Vec::new();
    roots.extend(project.dependencies()?.into_iter().map(|root| (When::Always, root)));
    for extra in project.extras()? {
        roots.extend(project.extra(&extra)?.into_iter().map(|root| (When::Extra(extra.clone()), root)));
    }
    for group in project.groups()? {
        roots.extend(project.group(&group)?.into_iter().map(|root| (When::Group(group.clone()), root)));
    }
    Ok(roots)
}

/// The groups of `[tool.pdm.dev-dependencies]`.
pub fn groups(toml: &Toml) -> Result<Vec<(GroupName, Entry<'_>)>> {
    let all = toml.at(&["tool", "pdm", "dev-dependencies"]).map(|all| all.table()).transpose()?.unwrap_or_default();
    all.into_iter()
        .map(|entry| Ok((GroupName::parse(entry.key()).map_err(|e| entry.wrong(e.to_string()))?, entry)))
        .collect()
}

/// One line of such a group: a requirement, or `-e` and a place with a name behind `#egg=`.
pub fn line(text: &Text<'_>, directory: &Path) -> Result<Sourced<Root>> {
    let at = At { place: &|offset| text.place(offset), bases: &[directory] };
    // pdm: the project's own directory.
    let root = directory.to_string_lossy();
    let plain = text.as_str().replace("${PROJECT_ROOT}", root.trim_end_matches('/'));
    let from = text.place(0).source();
    let Some(editable) = plain.strip_prefix("-e ") else {
        return Ok(Sourced::new(line::parse_standard(&plain, &at)?, from));
    };
    match line::parse_editable(editable.trim(), &at)? {
        Said::Named(root) => Ok(Sourced::new(root, from)),
        Said::Unnamed(_) => Err(RequirementsError::Wrong {
            place: text.place(0),
            why: "it does not say which package lies there".into(),
            hints: vec!["write its name behind the place: '#egg=NAME'".into()],
        }),
    }
}
