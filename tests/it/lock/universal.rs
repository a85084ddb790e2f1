//! One lock for all environments: markers, platforms, extras and groups, and what has no solution somewhere.

use super::made::{project, said, text};
use crate::support::{FakeIndex, World, sdist, wheel};

const TOOL: &str = "[tool.noglue]\npackage = false\n";

#[test]
fn each_python_gets_the_newest_version_it_can_have() {
    let index = FakeIndex::start();
    index.publish(wheel("c", "1.0"));
    index.publish(wheel("c", "2.0").requires_python(">=3.10").requires("d; python_version < '3.12'"));
    index.publish(wheel("c", "3.0").requires_python(">=3.12.4"));
    index.publish(wheel("d", "1.0"));
    let world = World::new().index(&index);
    project(&world, &["c"], TOOL);
    world.noglue(["lock"]).run().ok();
    assert_eq!(
        said(&world),
        [
            "c 1.0 ; python_version < \"3.10\"",
            "c 2.0 ; python_version >= \"3.10\" and python_full_version < \"3.12.4\"",
            "c 3.0 ; python_full_version >= \"3.12.4\"",
            "d 1.0 ; python_version >= \"3.10\" and python_version < \"3.12\"",
        ]
    );
    // Fewer Pythons: what only the others had is gone, and sync says so before.
    let fewer =
        "[project]\nname = \"site\"\nversion = \"1\"\nrequires-python = \">=3.8,<3.12\"\ndependencies = [\"c\"]\n";
    world.write("pyproject.toml", fewer);
    world.noglue(["sync"]).run().code(1).stderr_has("it is for Python >=3.8, and the project for Python >=3.8,<3.12");
    world.noglue(["lock", "--check"]).run().code(1).stderr_has("c is 1.0, 2.0, 3.0 and is to be 1.0, 2.0");
    world.noglue(["lock"]).run().ok();
    let expected = [
        "c 1.0 ; python_version < \"3.10\"",
        "c 2.0 ; python_version >= \"3.10\"",
        "d 1.0 ; python_version >= \"3.10\"",
    ];
    assert_eq!(said(&world), expected);
    assert!(text(&world).contains("requires-python = \">=3.8,<3.12\"\n"));
}

#[test]
fn what_only_a_system_needs_is_marked_through_everything_that_needs_it() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").requires("w; sys_platform == 'win32'").requires("both"));
    index.publish(wheel("w", "1.0").requires("deep").requires("both"));
    index.publish(wheel("m", "1.0").requires("deep; platform_machine == 'arm64'"));
    for name in ["deep", "both", "old"] {
        index.publish(wheel(name, "1.0"));
    }
    let world = World::new().index(&index);
    project(&world, &["a", "m; sys_platform == 'darwin'", "old; python_version < '3.9' and os_name == 'posix'"], "");
    world.noglue(["lock"]).run().ok();
    assert_eq!(
        said(&world),
        [
            "a 1.0",
            "both 1.0",
            "deep 1.0 ; sys_platform == \"darwin\" and platform_machine == \"arm64\" or sys_platform == \"win32\"",
            "m 1.0 ; sys_platform == \"darwin\"",
            "old 1.0 ; python_version < \"3.9\" and sys_platform != \"win32\"",
            "w 1.0 ; sys_platform == \"win32\"",
        ]
    );
    world.noglue(["sync", "--locked"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "both==1.0"]);
}

