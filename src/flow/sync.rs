//! `noglue sync`: the project gets the environment it asks for, or keeps the one it has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::drift::{self, Current};
use super::install::{self, Change, Going, Rest, Strays};
use super::lock;
use super::named;
use super::options::{IndexOptions, InstallOptions, ReloadOptions, ResolveOptions};
use super::project::{self, Project};
use super::reload::{self, Wish};
use super::resolution::{self, Answer, For};
use super::small::{self, Split};
use super::sources::Builder;
use super::wanted;
use super::{Mode, Upgrade, history, obtain, python, reload_settings, report, session, system};
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::interpreter::{Interpreter, PythonRequest};
use crate::link::Installable;
use crate::net::hide;
use crate::pep::name::PackageName;
use crate::requirements::discover::OfProject;
use crate::requirements::{is_url, unsigned};
use crate::store::Store;
use crate::sys;
use crate::vars;
use crate::venv::{Asked, Guard, Installed, Package, State};

/// Noted of an environment from a lock that was not what its project asked for (`--frozen`).
const STALE_LOCK: &str = "stale-lock";

/// What it is called in the history.
pub const COMMAND: &str = "noglue sync";

/// What was asked for on the command line.
#[derive(Debug)]
pub struct Request {
    pub project: Option<PathBuf>,
    /// For the history.
    pub command: String,
    pub asked: Asked,
    pub upgrade: Upgrade,
    pub lock: lock::Use,
    pub system_site_packages: bool,
    pub mode: Mode,
    pub require_hashes: bool,
    pub index: IndexOptions,
    pub resolve: ResolveOptions,
    pub install: InstallOptions,
    pub reload: ReloadOptions,
}

impl Request {
    /// Asks for this of the project in `project`, with nothing said beside.
    pub(super) fn of(project: PathBuf, asked: Asked, mode: Mode) -> Request {
        Request {
            project: Some(project),
            command: COMMAND.to_owned(),
            asked,
            mode,
            upgrade: Upgrade::default(),
            lock: lock::Use::default(),
            system_site_packages: false,
            require_hashes: false,
            index: IndexOptions::default(),
            resolve: ResolveOptions::default(),
            install: InstallOptions::default(),
            reload: ReloadOptions::default(),
        }
    }
}

/// Does it.
pub fn run(context: &Context, request: Request) -> Result<()> {
    let project = project::to_sync(context, request.project.as_deref())?;
    sync(context, request, &project)?;
    named::list_in_project(context, &project)
}

fn sync(context: &Context, request: Request, project: &Project) -> Result<()> {
    let started = sys::clock::instant();
    let of_project = wanted::read(context, &project.root, context.cwd()?, &request.asked, Some(&request.index))?;
    if request.lock != lock::Use::Fresh && of_project.lock.is_none() {
        return Err(lock::missing(request.lock).into());
    }
    let wish = reload_settings::wish(context, &request.reload, &of_project.settings, &project.root)?;
    let wanted = &of_project.requirements;
    let sees_system = system::is_seen(&project.env, request.system_site_packages, &of_project.settings);
    let mut options = fingerprint(&request, &of_project);
    options.extend(sees_system.then(|| system::OPTION.to_owned()));
    options.sort();
    let inputs = wanted::inputs(wanted);

    let current = drift::current(context, &project.env);
    if let Some(current) = &current {
        named::check_machine(current, &project.env)?;
    }
    let was_stale = current.as_ref().is_some_and(|current| current.state.options.iter().any(|one| one == STALE_LOCK));
    options.extend((was_stale && request.lock == lock::Use::Frozen).then(|| STALE_LOCK.to_owned()));
    let stale = match &current {
        None => vec!["there is no environment yet".to_owned()],
        Some(current) => {
            let mut reasons = drift::reasons(current, &project.env, &inputs, &options);
            if request.asked.inexact {
                reasons.retain(|reason| !drift::is_only_more(reason));
            }
            if request.upgrade.is_any() {
                reasons.push("newer versions were asked for".into());
            }
            if let Some(reason) = other_python(context, project, &request.asked, &of_project, current)? {
                reasons.push(reason);
            }
            reasons
        }
    };
    if stale.is_empty() && request.mode == Mode::Ensure {
        return Ok(());
    }
    if stale.is_empty() {
        if request.mode == Mode::Apply {
            Guard::sweep_if_free(&project.env);
        }
        context.ui.done(format!("{} is up to date{}", shown(project), report::took(started.elapsed())));
        return unchanged(context, project, wish.as_ref());
    }
    for reason in &stale {
        context.ui.detail(format!("to do: {reason}"));
    }
    if request.mode == Mode::Check {
        return Err(Plain::refused(format!("{} is not up to date: {}", shown(project), stale.join("; ")))
            .hint("'noglue sync' brings it up to date")
            .into());
    }
    if let Some(wish) = &wish {
        reload::check(context, wish, &project.root, &project.env)?;
    }
    build(
        context,
        &request,
        project,
        &of_project,
        current,
        Course { options, sees_system, wish: wish.as_ref(), started },
    )
}

