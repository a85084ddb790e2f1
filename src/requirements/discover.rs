//! A project directory -> the files that say what it needs, and what they say.
//!
//! `pyproject.toml` with dependencies comes first, then `requirements.txt`, then the one file in `requirements/` that can
//! be meant. What is there and is not the one is named, never passed over in silence.

use std::path::{Path, PathBuf};

use super::error::{Place, RequirementsError};
use super::file::read_files;
use super::lock::{self, Found, Tool};
use super::precedence;
use super::project::{Project, Says};
use super::settings::Settings;
use super::tables::Tables;
use super::{Requirements, Said, World};
use crate::pep::name::{ExtraName, GroupName};
use crate::sourced::Source;
use crate::sys;

/// What of a project is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// `--extra NAME`
    pub extras: Vec<ExtraName>,
    /// `--all-extras`
    pub all_extras: bool,
    /// `--group NAME`; `--dev` is the group `dev`.
    pub groups: Vec<GroupName>,
    /// `--all-groups`
    pub all_groups: bool,
    /// Groups that are left out: `--no-group NAME`.
    pub without: Vec<GroupName>,
    /// `--no-dev`: none of the groups that are for developers and are installed unasked.
    pub no_dev: bool,
    /// The groups that are installed unasked: `default-groups`, else `dev` where there is one.
    pub default_groups: bool,
    /// `--only-group`: not the project's own dependencies.
    pub groups_only: bool,
    /// `--no-install-project`: what the project needs, not the project itself.
    pub without_project: bool,
}

/// A project's requirements and settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfProject {
    /// What it needs.
    pub requirements: Requirements,
    /// How it wants its environment.
    pub settings: Settings,
    /// The groups that were taken in the end.
    pub groups: Vec<GroupName>,
    /// The extras that were taken in the end.
    pub extras: Vec<ExtraName>,
    /// The lock that says which versions.
    pub lock: Option<Found>,
}

/// All that the project in `dir` can be asked for, each part by itself.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    /// What it needs itself.
    pub base: Requirements,
    /// What each of its extras needs more.
    pub extras: Vec<(ExtraName, Requirements)>,
    /// What each of its dependency groups needs.
    pub groups: Vec<(GroupName, Requirements)>,
    /// The groups that are installed unasked.
    pub default_groups: Vec<GroupName>,
}

/// Reads all parts of the project in `dir`.
pub fn whole(dir: &Path, world: &World<'_>) -> Result<Whole, RequirementsError> {
    let base = Wanted::default();
    let only = || Wanted { groups_only: true, ..Wanted::default() };
    let named = of_project(dir, &Wanted { all_extras: true, all_groups: true, default_groups: true, ..only() }, world)?;
    let mut whole = Whole { base: of_project(dir, &base, world)?.requirements, ..Whole::default() };
    for extra in named.extras {
        let requirements = of_project(dir, &Wanted { extras: vec![extra.clone()], ..only() }, world)?.requirements;
        whole.extras.push((extra, requirements));
    }
    whole.default_groups = of_project(dir, &Wanted { default_groups: true, ..base }, world)?.groups;
    let others = named.groups.into_iter().filter(|group| !whole.default_groups.contains(group));
    for group in whole.default_groups.clone().into_iter().chain(others) {
        let requirements = of_project(dir, &Wanted { groups: vec![group.clone()], ..only() }, world)?.requirements;
        whole.groups.push((group, requirements));
    }
    whole.groups.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(whole)
}

impl Whole {
    /// All of it, part by part.
    pub fn parts_mut(&mut self) -> impl Iterator<Item = &mut Requirements> {
        let extras = self.extras.iter_mut().map(|(_, part)| part);
        std::iter::once(&mut self.base).chain(extras).chain(self.groups.iter_mut().map(|(_, part)| part))
    }
}

/// How the project in `dir` wants its environment, without what it wants in it.
pub fn settings(dir: &Path, world: &World<'_>) -> Result<Settings, RequirementsError> {
    let mut read = Requirements::default();
    let project = Project::read(&dir.join("pyproject.toml"), world, &mut read)?;
    Settings::of_project(dir, project.as_ref(), world, &mut read)
}

