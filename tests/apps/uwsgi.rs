//! uWSGI with one or two projects in one process: where the project is, and what a reload and a sync do.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::machine::PATH;
use super::matrix::{self, Group, refusal, row};
use super::server::{Door, Server, ask};
use super::site::{NEW, NEWER, NEWEST, Report, Site};
use super::stage::Stage;

const CALLER: &str = "uWSGI";
const COMMON: &str = "[uwsgi]\nplugins = python3\nmaster = true\nprocesses = 1\nneed-app = true\n";

/// See the module.
pub const GROUP: Group = Group {
    prepare: || Stage::prepare(&["uwsgi==2.0.31"]),
    rows: &[
        row(CALLER, "`chdir` and `module`", chdir),
        row(CALLER, "`wsgi-file` without `chdir`", wsgi_file),
        row(CALLER, "two `mount`s of two projects", mounts),
        row(CALLER, "an explicit `home=` still wins", home_wins),
        row(CALLER, "`NOGLUE_PROJECT` instead of `chdir`", named_project),
        row(CALLER, "from PyPI, through the shim, from another directory", through_the_shim),
        row(CALLER, "`/etc/uwsgi/apps-enabled`, by Debian's init script", apps_enabled),
        row(CALLER, "its own timers and `@cron`", timers),
        row(CALLER, "a sync while it runs: workers keep their generation, a reload (HUP) takes the new one", reload),
        row(CALLER, "moved to another path, and started again", moved),
        row(CALLER, "read-only system, no HOME, no network, run by `www-data`", read_only),
        row(CALLER, "without the hook: `UWSGI_HOME=.venv` for the daemon", by_variable),
        refusal(CALLER, "an environment of another Python version", other_version),
        refusal(CALLER, "an environment that anybody may write to", open_to_all),
    ],
};

#[test]
fn uwsgi_finds_the_environment_of_the_code_it_serves() {
    matrix::run(&GROUP);
}

/// `uwsgi-core` as root with these lines; which user it becomes they say.
fn uwsgi<'a>(stage: &'a Stage, name: &str, lines: &str) -> Server<'a> {
    let file = format!("/etc/uwsgi/{name}.ini");
    stage.machine.write(&file, format!("{COMMON}{lines}"));
    stage.machine.run(&["uwsgi-core", "--ini", &file]).serve()
}

fn runs_as(user: &str) -> String {
    format!("uid = {user}\ngid = {user}\n")
}

#[track_caller]
fn is_of(server: &mut Server<'_>, door: Door<'_>, path: &str, site: &Site, stage: &Stage, user: &str) -> Report {
    let report = Report::read(&server.page(door, path));
    report.is_of(site, &stage.machine, user);
    report
}

fn chdir(stage: &Stage) {
    let port = stage.machine.port();
    let lines = format!("{}socket = 127.0.0.1:{port}\nchdir = /srv/alpha\nmodule = proj.wsgi\n", runs_as("alice"));
    let mut server = uwsgi(stage, "chdir", &lines);
    is_of(&mut server, Door::Uwsgi(port), "/report", &stage.alpha, stage, "alice");
}

fn wsgi_file(stage: &Stage) {
    let port = stage.machine.port();
    let lines = format!("http-socket = 127.0.0.1:{port}\nwsgi-file = /srv/alpha/proj/wsgi.py\n{}", runs_as("alice"));
    let mut server = uwsgi(stage, "wsgi-file", &lines);
    is_of(&mut server, Door::Http(port), "/", &stage.alpha, stage, "alice");
}

fn mounts(stage: &Stage) {
    let port = stage.machine.port();
    let mounts = "mount = /a=/srv/alpha/proj/wsgi.py\nmount = /b=/srv/beta/proj/wsgi.py\nmanage-script-name = true\n";
    let lines = format!("socket = 127.0.0.1:{port}\n{mounts}{}", runs_as("www-data"));
    let mut server = uwsgi(stage, "mounts", &lines);
    for (path, site) in [("/a/report", &stage.alpha), ("/b/report", &stage.beta), ("/a/report", &stage.alpha)] {
        is_of(&mut server, Door::Uwsgi(port), path, site, stage, "www-data");
    }
}

