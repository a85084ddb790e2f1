//! `noglue add`: requirements come into the file of a project, with bounds, and into its environment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::place::{self, Place};
use super::{Subject, Where};
use crate::context::Context;
use crate::error::{Error, Plain, Result};
use crate::flow::resolution::{self, For};
use crate::flow::sources::{Builder, public_url};
use crate::flow::{Mode, drift, remote, session, sync, wanted};
use crate::pep::name::PackageName;
use crate::pep::requirement::{Requirement, Source as From};
use crate::pep::version::Version;
use crate::requirements::discover::OfProject;
use crate::requirements::edit::{Bounds, Form, Listed, Part, bounded, merged, position, written};
use crate::requirements::located::{Kind, Located};
use crate::requirements::{self, Requirements, RequirementsError, Root, World, read_files, unsigned};
use crate::sourced::{Source, Sourced};
use crate::ui::clean;

/// What was asked for on the command line.
#[derive(Debug)]
pub struct Request {
    pub packages: Vec<String>,
    pub files: Vec<PathBuf>,
    pub editable: bool,
    pub bounds: Bounds,
    /// As typed: no bounds are added.
    pub raw: bool,
    pub at: Where,
}

/// Does it.
pub fn run(context: &Context, request: &Request) -> Result<()> {
    if request.packages.is_empty() && request.files.is_empty() {
        return Err(super::nothing_named("add"));
    }
    let at = &request.at;
    let subject = Subject::of(context, at)?;
    let mut place = place::find(context, at, &subject)?;
    let asked = asked(context, request)?;
    let (read, request_of_sync) = as_it_is(context, at, &subject, &place)?;
    let (wanted, versions, mut edits) = {
        let current = drift::current(context, &subject.project.env);
        let interpreter = sync::interpreter(context, &subject.project, &request_of_sync, &read, current.as_ref())?;
        let session = session::open(context, &at.index, vec![wanted::index_options(&read.requirements)])?;
        let env = current.is_some().then_some(subject.project.env.as_path());
        let builder = Builder::new(context, &session, &interpreter, &at.resolve, env)?;
        let wanted = builder.named(&asked)?.roots;
        let edits = edits(&place, &wanted, request, context.cwd()?)?;
        let mut versions = BTreeMap::new();
        if !at.frozen {
            let mut all = read.requirements.clone();
            let is_replaced = |root: &Sourced<Root>| edits.iter().any(|edit| edit.replaces(root, &place));
            all.roots.retain(|root| !is_replaced(root));
            all.roots.extend(wanted.iter().cloned());
            let target = For::interpreter(&interpreter);
            let mut question = wanted::question(&builder.named(&all)?, &target, &builder, false)?;
            // Hashes are the lock's matter; what is asked here is which versions.
            question.requires_hashes = false;
            question.options = at.resolve.clone();
            question.preferences = current.as_ref().map(|c| wanted::preferences(&c.state)).unwrap_or_default();
            let answer = resolution::resolve(&builder, question, target, false)?;
            let pinned = answer.resolution.packages.into_iter();
            versions.extend(pinned.map(|(name, pinned)| (name, pinned.version)));
        }
        (wanted, versions, edits)
    };
    if !request.raw {
        edits.iter_mut().for_each(|edit| edit.bound(&versions, request.bounds));
    }
    let lines = put(&mut place, &edits)?;
    say(context, &place, &lines, &wanted, &subject);
    let words = request.packages.iter().cloned();
    let files = request.files.iter().map(|file| format!("-r {}", unsigned(file).display()));
    let command = super::command_line("add", &words.chain(files).collect::<Vec<_>>());
    let asked = subject.with(&place, &read.groups);
    super::carry_out(context, at, &subject, &place, asked, command)
}

fn asked(context: &Context, request: &Request) -> Result<Requirements> {
    let variable = wanted::variables(context);
    let fetch = remote::reader(context, &request.at.index);
    let world = World { cwd: context.cwd()?, variable: &variable, fetch: &fetch };
    let mut asked = read_files(&request.files, &world)?;
    let from = Source::CommandLine("the command line");
    for word in &request.packages {
        asked.push(match request.editable {
            true => requirements::of_editable(word, &Source::CommandLine("--editable"), &world)?,
            false => requirements::of_line(word, &from, &world)?,
        });
    }
    for note in &asked.notes {
        context.ui.note(note);
    }
    if asked.roots.iter().any(|root| !root.value.hashes.is_empty()) {
        context.ui.note("hashes are left out: they belong into a lock");
    }
    Ok(asked)
}

// What the project asks for before the change, as far as there is anything.
fn as_it_is(context: &Context, at: &Where, subject: &Subject, place: &Place) -> Result<(OfProject, sync::Request)> {
    let has_list = place.file.list(&place.part)?.is_some() && !place.is_new;
    let asked = if has_list { subject.with(place, &[]) } else { subject.asked.clone() };
    let root = &subject.project.root;
    let read = match wanted::read(context, root, root, &asked, Some(&at.index)) {
        Ok(read) => read,
        // Nothing is asked for yet: this is the first.
        Err(error) if place.is_new && is_nothing(&error) => OfProject::default(),
        Err(error) => return Err(error),
    };
    let mut request = sync::Request::of(root.clone(), asked, Mode::Apply);
    request.resolve = at.resolve.clone();
    Ok((read, request))
}

fn is_nothing(error: &Error) -> bool {
    matches!(error.as_std().downcast_ref(), Some(RequirementsError::Nothing { .. }))
}

/// One change of the file.
struct Edit {
    name: PackageName,
    /// The line that it replaces.
    old: Option<Listed>,
    text: String,
    /// What may be given bounds: it is new, and says nothing of versions.
    open: Option<Requirement>,
}

