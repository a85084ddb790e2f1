//! Servers take the environment's new generation; one that does not come back takes the environment back with it.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{history, project};
use crate::context::Context;
use crate::error::{Error, Exit, Plain, Result};
use crate::reload::{self, Health, Place, Plan, ReloadError, Target, Watched};
use crate::sys;
use crate::ui::human_duration;
use crate::vars;
use crate::venv::Generation;

/// What to reload, and how to know that it worked.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub targets: Vec<Target>,
    pub health: Option<Health>,
    /// For everything together.
    pub patience: Duration,
    /// Also when nothing has changed.
    pub always: bool,
    /// Asked for on the command line; else by configuration, where nothing to reload is no error.
    pub is_asked: bool,
}

/// What `noglue reload` was told.
#[derive(Debug)]
pub struct Request {
    pub project: Option<PathBuf>,
    pub options: super::options::ReloadOptions,
    pub words: Vec<String>,
}

/// `noglue reload`: nothing changes but the servers.
pub fn run(context: &Context, request: Request) -> Result<()> {
    let project = project::with_environment(context, request.project.as_deref())?;
    let of_project = super::reload_settings::of_project(context, &project.root)?;
    let mut options = request.options;
    options.reload.extend(request.words);
    options.reload.push("always".into());
    let wish = super::reload_settings::wish(context, &options, &of_project, &project.root)?
        .expect("it was asked for a line above");
    again(context, &wish, &project.root, &project.env)
}

/// Reloads although the environment stays as it is: there is nothing to go back to.
pub(super) fn again(context: &Context, wish: &Wish, root: &Path, env: &Path) -> Result<()> {
    let reload = Reload::new(context, wish, root, env);
    reload.all(reload.plan()?).map_err(|error| unwell(error, Vec::new()))
}

/// Errs when what `wish` names cannot be reloaded: before anything is changed for nothing.
pub(super) fn check(context: &Context, wish: &Wish, root: &Path, env: &Path) -> Result<()> {
    if !sys::fs::exists(env) {
        return Ok(());
    }
    Reload::new(context, wish, root, env).plan_if_any().map(drop)
}

/// Reloads after `env` went from generation `previous` to `made`; goes back when that fails.
pub(super) fn after_change(
    context: &Context,
    wish: &Wish,
    root: &Path,
    env: &Path,
    made: u64,
    previous: Option<u64>,
) -> Result<()> {
    let reload = Reload::new(context, wish, root, env);
    let tried = match reload.plan_if_any() {
        Ok(None) => return Ok(()),
        Ok(Some(plan)) => reload.all(plan),
        Err(error) => Err(error),
    };
    let Err(failed) = tried else { return Ok(()) };
    let Some(previous) = previous else {
        return Err(unwell(failed, vec!["there is no generation before this one to go back to".into()]));
    };
    context.ui.error(&failed);
    match reload.go_back(made, previous) {
        Ok(()) => Err(Plain::new(
            Exit::RolledBack,
            format!("generation {made} was not taken; {} is at generation {previous}", env.display()),
        )
        .hint(format!("what was tried is kept: 'noglue rollback {made}' goes to generation {made}"))
        .into()),
        Err(again) => {
            let hint = format!("'noglue rollback {previous}' and a restart of the server may help");
            Err(unwell(again, vec![format!("generation {made} did not work either: {failed}"), hint]))
        }
    }
}

fn unwell(error: Error, hints: Vec<String>) -> Error {
    let exit = match error.exit() {
        // What was typed or found wrong keeps its own code.
        code @ (Exit::Usage | Exit::Refused | Exit::Untrusted) if hints.is_empty() => code,
        _ => Exit::Unwell,
    };
    let plain = Plain::new(exit, error.chain().join(": "));
    error.hints().into_iter().chain(hints).fold(plain, Plain::hint).into()
}

struct Reload<'a> {
    context: &'a Context,
    wish: &'a Wish,
    root: &'a Path,
    env: &'a Path,
    has_acted: Cell<bool>,
}

