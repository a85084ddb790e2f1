//! The start-up hook in every Python of this machine. It lies where the site directory of a test's own user is, so
//! that nobody else's Python sees it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Python, Run, World, pythons};
use crate::tidy::root;

/// What the table of the rule says, question by question; the hook does not tell a bare project from nothing.
fn expected() -> Vec<String> {
    let table = fs::read_to_string(root().join("tests/rule/cases.txt")).unwrap();
    let mut lines = Vec::new();
    for block in table.split("\n\n").filter(|block| block.starts_with("case ")) {
        let name = block.lines().next().unwrap();
        for line in block.lines().filter(|line| line.contains(" -> ")) {
            let (question, answer) = line.split_once(" -> ").unwrap();
            let answer = if answer.starts_with("project ") { "none" } else { answer };
            lines.push(format!("{name}: {question} -> {answer}"));
        }
    }
    assert!(lines.len() > 100, "the table was read: {}", lines.len());
    lines
}

#[test]
fn every_case_of_the_table_holds_in_every_python() {
    let expected = expected();
    for python in pythons().values() {
        let mut command = Command::new(&python.executable);
        command.args(["-I", "-S"]).arg(root().join("tests/rule/drive.py"));
        let output =
            command.arg(root().join("shims/python")).arg(root().join("tests/rule/cases.txt")).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let found: Vec<&str> = said.lines().collect();
        let stderr = String::from_utf8_lossy(&output.stderr);
        for (expected, found) in expected.iter().zip(&found) {
            assert_eq!(expected, found, "Python {}", python.version);
        }
        assert_eq!(found.len(), expected.len(), "Python {}: {stderr}", python.version);
    }
}

/// A world whose user has the hook in this Python, and nobody else.
fn hooked(python: &Python) -> World {
    let world = World::with_python(python);
    let folder = world.home().join(".local/lib").join(python.name()).join("site-packages");
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir(root().join("shims/python")).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with("noglue") {
            fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
        }
    }
    // What a server must not see once it runs in an environment.
    fs::write(folder.join("leak.py"), "").unwrap();
    world
}

fn make(world: &World, project: &Path) {
    fs::create_dir_all(project).unwrap();
    world
        .program(&world.python().executable)
        .args(["-I", "-m", "venv", "--without-pip", ".venv"])
        .cwd(project)
        .run()
        .ok();
}

/// The interpreter itself, as a program that knows nothing of noglue starts it.
fn bare(world: &World) -> Run {
    world.program(&world.python().executable).env_clear().env("HOME", world.home()).cwd("/")
}

const SHOW: &str = "import os, sys\n\
    print(sys.prefix, sys.argv[1:], sys.flags.optimize, sys.flags.unbuffered if hasattr(sys.flags, 'unbuffered') else '', \
    sys.warnoptions, os.environ.get('VIRTUAL_ENV'), 'PYTHONHOME' in os.environ)\n";

#[test]
fn a_script_runs_in_its_environment_with_all_its_options() {
    for python in pythons().values() {
        let world = hooked(python);
        make(&world, &world.project());
        let script = world.write("bin/show.py", SHOW);
        let env = "[ROOT]/home/project/.venv";
        let run =
            bare(&world).args(["-OO", "-W", "ignore", "-X", "utf8", "-u"]).arg(&script).args(["a", "b c", "", "-m"]);
        let seen = run.run().ok();
        let out = seen.stdout();
        assert!(out.starts_with(&format!("{env} ['a', 'b c', '', '-m'] 2 ")), "{}: {out}", python.version);
        assert!(
            out.contains("['ignore']") && out.trim().ends_with(&format!("{env} False")),
            "{}: {out}",
            python.version
        );
        // Relative, from below, and through a link that lies elsewhere.
        let name = "bin/show.py";
        assert!(bare(&world).arg(name).cwd(world.project()).run().ok().stdout().starts_with(env));
        assert!(
            bare(&world).arg("../bin/show.py").cwd(world.project().join(".venv")).run().ok().stdout().starts_with(env)
        );
        let link = world.home().join("link.py");
        std::os::unix::fs::symlink(&script, &link).unwrap();
        assert!(bare(&world).arg(&link).run().ok().stdout().starts_with(env));
    }
}

