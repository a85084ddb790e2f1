//! What an environment has installed, and whether that is what is asked for. Reads metadata only of what it looks at.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::target::Target;
use crate::context::Context;
use crate::error::Result;
use crate::flow::drift;
use crate::flow::report::Versions;
use crate::net::Address;
use crate::pep::marker::Environment;
use crate::pep::metadata::Metadata;
use crate::pep::name::{ExtraName, PackageName};
use crate::pep::requirement::{Requirement, Source};
use crate::pep::version::Version;
use crate::requirements::Requirements;
use crate::venv::{self, Installed};

/// Everything installed, by name.
#[derive(Debug)]
pub(super) struct Inventory(BTreeMap<PackageName, Item>);

/// One distribution.
#[derive(Debug)]
pub(super) struct Item {
    pub installed: Installed,
    /// In the environment itself, not in the base that it sees: only what is its own can be removed.
    pub is_own: bool,
    metadata: OnceCell<Result<Arc<Metadata>, String>>,
}

impl Item {
    /// Its metadata; Err says why it cannot be read.
    pub(super) fn metadata(&self) -> Result<&Arc<Metadata>, &String> {
        let read = || match self.installed.metadata() {
            Ok(Ok(metadata)) => Ok(Arc::new(metadata)),
            Ok(Err(error)) => Err(crate::error::Plain::refused(error.to_string()).to_string()),
            Err(error) => Err(error.to_string()),
        };
        self.metadata.get_or_init(read).as_ref()
    }

    fn version(&self) -> Option<Version> {
        self.installed.version.parse().ok()
    }

    /// Whether it is what `requirement` asks for, whatever it needs itself.
    pub(super) fn is(&self, requirement: &Requirement) -> bool {
        match &requirement.source {
            Source::Any(specifiers) => self.version().is_some_and(|version| specifiers.contains(&version)),
            Source::Url(url) => self.is_from(url),
        }
    }

    fn is_from(&self, url: &str) -> bool {
        let said = self.installed.direct_url.as_ref();
        let own = said.and_then(|said| said.get("url")?.as_str());
        // A directory may have changed since; one that is installed editable is what it is.
        let of_directory = said.and_then(|said| said.get("dir_info"));
        if of_directory.is_some_and(|info| info.get("editable").and_then(serde_json::Value::as_bool) != Some(true)) {
            return false;
        }
        let plain = |url: &str| Address::parse(url).map(|(address, _)| address.text().to_owned()).ok();
        own.is_some_and(|own| plain(own).is_some() && plain(own) == plain(url))
    }
}

impl Inventory {
    /// Of an environment as it is now, with what it sees of its base.
    pub(super) fn of(context: &Context, target: &Target) -> Result<Inventory> {
        let mut inventory = Inventory::new(drift::installed(&target.env)?);
        if target.config.includes_system() {
            let base = target.interpreter(context)?.base_site_packages();
            for installed in venv::installed(&base)? {
                let item = Item { installed, is_own: false, metadata: OnceCell::new() };
                inventory.0.entry(item.installed.name.clone()).or_insert(item);
            }
        }
        Ok(inventory)
    }

    pub(super) fn new(installed: Vec<Installed>) -> Inventory {
        let item = |installed| Item { installed, is_own: true, metadata: OnceCell::new() };
        Inventory(installed.into_iter().map(item).map(|item| (item.installed.name.clone(), item)).collect())
    }

    pub(super) fn get(&self, name: &PackageName) -> Option<&Item> {
        self.0.get(name)
    }

    /// By name.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Item> {
        self.0.values()
    }

    pub(super) fn versions(&self) -> Versions {
        self.iter().map(|item| (item.installed.name.to_string(), item.installed.version.clone())).collect()
    }

    /// Whether all that is asked for is there, with what it needs and its extras need.
    pub(super) fn satisfies(&self, asked: &Requirements, markers: &Environment, with_dependencies: bool) -> bool {
        // What a place holds is not known before it was looked at.
        if !asked.unnamed.is_empty() {
            return false;
        }
        let mut todo: Vec<(&PackageName, Option<&ExtraName>)> = Vec::new();
        let mut seen = BTreeSet::new();
        let constrained = |requirement: &Requirement, item: &Item| {
            asked.constraints.iter().map(|constraint| &constraint.value.requirement).all(|constraint| {
                constraint.name != requirement.name || !applies(constraint, markers, &[]) || item.is(constraint)
            })
        };
        let look = |requirement: &Requirement| match self.0.get_key_value(&requirement.name) {
            Some((name, item)) if item.is(requirement) && constrained(requirement, item) => Some(name),
            _ => None,
        };
        for root in &asked.roots {
            let requirement = &root.value.requirement;
            if !applies(requirement, markers, &[]) {
                continue;
            }
            let Some(name) = look(requirement) else { return false };
            todo.push((name, None));
            todo.extend(requirement.extras.iter().map(|extra| (name, Some(extra))));
        }
        while with_dependencies && let Some((name, extra)) = todo.pop() {
            if !seen.insert((name, extra)) {
                continue;
            }
            let Ok(metadata) = self.0[name].metadata() else { return false };
            for needed in &metadata.requires_dist {
                if !applies(needed, markers, extra.map_or(&[], std::slice::from_ref)) {
                    continue;
                }
                let Some(name) = look(needed) else { return false };
                todo.push((name, None));
                todo.extend(needed.extras.iter().map(|extra| (name, Some(extra))));
            }
        }
        true
    }
}

/// Whether the requirement counts here; one whose marker cannot be evaluated does.
pub(super) fn applies(requirement: &Requirement, markers: &Environment, extras: &[ExtraName]) -> bool {
    requirement.marker.as_ref().is_none_or(|marker| marker.evaluate(markers, extras).unwrap_or(true))
}
