//! Whether what is installed is what was installed: found out, named, repaired; and a store that is checked.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use base64::Engine as _;
use sha2::Digest as _;

use crate::support::{FakeIndex, World, contents, difference, wheel};

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    index.publish(
        wheel("a", "1.0").file("a/one.py", "one = 1\n").file("a/two.py", "two = 2\n").entry_point("a-run", "a:x"),
    );
    index.publish(wheel("b", "1.0").filler(10, 100));
    index
}

fn synced() -> (World, FakeIndex) {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\nb\n");
    world.noglue(["sync"]).run().ok();
    (world, index)
}

/// Writes into the very file, as an editor of root does; whoever shares it sees it.
fn edit(path: &Path, text: &str) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn what_was_installed_is_whole_and_extra_files_are_named() {
    let (world, _index) = synced();
    world.noglue(["verify"]).run().ok().stderr_has("files of 2 packages are what was installed");
    std::fs::write(world.site_packages().join("mine.py"), "").unwrap();
    std::fs::write(world.site_packages().join("sitecustomize.py"), "").unwrap();
    let seen = world.noglue(["verify"]).run().ok();
    let site = format!("lib/{}/site-packages", world.python().name());
    seen.stdout_is(&format!(
        "{site}/mine.py belongs to no package\n\
         {site}/sitecustomize.py belongs to no package, and runs at every start of Python"
    ));
}

#[test]
fn damage_is_named_with_its_package_and_repaired_from_the_store_or_the_index() {
    let (world, index) = synced();
    let right = contents(&world.venv());
    let one = world.site_packages().join("a/one.py");
    let script = world.venv().join("bin/a-run");
    // The store's own file, too: they share it.
    edit(&one, "one = 2\n");
    std::fs::remove_file(world.site_packages().join("b/filler/m0003.py")).unwrap();
    edit(&script, "#!/bin/sh\n");
    let seen = world.noglue(["verify", "--json"]).run().code(5).clear_error();
    let json = seen.json();
    let found: Vec<(&str, &str)> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["package"].as_str().unwrap(), one["what"].as_str().unwrap()))
        .collect();
    assert_eq!(found, [("a", "altered"), ("a", "altered"), ("b", "missing")]);
    // Without the index what the store lost cannot come back, and nothing changes.
    let before = contents(&world.venv());
    world.noglue(["verify", "--repair", "--offline"]).run().code(3).stderr_has("fetching again: a");
    assert_eq!(difference(&contents(&world.venv()), &before), Vec::<String>::new());
    index.take_requests();
    world.noglue(["verify", "--repair"]).run().ok().stderr_has("repaired").lacks("fetching again: a, b");
    assert_eq!(difference(&contents(&world.venv()), &right), Vec::<String>::new());
    world.noglue(["verify"]).run().ok().stdout_is("");
    world.noglue(["sync", "--check"]).run().ok();
    world.noglue(["history"]).run().ok().stdout_has("noglue verify --repair");
}

#[test]
fn a_file_that_was_changed_together_with_its_record_is_found() {
    let (world, _index) = synced();
    let (old, new) = ("one = 1\n", "one = 6\n");
    let hash = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(text));
    let (file, record) = (world.site_packages().join("a/one.py"), world.site_packages().join("a-1.0.dist-info/RECORD"));
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, new).unwrap();
    let text = std::fs::read_to_string(&record).unwrap();
    assert!(text.contains(&hash(old)));
    std::fs::write(&record, text.replace(&hash(old), &hash(new))).unwrap();
    world.noglue(["verify"]).run().code(5).stdout_has("a-1.0.dist-info/RECORD was altered");
    world.noglue(["verify", "--repair"]).run().ok();
    assert_eq!(world.inside("import a.one; print(a.one.one)"), "1");
}

