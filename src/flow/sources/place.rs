//! Requirements that name a place: which package and version lies there, and what else it brings from places.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::direct_url::without_credentials;
use super::{Builder, Source, What};
use crate::error::{Plain, Result};
use crate::fetch::Digest;
use crate::index::{CoreMetadata, File, Kind as FileKind};
use crate::pep::marker::Marker;
use crate::pep::metadata::Metadata;
use crate::pep::name::{ExtraName, PackageName};
use crate::pep::requirement::Source as From;
use crate::pep::wheel_name::SdistName;
use crate::requirements::located::{self, Kind};
use crate::requirements::{Located, Requirements, Root};
use crate::sourced::Sourced;

/// The one candidate of a package that is asked for by its place.
#[derive(Clone, Debug)]
pub(in crate::flow) struct Direct {
    /// It, in the words of an index.
    pub file: Arc<File>,
    /// Where it is.
    pub located: Located,
    /// What is built; `None` for a wheel.
    pub source: Option<Arc<Source>>,
    /// Its metadata; `None` for a wheel, which tells it itself.
    pub metadata: Option<Arc<Metadata>>,
}

/// What requirements at places come to.
#[derive(Debug, Default)]
pub(in crate::flow) struct Places {
    pub direct: BTreeMap<PackageName, Direct>,
    /// Requirements on packages at places that only other places bring.
    pub brought: BTreeMap<PackageName, String>,
}

