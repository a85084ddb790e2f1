//! What a `pyproject.toml` says in the tables of uv, poetry, pdm and hatch, as parts of the [`Project`] it is.

use super::{pdm, poetry};
use crate::pep::name::GroupName;
use crate::requirements::Root;
use crate::requirements::error::RequirementsError;
use crate::requirements::lock::Tool;
use crate::requirements::lock::graph::When;
use crate::requirements::project::Project;
use crate::requirements::toml::Text;
use crate::sourced::Sourced;

type Result<T> = std::result::Result<T, RequirementsError>;
type Roots = Vec<Sourced<Root>>;

impl Project {
    /// The tools it names: those with a table of their own, then what builds it.
    pub fn tools(&self) -> Vec<Tool> {
        let has_table = |tool: &Tool| self.toml.at(&["tool", tool.name()]).is_some();
        let backend = self.toml.at(&["build-system", "build-backend"]).and_then(|entry| entry.string().ok());
        let backend = backend.map_or("", |text| text.as_str());
        let names = |tool: &Tool| {
            backend.starts_with(&format!("{}_", tool.name())) || backend.starts_with(&format!("{}.", tool.name()))
        };
        let (tables, others): (Vec<Tool>, Vec<Tool>) = Tool::ALL.into_iter().partition(has_table);
        tables.into_iter().chain(others.into_iter().filter(names)).collect()
    }

    /// True when its dependencies stand in poetry's table.
    pub(in crate::requirements) fn has_poetry_list(&self) -> bool {
        let has_project = self.toml.at(&["project"]).is_some();
        poetry::is_used(&self.toml)
            && (!has_project
                || (self.is_dynamic("dependencies") && self.toml.at(&["project", "dependencies"]).is_none()))
    }

    /// True when a tool was told that it is no package.
    pub(in crate::requirements) fn is_no_package(&self) -> bool {
        const SWITCHES: [&[&str]; 3] =
            [&["tool", "poetry", "package-mode"], &["tool", "uv", "package"], &["tool", "pdm", "distribution"]];
        SWITCHES.iter().any(|keys| self.toml.at(keys).is_some_and(|entry| entry.bool().is_ok_and(|value| !value)))
    }

    /// What poetry's tables say for a part.
    pub(in crate::requirements) fn of_poetry(&self, part: &When) -> Result<Roots> {
        let all = poetry::roots(&self.toml, &self.directory)?;
        all.iter().filter(|(when, _)| when == part).map(|(_, dependency)| dependency.root()).collect()
    }

    /// The groups in tables of tools.
    pub(in crate::requirements) fn groups_of_tools(&self) -> Result<Vec<GroupName>> {
        let mut names = poetry::groups(&self.toml)?.unwrap_or_default();
        names.extend(pdm::groups(&self.toml)?.into_iter().map(|(name, _)| name));
        names.extend(self.toml.at(&["tool", "uv", "dev-dependencies"]).map(|_| dev()));
        for environment in self.hatch_environments()? {
            names.push(environment);
        }
        Ok(names)
    }

    // `[tool.hatch.envs.NAME]` with dependencies is a group.
    fn hatch_environments(&self) -> Result<Vec<GroupName>> {
        let all = self.toml.at(&["tool", "hatch", "envs"]).map(|all| all.table()).transpose()?.unwrap_or_default();
        let has = |entry: &crate::requirements::toml::Entry<'_>| HATCH_LISTS.iter().any(|key| entry.get(key).is_some());
        let named = all.into_iter().filter(has);
        named.map(|entry| GroupName::parse(entry.key()).map_err(|e| entry.wrong(e.to_string()))).collect()
    }

    /// What tables of tools say for a group; `None` when they do not have it.
    pub(in crate::requirements) fn of_tools(&self, group: &GroupName) -> Result<Option<Roots>> {
        let mut roots = Roots::new();
        let mut is_there = false;
        if poetry::groups(&self.toml)?.is_some_and(|names| names.contains(group)) {
            is_there = true;
            roots.extend(self.of_poetry(&When::Group(group.clone()))?);
        }
        let mut lines: Vec<Text<'_>> = Vec::new();
        for (_, entry) in pdm::groups(&self.toml)?.into_iter().filter(|(name, _)| name == group) {
            is_there = true;
            lines.extend(entry.strings()?);
        }
        if let Some(entry) = self.toml.at(&["tool", "uv", "dev-dependencies"]).filter(|_| *group == "dev") {
            is_there = true;
            lines.extend(entry.strings()?);
        }
        let environments = self.toml.at(&["tool", "hatch", "envs"]).map(|all| all.table()).transpose()?;
        for environment in environments.unwrap_or_default() {
            if GroupName::parse(environment.key()).as_ref() != Ok(group) {
                continue;
            }
            for key in HATCH_LISTS {
                if let Some(list) = environment.get(key) {
                    is_there = true;
                    lines.extend(list.strings()?);
                }
            }
        }
        for text in lines {
            roots.push(pdm::line(&text, &self.directory)?);
        }
        Ok(is_there.then_some(roots))
    }

    /// The groups that are installed unasked where the project does not tell noglue: as its own tool does it.
    pub(in crate::requirements) fn default_groups(&self, tool: Option<Tool>) -> Result<Vec<GroupName>> {
        let all = self.groups()?;
        if let Some(said) = self.toml.at(&["tool", "uv", "default-groups"]) {
            if said.string().is_ok_and(|text| text.as_str() == "all") {
                return Ok(all);
            }
            let one = |text: &Text<'_>| GroupName::parse(text.as_str()).map_err(|e| text.wrong(e.to_string()));
            return said.strings()?.iter().map(one).collect();
        }
        let is_default = |group: &GroupName| match tool {
            Some(Tool::Poetry) => !poetry::is_optional(&self.toml, group),
            Some(Tool::Pdm) => true,
            _ => {
                *group == "dev"
                    || (*group == "default" && self.toml.at(&["tool", "hatch", "envs", "default"]).is_some())
            }
        };
        Ok(all.into_iter().filter(is_default).collect())
    }
}

const HATCH_LISTS: [&str; 2] = ["dependencies", "extra-dependencies"];

fn dev() -> GroupName {
    GroupName::parse("dev").expect("a plain word is a name")
}
