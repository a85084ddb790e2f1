//! The lists of requirements in `pyproject.toml` and in the metadata of a script, as places in their text.

use std::path::Path;

use toml_edit::{Document, Item, TableLike};

use super::array::{self, Array, insert, newline_of};
use super::{Part, wrong};
use crate::pep::name::{ExtraName, GroupName};
use crate::requirements::RequirementsError;
use crate::requirements::toml::Toml;

/// The list of a part; `None` when there is none yet.
pub(super) fn list(path: &Path, text: &str, part: &Part) -> Result<Option<Array>, RequirementsError> {
    let document = parse(path, text)?;
    let keys = keys(&document, part);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let Some(item) = array::at(&document, &keys) else { return Ok(None) };
    match Array::of(item) {
        Some(array) => Ok(Some(array)),
        None => Err(wrong(path, format!("{} must be a list", keys.join(".")))),
    }
}

/// Every part that has a list.
pub(super) fn parts(path: &Path, text: &str) -> Result<Vec<Part>, RequirementsError> {
    let document = parse(path, text)?;
    let mut parts = Vec::new();
    parts.extend(array::at(&document, &["project", "dependencies"]).map(|_| Part::Dependencies));
    let table = |keys: &[&str]| -> Vec<String> {
        let table = array::at(&document, keys).and_then(Item::as_table_like);
        table.into_iter().flat_map(TableLike::iter).map(|(key, _)| key.to_owned()).collect()
    };
    let extras = table(&["project", "optional-dependencies"]);
    parts.extend(extras.iter().filter_map(|name| ExtraName::parse(name).ok()).map(Part::Extra));
    let groups = table(&["dependency-groups"]);
    parts.extend(groups.iter().filter_map(|name| GroupName::parse(name).ok()).map(Part::Group));
    Ok(parts)
}

/// The text with an empty list for a part that has none.
pub(super) fn create(path: &Path, text: &str, part: &Part) -> Result<String, RequirementsError> {
    let document = parse(path, text)?;
    let keys = keys(&document, part);
    let (key, above) = keys.split_last().expect("every part has a key");
    let above: Vec<&str> = above.iter().map(String::as_str).collect();
    let newline = newline_of(text);
    let line = format!("{key} = []{newline}");
    if above.is_empty() {
        return Ok(insert(&ended(text, newline), own_end(text, document.as_table()).unwrap_or(0), &line));
    }
    let by_hand = || {
        let mut error = wrong(path, format!("[{}] is not written as a table of its own", above.join(".")));
        if let RequirementsError::Wrong { hints, .. } = &mut error {
            hints.push(format!("write {key} = [] there, then run the same command again"));
        }
        error
    };
    let table = match array::at(&document, &above) {
        None => None,
        Some(Item::Table(table)) if table.is_dotted() => return Err(by_hand()),
        Some(Item::Table(table)) if table.is_implicit() => None,
        Some(Item::Table(table)) => Some(table),
        Some(_) => return Err(by_hand()),
    };
    let text = ended(text, newline);
    if let Some(table) = table {
        let end = own_end(&text, table).or_else(|| line_end(&text, table.span()?.end)).ok_or_else(by_hand)?;
        return Ok(insert(&text, end, &line));
    }
    let block = format!("{newline}[{}]{newline}{line}", above.join("."));
    match array::at(&document, &above[..1]) {
        // What belongs to [project] stands together.
        Some(Item::Table(project)) if above.len() > 1 && !project.is_implicit() && !project.is_dotted() => {
            let end = own_end(&text, project).or_else(|| line_end(&text, project.span()?.end)).ok_or_else(by_hand)?;
            Ok(insert(&text, end, &block))
        }
        Some(_) if above.len() > 1 => Err(by_hand()),
        _ => Ok(insert(&text, text.len(), block.trim_start_matches(if text.is_empty() { newline } else { "" }))),
    }
}

fn parse(path: &Path, text: &str) -> Result<Document<String>, RequirementsError> {
    // Its errors name line and column.
    Toml::parse(path, text.as_bytes())?;
    Document::parse(text.to_owned()).map_err(|error| wrong(path, crate::ui::clean(error.message())))
}

