use std::os::unix::fs::PermissionsExt;

use super::super::fake::{World, free_threaded, pypy, titles};
use super::*;
use crate::error::{Exit, Explain};

fn request(text: &str) -> PythonRequest {
    PythonRequest::parse(text).unwrap()
}

fn choose(world: &World, text: &str) -> Result<Choice, InterpreterError> {
    find(&request(text), None, &world.search)
}

/// Where the choice lies below the root, or the error with its hints.
fn taken(world: &World, text: &str) -> String {
    match choose(world, text) {
        Ok(choice) => choice.interpreter.executable.strip_prefix(world.root()).unwrap().to_str().unwrap().to_owned(),
        Err(error) => {
            let mut lines = vec![crate::error::Error::from(error)];
            let error = lines.remove(0);
            let text = [error.chain(), error.hints()].concat().join("\n");
            text.replace(world.root().to_str().unwrap(), "~")
        }
    }
}

#[test]
fn the_first_on_path_that_fits_is_taken() {
    let mut world = World::new();
    world.path(&["a", "b", "none", "c"]);
    world.python("a/python3.11", "3.11.7");
    world.link("python3.11", "a/python3");
    world.remember_at(&world.at("a/python3"), &super::super::fake::answer("3.11.7"));
    world.python("b/python3.12", "3.12.1");
    world.python("b/python3.13", "3.13.0");
    world.python("c/python3.9", "3.9.18");
    world.python("c/python3.12", "3.12.4");
    for (text, path) in [
        ("python", "a/python3"),
        ("3", "a/python3"),
        ("3.12", "b/python3.12"),
        ("3.12.4", "c/python3.12"),
        (">=3.12", "b/python3.13"),
        (">=3.9,<3.11", "c/python3.9"),
        ("~=3.12.3", "c/python3.12"),
        ("3.11", "a/python3.11"),
    ] {
        assert_eq!(taken(&world, text), path, "{text}");
    }
}

#[test]
fn elsewhere_the_newest_that_fits_is_taken() {
    let mut world = World::new();
    world.path(&["usr/bin"]);
    world.python("usr/bin/python3.11", "3.11.2");
    world.python("pyenv/versions/3.9.18/bin/python3", "3.9.18");
    world.python("pyenv/versions/3.10.2/bin/python3", "3.10.2");
    world.python("mise/3.12.4/bin/python3.12", "3.12.4");
    world.python("uv/cpython-3.12.10-linux-x86_64-gnu/bin/python3.12", "3.12.10");
    world.python("opt/app-9.2/bin/python3.10", "3.10.1");
    world.python("opt/python3.13/bin/python3.13", "3.13.0");
    world.python("opt/python/cp38-cp38/bin/python3.8", "3.8.18");
    for (text, path) in [
        ("python", "usr/bin/python3.11"),
        (">=3.10", "usr/bin/python3.11"),
        ("<3.11", "pyenv/versions/3.10.2/bin/python3"),
        (">=3.12,<3.13", "uv/cpython-3.12.10-linux-x86_64-gnu/bin/python3.12"),
        ("3.12.4", "mise/3.12.4/bin/python3.12"),
        ("3.10.1", "opt/app-9.2/bin/python3.10"),
        ("3.13", "opt/python3.13/bin/python3.13"),
        ("3.8", "opt/python/cp38-cp38/bin/python3.8"),
    ] {
        assert_eq!(taken(&world, text), path, "{text}");
    }
    let found = choose(&world, "3.12.4").unwrap();
    assert_eq!(found.place, Place::Mise);
    world.path(&[]);
    assert_eq!(taken(&world, "python"), "opt/python3.13/bin/python3.13");
    assert_eq!(taken(&world, "system"), "opt/python3.13/bin/python3.13");
}

#[test]
fn pyenvs_shims_stand_for_what_pyenv_would_take() {
    let mut world = World::new();
    world.path(&["pyenv/shims", "usr/bin"]);
    world.program("pyenv/shims/python3", "#!/usr/bin/env bash\nexit 1\n");
    world.program("pyenv/shims/python3.12", "#!/usr/bin/env bash\nexit 1\n");
    world.python("usr/bin/python3", "3.11.2");
    for version in ["3.9.18", "3.10.2", "3.10.13", "3.12.1"] {
        world.python(&format!("pyenv/versions/{version}/bin/python3"), version);
    }
    assert_eq!(taken(&world, "python"), "usr/bin/python3");
    for (text, path) in [
        ("3.9.18\n3.12.1\n", "pyenv/versions/3.9.18/bin/python3"),
        ("# old\n3.10  # any\n", "pyenv/versions/3.10.13/bin/python3"),
        ("system\n", "usr/bin/python3"),
        ("../../../evil\n/etc\nnone\n", "usr/bin/python3"),
    ] {
        world.file("pyenv/version", text);
        assert_eq!(taken(&world, "python"), path, "{text}");
    }
    world.search.pyenv_version = Some("3.12.1:3.9.18".into());
    assert_eq!(taken(&world, "python"), "pyenv/versions/3.12.1/bin/python3");
    assert_eq!(taken(&world, "system"), "usr/bin/python3");
    assert_eq!(taken(&world, "3.9"), "pyenv/versions/3.9.18/bin/python3");
    assert_eq!(taken(&world, "<3.10"), "pyenv/versions/3.9.18/bin/python3");
}