#[test]
fn what_is_not_a_projects_code_is_left_alone() {
    for python in pythons().values() {
        let world = hooked(python);
        make(&world, &world.project());
        let script = world.write("show.py", SHOW);
        let outside = world.root().join("show.py");
        fs::write(&outside, SHOW).unwrap();
        let text = "import sys; print(sys.prefix, 'noglue_rule' in sys.modules)";
        fs::write(world.project().join("module.py"), text).unwrap();
        let alone = |run: Run| {
            let out = run.cwd(world.project()).run().ok().stdout();
            assert!(!out.contains(".venv") && !out.contains("True"), "{}: {out}", python.version);
        };
        alone(bare(&world).args(["-I"]).arg(&script));
        alone(bare(&world).args(["-E"]).arg(&script));
        alone(bare(&world).args(["-S"]).arg(&script));
        alone(bare(&world).arg(&script).env("NOGLUE", "0"));
        alone(bare(&world).args(["-c", text]));
        alone(bare(&world).args(["-m", "module"]));
        alone(bare(&world).arg("-").stdin(&world.project().join("module.py")));
        alone(bare(&world).arg(&outside));
        // Named by variable, it is as the variable says; `-c` stays alone.
        let named = bare(&world).arg(&outside).env("NOGLUE_PROJECT", world.project());
        assert!(named.run().ok().stdout().starts_with("[ROOT]/home/project/.venv"));
        alone(bare(&world).args(["-c", text]).env("NOGLUE_PROJECT", world.project()));
        // The environment's own python sees no hook at all.
        let own = world
            .program(&world.venv().join("bin/python"))
            .args(["-c", "import sys; print([m for m in sys.modules if 'noglue' in m])"]);
        own.run().ok().stdout_is("[]");
    }
}

#[test]
fn a_directory_is_run_and_a_path_may_lead_back_out_of_the_system() {
    for python in pythons().values() {
        let world = hooked(python);
        make(&world, &world.project());
        world.write("__main__.py", "import sys; print(sys.prefix)");
        let is_found = |run: Run| run.run().ok().stdout_is("[ROOT]/home/project/.venv");
        is_found(bare(&world).arg(world.project()));
        is_found(bare(&world).arg("project").cwd(world.home()));
        is_found(bare(&world).arg("./project/").cwd(world.home()));
        is_found(bare(&world).arg("..").cwd(world.venv()));
        let project = world.project().display().to_string();
        is_found(bare(&world).arg(format!("/usr/..{project}")));
        is_found(bare(&world).arg(format!("..{project}/__main__.py")).cwd(Path::new("/usr")));
    }
}

#[test]
fn a_number_that_python_does_not_read_is_no_record() {
    for python in pythons().values() {
        let world = hooked(python);
        let code = "import noglue_trust as t\nfor key in ('device', 'owners'):\n  lines = 'path=/x device=1 inode=2 \
                    record-inode=3 owners=4'.split()\n  lines.append('')\n  text = '\\n'.join(key + '=' + '9' * 5000 if \
                    line.startswith(key) else line for line in lines)\n  t.parse_record(text.encode())\nprint('read')";
        bare(&world).args(["-c", code]).run().ok().stdout_is("read");
    }
}

