//! What goes wrong and must be survived: each a clear error, a fixed exit code, and the old environment untouched.

use std::path::Path;
use std::time::Duration;

use crate::support::{FakeIndex, Fault, Output, Wheel, World, difference, environment, snapshot, tmpfs, wheel};

/// A world with `old==1.0` installed, and an index to break.
fn settled() -> (World, FakeIndex) {
    let index = FakeIndex::start();
    index.publish(wheel("old", "1.0"));
    index.publish(wheel("new", "1.0").requires("part"));
    index.publish(wheel("part", "1.0").filler(20, 1000));
    let world = World::new().index(&index);
    world.write("requirements.txt", "old\n");
    world.noglue(["sync"]).run().ok();
    world.write("requirements.txt", "old\nnew\n");
    (world, index)
}

/// Runs the command and holds it to the promise: exit code, words, and an environment left as it was.
#[track_caller]
fn refused(world: &World, args: &[&str], code: i32, words: &[&str]) {
    refused_by(world, || world.noglue(args).run(), code, words);
}

#[track_caller]
fn refused_by(world: &World, run: impl FnOnce() -> Output, code: i32, words: &[&str]) {
    let before = environment(&world.venv());
    let mut seen = run().code(code).clear_error();
    for word in words {
        seen = seen.stderr_has(word);
    }
    let after = environment(&world.venv());
    assert_eq!(difference(&before, &after), Vec::<String>::new(), "{}", seen.stderr());
}

/// After the cause is gone the same command finishes.
#[track_caller]
fn heals(world: &World) {
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["new==1.0", "old==1.0", "part==1.0"]);
}

#[test]
fn an_unknown_package_is_named_with_who_asks_for_it() {
    let (world, index) = settled();
    world.write("requirements.txt", "old\nthis-is-nowhere\n");
    refused(&world, &["sync"], 1, &["this-is-nowhere", "[INDEX]"]);
    index.forget("part");
    world.write("requirements.txt", "old\nnew\n");
    refused(&world, &["sync"], 1, &["part", "new"]);
}

#[test]
fn an_unknown_package_that_looks_like_a_known_one_is_a_hint() {
    let (world, index) = settled();
    for name in ["django", "djongo", "other"] {
        index.publish(wheel(name, "1.0"));
    }
    // Nothing is known of either yet; and what was asked for and is nowhere is no hint afterwards.
    for typo in ["djnago", "djnag0"] {
        let seen = world.noglue(["pip", "install", typo]).run().code(1).clear_error();
        assert!(!seen.stderr().contains("did you mean"), "{}", seen.stderr());
    }
    world.write("requirements.txt", "old\ndjango\n");
    world.noglue(["sync"]).run().ok();
    world.write("requirements.txt", "old\ndjnago\n");
    refused(&world, &["sync"], 1, &["there is no package named djnago", "hint: did you mean django?"]);
    // Deep in what others need, and the nearest first.
    index.publish(wheel("deep", "1.0").requires("djngo"));
    world.write("all.txt", "djongo\n");
    world.noglue(["sync", "--dry-run", "-r", "all.txt"]).run().ok();
    world.write("requirements.txt", "deep\n");
    refused(&world, &["sync"], 1, &["hint: did you mean django or djongo?"]);
    // Files beside the index are known, too.
    let wheels = world.project().join("wheels");
    std::fs::create_dir(&wheels).unwrap();
    let flask = wheel("flask", "1.0");
    std::fs::write(wheels.join(flask.filename()), flask.build()).unwrap();
    let links = wheels.to_str().unwrap();
    refused(&world, &["pip", "install", "--no-index", "-f", links, "falsk"], 1, &["hint: did you mean flask?"]);
    // What is installed is, without any cache.
    std::fs::remove_dir_all(world.cache().join("index")).unwrap();
    refused(&world, &["pip", "install", "djnago"], 1, &["hint: did you mean django?"]);
}

