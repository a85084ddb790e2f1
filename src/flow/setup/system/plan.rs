//! What `setup --system` will do: looks only.

use std::path::{Path, PathBuf};

use super::record::Record;
use crate::context::Context;
use crate::dirs;
use crate::discover::text::shown;
use crate::error::Result;
use crate::flow::shims;
use crate::startup::{Host, State, hook};
use crate::sys;

/// The name of the copy in the folder of the shims.
const BINARY: &str = "noglue";

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The start-up hook.
    Hook(Host),
    /// noglue itself, where everybody may run it.
    Binary {
        /// This binary.
        from: PathBuf,
        /// Its copy.
        to: PathBuf,
    },
    /// A link.
    Link {
        /// The link.
        path: PathBuf,
        /// What it says.
        target: PathBuf,
    },
}

impl Step {
    /// The directory that is written to.
    pub fn folder(&self) -> &Path {
        match self {
            Step::Hook(host) => &host.folder,
            Step::Binary { to: path, .. } | Step::Link { path, .. } => path.parent().unwrap_or(Path::new("/")),
        }
    }

    /// In words.
    pub fn shown(&self) -> String {
        match self {
            Step::Hook(host) => {
                format!(
                    "start-up hook for Python {} ({}) in {}",
                    host.version,
                    shown(&host.executable),
                    shown(&host.folder)
                )
            }
            Step::Binary { from, to } => format!("copy of {} at {}", shown(from), shown(to)),
            Step::Link { path, target } => format!("link {} -> {}", shown(path), shown(target)),
        }
    }
}

/// All of it, in order.
#[derive(Debug, Default)]
pub struct Plan {
    /// What is to be done.
    pub steps: Vec<Step>,
    /// What is not done, and why.
    pub notes: Vec<String>,
}

/// Compares the machine with how it should be.
pub fn make(context: &Context, record: &Record, hosts: &[Host]) -> Result<Plan> {
    let mut plan = Plan::default();
    for host in hosts {
        match hook::state(&host.folder) {
            State::Current => {}
            State::Foreign(path) => plan.notes.push(format!(
                "{} is not noglue's; Python {} gets no hook until it is gone",
                shown(&path),
                host.version
            )),
            State::Missing | State::Older => plan.steps.push(Step::Hook(host.clone())),
        }
    }
    plan_shims(context, record, &mut plan)?;
    plan_python(&mut plan);
    Ok(plan)
}

fn plan_shims(context: &Context, record: &Record, plan: &mut Plan) -> Result<()> {
    let folder = Path::new(dirs::SYSTEM_BIN);
    let own = sys::exec::own_binary().map_err(sys::fs::at("read link", Path::new("/proc/self/exe")))?;
    let copy = folder.join(BINARY);
    let target = if own != copy && is_for_everybody(&own) {
        own
    } else {
        if own != copy && !is_copy(&own, &copy)? {
            if sys::facts::of(&copy).is_ok() && !record.is_ours(&copy) {
                plan.notes.push(format!(
                    "{} is there and stays: 'setup --system' did not put it there, and its shims would lead to it; \
                     there are none for everybody until it is gone",
                    shown(&copy)
                ));
                return Ok(());
            }
            plan.steps.push(Step::Binary { from: own, to: copy });
        }
        PathBuf::from(BINARY)
    };
    for name in shims::for_machine(context) {
        let path = folder.join(&name);
        match sys::facts::of(&path) {
            Err(_) => plan.steps.push(Step::Link { path, target: target.clone() }),
            Ok(_) if sys::facts::target(&path).is_ok_and(|old| old == target) => {}
            Ok(_) if leads_to_noglue(&path) => plan.steps.push(Step::Link { path, target: target.clone() }),
            Ok(_) => plan.notes.push(format!("{} is there and stays", shown(&path))),
        }
    }
    Ok(())
}

/// True if `copy` is a file with the same content, or leads to one that everybody can run.
fn is_copy(own: &Path, copy: &Path) -> Result<bool> {
    if sys::facts::target(copy).is_ok() && !sys::fs::canonicalize(copy).is_ok_and(|file| is_for_everybody(&file)) {
        return Ok(false);
    }
    Ok(sys::fs::read_if_there(copy)?.is_some_and(|bytes| sys::fs::read(own).is_ok_and(|own| own == bytes)))
}

fn leads_to_noglue(path: &Path) -> bool {
    sys::facts::target(path).is_ok_and(|target| target.file_name().is_some_and(|name| name == BINARY))
}

/// True for a program in a place for programs, that only root can change and everybody can run: links may lead to it.
/// One in a home or a build directory may be gone tomorrow, and a copy of it is taken.
fn is_for_everybody(binary: &Path) -> bool {
    let is_closed = |path: &Path| {
        sys::facts::follow(path).is_ok_and(|f| f.owner == 0 && f.mode & 0o022 == 0 && f.mode & 0o001 != 0)
    };
    ["/usr", "/opt", "/nix"].iter().any(|top| binary.starts_with(top)) && binary.ancestors().all(is_closed)
}

// Without it an untouched `#!/usr/bin/env python` fails where PATH is `/usr/bin:/bin`, as in cron. It leads to the
// interpreter and not to a shim: the hook does the rest.
fn plan_python(plan: &mut Plan) {
    let folder = Path::new("/usr/bin");
    let path = folder.join("python");
    if sys::facts::of(&path).is_err() && sys::fs::exists(&folder.join("python3")) {
        plan.steps.push(Step::Link { path, target: "python3".into() });
    }
}
