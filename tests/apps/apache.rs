//! Apache with mod_wsgi: nothing but `WSGIScriptAlias`, in its own processes and in daemons.

use super::matrix::{self, Group, refusal, row};
use super::server::{Answer, Door, Server, ask};
use super::site::{Report, Site};
use super::stage::Stage;

const EMBEDDED: &str = "Apache mod_wsgi, embedded";
const DAEMON: &str = "Apache mod_wsgi, daemon";

/// See the module.
pub const GROUP: Group = Group {
    prepare: || Stage::prepare(&[]),
    rows: &[
        row(EMBEDDED, "two projects, plain `WSGIScriptAlias`", embedded),
        row(EMBEDDED, "40 first requests at once, two projects", |stage| at_once(stage, BOTH, "www-data", "www-data")),
        row(DAEMON, "two projects, two users", daemons),
        row(DAEMON, "two projects, two users, each in its own `%{GLOBAL}`", global),
        row(DAEMON, "40 first requests at once, two projects", |stage| at_once(stage, &daemons_of(""), "alice", "bob")),
        row(DAEMON, "two projects in one process, each in an interpreter of its own", one_process),
        row(DAEMON, "`home=` of the project, and a script below another path", home),
        row(DAEMON, "an explicit `python-home=` still wins", python_home),
        row(DAEMON, "a sync while it runs: requests keep their generation, a touched script takes the new one", synced),
        row(DAEMON, "moved to another path, and started again", moved),
        refusal(DAEMON, "two projects in one `%{GLOBAL}`", one_interpreter),
        refusal(EMBEDDED, "an environment that anybody may write to", open_to_all),
        refusal(EMBEDDED, "an environment of another Python version", other_version),
    ],
};

const BOTH: &str = "WSGIScriptAlias /a /srv/alpha/proj/wsgi.py\nWSGIScriptAlias /b /srv/beta/proj/wsgi.py\n";

#[test]
fn mod_wsgi_finds_the_environment_of_each_script() {
    matrix::run(&GROUP);
}

struct Apache<'a> {
    server: Server<'a>,
    door: Door<'static>,
    log: String,
}

/// Apache with these lines, nothing else of Debian's.
fn apache<'a>(stage: &'a Stage, lines: &str) -> Apache<'a> {
    let port = stage.machine.port();
    let (file, log) = (format!("/etc/apache2/{port}.conf"), format!("/var/log/apache-{port}.log"));
    let common = format!(
        "ServerName localhost\nListen 127.0.0.1:{port}\nPidFile /tmp/{port}.pid\nUser www-data\nGroup www-data\n\
         ErrorLog {log}\nDefaultRuntimeDir /tmp\n\
         LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\n\
         LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so\n\
         LoadModule wsgi_module /usr/lib/apache2/modules/mod_wsgi.so\n\
         <Directory /srv>\nRequire all granted\n</Directory>\n"
    );
    stage.machine.write(&file, format!("{common}{lines}"));
    let server = stage.machine.run(&["apache2", "-f", &file, "-DFOREGROUND"]).serve();
    Apache { server, door: Door::Http(port), log }
}

impl Apache<'_> {
    #[track_caller]
    fn is_of(&mut self, path: &str, site: &Site, stage: &Stage, user: &str) {
        Report::read(&self.server.page(self.door, path)).is_of(site, &stage.machine, user);
    }

    /// The page is an error, and the log has the sentence.
    #[track_caller]
    fn is_refused(&mut self, path: &str, stage: &Stage, sentence: &str) {
        let Answer { status, body } = self.server.ask(self.door, path);
        assert_eq!(status, 500, "{body}");
        let log = stage.machine.read(&self.log);
        assert!(log.contains(sentence), "{log}");
    }
}

fn daemons_of(group: &str) -> String {
    format!(
        "WSGIDaemonProcess alpha user=alice group=alice threads=20\nWSGIDaemonProcess beta user=bob group=bob threads=20\n\
         WSGIScriptAlias /a /srv/alpha/proj/wsgi.py process-group=alpha {group}\n\
         WSGIScriptAlias /b /srv/beta/proj/wsgi.py process-group=beta {group}\n"
    )
}

fn embedded(stage: &Stage) {
    let mut apache = apache(stage, BOTH);
    for (path, site) in [("/a/report", &stage.alpha), ("/b/report", &stage.beta), ("/a/report", &stage.alpha)] {
        apache.is_of(path, site, stage, "www-data");
    }
}

fn daemons(stage: &Stage) {
    let mut apache = apache(stage, &daemons_of(""));
    apache.is_of("/a/report", &stage.alpha, stage, "alice");
    apache.is_of("/b/report", &stage.beta, stage, "bob");
}

fn global(stage: &Stage) {
    let mut apache = apache(stage, &daemons_of("application-group=%{GLOBAL}"));
    apache.is_of("/a/report", &stage.alpha, stage, "alice");
    apache.is_of("/b/report", &stage.beta, stage, "bob");
}