#[test]
fn metadata_that_the_index_serves_must_be_the_wheels_own() {
    let (world, index) = settled();
    let ways: &[(Wheel, &str)] = &[
        (
            wheel("victim", "1.0").requires("part").served_with(&[]),
            "(Requires-Dist differs: the index says nothing, the wheel part)",
        ),
        (
            wheel("victim", "1.0").requires("part").served_with(&["Requires-Dist: part>=1", "Requires-Dist: old"]),
            "(Requires-Dist differs: the index says old, the wheel part)",
        ),
        (
            wheel("victim", "1.0").served_with(&["Requires-Python: >=3.6"]),
            "(Requires-Python differs: the index says >=3.6, the wheel nothing)",
        ),
        (
            wheel("victim", "1.0").served_with(&["Provides-Extra: x"]),
            "(Provides-Extra differs: the index says x, the wheel nothing)",
        ),
    ];
    world.write("requirements.txt", "old\nvictim\n");
    for (wheel, words) in ways {
        index.publish(wheel.clone());
        let said = format!("the index's metadata for victim 1.0 is not the wheel's {words}");
        refused(&world, &["sync", "--refresh"], 5, &[&said]);
        // In the store by now, and refused all the same; pip's words see it, too.
        refused(&world, &["sync"], 5, &[&said]);
        refused(&world, &["pip", "install", "victim"], 5, &[&said]);
        index.forget("victim");
    }
    // Written otherwise it is the same; and once mended it is taken, though the lie was kept for a while.
    let honest = wheel("victim", "1.0").requires("part (>=1)").requires("old");
    index.publish(honest.clone().served_with(&["Requires-Dist: Old"]));
    refused(&world, &["sync", "--refresh"], 5, &["the index's metadata for victim 1.0"]);
    index.forget("victim");
    let lines = ["Requires-Dist: Old", "Requires-Dist: part>=1", "Requires-Dist: old", "Summary: other"];
    index.publish(honest.served_with(&lines));
    world.noglue(["sync", "--refresh"]).run().ok();
    assert_eq!(world.installed(), ["old==1.0", "part==1.0", "victim==1.0"]);
}

#[test]
fn what_an_index_has_cannot_ask_for_files_or_urls() {
    let (world, index) = settled();
    for (evil, words) in [
        ("evil @ file:///etc/passwd", "asks for a file on this machine: evil @ file:///etc/passwd"),
        ("evil @ FILE:///etc/passwd", "asks for a file on this machine: evil @ FILE:///etc/passwd"),
        ("evil @ https://example.org/evil-1.0-py3-none-any.whl", "needs evil from a URL"),
        ("evil @ git+https://example.org/evil", "needs evil from a URL"),
    ] {
        index.publish(wheel("victim", "1.0").requires(evil));
        world.write("requirements.txt", "old\nvictim\n");
        refused(&world, &["sync", "--refresh"], 1, &["victim 1.0", words]);
        world.write("requirements.txt", "old\nvictim; python_version < '3'\n");
        world.noglue(["sync", "--refresh"]).run().ok();
        index.forget("victim");
    }
}

#[test]
fn an_unsatisfiable_set_is_explained() {
    let (world, index) = settled();
    index.publish(wheel("x", "1.0").requires("shared<2"));
    index.publish(wheel("y", "1.0").requires("shared>=2"));
    index.publish(wheel("shared", "1.0"));
    index.publish(wheel("shared", "2.0"));
    world.write("requirements.txt", "old\nx\ny\n");
    refused(&world, &["sync"], 1, &["x", "y", "shared<2", "shared>=2"]);
    world.write("requirements.txt", "old>=7\n");
    refused(&world, &["sync"], 1, &["old", ">=7", "1.0"]);
}

#[test]
fn a_wrong_hash_in_the_listing_stops_the_install() {
    let (world, index) = settled();
    index.publish(wheel("part", "1.0").filler(20, 1000).wrong_hash());
    refused(&world, &["sync"], 5, &["part-1.0-py3-none-any.whl", "sha256"]);
    index.publish(wheel("part", "1.0").filler(20, 1000));
    world.noglue(["sync", "--refresh"]).run().ok();
    heals(&world);
}

#[test]
fn a_wrong_hash_in_the_requirements_stops_the_install() {
    let (world, _index) = settled();
    let zeros = "0".repeat(64);
    world.write("requirements.txt", &format!("old==1.0 --hash=sha256:{zeros}\n"));
    refused(&world, &["sync"], 5, &["hash of old-1.0-py3-none-any.whl is sha256:", "the requirements say sha256:000"]);
    world.write("requirements.txt", &format!("old==1.0\npart==1.0 --hash=sha256:{zeros}\n"));
    refused(&world, &["sync"], 5, &["old", "hash"]);
}

#[test]
fn a_truncated_wheel_stops_the_install() {
    let (world, index) = settled();
    index.publish(wheel("part", "1.0").filler(20, 1000).truncated(700));
    refused(&world, &["sync"], 5, &["part-1.0-py3-none-any.whl"]);
}

#[test]
fn a_wheel_whose_record_lies_stops_the_install() {
    let (world, index) = settled();
    index.publish(wheel("part", "1.0").record("part/__init__.py,sha256=AAAA,3\npart-1.0.dist-info/RECORD,,\n"));
    refused(&world, &["sync"], 5, &["part"]);
}

#[test]
fn a_download_cut_once_goes_on_and_cut_always_is_an_error() {
    let (world, index) = settled();
    index.fault_times("part-1.0-py3-none-any.whl", Fault::CutAfter(700), 1);
    heals(&world);

    let (world, index) = settled();
    // Nothing at all arrives: a resumed download makes no way.
    index.fault("part-1.0-py3-none-any.whl", Fault::CutAfter(0));
    refused(&world, &["sync"], 3, &["part-1.0-py3-none-any.whl"]);
    index.heal();
    heals(&world);
}