/// What `run` found out that `build` needs.
struct Course<'a> {
    options: Vec<String>,
    sees_system: bool,
    wish: Option<&'a Wish>,
    started: std::time::Instant,
}

fn unchanged(context: &Context, project: &Project, wish: Option<&Wish>) -> Result<()> {
    match wish {
        Some(wish) if wish.always => reload::again(context, wish, &project.root, &project.env),
        Some(wish) if wish.is_asked => {
            context.ui.note("nothing changed, so nothing is reloaded; '--reload=always' reloads all the same");
            Ok(())
        }
        _ => Ok(()),
    }
}

fn build(
    context: &Context,
    request: &Request,
    project: &Project,
    of_project: &OfProject,
    current: Option<Current>,
    course: Course<'_>,
) -> Result<()> {
    let Course { mut options, sees_system, wish, started } = course;
    let mut of_project = of_project.clone();
    let lock = lock::of(request, &mut of_project)?;
    let of_project = &of_project;
    let interpreter = interpreter(context, project, request, of_project, current.as_ref())?;
    let session = session::open(context, &request.index, vec![wanted::index_options(&of_project.requirements)])?;
    let builder = Builder::new(context, &session, &interpreter, &request.resolve, Some(&project.env))?;
    let target = For::interpreter(&interpreter);
    let mut named = None;
    let answer = match &lock {
        Some(lock) => {
            let (answer, is_stale) = lock::answer(&builder, request, &project.root, of_project, lock, target)?;
            if is_stale && !options.iter().any(|one| one == STALE_LOCK) {
                options.push(STALE_LOCK.to_owned());
            }
            answer
        }
        None => {
            let wanted = &*named.insert(builder.named(&of_project.requirements)?);
            let mut question = wanted::question(wanted, &target, &builder, request.require_hashes)?;
            question.preferences = current.as_ref().map(|c| wanted::preferences(&c.state)).unwrap_or_default();
            question.upgrade = request.upgrade.clone();
            question.options = request.resolve.clone();
            if sees_system {
                system::offer(context, &mut question, &interpreter, current.as_ref())?;
            }
            resolution::resolve(&builder, question, target, false)?
        }
    };
    let wanted = named.as_ref().unwrap_or(&of_project.requirements);

    let env = &project.env;
    let old = installed_versions(env);
    let version = |name| answer.resolution.packages[name].version.to_string();
    let new = answer.wants.keys().map(|name| (name.to_string(), version(name))).collect();
    let of_system = system::relied_on(&answer);
    let mut carried = carried(current.as_ref(), &answer.wants, request.asked.inexact)?;
    if request.mode == Mode::DryRun {
        let mut new: report::Versions = new;
        new.extend(carried.iter().map(|c| (c.name.to_string(), c.version.to_string())));
        let changes = report::changes(&old, &new);
        report::say(&context.ui, &changes);
        context.ui.done(format!("{} would change {}", shown(project), report::packages(changes.len())));
        return Ok(());
    }

    let stays = match &current {
        Some(current) if context.offline => stays(current, env, &interpreter, &answer, &session.store)?,
        _ => Stays::new(),
    };
    let mut wants = answer.wants.clone();
    wants.retain(|name, _| !stays.contains_key(name));
    let obtained = obtain::obtain(&builder, &wants)?;
    let mut packages = wanted::packages(&answer, &obtained);
    for (package, installed) in stays.into_values() {
        packages.push(package);
        carried.push(installed);
    }
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    let (count, beside) = (packages.len(), of_system.len());
    let wheels: Vec<Installable> = obtained
        .into_iter()
        .map(|(name, one)| Installable {
            entry: one.entry,
            requested: !answer.resolution.packages[&name].asked_by.is_empty(),
            direct_url: one.direct_url,
        })
        .collect();
    let state = State {
        command: command_line(request),
        asked: kept(&request.asked, context.cwd()?, &project.root),
        requested: wanted.roots.iter().map(|root| root.value.requirement.to_string()).collect(),
        inputs: wanted::inputs(wanted),
        options,
        packages,
        system: of_system,
        ..State::default()
    };
    let prompt = of_project.settings.prompt.as_ref().map(|prompt| prompt.value.as_str());
    if !sys::fs::is_dir(&project.root) {
        return Err(Plain::new(Exit::Disk, format!("{} was removed meanwhile", project.root.display()))
            .hint("nothing was made in its place")
            .into());
    }
    // Locked now, not before: resolving and downloading change nothing that others could see.
    let guard = history::lock(context, env, &request.command)?;
    let split = match &current {
        Some(current) => small::split(&current.generation, &current.state, wheels, &carried)?,
        None => Split { coming: wheels, ..Split::default() },
    };
    let rest = || Ok(Rest { wheels: split.staying.clone(), carried: carried.clone() });
    let committed = install::commit(
        context,
        Change {
            guard,
            interpreter: &interpreter,
            project: Some(&project.root),
            prompt,
            includes_system: sees_system,
            coming: split.coming,
            going: current.map(|current| Going { generation: current.generation.number, names: split.going }),
            rest: &rest,
            strays: if request.asked.inexact { Strays::Carry } else { Strays::Leave },
            state,
            options: &install_options(context, request, of_project)?,
            // The generation to go back to stays.
            least: if wish.is_some() { 2 } else { 1 },
            refetch: &|entry| obtain::refetch(&builder, &answer.wants, entry),
        },
    )?;
    let changes = report::changes(&old, &installed_versions(env));
    report::say(&context.ui, &changes);
    for warning in session.index.take_warnings() {
        context.ui.warn(warning);
    }
    let more = if beside == 0 { String::new() } else { format!(" and {beside} of the system") };
    context.ui.done(format!(
        "{}: {}{more} on {}, generation {}{}",
        shown(project),
        report::packages(count),
        interpreter.title(),
        committed.generation.number,
        report::took(started.elapsed())
    ));
    match wish {
        Some(wish) => {
            let previous = committed.previous.map(|generation| generation.number);
            reload::after_change(context, wish, &project.root, env, committed.generation.number, previous)
        }
        None => Ok(()),
    }
}

