//! Whether a tool's lock was made from the tool's own file as it is now, by the tool's own measure: the hash of what
//! counts, as Python's `json.dumps` writes it.

use sha2::Digest as _;
use toml_edit::{Item, Value};

use super::super::Found;
use super::Result;
use crate::index::settings::DEFAULT_INDEX;
use crate::pep::name::ExtraName;
use crate::pep::specifier::Specifiers;
use crate::requirements::toml::{Table, Toml};

/// What counts of a TOML file, with Python's types.
#[derive(Clone, Debug, PartialEq)]
enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Table(Vec<(String, Json)>),
}

/// `metadata.content-hash` of poetry.
pub fn of_poetry(manifest: &Toml, locked: &str, found: &Found) -> Result<Vec<String>> {
    let of = |keys: &[&str]| manifest.at(keys).and_then(|entry| Json::of(entry.item()));
    let project = picked(&["requires-python", "dependencies", "optional-dependencies"], |key| of(&["project", key]));
    let groups = of(&["dependency-groups"]).filter(|groups| *groups != Json::Table(Vec::new()));
    let own = |is_legacy: bool| {
        let mut own = Vec::new();
        for key in ["dependencies", "source", "extras", "dev-dependencies", "group"] {
            match of(&["tool", "poetry", key]) {
                Some(value) => own.push((key.to_owned(), value)),
                None if is_legacy && key != "group" => own.push((key.to_owned(), Json::Null)),
                None => {}
            }
        }
        Json::Table(own)
    };
    let with = |groups: Option<Json>| {
        if project.is_empty() && groups.is_none() {
            return own(true);
        }
        let mut all = Vec::new();
        all.extend((!project.is_empty()).then(|| ("project".to_owned(), Json::Table(project.clone()))));
        all.extend(groups.map(|groups| ("dependency-groups".to_owned(), groups)));
        all.push(("tool".to_owned(), Json::Table(vec![("poetry".to_owned(), own(false))])));
        Json::Table(all)
    };
    // With dependency groups since poetry 2.2; before 2.0 nothing but its own table counted.
    let all = [with(groups), with(None), own(true)];
    Ok(compared(&all, (", ", ": "), locked, found))
}

/// `metadata.content_hash` of pdm.
pub fn of_pdm(manifest: &Toml, locked: &str, found: &Found) -> Result<Vec<String>> {
    let of = |keys: &[&str]| manifest.at(keys).and_then(|entry| Json::of(entry.item()));
    let or = |value: Option<Json>, default: Json| value.unwrap_or(default);
    let mut groups: Vec<(String, Json)> = Vec::new();
    for keys in [&["dependency-groups"][..], &["tool", "pdm", "dev-dependencies"]] {
        let Some(Json::Table(all)) = of(keys) else { continue };
        for (name, list) in all {
            let name = crate::pep::name::GroupName::parse(&name).map_or(name, |name| name.to_string());
            match (groups.iter_mut().find(|(own, _)| *own == name), list) {
                (Some((_, Json::List(own))), Json::List(more)) => own.extend(more),
                (None, list) => groups.push((name, list)),
                _ => {}
            }
        }
    }
    let table = || Json::Table(Vec::new());
    let base = vec![
        ("sources".to_owned(), or(of(&["tool", "pdm", "source"]), Json::List(Vec::new()))),
        ("dependencies".to_owned(), or(of(&["project", "dependencies"]), Json::List(Vec::new()))),
        ("dev-dependencies".to_owned(), Json::Table(groups)),
        ("optional-dependencies".to_owned(), or(of(&["project", "optional-dependencies"]), table())),
        ("requires-python".to_owned(), or(of(&["project", "requires-python"]), Json::Text(String::new()))),
    ];
    let with = |key: &str, value: Json| {
        let mut all = base.clone();
        all.push((key.to_owned(), value));
        Json::Table(all)
    };
    // Before 2.8 the overrides counted alone.
    let all = [
        with("resolution", or(of(&["tool", "pdm", "resolution"]), table())),
        with("overrides", or(of(&["tool", "pdm", "resolution", "overrides"]), table())),
        with("overrides", or(of(&["tool", "pdm", "overrides"]), table())),
    ];
    let locked = locked.split_once(':').map_or(locked, |(_, hex)| hex);
    Ok(compared(&all, (", ", ": "), locked, found))
}

