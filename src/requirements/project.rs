//! `pyproject.toml` -> what the project needs: `[project]` (PEP 621) and `[dependency-groups]` (PEP 735).
//!
//! Only what is asked for is validated. Never runs a build backend: what is `dynamic` is refused by name.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::{Place, RequirementsError};
use super::line::{self, At, shown};
use super::lock::graph::When;
use super::sources::Sources;
use super::toml::{Element, Entry, Text, Toml};
use super::{Requirements, Root, World, input, tables};
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::requirement::Source as From;
use crate::pep::specifier::Specifiers;
use crate::sourced::Sourced;
use crate::sys;

/// A read `pyproject.toml`.
pub struct Project {
    pub(super) toml: Toml,
    pub(super) directory: std::path::PathBuf,
    cwd: std::path::PathBuf,
    name: Option<PackageName>,
    sources: Sources,
}

/// What `[project]` says of its dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// There is no `[project]`.
    NoProject,
    /// Nothing.
    Nothing,
    /// A list.
    List,
    /// `dynamic` names them.
    Dynamic,
}

impl Project {
    /// Reads `path`; `None` when it is not there. The file joins `read.inputs`.
    pub fn read(path: &Path, world: &World<'_>, read: &mut Requirements) -> Result<Option<Project>, RequirementsError> {
        let absolute = sys::fs::absolute(path, world.cwd);
        let bytes = match sys::fs::read(&absolute) {
            Ok(bytes) => bytes,
            Err(source) if source.is_not_found() => return Ok(None),
            Err(source) => return Err(RequirementsError::Read { place: None, source }),
        };
        read.inputs.push(input(&absolute, &bytes));
        let directory = absolute.parent().unwrap_or(Path::new("/")).to_owned();
        let project = Project::of_bytes(path, &bytes, &directory)?;
        read.use_sources(&project.sources);
        read.notes.extend(project.sources.notes.iter().cloned());
        Ok(Some(Project { cwd: world.cwd.to_owned(), ..project }))
    }

    /// Of the bytes of a file that lies in `directory`.
    pub fn of_bytes(path: &Path, bytes: &[u8], directory: &Path) -> Result<Project, RequirementsError> {
        let toml = Toml::parse(path, bytes)?;
        let sources = Sources::of_project(&toml, directory)?;
        let mut project =
            Project { toml, directory: directory.to_owned(), cwd: directory.to_owned(), name: None, sources };
        project.name = project.own_name()?;
        Ok(project)
    }

    /// The parsed file, for [`super::settings`].
    pub fn toml(&self) -> &Toml {
        &self.toml
    }

    /// Where it takes single packages from.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The project's name.
    pub fn name(&self) -> Option<&PackageName> {
        self.name.as_ref()
    }

    /// The project's version, when it is written there.
    pub fn version(&self) -> Option<&str> {
        self.toml.at(&["project", "version"]).and_then(|entry| entry.string().ok()).map(|text| text.as_str())
    }

    /// True when the project is built into a package of its own.
    pub fn is_package(&self) -> bool {
        self.toml.at(&["build-system"]).is_some() && !self.is_no_package()
    }

    /// What it says of its dependencies.
    pub fn says(&self) -> Says {
        match self.toml.at(&["project"]) {
            _ if self.has_poetry_list() => Says::List,
            None => Says::NoProject,
            Some(project) if project.get("dependencies").is_some() => Says::List,
            Some(_) if self.is_dynamic("dependencies") => Says::Dynamic,
            Some(_) => Says::Nothing,
        }
    }

    /// Tables of other tools that say what the project needs and are not read.
    pub fn unread_tables(&self) -> Vec<String> {
        const TABLES: [&[&str]; 2] =
            [&["tool", "uv", "constraint-dependencies"], &["tool", "uv", "override-dependencies"]];
        TABLES.iter().filter(|keys| self.toml.at(keys).is_some()).map(|keys| format!("[{}]", keys.join("."))).collect()
    }

    /// `requires-python`.
    pub fn requires_python(&self) -> Result<Option<Sourced<Specifiers>>, RequirementsError> {
        let Some(entry) = self.toml.at(&["project", "requires-python"]) else {
            return tables::poetry::requires_python(&self.toml);
        };
        let text = entry.string()?;
        let specifiers = Specifiers::parse(text.as_str()).map_err(|e| text.wrong(format!("requires-python: {e}")))?;
        Ok(Some(Sourced::new(specifiers, text.place(0).source())))
    }

    /// `project.dependencies`.
    pub fn dependencies(&self) -> Result<Vec<Sourced<Root>>, RequirementsError> {
        self.expand(&mut Vec::new(), Part::Dependencies)
    }

    /// One of `project.optional-dependencies`.
    pub fn extra(&self, name: &ExtraName) -> Result<Vec<Sourced<Root>>, RequirementsError> {
        self.expand(&mut Vec::new(), Part::Extra(name.clone()))
    }

