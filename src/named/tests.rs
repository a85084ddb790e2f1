use std::path::{Path, PathBuf};

use super::*;

fn env(home: &Path, inner: &str) {
    std::fs::create_dir_all(home.join(inner)).unwrap();
    std::fs::write(home.join(inner).join("pyvenv.cfg"), "home = /usr/bin\n").unwrap();
}

struct Tree {
    top: tempfile::TempDir,
    places: Places,
}

fn tree() -> Tree {
    let top = tempfile::tempdir().unwrap();
    let places = Places { central: Some(top.path().join("named")), workon_home: Some(top.path().join("virtualenvs")) };
    Tree { places, top }
}

impl Tree {
    fn project(&self, name: &str) -> PathBuf {
        let root = self.top.path().join(name);
        std::fs::create_dir_all(&root).unwrap();
        root
    }

    fn tied(&self, name: &str, root: &Path) -> PathBuf {
        let home = self.places.home(&EnvName::parse(name).unwrap(), Some(root)).unwrap();
        Tie::write(&home, root).unwrap();
        env(&home, ".venv");
        home
    }

    fn find(&self, text: &str, here: Option<&Path>) -> Result<PathBuf, NamedError> {
        find(&self.places.all().unwrap(), text, here).map(|named| named.home.clone())
    }
}

#[test]
fn names_are_words_and_nothing_that_leads_elsewhere() {
    for good in ["docs", "py3.13", "a", "_x", "naïve", "3", "a-b+c"] {
        assert_eq!(EnvName::parse(good).unwrap().as_str(), good);
    }
    let long = "x".repeat(81);
    for bad in ["", ".", "..", ".venv", "-e", "--all", "a/b", "/", "a b", "a\nb", "$(x)", "a@b", "a'b", "+x", &long] {
        assert!(matches!(EnvName::parse(bad), Err(NamedError::BadName { .. })), "{bad:?}");
    }
}

#[test]
fn the_project_here_comes_first_then_free_ones_then_those_of_virtualenvwrapper() {
    let tree = tree();
    let (site, shop) = (tree.project("site"), tree.project("shop"));
    let of_site = tree.tied("docs", &site);
    env(&tree.places.home(&EnvName::parse("docs").unwrap(), None).unwrap(), ".venv");
    env(&tree.top.path().join("virtualenvs/docs"), "");
    env(&tree.top.path().join("virtualenvs/old one"), "");
    assert_eq!(tree.find("docs", Some(&site)).unwrap(), of_site);
    assert!(tree.find("docs", Some(&shop)).unwrap().ends_with("named/docs"));
    assert!(tree.find("docs", None).unwrap().ends_with("named/docs"));
    assert!(tree.find("old one", None).unwrap().ends_with("virtualenvs/old one"));
    assert_eq!(tree.find("docs@site", None).unwrap(), of_site);
    assert!(matches!(tree.find("doc", None), Err(NamedError::Unknown { .. })));
}

#[test]
fn a_name_that_several_projects_have_must_be_said_in_full() {
    let tree = tree();
    let (site, shop) = (tree.project("site"), tree.project("shop"));
    let (one, other) = (tree.tied("py39", &site), tree.tied("py39", &shop));
    assert_eq!(tree.find("py39", Some(&shop)).unwrap(), other);
    let Err(NamedError::Ambiguous { those, .. }) = tree.find("py39", None) else { panic!() };
    assert_eq!(those.len(), 2);
    for name in those {
        assert!([&one, &other].contains(&&tree.find(&name, None).unwrap()), "{name}");
    }
}

#[test]
fn a_project_that_was_moved_keeps_its_environments() {
    let tree = tree();
    let site = tree.project("site");
    let home = tree.tied("docs", &site);
    let moved = tree.top.path().join("moved");
    std::fs::rename(&site, &moved).unwrap();
    assert_eq!(tree.find("docs", Some(&moved)).unwrap(), home);
    assert!(!Tie::read(&home).unwrap().is_of(&tree.project("other")));
}

#[test]
fn what_is_no_environment_is_not_seen() {
    let tree = tree();
    std::fs::create_dir_all(tree.top.path().join("named/half/.venv")).unwrap();
    std::fs::create_dir_all(tree.top.path().join("virtualenvs/hooks")).unwrap();
    env(&tree.top.path().join("named/.removed-1"), ".venv");
    env(&tree.top.path().join("named/untied@x-12345678"), ".venv");
    assert_eq!(tree.places.all().unwrap(), []);
}

#[test]
fn keys_of_projects_are_file_names() {
    let long = "ü".repeat(120);
    for name in ["site", "a b", "$(x)", &long] {
        let key = tie::key(&Path::new("/srv").join(name));
        assert!(key.len() < 80 && !key.contains(['/', ' ', '$']), "{key}");
    }
    assert_ne!(tie::key(Path::new("/a/site")), tie::key(Path::new("/b/site")));
}