/// `_meta.hash.sha256` of pipenv.
pub fn of_pipfile(manifest: &Toml, locked: &str, found: &Found) -> Result<Vec<String>> {
    let of = |keys: &[&str]| manifest.at(keys).and_then(|entry| Json::of(entry.item()));
    let table = || Json::Table(Vec::new());
    let default = || {
        let text = |text: &str| Json::Text(text.to_owned());
        let url = ("url".to_owned(), text(DEFAULT_INDEX.trim_end_matches('/')));
        let rest = [("verify_ssl".to_owned(), Json::Bool(true)), ("name".to_owned(), text("pypi"))];
        Json::List(vec![Json::Table([url].into_iter().chain(rest).collect())])
    };
    let meta = vec![
        ("sources".to_owned(), of(&["source"]).unwrap_or_else(default)),
        ("requires".to_owned(), of(&["requires"]).unwrap_or_else(table)),
    ];
    let mut all = vec![
        ("_meta".to_owned(), Json::Table(meta)),
        ("default".to_owned(), of(&["packages"]).unwrap_or_else(table)),
        ("develop".to_owned(), of(&["dev-packages"]).unwrap_or_else(table)),
    ];
    const KNOWN: [&str; 9] =
        ["source", "packages", "dev-packages", "requires", "scripts", "pipfile", "pipenv", "default", "develop"];
    for entry in manifest.entries().filter(|entry| !KNOWN.contains(&entry.key())) {
        all.extend(Json::of(entry.item()).map(|value| (entry.key().to_owned(), value)));
    }
    Ok(compared(&[Json::Table(all)], (",", ":"), locked, found))
}

/// uv keeps no hash but what each project asked for when it was locked: names, extras and versions are compared.
pub fn of_uv(toml: &Toml, found: &Found) -> Result<Vec<String>> {
    let Some((path, bytes)) = &found.manifest else { return Ok(Vec::new()) };
    let manifest = Toml::parse(path, bytes)?;
    let packages = toml.at(&["package"]).map(|all| all.tables()).transpose()?.unwrap_or_default();
    let is_here = |table: &&Table<'_>| {
        let at = |key| table.get("source").and_then(|source| source.get(key)).and_then(|at| at.string().ok());
        ["editable", "virtual", "directory"]
            .into_iter()
            .any(|key| at(key).is_some_and(|at| at.as_str() == found.project))
    };
    let Some(own) = packages.iter().find(is_here) else { return Ok(Vec::new()) };
    let Some(metadata) = own.get("metadata") else { return Ok(Vec::new()) };
    let mut locked: Vec<String> = Vec::new();
    for one in metadata.get("requires-dist").map(|all| all.tables()).transpose()?.unwrap_or_default() {
        let text = |key| one.get(key).and_then(|entry| entry.string().ok()).map(|text| text.as_str().to_owned());
        let specifiers =
            text("specifier").and_then(|text| Specifiers::parse(&text).ok()).unwrap_or_else(Specifiers::any);
        let extras = one.get("extras").map(|all| all.strings()).transpose()?.unwrap_or_default();
        let extras = extras.iter().filter_map(|text| ExtraName::parse(text.as_str()).ok()).collect();
        locked.push(summary(&text("name").unwrap_or_default(), extras, &specifiers));
    }
    locked.sort();
    locked.dedup();
    let mut now: Vec<(String, String)> = Vec::new();
    let mut lists = Vec::new();
    lists.extend(manifest.at(&["project", "dependencies"]));
    lists.extend(
        manifest.at(&["project", "optional-dependencies"]).and_then(|all| all.table().ok()).unwrap_or_default(),
    );
    let is_dynamic = |field: &str| {
        let list = manifest.at(&["project", "dynamic"]).and_then(|all| all.strings().ok()).unwrap_or_default();
        list.iter().any(|text| text.as_str() == field)
    };
    if is_dynamic("dependencies") || is_dynamic("optional-dependencies") {
        return Ok(Vec::new());
    }
    for list in lists {
        for text in list.strings()? {
            let Ok(requirement) = crate::pep::requirement::Requirement::parse(text.as_str()) else { continue };
            // What comes from a place of its own is locked by that, not by a version.
            let has_source = manifest.at(&["tool", "uv", "sources"]).is_some_and(|sources| {
                let all = sources.table().unwrap_or_default();
                all.iter().any(|one| crate::pep::name::PackageName::parse(one.key()).as_ref() == Ok(&requirement.name))
            });
            let Some(specifiers) = requirement.specifiers().filter(|_| !has_source) else { continue };
            let extras = requirement.extras.clone();
            now.push((summary(requirement.name.as_str(), extras, specifiers), text.place(0).source().to_string()));
        }
    }
    let missing = now.into_iter().filter(|(text, _)| !locked.contains(text));
    Ok(missing.map(|(text, from)| format!("{text} ({from}) was not asked for when it was locked")).collect())
}

