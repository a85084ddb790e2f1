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
use crate::flow::resolution::{self, For};
use crate::flow::sources::{self, Builder};
use crate::flow::{project, python, report, session, wanted};
use crate::interpreter::Interpreter;
use crate::pep::name::PackageName;
use crate::pep::tags::Tags;
use crate::pep::version::Version;
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
    pub python_version: Option<String>,
    pub platforms: Vec<String>,
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
    let whom = whom(&interpreter, request)?;
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
    let is_other = request.python_version.is_some() || !request.platforms.is_empty();
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

fn whom(interpreter: &Interpreter, request: &Request) -> Result<For> {
    let mut whom = For::interpreter(interpreter);
    let mut target = interpreter.target.clone();
    if let Some(text) = &request.python_version {
        let [major, minor, micro] = version(text)?;
        target.version = (major, minor);
        whom.markers.python_version = format!("{major}.{minor}");
        whom.markers.python_full_version = format!("{major}.{minor}.{micro}");
        whom.python = Version::new([major, minor, micro].map(u64::from));
        whom.tags = Tags::of(&target);
    }
    if let Some(first) = request.platforms.first() {
        whom.tags = Tags::on(&target, request.platforms.iter().flat_map(|platform| with_older(platform)).collect());
        let (system, name, os) = match first.as_str() {
            _ if first.starts_with("win") => ("Windows", "win32", "nt"),
            _ if first.starts_with("macosx") => ("Darwin", "darwin", "posix"),
            _ => ("Linux", "linux", "posix"),
        };
        let markers = &mut whom.markers;
        (markers.platform_system, markers.sys_platform, markers.os_name) = (system.into(), name.into(), os.into());
        let machines = ["x86_64", "aarch64", "arm64", "i686", "armv7l", "ppc64le", "s390x", "riscv64"];
        let machine = machines.iter().find(|machine| first.ends_with(*machine)).copied();
        let machine = if first == "win_amd64" { Some("AMD64") } else { machine };
        machine.into_iter().for_each(|machine| markers.platform_machine = machine.into());
    }
    Ok(whom)
}

// pip: `_custom_manylinux_platforms`.
fn with_older(platform: &str) -> Vec<String> {
    let mut all = vec![platform.to_lowercase().replace(['-', '.'], "_")];
    let older: &[&str] = match platform.split_once('_') {
        Some(("manylinux2014", "x86_64" | "i686")) => &["manylinux2010", "manylinux1"],
        Some(("manylinux2010", _)) => &["manylinux1"],
        _ => &[],
    };
    if let Some((_, arch)) = platform.split_once('_') {
        all.extend(older.iter().map(|name| format!("{name}_{arch}")));
    }
    all
}

// As pip: `3`, `37`, `3.7`, `3.7.3`.
fn version(text: &str) -> Result<[u32; 3]> {
    let wrong = || {
        Plain::new(Exit::Usage, format!("--python-version: \"{}\" is no version of Python", clean(text)))
            .hint("write it as 3.12, 312 or 3.12.1")
    };
    let parts: Vec<&str> = match text.split('.').collect::<Vec<_>>()[..] {
        [short] if short.len() > 1 && short.is_char_boundary(1) => vec![&short[..1], &short[1..]],
        _ => text.split('.').collect(),
    };
    let numbers: Vec<u32> =
        parts.iter().map(|part| part.parse()).collect::<std::result::Result<_, _>>().map_err(|_| wrong())?;
    match numbers[..] {
        [major] => Ok([major, 0, 0]),
        [major, minor] => Ok([major, minor, 0]),
        [major, minor, micro] => Ok([major, minor, micro]),
        _ => Err(wrong().into()),
    }
}
