//! Servers take the change of a sync, or the sync is taken back.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::support::{FakeIndex, Running, World, wheel};

const APP: &str = "\
def app(environ, start_response):
    import certifi, idna, sys
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [('idna ' + idna.__version__ + ' ' + sys.prefix).encode()]
";

/// A site served by the real gunicorn from the real index.
struct Site {
    world: World,
    server: Running,
}

impl Site {
    fn start() -> Site {
        let world = World::new().real_index();
        world.write("app.py", APP);
        want(&world, "gunicorn\ncertifi\nidna==3.7\n");
        world.noglue(["sync"]).run().ok();
        let bind = format!("unix:{}", socket(&world).display());
        let words = ["run", "--", "gunicorn", "--workers", "2", "--pid", "g.pid", "--bind", &bind, "app:app"];
        let server = world.noglue(words).start();
        let site = Site { world, server };
        site.answers("idna 3.7");
        site
    }

    fn ask(&self) -> String {
        let ask = || -> std::io::Result<String> {
            let mut stream = UnixStream::connect(socket(&self.world))?;
            stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer)
        };
        ask().unwrap_or_default()
    }

    /// Waits until it answers with this.
    #[track_caller]
    fn answers(&self, text: &str) {
        let start = Instant::now();
        while !self.ask().contains(text) {
            assert!(start.elapsed() < Duration::from_secs(60), "never {text:?}, but {:?}", self.ask());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn health(&self) -> String {
        format!("unix:{}:/", socket(&self.world).display())
    }

    fn current(&self) -> String {
        std::fs::read_link(self.world.venv().join("current")).unwrap().display().to_string()
    }
}

fn socket(world: &World) -> PathBuf {
    world.root().join("tmp/s")
}

fn want(world: &World, requirements: &str) {
    world.write("requirements.txt", requirements);
}

fn generations(world: &World) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(world.venv().join("gen"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn gunicorn_takes_the_new_generation_at_a_reload_and_not_before() {
    let site = Site::start();
    let world = &site.world;
    want(world, "gunicorn\ncertifi\nidna==3.8\n");
    world.noglue(["sync"]).run().ok();
    // Lazy imports, and workers that take the place of others, too.
    let workers = std::fs::read_to_string(format!("/proc/{0}/task/{0}/children", site.server.pid())).unwrap();
    for worker in workers.split_whitespace() {
        let pid = rustix::process::Pid::from_raw(worker.parse().unwrap()).unwrap();
        rustix::process::kill_process(pid, Signal::TERM).unwrap();
    }
    let start = Instant::now();
    while workers.split_whitespace().any(|pid| PathBuf::from(format!("/proc/{pid}")).exists()) {
        assert!(start.elapsed() < Duration::from_secs(30), "a worker did not end");
        std::thread::sleep(Duration::from_millis(10));
    }
    site.answers("idna 3.7");
    assert!(site.ask().contains("gen/1"), "{}", site.ask());
    let seen = world.noglue(["sync", "--reload"]).run().ok();
    seen.stderr_has("nothing changed, so nothing is reloaded").lacks("reloading");
    assert!(site.ask().contains("idna 3.7"), "{}", site.ask());
    world.noglue(["reload"]).run().ok().stderr_has(&format!("reloading gunicorn (pid {})", site.server.pid()));
    assert!(site.ask().contains("idna 3.8") && site.ask().contains("gen/2"), "{}", site.ask());
    // And on to the next, by its pid file.
    want(world, "gunicorn\ncertifi\nidna==3.9\n");
    let seen = world.noglue(["sync", "--reload=gunicorn:g.pid", "--health", &site.health()]).run().ok();
    seen.stderr_has("is well").stderr_has("reloaded in");
    assert!(site.ask().contains("idna 3.9"), "{}", site.ask());
}

#[test]
fn a_generation_on_which_the_application_does_not_start_is_taken_back_before_anything_is_touched() {
    let site = Site::start();
    let world = &site.world;
    world.write("app.py", &APP.replace("def app", "import certifi\ndef app"));
    want(world, "gunicorn\nidna==3.8\n");
    let seen = world.noglue(["sync", "--reload"]).run().code(7).clear_error();
    seen.stderr_has("No module named 'certifi'").stderr_has("no server was touched").lacks("reloading");
    assert_eq!(site.current(), "gen/1");
    assert!(site.ask().contains("idna 3.7"), "{}", site.ask());
}

#[test]
fn a_server_that_is_not_well_afterwards_takes_the_environment_back() {
    let site = Site::start();
    let world = &site.world;
    // The application starts, and fails at the first request.
    want(world, "gunicorn\nidna==3.8\n");
    let words = ["sync", "--reload", "--health-timeout", "5", "--health"];
    let seen = world.noglue(words).arg(site.health()).run().code(7).clear_error();
    seen.stderr_has("answers 500").stderr_has("generation 2 was not taken").stderr_has("noglue rollback 2");
    assert_eq!(site.current(), "gen/1");
    assert!(site.ask().contains("idna 3.7"), "{}", site.ask());
}

#[test]
fn what_cannot_be_gone_back_from_is_said_with_a_code_of_its_own() {
    let site = Site::start();
    let world = &site.world;
    let nowhere = format!("unix:{}", world.root().join("tmp/none").display());
    want(world, "gunicorn\ncertifi\nidna==3.8\n");
    let words = ["sync", "--reload", "--health-timeout", "3", "--health"];
    let seen = world.noglue(words).arg(&nowhere).run().code(8).clear_error();
    seen.stderr_has("nothing listens there").stderr_has("generation 2 did not work either");
    assert_eq!(site.current(), "gen/1");
    assert!(site.ask().contains("idna 3.7"), "{}", site.ask());
    let words = ["reload", "--health-timeout", "2", "--health"];
    world.noglue(words).arg(&nowhere).run().code(8).stderr_has("is not well after");
}

#[test]
fn generations_that_a_server_runs_on_are_never_removed() {
    let site = Site::start();
    let world = &site.world;
    for version in ["3.8", "3.9", "3.10"] {
        want(world, &format!("gunicorn\ncertifi\nidna=={version}\n"));
        let seen = world.noglue(["sync", "--keep", "1", "--verbose"]).run().ok();
        seen.stderr_has(&format!("generation 1 stays: process {} uses it", site.server.pid()));
    }
    // Those between hold nothing but the links by which the first one leads to the newest.
    assert_eq!(generations(world), ["1", "2", "3", "4"]);
    world.noglue(["reload"]).run().ok();
    assert!(site.ask().contains("idna 3.10"), "{}", site.ask());
    want(world, "gunicorn\ncertifi\nidna==3.7\n");
    world.noglue(["sync", "--keep", "1"]).run().ok();
    want(world, "gunicorn\ncertifi\nidna==3.8\n");
    world.noglue(["sync", "--keep", "1"]).run().ok();
    // The master's and its workers'; pure Python, so nothing of the latter is mapped.
    assert_eq!(generations(world), ["1", "2", "3", "4", "5", "6"]);
    let Site { world, server } = site;
    server.signal(Signal::TERM);
    server.wait().ok();
    want(&world, "gunicorn\ncertifi\nidna==3.9\n");
    world.noglue(["sync", "--keep", "1"]).run().ok();
    assert_eq!(generations(&world), ["7"]);
}

/// A project with one package, changed once.
fn changed() -> (World, FakeIndex) {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    index.publish(wheel("a", "2.0"));
    let world = World::new().index(&index);
    want(&world, "a==1.0\n");
    world.noglue(["sync"]).run().ok();
    want(&world, "a==2.0\n");
    (world, index)
}

#[test]
fn what_cannot_be_reloaded_stops_the_sync_before_it_changes_anything() {
    let (world, _index) = changed();
    let refused = |word: &str, code: i32, expected: &str| {
        let seen = world.noglue(["sync", &format!("--reload={word}")]).run().code(code).clear_error();
        seen.stderr_has(expected);
        assert_eq!(world.installed(), ["a==1.0"], "{word}");
    };
    refused("gunicron", 2, "did you mean gunicorn?");
    refused("systemd:--force", 2, "is nothing that noglue can reload");
    refused("auto", 1, "nothing that runs on");
    refused("gunicorn", 1, "no gunicorn runs on");
    refused("uwsgi", 1, "nothing that runs on");
    refused("wsgi", 1, "has no wsgi.py");
    refused("touch:gone.ini", 1, "gone.ini is not there to be touched");
    refused("gunicorn:gone.pid", 1, "gone.pid");
    for (content, expected) in [
        ("", "does not name a process"),
        ("12 x", "does not name a process"),
        ("-1\n", "does not name a process"),
        ("0", "does not name a process"),
    ] {
        world.write("g.pid", content);
        refused("gunicorn:g.pid", 1, expected);
    }
    // A process that has ended.
    let ended = world.program("/bin/true".as_ref()).start();
    let pid = ended.pid();
    ended.wait().ok();
    world.write("g.pid", &pid.to_string());
    refused("gunicorn:g.pid", 1, &format!("names process {pid}, which does not run"));
    // Another program, that would end by a SIGHUP.
    let mut other = world.program("/bin/sleep".as_ref()).arg("600").start();
    world.write("g.pid", &format!("{}\n", other.pid()));
    refused("gunicorn:g.pid", 1, &format!("names process {} (sleep), which is not gunicorn on", other.pid()));
    assert!(other.is_running());
    // A program of the environment that is not gunicorn.
    let mut own =
        world.noglue(["run", "--", "python", "-c", "import time; print('up', flush=True); time.sleep(600)"]).start();
    own.wait_for("up");
    world.write("g.pid", &own.pid().to_string());
    refused("gunicorn:g.pid", 1, "which is not gunicorn on");
    refused("auto", 1, &format!("(pid {})", own.pid()));
    assert!(own.is_running());
    drop(own);
    let health = world.noglue(["sync", "--reload", "--health", "https://x/"]).run().code(2).clear_error();
    health.stderr_has("https is the front end's");
    world.noglue(["sync", "--health", "http://127.0.0.1:1/"]).run().code(2).stderr_has("--reload");
    for name in ["one", "two"] {
        world.write(format!("{name}/wsgi.py"), "");
    }
    refused("wsgi", 1, "one/wsgi.py, two/wsgi.py");
}

#[test]
fn a_file_is_touched_and_a_command_is_run_only_when_the_user_says_so() {
    let (world, _index) = changed();
    let file = world.write("site/wsgi.py", "");
    let old = std::time::SystemTime::now() - Duration::from_secs(1000);
    let age = || std::fs::metadata(&file).unwrap().modified().unwrap() - Duration::from_secs(500);
    std::fs::File::options().write(true).open(&file).unwrap().set_modified(old).unwrap();
    world.write("noglue.toml", "reload = \"wsgi\"\n");
    world.noglue(["sync", "--no-reload"]).run().ok().lacks("reload");
    assert!(age() < old);
    world.noglue(["sync"]).run().ok();
    want(&world, "a==1.0\n");
    world.noglue(["sync"]).run().ok().stderr_has("site/wsgi.py");
    assert!(age() > old);
    assert_eq!(world.installed(), ["a==1.0"]);

    let refused = |text: &str, expected: &str| {
        world.write("noglue.toml", text);
        want(&world, "a==2.0\n");
        world.noglue(["sync"]).run().code(6).clear_error().stderr_has(expected);
        assert_eq!(world.installed(), ["a==1.0"], "{text}");
    };
    refused("reload = \"systemd:sshd.service\"\n", "noglue.toml:1: a project may not name a unit");
    refused("reload = [\"wsgi\", \"touch:/etc/passwd\"]\n", "a file outside itself");
    refused("reload = \"gunicorn:../x.pid\"\n", "a file outside itself");
    refused("health = \"http://169.254.169.254/\"\n", "another machine");
    // Not a key that a project has.
    world.write("noglue.toml", "reload-command = [\"touch\", \"owned\"]\n");
    world.noglue(["sync"]).run().ok().stderr_has("reload-command");
    assert!(!world.project().join("owned").exists());

    // The user may name a command.
    let mark = world.root().join("mark");
    let config = format!(
        "health = \"http://127.0.0.1:1/\"\n[projects.\"{}\"]\nreload-command = [\"touch\", \"{}\"]\n",
        world.project().display(),
        mark.display()
    );
    world.write("../../config/config.toml", &config);
    world.write("noglue.toml", "");
    want(&world, "a==1.0\n");
    let seen = world.noglue(["sync", "--health-timeout", "1"]).run().code(8);
    seen.stderr_has("connection refused");
    assert!(mark.exists());
}

/// Stands in for systemd: a unit `shop.service` whose first process is the one in `main`; calls are written to `calls`.
const SYSTEMCTL: &str = "\
#!/bin/sh
echo \"$*\" >> ROOT/calls
case \"$*\" in
'show --property LoadState shop.service') echo LoadState=loaded;;
'show --property LoadState '*) echo LoadState=not-found;;
'show --property MainPID shop.service') echo MainPID=$(cat ROOT/main);;
'show --property ActiveState shop.service') echo ActiveState=$(cat ROOT/state);;
'reload-or-restart shop.service') exit 0;;
'restart shop.service') kill $(cat ROOT/main); echo 0 > ROOT/main;;
*) echo 'Failed to do it: Access denied' >&2; exit 4;;
esac
";

