//! A file that `noglue pip compile` (or pip-tools, or uv) wrote: read back for its pins, written with who asks for what.
//! Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::fetch::Digest;
use crate::pep::marker::{Environment, Marker};
use crate::pep::name::PackageName;
use crate::pep::requirement::Requirement;
use crate::pep::version::Version;

/// One line to write, and what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pin {
    /// `name==1.0`, `name @ https://...`
    pub requirement: String,
    pub hashes: Vec<Digest>,
    /// `-r requirements.in`, `flask`
    pub via: BTreeSet<String>,
}

/// The versions pinned in a file for an environment; lines that pin nothing are passed over.
pub(super) fn read(text: &str, environment: &Environment) -> BTreeMap<PackageName, Version> {
    let counts = |marker: &Marker| marker.evaluate(environment, &[]).unwrap_or(true);
    let pins = pinned(text).filter(|(requirement, _)| requirement.marker.as_ref().is_none_or(counts));
    pins.map(|(requirement, version)| (requirement.name, version)).collect()
}

/// All that a file pins, for whomever: one or more versions.
pub(super) fn all(text: &str) -> BTreeMap<PackageName, String> {
    let mut all: BTreeMap<PackageName, String> = BTreeMap::new();
    for (requirement, version) in pinned(text) {
        let said = all.entry(requirement.name).or_default();
        *said = if said.is_empty() { version.to_string() } else { format!("{said}, {version}") };
    }
    all
}

fn pinned(text: &str) -> impl Iterator<Item = (Requirement, Version)> {
    text.lines().filter_map(|line| {
        let line = line.split(" #").next().unwrap_or_default().trim_end_matches(['\\', ' ']);
        let line = line.split(" --hash").next().unwrap_or_default();
        if line.starts_with([' ', '\t', '#', '-']) {
            return None;
        }
        let requirement = Requirement::parse(line).ok()?;
        let version = requirement.specifiers()?.pins()?.clone();
        Some((requirement, version))
    })
}

/// How it is said who asks for what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Annotation {
    /// On lines below
    #[default]
    Split,
    /// Behind the version
    Line,
}

/// The lines of a file; `options` are what its reader needs to find the same.
pub(super) fn write(header: &[String], options: &[String], pins: &[Pin], annotation: Option<Annotation>) -> String {
    let mut text = String::new();
    for line in header {
        text += format!("# {line}").trim_end();
        text.push('\n');
    }
    if !options.is_empty() {
        text += &format!("{}\n\n", options.join("\n"));
    }
    for pin in pins {
        text += &pin.requirement;
        for hash in &pin.hashes {
            text += &format!(" \\\n    --hash={hash}");
        }
        if annotation == Some(Annotation::Line) && !pin.via.is_empty() {
            // As uv and pip-tools: in a column, names before files.
            let space = 24_usize.saturating_sub(pin.requirement.chars().count()) + 2;
            text += &if pin.hashes.is_empty() { " ".repeat(space) } else { "\n    ".to_owned() };
            let (files, names): (Vec<&str>, Vec<&str>) =
                pin.via.iter().map(String::as_str).partition(|one| one.starts_with('-'));
            text += &format!("# via {}", [names, files].concat().join(", "));
        }
        text.push('\n');
        match pin.via.len() {
            _ if annotation != Some(Annotation::Split) => {}
            0 => {}
            1 => pin.via.iter().for_each(|one| text += &format!("    # via {one}\n")),
            _ => {
                text += "    # via\n";
                pin.via.iter().for_each(|one| text += &format!("    #   {one}\n"));
            }
        }
    }
    text
}
