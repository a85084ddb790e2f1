//! `noglue setup --system`: once per machine, as root. The start-up hook, shims for everybody, `/usr/bin/python`.
//!
//! Shows exactly what it will do, does it on consent, records it, and takes back exactly that. Nothing that is
//! there and not ours is replaced or removed.

mod list;
mod plan;
mod record;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Request, is_agreed};
use crate::context::Context;
use crate::dirs;
use crate::discover::text::{pasted, shown};
use crate::error::{Error, Exit, Plain, Result};
use crate::flow::shims;
use crate::interpreter::{self, PythonRequest, Search};
use crate::startup::{self, Host, StartupError, hook};
use crate::sys;
pub use list::list;
use plan::{Plan, Step};
use record::Record;

/// Puts the machine's part in.
pub fn run(context: &Context, request: &Request, pythons: &[String]) -> Result<()> {
    let hosts = hosts(context, pythons)?;
    let record = Record::read(context)?;
    let plan = plan::make(context, &record, &hosts)?;
    for note in &plan.notes {
        context.ui.note(note);
    }
    if plan.steps.is_empty() {
        context.ui.done(if plan.notes.is_empty() { "this machine is set up" } else { "there is nothing else to do" });
        return Ok(());
    }
    for step in &plan.steps {
        context.ui.done(step.shown());
    }
    if !request.dry_run {
        check_permission(context, &plan)?;
    }
    if !is_agreed(context, request, "Do this?")? {
        return Ok(());
    }
    // First the record: what is interrupted in the middle can be taken back, too.
    let record = record.with(&plan);
    record.write(context)?;
    for step in &plan.steps {
        act(step)?;
    }
    record.completed().write(context)
}

/// Takes back what [`run`] did.
pub fn undo(context: &Context, request: &Request, pythons: &[String]) -> Result<()> {
    let mut record = Record::read(context)?;
    // Should the record be lost: a hook says itself that it is ours.
    for host in hosts(context, pythons)? {
        if matches!(hook::state(&host.folder), startup::State::Current | startup::State::Older) {
            record.add_hook(&host.folder);
        }
    }
    let lines = record.shown();
    if lines.is_empty() {
        context.ui.done("nothing is set up for this machine");
        return record.remove(context);
    }
    for line in lines {
        context.ui.done(line);
    }
    if !is_agreed(context, request, "Take this out?")? {
        return Ok(());
    }
    let undone = record.undo().map_err(|e| refused(&e.path, &format!(" ({})", e.source), " --undo"))?;
    for left in undone {
        context.ui.note(format!("{} stays: it was changed since", shown(&left)));
    }
    record.remove(context)
}

/// Shims for everybody, for the programs of an environment that root made, where this machine was set up. Gives the
/// new ones.
pub fn add_shims(context: &Context, names: &BTreeSet<String>) -> Result<Vec<String>> {
    // A root who has another place for everything is not the machine's; nor does that root's environment hold for others.
    let is_machines = sys::user::uid() == 0 && !context.dirs.data_is_named();
    if !is_machines || context.dirs.home() != sys::user::home().as_deref() {
        return Ok(Vec::new());
    }
    let mut record = Record::read(context)?;
    let folder = Path::new(dirs::SYSTEM_BIN);
    let Some(target) = record.target(&folder.join("python")) else { return Ok(Vec::new()) };
    let is_new = |name: &&String| shims::is_for_machine(name) && sys::facts::of(&folder.join(name)).is_err();
    let made: Vec<String> = names.iter().filter(is_new).cloned().collect();
    if made.is_empty() {
        return Ok(made);
    }
    for name in &made {
        record.add_link(&folder.join(name), &target);
    }
    record.write(context)?;
    for name in &made {
        sys::fs::replace_symlink(&target, &folder.join(name))?;
    }
    Ok(made)
}

/// The interpreters that were named, else the system's; one that cannot be asked is an error only if it was named.
fn hosts(context: &Context, pythons: &[String]) -> Result<Vec<Host>> {
    let mut hosts: Vec<Host> = Vec::new();
    if pythons.is_empty() {
        for path in startup::of_system() {
            match startup::ask(&path) {
                Ok(host) => hosts.push(host),
                Err(error) => context.ui.note(format!("passed over: {error}")),
            }
        }
    }
    for name in pythons {
        let choice = interpreter::find(&PythonRequest::parse(name)?, None, &Search::of(context, None))?;
        let path = choice.interpreter.executable;
        // Without `site`, which does not run here, an environment's python takes itself for its base.
        if choice.interpreter.environment.is_some() {
            return Err(StartupError::Environment { path }.into());
        }
        hosts.push(startup::ask(&path)?);
    }
    hosts.sort_by(|a, b| a.folder.cmp(&b.folder));
    hosts.dedup_by(|a, b| a.folder == b.folder);
    Ok(hosts)
}

fn act(step: &Step) -> Result<()> {
    match step {
        Step::Hook(host) => {
            let missing = host.folder.ancestors().take_while(|dir| !sys::fs::exists(dir)).count();
            sys::fs::create_dir_all(&host.folder)?;
            // Whatever root's umask: a service that cannot enter would start without the hook, and nobody would know.
            for made in host.folder.ancestors().take(missing) {
                sys::fs::set_mode(made, 0o755)?;
            }
            Ok(startup::hook::install(host)?)
        }
        Step::Binary { from, to } => {
            let bytes = sys::fs::read(from)?;
            sys::fs::replace_with(to, 0o755, |_| bytes)?;
            Ok(sys::fs::set_mode(to, 0o755)?)
        }
        Step::Link { path, target } => Ok(sys::fs::replace_symlink(target, path)?),
    }
}

fn check_permission(context: &Context, plan: &Plan) -> Result<()> {
    let record = context.dirs.system_setup_record();
    let folders = plan.steps.iter().map(Step::folder).chain(record.parent());
    for folder in folders {
        let there = folder.ancestors().find(|dir| sys::fs::exists(dir)).unwrap_or(Path::new("/"));
        if !sys::fs::is_writable(there) {
            return Err(refused(there, "", ""));
        }
    }
    Ok(())
}

fn refused(path: &Path, why: &str, word: &str) -> Error {
    let user = sys::user::name(sys::user::uid());
    let own = sys::exec::own_binary().unwrap_or_else(|_| PathBuf::from("noglue"));
    let hint = match sys::user::uid() {
        0 => format!("is the file system mounted read-only? then again: {} setup --system{word}", pasted(&own)),
        _ => format!("sudo {} setup --system{word}", pasted(&own)),
    };
    Plain::new(Exit::Disk, format!("{user} may not write to {}{why}", shown(path))).hint(hint).into()
}
