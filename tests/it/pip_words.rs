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
fn show_says_what_pip_says() {
    let index = FakeIndex::start();
    index.publish(
        wheel("Shown.Pkg", "1.0")
            .requires("B.dep>=1")
            .requires("never; python_version<'3'")
            .extra("more", &["c"])
            .header("Summary: A thing\nAuthor: Jörg Ä.\nAuthor-email: j@example.org\nLicense: MIT")
            .header("Project-URL: Home Page, https://example.org/shown\nClassifier: A :: B\nClassifier: C")
            .entry_point("shown", "shown_pkg:main"),
    );
    index.publish(wheel("b-dep", "1.0").header("License-Expression: MIT OR Apache-2.0"));
    let world = World::new().index(&index);
    let Some((_, pip)) = crate::oracle_pep::oracle() else { return };
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "shown-pkg"]).run().ok();
    let python = world.venv().join("bin/python");
    for options in [&["shown_pkg", "B_dep"][..], &["--verbose", "--files", "b-dep", "shown-pkg"]] {
        let own = world.noglue(["pip", "show"].iter().chain(options)).run().ok().stdout();
        let judge = world.program(&python).args(["-m", "pip", "show"]).args(options).env("PYTHONPATH", pip);
        let pips = judge.run().ok().stdout();
        let plain = |text: &str| -> Vec<String> {
            text.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
        };
        assert_eq!(plain(&own), plain(&pips));
    }
    world.noglue(["pip", "show", "nowhere"]).run().code(1).stderr_has("not installed in").stderr_has("nowhere");
    world.noglue(["pip", "show", "nowhere", "b-dep"]).run().ok().stdout_has("Name: b-dep").stderr_has("nowhere");
    world.noglue(["pip", "show", "no/name"]).run().code(2).stderr_has("no name of a package");
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

#[test]
fn only_what_is_named_is_upgraded_and_what_that_needs() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").requires("b>=1"));
    index.publish(wheel("b", "1.0"));
    index.publish(wheel("c", "1.0"));
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "a", "c"]).run().ok();
    for name in ["b", "c"] {
        index.publish(wheel(name, "2.0"));
    }
    index.publish(wheel("a", "1.1").requires("b>=1"));
    world.noglue(["pip", "install", "--refresh", "--upgrade", "a"]).run().ok();
    assert_eq!(world.installed(), ["a==1.1", "b==1.0", "c==1.0"]);
    index.publish(wheel("a", "1.2").requires("b>=2"));
    world.noglue(["pip", "install", "--refresh", "-U", "--dry-run", "a"]).run().ok().stderr_has("~ b 1.0 -> 2.0");
    assert_eq!(world.installed(), ["a==1.1", "b==1.0", "c==1.0"]);
    world.noglue(["pip", "install", "--refresh", "-U", "a"]).run().ok();
    assert_eq!(world.installed(), ["a==1.2", "b==2.0", "c==1.0"]);
    world.noglue(["pip", "install", "--refresh", "-U", "a"]).run().ok().stderr_has("nothing to do");
}

#[test]
fn what_is_installed_needs_no_index_that_knows_it() {
    let index = index();
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "a"]).run().ok();
    for name in ["a", "b"] {
        index.forget(name);
    }
    index.publish(wheel("d", "1.0").requires("a>=1"));
    world.noglue(["pip", "install", "--refresh", "d"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.0", "d==1.0"]);
}

#[test]
fn no_deps_and_force_reinstall_mean_what_they_say() {
    let index = index();
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world
        .noglue(["pip", "install", "--no-deps", "a"])
        .run()
        .ok()
        .stderr_has("a 1.0 requires b, which is not installed");
    assert_eq!(world.installed(), ["a==1.0"]);
    std::fs::remove_file(world.site_packages().join("a/__init__.py")).unwrap();
    world.noglue(["pip", "install", "--no-deps", "a"]).run().ok();
    assert!(!world.site_packages().join("a/__init__.py").exists());
    world.noglue(["pip", "install", "--no-deps", "--force-reinstall", "a"]).run().ok();
    assert!(world.site_packages().join("a/__init__.py").exists());
}

#[test]
fn what_no_longer_fits_is_a_warning_and_what_check_says() {
    let index = FakeIndex::start();
    index.publish(wheel("x", "1.0").requires("y<2"));
    index.publish(wheel("y", "1.0"));
    index.publish(wheel("y", "2.1"));
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "x"]).run().ok();
    let seen = world.noglue(["pip", "install", "y>2"]).run().ok();
    seen.stderr_has("warning: x 1.0 requires y<2, but y 2.1 is installed");
    world.noglue(["pip", "check"]).run().code(1).stdout_is("x 1.0 has requirement y<2, but you have y 2.1.");
    world.noglue(["pip", "uninstall", "y", "nowhere"]).run().ok().stderr_has("skipping nowhere: it is not installed");
    world.noglue(["pip", "check"]).run().code(1).stdout_is("x 1.0 requires y, which is not installed.");
    world.noglue(["pip", "uninstall", "x"]).run().ok();
    world.noglue(["pip", "check"]).run().ok().stdout_is("No broken requirements found.");
    world.noglue(["pip", "uninstall", "x"]).run().ok();
}

