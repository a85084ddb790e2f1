//! `noglue pip compile --universal`: one file of pins for all environments, each with the marker it holds for.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use super::compile::{self, Origins, Request};
use super::pins::{self, Pin};
use crate::context::Context;
use crate::error::{Plain, Result};
use crate::fetch::Digest;
use crate::flow::lock::{make, solve};
use crate::flow::resolution::{For, Question};
use crate::flow::sources::Builder;
use crate::flow::{platform, project, python, report, session, wanted};
use crate::pep::name::PackageName;
use crate::pep::specifier::Specifiers;
use crate::pep::version::Version;
use crate::requirements::{Located, Requirements};
use crate::resolve::universe::{Region, words};
use crate::sys;

/// One line: where it holds, and which files there are.
#[derive(Default)]
struct Line {
    region: Region,
    hashes: BTreeSet<Digest>,
}

/// Resolves for all environments and prints, or writes.
pub(super) fn run(
    context: &Context,
    request: &Request,
    asked: &Requirements,
    origins: &Origins,
    started: Instant,
) -> Result<()> {
    let said = asked.requires_python.as_ref().map(|said| &said.value);
    let root = project::root_or_cwd(context)?;
    // It builds what must be built; that it is one of those that are asked for is better, and not needed.
    let python = request.python.as_deref();
    let fits = python::choose(context, &root, python, said);
    let interpreter = fits.or_else(|_| python::choose(context, &root, python, None))?.value.interpreter;
    let requires: Specifiers = match (&request.target.python_version, said) {
        (Some(text), _) => {
            let [major, minor, micro] = platform::python_version(text)?;
            format!(">={major}.{minor}.{micro}").parse().expect("numbers are a version")
        }
        (None, Some(requires)) => requires.clone(),
        (None, None) => make::from_here(context, &interpreter),
    };
    let universe = solve::Universe::around(&interpreter);
    let whole = Region::all(universe.platforms.len(), Some(&requires));
    if whole.is_empty() {
        return Err(Plain::refused(format!("no Python that noglue knows is {requires}"))
            .hint("'--python-version' names the oldest one")
            .into());
    }
    make::check_pins(&asked.options)?;
    let session = session::open(context, &request.index, vec![wanted::index_options(asked)])?;
    let builder = Builder::new(context, &session, &interpreter, &request.resolve, None)?;
    let asked = builder.named(asked)?;
    let output = compile::output(context, request)?;
    let old = output.as_deref().map(sys::fs::read_if_there).transpose()?.flatten().unwrap_or_default();
    let old = String::from_utf8_lossy(&old);
    let mut ask = |target: &For| -> Result<Question> {
        let mut question = wanted::question(&asked, target, &builder, false)?;
        question.requires_hashes = false;
        question.options = request.resolve.clone();
        question.upgrade = request.upgrade.clone();
        question.preferences = pins::read(&old, &target.markers);
        Ok(question)
    };
    let (slices, failed) = solve::solve(&builder, &universe, whole.clone(), &mut ask)?;
    solve::say(context, &universe, &whole, &slices, failed)?;
    for warning in session.index.take_warnings() {
        context.ui.warn(warning);
    }
    let mut lines: BTreeMap<(PackageName, Version, String), Line> = BTreeMap::new();
    for slice in &slices {
        for (name, pinned) in &slice.resolution.packages {
            let chosen = &slice.chosen[name];
            let located: Option<&Located> = chosen.direct.as_ref().map(|direct| &direct.located);
            let text = compile::requirement(name, &pinned.version, located);
            let line = lines.entry((name.clone(), pinned.version.clone(), text)).or_default();
            line.region = line.region.and(&slice.region);
            if request.generate_hashes {
                line.hashes.extend(chosen.files.iter().filter_map(|file| file.sha256().cloned()));
            }
        }
    }
    let via = compile::via(&asked, origins, slices.iter().map(|slice| &slice.resolution), |_| true);
    let pin = |((name, _, text), line): (&(PackageName, Version, String), &Line)| {
        let marker = words::marker(&universe.platforms, &whole, &line.region);
        Pin {
            requirement: marker.map_or_else(|| text.clone(), |marker| format!("{text} ; {marker}")),
            hashes: line.hashes.iter().cloned().collect(),
            via: via.get(name).cloned().unwrap_or_default(),
        }
    };
    let all: Vec<Pin> = lines.iter().map(pin).collect();
    let mut after = report::Versions::new();
    for (name, version, _) in lines.keys() {
        let said = after.entry(name.to_string()).or_default();
        *said = if said.is_empty() { version.to_string() } else { format!("{said}, {version}") };
    }
    let before = report::Versions::from_iter(pins::all(&old).into_iter().map(|(n, v)| (n.to_string(), v)));
    let text = compile::text(context, request, &asked, &all)?;
    compile::write(context, output.as_deref(), &text, &report::changes(&before, &after), (all.len(), started))
}