#[test]
fn garbage_instead_of_a_wheel_or_a_listing_is_an_error() {
    let (world, index) = settled();
    index.fault("part-1.0-py3-none-any.whl", Fault::Body(b"<html>log in</html>".to_vec()));
    refused(&world, &["sync"], 5, &["part-1.0-py3-none-any.whl"]);
    index.heal();
    index.publish(wheel("new", "1.1").requires("part"));
    index.fault("/new/", Fault::Body(b"{\"files\": 7".to_vec()));
    let before = environment(&world.venv());
    let seen = world.noglue(["sync", "--refresh"]).run().any();
    assert!(matches!(seen.exit_code(), Some(1 | 3 | 5)), "{}", seen.stderr());
    seen.clear_error().stderr_has("new");
    assert_eq!(difference(&before, &environment(&world.venv())), Vec::<String>::new());
}

#[test]
fn an_index_that_is_down_is_named() {
    let (world, index) = settled();
    index.stop();
    refused(&world, &["sync"], 3, &["[INDEX]"]);
}

#[test]
fn not_found_and_forbidden_are_told_apart_from_down() {
    let (world, index) = settled();
    index.fault("/new/", Fault::Status(404));
    refused(&world, &["sync"], 1, &["new"]);
    index.heal();
    index.fault("/new/", Fault::Status(403));
    refused(&world, &["sync"], 3, &["403", "new"]);
}

#[test]
fn three_times_503_and_then_fine_is_fine() {
    let (world, index) = settled();
    index.fault_times("/new/", Fault::Status(503), 3);
    index.fault_times("part-1.0-py3-none-any.whl", Fault::Status(503), 3);
    index.take_requests();
    heals(&world);
    assert_eq!(index.count("/new/"), 4);
}

#[test]
fn always_503_is_an_error_in_bounded_time() {
    let (world, index) = settled();
    index.fault("/new/", Fault::Status(503));
    refused(&world, &["sync"], 3, &["503", "new"]);
}

#[test]
fn too_many_requests_waits_as_told() {
    let (world, index) = settled();
    index.fault_times("/new/", Fault::TooMany { retry_after: 1 }, 1);
    let start = std::time::Instant::now();
    heals(&world);
    assert!(start.elapsed() >= Duration::from_millis(950));
}

#[test]
fn a_reset_connection_is_tried_again() {
    let (world, index) = settled();
    index.fault_times("/new/", Fault::Reset, 2);
    index.fault_times("part-1.0-py3-none-any.whl", Fault::Reset, 2);
    heals(&world);
}

#[test]
fn redirects_are_followed_but_not_for_ever() {
    let (world, index) = settled();
    let moved = index.file_url("part-1.0-py3-none-any.whl");
    index.fault_times("part-1.0-py3-none-any.whl", Fault::Redirect(moved), 2);
    heals(&world);

    let (world, index) = settled();
    let again = index.file_url("part-1.0-py3-none-any.whl");
    index.fault("part-1.0-py3-none-any.whl", Fault::Redirect(again));
    refused(&world, &["sync"], 3, &["redirect"]);
}

#[test]
fn bad_toml_is_shown_with_line_and_column() {
    let (world, _index) = settled();
    std::fs::remove_file(world.project().join("requirements.txt")).unwrap();
    world.write("pyproject.toml", "[project]\nname = \"app\"\ndependencies = [\"a\" \"b\"]\n");
    refused(&world, &["sync"], 1, &["pyproject.toml", "line 3", "column 21"]);
}

#[test]
fn a_bad_requirement_is_shown_with_its_line() {
    let (world, _index) = settled();
    world.write("requirements.txt", "old\n\nnew=>1\n");
    refused(&world, &["sync"], 1, &["requirements.txt", "3", "new=>1"]);
    world.write("requirements.txt", "-r missing.txt\n");
    refused(&world, &["sync"], 1, &["missing.txt", "requirements.txt"]);
}

#[test]
fn an_unreadable_file_is_named_with_the_reason() {
    let (world, _index) = settled();
    let path = world.write("requirements.txt", "old\n");
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o000)).unwrap();
    refused_by(&world, || world.noglue(["sync"]).bound_by_modes().run(), 4, &["requirements.txt", "ermission denied"]);
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    let seen = world.noglue(["sync"]).run().code(4);
    seen.stderr_has("requirements.txt").stderr_has("directory");
}

