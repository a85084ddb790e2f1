//! `poetry.lock`, and the tables it is made from.

use super::{file, index, refused, synced};
use crate::support::{FakeIndex, World};

const PROJECT: &str = "[tool.poetry]\nname = \"x\"\nversion = \"1\"\npackage-mode = false\n[tool.poetry.dependencies]\n\
    python = \">=3.8\"\na = \"^1.0\"\nc = { version = \"*\", optional = true }\n[tool.poetry.extras]\nmore = [\"c\"]\n\
    [tool.poetry.group.dev.dependencies]\nd = \"*\"\n[tool.poetry.group.docs]\noptional = true\n[tool.poetry.group.docs.dependencies]\ne = \"1.*\"\n";
/// What poetry 2.5.1 says of the project above.
const HASH: &str = "f9cf556aa3ff551890ac307221c944f87da9097a997e1655d89151bac8bf7db3";

const ALL: [(&str, &str); 5] = [("a", "1.0"), ("b", "2.0"), ("c", "1.0"), ("d", "1.0"), ("e", "1.0")];

fn package(name: &str, version: &str, lines: &str, has_files: bool) -> String {
    let (file, sha256, _) = file(name, version);
    let files = match has_files {
        true => format!("files = [\n    {{file = \"{file}\", hash = \"sha256:{sha256}\"}},\n]\n"),
        false => String::new(),
    };
    let needs = if name == "a" { "\n[package.dependencies]\nb = \">=1\"\n" } else { "" };
    format!(
        "[[package]]\nname = \"{name}\"\nversion = \"{version}\"\ndescription = \"\"\npython-versions = \">=3.7\"\n{lines}{files}{needs}\n"
    )
}

fn metadata(version: &str) -> String {
    format!("[metadata]\nlock-version = \"{version}\"\npython-versions = \">=3.8\"\ncontent-hash = \"{HASH}\"\n")
}

/// As poetry 2 writes it.
pub fn lock() -> String {
    let lines = |name: &str| match name {
        "c" => "optional = true\ngroups = [\"main\"]\nmarkers = \"extra == \\\"more\\\"\"\n",
        "d" => "optional = false\ngroups = [\"dev\"]\n",
        "e" => "optional = false\ngroups = [\"docs\"]\n",
        _ => "optional = false\ngroups = [\"main\"]\n",
    };
    let packages: String = ALL.iter().map(|(name, version)| package(name, version, lines(name), true)).collect();
    format!("{packages}[extras]\nmore = [\"c\"]\n\n{}", metadata("2.1"))
}

/// As poetry 1.3 to 1.8 wrote it, and as 1.1 did.
pub fn old_lock(version: &str) -> String {
    let is_oldest = version == "1.1";
    let lines = |name: &str| match (name, is_oldest) {
        ("c", true) => "category = \"main\"\noptional = true\n",
        ("c", false) => "optional = true\n",
        ("d" | "e", true) => "category = \"dev\"\noptional = false\n",
        (_, true) => "category = \"main\"\noptional = false\n",
        (_, false) => "optional = false\n",
    };
    let packages: String = ALL.iter().map(|(name, version)| package(name, version, lines(name), !is_oldest)).collect();
    let mut text = format!("{packages}[extras]\nmore = [\"c\"]\n\n{}", metadata(version));
    if is_oldest {
        text.push_str("\n[metadata.files]\n");
        for (name, version) in ALL {
            let (file, sha256, _) = file(name, version);
            text.push_str(&format!("{name} = [\n    {{file = \"{file}\", hash = \"sha256:{sha256}\"}},\n]\n"));
        }
    }
    text
}

pub fn project(index: &FakeIndex, lock: &str) -> World {
    let world = World::new().index(index);
    world.write("pyproject.toml", PROJECT);
    world.write("poetry.lock", lock);
    world
}

#[test]
fn every_version_of_the_format_is_read_alike() {
    let index = index();
    for lock in [lock(), old_lock("2.0"), old_lock("1.1")] {
        let world = project(&index, &lock);
        assert_eq!(synced(&world, &[]), ["a==1.0", "b==2.0", "d==1.0"]);
        assert_eq!(synced(&world, &["--locked", "--no-dev"]), ["a==1.0", "b==2.0"]);
        assert_eq!(synced(&world, &["--no-dev", "--extra", "more"]), ["a==1.0", "b==2.0", "c==1.0"]);
        assert_eq!(synced(&world, &["--group", "docs"]), ["a==1.0", "b==2.0", "d==1.0", "e==1.0"]);
        assert_eq!(synced(&world, &["--only-group", "docs"]), ["e==1.0"]);
        world.noglue(["sync", "--extra", "moar"]).run().code(1).clear_error().stderr_has("moar");
    }
}

