//! `noglue pip show`, in pip's own layout: what an installed package says of itself, what it needs and what needs it.

use std::path::PathBuf;
use std::process::ExitCode;

use super::inventory::{Inventory, Item, applies};
use super::list::location;
use super::target::Target;
use crate::context::Context;
use crate::error::Result;
use crate::flow::packages_named;
use crate::pep::marker::Environment;
use crate::pep::metadata::Headers;
use crate::pep::name::PackageName;
use crate::pep::requirement::Requirement;
use crate::ui::{Verbosity, clean};

/// What is to be shown.
#[derive(Debug)]
pub struct Request {
    pub target: Option<PathBuf>,
    pub packages: Vec<String>,
    pub files: bool,
}

/// Prints one paragraph for each package that is there; exit 1 when none is.
pub fn run(context: &Context, request: &Request) -> Result<ExitCode> {
    let names = packages_named(&request.packages)?;
    let target = Target::find(context, request.target.as_deref())?;
    let markers = target.interpreter(context)?.markers;
    let inventory = Inventory::of(context, &target)?;
    let missing: Vec<&str> =
        names.iter().filter(|name| inventory.get(name).is_none()).map(PackageName::as_str).collect();
    if !missing.is_empty() {
        context.ui.warn(format!("not installed in {}: {}", target.env.display(), missing.join(", ")));
    }
    let world = World {
        target: &target,
        inventory: &inventory,
        markers: &markers,
        is_verbose: context.ui.verbosity() == Verbosity::Verbose,
        with_files: request.files,
    };
    let found: Vec<&Item> = names.iter().filter_map(|name| inventory.get(name)).collect();
    for (at, item) in found.iter().enumerate() {
        if at > 0 {
            context.ui.data("---");
        }
        for line in paragraph(item, &world)? {
            context.ui.data(line);
        }
    }
    Ok(if found.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What every paragraph draws on.
struct World<'a> {
    target: &'a Target,
    inventory: &'a Inventory,
    markers: &'a Environment,
    is_verbose: bool,
    with_files: bool,
}

fn paragraph(item: &Item, world: &World<'_>) -> Result<Vec<String>> {
    let World { target, inventory, markers, .. } = *world;
    let installed = &item.installed;
    let headers = installed.headers()?;
    let mut lines = Vec::new();
    let mut say = |key: &str, value: &str| lines.push(format!("{key}: {}", clean(value)).trim_end().to_owned());
    let header = |key: &str| headers.get(key).unwrap_or_default();
    say("Name", &installed.display_name);
    say("Version", &installed.version);
    say("Summary", header("Summary"));
    say("Home-page", &home_page(&headers));
    say("Author", header("Author"));
    say("Author-email", header("Author-email"));
    // Metadata 2.4, PEP 639: an expression takes the place of the text.
    let is_new = || matches!(item.metadata(), Ok(metadata) if metadata.metadata_version >= (2, 4));
    match headers.get("License-Expression") {
        Some(expression) if is_new() => say("License-Expression", expression),
        _ => say("License", header("License")),
    }
    let location_shown = match installed.site_packages().strip_prefix(&target.tree) {
        // The generation is a detail: the environment's own path stays.
        Ok(below) => target.env.join(below),
        Err(_) => installed.site_packages().to_owned(),
    };
    say("Location", &location_shown.to_string_lossy());
    if let Some(url) = installed.editable() {
        say("Editable project location", &location(url));
    }
    say("Requires", &needs(item, &headers, markers));
    say("Required-by", &needed_by(&installed.name, inventory, markers));
    if world.is_verbose {
        say("Metadata-Version", header("Metadata-Version"));
        say("Installer", installed.installer.as_deref().unwrap_or_default());
        let entry_points = installed.text("entry_points.txt").unwrap_or_default();
        list(&mut lines, "Classifiers", headers.all("Classifier"));
        list(&mut lines, "Entry-points", entry_points.lines().map(str::trim));
        list(&mut lines, "Project-URLs", headers.all("Project-URL"));
    }
    if world.with_files {
        let mut files: Vec<String> = installed.record()?.into_iter().map(|entry| entry.path).collect();
        files.sort();
        list(&mut lines, "Files", files.iter().map(String::as_str));
    }
    Ok(lines)
}

fn list<'a>(lines: &mut Vec<String>, key: &str, values: impl Iterator<Item = &'a str>) {
    lines.push(format!("{key}:"));
    lines.extend(values.map(|value| format!("  {}", clean(value)).trim_end().to_owned()));
}

// Well-known labels (PEP 753) count without case, spaces and punctuation.
fn home_page(headers: &Headers) -> String {
    let labelled = || {
        headers.all("Project-URL").find_map(|text| {
            let (label, url) = text.split_once(',')?;
            let label: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
            label.eq_ignore_ascii_case("homepage").then(|| url.trim())
        })
    };
    headers.get("Home-page").filter(|url| !url.is_empty()).or_else(labelled).unwrap_or_default().to_owned()
}

// Names as the metadata spells them, each once; what cannot be read, as it stands.
fn needs(item: &Item, headers: &Headers, markers: &Environment) -> String {
    let mut names: Vec<&str> = match item.metadata() {
        Ok(_) => headers.all("Requires-Dist").filter(|text| counts(text, markers)).map(name_in).collect(),
        Err(_) => headers.all("Requires-Dist").collect(),
    };
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    names.join(", ")
}

fn counts(text: &str, markers: &Environment) -> bool {
    Requirement::parse_lenient(text).is_ok_and(|requirement| applies(&requirement, markers, &[]))
}

fn name_in(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).unwrap_or(text.len());
    &text[..end]
}

fn needed_by(name: &PackageName, inventory: &Inventory, markers: &Environment) -> String {
    let asks = |requirement: &Requirement| requirement.name == *name && applies(requirement, markers, &[]);
    let mut names: Vec<&str> = inventory
        .iter()
        .filter(|other| other.metadata().is_ok_and(|metadata| metadata.requires_dist.iter().any(asks)))
        .map(|other| other.installed.display_name.as_str())
        .collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.join(", ")
}
