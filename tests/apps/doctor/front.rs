//! nginx and lighttpd in front of what is broken, and shells that start scripts.

use super::super::machine::Machine;
use super::super::server::{Door, ask};
use super::{config_has, doctor, ids, log_says, server_says};

/// Makes a socket with this mode; listens on it if told to.
const SOCKET: &str = "import os, socket, sys, time\n\
                      s = socket.socket(socket.AF_UNIX)\n\
                      s.bind(sys.argv[1])\n\
                      os.chmod(sys.argv[1], int(sys.argv[2], 8))\n\
                      if len(sys.argv) > 3:\n    s.listen(5)\n    print('listening', flush=True)\n    time.sleep(600)\n";

fn nginx(machine: &Machine, name: &str, location: &str, text: &str, expected: &str) {
    let port = machine.port();
    let (file, log) = (format!("/etc/broken/{name}.conf"), format!("/var/log/{name}.log"));
    machine.write(
        &file,
        format!(
            "daemon off;\npid /tmp/{name}.pid;\nuser www-data;\nerror_log {log};\nevents {{}}\n\
             http {{\n  access_log off;\n  server {{\n    listen 127.0.0.1:{port};\n    location / {{ {location} }}\n  }}\n}}\n"
        ),
    );
    let mut server = machine.run(&["nginx", "-c", &file]).serve();
    server.ask(Door::Http(port), "/");
    server.wait_until(text, |_| machine.read(&log).contains(text));
    log_says(machine, name, &machine.read(&log), &[expected]);
}

#[test]
fn sockets_that_nginx_cannot_use_are_told() {
    let Some(machine) = Machine::start() else { return };
    machine.run(&["mkdir", "-m", "755", "/run/t"]).output().ok();
    let mut listening = machine.run(&["python3", "-c", SOCKET, "/run/t/closed.sock", "700", "listen"]).serve();
    listening.wait_for_log("listening");
    machine.run(&["python3", "-c", SOCKET, "/run/t/dead.sock", "777"]).output().ok();
    nginx(
        &machine,
        "closed",
        "uwsgi_pass unix:/run/t/closed.sock;",
        "(13: Permission denied)",
        "problem socket-denied",
    );
    config_has(&machine, "/etc/broken/closed.conf", "problem socket-denied");
    nginx(&machine, "none", "uwsgi_pass unix:/run/t/none.sock;", "(2: No such file", "problem socket-missing");
    config_has(&machine, "/etc/broken/none.conf", "problem socket-missing");
    nginx(&machine, "dead", "proxy_pass http://unix:/run/t/dead.sock;", "(111: ", "problem socket-dead");
    config_has(&machine, "/etc/broken/dead.conf", "warning socket-open");
    nginx(&machine, "port", "proxy_pass http://127.0.0.1:9;", "(111: ", "problem socket-dead");
    machine.run(&["chmod", "750", "/run/t"]).output().ok();
    nginx(&machine, "room", "uwsgi_pass unix:/run/t/dead.sock;", "(13: Permission denied)", "problem socket-denied");
}

#[test]
fn a_front_end_that_speaks_another_protocol_is_told() {
    let Some(machine) = Machine::start() else { return };
    let port = machine.port();
    machine.write("/srv/x/app.py", "application = lambda environ, start: []\n");
    let lines = format!(
        "[uwsgi]\nmaster = true\nplugins = python3\nsocket = 127.0.0.1:{port}\nuid = www-data\nwsgi-file = /srv/x/app.py\n"
    );
    machine.write("/etc/broken/uwsgi.ini", lines);
    let mut server = machine.run(&["uwsgi-core", "--ini", "/etc/broken/uwsgi.ini"]).env("NOGLUE", "0").serve();
    server.wait_for_log("spawned uWSGI worker 1");
    let location = format!("proxy_pass http://127.0.0.1:{port};");
    nginx(&machine, "http", &location, "upstream prematurely closed", "problem answer-missing");
}

fn lighttpd(machine: &Machine, name: &str, lines: &str, text: &str, expected: &[&str]) {
    let port = machine.port();
    let (file, log) = (format!("/etc/broken/{name}.conf"), format!("/var/log/{name}.log"));
    machine.write(&log, "");
    machine.run(&["chmod", "666", &log]).output().ok();
    let head = format!(
        "server.document-root = \"/srv\"\nserver.port = {port}\nserver.bind = \"127.0.0.1\"\nserver.errorlog = \"{log}\"\n"
    );
    let modules =
        "server.username = \"www-data\"\nserver.modules = (\"mod_scgi\", \"mod_fastcgi\")\nscgi.protocol = \"uwsgi\"\n";
    machine.write(&file, format!("{head}{modules}{lines}"));
    let mut server = machine.run(&["lighttpd", "-D", "-f", &file]).serve();
    server.wait_until(text, |_| {
        let _ = ask(machine, Door::Http(port), "/");
        machine.read(&log).contains(text)
    });
    log_says(machine, name, &machine.read(&log), expected);
}

