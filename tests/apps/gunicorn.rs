//! gunicorn: Debian's and the environment's, found from every place where it can be told where the code is.
//!
//! Started as services are: `PATH` and nothing else, from `/` unless the working directory is what tells.

use rustix::process::Signal;

use super::matrix::{self, Group, refusal, row};
use super::server::{Door, Server};
use super::site::{NEW, NEWER, Report, Site};
use super::stage::Stage;

const CALLER: &str = "gunicorn";
const ASKED: &[&str] = &["gunicorn==27.0.1", "gevent", "packaging"];
/// Whole paths: which file is started.
const DEBIANS: &str = "/usr/bin/gunicorn";
const SHIM: &str = "/usr/local/bin/gunicorn";

/// See the module.
pub const GROUP: Group = Group {
    prepare: || Stage::prepare(ASKED),
    rows: &[
        row(CALLER, "Debian's, `--chdir`, run by `www-data`", debians),
        row(CALLER, "Debian's, working directory", debians_here),
        row(CALLER, "through the shim, `--chdir`", shim),
        row(CALLER, "through the shim, working directory", shim_here),
        row(CALLER, "gevent workers", gevent),
        row(CALLER, "`-c conf` with `chdir` in it", config),
        row(CALLER, "`GUNICORN_CMD_ARGS=--chdir ...`", variable),
        row(CALLER, "`--pythonpath`", python_path),
        row(CALLER, "`python3 -m gunicorn`, working directory", module),
        row(CALLER, "`python3 -m gunicorn --chdir`", module_chdir),
        row(CALLER, "read-only system, no HOME, no network, run by `www-data`", read_only),
        row(
            CALLER,
            "a sync while it runs: its workers keep their generation, a reload (HUP) takes the new one",
            reload,
        ),
        row(CALLER, "a socket of mode 660 from systemd, nginx in front", nginx),
        row(CALLER, "moved to another path, and started again", moved),
        refusal(CALLER, "another user's environment, by working directory alone", not_named),
        refusal(CALLER, "an environment without gunicorn, started by Debian's", lacking),
    ],
};

#[test]
fn gunicorn_finds_the_environment_of_the_code_it_serves() {
    matrix::run(&GROUP);
}

/// How one gunicorn is started.
struct Start<'a> {
    words: &'a [&'a str],
    cwd: &'a str,
    user: &'a str,
    env: &'a [(&'a str, &'a str)],
}

impl Default for Start<'_> {
    fn default() -> Self {
        Start { words: &[], cwd: "/", user: "alice", env: &[] }
    }
}

fn serve<'a>(stage: &'a Stage, start: &Start<'_>) -> (Server<'a>, u16) {
    let port = stage.machine.port();
    let bind = format!("127.0.0.1:{port}");
    let words = [start.words, &["--bind", &bind, "proj.wsgi"]].concat();
    let job = stage.machine.run(&words).by(start.user).cwd(start.cwd);
    (start.env.iter().fold(job, |job, (name, value)| job.env(name, value)).serve(), port)
}

#[track_caller]
fn is_alphas(stage: &Stage, start: &Start<'_>) -> String {
    let (mut server, port) = serve(stage, start);
    Report::read(&server.page(Door::Http(port), "/")).is_of(&stage.alpha, &stage.machine, start.user);
    // The environment's, whichever was started.
    server.wait_for_log("Starting gunicorn 27.0.1");
    server.log()
}

fn debians(stage: &Stage) {
    is_alphas(stage, &Start { words: &[DEBIANS, "--chdir", "/srv/alpha"], user: "www-data", ..Start::default() });
}

fn debians_here(stage: &Stage) {
    is_alphas(stage, &Start { words: &[DEBIANS], cwd: "/srv/alpha", ..Start::default() });
}

fn shim(stage: &Stage) {
    is_alphas(stage, &Start { words: &[SHIM, "--chdir=/srv/alpha"], user: "www-data", ..Start::default() });
}

fn shim_here(stage: &Stage) {
    is_alphas(stage, &Start { words: &[SHIM], cwd: "/srv/alpha", ..Start::default() });
}

fn gevent(stage: &Stage) {
    let words = [DEBIANS, "--chdir", "/srv/alpha", "--worker-class", "gevent"];
    let log = is_alphas(stage, &Start { words: &words, ..Start::default() });
    assert!(log.contains("Using worker: gevent"), "{log}");
}

fn config(stage: &Stage) {
    stage.machine.write("/etc/gunicorn/alpha.py", "workers = 1\nchdir = \"/srv/alpha\"\n");
    is_alphas(stage, &Start { words: &[DEBIANS, "-c", "/etc/gunicorn/alpha.py"], ..Start::default() });
}

fn variable(stage: &Stage) {
    let env = [("GUNICORN_CMD_ARGS", "--workers 1 --chdir '/srv/alpha'")];
    is_alphas(stage, &Start { words: &[DEBIANS], env: &env, ..Start::default() });
}

fn python_path(stage: &Stage) {
    is_alphas(stage, &Start { words: &[DEBIANS, "--pythonpath", "/srv/alpha"], ..Start::default() });
}

fn module(stage: &Stage) {
    let words = ["/usr/bin/python3", "-m", "gunicorn"];
    is_alphas(stage, &Start { words: &words, cwd: "/srv/alpha", ..Start::default() });
}

