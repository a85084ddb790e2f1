//! Shims in front of environments made by hand: no other command of noglue takes part.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use noglue::dirs::Dirs;
use noglue::discover::{Disk, Registry};
use rustix::process::Signal;

use crate::support::{Run, World, pythons, skip};

const NOGLUE: &str = env!("CARGO_BIN_EXE_noglue");

/// A world with shims of these names, and no environment.
fn bare(names: &[&str]) -> World {
    let world = World::new();
    fs::create_dir_all(world.shims()).unwrap();
    for name in names.iter().chain(&["python", "python3", "pip"]) {
        symlink(NOGLUE, world.shims().join(name)).unwrap();
    }
    world
}

/// A world whose project has an environment of the `venv` module, granted to the user.
fn granted(names: &[&str]) -> World {
    let world = bare(names);
    make(&world, &world.project());
    grant(&world, &world.venv());
    world
}

fn make(world: &World, project: &Path) {
    fs::create_dir_all(project).unwrap();
    let python = &world.python().executable;
    world.program(python).args(["-m", "venv", "--without-pip", ".venv"]).cwd(project).run().ok();
}

fn grant(world: &World, env: &Path) {
    let data = world.data().into_os_string();
    let dirs = Dirs::resolve(&|name| (name == "NOGLUE_DATA_DIR").then(|| data.clone()));
    Registry::new(&dirs, rustix::process::geteuid().as_raw()).grant(&Disk, env, "test").unwrap();
}

/// A program in the environment's `bin`.
fn install(world: &World, name: &str, text: &str) {
    executable(&world.venv().join("bin").join(name), text);
}

