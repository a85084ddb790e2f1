//! `[build-system]` of a source tree: what builds it. Read by pip's rules.

use std::path::{Path, PathBuf};

use super::BuildError;
use crate::pep::requirement::Requirement;
use crate::sys;

/// What builds a source tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// What must be installed for it.
    pub requires: Vec<Requirement>,
    /// `module:object`
    pub backend: String,
    /// Directories of the tree, absolute, that the backend comes from.
    pub backend_path: Vec<PathBuf>,
}

const LEGACY: &str = "setuptools.build_meta:__legacy__";
const LEGACY_REQUIRES: &str = "setuptools>=40.8.0";

impl System {
    /// Of the source tree `root`. Without a `[build-system]` it is setuptools, as PEP 517 has it.
    pub fn read(root: &Path) -> Result<System, BuildError> {
        let path = root.join("pyproject.toml");
        let bytes = sys::fs::read_if_there(&path)?;
        let wrong = |why: String| BuildError::Project { why };
        let Some(bytes) = bytes else {
            return if sys::fs::is_file(&root.join("setup.py")) {
                Ok(System::legacy())
            } else {
                Err(BuildError::NoProject)
            };
        };
        let text = String::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8".into()))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let document: toml_edit::Document<&str> =
            toml_edit::Document::parse(text).map_err(|error| wrong(crate::ui::clean(error.message())))?;
        let Some(table) = document.get("build-system") else { return Ok(System::legacy()) };
        let table = table.as_table_like().ok_or_else(|| wrong("build-system is no table".into()))?;
        let strings = |key: &str| -> Result<Option<Vec<String>>, BuildError> {
            let Some(item) = table.get(key) else { return Ok(None) };
            let list =
                item.as_array().map(|array| array.iter().map(|value| value.as_str().map(str::to_owned)).collect());
            let list: Option<Option<Vec<String>>> = list;
            list.flatten().map(Some).ok_or_else(|| wrong(format!("build-system.{key} is no list of strings")))
        };
        let requires =
            strings("requires")?.ok_or_else(|| wrong("build-system has no \"requires\" (PEP 518)".into()))?;
        let requires = requires.iter().map(|text| Requirement::parse(text).map_err(|error| wrong(error.to_string())));
        let requires: Vec<Requirement> = requires.collect::<Result<_, _>>()?;
        let backend = match table.get("build-backend").map(|item| item.as_str()) {
            Some(Some(backend)) if is_object(backend) => backend.to_owned(),
            Some(Some(backend)) => {
                return Err(wrong(format!("build-backend \"{}\" names no object", crate::ui::clean(backend))));
            }
            Some(None) => return Err(wrong("build-backend is no string".into())),
            None => LEGACY.to_owned(),
        };
        let mut backend_path = Vec::new();
        for place in strings("backend-path")?.unwrap_or_default() {
            backend_path.push(inside(root, &place)?);
        }
        Ok(System { requires, backend, backend_path })
    }

    fn legacy() -> System {
        System {
            requires: vec![Requirement::parse(LEGACY_REQUIRES).expect("a requirement")],
            backend: LEGACY.to_owned(),
            backend_path: Vec::new(),
        }
    }
}

// `module.sub:object.attribute`
fn is_object(text: &str) -> bool {
    let (module, object) = text.split_once(':').unwrap_or((text, "x"));
    let is_dotted = |text: &str| {
        let is_name = |part: &str| {
            part.chars().all(|c| c.is_alphanumeric() || c == '_') && part.starts_with(|c: char| !c.is_ascii_digit())
        };
        text.split('.').all(is_name)
    };
    is_dotted(module) && is_dotted(object)
}

// PEP 517: inside the tree, links followed.
fn inside(root: &Path, place: &str) -> Result<PathBuf, BuildError> {
    let outside = || BuildError::BackendPath { place: place.to_owned() };
    let root = sys::fs::canonicalize(root)?;
    let path = sys::fs::canonicalize(&root.join(place)).map_err(|_| outside())?;
    if Path::new(place).is_absolute() || !path.starts_with(&root) { Err(outside()) } else { Ok(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: Option<&str>) -> Result<System, BuildError> {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("backend")).unwrap();
        std::os::unix::fs::symlink("/", dir.path().join("out")).unwrap();
        match text {
            Some(text) => std::fs::write(dir.path().join("pyproject.toml"), text).unwrap(),
            None => std::fs::write(dir.path().join("setup.py"), "").unwrap(),
        }
        System::read(dir.path())
    }

    #[test]
    fn without_a_build_system_setuptools_builds() {
        for text in [None, Some(""), Some("[project]\nname = \"x\"\n")] {
            let system = read(text).unwrap();
            assert_eq!(system.backend, LEGACY);
            assert_eq!(system.requires[0].to_string(), LEGACY_REQUIRES);
        }
        let system = read(Some("[build-system]\nrequires = []\n")).unwrap();
        assert_eq!((system.backend.as_str(), system.requires.len()), (LEGACY, 0));
    }

    #[test]
    fn a_backend_of_the_tree_is_found_in_it() {
        let text =
            "[build-system]\nrequires = [\"a>1\"]\nbuild-backend = \"b.c:d\"\nbackend-path = [\"backend\", \".\"]\n";
        let system = read(Some(text)).unwrap();
        assert_eq!((system.backend.as_str(), system.backend_path.len()), ("b.c:d", 2));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, why) in [
            ("[build-system]\n", "pyproject.toml: build-system has no \"requires\" (PEP 518)"),
            ("[build-system]\nrequires = \"a\"\n", "pyproject.toml: build-system.requires is no list of strings"),
            ("[build-system]\nrequires = [1]\n", "pyproject.toml: build-system.requires is no list of strings"),
            ("[build-system]\nrequires = [\"a b\"]\n", "pyproject.toml: \"a b\" is not a valid requirement"),
            ("[build-system]\nrequires = []\nbuild-backend = \"os; x\"\n", "names no object"),
            ("build-system = 1\n", "pyproject.toml: build-system is no table"),
            ("[build-system\n", "pyproject.toml: "),
        ] {
            let error = read(Some(text)).unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
        for place in ["../../..", "/", "out", "none"] {
            let text = format!("[build-system]\nrequires = []\nbackend-path = [\"{place}\"]\n");
            let error = read(Some(&text)).unwrap_err().to_string();
            assert_eq!(error, format!("pyproject.toml: backend-path \"{place}\" is outside the source"));
        }
    }
}