#[test]
fn an_environment_that_cannot_be_used_stops_the_script_and_runs_nothing() {
    let python = crate::support::any_python();
    let world = hooked(python);
    let canary = world.root().join("canary");
    let script = world.write("show.py", SHOW);
    let refused = |reason: &str| {
        let seen = bare(&world).arg(&script).run().code(126).stderr_has(reason);
        let stderr = seen.stderr();
        assert!(stderr.starts_with("noglue: ") && stderr.trim().lines().count() == 1, "one line:\n{stderr}");
        assert_eq!(seen.stdout(), "");
        assert!(!canary.exists(), "something of the environment was run");
    };
    let set =
        |path: &Path, mode: u32| fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    make(&world, &world.project());
    set(&world.venv(), 0o777);
    refused("is writable by others");
    set(&world.venv(), 0o755);
    // A tree that somebody ships: its python is a program of its own.
    let own = world.venv().join("bin/python");
    fs::remove_file(&own).unwrap();
    refused("has no bin/python");
    world.write_executable(".venv/bin/python", &format!("#!/bin/sh\n: >{}\n", canary.display()));
    refused("lies inside the project");
    fs::remove_file(&own).unwrap();
    std::os::unix::fs::symlink("/gone/python3", &own).unwrap();
    refused("is gone");
    fs::remove_file(&own).unwrap();
    let tool = world.root().join("noglue");
    fs::write(&tool, "").unwrap();
    std::os::unix::fs::symlink(&tool, &own).unwrap();
    refused("is noglue itself");
    fs::remove_file(&own).unwrap();
    std::os::unix::fs::symlink(&python.executable, &own).unwrap();
    fs::write(world.venv().join("pyvenv.cfg"), "version = 3.4.0\n").unwrap();
    refused("3.4");
    fs::write(world.venv().join("pyvenv.cfg"), b"\x00=\n=\nnoglue-id = ../../x\n").unwrap();
    bare(&world).arg(&script).run().ok().stdout_has(".venv");
    fs::remove_file(world.venv().join("pyvenv.cfg")).unwrap();
    std::os::unix::fs::symlink("pyvenv.cfg", world.venv().join("pyvenv.cfg")).unwrap();
    refused("cannot be read");
    fs::remove_file(world.venv().join("pyvenv.cfg")).unwrap();
    world.write(".python-envs", "gone\n");
    refused("is no environment");
}

#[test]
fn an_environment_that_is_none_to_its_python_does_not_loop() {
    for python in pythons().values() {
        let world = hooked(python);
        let script = world.write("show.py", SHOW);
        let generation = world.venv().join("gen/1");
        fs::create_dir_all(generation.join("bin")).unwrap();
        fs::create_dir_all(generation.join("lib").join(python.name()).join("site-packages")).unwrap();
        std::os::unix::fs::symlink(&python.executable, generation.join("bin/python")).unwrap();
        std::os::unix::fs::symlink("gen/1", world.venv().join("current")).unwrap();
        fs::write(world.venv().join("pyvenv.cfg"), format!("version = {}\n", python.version)).unwrap();
        // Its python does not find the pyvenv.cfg above.
        bare(&world).arg(&script).run().code(126).stderr_has("does not see its environment");
    }
}

#[test]
fn odd_surroundings_break_no_start() {
    for python in pythons().values() {
        let world = hooked(python);
        let odd = world.home().join(std::ffi::OsStr::new("an 'odd'\n\u{e9}$(x)"));
        make(&world, &odd);
        let script = odd.join("-show me.py");
        fs::write(&script, "import sys; print(sys.prefix.count('odd'), sys.argv[1:])").unwrap();
        bare(&world).arg(&script).arg("x").run().ok().stdout_is("1 ['x']");
        bare(&world).args(["--", "-show me.py"]).cwd(&odd).run().ok().stdout_is("1 []");
        // Bytes that are no UTF-8, below the project.
        let bytes = odd.join(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"\xff\xfe"));
        fs::create_dir(&bytes).unwrap();
        fs::copy(&script, bytes.join("run.py")).unwrap();
        bare(&world).arg("run.py").cwd(&bytes).run().ok().stdout_is("1 []");
        // A working directory that is gone: an absolute script is found all the same.
        let line = format!("cd '{0}' && rmdir '{0}' && exec \"$@\"", world.root().join("tmp").display());
        let run = world.program(Path::new("/bin/sh")).args(["-c", &line, "sh"]).arg(&python.executable).arg(&script);
        run.env_clear().env("HOME", world.home()).run().ok().stdout_is("1 []");
        fs::create_dir(world.root().join("tmp")).unwrap();
        // An environment that may not be looked into is there, and is named.
        let closed = world.root().join("closed");
        fs::create_dir_all(closed.join(".venv")).unwrap();
        fs::write(closed.join("x.py"), "print('ran')").unwrap();
        let mode = |mode| std::os::unix::fs::PermissionsExt::from_mode(mode);
        fs::set_permissions(closed.join(".venv"), mode(0o000)).unwrap();
        let run = bare(&world).arg(closed.join("x.py")).bound_by_modes().run();
        run.code(126).stderr_has("[ROOT]/closed/.venv/pyvenv.cfg cannot be read");
    }
}

