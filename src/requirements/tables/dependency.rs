//! One dependency as poetry and pipenv write it: `name = "^1.2"` or `name = { version = "...", extras = [...] }`.

use std::path::Path;

use super::constraint;
use crate::pep::marker::Marker;
use crate::pep::name::{ExtraName, PackageName};
use crate::pep::requirement::{Requirement, Source as From};
use crate::pep::specifier::Specifiers;
use crate::requirements::Root;
use crate::requirements::error::{Place, RequirementsError};
use crate::requirements::located::{self, Located, Mistake};
use crate::requirements::toml::{Entry, Table};
use crate::sourced::Sourced;
use crate::sys;

type Result<T> = std::result::Result<T, RequirementsError>;

/// What one line says.
#[derive(Clone, Debug)]
pub struct Dependency {
    pub name: PackageName,
    /// One of these must hold.
    pub versions: Vec<Specifiers>,
    pub extras: Vec<ExtraName>,
    pub marker: Option<Marker>,
    pub located: Option<Located>,
    /// It counts for an extra only.
    pub is_optional: bool,
    pub place: Place,
}

/// The dependencies of a table; places in it are relative to `directory`.
pub fn all(table: &Entry<'_>, directory: &Path) -> Result<Vec<Dependency>> {
    let mut all = Vec::new();
    for entry in table.table()? {
        // Not a package: what the project itself runs on.
        if entry.key().eq_ignore_ascii_case("python") {
            continue;
        }
        all.extend(of(&entry, directory)?);
    }
    Ok(all)
}

/// One entry; more than one where it has alternatives with markers.
pub fn of(entry: &Entry<'_>, directory: &Path) -> Result<Vec<Dependency>> {
    let name = PackageName::parse(entry.key()).map_err(|e| entry.wrong(e.to_string()))?;
    if let Ok(text) = entry.string() {
        let versions = constraint::parse(text.as_str()).map_err(|why| text.wrong(format!("{name}: {why}")))?;
        return Ok(vec![Dependency {
            name,
            versions,
            extras: Vec::new(),
            marker: None,
            located: None,
            is_optional: false,
            place: text.place(0),
        }]);
    }
    if let Ok(table) = entry.as_table() {
        return Ok(vec![of_table(name, &table, directory)?]);
    }
    let several = entry.tables().map_err(|_| entry.wrong(format!("{name} must be a version, a table or a list")))?;
    several.iter().map(|table| of_table(name.clone(), table, directory)).collect()
}

fn of_table(name: PackageName, table: &Table<'_>, directory: &Path) -> Result<Dependency> {
    let versions = match table.get("version") {
        Some(entry) => {
            let text = entry.string()?;
            constraint::parse(text.as_str()).map_err(|why| text.wrong(format!("{name}: {why}")))?
        }
        None => Vec::new(),
    };
    let extras = table.get("extras").map(|entry| entry.strings()).transpose()?.unwrap_or_default();
    let extra = |text: &crate::requirements::toml::Text<'_>| {
        ExtraName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()))
    };
    let mut extras = extras.iter().map(extra).collect::<Result<Vec<_>>>()?;
    extras.sort();
    extras.dedup();
    Ok(Dependency {
        versions,
        extras,
        marker: marker(&name, table)?,
        located: located(&name, table, directory)?,
        is_optional: table.get("optional").map(|entry| entry.bool()).transpose()?.unwrap_or(false),
        place: table.place(),
        name,
    })
}

/// The fields of a marker that may stand as keys of their own: `sys_platform = "== 'win32'"` (pipenv).
const FIELDS: [&str; 11] = [
    "os_name",
    "sys_platform",
    "platform_machine",
    "platform_python_implementation",
    "platform_release",
    "platform_system",
    "platform_version",
    "python_version",
    "python_full_version",
    "implementation_name",
    "implementation_version",
];

