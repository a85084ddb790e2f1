//! `noglue sync` where all goes well: what is asked for is there, what is not is gone, and nothing is done twice.

use crate::support::{FakeIndex, Offers, World, any_python, difference, sdist, snapshot, wheel};

fn small_index() -> FakeIndex {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").requires("b>=2").entry_point("a-cli", "a:main").file(
        "a/__init__.py",
        "import b\n__version__ = '1.0'\ndef main():\n    print('a', __version__, 'b', b.__version__)\n",
    ));
    index.publish(wheel("b", "1.0"));
    index.publish(wheel("b", "2.0"));
    index.publish(wheel("b", "3.0rc1"));
    index.publish(wheel("c", "1.0"));
    index
}

#[test]
fn a_requirements_file_becomes_an_environment() {
    let index = small_index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a  # the app\n");
    world.noglue(["sync"]).run().ok().stdout_is("");
    assert_eq!(world.installed(), ["a==1.0", "b==2.0"]);
    assert_eq!(world.inside("import sys; print(sys.prefix)"), "[ROOT]/home/project/.venv");
    let seen = world.program(&world.venv().join("bin/a-cli")).run().ok();
    seen.stdout_is("a 1.0 b 2.0");
}

#[test]
fn a_pyproject_becomes_an_environment() {
    let index = small_index();
    let world = World::new().index(&index);
    world.write(
        "pyproject.toml",
        "[project]\nname = \"app\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"b<2\"]\n\
         [project.optional-dependencies]\nmore = [\"c\"]\n[dependency-groups]\ndev = [\"a\"]\ndocs = [\"c\"]\n",
    );
    // The group `dev` wants a, which wants b>=2: with it there is no answer, so it must be left out when asked.
    world.noglue(["sync", "--no-dev"]).run().ok();
    assert_eq!(world.installed(), ["b==1.0"]);
    world.noglue(["sync", "--no-dev", "--extra", "more"]).run().ok();
    assert_eq!(world.installed(), ["b==1.0", "c==1.0"]);
    world.noglue(["sync", "--no-dev"]).run().ok();
    assert_eq!(world.installed(), ["b==1.0"]);
}

#[test]
fn nothing_to_do_asks_nobody_and_changes_nothing() {
    let index = small_index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    let before = snapshot(&world.venv());
    assert!(before.contains_key("pyvenv.cfg"));
    index.take_requests();
    index.stop();
    world.noglue(["sync"]).run().ok();
    assert_eq!(difference(&before, &snapshot(&world.venv())), Vec::<String>::new());
    assert!(index.take_requests().is_empty());
}

#[test]
fn an_environment_follows_its_requirements_up_down_and_out() {
    let index = small_index();
    let world = World::new().index(&index);
    let check = |requirements: &str, installed: &[&str]| {
        world.write("requirements.txt", requirements);
        world.noglue(["sync"]).run().ok();
        assert_eq!(world.installed(), installed, "{requirements}");
    };
    check("b==1.0\nc\n", &["b==1.0", "c==1.0"]);
    check("b==2.0\nc\n", &["b==2.0", "c==1.0"]);
    check("b==1.0\n", &["b==1.0"]);
    check("a\n", &["a==1.0", "b==2.0"]);
    assert!(world.venv().join("bin/a-cli").exists());
    check("c\n", &["c==1.0"]);
    assert!(!world.venv().join("bin/a-cli").exists());
    assert_eq!(world.inside("import c; print(c.__version__)"), "1.0");
}

#[test]
fn a_second_environment_needs_no_network() {
    let index = small_index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    let twin = world.home().join("twin");
    std::fs::create_dir(&twin).unwrap();
    std::fs::write(twin.join("requirements.txt"), "a\n").unwrap();
    index.stop();
    world.noglue(["sync", "--offline"]).cwd(&twin).run().ok();
    let seen = world.program(&twin.join(".venv/bin/a-cli")).run().ok();
    seen.stdout_is("a 1.0 b 2.0");
}

#[test]
fn prereleases_and_yanked_releases_are_taken_only_when_named() {
    let index = small_index();
    index.publish(wheel("b", "2.5").yanked("broken"));
    let world = World::new().index(&index);
    let check = |requirements: &str, installed: &[&str]| {
        world.write("requirements.txt", requirements);
        world.noglue(["sync"]).run().ok();
        assert_eq!(world.installed(), installed, "{requirements}");
    };
    check("b\n", &["b==2.0"]);
    check("b==2.5\n", &["b==2.5"]);
    check("b>=3.0rc1\n", &["b==3.0rc1"]);
    check("--pre\nb\n", &["b==3.0rc1"]);
}

