//! `noglue add` and `noglue remove`: the file of a project as a person would have changed it, and its environment.

use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::support::{FakeIndex, Fault, World, wheel};

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    for version in ["1.0", "2.3.1"] {
        index.publish(wheel("alpha", version).requires("needed"));
        index.publish(wheel("Beta.Pkg", version).extra("fast", &["speed"]));
    }
    for name in ["needed", "speed", "gamma", "zeta"] {
        index.publish(wheel(name, "1.0"));
    }
    index
}

const PROJECT: &str = "\
# the site
[project]
name = \"site\"
version = \"0.1\"
dependencies = [
  # web
  \"gamma\", # why

  \"zeta>=1\",
]

[tool.other]
key = \"value\"   # odd   spaces
";

fn read(world: &World, file: &str) -> String {
    std::fs::read_to_string(world.project().join(file)).unwrap()
}

// Nothing of ours lies beside the file.
#[track_caller]
fn no_leftovers(world: &World) {
    let names = std::fs::read_dir(world.project()).unwrap().map(|entry| entry.unwrap().file_name());
    let ours: Vec<_> = names.filter(|name| name.to_string_lossy().starts_with(".noglue")).collect();
    assert!(ours.is_empty(), "{ours:?}");
}

#[test]
fn pyproject_gets_lines_with_bounds_and_the_environment_follows() {
    let index = index();
    let world = World::new().index(&index);
    world.write("pyproject.toml", PROJECT);
    let run = world.noglue(["add", "Beta_Pkg[fast]", "alpha<2 ; python_version > '3'"]).run().ok();
    run.stderr_has("pyproject.toml: beta-pkg[fast]>=2.3.1, alpha<2 ; python_version > '3'").stderr_has("+ alpha 1.0");
    let expected =
        PROJECT.replace("  # web\n", "  \"alpha<2 ; python_version > '3'\",\n  \"beta-pkg[fast]>=2.3.1\",\n  # web\n");
    assert_eq!(read(&world, "pyproject.toml"), expected);
    assert_eq!(
        world.installed(),
        ["alpha==1.0", "beta-pkg==2.3.1", "gamma==1.0", "needed==1.0", "speed==1.0", "zeta==1.0"]
    );
    no_leftovers(&world);
    world.noglue(["sync", "--check"]).run().ok();
    world.noglue(["history"]).run().ok().stdout_has("noglue add Beta_Pkg[fast]");

    // What stands there is changed, not written twice.
    world.noglue(["add", "ALPHA>=2"]).run().ok().stderr_has("alpha>=2 ; python_version > '3'");
    assert_eq!(read(&world, "pyproject.toml"), expected.replace("alpha<2", "alpha>=2"));
    assert!(world.installed().contains(&"alpha==2.3.1".to_owned()));
    world.noglue(["add", "alpha", "beta.pkg"]).run().ok().stderr_has("has alpha, beta-pkg already");

    world.noglue(["remove", "alpha", "Beta.Pkg"]).run().ok().stderr_has("- needed 1.0");
    assert_eq!(read(&world, "pyproject.toml"), PROJECT);
    assert_eq!(world.installed(), ["gamma==1.0", "zeta==1.0"]);
}

