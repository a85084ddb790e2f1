//! What `noglue server` prints, given to the real programs as it is: nothing is added, nothing taken away.
//!
//! Also projects in directories whose names mean something to a format: the program reads the same name, or is never
//! given it.

use super::machine::Machine;
use super::matrix::{self, Group, Row, row};
use super::server::{Door, Server};
use super::site::{Report, Site};
use super::stage::Stage;
use crate::support::skip;

const CALLER: &str = "as `noglue server` prints it";

/// See the module.
pub const GROUP: Group = Group {
    prepare: || Stage::prepare(&["gunicorn==27.0.1"]),
    rows: &[
        row(CALLER, "Emperor, three users; nginx, lighttpd in front; a project moved", emperor),
        row(CALLER, "uWSGI as root, file outside the project", uwsgi),
        row(CALLER, "gunicorn.conf.py; the command of the service", gunicorn),
        row(CALLER, "Apache mod_wsgi", apache),
        row(CALLER, "cron job", cron),
    ],
};

#[test]
fn printed_configurations_serve_their_project() {
    matrix::run(&GROUP);
}

/// `noglue server WORDS` for a project, by root, written into `dir`.
#[track_caller]
fn server(machine: &Machine, site: &Site, kind: &str, dir: &str, words: &[&str]) {
    let all = [&["noglue", "server", kind, "--project", &site.dir, "--write", dir], words].concat();
    machine.run(&["mkdir", "-p", dir]).output().ok();
    machine.run(&all).env("HOME", "/root").output().ok();
}

#[track_caller]
fn is_of(server: &mut Server<'_>, door: Door<'_>, site: &Site, stage: &Stage) {
    Report::read(&server.page(door, "/report")).is_of(site, &stage.machine, &site.owner);
}

fn emperor(stage: &Stage) {
    let machine = &stage.machine;
    let sites = [&stage.alpha, &stage.beta, &stage.gamma];
    for site in sites {
        machine.noglue(site, &["server", "uwsgi", "--write", "."]).output().ok();
        server(machine, site, "emperor", "/etc/uwsgi-emperor", &["--force"]);
        let name = site.dir.trim_start_matches("/srv/");
        // What systemd-tmpfiles makes of the line.
        let folder = machine.read(&format!("/etc/uwsgi-emperor/{name}.conf"));
        let line = folder.lines().find(|line| !line.starts_with('#')).unwrap().to_owned();
        let [kind, path, mode, user, group, age] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert_eq!((kind, mode, age), ("d", "2750", "-"));
        machine.run(&["install", "-d", "-m", mode, "-o", user, "-g", group, path]).output().ok();
    }
    let mut emperor = machine.run(&["uwsgi-core", "--ini", "/etc/uwsgi-emperor/emperor.ini"]).serve();
    for site in sites {
        let socket = format!("/run/{}/uwsgi.sock", site.dir.trim_start_matches("/srv/"));
        is_of(&mut emperor, Door::UwsgiUnix(&socket), site, stage);
        // curl: 7 is "could not connect".
        for (user, may) in
            [("www-data", true), (&*stage.alpha.owner, *site.owner == *stage.alpha.owner), ("nobody", false)]
        {
            let words = ["sh", "-c", &format!("curl -s -m 5 --unix-socket {socket} http://x/ || test $? != 7")];
            machine.run(&words).by(user).output().code(i32::from(!may));
        }
    }
    machine.run(&["rm", "-f", "/etc/nginx/sites-enabled/default"]).output().ok();
    server(machine, &stage.alpha, "nginx", "/etc/nginx/sites-enabled", &["--backend", "uwsgi"]);
    server(
        machine,
        &stage.alpha,
        "lighttpd",
        "/etc/lighttpd/conf-enabled",
        &["--backend", "uwsgi", "--domain", "localhost"],
    );
    machine.run(&["nginx", "-t"]).output().ok();
    let mut nginx = machine.run(&["nginx", "-g", "daemon off;"]).serve();
    is_of(&mut nginx, Door::Http(80), &stage.alpha, stage);
    machine.run(&["lighttpd", "-tt", "-f", "/etc/lighttpd/lighttpd.conf"]).output().ok();
    machine.run(&["sed", "-i", "s/^server.port.*/server.port = 81/", "/etc/lighttpd/lighttpd.conf"]).output().ok();
    let mut lighttpd = machine.run(&["lighttpd", "-D", "-f", "/etc/lighttpd/lighttpd.conf"]).serve();
    is_of(&mut lighttpd, Door::Http(81), &stage.alpha, stage);

    // Moved, and not a line edited.
    machine.run(&["mv", "/srv/alpha", "/srv/moved"]).output().ok();
    let moved = Site { dir: "/srv/moved".to_owned(), ..stage.alpha.clone() };
    emperor.wait_until("the moved project is served", |emperor| {
        let page = emperor.ask(Door::UwsgiUnix("/run/alpha/uwsgi.sock"), "/report");
        page.status == 200 && page.body.contains("\"/srv/moved/.venv")
    });
    is_of(&mut nginx, Door::Http(80), &moved, stage);
    drop((lighttpd, nginx, emperor));
    machine.run(&["mv", "/srv/moved", "/srv/alpha"]).output().ok();
    machine.run(&["rm", "-r", "/run/alpha", "/run/beta", "/run/gamma"]).output().ok();
}

