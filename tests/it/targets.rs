//! Resolving for another Python or platform than the one that runs here.

use crate::support::{FakeIndex, World, sdist, wheel};

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    let fast = |version: &str, tag: &str| wheel("fast", version).tag(tag);
    index.publish(fast("3.0", "cp39-cp39-win_amd64").requires("shared"));
    index.publish(fast("2.0", "cp39-cp39-manylinux_2_17_aarch64"));
    index.publish(fast("1.5", "cp38-cp38-manylinux_2_31_x86_64"));
    index.publish(fast("1.2", "cp39-abi3-musllinux_1_1_x86_64"));
    index.publish(fast("1.1", "cp39-cp39-macosx_11_0_arm64"));
    index.publish(fast("0.5", "pp39-pypy39_pp73-manylinux_2_17_x86_64"));
    index.publish(fast("0.1", "py3-none-any"));
    index.publish(wheel("shared", "1.0"));
    for system in ["linux", "win32", "darwin"] {
        index.publish(wheel(&format!("on-{system}"), "1.0"));
    }
    let all = wheel("all", "1.0").requires("fast");
    let all = all.requires("on-linux; sys_platform == 'linux'").requires("on-win32; sys_platform == 'win32'");
    index.publish(all.requires("on-darwin; platform_system == 'Darwin' and platform_machine == 'arm64'"));
    index
}

#[test]
fn wheels_and_markers_are_those_of_the_target() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.in", "all\n");
    let check = |options: &[&str], expected: &str| {
        let args = ["pip", "compile", "--no-header", "--no-annotate", "requirements.in", "--python-version", "3.9"];
        let seen = world.noglue(args.iter().chain(options)).run().ok();
        assert_eq!(seen.stdout().replace('\n', " ").trim(), format!("all==1.0 {expected}"), "{options:?}");
    };
    check(&["--python-platform", "windows"], "fast==3.0 on-win32==1.0 shared==1.0");
    check(&["--platform", "win_amd64"], "fast==3.0 on-win32==1.0 shared==1.0");
    check(&["--python-platform", "aarch64-unknown-linux-gnu"], "fast==2.0 on-linux==1.0");
    check(&["--python-platform", "x86_64-manylinux_2_31"], "fast==0.1 on-linux==1.0");
    check(&["--python-platform", "x86_64-manylinux_2_31", "--abi", "cp38"], "fast==0.1 on-linux==1.0");
    check(&["--python-platform", "x86_64-unknown-linux-musl"], "fast==1.2 on-linux==1.0");
    check(&["--python-platform", "macos"], "fast==1.1 on-darwin==1.0");
    check(&["--platform", "macosx_11_0_arm64"], "fast==1.1 on-darwin==1.0");
    check(&["--platform", "macosx_10_9_x86_64"], "fast==0.1");
    check(&["--platform", "manylinux2014_x86_64", "--platform", "manylinux_2_17_aarch64"], "fast==2.0 on-linux==1.0");
    check(&["--platform", "linux_x86_64", "--implementation", "pp", "--abi", "pypy39_pp73"], "fast==0.1 on-linux==1.0");
    let pypy = ["--platform", "manylinux2014_x86_64", "--implementation", "pp", "--abi", "pypy39_pp73"];
    check(&pypy, "fast==0.5 on-linux==1.0");
    check(&["--python-platform", "windows", "--implementation", "py"], "fast==0.1 on-win32==1.0");
    let seen = world.noglue(["pip", "compile", "requirements.in", "--python-version", "3.8"]).arg("--python-platform");
    let seen = seen.arg("x86_64-manylinux_2_31").run().ok().stdout();
    assert!(seen.contains("--python-version 3.8 --python-platform x86_64-manylinux_2_31"), "{seen}");
    assert!(seen.contains("fast==1.5"), "{seen}");
}

#[test]
fn a_dry_run_says_what_another_python_would_get_and_an_install_refuses() {
    let index = index();
    let world = World::new().index(&index);
    let args = ["pip", "install", "all", "--python-platform", "windows", "--python-version", "3.9"];
    let seen = world.noglue(args).arg("--dry-run").run().ok();
    seen.stderr_has(" + fast 3.0").stderr_has(" + on-win32 1.0");
    assert!(!world.venv().exists());
    world.noglue(args).run().code(2).clear_error().stderr_has("an environment is for the Python that it has");
    assert!(!world.venv().exists());
}

#[test]
fn what_is_no_target_is_a_mistake_of_the_command_line() {
    let world = World::new();
    world.write("requirements.in", "all\n");
    let check = |options: &[&str], words: &str| {
        let seen = world.noglue(["pip", "compile", "requirements.in"].iter().chain(options)).run().code(2);
        seen.clear_error().stderr_has(words);
    };
    check(&["--python-platform", "beos"], "--python-platform: \"beos\" is no platform that is known");
    check(&["--platform", "manylinux"], "--platform: \"manylinux\" is no platform tag that is known");
    check(&["--implementation", "jy"], "--implementation: \"jy\" is no implementation that is known");
    check(&["--python-version", "three"], "--python-version: \"three\" is no version of Python");
}

#[test]
fn sources_of_other_targets_are_not_mistaken_for_wheels() {
    let index = FakeIndex::start();
    index.publish(wheel("only", "2.0").tag("cp39-cp39-win_amd64"));
    index.publish(sdist("only", "1.0"));
    let world = World::new().index(&index);
    world.write("requirements.in", "only\n");
    let args = ["pip", "compile", "requirements.in", "--python-platform", "linux", "--python-version", "3.9"];
    let seen = world.noglue(args).args(["--only-binary", ":all:"]).run().code(1).clear_error();
    seen.stderr_has("only");
    assert!(world.noglue(args).run().ok().stdout().contains("only==1.0"));
}
