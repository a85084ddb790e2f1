//! What a project needs, written into its `pyproject.toml` in the words of the standard: `[project]` and
//! `[dependency-groups]`. Everything else of the file stays as it is, comments too; the tables that said it before go.

use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, Table, Value};

use crate::pep::name::{GroupName, PackageName};
use crate::requirements::discover::Whole;
use crate::requirements::error::{Place, RequirementsError};
use crate::requirements::located::Kind;
use crate::requirements::lock;
use crate::requirements::toml::Toml;
use crate::requirements::{Requirements, Root};
use crate::sourced::Sourced;

/// What says nothing new once it stands in the tables of the standard.
const REPLACED: [&[&str]; 6] = [
    &["tool", "poetry", "dependencies"],
    &["tool", "poetry", "dev-dependencies"],
    &["tool", "poetry", "group"],
    &["tool", "poetry", "extras"],
    &["tool", "pdm", "dev-dependencies"],
    &["tool", "uv", "dev-dependencies"],
];

/// The text of the file at `path` with what `whole` says in it.
pub fn text(path: &Path, old: &[u8], whole: &Whole, root: &Path) -> Result<String, RequirementsError> {
    let read = Toml::parse(path, old)?;
    let had_list = read.at(&["project", "dependencies"]).is_some();
    let mut document: DocumentMut = String::from_utf8_lossy(old).parse().expect("it was parsed a moment ago");
    let poetry = |key: &'static str| read.at(&["tool", "poetry", key]).and_then(|entry| entry.string().ok());
    if document.get("project").is_none() {
        let mut table = Table::new();
        let name = poetry("name").and_then(|text| PackageName::parse(text.as_str()).ok());
        let name = name.map_or_else(|| name_of(root), |name| name.to_string());
        table.insert("name", toml_edit::value(name));
        let version = poetry("version").map_or("0", |text| text.as_str());
        table.insert("version", toml_edit::value(version));
        document.insert("project", Item::Table(table));
    }
    let is_dynamic = |field: &str| {
        let list = read.at(&["project", "dynamic"]).and_then(|entry| entry.strings().ok()).unwrap_or_default();
        list.iter().any(|text| text.as_str() == field)
    };
    let project = document.get_mut("project").and_then(Item::as_table_like_mut);
    let project = project.ok_or_else(|| wrong(path, "[project] is no table"))?;
    if let Some(said) = whole.base.requires_python.as_ref().filter(|_| project.get("requires-python").is_none()) {
        project.insert("requires-python", toml_edit::value(said.value.to_string()));
    }
    let moved = read.at(&["tool", "poetry", "dependencies"]).is_some();
    if !had_list && (moved || !is_dynamic("dependencies")) {
        project.insert("dependencies", list(&whole.base, root)?);
        for (extra, part) in &whole.extras {
            let extras = project.entry("optional-dependencies").or_insert(Item::Table(Table::new()));
            let extras = extras.as_table_like_mut().ok_or_else(|| wrong(path, "optional-dependencies is no table"))?;
            if extras.get(extra.as_str()).is_none() {
                extras.insert(extra.as_str(), list(part, root)?);
            }
        }
        if let Some(dynamic) = project.get_mut("dynamic").and_then(Item::as_array_mut) {
            dynamic.retain(|value| !matches!(value.as_str(), Some("dependencies" | "optional-dependencies")));
        }
    }
    let standard = |name: &GroupName| {
        let all = read.at(&["dependency-groups"]).and_then(|all| all.table().ok()).unwrap_or_default();
        all.iter().any(|entry| GroupName::parse(entry.key()).as_ref() == Ok(name))
    };
    for (group, part) in whole.groups.iter().filter(|(name, _)| !standard(name) || is_of_tool(&read, name)) {
        let groups = document.entry("dependency-groups").or_insert(Item::Table(Table::new()));
        let groups = groups.as_table_like_mut().ok_or_else(|| wrong(path, "[dependency-groups] is no table"))?;
        groups.insert(group.as_str(), list(part, root)?);
    }
    for keys in REPLACED {
        remove(&mut document, keys);
    }
    let is_said = read.at(&["tool", "uv", "default-groups"]).is_some();
    if !is_said && !whole.groups.is_empty() {
        say_default_groups(&mut document, whole);
    }
    Ok(document.to_string())
}