fn uwsgi(stage: &Stage) {
    server(&stage.machine, &stage.beta, "uwsgi", "/etc/uwsgi/printed", &[]);
    let mut uwsgi = stage.machine.run(&["uwsgi-core", "--ini", "/etc/uwsgi/printed/uwsgi.ini"]).serve();
    is_of(&mut uwsgi, Door::UwsgiUnix("/run/beta/uwsgi.sock"), &stage.beta, stage);
    let seen = stage.machine.run(&["stat", "-c", "%U:%G %a", "/run/beta/uwsgi.sock"]).output().ok();
    assert_eq!(seen.stdout().trim(), "bob:www-data 660");
}

fn gunicorn(stage: &Stage) {
    let (machine, site) = (&stage.machine, &stage.alpha);
    machine.noglue(site, &["server", "gunicorn", "--write", "."]).output().ok();
    machine.run(&["install", "-d", "-m", "2750", "-o", "alice", "-g", "www-data", "/run/alpha"]).output().ok();
    let start = machine.run(&["gunicorn", "-c", "/srv/alpha/gunicorn.conf.py"]).by("alice");
    let mut gunicorn = start.serve();
    is_of(&mut gunicorn, Door::HttpUnix("/run/alpha/http.sock"), site, stage);
    drop(gunicorn);

    machine.run(&["rm", "/srv/alpha/gunicorn.conf.py"]).output().ok();
    server(machine, site, "systemd", "/etc/units", &["--backend", "gunicorn"]);
    let unit = machine.read("/etc/units/alpha.service");
    let value = |key: &str| unit.lines().find_map(|line| line.strip_prefix(key)).unwrap().to_owned();
    let port = machine.port();
    let command = format!("exec {} --bind 127.0.0.1:{port}", value("ExecStart="));
    let start = machine.run(&["sh", "-c", &command]).by(&value("User=")).cwd(&value("WorkingDirectory="));
    is_of(&mut start.serve(), Door::Http(port), site, stage);
}

fn apache(stage: &Stage) {
    let machine = &stage.machine;
    machine.run(&["rm", "-f", "/etc/apache2/sites-enabled/000-default.conf"]).output().ok();
    server(machine, &stage.beta, "apache", "/etc/apache2/sites-enabled", &[]);
    machine.run(&["apache2ctl", "configtest"]).output().ok();
    let mut apache = machine.run(&["apache2ctl", "-DFOREGROUND"]).serve();
    is_of(&mut apache, Door::Http(80), &stage.beta, stage);
    drop(apache);
    machine.run(&["rm", "/etc/apache2/sites-enabled/beta.conf"]).output().ok();
}

fn cron(stage: &Stage) {
    let machine = &stage.machine;
    server(machine, &stage.gamma, "cron", "/etc/printed", &[]);
    machine.run(&["crontab", "-n", "/etc/printed/gamma"]).output().ok();
    let jobs = machine.read("/etc/printed/gamma");
    let value = |key: &str| jobs.lines().find_map(|line| line.strip_prefix(key)).unwrap().to_owned();
    let (user, command) = value("17 3 * * * ").split_once(' ').map(|(u, c)| (u.to_owned(), c.to_owned())).unwrap();
    // The job's own command needs a database; where it runs is what is asked.
    let code = "import django, sys; print(django.__version__, sys.prefix)";
    let command = command.replace("manage.py clearsessions", &format!("manage.py shell -c '{code}'"));
    let job = machine.run(&["/bin/sh", "-c", &command]).by(&user).cwd("/");
    let seen = job.env("PATH", &value("PATH=")).env("PROJECT", &value("PROJECT=")).output().ok();
    let last = seen.stdout().lines().next_back().unwrap_or_default().to_owned();
    assert!(last.starts_with(&format!("{} /srv/gamma/.venv", stage.gamma.django)), "{last}");
}

const ODD: &[&str] = &[
    "a b",
    "it's",
    "say \"x\"",
    "50%",
    "%d%(x)",
    "$HOME",
    "${HOME}",
    "$(HOME)",
    "back\\slash",
    "end\\",
    "é",
    "#x;y",
    "[a]*",
    "`id`",
    " lead",
    "trail ",
    "co:lon",
    "@(f)",
    "new\nline",
    "=x",
];