#[test]
fn without_proc_or_home_a_script_is_found_all_the_same() {
    let python = crate::support::any_python();
    let world = hooked(python);
    make(&world, &world.project());
    let script = world.write("show.py", "import sys; print(sys.prefix, sys.argv[1:], sys.flags.optimize)");
    let site = format!("{}/.local", world.home().display());
    let run = bare(&world).args(["-O"]).arg(&script).arg("x").env_remove("HOME").env("PYTHONUSERBASE", &site);
    run.run().ok().stdout_is("[ROOT]/home/project/.venv ['x'] 1");
    let words =
        ["--mount", "--propagation", "private", "/bin/sh", "-c", "mount -t tmpfs none /proc && exec \"$@\"", "sh"];
    let unshare = world.program(Path::new("/usr/bin/unshare"));
    let run = unshare.args(words).arg(&python.executable).arg("-O").arg(&script).arg("x");
    let seen = run.env_clear().env("HOME", world.home()).run().any();
    if seen.stderr().contains("unshare") || seen.stderr().contains("mount:") {
        crate::support::skip("a start without /proc", "no right to make a mount namespace");
        return;
    }
    seen.stdout_is("[ROOT]/home/project/.venv ['x'] 1");
}

/// A server without a server; see `startup/server.py`.
fn server(world: &World, args: &[&Path]) -> Run {
    let folder = world.home().join(".local/lib").join(world.python().name()).join("site-packages");
    bare(world).args(["-S", "-c", include_str!("startup/server.py")]).arg(folder).args(args)
}

fn packages(world: &World, project: &Path) -> PathBuf {
    project.join(".venv/lib").join(world.python().name()).join("site-packages")
}

#[test]
fn a_server_has_the_environment_as_its_own_python_has_it() {
    for python in pythons().values() {
        let world = hooked(python);
        make(&world, &world.project());
        let site = packages(&world, &world.project());
        fs::create_dir(site.join("a-1.0.dist-info")).unwrap();
        fs::write(site.join("a-1.0.dist-info/METADATA"), "Metadata-Version: 2.1\nName: a\nVersion: 1.0\n").unwrap();
        fs::create_dir(world.project().join("extra")).unwrap();
        let pth = format!("{}\nimport sys; sys.from_pth = 'yes'\n", world.project().join("extra").display());
        fs::write(site.join("own.pth"), pth).unwrap();
        let shown = |run: Run| -> BTreeMap<String, serde_json::Value> {
            let seen = run.cwd(world.project()).run().ok();
            serde_json::from_str(seen.raw_stdout().trim())
                .unwrap_or_else(|e| panic!("{e}: {} {}", seen.stdout(), seen.stderr()))
        };
        let code = include_str!("startup/server.py");
        let from = code.find("def show()").unwrap();
        let to = code.find("import ctypes").unwrap();
        let own = format!("import site, sys\nsys.path.remove('')\n{}print(show())", &code[from..to]);
        let expected = shown(
            world.program(&world.venv().join("bin/python")).env_clear().env("HOME", world.home()).args(["-c", &own]),
        );
        let found = shown(server(&world, &[Path::new("-")]));
        for (key, value) in &expected {
            assert_eq!(found.get(key), Some(value), "Python {}: {key}", python.version);
        }
        // By a variable, from anywhere.
        let named = server(&world, &[Path::new("-")]).env("NOGLUE_PROJECT", world.project());
        let seen = named.cwd("/").run().ok();
        assert!(seen.stdout().contains("[ROOT]/home/project/.venv/bin/python"), "{}", seen.stdout());
    }
}

