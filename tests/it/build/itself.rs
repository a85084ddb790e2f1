//! A project that is a package: installed where it lies, with what its own build says that it needs.

use super::{direct_url, world};
use crate::support::{FakeIndex, World, sdist, wheel};

const BUILD: &str = "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n";

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    for name in ["a", "b", "c"] {
        index.publish(wheel(name, "1.0"));
    }
    index
}

/// A world whose project is the package `app` with this `pyproject.toml` beside what its backend reads.
fn package(index: &FakeIndex, pyproject: &str) -> World {
    let world = World::new().index(index);
    let app = sdist("app", "1.0").requires("a").header("Provides-Extra: x").requires("b; extra == 'x'");
    app.file("pyproject.toml", pyproject).write_to(&world.project());
    world
}

#[test]
fn a_package_is_installed_editable_with_its_dependencies() {
    let index = index();
    let text = format!(
        "{BUILD}[project]\nname = \"app\"\nversion = \"1.0\"\ndependencies = [\"a\"]\n\
         optional-dependencies.x = [\"b\"]\n[dependency-groups]\ndev = [\"c\"]\n"
    );
    let world = package(&index, &text);
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "app==1.0", "c==1.0"]);
    assert_eq!(world.inside("import app; print(app.__file__)"), "[ROOT]/home/project/app.py");
    let url = r#""url":"file://[ROOT]/home/project""#;
    assert_eq!(direct_url(&world, "app-1.0.dist-info"), format!(r#"{{"dir_info":{{"editable":true}},{url}}}"#));
    world.noglue(["sync"]).run().ok().stderr_has("is up to date");
    world.noglue(["sync", "--extra", "x", "--no-dev"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "app==1.0", "b==1.0"]);
    world.noglue(["sync", "--no-install-project"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "c==1.0"]);
    world.noglue(["sync", "--only-group", "dev"]).run().ok();
    assert_eq!(world.installed(), ["c==1.0"]);
    world.write("noglue.toml", "package = false\n");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "c==1.0"]);
}

#[test]
fn what_is_dynamic_the_build_tells() {
    let index = index();
    let text = format!(
        "{BUILD}[project]\nname = \"app\"\ndynamic = [\"version\", \"dependencies\", \"optional-dependencies\"]\n\
         [dependency-groups]\ndev = [\"app[x]\"]\n"
    );
    let world = package(&index, &text);
    world.noglue(["sync", "--no-dev"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "app==1.0"]);
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "app==1.0", "b==1.0"]);
    world.noglue(["sync", "--no-dev", "--extra", "x"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "app==1.0", "b==1.0"]);
    let run = world.noglue(["sync", "--no-install-project"]).run().code(1).clear_error();
    run.stderr_has("dependencies are dynamic: only backend knows them");
}

#[test]
fn a_project_without_any_list_is_asked_itself() {
    let index = index();
    let world = package(&index, BUILD);
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "app==1.0"]);
    // A file of requirements is what the project needs, whatever else it is.
    world.write("requirements.txt", "c\n");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["c==1.0"]);
}

#[test]
fn a_project_that_cannot_be_built_changes_nothing_and_says_what_to_do() {
    let index = index();
    let world =
        package(&index, &format!("{BUILD}[project]\nname = \"app\"\nversion = \"1.0\"\ndependencies = [\"a\"]\n"));
    world.write("misbehave.py", "raise SystemExit('no')\n");
    let run = world.noglue(["sync"]).run().code(1).clear_error();
    run.stderr_has("could not build app 1.0").stderr_has("--no-install-project");
    assert!(!world.venv().exists());
}

#[test]
fn a_wheel_cannot_stand_for_an_editable_one() {
    let index = index();
    let world = world(&index, "-e ./app\n");
    let app = sdist("app", "1.0").file("old.py", "");
    let backend = crate::support::BACKEND.replace("def build_editable", "def no_build_editable");
    app.file("backend.py", &backend).write_to(&world.project().join("app"));
    let run = world.noglue(["sync"]).run().code(1).clear_error();
    run.stderr_has("its backend backend has no build_editable");
}