// As it may have been typed, for the history.
fn command_line(request: &Request) -> String {
    let mut words = vec![request.command.clone()];
    if request.command == COMMAND {
        words.extend(request.asked.words().iter().map(|word| hide(word)));
    }
    words.extend(request.upgrade.all.then(|| "--upgrade".to_owned()));
    words.extend(request.upgrade.packages.iter().map(|name| format!("-P {name}")));
    crate::ui::clean(&words.join(" "))
}

// The environment's own Python stays, unless another was asked for or the project does not allow it any more.
pub(super) fn interpreter(
    context: &Context,
    project: &Project,
    request: &Request,
    of_project: &OfProject,
    current: Option<&Current>,
) -> Result<Interpreter> {
    let requires = of_project.requirements.requires_python.as_ref().map(|sourced| &sourced.value);
    let option = python_option(&request.asked, of_project)?;
    if let Some(current) = current
        && let Some(kept) = &current.interpreter
        && other_python(context, project, &request.asked, of_project, current)?.is_none()
    {
        return Ok(kept.clone());
    }
    Ok(python::choose(context, &project.root, option, requires)?.value.interpreter)
}

fn other_python(
    context: &Context,
    project: &Project,
    asked: &Asked,
    of_project: &OfProject,
    current: &Current,
) -> Result<Option<String>> {
    let Some(kept) = &current.interpreter else { return Ok(None) };
    let requires = of_project.requirements.requires_python.as_ref();
    if let Some(requires) = requires
        && !requires.value.contains(&kept.version.only_release())
    {
        return Ok(Some(format!("{} asks for Python {}", requires.from, requires.value)));
    }
    python::mismatch(context, &project.root, python_option(asked, of_project)?, kept)
}

