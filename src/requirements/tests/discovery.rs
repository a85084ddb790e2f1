use super::*;

/// What is read in a directory of these files, each of which needs a package named after it.
#[track_caller]
fn check(files: &[&str], expected: &[&str]) {
    let found = world(files).project(&Wanted::default()).unwrap_or_else(|e| panic!("{files:?}: {}", words(&e)));
    assert_eq!(shown(&found.requirements.roots), expected, "{files:?}");
}

fn world(files: &[&str]) -> Dir {
    files.iter().fold(here(), |dir, name| {
        let package = name.replace(['/', '.'], "-");
        let text = match *name {
            "pyproject.toml" => format!("[project]\nname = \"x\"\ndependencies = [\"{package}\"]\n"),
            _ => format!("{package}\n"),
        };
        dir.with(name, text)
    })
}

fn error(files: &[&str]) -> String {
    words(&world(files).project(&Wanted::default()).unwrap_err())
}

#[test]
fn pyproject_comes_before_files_and_these_before_folders() {
    check(&["pyproject.toml", "requirements.txt"], &["pyproject-toml"]);
    check(&["requirements.txt", "requirements/base.txt", "requirements.in"], &["requirements-txt"]);
    check(&["requirements/base.txt", "requirements.in"], &["requirements-base-txt"]);
    check(&["requirements.in"], &["requirements-in"]);
}

#[test]
fn in_a_folder_the_one_file_that_is_not_for_developers_is_meant() {
    check(&["requirements/dev.txt"], &["requirements-dev-txt"]);
    check(
        &["requirements/production.txt", "requirements/local.txt", "requirements/Test.txt"],
        &["requirements-production-txt"],
    );
    check(&["requirements/main.txt", "requirements/readme.md", "requirements/.x.txt"], &["requirements-main-txt"]);
    check(
        &["requirements/base.txt", "requirements/production.txt", "requirements/dev.txt"],
        &["requirements-production-txt"],
    );
    check(&["requirements/base.txt", "requirements/extra.txt"], &["requirements-base-txt"]);
    let several = error(&["requirements/one.txt", "requirements/two.txt", "requirements/dev.txt"]);
    assert_eq!(
        several,
        "requirements has several files of requirements: one.txt, two.txt \
         [name one: 'noglue sync -r requirements/one.txt']"
    );
    let none = error(&["requirements/dev.txt", "requirements/test.txt"]);
    assert!(none.starts_with("requirements has several files of requirements: dev.txt, test.txt"), "{none}");
}

#[test]
fn a_setting_names_the_files() {
    let place = world(&["requirements/base.txt", "requirements/production.txt"]);
    let place = place.with("noglue.toml", "requirements = [\"requirements/production.txt\"]\n");
    let found = place.project(&Wanted::default()).unwrap();
    assert_eq!(shown(&found.requirements.roots), ["requirements-production-txt"]);
    assert_eq!(found.requirements.inputs.len(), 2);
}

#[test]
fn a_pyproject_without_dependencies_leaves_the_word_to_requirements_txt() {
    for text in ["[tool.ruff]\n", "[project]\nname = \"x\"\n", "[dependency-groups]\ndev = [\"d\"]\n"] {
        let place = here().with("pyproject.toml", text).with("requirements.txt", "a\n");
        let found = place.project(&Wanted { default_groups: true, ..Wanted::default() }).unwrap();
        let expected: &[&str] = if text.contains("dev") { &["a", "d"] } else { &["a"] };
        assert_eq!(shown(&found.requirements.roots), expected, "{text}");
        assert_eq!(found.requirements.inputs.len(), 2);
    }
    let alone = here().with("pyproject.toml", "[project]\nname = \"x\"\n").project(&Wanted::default()).unwrap();
    assert!(alone.requirements.roots.is_empty());
}

#[test]
fn a_group_of_a_project_without_groups_is_a_file() {
    let dev = Wanted { groups: vec!["dev".parse().unwrap()], ..Wanted::default() };
    for file in ["requirements-dev.txt", "dev-requirements.txt", "requirements_dev.txt", "requirements/dev.txt"] {
        let found = here().with("requirements.txt", "a\n").with(file, "b\n").project(&dev).unwrap();
        assert_eq!(shown(&found.requirements.roots), ["a", "b"], "{file}");
    }
    let error = words(&world(&["requirements.txt"]).project(&dev).unwrap_err());
    assert!(error.contains("no dependency group \"dev\""), "{error}");
}

#[test]
fn nothing_says_what_was_looked_for_and_what_is_there() {
    let looked_for = "looked for [project], [dependency-groups] or [tool.poetry] in pyproject.toml, Pipfile, \
                      requirements.txt, requirements/*.txt, requirements.in, setup.py, setup.cfg, environment.yml";
    let empty = error(&[]);
    assert!(empty.starts_with(&format!("no requirements in : {looked_for} [write what")), "{empty}");
    let locks = error(&["uv.lock", "pylock.dev.toml", "other.toml"]);
    assert!(locks.contains("; found pylock.dev.toml, uv.lock, which "), "{locks}");
    let bare = words(&here().with("pyproject.toml", "[tool.x]\n").project(&Wanted::default()).unwrap_err());
    assert!(bare.contains("found pyproject.toml without those tables"), "{bare}");
}

#[test]
fn what_is_there_and_not_read_is_said() {
    let notes = |files: &[&str]| world(files).project(&Wanted::default()).unwrap().requirements.notes;
    assert_eq!(notes(&["requirements.txt"]), [""; 0]);
    assert_eq!(
        notes(&["pyproject.toml", "requirements.txt"]),
        ["requirements.txt is not read: pyproject.toml has the dependencies"]
    );
    assert_eq!(
        notes(&["requirements.txt", "poetry.lock"]),
        ["poetry.lock is not read: there is no pyproject.toml that it belongs to"]
    );
    let uv = "[project]\nname = \"x\"\ndependencies = []\n[tool.uv]\nconstraint-dependencies = []\n";
    let found = here().with("pyproject.toml", uv).project(&Wanted::default()).unwrap();
    assert_eq!(found.requirements.notes, ["[tool.uv.constraint-dependencies] in pyproject.toml is not read yet"]);
}
