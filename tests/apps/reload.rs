//! `noglue sync --reload` by the project's user: uWSGI and a vassal of the Emperor take the change, or it is taken back.

use super::emperor::{socket, sockets, vassal};
use super::matrix::{self, Group, row};
use super::server::{Door, ask};
use super::site::{NEW, Report, Site};
use super::stage::Stage;

const CALLER: &str = "`noglue sync --reload`";

/// See the module.
pub const GROUP: Group = Group {
    prepare: || Stage::prepare(&[]),
    rows: &[
        row(CALLER, "uWSGI, found by the environment it runs on", uwsgi),
        row(
            CALLER,
            "a vassal of the Emperor, by its `touch-reload` file; a change that does not work is taken back",
            touched,
        ),
    ],
};

#[test]
fn servers_take_the_change_of_a_sync() {
    matrix::run(&GROUP);
}

/// Requirements with this marker, or without one.
fn want(stage: &Stage, site: &Site, marker: &str) {
    stage.machine.write(&format!("{}/requirements.txt", site.dir), format!("django=={NEW}\n{marker}\ntzdata\n"));
}

fn uwsgi(stage: &Stage) {
    let (machine, port) = (&stage.machine, stage.machine.port());
    let site = machine.site("bob", "signalled", NEW, "4.0", &[]);
    let lines = format!("[uwsgi]\nplugins = python3\nmaster = true\nchdir = {}\nmodule = proj.wsgi\n", site.dir);
    machine.write("/etc/uwsgi/signalled.ini", format!("{lines}need-app = true\nsocket = 127.0.0.1:{port}\n"));
    let mut server = machine.run(&["uwsgi-core", "--ini", "/etc/uwsgi/signalled.ini"]).by("bob").serve();
    let door = Door::Uwsgi(port);
    Report::read(&server.page(door, "/report")).is_of(&site, machine, "bob");
    machine.publish_marker("4.1");
    want(stage, &site, "marker==4.1");
    let health = format!("uwsgi://127.0.0.1:{port}/report");
    let words = ["sync", "--reload", "--health", &health];
    machine.noglue(&site, &words).output().ok().stderr_has("reloading uWSGI (pid ").stderr_has("is well");
    let next = Site { marker: "4.1".to_owned(), ..site };
    Report::read(&server.page(door, "/report")).is_of(&next, machine, "bob");
}

fn touched(stage: &Stage) {
    let machine = &stage.machine;
    let site = machine.site("bob", "deployed", NEW, "5.0", &[]);
    sockets(stage, &[&site]);
    // Who may write to a vassal's file can become root by it: the user touches a file of the project.
    let lines = vassal(&site, &site.dir, &socket(&site));
    machine.write("/etc/deployed/bob.ini", format!("{lines}touch-reload = /srv/deployed/reload\n"));
    machine.write("/srv/deployed/reload", "");
    machine.give("/srv/deployed/reload", "bob:bob");
    let mut server = machine.run(&["uwsgi-core", "--master", "--emperor", "/etc/deployed"]).serve();
    let path = socket(&site);
    let door = Door::UwsgiUnix(&path);
    Report::read(&server.page(door, "/report")).is_of(&site, machine, "bob");

    machine.write("/srv/deployed/noglue.toml", "reload = \"touch:reload\"\n");
    let health = format!("uwsgi:{path}:/report");
    let words = ["sync", "--health", &health, "--health-timeout", "20"];
    machine.publish_marker("5.1");
    want(stage, &site, "marker==5.1");
    machine.noglue(&site, &words).output().ok().stderr_has("is well");
    let next = Site { marker: "5.1".to_owned(), ..site };
    Report::read(&server.page(door, "/report")).is_of(&next, machine, "bob");

    // Every page fails without its package.
    want(stage, &next, "");
    let seen = machine.noglue(&next, &words).output().code(7);
    seen.stderr_has("it answers 500").stderr_has("generation 3 was not taken");
    Report::read(&server.page(door, "/report")).is_of(&next, machine, "bob");
    assert!(ask(machine, door, "/report").is_ok_and(|answer| answer.status == 200));
}
