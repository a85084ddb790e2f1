//! `noglue import`: the standard's files, from which the same is installed.

use super::{index, pdm, pipenv, poetry, synced, uv};
use crate::support::{FakeIndex, World};

const ARGS: [&[&str]; 3] = [&["--locked"], &["--locked", "--no-dev"], &["--locked", "--all-groups"]];

/// What is installed with each of `ARGS`, before the import and after it.
#[track_caller]
fn imported(world: &World, extra: bool) -> String {
    let all = |world: &World| {
        let mut all: Vec<Vec<String>> = ARGS.iter().map(|args| synced(world, args)).collect();
        all.extend(extra.then(|| synced(world, &["--no-dev", "--extra", "more"])));
        all
    };
    let before = all(world);
    world.noglue(["import"]).run().ok().stderr_has("pylock.toml");
    assert_eq!(all(world), before);
    std::fs::read_to_string(world.project().join("pyproject.toml")).unwrap()
}

#[test]
fn every_lock_becomes_one_of_the_standard_that_installs_the_same() {
    let index = index();
    let text = imported(&uv::project(&index), true);
    assert!(text.contains("[tool.uv]"), "{text}");
    for lock in [poetry::lock(), poetry::old_lock("2.0")] {
        let text = imported(&poetry::project(&index, &lock), true);
        assert!(text.contains("dependencies = [\n    \"a>=1.0,<2\",\n]"), "{text}");
        assert!(!text.contains("[tool.poetry.dependencies]") && text.contains("package-mode = false"), "{text}");
    }
    for inherits in [true, false] {
        let world = pdm::project(&index, &pdm::lock(inherits));
        let comment = std::fs::read_to_string(world.project().join("pyproject.toml")).unwrap();
        world.write("pyproject.toml", &format!("# kept\n{comment}"));
        let text = imported(&world, true);
        assert!(text.starts_with("# kept\n"), "{text}");
    }
    let world = pipenv::project(&index, &pipenv::lock());
    let text = imported(&world, false);
    assert!(text.contains("[project]\nname = \"project\""), "{text}");
}

#[test]
fn a_project_without_a_lock_gets_tables_alone() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["import"]).run().ok().stderr_has("'noglue lock' locks versions");
    let text = std::fs::read_to_string(world.project().join("pyproject.toml")).unwrap();
    assert_eq!(text, "[project]\nname = \"project\"\nversion = \"0\"\ndependencies = [\n    \"a\",\n]\n");
    assert_eq!(synced(&world, &[]), ["a==1.0", "b==2.1"]);
}

#[test]
fn nothing_is_changed_when_it_fails() {
    let index: FakeIndex = index();
    let world = pipenv::project(&index, &pipenv::lock());
    let refused = |expected: &str| {
        world.noglue(["import"]).run().code(1).clear_error().stderr_has(expected);
        assert!(!world.project().join("pylock.toml").exists() && !world.project().join("pyproject.toml").exists());
    };
    world.write("Pipfile.lock", &pipenv::lock().replace("\"==2.0\"", "\"==9.0\""));
    refused("b 9.0 is not on ");
    world.write("Pipfile.lock", &pipenv::lock());
    world.write("Pipfile", "[packages]\na = \">=1\"\n");
    refused("Pipfile.lock is stale");
    world.write("Pipfile", "[packages]\na = \">=1 || ==0.1\"\n");
    refused("cannot be said as one list of versions");
    let world = uv::project(&index);
    world.write("pylock.toml", "");
    world.noglue(["import"]).run().code(1).clear_error();
}