#[test]
fn a_unit_is_reloaded_and_restarted_where_that_leaves_it_on_the_old_generation() {
    let (world, _index) = changed();
    let bin = world.root().join("bin");
    world.write_executable("../../bin/systemctl", &SYSTEMCTL.replace("ROOT", &world.root().display().to_string()));
    let path = std::env::join_paths([&bin, &PathBuf::from("/usr/bin"), &PathBuf::from("/bin")]).unwrap();
    // As uvicorn: what it starts again is the Python it was started with.
    let mut server =
        world.noglue(["run", "--", "python", "-c", "import time; print('up', flush=True); time.sleep(600)"]).start();
    server.wait_for("up");
    world.write("../../main", &server.pid().to_string());
    world.write("../../state", "active");
    let calls = || std::fs::read_to_string(world.root().join("calls")).unwrap_or_default();
    let sync = |word: &str| world.noglue(["sync", "--health-timeout=3", word]).env("PATH", &path).run();
    sync("--reload=systemd:shp.service").code(1).clear_error().stderr_has("systemd has no unit shp.service");
    assert_eq!(world.installed(), ["a==1.0"]);
    sync("--reload=systemd:shop.service").ok().stderr_has("reloaded in");
    let calls = calls();
    let (reloaded, restarted) = (calls.find("reload-or-restart"), calls.find("\nrestart"));
    assert!(reloaded.is_some() && reloaded < restarted, "{calls}");
    server.wait().any();
    // A unit that does not come back.
    want(&world, "a==1.0\n");
    world.write("../../state", "failed");
    sync("--reload=systemd:shop.service").code(8).clear_error().stderr_has("shop.service ended instead of reloading");
    assert_eq!(world.installed(), ["a==2.0"]);
    // Another user's manager: a refusal of systemd is passed on.
    sync("--reload=systemd-user:shop.service").code(1).stderr_has("Access denied");
    let words = ["sync", "--reload=systemd:shop.service"];
    world.noglue(words).env("PATH", "/nowhere").run().code(1).stderr_has("there is no systemctl");
}
