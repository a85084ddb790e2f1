//! `noglue verify`: whether an environment is what was installed, and how it becomes that again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;

use super::drift::{self, Current};
use super::install::{self, Change, Rest, Strays};
use super::options::{IndexOptions, InstallOptions, ResolveOptions};
use super::resolution::{self, For};
use super::sources::Builder;
use super::{history, obtain, project, session, wanted};
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::interpreter::Interpreter;
use crate::link::{self, Installable, Layout};
use crate::pep::name::PackageName;
use crate::pep::record::{Algorithm, RecordHash};
use crate::requirements::{self, Requirements, World};
use crate::sourced::Source;
use crate::store::{Entry, Store};
use crate::sys;
use crate::ui::clean;
use crate::venv::verify::{self, Finding, Verified, What};
use crate::venv::{Found, Installed, Package, look};

/// What was asked for.
#[derive(Debug)]
pub struct Request {
    pub project: Option<PathBuf>,
    pub repair: bool,
    pub json: bool,
    pub index: IndexOptions,
    pub install: InstallOptions,
}

/// Looks, says, and repairs if that is asked for.
pub fn run(context: &Context, request: &Request) -> Result<()> {
    let env = project::with_environment(context, request.project.as_deref())?.env;
    let (_, store, _temporary) = session::store(context)?;
    let subject = Subject::of(context, &env)?;
    let verified = subject.verify(&store)?;
    let damaged = verified.findings.iter().filter(|finding| finding.what.is_damage()).count();
    let is_repaired = request.repair && damaged > 0;
    if is_repaired {
        subject.repair(context, request, &verified)?;
    }
    say(context, request, &subject, &verified, is_repaired);
    if damaged == 0 || is_repaired {
        return Ok(());
    }
    let error = Plain::new(Exit::Integrity, format!("{} is not what was installed", env.display()));
    Err(match subject.current {
        Some(_) => error.hint("'noglue verify --repair' makes it so again"),
        None => error.hint("'noglue pip install --force-reinstall PACKAGE' puts a package in again"),
    }
    .into())
}

fn say(context: &Context, request: &Request, subject: &Subject, verified: &Verified, is_repaired: bool) {
    if request.json {
        let value = json!({
            "environment": subject.env,
            "generation": subject.current.as_ref().map(|current| current.generation.number),
            "packages": subject.installed.len(),
            "files": verified.files,
            "findings": verified.findings,
            "repaired": is_repaired,
        });
        context.ui.data(serde_json::to_string_pretty(&value).expect("strings and numbers only"));
        return;
    }
    for finding in &verified.findings {
        let of = finding.package.as_ref().map_or_else(String::new, |package| format!("{package}: "));
        let path = clean(&finding.path.to_string_lossy());
        context.ui.data(format!("{of}{path} {}", finding.what.words()));
    }
    if verified.findings.iter().all(|finding| !finding.what.is_damage()) {
        context.ui.done(format!(
            "{}: {} files of {} packages are what was installed",
            subject.env.display(),
            verified.files,
            subject.installed.len()
        ));
    }
}

/// An environment to be looked at.
struct Subject {
    env: PathBuf,
    tree: PathBuf,
    /// `None` where another tool made it.
    current: Option<Current>,
    installed: Vec<Installed>,
}

impl Subject {
    fn of(context: &Context, env: &Path) -> Result<Subject> {
        let current = drift::current(context, env);
        let tree = current.as_ref().map_or_else(|| env.to_owned(), |current| current.generation.path.clone());
        let installed = drift::installed(&tree)?;
        Ok(Subject { env: env.to_owned(), tree, current, installed })
    }

    // RECORD says what the files are; what RECORD is, the store says.
    fn verify(&self, store: &Store) -> Result<Verified> {
        let mut known = BTreeMap::new();
        let mut altered = Vec::new();
        if let Some(Current { state, interpreter: Some(interpreter), .. }) = &self.current {
            let layout = Layout::of(&state.environment, &install::base_of(interpreter), interpreter.cache_tag.clone());
            for one in &self.installed {
                let Some(package) = drift::own_package(state, one) else { continue };
                let Some(entry) = store.get(&package.sha256).map(Arc::new) else { continue };
                let direct_url = sys::fs::read_if_there(&one.info.join("direct_url.json"))?;
                let wheel = Installable { entry, requested: one.requested, direct_url };
                let plan = link::plan(std::slice::from_ref(&wheel), &layout)?;
                let record = sys::fs::read_if_there(&one.info.join("RECORD"))?.unwrap_or_default();
                if plan.record() != Some(record.as_slice()) {
                    let path = one.info.join("RECORD");
                    let path = path.strip_prefix(&self.tree).map_or_else(|_| path.clone(), Path::to_owned);
                    altered.push(Finding { path, what: What::Altered, package: Some(one.name.to_string()) });
                }
                known.extend(plan.bytecode().filter_map(|(path, hash)| Some((path.into(), hash_of(hash)?))));
            }
        }
        let mut verified = verify::verify(&self.tree, &self.installed, &known)?;
        verified.findings.extend(altered);
        verified.findings.sort();
        verified.findings.dedup();
        Ok(verified)
    }

