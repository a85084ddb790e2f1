//! uWSGI with one or two projects in one process: where the project is, and what a reload and a sync do.

use rustix::process::Signal;

use super::matrix::{self, Group, Row, row};
use super::server::{Door, Server};
use super::site::{Report, Site};
use super::stage::Stage;

const CALLER: &str = "uWSGI";

/// See the module.
pub const GROUP: Group = Group {
    prepare: || Stage::prepare(&[]),
    rows: &[
        row(CALLER, "`chdir` and `module`", chdir),
        row(CALLER, "`wsgi-file` without `chdir`", wsgi_file),
        row(CALLER, "two `mount`s of two projects", mounts),
    ],
};

#[test]
fn uwsgi_finds_the_environment_of_the_code_it_serves() {
    matrix::run(&GROUP);
}

/// `uwsgi-core` as root with these lines; which user it becomes they say.
fn uwsgi<'a>(stage: &'a Stage, name: &str, lines: &str) -> Server<'a> {
    let file = format!("/etc/uwsgi/{name}.ini");
    let common = "[uwsgi]\nplugins = python3\nmaster = true\nprocesses = 1\nneed-app = true\n";
    stage.machine.write(&file, format!("{common}{lines}"));
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