/// The requirements of the project in `dir`.
pub fn of_project(dir: &Path, wanted: &Wanted, world: &World<'_>) -> Result<OfProject, RequirementsError> {
    let mut found = OfProject::default();
    let mut read = Requirements::default();
    let project = Project::read(&dir.join("pyproject.toml"), world, &mut read)?;
    found.settings = Settings::of_project(dir, project.as_ref(), world, &mut read)?;
    read.use_sources(&found.settings.sources);
    read.options.policy = found.settings.policy.clone();
    let reading = Reading { dir, world, project: project.as_ref() };

    found.lock = reading.lock(&found.settings, &mut read)?;
    let base = reading.base(&found.settings, found.lock.as_ref())?;
    let extras = reading.extras(wanted, &base)?;
    let is_package = !wanted.without_project
        && match &found.settings.package {
            Some(said) => said.value,
            None => match &base {
                Base::Project(project) => project.is_package(),
                Base::Files(_) | Base::Lock | Base::Tables(_) => false,
                Base::Package => true,
            },
        };
    if !wanted.groups_only {
        match &base {
            // What is dynamic the package itself tells, once it was asked.
            Base::Project(project) if project.says() == Says::Dynamic && (is_package || found.lock.is_some()) => {}
            Base::Project(project) => read.roots.extend(project.dependencies()?),
            Base::Files(files) => read.extend(read_files(files, world)?),
            Base::Tables(tables) => read.extend(tables.base.clone()),
            Base::Package | Base::Lock => {}
        }
        if is_package {
            reading.itself(&extras, &mut read)?;
        }
    }
    if let Base::Tables(tables) = &base {
        read.requires_python = tables.requires_python.clone();
        read.inputs.extend(tables.base.inputs.iter().cloned());
    }
    if let Some(project) = &project {
        read.requires_python = project.requires_python()?.or(read.requires_python.take());
    }
    // What a lock alone has, it tells when it is read.
    for extra in extras.iter().filter(|_| !matches!(base, Base::Lock)) {
        if let Base::Tables(tables) = &base {
            read.roots.extend(tables.extra(extra)?.iter().cloned());
            continue;
        }
        let Some(project) = reading.project.filter(|project| project.says() != Says::NoProject) else {
            if is_package {
                continue;
            }
            return Err(reading.without_project("extra", extra.as_str()));
        };
        let is_told = is_package || found.lock.is_some();
        if !(is_told && project.is_dynamic("optional-dependencies")) {
            read.roots.extend(project.extra(extra)?);
        }
    }
    found.groups = reading.groups(wanted, &found, &base)?;
    for group in found.groups.iter().filter(|_| !matches!(base, Base::Lock)) {
        reading.group(group, &base, &mut read)?;
    }
    found.extras = extras;
    reading.notes(&base, &found.settings, &mut read);
    read.inputs.sort();
    read.inputs.dedup();
    found.requirements = read;
    Ok(found)
}

/// Where a project says what it needs itself: for who changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// In the dependencies of `[project]`.
    Project,
    /// In these files.
    Files(Vec<PathBuf>),
    /// In what belongs to another tool or to the package itself.
    Elsewhere(String),
    /// Nowhere yet.
    Nowhere,
}