#[test]
fn markers_extras_constraints_and_included_files_count() {
    let index = small_index();
    index.publish(wheel("d", "1.0").extra("x", &["c"]).requires("nowhere; python_version < '3'"));
    let world = World::new().index(&index);
    world.write("requirements/base.txt", "-c constraints.txt\nb\n");
    world.write("requirements/constraints.txt", "b<2\nnot-asked-for==1\n");
    world.write("requirements.txt", "-r requirements/base.txt\nd[X] \\\n  >=1\nnowhere; sys_platform == 'win32'\n");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["b==1.0", "c==1.0", "d==1.0"]);
}

#[test]
fn every_kind_of_index_gives_the_same_environment() {
    let kinds = [
        Offers::default(),
        Offers { json: false, ..Offers::default() },
        Offers { metadata: false, ..Offers::default() },
        Offers { metadata: false, ranges: false, ..Offers::default() },
        Offers { json: false, metadata: false, hashes: false, ..Offers::default() },
    ];
    for offers in kinds {
        let said = format!("{offers:?}");
        let index = FakeIndex::offering(offers);
        index.publish(wheel("a", "1.0").requires("b>=2"));
        index.publish(wheel("b", "1.0"));
        index.publish(wheel("b", "2.0"));
        let world = World::new().index(&index);
        world.write("requirements.txt", "a\n");
        world.noglue(["sync"]).run().ok();
        assert_eq!(world.installed(), ["a==1.0", "b==2.0"], "{said}");
    }
}

#[test]
fn a_directory_of_wheels_is_enough() {
    let world = World::new();
    for package in [wheel("a", "1.0").requires("b"), wheel("b", "2.0")] {
        std::fs::create_dir_all(world.project().join("wheels")).unwrap();
        std::fs::write(world.project().join("wheels").join(package.filename()), package.build()).unwrap();
    }
    world.write("requirements.txt", "--no-index\n--find-links wheels\na\n");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.0"]);
}

#[test]
fn a_release_for_another_python_is_passed_over() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    index.publish(wheel("a", "2.0").requires_python(">=3.99"));
    index.publish(wheel("a", "3.0").tag("cp27-cp27m-win32").platlib());
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
}

#[test]
fn what_only_a_build_could_give_is_refused_by_name() {
    let index = FakeIndex::start();
    index.publish(sdist("only-source", "1.0"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "only-source\n");
    world.noglue(["sync", "--only-binary", ":all:"]).run().code(1).clear_error().stderr_has("only-source");
    assert!(!world.venv().exists());
}

#[test]
fn scripts_data_and_modes_land_where_they_belong() {
    let index = FakeIndex::start();
    let package = wheel("a", "1.0")
        .data("scripts/hello", "#!python\nimport sys; print('hello from', sys.prefix)\n")
        .data("scripts/plain.sh", "#!/bin/sh\necho plain\n")
        .data("data/share/a/data.txt", "data\n")
        .data("purelib/more.py", "x = 1\n")
        .mode("a/tool", "#!/bin/sh\n", 0o755);
    index.publish(package);
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    let seen = world.program(&world.venv().join("bin/hello")).run().ok();
    seen.stdout_is("hello from [ROOT]/home/project/.venv");
    world.program(&world.venv().join("bin/plain.sh")).run().ok().stdout_is("plain");
    assert_eq!(world.inside("import more; print(more.x)"), "1");
    assert_eq!(std::fs::read_to_string(world.venv().join("share/a/data.txt")).unwrap(), "data\n");
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(world.site_packages().join("a/tool")).unwrap().permissions().mode();
    assert_eq!(mode & 0o111, 0o111);
}

#[test]
fn the_environment_has_the_python_that_was_asked_for() {
    for found in crate::support::pythons().values() {
        let world = World::with_python(any_python());
        world.write("requirements.txt", "");
        world.noglue(["sync", "--python"]).arg(&found.executable).run().ok();
        let code = "import sys; print('%d.%d' % sys.version_info[:2])";
        assert_eq!(world.inside(code), found.short());
    }
}

#[test]
fn no_requirements_at_all_says_where_it_looked() {
    let world = World::new();
    let seen = world.noglue(["sync"]).run().code(1).clear_error();
    seen.stderr_has("requirements.txt").stderr_has("pyproject.toml");
    assert!(!world.venv().exists());
}

#[test]
fn what_was_put_in_by_hand_is_removed_by_an_exact_sync_and_said_so() {
    let index = small_index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "c\n");
    world.noglue(["sync"]).run().ok();
    world.noglue(["pip", "install", "b==1.0"]).run().ok();
    assert_eq!(world.installed(), ["b==1.0", "c==1.0"]);
    world.noglue(["sync"]).run().ok().stderr_has("b");
    assert_eq!(world.installed(), ["c==1.0"]);
}