#[test]
fn what_lighttpd_cannot_start_or_reach_is_told() {
    let Some(machine) = Machine::start() else { return };
    machine.run(&["mkdir", "-m", "755", "/run/t"]).output().ok();
    let mut listening = machine.run(&["python3", "-c", SOCKET, "/run/t/closed.sock", "700", "listen"]).serve();
    listening.wait_for_log("listening");
    let scgi = |socket: &str| {
        format!("scgi.server = (\"/\" => ((\"socket\" => \"{socket}\", \"check-local\" => \"disable\")))\n")
    };
    lighttpd(&machine, "closed", &scgi("/run/t/closed.sock"), "Permission denied", &["problem socket-denied"]);
    config_has(&machine, "/etc/broken/closed.conf", "problem socket-denied");
    lighttpd(&machine, "none", &scgi("/run/t/none.sock"), "No such file", &["problem socket-missing"]);
    config_has(&machine, "/etc/broken/none.conf", "problem socket-missing");
    let fastcgi = |script: &str| {
        format!(
            "fastcgi.server = (\"/\" => ((\"socket\" => \"/tmp/f.sock\", \"bin-path\" => \"{script}\", \"check-local\" => \"disable\", \"max-procs\" => 1)))\n"
        )
    };
    machine.write_executable("/srv/x/dead.fcgi", "#!/srv/gone/.venv/bin/python\n");
    lighttpd(&machine, "dead", &fastcgi("/srv/x/dead.fcgi"), "failed to start", &["problem shebang-dead"]);
    config_has(&machine, "/etc/broken/dead.conf", "problem shebang-dead");
    machine.write_executable("/srv/x/env.fcgi", "#!/usr/bin/env python\n");
    lighttpd(&machine, "env", &fastcgi("/srv/x/env.fcgi"), "failed to start", &["problem python-not-found"]);
    machine.write_executable("/srv/x/flup.fcgi", "#!/usr/bin/python3\nimport flup\n");
    lighttpd(&machine, "flup", &fastcgi("/srv/x/flup.fcgi"), "child exited: 1", &["problem respawning"]);
}

#[test]
fn what_shells_say_is_told() {
    let Some(machine) = Machine::start() else { return };
    machine.write_executable("/srv/x/manage.py", "#!/usr/bin/env python\n");
    machine.write_executable("/srv/x/dead.py", "#!/srv/gone/.venv/bin/python\n");
    machine.write("/srv/closed/x.py", "");
    machine.run(&["chmod", "700", "/srv/closed"]).output().ok();
    // As cron starts a job.
    let said = |user: &str, words: &[&str]| {
        let output = machine.run(words).by(user).env("PATH", "/usr/bin:/bin").output();
        assert!(!output.status.success(), "{words:?}");
        output.stderr
    };
    let mut number = 0;
    let mut check = |said: String, text: &str, expected: &str| {
        assert!(said.contains(text), "{text:?} is not in {said:?}");
        number += 1;
        log_says(&machine, &format!("shell-{number}"), &said, &[expected]);
    };
    let lacks = "problem python-not-found";
    for shell in ["/bin/sh", "/bin/bash"] {
        check(said("root", &[shell, "-c", "/srv/x/manage.py"]), "'python': No such file or directory", lacks);
        check(said("root", &[shell, "-c", "python x.py"]), "not found", lacks);
        check(said("root", &[shell, "-c", "/srv/x/dead.py"]), "not found", "problem shebang-dead");
        check(said("root", &[shell, "-c", "cd /srv/moved && python x"]), "cd: ", "problem chdir-missing");
    }
    check(said("root", &["env", "LC_ALL=C.UTF-8", "/usr/bin/env", "python"]), "‘python’", lacks);
    check(said("root", &["sudo", "/srv/x/dead.py"]), "unable to execute", "problem shebang-dead");
    check(said("root", &["python3", "/srv/x/none.py"]), "[Errno 2]", "problem application-file-missing");
    check(said("www-data", &["python3", "/srv/closed/x.py"]), "[Errno 13]", "problem directory-closed");
}

#[test]
fn crontabs_and_units_are_told() {
    let Some(machine) = Machine::start() else { return };
    machine.write_executable("/srv/x/dead.py", "#!/srv/gone/.venv/bin/python\n");
    let cron = |lines: &str| {
        machine.write("/etc/cron.d/x", lines);
        ids(&doctor(&machine, &["/etc/cron.d/x"]))
    };
    assert_eq!(cron("*/5 * * * * alice python /srv/x/a.py\n"), ["problem cron-path"]);
    assert_eq!(cron("@daily nobodyhere date\n"), ["problem user-unknown"]);
    assert_eq!(cron("@daily alice cd /srv/moved && date\n"), ["problem chdir-missing"]);
    assert_eq!(cron("@daily alice /srv/x/dead.py\n"), ["problem shebang-dead"]);
    assert_eq!(cron("@daily alice /usr/bin/python3 /srv/x/a.py\n"), [""; 0]);
    let unit = |lines: &str| {
        machine.write("/etc/systemd/system/x.service", format!("[Service]\n{lines}"));
        ids(&doctor(&machine, &["/etc/systemd/system/x.service"]))
    };
    assert_eq!(unit("User=alice\nWorkingDirectory=/srv/moved\nExecStart=/bin/true\n"), ["problem chdir-missing"]);
    assert_eq!(unit("ExecStart=/bin/true\n"), ["warning runs-as-root"]);
    assert_eq!(unit("User=alice\nExecStart=/srv/x/dead.py\n"), ["problem shebang-dead"]);
    assert_eq!(
        unit("User=alice\nEnvironment=\"PYTHONHOME=/x\" A=1\nExecStart=/bin/true\n"),
        ["problem variable-stray"]
    );
    assert_eq!(unit("User=nobodyhere\nExecStart=/bin/true\n"), ["problem user-unknown"]);
    assert_eq!(unit("User=alice\nExecStart=/srv/alpha/.venv/bin/gunicorn a\n").last().unwrap(), "warning home-option");
}
