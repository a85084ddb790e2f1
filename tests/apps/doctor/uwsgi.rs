//! uWSGI, broken in every way its log has a text for.

use super::super::machine::Machine;
use super::super::server::{Door, Server, ask};
use super::super::site::NEWEST;
use super::{config_has, doctor, ids, log_says, server_says};

const PYTHON: &str = "plugins = python3\n";
const ALICE: &str = "uid = alice\ngid = alice\n";
const PROJECT: &str = "chdir = /srv/alpha\nmodule = proj.wsgi\n";
const LOADED: &str = "spawned uWSGI worker 1";

/// A machine with the hook and alice's `/srv/alpha`, which has uWSGI of PyPI too.
fn machine() -> Option<Machine> {
    let machine = Machine::start()?;
    machine.run(&["noglue", "setup", "--system", "--yes"]).output().ok();
    machine.site("alice", "alpha", NEWEST, "1.0", &["uwsgi"]);
    Some(machine)
}

fn file(name: &str) -> String {
    format!("/etc/broken/{name}.ini")
}

/// uWSGI of the system with these lines, as root.
fn uwsgi<'a>(machine: &'a Machine, name: &str, lines: &[&str]) -> Server<'a> {
    machine.write(&file(name), format!("[uwsgi]\nmaster = true\ndie-on-term = true\n{}", lines.concat()));
    machine.run(&["uwsgi-core", "--ini", &file(name)]).serve()
}

fn socket(machine: &Machine) -> (u16, String) {
    let port = machine.port();
    (port, format!("socket = 127.0.0.1:{port}\n"))
}

#[test]
fn uwsgi_in_good_health_is_left_alone() {
    let Some(machine) = machine() else { return };
    let (port, socket) = socket(&machine);
    let mut server = uwsgi(&machine, "good", &[PYTHON, ALICE, PROJECT, &socket]);
    server.page(Door::Uwsgi(port), "/");
    log_says(&machine, "good", &server.log(), &[]);
    assert_eq!(ids(&doctor(&machine, &[&file("good")])), [""; 0]);
}

#[test]
fn plugins_are_told() {
    let Some(machine) = machine() else { return };
    let (port, socket) = socket(&machine);
    let mut server = uwsgi(&machine, "none", &[ALICE, PROJECT, &socket]);
    server.wait_for_log(LOADED);
    log_says(&machine, "none", &server.log(), &["problem plugin-missing"]);
    let _ = ask(&machine, Door::Uwsgi(port), "/");
    server.wait_for_log("-- unavailable modifier requested: 0 --");
    let said: Vec<String> = server.log().lines().filter(|line| line.contains("modifier")).map(str::to_owned).collect();
    log_says(&machine, "modifier", &said.join("\n"), &["problem plugin-missing"]);
    config_has(&machine, &file("none"), "problem plugin-missing");

    let server = uwsgi(&machine, "other", &["plugins = python39\n", ALICE, PROJECT, "socket = 127.0.0.1:9001\n"]);
    let expected = ["problem plugin-missing", "warning plugin-unloadable"];
    server_says(&machine, "other", server, "no request plugin is loaded", &expected);
    config_has(&machine, &file("other"), "problem plugin-missing");

    // The uWSGI of PyPI has Python built in and serves all the same.
    let lines = format!("[uwsgi]\nmaster = true\n{PYTHON}{PROJECT}socket = 127.0.0.1:{}\n", machine.port());
    machine.write(&file("pypi"), lines);
    let job = machine.run(&["noglue", "run", "--", "uwsgi", "--ini", &file("pypi")]).by("alice").cwd("/srv/alpha");
    let json =
        server_says(&machine, "pypi", job.env("HOME", "/home/alice").serve(), LOADED, &["warning plugin-unloadable"]);
    assert!(json["findings"][0]["evidence"].as_str().unwrap().contains("./python3_plugin.so"), "{json}");
}

