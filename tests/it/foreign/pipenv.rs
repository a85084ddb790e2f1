//! `Pipfile` and `Pipfile.lock`.

use super::{file, index, refused, synced};
use crate::support::{FakeIndex, World};

const PIPFILE: &str = "[[source]]\nurl = \"https://example.org/simple\"\nverify_ssl = true\nname = \"pypi\"\n\n[packages]\na = \"*\"\n\n[dev-packages]\nd = \"*\"\n\n[docs]\ne = \"==1.0\"\n";
/// What pipenv 2026.10.3 says of the file above.
const HASH: &str = "139992a3d0c2d1e3a6df3e5ef7ffca12162df2aa730a69cba30ced616d561774";

fn entry(name: &str, version: &str, more: &str) -> String {
    let (_, sha256, _) = file(name, version);
    format!("\"{name}\": {{ \"hashes\": [\"sha256:{sha256}\"], \"version\": \"=={version}\"{more} }}")
}

pub fn lock() -> String {
    format!(
        "{{\n  \"_meta\": {{ \"hash\": {{ \"sha256\": \"{HASH}\" }}, \"pipfile-spec\": 6, \"requires\": {{}}, \"sources\": [] }},\n  \"default\": {{\n    {},\n    {},\n    {}\n  }},\n  \"develop\": {{\n    {}\n  }},\n  \"docs\": {{\n    {}\n  }}\n}}\n",
        entry("a", "1.0", ", \"index\": \"pypi\""),
        entry("b", "2.0", ", \"markers\": \"python_version >= '3.6'\""),
        entry("c", "1.0", ", \"markers\": \"sys_platform == 'os2'\""),
        entry("d", "1.0", ""),
        entry("e", "1.0", ""),
    )
}

pub fn project(index: &FakeIndex, lock: &str) -> World {
    let world = World::new().index(index);
    world.write("Pipfile", PIPFILE);
    world.write("Pipfile.lock", lock);
    world
}

#[test]
fn its_categories_are_groups_and_none_is_installed_unasked() {
    let index = index();
    let world = project(&index, &lock());
    assert_eq!(synced(&world, &[]), ["a==1.0", "b==2.0"]);
    assert_eq!(synced(&world, &["--locked", "--group", "dev"]), ["a==1.0", "b==2.0", "d==1.0"]);
    assert_eq!(synced(&world, &["--only-group", "docs"]), ["e==1.0"]);
    world.noglue(["sync", "--group", "docz"]).run().code(1).clear_error().stderr_has("did you mean docs?");
}

#[test]
fn a_pipfile_alone_is_resolved() {
    let index = index();
    let world = World::new().index(&index);
    world.write("Pipfile", &PIPFILE.replace("a = \"*\"", "a = { version = \">=1\", markers = \"os_name != 'x'\" }\nc = { version = \"*\", sys_platform = \"== 'os2'\" }"));
    assert_eq!(synced(&world, &[]), ["a==1.0", "b==2.1"]);
    assert_eq!(synced(&world, &["--all-groups"]), ["a==1.0", "b==2.1", "d==1.0", "e==1.0"]);
    world.write("Pipfile", "[packages]\na = 3\n");
    world
        .noglue(["sync"])
        .run()
        .code(1)
        .clear_error()
        .stderr_has("Pipfile:2:5: a must be a version, a table or a list");
}

#[test]
fn a_changed_pipfile_makes_it_stale() {
    let index = index();
    let world = project(&index, &lock());
    world.write("Pipfile", &PIPFILE.replace("a = \"*\"", "a = \">=1\""));
    let seen = world.noglue(["sync"]).run().code(1).clear_error();
    seen.stderr_has("Pipfile.lock is stale: ").stderr_has("'pipenv lock' writes it anew");
    assert!(!world.venv().exists());
    assert_eq!(synced(&world, &["--frozen"]), ["a==1.0", "b==2.0"]);
}

#[test]
fn wrong_ones_are_refused() {
    let index = index();
    let world = project(&index, "");
    let good = lock();
    let check = |text: &str, expected: &str| {
        world.write("Pipfile.lock", text);
        refused(&world, expected);
    };
    check(
        &good.replace("\"pipfile-spec\": 6", "\"pipfile-spec\": 7"),
        "lock version 7 is not known to this noglue, which reads 6",
    );
    check("{\n  \"default\": {},\n}\n", "Pipfile.lock:3:1: it is no valid Pipfile.lock");
    check("{ \"default\": {} }", "it has no _meta: it is no Pipfile.lock");
    let (_, sha256, _) = file("a", "1.0");
    check(&good.replace(&format!("[\"sha256:{sha256}\"]"), "[]"), "a: it has no hash");
    check(&good.replace(&sha256, "abc"), "default: a: a hash of sha256 has 64 hexadecimal digits");
    check(&good.replace("\"b\": {", "\"A\": {"), "default: A: it is there twice");
    world.write("Pipfile.lock", &good.replace("\"requires\": {}", "\"requires\": { \"python_version\": \"2.6\" }"));
    world.noglue(["sync"]).run().code(127).clear_error().stderr_has("==2.6.*");
    check(&good.replace("sys_platform == 'os2'", "moon == 'full'"), "default: c: marker field \"moon\" is not known");
    check(
        &good.replace("\"version\": \"==1.0\", \"index\"", "\"path\": \"../a\", \"index\""),
        "a is to come from \"../a\", which is outside the project",
    );
    check(&good.replace("\"==2.0\"", "\"==9.0\""), "b 9.0 is not on ");
    // By its hashes alone a file is found; when none has them, none is meant.
    check(&good.replace(&sha256, &"0".repeat(64)), "the files of a 1.0 that were locked are not on");
}