// A file that came with a project names a version at most, never a program (design: trust).
fn python_option<'a>(asked: &'a Asked, of_project: &'a OfProject) -> Result<Option<&'a str>> {
    let Some(said) = &of_project.settings.python else { return Ok(asked.python.as_deref()) };
    if matches!(PythonRequest::parse(&said.value)?, PythonRequest::Path(_) | PythonRequest::Name(_)) {
        return Err(Plain::new(
            Exit::Untrusted,
            format!("{}: python names a program; a project may only name a version", said.from),
        )
        .hint("say a version there, such as \"3.12\"")
        .into());
    }
    Ok(Some(asked.python.as_deref().unwrap_or(&said.value)))
}

fn install_options(context: &Context, request: &Request, of_project: &OfProject) -> Result<InstallOptions> {
    let mut options = request.install.clone();
    if let (None, None, Some(said)) = (options.link_mode, context.text(vars::LINK_MODE), &of_project.settings.link_mode)
    {
        options.link_mode = Some(install::named_link_mode(said)?);
    }
    Ok(options)
}

// Packages that others put into the current generation stay where the sync is not exact.
fn carried<T>(current: Option<&Current>, wants: &BTreeMap<PackageName, T>, is_inexact: bool) -> Result<Vec<Installed>> {
    let Some(current) = current.filter(|_| is_inexact) else { return Ok(Vec::new()) };
    let mut all = drift::installed(&current.generation.path)?;
    all.retain(|installed| !wants.contains_key(&installed.name));
    Ok(all)
}

/// Packages that stay as they are, and what the state says of them.
type Stays = BTreeMap<PackageName, (Package, Installed)>;

// Without a network: what the store lost and the environment has, from the very file that is wanted, is taken along.
fn stays(current: &Current, env: &Path, interpreter: &Interpreter, answer: &Answer, store: &Store) -> Result<Stays> {
    let mut stays = Stays::new();
    let state = &current.state;
    // Paths of another place or Python would be wrong here.
    if state.environment != env || state.python.version != interpreter.full_version() {
        return Ok(stays);
    }
    for installed in drift::installed(&current.generation.path)? {
        let Some(package) = drift::own_package(state, &installed) else { continue };
        let Some(want) = answer.wants.get(&installed.name) else { continue };
        let is_it = want.file.sha256().is_some_and(|digest| digest.hex() == package.sha256);
        let is_allowed = want.allowed.is_empty() || want.file.sha256().is_some_and(|own| want.allowed.contains(own));
        if is_it && is_allowed && !obtain::is_kept(store, want) {
            let requested = !answer.resolution.packages[&installed.name].asked_by.is_empty();
            stays.insert(installed.name.clone(), (Package { requested, ..package.clone() }, installed));
        }
    }
    Ok(stays)
}