#[test]
fn paths_to_environments_are_told() {
    let Some(machine) = machine() else { return };
    machine.run(&["mkdir", "-p", "/srv/empty", "/srv/bare/proj"]).output().ok();
    machine.write("/srv/bare/proj/wsgi.py", "application = 1\n");
    machine.give("/srv/bare", "alice:alice");
    let bare = "chdir = /srv/bare\nmodule = proj.wsgi\n";
    let server = uwsgi(&machine, "no-home", &[PYTHON, ALICE, bare, "home = .venv\n"]);
    server_says(&machine, "no-home", server, "No module named 'encodings'", &["problem home-missing"]);
    config_has(&machine, &file("no-home"), "problem home-missing");
    let server = uwsgi(&machine, "empty-home", &[PYTHON, ALICE, bare, "home = /srv/empty\n"]);
    server_says(&machine, "empty-home", server, "No module named 'encodings'", &["problem standard-library-missing"]);
    config_has(&machine, &file("empty-home"), "problem home-missing");
    machine.write(&file("variable"), format!("[uwsgi]\n{PYTHON}{ALICE}{bare}socket = 127.0.0.1:{}\n", machine.port()));
    let server = machine.run(&["uwsgi-core", "--ini", &file("variable")]).env("PYTHONHOME", "/srv/empty").serve();
    let json =
        server_says(&machine, "variable", server, "No module named 'encodings'", &["problem standard-library-missing"]);
    assert!(json["findings"][0]["advice"][0].as_str().unwrap().contains("PYTHONHOME"), "{json}");
    // A path that is right is only worth a warning.
    machine.write(&file("home"), format!("[uwsgi]\n{PYTHON}{ALICE}{PROJECT}home = /srv/alpha/.venv\n"));
    config_has(&machine, &file("home"), "warning home-option");
}

#[test]
fn another_minor_version_is_told() {
    let Some(machine) = machine() else { return };
    // An environment for a Python that this machine has not.
    machine.run(&["cp", "-a", "/srv/alpha", "/srv/old"]).output().ok();
    let script = "cd /srv/old && rm -rf .venv && python3 -m venv --without-pip .venv && \
                  mv .venv/lib/python3.* .venv/lib/python3.7 && ln -s python3.7 .venv/lib/python3.x && \
                  sed -i 's/^version = .*/version = 3.7.17/' .venv/pyvenv.cfg && \
                  rm -f .venv/bin/python* && ln -s /usr/bin/python3 .venv/bin/python && \
                  mkdir .venv/lib/python3.7/site-packages/onlyhere && \
                  touch .venv/lib/python3.7/site-packages/onlyhere/__init__.py && \
                  echo 'import onlyhere' > proj/only.py && chown -R alice:alice /srv/old";
    machine.run(&["bash", "-c", script]).output().ok();
    let (_, socket) = socket(&machine);
    let only = "chdir = /srv/old\nmodule = proj.only\n";
    let server = uwsgi(&machine, "mismatch", &[PYTHON, ALICE, only, &socket, "home = /srv/old/.venv\n"]);
    let json = server_says(&machine, "mismatch", server, LOADED, &["problem python-mismatch"]);
    assert!(json["findings"][0]["evidence"].as_str().unwrap().starts_with("ModuleNotFoundError"), "{json}");
    config_has(&machine, &file("mismatch"), "problem python-mismatch");
}