#[test]
fn prereleases_pypy_and_free_threaded_builds_are_for_those_who_ask() {
    let mut world = World::new();
    world.path(&["a", "b"]);
    world.python("a/python3.15", "3.15.0rc1");
    world.remember("a/python3.14", &free_threaded("3.14.1"));
    world.remember("a/python3.13t", &free_threaded("3.13.0"));
    world.remember("a/pypy3.10", &pypy("3.10.14"));
    world.remember("a/python3", &pypy("3.10.14"));
    world.python("b/python3.15", "3.15.0rc2");
    assert_eq!(taken(&world, "python"), "a/python3.15");
    world.python("b/python3", "3.9.18");
    for (text, path) in [
        ("python", "b/python3"),
        (">=3.8", "b/python3"),
        (">=3.10", "a/python3.15"),
        ("3.15", "a/python3.15"),
        (">=3.15.0rc1", "a/python3.15"),
        ("3.13t", "a/python3.13t"),
        ("3.14t", "a/python3.14"),
        ("pypy", "a/pypy3.10"),
        ("pypy3.10", "a/pypy3.10"),
    ] {
        assert_eq!(taken(&world, text), path, "{text}");
    }
    assert!(taken(&world, "3.13").starts_with("no Python 3.13 was found"));
    assert!(taken(&world, "pypy3.9").starts_with("no pypy3.9 was found"));
}

#[test]
fn an_environments_python_is_never_found_but_leads_to_its_base_when_named() {
    let mut world = World::new();
    world.path(&["env/bin", "usr/bin"]);
    let base = world.python("usr/bin/python3", "3.11.2");
    world.file("env/pyvenv.cfg", &format!("home = {}\n", world.at("usr/bin").display()));
    world.link(&base, "env/bin/python3");
    world.link("python3", "env/bin/python");
    assert_eq!(taken(&world, "python"), "usr/bin/python3");
    for name in ["env", "./env", "env/bin/python", world.at("env").to_str().unwrap()] {
        let choice = choose(&world, name).unwrap();
        assert_eq!(choice.interpreter.executable, world.at("env/bin/python"), "{name}");
        assert_eq!(choice.interpreter.environment, Some(world.at("env")));
        assert_eq!(choice.interpreter.base_executable, base);
        assert_eq!(choice.place, Place::Named);
    }
}

#[test]
fn our_own_shims_are_no_interpreters() {
    let mut world = World::new();
    world.path(&["shims", "other", "usr/bin"]);
    let own = world.program("own/noglue", "");
    let shim = world.link(&own, "shims/python3");
    world.link(&own, "other/python3");
    world.program("front/mise", "");
    world.link(world.at("front/mise"), "other/python");
    world.program("other/python3.12", "#!/bin/sh\nexit 9\n");
    world.python("usr/bin/python3", "3.11.2");
    let choice = choose(&world, "python").unwrap();
    assert_eq!(choice.interpreter.executable, world.at("usr/bin/python3"));
    let why: Vec<String> = choice.skipped.iter().map(|s| s.problem.to_string()).collect();
    assert_eq!(
        why,
        [
            "it is a shim of noglue, not an interpreter",
            "it is a front for another program, not an interpreter",
            "it is a script, not an interpreter"
        ]
    );
    let said = taken(&world, shim.to_str().unwrap());
    assert!(said.contains("it is a shim of noglue") && said.contains("--python 3.12"), "{said}");
    assert_eq!(choose(&world, shim.to_str().unwrap()).unwrap_err().exit(), Exit::Unusable);
}

