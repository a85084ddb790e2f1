//! Wheels in the store become the next generation of an environment.
//!
//! Plans all of it, builds beside, flips, then does what follows from it: old generations, trust, shims,
//! byte-code. Until the flip nothing that anybody uses has changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::options::InstallOptions;
use super::{bytecode, config_files, shims};
use crate::activate::scripts::{self, Activation};
use crate::context::Context;
use crate::error::{Error, Exit, Plain, Result};
use crate::interpreter::Interpreter;
use crate::link::{self, Installable, Layout, LinkError, LinkMode};
use crate::pep::wheel_name::WheelName;
use crate::sourced::{Source, Sourced};
use crate::store::{Entry, StoreError};
use crate::vars;
use crate::venv::{self, Adoption, Base, Building, Committed, Durability, Found, Guard, Make, State, Use, VenvError};

/// An environment about to change.
pub(super) struct Change<'a> {
    pub guard: Guard,
    pub interpreter: &'a Interpreter,
    /// The project it belongs to; `None` for an environment that stands alone.
    pub project: Option<&'a Path>,
    pub prompt: Option<&'a str>,
    pub includes_system: bool,
    pub wheels: Vec<Installable>,
    /// Packages of the current generation that stay as they are: of other tools, or gone from the store.
    pub carried: Vec<venv::Installed>,
    /// What becomes of files that no package claims.
    pub strays: Strays,
    pub state: State,
    pub options: &'a InstallOptions,
    pub keep: usize,
    /// Puts a wheel whose copy in the store was altered into it anew.
    pub refetch: &'a dyn Fn(&Entry) -> Result<Arc<Entry>>,
}

/// What becomes of files in the current generation that no package claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strays {
    /// They are taken along.
    Carry,
    /// They stay behind, and that is said.
    Leave,
}

/// Builds the generation and flips to it.
pub(super) fn commit(context: &Context, mut change: Change<'_>) -> Result<Committed> {
    // What was fetched again and is altered still is not a matter of the store.
    let mut replaced = BTreeSet::new();
    let base = base_of(change.interpreter);
    let env = change.guard.path().to_owned();
    let link_mode = link_mode(context, change.options)?;
    let layout = Layout::of(&env, &base, change.interpreter.cache_tag.clone());
    for wheel in &change.wheels {
        say_warnings(context, &wheel.entry);
    }
    let texts = activation(&env, &base, change.prompt);
    let make = Make {
        base: &base,
        prompt: change.prompt,
        includes_system: change.includes_system,
        scripts: &texts,
        project: change.project,
    };
    let adoption = match venv::look(&env)? {
        Found::Foreign(..) => Some(Adoption::begin(&change.guard)?),
        _ => None,
    };
    let mut own;
    let building = loop {
        let building = match &adoption {
            Some(adoption) => adoption.build(&make)?,
            None => Building::begin(&change.guard, &make)?,
        };
        own = names_in(&building.dir().join("bin"));
        match fill(context, &building, &change.wheels, &layout, link_mode) {
            Ok(()) => break building,
            Err(Stop::Altered { wheel, sha256, path }) => {
                let at = change.wheels.iter().position(|wheel| wheel.entry.sha256() == sha256);
                let Some(at) = at.filter(|_| replaced.insert(sha256.clone())) else {
                    return Err(StoreError::Altered { wheel, sha256, path }.into());
                };
                context.ui.warn(format!(
                    "store copy of {} {} was altered (\"{}\"); fetched again",
                    wheel.name(),
                    wheel.version(),
                    crate::ui::clean(&path)
                ));
                let fresh = (change.refetch)(&change.wheels[at].entry)?;
                change.wheels[at].entry = fresh;
            }
            Err(Stop::Other(error)) => return Err(error),
        }
    };
    let mut state = change.state;
    state.environment = env.clone();
    state.project = change.project.map(Path::to_owned);
    state.python = venv::Python {
        home: base.home.clone(),
        executable: base.executable.clone(),
        version: base.version.clone(),
        cache_tag: change.interpreter.cache_tag.clone().unwrap_or_default(),
    };
    state.machine = crate::sys::machine::id();
    state.made = crate::sys::clock::unix_seconds(context.now);
    if let Ok(current) = venv::Generation::current(&env) {
        for package in &change.carried {
            building.carry(&current, package)?;
        }
        carry_strays(context, &building, &current, &own, change.strays)?;
    }
    let durability = durability(context, change.options);
    let committed = building.commit(&state, durability)?;
    let (committed, guard) = match adoption {
        None => (committed, change.guard),
        Some(adoption) => {
            let converted = adoption.commit()?;
            context.ui.note(format!(
                "{} was made by another tool; what it was is generation 0 ('noglue rollback 0' goes back)",
                env.display()
            ));
            converted
        }
    };
    after(context, &change.wheels, change.interpreter, &committed, &guard, change.options, change.keep)?;
    Ok(committed)
}