#[test]
fn programs_read_the_name_of_a_directory_as_it_is() {
    let Some(machine) = Machine::start() else { return };
    let mut refused = Vec::new();
    for name in ODD {
        let dir = format!("/srv/odd/{name}");
        let code = "import os\nprint('CWD', ascii(os.getcwdb()), flush=True)\ndef application(e, s):\n    \
                    s('200 OK', [])\n    return [ascii(os.getcwdb()).encode()]\n";
        machine.write(&format!("{dir}/wsgi.py"), code);
        machine.give(&dir, "alice:alice");
        let said = machine.run(&["python3", "-c", "import os; print(ascii(os.getcwdb()))"]).cwd(&dir).output().ok();
        let said = said.stdout().trim().to_owned();
        let mut made = |kind: &str, to: &str| {
            let words = ["noglue", "server", kind, "--project", &dir, "--name", "odd", "--write", to, "--force"];
            let seen = machine.run(&words).env("HOME", "/root").output().any();
            let is_refused = seen.stderr().contains("cannot name");
            assert!(is_refused || seen.stderr().contains("wrote "), "{kind} {name:?}: {}", seen.stderr());
            if is_refused {
                refused.push(format!("{kind} {name:?} {}", u8::from(to == dir)));
            }
            !is_refused
        };
        machine.run(&["mkdir", "-p", "/etc/odd"]).output().ok();
        for to in ["/etc/odd", &dir] {
            if made("uwsgi", to) {
                let mut uwsgi = machine.run(&["uwsgi-core", "--ini", &format!("{to}/uwsgi.ini")]).serve();
                uwsgi.wait_for_log(&format!("CWD {said}"));
            }
        }
        machine.run(&["install", "-d", "/run/odd"]).output().ok();
        if made("gunicorn", &dir) {
            let mut gunicorn = machine.run(&["/usr/bin/gunicorn", "-c", &format!("{dir}/gunicorn.conf.py")]).serve();
            assert_eq!(gunicorn.page(Door::HttpUnix("/run/odd/http.sock"), "/"), said, "gunicorn {name:?}");
        }
        machine.run(&["rm", "-f", "/etc/apache2/sites-enabled/000-default.conf"]).output().ok();
        if made("apache", "/etc/apache2/sites-enabled") {
            machine.run(&["apache2ctl", "configtest"]).output().ok();
            let mut apache = machine.run(&["apache2ctl", "-DFOREGROUND"]).serve();
            assert_eq!(apache.page(Door::Http(80), "/"), said, "apache {name:?}");
        }
        machine.run(&["rm", "-f", "/etc/apache2/sites-enabled/odd.conf"]).output().ok();
        if made("cron", "/etc/odd") {
            machine.run(&["crontab", "-n", "/etc/odd/odd"]).output().ok();
        }
        if made("systemd", "/etc/odd") {
            units(&machine.read("/etc/odd/odd.service"), &machine.read("/etc/odd/odd.socket"));
        }
        machine.run(&["rm", "-r", "/etc/odd", "/run/odd", "/srv/odd"]).output().ok();
    }
    let expected = [
        "apache \"${HOME}\" 0",
        "uwsgi \"$(HOME)\" 0",
        "uwsgi \"$(HOME)\" 1",
        "systemd \"end\\\\\" 0",
        "uwsgi \"trail \" 0",
        "uwsgi \"trail \" 1",
        "gunicorn \"trail \" 1",
        "apache \"trail \" 0",
        "cron \"trail \" 0",
        "systemd \"trail \" 0",
        "uwsgi \"co:lon\" 1",
        "uwsgi \"@(f)\" 0",
        "uwsgi \"@(f)\" 1",
        "uwsgi \"new\\nline\" 0",
        "uwsgi \"new\\nline\" 1",
        "apache \"new\\nline\" 0",
        "cron \"new\\nline\" 0",
        "systemd \"new\\nline\" 0",
    ];
    assert_eq!(refused, expected);
}

/// systemd is not on the machine; where this one has its checker, it is asked.
fn units(service: &str, socket: &str) {
    let dir = tempfile::tempdir().unwrap();
    // The program is looked for, and it is not what is checked here.
    let service: String = service
        .lines()
        .map(|line| if line.starts_with("ExecStart=") { "ExecStart=/bin/true\n".into() } else { format!("{line}\n") })
        .collect();
    std::fs::write(dir.path().join("odd.service"), service).unwrap();
    std::fs::write(dir.path().join("odd.socket"), socket).unwrap();
    let files = ["odd.service", "odd.socket"].map(|file| dir.path().join(file));
    match std::process::Command::new("systemd-analyze").args(["verify", "--man=no"]).args(files).output() {
        Err(_) => skip("systemd-analyze verify", "not on this machine"),
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && !text.contains("odd."), "{text}");
        }
    }
}
