//! `noglue` alone and `noglue why`: what a person is told of where they are.

use crate::support::{FakeIndex, World, wheel};

#[test]
fn status_names_project_python_environment_and_drift() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    let seen = world.noglue(Vec::<&str>::new()).run().ok();
    seen.stdout_has("[ROOT]/home/project").stdout_has(&world.python().short());
    let status = world.noglue(["--json"]).run().ok().json();
    let text = status.to_string();
    assert!(text.contains(&world.venv().display().to_string()), "{text}");
    let before = world.noglue(Vec::<&str>::new()).run().ok().stdout();
    world.write("requirements.txt", "a\nb\n");
    let after = world.noglue(Vec::<&str>::new()).run().ok().stdout();
    assert_ne!(before, after, "changed requirements are seen");
}

#[test]
fn status_judges_by_what_sync_was_asked_for() {
    let index = FakeIndex::start();
    for name in ["a", "b", "c"] {
        index.publish(wheel(name, "1.0"));
    }
    let world = World::new().index(&index);
    world.write(
        "pyproject.toml",
        "[project]\nname = \"p\"\nversion = \"1\"\ndependencies = [\"a\"]\n\
         [project.optional-dependencies]\nx = [\"b\"]\n[dependency-groups]\ndev = [\"b\"]\nops = [\"c\"]\n",
    );
    let file = world.write("ops/only.txt", "c\n");
    let status = || world.noglue(["--json"]).run().ok().json();
    let requests: &[&[&str]] = &[
        &["--no-dev"],
        &["--group", "ops"],
        &["--only-group", "ops"],
        &["--all-groups"],
        &["--extra", "x"],
        &["--all-extras", "--no-group", "dev"],
        &["-r", "ops/only.txt"],
        &["-r", "ops/only.txt", "--require-hashes"],
        &["--pre"],
        &["--inexact"],
        &["--system-site-packages"],
        &["--python", &world.python().short()],
        &[],
    ];
    for words in requests {
        let seen = world.noglue(["sync"]).args(*words).run();
        if words.contains(&"--require-hashes") {
            seen.code(5);
            continue;
        }
        let _ = seen.ok();
        assert_eq!(status()["up_to_date"], true, "{words:?}: {}", status());
    }
    // A file named from elsewhere in the project is that file, wherever status is asked.
    world.noglue(["sync", "-r", "only.txt"]).cwd(world.project().join("ops")).run().ok();
    let seen = world.noglue(Vec::<&str>::new()).run().ok();
    seen.stdout_has("up to date")
        .stdout_has("noglue sync -r ops/only.txt")
        .stdout_has("[ROOT]/home/project/ops/only.txt");
    std::fs::write(&file, "b\n").unwrap();
    world.noglue(Vec::<&str>::new()).run().ok().stdout_has("only.txt has changed");
    // pip's words keep what was asked for.
    world.noglue(["sync", "-r", "ops/only.txt"]).run().ok();
    world.noglue(["pip", "install", "a"]).run().ok();
    assert_eq!(status()["asked"], serde_json::json!(["-r", "ops/only.txt"]));
    world.noglue(Vec::<&str>::new()).run().ok().stdout_has("a 1.0 was put into it by 'noglue pip install'");
    // A plain sync means the project's default, whatever was asked before.
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==1.0"]);
    assert_eq!(status()["asked"], serde_json::json!([]));
    // A pin that the environment's Python does not meet is seen.
    world.write(".python-version", "3.99\n");
    world.noglue(Vec::<&str>::new()).run().ok().stdout_has("3.99");
}

#[test]
fn status_of_a_state_that_kept_no_request_is_as_before() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    let path = world.venv().join("gen/1/state.json");
    let mut state: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert!(state.as_object_mut().unwrap().remove("asked").is_some());
    std::fs::write(&path, state.to_string()).unwrap();
    world.noglue(Vec::<&str>::new()).run().ok().stdout_has("up to date");
}

#[test]
fn status_outside_any_project_is_no_error() {
    let world = World::new();
    let _ = world.noglue(Vec::<&str>::new()).cwd("/").run().ok();
}

#[test]
fn why_tells_each_step_for_a_script_and_a_command() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").entry_point("a-cli", "a:main"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    let script = world.write("manage.py", "");
    world.noglue(["sync"]).run().ok();
    let seen = world.noglue(["why"]).arg(&script).cwd("/").run().ok();
    seen.stdout_has("[ROOT]/home/project/.venv");
    world.noglue(["why", "a-cli"]).run().ok().stdout_has("[ROOT]/home/project/.venv");
    let json = world.noglue(["why", "--json"]).arg(&script).cwd("/").run().ok().json();
    assert!(json.to_string().contains(".venv"), "{json}");
}

#[test]
fn version_and_help_say_what_they_must() {
    let world = World::new();
    let seen = world.noglue(["--version"]).run().ok();
    seen.stdout_is(&format!("noglue {}", env!("CARGO_PKG_VERSION")));
    let help = world.noglue(["--help"]).run().ok().stdout();
    for word in ["sync", "run", "venv", "pip", "python", "why", "trust", "setup"] {
        assert!(help.contains(word), "{word} is not in the help");
    }
}

#[test]
fn pythons_are_listed_found_and_pinned() {
    let world = World::new();
    let list = world.noglue(["python", "list", "--json"]).run().ok().json();
    assert!(list.to_string().contains(&world.python().version), "{list}");
    let found = world.noglue(["python", "find", &world.python().short()]).run().ok();
    assert!(std::path::Path::new(found.raw_stdout().trim()).is_file());
    world.noglue(["python", "pin", &world.python().short()]).run().ok();
    let pin = std::fs::read_to_string(world.project().join(".python-version")).unwrap();
    assert_eq!(pin.trim(), world.python().short());
    world.noglue(["python", "find", "3.99"]).run().code(127).stderr_has("3.99");
}
