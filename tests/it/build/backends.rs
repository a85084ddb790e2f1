//! The real back ends from the real index, each with a small project, and pip as the judge: what we install is, file by
//! file, what pip installs.

use std::path::Path;

use crate::pypi::{judge, picture};
use crate::support::{Python, World, any_python, difference, is_ci, skip};

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

const EXTENSION: &str = "#include <Python.h>\n\
    static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, \"native\", NULL, -1, NULL};\n\
    PyMODINIT_FUNC PyInit_native(void) { return PyModule_Create(&module); }\n";
const MESON: &str = "project('native', 'c', version: '1.0')\npy = import('python').find_installation(pure: false)\n\
    py.extension_module('native', 'native.c', install: true)\n";
#[test]
fn a_compiling_backend_and_a_source_distribution_of_the_index_give_the_files_that_pip_gives() {
    if !["cc", "pg_config"].iter().all(|program| on_path(program)) {
        assert!(!is_ci(), "a C compiler or libpq-dev is not installed");
        return skip("compiling back ends", "a C compiler or libpq-dev is not installed");
    }
    let python = any_python();
    let world = World::with_python(python).real_index();
    let judge = judge(&world, python);
    let build = "[build-system]\nrequires = [\"meson-python\"]\nbuild-backend = \"mesonpy\"\n";
    world.write("meson/pyproject.toml", &format!("{build}[project]\nname = \"native\"\nversion = \"1.0\"\n"));
    world.write("meson/meson.build", MESON);
    world.write("meson/native.c", EXTENSION);
    for (requirement, import) in [("./meson", "native"), ("psycopg2==2.9.10", "psycopg2")] {
        world.write("requirements.txt", &format!("{requirement}\n"));
        world.noglue(["sync", "--no-binary", "psycopg2"]).run().ok();
        let words = ["-m", "pip", "--no-cache-dir", "install", "--quiet", "--no-deps", "--no-compile", "--no-binary"];
        let run = world.program(&judge.join("bin/python")).args(words);
        run.args(["psycopg2", "--force-reinstall", requirement]).run().ok();
        // What a compiler makes differs by the directory it ran in: names and modes are compared.
        let names = |env: &Path| picture(env, python).into_keys().collect::<Vec<_>>();
        assert_eq!(names(&world.venv()), names(&judge), "{requirement}");
        world.inside(&format!("import {import}"));
        world.program(&judge.join("bin/python")).args(["-m", "pip", "uninstall", "-qy", import]).run().ok();
    }
}

fn on_path(program: &str) -> bool {
    std::process::Command::new("sh").args(["-c", &format!("command -v {program}")]).output().unwrap().status.success()
}
