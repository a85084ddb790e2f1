//! The environment of one build: made in a temporary directory from the store, or the target's own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::{Builder, Stop};
use crate::build::{BuildError, System};
use crate::context::Context;
use crate::error::Result;
use crate::flow::options::{BuildOptions, InstallOptions, ResolveOptions};
use crate::flow::resolution::{self, For, Question};
use crate::flow::session::Session;
use crate::flow::{bytecode, drift, install, obtain, remote, wanted};
use crate::link::{self, Installable, Layout};
use crate::pep::requirement::Requirement;
use crate::requirements::{World, read_limits};
use crate::resolve::Root;
use crate::store::Entry;
use crate::sys;
use crate::vars;
use crate::venv::{Building, Durability, Guard, Make, State};

/// Where hooks run.
#[derive(Debug)]
pub(super) struct Environment {
    /// Its interpreter.
    pub python: PathBuf,
    /// Its directory of programs.
    bin: PathBuf,
    /// What it was made of.
    requires: Vec<Requirement>,
    _dir: Option<tempfile::TempDir>,
}

// What tools keep in the home directory of whoever calls is none of a build's business, and what they leave there goes with
// the build. Compilers that live in a home, and what git is told of repositories, are still found.
fn own_home(context: &Context, scratch: &Path) -> Vec<(OsString, Option<OsString>)> {
    let unset = ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"];
    let mut env: Vec<_> = unset.into_iter().map(|name| (OsString::from(name), None)).collect();
    env.push(("HOME".into(), Some(scratch.join(HOME).into_os_string())));
    let kept = [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup"), ("GIT_CONFIG_GLOBAL", ".gitconfig")];
    for (name, place) in kept.into_iter().filter(|(name, _)| context.var(name).is_none()) {
        let place = context.dirs.home().map(|home| home.join(place)).filter(|place| sys::fs::exists(place));
        env.extend(place.map(|place| (OsString::from(name), Some(place.into_os_string()))));
    }
    env
}

/// The home directory of a build, below its own directory.
pub(super) const HOME: &str = "home";

/// `--build-constraint`
pub(super) fn constraints(context: &Context, session: &Session, options: &BuildOptions) -> Result<Vec<Root>> {
    if options.build_constraints.is_empty() {
        return Ok(Vec::new());
    }
    let variable = wanted::variables(context);
    let fetch = remote::over(context, &session.net);
    let world = World { cwd: context.cwd()?, variable: &variable, fetch: &fetch };
    let read = read_limits(&options.build_constraints, &[], &world)?;
    let root = |root: &crate::sourced::Sourced<crate::requirements::Root>| Root {
        requirement: root.value.requirement.clone(),
        asked_by: root.from.to_string(),
    };
    Ok(read.constraints.iter().map(root).collect())
}

impl Environment {
    /// With everything `system` requires.
    pub(super) fn make(builder: &Builder<'_>, system: &System) -> Result<Environment, Stop> {
        Environment::with(builder, &system.requires)
    }

    /// The same with `more`; nothing is done when it was asked for before.
    pub(super) fn and(self, builder: &Builder<'_>, more: &[Requirement]) -> Result<Environment, Stop> {
        if more.iter().all(|requirement| self.requires.contains(requirement)) {
            return Ok(self);
        }
        let mut all = self.requires.clone();
        all.extend(more.iter().filter(|requirement| !self.requires.contains(requirement)).cloned());
        Environment::with(builder, &all)
    }

    fn with(builder: &Builder<'_>, requires: &[Requirement]) -> Result<Environment, Stop> {
        if builder.shared.options.build.no_build_isolation {
            return Environment::target(builder, requires);
        }
        let interpreter = builder.shared.interpreter;
        let asked_by = format!("the build of {}", builder.chain.last().map_or("it", String::as_str));
        let root = |requirement: &Requirement| Root { requirement: requirement.clone(), asked_by: asked_by.clone() };
        let question = Question {
            roots: requires.iter().map(root).collect(),
            constraints: builder.shared.constraints.clone(),
            // What is too new for the packages is too new for what builds them.
            options: ResolveOptions {
                exclude_newer: builder.shared.options.exclude_newer.clone(),
                exclude_newer_packages: builder.shared.options.exclude_newer_packages.clone(),
                ..ResolveOptions::default()
            },
            ..Question::default()
        };
        let answer = resolution::resolve(builder, question, For::interpreter(interpreter), false)?;
        let obtained = obtain::obtain(builder, &answer.wants)?;
        let entries: Vec<_> = obtained.into_values().map(|one| one.entry).collect();
        let wheel = |entry: &Arc<Entry>| Installable { entry: entry.clone(), requested: false, direct_url: None };
        let wheels: Vec<Installable> = entries.iter().map(wheel).collect();
        let dir = builder.shared.kept.scratch()?;
        let place = dir.path().join("env");
        let base = install::base_of(interpreter);
        let guard = Guard::acquire(&place, "build", Duration::ZERO, |_| ()).map_err(crate::error::Error::from)?;
        let make = Make { base: &base, prompt: None, includes_system: false, scripts: &[], project: None };
        let plan = link::plan(&wheels, &Layout::of(&place, &base, interpreter.cache_tag.clone()));
        let plan = plan.map_err(crate::error::Error::from)?;
        let building = Building::begin(&guard, &make).map_err(crate::error::Error::from)?;
        let mode = install::link_mode(builder.context, &InstallOptions::default())?;
        link::apply(&plan, building.dir(), mode).map_err(crate::error::Error::from)?;
        let committed = building.commit(&State::default(), Durability::Fast).map_err(crate::error::Error::from)?;
        // For the next build with the same.
        bytecode::after_install(
            builder.context,
            interpreter,
            &committed.generation.path,
            &entries,
            &InstallOptions::default(),
        )?;
        let bin = committed.generation.path.join("bin");
        Ok(Environment { python: bin.join("python"), bin, requires: requires.to_vec(), _dir: Some(dir) })
    }

    // `--no-build-isolation`: what is installed must do, and is looked for first.
    fn target(builder: &Builder<'_>, requires: &[Requirement]) -> Result<Environment, Stop> {
        let env = builder.shared.target.clone().filter(|env| sys::fs::is_file(&env.join("bin/python")));
        let missing =
            |requirement: &Requirement| Stop::Build(BuildError::NotIsolated { requirement: requirement.to_string() });
        let markers = &builder.shared.interpreter.markers;
        let applies = |r: &&Requirement| r.marker.as_ref().is_none_or(|m| m.evaluate(markers, &[]).unwrap_or(true));
        let Some(env) = env else {
            return match requires.iter().find(applies) {
                Some(first) => Err(missing(first)),
                None => Ok(Environment {
                    python: builder.shared.interpreter.base_executable.clone(),
                    bin: builder.shared.interpreter.home.clone(),
                    requires: Vec::new(),
                    _dir: None,
                }),
            };
        };
        let installed = drift::installed(&env)?;
        let is_there = |requirement: &&Requirement| {
            installed.iter().any(|item| {
                item.name == requirement.name
                    && requirement
                        .specifiers()
                        .is_none_or(|s| item.version.parse().is_ok_and(|version| s.contains(&version)))
            })
        };
        if let Some(first) = requires.iter().filter(applies).find(|requirement| !is_there(requirement)) {
            return Err(missing(first));
        }
        let bin = env.join("bin");
        Ok(Environment { python: bin.join("python"), bin, requires: requires.to_vec(), _dir: None })
    }

    /// Variables of whatever runs in it: its programs come first, nothing of the caller's Python gets in, nothing asks.
    pub(super) fn variables(&self, context: &Context, scratch: &Path) -> Vec<(OsString, Option<OsString>)> {
        let path = context.var("PATH").map_or_else(Default::default, |path| {
            let mut text = OsString::from(":");
            text.push(path);
            text
        });
        let mut programs = self.bin.clone().into_os_string();
        programs.push(path);
        let tmp = scratch.join("tmp");
        let set = |name: &str, value: OsString| (OsString::from(name), Some(value));
        let unset = ["PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYTHONINSPECT", "PYTHONSAFEPATH"];
        let mut env: Vec<_> = unset.into_iter().map(|name| (OsString::from(name), None)).collect();
        env.extend([
            set("PATH", programs),
            set("VIRTUAL_ENV", self.bin.parent().unwrap_or(&self.bin).as_os_str().to_owned()),
            set("PYTHONNOUSERSITE", "1".into()),
            set(vars::NOGLUE, "0".into()),
            set("GIT_TERMINAL_PROMPT", "0".into()),
            set("TMPDIR", tmp.into_os_string()),
        ]);
        if self._dir.is_some() {
            env.extend(own_home(context, scratch));
        }
        env
    }
}