#[test]
fn nothing_in_the_project_or_where_all_may_write_is_run_unasked() {
    let mut world = World::new();
    world.path(&["project/bin", "open", "links", "usr/bin"]);
    world.python("project/bin/python3", "3.12.1");
    world.python("open/python3", "3.12.1");
    std::fs::set_permissions(world.at("open"), std::fs::Permissions::from_mode(0o1777)).unwrap();
    world.link(world.at("project/bin/python3"), "links/python3");
    world.link(world.at("open/python3"), "links/python");
    world.python("usr/bin/python3", "3.11.2");
    world.search.project = Some(world.at("project"));
    let choice = choose(&world, "python").unwrap();
    assert_eq!(choice.interpreter.executable, world.at("usr/bin/python3"));
    assert_eq!(choice.skipped.len(), 4);
    assert!(choice.skipped.iter().all(|s| s.to_string().ends_with("it is not run unless it is named")));
    assert_eq!(list(&world.search).found.len(), 1);
    assert_eq!(taken(&world, "project/bin/python3"), "project/bin/python3");
    assert_eq!(taken(&world, "./open/python3"), "open/python3");
    // A project in the home directory itself hides nothing.
    world.search.project = Some(world.root());
    assert_eq!(taken(&world, "python"), "project/bin/python3");
}

#[test]
fn what_is_broken_is_passed_over_with_its_reason() {
    let mut world = World::new();
    world.path(&["a", "b"]);
    world.link("nowhere", "a/python3");
    world.file("a/python", "");
    world.program("a/python3.13", "no program at all");
    world.python("b/python3", "3.11.2");
    let choice = choose(&world, "python").unwrap();
    assert_eq!(choice.interpreter.executable, world.at("b/python3"));
    let why: Vec<String> = choice.skipped.iter().map(|s| s.problem.to_string()).collect();
    assert_eq!(why[..2], ["there is no such file", "it is not an executable file"]);
    assert!(why[2].starts_with("it could not be started"), "{}", why[2]);
}

#[test]
fn build_details_rule_out_without_running() {
    let mut world = World::new();
    world.path(&["prefix/bin"]);
    world.program("prefix/bin/python3.14", "cannot run");
    let details = r#"{"schema_version": "1.0", "abi": {"flags": []}, "language": {"version_info":
        {"major": 3, "minor": 14, "micro": 0, "releaselevel": "final", "serial": 0}}}"#;
    world.file("prefix/lib/python3.14/build-details.json", details);
    let choice = |text: &str| match choose(&world, text).unwrap_err() {
        InterpreterError::NotFound(not_found) => not_found.skipped,
        other => panic!("{other}"),
    };
    // The search itself ran nothing; the list for the message tried.
    assert!(choice(">=3.14.1").iter().any(|s| matches!(s.problem, Problem::Start(_))));
    let wanted = request(">=3.14.1").wanted().unwrap();
    let looked = Looked {
        wanted: &wanted,
        requires: None,
        search: &world.search,
        seen: BTreeSet::new(),
        skipped: Vec::new(),
        spare: None,
    };
    let path = world.at("prefix/bin/python3.14");
    let fit = |looked: &Looked<'_>| {
        let (real, hint) = look(&path, &world.search).unwrap();
        looked.fit(&path, &real, &hint).unwrap_err().to_string()
    };
    assert_eq!(fit(&looked), "it is python3.14 (by its build-details.json)");
    let wanted = request(">=3.14").wanted().unwrap();
    assert!(fit(&Looked { wanted: &wanted, ..looked }).starts_with("it could not be started"));
}

#[test]
fn requires_python_narrows_what_is_found_and_refuses_what_is_named() {
    let mut world = World::new();
    world.path(&["a", "b"]);
    world.python("a/python3", "3.9.18");
    world.python("b/python3", "3.12.1");
    let requires = Specifiers::parse(">=3.10").unwrap();
    let find = |text: &str| super::find(&request(text), Some(&requires), &world.search);
    assert_eq!(find("python").unwrap().interpreter.executable, world.at("b/python3"));
    assert_eq!(find("3").unwrap().interpreter.executable, world.at("b/python3"));
    let error = find("3.9").unwrap_err();
    assert_eq!(error.to_string(), "no Python 3.9 that fits requires-python \">=3.10\" was found");
    let error = find("a/python3").unwrap_err();
    assert!(error.to_string().ends_with("a/python3 is Python 3.9.18, but the project requires >=3.10"));
    assert_eq!(error.exit(), Exit::Refused);
}

