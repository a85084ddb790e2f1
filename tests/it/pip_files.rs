//! `noglue pip download|wheel|cache|config|autoremove`, held against pip where pip has them.

use crate::support::{FakeIndex, Fault, World, sdist, wheel};

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    index.publish(wheel("app", "1.0").requires("lib"));
    index.publish(wheel("lib", "1.0"));
    index
}

fn names(world: &World, dir: &str) -> Vec<String> {
    let all = std::fs::read_dir(world.project().join(dir)).into_iter().flatten().flatten();
    let mut all: Vec<String> = all.map(|entry| entry.file_name().into_string().unwrap()).collect();
    all.sort();
    all
}

#[test]
fn download_gets_the_files_as_they_are() {
    let index = index();
    index.publish(sdist("source", "2.0"));
    let world = World::new().index(&index);
    world
        .noglue(["pip", "download", "-d", "files", "app", "source"])
        .run()
        .ok()
        .stderr_has("saved")
        .stderr_has("3 packages");
    assert_eq!(names(&world, "files"), ["app-1.0-py3-none-any.whl", "lib-1.0-py3-none-any.whl", "source-2.0.tar.gz"]);
    if let Some((python, pip)) = crate::oracle_pep::oracle() {
        let judge = world.program(python).args(["-m", "pip", "download", "-q", "-d", "pips", "app"]);
        judge.env("PYTHONPATH", pip).run().ok();
        assert_eq!(names(&world, "pips").len(), 2);
        for name in names(&world, "pips") {
            let read = |dir: &str| std::fs::read(world.project().join(dir).join(&name)).unwrap();
            assert!(read("files") == read("pips"), "{name}");
        }
    }
    // What is there and right is not fetched again; what is there and wrong is.
    std::fs::write(world.project().join("files/lib-1.0-py3-none-any.whl"), "cut").unwrap();
    world.noglue(["pip", "download", "-d", "files", "app"]).run().ok().stderr_has("1 of them there already");
    world.noglue(["pip", "install", "--no-index", "-f", "files", "app"]).run().code(1).stderr_has("no environment");
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "--no-index", "-f", "files", "app"]).run().ok();
    assert_eq!(world.installed(), ["app==1.0", "lib==1.0"]);
}

#[test]
fn download_for_another_machine() {
    let index = FakeIndex::start();
    for tag in ["cp312-cp312-manylinux2014_aarch64", "cp39-cp39-win_amd64", "py3-none-any"] {
        index.publish(wheel("fast", "1.0").tag(tag));
    }
    index.publish(wheel("fast", "1.1").tag("cp39-cp39-manylinux1_x86_64"));
    let world = World::new().index(&index);
    let fetch = |dir: &str, options: &[&str]| {
        let words = ["pip", "download", "-d", dir, "--no-deps", "fast"];
        world.noglue(words.iter().chain(options)).run().ok();
        names(&world, dir)
    };
    let arm = fetch("arm", &["--platform", "manylinux2014_aarch64", "--python-version", "3.12"]);
    assert_eq!(arm, ["fast-1.0-cp312-cp312-manylinux2014_aarch64.whl"]);
    assert_eq!(
        fetch("win", &["--platform", "win_amd64", "--python-version", "39"]),
        ["fast-1.0-cp39-cp39-win_amd64.whl"]
    );
    let old = fetch("old", &["--platform", "manylinux2014_x86_64", "--python-version", "3.9.1"]);
    assert_eq!(old, ["fast-1.1-cp39-cp39-manylinux1_x86_64.whl"]);
    let refused = world.noglue(["pip", "download", "--platform", "win_amd64", "fast"]).run().code(2);
    refused.stderr_has("nothing can be built here").stderr_has("--only-binary=:all:");
    let words = ["pip", "download", "--no-deps", "--python-version", "three", "fast"];
    world.noglue(words).run().code(2).stderr_has("no version of Python");
}

#[test]
fn download_leaves_nothing_half_written() {
    let index = index();
    let world = World::new().index(&index);
    world.noglue(["pip", "download"]).run().code(2).stderr_has("needs a package or a file");
    index.fault("lib-1.0-py3-none-any.whl", Fault::Status(403));
    let run = world.noglue(["pip", "download", "-d", "files", "app"]).run().any();
    assert_ne!(run.exit_code(), Some(0));
    assert!(names(&world, "files").iter().all(|name| name.starts_with("app-")), "{:?}", names(&world, "files"));
    world.write("plain", "a file");
    let run = world.noglue(["pip", "download", "-d", "plain", "app"]).run().any();
    assert_eq!(run.exit_code(), Some(4));
}

#[test]
fn wheel_builds_what_has_none_and_the_cache_lists_it() {
    let index = index();
    index.publish(sdist("source", "2.0"));
    let world = World::new().index(&index);
    world.noglue(["pip", "cache", "list"]).run().ok().stdout_is("No locally built wheels cached.");
    world.noglue(["pip", "wheel", "-w", "wheels", "app", "source"]).run().ok();
    let expected = ["app-1.0-py3-none-any.whl", "lib-1.0-py3-none-any.whl", "source-2.0-py3-none-any.whl"];
    assert_eq!(names(&world, "wheels"), expected);
    sdist("local", "1").write_to(&world.project().join("lib"));
    world.noglue(["pip", "wheel", "-w", "wheels", "--no-deps", "./lib"]).run().ok();
    assert!(names(&world, "wheels").contains(&"local-1-py3-none-any.whl".to_owned()));
    world.noglue(["pip", "download", "-d", "files", "./lib"]).run().code(1).stderr_has("'noglue pip wheel'");

    world.noglue(["pip", "cache", "dir"]).run().ok().stdout_has("cache");
    world.noglue(["pip", "cache", "info"]).run().ok().stdout_has("Number of locally built wheels: 1");
    world
        .noglue(["pip", "cache", "list", "sou*"])
        .run()
        .ok()
        .stdout_has("Cache contents:\n\n - source-2.0-py3-none-any.whl (");
    world.noglue(["pip", "cache", "list", "--format", "abspath"]).run().ok().stdout_has("built/");
    world.noglue(["pip", "cache", "remove", "nothing"]).run().code(1).stderr_has("no wheel built here matches");
    world.noglue(["pip", "cache", "remove", "source"]).run().ok().stderr_has("Files removed: 1");
    world.noglue(["pip", "cache", "list"]).run().ok().stdout_is("No locally built wheels cached.");
    world.noglue(["pip", "cache", "purge"]).run().ok();
}

