//! `noglue new`: a project's directory, from a template if one is named, with its environment.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::discover::{self, Disk, Who};
use crate::error::{Exit, Plain, Result};
use crate::flow::options::{IndexOptions, InstallOptions};
use crate::flow::{Mode, sync, venv};
use crate::named::EnvName;
use crate::sys;
use crate::venv::Asked;

/// Where virtualenvwrapper makes projects.
const PROJECT_HOME: &str = "PROJECT_HOME";

/// Makes the directory, copies the template into it, and gives it its environment. Prints the directory if that is asked.
pub fn new(context: &Context, name: &str, template: Option<&str>, python: Option<&str>, prints: bool) -> Result<()> {
    let name = EnvName::parse(name)?;
    let parent = match context.var(PROJECT_HOME).map(PathBuf::from).filter(|dir| sys::fs::is_dir(dir)) {
        Some(dir) => dir,
        None => context.cwd()?.to_owned(),
    };
    let root = sys::fs::absolute(&parent.join(name.as_str()), context.cwd()?);
    let template = template.map(|template| template_dir(context, template)).transpose()?;
    if sys::fs::exists(&root) {
        return Err(Plain::refused(format!("{} is there already", root.display()))
            .hint(format!("choose another name, or: cd {} && noglue sync", crate::discover::text::pasted(&root)))
            .into());
    }
    match &template {
        Some(template) => copy_tree(template, &root)?,
        None => sys::fs::create_dir_all(&root)?,
    }
    let marked = discover::project(&Disk, &root, &Who::of_process(&context.dirs))?.and_then(|project| project.marked);
    if marked.is_some_and(|marked| marked.root == root && marked.says_what_it_needs()) {
        let asked = Asked { python: python.map(str::to_owned), ..Asked::default() };
        sync::run(context, sync::Request::of(root.clone(), asked, Mode::Apply))?;
    } else {
        venv::run(
            context,
            venv::Request {
                dir: root.join(".venv"),
                root: Some(root.clone()),
                python: python.map(str::to_owned),
                system_site_packages: false,
                prompt: None,
                seed: false,
                clear: false,
                index: IndexOptions::default(),
                install: InstallOptions::default(),
            },
        )?;
    }
    if prints {
        context.ui.data(root.display().to_string());
    }
    Ok(())
}

// A folder of the person's own configuration: nothing is run, nothing is fetched.
fn template_dir(context: &Context, name: &str) -> Result<PathBuf> {
    let name = EnvName::parse(name)?;
    let config = context.dirs.user_config();
    let all = config.as_ref().and_then(|file| file.parent()).map(|dir| dir.join("templates")).ok_or_else(|| {
        Plain::new(Exit::Disk, "there is no place for templates: no home directory is known").hint("set HOME")
    })?;
    let dir = all.join(name.as_str());
    if sys::fs::is_dir(&dir) {
        return Ok(dir);
    }
    let there = sys::fs::names(&all).unwrap_or_default();
    let there: Vec<String> = there.iter().map(|name| crate::ui::clean(&name.to_string_lossy())).collect();
    let there =
        if there.is_empty() { "there is none yet".to_owned() } else { format!("there is: {}", there.join(", ")) };
    Err(Plain::refused(format!("there is no template {}; {there}", dir.display()))
        .hint("a template is a folder there, copied as it is")
        .into())
}

fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    for entry in walkdir::WalkDir::new(from).sort_by_file_name() {
        let entry = entry.map_err(|error| sys::fs::FsError {
            action: "read directory",
            path: from.to_owned(),
            source: error.into(),
        })?;
        let relative = entry.path().strip_prefix(from).expect("the walk began there");
        let target = if relative.as_os_str().is_empty() { to.to_owned() } else { to.join(relative) };
        if entry.file_type().is_dir() {
            sys::fs::create_dir_all(&target)?;
        } else if entry.file_type().is_symlink() {
            sys::fs::symlink(&sys::fs::read_link(entry.path())?, &target)?;
        } else {
            sys::fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