/// Where the project in `dir` says it, by the same table that [`of_project`] goes by.
pub fn written(dir: &Path, world: &World<'_>) -> Result<Written, RequirementsError> {
    let mut read = Requirements::default();
    let project = Project::read(&dir.join("pyproject.toml"), world, &mut read)?;
    let settings = Settings::of_project(dir, project.as_ref(), world, &mut read)?;
    let reading = Reading { dir, world, project: project.as_ref() };
    let lock = reading.lock(&settings, &mut read)?;
    let says = project.as_ref().map_or(Says::NoProject, Project::says);
    let table = |name: &str| Written::Elsewhere(format!("{name} in pyproject.toml"));
    let of_tools = ["Pipfile", "setup.py", "setup.cfg", "environment.yml"];
    let other = of_tools.into_iter().find(|name| reading.exists(&dir.join(name)));
    Ok(match reading.base(&settings, lock.as_ref()) {
        Ok(Base::Files(files)) => Written::Files(files),
        Ok(Base::Project(project)) if project.has_poetry_list() => table("[tool.poetry]"),
        Ok(Base::Project(_) | Base::Lock) if matches!(says, Says::List | Says::Dynamic | Says::Nothing) => {
            project.as_ref().map_or(Ok(()), |project| project.refuse_dynamic("dependencies"))?;
            Written::Project
        }
        Ok(Base::Project(_)) => Written::Nowhere,
        Ok(Base::Lock) => {
            let path = lock.as_ref().and_then(|lock| lock.path.file_name()).unwrap_or_default();
            Written::Elsewhere(path.to_string_lossy().into_owned())
        }
        Ok(Base::Package | Base::Tables(_)) => {
            Written::Elsewhere(other.unwrap_or("what the package says when it is built").to_owned())
        }
        Err(RequirementsError::Nothing { .. }) => {
            let tables = project.as_ref().map(Project::unread_tables).unwrap_or_default();
            let other = other.map(|name| Written::Elsewhere(name.to_owned()));
            other.or(tables.first().map(|name| table(name))).unwrap_or(Written::Nowhere)
        }
        Err(error) => return Err(error),
    })
}

struct Reading<'a> {
    dir: &'a Path,
    world: &'a World<'a>,
    project: Option<&'a Project>,
}

enum Base<'a> {
    Project(&'a Project),
    Files(Vec<PathBuf>),
    /// Only the package that the project is says what it needs.
    Package,
    /// There is a lock and nothing else.
    Lock,
    /// Files of other tools.
    Tables(Box<Tables>),
}

/// What may hold a project's requirements, in the order they are looked for.
const LOOKED_FOR: &str = "[project], [dependency-groups] or [tool.poetry] in pyproject.toml, Pipfile, requirements.txt, \
     requirements/*.txt, requirements.in, setup.py, setup.cfg, environment.yml";

/// Files that projects without tables have for a group, the usual one first.
pub fn files_of_group(group: &GroupName) -> [String; 4] {
    [
        format!("requirements-{group}.txt"),
        format!("requirements_{group}.txt"),
        format!("{group}-requirements.txt"),
        format!("requirements/{group}.txt"),
    ]
}

impl<'a> Reading<'a> {
    // `pylock.toml`, else the lock of the tool that the project is of.
    fn lock(&self, settings: &Settings, read: &mut Requirements) -> Result<Option<Found>, RequirementsError> {
        let standard = Found::at(&self.dir.join(lock::NAME), self.world, read)?;
        let (tool, mut others) = precedence::own_lock(self.project, &|name| self.exists(&self.dir.join(name)));
        let is_wanted = standard.is_none() && settings.requirements.is_none();
        // As uv does it: a lock that lies in a member counts no more.
        let mut own = match tool {
            Some(Tool::Uv) | None if is_wanted && self.project.is_some() => {
                Found::of_workspace(self.dir, self.world, read)?
            }
            _ => None,
        };
        others.extend(tool.filter(|_| !is_wanted || own.is_some()));
        if let Some(tool) = tool.filter(|_| is_wanted && own.is_none()) {
            own = Found::of_tool(tool, self.dir, self.world, read)?;
        }
        let used = own.as_ref().or(standard.as_ref());
        for other in others {
            let name = other.lock();
            read.notes.push(match used {
                Some(used) => format!("{name} is not read: {} is", used.path.display()),
                None if settings.requirements.is_some() => format!("{name} is not read: the project names other files"),
                None => format!("{name} is not read: there is no {} that it belongs to", other.manifest()),
            });
        }
        Ok(standard.or(own))
    }

