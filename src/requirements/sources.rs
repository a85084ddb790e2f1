//! Where single packages of a project come from: named indexes and what is pinned to them, repositories, URLs, paths.
//!
//! `[[tool.noglue.index]]` and `[tool.noglue.sources]`, the same two tables of uv where they mean one thing only, and
//! `[[index]]`, `[sources]` of `noglue.toml`. Data only: which index is asked, with what, is settled in `index`.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::{Place, RequirementsError};
use super::line::{self, At, shown};
use super::toml::{Entry, Table, Text, Toml};
use super::{Root, Said};
use crate::pep::marker::Marker;
use crate::pep::name::PackageName;
use crate::sourced::Sourced;
use crate::sys;

/// An index with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedIndex {
    pub name: String,
    /// A URL, or an absolute path.
    pub url: Sourced<String>,
    /// Asked only for what is pinned to it.
    pub explicit: bool,
}

/// A package that comes from one index and no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    pub package: PackageName,
    /// The index's name, and who said so.
    pub index: Sourced<String>,
    /// When it counts.
    pub marker: Option<Marker>,
}

/// What the tables of one project say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    pub indexes: Vec<NamedIndex>,
    pub pins: Vec<Pin>,
    places: BTreeMap<PackageName, Vec<AtPlace>>,
    /// What is there and not used.
    pub notes: Vec<String>,
}

/// A package that lies somewhere, as a line of a requirements file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct AtPlace {
    text: String,
    is_editable: bool,
    marker: Option<Marker>,
    place: Place,
}

/// What a name of an index may be.
pub fn is_index_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

impl Sources {
    /// What `pyproject.toml` in `directory` says. noglue's own word on a package or an index goes before uv's.
    pub fn of_project(toml: &Toml, directory: &Path) -> Result<Sources, RequirementsError> {
        let mut sources = Sources::default();
        for tool in ["noglue", "uv"] {
            let of = |key| toml.at(&["tool", tool, key]);
            sources.take(of("index"), of("sources"), directory)?;
        }
        Ok(sources)
    }

    /// What `config.toml` says.
    pub fn of_config(toml: &Toml) -> Result<Sources, RequirementsError> {
        let mut sources = Sources::default();
        sources.take_first(toml, toml.path().parent().unwrap_or(Path::new("/")))?;
        Ok(sources)
    }

    /// What `noglue.toml` says, which goes before all that was read until then.
    pub fn take_first(&mut self, toml: &Toml, directory: &Path) -> Result<(), RequirementsError> {
        let mut own = Sources::default();
        own.take(toml.at(&["index"]), toml.at(&["sources"]), directory)?;
        if let Some(place) = own.places.values().flatten().next() {
            let why = "here packages are pinned to indexes only; write others as 'name @ URL' where they are asked for";
            return Err(RequirementsError::Wrong { place: place.place.clone(), why: why.into(), hints: Vec::new() });
        }
        let rest = std::mem::replace(self, own);
        self.add(rest);
        Ok(())
    }

    fn take(
        &mut self,
        indexes: Option<Entry<'_>>,
        sources: Option<Entry<'_>>,
        directory: &Path,
    ) -> Result<(), RequirementsError> {
        let mut read = Sources::default();
        for table in indexes.map(|entry| entry.tables()).transpose()?.unwrap_or_default() {
            read.index(&table, directory)?;
        }
        for entry in sources.map(|entry| entry.table()).transpose()?.unwrap_or_default() {
            let package = PackageName::parse(entry.key()).map_err(|e| entry.wrong(e.to_string()))?;
            let tables = match entry.as_table() {
                Ok(one) => vec![one],
                Err(_) => entry.tables()?,
            };
            for table in tables {
                read.source(&package, &table, directory)?;
            }
        }
        self.add(read);
        Ok(())
    }

    // What was said before has the last word on an index, and on a package.
    fn add(&mut self, later: Sources) {
        let known: Vec<PackageName> =
            self.pins.iter().map(|pin| pin.package.clone()).chain(self.places.keys().cloned()).collect();
        self.indexes.extend(
            later
                .indexes
                .into_iter()
                .filter(|new| self.indexes.iter().all(|old| old.name != new.name))
                .collect::<Vec<_>>(),
        );
        self.pins.extend(later.pins.into_iter().filter(|pin| !known.contains(&pin.package)));
        self.places.extend(later.places.into_iter().filter(|(package, _)| !known.contains(package)));
        self.notes.extend(later.notes);
    }

