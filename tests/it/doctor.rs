//! `noglue doctor` in a project, of a process, and of logs that nobody meant well with. Logs of real servers: `apps`.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use serde_json::Value;

use crate::support::{FakeIndex, Running, World, wheel};

/// The ids of the findings in `--json`, in their order.
fn ids(json: &Value) -> Vec<&str> {
    json["findings"].as_array().unwrap().iter().map(|finding| finding["id"].as_str().unwrap()).collect()
}

fn synced(index: &FakeIndex) -> World {
    index.publish(wheel("a", "1.0").entry_point("a-cli", "a:main"));
    let world = World::new().index(index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    // The machine's own hooks and shims are not this test's.
    world.noglue(["setup", "--yes"]).run().ok();
    world
}

fn doctor(world: &World, code: i32) -> Value {
    world.noglue(["doctor", "--json"]).run().code(code).json()
}

#[test]
fn a_healthy_project_is_told_so() {
    let index = FakeIndex::start();
    let world = synced(&index);
    let json = doctor(&world, 0);
    assert_eq!(json["healthy"], true);
    let found = ids(&json);
    assert!(found.iter().all(|id| ["hook-missing", "python-claimed"].contains(id)), "{json}");
    world.noglue(["doctor"]).run().ok().stdout_has("no problem found in the project [ROOT]/home/project");
}

#[test]
fn a_project_without_an_environment_is_told_how_to_get_one() {
    let world = World::new();
    world.write("requirements.txt", "a\n");
    let json = doctor(&world, 1);
    assert_eq!(ids(&json)[0], "environment-missing");
    assert_eq!(json["findings"][0]["advice"][0], format!("cd {} && noglue sync", world.project().display()));
}

#[test]
fn a_moved_project_is_healthy() {
    let index = FakeIndex::start();
    let world = synced(&index);
    let moved = world.home().join("moved");
    std::fs::rename(world.project(), &moved).unwrap();
    let json = world.noglue(["doctor", "--json"]).cwd(&moved).run().ok().json();
    assert!(ids(&json).contains(&"project-moved"), "{json}");
    assert!(!ids(&json).contains(&"environment-not-fresh"), "{json}");
}

#[test]
fn what_changed_since_the_sync_is_told() {
    let index = FakeIndex::start();
    let world = synced(&index);
    world.write("requirements.txt", "a\nb\n");
    world.write_executable("manage.py", "#!/srv/gone/python\n");
    let script = world.venv().join("bin/old");
    std::fs::write(&script, "#!/srv/gone/.venv/bin/python\n").unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    let json = doctor(&world, 1);
    assert_eq!(ids(&json).iter().filter(|id| **id == "shebang-dead").count(), 2, "{json}");
    assert!(ids(&json).contains(&"environment-not-fresh"), "{json}");
}

#[test]
fn a_python_that_is_gone_is_told() {
    let index = FakeIndex::start();
    let world = synced(&index);
    let python = world.venv().join("gen/1/bin/python");
    std::fs::remove_file(&python).unwrap();
    symlink("/srv/gone/python3", &python).unwrap();
    let json = doctor(&world, 1);
    assert_eq!(ids(&json)[0], "python-gone", "{json}");
}

#[test]
fn variables_shims_and_other_tools_are_told() {
    let index = FakeIndex::start();
    let world = synced(&index);
    let pyenv = world.home().join(".pyenv/shims");
    std::fs::create_dir_all(&pyenv).unwrap();
    std::fs::write(pyenv.join("python"), "#!/bin/sh\n").unwrap();
    std::fs::set_permissions(pyenv.join("python"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::join_paths([pyenv, world.shims(), "/usr/bin".into()]).unwrap();
    let run = world.noglue(["doctor", "--json"]).env("PATH", path).env("PYTHONPATH", "/x").env("VIRTUAL_ENV", "/y");
    let json = run.run().ok().json();
    for id in ["shims-behind", "python-claimed", "variable-stray"] {
        assert!(ids(&json).contains(&id), "{id}: {json}");
    }
    assert_eq!(ids(&json).iter().filter(|id| **id == "variable-stray").count(), 2);
    let json = world.noglue(["doctor", "--json"]).env("PYTHONHOME", "/x").run().code(1).json();
    assert_eq!(ids(&json)[0], "variable-stray");
    let json = world.noglue(["doctor", "--json"]).env("PATH", "/usr/bin").run().ok().json();
    assert!(ids(&json).contains(&"shims-missing"), "{json}");
}

#[test]
fn a_directory_that_the_service_cannot_pass_is_named() {
    let index = FakeIndex::start();
    let world = synced(&index);
    std::fs::set_permissions(world.root(), std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::set_permissions(world.home(), std::fs::Permissions::from_mode(0o700)).unwrap();
    let json = world.noglue(["doctor", "--json", "--user", "4711"]).run().code(1).json();
    let closed =
        json["findings"].as_array().unwrap().iter().find(|finding| finding["id"] == "directory-closed").unwrap();
    assert_eq!(closed["advice"][0], format!("sudo chmod o+x {}", world.home().display()));
    world.noglue(["doctor", "--user", "nobody here"]).run().code(2).clear_error();
}

#[test]
fn a_process_on_an_older_generation_is_told_to_reload() {
    let index = FakeIndex::start();
    let world = synced(&index);
    world.write("serve.py", "import time\nprint('up', flush=True)\ntime.sleep(600)\n");
    let mut server = world.shim("python").arg(world.project().join("serve.py")).start();
    server.wait_for("up");
    let of = |server: &Running, code| {
        world.noglue(["doctor", "--json"]).arg(server.pid().to_string()).run().code(code).json()
    };
    assert_eq!(ids(&of(&server, 0)).iter().filter(|id| **id != "runs-as-root").count(), 0);
    index.publish(wheel("a", "2.0"));
    world.noglue(["sync", "--upgrade"]).run().ok();
    let json = of(&server, 0);
    assert!(ids(&json).contains(&"generation-old"), "{json}");
    assert!(json["about"].as_str().unwrap().contains("serve.py"));
}

#[test]
fn a_process_outside_its_environment_is_told() {
    let index = FakeIndex::start();
    let world = synced(&index);
    world.write("serve.py", "import time\nprint('up', flush=True)\ntime.sleep(600)\n");
    let base = world.python().executable.clone();
    let mut server = world.program(&base).env("NOGLUE", "0").arg(world.project().join("serve.py")).start();
    server.wait_for("up");
    let json = world.noglue(["doctor", "--json"]).arg(server.pid().to_string()).run().code(1).json();
    assert!(ids(&json).contains(&"environment-unused"), "{json}");
    assert!(ids(&json).contains(&"variable-stray"), "{json}");
    world.noglue(["doctor", "4194304000"]).run().code(1).clear_error();
}

#[test]
fn hostile_logs_do_no_harm() {
    let world = World::new();
    let log = |name: &str, bytes: &[u8]| {
        let path = world.project().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let empty = log("empty.log", b"");
    world.noglue(["doctor"]).arg(&empty).run().ok().stdout_has("no problem found in the log");
    // What a log quotes does not reach the terminal as it is.
    let control = log("control.log", b"failed to open python file \x1b]0;title\x07\x1b[31m/x.py\r\n--- \x9b2J\n");
    let seen = world.noglue(["doctor"]).arg(&control).run().code(1);
    assert!(!seen.raw_stdout().contains(['\u{1b}', '\u{7}', '\r', '\u{9b}']), "{:?}", seen.raw_stdout());
    let binary: Vec<u8> = (0..200_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    world.noglue(["doctor"]).arg(log("binary.log", &binary)).run().ok();
    // A module's name that would be a path.
    let sly = log("sly.log", b"ModuleNotFoundError: No module named '../../../etc/passwd'\n");
    world.noglue(["doctor"]).arg(&sly).run().code(1);
    let long = log(
        "line.log",
        &[b"Traceback (most recent call last):\n".as_slice(), &b"  File \"/x\", line 1\n".repeat(50_000)].concat(),
    );
    world.noglue(["doctor"]).arg(&long).run().ok();
    let pipe = world.project().join("pipe.log");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0).unwrap();
    world.noglue(["doctor"]).arg(&pipe).run().code(4);
}

#[test]
fn of_a_huge_log_both_ends_are_read() {
    use std::io::{Seek as _, Write as _};
    let world = World::new();
    let path = world.project().join("huge.log");
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(b"user nobodyhere not found.\n").unwrap();
    // A hole of a terabyte takes no space, and would take hours to read.
    file.seek(std::io::SeekFrom::Start(1 << 40)).unwrap();
    file.write_all(b"\n-- unavailable modifier requested: 0 --\n").unwrap();
    let json = world.noglue(["doctor", "--json"]).arg(&path).run().code(1).json();
    assert_eq!(ids(&json), ["user-unknown", "plugin-missing"]);
    assert_eq!((&json["findings"][0]["line"], &json["findings"][1]["line"]), (&Value::from(1), &Value::Null));
}

#[test]
fn a_log_is_read_from_standard_input_too() {
    let world = World::new();
    let log = world.write("x", "Nov 24 09:00:00 host uwsgi[12]: -- unavailable modifier requested: 0 --\n");
    let json = world.noglue(["doctor", "-", "--json"]).stdin(&log).run().code(1).json();
    assert_eq!(ids(&json), ["plugin-missing"]);
    world.noglue(["doctor", "nothing.log"]).run().code(1).clear_error();
}

#[test]
fn hostile_configurations_do_no_harm() {
    let world = World::new();
    let of = |path: &Path, code: i32| world.noglue(["doctor", "--json"]).arg(path).run().code(code).json();
    // One that includes itself, over another, and by a pattern.
    let one = world.write("conf/one.ini", "[uwsgi]\nuid = nobody\nini = two.ini\n");
    world.write("conf/two.ini", "[uwsgi]\ninclude = one.ini\nini = :loop\n[loop]\nini = :loop\n");
    let json = of(&one, 1);
    assert_eq!(ids(&json), ["config-wrong"], "{json}");
    assert!(json["findings"][0]["file"].as_str().unwrap().ends_with("two.ini"), "{json}");
    let nginx = world.write("conf/nginx.conf", "http {\n  server { listen 80; }\n  include *.conf;\n}\n");
    assert_eq!(ids(&of(&nginx, 1)), ["config-wrong"]);
    // Many files, each of which includes all others.
    for number in 0..30 {
        world.write(format!("many/{number}.conf"), "server { listen 80; }\ninclude *.conf;\n");
    }
    let all = world.write("many/nginx.conf", "http {\n  include *.conf;\n}\n");
    assert!(ids(&of(&all, 1)).iter().all(|id| *id == "config-wrong"));
    // What is included cannot be read.
    let unit = world.write("x.ini", "[uwsgi]\nuid = nobody\nini = /nonexistent/a.ini\n");
    assert_eq!(ids(&of(&unit, 1)), ["config-wrong"]);
    let control = world.write("y.ini", "[uwsgi]\nuid = \u{1b}[31mnobody\u{7}\n");
    let seen = world.noglue(["doctor"]).arg(&control).run().code(1);
    assert!(!seen.raw_stdout().contains(['\u{1b}', '\u{7}']), "{:?}", seen.raw_stdout());
    let deep = world.write("z.conf", &"server {".repeat(100_000));
    of(&deep, 1);
}

#[test]
fn a_configuration_that_may_not_be_read_is_told() {
    let world = World::new();
    let secret = world.write("secret.ini", "[uwsgi]\nuid = nobody\n");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).unwrap();
    let json =
        world.noglue(["doctor", "--json", "--server", "uwsgi"]).arg(&secret).bound_by_modes().run().code(1).json();
    assert_eq!(ids(&json), ["config-wrong"]);
    world.noglue(["doctor"]).arg(&secret).bound_by_modes().run().code(4).stderr_has("secret.ini");
}

#[test]
fn what_noglue_prints_for_servers_is_found_in_good_order() {
    let index = FakeIndex::start();
    let world = synced(&index);
    world.write("wsgi.py", "def application(environ, start_response):\n    return []\n");
    for (kind, file) in [("gunicorn", "gunicorn.conf.py"), ("systemd", "x.service"), ("cron", "crontab")] {
        let text = world.noglue(["server", kind, "--backend", "gunicorn"]).run();
        let text = if text.status.success() {
            text.stdout
        } else {
            world.noglue(["server", kind]).run().ok().raw_stdout().to_owned()
        };
        let file = world.write(file, &text);
        let json = world.noglue(["doctor", "--json", "--server", kind]).arg(&file).run();
        let json: Value = serde_json::from_str(&json.stdout).unwrap();
        assert!(
            !ids(&json)
                .iter()
                .any(|id| ["config-wrong", "home-option", "application-missing", "cron-path"].contains(id)),
            "{json}"
        );
    }
}

#[test]
fn a_user_that_is_named_is_not_judged_by_what_root_must_not_use() {
    if !rustix::process::geteuid().is_root() {
        crate::support::skip("another user's project as root", "this is not root");
        return;
    }
    let world = World::new();
    world.write("requirements.txt", "");
    world.noglue(["sync"]).run().ok();
    world.program(Path::new("/bin/chown")).args(["-R", "65534:65534", "."]).run().ok();
    let own = world.noglue(["doctor", "--json"]).run().code(1).json();
    assert!(ids(&own).contains(&"environment-not-trusted"), "{own}");
    let named = world.noglue(["doctor", "--json", "--user", "65534"]).run().any().json();
    assert!(!ids(&named).contains(&"environment-not-trusted"), "{named}");
}