#[test]
fn without_a_lock_the_tables_say_what_is_needed() {
    let index = index();
    let world = World::new().index(&index);
    world.write("pyproject.toml", &PROJECT.replace("a = \"^1.0\"", "a = \"^1.0\"\nb = \"~2.0\""));
    assert_eq!(synced(&world, &[]), ["a==1.0", "b==2.0", "d==1.0"]);
    assert_eq!(synced(&world, &["--no-dev", "--all-extras"]), ["a==1.0", "b==2.0", "c==1.0"]);
    world.write("pyproject.toml", &PROJECT.replace("^1.0", "^"));
    world
        .noglue(["sync"])
        .run()
        .code(1)
        .clear_error()
        .stderr_has("pyproject.toml:7:5: a: \"^\" is no version constraint");
}

#[test]
fn a_changed_pyproject_makes_it_stale() {
    let index = index();
    let world = project(&index, &lock());
    world.write("pyproject.toml", &PROJECT.replace("\"^1.0\"", "\"^1\""));
    let seen = world.noglue(["sync"]).run().code(1).clear_error();
    seen.stderr_has("poetry.lock is stale: ").stderr_has("pyproject.toml has changed since it was locked");
    world.noglue(["sync", "--locked"]).run().code(1).stderr_has("'poetry lock' writes it anew");
    assert!(!world.venv().exists());
    assert_eq!(synced(&world, &["--frozen", "--no-dev"]), ["a==1.0", "b==2.0"]);
}

#[test]
fn files_are_looked_up_and_held_against_their_hashes() {
    let index = index();
    let (_, sha256, _) = file("a", "1.0");
    let world = project(&index, &lock().replace(&sha256, &"0".repeat(64)));
    world.noglue(["sync"]).run().code(5).clear_error().stderr_has("hash of a-1.0-py3-none-any.whl is sha256:");
    assert!(!world.venv().exists());
    world.write("poetry.lock", &lock().replace("b-2.0", "b-2.2").replace("\"2.0\"", "\"2.2\""));
    refused(&world, "b 2.2 is not on ");
}

#[test]
fn wrong_ones_are_refused_with_their_line() {
    let index = index();
    let world = project(&index, "");
    let good = lock();
    let check = |text: &str, expected: &str| {
        world.write("poetry.lock", text);
        refused(&world, expected);
    };
    check(&good.replace("\"2.1\"", "\"3.0\""), "lock version 3.0 is not known to this noglue, which reads 1.0 to 2.1");
    check("", "it has no lock-version: it is no poetry.lock");
    check("[[package]\n", "poetry.lock is no valid TOML: line 1");
    check(&good.replace(", hash = ", ", x = "), "a: a file has no hash");
    check(&good.replace("files = [", "x = ["), "a: it has no files, so what is installed has no hash");
    let a = &good[..good.find("[[package]]\nname = \"b\"").unwrap()];
    check(&format!("{a}{good}"), "poetry.lock:15:1: a is there twice, here and in line 1");
    check(
        &good.replace("\npython-versions = \">=3.8\"", "\npython-versions = \">=3.98\""),
        "poetry.lock: it is for Python >=3.98",
    );
    check(&good.replace("python-versions = \">=3.7\"", "python-versions = \">=3.98\""), "a is for Python >=3.98");
    check(
        &good.replace("a-1.0-py3-none-any", "a-1.0-cp27-cp27m-win32"),
        "the files of a 1.0 that were locked are not on",
    );
    let place = |kind: &str, url: &str| {
        let source = format!("\n[package.source]\ntype = \"{kind}\"\nurl = \"{url}\"\n");
        good.replacen("\n[package.dependencies]", &format!("{source}\n[package.dependencies]"), 1)
    };
    check(&place("directory", "../elsewhere"), "a 1.0 is to come from \"../elsewhere\", which is outside the project");
    check(&place("moon", "x"), "is of a kind that nobody knows: \"moon\"");
    check(&place("git", "https://x.org/a"), "its source has no resolved_reference");
    check(
        &old_lock("2.0").replace("name = \"a\"", "name = \"aa\"").replace("a-1.0", "aa-1.0"),
        "asks for a, and it has none",
    );
}