#[test]
fn a_platform_without_a_wheel_of_the_newest_version_gets_an_older_one() {
    let index = FakeIndex::start();
    index.publish(wheel("n", "1.0"));
    for tag in ["manylinux_2_17_x86_64", "manylinux_2_17_aarch64", "macosx_11_0_arm64", "win_amd64", "win32"] {
        index.publish(wheel("n", "2.0").tag(&format!("py3-none-{tag}")));
    }
    for tag in ["musllinux_1_2_x86_64", "linux_armv7l"] {
        index.publish(wheel("n", "2.0").tag(&format!("py3-none-{tag}")));
    }
    index.publish(wheel("n", "2.0").tag("cp313-cp313t-win_amd64"));
    let world = World::new().index(&index);
    project(&world, &["n"], "");
    world.noglue(["lock"]).run().ok();
    let intel = "sys_platform == \"darwin\" and platform_machine == \"x86_64\"";
    let said = said(&world);
    assert_eq!(said[0], format!("n 1.0 ; {intel}"));
    assert_eq!(said.len(), 2);
    // What nobody the lock is for could install is not in it; the twins that no marker tells apart are.
    let text = text(&world);
    for (tag, is_there) in [("musllinux_1_2_x86_64", true), ("cp313t", true), ("armv7l", false), ("win32.whl", false)] {
        assert_eq!(text.contains(tag), is_there, "{tag}\n{text}");
    }
    // With a source to build from it is for all.
    index.publish(sdist("n", "2.0"));
    world.noglue(["lock", "--refresh", "--upgrade"]).run().ok();
    assert_eq!(self::said(&world), ["n 2.0"]);
}

#[test]
fn a_version_that_only_newer_pythons_or_other_systems_can_have_is_for_those() {
    let index = FakeIndex::start();
    for name in ["n", "m"] {
        index.publish(wheel(name, "1.0"));
    }
    // Neither says so in Requires-Python.
    for python in ["cp312", "cp313", "cp314"] {
        index.publish(wheel("n", "2.0").tag(&format!("{python}-none-any")));
    }
    index.publish(wheel("m", "2.0").tag("py3-none-macosx_11_0_arm64"));
    index.publish(wheel("m", "3.0").tag("py3-none-linux_armv7l"));
    let world = World::new().index(&index);
    project(&world, &["n", "m"], "");
    world.noglue(["lock"]).run().ok();
    assert_eq!(
        said(&world),
        [
            "m 1.0 ; sys_platform == \"darwin\" and platform_machine == \"x86_64\" or sys_platform == \"linux\" or sys_platform == \"win32\"",
            "m 2.0 ; sys_platform == \"darwin\" and platform_machine == \"arm64\"",
            "n 1.0 ; python_version < \"3.12\"",
            "n 2.0 ; python_version >= \"3.12\"",
        ]
    );
}

#[test]
fn extras_and_groups_are_locked_together_and_taken_apart() {
    let index = FakeIndex::start();
    for name in ["a", "b", "c", "d", "e"] {
        index.publish(wheel(name, "1.0"));
        index.publish(wheel(name, "2.0").requires(if name == "b" { "e" } else { "none; extra == 'x'" }));
    }
    let world = World::new().index(&index);
    let groups = "[project.optional-dependencies]\nmore = [\"b\", \"a\"]\nwin = [\"c; sys_platform == 'win32'\"]\n\
                  [dependency-groups]\ndev = [\"c<2\", \"e\"]\nlint = [\"d\", {include-group = \"dev\"}]\n";
    project(&world, &["a"], groups);
    world.noglue(["lock"]).run().ok();
    assert_eq!(
        said(&world),
        [
            "a 2.0 ; \"default\" in dependency_groups or \"more\" in extras",
            "b 2.0 ; \"more\" in extras",
            "c 1.0 ; \"win\" in extras and sys_platform == \"win32\" or \"dev\" in dependency_groups or \"lint\" in dependency_groups",
            "d 2.0 ; \"lint\" in dependency_groups",
            "e 2.0 ; \"more\" in extras or \"dev\" in dependency_groups or \"lint\" in dependency_groups",
        ]
    );
    let check = |args: &[&str], expected: &[&str]| {
        world.noglue(["sync", "--locked"].iter().chain(args)).run().ok();
        assert_eq!(world.installed(), expected, "{args:?}");
    };
    check(&[], &["a==2.0", "c==1.0", "e==2.0"]);
    check(&["--no-dev"], &["a==2.0"]);
    check(&["--no-dev", "--extra", "more"], &["a==2.0", "b==2.0", "e==2.0"]);
    check(&["--only-group", "lint"], &["c==1.0", "d==2.0", "e==2.0"]);
    check(&["--group", "lint", "--extra", "win"], &["a==2.0", "c==1.0", "d==2.0", "e==2.0"]);
    // What several of them need in one place is said once.
    let both = "[project.optional-dependencies]\nx = [\"w; os_name == 'nt'\"]\ny = [\"w; os_name == 'nt'\"]\n";
    index.publish(wheel("w", "1.0"));
    let other = World::new().index(&index);
    project(&other, &["a"], both);
    other.noglue(["lock"]).run().ok();
    let expected = "w 1.0 ; (\"x\" in extras or \"y\" in extras) and sys_platform == \"win32\"";
    assert_eq!(self::said(&other)[1], expected);
    other.noglue(["sync", "--locked", "--all-extras"]).run().ok();
    // A group that the lock knows nothing of.
    project(&world, &["a"], &groups.replace("lint =", "lunt ="));
    let seen = world.noglue(["sync"]).run().code(1).clear_error();
    seen.stderr_has("the dependency group lunt was not asked for").stderr_has("lint is not asked for any more");
}

