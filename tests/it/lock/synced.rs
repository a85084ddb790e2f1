//! `noglue sync` with a lock: what it says is installed, checked, and nothing is resolved.

use super::{Locked, small_index};
use crate::support::{FakeIndex, Fault, World, snapshot, wheel};

fn of_two(index: &FakeIndex) -> Locked {
    Locked::new().package(index, &wheel("a", "1.0").requires("b>=2"), "").package(index, &wheel("b", "2.0"), "")
}

#[test]
fn what_a_lock_says_is_installed_and_no_index_is_asked() {
    let index = small_index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    of_two(&index).write(&world);
    world.noglue(["sync"]).run().ok();
    // b 2.1 is newer and would be chosen.
    assert_eq!(world.installed(), ["a==1.0", "b==2.0"]);
    assert!(index.take_requests().iter().all(|request| request.path.starts_with("/files/")));
    index.stop();
    world.noglue(["sync"]).run().ok();
    world.noglue(["sync", "--check", "--locked"]).run().ok();
}

#[test]
fn a_lock_alone_is_enough() {
    let index = small_index();
    let world = World::new().index(&index);
    of_two(&index).write(&world);
    world.noglue(["sync", "--locked"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.0"]);
    // And one that is named, as for pip.
    let other = Locked::new().package(&index, &wheel("c", "1.0"), "");
    world.write("pylock.c.toml", other.text());
    world.noglue(["sync", "-r", "pylock.c.toml"]).run().ok();
    assert_eq!(world.installed(), ["c==1.0"]);
    world
        .noglue(["sync", "-r", "pylock.c.toml", "-r", "x.txt"])
        .run()
        .code(2)
        .clear_error()
        .stderr_has("a lock is used alone");
    world.noglue(["sync", "-r", "pylock.d.toml"]).run().code(1).clear_error().stderr_has("pylock.d.toml: no such file");
}

#[test]
fn a_changed_lock_changes_the_environment() {
    let index = small_index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "b\n");
    Locked::new().package(&index, &wheel("b", "1.0"), "").write(&world);
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["b==1.0"]);
    Locked::new().package(&index, &wheel("b", "2.0"), "").write(&world);
    world.noglue(["sync", "--check"]).run().code(1).stderr_has("pylock.toml has changed");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["b==2.0"]);
}

#[test]
fn a_stale_lock_is_named_with_what_is_stale_and_nothing_changes() {
    let index = small_index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    of_two(&index).write(&world);
    world.noglue(["sync"]).run().ok();
    let before = snapshot(&world.venv());
    index.take_requests();
    world.write("requirements.txt", "a\nb>=2.1\nc\n");
    let seen = world.noglue(["sync"]).run().code(1).clear_error();
    seen.stderr_has("pylock.toml is stale: ")
        .stderr_has("requirements.txt:2 asks for b>=2.1, and it has b 2.0")
        .stderr_has("requirements.txt:3 asks for c, and it has none");
    world.noglue(["sync", "--locked"]).run().code(1).stderr_has("is stale");
    assert!(snapshot(&world.venv()) == before);
    assert!(index.take_requests().is_empty(), "a stale lock asks nobody");
    // On demand it is used as it is; afterwards it is still stale.
    world.noglue(["sync", "--frozen"]).run().ok().stderr_has("warning").stderr_has("asks for c, and it has none");
    assert_eq!(world.installed(), ["a==1.0", "b==2.0"]);
    world.noglue(["sync", "--frozen"]).run().ok().stderr_has("up to date");
    world.noglue(["sync"]).run().code(1).stderr_has("is stale");
}

#[test]
fn without_a_lock_the_options_that_need_one_fail() {
    let index = small_index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync", "--locked"]).run().code(1).clear_error().stderr_has("--locked: there is no lock here");
    world.noglue(["sync", "--frozen"]).run().code(1).clear_error().stderr_has("'noglue lock' writes one");
    assert!(!world.venv().exists());
    of_two(&index).write(&world);
    world.noglue(["sync", "-U"]).run().code(2).clear_error().stderr_has("pylock.toml says which versions");
}

#[test]
fn extras_and_groups_of_a_lock_can_be_asked_for() {
    let index = small_index();
    let world = World::new().index(&index);
    Locked::new()
        .line("extras = [\"more\"]\ndependency-groups = [\"dev\", \"base\"]\ndefault-groups = [\"base\"]")
        .package(&index, &wheel("a", "1.0").requires("b>=2"), "marker = \"'base' in dependency_groups\"\n")
        .package(&index, &wheel("b", "2.0"), "marker = \"'base' in dependency_groups or 'dev' in dependency_groups\"\n")
        .package(&index, &wheel("c", "1.0"), "marker = \"'more' in extras\"\n")
        .write(&world);
    let check = |args: &[&str], expected: &[&str]| {
        world.noglue(["sync"].iter().chain(args)).run().ok();
        assert_eq!(world.installed(), expected, "{args:?}");
    };
    check(&[], &["a==1.0", "b==2.0"]);
    check(&["--extra", "more"], &["a==1.0", "b==2.0", "c==1.0"]);
    check(&["--only-group", "dev"], &["b==2.0"]);
    let seen = world.noglue(["sync", "--extra", "mor"]).run().code(1).clear_error();
    seen.stderr_has("it has no extra \"mor\"").stderr_has("did you mean more?");
}

