//! Running servers, looked at by the number of their process.

use super::super::machine::Machine;
use super::super::server::{Door, Server};
use super::super::site::{NEWER, NEWEST};
use super::{doctor, ids};

/// The first process of this name, as the machine numbers it.
fn pid(machine: &Machine, name: &str) -> String {
    machine.run(&["pgrep", "--oldest", "--exact", name]).output().ok().raw_stdout().trim().to_owned()
}

fn uwsgi<'a>(machine: &'a Machine, port: u16, more: &str) -> Server<'a> {
    let lines = format!(
        "master = true\nplugins = python3\nsocket = 127.0.0.1:{port}\nchdir = /srv/alpha\nmodule = proj.wsgi\n{more}"
    );
    machine.write("/etc/alpha.ini", format!("[uwsgi]\n{lines}"));
    machine.run(&["uwsgi-core", "--ini", "/etc/alpha.ini"]).serve()
}

#[test]
fn a_server_on_an_older_generation_is_told_to_reload() {
    let Some(machine) = Machine::start() else { return };
    machine.run(&["noglue", "setup", "--system", "--yes"]).output().ok();
    let site = machine.site("alice", "alpha", NEWEST, "1.0", &[]);
    let port = machine.port();
    let mut server = uwsgi(&machine, port, "uid = alice\ngid = alice\n");
    server.page(Door::Uwsgi(port), "/report");
    let pid = pid(&machine, "uwsgi-core");
    assert_eq!(ids(&doctor(&machine, &[&pid])), [""; 0]);
    machine.publish_marker("2.0");
    machine.write("/srv/alpha/requirements.txt", format!("django=={NEWER}\nmarker==2.0\ntzdata\n"));
    machine.sync(&site);
    let json = doctor(&machine, &[&pid]);
    assert_eq!(ids(&json), ["warning generation-old"], "{json:#}");
    assert_eq!(json["findings"][0]["advice"][0], format!("kill -HUP {pid}"));
}

#[test]
fn a_server_as_root_in_a_removed_project_with_stray_variables_is_told() {
    let Some(machine) = Machine::start() else { return };
    machine.run(&["mkdir", "-p", "/srv/alpha/proj"]).output().ok();
    machine.write("/srv/alpha/proj/wsgi.py", "def application(e, s):\n    s('200 OK', [])\n    return []\n");
    let port = machine.port();
    let lines = format!(
        "master = true\nplugins = python3\nsocket = 127.0.0.1:{port}\nchdir = /srv/alpha\nmodule = proj.wsgi\n"
    );
    machine.write("/etc/alpha.ini", format!("[uwsgi]\n{lines}"));
    let mut server = machine.run(&["uwsgi-core", "--ini", "/etc/alpha.ini"]).env("PYTHONPATH", "/srv/more").serve();
    server.page(Door::Uwsgi(port), "/");
    machine.run(&["rm", "-r", "/srv/alpha"]).output().ok();
    let found = ids(&doctor(&machine, &[&pid(&machine, "uwsgi-core")]));
    for id in ["problem chdir-missing", "warning runs-as-root", "warning variable-stray"] {
        assert!(found.iter().any(|found| found == id), "{id}: {found:?}");
    }
    // Another user sees less, and is told so.
    let output =
        machine.run(&["noglue", "doctor", &pid(&machine, "uwsgi-core")]).by("bob").env("HOME", "/home/bob").output();
    assert!(output.stdout.contains("sudo noglue doctor"), "{}", output.stdout);
}

#[test]
fn a_gunicorn_without_its_environment_is_told() {
    let Some(machine) = Machine::start() else { return };
    machine.site("alice", "alpha", NEWEST, "1.0", &[]);
    let port = machine.port();
    let bind = format!("127.0.0.1:{port}");
    let job = machine.run(&["/usr/bin/gunicorn", "--bind", &bind, "proj.wsgi"]).by("alice").cwd("/srv/alpha");
    let mut server = job.serve();
    server.wait_for_log("Booting worker");
    let found = ids(&doctor(&machine, &[&pid(&machine, "gunicorn")]));
    assert_eq!(found, ["problem environment-unused"]);
}

#[test]
fn two_hooks_of_one_interpreter_are_told() {
    let Some(machine) = Machine::start() else { return };
    machine.site("root", "alpha", NEWEST, "1.0", &[]);
    let has = |id: &str| ids(&doctor(&machine, &["/srv/alpha"])).iter().any(|found| found == id);
    assert!(has("warning hook-missing"));
    machine.run(&["noglue", "setup", "--system", "--yes"]).output().ok();
    assert!(!has("warning hook-missing"));
    assert!(!has("problem hook-twice"));
    machine
        .run(&["bash", "-c", "cp /usr/local/lib/python3*/dist-packages/noglue* /usr/lib/python3/dist-packages/"])
        .output()
        .ok();
    assert!(has("problem hook-twice"));
}
