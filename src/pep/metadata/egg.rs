//! `requires.txt` of an egg-info directory, from before metadata could say what a package needs.

use super::{Metadata, MetadataError};
use crate::pep::marker::Marker;
use crate::pep::name::ExtraName;
use crate::pep::requirement::Requirement;

impl Metadata {
    /// With the requirements of that file: sections are `[extra]`, `[:marker]` or `[extra:marker]`, as setuptools has them.
    pub fn with_requires(mut self, text: &str) -> Result<Metadata, MetadataError> {
        let mut section: Option<Marker> = None;
        let mut is_known = true;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(head) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                let (extra, marker) = head.split_once(':').unwrap_or((head, ""));
                let is_for_all = extra.trim().is_empty();
                let extra = ExtraName::parse(extra.trim()).ok();
                let mut texts = Vec::new();
                if let Some(extra) = &extra {
                    texts.push(format!("extra == \"{extra}\""));
                }
                if !marker.trim().is_empty() {
                    texts.push(format!("({})", marker.trim()));
                }
                section = Marker::parse(&texts.join(" and ")).ok();
                // What nobody can understand nobody asked for.
                is_known = (section.is_some() || texts.is_empty()) && (extra.is_some() || is_for_all);
                self.provides_extra.extend(extra);
                continue;
            }
            if !is_known {
                continue;
            }
            let mut requirement = Requirement::parse_lenient(line).map_err(MetadataError::Requirement)?;
            requirement.marker = match (requirement.marker, &section) {
                (Some(own), Some(section)) => Some(own.and(section)),
                (own, section) => own.or_else(|| section.clone()),
            };
            self.requires_dist.push(requirement);
        }
        self.provides_extra.sort();
        self.provides_extra.dedup();
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_become_markers() {
        let metadata = Metadata::parse(b"Metadata-Version: 1.1\nName: a\nVersion: 1\n").unwrap();
        let text = "b>=1\n\n[:python_version < '3']\nenum34\n\n[tls:sys_platform == 'win32']\nc\n[dev]\nd; os_name == 'x'\n[y z]\ne\n[:]\nf\n";
        let metadata = metadata.with_requires(text).unwrap();
        let shown: Vec<String> = metadata.requires_dist.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "b>=1",
                "enum34; python_version < \"3\"",
                "c; extra == \"tls\" and sys_platform == \"win32\"",
                "d; os_name == \"x\" and extra == \"dev\"",
                "f",
            ]
        );
        assert_eq!(metadata.provides_extra.iter().map(ToString::to_string).collect::<Vec<_>>(), ["dev", "tls"]);
        let metadata = Metadata::parse(b"Metadata-Version: 1.1\nName: a\nVersion: 1\n").unwrap();
        assert!(metadata.with_requires("b c\n").is_err());
    }
}