    fn base(&self, settings: &Settings, lock: Option<&Found>) -> Result<Base<'a>, RequirementsError> {
        if let Some(files) = &settings.requirements {
            return Ok(Base::Files(files.value.iter().map(|file| self.dir.join(file)).collect()));
        }
        if let Some(project) = self.project.filter(|p| matches!(p.says(), Says::List | Says::Dynamic)) {
            return Ok(Base::Project(project));
        }
        if lock.is_some_and(|lock| matches!(lock.tool, Some(Tool::Uv | Tool::Poetry | Tool::Pdm))) {
            return Ok(Base::Lock);
        }
        if let Some(tables) = Tables::of_pipfile(self.dir, self.world)? {
            return Ok(Base::Tables(Box::new(tables)));
        }
        let plain = self.dir.join("requirements.txt");
        if self.exists(&plain) {
            return Ok(Base::Files(vec![plain]));
        }
        if let Some(file) = self.in_folder()? {
            return Ok(Base::Files(vec![file]));
        }
        let source = self.dir.join("requirements.in");
        if self.exists(&source) {
            return Ok(Base::Files(vec![source]));
        }
        let has_tables = |p: &&Project| p.says() == Says::Nothing || p.toml().at(&["dependency-groups"]).is_some();
        if let Some(project) = self.project.filter(has_tables) {
            return Ok(Base::Project(project));
        }
        let has_setup = self.exists(&self.dir.join("setup.py"));
        if has_setup || self.project.is_some_and(Project::is_package) {
            return Ok(Base::Package);
        }
        // A lock alone says all that is needed.
        if lock.is_some() {
            return Ok(Base::Lock);
        }
        if let Some(tables) = Tables::of_setup_cfg(self.dir, self.world)? {
            return Ok(Base::Tables(Box::new(tables)));
        }
        if let Some(tables) = Tables::of_conda(self.dir, self.world)? {
            return Ok(Base::Tables(Box::new(tables)));
        }
        let mut unread = self.unread()?;
        if let Some(project) = self.project {
            let tables = project.unread_tables();
            let none = || "pyproject.toml without those tables".to_owned();
            unread.push(if tables.is_empty() { none() } else { format!("pyproject.toml with {}", tables.join(", ")) });
        }
        Err(RequirementsError::Nothing { dir: self.dir.to_owned(), looked_for: LOOKED_FOR.into(), unread })
    }

    // The one file of `requirements/` that is meant.
    fn in_folder(&self) -> Result<Option<PathBuf>, RequirementsError> {
        let folder = self.dir.join("requirements");
        let names = self.texts(&folder)?;
        match precedence::in_folder(&names) {
            Ok(name) => Ok(name.map(|name| folder.join(name))),
            Err(files) => Err(RequirementsError::Ambiguous { dir: folder, files }),
        }
    }

    fn texts(&self, folder: &Path) -> Result<Vec<String>, RequirementsError> {
        let absolute = sys::fs::absolute(folder, self.world.cwd);
        if !sys::fs::is_dir(&absolute) {
            return Ok(Vec::new());
        }
        let names = sys::fs::names(&absolute).map_err(|source| RequirementsError::Read { place: None, source })?;
        let texts = names.into_iter().filter_map(|name| name.into_string().ok());
        Ok(texts.filter(|name| name.ends_with(".txt") && !name.starts_with('.')).collect())
    }

    fn exists(&self, path: &Path) -> bool {
        sys::fs::exists(&sys::fs::absolute(path, self.world.cwd))
    }

    fn extras(&self, wanted: &Wanted, base: &Base<'_>) -> Result<Vec<ExtraName>, RequirementsError> {
        let mut extras = wanted.extras.clone();
        if let (true, Some(project)) = (wanted.all_extras, self.project) {
            extras.extend(project.extras()?);
        }
        if let (true, Base::Tables(tables)) = (wanted.all_extras, base) {
            extras.extend(tables.extras.iter().map(|(name, _)| name.clone()));
        }
        Ok(unique(extras))
    }

    fn groups(&self, wanted: &Wanted, found: &OfProject, base: &Base<'_>) -> Result<Vec<GroupName>, RequirementsError> {
        let mut groups = Vec::new();
        // Of several tools the one whose lock is used, else the one that is named first.
        let of_lock = found.lock.as_ref().and_then(|lock| lock.tool);
        let tool = of_lock.or_else(|| self.project.and_then(|project| project.tools().first().copied()));
        let are_all_for_developers = matches!(tool, Some(Tool::Poetry | Tool::Pdm));
        if wanted.default_groups && !wanted.groups_only {
            match (&found.settings.default_groups, self.project) {
                _ if wanted.no_dev && are_all_for_developers => {}
                (Some(said), _) => groups.extend(said.value.iter().cloned()),
                (None, Some(project)) => {
                    groups.extend(project.default_groups(tool)?);
                }
                _ => {}
            }
        }
        if wanted.all_groups {
            groups.extend(self.project.map_or_else(|| Ok(Vec::new()), Project::groups)?);
            if let Base::Tables(tables) = base {
                groups.extend(tables.groups.iter().map(|(name, _)| name.clone()));
            }
        }
        groups.extend(wanted.groups.iter().cloned());
        groups.retain(|group| !(wanted.without.contains(group) || (wanted.no_dev && *group == "dev")));
        Ok(unique(groups))
    }

    /// The project itself, installed as a package whose source is used where it lies.
    fn itself(&self, extras: &[ExtraName], read: &mut Requirements) -> Result<(), RequirementsError> {
        let from = match self.project {
            Some(project) => Source::File(project.toml().path().to_owned(), None),
            None => Source::File(self.dir.join("setup.py"), None),
        };
        let dir = sys::fs::absolute(self.dir, self.world.cwd);
        let place = dir.to_string_lossy().into_owned();
        let mut said = super::of_editable(&place, &from, &World { cwd: &dir, ..*self.world })?;
        if let (Said::Unnamed(unnamed), Some(name)) = (&said.value, self.project.and_then(Project::name)) {
            said.value = Said::Named(unnamed.clone().named(name.clone()));
        }
        match &mut said.value {
            Said::Named(root) => root.requirement.extras = extras.to_vec(),
            Said::Unnamed(unnamed) => unnamed.extras = extras.to_vec(),
        }
        read.push(said);
        Ok(())
    }

    /// A dependency group, or the file that projects without them have for it.
    fn group(&self, group: &GroupName, base: &Base<'_>, read: &mut Requirements) -> Result<(), RequirementsError> {
        if let Base::Tables(tables) = base
            && let Some(roots) = tables.group(group)
        {
            read.roots.extend(roots.iter().cloned());
            return Ok(());
        }
        if let Some(project) = self.project.filter(|p| p.groups().is_ok_and(|groups| groups.contains(group))) {
            read.roots.extend(project.group(group)?);
            return Ok(());
        }
        if let Some(file) = files_of_group(group).iter().map(|name| self.dir.join(name)).find(|path| self.exists(path))
        {
            read.extend(read_files(&[file], self.world)?);
            return Ok(());
        }
        if let Base::Tables(tables) = base {
            return Err(tables.without_group(group));
        }
        match self.project {
            Some(project) => project.group(group).map(drop),
            None => Err(self.without_project("dependency group", group.as_str())),
        }
    }

    fn without_project(&self, kind: &'static str, name: &str) -> RequirementsError {
        RequirementsError::Unknown {
            place: Place::Said(Source::File(self.dir.to_owned(), None)),
            kind,
            name: name.into(),
            names: Vec::new(),
        }
    }

    /// What is there and not read yet.
    fn unread(&self) -> Result<Vec<String>, RequirementsError> {
        let absolute = sys::fs::absolute(self.dir, self.world.cwd);
        let names = sys::fs::names(&absolute).map_err(|source| RequirementsError::Read { place: None, source })?;
        let names = names.into_iter().filter_map(|name| name.into_string().ok());
        Ok(names.filter(|name| lock::is_pylock(name) || Tool::of_lock(name).is_some()).collect())
    }

    fn notes(&self, base: &Base<'_>, settings: &Settings, read: &mut Requirements) {
        read.notes.extend(settings.notes.iter().cloned());
        for said in &settings.not_trusted {
            let key = &said.value;
            read.notes.push(format!(
                "{}: {key} is not used: a project does not choose where packages come from; set PIP_{} or pass --{key}",
                said.from,
                key.to_ascii_uppercase().replace('-', "_"),
            ));
        }
        if let Base::Project(_) = base
            && self.exists(&self.dir.join("requirements.txt"))
        {
            read.notes.push("requirements.txt is not read: pyproject.toml has the dependencies".into());
        }
        if let Base::Project(_) = base
            && self.exists(&self.dir.join("Pipfile"))
        {
            read.notes.push("Pipfile is not read: pyproject.toml has the dependencies".into());
        }
        if let Some(project) = self.project {
            for table in project.unread_tables() {
                read.notes.push(format!("{table} in pyproject.toml is not read yet"));
            }
        }
    }
}

fn unique<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    let mut seen = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}