/// All ask before anybody was answered, each on a connection of its own.
fn at_once(stage: &Stage, lines: &str, user_of_alpha: &str, user_of_beta: &str) {
    let mut apache = apache(stage, lines);
    // It listens, and has loaded nothing.
    assert_eq!(apache.server.ask(apache.door, "/none").status, 404);
    let door = apache.door;
    std::thread::scope(|scope| {
        for number in 0..40 {
            scope.spawn(move || {
                let (path, site, user) = match number % 2 {
                    0 => ("/a/report", &stage.alpha, user_of_alpha),
                    _ => ("/b/report", &stage.beta, user_of_beta),
                };
                let answer = ask(&stage.machine, door, path).unwrap();
                assert_eq!(answer.status, 200, "{}", answer.body);
                Report::read(&answer.body).is_of(site, &stage.machine, user);
            });
        }
    });
}

const ONE_PROCESS: &str = "WSGIDaemonProcess both user=www-data threads=4\nWSGIProcessGroup both\n";

fn one_process(stage: &Stage) {
    let mut apache = apache(stage, &format!("{ONE_PROCESS}{BOTH}"));
    for (path, site) in [("/a/report", &stage.alpha), ("/b/report", &stage.beta), ("/a/report", &stage.alpha)] {
        apache.is_of(path, site, stage, "www-data");
    }
}

fn home(stage: &Stage) {
    let lines = "WSGIDaemonProcess gamma user=carol group=carol home=/srv/gamma\n\
                 WSGIScriptAlias /c /srv/gamma/proj/wsgi.py process-group=gamma application-group=%{GLOBAL}\n";
    apache(stage, lines).is_of("/c/report", &stage.gamma, stage, "carol");
}

fn python_home(stage: &Stage) {
    // Another environment than that of the code: who writes it down means it.
    let lines = "WSGIDaemonProcess named user=alice group=alice python-home=/srv/beta/.venv python-path=/srv/alpha\n\
                 WSGIScriptAlias /a /srv/alpha/proj/wsgi.py process-group=named application-group=%{GLOBAL}\n";
    let mut apache = apache(stage, lines);
    let seen = Report::read(&apache.server.page(apache.door, "/a/report"));
    assert_eq!((seen.text("django"), seen.text("marker")), (&*stage.beta.django, &*stage.beta.marker));
    assert!(seen.text("prefix").starts_with("/srv/beta/.venv"), "{seen:?}");
}

/// gamma has another version from here on.
fn synced(stage: &Stage) {
    let (machine, site) = (&stage.machine, &stage.gamma);
    let lines = "WSGIDaemonProcess gamma user=carol group=carol\n\
                 WSGIScriptAlias /c /srv/gamma/proj/wsgi.py process-group=gamma\n";
    let mut apache = apache(stage, lines);
    apache.is_of("/c/report", site, stage, "carol");
    let next = Site { marker: "3.1".to_owned(), ..site.clone() };
    machine.publish_marker("3.1");
    let requirements = machine.read("/srv/gamma/requirements.txt").replace("marker==3.0", "marker==3.1");
    machine.write("/srv/gamma/requirements.txt", requirements);
    machine.sync(&next);
    apache.is_of("/c/report", site, stage, "carol");
    machine.run(&["touch", "-d", "+2 seconds", "/srv/gamma/proj/wsgi.py"]).output().ok();
    apache.is_of("/c/report", &next, stage, "carol");
}

fn moved(stage: &Stage) {
    let there = stage.moved("apache", &[]);
    let lines = format!(
        "WSGIDaemonProcess moved user=carol group=carol\n\
         WSGIScriptAlias /c \"{}/proj/wsgi.py\" process-group=moved\n",
        there.dir
    );
    apache(stage, &lines).is_of("/c/report", &there, stage, "carol");
}

fn one_interpreter(stage: &Stage) {
    // Both have the same names inside: all that the second imports is loaded already.
    let mut apache = apache(stage, &format!("{ONE_PROCESS}WSGIApplicationGroup %{{GLOBAL}}\n{BOTH}"));
    apache.is_of("/a/report", &stage.alpha, stage, "www-data");
    let sentence = "noglue: /srv/beta/proj/wsgi.py belongs to /srv/beta, but this interpreter runs /srv/alpha already: \
                    one process group, one project";
    apache.is_refused("/b/report", stage, sentence);
    // After a script that could not be loaded mod_wsgi starts the process anew, and who asks first is served: each by
    // its own environment, or not at all.
    for (path, site) in [("/b/report", &stage.beta), ("/a/report", &stage.alpha)].repeat(2) {
        let Answer { status, body } = apache.server.ask(apache.door, path);
        if status != 500 {
            Report::read(&body).is_of(site, &stage.machine, "www-data");
        }
    }
}

fn open_to_all(stage: &Stage) {
    let machine = &stage.machine;
    machine.run(&["chmod", "o+w", "/srv/beta/.venv"]).output().ok();
    let mut apache = apache(stage, BOTH);
    apache.is_refused("/b/report", stage, "noglue: /srv/beta/.venv is writable by others; not used");
    // The other goes on.
    apache.is_of("/a/report", &stage.alpha, stage, "www-data");
    machine.run(&["chmod", "o-w", "/srv/beta/.venv"]).output().ok();
}

/// The last: beta is broken from here on.
fn other_version(stage: &Stage) {
    let machine = &stage.machine;
    let file = "/srv/beta/.venv/gen/1/pyvenv.cfg";
    machine.write(file, machine.read(file).replace("= 3.", "= 2."));
    let mut apache = apache(stage, BOTH);
    apache.is_refused("/b/report", stage, "noglue: /srv/beta/.venv");
}
