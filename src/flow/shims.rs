//! Shims: `python`, `pip` and one per program of any environment, all of them links to this binary.
//!
//! Made by `setup`, added to by every change of an environment, removed when no environment has the program any more.
//! Nothing is written where `setup` has not been: shims nobody wants are not forced on anybody.
//!
//! A shim stands before the system's programs on `PATH`, everywhere, so a package must not be able to put its own
//! `sudo` or `ls` there: names that people and scripts take for the system's own get no shim ([`is_reserved`]). In the
//! environment they still exist: `noglue run -- NAME`.

mod reserved;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::discover::command::SERVERS;
use crate::discover::{Disk, Registry, Who};
use crate::sys;
use crate::sys::fs::FsResult;

pub use reserved::is_reserved;

/// The shims that are always there.
pub const BASE: [&str; 4] = ["pip", "pip3", "python", "python3"];

/// The name of the command line; a shim cannot have it.
const BINARY: &str = "noglue";

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New ones.
    pub made: Vec<String>,
    /// Gone ones.
    pub removed: Vec<String>,
    /// Names that get no shim.
    pub refused: Vec<String>,
}

/// Adds the shims for the environment or generation at `prefix`. Says what fails, and goes on: the environment is fine.
pub fn refresh_for(context: &Context, prefix: &Path) {
    match super::setup::system::add_shims(context, &names_in(prefix)) {
        Ok(made) => say(context, &Changes { made, ..Changes::default() }),
        Err(error) => context.ui.warn(format!("{error}; other users may not find programs by name")),
    }
    let Some(folder) = context.dirs.shims().filter(|folder| sys::fs::is_dir(folder)) else { return };
    match refresh(context, &folder, names_in(prefix)) {
        Ok(changes) => say(context, &changes),
        Err(error) => context.ui.warn(format!("{error}: {}; programs may not be found by name", error.source)),
    }
}

/// Brings all shims up to date with all environments: adds, repairs and removes.
pub fn refresh_all(context: &Context) -> FsResult<Changes> {
    let Some(folder) = context.dirs.shims() else { return Ok(Changes::default()) };
    sys::fs::create_dir_all(&folder)?;
    let registry = Who::of_process(&context.dirs).registry;
    let wanted = names_of_all(&registry);
    let mut changes = refresh(context, &folder, wanted.clone())?;
    // A project that is not where it was may have been moved: its programs are still called by name.
    let is_there = |path: &Path| path.parent().is_some_and(|project| sys::facts::follow(project).is_ok());
    let knows_all = registry.list(&Disk).iter().all(|entry| is_there(&entry.record.path));
    for name in existing(&folder) {
        let is_wanted = BASE.contains(&name.as_str()) || wanted.contains(&name) || !knows_all;
        if !is_wanted || is_reserved(&name) {
            sys::fs::remove_file(&folder.join(&name))?;
            changes.removed.push(name);
        }
    }
    Ok(changes)
}

/// Removes all shims, and their folder if nothing else is in it.
pub fn remove_all(folder: &Path) -> FsResult<Vec<String>> {
    let names = existing(folder);
    for name in &names {
        sys::fs::remove_file(&folder.join(name))?;
    }
    if sys::fs::names(folder).is_ok_and(|left| left.is_empty()) {
        sys::fs::remove_dir_all(folder)?;
    }
    Ok(names)
}

/// The names of the shims that `refresh_all` would have, without those that are refused.
pub fn wanted(context: &Context) -> Vec<String> {
    let all = names_of_all(&Who::of_process(&context.dirs).registry);
    let names: BTreeSet<String> = all.into_iter().chain(BASE.map(str::to_owned)).collect();
    names.into_iter().filter(|name| !is_reserved(name)).collect()
}

/// The names of the shims for everybody: what a service unit starts by name, whoever's environment has it. Not
/// `python3`: system programs call it, and the hook is there for it.
pub fn for_machine(context: &Context) -> Vec<String> {
    let servers = SERVERS.iter().map(|name| (*name).to_owned());
    let names: BTreeSet<String> = wanted(context).into_iter().chain(servers).collect();
    names.into_iter().filter(|name| is_for_machine(name)).collect()
}

/// True for a name that gets a shim for everybody.
pub fn is_for_machine(name: &str) -> bool {
    !name.starts_with("python3") && !is_reserved(name)
}

/// The programs in the `bin` of an environment or generation that a person would type.
pub fn names_in(prefix: &Path) -> BTreeSet<String> {
    let bin = prefix.join("bin");
    let names = sys::fs::names(&bin).unwrap_or_default();
    let typed = |name: &String| !name.starts_with("activate") && !name.starts_with("deactivate") && is_sound(name);
    names
        .into_iter()
        .filter_map(|name| name.into_string().ok())
        .filter(|name| typed(name) && sys::exec::is_executable(&bin.join(name)))
        .collect()
}

/// A word for what changed, where a person should know.
pub fn say(context: &Context, changes: &Changes) {
    if !changes.made.is_empty() {
        context.ui.detail(format!("new shims: {}", changes.made.join(", ")));
    }
    for name in &changes.refused {
        context.ui.note(format!("'{name}' gets no shim: it would hide the system's; 'noglue run -- {name}' starts it"));
    }
}

fn names_of_all(registry: &Registry) -> BTreeSet<String> {
    let view = Disk;
    let lives = |path: &Path, identity| sys::facts::of(path).is_ok_and(|facts| facts.identity == identity);
    let records = registry.list(&view).into_iter().map(|entry| entry.record);
    records.filter(|record| lives(&record.path, record.identity)).flat_map(|record| names_in(&record.path)).collect()
}

fn refresh(context: &Context, folder: &Path, names: BTreeSet<String>) -> FsResult<Changes> {
    let target = target(context).map_err(sys::fs::at("read link", Path::new("/proc/self/exe")))?;
    let mut changes = Changes::default();
    for name in BASE.map(str::to_owned).into_iter().chain(names) {
        if is_reserved(&name) {
            changes.refused.push(name);
            continue;
        }
        let shim = folder.join(&name);
        match sys::facts::target(&shim) {
            Ok(old) if old == target => continue,
            Ok(_) => {}
            Err(_) => changes.made.push(name),
        }
        sys::fs::replace_symlink(&target, &shim)?;
    }
    Ok(changes)
}

// A link is ours, as is a hard link to this binary. Anything else in the folder was put there by somebody.
fn existing(folder: &Path) -> Vec<String> {
    let own = sys::exec::own_identity();
    let is_ours = |path: &Path| {
        let is_link = sys::facts::target(path).is_ok();
        is_link || (own.is_some() && sys::facts::of(path).map(|facts| facts.identity).ok() == own)
    };
    let names = sys::fs::names(folder).unwrap_or_default();
    names.into_iter().filter_map(|n| n.into_string().ok()).filter(|name| is_ours(&folder.join(name))).collect()
}

// The name on PATH survives an upgrade that installs beside and switches a link; the resolved path may not.
fn target(context: &Context) -> std::io::Result<PathBuf> {
    let own = sys::exec::own_identity();
    let path = context.var("PATH").unwrap_or_default();
    let named = sys::exec::candidates(BINARY.as_ref(), path)
        .find(|path| own.is_some() && sys::facts::follow(path).map(|facts| facts.identity).ok() == own);
    named.map_or_else(sys::exec::own_binary, Ok)
}

// Console scripts were checked when they were installed; other tools' files were not.
fn is_sound(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "._-+@".contains(c);
    !name.starts_with(['-', '.']) && name.chars().all(is_plain) && !name.starts_with(BINARY)
}

#[cfg(test)]
mod tests;
