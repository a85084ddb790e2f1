//! PEP 691: the JSON form.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use super::{CoreMetadata, Page, PageError, RawFile, check_version};
use crate::fetch::{Algorithm, Digest};

/// Reads a page.
pub fn read(bytes: &[u8]) -> Result<Page<'_>, PageError> {
    let document: Document<'_> = serde_json::from_slice(bytes).map_err(|_| PageError::Garbage)?;
    check_version(document.meta.api_version.as_deref())?;
    let files = document.files.into_iter().map(File::into_raw).collect();
    Ok(Page { name: Some(document.name), base: None, files })
}

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(default, borrow)]
    meta: Meta<'a>,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    files: Vec<File<'a>>,
}

#[derive(Default, Deserialize)]
struct Meta<'a> {
    #[serde(rename = "api-version", borrow)]
    api_version: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct File<'a> {
    #[serde(borrow)]
    filename: Cow<'a, str>,
    #[serde(borrow)]
    url: Cow<'a, str>,
    #[serde(default)]
    hashes: Hashes,
    #[serde(default)]
    size: Option<u64>,
    #[serde(default, borrow)]
    requires_python: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    yanked: Yanked<'a>,
    #[serde(default)]
    core_metadata: Option<Sidecar>,
    #[serde(default)]
    dist_info_metadata: Option<Sidecar>,
    // What pip and the index's first drafts called it.
    #[serde(default)]
    data_dist_info_metadata: Option<Sidecar>,
    #[serde(default, borrow)]
    upload_time: Option<Cow<'a, str>>,
}

impl<'a> File<'a> {
    fn into_raw(self) -> RawFile<'a> {
        // PEP 714: the new key first, the old one only when it is missing.
        let sidecar = self.core_metadata.or(self.dist_info_metadata).or(self.data_dist_info_metadata);
        RawFile {
            filename: self.filename,
            url: self.url,
            digests: self.hashes.0,
            size: self.size,
            requires_python: self.requires_python,
            yanked: self.yanked.0,
            core_metadata: sidecar.map_or(CoreMetadata::No, |s| s.0),
            upload_time: self.upload_time,
        }
    }
}

#[derive(Default)]
struct Hashes(Vec<Digest>);

impl<'de> Deserialize<'de> for Hashes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Hashes;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of hashes")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Hashes, A::Error> {
                let mut digests = Vec::new();
                while let Some(name) = map.next_key::<Cow<'de, str>>()? {
                    match Algorithm::parse(&name) {
                        Some(algorithm) => digests.extend(Digest::new(algorithm, &map.next_value::<Cow<'de, str>>()?)),
                        None => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(Hashes(digests))
            }
        }
        deserializer.deserialize_map(Visit)
    }
}

#[derive(Default)]
struct Yanked<'a>(Option<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Yanked<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Yanked<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a boolean or a reason")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Yanked<'de>, E> {
                Ok(Yanked(value.then_some(Cow::Borrowed(""))))
            }
            fn visit_borrowed_str<E>(self, reason: &'de str) -> Result<Yanked<'de>, E> {
                Ok(Yanked(Some(Cow::Borrowed(reason))))
            }
            fn visit_str<E>(self, reason: &str) -> Result<Yanked<'de>, E> {
                Ok(Yanked(Some(Cow::Owned(reason.to_owned()))))
            }
            fn visit_unit<E>(self) -> Result<Yanked<'de>, E> {
                Ok(Yanked(None))
            }
        }
        deserializer.deserialize_any(Visit)
    }
}

struct Sidecar(CoreMetadata);

impl<'de> Deserialize<'de> for Sidecar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Sidecar;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a boolean or a table of hashes")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Sidecar, E> {
                Ok(Sidecar(if value { CoreMetadata::Unhashed } else { CoreMetadata::No }))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Sidecar, A::Error> {
                let hashes = Hashes::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                let strong = hashes.0.into_iter().find(|d| d.algorithm().is_strong());
                Ok(Sidecar(strong.map_or(CoreMetadata::Unhashed, CoreMetadata::Hashed)))
            }
        }
        deserializer.deserialize_any(Visit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHA: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn all_that_matters_is_read_and_the_rest_ignored() {
        let text = format!(
            r#"{{"meta": {{"api-version": "1.9", "_x": 1}}, "name": "A.b", "versions": ["1"], "alternate": {{}}, "files": [
            {{"filename": "a_b-1-py3-none-any.whl", "url": "../a%2Bb.whl", "hashes": {{"sha256": "{SHA}", "blake2b": "x"}},
              "size": 7, "requires-python": ">=3.8", "yanked": "bad \"one\"", "upload-time": "2020-01-01T00:00:00Z",
              "core-metadata": {{"sha256": "{SHA}"}}, "dist-info-metadata": false, "gpg-sig": true, "provenance": null}},
            {{"filename": "b", "url": "b", "hashes": {{}}, "yanked": true, "dist-info-metadata": true}},
            {{"filename": "c", "url": "c", "hashes": {{"md5": "short"}}, "yanked": false, "core-metadata": {{}},
              "requires-python": null, "size": null}}]}}"#
        );
        let page = read(text.as_bytes()).unwrap();
        assert_eq!(page.name.as_deref(), Some("A.b"));
        let sha = Digest::new(Algorithm::Sha256, SHA).unwrap();
        assert_eq!(
            page.files[0],
            RawFile {
                filename: "a_b-1-py3-none-any.whl".into(),
                url: "../a%2Bb.whl".into(),
                digests: vec![sha.clone()],
                size: Some(7),
                requires_python: Some(">=3.8".into()),
                yanked: Some("bad \"one\"".into()),
                core_metadata: CoreMetadata::Hashed(sha),
                upload_time: Some("2020-01-01T00:00:00Z".into()),
            }
        );
        assert_eq!(
            (page.files[1].yanked.as_deref(), &page.files[1].core_metadata),
            (Some(""), &CoreMetadata::Unhashed)
        );
        assert_eq!((page.files[2].yanked.as_deref(), &page.files[2].core_metadata), (None, &CoreMetadata::Unhashed));
        assert_eq!(page.files[2].digests, []);
    }

    #[test]
    fn newer_versions_and_garbage_are_refused() {
        let with = |version: &str| format!(r#"{{"meta": {{"api-version": "{version}"}}, "name": "a", "files": []}}"#);
        let error = |text: &str| read(text.as_bytes()).unwrap_err();
        assert_eq!(error(&with("2.0")), PageError::Version("2.0".into()));
        assert_eq!(error(&with("x")), PageError::Version("x".into()));
        assert!(read(br#"{"name": "a", "files": []}"#).is_ok());
        for garbage in ["", "[]", "{", r#"{"name": "a"}"#, r#"{"files": []}"#, "\u{0}", &"[".repeat(100_000)] {
            assert_eq!(error(garbage), PageError::Garbage);
        }
    }
}