    /// One of `dependency-groups`, with what it includes.
    pub fn group(&self, name: &GroupName) -> Result<Vec<Sourced<Root>>, RequirementsError> {
        self.expand(&mut Vec::new(), Part::Group(name.clone()))
    }

    /// The names of all extras. Two that are one name after normalization are an error.
    pub fn extras(&self) -> Result<Vec<ExtraName>, RequirementsError> {
        // As poetry does it: with lists in [project] its own table of extras counts no more.
        let mut names = match self.has_poetry_list() {
            true => tables::poetry::extras(&self.toml)?,
            false => self.optional()?.into_keys().collect(),
        };
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// The names of all dependency groups. Two that are one name after normalization are an error (PEP 735).
    pub fn groups(&self) -> Result<Vec<GroupName>, RequirementsError> {
        let mut names: Vec<GroupName> = self.dependency_groups()?.into_keys().collect();
        names.extend(self.groups_of_tools()?);
        names.sort();
        names.dedup();
        Ok(names)
    }

    // PEP 621: `name` must be there, and not dynamic.
    fn own_name(&self) -> Result<Option<PackageName>, RequirementsError> {
        let Some(project) = self.toml.at(&["project"]) else {
            let name = self.toml.at(&["tool", "poetry", "name"]).and_then(|entry| entry.string().ok());
            return Ok(name.and_then(|text| PackageName::parse(text.as_str()).ok()));
        };
        project.table()?;
        let Some(name) = project.get("name") else {
            return Err(project.wrong("[project] has no name"));
        };
        let text = name.string()?;
        PackageName::parse(text.as_str()).map(Some).map_err(|e| text.wrong(e.to_string()))
    }

    /// Whether `dynamic` names the field.
    pub(super) fn is_dynamic(&self, field: &str) -> bool {
        let list = self.toml.at(&["project", "dynamic"]).and_then(|entry| entry.strings().ok());
        list.is_some_and(|list| list.iter().any(|text| text.as_str() == field))
    }

    /// An error where `dynamic` names the field: only a build knows it.
    pub fn refuse_dynamic(&self, field: &str) -> Result<(), RequirementsError> {
        if !self.is_dynamic(field) {
            return Ok(());
        }
        let backend = self.toml.at(&["build-system", "build-backend"]).and_then(|entry| entry.string().ok());
        let backend = backend.map_or("the build backend", |text| text.as_str());
        Err(RequirementsError::Wrong {
            place: self.toml.at(&["project", "dynamic"]).map_or(Place::Whole(self.toml.path().into()), |e| e.place()),
            why: format!("{field} are dynamic: only {} knows them, and the project is not installed", shown(backend)),
            hints: vec![
                format!("write them into [project] {field}, or a [build-system] for 'noglue sync' to install it"),
                "or name a file: 'noglue sync -r requirements.txt'".into(),
            ],
        })
    }

    fn optional(&self) -> Result<BTreeMap<ExtraName, Entry<'_>>, RequirementsError> {
        self.named(&["project", "optional-dependencies"], "extra", ExtraName::parse)
    }