#[test]
fn byte_code_that_is_not_of_its_source_is_found() {
    let index = index();
    let world = World::new().index(&index).env("NOGLUE_COMPILE", "now");
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    world.noglue(["verify"]).run().ok().stdout_is("");
    let caches = world.site_packages().join("a/__pycache__");
    let name = |stem: &str| {
        let names = std::fs::read_dir(&caches).unwrap().map(|entry| entry.unwrap().path());
        names.into_iter().find(|path| path.file_name().unwrap().to_str().unwrap().starts_with(stem)).unwrap()
    };
    // The header of one, the code of another: Python would run it for a.one.
    let (one, two) = (std::fs::read(name("one.")).unwrap(), std::fs::read(name("two.")).unwrap());
    let forged = [&one[..16], &two[16..]].concat();
    let path = name("one.");
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, forged).unwrap();
    assert_eq!(world.inside("import a.one; print(hasattr(a.one, 'two'))"), "True");
    world.noglue(["verify"]).run().code(5).stdout_has("is not of the source beside it");
    world.noglue(["verify", "--repair"]).run().ok();
    assert_eq!(world.inside("import a.one; print(a.one.one)"), "1");
    // In the store's own file, which keeps its size and time: it is not linked again and called repaired.
    let path = name("one.");
    let when = std::fs::metadata(&path).unwrap().modified().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    edit(&path, "");
    std::fs::write(&path, &bytes).unwrap();
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(when).unwrap();
    world.noglue(["verify"]).run().code(5);
    world.noglue(["verify", "--repair"]).run().ok();
    world.noglue(["verify"]).run().ok();
    assert_ne!(std::fs::read(name("one.")).unwrap(), bytes);
}

#[test]
fn an_edit_in_one_environment_never_shows_in_the_next() {
    let (world, index) = synced();
    edit(&world.site_packages().join("a/one.py"), "one = 'edited'\n");
    let other = world.home().join("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("requirements.txt"), "a\n").unwrap();
    world.noglue(["sync"]).cwd(&other).run().ok().stderr_has("store copy of a 1.0 was altered (\"a/one.py\")");
    let site = other.join(".venv/lib").join(world.python().name()).join("site-packages");
    assert_eq!(std::fs::read_to_string(site.join("a/one.py")).unwrap(), "one = 1\n");
    // Who is bound by modes cannot even begin.
    let file = site.join("a/two.py");
    let write = format!("echo x >> {}", file.display());
    let run = world.program(Path::new("/bin/sh")).args(["-c", &write]).bound_by_modes().run().any();
    assert_ne!(run.exit_code(), Some(0));
    drop(index);
}

#[test]
fn an_environment_of_another_tool_is_checked_by_its_records() {
    let index = index();
    let world = World::new().index(&index);
    let python = world.python().dir().join(world.python().name());
    world.program(&python).args(["-m", "venv", "--without-pip", ".venv"]).run().ok();
    world.noglue(["pip", "install", "a"]).run().ok();
    world.noglue(["verify"]).run().ok().stderr_has("what was installed");
    edit(&world.site_packages().join("a/one.py"), "one = 2\n");
    let seen = world.noglue(["verify"]).run().code(5).clear_error();
    seen.stdout_has("a/one.py was altered").stderr_has("--force-reinstall");
    world.noglue(["verify", "--repair"]).run().code(1).clear_error();
}

#[test]
fn the_store_is_checked_and_pruned() {
    let (world, _index) = synced();
    world.noglue(["cache", "verify"]).run().ok().stderr_has("2 wheels are whole");
    edit(&world.site_packages().join("a/one.py"), "one = 2\n");
    world.noglue(["cache", "verify"]).run().code(5).clear_error().stdout_has("a 1.0").stdout_has("one.py");
    world.noglue(["cache", "verify", "--repair"]).run().ok().stderr_has("1 of 2 wheels were removed");
    world.noglue(["cache", "verify"]).run().ok();
    // b is the environment's, too: it takes no room of its own.
    world.noglue(["cache", "prune", "--older-than", "0"]).run().ok().stderr_has("removed 0 wheels");
    std::fs::remove_dir_all(world.venv()).unwrap();
    world.noglue(["cache", "prune"]).run().ok().stderr_has("removed 0 wheels");
    world.noglue(["cache", "prune", "--older-than", "0"]).run().ok().stderr_has("removed 1 wheels");
    world.noglue(["sync"]).run().ok();
    world.noglue(["verify"]).run().ok();
}