#[test]
fn a_read_only_project_is_refused_but_nothing_to_do_is_fine() {
    let (world, _index) = settled();
    for dir in [world.project(), world.venv()] {
        std::fs::set_permissions(dir, std::os::unix::fs::PermissionsExt::from_mode(0o555)).unwrap();
    }
    let gen_dir = world.venv().join("gen");
    std::fs::set_permissions(&gen_dir, std::os::unix::fs::PermissionsExt::from_mode(0o555)).unwrap();
    refused_by(&world, || world.noglue(["sync"]).bound_by_modes().run(), 4, &["ermission denied"]);
    world.write("requirements.txt", "old\n");
    world.noglue(["sync"]).bound_by_modes().run().ok();
}

#[test]
fn a_full_disk_leaves_the_environment_as_it_was() {
    let index = FakeIndex::start();
    index.publish(wheel("small", "1.0"));
    index.publish(wheel("large", "1.0").filler(40, 100_000));
    let world = World::new().index(&index).env("NOGLUE_LINK_MODE", "copy");
    let small_disk = world.home().join("small-disk");
    let Some(_mount) = tmpfs(&small_disk, 2048) else { return };
    std::fs::write(small_disk.join("requirements.txt"), "small\n").unwrap();
    world.noglue(["sync"]).cwd(&small_disk).run().ok();
    std::fs::write(small_disk.join("requirements.txt"), "small\nlarge\n").unwrap();
    let before = environment(&small_disk.join(".venv"));
    let seen = world.noglue(["sync"]).cwd(&small_disk).run().code(4).clear_error();
    let after = environment(&small_disk.join(".venv"));
    assert_eq!(difference(&before, &after), Vec::<String>::new(), "{}", seen.stderr());
    seen.stderr_has("space");
    std::fs::write(small_disk.join("requirements.txt"), "small\n").unwrap();
    world.noglue(["sync"]).cwd(&small_disk).run().ok();
}

#[test]
fn a_full_cache_disk_is_an_error_that_names_it() {
    let index = FakeIndex::start();
    index.publish(wheel("large", "1.0").filler(40, 100_000));
    let world = World::new().index(&index);
    let small_disk = world.root().join("small-cache");
    let Some(_mount) = tmpfs(&small_disk, 1024) else { return };
    world.write("requirements.txt", "large\n");
    let seen = world.noglue(["sync"]).env("NOGLUE_CACHE_DIR", &small_disk).run().code(4).clear_error();
    seen.stderr_has("space");
    assert!(!world.venv().join("pyvenv.cfg").exists());
    world.noglue(["sync"]).run().ok();
}

#[test]
fn without_a_home_it_works() {
    let (world, _index) = settled();
    let run = || {
        let run = world.noglue(["sync"]).env_remove("HOME");
        run.env_remove("NOGLUE_CONFIG_DIR")
    };
    run().run().ok();
    assert_eq!(world.installed(), ["new==1.0", "old==1.0", "part==1.0"]);
}

#[test]
fn a_directory_that_is_gone_is_named() {
    let world = World::new();
    let dir = world.root().join("gone");
    std::fs::create_dir(&dir).unwrap();
    let script = format!("rmdir '{}'; exec '{}' sync", dir.display(), env!("CARGO_BIN_EXE_noglue"));
    let run = world.program(Path::new("/bin/sh")).args(["-c", &script]).cwd(&dir).run();
    run.code(4).clear_error().stderr_has("working directory");
}

#[test]
fn a_password_is_never_shown() {
    let index = FakeIndex::start();
    let world = World::new();
    world.write("requirements.txt", &format!("--index-url {}\nnowhere\n", index.url_with("someone:s3cr3t-word")));
    index.fault("/nowhere/", Fault::Status(403));
    world.noglue(["sync", "--verbose"]).run().code(3).clear_error().lacks("s3cr3t-word");
    index.heal();
    world.noglue(["sync", "--verbose"]).run().code(1).clear_error().lacks("s3cr3t-word");
    let leaks = |root: &Path| {
        let found = snapshot(root).into_iter().find(|(_, node)| format!("{node:?}").contains("s3cr3t-word"));
        found.map(|(path, _)| path)
    };
    assert_eq!(leaks(&world.cache()), None);
    assert_eq!(leaks(&world.data()), None);
}

#[test]
fn a_command_that_does_not_exist_suggests_one_that_does() {
    let world = World::new();
    world.noglue(["snyc"]).run().code(2).stderr_has("sync");
    world.noglue(["sync", "--no-such-option"]).run().code(2).stderr_has("--no-such-option");
}

#[test]
fn a_setting_that_is_none_is_refused_before_anything_changes() {
    let (world, _index) = settled();
    for (name, value, word) in
        [("NOGLUE_COMPILE", "soon", "background, now or never"), ("NOGLUE_LINK_MODE", "glue", "glue")]
    {
        refused_by(&world, || world.noglue(["sync"]).env(name, value).run(), 2, &[name, word]);
        refused_by(&world, || world.noglue(["pip", "install", "new"]).env(name, value).run(), 2, &[name, word]);
    }
    heals(&world);
}
