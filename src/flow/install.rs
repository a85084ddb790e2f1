//! Wheels in the store become the next generation of an environment.
//!
//! Plans all of it, builds beside, flips, then does what follows from it: old generations, trust, shims,
//! byte-code. Until the flip nothing that anybody uses has changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::options::InstallOptions;
use super::{bytecode, config_files, shims, small};
use crate::activate::scripts::{self, Activation};
use crate::context::Context;
use crate::error::{Error, Exit, Plain, Result};
use crate::interpreter::Interpreter;
use crate::link::{self, Installable, Layout, LinkError, LinkMode};
use crate::pep::name::PackageName;
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
    /// Packages that come, or come anew.
    pub coming: Vec<Installable>,
    /// What goes of the current generation; `None`: nothing of it stays.
    pub going: Option<Going>,
    /// All others, asked for only when they are made anew as well.
    pub rest: &'a dyn Fn() -> Result<Rest>,
    /// What becomes of files that no package claims.
    pub strays: Strays,
    pub state: State,
    pub options: &'a InstallOptions,
    /// Generations that stay, whatever the options say.
    pub least: usize,
    /// Puts a wheel whose copy in the store was altered into it anew.
    pub refetch: &'a dyn Fn(&Entry) -> Result<Arc<Entry>>,
}

/// What goes of a generation.
pub(super) struct Going {
    /// The generation that was looked at. Where another is current meanwhile, all is made anew.
    pub generation: u64,
    /// Packages, also those that come in another version.
    pub names: BTreeSet<PackageName>,
}

/// Packages that do not change.
#[derive(Default)]
pub(super) struct Rest {
    pub wheels: Vec<Installable>,
    /// Those that stay as they are: of other tools, or gone from the store.
    pub carried: Vec<venv::Installed>,
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
    let base = base_of(change.interpreter);
    let env = change.guard.path().to_owned();
    let link_mode = link_mode(context, change.options)?;
    // Asked for again when all is done: a wrong word must stop it before.
    bytecode::when(context, change.options)?;
    change.state.link_mode = link_mode.to_string();
    change.state.environment = env.clone();
    change.state.project = change.project.map(Path::to_owned);
    change.state.python = venv::Python {
        home: base.home.clone(),
        executable: base.executable.clone(),
        version: base.version.clone(),
        cache_tag: change.interpreter.cache_tag.clone().unwrap_or_default(),
    };
    change.state.machine = crate::sys::machine::id();
    change.state.previous = venv::Generation::current(&env).ok().map(|current| current.number);
    change.state.made = crate::sys::clock::unix_seconds(context.now);
    let texts = activation(&env, &base, change.prompt);
    let make = Make {
        base: &base,
        prompt: change.prompt,
        includes_system: change.includes_system,
        scripts: &texts,
        project: change.project,
    };
    let layout = Layout::of(&env, &base, change.interpreter.cache_tag.clone());
    let found = venv::look(&env)?;
    let mut work = Work { context, make: &make, layout, link_mode, replaced: BTreeSet::new() };
    if matches!(found, Found::Ours(_))
        && let Some(committed) = work.small(&mut change)?
    {
        let entries = entries(&change.coming);
        return after(context, &change, &change.guard, &entries, committed);
    }
    work.whole(change, matches!(found, Found::Foreign(..)))
}

/// How generations are made in one change.
struct Work<'a> {
    context: &'a Context,
    make: &'a Make<'a>,
    layout: Layout,
    link_mode: LinkMode,
    // What was fetched again and is altered still is not a matter of the store.
    replaced: BTreeSet<String>,
}

