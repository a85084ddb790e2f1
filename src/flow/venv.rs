//! `noglue venv`: an environment by itself, empty but for what `--seed` puts in.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::install::{self, Change, Rest, Strays};
use super::obtain::{Obtained, Want};
use super::options::{IndexOptions, InstallOptions, ResolveOptions};
use super::resolution::{self, For, Question};
use super::session::Session;
use super::sources::Builder;
use super::{history, obtain, python, report, session};
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::interpreter::Interpreter;
use crate::link::Installable;
use crate::pep::name::PackageName;
use crate::pep::requirement::Requirement;
use crate::resolve::Root;
use crate::sys;
use crate::venv::{self, Found, Package, State};

/// What was asked for.
#[derive(Debug)]
pub struct Request {
    pub dir: PathBuf,
    /// The project whose Python it gets, instead of the directory around it.
    pub root: Option<PathBuf>,
    pub python: Option<String>,
    pub system_site_packages: bool,
    pub prompt: Option<String>,
    pub seed: bool,
    pub clear: bool,
    pub index: IndexOptions,
    pub install: InstallOptions,
}

/// Makes it.
pub fn run(context: &Context, request: Request) -> Result<()> {
    let started = sys::clock::instant();
    let env = sys::fs::absolute(&request.dir, context.cwd()?);
    let found = venv::look(&env)?;
    match &found {
        Found::Nothing => {}
        Found::Other => return Err(venv::VenvError::NotAnEnvironment { path: env }.into()),
        Found::Ours(_) | Found::Foreign(..) if request.clear => {}
        Found::Ours(_) | Found::Foreign(..) => {
            return Err(Plain::refused(format!("{} is an environment already", env.display()))
                .hint("'--clear' empties it; the old one stays as a generation to go back to")
                .into());
        }
    }
    let project = request.root.clone().unwrap_or_else(|| env.parent().unwrap_or(&env).to_owned());
    let requires = super::project::requires_python(context, &project)?;
    let interpreter =
        python::choose(context, &project, request.python.as_deref(), requires.as_ref())?.value.interpreter;
    let seeded = if request.seed { seed(context, &request, &interpreter)? } else { Seeded::default() };
    let prompt = request.prompt.as_deref().map(|prompt| match prompt {
        // As `python -m venv --prompt .`: the name of the working directory.
        "." => project.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        other => other.to_owned(),
    });
    let guard = history::lock(context, &env, "noglue venv")?;
    let state = State {
        command: "noglue venv".into(),
        options: request.system_site_packages.then(|| "system-site-packages".into()).into_iter().collect(),
        packages: seeded.packages.clone(),
        ..State::default()
    };
    let count = seeded.wheels.len();
    install::commit(
        context,
        Change {
            guard,
            interpreter: &interpreter,
            project: None,
            prompt: prompt.as_deref(),
            includes_system: request.system_site_packages,
            coming: seeded.wheels.clone(),
            going: None,
            rest: &|| Ok(Rest::default()),
            strays: Strays::Leave,
            state,
            options: &request.install,
            least: 1,
            refetch: &|entry| match &seeded.session {
                Some((session, wants)) => {
                    let builder = Builder::new(context, session, &interpreter, &ResolveOptions::default(), None)?;
                    obtain::refetch(&builder, wants, entry)
                }
                None => Err(entry.altered("").into()),
            },
        },
    )?;
    let with = if count == 0 { String::new() } else { format!(" with {}", report::packages(count)) };
    context.ui.done(format!("{}: {}{with}{}", env.display(), interpreter.title(), report::took(started.elapsed())));
    Ok(())
}

/// What is put into a new environment.
#[derive(Default)]
struct Seeded {
    wheels: Vec<Installable>,
    packages: Vec<Package>,
    session: Option<(Session, BTreeMap<PackageName, Want>)>,
}

// What `virtualenv` seeds: pip, and below 3.12 (where distutils went) setuptools and wheel.
fn seed(context: &Context, request: &Request, interpreter: &Interpreter) -> Result<Seeded> {
    let names: &[&str] = if interpreter.major_minor() >= (3, 12) { &["pip"] } else { &["pip", "setuptools", "wheel"] };
    let roots = names
        .iter()
        .map(|name| Root { requirement: Requirement::parse(name).expect("a bare name"), asked_by: "--seed".into() });
    let session = session::open(context, &request.index, Vec::new())?;
    let question = Question { roots: roots.collect(), ..Question::default() };
    let builder = Builder::new(context, &session, interpreter, &ResolveOptions::default(), None)?;
    let answer = resolution::resolve(&builder, question, For::interpreter(interpreter), false)?;
    let obtained = obtain::obtain(&builder, &answer.wants)?;
    let packages = super::wanted::packages(&answer, &obtained);
    let wheel = |one: Obtained| Installable { entry: one.entry, requested: true, direct_url: None };
    let wheels = obtained.into_values().map(wheel).collect();
    drop(builder);
    Ok(Seeded { wheels, packages, session: Some((session, answer.wants)) })
}