fn home_wins(stage: &Stage) {
    // Another environment than that of the code: who writes it down means it.
    let port = stage.machine.port();
    let lines = format!(
        "{}socket = 127.0.0.1:{port}\nchdir = /srv/alpha\nmodule = proj.wsgi\nhome = /srv/beta/.venv\n",
        runs_as("alice")
    );
    let mut server = uwsgi(stage, "home", &lines);
    let seen = Report::read(&server.page(Door::Uwsgi(port), "/report"));
    assert_eq!((seen.text("django"), seen.text("marker")), (&*stage.beta.django, &*stage.beta.marker));
    assert!(seen.text("prefix").starts_with("/srv/beta/.venv"), "{seen:?}");
}

fn named_project(stage: &Stage) {
    let port = stage.machine.port();
    let lines = format!(
        "{}socket = 127.0.0.1:{port}\npythonpath = /srv/alpha\nmodule = proj.wsgi\nenv = NOGLUE_PROJECT=/srv/alpha\n",
        runs_as("alice")
    );
    let mut server = uwsgi(stage, "named", &lines);
    is_of(&mut server, Door::Uwsgi(port), "/report", &stage.alpha, stage, "alice");
}

fn through_the_shim(stage: &Stage) {
    let (machine, port) = (&stage.machine, stage.machine.port());
    let http = format!("127.0.0.1:{port}");
    // As a login shell has it after `noglue setup`.
    machine.noglue(&stage.alpha, &["setup", "--yes"]).output().ok();
    let path = format!("/home/alice/.local/share/noglue/shims:{PATH}");
    let words =
        ["uwsgi", "--master", "--need-app", "--chdir", "/srv/alpha", "--module", "proj.wsgi", "--http-socket", &http];
    let mut server = machine.run(&words).by("alice").env("PATH", &path).env("HOME", "/home/alice").serve();
    is_of(&mut server, Door::Http(port), "/", &stage.alpha, stage, "alice");
    assert!(server.log().contains("Starting uWSGI 2.0.31"), "{}", server.log());
}

fn apps_enabled(stage: &Stage) {
    let machine = &stage.machine;
    let lines = "[uwsgi]\nplugins = python3\nuid = bob\ngid = bob\nchdir = /srv/beta\nmodule = proj.wsgi\nneed-app = true\n\
                 chown-socket = bob:www-data\nchmod-socket = 660\n";
    machine.write("/etc/uwsgi/apps-enabled/beta.ini", lines);
    machine.run(&["/etc/init.d/uwsgi", "start", "beta"]).output().ok();
    let door = Door::UwsgiUnix("/run/uwsgi/app/beta/socket");
    let page = page_of(stage, door, "/report");
    Report::read(&page).is_of(&stage.beta, machine, "bob");
    machine.run(&["/etc/init.d/uwsgi", "stop", "beta"]).output().ok();
}

