//! Shims: `python`, `./manage.py` and console scripts find their environment from any directory, with nothing activated.

use std::path::{Path, PathBuf};

use rustix::process::Signal;

use crate::support::{FakeIndex, World, wheel};

/// A site with an environment and shims; `a-cli` is its console script.
fn site() -> (World, FakeIndex) {
    let index = FakeIndex::start();
    let main = "import os, sys\n__version__ = '1.0'\ndef main():\n    print('a-cli', sys.prefix, os.getcwd(), *sys.argv[1:])\n";
    index.publish(wheel("a", "1.0").file("a/__init__.py", main).entry_point("a-cli", "a:main"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.write_executable(
        "manage.py",
        "#!/usr/bin/env python\nimport sys, a\nprint('manage', sys.prefix, *sys.argv[1:])\n",
    );
    world.noglue(["setup", "--yes"]).run().ok();
    world.noglue(["sync"]).run().ok();
    (world, index)
}

/// What noglue starts, it starts through the generation's own path.
const PREFIX: &str = "[ROOT]/home/project/.venv/gen/1";
const VENV: &str = "[ROOT]/home/project/.venv";

/// Directories from which things are started: in the project, deep in it, elsewhere, the root.
fn places(world: &World) -> Vec<PathBuf> {
    let deep = world.project().join("deep/er");
    std::fs::create_dir_all(&deep).unwrap();
    vec![world.project(), deep, world.home(), PathBuf::from("/")]
}

#[test]
fn python_with_a_script_finds_the_scripts_environment_from_anywhere() {
    let (world, _index) = site();
    let script = world.project().join("manage.py");
    for place in places(&world) {
        for name in ["python", "python3"] {
            let seen = world.shim(name).arg(&script).arg("check").cwd(&place).run().ok();
            seen.stdout_is(&format!("manage {PREFIX} check"));
        }
    }
    let seen = world.shim("python").args(["project/manage.py", "check"]).cwd(world.home()).run().ok();
    seen.stdout_is(&format!("manage {PREFIX} check"));
    let seen = world.shim("python").args(["-W", "ignore", "-X", "utf8", "-u", "manage.py"]).run().ok();
    seen.stdout_is(&format!("manage {PREFIX}"));
}

#[test]
fn python_without_a_script_goes_by_the_working_directory() {
    let (world, _index) = site();
    let code = "import sys, a; print(sys.prefix)";
    let deep = world.project().join("deep");
    std::fs::create_dir_all(&deep).unwrap();
    world.shim("python").args(["-c", code]).cwd(&deep).run().ok().stdout_is(PREFIX);
    world.shim("python").args(["-m", "a"]).run().code(1).stderr_has("__main__");
}

#[test]
fn a_program_started_by_its_own_first_line_finds_its_environment() {
    let (world, _index) = site();
    for place in places(&world) {
        let run = world.program(&world.project().join("manage.py")).arg("check").cwd(&place);
        run.run().ok().stdout_is(&format!("manage {PREFIX} check"));
    }
}

#[test]
fn with_an_empty_environment_named_code_still_finds_its_own() {
    let (world, _index) = site();
    let script = world.project().join("manage.py");
    for place in places(&world) {
        let run = world.shim("python").env_clear().arg(&script).arg("check").cwd(&place);
        run.run().ok().stdout_is(&format!("manage {PREFIX} check"));
        let run = world.program(&script).env_clear().env("PATH", world.path()).arg("check").cwd(&place);
        run.run().ok().stdout_is(&format!("manage {PREFIX} check"));
    }
}

#[test]
fn a_console_script_goes_by_the_working_directory() {
    let (world, _index) = site();
    let deep = world.project().join("deep");
    std::fs::create_dir_all(&deep).unwrap();
    let seen = world.shim("a-cli").args(["x", "y z", ""]).cwd(&deep).run().ok();
    seen.stdout_is(&format!("a-cli {PREFIX} [ROOT]/home/project/deep x y z"));
    let bare = world.shim("a-cli").env_clear().env("NOGLUE_DATA_DIR", world.data()).env("PATH", world.path());
    bare.run().ok().stdout_is(&format!("a-cli {PREFIX} [ROOT]/home/project"));
}

#[test]
fn a_server_goes_by_the_directory_its_option_names() {
    let index = FakeIndex::start();
    let main = "import sys\ndef run():\n    print('server', sys.prefix, *sys.argv[1:])\n";
    index.publish(wheel("gunicorn", "1.0").file("gunicorn.py", main).entry_point("gunicorn", "gunicorn:run"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "gunicorn\n");
    world.noglue(["setup", "--yes"]).run().ok();
    world.noglue(["sync"]).run().ok();
    let project = world.project().display().to_string();
    for args in [vec!["--chdir", &project, "site.wsgi"], vec![&format!("--chdir={project}"), "site.wsgi"]] {
        let seen = world.shim("gunicorn").args(&args).cwd("/").run().ok();
        seen.stdout_has(&format!("server {PREFIX} --chdir"));
    }
}

#[test]
fn a_shim_is_the_program_same_pid_same_status() {
    let (world, _index) = site();
    let running = world.shim("python").args(["-c", "import os; print(os.getpid(), os.getppid())"]).start();
    let pid = running.pid();
    running.wait().ok().stdout_is(&format!("{pid} {}", std::process::id()));
    for code in [0, 1, 3, 42, 255] {
        world.shim("python").arg("-c").arg(format!("raise SystemExit({code})")).run().code(code);
    }
}

#[test]
fn signals_reach_the_program_and_its_end_is_seen() {
    let (world, _index) = site();
    let code = "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n";
    world.shim("python").args(["-c", code]).run().killed_by(Signal::TERM);
    let handler = "import signal, sys, time\n\
                   signal.signal(signal.SIGINT, lambda *_: sys.exit('once'))\n\
                   print('ready', flush=True)\ntime.sleep(60)\n";
    let mut running = world.shim("python").args(["-c", handler]).start();
    running.wait_for("ready");
    running.signal(Signal::INT);
    running.wait().code(1).stderr_has("once");
}

#[test]
fn input_is_the_programs_own() {
    let (world, _index) = site();
    let input = world.write("input.txt", "line one\nline two\n");
    let seen = world.shim("python").args(["-c", "import sys; print(len(sys.stdin.read()))"]).stdin(&input).run().ok();
    seen.stdout_is("18");
}

#[test]
fn outside_any_project_the_next_on_path_runs() {
    let (world, _index) = site();
    let elsewhere = world.root().join("tmp");
    let base = world.python().executable.clone();
    let code = "import sys; print(sys.prefix == sys.base_prefix, '%d.%d' % sys.version_info[:2])";
    let seen = world.shim("python3").args(["-c", code]).cwd(&elsewhere).run().ok();
    seen.stdout_is(&format!("True {}", world.python().short()));
    assert!(base.is_file());
    let seen = world.shim("a-cli").cwd(&elsewhere).run().code(127);
    seen.stderr_has("a-cli");
}

#[test]
fn a_tool_the_environment_lacks_is_an_error_that_says_what_to_type() {
    let (world, _index) = site();
    let other = world.home().join("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("requirements.txt"), "").unwrap();
    world.noglue(["sync"]).cwd(&other).run().ok();
    // The system's own program of that name must not be taken instead.
    let system = world.root().join("system");
    std::fs::create_dir(&system).unwrap();
    std::os::unix::fs::symlink("/bin/true", system.join("a-cli")).unwrap();
    let path = format!("{}:{}", world.path().to_string_lossy(), system.display());
    let seen = world.shim("a-cli").cwd(&other).env("PATH", path).run().code(127);
    seen.stderr_has("a-cli").stderr_has("noglue");
}

#[test]
fn a_project_without_an_environment_is_as_if_noglue_were_not_there() {
    let (world, _index) = site();
    let other = world.home().join("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("requirements.txt"), "a\n").unwrap();
    let code = "import sys; print(sys.prefix == sys.base_prefix)";
    world.shim("python3").args(["-c", code]).cwd(&other).run().ok().stdout_is("True");
}

#[test]
fn noglue_0_and_noglue_project_are_obeyed() {
    let (world, _index) = site();
    let code = "import sys; print(sys.prefix != sys.base_prefix)";
    world.shim("python3").args(["-c", code]).env("NOGLUE", "0").run().ok().stdout_is("False");
    let code = "import sys; print(sys.prefix)";
    let run = world.shim("python").args(["-c", code]).env("NOGLUE_PROJECT", world.project()).cwd("/");
    run.run().ok().stdout_is(PREFIX);
}

#[test]
fn shims_never_call_each_other_in_a_circle() {
    let (world, _index) = site();
    let copy = world.root().join("copied-shims");
    std::fs::create_dir(&copy).unwrap();
    for dir in [&world.shims(), &copy] {
        let _ = std::fs::remove_file(dir.join("only-here"));
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_noglue"), dir.join("only-here")).unwrap();
    }
    let path = std::env::join_paths([world.shims(), copy, PathBuf::from("/usr/bin"), PathBuf::from("/bin")]).unwrap();
    let seen = world.shim("only-here").cwd(world.root().join("tmp")).env("PATH", path).run().code(127);
    seen.stderr_has("only-here");
}

#[test]
fn a_link_to_a_script_is_tried_where_it_lies_and_then_where_it_leads() {
    let (world, _index) = site();
    let link = world.root().join("tmp/tool.py");
    std::os::unix::fs::symlink(world.project().join("manage.py"), &link).unwrap();
    world.shim("python").arg(&link).cwd("/").run().ok().stdout_is(&format!("manage {PREFIX}"));
}

#[test]
fn the_nearest_environment_wins() {
    let (world, _index) = site();
    let inner = world.project().join("inner");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(inner.join("requirements.txt"), "").unwrap();
    // A nearer bare marker does not hide the environment above.
    let code = "import sys; print(sys.prefix)";
    world.shim("python").args(["-c", code]).cwd(&inner).run().ok().stdout_is(PREFIX);
    world.noglue(["venv"]).cwd(&inner).run().ok();
    let seen = world.shim("python").args(["-c", code]).cwd(&inner).run().ok();
    seen.stdout_is("[ROOT]/home/project/inner/.venv/gen/1");
}

#[test]
fn pip_without_pip_answers_with_the_command_that_does_it() {
    let (world, _index) = site();
    let seen = world.shim("pip").args(["install", "b"]).run().any();
    assert_ne!(seen.exit_code(), Some(0));
    seen.stderr_has("noglue pip install b");
}

#[test]
fn noglue_run_starts_any_program_in_the_environment() {
    let (world, _index) = site();
    let code =
        "import os, sys, shutil; print(sys.prefix, os.environ['VIRTUAL_ENV'], shutil.which('a-cli') is not None)";
    let seen = world.noglue(["run", "--", "python", "-c", code]).run().ok();
    seen.stdout_is(&format!("{PREFIX} {VENV} True"));
    let running = world.noglue(["run", "--", "sh", "-c", "echo $$; exit 7"]).start();
    let pid = running.pid();
    running.wait().code(7).stdout_is(&pid.to_string());
    world.noglue(["run", "--", "a-cli", "--help"]).run().ok().stdout_has("--help");
    world.noglue(["run", "--", "no-such-program"]).run().code(127).stderr_has("no-such-program");
}

#[test]
fn shims_come_with_sync_and_go_with_setup_undo() {
    let (world, _index) = site();
    for name in ["python", "python3", "pip", "a-cli"] {
        assert!(world.shims().join(name).symlink_metadata().is_ok(), "{name}");
    }
    world.noglue(["setup", "--undo", "--yes"]).run().ok();
    assert!(!world.shims().join("python").exists());
}

#[test]
fn setup_writes_the_line_for_the_shell_only_on_consent_and_takes_it_back() {
    let world = World::new();
    let profile = world.home().join(".bashrc");
    std::fs::write(&profile, "# mine\n").unwrap();
    let setup =
        |args: &[&str]| world.noglue(args.iter().copied()).env("SHELL", "/bin/bash").env("PATH", "/usr/bin:/bin").run();
    // No terminal to ask on and no --yes: shown, not done.
    let _ = setup(&["setup"]).any();
    assert_eq!(std::fs::read_to_string(&profile).unwrap(), "# mine\n");
    setup(&["setup", "--yes"]).ok();
    let written = profile_lines(&world.home());
    assert!(written.contains(&world.shims().display().to_string()), "{written}");
    setup(&["setup", "--yes"]).ok();
    assert_eq!(profile_lines(&world.home()), written, "a second time adds nothing");
    setup(&["setup", "--undo", "--yes"]).ok();
    assert!(!profile_lines(&world.home()).contains("shims"));
    assert_eq!(std::fs::read_to_string(&profile).unwrap(), "# mine\n");
}

fn profile_lines(home: &Path) -> String {
    let names = [".bashrc", ".profile", ".bash_profile"];
    names.iter().filter_map(|name| std::fs::read_to_string(home.join(name)).ok()).collect()
}
