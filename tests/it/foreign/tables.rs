//! Tables and files of other tools without a lock.

use super::{index, synced};
use crate::support::World;

#[test]
fn the_environments_of_hatch_are_groups_and_the_default_one_is_installed() {
    let index = index();
    let world = World::new().index(&index);
    world.write(
        "pyproject.toml",
        "[project]\nname = \"x\"\ndependencies = [\"c\"]\n[tool.hatch.envs.default]\ndependencies = [\"d\"]\n[tool.hatch.envs.docs]\nextra-dependencies = [\"e\"]\n",
    );
    assert_eq!(synced(&world, &[]), ["c==1.0", "d==1.0"]);
    assert_eq!(synced(&world, &["--group", "docs"]), ["c==1.0", "d==1.0", "e==1.0"]);
    assert_eq!(synced(&world, &["--no-group", "default"]), ["c==1.0"]);
}

#[test]
fn what_only_conda_has_is_said() {
    let index = index();
    let world = World::new().index(&index);
    world.write(
        "environment.yml",
        "name: x\nchannels: [defaults]\ndependencies:\n  - python>=3.8\n  - numpy=1.26\n  - pip\n  - pip:\n      - c==1.0 # why\n",
    );
    world.noglue(["sync"]).run().ok().stderr_has("not installed, since only conda has them: numpy");
    assert_eq!(world.installed(), ["c==1.0"]);
    let refused = |text: &str, expected: &str| {
        world.write("environment.yml", text);
        world.noglue(["sync"]).run().code(1).clear_error().stderr_has(expected);
    };
    refused("dependencies:\n  - numpy\n", "environment.yml:1:1: numpy are packages of conda");
    refused("dependencies:\n  - pip:\n    - a b\n", "environment.yml:3:");
    refused("dependencies: [a]\n", "environment.yml:1:1: dependencies must be a list, one a line");
    refused("nothing\n", "it is no environment of conda");
}

#[test]
fn a_setup_cfg_that_is_wrong_is_named_with_its_line() {
    let world = World::new();
    let refused = |text: &str, expected: &str| {
        world.write("setup.cfg", text);
        world.noglue(["sync"]).run().code(1).clear_error().stderr_has(expected);
    };
    refused("[options]\ninstall_requires =\n    a b\n", "setup.cfg:3:");
    refused(
        "[options]\ninstall_requires = file: requirements.in\n",
        "setup.cfg:2:1: it takes its requirements from another file",
    );
    refused("[options]\ninstall_requires = a\npython_requires = x\n", "setup.cfg:3:1: python_requires:");
    refused("[metadata]\nname = x\n", "no requirements in ");
}
