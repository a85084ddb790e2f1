//! `noglue pip compile`: requirements become a file that pins all of it, and says who asks for what.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ValueEnum as _;

use super::pins::{self, Annotation, Pin};
use super::target::Target;
use super::universal;
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::fetch::Digest;
use crate::flow::options::{IndexOptions, ResolutionChoice, ResolveOptions};
use crate::flow::platform::TargetOptions;
use crate::flow::resolution::{self, Answer, For};
use crate::flow::sources::{Builder, public_url};
use crate::flow::{Upgrade, project, python, remote, report, session, wanted};
use crate::interpreter::Interpreter;
use crate::net::Address;
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::requirement::Requirement;
use crate::pep::version::Version;
use crate::requirements::project::Project;
use crate::requirements::{Located, Requirements, Root, World, is_url, read_files, read_limits, read_text, unsigned};
use crate::resolve::Resolution;
use crate::sourced::{Source, Sourced};
use crate::sys;
use crate::ui::{clean, whole};

/// What was asked for on the command line.
#[derive(Debug)]
pub struct Request {
    pub files: Vec<PathBuf>,
    pub constraints: Vec<PathBuf>,
    pub overrides: Vec<PathBuf>,
    pub output: Option<PathBuf>,
    pub python: Option<String>,
    pub target: TargetOptions,
    pub universal: bool,
    pub extras: Vec<String>,
    pub groups: Vec<String>,
    pub upgrade: Upgrade,
    pub generate_hashes: bool,
    /// Who asks for what, and how that is written.
    pub annotation: Option<Annotation>,
    pub header: bool,
    pub emit_index_url: bool,
    pub emit_find_links: bool,
    pub emit_build_options: bool,
    pub index: IndexOptions,
    pub resolve: ResolveOptions,
}

/// Resolves and prints, or writes.
pub fn run(context: &Context, request: Request) -> Result<()> {
    let started = sys::clock::instant();
    let (asked, origins) = read(context, &request)?;
    if request.universal {
        return universal::run(context, &request, &asked, &origins, started);
    }
    let (target, interpreter) = for_whom(context, &request, &asked)?;
    if let Some(requires) = &asked.requires_python
        && !requires.value.contains(&target.python)
    {
        let said = format!("{} asks for Python {}, and this is for {}", requires.from, requires.value, target.python);
        return Err(Plain::refused(said).hint("'--python-version' or '--python' names another").into());
    }
    let output = output(context, &request)?;
    let session = session::open(context, &request.index, vec![wanted::index_options(&asked)])?;
    // Hashes of the input are those of files; what is asked here is which versions.
    let builder = Builder::new(context, &session, &interpreter, &request.resolve, None)?;
    let asked = builder.named(&asked)?;
    let mut question = wanted::question(&asked, &target, &builder, false)?;
    question.requires_hashes = false;
    question.options = request.resolve.clone();
    question.upgrade = request.upgrade.clone();
    if let Some(old) = output.as_deref().map(sys::fs::read_if_there).transpose()?.flatten() {
        question.preferences = pins::read(&String::from_utf8_lossy(&old), &target.markers);
    }
    let before: report::Versions =
        question.preferences.iter().map(|(name, version)| (name.to_string(), version.to_string())).collect();
    let answer = resolution::resolve(&builder, question, target.clone(), request.generate_hashes)?;
    for warning in session.index.take_warnings() {
        context.ui.warn(warning);
    }
    let applies = |requirement: &Requirement| super::inventory::applies(requirement, &target.markers, &[]);
    let via = via(&asked, &origins, std::iter::once(&answer.resolution), applies);
    let pins: Vec<Pin> = answer
        .resolution
        .packages
        .iter()
        .map(|(name, pinned)| Pin {
            requirement: requirement(name, &pinned.version, located(&asked, name)),
            hashes: hashes(&answer, name),
            via: via.get(name).cloned().unwrap_or_default(),
        })
        .collect();
    let after = answer.resolution.packages.iter().map(|(n, p)| (n.to_string(), p.version.to_string())).collect();
    let changes = report::changes(&before, &after);
    let text = text(context, &request, &asked, &pins)?;
    write(context, output.as_deref(), &text, &changes, (pins.len(), started))
}