    fn dependency_groups(&self) -> Result<BTreeMap<GroupName, Entry<'_>>, RequirementsError> {
        self.named(&["dependency-groups"], "dependency group", GroupName::parse)
    }

    fn named<'a, N: Ord, E: std::error::Error>(
        &'a self,
        keys: &[&'a str],
        kind: &str,
        parse: impl Fn(&str) -> Result<N, E>,
    ) -> Result<BTreeMap<N, Entry<'a>>, RequirementsError> {
        let mut found = BTreeMap::new();
        let Some(table) = self.toml.at(keys) else { return Ok(found) };
        for entry in table.table()? {
            let name = parse(entry.key()).map_err(|e| entry.wrong(e.to_string()))?;
            if let Some(first) = found.insert(name, entry) {
                let (a, b) = (shown(first.key()), shown(entry.key()));
                return Err(entry.wrong(format!("\"{a}\" and \"{b}\" are one {kind}: names are compared normalized")));
            }
        }
        Ok(found)
    }

    /// The requirements of one part; `open` are the parts being expanded.
    fn expand(&self, open: &mut Vec<Part>, part: Part) -> Result<Vec<Sourced<Root>>, RequirementsError> {
        open.push(part.clone());
        let mut roots = Vec::new();
        match &part {
            Part::Dependencies if self.has_poetry_list() => roots.extend(self.of_poetry(&When::Always)?),
            Part::Extra(name) if self.has_poetry_list() => {
                let names = tables::poetry::extras(&self.toml)?;
                if !names.contains(name) {
                    return Err(self.unknown("extra", name.as_str(), names.iter().map(ToString::to_string).collect()));
                }
                roots.extend(self.of_poetry(&When::Extra(name.clone()))?);
            }
            Part::Dependencies => {
                self.refuse_dynamic("dependencies")?;
                if let Some(list) = self.toml.at(&["project", "dependencies"]) {
                    for text in list.strings()? {
                        self.requirement(text, open, &mut roots)?;
                    }
                }
            }
            Part::Extra(name) => {
                self.refuse_dynamic("optional-dependencies")?;
                let extras = self.optional()?;
                let Some(list) = extras.get(name) else {
                    let names = extras.keys().map(ToString::to_string).collect();
                    return Err(self.unknown("extra", name.as_str(), names));
                };
                for text in list.strings()? {
                    self.requirement(text, open, &mut roots)?;
                }
            }
            Part::Group(name) => {
                let groups = self.dependency_groups()?;
                let of_tools = self.of_tools(name)?;
                let Some(list) = groups.get(name) else {
                    let Some(of_tools) = of_tools else {
                        let names = self.groups()?.iter().map(ToString::to_string).collect();
                        return Err(self.unknown("dependency group", name.as_str(), names));
                    };
                    open.pop();
                    return Ok(of_tools);
                };
                roots.extend(of_tools.unwrap_or_default());
                for element in list.array()? {
                    match element.pairs() {
                        Some(pairs) => roots.extend(self.include(&element, &pairs, &groups, open)?),
                        None => self.requirement(element.string()?, open, &mut roots)?,
                    }
                }
            }
        }
        open.pop();
        Ok(roots)
    }

    // PEP 735: the table has exactly the key `include-group`.
    fn include(
        &self,
        element: &Element<'_>,
        pairs: &[(&str, &toml_edit::Value)],
        groups: &BTreeMap<GroupName, Entry<'_>>,
        open: &mut Vec<Part>,
    ) -> Result<Vec<Sourced<Root>>, RequirementsError> {
        let [("include-group", value)] = pairs else {
            return Err(element.wrong("a table in a dependency group has one key: {include-group = \"NAME\"}"));
        };
        let Some(text) = value.as_str() else {
            return Err(element.wrong("include-group must be a string"));
        };
        let name = GroupName::parse(text).map_err(|e| element.wrong(e.to_string()))?;
        if !groups.contains_key(&name) {
            return Err(element.wrong(format!("no dependency group \"{name}\" to include")));
        }
        let part = Part::Group(name);
        if let Some(at) = open.iter().position(|other| *other == part) {
            let names: Vec<_> = open[at..].iter().chain([&part]).map(Part::name).collect();
            return Err(element.wrong(format!("dependency groups include each other: {}", names.join(" -> "))));
        }
        self.expand(open, part)
    }

    /// One requirement. The project's own name stands for its dependencies and the extras named with it.
    fn requirement(
        &self,
        text: Text<'_>,
        open: &mut Vec<Part>,
        roots: &mut Vec<Sourced<Root>>,
    ) -> Result<(), RequirementsError> {
        let bases = [&*self.directory, &*self.cwd];
        let at = At { place: &|offset| text.place(offset), bases: &bases };
        let root = line::parse_standard(text.as_str(), &at)?;
        let requirement = &root.requirement;
        let is_told_by_build = self.is_dynamic("dependencies") || self.is_dynamic("optional-dependencies");
        let is_own = self.name.as_ref() == Some(&requirement.name) && !(is_told_by_build && self.is_package());
        if !is_own || matches!(requirement.source, From::Url(_)) {
            let from = text.place(0).source();
            roots.extend(
                self.sources.located(root, &self.directory)?.into_iter().map(|r| Sourced::new(r, from.clone())),
            );
            return Ok(());
        }
        let extras = requirement.extras.iter().cloned().map(Part::Extra);
        for part in [Part::Dependencies].into_iter().chain(extras) {
            // An extra that names itself adds nothing.
            if open.contains(&part) {
                continue;
            }
            for mut inner in self.expand(open, part)? {
                let own = &mut inner.value.requirement.marker;
                *own = match (&requirement.marker, own.take()) {
                    (Some(outer), Some(inner)) => Some(outer.and(&inner)),
                    (outer, inner) => inner.or_else(|| outer.clone()),
                };
                roots.push(inner);
            }
        }
        Ok(())
    }

    fn unknown(&self, kind: &'static str, name: &str, names: Vec<String>) -> RequirementsError {
        RequirementsError::Unknown { place: Place::Whole(self.toml.path().into()), kind, name: name.into(), names }
    }
}

/// What can be expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Dependencies,
    Extra(ExtraName),
    Group(GroupName),
}

impl Part {
    fn name(&self) -> &str {
        match self {
            Part::Dependencies => "dependencies",
            Part::Extra(name) => name.as_str(),
            Part::Group(name) => name.as_str(),
        }
    }
}

/// `-r pyproject.toml`: the dependencies of that project.
pub(super) fn read_into(read: &mut Requirements, path: &Path, world: &World<'_>) -> Result<(), RequirementsError> {
    let Some(project) = Project::read(path, world, read)? else {
        return Err(RequirementsError::Missing { path: path.to_owned(), place: None });
    };
    if project.says() == Says::NoProject {
        let place = Place::Whole(path.to_owned());
        return Err(RequirementsError::Wrong { place, why: "it has no [project] table".into(), hints: Vec::new() });
    }
    read.requires_python = project.requires_python()?;
    read.roots.extend(project.dependencies()?);
    Ok(())
}
