//! gunicorn, the system's and the environment's, broken in every way its output has a text for.

use super::super::machine::{Job, Machine};
use super::super::site::NEWEST;
use super::{config_has, log_says, server_says};

fn machine() -> Option<Machine> {
    let machine = Machine::start()?;
    machine.site("alice", "alpha", NEWEST, "1.0", &["gunicorn"]);
    machine.write("/srv/alpha/proj/boom.py", "raise RuntimeError('boom')\n");
    machine.write("/srv/alpha/proj/lacks.py", "import yaml\n");
    machine.give("/srv/alpha/proj", "alice:alice");
    Some(machine)
}

/// gunicorn of the environment, and that of the system, which is older.
fn both<'a>(machine: &'a Machine, words: &[&str]) -> [(&'static str, Job<'a>); 2] {
    let bind = format!("127.0.0.1:{}", machine.port());
    let bind: &[&str] = if words.contains(&"--bind") { &[] } else { &["--bind", &bind] };
    let new = machine.run(&[&["noglue", "run", "--", "gunicorn"], bind, words].concat()).by("alice");
    let old = machine.run(&[&["/usr/bin/gunicorn"], bind, words].concat()).by("alice").env("NOGLUE", "0");
    [("new", new.cwd("/srv/alpha").env("HOME", "/home/alice")), ("old", old.cwd("/srv/alpha"))]
}

#[track_caller]
fn each_says(machine: &Machine, name: &str, words: &[&str], text: &str, expected: &[&str]) {
    for (which, job) in both(machine, words) {
        server_says(machine, &format!("{name}-{which}"), job.serve(), text, expected);
    }
}

#[test]
fn worker_classes_are_told() {
    let Some(machine) = machine() else { return };
    let lacks = ["problem worker-class-missing"];
    // The system has gevent, and not eventlet; the environment has neither.
    let [(_, new), _] = both(&machine, &["-k", "gevent", "proj.wsgi"]);
    let json = server_says(&machine, "gevent", new.serve(), "RuntimeError: gevent worker requires gevent", &lacks);
    assert!(json["findings"][0]["advice"][0].as_str().unwrap().ends_with("noglue add gevent"), "{json}");
    let [_, (_, old)] = both(&machine, &["-k", "eventlet", "proj.wsgi"]);
    let json =
        server_says(&machine, "eventlet", old.serve(), "RuntimeError: eventlet worker requires eventlet", &lacks);
    assert!(json["findings"][0]["advice"][0].as_str().unwrap().ends_with("noglue add eventlet"), "{json}");
    each_says(&machine, "no-class", &["-k", "nothere", "proj.wsgi"], "]\n\n", &lacks);
    let conf = "/srv/alpha/gunicorn.conf.py";
    machine.write(conf, "worker_class = 'gevent'\n");
    let json = config_has(&machine, conf, "problem worker-class-missing");
    assert_eq!(json["findings"][0]["advice"][0], "cd /srv/alpha && noglue add gevent");
}

#[test]
fn applications_that_cannot_be_loaded_are_told() {
    let Some(machine) = machine() else { return };
    each_says(&machine, "callable", &["proj.wsgi:app"], "App failed to load", &["problem application-missing"]);
    each_says(&machine, "module", &["proj.nowsgi"], "Worker failed to boot", &["problem application-file-missing"]);
    each_says(&machine, "boom", &["proj.boom"], "Worker failed to boot", &["problem application-error"]);
    each_says(&machine, "lacks", &["proj.lacks"], "Worker failed to boot", &["problem module-missing"]);
    machine.write("/etc/broken.conf.py", "chdir = '/srv/alpha'\nwsgi_app = 'proj.wsgi:app'\n");
    config_has(&machine, "/etc/broken.conf.py", "problem application-missing");
    machine.write("/etc/broken.conf.py", "chdir = '/srv/alpha'\nwsgi_app = 'proj.nowsgi'\n");
    config_has(&machine, "/etc/broken.conf.py", "problem application-file-missing");
}

#[test]
fn options_and_sockets_are_told() {
    let Some(machine) = machine() else { return };
    each_says(&machine, "chdir", &["--chdir", "/srv/moved", "proj.wsgi"], "can't chdir", &["problem chdir-missing"]);
    each_says(&machine, "config", &["-c", "/srv/none.py", "proj.wsgi"], "doesn't exist", &["problem config-wrong"]);
    each_says(&machine, "user", &["--user", "nobodyhere", "proj.wsgi"], "nobodyhere", &["problem user-unknown"]);
    let nowhere = ["--bind", "unix:/srv/none/a.sock", "proj.wsgi"];
    let [(_, new), (_, old)] = both(&machine, &nowhere);
    server_says(&machine, "socket-new", new.serve(), "Can't connect to", &["problem socket-not-made"]);
    server_says(&machine, "socket-old", old.serve(), "Retrying in 1 second.", &["problem socket-not-made"]);
    machine.run(&["mkdir", "-m", "700", "/srv/room"]).output().ok();
    let [(_, new), _] = both(&machine, &["--bind", "unix:/srv/room/a.sock", "proj.wsgi"]);
    server_says(&machine, "socket-closed", new.serve(), "[Errno 13]", &["problem socket-not-made"]);
    let port = machine.port();
    let mut first = machine.run(&["python3", "-um", "http.server", "--bind", "127.0.0.1", &port.to_string()]).serve();
    first.wait_for_log("Serving HTTP");
    let bind = format!("127.0.0.1:{port}");
    each_says(&machine, "in-use", &["--bind", &bind, "proj.wsgi"], "Connection in use", &["problem socket-in-use"]);
    for (lines, expected) in [
        ("chdir = '/srv/moved'\n", "problem chdir-missing"),
        ("chdir = '/srv/alpha'\nuser = 'nobodyhere'\n", "problem user-unknown"),
        ("chdir = '/srv/alpha'\nbind = 'unix:/tmp/a'\numask = 0\n", "warning socket-open"),
    ] {
        machine.write("/etc/broken.conf.py", lines);
        config_has(&machine, "/etc/broken.conf.py", expected);
    }
}

#[test]
fn a_fault_before_the_last_start_is_history() {
    let Some(machine) = machine() else { return };
    let [(_, broken), _] = both(&machine, &["proj.boom"]);
    let mut broken = broken.serve();
    broken.wait_for_log("Worker failed to boot");
    let [(_, sound), _] = both(&machine, &["proj.wsgi"]);
    let mut sound = sound.serve();
    sound.wait_for_log("Booting worker");
    let (before, after) = (broken.log(), sound.log());
    log_says(&machine, "repaired", &format!("{before}{after}"), &[]);
    log_says(&machine, "broken-again", &format!("{after}{before}"), &["problem application-error"]);
}
