//! Against hashes that the tools themselves gave for the same texts: poetry 2.5.1, pdm 2.29.4, pipenv 2026.10.3.

use std::path::PathBuf;

use super::*;

type Measure = fn(&Toml, &str, &Found) -> Result<Vec<String>>;

#[track_caller]
fn check(measure: Measure, text: &str, hash: &str) {
    let path = PathBuf::from("file.toml");
    let manifest = (path.clone(), text.as_bytes().to_vec());
    let found = Found {
        path,
        directory: "/".into(),
        bytes: Vec::new(),
        tool: None,
        manifest: Some(manifest),
        project: ".".into(),
    };
    let stale = |text: &str| measure(&Toml::parse(&found.path, text.as_bytes()).unwrap(), hash, &found).unwrap();
    assert_eq!(stale(text), [""; 0]);
    assert_eq!(stale(&format!("# a comment\n{text}")), [""; 0]);
    let changed = stale(&text.replace('1', "2"));
    assert_eq!(changed, ["file.toml has changed since it was locked (its hash is another one)"]);
}

#[test]
fn poetry_counts_its_own_table() {
    let text = "[tool.poetry]\nname = \"x\"\n[tool.poetry.dependencies]\npython = \"^3.9\"\n\
                a = { version = \"^1.0\", extras = [\"ü\"] }\n[tool.poetry.group.dev.dependencies]\nb = \"*\"\n";
    check(of_poetry, text, "03c5389c3e4d1afbad688fc2f141eda4c439af371e1d5782639b41df7231bb66");
}

#[test]
fn poetry_counts_the_standard_tables() {
    let text = "[project]\nname = \"x\"\nrequires-python = \">=3.9\"\ndependencies = [\"a>=1\"]\n\
                [dependency-groups]\ndev = [\"b\"]\n[tool.poetry.dependencies]\na = { source = \"here\" }\n";
    check(of_poetry, text, "85b818dcb0fcb17eea052bce0036e772d4d3f921bdc5c8b72e112db162884aa5");
    // Before 2.2, without the groups.
    check(of_poetry, text, "3d01cda2b181f05ceb3a5abaf22b1c3855a77c1b9d9f6364cce4a9e27e627ae6");
}

#[test]
fn pdm_counts_all_that_is_asked_for() {
    let text = "[project]\nname = \"x\"\nrequires-python = \">=3.9\"\ndependencies = [\"a>=1\"]\n\
                [project.optional-dependencies]\nmore = [\"c\"]\n[dependency-groups]\nTest = [\"b\"]\n\
                [tool.pdm.dev-dependencies]\ntest = [\"d\"]\n";
    check(of_pdm, text, "sha256:a21a3bde0e1caa67be280c076e3675197b2b5d5d41d105db22f56ec502869fcb");
}

#[test]
fn pipenv_counts_packages_sources_and_python() {
    let text = "[packages]\na = \"*\"\nb = {version = \">=1\", extras = [\"x\"]}\n\n[dev-packages]\nc = \"==1.0\"\n\n\
                [requires]\npython_version = \"3.11\"\n";
    check(of_pipfile, text, "89cbeefeda539187f67b4af87ff35471dd2299076c360a4a893f4d7f644148ad");
}
