//! The newest versions of what is installed: `noglue outdated`, `noglue pip list --outdated`.
//!
//! Newest is what an install of that name alone would take here: settings of indexes, the cutoff and this Python count.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::inventory::Inventory;
use super::target::Target;
use crate::context::Context;
use crate::error::Result;
use crate::flow::options::{IndexOptions, ResolveOptions};
use crate::flow::resolution::{self, Answer, For, Question};
use crate::flow::sources::Builder;
use crate::flow::{Upgrade, drift, project, report, session, wanted};
use crate::interpreter::Interpreter;
use crate::pep::name::PackageName;
use crate::pep::requirement::{Requirement, Source};
use crate::pep::specifier::Specifiers;
use crate::pep::version::Version;
use crate::resolve::Root;
use crate::sys;
use crate::ui::clean;
use crate::venv::Asked;

/// What was asked for on the command line.
#[derive(Debug, Default)]
pub struct Request {
    pub target: Option<PathBuf>,
    pub json: bool,
    pub index: IndexOptions,
    pub resolve: ResolveOptions,
}

/// Prints what is older than it could be.
pub fn run(context: &Context, request: &Request) -> Result<()> {
    let started = sys::clock::instant();
    let target = Target::find(context, request.target.as_deref())?;
    let interpreter = target.interpreter(context)?;
    let inventory = Inventory::of(context, &target)?;
    let newest = of_all(context, &target, &interpreter, &inventory, &request.index, &request.resolve)?;
    let allowed = match allowed(context, request, &target, &interpreter) {
        Ok(allowed) => allowed,
        Err(error) => {
            context.ui.warn(format!("what the requirements allow is not known: {}", error.chain().join(": ")));
            BTreeMap::new()
        }
    };
    let mut rows = Vec::new();
    for item in inventory.iter().filter(|item| item.is_own) {
        let name = &item.installed.name;
        let current = &item.installed.version;
        let is_newer = |other: &&String| match (other.parse::<Version>(), current.parse::<Version>()) {
            (Ok(other), Ok(current)) => other > current,
            _ => other.as_str() != current,
        };
        let (newest, allowed) = (newest.get(name).filter(is_newer), allowed.get(name));
        if newest.is_some() || allowed.is_some_and(|allowed| !drift::is_same_version(allowed, current)) {
            let newest = newest.unwrap_or(current).clone();
            rows.push((name.to_string(), current.clone(), allowed.cloned(), newest, item.installed.requested));
        }
    }
    if request.json {
        let rows: Vec<Value> = rows
            .into_iter()
            .map(|(name, current, wanted, latest, requested)| {
                json!({"name": name, "current": current, "wanted": wanted, "latest": latest, "requested": requested})
            })
            .collect();
        context.ui.data(serde_json::to_string_pretty(&rows).expect("strings only"));
        return Ok(());
    }
    let count = rows.len();
    let none = || "-".to_owned();
    let mut table = vec![["Package", "Current", "Wanted", "Latest"].map(str::to_owned)];
    table.extend(rows.into_iter().map(|(name, current, wanted, latest, _)| {
        [name, current, wanted.unwrap_or_else(none), latest].map(|text| clean(&text))
    }));
    if count > 0 {
        let width = |column: usize| table.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..4).map(width).collect();
        for row in &table {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            context.ui.data(cells.collect::<Vec<_>>().join("  ").trim_end());
        }
    }
    let took = report::took(started.elapsed());
    let all = inventory.iter().filter(|item| item.is_own).count();
    context.ui.done(format!("{count} of {} could be newer{took}", report::packages(all)));
    Ok(())
}

/// The newest version of each package that an index knows; what came from a URL or a directory has none.
pub(super) fn of_all(
    context: &Context,
    target: &Target,
    interpreter: &Interpreter,
    inventory: &Inventory,
    index: &IndexOptions,
    options: &ResolveOptions,
) -> Result<BTreeMap<PackageName, String>> {
    let session = session::open(context, index, Vec::new())?;
    let builder = Builder::new(context, &session, interpreter, options, Some(&target.env))?;
    let is_from_index = |item: &&super::inventory::Item| item.is_own && item.installed.direct_url.is_none();
    let names: Vec<PackageName> = inventory.iter().filter(is_from_index).map(|i| i.installed.name.clone()).collect();
    session.index.prefetch(&names);
    let mut newest = BTreeMap::new();
    for name in names {
        if session.index.listing(&name)?.is_none() {
            continue;
        }
        let requirement = Requirement {
            name: name.clone(),
            extras: Vec::new(),
            source: Source::Any(Specifiers::default()),
            marker: None,
        };
        let question = Question {
            roots: vec![Root { requirement, asked_by: String::new() }],
            options: options.clone(),
            no_dependencies: true,
            ..Question::default()
        };
        // One that has nothing for this Python is no reason to say nothing of the others.
        if let Ok(Answer { resolution, .. }) =
            resolution::resolve(&builder, question, For::interpreter(interpreter), false)
            && let Some(pinned) = resolution.packages.get(&name)
        {
            newest.insert(name, pinned.version.to_string());
        }
    }
    for warning in session.index.take_warnings() {
        context.ui.warn(warning);
    }
    Ok(newest)
}

// What `noglue sync --upgrade` would choose, by what the project asks for.
fn allowed(
    context: &Context,
    request: &Request,
    target: &Target,
    interpreter: &Interpreter,
) -> Result<BTreeMap<PackageName, String>> {
    let project = project::here(context, None)?;
    if project.env != target.env {
        return Ok(BTreeMap::new());
    }
    let current = drift::current(context, &project.env);
    let asked = current.map_or_else(Asked::default, |current| current.asked(&project.root));
    let read = wanted::read(context, &project.root, &project.root, &asked, Some(&request.index))?;
    let session = session::open(context, &request.index, vec![wanted::index_options(&read.requirements)])?;
    let builder = Builder::new(context, &session, interpreter, &request.resolve, Some(&target.env))?;
    let whom = For::interpreter(interpreter);
    let mut question = wanted::question(&builder.named(&read.requirements)?, &whom, &builder, false)?;
    question.requires_hashes = false;
    question.options = request.resolve.clone();
    question.upgrade = Upgrade { all: true, packages: Vec::new() };
    let answer = resolution::resolve(&builder, question, whom, false)?;
    let version = |(name, pinned): (PackageName, crate::resolve::Pinned)| (name, pinned.version.to_string());
    Ok(answer.resolution.packages.into_iter().map(version).collect())
}