#[test]
fn a_generation_keeps_what_others_put_in_and_what_the_cache_lost() {
    let index = index();
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "a"]).run().ok();
    // As another tool and a person leave things.
    let site = world.site_packages();
    let info = site.join("theirs-1.0.dist-info");
    std::fs::create_dir(&info).unwrap();
    std::fs::write(site.join("theirs.py"), "").unwrap();
    std::fs::write(info.join("METADATA"), "Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n").unwrap();
    std::fs::write(info.join("INSTALLER"), "pip\n").unwrap();
    let record = "theirs.py,,\ntheirs-1.0.dist-info/METADATA,,\ntheirs-1.0.dist-info/INSTALLER,,\ntheirs-1.0.dist-info/RECORD,,\n";
    std::fs::write(info.join("RECORD"), record).unwrap();
    std::fs::write(site.join("mine.py"), "").unwrap();
    world.noglue(["cache", "clear"]).run().ok();
    index.take_requests();
    world.noglue(["pip", "uninstall", "b"]).run().ok();
    assert!(index.take_requests().is_empty());
    assert_eq!(world.installed(), ["a==1.0", "theirs==1.0"]);
    assert!(site.join("mine.py").exists() && site.join("theirs.py").exists() && site.join("a/__init__.py").exists());
    assert!(!site.join("b").exists());
}

