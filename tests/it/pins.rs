//! Packages that come from one index and no other, and what a project may say of that.

use crate::support::{FakeIndex, Offers, World, wheel};

/// The main index has both, in newer versions; the other one has the project's own.
fn indexes() -> (FakeIndex, FakeIndex) {
    let (main, own) = (FakeIndex::start(), FakeIndex::start());
    main.publish(wheel("a", "1.0").requires("inner"));
    main.publish(wheel("inner", "9.0"));
    own.publish(wheel("a", "0.5"));
    own.publish(wheel("inner", "1.0"));
    (main, own)
}

fn project(dependencies: &str, index: &FakeIndex, tables: &str) -> String {
    format!(
        "[project]\nname = \"app\"\nversion = \"1\"\ndependencies = [{dependencies}]\n\
         [[tool.noglue.index]]\nname = \"own\"\nurl = \"{}\"\nexplicit = true\n{tables}",
        index.url()
    )
}

#[test]
fn a_pinned_package_comes_from_its_index_and_no_other_one_is_asked_for_it() {
    let (main, own) = indexes();
    for tool in ["noglue", "uv"] {
        let world = World::new().index(&main);
        let text = project("'a'", &own, "[tool.noglue.sources]\ninner = {index = \"own\"}\n");
        world.write("pyproject.toml", &text.replace("tool.noglue", &format!("tool.{tool}")));
        main.take_requests();
        let seen = world.noglue(["sync"]).run().ok();
        seen.stderr_has(&format!("note: inner comes from {}, as ", own.url())).stderr_has("pyproject.toml:7 says");
        assert_eq!(world.installed(), ["a==1.0", "inner==1.0"], "{tool}");
        assert_eq!(main.count("/inner/"), 0);
        assert_eq!(own.count("/a/"), 0);
        // Nothing to do: nothing to say.
        let seen = world.noglue(["sync"]).run().ok();
        assert!(!seen.stderr().contains("comes from"), "{}", seen.stderr());
    }
    // pip's words, given the file, keep to it.
    let world = World::new().index(&main);
    world.write("pyproject.toml", &project("'inner'", &own, "[tool.noglue.sources]\ninner = {index = \"own\"}\n"));
    let seen = world.noglue(["pip", "compile", "--no-header", "--no-annotate", "pyproject.toml"]).run().ok();
    assert_eq!(seen.stdout(), "inner==1.0\n");
    // Not there means not at all, though another index has it.
    own.forget("inner");
    let seen = world.noglue(["sync", "--refresh"]).run().code(1).clear_error();
    seen.stderr_has(&format!("looked for inner on {}", own.url()));
}

#[test]
fn markers_choose_the_pin_that_counts() {
    let (main, own) = indexes();
    let world = World::new().index(&main);
    let sources = |marker: &str| {
        format!("[tool.noglue.sources]\ninner = [{{index = \"own\", marker = \"sys_platform {marker} 'win32'\"}}]\n")
    };
    world.write("pyproject.toml", &project("'inner'", &own, &sources("==")));
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["inner==9.0"]);
    world.write("pyproject.toml", &project("'inner'", &own, &sources("!=")));
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["inner==1.0"]);
}

#[test]
fn a_project_does_not_choose_where_all_packages_come_from() {
    let (main, own) = indexes();
    let world = World::new().index(&main);
    let text = project("'a'", &own, "").replace("explicit = true\n", "default = true\n");
    world.write("pyproject.toml", &text);
    let seen = world.noglue(["sync"]).run().ok();
    let seen = seen.stderr_has("own is asked only for what [tool.noglue.sources] takes from it");
    seen.stderr_has("'--index own=URL' asks it for all");
    assert_eq!(world.installed(), ["a==1.0", "inner==9.0"]);
    assert_eq!(own.take_requests().len(), 0);
    // As it says: the user's word is another matter.
    let option = format!("own={}", own.url());
    world.noglue(["sync", "--upgrade", "--index", &option]).run().ok();
    assert_eq!(world.installed(), ["a==0.5"]);
    world.noglue(["sync", "--upgrade"]).env("NOGLUE_INDEX", &option).run().ok();
    assert_eq!(world.installed(), ["a==0.5"]);
}

#[test]
fn the_users_index_takes_the_place_of_the_projects_one_of_that_name() {
    let (main, own) = indexes();
    let mirror = FakeIndex::start();
    mirror.publish(wheel("inner", "2.0"));
    mirror.publish(wheel("a", "7.0"));
    let world = World::new().index(&main);
    world.write("pyproject.toml", &project("'a', 'inner'", &own, "[tool.noglue.sources]\ninner = {index = \"own\"}\n"));
    let seen = world.noglue(["sync", "--index", &format!("own={}", mirror.url())]).run().ok();
    assert!(!seen.stderr().contains("comes from"), "{}", seen.stderr());
    // It is explicit still.
    assert_eq!(world.installed(), ["a==1.0", "inner==2.0"]);
    let config = format!(
        "[[index]]\nname = \"own\"\nurl = \"{}\"\nexplicit = true\n[sources]\na = {{index = \"own\"}}\n",
        mirror.url()
    );
    world.write("../../config/config.toml", &config);
    world.noglue(["sync", "--upgrade"]).run().ok();
    assert_eq!(world.installed(), ["a==7.0", "inner==2.0"]);
}

