//! `noglue remove`: requirements go from the file of a project, and from its environment what nothing needs then.

use std::collections::BTreeSet;

use super::place::{self, Place};
use super::{Subject, Where};
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::flow::{drift, packages_named, wanted};
use crate::pep::name::PackageName;
use crate::requirements::edit::Part;
use crate::sourced::Source;
use crate::ui::clean;

/// Removes `packages` from the file, and brings the environment up to date.
pub fn run(context: &Context, packages: &[String], at: &Where) -> Result<()> {
    if packages.is_empty() {
        return Err(super::nothing_named("remove"));
    }
    let names: BTreeSet<PackageName> = packages_named(packages)?.into_iter().collect();
    let subject = Subject::of(context, at)?;
    let mut place = place::to_remove(context, at, &subject)?;
    let mut gone = Vec::new();
    for name in &names {
        let listed = place.file.list(&place.part)?.unwrap_or_default();
        let same: Vec<_> = listed.iter().filter(|one| one.is_of(name)).collect();
        if same.is_empty() {
            return Err(missing(context, &subject, &place, name)?);
        }
        for one in same.iter().rev() {
            place.file.remove(&place.part, one.at)?;
            gone.push(one.text.clone());
        }
        for part in place.file.parts()?.into_iter().filter(|part| *part != place.part) {
            if place.file.list(&part)?.is_some_and(|listed| listed.iter().any(|one| one.is_of(name))) {
                context.ui.note(format!("{name} stays in {part}"));
            }
        }
    }
    let file = place.path.strip_prefix(&subject.project.root).unwrap_or(&place.path).display().to_string();
    let of_part = match &place.part {
        Part::Dependencies | Part::Script => String::new(),
        part => format!(", {part}"),
    };
    context.ui.done(format!("{file}{of_part}: without {}", clean(&gone.join(", "))));
    let command = super::command_line("remove", packages);
    super::carry_out(context, at, &subject, &place, subject.asked.clone(), command)?;
    if !at.no_sync && !at.frozen && at.script.is_none() {
        say_what_stays(context, &subject, &names)?;
    }
    Ok(())
}

// Why it cannot be removed: it stands elsewhere, it was never asked for, or there is no such thing.
fn missing(context: &Context, subject: &Subject, place: &Place, name: &PackageName) -> Result<crate::error::Error> {
    let path = place.path.display();
    let refusal = Plain::refused(match &place.part {
        Part::Dependencies | Part::Script => format!("{name} is not among the dependencies in {path}"),
        part => format!("{name} is not in {part} of {path}"),
    });
    for part in place.file.parts()? {
        if !place.file.list(&part)?.is_some_and(|listed| listed.iter().any(|one| one.is_of(name))) {
            continue;
        }
        let option = match &part {
            Part::Group(group) if *group == "dev" => " --dev".to_owned(),
            Part::Group(group) => format!(" --group {group}"),
            Part::Extra(extra) => format!(" --extra {extra}"),
            Part::Dependencies | Part::Script => String::new(),
        };
        return Ok(refusal.hint(format!("it is in {part}: 'noglue remove {name}{option}'")).into());
    }
    let root = &subject.project.root;
    if let Ok(read) = wanted::read(context, root, root, &subject.asked, None)
        && let Some(other) = read.requirements.roots.iter().find(|root| root.value.requirement.name == *name)
        && let Source::File(..) = other.from
    {
        return Ok(refusal.hint(format!("it stands at {}: remove it there, then 'noglue sync'", other.from)).into());
    }
    let installed = drift::installed(&subject.project.env).unwrap_or_default();
    if installed.iter().any(|installed| installed.name == *name) {
        return Ok(refusal.hint(format!("it is installed: 'noglue pip show {name}' says what needs it")).into());
    }
    let listed = place.file.list(&place.part)?.unwrap_or_default();
    let known = listed.iter().filter_map(|one| Some(one.requirement.as_ref()?.name.as_str()));
    match crate::ui::did_you_mean(name.as_str(), known) {
        Some(near) => Ok(refusal.hint(format!("did you mean {near}?")).into()),
        None => Ok(refusal.into()),
    }
}

fn say_what_stays(context: &Context, subject: &Subject, names: &BTreeSet<PackageName>) -> Result<()> {
    let installed = drift::installed(&subject.project.env)?;
    for name in names.iter().filter(|name| installed.iter().any(|one| one.name == **name)) {
        let needs = |one: &&crate::venv::Installed| {
            let metadata = one.metadata().ok().and_then(Result::ok);
            metadata.is_some_and(|metadata| metadata.requires_dist.iter().any(|needed| needed.name == *name))
        };
        let by: Vec<&str> = installed.iter().filter(needs).map(|one| one.name.as_str()).collect();
        if !by.is_empty() {
            context.ui.note(format!("{name} stays installed, for {}", by.join(", ")));
        }
    }
    Ok(())
}