#[test]
fn an_exact_sync_takes_back_what_pip_words_changed() {
    let index = index();
    index.publish(wheel("c", "1.0"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    world.noglue(["pip", "install", "c"]).run().ok();
    world.noglue(["sync", "--check"]).run().code(1).stderr_has("c 1.0 was put into it by 'noglue pip install'");
    world.noglue(["sync", "--check", "--inexact"]).run().ok();
    world.noglue(["pip", "uninstall", "c"]).run().ok();
    world.noglue(["sync", "--check"]).run().ok();
    world.noglue(["pip", "uninstall", "b"]).run().ok();
    world.noglue(["sync", "--check", "--inexact"]).run().code(1).stderr_has("b is gone from it");
    world.noglue(["pip", "install", "c"]).run().ok();
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.0"]);
    world.noglue(["history"]).run().ok().stdout_has("noglue pip install c");
}

#[test]
fn a_wheel_that_is_not_what_was_said_changes_no_environment() {
    let index = index();
    index.publish(wheel("bad", "1.0").requires("b==1.0").wrong_hash());
    let world = World::new().index(&index);
    let env = world.home().join("theirs");
    world.program(&world.python().executable).args(["-m", "venv", "--without-pip"]).arg(&env).run().ok();
    let pip = |words: &[&str]| world.noglue(["pip"]).args(words).arg("--python").arg(&env);
    pip(&["install", "b"]).run().ok();
    pip(&["install", "bad"]).run().code(5);
    pip(&["freeze"]).run().ok().stdout_is("b==2.0");
    let hash = format!("a==1.0 --hash=sha256:{}\n", "0".repeat(64));
    let file = world.write("hashed.txt", &hash);
    pip(&["install", "--no-deps", "-r", file.to_str().unwrap()]).run().code(5);
    world.write("unhashed.txt", "a==1.0\n");
    pip(&["install", "--require-hashes", "-r", "unhashed.txt"]).run().code(5).stderr_has("a==1.0");
    pip(&["freeze"]).run().ok().stdout_is("b==2.0");
}

#[test]
fn a_record_that_names_files_outside_removes_none_of_them() {
    let index = index();
    let world = World::new().index(&index);
    let env = world.home().join("theirs");
    world.program(&world.python().executable).args(["-m", "venv", "--without-pip"]).arg(&env).run().ok();
    let pip = |words: &[&str]| world.noglue(["pip"]).args(words).arg("--python").arg(&env);
    pip(&["install", "b"]).run().ok();
    let outside = world.home().join("precious.txt");
    std::fs::write(&outside, "").unwrap();
    let record = env.join("lib").join(world.python().name()).join("site-packages/b-2.0.dist-info/RECORD");
    let mut text = std::fs::read_to_string(&record).unwrap();
    text.push_str("../../../../precious.txt,,\n../../../pyvenv.cfg,,\n");
    std::fs::write(&record, text).unwrap();
    pip(&["uninstall", "b"]).run().ok().stderr_has("left alone: RECORD of b names");
    assert!(outside.exists() && env.join("pyvenv.cfg").exists());
    pip(&["freeze"]).run().ok().stdout_is("");
}

#[test]
fn an_interpreter_that_is_in_no_environment_is_refused() {
    let world = World::new();
    let python = world.python().executable.clone();
    let refused = |named: &std::path::Path| {
        world.noglue(["pip", "install", "a", "--python"]).arg(named).run().code(1).clear_error()
    };
    refused(&python).stderr_has("noglue venv");
    refused(&world.home()).stderr_has("is no environment");
    refused(&world.home().join("nowhere")).stderr_has("does not exist");
    world.noglue(["pip", "install"]).run().code(2);
    world.noglue(["pip", "uninstall"]).run().code(2);
}

#[test]
fn the_activated_environment_is_meant_where_there_is_no_project() {
    let index = index();
    let world = World::new().index(&index);
    let env = world.home().join("envs/one");
    world.noglue(["venv"]).arg(&env).run().ok();
    let elsewhere = world.home().join("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    world.noglue(["pip", "install", "b"]).cwd(&elsewhere).env("VIRTUAL_ENV", &env).run().ok();
    world.noglue(["pip", "freeze", "--python"]).arg(env.join("bin/python")).run().ok().stdout_is("b==2.0");
    world.noglue(["pip", "freeze", "--python"]).arg(env.join("gen/2/bin/python")).run().ok().stdout_is("b==2.0");
}

#[test]
fn sync_adds_no_dependencies_keeps_pip_and_refuses_to_empty() {
    let index = index();
    index.publish(wheel("pip", "25.0"));
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "pip", "b"]).run().ok();
    world.write("exact.txt", "a==1.0\n");
    world.noglue(["pip", "sync", "exact.txt", "--dry-run"]).run().ok().stderr_has("- b 2.0");
    world.noglue(["pip", "sync", "exact.txt"]).run().ok().stderr_has("a 1.0 requires b, which is not installed");
    assert_eq!(world.installed(), ["a==1.0", "pip==25.0"]);
    index.take_requests();
    world.noglue(["pip", "sync", "exact.txt"]).run().ok();
    assert!(index.take_requests().is_empty());
    world.write("empty.txt", "# nothing\n");
    world.noglue(["pip", "sync", "empty.txt"]).run().code(1).clear_error();
}

#[test]
fn an_altered_copy_in_the_store_is_fetched_again() {
    let index = index();
    let world = World::new().index(&index);
    let env = world.home().join("theirs");
    world.program(&world.python().executable).args(["-m", "venv", "--without-pip"]).arg(&env).run().ok();
    let install =
        |env: &std::path::Path| world.noglue(["pip", "install", "b", "--link-mode", "copy", "--python"]).arg(env).run();
    world.noglue(["venv"]).run().ok();
    install(&world.venv()).ok();
    let is_source = |entry: &walkdir::DirEntry| entry.path().ends_with("tree/b/__init__.py");
    let kept = walkdir::WalkDir::new(world.cache()).into_iter().flatten().find(is_source).unwrap();
    std::fs::remove_file(kept.path())
        .or_else(|_| {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(kept.path().parent().unwrap(), mode)
                .and_then(|()| std::fs::remove_file(kept.path()))
        })
        .unwrap();
    install(&env).ok().stderr_has("fetched again");
    assert!(env.join("lib").join(world.python().name()).join("site-packages/b/__init__.py").exists());
    std::fs::remove_dir_all(world.cache().join("wheels")).unwrap();
    world.noglue(["pip", "install", "a"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.0"]);
}

#[test]
fn a_sync_without_network_keeps_what_only_the_environment_still_has() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\nb<2\n");
    world.noglue(["sync"]).run().ok();
    // The lists stay in the cache; the wheels are gone.
    for entry in walkdir::WalkDir::new(world.cache().join("wheels")).into_iter().flatten() {
        use std::os::unix::fs::PermissionsExt as _;
        if entry.file_type().is_dir() {
            std::fs::set_permissions(entry.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
    std::fs::remove_dir_all(world.cache().join("wheels")).unwrap();
    world.write("requirements.txt", "b<2\n");
    world.noglue(["sync", "--offline"]).run().ok();
    assert_eq!(world.installed(), ["b==1.0"]);
    assert!(world.site_packages().join("b/__init__.py").is_file());
    world.noglue(["sync", "--offline"]).run().ok().stderr_has("up to date");
    world.write("requirements.txt", "a\n");
    world.noglue(["sync", "--offline"]).run().code(3);
    assert_eq!(world.installed(), ["b==1.0"]);
}