#[test]
fn config_reads_and_writes_pips_own_files() {
    let world = World::new().env("XDG_CONFIG_DIRS", "/nonexistent");
    let run = |words: &[&str]| {
        world
            .noglue(["pip", "config"].iter().chain(words))
            .env_remove("PIP_CONFIG_FILE")
            .env_remove("PIP_INDEX_URL")
            .run()
    };
    let file = world.home().join(".config/pip/pip.conf");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "# mine\n[install]\ntimeout = 5\n").unwrap();
    run(&["set", "global.index-url", "https://user:secret@index.example/simple"]).ok().stderr_has("wrote ");
    run(&["set", "install.Timeout", "7"]).ok();
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(
        text,
        "# mine\n[install]\ntimeout = 7\n\n[global]\nindex-url = https://user:secret@index.example/simple\n"
    );
    run(&["list", "--user"])
        .ok()
        .lacks("secret")
        .stdout_is("global.index-url='https://****@index.example/simple'\ninstall.timeout='7'");
    run(&["debug"]).ok().lacks("secret").stdout_has("user:\n");
    run(&["get", "install.timeout"]).ok().stdout_is("7");
    run(&["get", "install.nothing"]).code(1).stderr_has("no such key: install.nothing");
    run(&["get", "timeout"]).code(2).stderr_has("did you mean global.timeout?");
    run(&["unset", "install.nothing"]).code(1);
    run(&["unset", "install.timeout"]).ok();
    run(&["set", "--site", "global.a", "b"]).code(1).stderr_has("no environment is here");
    if let Some((python, pip)) = crate::oracle_pep::oracle() {
        let judge =
            world.program(python).args(["-m", "pip", "config", "get", "global.index-url"]).env("PYTHONPATH", pip);
        let judge = judge.env_remove("PIP_CONFIG_FILE").env_remove("PIP_INDEX_URL").run().ok();
        judge.stdout_is("https://user:secret@index.example/simple");
    }
    std::fs::write(&file, "nonsense\n").unwrap();
    run(&["set", "global.a", "b"]).any().stderr_has("pip.conf:1: ");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "nonsense\n");
}

#[test]
fn what_nothing_needs_any_more_is_removed() {
    let index = index();
    index.publish(wheel("other", "1.0").requires("lib"));
    index.publish(wheel("deep", "1.0").requires("deeper"));
    index.publish(wheel("deeper", "1.0"));
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "app", "other", "deep"]).run().ok();
    world.noglue(["pip", "autoremove"]).run().ok().stderr_has("everything is needed");
    // Another one needs it still.
    world.noglue(["pip", "uninstall", "--autoremove", "app"]).run().ok().lacks("- lib");
    world.noglue(["pip", "uninstall", "--autoremove", "--dry-run", "other"]).run().ok().stderr_has("- lib 1.0");
    world.noglue(["pip", "uninstall", "other"]).run().ok();
    world.noglue(["pip", "autoremove", "--dry-run"]).run().ok().stderr_has("- lib 1.0");
    assert!(world.installed().contains(&"lib==1.0".to_owned()));
    world.noglue(["pip", "autoremove"]).run().ok().stderr_has("- lib 1.0");
    assert_eq!(world.installed(), ["deep==1.0", "deeper==1.0"]);
    // It was there and fitted, so pip and noglue leave it as it came: not asked for.
    world.noglue(["pip", "install", "deeper"]).run().ok();
    world.noglue(["pip", "uninstall", "--autoremove", "deep"]).run().ok();
    assert_eq!(world.installed(), Vec::<String>::new());
    world.noglue(["pip", "uninstall", "--autoremove", "nothing"]).run().ok().stderr_has("skipping nothing");
}

#[test]
fn what_an_extra_brought_is_needed_whoever_wrote_down_that_it_was_asked_for() {
    let index = index();
    index.publish(wheel("driver", "1.0").extra("binary", &["driver-binary"]));
    index.publish(wheel("driver-binary", "1.0"));
    let world = World::new().index(&index);
    world.write("pyproject.toml", "[project]\nname = \"x\"\nversion = \"1\"\ndependencies = [\"driver[binary]\"]\n");
    for words in [&["sync"][..], &["lock"], &["sync"]] {
        world.noglue(words).run().ok();
        world.noglue(["pip", "autoremove"]).run().ok().stderr_has("everything is needed");
    }
    world.noglue(["tree"]).run().ok().stdout_is("driver[binary] 1.0\n└── driver-binary 1.0");
    // A lock of others may say nothing of it.
    std::fs::remove_file(world.project().join("pyproject.toml")).unwrap();
    world.noglue(["sync", "-r", "pylock.toml"]).run().ok();
    world.noglue(["pip", "autoremove"]).run().ok().stderr_has("everything is needed");
    world.noglue(["pip", "uninstall", "--autoremove", "driver"]).run().ok();
    assert_eq!(world.installed(), Vec::<String>::new());
}