impl Builder<'_> {
    /// `requirements` with everything named.
    pub(in crate::flow) fn named(&self, requirements: &Requirements) -> Result<Requirements> {
        let mut named = requirements.clone();
        for unnamed in std::mem::take(&mut named.unnamed) {
            let markers = &self.shared.interpreter.markers;
            if unnamed.value.marker.as_ref().is_some_and(|m| m.evaluate(markers, &[]).is_ok_and(|holds| !holds)) {
                continue;
            }
            let source = Source {
                what: What::Located(unnamed.value.located.clone()),
                allowed: digests(unnamed.value.hashes.iter().chain(&unnamed.value.located.hashes)),
                settings: unnamed.value.config_settings.clone(),
            };
            let title = shown(&unnamed.value.located);
            let metadata = self.metadata(&source, &title)?;
            named.roots.push(Sourced::new(unnamed.value.named(metadata.name.clone()), unnamed.from));
        }
        Ok(named)
    }

    /// What lies at the places that `roots` name, and at those that these need in turn.
    pub(in crate::flow) fn places<'r>(&self, roots: impl Iterator<Item = &'r Sourced<Root>>) -> Result<Places> {
        let mut places = Places::default();
        for root in roots {
            let Some(located) = &root.value.located else { continue };
            let requirement = &root.value.requirement;
            let settings = &root.value.config_settings;
            let source = Source {
                what: What::Located(located.clone()),
                allowed: digests(root.value.all_hashes()),
                settings: settings.clone(),
            };
            self.add(&mut places, &requirement.name, source, &root.from.to_string(), &requirement.extras)?;
        }
        Ok(places)
    }

    fn add(
        &self,
        places: &mut Places,
        name: &PackageName,
        source: Source,
        asked_by: &str,
        extras: &[ExtraName],
    ) -> Result<()> {
        let What::Located(located) = source.what.clone() else { return Ok(()) };
        if let Some(other) = places.direct.get(name) {
            // Two that differ are a conflict, which the solver explains.
            if other.located.text() == located.text() || !places.brought.contains_key(name) {
                return Ok(());
            }
            let (one, two) = (shown(&other.located), shown(&located));
            return Err(Plain::refused(format!("{name} is asked for from {one} and from {two}")).into());
        }
        if let Kind::Wheel(wheel) = &located.kind {
            let file = file(FileKind::Wheel(wheel.clone()), &located, asked_by)?;
            let (_, credential) =
                crate::net::Address::parse(&located.url).map_err(|e| Plain::refused(e.to_string()))?;
            if let (Ok(address), Some(credential)) = (file.address(), credential) {
                self.session.net.credentials().learn(&address, credential);
            }
            let direct = Direct { file: Arc::new(file), located, source: None, metadata: None };
            places.direct.insert(name.clone(), direct);
            return Ok(());
        }
        let title = format!("{name} ({})", shown(&located));
        let metadata = self.metadata(&source, &title)?;
        if metadata.name != *name {
            return Err(Plain::refused(format!(
                "{asked_by} asks for {name}, and {} is {}",
                shown(&located),
                metadata.name
            ))
            .into());
        }
        let spelled = format!("{}-{}.tar.gz", name.as_str().replace('-', "_"), metadata.version);
        let kind = FileKind::Sdist(SdistName::parse_of(name, &spelled).map_err(|e| Plain::refused(e.to_string()))?);
        let file = file(kind, &located, asked_by)?;
        let (metadata, needed) = self.with_places(&metadata, extras)?;
        places.direct.insert(
            name.clone(),
            Direct {
                file: Arc::new(file),
                located,
                source: Some(Arc::new(source)),
                metadata: Some(Arc::new(metadata)),
            },
        );
        for (needed, extras, located) in needed {
            let is_new = !places.direct.contains_key(&needed);
            let text = located.text();
            let allowed = digests(located.hashes.iter());
            let source = Source { what: What::Located(located), allowed, settings: Default::default() };
            self.add(places, &needed, source, name.as_str(), &extras)?;
            if is_new {
                places.brought.insert(needed, text);
            }
        }
        Ok(())
    }

    // Requirements at places, written as the solver compares them; those that count here are returned.
    #[expect(clippy::type_complexity, reason = "a package, its extras and its place, used once")]
    fn with_places(
        &self,
        metadata: &Metadata,
        extras: &[ExtraName],
    ) -> Result<(Metadata, Vec<(PackageName, Vec<ExtraName>, Located)>)> {
        let mut metadata = metadata.clone();
        let mut needed = Vec::new();
        for requirement in &mut metadata.requires_dist {
            let From::Url(url) = &requirement.source else { continue };
            let read = located::read(url).map_err(|mistake| {
                let why = mistake.sentence();
                Plain::refused(format!("{} {} needs {}: {why}", metadata.name, metadata.version, requirement.name))
            })?;
            let markers = &self.shared.interpreter.markers;
            let counts = |marker: &Marker| {
                extras
                    .iter()
                    .map(std::slice::from_ref)
                    .chain([&[][..]])
                    .any(|e| marker.evaluate(markers, e).unwrap_or(true))
            };
            requirement.source = From::Url(read.located.text());
            if requirement.marker.as_ref().is_none_or(counts) {
                needed.push((requirement.name.clone(), requirement.extras.clone(), read.located));
            }
        }
        Ok((metadata, needed))
    }
}

/// Where it lies, for people.
fn shown(located: &Located) -> String {
    match &located.kind {
        Kind::Directory(path) => crate::ui::clean(&path.display().to_string()),
        _ => crate::net::hide(&located.text()),
    }
}

fn digests<'h>(hashes: impl Iterator<Item = &'h crate::requirements::Hash>) -> Vec<Digest> {
    hashes.filter_map(|hash| Digest::parse(&hash.to_string())).collect()
}

fn file(kind: FileKind, located: &Located, asked_by: &str) -> Result<File> {
    let url = without_credentials(&located.url).ok_or_else(|| {
        Plain::refused(format!("{asked_by} asks for {}, which is no usable URL", crate::net::hide(&located.url)))
    })?;
    Ok(File {
        kind,
        url: url.into(),
        digests: Vec::new(),
        size: None,
        requires_python: None,
        yanked: None,
        core_metadata: CoreMetadata::default(),
        upload_time: None,
        origin: "a URL".into(),
    })
}
