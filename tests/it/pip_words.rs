//! The words people and scripts know from pip, on our environments and on those of other tools.

use crate::support::{FakeIndex, World, wheel};

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").requires("b"));
    index.publish(wheel("b", "1.0"));
    index.publish(wheel("b", "2.0"));
    index
}

#[test]
fn install_list_freeze_check_uninstall() {
    let index = index();
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "a", "b<2"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==1.0"]);
    world.noglue(["pip", "freeze"]).run().ok().stdout_is("a==1.0\nb==1.0");
    let list = world.noglue(["pip", "list", "--format", "json"]).run().ok().json();
    assert_eq!(list, serde_json::json!([{"name": "a", "version": "1.0"}, {"name": "b", "version": "1.0"}]));
    world.noglue(["pip", "check"]).run().ok();
    world.noglue(["pip", "install", "--upgrade", "b"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.0"]);
    world.noglue(["pip", "uninstall", "--yes", "b"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
    world.noglue(["pip", "check"]).run().code(1).stdout_has("b");
    world.noglue(["pip", "uninstall", "-y", "a"]).run().ok();
    assert_eq!(world.installed(), Vec::<String>::new());
}

#[test]
fn install_keeps_what_is_there_and_satisfies_nothing_twice() {
    let index = index();
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "b==1.0"]).run().ok();
    world.noglue(["pip", "install", "a"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==1.0"], "what satisfies is not upgraded");
    index.take_requests();
    world.noglue(["pip", "install", "a"]).run().ok();
    assert!(index.take_requests().is_empty(), "satisfied: nobody is asked");
}

#[test]
fn install_from_files_of_requirements() {
    let index = index();
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world.write("dev.txt", "a\nb<2\n");
    world.noglue(["pip", "install", "-r", "dev.txt"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==1.0"]);
}

#[test]
fn an_environment_of_another_tool_is_changed_in_place() {
    let index = index();
    let world = World::new().index(&index);
    let env = world.home().join("theirs");
    world.program(&world.python().executable).args(["-m", "venv", "--without-pip"]).arg(&env).run().ok();
    let python = env.join("bin/python");
    let pip = |words: &[&str]| {
        let run = world.noglue(["pip"]).args(words).arg("--python").arg(&python);
        run.cwd(world.home()).run().ok()
    };
    pip(&["install", "a", "b<2"]);
    let site = env.join("lib").join(world.python().name()).join("site-packages");
    let first = std::fs::metadata(env.join("pyvenv.cfg")).unwrap();
    assert!(site.join("a/__init__.py").is_file() && first.is_file());
    pip(&["freeze"]).stdout_is("a==1.0\nb==1.0");
    pip(&["install", "b==2.0"]);
    pip(&["freeze"]).stdout_is("a==1.0\nb==2.0");
    pip(&["uninstall", "--yes", "a"]);
    pip(&["freeze"]).stdout_is("b==2.0");
    assert!(!site.join("a").exists());
    world.program(&python).args(["-c", "import b; print(b.__version__)"]).run().ok().stdout_is("2.0");
}

#[test]
fn sync_makes_it_exactly_so() {
    let index = index();
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "a"]).run().ok();
    world.write("exact.txt", "b==1.0\n");
    world.noglue(["pip", "sync", "exact.txt"]).run().ok();
    assert_eq!(world.installed(), ["b==1.0"]);
}

#[test]
fn compile_pins_everything_and_says_why() {
    let index = index();
    let world = World::new().index(&index);
    world.write("in.txt", "a\n");
    let seen = world.noglue(["pip", "compile", "in.txt", "-o", "out.txt"]).run().ok();
    drop(seen);
    let text = std::fs::read_to_string(world.project().join("out.txt")).unwrap();
    let pins: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with('#') && !l.trim().is_empty()).collect();
    assert_eq!(pins.iter().map(|l| l.split_whitespace().next().unwrap()).collect::<Vec<_>>(), ["a==1.0", "b==2.0"]);
    assert!(text.contains("via a"), "{text}");
    assert!(!text.contains("[ROOT]") && !text.contains(&world.root().display().to_string()), "{text}");
    // What is pinned stays, though something newer appeared.
    index.publish(wheel("b", "3.0"));
    world.noglue(["pip", "compile", "--refresh", "in.txt", "-o", "out.txt"]).run().ok();
    assert_eq!(std::fs::read_to_string(world.project().join("out.txt")).unwrap(), text);
    world.noglue(["pip", "compile", "--refresh", "--upgrade", "in.txt", "-o", "out.txt"]).run().ok();
    assert!(std::fs::read_to_string(world.project().join("out.txt")).unwrap().contains("b==3.0"));
}

#[test]
fn compile_answers_for_another_python() {
    let index = index();
    index.publish(wheel("c", "1.0"));
    index.publish(wheel("c", "2.0").requires_python(">=3.14"));
    let world = World::new().index(&index);
    world.write("in.txt", "c\na; python_version >= '3.14'\n");
    world.noglue(["pip", "compile", "--python-version", "3.9", "in.txt"]).run().ok().stdout_has("c==1.0").lacks("a==");
    world
        .noglue(["pip", "compile", "--python-version", "3.14", "in.txt"])
        .run()
        .ok()
        .stdout_has("c==2.0")
        .stdout_has("a==");
}

#[test]
fn an_index_on_the_command_line_is_the_only_one() {
    let index = index();
    let other = FakeIndex::start();
    other.publish(wheel("a", "9.0"));
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    index.take_requests();
    world.noglue(["pip", "install", "--index-url", &other.url(), "a"]).run().ok();
    assert_eq!(world.installed(), ["a==9.0"]);
    assert!(index.take_requests().is_empty());
}

#[test]
fn without_an_environment_it_says_so() {
    let world = World::new();
    world.noglue(["pip", "install", "a"]).run().code(1).clear_error().stderr_has("noglue venv");
}