// As the file spells them: names of extras and groups are compared normalized.
fn keys(document: &Document<String>, part: &Part) -> Vec<String> {
    let spelled = |above: &[&str], name: &str, is_it: &dyn Fn(&str) -> bool| {
        let table = array::at(document, above).and_then(Item::as_table_like);
        let own = table.and_then(|table| table.iter().map(|(key, _)| key).find(|key| is_it(key)));
        above.iter().copied().chain([own.unwrap_or(name)]).map(str::to_owned).collect()
    };
    match part {
        Part::Script => vec!["dependencies".into()],
        Part::Dependencies => vec!["project".into(), "dependencies".into()],
        Part::Extra(name) => spelled(&["project", "optional-dependencies"], name.as_str(), &|key| {
            ExtraName::parse(key).as_ref() == Ok(name)
        }),
        Part::Group(name) => {
            spelled(&["dependency-groups"], name.as_str(), &|key| GroupName::parse(key).as_ref() == Ok(name))
        }
    }
}

// Behind the line of the last value that stands in the table itself.
fn own_end(text: &str, table: &dyn TableLike) -> Option<usize> {
    let last = table.iter().filter_map(|(_, item)| last_of(item)).max()?;
    line_end(text, last)
}

fn last_of(item: &Item) -> Option<usize> {
    match item {
        Item::Value(value) => value.span().map(|span| span.end),
        Item::Table(table) if table.is_dotted() => table.iter().filter_map(|(_, item)| last_of(item)).max(),
        _ => None,
    }
}

fn line_end(text: &str, at: usize) -> Option<usize> {
    text.get(at..)?.find('\n').map(|line| at + line + 1)
}

fn ended(text: &str, newline: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}{newline}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, part: &Part, expected: &str) {
        let path = Path::new("p.toml");
        let created = create(path, text, part).unwrap();
        assert_eq!(created, expected);
        assert_eq!(list(path, &created, part).unwrap().unwrap().elements, []);
    }

    #[test]
    fn a_list_is_made_where_its_table_is() {
        let group = Part::Group(GroupName::parse("dev").unwrap());
        let extra = Part::Extra(ExtraName::parse("web").unwrap());
        let project = "[project]\nname = \"a\"\nurls.b = \"c\" # d\n\n[tool.x]\ny = 1\n";
        check(project, &Part::Dependencies, &project.replace("# d\n", "# d\ndependencies = []\n"));
        check(project, &extra, &project.replace("# d\n", "# d\n\n[project.optional-dependencies]\nweb = []\n"));
        check(project, &group, &format!("{project}\n[dependency-groups]\ndev = []\n"));
        check("", &group, "[dependency-groups]\ndev = []\n");
        check("[project]", &Part::Dependencies, "[project]\ndependencies = []\n");
        let two = "[dependency-groups]\r\nDocs = [\r\n  \"a\",\r\n]\r\n[x]\r\n";
        check(two, &group, &two.replace("[x]", "dev = []\r\n[x]"));
        let extras = "[project]\nname = \"a\"\n[project.optional-dependencies]\n[x]\n";
        check(extras, &extra, &extras.replace("[x]", "web = []\n[x]"));
        check("x = 1\n", &Part::Script, "x = 1\ndependencies = []\n");
    }

    #[test]
    fn names_are_compared_normalized_and_kept_as_they_are() {
        let text = "[dependency-groups]\nDev_Tools = [\"a\"]\n";
        let part = Part::Group(GroupName::parse("dev-tools").unwrap());
        assert_eq!(list(Path::new("p"), text, &part).unwrap().unwrap().elements.len(), 1);
    }

    #[test]
    fn what_is_no_table_of_its_own_is_refused() {
        for text in ["project = {name = \"a\"}\n", "project.name = \"a\"\n"] {
            let error = create(Path::new("p.toml"), text, &Part::Dependencies).unwrap_err();
            assert_eq!(error.to_string(), "p.toml: [project] is not written as a table of its own");
        }
        let error = list(Path::new("p.toml"), "[project]\ndependencies = 1\n", &Part::Dependencies).unwrap_err();
        assert_eq!(error.to_string(), "p.toml: project.dependencies must be a list");
    }
}