pub(super) fn output(context: &Context, request: &Request) -> Result<Option<PathBuf>> {
    request.output.as_ref().map(|path| Ok(sys::fs::absolute(path, context.cwd()?))).transpose()
}

pub(super) fn text(context: &Context, request: &Request, asked: &Requirements, pins: &[Pin]) -> Result<String> {
    let header = if request.header { header(request) } else { Vec::new() };
    let output = output(context, request)?;
    let base = output.as_deref().and_then(Path::parent).unwrap_or(context.cwd()?);
    let options = index_options(request, asked, base, context.cwd()?);
    Ok(pins::write(&header, &options, pins, request.annotation))
}

pub(super) fn write(
    context: &Context,
    output: Option<&Path>,
    text: &str,
    changes: &[report::Change],
    (count, started): (usize, Instant),
) -> Result<()> {
    let Some(output) = output else {
        context.ui.data(text.trim_end_matches('\n'));
        return Ok(());
    };
    sys::fs::replace(output, text.as_bytes())?;
    report::say(&context.ui, changes);
    let took = report::took(started.elapsed());
    context.ui.done(format!("{}: {}{took}", output.display(), report::packages(count)));
    Ok(())
}

/// What requirements came from, for annotations.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// Names of projects by the path of their file.
    projects: BTreeMap<PathBuf, String>,
    /// Which roots are of which dependency group.
    groups: Vec<(Range<usize>, GroupName)>,
}

fn read(context: &Context, request: &Request) -> Result<(Requirements, Origins)> {
    let variable = wanted::variables(context);
    let fetch = remote::reader(context, &request.index);
    let world = World { cwd: context.cwd()?, variable: &variable, fetch: &fetch };
    let mut asked = Requirements::default();
    let mut origins = Origins::default();
    let is_project = |path: &Path| !is_url(path) && path.file_name().is_some_and(|name| name == "pyproject.toml");
    for file in request.files.iter().filter(|file| !is_project(file)) {
        asked.extend(match file.as_os_str() == "-" {
            true => read_text("-", &sys::fs::read_stdin()?, &world)?,
            false => read_files(std::slice::from_ref(file), &world)?,
        });
    }
    let mut files: Vec<PathBuf> = request.files.iter().filter(|file| is_project(file)).cloned().collect();
    let has_own = !files.is_empty();
    // `--group dev` beside other files means the project here.
    let names_parts = !request.groups.is_empty() || !request.extras.is_empty();
    if names_parts && !has_own {
        files.push("pyproject.toml".into());
    }
    let extras = wanted::names(&request.extras, "extra", ExtraName::parse)?;
    let groups = wanted::names(&request.groups, "dependency group", GroupName::parse)?;
    for file in &files {
        let mut read = Requirements::default();
        let missing = || Plain::refused(format!("there is no {}", file.display()));
        let project = Project::read(file, &world, &mut read)?.ok_or_else(missing)?;
        if has_own {
            read.roots.extend(project.dependencies()?);
            read.requires_python = project.requires_python()?;
        }
        for extra in &extras {
            read.roots.extend(project.extra(extra)?);
        }
        for group in &groups {
            let from = asked.roots.len() + read.roots.len();
            read.roots.extend(project.group(group)?);
            origins.groups.push((from..asked.roots.len() + read.roots.len(), group.clone()));
        }
        origins.projects.extend(project.name().map(|name| (file.clone(), name.to_string())));
        asked.extend(read);
    }
    asked.extend(read_limits(&request.constraints, &request.overrides, &world)?);
    for note in &asked.notes {
        context.ui.note(note);
    }
    Ok((asked, origins))
}