#[test]
fn groups_and_extras_have_lists_of_their_own() {
    let index = index();
    let world = World::new().index(&index);
    world.write("pyproject.toml", PROJECT);
    world.noglue(["add", "--dev", "alpha"]).run().ok();
    world.noglue(["add", "--group", "Docs", "alpha", "--bounds", "exact"]).run().ok();
    world.noglue(["add", "--extra", "web", "speed", "--raw"]).run().ok();
    let text = read(&world, "pyproject.toml");
    assert!(
        text.contains("\n[dependency-groups]\ndev = [\n    \"alpha>=2.3.1\",\n]\ndocs = [\n    \"alpha==2.3.1\",\n]\n"),
        "{text}"
    );
    assert!(
        text.contains("]\n\n[project.optional-dependencies]\nweb = [\n    \"speed\",\n]\n\n[tool.other]"),
        "{text}"
    );
    // Each of them is installed, and stays when the next one comes.
    assert_eq!(world.installed(), ["alpha==2.3.1", "gamma==1.0", "needed==1.0", "speed==1.0", "zeta==1.0"]);

    let refused = world.noglue(["remove", "alpha"]).run().code(1);
    refused.stderr_has("alpha is not among the dependencies").stderr_has("'noglue remove alpha --dev'");
    world.noglue(["remove", "speed", "--dev"]).run().code(1).stderr_has("'noglue remove speed --extra web'");
    world.noglue(["remove", "alpha", "--dev"]).run().ok().stderr_has("alpha stays in group docs");
    assert!(read(&world, "pyproject.toml").contains("dev = []\n"));
    assert!(world.installed().contains(&"alpha==2.3.1".to_owned()), "the group docs has it");
    world.noglue(["add", "--dev", "--group", "docs", "alpha"]).run().code(2);
}

#[test]
fn a_requirements_file_is_edited_where_the_project_has_one() {
    let index = index();
    let world = World::new().index(&index);
    let text = "# head\r\n-c limits.txt\r\ngamma  # why\r\nzeta>=1\r\n";
    world.write("requirements.txt", text);
    world.write("limits.txt", "alpha<2\n");
    world.noglue(["add", "alpha"]).run().ok().stderr_has("requirements.txt: alpha>=1.0");
    assert_eq!(read(&world, "requirements.txt"), text.replace("gamma", "alpha>=1.0\r\ngamma"));
    world.noglue(["add", "--dev", "speed"]).run().ok().stderr_has("requirements-dev.txt (new): speed>=1.0");
    assert_eq!(read(&world, "requirements-dev.txt"), "speed>=1.0\n");
    world.noglue(["remove", "gamma", "alpha"]).run().ok();
    assert_eq!(read(&world, "requirements.txt"), "# head\r\n-c limits.txt\r\nzeta>=1\r\n");
    let package = "[project]\nname = \"local\"\nversion = \"1\"\n[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n";
    world.write("lib/pyproject.toml", package);
    world.write("lib/backend.py", crate::support::BACKEND);
    world.noglue(["add", "--editable", "./lib", "--no-sync"]).run().ok().stderr_has("-e ./lib");
    assert!(read(&world, "requirements.txt").ends_with("zeta>=1\r\n-e ./lib\r\n"));
    world.noglue(["add", "-e", "./lib", "--frozen"]).run().ok().stderr_has("has local already");
}

#[test]
fn a_directory_with_nothing_gets_a_requirements_file() {
    let index = index();
    let world = World::new().index(&index);
    world.noglue(["remove", "alpha"]).run().code(1).stderr_has("says nowhere what it needs");
    world.noglue(["add", "alpha", "-r", "no.txt"]).run().code(1).stderr_has("no.txt: no such file");
    world.write("more.txt", "zeta==1.0\n# c\ngamma\n");
    world.noglue(["add", "alpha", "-r", "more.txt"]).run().ok().stderr_has("requirements.txt (new)");
    assert_eq!(read(&world, "requirements.txt"), "alpha>=2.3.1\ngamma>=1.0\nzeta==1.0\n");
    world.noglue(["add"]).run().code(2).stderr_has("needs the name of a package");
}

#[test]
fn the_comments_of_a_script_are_edited() {
    let index = index();
    let world = World::new().index(&index);
    world.write("tool.py", "#!/usr/bin/env python3\nimport alpha\nprint(alpha.__name__)\n");
    world.noglue(["add", "--script", "tool.py", "alpha"]).run().ok().stderr_has("tool.py: alpha>=2.3.1");
    let block = "# /// script\n# dependencies = [\n#     \"alpha>=2.3.1\",\n# ]\n# ///\n\n";
    assert_eq!(
        read(&world, "tool.py"),
        format!("#!/usr/bin/env python3\n{block}import alpha\nprint(alpha.__name__)\n")
    );
    world.noglue(["run", "tool.py"]).run().ok().stdout_is("alpha");
    world.noglue(["remove", "--script", "tool.py", "alpha"]).run().ok();
    assert!(read(&world, "tool.py").contains("# dependencies = []\n# ///"));
    world.noglue(["add", "--script", "none.py", "alpha"]).run().code(1).stderr_has("none.py");
    assert!(!world.venv().exists());
}