impl Edit {
    fn replaces(&self, root: &Sourced<Root>, place: &Place) -> bool {
        let Some(old) = &self.old else { return false };
        root.value.requirement.name == self.name
            && matches!(&root.from, Source::File(path, Some(line)) if *line == old.line && path.ends_with(&place.path))
    }

    fn bound(&mut self, versions: &BTreeMap<PackageName, Version>, bounds: Bounds) {
        if let (Some(requirement), Some(version)) = (&self.open, versions.get(&self.name)) {
            self.text = bounded(requirement, version, bounds);
        }
    }
}

// What to write for each; one that stands there is changed, never written a second time.
fn edits(place: &Place, wanted: &[Sourced<Root>], request: &Request, cwd: &Path) -> Result<Vec<Edit>> {
    let listed = place.file.list(&place.part)?.unwrap_or_default();
    let mut edits: Vec<Edit> = Vec::new();
    for root in wanted {
        let requirement = in_file(&root.value, place, request.editable)?;
        let name = requirement.name.clone();
        let text = match (&root.value.located, place.file.form()) {
            (Some(located), Form::Lines) => line_of(located, &requirement, place, cwd),
            _ => written(&requirement),
        };
        if let Some(twice) = edits.iter_mut().find(|edit| edit.name == name && edit.text == text) {
            twice.text = text;
            continue;
        }
        let same: Vec<&Listed> = listed.iter().filter(|one| one.is_of(&name)).collect();
        let with_marker = |one: &&&Listed| one.requirement.as_ref().is_some_and(|r| r.marker == requirement.marker);
        let old = match (&requirement.marker, same.as_slice()) {
            (_, []) => listed.iter().find(|one| one.text == text.strip_prefix("-e ").unwrap_or(&text)),
            (Some(_), _) => same.iter().find(with_marker).copied(),
            (None, [one]) => Some(*one),
            (None, [first, ..]) => {
                return Err(Plain::refused(format!(
                    "{}:{}: {name} stands there {} times, for different markers",
                    place.path.display(),
                    first.line,
                    same.len()
                ))
                .hint(format!("say which, with its marker: \"{name}>=1 ; {}\"", marker_of(first)))
                .into());
            }
        };
        let is_any = matches!(&requirement.source, From::Any(specifiers) if specifiers.to_string().is_empty());
        let is_open = old.is_none() && is_any && root.value.located.is_none();
        let text = match old {
            Some(old) if place.file.form() != Form::Lines || root.value.located.is_none() => {
                merged(&old.text, &requirement).unwrap_or(text)
            }
            _ => text,
        };
        edits.push(Edit { name, old: old.cloned(), text, open: is_open.then_some(requirement) });
    }
    Ok(edits)
}

fn marker_of(listed: &Listed) -> String {
    let marker = listed.requirement.as_ref().and_then(|requirement| requirement.marker.as_ref());
    marker.map_or_else(|| "python_version >= '3'".into(), |marker| marker.to_string().replace('"', "'"))
}

// No file gets credentials.
fn in_file(root: &Root, place: &Place, is_editable: bool) -> Result<Requirement> {
    let mut requirement = root.requirement.clone();
    let Some(located) = &root.located else { return Ok(requirement) };
    if is_editable && place.file.form() != Form::Lines {
        return Err(Plain::refused(format!(
            "{} has no way to say that a requirement is editable",
            place.path.display()
        ))
        .hint("leave --editable out, or 'noglue pip install -e' it")
        .into());
    }
    let url = public_url(located).unwrap_or_else(|| located.text());
    requirement.source = From::Url(url);
    Ok(requirement)
}

// A requirements file can name a place by a path from itself.
fn line_of(located: &Located, requirement: &Requirement, place: &Place, cwd: &Path) -> String {
    let beside = place.path.parent().unwrap_or(cwd);
    let extras: Vec<&str> = requirement.extras.iter().map(|extra| extra.as_str()).collect();
    let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
    let text = match located.path().filter(|_| !matches!(located.kind, Kind::Git(_))) {
        Some(path) if path == beside => format!(".{extras}"),
        Some(path) => match path.strip_prefix(beside) {
            Ok(below) => format!("./{}{extras}", below.display()),
            Err(_) => format!("{}{extras}", path.display()),
        },
        None => written(requirement),
    };
    if located.is_editable { format!("-e {text}") } else { text }
}

// Gives what is new in the file, as it stands there.
fn put(place: &mut Place, edits: &[Edit]) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for edit in edits {
        match &edit.old {
            // What stands behind `-e` is the same.
            Some(old) if old.text == edit.text || edit.text.strip_prefix("-e ") == Some(&old.text) => continue,
            Some(old) => place.file.replace(&place.part, old.at, &edit.text)?,
            None => {}
        }
        lines.push(edit.text.clone());
    }
    for edit in edits.iter().filter(|edit| edit.old.is_none()) {
        let listed = place.file.list(&place.part)?.unwrap_or_default();
        place.file.insert(&place.part, position(&listed, &edit.text), &edit.text)?;
    }
    Ok(lines)
}

fn say(context: &Context, place: &Place, lines: &[String], wanted: &[Sourced<Root>], subject: &Subject) {
    let file = place.path.strip_prefix(&subject.project.root).unwrap_or(&place.path).display().to_string();
    let file = match &place.part {
        Part::Dependencies | Part::Script => file,
        part => format!("{file}, {part}"),
    };
    if lines.is_empty() {
        let names: Vec<&str> = wanted.iter().map(|root| root.value.requirement.name.as_str()).collect();
        context.ui.done(format!("{file} has {} already", clean(&names.join(", "))));
        return;
    }
    let new = if place.is_new { " (new)" } else { "" };
    context.ui.done(format!("{file}{new}: {}", clean(&lines.join(", "))));
}