/// Of a server that runs by itself.
#[track_caller]
fn page_of(stage: &Stage, door: Door<'_>, path: &str) -> String {
    let start = Instant::now();
    loop {
        match ask(&stage.machine, door, path) {
            Ok(answer) if answer.status == 200 => return answer.body,
            other => assert!(start.elapsed() < Duration::from_secs(60), "{door:?}{path}: {other:?}"),
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn timers(stage: &Stage) {
    let (machine, port) = (&stage.machine, stage.machine.port());
    let code = "from uwsgidecorators import cron, timer\nfrom proj.wsgi import application\nfrom proj.report import facts\n\n\n\
                @timer(1)\ndef often(number):\n    open('/tmp/timer', 'w').write(facts())\n\n\n\
                @cron(-1, -1, -1, -1, -1)\ndef minutely(number):\n    open('/tmp/cron', 'w').write(facts())\n";
    machine.write("/srv/alpha/timed.py", code);
    let lines = format!("{}socket = 127.0.0.1:{port}\nchdir = /srv/alpha\nmodule = timed\n", runs_as("alice"));
    let mut server = uwsgi(stage, "timed", &lines);
    is_of(&mut server, Door::Uwsgi(port), "/report", &stage.alpha, stage, "alice");
    for file in ["/tmp/timer", "/tmp/cron"] {
        server.wait_until("the signal came", |_| machine.read(file).ends_with('}'));
        Report::read(&machine.read(file)).is_of(&stage.alpha, machine, "alice");
    }
}

fn reload(stage: &Stage) {
    let (machine, port) = (&stage.machine, stage.machine.port());
    let site = machine.site("bob", "reloaded", NEWER, "2.0", &[]);
    let lines = format!("{}socket = 127.0.0.1:{port}\nchdir = /srv/reloaded\nmodule = proj.wsgi\n", runs_as("bob"));
    let mut server = uwsgi(stage, "reload", &lines);
    let door = Door::Uwsgi(port);
    let before = is_of(&mut server, door, "/report", &site, stage, "bob");
    let next = Site { marker: "2.1".to_owned(), django: NEWEST.to_owned(), ..site.clone() };
    machine.publish_marker("2.1");
    machine.write("/srv/reloaded/requirements.txt", format!("django=={NEWEST}\nmarker==2.1\ntzdata\n"));
    machine.sync(&next);
    // Modules it imports only now are of the tree it started on.
    let after = is_of(&mut server, door, "/report?late=1", &site, stage, "bob");
    assert_eq!(before.text("prefix"), after.text("prefix"));
    server.signal(Signal::HUP);
    server.wait_until("the new generation serves", |server| {
        Report::read(&server.page(door, "/report")).text("marker") == "2.1"
    });
    is_of(&mut server, door, "/report", &next, stage, "bob");
}

fn moved(stage: &Stage) {
    let (machine, port) = (&stage.machine, stage.machine.port());
    let site = machine.site("carol", "here", NEW, "3.0", &[]);
    machine.run(&["mkdir", "-p", "/srv/else where"]).output().ok();
    machine.run(&["mv", "/srv/here", "/srv/else where/there"]).output().ok();
    let there = Site { dir: "/srv/else where/there".to_owned(), ..site };
    let lines = format!("{}socket = 127.0.0.1:{port}\nchdir = {}\nmodule = proj.wsgi\n", runs_as("carol"), there.dir);
    let mut server = uwsgi(stage, "moved", &lines);
    is_of(&mut server, Door::Uwsgi(port), "/report", &there, stage, "carol");
}

fn read_only(stage: &Stage) {
    let (machine, port) = (&stage.machine, stage.machine.port());
    let http = format!("127.0.0.1:{port}");
    let words = ["uwsgi-core", "--plugins=python3", "--chdir=/srv/alpha", "--module=proj.wsgi", "--http-socket", &http];
    let mut server = machine.run(&words).by("www-data").read_only().serve();
    is_of(&mut server, Door::Http(port), "/", &stage.alpha, stage, "www-data");
}

fn by_variable(stage: &Stage) {
    let (machine, port) = (&stage.machine, stage.machine.port());
    let lines = format!("{}socket = 127.0.0.1:{port}\nchdir = /srv/alpha\nmodule = proj.wsgi\n", runs_as("alice"));
    machine.write("/etc/uwsgi/variable.ini", format!("{COMMON}{lines}"));
    let job = machine.run(&["uwsgi-core", "--ini", "/etc/uwsgi/variable.ini"]);
    let mut server = job.env("NOGLUE", "0").env("UWSGI_HOME", ".venv").serve();
    let seen = Report::read(&server.page(Door::Uwsgi(port), "/report"));
    assert_eq!((seen.text("django"), seen.text("marker")), (&*stage.alpha.django, &*stage.alpha.marker));
}

/// Nothing is served, and the log says why in one sentence.
#[track_caller]
fn is_refused(stage: &Stage, name: &str, sentence: &str) {
    let port = stage.machine.port();
    let lines = format!("{}socket = 127.0.0.1:{port}\nchdir = /srv/{name}\nmodule = proj.wsgi\n", runs_as("alice"));
    let mut server = uwsgi(stage, name, &lines);
    server.wait_for_log("unable to load app 0");
    assert!(server.log().contains(sentence), "{}", server.log());
}

fn other_version(stage: &Stage) {
    let machine = &stage.machine;
    machine.site("alice", "older", NEW, "1.0", &[]);
    let file = "/srv/older/.venv/gen/1/pyvenv.cfg";
    machine.write(file, machine.read(file).replace("= 3.", "= 2."));
    is_refused(stage, "older", "noglue: /srv/older/.venv");
}

fn open_to_all(stage: &Stage) {
    let machine = &stage.machine;
    machine.site("alice", "open", NEW, "1.0", &[]);
    machine.run(&["chmod", "o+w", "/srv/open/.venv"]).output().ok();
    is_refused(stage, "open", "noglue: /srv/open/.venv is writable by others; not used");
}
