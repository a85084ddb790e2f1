//! lighttpd in front: it starts FastCGI programs itself, or hands on to uWSGI in three protocols.

use super::matrix::{self, Group, refusal, row};
use super::server::{Door, Server};
use super::site::Site;
use super::stage::Stage;

const CALLER: &str = "lighttpd";

/// See the module.
pub const GROUP: Group = Group {
    prepare: || Stage::prepare(&["flup==1.0.3"]),
    rows: &[
        row(CALLER, "FastCGI (flup), script with `#!/usr/bin/env python`, by the shim", |stage| {
            flup(stage, &stage.alpha, "/usr/bin/env python");
        }),
        row(CALLER, "FastCGI (flup), script with `#!/usr/bin/python3`, by the start-up hook", |stage| {
            flup(stage, &stage.alpha, "/usr/bin/python3");
        }),
        row(CALLER, "uWSGI over the uwsgi protocol", |stage| {
            uwsgi(stage, "socket", "mod_scgi", "scgi.protocol = \"uwsgi\"\nscgi.server");
        }),
        row(CALLER, "uWSGI over SCGI", |stage| uwsgi(stage, "scgi-socket", "mod_scgi", "scgi.server")),
        row(CALLER, "uWSGI over FastCGI", |stage| uwsgi(stage, "fastcgi-socket", "mod_fastcgi", "fastcgi.server")),
        row(CALLER, "FastCGI (flup), moved to another path, and started again", moved),
        refusal(CALLER, "FastCGI (flup), an environment that anybody may write to", open_to_all),
    ],
};

#[test]
fn lighttpd_serves_each_way() {
    matrix::run(&GROUP);
}

/// lighttpd as www-data, with these lines.
fn lighttpd<'a>(stage: &'a Stage, port: u16, module: &str, lines: &str) -> Server<'a> {
    let file = format!("/etc/lighttpd/{port}.conf");
    let common = "server.document-root = \"/var/www\"\nserver.bind = \"127.0.0.1\"\nserver.username = \"www-data\"\n\
                  server.groupname = \"www-data\"\n";
    let own = format!("server.port = {port}\nserver.modules = (\"{module}\")\n{lines}\n");
    stage.machine.write(&file, format!("{common}{own}"));
    stage.machine.run(&["lighttpd", "-D", "-f", &file]).serve()
}

fn flup(stage: &Stage, site: &Site, interpreter: &str) {
    let port = stage.machine.port();
    let mut server = started(stage, site, interpreter, port);
    stage.is_served(&mut server, Door::Http(port), site, "www-data");
}

/// A FastCGI program of the project, that lighttpd starts.
fn started<'a>(stage: &'a Stage, site: &Site, interpreter: &str, port: u16) -> Server<'a> {
    let machine = &stage.machine;
    let script = format!("{}/site.fcgi", site.dir);
    let code = "from flup.server.fcgi import WSGIServer\n\nfrom proj.wsgi import application\n\n\
                if __name__ == \"__main__\":\n    WSGIServer(application).run()\n";
    machine.write_executable(&script, &format!("#!{interpreter}\n{code}"));
    machine.give(&script, &format!("{0}:{0}", site.owner));
    let lines = format!(
        "fastcgi.server = (\"/\" => ((\"bin-path\" => \"{script}\", \"socket\" => \"/tmp/flup-{port}\", \
         \"max-procs\" => 1, \"check-local\" => \"disable\", \"fix-root-scriptname\" => \"enable\")))"
    );
    lighttpd(stage, port, "mod_fastcgi", &lines)
}

fn open_to_all(stage: &Stage) {
    let machine = &stage.machine;
    machine.run(&["chmod", "o+w", "/srv/alpha/.venv"]).output().ok();
    for interpreter in ["/usr/bin/env python", "/usr/bin/python3"] {
        let mut server = started(stage, &stage.alpha, interpreter, machine.port());
        server.wait_for_log("noglue: /srv/alpha/.venv is writable by others; not used");
    }
    machine.run(&["chmod", "o-w", "/srv/alpha/.venv"]).output().ok();
}

fn moved(stage: &Stage) {
    let site = stage.moved("flup", &["flup==1.0.3"]);
    // A blank ends a program's path, and nothing quotes it.
    let there = Site { dir: "/srv/flup-there".to_owned(), ..site.clone() };
    stage.machine.run(&["mv", &site.dir, &there.dir]).output().ok();
    flup(stage, &there, "/usr/bin/env python");
}

fn uwsgi(stage: &Stage, option: &str, module: &str, name: &str) {
    let (machine, port) = (&stage.machine, stage.machine.port());
    let socket = format!("/tmp/uwsgi-{port}");
    let lines = format!(
        "[uwsgi]\nplugins = python3\nmaster = true\nneed-app = true\nuid = bob\ngid = bob\nchdir = /srv/beta\n\
         module = proj.wsgi\n{option} = {socket}\nchown-socket = bob:www-data\nchmod-socket = 660\n"
    );
    machine.write(&format!("/etc/uwsgi/{port}.ini"), lines);
    let backend = machine.run(&["uwsgi-core", "--ini", &format!("/etc/uwsgi/{port}.ini")]).serve();
    let lines = format!(
        "{name} = (\"/\" => ((\"socket\" => \"{socket}\", \"check-local\" => \"disable\", \
         \"fix-root-scriptname\" => \"enable\")))"
    );
    let mut server = lighttpd(stage, port, module, &lines);
    stage.is_served(&mut server, Door::Http(port), &stage.beta, "bob");
    drop(backend);
}