// A group that a tool's table adds to is written whole.
fn is_of_tool(read: &Toml, name: &GroupName) -> bool {
    [&["tool", "poetry", "group"][..], &["tool", "pdm", "dev-dependencies"]].iter().any(|keys| {
        let all = read.at(keys).and_then(|all| all.table().ok()).unwrap_or_default();
        all.iter().any(|entry| GroupName::parse(entry.key()).as_ref() == Ok(name))
    })
}

// What the tool installed unasked stays so, where the plain rule (`dev`) or a table of the tool would say something else.
fn say_default_groups(document: &mut DocumentMut, whole: &Whole) {
    let dev = |name: &&GroupName| **name == "dev";
    let plain: Vec<&GroupName> = whole.groups.iter().map(|(name, _)| name).filter(dev).collect();
    let now: Vec<&GroupName> = whole.default_groups.iter().collect();
    let has_tool = |name: &&str| document.get("tool").is_some_and(|tool| tool.get(name).is_some());
    if plain == now && !["poetry", "pdm"].iter().any(has_tool) {
        return;
    }
    let mut table = Table::new();
    table.set_implicit(true);
    let tool = document.entry("tool").or_insert(Item::Table(table));
    let Some(tool) = tool.as_table_like_mut() else { return };
    let own = tool.entry("noglue").or_insert(Item::Table(Table::new()));
    if let Some(own) = own.as_table_like_mut().filter(|own| own.get("default-groups").is_none()) {
        let names: Array = now.iter().map(|name| name.as_str()).collect();
        own.insert("default-groups", toml_edit::value(names));
    }
}

fn remove(document: &mut DocumentMut, keys: &[&str]) {
    let Some((last, above)) = keys.split_last() else { return };
    let mut table: &mut dyn toml_edit::TableLike = document.as_table_mut();
    for key in above {
        let Some(next) = table.get_mut(key).and_then(Item::as_table_like_mut) else { return };
        table = next;
    }
    table.remove(last);
}

fn list(part: &Requirements, root: &Path) -> Result<Item, RequirementsError> {
    let mut array = Array::new();
    let is_itself = |one: &Sourced<Root>| matches!(one.value.located.as_ref().map(|located| &located.kind), Some(Kind::Directory(path)) if path == root);
    for one in part.roots.iter().filter(|one| !is_itself(one)) {
        if let Some(Kind::Directory(_)) = one.value.located.as_ref().map(|located| &located.kind) {
            return Err(RequirementsError::Wrong {
                place: Place::Said(one.from.clone()),
                why: format!(
                    "{} lies at a path, which a requirement of the standard cannot say",
                    one.value.requirement.name
                ),
                hints: vec!["write it into [tool.noglue.sources] first: NAME = { path = \"...\" }".into()],
            });
        }
        array.push_formatted(Value::from(words(&one.value)).decorated("\n    ", ""));
    }
    if !array.is_empty() {
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
    Ok(toml_edit::value(array))
}

fn words(root: &Root) -> String {
    let mut requirement = root.requirement.clone();
    if let crate::pep::requirement::Source::Url(url) = &mut requirement.source {
        *url = lock::without_credentials(url);
    }
    requirement.to_string()
}

fn name_of(root: &Path) -> String {
    let name = root.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "project".into() } else { name.to_owned() }
}

fn wrong(path: &Path, why: &str) -> RequirementsError {
    RequirementsError::Wrong {
        place: Place::Whole(path.to_owned()),
        why: why.into(),
        hints: vec!["mend that first".into()],
    }
}