#[test]
fn a_server_that_knows_no_project_waits_for_its_first_import() {
    for python in pythons().values() {
        let world = hooked(python);
        let project = |name: &str| {
            let dir = world.home().join(name);
            make(&world, &dir);
            for folder in ["inner".to_owned(), format!("of_{name}")] {
                fs::create_dir_all(dir.join(folder)).unwrap();
            }
            fs::write(dir.join(format!("of_{name}/thing.py")), format!("NAME = '{name}'")).unwrap();
            fs::write(packages(&world, &dir).join("leaf.py"), format!("NAME = 'leaf of {name}'")).unwrap();
            let show = "print(leaf.NAME, thing.NAME, sys.prefix, sys.executable)";
            let app = format!("import json, sys\nimport leaf\nfrom of_{name} import thing\n{show}\n");
            fs::write(dir.join("inner/wsgi.py"), app).unwrap();
            dir.join("inner/wsgi.py")
        };
        let (one, two) = (project("one"), project("two"));
        let seen = server(&world, &[&one]).run().ok();
        seen.stdout_is("leaf of one one [ROOT]/home/one/.venv [ROOT]/home/one/.venv/bin/python");
        // The second in the same interpreter is refused aloud, and the first goes on.
        let seen = server(&world, &[&one, &two, &one])
            .run()
            .ok()
            .stderr_has("noglue: [ROOT]/home/two/inner/wsgi.py belongs to");
        let out = seen.stdout();
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines.len(), 3, "{out}");
        assert!(lines[0] == lines[2] && lines[1].starts_with("ImportError: noglue: "), "{out}");
        // Also where all that it imports is there already.
        let plain = two.with_file_name("plain.py");
        fs::write(&plain, "import json\nprint('ran')\n").unwrap();
        let out = server(&world, &[&one, &plain]).run().ok().stdout();
        assert!(out.contains("\nImportError: noglue: ") && !out.contains("ran"), "{out}");
        // Outside of every project: nothing.
        let outside = world.root().join("app.py");
        fs::write(&outside, "import leak, sys; print('.venv' in sys.prefix)").unwrap();
        server(&world, &[&outside]).run().ok().stdout_is("False");
        // Unusable: nothing but the standard library can be imported.
        fs::write(&two, "import json, sqlite3.dbapi2 as _, email.message\nprint('standard')\nimport leak\n").unwrap();
        fs::write(world.home().join("two/.venv/pyvenv.cfg"), "home = /usr/bin\nversion = 3.4.0\n").unwrap();
        let seen = server(&world, &[&two]).run().ok();
        let out = seen.stdout();
        assert!(out.starts_with("standard\nImportError: noglue: "), "{out}{}", seen.stderr());
        assert!(seen.stderr().contains("noglue: [ROOT]/home/two/.venv"), "{}", seen.stderr());
        let seen = server(&world, &[&two]).cwd(two.parent().unwrap()).run().ok();
        assert!(seen.stdout().contains("ImportError: noglue: "), "{}", seen.stdout());
    }
}

#[test]
fn programs_that_have_python_in_them_and_are_no_servers_are_left_alone() {
    let world = hooked(crate::support::any_python());
    make(&world, &world.project());
    let code = include_str!("startup/server.py").replace("uwsgi-core", "gdb");
    let folder = world.home().join(".local/lib").join(world.python().name()).join("site-packages");
    let seen = bare(&world).args(["-S", "-c", &code]).arg(folder).arg("-").cwd(world.project()).run().ok();
    assert!(!seen.stdout().contains(".venv"), "{}", seen.stdout());
}
