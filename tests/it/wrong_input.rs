//! Requirements and wheels that are wrong in themselves: each its own clear error, the environment untouched.

use crate::support::{FakeIndex, Published, World, difference, environment, sha256_hex, wheel};

fn world(index: &FakeIndex) -> World {
    index.publish(wheel("before", "1.0"));
    let world = World::new().index(index);
    world.write("requirements.txt", "before\n");
    world.noglue(["sync"]).run().ok();
    world
}

#[track_caller]
fn refused(world: &World, code: i32, words: &[&str]) {
    let before = environment(&world.venv());
    let mut seen = world.noglue(["sync"]).run().code(code).clear_error();
    for word in words {
        seen = seen.stderr_has(word);
    }
    assert_eq!(difference(&before, &environment(&world.venv())), Vec::<String>::new());
}

/// The bytes of one wheel under the name of another.
fn under_the_name_of(inside: crate::support::Wheel, outside: crate::support::Wheel) -> Published {
    let bytes = inside.build();
    Published { sha256: sha256_hex(&bytes), metadata: None, bytes, ..Published::from(outside) }
}

#[test]
fn a_wheel_whose_name_or_version_lies_is_passed_over_and_refused_when_there_is_no_other() {
    let index = FakeIndex::start();
    let world = world(&index);
    index.publish(under_the_name_of(wheel("other", "2.0"), wheel("victim", "2.0")));
    world.write("requirements.txt", "before\nvictim\n");
    refused(&world, 1, &["victim 2.0"]);
    index.publish(under_the_name_of(wheel("victim", "7.0"), wheel("victim", "1.5")));
    index.publish(wheel("victim", "1.0"));
    let seen = world.noglue(["sync", "--refresh"]).run().ok();
    seen.stderr_has("victim 2.0 is passed over: ").stderr_has("victim 1.5 is passed over: its METADATA says 7.0");
    assert_eq!(world.installed(), ["before==1.0", "victim==1.0"]);
    // Asked for by its place there is no other version.
    let file = world.project().join("victim-3.0-py3-none-any.whl");
    std::fs::write(&file, wheel("other", "3.0").build()).unwrap();
    world.write("requirements.txt", "before\n./victim-3.0-py3-none-any.whl\n");
    refused(&world, 1, &["victim 3.0 cannot be used: its METADATA says \"other\""]);
}

#[test]
fn a_version_whose_metadata_cannot_be_understood_is_passed_over_and_that_is_said() {
    let index = FakeIndex::start();
    let world = world(&index);
    index.publish(wheel("victim", "3.0").header("Requires-Dist: before>>1"));
    index.publish(wheel("victim", "2.0").header("Requires-Dist: before; no_such_field == '1'"));
    index.publish(wheel("victim", "1.0"));
    world.write("requirements.txt", "before\nvictim\n");
    let seen = world.noglue(["sync"]).run().ok();
    seen.stderr_has("victim 3.0 is passed over: its metadata cannot be understood");
    assert_eq!(world.installed(), ["before==1.0", "victim==1.0"]);
    index.forget("victim");
    index.publish(wheel("victim", "3.0").header("Requires-Dist: before>>1"));
    world.write("requirements.txt", "before\nvictim>1\n");
    let seen = world.noglue(["sync", "--refresh"]).run().code(1).clear_error();
    seen.stderr_has("victim 3.0").stderr_has("its metadata cannot be understood");
    assert_eq!(world.installed(), ["before==1.0", "victim==1.0"]);
}

#[test]
fn an_unknown_marker_is_refused_where_it_stands() {
    let index = FakeIndex::start();
    let world = world(&index);
    world.write("requirements.txt", "before; no_such_field == '1'\n");
    refused(&world, 1, &["requirements.txt:1", "no_such_field"]);
    world.write("requirements.txt", "before; python_version\n");
    refused(&world, 1, &["requirements.txt:1", "not a valid marker"]);
    std::fs::remove_file(world.project().join("requirements.txt")).unwrap();
    let text = "[project]\nname = \"app\"\nversion = \"1\"\ndependencies = [\n  \"before; no_such_field == '1'\",\n]\n";
    world.write("pyproject.toml", text);
    refused(&world, 1, &["pyproject.toml:5", "no_such_field"]);
}

#[test]
fn files_that_name_each_other_are_refused() {
    let index = FakeIndex::start();
    let world = world(&index);
    world.write("requirements.txt", "before\n-r more/other.txt\n");
    world.write("more/other.txt", "-r ../requirements.txt\n");
    refused(&world, 1, &["more/other.txt:1:1: ../requirements.txt names itself, directly or through others"]);
    world.write("more/other.txt", "-c ../requirements.txt\n");
    refused(&world, 1, &["names itself, directly or through others"]);
}

#[test]
fn hashes_that_contradict_each_other_are_refused() {
    let index = FakeIndex::start();
    let world = world(&index);
    let good = sha256_hex(&wheel("before", "1.0").build());
    let (bad, more) = ("0".repeat(64), "1".repeat(64));
    world.write("more.txt", &format!("before==1.0 --hash=sha256:{bad}\n"));
    world.write("requirements.txt", &format!("before==1.0 --hash=sha256:{good}\n-r more.txt\n"));
    let words = "more.txt:1 allow no hash of before in common";
    refused(&world, 5, &["requirements.txt:1 and ", words, "hint: keep the one whose hashes are right"]);
    world.write("requirements.txt", &format!("before==1.0 --hash=sha256:{good}\n-c more.txt\n"));
    refused(&world, 5, &[words]);
    // What both allow is what is allowed.
    world.write("more.txt", &format!("before==1.0 --hash=sha256:{more} --hash=sha256:{good}\n"));
    world.noglue(["sync"]).run().ok();
    world.write("requirements.txt", &format!("before==1.0 --hash=sha256:{more} --hash=sha256:{bad}\n-c more.txt\n"));
    refused(&world, 5, &["hash of before-1.0-py3-none-any.whl is sha256:"]);
}

#[test]
fn another_file_of_the_same_name_is_noticed() {
    let index = FakeIndex::start();
    let world = world(&index);
    let file = world.project().join("local-1.0-py3-none-any.whl");
    let holding = |text: &str| wheel("local", "1.0").file("local.py", text).build();
    std::fs::write(&file, holding("said = 'first'\n")).unwrap();
    world.write("requirements.txt", "./local-1.0-py3-none-any.whl\n");
    world.noglue(["sync"]).run().ok();
    world.noglue(["sync", "--check"]).run().ok();
    std::fs::write(&file, holding("said = 'second'\n")).unwrap();
    world.noglue(["sync", "--check"]).run().code(1).clear_error().stderr_has("local-1.0-py3-none-any.whl has changed");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.inside("import local; print(local.said)"), "second");
}