#[test]
fn where_there_is_no_solution_the_lock_is_not_for() {
    let index = FakeIndex::start();
    index.publish(wheel("new", "1.0").requires_python(">=3.9"));
    index.publish(wheel("win", "1.0").tag("py3-none-win_amd64"));
    let world = World::new().index(&index);
    project(&world, &["new"], "");
    let seen = world.noglue(["lock"]).run().ok();
    seen.stderr_has("warning: not locked for python_version < \"3.9\": ").stderr_has("new");
    let text = text(&world);
    assert!(text.contains("implementation_name == \"cpython\" and python_version >= \"3.9\""), "{text}");
    world.noglue(["lock", "--check"]).run().ok();
    world.noglue(["sync", "--locked"]).run().ok();
    // This machine is not to be left out.
    project(&world, &["win"], "");
    world.noglue(["lock"]).run().code(1).clear_error().stderr_has("win 1.0");
    assert_eq!(self::text(&world), text);
}

#[test]
fn conflicts_are_explained_and_leave_the_lock_alone() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").requires("b>=2"));
    index.publish(wheel("c", "1.0").requires("b<2"));
    for version in ["1.0", "2.0"] {
        index.publish(wheel("b", version));
    }
    let world = World::new().index(&index);
    project(&world, &["a"], "");
    world.noglue(["lock"]).run().ok();
    let before = text(&world);
    project(&world, &["a", "c"], "");
    let seen = world.noglue(["lock"]).run().code(1).clear_error();
    seen.stderr_has("pyproject.toml:5 asks for a, which in its only version (1.0) needs b>=2")
        .stderr_has("pyproject.toml:5 asks for c, which in its only version (1.0) needs b<2");
    // Between groups, too: they can be installed together.
    project(&world, &["a"], "[dependency-groups]\ndev = [\"c\"]\n");
    world
        .noglue(["lock"])
        .run()
        .code(1)
        .clear_error()
        .stderr_has("asks for c, which in its only version (1.0) needs b<2");
    assert_eq!(text(&world), before);
    // For one system only: the others are locked.
    project(&world, &["a", "c; sys_platform == 'win32'"], "");
    let seen = world.noglue(["lock"]).run().ok();
    seen.stderr_has("warning: not locked for sys_platform == \"win32\": ");
    assert_eq!(
        text(&world).matches("sys_platform == \"win32\"").count(),
        1,
        "only what was asked for\n{}",
        text(&world)
    );
    let unknown = ["a", "nowhere"];
    project(&world, &unknown, "");
    world.noglue(["lock"]).run().code(1).clear_error().stderr_has("nowhere");
}
