use super::*;

fn site(dir: &str) -> Site {
    let app = App {
        dir: dir.into(),
        module: "mysite.wsgi".into(),
        callable: "application".into(),
        interface: Interface::Wsgi,
        file: Some("mysite/wsgi.py".into()),
        why: "manage.py sets DJANGO_SETTINGS_MODULE to mysite.settings".into(),
    };
    Site {
        name: "shop".into(),
        dir: dir.into(),
        app: Ok(app),
        has_manage: true,
        user: "ann".into(),
        user_group: "staff".into(),
        front: "www-data".into(),
        domain: Some("shop.example.org".into()),
        backend: Backend::Uwsgi,
    }
}

fn texts(kind: Kind, site: &Site, at: Option<&str>) -> Vec<(String, String)> {
    let made = make(kind, site, at.map(Path::new)).unwrap();
    made.files.into_iter().map(|file| (file.name, file.text)).collect()
}

/// What counts: no comments, no empty lines.
fn settings(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

const ALL: &[Kind] =
    &[Kind::Uwsgi, Kind::Emperor, Kind::Gunicorn, Kind::Nginx, Kind::Apache, Kind::Lighttpd, Kind::Systemd, Kind::Cron];

#[test]
fn the_directory_is_named_once_or_not_at_all_and_the_environment_never() {
    let named = |kind: Kind, backend: Backend, at: Option<&str>| -> usize {
        let site = Site { backend, ..site("/srv/the-shop") };
        let texts = texts(kind, &site, at);
        for (name, text) in &texts {
            assert!(!text.contains(".venv") && !text.contains("VIRTUAL_ENV"), "{name}: {text}");
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{name}");
            assert!(text.lines().all(|line| line.len() <= 130 && line.trim_end() == line), "{name}: {text}");
        }
        texts.iter().map(|(_, text)| text.matches("/srv/the-shop").count()).sum()
    };
    for kind in ALL {
        let expected = usize::from(matches!(kind, Kind::Apache | Kind::Systemd | Kind::Cron));
        for backend in [Backend::Uwsgi, Backend::Gunicorn, Backend::Uvicorn] {
            assert_eq!(named(*kind, backend, None), expected, "{kind:?}");
        }
    }
    assert_eq!(named(Kind::Uwsgi, Backend::Uwsgi, Some("/etc/uwsgi/apps-available")), 1);
    assert_eq!(named(Kind::Gunicorn, Backend::Uwsgi, Some("/etc")), 1);
}

#[test]
fn a_file_in_the_project_moves_with_it() {
    let chdir = |dir: &str, at: Option<&str>| {
        let (_, text) = texts(Kind::Uwsgi, &site(dir), at).remove(0);
        settings(&text).into_iter().find_map(|line| line.strip_prefix("chdir = ").map(str::to_owned)).unwrap()
    };
    assert_eq!(chdir("/srv/a", None), "%d");
    assert_eq!(chdir("/srv/a", Some("/srv/a")), "%d");
    assert_eq!(chdir("/srv/a/s%c", Some("/srv/a")), "%ds%%c");
    assert_eq!(chdir("/srv/a", Some("/srv/b")), "/srv/a");
    assert_eq!(chdir("/srv/50%", Some("/etc")), "/srv/50%%");
    assert_eq!(chdir("/srv/a", Some("/srv/a/deploy")), "/srv/a");
    // The file system's root is nobody's project.
    assert_eq!(chdir("/srv/a", Some("/")), "/srv/a");

    let line = |dir: &str, at: Option<&str>| {
        let (_, text) = texts(Kind::Gunicorn, &site(dir), at).remove(0);
        text.lines().find(|line| line.starts_with("chdir = ")).unwrap().to_owned()
    };
    assert_eq!(line("/srv/a", None), "chdir = os.path.dirname(os.path.abspath(__file__))");
    assert!(line("/srv/a/src", Some("/srv/a")).ends_with("(__file__)), \"src\")"));
    assert_eq!(line("/srv/\"é\n!", Some("/etc")), "chdir = \"/srv/\\\"\\xe9\\x0a!\"");
}

#[test]
fn sockets_are_for_their_owner_and_the_front_end_only() {
    let site = Site { user: "ann".into(), front: "nginx".into(), ..site("/srv/a") };
    let (_, text) = texts(Kind::Uwsgi, &site, None).remove(0);
    let uwsgi = settings(&text);
    for line in [
        "chmod-socket = 660",
        "exec-as-root = install -d -m 2750 -o ann -g nginx /run/shop",
        "uid = ann",
        "gid = staff",
    ] {
        assert!(uwsgi.contains(&line), "{line}: {text}");
    }
    let texts = texts(Kind::Systemd, &site, None);
    let socket = settings(&texts[0].1);
    assert!(socket.contains(&"SocketMode=0660") && socket.contains(&"SocketGroup=nginx"), "{socket:?}");
    assert!(settings(&texts[1].1).contains(&"User=ann"));
}

#[test]
fn front_ends_and_what_is_behind_them_agree_on_the_socket() {
    for (backend, socket) in [
        (Backend::Uwsgi, "/run/shop/uwsgi.sock"),
        (Backend::Gunicorn, "/run/shop/http.sock"),
        (Backend::Uvicorn, "/run/shop/http.sock"),
    ] {
        let site = Site { backend, ..site("/srv/a") };
        for kind in [Kind::Nginx, Kind::Lighttpd, Kind::Systemd] {
            assert!(texts(kind, &site, None)[0].1.contains(socket), "{kind:?} {backend:?}");
        }
    }
    // Whatever the front end is said to be, each backend's own file has its own socket.
    let site = Site { backend: Backend::Gunicorn, ..site("/srv/a") };
    assert!(texts(Kind::Uwsgi, &site, None)[0].1.contains("socket = /run/shop/uwsgi.sock"));
    let site = Site { backend: Backend::Uwsgi, ..site };
    assert!(texts(Kind::Gunicorn, &site, None)[0].1.contains("unix:/run/shop/http.sock"));
}

#[test]
fn each_server_gets_what_it_can_serve() {
    let with = |module: &str, callable: &str, interface, file: Option<&str>| {
        let mut site = site("/srv/a");
        let app = site.app.as_mut().unwrap();
        (app.module, app.callable, app.interface) = (module.into(), callable.into(), interface);
        app.file = file.map(PathBuf::from);
        site
    };
    let refused = |kind, site: &Site| make(kind, site, None).unwrap_err().to_string();
    let asgi = Site { backend: Backend::Uvicorn, ..with("main", "app", Interface::Asgi, Some("main.py")) };
    assert_eq!(refused(Kind::Uwsgi, &asgi), "uWSGI cannot serve main:app: it is an ASGI application");
    assert_eq!(refused(Kind::Apache, &asgi), "mod_wsgi cannot serve main:app: it is an ASGI application");
    assert_eq!(refused(Kind::Systemd, &Site { backend: Backend::Uwsgi, ..asgi.clone() }), refused(Kind::Uwsgi, &asgi));
    assert!(texts(Kind::Gunicorn, &asgi, None)[0].1.contains("UvicornWorker"));
    assert!(texts(Kind::Nginx, &asgi, None)[0].1.contains("Upgrade"));
    assert!(
        texts(Kind::Systemd, &asgi, None)[1]
            .1
            .contains("uvicorn --app-dir . --fd 3 --forwarded-allow-ips=* main:app\n")
    );

    let factory = with("shop", "create_app()", Interface::Wsgi, Some("shop/__init__.py"));
    assert!(refused(Kind::Apache, &factory).contains("not a function"));
    assert!(texts(Kind::Uwsgi, &factory, None)[0].1.contains("module = shop:create_app()\n"));
    let service = |backend| texts(Kind::Systemd, &Site { backend, ..factory.clone() }, None).remove(1).1;
    assert!(service(Backend::Gunicorn).contains("gunicorn --chdir . \"shop:create_app()\"\n"));
    assert!(service(Backend::Uvicorn).contains(" --factory shop:create_app\n"));

    let installed = with("shop.wsgi", "application", Interface::Wsgi, None);
    assert!(refused(Kind::Apache, &installed).contains("needs a file"));
    let flask = with("app", "app", Interface::Wsgi, Some("app.py"));
    assert!(texts(Kind::Apache, &flask, None)[0].1.contains("WSGICallableObject app\n"));

    let nothing = Site { app: Err(Missing("/srv/a".into())), has_manage: false, ..flask };
    for kind in [Kind::Uwsgi, Kind::Gunicorn, Kind::Apache, Kind::Systemd] {
        assert!(refused(kind, &nothing).starts_with("no WSGI or ASGI application was found in /srv/a: "));
    }
    for kind in [Kind::Emperor, Kind::Nginx, Kind::Lighttpd] {
        assert!(make(kind, &nothing, None).is_ok(), "{kind:?}");
    }
    let jobs = texts(Kind::Cron, &nothing, None).remove(0).1;
    assert_eq!(settings(&jobs), ["PROJECT=/srv/a", "PATH=/usr/local/bin:/usr/bin:/bin"]);
}

#[test]
fn names_with_a_meaning_are_quoted_or_refused() {
    let odd = site("/srv/it's 100% \"$HOME\"");
    assert!(texts(Kind::Systemd, &odd, None)[1].1.contains("WorkingDirectory=/srv/it's 100%% \"$HOME\"\n"));
    assert!(texts(Kind::Cron, &odd, None)[0].1.contains("PROJECT=/srv/it's 100% \"$HOME\"\n"));
    let (_, emperor) = texts(Kind::Emperor, &site("/srv/50%/[a]*/shop"), None).remove(0);
    assert!(emperor.contains("emperor = /srv/50%%/\\[a]\\*/*/uwsgi.ini\n"), "{emperor}");
    for kind in [Kind::Uwsgi, Kind::Apache, Kind::Systemd, Kind::Cron] {
        let error = make(kind, &site("/srv/a\nb"), None).unwrap_err();
        assert!(matches!(error, ServerError::Unwritable { .. }), "{kind:?}: {error}");
    }
    assert!(make(Kind::Emperor, &site("/srv/a\nb/shop"), None).is_err());
    // What does not name it does not mind.
    for kind in [Kind::Nginx, Kind::Lighttpd, Kind::Gunicorn] {
        let texts = texts(kind, &site("/srv/a\nb"), None);
        assert!(!texts[0].1.contains("a\nb"), "{kind:?}");
    }
}
