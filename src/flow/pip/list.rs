//! `noglue pip list` and `noglue pip freeze`, in pip's own layout.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::inventory::{Inventory, Item};
use super::latest::{self, Newest};
use super::target::Target;
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::flow::drift;
use crate::flow::options::{IndexOptions, ResolveOptions};
use crate::pep::version::Version;
use crate::ui::{clean, whole};
use crate::venv::Installed;

/// How `list` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A table
    Columns,
    /// `name==version` lines
    Freeze,
    /// A JSON list
    Json,
}

/// What of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of it
    All,
    /// What has a newer version
    Outdated,
    /// What has none
    UpToDate,
}

/// What was asked for on the command line.
#[derive(Debug)]
pub struct Request {
    pub target: Option<PathBuf>,
    pub format: Format,
    pub which: Which,
    pub index: IndexOptions,
    pub resolve: ResolveOptions,
}

/// Prints what is installed.
pub fn list(context: &Context, request: &Request) -> Result<()> {
    // As pip: the lines would name the old versions only.
    if request.which == Which::Outdated && request.format == Format::Freeze {
        return Err(Plain::new(Exit::Usage, "--outdated and --format freeze cannot be combined")
            .hint("--format json is for programs")
            .into());
    }
    let target = Target::find(context, request.target.as_deref())?;
    let inventory = Inventory::of(context, &target)?;
    let known = match request.which {
        Which::All => BTreeMap::new(),
        Which::Outdated | Which::UpToDate => {
            let interpreter = target.interpreter(context)?;
            latest::of_all(context, &target, &interpreter, &inventory, &request.index, &request.resolve)?
        }
    };
    let is_listed = |item: &&Item| match (request.which, known.get(&item.installed.name)) {
        (Which::All, _) => true,
        (_, None) => false,
        (Which::Outdated, Some(newest)) => newest.is_newer_than(&item.installed.version),
        // As for pip, one that no index has and one that is newer there than anywhere are neither.
        (Which::UpToDate, Some(newest)) => drift::is_same_version(&newest.version, &item.installed.version),
    };
    let items: Vec<&Item> = inventory.iter().filter(is_listed).collect();
    let all: Vec<&Installed> = items.iter().map(|item| &item.installed).collect();
    let places: Vec<Option<&Path>> =
        items.iter().map(|item| (!item.is_own).then(|| item.installed.site_packages())).collect();
    let newest: Vec<&Newest> = match request.which {
        Which::Outdated => all.iter().filter_map(|one| known.get(&one.name)).collect(),
        Which::All | Which::UpToDate => Vec::new(),
    };
    let lines = match request.format {
        Format::Columns => columns(&all, &places, &newest),
        Format::Freeze => all.iter().map(|one| pinned(one)).collect(),
        Format::Json => vec![json(&all, &places, &newest)],
    };
    for line in lines {
        context.ui.data(line);
    }
    Ok(())
}

/// Prints what is installed as requirements.
pub fn freeze(context: &Context, named: Option<PathBuf>) -> Result<()> {
    let target = Target::find(context, named.as_deref())?;
    let inventory = Inventory::of(context, &target)?;
    let mut all: Vec<&Installed> = inventory.iter().map(|item| &item.installed).collect();
    let skipped = skipped(&target);
    all.retain(|one| !skipped.contains(&one.name.as_str()));
    all.sort_by_cached_key(|one| one.display_name.to_lowercase());
    for line in all.into_iter().flat_map(frozen) {
        context.ui.data(line);
    }
    Ok(())
}

// pip: `freeze._dev_pkgs`. From 3.12 on setuptools and wheel are packages like others.
fn skipped(target: &Target) -> &'static [&'static str] {
    let mut numbers = target.config.version().unwrap_or_default().split('.').map(|part| part.parse::<u32>().ok());
    let is_new = matches!((numbers.next(), numbers.next()), (Some(Some(3)), Some(Some(minor))) if minor >= 12);
    if is_new { &["pip"] } else { &["pip", "setuptools", "distribute", "wheel"] }
}