fn module_chdir(stage: &Stage) {
    let words = ["/usr/bin/python3", "-m", "gunicorn", "--chdir", "/srv/alpha"];
    is_alphas(stage, &Start { words: &words, user: "www-data", ..Start::default() });
}

fn read_only(stage: &Stage) {
    let port = stage.machine.port();
    let bind = format!("127.0.0.1:{port}");
    let words = [SHIM, "--chdir", "/srv/alpha", "--worker-tmp-dir", "/dev/shm", "--bind", &bind, "proj.wsgi"];
    let mut server = stage.machine.run(&words).by("www-data").read_only().serve();
    Report::read(&server.page(Door::Http(port), "/")).is_of(&stage.alpha, &stage.machine, "www-data");
}

fn reload(stage: &Stage) {
    let machine = &stage.machine;
    let site = machine.site("bob", "synced", NEWER, "2.0", ASKED);
    let start = Start { words: &[SHIM, "--chdir", "/srv/synced"], user: "bob", ..Start::default() };
    let (mut server, port) = serve(stage, &start);
    let before = Report::read(&server.page(Door::Http(port), "/"));
    before.is_of(&site, machine, "bob");
    machine.publish_marker("2.5");
    machine
        .write("/srv/synced/requirements.txt", format!("django=={NEWER}\nmarker==2.5\ntzdata\n{}\n", ASKED.join("\n")));
    let next = Site { marker: "2.5".to_owned(), ..site.clone() };
    machine.sync(&next);
    // Also one that replaces another.
    machine.run(&["pkill", "-KILL", "-u", "bob", "-P", &before.parent().to_string()]).output().ok();
    let after = server.report_when(Door::Http(port), "/", |after| after.pid() != before.pid());
    after.is_of(&site, machine, "bob");
    server.signal(Signal::HUP);
    server.report_when(Door::Http(port), "/", |report| report.text("marker") == "2.5").is_of(&next, machine, "bob");
}

/// What systemd does with a socket unit and a service: the socket is made by root, the process gets it as its fourth
/// file.
const ACTIVATION: &str = "
import os, pwd, socket, sys
path, user, group = sys.argv[1:4]
server = socket.socket(socket.AF_UNIX)
server.bind(path)
who = pwd.getpwnam(user)
os.chmod(path, 0o660)
os.chown(path, who.pw_uid, pwd.getpwnam(group).pw_gid)
server.listen()
os.dup2(server.fileno(), 3)
os.set_inheritable(3, True)
os.setgroups([])
os.setgid(who.pw_gid)
os.setuid(who.pw_uid)
os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()))
os.execvp(sys.argv[4], sys.argv[4:])
";

fn nginx(stage: &Stage) {
    let machine = &stage.machine;
    let (port, socket) = (machine.port(), "/run/alpha.sock");
    let unit = ["/usr/bin/python3", "-I", "-c", ACTIVATION, socket, "alice", "www-data"];
    let mut server =
        machine.run(&[&unit[..], &["gunicorn", "--chdir", ".", "proj.wsgi"]].concat()).cwd("/srv/alpha").serve();
    Report::read(&server.page(Door::HttpUnix(socket), "/")).is_of(&stage.alpha, machine, "alice");
    machine.write(
        "/etc/nginx/gunicorn.conf",
        format!(
            "user www-data;\ndaemon off;\npid /run/nginx.pid;\nevents {{}}\nhttp {{\naccess_log off;\nserver {{ \
             listen 127.0.0.1:{port}; location / {{ proxy_set_header Host $host; proxy_pass http://unix:{socket}; }} }}\n}}\n"
        ),
    );
    let mut front = machine.run(&["nginx", "-c", "/etc/nginx/gunicorn.conf"]).serve();
    Report::read(&front.page(Door::Http(port), "/")).is_of(&stage.alpha, machine, "alice");
    machine.run(&["stat", "--format", "%a %U %G", socket]).output().ok().stdout_is("660 alice www-data");
    front.signal(Signal::QUIT);
}

fn moved(stage: &Stage) {
    let machine = &stage.machine;
    let site = machine.site("carol", "here", NEW, "3.0", ASKED);
    machine.run(&["mkdir", "-p", "/srv/else where"]).output().ok();
    machine.run(&["mv", "/srv/here", "/srv/else where/there"]).output().ok();
    let there = Site { dir: "/srv/else where/there".to_owned(), ..site };
    for program in [DEBIANS, SHIM] {
        let words = [program, "--chdir", &there.dir];
        let (mut server, port) = serve(stage, &Start { words: &words, user: "www-data", ..Start::default() });
        Report::read(&server.page(Door::Http(port), "/")).is_of(&there, machine, "www-data");
    }
}

fn not_named(stage: &Stage) {
    for program in [DEBIANS, SHIM] {
        let job = stage.machine.run(&[program, "proj.wsgi"]).by("bob").cwd("/srv/alpha");
        job.output().code(126).stderr_has("noglue: ").stderr_has("noglue trust /srv/alpha");
    }
}

fn lacking(stage: &Stage) {
    let job = stage.machine.run(&[DEBIANS, "--chdir", "/srv/gamma", "proj.wsgi"]).by("carol");
    job.output().code(127).stderr_has("has no gunicorn").stderr_has("noglue add gunicorn");
}
