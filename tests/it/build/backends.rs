//! The real back ends from the real index, each with a small project, and pip as the judge: what we install is, file by
//! file, what pip installs.

use std::path::Path;

use crate::pypi::{judge, picture};
use crate::support::{Python, World, any_python, difference};

const PROJECT: &str = "[project]\nname = \"made-up\"\nversion = \"1.0\"\ndescription = \"x\"\n\
                       [project.scripts]\nmade-up = \"made_up:main\"\n";
const MODULE: &str = "\"\"\"Made up.\"\"\"\n__version__ = '1.0'\ndef main():\n    print('made up')\n";

fn project(world: &World, backend: &str, requires: &str, more: &str) -> std::path::PathBuf {
    let dir = backend.replace([':', '.'], "-");
    let build = format!("[build-system]\nrequires = [{requires}]\nbuild-backend = \"{backend}\"\n");
    world.write(format!("{dir}/pyproject.toml"), &format!("{build}{PROJECT}{more}"));
    world.write(format!("{dir}/made_up/__init__.py"), MODULE);
    world.write(format!("{dir}/made_up/data.txt"), "data\n");
    world.project().join(dir)
}

#[test]
fn pure_python_backends_give_what_pip_gives() {
    let python = any_python();
    let world = World::with_python(python).real_index();
    let setuptools =
        "[tool.setuptools]\npackages = [\"made_up\"]\n[tool.setuptools.package-data]\nmade_up = [\"*.txt\"]\n";
    let projects = [
        project(&world, "setuptools.build_meta", "\"setuptools\"", setuptools),
        project(&world, "flit_core.buildapi", "\"flit_core>=3.4\"", ""),
        project(&world, "hatchling.build", "\"hatchling\"", ""),
        project(&world, "poetry.core.masonry.api", "\"poetry-core>=2\"", ""),
        project(&world, "pdm.backend", "\"pdm-backend\"", ""),
    ];
    let judge = judge(&world, python);
    for project in &projects {
        for editable in [false, true] {
            compare(&world, python, &judge, project, editable);
        }
    }
    legacy(&world, python, &judge);
}

#[track_caller]
fn compare(world: &World, python: &Python, judge: &Path, project: &Path, editable: bool) {
    let option = if editable { "-e " } else { "" };
    world.write("requirements.txt", &format!("{option}{}\n", project.display()));
    world.noglue(["sync"]).run().ok();
    let mut words =
        vec!["-m", "pip", "--no-cache-dir", "install", "--quiet", "--no-deps", "--no-compile", "--force-reinstall"];
    words.extend(editable.then_some("-e"));
    world.program(&judge.join("bin/python")).args(words).arg(project).run().ok();
    let (ours, theirs) = (picture(&world.venv(), python), picture(judge, python));
    assert_eq!(difference(&ours, &theirs), Vec::<String>::new(), "{} {option}: ours, pip's", project.display());
    assert!(ours.len() >= 4, "{ours:?}");
    assert_eq!(world.inside("import made_up; made_up.main()"), "made up");
}

// setup.py and nothing else, a name and a version that only running it tells.
fn legacy(world: &World, python: &Python, judge: &Path) {
    let dir = world.project().join("legacy");
    world.write(
        "legacy/setup.py",
        "from setuptools import setup\nsetup(name='made-up', version='1.' + str(0), packages=['made_up'])\n",
    );
    world.write("legacy/made_up/__init__.py", MODULE);
    compare(world, python, judge, &dir, false);
}
