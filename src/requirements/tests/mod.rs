mod discovery;
mod files;
mod places;
mod projects;

use std::path::{Path, PathBuf};

use super::*;
use crate::error::Explain;

/// A directory of files, and reading in it.
struct Dir {
    dir: tempfile::TempDir,
}

fn here() -> Dir {
    Dir { dir: tempfile::tempdir().unwrap() }
}

impl Dir {
    fn with(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn world<T>(&self, act: impl FnOnce(&World<'_>) -> T) -> T {
        let variable = |name: &str| (name == "TOKEN").then(|| "s3cret".to_owned());
        act(&World::local(self.path(), &variable))
    }

    fn read(&self, file: &str) -> Result<Requirements, RequirementsError> {
        self.world(|world| read_files(&[PathBuf::from(file)], world))
    }

    fn project(&self, wanted: &Wanted) -> Result<OfProject, RequirementsError> {
        self.world(|world| of_project(Path::new(""), wanted, world))
    }
}

/// The error with its causes and its hints, as a person sees it.
fn words(error: &RequirementsError) -> String {
    let mut text = error.to_string();
    if let Some(cause) = std::error::Error::source(error) {
        text.push_str(&format!(": {cause}"));
    }
    for hint in error.hints() {
        text.push_str(&format!(" [{hint}]"));
    }
    text
}

fn named(said: Said) -> Root {
    match said {
        Said::Named(root) => root,
        Said::Unnamed(unnamed) => panic!("{} has no name", unnamed.located.url),
    }
}

fn shown(roots: &[Sourced<Root>]) -> Vec<String> {
    roots.iter().map(|root| root.value.requirement.to_string()).collect()
}

#[test]
fn one_word_of_a_command_line_is_read_and_refused_by_name() {
    let place = here().with("x-1.0-py3-none-any.whl", "").with("proj/setup.py", "");
    let one = |text: &str| {
        let from = Source::CommandLine("PACKAGE");
        place.world(|world| of_line(text, &from, world)).map(|said| named(said.value).requirement.to_string())
    };
    assert_eq!(one(" Django>=5 ").unwrap(), "django>=5");
    let wheel = one("./x-1.0-py3-none-any.whl[a,B]").unwrap();
    assert!(wheel.starts_with("x[a,b] @ file:///") && wheel.ends_with("/x-1.0-py3-none-any.whl"), "{wheel}");
    for (text, expected) in [
        ("", "PACKAGE: \"\" is not a valid requirement: expected a package name"),
        (".", "PACKAGE: . is no project: it has neither pyproject.toml nor setup.py"),
        ("hg+https://me:pw@h/x", "PACKAGE: hg+https://****@h/x cannot be installed: noglue fetches from git"),
        ("a b", "PACKAGE: \"a b\" is not a valid requirement: \"b\" is not a valid version specifier"),
    ] {
        let error = words(&one_error(&place, text));
        assert!(error.starts_with(expected), "{text}: {error}");
    }
}

fn one_error(place: &Dir, text: &str) -> RequirementsError {
    place.world(|world| of_line(text, &Source::CommandLine("PACKAGE"), world)).unwrap_err()
}
