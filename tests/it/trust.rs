//! Which environments are used without being named: those this user made or granted, and no others.

use std::path::Path;

use crate::support::{FakeIndex, World, wheel};

fn site() -> (World, FakeIndex) {
    let index = FakeIndex::start();
    index.publish(
        wheel("a", "1.0").entry_point("a-cli", "a:main").file("a/__init__.py", "def main():\n    print('ran')\n"),
    );
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["setup", "--yes"]).run().ok();
    world.noglue(["sync"]).run().ok();
    (world, index)
}

/// `cp -a`: what a clone or an unpacked archive brings.
fn copy(world: &World, from: &Path, to: &Path) {
    world.program(Path::new("/bin/cp")).arg("-a").arg(from).arg(to).run().ok();
}

#[test]
fn an_environment_that_came_with_a_clone_is_not_run_until_granted() {
    let (world, _index) = site();
    let clone = world.home().join("clone");
    copy(&world, &world.project(), &clone);
    // The python of the clone says that it was run.
    let marker = world.root().join("python-was-run");
    let generation = std::fs::canonicalize(clone.join(".venv/current")).unwrap();
    let python = generation.join("bin/python");
    std::fs::remove_file(&python).unwrap();
    std::fs::write(&python, format!("#!/bin/sh\ntouch {}\n", marker.display())).unwrap();
    std::fs::set_permissions(&python, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();

    let seen = world.shim("python").args(["-c", "pass"]).cwd(&clone).run().code(126);
    let said = seen.stderr();
    assert_eq!(said.lines().count(), 1, "one line, not more: {said}");
    assert!(said.contains("noglue trust"), "{said}");
    world.shim("a-cli").cwd(&clone).run().code(126).stderr_has("noglue trust");
    // Nor what its state names as the interpreter: in the clone, or outside it under another name.
    let state = generation.join("state.json");
    for program in [clone.join("python3"), world.root().join("evil/tool")] {
        std::fs::create_dir_all(program.parent().unwrap()).unwrap();
        std::fs::copy(&python, &program).unwrap();
        let mut json: serde_json::Value = serde_json::from_slice(&std::fs::read(&state).unwrap()).unwrap();
        json["python"]["executable"] = program.to_str().unwrap().into();
        std::fs::write(&state, json.to_string()).unwrap();
        for words in [vec!["sync", "--check"], vec!["history"], vec!["pip", "list"], vec![]] {
            let _ = world.noglue(words).cwd(&clone).run().any();
        }
    }
    for words in [vec!["why"], vec!["why", "python"], vec![]] {
        let _ = world.noglue(words).cwd(&clone).run().any();
    }
    assert!(!marker.exists(), "code of an environment that was not granted was run");
}

#[test]
fn a_granted_environment_is_used_and_untrust_takes_it_back() {
    let (world, _index) = site();
    let clone = world.home().join("clone");
    copy(&world, &world.project(), &clone);
    world.shim("a-cli").cwd(&clone).run().code(126);
    world.noglue(["trust"]).arg(&clone).run().ok();
    world.shim("a-cli").cwd(&clone).run().ok().stdout_is("ran");
    world.noglue(["untrust"]).arg(&clone).run().ok();
    world.shim("a-cli").cwd(&clone).run().code(126);
    // What the clone was made from has the same id, and keeps its own grant.
    world.noglue(["untrust"]).arg(&clone).run().ok().stderr_has("was not trusted");
    world.shim("a-cli").run().ok().stdout_is("ran");
}

#[test]
fn an_environment_of_another_tool_is_used_once_granted() {
    let (world, _index) = site();
    let other = world.home().join("other");
    std::fs::create_dir(&other).unwrap();
    let python = &world.python().executable;
    world.program(python).args(["-m", "venv", "--without-pip", ".venv"]).cwd(&other).run().ok();
    let code = "import sys; print(sys.prefix)";
    world.shim("python").args(["-c", code]).cwd(&other).run().code(126).stderr_has("noglue trust");
    world.noglue(["trust"]).arg(&other).run().ok();
    world.shim("python").args(["-c", code]).cwd(&other).run().ok().stdout_is("[ROOT]/home/other/.venv");
    // Another environment in its place does not inherit the grant.
    std::fs::rename(other.join(".venv"), other.join("old")).unwrap();
    world.program(python).args(["-m", "venv", "--without-pip", ".venv"]).cwd(&other).run().ok();
    world.shim("python").args(["-c", code]).cwd(&other).run().code(126);
}

#[test]
fn an_environment_that_others_may_write_is_not_used() {
    let (world, _index) = site();
    std::fs::set_permissions(world.project(), std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
    world.shim("a-cli").run().code(126);
    std::fs::set_permissions(world.project(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    world.shim("a-cli").run().ok();
}

#[test]
fn files_of_a_project_cannot_widen_trust() {
    let (world, _index) = site();
    let clone = world.home().join("clone");
    copy(&world, &world.project(), &clone);
    std::fs::write(clone.join("noglue.toml"), "trust = true\ndata-dir = \"here\"\n").unwrap();
    let pyproject = "[project]\nname = \"x\"\nversion = \"1\"\n[tool.noglue]\ntrust = true\ndata-dir = \"here\"\n";
    std::fs::write(clone.join("pyproject.toml"), pyproject).unwrap();
    std::fs::create_dir_all(clone.join("here")).unwrap();
    world.shim("a-cli").cwd(&clone).run().code(126).stderr_has("noglue trust");
}

#[test]
fn a_moved_project_keeps_its_trust_and_works() {
    let (world, _index) = site();
    let moved = world.home().join("moved here");
    std::fs::rename(world.project(), &moved).unwrap();
    let code = "import sys, a; print(sys.prefix)";
    world.shim("python").args(["-c", code]).cwd(&moved).run().ok().stdout_is("[ROOT]/home/moved here/.venv/gen/1");
    world.shim("a-cli").cwd(&moved).run().ok().stdout_is("ran");
    world.noglue(["sync"]).cwd(&moved).run().ok();
    world.shim("a-cli").cwd(&moved).run().ok().stdout_is("ran");
    // Its scripts work by themselves again after a command has been there.
    world.program(&moved.join(".venv/bin/a-cli")).cwd("/").run().ok().stdout_is("ran");
}