#[test]
fn applications_that_cannot_be_loaded_are_told() {
    let Some(machine) = machine() else { return };
    machine.write("/srv/alpha/proj/boom.py", "raise RuntimeError('boom')\n");
    machine.write("/srv/alpha/proj/lacks.py", "import yaml\n");
    machine.write("/srv/alpha/proj/empty.py", "app = 1\n");
    machine.give("/srv/alpha/proj", "alice:alice");
    let (port, socket) = socket(&machine);
    let with = |name: &str, lines: &str| uwsgi(&machine, name, &[PYTHON, ALICE, &socket, lines]);

    let mut server = with("callable", "chdir = /srv/alpha\nmodule = proj.wsgi:app\n");
    server.wait_for_log(LOADED);
    let _ = ask(&machine, Door::Uwsgi(port), "/");
    server.wait_for_log("--- no python application found");
    let json = log_says(&machine, "callable", &server.log(), &["problem application-missing"]);
    assert!(json["findings"][0]["evidence"].as_str().unwrap().starts_with("unable to load app 0"), "{json}");
    config_has(&machine, &file("callable"), "problem application-missing");
    let late: Vec<String> = server.log().lines().filter(|line| line.starts_with("---")).map(str::to_owned).collect();
    log_says(&machine, "late", &late.join("\n"), &["problem application-missing"]);
    drop(server);

    let server = with("callable-file", "wsgi-file = /srv/alpha/proj/empty.py\n");
    server_says(&machine, "callable-file", server, LOADED, &["problem application-missing"]);
    config_has(&machine, &file("callable-file"), "problem application-missing");
    let server = with("no-file", "chdir = /srv/alpha\nwsgi-file = nothing.py\n");
    server_says(&machine, "no-file", server, LOADED, &["problem application-file-missing"]);
    config_has(&machine, &file("no-file"), "problem application-file-missing");
    let server = with("no-module", "chdir = /srv/alpha\nmodule = proj.nowsgi\n");
    server_says(&machine, "no-module", server, LOADED, &["problem application-file-missing"]);
    config_has(&machine, &file("no-module"), "problem application-file-missing");
    let server = with("boom", "chdir = /srv/alpha\nmodule = proj.boom\n");
    server_says(&machine, "boom", server, LOADED, &["problem application-error"]);
    let server = with("lacks", "chdir = /srv/alpha\nmodule = proj.lacks\n");
    let json = server_says(&machine, "lacks", server, LOADED, &["problem module-missing"]);
    assert_eq!(json["findings"][0]["advice"][0], "cd /srv/alpha && noglue add pyyaml");

    // Without the hook uWSGI runs on the system's packages, which lack what the environment has.
    machine.run(&["noglue", "setup", "--system", "--undo", "--yes"]).output().ok();
    machine.write("/srv/alpha/proj/needs.py", "import marker\n");
    let server = with("no-hook", "chdir = /srv/alpha\nmodule = proj.needs\n");
    server_says(&machine, "no-hook", server, LOADED, &["problem environment-unused"]);
    config_has(&machine, &file("no-hook"), "problem hook-missing");
}

#[test]
fn directories_and_users_are_told() {
    let Some(machine) = machine() else { return };
    machine.run(&["mkdir", "-p", "-m", "700", "/srv/closed"]).output().ok();
    machine.run(&["cp", "-a", "/srv/alpha", "/srv/closed/alpha"]).output().ok();
    let (_, socket) = socket(&machine);
    let with = |name: &str, lines: &str| uwsgi(&machine, name, &[PYTHON, &socket, lines]);
    let server = with("gone", "uid = alice\nchdir = /srv/moved\nmodule = proj.wsgi\n");
    server_says(&machine, "gone", server, "chdir(): No such file", &["problem chdir-missing"]);
    config_has(&machine, &file("gone"), "problem chdir-missing");
    let server = with("closed", "uid = alice\nchdir = /srv/closed/alpha\nmodule = proj.wsgi\n");
    let json = server_says(&machine, "closed", server, "chdir(): Permission denied", &["problem directory-closed"]);
    assert_eq!(json["findings"][0]["advice"][0], "sudo chmod o+x /srv/closed");
    config_has(&machine, &file("closed"), "problem directory-closed");
    let server = with("nobody", "uid = nobodyhere\nchdir = /srv/alpha\nmodule = proj.wsgi\n");
    server_says(&machine, "nobody", server, "not found.", &["problem user-unknown"]);
    config_has(&machine, &file("nobody"), "problem user-unknown");
    machine.run(&["cp", "-a", "/srv/alpha", "/srv/rooted"]).output().ok();
    machine.run(&["chown", "-R", "root:root", "/srv/rooted"]).output().ok();
    let server = with("root", "chdir = /srv/rooted\nmodule = proj.wsgi\n");
    let json = server_says(&machine, "root", server, LOADED, &["warning runs-as-root"]);
    assert_eq!(json["healthy"], true);
    config_has(&machine, &file("root"), "warning runs-as-root");
}