impl<'a> Reload<'a> {
    fn new(context: &'a Context, wish: &'a Wish, root: &'a Path, env: &'a Path) -> Reload<'a> {
        Reload { context, wish, root, env, has_acted: Cell::new(false) }
    }

    fn plan(&self) -> Result<Plan, ReloadError> {
        let path = self.context.var(vars::PATH).unwrap_or_default();
        reload::plan(&self.wish.targets, &Place { root: self.root, environment: self.env, path })
    }

    // What a configuration reloads need not run: on another machine, or not yet.
    fn plan_if_any(&self) -> Result<Option<Plan>> {
        match self.plan() {
            Ok(plan) => Ok(Some(plan)),
            Err(error @ (ReloadError::NothingRuns { .. } | ReloadError::NoGunicorn { .. })) if !self.wish.is_asked => {
                self.context.ui.note(format!("{error}: nothing is reloaded"));
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn all(&self, plan: Plan) -> Result<()> {
        let started = sys::clock::instant();
        let current = Generation::current(self.env).ok();
        if let Some(generation) = &current {
            for step in &plan.steps {
                step.preflight(&generation.path, self.left(started))?;
            }
        }
        for other in &plan.others {
            self.context.ui.note(format!("{other} is not reloaded: noglue cannot; restart it"));
        }
        let number = current.map(|generation| generation.number);
        let mut was_seen = true;
        for step in &plan.steps {
            self.context.ui.done(format!("reloading {} …", step.shown()));
            let watched = Watched::before(step, self.env)?;
            self.has_acted.set(true);
            step.act(self.left(started))?;
            was_seen &= watched.settle(step, number, self.left(started))?;
        }
        self.is_well(started, was_seen)?;
        for step in plan.steps.iter().filter(|_| self.wish.health.is_none()) {
            step.check_alive()?;
        }
        self.context.ui.done(format!("reloaded in {}", human_duration(started.elapsed())));
        Ok(())
    }

    fn is_well(&self, started: Instant, was_seen: bool) -> Result<()> {
        let Some(health) = &self.wish.health else { return Ok(()) };
        // Where no server can be seen to change, the old one may still answer for a while: an Emperor looks every 3 s.
        let watch = if was_seen { Duration::ZERO } else { Duration::from_secs(5).min(self.wish.patience / 2) };
        let (mut well_since, mut said, mut pause) = (None, String::new(), Duration::from_millis(50));
        loop {
            let left = self.left(started);
            match health.ask(left.clamp(Duration::from_millis(100), Duration::from_secs(5))) {
                Ok(()) => {
                    let since: Instant = *well_since.get_or_insert_with(sys::clock::instant);
                    if since.elapsed() >= watch {
                        self.context.ui.done(format!("{health} is well"));
                        return Ok(());
                    }
                }
                Err(why) => {
                    well_since = None;
                    if left.is_zero() {
                        let check = health.to_string();
                        return Err(ReloadError::Unwell { check, why, after: started.elapsed() }.into());
                    }
                    if why != said {
                        self.context.ui.note(format!("waiting for {health}: {}", crate::ui::clean(&why)));
                        said = why;
                    }
                }
            }
            sys::clock::pause(pause.min(self.left(started).max(Duration::from_millis(20))));
            pause = (pause * 2).min(Duration::from_millis(500));
        }
    }

    fn go_back(&self, made: u64, previous: u64) -> Result<()> {
        let guard = history::lock(self.context, self.env, "noglue sync --reload")?;
        let now = Generation::current(self.env)?.number;
        if now != made {
            return Err(Plain::refused(format!(
                "{} is at generation {now} meanwhile: another noglue changed it, and nothing was taken back",
                self.env.display()
            ))
            .into());
        }
        let generation = guard.rollback(previous)?;
        drop(guard);
        super::shims::refresh_for(self.context, &generation.path);
        self.context.ui.done(format!("{} is at generation {previous} again", self.env.display()));
        if !self.has_acted.get() {
            self.context.ui.done("no server was touched");
            return Ok(());
        }
        let mut plan = self.plan_when_back()?;
        // Never left it, or ended and was started again by whoever keeps it.
        plan.steps.retain(|step| step.generation() != Some(previous));
        self.all(plan)
    }

    // A server that ended may be started again by whoever keeps it.
    fn plan_when_back(&self) -> Result<Plan> {
        let started = sys::clock::instant();
        loop {
            match self.plan() {
                Err(_) if started.elapsed() < (self.wish.patience / 2).min(Duration::from_secs(10)) => {
                    sys::clock::pause(Duration::from_millis(100));
                }
                plan => return Ok(plan?),
            }
        }
    }

    fn left(&self, started: Instant) -> Duration {
        self.wish.patience.saturating_sub(started.elapsed())
    }
}
