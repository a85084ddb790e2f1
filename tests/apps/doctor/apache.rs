//! Apache with mod_wsgi, broken in every way its log has a text for.

use rustix::process::Signal;

use super::super::machine::Machine;
use super::super::server::{Door, Server};
use super::super::site::{NEWER, NEWEST};
use super::{config_has, log_says};

fn machine() -> Option<Machine> {
    let machine = Machine::start()?;
    machine.run(&["noglue", "setup", "--system", "--yes"]).output().ok();
    machine.site("alice", "alpha", NEWEST, "1.0", &[]);
    Some(machine)
}

struct Apache<'a> {
    server: Server<'a>,
    port: u16,
    log: String,
    file: String,
}

/// Apache with these lines.
fn apache<'a>(machine: &'a Machine, name: &str, lines: &str) -> Apache<'a> {
    let port = machine.port();
    let (file, log) = (format!("/etc/broken/{name}.conf"), format!("/var/log/apache-{name}.log"));
    machine.write(
        &file,
        format!(
            "ServerName localhost\nListen 127.0.0.1:{port}\nPidFile /tmp/{name}.pid\nUser www-data\nGroup www-data\n\
             ErrorLog {log}\nDefaultRuntimeDir /tmp\n\
             LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\n\
             LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so\n\
             LoadModule wsgi_module /usr/lib/apache2/modules/mod_wsgi.so\n\
             <Directory /srv>\nRequire all granted\n</Directory>\n{lines}\n"
        ),
    );
    Apache { server: machine.run(&["apache2", "-f", &file, "-DFOREGROUND"]).serve(), port, log, file }
}

/// Asked for `path`, it says `text` in its log, which is recognised.
#[track_caller]
fn says(machine: &Machine, name: &str, lines: &str, text: &str, expected: &[&str]) -> String {
    let mut apache = apache(machine, name, lines);
    apache.server.ask(Door::Http(apache.port), "/");
    apache.server.wait_until(text, |_| machine.read(&apache.log).contains(text));
    log_says(machine, name, &machine.read(&apache.log), expected);
    apache.file
}

#[test]
fn scripts_that_cannot_be_loaded_are_told() {
    let Some(machine) = machine() else { return };
    machine.write("/srv/alpha/proj/boom.py", "raise RuntimeError('boom')\n");
    machine.write("/srv/alpha/proj/empty.py", "app = 1\n");
    machine.write("/srv/alpha/proj/lacks.py", "import yaml\napplication = 1\n");
    machine.give("/srv/alpha/proj", "alice:alice");
    let alias = |file: &str| format!("WSGIScriptAlias / /srv/alpha/proj/{file}.py");
    let file = says(
        &machine,
        "callable",
        &alias("empty"),
        "does not contain WSGI application",
        &["problem application-missing"],
    );
    config_has(&machine, &file, "problem application-missing");
    let file =
        says(&machine, "none", &alias("none"), "not found or unable to stat", &["problem application-file-missing"]);
    config_has(&machine, &file, "problem application-file-missing");
    says(&machine, "boom", &alias("boom"), "RuntimeError: boom", &["problem application-error"]);
    says(&machine, "lacks", &alias("lacks"), "No module named 'yaml'", &["problem module-missing"]);
    // Without the hook the project's own package is not importable.
    machine.run(&["noglue", "setup", "--system", "--undo", "--yes"]).output().ok();
    machine.write("/srv/alpha/proj/plain.py", "import proj.settings\napplication = 1\n");
    let file = says(&machine, "plain", &alias("plain"), "No module named 'proj'", &["problem project-not-found"]);
    config_has(&machine, &file, "problem hook-missing");
}

