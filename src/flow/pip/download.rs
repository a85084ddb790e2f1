//! `noglue pip download` and `noglue pip wheel`: files of packages in a directory, for a machine without a network.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Asking;
use super::target::Target;
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::fetch::Digest;
use crate::flow::obtain::Want;
use crate::flow::options::{IndexOptions, ResolveOptions};
use crate::flow::platform::TargetOptions;
use crate::flow::resolution;
use crate::flow::sources::{self, Builder};
use crate::flow::{project, python, report, session, wanted};
use crate::interpreter::Interpreter;
use crate::pep::name::PackageName;
use crate::sys;
use crate::ui::clean;
use crate::ui::progress::Progress;

/// What was asked for on the command line.
#[derive(Debug)]
pub struct Request {
    pub what: What,
    pub packages: Vec<String>,
    pub editables: Vec<String>,
    pub requirements: Vec<PathBuf>,
    pub constraints: Vec<PathBuf>,
    pub overrides: Vec<PathBuf>,
    pub directory: PathBuf,
    pub no_deps: bool,
    pub require_hashes: bool,
    pub python: Option<String>,
    pub target: TargetOptions,
    pub index: IndexOptions,
    pub resolve: ResolveOptions,
}

/// What is put into the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The files as they are: wheels, or source distributions.
    Files,
    /// Wheels, built where there is none.
    Wheels,
}

/// Does it.
pub fn run(context: &Context, request: &Request) -> Result<()> {
    let started = sys::clock::instant();
    let word = if request.what == What::Files { "download" } else { "wheel" };
    if request.packages.is_empty() && request.editables.is_empty() && request.requirements.is_empty() {
        return Err(super::nothing_named(word));
    }
    check_target(request)?;
    let asked = super::asked(
        context,
        &request.index,
        &Asking {
            words: &request.packages,
            editables: &request.editables,
            files: &request.requirements,
            constraints: &request.constraints,
            overrides: &request.overrides,
            require_hashes: request.require_hashes,
        },
    )?;
    let interpreter = interpreter(context, request)?;
    let whom = request.target.seen_from(&interpreter)?;
    let session = session::open(context, &request.index, vec![wanted::index_options(&asked)])?;
    let builder = Builder::new(context, &session, &interpreter, &request.resolve, None)?;
    let mut asked = builder.named(&asked)?;
    // What is put into a directory is for others: nothing of it is used where it lies here.
    for root in &mut asked.roots {
        root.value.located.iter_mut().for_each(|located| located.is_editable = false);
    }
    let mut question = wanted::question(&asked, &whom, &builder, request.require_hashes)?;
    question.options = request.resolve.clone();
    question.no_dependencies = request.no_deps;
    let answer = resolution::resolve(&builder, question, whom, false)?;
    let directory = sys::fs::absolute(&request.directory, context.cwd()?);
    sys::fs::create_dir_all(&directory)?;
    let is_fetched = |want: &Want| request.what == What::Files || want.file.wheel().is_some();
    if let Some((name, _)) = answer.wants.iter().find(|(_, want)| is_fetched(want) && !is_file(want)) {
        return Err(Plain::refused(format!("{name} is a directory or a repository: there is no file to download"))
            .hint("'noglue pip wheel' builds a wheel of it")
            .into());
    }
    let (fetched, built): (BTreeMap<_, _>, BTreeMap<_, _>) =
        answer.wants.iter().partition(|(_, want)| is_fetched(want));
    let fetched = fetch(&builder, &fetched, &directory)?;
    for (name, want) in built {
        let path = builder.wheel_file(&sources::source_of(want), name, want.file.version())?;
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        save(context, sys::fs::open(&path)?, &directory, &file_name)?;
    }
    for warning in session.index.take_warnings() {
        context.ui.warn(warning);
    }
    let there = if fetched == 0 { String::new() } else { format!(", {fetched} of them there already") };
    let took = report::took(started.elapsed());
    context.ui.done(format!("{}: {}{there}{took}", directory.display(), report::packages(answer.wants.len())));
    Ok(())
}

fn is_file(want: &Want) -> bool {
    want.direct.as_ref().is_none_or(|direct| direct.source.is_none()) || want.file.url.ends_with(want.file.file_name())
}

// Gives how many were there already.
fn fetch(builder: &Builder<'_>, wants: &BTreeMap<&PackageName, &Want>, directory: &Path) -> Result<usize> {
    let session = builder.session;
    let context = builder.context;
    let (mut names, mut requests, mut bytes, mut there) = (Vec::new(), Vec::new(), 0, 0);
    for want in wants.values() {
        let name = want.file.file_name();
        let is_right = |digest: &Digest| match sys::fs::read_if_there(&directory.join(name)) {
            Ok(Some(bytes)) => Digest::sha256_of(&bytes) == *digest,
            _ => false,
        };
        if want.file.sha256().is_some_and(is_right) {
            there += 1;
            continue;
        }
        let allowed = |digests: &[Digest]| want.allowed.is_empty() || digests.iter().any(|d| want.allowed.contains(d));
        if let Some(fetched) = session.index.take_fetched(&want.file)
            && allowed(&fetched.digests)
        {
            save(context, fetched.file, directory, name)?;
            continue;
        }
        bytes += want.file.size.unwrap_or(0);
        let mut request = session.index.request(&want.file)?;
        request.wanted = want.allowed.clone();
        names.push(name);
        requests.push(request);
    }
    if requests.is_empty() {
        return Ok(there);
    }
    let progress = Arc::new(Progress::new(&context.ui, "downloading", bytes, true));
    let tick = progress.clone();
    for (at, outcome) in session.fetcher.fetch_all(requests, Arc::new(move |n| tick.advance(n))) {
        save(context, outcome?.file, directory, names[at])?;
    }
    Ok(there)
}

fn save(context: &Context, mut from: File, directory: &Path, name: &str) -> Result<()> {
    let path = directory.join(name);
    let beside = directory.join(format!(".noglue-{}-{name}", std::process::id()));
    let written = sys::fs::create(&beside).and_then(|mut file| {
        io::Seek::rewind(&mut from).and_then(|()| io::copy(&mut from, &mut file)).map_err(sys::fs::at("write", &path))
    });
    if let Err(error) = written.and_then(|_| sys::fs::rename(&beside, &path)) {
        // What is half written is no file of that name.
        let _ = sys::fs::remove_file(&beside);
        return Err(error.into());
    }
    context.ui.done(format!("saved {}", clean(&path.to_string_lossy())));
    Ok(())
}

// As pip: what cannot be built here must not have to be.
fn check_target(request: &Request) -> Result<()> {
    let is_other = request.target.is_other();
    let build = &request.resolve.build;
    let only_wheels = build.only_binary.iter().any(|names| names == ":all:") && build.no_binary.is_empty();
    if !is_other || request.no_deps || only_wheels {
        return Ok(());
    }
    Err(Plain::new(Exit::Usage, "for another Python or platform nothing can be built here")
        .hint("say '--only-binary=:all:' for wheels alone, or '--no-deps' for what is named alone")
        .into())
}

fn interpreter(context: &Context, request: &Request) -> Result<Interpreter> {
    if request.python.is_none()
        && let Ok(interpreter) = Target::find(context, None).and_then(|target| target.interpreter(context))
    {
        return Ok(interpreter);
    }
    let root = project::root_or_cwd(context)?;
    Ok(python::choose(context, &root, request.python.as_deref(), None)?.value.interpreter)
}