fn summary(name: &str, mut extras: Vec<ExtraName>, specifiers: &Specifiers) -> String {
    let mut all: Vec<String> = specifiers.iter().map(ToString::to_string).collect();
    all.sort();
    extras.sort();
    let extras: Vec<&str> = extras.iter().map(ExtraName::as_str).collect();
    let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
    format!("{name}{extras}{}", all.join(","))
}

fn picked(keys: &[&str], of: impl Fn(&str) -> Option<Json>) -> Vec<(String, Json)> {
    keys.iter().filter_map(|key| of(key).map(|value| ((*key).to_owned(), value))).collect()
}

fn compared(all: &[Json], separators: (&str, &str), locked: &str, found: &Found) -> Vec<String> {
    let hash = |json: &Json| {
        let digest = sha2::Sha256::digest(json.dumps(separators).as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    if all.iter().any(|json| hash(json) == locked) {
        return Vec::new();
    }
    let manifest = found.manifest.as_ref().map_or_else(String::new, |(path, _)| path.display().to_string());
    vec![format!("{manifest} has changed since it was locked (its hash is another one)")]
}

impl Json {
    // None for a date, which Python's JSON does not have.
    fn of(item: &Item) -> Option<Json> {
        match item {
            Item::None => None,
            Item::Value(value) => Json::of_value(value),
            Item::Table(table) => {
                let pair = |(key, item): (&str, &Item)| Some((key.to_owned(), Json::of(item)?));
                Some(Json::Table(table.iter().map(pair).collect::<Option<_>>()?))
            }
            Item::ArrayOfTables(tables) => {
                let table = |table: &toml_edit::Table| {
                    let pair = |(key, item): (&str, &Item)| Some((key.to_owned(), Json::of(item)?));
                    Some(Json::Table(table.iter().map(pair).collect::<Option<_>>()?))
                };
                Some(Json::List(tables.iter().map(table).collect::<Option<_>>()?))
            }
        }
    }

    fn of_value(value: &Value) -> Option<Json> {
        Some(match value {
            Value::String(text) => Json::Text(text.value().clone()),
            Value::Integer(number) => Json::Number(number.value().to_string()),
            Value::Float(number) => Json::Number(format!("{:?}", number.value())),
            Value::Boolean(value) => Json::Bool(*value.value()),
            Value::Datetime(_) => return None,
            Value::Array(list) => Json::List(list.iter().map(Json::of_value).collect::<Option<_>>()?),
            Value::InlineTable(table) => {
                let pair = |(key, value): (&str, &Value)| Some((key.to_owned(), Json::of_value(value)?));
                Json::Table(table.iter().map(pair).collect::<Option<_>>()?)
            }
        })
    }

    // Python: `json.dumps(..., sort_keys=True)`.
    fn dumps(&self, separators: (&str, &str)) -> String {
        let (comma, colon) = separators;
        match self {
            Json::Null => "null".into(),
            Json::Bool(value) => value.to_string(),
            Json::Number(text) => text.clone(),
            Json::Text(text) => quoted(text),
            Json::List(all) => {
                let all: Vec<String> = all.iter().map(|one| one.dumps(separators)).collect();
                format!("[{}]", all.join(comma))
            }
            Json::Table(all) => {
                let mut sorted: Vec<&(String, Json)> = all.iter().collect();
                sorted.sort_by(|a, b| a.0.cmp(&b.0));
                let pair =
                    |(key, value): &&(String, Json)| format!("{}{colon}{}", quoted(key), value.dumps(separators));
                let all: Vec<String> = sorted.iter().map(pair).collect();
                format!("{{{}}}", all.join(comma))
            }
        }
    }
}

// Python writes everything beyond ASCII as UTF-16 escapes.
fn quoted(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests;
