//! uvicorn, waitress and granian: programs of the environment only, started by name as a service unit starts them.

use super::matrix::{self, Group, refusal, row};
use super::server::Door;
use super::site::{NEW, NEWER, Report, Site};
use super::stage::Stage;

const ASKED: &[&str] = &["uvicorn==0.54.0", "waitress==3.0.2", "granian==2.8.7"];
const ASGI: &str = "proj.asgi:application";
const WSGI: &str = "proj.wsgi:application";

/// See the module.
pub const GROUP: Group = Group {
    prepare: || Stage::prepare(ASKED),
    rows: &[
        row("uvicorn", "working directory", |stage| serves(stage, UVICORN, Told::Here)),
        row("uvicorn", "`--app-dir`, run by `www-data`", |stage| {
            serves(stage, UVICORN, Told::Word("--app-dir=/srv/alpha"))
        }),
        row("uvicorn", "`UVICORN_APP_DIR`", |stage| serves(stage, UVICORN, Told::Variable("UVICORN_APP_DIR"))),
        row("uvicorn", "two workers", |stage| serves(stage, UVICORN, Told::Word("--workers=2 --app-dir=/srv/alpha"))),
        row("uvicorn", "`python3 -m uvicorn`, working directory", |stage| serves(stage, UVICORN_MODULE, Told::Here)),
        row("waitress", "working directory", |stage| serves(stage, WAITRESS, Told::Here)),
        row("waitress", "`python3 -m waitress`, working directory", |stage| serves(stage, WAITRESS_MODULE, Told::Here)),
        row("granian", "working directory", |stage| serves(stage, GRANIAN, Told::Here)),
        row("granian", "`--working-dir`, two workers, run by `www-data`", |stage| {
            serves(stage, GRANIAN, Told::Word("--workers 2 --working-dir /srv/alpha"));
        }),
        row("granian", "`GRANIAN_WORKING_DIR`", |stage| serves(stage, GRANIAN, Told::Variable("GRANIAN_WORKING_DIR"))),
        row("uvicorn, waitress, granian", "moved to another path, and started again", moved),
        row("uvicorn, waitress, granian", "a sync while it runs, then a restart", synced),
        row("uvicorn, waitress, granian", "read-only system, no HOME, no network", read_only),
        refusal("uvicorn, waitress, granian", "another user's environment, by working directory alone", not_named),
    ],
};

#[test]
fn servers_of_the_environment_run_in_it() {
    matrix::run(&GROUP);
}

/// A command line without its port: `PORT` stands for it.
type Words = &'static str;

const UVICORN: Words = "uvicorn --port PORT";
const UVICORN_MODULE: Words = "/usr/bin/python3 -m uvicorn --port PORT";
const WAITRESS: Words = "waitress-serve --listen 127.0.0.1:PORT";
const WAITRESS_MODULE: Words = "/usr/bin/python3 -m waitress --listen 127.0.0.1:PORT";
const GRANIAN: Words = "granian --interface wsgi --port PORT";

/// How a server is told where the code is.
#[derive(Clone, Copy)]
enum Told<'a> {
    Here,
    Word(&'a str),
    Variable(&'a str),
}

fn words(server: &str, more: &str, port: u16) -> Vec<String> {
    let app = if server.contains("uvicorn") { ASGI } else { WSGI };
    let line = format!("{server} {more} {app}").replace("PORT", &port.to_string());
    line.split_whitespace().map(str::to_owned).collect()
}

fn serves(stage: &Stage, server: Words, told: Told<'_>) {
    let port = stage.machine.port();
    let more = if let Told::Word(word) = told { word } else { "" };
    let words = words(server, more, port);
    let job = stage.machine.run(&words);
    let (job, user) = match told {
        Told::Here => (job.by("alice").cwd("/srv/alpha"), "alice"),
        Told::Word(_) => (job.by("www-data"), "www-data"),
        Told::Variable(name) => (job.by("www-data").env(name, "/srv/alpha"), "www-data"),
    };
    Report::read(&job.serve().page(Door::Http(port), "/")).is_of(&stage.alpha, &stage.machine, user);
}

/// Starts each in this project by its owner, and checks what serves.
fn all_serve(stage: &Stage, site: &Site, user: &str) {
    for server in [UVICORN, WAITRESS, GRANIAN] {
        let port = stage.machine.port();
        let words = words(server, "", port);
        let job = stage.machine.run(&words);
        let mut server = job.by(user).cwd(&site.dir).serve();
        Report::read(&server.page(Door::Http(port), "/")).is_of(site, &stage.machine, user);
    }
}

fn moved(stage: &Stage) {
    let machine = &stage.machine;
    let site = machine.site("carol", "here", NEW, "3.0", ASKED);
    machine.run(&["mkdir", "-p", "/srv/else where"]).output().ok();
    machine.run(&["mv", "/srv/here", "/srv/else where/there"]).output().ok();
    all_serve(stage, &Site { dir: "/srv/else where/there".to_owned(), ..site }, "carol");
}

fn synced(stage: &Stage) {
    let machine = &stage.machine;
    let site = machine.site("bob", "synced", NEWER, "2.0", ASKED);
    let port = machine.port();
    let words = words(WAITRESS, "", port);
    let job = machine.run(&words).by("bob").cwd(&site.dir);
    let mut server = job.serve();
    machine.publish_marker("2.5");
    let requirements = machine.read("/srv/synced/requirements.txt").replace("marker==2.0", "marker==2.5");
    // Modules it imports only now are of the tree it started on.
    server.wait_for_log("Serving on");
    machine.write("/srv/synced/requirements.txt", requirements);
    let next = Site { marker: "2.5".to_owned(), ..site.clone() };
    machine.sync(&next);
    Report::read(&server.page(Door::Http(port), "/")).is_of(&site, machine, "bob");
    drop(server);
    all_serve(stage, &next, "bob");
}

fn read_only(stage: &Stage) {
    for server in [UVICORN, WAITRESS, GRANIAN] {
        let port = stage.machine.port();
        let words = words(server, "", port);
        let job = stage.machine.run(&words);
        let mut server = job.by("alice").cwd("/srv/alpha").read_only().serve();
        Report::read(&server.page(Door::Http(port), "/")).is_of(&stage.alpha, &stage.machine, "alice");
    }
}

fn not_named(stage: &Stage) {
    for server in [UVICORN, UVICORN_MODULE, WAITRESS, WAITRESS_MODULE, GRANIAN] {
        let words = words(server, "", 1);
        let job = stage.machine.run(&words);
        job.by("bob").cwd("/srv/alpha").output().code(126).stderr_has("noglue trust /srv/alpha");
    }
}