fn carry_strays(
    context: &Context,
    building: &Building<'_>,
    current: &venv::Generation,
    own: &[String],
    strays: Strays,
) -> Result<()> {
    let installed = venv::installed(&current.site_packages()?)?;
    for path in venv::strays(current, &installed, own)? {
        // What a person added to `sys.path` is no part of what was installed.
        if strays == Strays::Carry || path.ends_with(venv::PATHS) {
            building.carry_stray(current, &path)?;
        } else {
            let shown = path.strip_prefix(&current.path).unwrap_or(&path).display().to_string();
            context.ui.note(format!(
                "{} belongs to no package and stays behind in generation {}",
                crate::ui::clean(&shown),
                current.number
            ));
        }
    }
    Ok(())
}

fn names_in(dir: &Path) -> Vec<String> {
    let names = crate::sys::fs::names(dir).unwrap_or_default();
    names.into_iter().filter_map(|name| name.into_string().ok()).collect()
}

fn fill(
    context: &Context,
    building: &Building<'_>,
    wheels: &[Installable],
    layout: &Layout,
    link_mode: LinkMode,
) -> Result<(), Stop> {
    let plan = link::plan(wheels, layout)?;
    for sentence in &plan.overlaps {
        context.ui.warn(sentence);
    }
    let needs = plan.needs(link_mode, building.dir());
    building.check_room(needs)?;
    let applied = link::apply(&plan, building.dir(), link_mode)
        .map_err(|error| if error.is_full() { Stop::from(building.no_room(needs)) } else { Stop::from(error) })?;
    context.ui.detail(format!("{} files by {}", applied.files, applied.mode));
    Ok(())
}

/// Why a tree was not filled.
enum Stop {
    /// The store's copy of a wheel is not what was put there.
    Altered {
        wheel: Box<WheelName>,
        sha256: String,
        path: String,
    },
    Other(Error),
}

impl From<LinkError> for Stop {
    fn from(error: LinkError) -> Stop {
        match error {
            LinkError::Store(StoreError::Altered { wheel, sha256, path }) => Stop::Altered { wheel, sha256, path },
            other => Stop::Other(other.into()),
        }
    }
}

impl From<VenvError> for Stop {
    fn from(error: VenvError) -> Stop {
        Stop::Other(error.into())
    }
}

// None of this can undo the change: what fails here is said, and the environment is new all the same.
fn after(
    context: &Context,
    wheels: &[Installable],
    interpreter: &Interpreter,
    committed: &Committed,
    guard: &Guard,
    options: &InstallOptions,
    keep: usize,
) -> Result<()> {
    let record = super::trust::register(context, guard.path());
    if durability(context, options) == Durability::Durable {
        if let Some(record) = &record {
            crate::sys::flush::file(record)?;
        }
        guard.flush()?;
    }
    shims::refresh_for(context, &committed.generation.path);
    match guard.prune(keep) {
        Ok(pruned) => {
            for (generation, user) in pruned.in_use {
                let why = match user {
                    Use::By(pid) => format!("process {pid} uses it"),
                    Use::Perhaps(pid, name) => {
                        format!("process {pid} ({}) of another user may use it", crate::ui::clean(&name))
                    }
                    Use::Unknown => "the processes of other users are hidden".to_owned(),
                };
                context.ui.detail(format!("generation {generation} stays: {why}"));
            }
        }
        Err(error) => context.ui.warn(format!("could not remove old generations: {error}")),
    }
    let entries: Vec<Arc<Entry>> = wheels.iter().map(|wheel| wheel.entry.clone()).collect();
    bytecode::after_install(context, interpreter, &committed.generation.path, &entries, options)
}

