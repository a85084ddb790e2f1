//! uWSGI's Emperor: three vassals of three users, each in its own environment; nginx in front of their sockets.

use rustix::process::Signal;

use super::matrix::{self, Group, row};
use super::server::{Door, Server, ask};
use super::site::{NEW, Report, Site};
use super::stage::Stage;

const CALLER: &str = "uWSGI Emperor";

/// See the module.
pub const GROUP: Group = Group {
    prepare: || Stage::prepare(&[]),
    rows: &[
        row(CALLER, "three projects, three users", three_users),
        row(CALLER, "`/srv/*/uwsgi.ini` with `chdir = %d`, and a project that moves", glob),
        row(CALLER, "a vassal touched after a sync takes the new generation, the others go on", touched),
        row("nginx", "in front of the Emperor's vassals, over sockets of mode 660", nginx),
    ],
};

#[test]
fn the_emperor_gives_each_vassal_its_own_environment() {
    matrix::run(&GROUP);
}

/// A vassal's configuration: nothing about environments.
pub fn vassal(site: &Site, chdir: &str, socket: &str) -> String {
    let user = &site.owner;
    format!(
        "[uwsgi]\nplugins = python3\nmaster = true\nprocesses = 1\nneed-app = true\nuid = {user}\ngid = {user}\n\
         chdir = {chdir}\nmodule = proj.wsgi\nsocket = {socket}\nchown-socket = {user}:www-data\nchmod-socket = 660\n"
    )
}

fn emperor<'a>(stage: &'a Stage, vassals: &str) -> Server<'a> {
    stage.machine.run(&["uwsgi-core", "--master", "--emperor", vassals]).serve()
}

/// Directories for sockets, as Debian's units make them: the user's, for the web server to enter.
pub fn sockets(stage: &Stage, sites: &[&Site]) {
    for site in sites {
        let dir = format!("/run/sites/{}", site.owner);
        stage.machine.run(&["install", "-d", "-m", "0750", "-o", &site.owner, "-g", "www-data", &dir]).output().ok();
    }
}

pub fn socket(site: &Site) -> String {
    format!("/run/sites/{}/site.sock", site.owner)
}

fn sites(stage: &Stage) -> [&Site; 3] {
    [&stage.alpha, &stage.beta, &stage.gamma]
}

fn three_users(stage: &Stage) {
    sockets(stage, &sites(stage));
    for site in sites(stage) {
        let file = format!("/etc/vassals/{}.ini", site.owner);
        stage.machine.write(&file, vassal(site, &site.dir, &socket(site)));
    }
    let mut server = emperor(stage, "/etc/vassals");
    for site in sites(stage) {
        let report = Report::read(&server.page(Door::UwsgiUnix(&socket(site)), "/report"));
        report.is_of(site, &stage.machine, &site.owner);
    }
}

fn glob(stage: &Stage) {
    let machine = &stage.machine;
    let site = machine.site("alice", "one/first", NEW, "1.0", &[]);
    sockets(stage, &[&site]);
    machine.write("/srv/one/first/uwsgi.ini", vassal(&site, "%d", &socket(&site)));
    let mut server = emperor(stage, "/srv/one/*/uwsgi.ini");
    let door = socket(&site);
    Report::read(&server.page(Door::UwsgiUnix(&door), "/report")).is_of(&site, machine, "alice");
    machine.run(&["mv", "/srv/one/first", "/srv/one/second"]).output().ok();
    let there = Site { dir: "/srv/one/second".to_owned(), ..site };
    server.wait_until("the moved project serves", |_| {
        ask(machine, Door::UwsgiUnix(&door), "/report")
            .is_ok_and(|answer| answer.status == 200 && answer.body.contains("\"prefix\": \"/srv/one/second/"))
    });
    Report::read(&server.page(Door::UwsgiUnix(&door), "/report")).is_of(&there, machine, "alice");
}

fn touched(stage: &Stage) {
    let machine = &stage.machine;
    let site = machine.site("bob", "changing", NEW, "1.0", &[]);
    sockets(stage, &[&site, &stage.gamma]);
    machine.write("/etc/changing/bob.ini", vassal(&site, &site.dir, &socket(&site)));
    machine.write("/etc/changing/carol.ini", vassal(&stage.gamma, &stage.gamma.dir, &socket(&stage.gamma)));
    let mut server = emperor(stage, "/etc/changing");
    let (bobs, carols) = (socket(&site), socket(&stage.gamma));
    Report::read(&server.page(Door::UwsgiUnix(&bobs), "/report")).is_of(&site, machine, "bob");
    let other = Report::read(&server.page(Door::UwsgiUnix(&carols), "/report"));
    machine.publish_marker("1.1");
    machine.write("/srv/changing/requirements.txt", format!("django=={NEW}\nmarker==1.1\ntzdata\n"));
    machine.sync(&site);
    Report::read(&server.page(Door::UwsgiUnix(&bobs), "/report")).is_of(&site, machine, "bob");
    // The Emperor sees whole seconds.
    machine.run(&["touch", "-d", "+2 seconds", "/etc/changing/bob.ini"]).output().ok();
    server.wait_until("the touched vassal serves the new generation", |_| {
        ask(machine, Door::UwsgiUnix(&bobs), "/report")
            .is_ok_and(|answer| answer.status == 200 && answer.body.contains("\"marker\": \"1.1\""))
    });
    let next = Site { marker: "1.1".to_owned(), ..site };
    Report::read(&server.page(Door::UwsgiUnix(&bobs), "/report")).is_of(&next, machine, "bob");
    let same = Report::read(&server.page(Door::UwsgiUnix(&carols), "/report"));
    assert_eq!(other.pid(), same.pid());
}

fn nginx(stage: &Stage) {
    let machine = &stage.machine;
    sockets(stage, &sites(stage));
    let mut text = "user www-data;\ndaemon off;\npid /run/nginx.pid;\nevents {}\nhttp {\naccess_log off;\n".to_owned();
    let mut ports = Vec::new();
    for site in sites(stage) {
        let file = format!("/etc/fronted/{}.ini", site.owner);
        machine.write(&file, vassal(site, &site.dir, &socket(site)));
        ports.push(machine.port());
        text += &format!(
            "server {{ listen 127.0.0.1:{}; location / {{ include uwsgi_params; uwsgi_pass unix:{}; }} }}\n",
            ports[ports.len() - 1],
            socket(site)
        );
    }
    text += "}\n";
    machine.write("/etc/nginx/fronted.conf", text);
    let emperor = emperor(stage, "/etc/fronted");
    let mut front = machine.run(&["nginx", "-c", "/etc/nginx/fronted.conf"]).serve();
    for (site, port) in sites(stage).into_iter().zip(&ports) {
        Report::read(&front.page(Door::Http(*port), "/report")).is_of(site, machine, &site.owner);
    }
    // Nobody else gets at a socket.
    let words = ["python3", "-c", "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"];
    machine
        .run(&[&words[..], &[&socket(&stage.alpha)]].concat())
        .by("bob")
        .output()
        .code(1)
        .stderr_has("PermissionError");
    front.signal(Signal::QUIT);
    drop(emperor);
}
