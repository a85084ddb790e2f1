//! `noglue tree`, `why-package` and `outdated`: who needs whom, and what could be newer.

use crate::support::{FakeIndex, World, sdist, wheel};

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    index
        .publish(wheel("app", "1.0").requires("lib[fast]>=1").requires("tool<2").requires("never; python_version<'3'"));
    for version in ["1.0", "1.5", "2.0"] {
        index.publish(wheel("lib", version).requires("base").extra("fast", &["speed>=0.5"]));
        index.publish(wheel("tool", version).requires("base"));
    }
    index.publish(wheel("lib", "3.0a1").requires("base"));
    index.publish(wheel("base", "1.0"));
    index.publish(wheel("speed", "0.9"));
    index
}

fn world(index: &FakeIndex) -> World {
    let world = World::new().index(index);
    world.write("requirements.txt", "app\nlib<2\n");
    world.noglue(["sync"]).run().ok();
    world
}

#[test]
fn what_is_needed_is_drawn_below_what_needs_it() {
    let index = index();
    let world = world(&index);
    let drawn = "app 1.0\n├── lib[fast] 1.5\n│   ├── base 1.0\n│   └── speed 0.9\n└── tool 1.5\n    └── base 1.0";
    index.take_requests();
    world.noglue(["tree"]).run().ok().stdout_is(drawn);
    world.noglue(["pip", "tree"]).run().ok().stdout_is(drawn);
    assert!(index.take_requests().is_empty());
    world.noglue(["tree", "--depth", "1"]).run().ok().stdout_is("app 1.0\n├── lib[fast] 1.5\n└── tool 1.5");
    world.noglue(["tree", "--package", "tool"]).run().ok().stdout_is("tool 1.5\n└── base 1.0");
    let inverted =
        "base 1.0\n├── lib 1.5\n│   └── app 1.0 (needs lib>=1)\n└── tool 1.5\n    └── app 1.0 (needs tool<2)";
    world.noglue(["tree", "--invert", "Base"]).run().ok().stdout_is(inverted);
    world.noglue(["why-package", "base"]).run().ok().stdout_is(inverted);
    world.noglue(["tree", "--outdated", "--package", "app"]).run().ok().stdout_has("├── lib[fast] 1.5 (latest: 2.0)");
    world
        .noglue(["why-package", "bose"])
        .run()
        .code(1)
        .stderr_has("bose is not installed in")
        .stderr_has("did you mean base?");
    world.noglue(["tree", "--package", "no/name"]).run().code(2);

    let json = world.noglue(["tree", "--json"]).run().ok().json();
    assert_eq!(json["tops"], serde_json::json!(["app"]));
    let app = &json["packages"][0];
    assert_eq!((app["name"].as_str(), app["requested"].as_bool()), (Some("app"), Some(true)));
    assert_eq!(app["needs"][0]["extras"], serde_json::json!(["fast"]));
    assert_eq!(json["packages"][1]["needed_by"], serde_json::json!(["lib", "tool"]));
}

#[test]
fn what_is_missing_or_wrong_and_circles_are_said() {
    let index = index();
    index.publish(wheel("one", "1.0").requires("two").requires("base>=1"));
    index.publish(wheel("two", "1.0").requires("one"));
    let world = World::new().index(&index);
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "app", "one"]).run().ok();
    world.noglue(["pip", "uninstall", "base", "tool"]).run().ok();
    world.noglue(["pip", "install", "--no-deps", "tool==2.0"]).run().ok();
    let tree = world.noglue(["tree"]).run().ok();
    let expected = "app 1.0\n├── lib[fast] 2.0\n│   ├── base (missing)\n│   └── speed 0.9\n└── tool 2.0 (needs <2)\n    └── base (missing)\none 1.0\n├── base (missing, needs >=1)\n└── two 1.0\n    └── one 1.0 (circle)";
    tree.stdout_is(expected);
}

#[test]
fn what_needs_much_is_drawn_once() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").requires("m"));
    index.publish(wheel("b", "1.0").requires("m"));
    index.publish(wheel("m", "1.0").requires("n"));
    index.publish(wheel("n", "1.0"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\nb\n");
    world.noglue(["sync"]).run().ok();
    let run = world.noglue(["tree"]).run().ok();
    run.stdout_is("a 1.0\n└── m 1.0\n    └── n 1.0\nb 1.0\n└── m 1.0 (*)").stderr_has("--no-dedupe");
    world
        .noglue(["tree", "--no-dedupe"])
        .run()
        .ok()
        .stdout_is("a 1.0\n└── m 1.0\n    └── n 1.0\nb 1.0\n└── m 1.0\n    └── n 1.0");
}

#[test]
fn outdated_tells_what_is_allowed_from_what_there_is() {
    let index = index();
    let world = world(&index);
    let run = world.noglue(["outdated"]).run().ok();
    run.stdout_is("Package  Current  Wanted  Latest\nlib      1.5      1.5     2.0\ntool     1.5      1.5     2.0")
        .stderr_has("2 of 5 packages could be newer");
    world.write("requirements.txt", "app\nlib<3\n");
    let json = world.noglue(["outdated", "--json"]).run().ok().json();
    assert_eq!(
        json[0],
        serde_json::json!({"name": "lib", "current": "1.5", "wanted": "2.0", "latest": "2.0", "requested": true})
    );
    assert_eq!(world.noglue(["outdated", "--json", "--pre"]).run().ok().json()[0]["latest"], "3.0a1");
    // Nothing is changed, and what no index knows is no error.
    index.forget("speed");
    world.noglue(["outdated", "--refresh"]).run().ok().stdout_has("lib ");
    assert!(world.installed().contains(&"lib==1.5".to_owned()));
}

#[test]
fn pip_list_outdated_prints_what_pip_prints() {
    let index = index();
    let world = world(&index);
    index.publish(sdist("base", "1.1"));
    let list = |words: &[&str]| world.noglue(["pip", "list", "--refresh"].iter().chain(words)).run();
    let columns = list(&["--outdated"]).ok().stdout_is(
        "Package Version Latest Type\n------- ------- ------ -----\nbase    1.0     1.1    sdist\n\
         lib     1.5     2.0    wheel\ntool    1.5     2.0    wheel",
    );
    let json = list(&["-o", "--format", "json"]).ok();
    list(&["--uptodate"]).ok().stdout_is("Package Version\n------- -------\napp     1.0\nspeed   0.9");
    assert_eq!(list(&["-o", "--pre", "--format=json"]).ok().json()[1]["latest_version"], "3.0a1");
    list(&["-o", "--format", "freeze"]).code(2).stderr_has("cannot be combined");
    list(&["-o", "-u"]).code(2).stderr_has("cannot be used with");
    list(&["-u", "--format", "freeze"]).ok().stdout_is("app==1.0\nspeed==0.9");
    let Some((python, pip)) = crate::oracle_pep::oracle() else { return };
    let site_packages = world.site_packages();
    let judge = |words: &[&str]| {
        let run = world.program(python).args(["-m", "pip", "list", "--path"]).arg(&site_packages).args(words);
        run.env("PYTHONPATH", pip).run().ok().stdout()
    };
    assert_eq!(judge(&["--outdated"]), columns.stdout());
    assert_eq!(judge(&["--outdated", "--format", "json"]), json.stdout());
    list(&["--uptodate"]).ok().stdout_is(judge(&["--uptodate"]).trim_end());
}