#[test]
fn when_it_fails_everything_is_as_it_was() {
    let index = index();
    index.publish(wheel("broken", "1.0").requires("no-such-thing"));
    let world = World::new().index(&index);
    world.write("pyproject.toml", PROJECT);
    world.noglue(["sync"]).run().ok();
    let generation = std::fs::read_link(world.venv().join("current")).unwrap();
    for (words, said) in [
        (&["add", "no-such-package"][..], "no-such-package"),
        (&["add", "broken"], "no-such-thing"),
        (&["add", "gamma>5"], "gamma"),
        (&["add", "not a name"], "not a valid requirement"),
        (&["remove", "gama"], "did you mean gamma?"),
        (&["remove", "gamma", "nowhere"], "nowhere is not among the dependencies"),
        (&["add", "--extra", "b@d", "gamma"], "no name of a extra"),
    ] {
        let run = world.noglue(words).run().any();
        assert_ne!(run.exit_code(), Some(0), "{words:?}");
        run.stderr_has(said);
        assert_eq!(read(&world, "pyproject.toml"), PROJECT, "{words:?}");
    }
    // It resolves, and the wheel is not what its hash says: the file was written, and is put back.
    index.fault("alpha-2.3.1-py3-none-any.whl", Fault::Status(403));
    let run = world.noglue(["add", "alpha"]).run().any();
    assert_ne!(run.exit_code(), Some(0));
    run.stderr_has("pyproject.toml is as it was");
    assert_eq!(read(&world, "pyproject.toml"), PROJECT);
    assert_eq!(std::fs::read_link(world.venv().join("current")).unwrap(), generation);
    no_leftovers(&world);
}

#[test]
fn what_noglue_cannot_edit_is_named() {
    let index = index();
    let world = World::new().index(&index);
    let check = |file: &str, text: &str, words: &[&str], said: &[&str]| {
        let path = world.write(file, text);
        let run = world.noglue(words).run().code(1);
        said.iter().for_each(|said| assert!(run.stderr().contains(said), "{said}: {}", run.stderr()));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        std::fs::remove_file(path).unwrap();
    };
    let dynamic = "[project]\nname = \"a\"\ndynamic = [\"dependencies\", \"optional-dependencies\"]\n[build-system]\nbuild-backend = \"b.api\"\n";
    check("pyproject.toml", dynamic, &["add", "alpha"], &["dependencies are dynamic: only b.api knows them"]);
    check("pyproject.toml", dynamic, &["add", "--extra", "x", "alpha"], &["optional-dependencies are dynamic"]);
    check(
        "pyproject.toml",
        "[project\n",
        &["add", "alpha"],
        &["is no valid TOML: line 1, column 9", "mend that place"],
    );
    let inline = "project = {name = \"a\", version = \"1\"}\n";
    check("pyproject.toml", inline, &["add", "alpha"], &["[project] is not written as a table of its own"]);
    check("pyproject.toml", "[tool.x]\n", &["add", "--extra", "x", "alpha"], &["there is no [project] in", "--group"]);
    check("setup.cfg", "[metadata]\n", &["add", "alpha"], &["setup.cfg, which noglue does not edit"]);
    let twice = "[project]\nname = \"a\"\nversion = \"1\"\ndependencies = [\n  \"alpha<2; python_version<'3'\",\n  \"alpha>=2; python_version>='3'\",\n]\n";
    check(
        "pyproject.toml",
        twice,
        &["add", "alpha>1"],
        &["pyproject.toml:5: alpha stands there 2 times", "python_version < '3'"],
    );
    let made = "# This file was autogenerated by uv via the following command:\nalpha==1.0\n";
    check("requirements.txt", made, &["add", "gamma"], &["was made by a tool"]);
    world.write("requirements.in", "alpha\n");
    check("requirements.txt", made, &["remove", "alpha"], &["noglue pip compile"]);
    std::fs::remove_file(world.project().join("requirements.in")).unwrap();
    let hashed = format!("alpha==1.0 --hash=sha256:{}\n", "a".repeat(64));
    check("requirements.txt", &hashed, &["add", "gamma"], &["was made by a tool"]);
    assert!(!world.venv().exists());
}