/// What the layout of an environment depends on.
pub(super) fn base_of(interpreter: &Interpreter) -> Base {
    let release = interpreter.version.release();
    let part = |index: usize| release.get(index).copied().unwrap_or(0) as u32;
    Base {
        home: interpreter.home.clone(),
        executable: interpreter.base_executable.clone(),
        implementation: interpreter.markers.platform_python_implementation.to_string(),
        version: interpreter.full_version().to_owned(),
        release: (part(0), part(1), part(2)),
        is_free_threaded: interpreter.target.free_threaded,
        prefix: interpreter.base_prefix.clone(),
        exec_prefix: interpreter.base_exec_prefix.clone(),
    }
}

/// The name an environment shows in prompts: what was asked for, else the directory it serves.
pub(super) fn prompt_of(env: &Path) -> String {
    let named = if env.file_name().is_some_and(|name| name == ".venv") { env.parent() } else { Some(env) };
    let name = named.and_then(Path::file_name).map_or_else(|| "venv".into(), |name| name.to_string_lossy());
    // `docs@site-1a2b3c4d`: the digits tell projects apart, not people.
    let digits = |text: &str| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match name.rsplit_once('-') {
        Some((short, hash)) if name.contains('@') && digits(hash) => short.to_owned(),
        _ => name.into_owned(),
    }
}

/// The link mode that was asked for.
pub(super) fn link_mode(context: &Context, options: &InstallOptions) -> Result<LinkMode> {
    if let Some(mode) = options.link_mode {
        return Ok(mode);
    }
    let said = match context.text(vars::LINK_MODE) {
        Some(text) => Some(Sourced::new(text.to_owned(), Source::Variable(vars::LINK_MODE.to_owned()))),
        None => config_files::link_mode(&config_files::read(context)?)?,
    };
    Ok(said.as_ref().map(named_link_mode).transpose()?.unwrap_or_default())
}

/// A link mode by its name.
pub(super) fn named_link_mode(said: &Sourced<String>) -> Result<LinkMode> {
    said.value.parse().map_err(|_| {
        let exit = if matches!(said.from, Source::File(..)) { Exit::Refused } else { Exit::Usage };
        Plain::new(exit, format!("{}: \"{}\" is no link mode", said.from, crate::ui::clean(&said.value)))
            .hint("use auto, reflink, hardlink or copy")
            .into()
    })
}

/// Whether a change must outlive a power cut.
pub(super) fn durability(context: &Context, options: &InstallOptions) -> Durability {
    let is_fast = options.no_fsync || context.var(vars::NO_FSYNC).is_some_and(crate::context::is_true);
    if is_fast { Durability::Fast } else { Durability::Durable }
}

/// The files that activate an environment: names and texts.
pub(super) fn activation(env: &Path, base: &Base, prompt: Option<&str>) -> Vec<(String, Vec<u8>)> {
    let default = prompt_of(env);
    let site_packages = PathBuf::from(base.site_packages());
    scripts::files(&Activation {
        env_dir: env,
        prompt: prompt.unwrap_or(&default),
        site_packages: &site_packages,
        python: (base.release.0 as u8, base.release.1 as u8),
    })
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text))
    .collect()
}

fn say_warnings(context: &Context, entry: &Entry) {
    let wheel = entry.wheel();
    for warning in entry.warnings() {
        context.ui.detail(format!("{}: {warning}", wheel.file_name()));
    }
    for file in entry.startup_files() {
        context.ui.detail(format!("{} {} runs code at every Python start ({file})", wheel.name(), wheel.version()));
    }
}
