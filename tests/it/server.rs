//! `noglue server`: configurations for a project, printed and written.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use crate::support::World;

const KINDS: [&str; 8] = ["uwsgi", "emperor", "gunicorn", "nginx", "apache", "lighttpd", "systemd", "cron"];

fn django() -> World {
    let world = World::new();
    world.write("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\n");
    world.write("mysite/wsgi.py", "raise SystemExit('a configuration runs nothing')\n");
    world
}

#[test]
fn every_kind_is_printed_and_nothing_is_run_or_written() {
    let world = django();
    for kind in KINDS {
        let run = world.noglue(["server", kind, "--user", "nobody"]).run().ok();
        assert!(!run.stdout().contains(".venv"), "{kind}");
        let names_it = run.stdout().contains("[ROOT]/home/project");
        assert_eq!(names_it, matches!(kind, "apache" | "systemd" | "cron"), "{kind}");
        run.stderr_has("next: ");
    }
    let mut names: Vec<_> = fs::read_dir(world.project()).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["manage.py", "mysite"]);
    // From anywhere in it, and by name from outside.
    let here = world.noglue(["server", "uwsgi", "--user", "nobody"]).run().ok().stdout().to_owned();
    let below = world.noglue(["server", "uwsgi", "--user", "nobody"]).cwd(world.project().join("mysite")).run().ok();
    assert_eq!(below.stdout(), here);
    let named =
        world.noglue(["server", "uwsgi", "--user", "nobody", "--project"]).arg(world.project()).cwd("/").run().ok();
    assert_eq!(named.stdout(), here);
    assert!(here.contains("module = mysite.wsgi:application\n"), "{here}");
}

#[test]
fn it_is_written_beside_and_never_over_what_somebody_wrote() {
    let world = django();
    let server = |words: &[&str]| world.noglue(["server", "uwsgi", "--user", "nobody"]).args(words).run();
    let file = world.project().join("uwsgi.ini");
    server(&["--write", "."]).ok().stderr_has("wrote [ROOT]/home/project/uwsgi.ini");
    let written = fs::read_to_string(&file).unwrap();
    assert_eq!(format!("{}\n", server(&[]).ok().stdout().trim_end()), written);
    server(&["--write", "."]).ok().stderr_has("is there already");

    fs::write(&file, "mine").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    server(&["--write", "."]).code(1).clear_error().stderr_has("nothing was written").stderr_has("--force");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    server(&["--write", ".", "--force"]).ok();
    assert_eq!(fs::read_to_string(&file).unwrap(), written);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    server(&["--force"]).code(2).stderr_has("--write");

    // A link stays one.
    fs::remove_file(&file).unwrap();
    let real = world.write("deploy/real.ini", "mine");
    symlink("deploy/real.ini", &file).unwrap();
    server(&["--write", ".", "--force"]).ok();
    assert!(file.is_symlink());
    assert_eq!(fs::read_to_string(real).unwrap(), written);

    // Elsewhere the directory is named; several files are all written or none.
    let etc = world.root().join("etc");
    fs::create_dir(&etc).unwrap();
    server(&["--write", etc.to_str().unwrap()]).ok().stderr_has("next: start it as root");
    assert!(
        fs::read_to_string(etc.join("uwsgi.ini"))
            .unwrap()
            .contains(&format!("chdir = {}\n", world.project().display()))
    );
    fs::write(etc.join("project.service"), "mine").unwrap();
    let run = world.noglue(["server", "systemd", "--user", "nobody", "--write"]).arg(&etc).run();
    run.code(1).clear_error().stderr_has("project.service is there and differs");
    assert!(!etc.join("project.socket").exists());
    server(&["--write", "nowhere"]).code(1).clear_error().stderr_has("no such directory");
}

#[test]
fn the_applications_owner_and_the_projects_environment_decide_what_is_not_said() {
    let world = django();
    let nginx = || world.noglue(["server", "nginx"]).run().ok().stdout().to_owned();
    assert!(nginx().contains("uwsgi_pass unix:/run/project/uwsgi.sock;"));
    world.write(".venv/pyvenv.cfg", "home = /usr/bin\n");
    world.write(".venv/bin/gunicorn", "");
    assert!(nginx().contains("proxy_pass http://unix:/run/project/http.sock;"));
    world.write("uwsgi.ini", "[uwsgi]\n");
    assert!(nginx().contains("uwsgi_pass"));
    let words = ["server", "nginx", "--backend", "gunicorn", "--name", "shop", "--domain", "shop.example.org"];
    let run = world.noglue(words).run().ok();
    assert!(
        run.stdout().contains("unix:/run/shop/http.sock;") && run.stdout().contains("server_name shop.example.org;")
    );

    if rustix::process::geteuid().is_root() {
        let run = world.noglue(["server", "cron"]).run().ok();
        run.stderr_has("belongs to root, so the application runs as").stderr_has("--user");
        std::os::unix::fs::chown(world.project(), Some(65_534), None).unwrap();
        world.noglue(["server", "cron"]).run().ok().stdout_has(" nobody cd \"$PROJECT\"");
    }
    let run = world.noglue(["server", "uwsgi", "--user", "no-such-user", "--group", "web"]).run().ok();
    run.stderr_has("there is no user no-such-user here")
        .stdout_has("gid = no-such-user")
        .stdout_has("-g web /run/project");
}

#[test]
fn what_cannot_be_is_refused_with_what_to_type() {
    let world = World::new();
    world.write("requirements.txt", "");
    let run = |words: &[&str]| world.noglue(["server"]).args(words).args(["--user", "nobody"]).run();
    run(&["uwsgi"]).code(1).clear_error().stderr_has("no WSGI or ASGI application").stderr_has("--app module:callable");
    run(&["nginx"]).ok();
    run(&["uwsgi", "--app", "shop.wsgi"]).ok().stdout_has("module = shop.wsgi:application");
    run(&["uwsgi", "--app", "a b"]).code(2).clear_error().stderr_has("--app a b");
    run(&["uwsgi", "--app", "a:b\nuid = root"]).code(2).clear_error();
    run(&["nginx", "--domain", "a;"]).code(2).clear_error().stderr_has("--domain");
    run(&["nginx", "--name", "../a"]).code(2).clear_error().stderr_has("--name");
    run(&["nginx", "--group", "a b"]).code(2).clear_error().stderr_has("--group");
    world.noglue(["server", "cron", "--user", "a\nb"]).run().code(2).clear_error().stderr_has("--user a␊b");
    run(&["iis"]).code(2).stderr_has("lighttpd");
    run(&["uwsgi", "--project", "nowhere"]).code(1).stderr_has("nowhere is no directory");

    world.write("main.py", "from fastapi import FastAPI\napp = FastAPI()\n");
    run(&["uwsgi"]).code(1).clear_error().stderr_has("uWSGI cannot serve main:app: it is an ASGI application");
    run(&["systemd"]).ok().stdout_has("ExecStart=uvicorn --app-dir . --fd 3");
    run(&["systemd", "--backend", "uwsgi"]).code(1).clear_error();
}