#[test]
fn paths_users_and_daemons_are_told() {
    let Some(machine) = machine() else { return };
    machine.run(&["mkdir", "-p", "/srv/empty"]).output().ok();
    machine.run(&["mkdir", "-p", "-m", "700", "/srv/closed", "/run/closed"]).output().ok();
    machine.write("/srv/closed/app.py", "application = 1\n");
    let daemon = |options: &str| {
        format!("WSGIDaemonProcess x {options}\nWSGIProcessGroup x\nWSGIScriptAlias / /srv/alpha/proj/wsgi.py")
    };
    let file =
        says(&machine, "closed", "WSGIScriptAlias / /srv/closed/app.py", "AH00529", &["problem directory-closed"]);
    config_has(&machine, &file, "problem directory-closed");
    let group = "WSGIProcessGroup none\nWSGIScriptAlias / /srv/alpha/proj/wsgi.py";
    let file = says(&machine, "group", group, "No WSGI daemon process called", &["problem config-wrong"]);
    config_has(&machine, &file, "problem config-wrong");
    let prefix = format!("WSGISocketPrefix /run/closed/w\n{}", daemon(""));
    says(&machine, "prefix", &prefix, "Unable to connect to WSGI daemon process", &["problem daemon-unreachable"]);

    let mut broken = apache(&machine, "empty", &daemon("python-home=/srv/empty"));
    let log = broken.log.clone();
    broken.server.wait_until("a fatal error", |_| machine.read(&log).contains("No module named 'encodings'"));
    log_says(&machine, "empty", &machine.read(&log), &["problem standard-library-missing"]);
    config_has(&machine, &broken.file, "problem home-missing");
    let mut broken = apache(&machine, "no-home", &daemon("python-home=/srv/none"));
    let log = broken.log.clone();
    let both = |log: String| {
        log.contains("resuming normal")
            && log.rsplit("resuming normal").next().unwrap_or_default().contains("Unable to stat Python home")
    };
    broken.server.wait_until("a second try", |_| both(machine.read(&log)));
    log_says(&machine, "no-home", &machine.read(&log), &["problem home-missing"]);

    let mut broken = apache(&machine, "user", &daemon("user=nobodyhere"));
    broken.server.wait_for_log("bad user name");
    log_says(&machine, "user", &broken.server.log(), &["problem user-unknown"]);
    config_has(&machine, &broken.file, "problem user-unknown");
}

#[test]
fn a_kill_at_the_end_is_normal() {
    let Some(machine) = machine() else { return };
    machine.write("/srv/alpha/proj/slow.py", "import time\n\ndef application(e, s):\n    time.sleep(600)\n");
    machine.give("/srv/alpha/proj", "alice:alice");
    let mut slow = apache(&machine, "slow", "WSGIScriptAlias / /srv/alpha/proj/slow.py");
    let log = slow.log.clone();
    slow.server.wait_until("ready", |_| machine.read(&log).contains("resuming normal operations"));
    let page = format!("http://127.0.0.1:{}/", slow.port);
    let _asking = machine.run(&["curl", "--silent", &page]).serve();
    // The request is in the application when Apache's own connection shows it.
    let connected = format!("127.0.0.1:{}", slow.port);
    slow.server.wait_until("asked", |_| {
        machine.run(&["ss", "-tn", "state", "established"]).output().stdout.contains(&connected)
    });
    slow.server.signal(Signal::TERM);
    slow.server.wait_until("killed", |_| machine.read(&log).contains("AH00046"));
    log_says(&machine, "slow", &machine.read(&log), &["note killed"]);
}

#[test]
fn two_projects_in_one_interpreter_are_told() {
    let Some(machine) = machine() else { return };
    machine.site("alice", "beta", NEWER, "2.0", &[]);
    machine.write("/srv/beta/proj/other.py", "import not_loaded_yet\napplication = 1\n");
    let lines = "WSGIDaemonProcess x\nWSGIProcessGroup x\nWSGIApplicationGroup %{GLOBAL}\nWSGIScriptAlias /a /srv/alpha/proj/wsgi.py\nWSGIScriptAlias /b /srv/beta/proj/other.py";
    let mut both = apache(&machine, "both", lines);
    both.server.ask(Door::Http(both.port), "/a");
    both.server.ask(Door::Http(both.port), "/b");
    let log = both.log.clone();
    both.server.wait_until("a refusal", |_| machine.read(&log).contains("one process group, one project"));
    log_says(&machine, "both", &machine.read(&log), &["problem two-projects"]);
    config_has(&machine, &both.file, "problem two-projects");
}