// The Python that is named, else the environment's, else the one a new environment would get; then, as if it were of the
// version and on the platform that is asked for.
fn for_whom(context: &Context, request: &Request, asked: &Requirements) -> Result<(For, Interpreter)> {
    let requires = asked
        .requires_python
        .as_ref()
        .map(|sourced| &sourced.value)
        .filter(|_| request.target.python_version.is_none());
    let fits = |found: &Interpreter| requires.is_none_or(|r| r.contains(&found.version.only_release()));
    let of_environment = || Target::find(context, None).and_then(|t| t.interpreter(context)).ok().filter(fits);
    let own = if request.python.is_none() { of_environment() } else { None };
    let interpreter = match own {
        Some(interpreter) => interpreter,
        None => {
            let root = project::root_or_cwd(context)?;
            python::choose(context, &root, request.python.as_deref(), requires)?.value.interpreter
        }
    };
    Ok((request.target.seen_from(&interpreter)?, interpreter))
}

/// Who asks for each package; of the requirements, those that apply.
pub(super) fn via<'r>(
    asked: &Requirements,
    origins: &Origins,
    resolutions: impl Iterator<Item = &'r Resolution>,
    applies: impl Fn(&Requirement) -> bool,
) -> BTreeMap<PackageName, BTreeSet<String>> {
    let mut via: BTreeMap<PackageName, BTreeSet<String>> = BTreeMap::new();
    let mut say = |root: &Sourced<Root>, option: &str, group: Option<&GroupName>| {
        let requirement = &root.value.requirement;
        if applies(requirement) {
            via.entry(requirement.name.clone()).or_default().insert(origin(&root.from, option, group, origins));
        }
    };
    for (at, root) in asked.roots.iter().enumerate() {
        say(root, "-r", origins.groups.iter().find(|(roots, _)| roots.contains(&at)).map(|(_, group)| group));
    }
    asked.constraints.iter().for_each(|constraint| say(constraint, "-c", None));
    for (name, pinned) in resolutions.flat_map(|resolution| &resolution.packages) {
        for need in pinned.dependencies.iter().filter(|need| need.name != *name) {
            via.entry(need.name.clone()).or_default().insert(name.to_string());
        }
    }
    via
}

// As uv: `-r in.txt`, `site (pyproject.toml)`, `site (pyproject.toml:dev)`.
fn origin(from: &Source, option: &str, group: Option<&GroupName>, origins: &Origins) -> String {
    match from {
        Source::File(path, _) => {
            let file = clean(&path.to_string_lossy());
            match (origins.projects.get(path), group) {
                (Some(name), None) => format!("{name} ({file})"),
                (Some(name), Some(group)) => format!("{name} ({file}:{group})"),
                (None, Some(group)) => format!("({file}:{group})"),
                (None, None) => format!("{option} {file}"),
            }
        }
        other => other.to_string(),
    }
}

fn located<'r>(asked: &'r Requirements, name: &PackageName) -> Option<&'r Located> {
    let mut places = asked.roots.iter().filter(|root| root.value.requirement.name == *name);
    places.find_map(|root| root.value.located.as_ref())
}

pub(super) fn requirement(name: &PackageName, version: &Version, located: Option<&Located>) -> String {
    match located.and_then(|located| Some((located, public_url(located)?))) {
        // pip wants the name of what an editable URL leads to.
        Some((located, url)) if located.is_editable && url.starts_with("git+") => {
            let mark = if url.contains('#') { '&' } else { '#' };
            format!("-e {}{mark}egg={name}", whole(&url))
        }
        Some((located, url)) if located.is_editable => format!("-e {}", whole(&url)),
        Some((_, url)) => format!("{name} @ {}", whole(&url)),
        None => format!("{name}=={version}"),
    }
}

