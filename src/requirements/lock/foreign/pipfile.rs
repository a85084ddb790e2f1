//! `Pipfile.lock`, pipfile-spec 6: for each category the packages with their versions and hashes.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::super::graph::{When, flat};
use super::super::pylock::{self, Reading};
use super::super::{Found, Listed, Lock, Origin, Package, Place, Source};
use super::parts::Commit;
use super::{Result, parts, stale};
use crate::pep::marker::Marker;
use crate::pep::name::{GroupName, PackageName};
use crate::pep::safe_path::SafePath;
use crate::pep::specifier::Specifiers;
use crate::pep::version::Version;
use crate::requirements::Hash;
use crate::requirements::error::RequirementsError;
use crate::requirements::located::{self, Kind, Located};
use crate::requirements::toml::Toml;
use crate::sys;
use crate::ui::clean;

/// Reads it.
pub fn parse(found: &Found) -> Result<Lock> {
    let text = found.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&found.bytes);
    let all: Pairs<Pairs<Value>> = serde_json::from_slice(text).map_err(|error| no_json(found, &error))?;
    let of = |key: &str| all.0.iter().find(|(own, _)| own == key).map(|(_, value)| value);
    let meta = of("_meta").ok_or_else(|| parts::no_lock(found, "_meta"))?;
    let spec = meta.get("pipfile-spec").and_then(Value::as_u64);
    if spec != Some(6) {
        let shown = spec.map_or_else(|| "none".to_owned(), |spec| spec.to_string());
        return Err(parts::unknown_version(Place::Whole(found.path.clone()), &shown, "6"));
    }
    let mut lock = Lock { path: found.path.clone(), created_by: "pipenv".into(), ..Lock::default() };
    lock.requires_python = requires_python(meta, found)?;
    let sources = sources(meta);
    let mut wanted = Vec::new();
    for (category, packages) in all.0.iter().filter(|(key, _)| !key.starts_with('_')) {
        let when = match category.as_str() {
            "default" => When::Always,
            "develop" => When::Group(GroupName::parse("dev").expect("a plain word is a name")),
            other => When::Group(GroupName::parse(other).map_err(|e| parts::whole(found, e.to_string()))?),
        };
        if let When::Group(group) = &when {
            lock.groups.push(group.clone());
        }
        let mut names: Vec<PackageName> = Vec::new();
        for (name, value) in &packages.0 {
            let wrong = |why: String| parts::whole(found, format!("{category}: {}: {why}", clean(name)));
            let package_name = PackageName::parse(name).map_err(|e| wrong(e.to_string()))?;
            if names.contains(&package_name) {
                return Err(wrong("it is there twice".into()));
            }
            names.push(package_name.clone());
            let reading = Of { name: &package_name, value, found, sources: &sources };
            let package = reading.package(&wrong)?;
            let marker = reading.marker(&wrong)?;
            // What is in two categories alike is one package.
            let same = lock.packages.iter().position(|other| *other == package);
            let at = same.unwrap_or_else(|| {
                lock.packages.push(package);
                lock.packages.len() - 1
            });
            wanted.push((at, when.clone(), marker));
        }
    }
    lock.graph = Some(flat(&lock.packages, wanted.into_iter()));
    if let Some((path, bytes)) = &found.manifest {
        let manifest = Toml::parse(path, bytes)?;
        let hash = meta.get("hash").and_then(|hash| hash.get("sha256")).and_then(Value::as_str);
        lock.stale = stale::of_pipfile(&manifest, hash.unwrap_or_default(), found)?;
    }
    Ok(lock)
}

fn no_json(found: &Found, error: &serde_json::Error) -> RequirementsError {
    RequirementsError::Wrong {
        place: Place::File(
            found.path.clone(),
            u32::try_from(error.line()).unwrap_or(1),
            u32::try_from(error.column()).unwrap_or(1),
        ),
        why: format!("it is no valid Pipfile.lock: {}", clean(&error.to_string())),
        hints: Vec::new(),
    }
}

// pipenv makes its environment with that Python.
fn requires_python(meta: &Pairs<Value>, found: &Found) -> Result<Option<Specifiers>> {
    let Some(requires) = meta.get("requires") else { return Ok(None) };
    let text = |key: &str| requires.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let specifier = match (text("python_full_version"), text("python_version")) {
        (Some(full), _) => format!("=={full}"),
        (None, Some(version)) => format!("=={version}.*"),
        (None, None) => return Ok(None),
    };
    let wrong = |error: crate::pep::specifier::SpecifierError| parts::whole(found, format!("requires: {error}"));
    Specifiers::parse(&specifier).map(Some).map_err(wrong)
}

/// Names of indexes, with their URLs.
fn sources(meta: &Pairs<Value>) -> Vec<(String, String)> {
    let all = meta.get("sources").and_then(Value::as_array);
    let pair = |source: &Value| {
        let text = |key: &str| source.get(key).and_then(Value::as_str).map(str::to_owned);
        Some((text("name")?, text("url")?))
    };
    all.into_iter().flatten().filter_map(pair).collect()
}

struct Of<'a> {
    name: &'a PackageName,
    value: &'a Value,
    found: &'a Found,
    sources: &'a [(String, String)],
}

type Wrong<'a> = dyn Fn(String) -> RequirementsError + 'a;