// `places` are where packages of the base lie, as pip's --verbose shows it; `newest` are empty or one for each.
pub(super) fn columns(all: &[&Installed], places: &[Option<&Path>], newest: &[&Newest]) -> Vec<String> {
    let mut rows = vec![vec!["Package".to_owned(), "Version".to_owned()]];
    rows.extend(all.iter().map(|one| vec![clean(&one.display_name), clean(&one.version)]));
    if !newest.is_empty() {
        rows[0].extend(["Latest", "Type"].map(str::to_owned));
        for (row, newest) in rows[1..].iter_mut().zip(newest) {
            row.extend([clean(&newest.version), filetype(newest).to_owned()]);
        }
    }
    if all.iter().any(|one| one.editable().is_some()) {
        rows[0].push("Editable project location".to_owned());
        for (row, one) in rows[1..].iter_mut().zip(all) {
            row.push(one.editable().map_or(String::new(), location));
        }
    }
    if places.iter().any(Option::is_some) {
        rows[0].push("Location".to_owned());
        for (row, place) in rows[1..].iter_mut().zip(places) {
            row.push(place.map_or(String::new(), |place| clean(&place.to_string_lossy())));
        }
    }
    if all.is_empty() {
        return Vec::new();
    }
    let widths: Vec<usize> =
        (0..rows[0].len()).map(|at| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join(" ").trim_end().to_owned()
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.insert(1, widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join(" "));
    lines
}

fn filetype(newest: &Newest) -> &'static str {
    if newest.is_wheel { "wheel" } else { "sdist" }
}

// Spaces as Python's json module has them.
pub(super) fn json(all: &[&Installed], places: &[Option<&Path>], newest: &[&Newest]) -> String {
    let field = |key: &str, value: &str| format!("\"{key}\": {}", Value::from(value));
    let object = |(at, one): (usize, &&Installed)| {
        let mut fields = vec![field("name", &one.display_name), field("version", &one.version)];
        fields.extend(places.get(at).copied().flatten().map(|place| field("location", &place.to_string_lossy())));
        if let Some(newest) = newest.get(at) {
            fields.push(field("latest_version", &newest.version));
            fields.push(field("latest_filetype", filetype(newest)));
        }
        fields.extend(one.editable().map(|url| field("editable_project_location", &location(url))));
        format!("{{{}}}", fields.join(", "))
    };
    format!("[{}]", all.iter().enumerate().map(object).collect::<Vec<_>>().join(", "))
}

fn pinned(one: &Installed) -> String {
    // PEP 440 has `===` for what is no version of it.
    let operator = if one.version.parse::<Version>().is_ok() { "==" } else { "===" };
    clean(&format!("{}{operator}{}", one.display_name, one.version))
}

pub(super) fn frozen(one: &Installed) -> Vec<String> {
    if let Some(url) = one.editable() {
        return vec![format!("# Editable install ({})", pinned(one)), format!("-e {}", location(url))];
    }
    vec![one.direct_url.as_ref().and_then(|said| direct(one, said)).unwrap_or_else(|| pinned(one))]
}

// pip: `direct_url_as_pep440_direct_reference`.
fn direct(one: &Installed, said: &Value) -> Option<String> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let url = text(said.get("url"))?;
    let mut reference = format!("{} @ ", one.display_name);
    let mut fragments = Vec::new();
    if let Some(vcs) = said.get("vcs_info") {
        reference += &format!("{}+{url}@{}", text(vcs.get("vcs"))?, text(vcs.get("commit_id"))?);
    } else {
        reference += &url;
        let archive = said.get("archive_info");
        fragments.extend(archive.and_then(|info| text(info.get("hash"))));
    }
    fragments.extend(text(said.get("subdirectory")).map(|dir| format!("subdirectory={dir}")));
    if !fragments.is_empty() {
        reference += &format!("#{}", fragments.join("&"));
    }
    Some(whole(&reference))
}

pub(super) fn location(url: &str) -> String {
    let path = url.strip_prefix("file://").unwrap_or(url);
    whole(&percent_encoding::percent_decode_str(path).decode_utf8_lossy())
}
