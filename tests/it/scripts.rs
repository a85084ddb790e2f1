//! Scripts that say in their comments what they need (PEP 723).

use crate::support::{FakeIndex, World, wheel};

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").file("a/__init__.py", "__version__ = '1.0'\n"));
    index.publish(wheel("a", "2.0").file("a/__init__.py", "__version__ = '2.0'\n"));
    index
}

const SCRIPT: &str =
    "# /// script\n# dependencies = [\"a<2\"]\n# ///\nimport a, sys\nprint(a.__version__, sys.argv[1:])\n";

#[test]
fn a_script_gets_an_environment_of_its_own() {
    let index = index();
    let world = World::new().index(&index);
    world.write("bin/tool.py", SCRIPT);
    let seen = world.noglue(["run", "bin/tool.py", "--flag", "x y"]).run().ok();
    seen.stdout_is("1.0 ['--flag', 'x y']");
    assert!(!world.venv().exists());
    // Again: nothing to do, nobody asked, not a word.
    index.take_requests();
    let again = world.noglue(["run", "bin/tool.py"]).run().ok();
    assert_eq!(again.stderr(), "");
    assert!(index.take_requests().is_empty());
    // What it needs changes: so does the environment.
    world.write("bin/tool.py", &SCRIPT.replace("a<2", "a>=2"));
    world.noglue(["run", "bin/tool.py"]).run().ok().stdout_is("2.0 []");
    // With a project around it, it still has its own.
    world.write("requirements.txt", "a==1.0\n");
    world.noglue(["sync"]).run().ok();
    world.noglue(["run", "bin/tool.py"]).run().ok().stdout_is("2.0 []");
    world.noglue(["run", "--", "python", "-c", "import a; print(a.__version__)"]).run().ok().stdout_is("1.0");
}

#[test]
fn a_script_that_says_nothing_runs_in_the_project() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a==1.0\n");
    world.write("tool.py", "import a, sys\nprint(a.__version__, sys.argv)\n");
    world.noglue(["sync"]).run().ok();
    world.noglue(["run", "tool.py", "x"]).run().ok().stdout_is("1.0 ['tool.py', 'x']");
}

#[test]
fn what_cannot_be_had_is_said_and_nothing_runs() {
    let index = index();
    let world = World::new().index(&index);
    world.write("tool.py", &SCRIPT.replace("a<2", "a<2, b"));
    world.noglue(["run", "tool.py"]).run().code(1).stderr_has("tool.py:2").lacks("[]");
    world.write("tool.py", &SCRIPT.replace("a<2", "nothere"));
    world
        .noglue(["run", "tool.py"])
        .run()
        .code(1)
        .stderr_has("no package named nothere")
        .stderr_has("tool.py:2 asks for nothere");
    world.write("tool.py", "# /// script\n# requires-python = '>=4'\n# ///\n");
    world.noglue(["run", "tool.py"]).run().code(127).stderr_has(">=4");
}

#[test]
fn requirements_of_a_script_can_be_installed_and_compiled() {
    let index = index();
    let world = World::new().index(&index);
    world.write("tool.py", SCRIPT);
    world.noglue(["pip", "compile", "--no-header", "--no-annotate", "tool.py"]).run().ok().stdout_is("a==1.0");
    world.noglue(["sync", "-r", "tool.py"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
}