impl Of<'_> {
    fn text(&self, key: &str, wrong: &Wrong<'_>) -> Result<Option<&str>> {
        match self.value.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(wrong(format!("{key} must be a string"))),
        }
    }

    fn package(&self, wrong: &Wrong<'_>) -> Result<Package> {
        if !self.value.is_object() {
            return Err(wrong("it must be a table".into()));
        }
        let version = match self.text("version", wrong)? {
            None => None,
            Some(text) => {
                let bare = text.trim_start_matches('=').trim();
                let version = bare.parse::<Version>();
                Some(version.map_err(|_| wrong(format!("\"{}\" is no pinned version", clean(text))))?)
            }
        };
        let index = self.text("index", wrong)?;
        // `pypi` is pipenv's name for the index that everybody has, at whatever address; a name that no source has says
        // no more.
        let index = index.filter(|name| *name != "pypi");
        let index = index.and_then(|name| self.sources.iter().find(|(own, _)| own == name));
        let index = index.map(|(_, url)| url.clone()).filter(|url| !url.contains('$') && !is_secret(url));
        let origin = self.origin(version.as_ref(), wrong)?;
        Ok(Package {
            name: self.name.clone(),
            version,
            marker: None,
            requires_python: None,
            dependencies: Vec::new(),
            index,
            origin,
            place: Place::Whole(self.found.path.clone()),
        })
    }

    fn hashes(&self, wrong: &Wrong<'_>) -> Result<Vec<Hash>> {
        let list = match self.value.get("hashes") {
            None => &[][..],
            Some(Value::Array(list)) => list,
            Some(_) => return Err(wrong("hashes must be a list".into())),
        };
        let hash = |value: &Value| {
            let text = value.as_str().ok_or_else(|| wrong("hashes must hold strings".into()))?;
            Hash::parse(text).map_err(wrong)
        };
        let hashes = list.iter().map(hash).collect::<Result<Vec<_>>>()?;
        if hashes.is_empty() {
            return Err(parts::no_hash(Place::Whole(self.found.path.clone()), self.name, "it"));
        }
        Ok(hashes)
    }

    fn origin(&self, version: Option<&Version>, wrong: &Wrong<'_>) -> Result<Origin> {
        let name = self.name;
        let subdirectory = self.text("subdirectory", wrong)?.map(SafePath::parse).transpose();
        let subdirectory = subdirectory.map_err(|e| wrong(format!("subdirectory is {e}")))?;
        if let Some(git) = self.text("git", wrong)? {
            let plain = git.strip_prefix("git+").unwrap_or(git);
            refuse_credentials(plain, wrong)?;
            let id = self.text("ref", wrong)?.ok_or_else(|| wrong("it has no ref".into()))?;
            let commit = Commit { repository: plain, commit: id, requested: None, subdirectory };
            return parts::commit(commit, name).map(|source| Origin::Place(Box::new(source))).map_err(wrong);
        }
        let place = self.text("path", wrong)?.or(self.text("file", wrong)?);
        if let Some(place) = place {
            return Ok(Origin::Place(Box::new(self.place(place, subdirectory, wrong)?)));
        }
        if version.is_none() {
            return Err(wrong("it has no version".into()));
        }
        Ok(Origin::Listed(self.hashes(wrong)?.into_iter().map(|hash| Listed { name: None, hash }).collect()))
    }

    fn place(&self, place: &str, subdirectory: Option<SafePath>, wrong: &Wrong<'_>) -> Result<Source> {
        let (url, path) = match located::is_url(place) {
            true => {
                refuse_credentials(place, wrong)?;
                (place.to_owned(), None)
            }
            false => {
                let reading = Reading { name: self.name, version: None, directory: &self.found.directory };
                reading.path_of(place).map(|url| (url, Some(place.to_owned()))).map_err(wrong)?
            }
        };
        let on_disk = path.as_ref().map(|path| sys::fs::absolute(std::path::Path::new(path), &self.found.directory));
        if let Some(directory) = on_disk.filter(|_| !located::is_archive(place)) {
            let is_editable = self.value.get("editable").and_then(Value::as_bool).unwrap_or(false);
            let kind = Kind::Directory(directory);
            let located = Located { kind, url, hashes: Vec::new(), subdirectory, is_editable };
            return Ok(Source { located, requested_revision: None, path, size: None });
        }
        let read = located::read(&url).map_err(|mistake| wrong(mistake.sentence()))?;
        let hashes = self.hashes(wrong)?;
        let located = Located { hashes, subdirectory, is_editable: false, ..read.located };
        Ok(Source { located, requested_revision: None, path, size: None })
    }

    fn marker(&self, wrong: &Wrong<'_>) -> Result<Option<Marker>> {
        let Some(text) = self.text("markers", wrong)? else { return Ok(None) };
        let marker = Marker::parse(text).map_err(|e| wrong(e.to_string()))?;
        match marker.unknown_field() {
            Some(field) => Err(wrong(format!("marker field \"{}\" is not known", clean(&field)))),
            None => Ok(Some(marker)),
        }
    }
}

/// A JSON object as it is written: a key that stands there twice is seen.
struct Pairs<T>(Vec<(String, T)>);

impl Pairs<Value> {
    fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(own, _)| own == key).map(|(_, value)| value)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Reader<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Pairs<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Pairs<T>, A::Error> {
                let mut all = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    all.push(pair);
                }
                Ok(Pairs(all))
            }
        }
        deserializer.deserialize_map(Reader(std::marker::PhantomData))
    }
}

fn is_secret(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| pylock::has_credentials(&url))
}

fn refuse_credentials(url: &str, wrong: &Wrong<'_>) -> Result<()> {
    if is_secret(url) {
        return Err(wrong(
            "its URL has credentials in it; take them out, change them, and put new ones into ~/.netrc".into(),
        ));
    }
    Ok(())
}