#[test]
fn an_error_says_what_was_found_and_what_to_type() {
    let mut world = World::new();
    world.path(&["usr/bin"]);
    assert_eq!(
        taken(&world, "python"),
        "no Python was found\ninstall one with your system's package manager, or say '--python PATH'"
    );
    world.python("usr/bin/python3", "3.11.2");
    world.python("pyenv/versions/3.9.18/bin/python3", "3.9.18");
    world.program("usr/bin/python3.13", "broken");
    assert_eq!(
        taken(&world, "3.14").lines().take(2).collect::<Vec<_>>(),
        [
            "no Python 3.14 was found",
            "found CPython 3.11.2 (~/usr/bin/python3), CPython 3.9.18 (~/pyenv/versions/3.9.18/bin/python3)",
        ]
    );
    let said = taken(&world, "3.14");
    assert!(said.contains("not used: ~/usr/bin/python3.13: it could not be started"), "{said}");
    assert!(said.ends_with("or say '--python PATH'") && said.contains("pyenv install 3.14"), "{said}");
    assert_eq!(choose(&world, "3.14").unwrap_err().exit(), Exit::NotFound);

    assert!(taken(&world, "2.7").starts_with("Python 2.7 is not supported; noglue needs 3.8 or newer"));
    assert!(taken(&world, "3.7.1").starts_with("Python 3.7.1 is not supported"));
    assert!(taken(&world, "2").starts_with("Python 2 is not supported"));
    assert!(taken(&world, "no-such-python").starts_with("there is no command \"no-such-python\" on PATH"));
    assert!(
        taken(&world, "/nonexistent/py").starts_with("could not use the Python /nonexistent/py\nthere is no such file")
    );
    std::fs::create_dir(world.at("empty")).unwrap();
    assert!(taken(&world, "./empty").contains("neither an environment nor has it a bin/python"));
    for name in ["no-such-python", "/nonexistent/py"] {
        assert_eq!(choose(&world, name).unwrap_err().exit(), Exit::NotFound);
    }
}

#[test]
fn prefixes_directories_and_commands_can_be_named() {
    let mut world = World::new();
    world.path(&["shims", "tools"]);
    world.python("opt/py/bin/python3", "3.12.1");
    world.python("tools/my-python", "3.10.2");
    world.program("own/noglue", "");
    world.link(world.at("own/noglue"), "shims/my-python");
    world.python("home/x/python3", "3.9.18");
    world.remember("pp/bin/pypy3", &pypy("3.10.14"));
    for (text, path) in [
        ("opt/py", "opt/py/bin/python3"),
        ("opt/py/bin", "opt/py/bin/python3"),
        ("opt/py/", "opt/py/bin/python3"),
        ("./opt/../opt/py", "opt/py/bin/python3"),
        ("my-python", "tools/my-python"),
        ("~/x/python3", "home/x/python3"),
        ("pp", "pp/bin/pypy3"),
    ] {
        let text = if text == "pp" { world.at("pp").to_str().unwrap().to_owned() } else { text.to_owned() };
        assert_eq!(taken(&world, &text), path, "{text}");
    }
}

#[test]
fn the_list_has_each_interpreter_once_the_newest_first() {
    let mut world = World::new();
    world.path(&["usr/bin"]);
    world.python("usr/bin/python3.11", "3.11.2");
    world.link("python3.11", "usr/bin/python3");
    world.python("pyenv/versions/3.9.18/bin/python3.9", "3.9.18");
    world.python("uv/cpython-3.12.10/bin/python3.12", "3.12.10");
    world.python("mise/3.12.10/bin/python3.12", "3.12.10");
    world.link(world.at("mise/3.12.10"), "mise/latest");
    world.remember("uv/pypy-3.10/bin/pypy3.10", &pypy("3.10.14"));
    world.remember("opt/t/bin/python3.13t", &free_threaded("3.13.0"));
    world.program("opt/broken/bin/python3", "broken");
    world.program("opt/old/bin/python3.7", "not run");
    world.link("python3.7", "opt/old/bin/python3");
    // Asked through its first name, `python3`, which is a link: that name is remembered, too.
    world.remember_at(&world.at("usr/bin/python3"), &super::super::fake::answer("3.11.2"));
    let listing = list(&world.search);
    let interpreters: Vec<&Interpreter> = listing.found.iter().map(|f| &f.interpreter).collect();
    assert_eq!(
        titles(&interpreters),
        ["CPython 3.13.0t", "CPython 3.12.10", "CPython 3.12.10", "CPython 3.11.2", "PyPy 3.10.14", "CPython 3.9.18"]
    );
    let places: Vec<Place> = listing.found.iter().map(|f| f.place).collect();
    assert_eq!(places, [Place::Opt, Place::Mise, Place::Uv, Place::Path, Place::Uv, Place::Pyenv]);
    assert_eq!(listing.found[3].also, [world.at("usr/bin/python3.11")]);
    let skipped: Vec<String> = listing.skipped.iter().map(ToString::to_string).collect();
    assert!(skipped[0].ends_with("opt/old/bin/python3: it is Python 3.7; noglue needs 3.8 or newer"), "{skipped:?}");
    assert!(skipped[1].contains("opt/broken/bin/python3: it could not be started"), "{skipped:?}");
    assert_eq!(skipped.len(), 2);
}