// What changes the result beside the files: compared with the last sync's.
fn fingerprint(request: &Request, of_project: &OfProject) -> Vec<String> {
    let mut options: Vec<String> = of_project.groups.iter().map(|group| format!("group={group}")).collect();
    options.extend(request.asked.extras.iter().map(|extra| format!("extra={extra}")));
    options.extend(request.asked.all_extras.then(|| "all-extras".into()));
    options.extend(request.asked.without_project.then(|| "without-project".into()));
    options.extend(request.asked.groups_only.then(|| "only-groups".into()));
    options.extend(request.resolve.pre.then(|| "pre".into()));
    options.extend(request.resolve.all_releases.iter().map(|names| format!("all-releases={names}")));
    options.extend(request.resolve.only_final.iter().map(|names| format!("only-final={names}")));
    options.extend(request.resolve.prerelease.map(|choice| format!("prerelease={choice:?}").to_lowercase()));
    options.extend(request.resolve.exclude_newer.iter().map(|when| format!("exclude-newer={when}")));
    options.extend(request.resolve.exclude_newer_packages.iter().map(|one| format!("exclude-newer-package={one}")));
    options.extend(request.resolve.excludes.iter().map(|name| format!("exclude-package={name}")));
    let build = &request.resolve.build;
    options.extend(build.no_binary.iter().map(|names| format!("no-binary={names}")));
    options.extend(build.only_binary.iter().map(|names| format!("only-binary={names}")));
    options.extend(build.prefer_binary.then(|| "prefer-binary".into()));
    options.extend(build.config_settings.iter().map(|setting| format!("config-settings={setting}")));
    options.extend(request.require_hashes.then(|| "require-hashes".into()));
    options.extend(request.resolve.resolution.map(|choice| format!("resolution={choice:?}").to_lowercase()));
    options
}

fn installed_versions(env: &Path) -> report::Versions {
    // Before the first sync there is nothing, and that is no error.
    let installed = drift::installed(env).unwrap_or_default();
    installed.into_iter().map(|i| (i.name.to_string(), i.version.to_string())).collect()
}

fn shown(project: &Project) -> String {
    project.env.display().to_string()
}

/// How far a project's environment is from what it was asked for, by which files.
#[derive(Debug)]
pub(super) struct Drift {
    pub inputs: Vec<PathBuf>,
    pub reasons: Vec<String>,
}

/// Why the environment is not what was asked for when it was made, for `noglue`'s status; before it is made, what
/// `noglue sync` would read. Never fails for a stale one.
pub(super) fn drift_of(context: &Context, project: &Project, current: Option<&Current>) -> Result<Drift> {
    let asked = current.map(|current| current.state.asked.clone()).unwrap_or_default();
    let of_project = wanted::read(context, &project.root, &project.root, &asked, None)?;
    let inputs = wanted::inputs(&of_project.requirements);
    let reasons = match current {
        None => Vec::new(),
        Some(current) => {
            let mut reasons = drift::reasons(current, &project.env, &inputs, &current.state.options);
            if asked.inexact {
                reasons.retain(|reason| !drift::is_only_more(reason));
            }
            reasons.extend(other_python(context, project, &asked, &of_project, current)?);
            reasons
        }
    };
    Ok(Drift { inputs: inputs.into_iter().map(|input| input.path).collect(), reasons })
}

// As it is kept: what lies in the project moves with it, everything else stays where it is.
fn kept(asked: &Asked, cwd: &Path, root: &Path) -> Asked {
    let path = |path: &Path| {
        if is_url(path) {
            return unsigned(path);
        }
        let path = sys::fs::absolute(path, cwd);
        path.strip_prefix(root).map_or_else(|_| path.clone(), Path::to_owned)
    };
    let paths = |all: &[PathBuf]| all.iter().map(|file| path(file)).collect();
    let python = |python: &String| match PythonRequest::parse(python) {
        Ok(PythonRequest::Path(path)) => sys::fs::absolute(&path, cwd).to_string_lossy().into_owned(),
        _ => python.clone(),
    };
    Asked {
        requirements: paths(&asked.requirements),
        constraints: paths(&asked.constraints),
        overrides: paths(&asked.overrides),
        python: asked.python.as_ref().map(python),
        ..asked.clone()
    }
}