fn marker(name: &PackageName, table: &Table<'_>) -> Result<Option<Marker>> {
    let mut parts = Vec::new();
    if let Some(entry) = table.get("markers") {
        let text = entry.string()?;
        parts.extend((!text.as_str().trim().is_empty()).then(|| text.as_str().to_owned()));
    }
    if let Some(entry) = table.get("python") {
        let text = entry.string()?;
        let versions = constraint::parse(text.as_str()).map_err(|why| text.wrong(format!("{name}: python: {why}")))?;
        parts.extend(constraint::python_marker(&versions));
    }
    if let Some(entry) = table.get("platform") {
        let text = entry.string()?;
        let platforms = text.as_str().split('|').map(str::trim).filter(|one| !one.is_empty());
        let all: Vec<String> = platforms.map(|one| format!("sys_platform == '{one}'")).collect();
        parts.extend((!all.is_empty()).then(|| all.join(" or ")));
    }
    for field in FIELDS {
        if let Some(entry) = table.get(field) {
            parts.push(format!("{field} {}", entry.string()?.as_str()));
        }
    }
    let mut marker: Option<Marker> = None;
    for text in parts {
        let one = Marker::parse(&text).map_err(|e| table.wrong(format!("{name}: {e}")))?;
        if let Some(field) = one.unknown_field() {
            let field = crate::ui::clean(&field);
            return Err(table.wrong(format!("{name}: marker field \"{field}\" is not known")));
        }
        marker = Some(match marker {
            Some(other) => other.and(&one),
            None => one,
        });
    }
    Ok(marker)
}

fn located(name: &PackageName, table: &Table<'_>, directory: &Path) -> Result<Option<Located>> {
    let string = |key: &'static str| -> Result<Option<String>> {
        Ok(table.get(key).map(|entry| entry.string()).transpose()?.map(|text| text.as_str().to_owned()))
    };
    let wrong = |mistake: Mistake| match mistake {
        Mistake::Missing(path) => RequirementsError::Missing { path, place: Some(table.place()) },
        other => table.wrong(format!("{name}: {}", other.sentence())),
    };
    let is_editable = table.get("develop").or_else(|| table.get("editable"));
    let is_editable = is_editable.map(|entry| entry.bool()).transpose()?;
    let mut fragment = String::new();
    if let Some(below) = string("subdirectory")? {
        fragment = format!("#subdirectory={below}");
    }
    let mut place = if let Some(git) = string("git")? {
        let mut reference = None;
        for key in ["rev", "tag", "branch", "ref"] {
            reference = reference.or(string(key)?);
        }
        let repository = match git.split_once(':') {
            Some((host, path)) if !git.contains("://") && host.contains('@') => format!("ssh://{host}/{path}"),
            _ => git,
        };
        let plain = repository.strip_prefix("git+").unwrap_or(&repository);
        let reference = reference.map_or_else(String::new, |reference| format!("@{reference}"));
        located::read(&format!("git+{plain}{reference}{fragment}")).map_err(wrong)?.located
    } else if let Some(path) = string("path")? {
        let absolute = sys::fs::absolute(Path::new(&path), directory);
        let mut located = located::of_path(&absolute).map_err(wrong)?.located;
        located.is_editable = is_editable.unwrap_or(false) && matches!(located.kind, located::Kind::Directory(_));
        located
    } else if let Some(url) = string("url")?.or(string("file")?) {
        match located::is_url(&url) {
            true => located::read(&format!("{url}{fragment}")).map_err(wrong)?.located,
            false => located::of_path(&sys::fs::absolute(Path::new(&url), directory)).map_err(wrong)?.located,
        }
    } else {
        return Ok(None);
    };
    if !matches!(place.kind, located::Kind::Directory(_)) {
        place.is_editable = false;
    }
    Ok(Some(place))
}

impl Dependency {
    /// As a requirement, when its versions can be said as one list.
    pub fn root(&self) -> Result<Sourced<Root>> {
        let source = match &self.located {
            Some(located) => From::Url(located.text()),
            None => From::Any(constraint::single(&self.versions).ok_or_else(|| RequirementsError::Wrong {
                place: self.place.clone(),
                why: format!("{}: its alternatives (\"||\") cannot be said as one list of versions", self.name),
                hints: vec!["write it as one range, or as several entries with markers".into()],
            })?),
        };
        let requirement =
            Requirement { name: self.name.clone(), extras: self.extras.clone(), source, marker: self.marker.clone() };
        let root = Root { located: self.located.clone(), ..Root::new(requirement) };
        Ok(Sourced::new(root, self.place.source()))
    }

    /// Whether a version is one of those that are meant.
    pub fn allows(&self, version: &crate::pep::version::Version) -> bool {
        self.versions.is_empty() || self.versions.iter().any(|one| one.contains(version))
    }
}
