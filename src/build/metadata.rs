//! Metadata of a source tree that needs no build, wherever the specifications let it be believed.

use std::path::Path;

use super::BuildError;
use crate::pep::metadata::Metadata;
use crate::requirements::project::Project;
use crate::requirements::{Requirements, World};
use crate::sys;

/// What is trusted beside `pyproject.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Static {
    /// A source distribution: its PKG-INFO too, from metadata 2.2 on and without `Dynamic` for what counts (PEP 643).
    Sdist,
    /// Any tree: what `[project]` says and does not call dynamic (PEP 621).
    Tree,
}

/// The metadata of the project in `root`; `None` when only a build can tell. Err when it cannot be understood.
pub fn of_project(root: &Path, trusted: Static) -> Result<Option<Metadata>, BuildError> {
    if trusted == Static::Sdist
        && let Some(bytes) = sys::fs::read_if_there(&root.join("PKG-INFO"))?
    {
        // Old and odd ones are for the build to tell.
        if let Ok(metadata) = Metadata::parse(&bytes)
            && metadata.has_static_dependencies()
        {
            return Ok(Some(metadata));
        }
    }
    let world = World::local(root, &|_| None);
    let unusable = |error: crate::requirements::RequirementsError| BuildError::Metadata { why: error.to_string() };
    let project =
        Project::read(&root.join("pyproject.toml"), &world, &mut Requirements::default()).map_err(unusable)?;
    let Some(project) = project else { return Ok(None) };
    project.metadata().map_err(unusable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&str, &str)], trusted: Static) -> Option<String> {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(dir.path().join(name), text).unwrap();
        }
        let metadata = of_project(dir.path(), trusted).unwrap()?;
        let requires: Vec<String> = metadata.requires_dist.iter().map(ToString::to_string).collect();
        Some(format!("{} {} {requires:?} {:?}", metadata.name, metadata.version, metadata.provides_extra.len()))
    }

    const PYPROJECT: &str = "[project]\nname = \"P\"\nversion = \"1.0\"\ndependencies = [\"a>1\"]\n\
                             [project.optional-dependencies]\nx = [\"b; os_name == 'nt' or os_name == 'posix'\", \"p[y]\"]\ny = [\"c\"]\n";

    #[test]
    fn what_pyproject_says_is_believed() {
        let expected = r#"p 1.0 ["a>1", "b; (os_name == \"nt\" or os_name == \"posix\") and extra == \"x\"", "a>1; extra == \"x\"", "c; extra == \"x\"", "c; extra == \"y\""] 2"#;
        assert_eq!(of(&[("pyproject.toml", PYPROJECT)], Static::Tree).as_deref(), Some(expected));
        for dynamic in ["version", "dependencies", "optional-dependencies", "requires-python"] {
            let text = format!("[project]\nname = \"p\"\nversion = \"1\"\ndynamic = [\"{dynamic}\"]\n");
            let text = if dynamic == "version" { text.replace("version = \"1\"\n", "") } else { text };
            assert_eq!(of(&[("pyproject.toml", &text)], Static::Tree), None, "{dynamic}");
        }
        assert_eq!(of(&[("pyproject.toml", "[build-system]\nrequires = []\n")], Static::Tree), None);
        assert_eq!(of(&[("setup.py", "")], Static::Tree), None);
    }

    #[test]
    fn pkg_info_is_believed_from_2_2_on_and_in_source_distributions_only() {
        let info = |version: &str, more: &str| {
            format!("Metadata-Version: {version}\nName: p\nVersion: 2\nRequires-Dist: z\n{more}")
        };
        let read = |text: &str, trusted| of(&[("PKG-INFO", text)], trusted);
        assert_eq!(read(&info("2.2", ""), Static::Sdist).as_deref(), Some(r#"p 2 ["z"] 0"#));
        assert_eq!(read(&info("2.2", ""), Static::Tree), None);
        assert_eq!(read(&info("2.1", ""), Static::Sdist), None);
        assert_eq!(read(&info("2.4", "Dynamic: Requires-Dist\n"), Static::Sdist), None);
        assert_eq!(read("garbage", Static::Sdist), None);
    }
}