#[test]
fn read_only_files_and_links() {
    let index = index();
    let world = World::new().index(&index);
    let path = world.write("pyproject.toml", PROJECT);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    world.noglue(["add", "alpha"]).run().code(4).stderr_has("is read-only").stderr_has("chmod u+w");
    assert_eq!(read(&world, "pyproject.toml"), PROJECT);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();

    // A link is written through, and stays one.
    std::fs::create_dir(world.home().join("shared")).unwrap();
    let real = world.home().join("shared/real.toml");
    std::fs::rename(&path, &real).unwrap();
    std::os::unix::fs::symlink("../shared/real.toml", &path).unwrap();
    world
        .noglue(["add", "alpha", "--no-sync"])
        .run()
        .ok()
        .stderr_has("is a link")
        .stderr_has("shared/real.toml is written");
    assert!(path.symlink_metadata().unwrap().is_symlink());
    assert!(std::fs::read_to_string(&real).unwrap().contains("alpha>=2.3.1"));
    assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    std::fs::remove_file(&real).unwrap();
    world.noglue(["add", "alpha"]).run().code(4).stderr_has("a link that leads nowhere");
}

#[test]
fn a_lock_is_brought_up_to_date_or_left_alone() {
    let index = index();
    let world = World::new().index(&index);
    world.write("pyproject.toml", PROJECT);
    world.noglue(["lock"]).run().ok();
    let old = read(&world, "pylock.toml");
    world.noglue(["add", "alpha"]).run().ok();
    assert!(read(&world, "pylock.toml").contains("name = \"alpha\""));
    assert!(world.installed().contains(&"alpha==2.3.1".to_owned()));
    world.noglue(["sync", "--locked", "--check"]).run().ok();
    world.noglue(["remove", "alpha"]).run().ok();
    assert_eq!(read(&world, "pylock.toml"), old);
    world.noglue(["add", "speed", "--frozen"]).run().ok();
    assert_eq!(read(&world, "pylock.toml"), old, "--frozen");
    assert!(read(&world, "pyproject.toml").contains("\"speed\""), "without bounds: nobody was asked");
    world.noglue(["sync"]).run().code(1).stderr_has("stale");
}

// The environment is what it was, and the file is old or new and says how to go on.
#[test]
fn killed_and_interrupted_in_the_middle() {
    let index = index();
    let world = World::new().index(&index);
    world.write("pyproject.toml", PROJECT);
    world.noglue(["sync"]).run().ok();
    let before = world.installed();
    for (signal, is_undone) in [(Signal::INT, true), (Signal::KILL, false)] {
        index.take_requests();
        index.fault("alpha-2.3.1-py3-none-any.whl", Fault::Stall(Duration::from_secs(300)));
        let running = world.noglue(["add", "alpha"]).start();
        let deadline = Instant::now() + Duration::from_secs(60);
        while index.count("alpha-2.3.1-py3-none-any.whl") == 0 {
            assert!(Instant::now() < deadline, "{}", running.stderr_so_far());
            std::thread::sleep(Duration::from_millis(5));
        }
        running.signal(signal);
        drop(running.wait().any());
        assert_eq!(world.installed(), before);
        let text = read(&world, "pyproject.toml");
        assert_eq!(text == PROJECT, is_undone, "{signal:?}: {text}");
        if is_undone {
            no_leftovers(&world);
        }
    }
    index.heal();
    world.noglue([""; 0]).run().ok().stdout_has("pyproject.toml has changed");
    world.noglue(["add", "alpha"]).run().ok().stderr_has("+ alpha 2.3.1");
    no_leftovers(&world);
}

