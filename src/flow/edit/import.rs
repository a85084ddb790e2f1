//! `noglue import`: a project of another tool becomes one of the standard: `[project]`, `[dependency-groups]` and a
//! `pylock.toml` with the versions that its tool had locked. Undone as a whole when anything fails.

use std::path::Path;

use super::undo::Undo;
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::flow::lock::listed::Indexes;
use crate::flow::options::IndexOptions;
use crate::flow::{project, report, session, wanted};
use crate::requirements::discover::{self, OfProject, Wanted};
use crate::requirements::located::Kind;
use crate::requirements::lock::{self, File, Lock, LockError, MadeFrom, Origin, Package, Tool, pylock, write};
use crate::requirements::{Hash, Place, Requirements, Root, World, tables};
use crate::sourced::Sourced;
use crate::sys;

/// What is asked for.
#[derive(Debug)]
pub struct Request {
    pub project: Option<std::path::PathBuf>,
    pub index: IndexOptions,
}

/// Does it.
pub fn run(context: &Context, request: &Request) -> Result<()> {
    let root = project::here(context, request.project.as_deref())?.root;
    let variable = wanted::variables(context);
    let world = World::local(&root, &variable);
    let of_project = discover::of_project(&root, &Wanted::default(), &world)?;
    let whole = discover::whole(&root, &world)?;
    let standard = root.join(lock::NAME);
    if sys::fs::exists(&standard) {
        return Err(Plain::refused(format!("{} is there already", standard.display()))
            .hint("it is what 'noglue sync' reads; remove it to import another lock")
            .into());
    }
    let locked = locked(context, request, &of_project)?;
    let pyproject = root.join("pyproject.toml");
    let old = sys::fs::read_if_there(&pyproject)?.unwrap_or_default();
    let text = tables::standard::text(&pyproject, &old, &whole, &root)?;
    let mut undo = Undo::default();
    match write_both(context, &root, &text, locked, &mut undo) {
        Ok(count) => {
            undo.forget()?;
            context.ui.done(match count {
                Some(count) => {
                    format!("{} and {}: {}", pyproject.display(), standard.display(), report::packages(count))
                }
                None => format!("{} is written; 'noglue lock' locks versions", pyproject.display()),
            });
            Ok(())
        }
        Err(error) => {
            undo.undo(context);
            Err(error)
        }
    }
}

fn write_both(
    context: &Context,
    root: &Path,
    text: &str,
    locked: Option<Lock>,
    undo: &mut Undo,
) -> Result<Option<usize>> {
    undo.write(context, &root.join("pyproject.toml"), text.as_bytes())?;
    let variable = wanted::variables(context);
    let world = World::local(root, &variable);
    // What is written must read as what it was made from.
    let whole = discover::whole(root, &world)?;
    let Some(mut lock) = locked else { return Ok(None) };
    if let Some(said) = &whole.base.requires_python {
        lock.requires_python = Some(said.value.clone());
    }
    lock.packages.extend(itself(&lock, &whole.base, root));
    lock.made_from = Some(MadeFrom::of(&whole, &Requirements::default(), Vec::new(), root));
    let path = root.join(lock::NAME);
    let text = write::text(&lock);
    pylock::parse(&path, text.as_bytes(), root)?;
    undo.write(context, &path, text.as_bytes())?;
    Ok(Some(lock.packages.len()))
}

// The lock of the project's own tool with what a `pylock.toml` needs: markers, and where each file is.
fn locked(context: &Context, request: &Request, of_project: &OfProject) -> Result<Option<Lock>> {
    let Some(found) = of_project.lock.as_ref().filter(|found| found.tool.is_some()) else { return Ok(None) };
    let mut lock = found.parse()?;
    if !lock.stale.is_empty() {
        let anew = lock.tool.map_or(lock::ANEW, Tool::anew);
        return Err(LockError::Stale { path: lock.path.clone(), reasons: lock.stale, anew }.into());
    }
    let graph = lock.graph.take().expect("every lock of a tool has one");
    let markers = graph.markers(&lock).map_err(|why| {
        Plain::refused(format!("{} cannot be said as a pylock.toml: {why}", lock.path.display()))
            .hint("'noglue lock' locks the project anew; 'noglue sync' reads the lock as it is")
    })?;
    let all = std::mem::take(&mut lock.packages).into_iter().zip(markers);
    lock.packages = all.filter_map(|(package, marker)| Some(Package { marker: marker?, ..package })).collect();
    let options = vec![wanted::index_options(&of_project.requirements)];
    let session = session::open(context, &request.index, options)?;
    let files = {
        let packages: Vec<&Package> = lock.packages.iter().collect();
        let indexes = Indexes::of(&session, &packages)?;
        packages.iter().map(|package| files(&indexes, package)).collect::<Result<Vec<_>>>()?
    };
    for (package, files) in lock.packages.iter_mut().zip(files) {
        if let Some(files) = files {
            package.origin = Origin::Files(files);
        }
    }
    lock.created_by = "noglue".into();
    Ok(Some(lock))
}

fn files(indexes: &Indexes<'_>, package: &Package) -> Result<Option<Vec<File>>> {
    let Origin::Listed(listed) = &package.origin else { return Ok(None) };
    let mut files = Vec::new();
    for file in indexes.files(package, listed)? {
        let is_it = |one: &&lock::Listed| {
            let is_name = one.name.as_deref().is_none_or(|name| name == file.file_name());
            let hash = one.hash.to_string();
            is_name && (file.digests.is_empty() || file.digests.iter().any(|digest| digest.to_string() == hash))
        };
        let hashes: Vec<Hash> = listed.iter().filter(is_it).map(|one| one.hash.clone()).collect();
        // Which of several hashes a file without one of its own has, only fetching it would tell.
        if hashes.is_empty() || (listed.iter().any(|one| one.name.is_none()) && file.digests.is_empty()) {
            continue;
        }
        files.push(File {
            name: file.file_name().to_owned(),
            url: file.url.to_string(),
            path: None,
            upload_time: None,
            size: file.size,
            hashes,
        });
    }
    if files.is_empty() {
        return Err(Plain::refused(format!("{}: the index has other hashes for {}", package.place, package.name))
            .hint("name the index it was locked from: '--index-url URL'")
            .into());
    }
    Ok(Some(files))
}

// As `noglue lock` has it: a project that is a package is one of its packages.
fn itself(lock: &Lock, base: &Requirements, root: &Path) -> Option<Package> {
    let is_here =
        |located: &crate::requirements::Located| matches!(&located.kind, Kind::Directory(path) if path == root);
    let is_locked = |package: &Package| matches!(&package.origin, Origin::Place(source) if is_here(&source.located));
    if lock.packages.iter().any(is_locked) {
        return None;
    }
    let own: &Sourced<Root> = base.roots.iter().find(|one| one.value.located.as_ref().is_some_and(is_here))?;
    let located = own.value.located.clone()?;
    Some(Package {
        name: own.value.requirement.name.clone(),
        version: None,
        marker: None,
        requires_python: None,
        dependencies: Vec::new(),
        index: None,
        origin: Origin::Place(Box::new(lock::Source {
            located,
            requested_revision: None,
            path: Some(".".into()),
            size: None,
        })),
        place: Place::Whole(root.to_owned()),
    })
}