    fn index(&mut self, table: &Table<'_>, directory: &Path) -> Result<(), RequirementsError> {
        let Some(url) = table.get("url") else { return Err(table.wrong("an index needs a url")) };
        let url = url.string()?;
        // Only what has a name can be pinned to, and nothing else is asked of a project's index.
        let Some(name) = table.get("name") else {
            self.notes
                .push(format!("{}: an index without a name is not asked: nothing can be pinned to it", table.place()));
            return Ok(());
        };
        let name = name.string()?;
        if !is_index_name(name.as_str()) {
            return Err(name.wrong("the name of an index has letters, digits, \"-\", \"_\" and \".\" only"));
        }
        if self.indexes.iter().any(|known| known.name == name.as_str()) {
            return Err(name.wrong(format!("there are two indexes named \"{}\"", shown(name.as_str()))));
        }
        if let Some(format) = table.get("format").map(|entry| entry.string()).transpose()?
            && format.as_str() != "simple"
        {
            return Err(
                format.wrong(format!("\"{}\" is no form of an index that can be pinned to", shown(format.as_str())))
            );
        }
        let explicit = table.get("explicit").map(|entry| entry.bool()).transpose()?.unwrap_or(false);
        let is_url = url.as_str().contains("://") || url.as_str().starts_with("file:");
        let text = match is_url {
            true => url.as_str().to_owned(),
            false => sys::fs::absolute(Path::new(url.as_str()), directory).to_string_lossy().into_owned(),
        };
        let url = Sourced::new(text, url.place(0).source());
        self.indexes.push(NamedIndex { name: name.as_str().to_owned(), url, explicit });
        Ok(())
    }

    fn source(&mut self, package: &PackageName, table: &Table<'_>, directory: &Path) -> Result<(), RequirementsError> {
        let text = |key| table.get(key).map(|entry| entry.string()).transpose();
        let flag = |key| table.get(key).map(|entry| entry.bool()).transpose().map(|flag| flag.unwrap_or(false));
        if let Some(key) = ["extra", "group"].iter().find(|key| table.get(key).is_some()) {
            self.notes.push(format!("{}: a source of {package} for one {key} only is not used", table.place()));
            return Ok(());
        }
        let marker = match text("marker")? {
            Some(text) => Some(Marker::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()))?),
            None => None,
        };
        if let Some(index) = text("index")? {
            let index = Sourced::new(index.as_str().to_owned(), index.place(0).source());
            self.pins.push(Pin { package: package.clone(), index, marker });
            return Ok(());
        }
        if flag("workspace")? {
            let Some(path) = super::workspace::member(package, directory)? else {
                return Err(RequirementsError::Wrong {
                    place: table.place(),
                    why: format!("{package} is no member of the workspace in {}", directory.display()),
                    hints: vec!["name its directory with path = \"...\"".into()],
                });
            };
            let url = url::Url::from_file_path(path).map_err(|()| table.wrong("it is no path"))?;
            let text = format!("{package} @ {url}");
            let at = AtPlace { text, is_editable: true, marker, place: table.place() };
            self.places.entry(package.clone()).or_default().push(at);
            return Ok(());
        }
        // `workspace = false` says nothing.
        let keys = table.entries();
        if !keys.is_empty() && keys.iter().all(|entry| matches!(entry.key(), "workspace" | "marker")) {
            return Ok(());
        }
        let subdirectory = text("subdirectory")?;
        let fragment = subdirectory.map_or_else(String::new, |dir| format!("#subdirectory={}", dir.as_str()));
        let (place, line) = if let Some(git) = text("git")? {
            let references = [text("rev")?, text("tag")?, text("branch")?];
            let mut named = references.iter().flatten();
            let reference = named.next().map_or_else(String::new, |reference| format!("@{}", reference.as_str()));
            if let Some(second) = named.next() {
                return Err(second.wrong("a repository has one of rev, tag and branch"));
            }
            (git.place(0), format!("{}{reference}{fragment}", git_url(&git)))
        } else if let Some(url) = text("url")? {
            (url.place(0), format!("{}{fragment}", url.as_str()))
        } else if let Some(path) = text("path")? {
            let absolute = sys::fs::absolute(Path::new(path.as_str()), directory);
            let url = url::Url::from_file_path(&absolute).map_err(|()| path.wrong("it is no path"))?;
            (path.place(0), format!("{url}{fragment}"))
        } else {
            return Err(table.wrong(format!("the source of {package} needs one of index, git, url and path")));
        };
        let at = AtPlace { text: format!("{package} @ {line}"), is_editable: flag("editable")?, marker, place };
        self.places.entry(package.clone()).or_default().push(at);
        Ok(())
    }

    /// The requirement, and the places where it lies. What it says of versions counts there, too.
    pub fn located(&self, root: Root, directory: &Path) -> Result<Vec<Root>, RequirementsError> {
        let Some(places) = self.places.get(&root.requirement.name) else { return Ok(vec![root]) };
        let says_something = places.iter().all(|place| place.marker.is_some())
            || root.requirement.specifiers().is_none_or(|specifiers| !specifiers.is_any());
        let mut roots = Vec::new();
        for place in places {
            let at = At { place: &|_| place.place.clone(), bases: &[directory] };
            let said = match place.is_editable {
                true => line::parse_editable(&place.text, &at)?,
                false => line::parse(&place.text, &at)?,
            };
            let Said::Named(mut one) = said else { continue };
            one.requirement.extras = root.requirement.extras.clone();
            one.requirement.marker = match (&root.requirement.marker, &place.marker) {
                (Some(own), Some(more)) => Some(own.and(more)),
                (own, more) => own.clone().or_else(|| more.clone()),
            };
            roots.push(one);
        }
        if says_something {
            roots.insert(0, root);
        }
        Ok(roots)
    }
}

// As uv takes it: with or without the scheme that says git.
fn git_url(text: &Text<'_>) -> String {
    let url = text.as_str();
    if url.starts_with("git+") { url.to_owned() } else { format!("git+{url}") }
}