// What the command line and the files say, never the machine's own settings. Paths below the output file's directory,
// from where whoever reads it will look, are written relative to it; credentials are not written at all.
fn index_options(request: &Request, asked: &Requirements, base: &Path, cwd: &Path) -> Vec<String> {
    let (typed, read) = (&request.index, &asked.options);
    let address = |url: &String| Address::parse(url).map_or_else(|_| clean(url), |(address, _)| address.text().into());
    let mut lines = Vec::new();
    if request.emit_index_url {
        let main = typed.index_url.as_ref().or(read.index_url.as_ref().map(|said| &said.value));
        lines.extend(main.map(|url| format!("--index-url {}", address(url))));
        let extra = typed.extra_index_url.iter().chain(read.extra_index_urls.iter().map(|said| &said.value));
        lines.extend(extra.map(|url| format!("--extra-index-url {}", address(url))));
    }
    if request.emit_find_links {
        let place = |place: &String| match place.contains("://") {
            true => address(place),
            false => {
                let path = sys::fs::absolute(Path::new(place), cwd);
                let inside = path.strip_prefix(base).map(|path| Path::new(".").join(path));
                clean(&inside.unwrap_or(path).to_string_lossy())
            }
        };
        let places = typed.find_links.iter().chain(read.find_links.iter().map(|said| &said.value));
        lines.extend(places.map(|said| format!("--find-links {}", place(said))));
    }
    if request.emit_build_options {
        let build = &request.resolve.build;
        lines.extend(build.no_binary.iter().map(|names| format!("--no-binary {}", clean(names))));
        lines.extend(build.only_binary.iter().map(|names| format!("--only-binary {}", clean(names))));
        lines.extend(build.prefer_binary.then(|| "--prefer-binary".to_owned()));
    }
    lines
}

fn hashes(answer: &Answer, name: &PackageName) -> Vec<Digest> {
    let mut hashes = answer.digests.get(name).cloned().unwrap_or_default();
    hashes.sort();
    hashes.dedup();
    hashes
}

// Only what makes the file what it is: not that it was made anew.
fn header(request: &Request) -> Vec<String> {
    let mut words: Vec<String> =
        request.files.iter().map(|file| unsigned(file).to_string_lossy().into_owned()).collect();
    let mut option = |name: &str, value: &str| words.extend([name.to_owned(), value.to_owned()]);
    request.constraints.iter().for_each(|file| option("-c", &unsigned(file).to_string_lossy()));
    request.overrides.iter().for_each(|file| option("--override", &unsigned(file).to_string_lossy()));
    request.extras.iter().for_each(|extra| option("--extra", extra));
    request.groups.iter().for_each(|group| option("--group", group));
    request.python.iter().for_each(|python| option("--python", python));
    request.target.words().into_iter().for_each(|(name, value)| option(name, value));
    let value = |choice: &dyn Fn() -> Option<clap::builder::PossibleValue>| choice().map(|v| v.get_name().to_owned());
    let resolution = request.resolve.resolution.filter(|choice| *choice != ResolutionChoice::Highest);
    let resolution = value(&|| resolution.and_then(|choice| choice.to_possible_value()));
    resolution.iter().for_each(|value| option("--resolution", value));
    let prerelease = value(&|| request.resolve.prerelease.and_then(|choice| choice.to_possible_value()));
    prerelease.iter().for_each(|value| option("--prerelease", value));
    request.resolve.all_releases.iter().for_each(|names| option("--all-releases", names));
    request.resolve.only_final.iter().for_each(|names| option("--only-final", names));
    request.resolve.exclude_newer.iter().for_each(|when| option("--exclude-newer", when));
    request.resolve.exclude_newer_packages.iter().for_each(|one| option("--exclude-newer-package", one));
    request.resolve.build.no_binary.iter().for_each(|names| option("--no-binary", names));
    request.resolve.build.only_binary.iter().for_each(|names| option("--only-binary", names));
    if request.annotation == Some(Annotation::Line) {
        option("--annotation-style", "line");
    }
    request.resolve.excludes.iter().for_each(|name| option("--exclude-package", name));
    words.extend(request.universal.then(|| "--universal".to_owned()));
    words.extend(request.resolve.pre.then(|| "--pre".to_owned()));
    words.extend(request.emit_index_url.then(|| "--emit-index-url".to_owned()));
    words.extend(request.emit_find_links.then(|| "--emit-find-links".to_owned()));
    words.extend(request.emit_build_options.then(|| "--emit-build-options".to_owned()));
    words.extend(request.generate_hashes.then(|| "--generate-hashes".to_owned()));
    if let Some(output) = &request.output {
        words.extend(["-o".to_owned(), output.to_string_lossy().into_owned()]);
    }
    let quoted: Vec<String> = words.iter().map(|word| quote(word)).collect();
    vec![
        "This file was autogenerated by noglue via the following command:".into(),
        format!("   noglue pip compile {}", quoted.join(" ")),
    ]
}

fn quote(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./+=@,:".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", clean(word)) }
}
