use super::*;
use crate::discover::Disk;

fn settings(kind: Kind, name: &str, text: &str) -> Vec<(String, String, String)> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(name);
    std::fs::write(&file, text).unwrap();
    let read = read(kind, &file, &Disk);
    assert_eq!(read.wrong, []);
    read.settings.into_iter().map(|s| (s.name, s.value, s.section)).collect()
}

fn check(kind: Kind, name: &str, text: &str, expected: &[(&str, &str, &str)]) {
    let found = settings(kind, name, text);
    let found: Vec<(&str, &str, &str)> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn every_format_is_read() {
    let ini = "chdir=/no\n[uwsgi]\nbase = /srv/%n\nchdir = %(base)/x\nmaster\n# a = b\nhome=%(none)/y\n[other]\nz=1\n";
    let expected = [
        ("base", "/srv/shop", "uwsgi"),
        ("chdir", "/srv/shop/x", "uwsgi"),
        ("master", "true", "uwsgi"),
        ("home", "%(none)/y", "uwsgi"),
    ];
    check(Kind::Uwsgi, "shop.ini", ini, &expected);
    let nginx =
        "user www-data;\n# a b;\nhttp { server { listen 80; location / { uwsgi_pass 'unix:/run/a;b.sock'; } } }\n";
    let expected = [
        ("user", "www-data", ""),
        ("listen", "80", "http/server"),
        ("uwsgi_pass", "unix:/run/a;b.sock", "http/server/location /"),
    ];
    check(Kind::Nginx, "x", nginx, &expected);
    let apache = "Define dir \"/srv/x\"\n<VirtualHost *:80>\nWSGIScriptAlias / \\\n  ${dir}/wsgi.py\n</VirtualHost>\nUser ${NONE}\n";
    let expected = [
        ("define", "dir \"/srv/x\"", ""),
        ("wsgiscriptalias", "/  /srv/x/wsgi.py", "VirtualHost *:80"),
        ("user", "${NONE}", ""),
    ];
    check(Kind::Apache, "x", apache, &expected);
    let lighttpd = "server.username = \"www\"\nscgi.server = (\"/\" => ((\"socket\" => \"/run/a\", \"check-local\" => \"disable\")))\n#a=\"b\"\n";
    let expected = [("server.username", "www", ""), ("socket", "/run/a", ""), ("check-local", "disable", "")];
    check(Kind::Lighttpd, "x", lighttpd, &expected);
    let gunicorn = "import os\nchdir = '/srv/x'  # here\nworkers = os.cpu_count()\nbind = ['unix:/a', 'b']\numask = 0o007\nx = f'/{y}'\n";
    check(Kind::Gunicorn, "x", gunicorn, &[("chdir", "/srv/x", ""), ("bind", "unix:/a", ""), ("umask", "0o007", "")]);
    let unit = "[Unit]\nDescription=x\n[Service]\nUser=bob\nExecStart=/usr/bin/gunicorn \\\n  app\n";
    let expected =
        [("Description", "x", "Unit"), ("User", "bob", "Service"), ("ExecStart", "/usr/bin/gunicorn  app", "Service")];
    check(Kind::Systemd, "x", unit, &expected);
    let cron = "# m h\nPATH=/usr/local/bin:/bin\n*/5 * * * mon  python manage.py x=1\n@daily /srv/x/y.sh\nnot a job\n";
    let expected =
        [("PATH", "/usr/local/bin:/bin", ""), ("job", "python manage.py x=1", ""), ("job", "/srv/x/y.sh", "")];
    check(Kind::Cron, "crontab", cron, &expected);
}

#[test]
fn includes_are_followed_and_loops_end() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    write("a.ini", "[uwsgi]\nini = b.ini\nchdir = /a\n");
    write("b.ini", "[uwsgi]\nuid = bob\ninclude = a.ini\n");
    let found = read(Kind::Uwsgi, &dir.path().join("a.ini"), &Disk);
    assert_eq!(found.settings.len(), 2);
    assert!(found.wrong[0].1.ends_with("a.ini includes itself"), "{:?}", found.wrong);
    assert_eq!(found.wrong[0].0.line, Some(3));
    write("c.ini", "[uwsgi]\nini = :more\n[more]\nuid = eve\nini = :more\n");
    assert_eq!(read(Kind::Uwsgi, &dir.path().join("c.ini"), &Disk).settings.len(), 1);
    write("nginx.conf", "include conf.d/*.conf; include *.conf;");
    assert_eq!(read(Kind::Nginx, &dir.path().join("nginx.conf"), &Disk).wrong.len(), 1);
    assert!(read(Kind::Nginx, &dir.path().join("none"), &Disk).wrong[0].1.contains("cannot be read"));
    assert!(read(Kind::Nginx, dir.path(), &Disk).wrong[0].1.contains("cannot be read"));
}

#[test]
fn noise_is_read_without_harm() {
    for kind in [Kind::Uwsgi, Kind::Nginx, Kind::Apache, Kind::Lighttpd, Kind::Gunicorn, Kind::Systemd, Kind::Cron] {
        for text in [
            "{{{{}}}}}}",
            "[uwsgi",
            "[uwsgi]\n%\n=\n%(=%(",
            "'",
            "\"\\",
            "<<<\n</>\n${",
            "a => \"",
            "\\",
            "@",
            "* * * * *",
        ] {
            let _ = settings(kind, "x", text);
        }
    }
}

#[test]
fn kinds_are_guessed_and_logs_are_not_taken_for_one() {
    let check = |name: &str, text: &str, expected| assert_eq!(guess(Path::new(name), text), expected, "{name}: {text}");
    check("/a/x.ini", "[uwsgi]\n", Some(Kind::Uwsgi));
    check("/a/x.service", "", Some(Kind::Systemd));
    check("/a/site", "WSGIScriptAlias / /x\n", Some(Kind::Apache));
    check("/a/site", "server {\n listen 80;\n}\n", Some(Kind::Nginx));
    check("/a/x.conf", "server.modules += (\"mod_scgi\")\n", Some(Kind::Lighttpd));
    check("/a/gunicorn.conf.py", "bind = 'x'\n", Some(Kind::Gunicorn));
    check("/etc/cron.d/x", "", Some(Kind::Cron));
    check("/tmp/x", "*/5 * * * * date\n", Some(Kind::Cron));
    check("/a/x.log", "[uwsgi]\n", None);
    check("/a/x", "[uWSGI] getting INI configuration from a.ini\n*** Starting uWSGI 2.0\n", None);
    check("/a/x", "2026/11/24 09:19:55 [error] 82#82: *1 writev() failed\n", None);
    check("/a/x", "[Tue Nov 24] [wsgi:error] x\n", None);
    check("/a/x", "", None);
}