#[test]
fn sockets_are_told() {
    let Some(machine) = machine() else { return };
    machine.run(&["mkdir", "-p", "/srv/rooms"]).output().ok();
    let with = |name: &str, lines: &str| uwsgi(&machine, name, &[PYTHON, ALICE, PROJECT, lines]);
    let server = with("denied", "socket = /srv/rooms/a.sock\nchmod-socket = 666\n");
    server_says(&machine, "denied", server, "bind(): Permission denied", &["problem socket-not-made"]);
    config_has(&machine, &file("denied"), "problem socket-not-made");
    config_has(&machine, &file("denied"), "warning socket-open");
    // A socket of root's is in the way.
    let stale = "import socket; socket.socket(socket.AF_UNIX).bind('/srv/rooms/b.sock')";
    machine.run(&["python3", "-c", stale]).output().ok();
    let server = with("stale", "socket = /srv/rooms/b.sock\n");
    server_says(&machine, "stale", server, "bind(): Address already in use", &["problem socket-not-removed"]);
    server_says(&machine, "nowhere", with("nowhere", ""), "option is missing", &["problem socket-not-made"]);

    let (port, socket) = socket(&machine);
    let mut first = with("first", &socket);
    first.page(Door::Uwsgi(port), "/");
    server_says(
        &machine,
        "second",
        with("second", &socket),
        "bind(): Address already in use",
        &["problem socket-in-use"],
    );
    let _ = ask(&machine, Door::Http(port), "/");
    server_says(&machine, "http", first, "invalid request block size", &["problem protocol-mismatch"]);
}

#[test]
fn one_broken_vassal_of_an_emperor_is_told_and_the_emperor_is_not() {
    let Some(machine) = machine() else { return };
    let (port, socket) = socket(&machine);
    machine.write("/etc/vassals/good.ini", format!("[uwsgi]\nmaster = true\n{PYTHON}{ALICE}{PROJECT}{socket}"));
    machine.write(
        "/etc/vassals/broken.ini",
        format!("[uwsgi]\nmaster = true\n{PYTHON}{ALICE}{PROJECT}home = /srv/none\n"),
    );
    let mut server = machine.run(&["uwsgi-core", "--master", "--emperor", "/etc/vassals"]).serve();
    server.page(Door::Uwsgi(port), "/");
    server_says(&machine, "emperor", server, "curse the uwsgi instance broken.ini", &["problem home-missing"]);
    let json = config_has(&machine, "/etc/vassals", "problem home-missing");
    assert_eq!(json["findings"][0]["file"], "/etc/vassals/broken.ini");
}

#[test]
fn an_environment_that_the_hook_refuses_is_told() {
    let Some(machine) = machine() else { return };
    machine.run(&["chmod", "777", "/srv/alpha/.venv/lib/.."]).output().ok();
    machine.run(&["chmod", "777", "/srv/alpha/.venv"]).output().ok();
    let (port, socket) = socket(&machine);
    let mut server = uwsgi(&machine, "open", &[PYTHON, ALICE, PROJECT, &socket]);
    server.ask(Door::Uwsgi(port), "/");
    server_says(&machine, "open", server, LOADED, &["problem environment-not-trusted"]);
    config_has(&machine, &file("open"), "problem environment-not-trusted");
}