fn executable(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn path_of(dirs: &[&Path]) -> std::ffi::OsString {
    std::env::join_paths(dirs).unwrap()
}

fn prefix(run: Run) -> Run {
    run.args(["-c", "import sys; print(sys.prefix)"])
}

#[test]
fn python_is_the_environments_own_and_sees_what_a_program_should() {
    let world = granted(&[]);
    let code = "import os, sys\n\
                print(sys.executable, sys.prefix, sys.argv)\n\
                print(sorted(k for k in os.environ if k.startswith(('PYTHONHOME', 'NOGLUE_SHIM', '__PYVENV'))))\n\
                print(os.environ['VIRTUAL_ENV'])\n";
    let run = world.shim("python").args(["-c", code, "a b", ""]).env("PYTHONHOME", "/nowhere").env("NOGLUE_SHIM", "x");
    let env = "[ROOT]/home/project/.venv";
    run.run().ok().stdout_is(&format!("{env}/bin/python {env} ['-c', 'a b', '']\n[]\n{env}\n"));
}

#[test]
fn an_environment_of_generations_is_started_through_the_current_one() {
    let world = bare(&["tool"]);
    make(&world, &world.project());
    // What noglue makes: a tree under gen/, and links to the current one.
    let venv = world.venv();
    fs::create_dir(world.project().join("gen")).unwrap();
    fs::rename(&venv, world.project().join("gen/3")).unwrap();
    fs::create_dir(&venv).unwrap();
    fs::rename(world.project().join("gen"), venv.join("gen")).unwrap();
    fs::copy(venv.join("gen/3/pyvenv.cfg"), venv.join("pyvenv.cfg")).unwrap();
    for (target, name) in [("gen/3", "current"), ("current/bin", "bin"), ("current/lib", "lib")] {
        symlink(target, venv.join(name)).unwrap();
    }
    executable(&venv.join("gen/3/bin/tool"), "#!/old/place/bin/python -B\nimport sys; print(sys.argv, sys.flags[4])\n");
    grant(&world, &venv);
    let code = "import os, sys; print(sys.executable, os.environ['VIRTUAL_ENV'])";
    let env = "[ROOT]/home/project/.venv";
    world.shim("python").args(["-c", code]).run().ok().stdout_is(&format!("{env}/gen/3/bin/python {env}"));
    world.shim("tool").arg("x").run().ok().stdout_is(&format!("['{env}/gen/3/bin/tool', 'x'] 1"));
    fs::remove_file(venv.join("current")).unwrap();
    symlink("gen/4", venv.join("current")).unwrap();
    world.shim("tool").run().code(126).stderr_has("no generation");
}

#[test]
fn programs_of_every_kind_are_started() {
    let world = granted(&["dead", "tramp", "shell", "native", "closed", "asked"]);
    let show = "import sys; print(sys.prefix, sys.argv[1:])\n";
    install(&world, "dead", &format!("#!/moved/away/.venv/bin/python\n{show}"));
    install(&world, "asked", &format!("#!/usr/bin/env python3\n{show}"));
    let python = world.venv().join("bin/python");
    let head = format!("#!/bin/sh\n'''exec' \"{}\" \"$0\" \"$@\"\n' '''\n", python.display());
    install(&world, "tramp", &format!("{head}{show}"));
    install(&world, "shell", "#!/bin/sh\necho \"shell $VIRTUAL_ENV $1\"\n");
    symlink("/bin/echo", world.venv().join("bin/native")).unwrap();
    install(&world, "closed", "#!/bin/sh\n");
    fs::set_permissions(world.venv().join("bin/closed"), fs::Permissions::from_mode(0o644)).unwrap();
    let env = "[ROOT]/home/project/.venv";
    for name in ["dead", "tramp", "asked"] {
        world.shim(name).args(["a", ""]).run().ok().stdout_is(&format!("{env} ['a', '']"));
    }
    world.shim("shell").arg("x y").run().ok().stdout_is(&format!("shell {env} x y"));
    world.shim("native").arg("x").run().ok().stdout_is("x");
    world.shim("closed").run().code(127).stderr_has("noglue pip install closed");
}

#[test]
fn signals_streams_and_descriptors_are_handed_on_as_they_came() {
    let world = granted(&["show", "list"]);
    symlink("/bin/cat", world.venv().join("bin/show")).unwrap();
    symlink("/bin/ls", world.venv().join("bin/list")).unwrap();
    // Runs a program the way a careful parent does: SIGPIPE ignored or not, SIGUSR1 blocked, a descriptor open, some closed.
    let parent = "import os, signal, sys\n\
                  signal.signal(signal.SIGPIPE, getattr(signal, sys.argv[1]))\n\
                  signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])\n\
                  os.set_inheritable(os.open('/dev/zero', os.O_RDONLY), True)\n\
                  for fd in sys.argv[2]: os.close(int(fd))\n\
                  os.execv(sys.argv[3], sys.argv[3:])\n";
    let python = world.python().executable.clone();
    let seen = |disposition: &str, closed: &str, words: &[&OsStr]| {
        let run = world.program(&python).args(["-c", parent, disposition, closed]).args(words).run().ok();
        // SigQ counts the queued signals of all the processes of this user.
        let kept = |line: &&str| (line.starts_with("Sig") && !line.starts_with("SigQ")) || !line.contains(':');
        run.stdout().lines().filter(kept).map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    let (show, list) = (world.shims().join("show"), world.shims().join("list"));
    for disposition in ["SIG_IGN", "SIG_DFL"] {
        let status: [&OsStr; 1] = ["/proc/self/status".as_ref()];
        let direct = seen(disposition, "", &[&["/bin/cat".as_ref()], &status[..]].concat());
        assert!(direct.contains("SigIgn"), "{direct}");
        assert_eq!(seen(disposition, "", &[&[show.as_os_str()], &status[..]].concat()), direct, "{disposition}");
    }
    for closed in ["", "0", "02"] {
        let open: [&OsStr; 1] = ["/proc/self/fd".as_ref()];
        let direct = seen("SIG_DFL", closed, &[&["/bin/ls".as_ref()], &open[..]].concat());
        assert_eq!(seen("SIG_DFL", closed, &[&[list.as_os_str()], &open[..]].concat()), direct, "{closed}");
    }
}

#[test]
fn pid_status_and_signals_are_the_programs() {
    let world = granted(&[]);
    let running = world.shim("python").args(["-c", "import os; print(os.getpid())"]).start();
    let pid = running.pid();
    running.wait().ok().stdout_is(&pid.to_string());
    for code in [0, 1, 42, 255] {
        world.shim("python").arg("-c").arg(format!("raise SystemExit({code})")).run().code(code);
    }
    let code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)";
    world.shim("python").args(["-c", code]).run().killed_by(Signal::KILL);
}

#[test]
fn outside_any_project_the_next_on_path_runs_as_if_noglue_were_not_there() {
    let world = bare(&["tool"]);
    let code = "import os, sys; print(sys.executable, sys.prefix, 'VIRTUAL_ENV' in os.environ)";
    let outside = world.root().join("tmp");
    let direct = world.program(&world.python().dir().join("python3")).args(["-c", code]).cwd(&outside).run().ok();
    let shim = world.shim("python3").args(["-c", code]).cwd(&outside).run().ok();
    assert_eq!(shim.raw_stdout(), direct.raw_stdout());
    // A text without a first line is the shell's, as for execvp(3).
    let dir = world.root().join("bin");
    executable(&dir.join("tool"), "echo \"plain $0 $1\"\n");
    let path = path_of(&[&world.shims(), &dir, Path::new("/bin")]);
    let run = world.shim("tool").arg("x").env("PATH", path).cwd(&outside);
    run.run().ok().stdout_is("plain [ROOT]/bin/tool x");
}

#[test]
fn no_two_shims_hand_over_to_each_other_forever() {
    let world = bare(&["tool"]);
    let (copies, hard, links) = (world.root().join("copies"), world.root().join("hard"), world.root().join("links"));
    for dir in [&copies, &hard, &links] {
        fs::create_dir(dir).unwrap();
    }
    fs::copy(NOGLUE, copies.join("tool")).unwrap();
    let other_copy = world.root().join("other");
    fs::create_dir(&other_copy).unwrap();
    fs::copy(NOGLUE, other_copy.join("tool")).unwrap();
    fs::hard_link(copies.join("tool"), hard.join("tool")).unwrap();
    symlink(world.shims().join("tool"), links.join("tool")).unwrap();
    // As pyenv's: a script that calls the next of its name by itself, in the same process.
    let calling = world.root().join("calling");
    executable(&calling.join("tool"), "#!/bin/sh\nexec tool \"$@\"\n");
    let real = world.root().join("real");
    let cwd = world.root().join("tmp");
    let shims = world.shims();
    let none: &Path = Path::new("");
    let paths: Vec<Vec<&Path>> = vec![
        vec![&shims],
        vec![&shims, &shims, &links, &links],
        vec![&shims, &copies, &hard, &other_copy, &links],
        vec![&other_copy, &copies, &shims],
        vec![&copies, &calling, &shims],
        vec![&shims, &calling, &copies, &calling],
        vec![none, &shims, Path::new("."), Path::new("../tmp"), Path::new("..")],
    ];
    for dirs in &paths {
        let with = |last: &[&Path]| path_of(&[&dirs[..], last, &[Path::new("/bin")]].concat());
        for first in [&shims, &copies, &links] {
            let run = |path| world.program(&first.join("tool")).args(["a", ""]).env("PATH", path).cwd(&cwd).run();
            run(with(&[])).code(127).stderr_has("tool: not found");
            executable(&real.join("tool"), "#!/bin/sh\necho \"real $# $1\"\n");
            run(with(&[&real])).ok().stdout_is("real 2 a");
        }
    }
}

#[test]
fn relative_and_empty_entries_of_path_count_as_for_every_program() {
    let world = bare(&["tool"]);
    let dir = world.root().join("tmp/sub");
    executable(&dir.join("tool"), "#!/bin/sh\necho \"here $0\"\n");
    for (path, expected) in [("", "here ./tool"), (".", "here ./tool"), ("../sub", "here ../sub/tool")] {
        let path = format!("{}:{path}:/bin", world.shims().display());
        world.shim("tool").env("PATH", path).cwd(&dir).run().ok().stdout_is(expected);
    }
    // Without PATH: where programs are by default.
    symlink(NOGLUE, world.shims().join("true")).unwrap();
    world.shim("true").env_remove("PATH").cwd(&dir).run().ok();
}

#[test]
fn a_program_may_start_python_again_in_its_own_place() {
    let world = bare(&[]);
    let code = "import os, sys\n\
                n = int(os.environ.get('N', '0'))\n\
                os.environ['N'] = str(n + 1)\n\
                print(n, flush=True)\n\
                n < 1 and os.execvp('python3', ['python3', *sys.argv])\n";
    let script = world.root().join("tmp/again.py");
    fs::write(&script, code).unwrap();
    world.shim("python3").arg(&script).cwd("/").run().ok().stdout_is("0\n1");
}

#[test]
fn an_environment_whose_python_is_a_shim_is_refused() {
    let world = granted(&["tool"]);
    let python = world.venv().join("bin/python");
    for target in [world.shims().join("python"), PathBuf::from(NOGLUE)] {
        fs::remove_file(&python).unwrap();
        symlink(target, &python).unwrap();
        world.shim("python").args(["-c", "pass"]).run().code(126);
    }
    fs::remove_file(&python).unwrap();
    let copy = world.root().join("python3");
    fs::copy(NOGLUE, &copy).unwrap();
    symlink(&copy, &python).unwrap();
    world.shim("python").args(["-c", "pass"]).run().code(126).stderr_has("noglue itself");
}

#[test]
fn a_tool_the_environment_lacks_is_never_the_systems() {
    let world = granted(&["tool", "django-admin", "uwsgi"]);
    let system = world.root().join("system");
    for name in ["tool", "django-admin", "uwsgi"] {
        executable(&system.join(name), "#!/bin/sh\necho \"system $1\"\n");
    }
    let path = path_of(&[&world.shims(), &system, Path::new("/bin")]);
    let run = |name: &str| world.shim(name).arg("x").env("PATH", &path).run();
    run("tool").code(127).stderr_has("[ROOT]/home/project/.venv has no tool; to add it: noglue pip install tool");
    run("django-admin").code(127).stderr_has("noglue pip install django");
    // No Python program; it finds its Python in another way.
    run("uwsgi").ok().stdout_is("system x");
}

#[test]
fn pip_answers_with_the_command_that_does_it_unless_it_is_there() {
    let world = granted(&[]);
    let run = world.shim("pip").args(["install", "a b", "-r", "x.txt"]).run();
    run.code(127).stderr_has("noglue pip install 'a b' -r x.txt");
    install(&world, "pip", "#!/nowhere/python\nimport sys; print('pip', *sys.argv[1:])\n");
    world.shim("pip").arg("list").run().ok().stdout_is("pip list");
}

#[test]
fn another_version_by_name_is_another_python_but_not_for_the_projects_code() {
    let world = bare(&[]);
    let own = world.python().clone();
    let Some(other) = pythons().values().find(|p| p.minor != own.minor) else {
        return skip("a Python of another version by name", "one Python only on this machine");
    };
    make(&world, &world.project());
    grant(&world, &world.venv());
    for name in [own.name(), other.name()] {
        symlink(NOGLUE, world.shims().join(name)).unwrap();
    }
    let env = "[ROOT]/home/project/.venv";
    prefix(world.shim(&own.name())).run().ok().stdout_is(env);
    let path = path_of(&[&world.shims(), other.dir(), Path::new("/bin")]);
    let code = "import sys; print('%d.%d' % sys.version_info[:2], sys.prefix == sys.base_prefix)";
    let run = world.shim(&other.name()).args(["-c", code]).env("PATH", &path);
    run.run().ok().stdout_is(&format!("{} True", other.short()));
    let script = world.write("manage.py", code);
    let run = world.shim(&other.name()).arg(&script).env("PATH", &path).run().code(126);
    run.stderr_has(&format!("{} was asked for, but {env} has Python {}", other.name(), own.short()));
}

#[test]
fn found_and_not_usable_is_one_line_and_126() {
    let world = bare(&["tool"]);
    make(&world, &world.project());
    let one_line = |run: Run, expected: &str| {
        let seen = run.run().code(126);
        let said = seen.stderr();
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.starts_with("noglue: ") && said.contains(expected), "{said}");
    };
    for name in ["python", "tool", "pip"] {
        // Code that is not there was not named.
        one_line(world.shim(name).arg("gone.py"), "noglue trust [ROOT]/home/project/.venv");
    }
    grant(&world, &world.venv());
    prefix(world.shim("python")).run().ok();
    let home = fs::metadata(world.project()).unwrap().permissions();
    fs::set_permissions(world.project(), fs::Permissions::from_mode(0o777)).unwrap();
    one_line(world.shim("python"), "chmod go-w");
    fs::set_permissions(world.project(), home).unwrap();
    let python = world.venv().join("bin/python");
    let link = fs::read_link(&python).unwrap();
    fs::remove_file(&python).unwrap();
    one_line(world.shim("python"), "no bin/python");
    symlink("/nowhere/python3.12", &python).unwrap();
    one_line(world.shim("python"), "is gone");
    fs::remove_file(&python).unwrap();
    symlink(link, &python).unwrap();
    prefix(world.shim("python")).run().ok();
    fs::remove_dir_all(world.venv().join("lib")).unwrap();
    one_line(world.shim("python"), "no site-packages");
    // Another directory in its place.
    fs::rename(world.venv(), world.project().join("old")).unwrap();
    make(&world, &world.project());
    one_line(world.shim("python"), "is not the environment that was registered");
}