#[test]
fn what_sync_reads_is_what_is_edited() {
    let index = index();
    // Each a project, and the file that add must change; none: it must refuse.
    let project = "[project]\nname = \"x\"\nversion = \"1\"\n";
    let pipfile = "[packages]\nzeta = \"*\"\n";
    let poetry = "[tool.poetry]\nname = \"x\"\nversion = \"1\"\n[tool.poetry.dependencies]\nzeta = \"*\"\n";
    type Files<'a> = &'a [(&'a str, &'a str)];
    let cases: &[(Files<'_>, Option<&str>)] = &[
        (&[("Pipfile", pipfile), ("requirements.txt", "zeta\n")], None),
        (&[("requirements.in", "zeta\n"), ("requirements/base.txt", "zeta\n")], Some("requirements/base.txt")),
        (&[("pyproject.toml", project), ("requirements/prod.txt", "zeta\n")], Some("requirements/prod.txt")),
        (&[("pyproject.toml", poetry)], None),
        (&[("setup.cfg", "[options]\ninstall_requires =\n    zeta\n")], None),
        (&[("environment.yml", "dependencies:\n  - pip:\n    - zeta\n")], None),
    ];
    for (files, changed) in cases {
        let world = World::new().index(&index);
        for (name, text) in *files {
            world.write(name, text);
        }
        let run = world.noglue(["add", "alpha"]).run();
        let Some(changed) = changed else {
            run.code(1).clear_error().stderr_has("noglue does not edit").stderr_has("yourself");
            files.iter().for_each(|(name, text)| assert_eq!(read(&world, name), **text, "{name}"));
            continue;
        };
        run.ok();
        for (name, text) in *files {
            assert_eq!(read(&world, name) != **text, name == changed, "{name} of {files:?}");
        }
        let both = ["alpha", "zeta"].map(|name| world.installed().iter().any(|one| one.starts_with(name)));
        assert_eq!(both, [true, true], "{files:?}: {:?}", world.installed());
    }
}

#[test]
fn what_a_group_in_a_file_gets_is_installed() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "zeta\n");
    world.noglue(["add", "--dev", "alpha"]).run().ok().stderr_has("requirements-dev.txt (new)");
    assert!(world.installed().iter().any(|one| one.starts_with("alpha==")), "{:?}", world.installed());
    world.noglue(["remove", "--dev", "alpha"]).run().ok();
    assert!(!world.installed().iter().any(|one| one.starts_with("alpha==")), "{:?}", world.installed());
}

#[test]
fn a_lock_made_with_limits_is_made_with_them_again_and_put_back_whole() {
    let index = index();
    let world = World::new().index(&index);
    world.write(
        "pyproject.toml",
        "[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"zeta\"]\n",
    );
    world.write("limits.txt", "alpha<2\n");
    world.noglue(["lock", "-c", "limits.txt"]).run().ok();
    world.noglue(["sync", "-c", "limits.txt"]).run().ok();
    world.noglue(["add", "alpha"]).run().ok();
    assert!(world.installed().contains(&"alpha==1.0".to_owned()), "{:?}", world.installed());
    // The lock cannot be made: nothing of the attempt stays, and nobody speaks of it later.
    let before = (read(&world, "pyproject.toml"), read(&world, "pylock.toml"));
    let refused = "[tool.noglue.sources]\ngamma = [{index = \"own\", marker = \"sys_platform == 'linux'\"}]\n";
    let own = format!("[[tool.noglue.index]]\nname = \"own\"\nurl = \"{}\"\n", index.url());
    world.write("pyproject.toml", &format!("{}{own}{refused}", before.0));
    let before = (read(&world, "pyproject.toml"), before.1);
    let run = world.noglue(["add", "gamma"]).run().any();
    assert_ne!(run.exit_code(), Some(0));
    run.stderr_has("pylock.toml is as it was").stderr_has("pyproject.toml is as it was");
    let names: Vec<String> = std::fs::read_dir(world.project())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("undo"))
        .collect();
    assert_eq!(names, Vec::<String>::new());
    assert_eq!((read(&world, "pyproject.toml"), read(&world, "pylock.toml")), before);
}