#[test]
fn every_file_is_held_against_its_hash_and_size() {
    let index = small_index();
    let world = World::new().index(&index);
    let good = of_two(&index);
    let first = good.text().find("sha256 = \"").unwrap() + 10;
    let mut text = good.text().to_owned();
    text.replace_range(first..first + 64, &"0".repeat(64));
    world.write("pylock.toml", &text);
    let seen = world.noglue(["sync"]).run().code(5).clear_error();
    seen.stderr_has("hash of a-1.0-py3-none-any.whl is sha256:").stderr_has("sha256:000");
    assert!(!world.venv().exists());
    let at = good.text().find("size = ").unwrap();
    let mut text = good.text().to_owned();
    text.replace_range(at..at + 8, "size = 9");
    world.write("pylock.toml", &text);
    world.noglue(["sync"]).run().code(5).clear_error();
    assert!(!world.venv().exists());
    // A file that the index has replaced since, on a machine that never saw the right one.
    let world = World::new().index(&index);
    good.write(&world);
    index.fault("/files/b-2.0-py3-none-any.whl", Fault::Body(b"something else".to_vec()));
    world.noglue(["sync"]).run().code(5).clear_error();
    assert!(!world.venv().exists());
}

#[test]
fn a_lock_that_is_not_for_here_is_refused() {
    let index = small_index();
    let world = World::new().index(&index);
    let check = |lock: &Locked, expected: &str| {
        lock.write(&world);
        world.noglue(["sync"]).run().code(1).clear_error().stderr_has(expected);
        assert!(!world.venv().exists());
    };
    let a = wheel("a", "1.0");
    check(
        &Locked::new().line("environments = [\"sys_platform == 'os2'\"]").package(&index, &a, ""),
        "pylock.toml was locked for other environments: sys_platform == \"os2\"; this is CPython",
    );
    check(
        &Locked::new().package(&index, &a, "requires-python = \"<3\"\n"),
        "pylock.toml:3:1: a is for Python <3, and this is",
    );
    let foreign = wheel("a", "1.0").tag("cp27-cp27m-win32");
    check(&Locked::new().package(&index, &foreign, ""), "pylock.toml:3:1: a 1.0 has no file for CPython");
    check(&Locked::new().package(&index, &a, "").package(&index, &a, ""), "a is there twice for this environment");
    check(&Locked::new().package(&index, &a, "marker = \"moon == 'full'\"\n"), "marker field \"moon\" is not known");
    check(&Locked::new().line("lock-version = \"1.0\""), "pylock.toml is no valid TOML: line 3");
    world.write("pylock.toml", &Locked::new().text().replace("1.0", "2.0"));
    world.noglue(["sync"]).run().code(1).stderr_has("pylock.toml:1:17: lock-version 2.0 is newer than this noglue");
}

#[test]
fn a_lock_may_name_a_wheel_beside_it_and_nothing_elsewhere() {
    let index = small_index();
    let world = World::new().index(&index);
    let one = wheel("a", "1.0");
    let file = crate::support::Published::from(one);
    std::fs::create_dir(world.project().join("wheels")).unwrap();
    std::fs::write(world.project().join("wheels/a-1.0-py3-none-any.whl"), &file.bytes).unwrap();
    std::fs::write(world.home().join("a-1.0-py3-none-any.whl"), &file.bytes).unwrap();
    let lock = |path: &str| {
        format!(
            "{}[[packages]]\nname = \"a\"\nversion = \"1.0\"\nwheels = [{{ path = \"{path}\", hashes = {{ sha256 = \"{}\" }} }}]\n",
            Locked::new().text(),
            file.sha256
        )
    };
    world.write("pylock.toml", &lock("wheels/a-1.0-py3-none-any.whl"));
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
    for outside in ["../a-1.0-py3-none-any.whl", "wheels/../../a-1.0-py3-none-any.whl"] {
        world.write("pylock.toml", &lock(outside));
        let seen = world.noglue(["sync"]).run().code(1).clear_error();
        seen.stderr_has("pylock.toml:3:1: a 1.0 is to come from").stderr_has("which is outside the project");
    }
}
