//! The file and the list in it that a project says its needs in.

use std::path::{Path, PathBuf};

use super::{Subject, Where, undo};
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::flow::{remote, wanted};
use crate::pep::name::{ExtraName, GroupName};
use crate::requirements::discover::{self, Written};
use crate::requirements::edit::{File, Form, Part};
use crate::requirements::project::{Project, Says};
use crate::requirements::{Requirements, World, is_url, lock, script};
use crate::sys;

/// A list in a file.
pub(super) struct Place {
    pub path: PathBuf,
    pub file: File,
    pub part: Part,
    /// The group that all of the file is.
    pub group_of_file: Option<GroupName>,
    /// It is not on the disk yet.
    pub is_new: bool,
}

/// Where something is removed.
pub(super) fn to_remove(context: &Context, at: &Where, subject: &Subject) -> Result<Place> {
    let place = find(context, at, subject)?;
    if place.is_new {
        return Err(Plain::refused(format!("{} says nowhere what it needs", subject.project.root.display()))
            .hint("'noglue pip uninstall' removes what is only installed")
            .into());
    }
    Ok(place)
}

/// What was asked to be changed, by name.
enum Named {
    Nothing,
    Extra(ExtraName),
    Group(GroupName),
}

/// Where something is added; the file need not be there.
pub(super) fn find(context: &Context, at: &Where, subject: &Subject) -> Result<Place> {
    let named = match (&at.group, &at.extra) {
        (Some(group), _) => Named::Group(name(group, "dependency group", GroupName::parse)?),
        (_, Some(extra)) => Named::Extra(name(extra, "extra", ExtraName::parse)?),
        _ if at.dev => Named::Group(GroupName::parse("dev").expect("letters only")),
        _ => Named::Nothing,
    };
    let root = &subject.project.root;
    if let (Named::Nothing, Some(first)) = (&named, subject.asked.requirements.first()) {
        return of_named_file(first);
    }
    let variable = wanted::variables(context);
    let fetch = remote::reader(context, &at.index);
    let world = World { cwd: root, variable: &variable, fetch: &fetch };
    let path = root.join("pyproject.toml");
    undo::real(&path)?;
    let project = Project::read(&path, &world, &mut Requirements::default())?;
    match named {
        Named::Nothing => dependencies(root, &world),
        Named::Extra(extra) => {
            let has_project = project.as_ref().filter(|project| project.says() != Says::NoProject);
            let Some(project) = has_project else {
                return Err(Plain::refused(format!("there is no [project] in {}", path.display()))
                    .hint("extras belong to a [project]; without one, use '--group'")
                    .into());
            };
            project.refuse_dynamic("optional-dependencies")?;
            open(path, Form::Pyproject, Part::Extra(extra))
        }
        Named::Group(group) => of_group(root, project.as_ref(), group),
    }
}

fn dependencies(root: &Path, world: &World<'_>) -> Result<Place> {
    match discover::written(root, world)? {
        Written::Project => open(root.join("pyproject.toml"), Form::Pyproject, Part::Dependencies),
        Written::Files(files) if !files.is_empty() => of_named_file(&files[0]),
        Written::Files(_) | Written::Nowhere => open(root.join("requirements.txt"), Form::Lines, Part::Dependencies),
        Written::Elsewhere(other) => {
            Err(Plain::refused(format!("what {} needs is said in {other}, which noglue does not edit", root.display()))
                .hint(format!("change {other} yourself, then 'noglue sync'"))
                .into())
        }
    }
}

// As `noglue sync --group` looks for it.
fn of_group(root: &Path, project: Option<&Project>, group: GroupName) -> Result<Place> {
    let names = discover::files_of_group(&group);
    let is_table = project.is_some_and(|project| project.groups().is_ok_and(|groups| groups.contains(&group)));
    let file = names.iter().map(|name| root.join(name)).find(|path| sys::fs::exists(path));
    let place = match file {
        Some(file) if !is_table => of_named_file(&file)?,
        _ if project.is_some() => {
            return open(root.join("pyproject.toml"), Form::Pyproject, Part::Group(group));
        }
        _ => open(root.join(&names[0]), Form::Lines, Part::Dependencies)?,
    };
    Ok(Place { group_of_file: Some(group), ..place })
}

fn of_named_file(path: &Path) -> Result<Place> {
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    if is_url(path) {
        return Err(Plain::refused(format!(
            "the environment was made from {}, which lies on a server",
            path.display()
        ))
        .hint("change it there, then 'noglue sync'; 'noglue sync -r FILE' takes a file of your own")
        .into());
    }
    if lock::is_pylock(&file_name) {
        return Err(Plain::refused(format!("the environment was made from the lock {}", path.display()))
            .hint("change what the lock is made from, and lock again")
            .into());
    }
    if script::is_script(path) {
        return open(path.to_owned(), Form::Script, Part::Script);
    }
    if file_name == "pyproject.toml" {
        return open(path.to_owned(), Form::Pyproject, Part::Dependencies);
    }
    let place = open(path.to_owned(), Form::Lines, Part::Dependencies)?;
    let text = String::from_utf8_lossy(&place.file.bytes()).into_owned();
    let is_made = text.lines().take(10).any(|line| line.starts_with('#') && line.contains("autogenerated by"));
    if is_made || place.file.has_hashes()? {
        let source = path.with_extension("in");
        let refusal =
            Plain::refused(format!("{} was made by a tool: a line of a person would be lost", path.display()));
        return Err(match sys::fs::exists(&source) {
            true => {
                let (source, path) = (source.display(), path.display());
                refusal.hint(format!("add a line to {source}, then 'noglue pip compile {source} -o {path}'"))
            }
            false => refusal.hint("change what it was made from, and make it again"),
        }
        .into());
    }
    Ok(place)
}

fn open(path: PathBuf, form: Form, part: Part) -> Result<Place> {
    undo::real(&path)?;
    let bytes = match (form, sys::fs::read_if_there(&path)?) {
        (Form::Script, None) => {
            return Err(Plain::new(Exit::Refused, format!("there is no script {}", path.display())).into());
        }
        (_, bytes) => bytes,
    };
    let file = File::new(&path, form, bytes.as_deref().unwrap_or_default())?;
    Ok(Place { is_new: bytes.is_none(), path, file, part, group_of_file: None })
}

fn name<T, E>(text: &str, what: &str, parse: impl Fn(&str) -> std::result::Result<T, E>) -> Result<T> {
    let mut all = wanted::names(&[text.to_owned()], what, parse)?;
    Ok(all.remove(0))
}
