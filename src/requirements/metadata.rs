//! What `[project]` says of a package, as metadata that no build can make different (PEP 621).

use super::error::RequirementsError;
use super::project::{Project, Says};
use crate::pep::marker::Marker;
use crate::pep::metadata::Metadata;
use crate::pep::version::Version;

impl Project {
    /// The metadata; `None` when something that counts for installing is dynamic or not there.
    pub fn metadata(&self) -> Result<Option<Metadata>, RequirementsError> {
        let (Some(name), Says::List | Says::Nothing) = (self.name(), self.says()) else { return Ok(None) };
        let is_dynamic =
            ["version", "optional-dependencies", "requires-python"].iter().any(|field| self.is_dynamic(field));
        let Some(version) = self.version().and_then(|text| text.parse::<Version>().ok()) else { return Ok(None) };
        if is_dynamic {
            return Ok(None);
        }
        let mut requires_dist: Vec<_> = self.dependencies()?.into_iter().map(|root| root.value.requirement).collect();
        let provides_extra = self.extras()?;
        for extra in &provides_extra {
            let marker = Marker::parse(&format!("extra == '{extra}'")).expect("a name of an extra has no quotes");
            for root in self.extra(extra)? {
                let mut requirement = root.value.requirement;
                requirement.marker = Some(match requirement.marker.take() {
                    Some(own) => own.and(&marker),
                    None => marker.clone(),
                });
                requires_dist.push(requirement);
            }
        }
        Ok(Some(Metadata {
            metadata_version: (2, 2),
            name: name.clone(),
            version,
            requires_dist,
            requires_python: self.requires_python()?.map(|sourced| sourced.value),
            provides_extra,
            dynamic: Vec::new(),
        }))
    }
}