impl Work<'_> {
    // What stays is handed over by the current generation; `None` when it cannot be.
    fn small(&mut self, change: &mut Change<'_>) -> Result<Option<Committed>> {
        let Some(going) = &change.going else { return Ok(None) };
        let current = venv::Generation::current(change.guard.path())?;
        if current.number != going.generation {
            return Ok(None);
        }
        let is_made_so = |state: &State| {
            state.environment == change.state.environment
                && state.python == change.state.python
                && state.link_mode == change.state.link_mode
        };
        if !current.state().ok().flatten().is_some_and(|state| is_made_so(&state)) {
            return Ok(None);
        }
        loop {
            let plan = link::plan(&change.coming, &self.layout)?;
            let own = own_names(self.make);
            let own = (change.strays == Strays::Leave).then_some(own.as_slice());
            let Some(found) = small::touched(&current, &plan, &going.names, own)? else { return Ok(None) };
            let Some(building) = Building::begin_small(&change.guard, self.make, &found.touched)? else {
                return Ok(None);
            };
            match self.fill(&building, &change.coming) {
                Ok(()) => {}
                Err(stop) => {
                    self.again(stop, &mut change.coming, change.refetch)?;
                    continue;
                }
            }
            return match building.commit(&change.state, durability(self.context, change.options)) {
                Ok(committed) => {
                    found.strays.iter().for_each(|path| say_stray(self.context, &current, path));
                    Ok(Some(committed))
                }
                Err(VenvError::CannotMove { .. }) => Ok(None),
                Err(error) => Err(error.into()),
            };
        }
    }

    fn whole(&mut self, mut change: Change<'_>, is_foreign: bool) -> Result<Committed> {
        let context = self.context;
        let rest = (change.rest)()?;
        let mut wheels = std::mem::take(&mut change.coming);
        wheels.extend(rest.wheels);
        wheels.sort_by(|a, b| a.entry.wheel().name().cmp(b.entry.wheel().name()));
        let adoption = if is_foreign { Some(Adoption::begin(&change.guard)?) } else { None };
        let mut own;
        let building = loop {
            let building = match &adoption {
                Some(adoption) => adoption.build(self.make)?,
                None => Building::begin(&change.guard, self.make)?,
            };
            own = names_in(&building.dir().join("bin"));
            match self.fill(&building, &wheels) {
                Ok(()) => break building,
                Err(stop) => self.again(stop, &mut wheels, change.refetch)?,
            }
        };
        if let Ok(current) = venv::Generation::current(change.guard.path()) {
            for package in &rest.carried {
                building.carry(&current, package)?;
            }
            carry_strays(context, &building, &current, &own, change.strays)?;
        }
        let committed = building.commit(&change.state, durability(context, change.options))?;
        let entries = entries(&wheels);
        match adoption {
            None => after(context, &change, &change.guard, &entries, committed),
            Some(adoption) => {
                let (committed, guard) = adoption.commit()?;
                context.ui.note(format!(
                    "{} was made by another tool; what it was is generation 0 ('noglue rollback 0' goes back)",
                    guard.path().display()
                ));
                after(context, &change, &guard, &entries, committed)
            }
        }
    }

    fn fill(&self, building: &Building<'_>, wheels: &[Installable]) -> Result<(), Stop> {
        // Nor are directories made then: those of a small change may be links still.
        if wheels.is_empty() {
            return Ok(());
        }
        for wheel in wheels {
            say_warnings(self.context, &wheel.entry);
        }
        let plan = link::plan(wheels, &self.layout)?;
        for sentence in &plan.overlaps {
            self.context.ui.warn(sentence);
        }
        let needs = plan.needs(self.link_mode, building.dir());
        building.check_room(needs)?;
        let applied = link::apply(&plan, building.dir(), self.link_mode)
            .map_err(|error| if error.is_full() { Stop::from(building.no_room(needs)) } else { Stop::from(error) })?;
        self.context.ui.detail(format!("{} files by {}", applied.files, applied.mode));
        Ok(())
    }

    // The wheel whose copy was altered is fetched again, once.
    fn again(
        &mut self,
        stop: Stop,
        wheels: &mut [Installable],
        refetch: &dyn Fn(&Entry) -> Result<Arc<Entry>>,
    ) -> Result<()> {
        let (wheel, sha256, path) = match stop {
            Stop::Other(error) => return Err(error),
            Stop::Altered { wheel, sha256, path } => (wheel, sha256, path),
        };
        let at = wheels.iter().position(|wheel| wheel.entry.sha256() == sha256);
        let Some(at) = at.filter(|_| self.replaced.insert(sha256.clone())) else {
            return Err(StoreError::Altered { wheel, sha256, path }.into());
        };
        self.context.ui.warn(format!(
            "store copy of {} {} was altered (\"{}\"); fetched again",
            wheel.name(),
            wheel.version(),
            crate::ui::clean(&path)
        ));
        wheels[at].entry = refetch(&wheels[at].entry)?;
        Ok(())
    }
}

fn entries(wheels: &[Installable]) -> Vec<Arc<Entry>> {
    wheels.iter().map(|wheel| wheel.entry.clone()).collect()
}

// Names in `bin` that are no package's.
fn own_names(make: &Make<'_>) -> Vec<String> {
    let mut names = make.base.names();
    names.push("python".into());
    names.extend(make.scripts.iter().map(|(name, _)| name.clone()));
    names
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
            say_stray(context, current, &path);
        }
    }
    Ok(())
}

fn say_stray(context: &Context, current: &venv::Generation, path: &Path) {
    let shown = path.strip_prefix(&current.path).unwrap_or(path).display().to_string();
    context.ui.note(format!(
        "{} belongs to no package and stays behind in generation {}",
        crate::ui::clean(&shown),
        current.number
    ));
}

fn names_in(dir: &Path) -> Vec<String> {
    let names = crate::sys::fs::names(dir).unwrap_or_default();
    names.into_iter().filter_map(|name| name.into_string().ok()).collect()
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
    change: &Change<'_>,
    guard: &Guard,
    entries: &[Arc<Entry>],
    committed: Committed,
) -> Result<Committed> {
    let options = change.options;
    let record = super::trust::register(context, guard.path());
    if durability(context, options) == Durability::Durable {
        if let Some(record) = &record {
            crate::sys::flush::file(record)?;
        }
        guard.flush()?;
    }
    shims::refresh_for(context, &committed.generation.path);
    match guard.prune(options.keep.map_or(super::KEEP, usize::from).max(change.least)) {
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
    bytecode::after_install(context, change.interpreter, &committed.generation.path, entries, options)?;
    Ok(committed)
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
