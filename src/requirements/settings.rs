//! `[tool.noglue]` of `pyproject.toml`, and `noglue.toml` beside it -> how a project wants its environment.
//!
//! Data only. A project that came from elsewhere must not choose where packages come from: its index settings are read
//! so that they can be named, and not used (`docs/concepts`, trust).

use std::path::{Path, PathBuf};

use super::error::RequirementsError;
use super::project::Project;
use super::sources::Sources;
use super::toml::{Entry, Text, Toml};
use super::{Policy, Requirements, World, input};
use crate::pep::name::GroupName;
use crate::sourced::Sourced;
use crate::sys;

/// What a project says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `python = "3.12"`
    pub python: Option<Sourced<String>>,
    /// `link-mode = "copy"`
    pub link_mode: Option<Sourced<String>>,
    /// `prompt = "name"`
    pub prompt: Option<Sourced<String>>,
    /// `system-site-packages = true`
    pub system_site_packages: Option<Sourced<bool>>,
    /// `default-groups = ["dev"]`
    pub default_groups: Option<Sourced<Vec<GroupName>>>,
    /// `package = false`: the project is no package to be installed, whatever its files look like.
    pub package: Option<Sourced<bool>>,
    /// `requirements = ["requirements/production.txt"]`, relative to the project.
    pub requirements: Option<Sourced<Vec<PathBuf>>>,
    /// `reload = "gunicorn"` or a list: what a sync reloads after a change.
    pub reload: Option<Sourced<Vec<String>>>,
    /// `health = "http://127.0.0.1:8000/"`
    pub health: Option<Sourced<String>>,
    /// Which versions are chosen.
    pub policy: Policy,
    /// Where single packages come from.
    pub sources: Sources,
    /// `index-url`, `extra-index-url` and `find-links`, which a project cannot set; each with its place.
    pub not_trusted: Vec<Sourced<String>>,
    /// Keys that mean nothing, as remarks.
    pub notes: Vec<String>,
}

const KEYS: [&str; 19] = [
    "package",
    "python",
    "link-mode",
    "prompt",
    "system-site-packages",
    "default-groups",
    "requirements",
    "reload",
    "health",
    "env",
    "env-file",
    "exclude-newer",
    "prerelease",
    "resolution",
    "index",
    "sources",
    "index-url",
    "extra-index-url",
    "find-links",
];

impl Settings {
    /// The settings of the project in `dir`. `pyproject` is its file, if it has one; `noglue.toml` wins over it.
    pub fn of_project(
        dir: &Path,
        pyproject: Option<&Project>,
        world: &World<'_>,
        read: &mut Requirements,
    ) -> Result<Settings, RequirementsError> {
        let sources = pyproject.map(Project::sources).cloned().unwrap_or_default();
        let mut settings = Settings { sources, ..Settings::default() };
        if let Some(table) = pyproject.and_then(|project| project.toml().at(&["tool", "noglue"])) {
            for entry in table.table()? {
                settings.take(&entry)?;
            }
        }
        let path = dir.join("noglue.toml");
        let absolute = sys::fs::absolute(&path, world.cwd);
        let bytes =
            sys::fs::read_if_there(&absolute).map_err(|source| RequirementsError::Read { place: None, source })?;
        if let Some(bytes) = bytes {
            let toml = Toml::parse(&path, &bytes)?;
            read.inputs.push(input(&absolute, &bytes));
            settings.sources.take_first(&toml, absolute.parent().unwrap_or(Path::new("/")))?;
            for entry in toml.entries() {
                settings.take(&entry)?;
            }
        }
        Ok(settings)
    }

    fn take(&mut self, entry: &Entry<'_>) -> Result<(), RequirementsError> {
        let from = entry.place().source();
        let string = || entry.string().map(|text| Sourced::new(text.as_str().to_owned(), from.clone()));
        match entry.key() {
            "python" => self.python = Some(string()?),
            "link-mode" => self.link_mode = Some(string()?),
            "prompt" => self.prompt = Some(string()?),
            "system-site-packages" => self.system_site_packages = Some(Sourced::new(entry.bool()?, from)),
            "package" => self.package = Some(Sourced::new(entry.bool()?, from)),
            "default-groups" => {
                let group = |text: &Text<'_>| GroupName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()));
                let groups = entry.strings()?.iter().map(group).collect::<Result<_, _>>()?;
                self.default_groups = Some(Sourced::new(groups, from));
            }
            "requirements" => {
                let files = entry.strings()?.iter().map(file).collect::<Result<_, _>>()?;
                self.requirements = Some(Sourced::new(files, from));
            }
            "reload" => {
                let words = match entry.string() {
                    Ok(text) => vec![text.as_str().to_owned()],
                    Err(_) => entry.strings()?.iter().map(|text| text.as_str().to_owned()).collect(),
                };
                self.reload = Some(Sourced::new(words, from));
            }
            // For shells: read by `activate`, when a directory is entered.
            "env" | "env-file" => {}
            "health" => self.health = Some(string()?),
            "exclude-newer" => self.policy.exclude_newer = Some(string()?),
            "prerelease" => self.policy.prerelease = Some(string()?),
            "resolution" => self.policy.resolution = Some(string()?),
            // Read as a whole.
            "index" | "sources" => {}
            key @ ("index-url" | "extra-index-url" | "find-links") => {
                self.not_trusted.push(Sourced::new(key.to_owned(), from));
            }
            key => {
                let near = crate::ui::did_you_mean(key, KEYS);
                let near = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
                let key = crate::ui::clean(key);
                self.notes.push(format!("{}: noglue has no setting \"{key}\"{near}", entry.place()));
            }
        }
        Ok(())
    }
}

// A file of the project, not of the machine it is unpacked on.
fn file(text: &Text<'_>) -> Result<PathBuf, RequirementsError> {
    let path = Path::new(text.as_str());
    let is_inside = path.components().all(|c| matches!(c, std::path::Component::Normal(_)));
    if !is_inside || text.as_str().is_empty() {
        let shown = crate::ui::clean(text.as_str());
        return Err(text.wrong(format!("\"{shown}\" is not the path of a file in the project")));
    }
    Ok(path.to_owned())
}