    // All of it anew from whole wheels: what is damaged may be damaged in more ways than were found.
    fn repair(&self, context: &Context, request: &Request, verified: &Verified) -> Result<()> {
        let Some(Current { generation, state, interpreter: Some(interpreter) }) = &self.current else {
            return Err(Plain::refused(format!(
                "{} was not made by noglue, or its Python is gone",
                self.env.display()
            ))
            .hint("'noglue sync' makes the environment of a project anew")
            .into());
        };
        let damaged: BTreeSet<&str> = verified.findings.iter().filter_map(|one| one.package.as_deref()).collect();
        let is_ours = |one: &&Installed| state.packages.iter().any(|package| package.name == one.name.as_str());
        let carried: Vec<&Installed> = self.installed.iter().filter(|one| !is_ours(one)).collect();
        if let Some(other) = carried.iter().find(|one| damaged.contains(one.name.as_str())) {
            return Err(Plain::refused(format!("{} was installed by another tool", other.name))
                .hint(format!("'noglue pip install --force-reinstall {}=={}'", other.name, other.version))
                .into());
        }
        let session = session::open(context, &request.index, Vec::new())?;
        let builder = Builder::new(context, &session, interpreter, &ResolveOptions::default(), Some(&self.env))?;
        let mut state = state.clone();
        let mut coming = Vec::new();
        let mut lost = Vec::new();
        for package in &state.packages {
            match whole(&session.store, package)? {
                Some(entry) => coming.push(self.installable(package, entry)),
                None => lost.push(package.clone()),
            }
        }
        if !lost.is_empty() {
            context.ui.note(format!("fetching again: {}", names(&lost)));
            for (package, entry) in fetched(context, &builder, interpreter, &lost)? {
                coming.push(self.installable(&package, entry));
                state.packages.retain(|old| old.name != package.name);
                state.packages.push(package);
            }
            state.packages.sort_by(|a, b| a.name.cmp(&b.name));
        }
        let guard = history::lock(context, &self.env, "noglue verify --repair")?;
        let is_same = crate::venv::Generation::current(&self.env).is_ok_and(|now| now == *generation);
        let carried: Vec<Installed> = carried.into_iter().cloned().collect();
        let config = match look(&self.env)? {
            Found::Ours(venv) if is_same => venv.config().clone(),
            _ => {
                return Err(Plain::refused(format!("{} was changed meanwhile", self.env.display()))
                    .hint("run the same command again")
                    .into());
            }
        };
        state.command = "noglue verify --repair".into();
        let project = state.project.clone();
        let change = Change {
            guard,
            interpreter,
            project: project.as_deref(),
            prompt: config.get("prompt"),
            includes_system: config.includes_system(),
            coming,
            going: None,
            rest: &|| Ok(Rest { wheels: Vec::new(), carried: carried.clone() }),
            strays: Strays::Carry,
            state,
            options: &request.install,
            least: 1,
            refetch: &|entry| Err(entry.altered("").into()),
        };
        let committed = install::commit(context, change)?;
        context.ui.done(format!("{} was repaired, generation {}", self.env.display(), committed.generation.number));
        Ok(())
    }

    fn installable(&self, package: &Package, entry: Arc<Entry>) -> Installable {
        let installed = self.installed.iter().find(|one| one.name.as_str() == package.name);
        let direct_url = installed.and_then(|one| sys::fs::read_if_there(&one.info.join("direct_url.json")).ok()?);
        Installable { entry, requested: package.requested, direct_url }
    }
}

// What the store has of a package, when that is whole; what is not whole is dropped from it.
fn whole(store: &Store, package: &Package) -> Result<Option<Arc<Entry>>> {
    let Some(entry) = store.get(&package.sha256) else { return Ok(None) };
    if entry.verify().is_err() {
        store.discard(&package.sha256)?;
        return Ok(None);
    }
    Ok(Some(Arc::new(entry)))
}

fn fetched(
    context: &Context,
    builder: &Builder<'_>,
    interpreter: &Interpreter,
    lost: &[Package],
) -> Result<Vec<(Package, Arc<Entry>)>> {
    let variable = wanted::variables(context);
    let world = World::local(context.cwd()?, &variable);
    let mut asked = Requirements::default();
    for package in lost {
        let line = format!("{}=={}", package.name, package.version);
        asked.push(requirements::of_line(&line, &Source::CommandLine("--repair"), &world)?);
    }
    let target = For::interpreter(interpreter);
    let mut question = wanted::question(&builder.named(&asked)?, &target, builder, false)?;
    question.no_dependencies = true;
    let answer = resolution::resolve(builder, question, target, false)?;
    let mut obtained = obtain::obtain(builder, &answer.wants)?;
    let mut all = Vec::new();
    for package in wanted::packages(&answer, &obtained) {
        let name = PackageName::parse(&package.name).expect("it was one before");
        let Some(one) = obtained.remove(&name) else { continue };
        let before = lost.iter().find(|lost| lost.name == package.name);
        if before.is_some_and(|before| before.sha256 != package.sha256) {
            context.ui.warn(format!("{} {} is another file than it was", package.name, package.version));
        }
        let requested = before.is_some_and(|before| before.requested);
        all.push((Package { requested, ..package }, one.entry));
    }
    Ok(all)
}

fn names(packages: &[Package]) -> String {
    packages.iter().map(|package| package.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn hash_of(text: &str) -> Option<RecordHash> {
    use base64::Engine as _;
    let digest = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).ok()?;
    (digest.len() == Algorithm::Sha256.digest_len()).then(|| RecordHash::new(Algorithm::Sha256, &digest))
}