#[test]
fn a_projects_index_gets_no_credentials_of_the_user() {
    let main = FakeIndex::start();
    let own = FakeIndex::offering(Offers { auth: Some("someone:s3cr3t"), ..Offers::default() });
    own.publish(wheel("inner", "1.0"));
    let world = World::new().index(&main);
    std::fs::write(world.home().join(".netrc"), "machine 127.0.0.1\nlogin someone\npassword s3cr3t\n").unwrap();
    world.write("pyproject.toml", &project("'inner'", &own, "[tool.noglue.sources]\ninner = {index = \"own\"}\n"));
    world.noglue(["sync"]).run().code(3).clear_error().stderr_has("401");
    assert!(own.take_requests().iter().all(|request| request.header("authorization").is_none()));
    // The user's own word for the same index is enough.
    world.noglue(["sync", "--index", &format!("own={}", own.url())]).run().ok().lacks("s3cr3t");
    assert_eq!(world.installed(), ["inner==1.0"]);
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let (main, own) = indexes();
    let world = World::new().index(&main);
    let check = |sources: &str, words: &str| {
        world.write("pyproject.toml", &project("'inner'", &own, sources));
        world.noglue(["sync"]).run().code(1).clear_error().stderr_has(words);
        assert!(!world.venv().exists());
    };
    let sources = |text: &str| format!("[tool.noglue.sources]\ninner = {text}\n");
    check(
        &sources("{index = 'other'}"),
        "pyproject.toml:10: there is no index \"other\", where inner should come from",
    );
    check(&sources("{workspace = true}"), "inner is no member of the workspace");
    check(&sources("{}"), "the source of inner needs one of index, git, url and path");
    check(&sources("{branch = 'x'}"), "the source of inner needs one of index, git, url and path");
    check(&sources("{git = 'https://h/x', tag = 'a', rev = 'b'}"), "a repository has one of rev, tag and branch");
    check(&sources("{index = 'own', marker = 'x'}"), "not a valid marker");
    check(&sources("7"), "inner must be a list of tables");
    check("[[tool.noglue.index]]\nname = 'own'\nurl = 'https://h/'\n", "there are two indexes named \"own\"");
    check("[[tool.noglue.index]]\nname = 'o n'\nurl = 'https://h/'\n", "the name of an index has letters");
    check("[[tool.noglue.index]]\nname = 'on'\n", "an index needs a url");
}

#[test]
fn paths_and_urls_are_where_a_package_lies() {
    let (main, _own) = indexes();
    let world = World::new().index(&main);
    let built = wheel("inner", "3.0");
    let file = world.project().join("inner-3.0-py3-none-any.whl");
    std::fs::write(&file, built.build()).unwrap();
    let check = |tool: &str, source: &str, expected: &str| {
        let text = "[project]\nname = \"app\"\nversion = \"1\"\ndependencies = ['inner>=2']\n";
        world.write("pyproject.toml", &format!("{text}[tool.{tool}.sources]\ninner = {source}\n"));
        world.noglue(["sync"]).run().ok();
        assert_eq!(world.installed(), [expected], "{source}");
    };
    check("uv", "{path = 'inner-3.0-py3-none-any.whl'}", "inner==3.0");
    check("noglue", &format!("{{url = 'file://{}'}}", file.display()), "inner==3.0");
    check("uv", "{workspace = false}", "inner==9.0");
    check("uv", "{path = 'inner-3.0-py3-none-any.whl', marker = \"sys_platform == 'win32'\"}", "inner==9.0");
    // What is asked of the version counts there, too.
    let text = "[project]\nname = \"app\"\nversion = \"1\"\ndependencies = ['inner>=4']\n[tool.uv.sources]\n";
    world.write("pyproject.toml", &format!("{text}inner = {{path = 'inner-3.0-py3-none-any.whl'}}\n"));
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("inner");
    assert_eq!(world.installed(), ["inner==9.0"]);
}

#[test]
fn what_is_for_all_platforms_has_no_pins_for_some() {
    let (main, own) = indexes();
    let world = World::new().index(&main);
    let sources = "[tool.noglue.sources]\ninner = [{index = \"own\", marker = \"sys_platform == 'linux'\"}]\n";
    world.write("pyproject.toml", &project("'inner'", &own, sources));
    for args in [&["lock"][..], &["pip", "compile", "--universal", "pyproject.toml"]] {
        let seen = world.noglue(args).run().code(1).clear_error();
        seen.stderr_has("pyproject.toml:10: inner comes from an index on some platforms only, and this is for all");
    }
    world.write("pyproject.toml", &project("'inner'", &own, "[tool.noglue.sources]\ninner = {index = \"own\"}\n"));
    world.noglue(["lock"]).run().ok();
    let lock = std::fs::read_to_string(world.project().join("pylock.toml")).unwrap();
    assert!(lock.contains(&own.url()) && !lock.contains(&main.url()), "{lock}");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["inner==1.0"]);
}
