//! Every kind of change, killed: the environment is the old one or the new one, and the next command finishes.

use std::path::Path;

use super::harness::Change;
use crate::support::{FakeIndex, World, fleet, requirements, sdist, wheel};

fn world(index: &FakeIndex) -> World {
    World::new().index(index)
}

fn empty(dir: &Path) {
    for entry in walkdir::WalkDir::new(dir).into_iter().flatten().filter(|entry| entry.file_type().is_dir()) {
        let _ = std::fs::set_permissions(entry.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755));
    }
    std::fs::remove_dir_all(dir).unwrap();
    std::fs::create_dir(dir).unwrap();
}

fn current(world: &World) -> String {
    let link = std::fs::read_link(world.venv().join("current")).unwrap();
    link.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The fleet at 1.0, and a package that comes and goes.
fn with_extra(index: &FakeIndex) -> World {
    index.publish(wheel("extra", "1.0").filler(5, 100).entry_point("extra", "x:y"));
    let world = world(index);
    world.write("requirements.txt", &requirements("1.0"));
    world.noglue(["sync"]).run().ok();
    world
}

#[test]
fn a_fresh_install() {
    let index = fleet();
    let world = world(&index);
    world.write("requirements.txt", &requirements("2.0"));
    let reset = || {
        let _ = std::fs::remove_dir_all(world.venv());
    };
    Change { name: "fresh install", world: &world, reset: &reset, command: &|| world.noglue(["sync"]) }.survives();
}

#[test]
fn a_store_that_is_filled() {
    let index = fleet();
    let world = world(&index);
    world.write("requirements.txt", &requirements("2.0"));
    let reset = || {
        let _ = std::fs::remove_dir_all(world.venv());
        empty(&world.cache());
    };
    Change { name: "store insert", world: &world, reset: &reset, command: &|| world.noglue(["sync"]) }.survives();
}

#[test]
fn an_upgrade_of_everything() {
    let index = fleet();
    let world = world(&index);
    let reset = || {
        world.write("requirements.txt", &requirements("1.0"));
        world.noglue(["sync"]).run().ok();
        world.write("requirements.txt", &requirements("2.0"));
    };
    Change { name: "upgrade", world: &world, reset: &reset, command: &|| world.noglue(["sync"]) }.survives();
}

#[test]
fn one_package_more() {
    let index = fleet();
    let world = with_extra(&index);
    let reset = || {
        world.noglue(["pip", "uninstall", "extra"]).run().ok();
    };
    let command = || world.noglue(["pip", "install", "extra"]);
    Change { name: "one package more", world: &world, reset: &reset, command: &command }.survives();
    is_handed_over(&world);
}

#[test]
fn a_removal() {
    let index = fleet();
    let world = with_extra(&index);
    let reset = || {
        world.noglue(["pip", "install", "extra"]).run().ok();
    };
    let command = || world.noglue(["pip", "uninstall", "extra"]);
    Change { name: "removal", world: &world, reset: &reset, command: &command }.survives();
    is_handed_over(&world);
}

#[test]
fn a_rollback() {
    let index = fleet();
    let world = with_extra(&index);
    let back_to = std::cell::RefCell::new(String::new());
    let reset = || {
        world.noglue(["pip", "uninstall", "extra"]).run().ok();
        back_to.replace(current(&world));
        world.noglue(["pip", "install", "extra"]).run().ok();
        is_handed_over(&world);
    };
    let command = || world.noglue(["rollback", back_to.borrow().as_str()]);
    Change { name: "rollback", world: &world, reset: &reset, command: &command }.survives();
}

#[test]
fn a_change_of_an_environment_of_another_tool() {
    let index = fleet();
    let world = world(&index);
    let python = world.python().dir().join(world.python().name());
    world.program(&python).args(["-m", "venv", "--without-pip", ".venv"]).run().ok();
    let file = world.write("old.txt", &requirements("1.0"));
    let all = file.to_str().unwrap();
    world.noglue(["pip", "install", "-r", all]).run().ok();
    let file = world.write("new.txt", &requirements("2.0"));
    let reset = || {
        world.noglue(["pip", "install", "-r", all]).run().ok();
    };
    let command = || world.noglue(["pip", "install", "-r", file.to_str().unwrap()]);
    Change { name: "another tool's environment", world: &world, reset: &reset, command: &command }.survives();
}

#[test]
fn a_build_from_source() {
    let index = FakeIndex::start();
    index.publish(sdist("a", "1.0"));
    index.publish(wheel("b", "1.0").filler(20, 100));
    let world = world(&index);
    world.write("requirements.txt", "a\nb\n");
    let reset = || {
        let _ = std::fs::remove_dir_all(world.venv());
        empty(&world.cache());
    };
    Change { name: "build from source", world: &world, reset: &reset, command: &|| world.noglue(["sync"]) }.survives();
}

// The change was a small one: the generation before points to the current.
#[track_caller]
fn is_handed_over(world: &World) {
    let lists = std::fs::read_dir(world.venv().join("gen")).unwrap().flatten();
    let count = lists.filter(|generation| generation.path().join(".noglue-moved").is_file()).count();
    assert!(count > 0, "no generation was handed over");
}
