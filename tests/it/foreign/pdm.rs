//! `pdm.lock`.

use super::{file, index, refused, synced};
use crate::support::{FakeIndex, World};

const PROJECT: &str = "[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"a>=1\"]\n\
    [project.optional-dependencies]\nmore = [\"c\"]\n[tool.pdm]\ndistribution = false\n[tool.pdm.dev-dependencies]\ndev = [\"d\"]\ndocs = [\"e\"]\n";
/// What pdm 2.29.4 says of the project above.
const HASH: &str = "30b876a3f75c0a296dd8b812df4c2f711d0a64f7893f40afd6ac5d1683e533fe";

/// As pdm writes it; without `inherits` the packages do not say for whom they are.
pub fn lock(inherits: bool) -> String {
    let strategy = if inherits { "\"cross_platform\", \"inherit_metadata\"" } else { "\"cross_platform\"" };
    let mut text = format!(
        "[metadata]\ngroups = [\"default\", \"dev\", \"docs\", \"more\"]\nstrategy = [{strategy}]\nlock_version = \"4.5.0\"\ncontent_hash = \"sha256:{HASH}\"\n\n[[metadata.targets]]\nrequires_python = \">=3.8\"\n\n"
    );
    for (name, version, group) in [
        ("a", "1.0", "default"),
        ("b", "2.0", "default"),
        ("c", "1.0", "more"),
        ("d", "1.0", "dev"),
        ("e", "1.0", "docs"),
    ] {
        let (file, sha256, _) = file(name, version);
        let groups = if inherits { format!("groups = [\"{group}\"]\n") } else { String::new() };
        let needs = if name == "a" { "dependencies = [\n    \"b>=1\",\n]\n" } else { "" };
        text.push_str(&format!(
            "[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nrequires_python = \">=3.7\"\nsummary = \"\"\n{groups}{needs}files = [\n    {{file = \"{file}\", hash = \"sha256:{sha256}\"}},\n]\n\n"
        ));
    }
    text
}

pub fn project(index: &FakeIndex, lock: &str) -> World {
    let world = World::new().index(index);
    world.write("pyproject.toml", PROJECT);
    world.write("pdm.lock", lock);
    world
}

#[test]
fn with_and_without_inherited_metadata_the_same_is_installed() {
    let index = index();
    for lock in [lock(true), lock(false)] {
        let world = project(&index, &lock);
        // As `pdm install`: all groups for developers.
        assert_eq!(synced(&world, &[]), ["a==1.0", "b==2.0", "d==1.0", "e==1.0"]);
        assert_eq!(synced(&world, &["--no-dev", "--locked"]), ["a==1.0", "b==2.0"]);
        assert_eq!(synced(&world, &["--no-group", "dev"]), ["a==1.0", "b==2.0", "e==1.0"]);
        assert_eq!(synced(&world, &["--no-dev", "--extra", "more"]), ["a==1.0", "b==2.0", "c==1.0"]);
        assert_eq!(synced(&world, &["--only-group", "docs"]), ["e==1.0"]);
    }
}

#[test]
fn without_a_lock_the_tables_say_what_is_needed() {
    let index = index();
    let world = World::new().index(&index);
    world.write("pyproject.toml", PROJECT);
    assert_eq!(synced(&world, &[]), ["a==1.0", "b==2.1", "d==1.0", "e==1.0"]);
}

#[test]
fn a_changed_pyproject_makes_it_stale() {
    let index = index();
    let world = project(&index, &lock(true));
    world.write("pyproject.toml", &PROJECT.replace("a>=1", "a>=0"));
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("pdm.lock is stale: ").stderr_has("'pdm lock'");
    assert!(!world.venv().exists());
    assert_eq!(synced(&world, &["--frozen", "--no-dev"]), ["a==1.0", "b==2.0"]);
}

#[test]
fn wrong_ones_are_refused_with_their_line() {
    let index = index();
    let world = project(&index, "");
    let good = lock(true);
    let check = |text: &str, expected: &str| {
        world.write("pdm.lock", text);
        refused(&world, expected);
    };
    check(&good.replace("\"4.5.0\"", "\"3.1\""), "lock version 3.1 is not known to this noglue, which reads 4");
    check("", "it has no lock_version: it is no pdm.lock");
    check("x = \n", "pdm.lock is no valid TOML: line 1");
    check(&good.replace(", hash = ", ", x = "), "a: a file has no hash");
    let a = &good[good.find("[[package]]").unwrap()..good.find("[[package]]\nname = \"b\"").unwrap()];
    check(&format!("{good}{a}"), "a is there twice, here and in line 10");
    check(&good.replace("\">=3.8\"", "\">=3.98\""), "pdm.lock: it is for Python >=3.98");
    let os2 = good.replace("requires_python = \">=3.8\"", "requires_python = \">=3.8\"\nplatform = \"windows_amd64\"");
    check(&os2, "was locked for other environments: ");
    check(
        &lock(false).replace("name = \"b\"", "name = \"bb\"").replace("b-2.0", "bb-2.0"),
        "a needs b, which is not in the lock",
    );
    let outside = good.replacen("files = [", "path = \"../a\"\nfiles = [", 1);
    check(&outside, "a 1.0 is to come from \"../a\", which is outside the project");
    let (_, sha256, _) = file("a", "1.0");
    world.write("pdm.lock", &good.replace(&sha256, &"0".repeat(64)));
    world.noglue(["sync"]).run().code(5).clear_error().stderr_has("hash of a-1.0-py3-none-any.whl");
}