#[test]
fn switches_are_obeyed() {
    let world = granted(&["tool"]);
    let env = "[ROOT]/home/project/.venv";
    prefix(world.shim("python3")).env("NOGLUE", "0").run().ok().lacks(".venv");
    prefix(world.shim("python3")).env("NOGLUE", "1").run().ok().stdout_is(env);
    prefix(world.shim("python")).env("NOGLUE_PROJECT", world.project()).cwd("/").run().ok().stdout_is(env);
    prefix(world.shim("python")).env("NOGLUE_PROJECT", "project").cwd(world.home()).run().ok().stdout_is(env);
    let gone = world.home().join("gone");
    prefix(world.shim("python")).env("NOGLUE_PROJECT", gone).run().code(126).stderr_has("NOGLUE_PROJECT names");
}

#[test]
fn a_tool_in_a_project_without_an_environment_says_how_to_make_one() {
    let world = bare(&["tool"]);
    world.write("requirements.txt", "x\n");
    let run = world.shim("tool").env("PATH", path_of(&[&world.shims(), Path::new("/bin")])).run().code(127);
    run.stderr_has("[ROOT]/home/project has no environment yet (requirements.txt)").stderr_has("noglue sync");
}

#[test]
fn odd_places_break_nothing() {
    let world = bare(&[]);
    let odd: [&[u8]; 4] = [b"with space", b"line\nfeed", "naïve-π".as_bytes(), b"no\xfftext"];
    for name in odd {
        let project = world.home().join(OsStr::from_bytes(name));
        // The venv module cannot make one everywhere, but one can be moved anywhere.
        make(&world, &world.home().join("plain"));
        fs::rename(world.home().join("plain"), &project).unwrap();
        grant(&world, &project.join(".venv"));
        let code = "import os, sys; print(os.path.samefile(sys.prefix, '.venv'))";
        world.shim("python").args(["-c", code]).cwd(&project).run().ok().stdout_is("True");
        fs::write(project.join("x.py"), "import sys; print('.venv' in sys.prefix)").unwrap();
        world.shim("python").arg(project.join("x.py")).cwd("/").run().ok().stdout_is("True");
    }
    let loops = world.home().join("loops");
    fs::create_dir(&loops).unwrap();
    symlink("loop.py", loops.join("loop.py")).unwrap();
    symlink(".", loops.join("here")).unwrap();
    let deep = loops.join("here/".repeat(30));
    world.shim("python3").arg(loops.join("loop.py")).cwd("/").run().code(2);
    prefix(world.shim("python3")).cwd(&deep).run().ok().lacks(".venv");
    let long = format!("/{}", "x/".repeat(2100));
    world.shim("python3").arg(&long).cwd("/").run().any().lacks("panicked");
    // A directory above that may not be entered any more.
    let closed = world.root().join("tmp/closed");
    fs::create_dir_all(closed.join("inner")).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let run = world.shim("python3").args(["-c", "print(1)"]).cwd(closed.join("inner")).bound_by_modes();
    if rustix::process::geteuid().is_root() {
        run.run().ok().stdout_is("1");
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    // A working directory that was removed under the program.
    let gone = world.root().join("tmp/gone");
    fs::create_dir(&gone).unwrap();
    let line = format!(
        "cd {} && rmdir {} && exec {} -c 'print(1)'",
        gone.display(),
        gone.display(),
        world.shims().join("python3").display()
    );
    world.program(Path::new("/bin/sh")).args(["-c", &line]).run().ok().stdout_is("1");
}

#[test]
fn a_program_of_another_user_uses_what_belongs_to_the_codes_owner() {
    if !rustix::process::geteuid().is_root() {
        return skip("environments of other users", "only root can make them");
    }
    let world = bare(&[]);
    // Any Python may be closed to others; what stands in for one here is not.
    let interpreter = world.root().join("python/bin/python3.11");
    executable(&interpreter, "#!/bin/sh\necho \"$(id -u) $VIRTUAL_ENV\"\n");
    fs::create_dir_all(world.venv().join("lib/python3.11/site-packages")).unwrap();
    fs::create_dir_all(world.venv().join("bin")).unwrap();
    symlink(&interpreter, world.venv().join("bin/python")).unwrap();
    fs::write(world.venv().join("pyvenv.cfg"), "version = 3.11.2\n").unwrap();
    let script = world.write("manage.py", "");
    let binary = world.root().join("python3");
    fs::copy(NOGLUE, &binary).unwrap();
    for dir in [world.root().to_owned(), world.home(), world.project()] {
        fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let as_nobody = |args: &[&OsStr], cwd: &Path| {
        let run = world.program(Path::new("/usr/bin/setpriv"));
        let run = run.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&binary).args(args);
        run.env("HOME", "/nonexistent").env("NOGLUE_DATA_DIR", "/nonexistent").cwd(cwd).run()
    };
    let named = [script.as_os_str()];
    as_nobody(&named, Path::new("/")).ok().stdout_is("65534 [ROOT]/home/project/.venv");
    as_nobody(&["-c".as_ref(), "pass".as_ref()], &world.project()).code(126).stderr_has("was not made by you");
    // The environment of a third user is not for this code.
    std::os::unix::fs::lchown(world.venv(), Some(12345), Some(12345)).unwrap();
    as_nobody(&named, Path::new("/")).code(126).stderr_has("belongs to uid 12345");
    let run = world.shim("python").arg(&script).cwd("/").run();
    run.code(126).stderr_has("root does not use environments of uid 12345");
    // But for code of that user it is.
    std::os::unix::fs::lchown(&script, Some(12345), Some(12345)).unwrap();
    as_nobody(&named, Path::new("/")).ok().stdout_is("65534 [ROOT]/home/project/.venv");
    world.shim("python").arg(&script).cwd("/").run().ok().stdout_is("0 [ROOT]/home/project/.venv");
}

#[test]
fn in_a_sandbox_the_machines_own_directories_are_no_strangers() {
    if !rustix::process::geteuid().is_root() {
        return skip("directories of another user above a project", "only root can make them");
    }
    let world = granted(&[]);
    std::os::unix::fs::lchown(world.home(), Some(12345), Some(12345)).unwrap();
    let shim = world.shims().join("python");
    let code = ["-c", "import sys; print(sys.prefix)"];
    let unshare = Path::new("/usr/bin/unshare");
    if world.program(unshare).args(["--user", "--map-root-user", "/bin/true"]).run().status.code() != Some(0) {
        return skip("a user namespace", "not allowed here");
    }
    world.program(&shim).args(code).run().code(126).stderr_has("uid 12345");
    let run = world.program(unshare).args(["--user", "--map-root-user"]).arg(&shim).args(code).run();
    run.ok().stdout_is("[ROOT]/home/project/.venv");
}
