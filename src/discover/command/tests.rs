//! Command lines and the directories they lead to, in real directories.

use std::fs;
use std::os::unix::fs::symlink;

use super::*;
use crate::discover::view::Disk;

struct Case {
    dir: tempfile::TempDir,
    variables: Vec<(&'static str, String)>,
}

impl Case {
    fn new(files: &[(&str, &str)]) -> Case {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text.replace("DIR", dir.path().to_str().unwrap())).unwrap();
        }
        Case { dir, variables: Vec::new() }
    }

    fn var(mut self, name: &'static str, value: &str) -> Case {
        self.variables.push((name, value.replace("DIR", self.dir.path().to_str().unwrap())));
        self
    }

    /// The starts of a command line in `DIR/cwd`, `DIR` cut off.
    #[track_caller]
    fn check(&self, line: &str, expected: &[&str]) -> &Case {
        let root = self.dir.path();
        let line = line.replace("DIR", root.to_str().unwrap());
        let mut words = line.split(' ').map(OsString::from);
        let name = words.next().unwrap();
        let args: Vec<OsString> = words.collect();
        let cwd = root.join("cwd");
        let get = |name: &str| self.variables.iter().find(|(n, _)| *n == name).map(|(_, v)| v.into());
        let call = Call { view: &Disk, name: &name, args: &args, cwd: &cwd, get: &get };
        let found: Vec<String> = call
            .starts()
            .map(|start| start.dir.strip_prefix(root).unwrap_or(&start.dir).to_str().unwrap().to_owned())
            .collect();
        assert_eq!(found, expected, "{line}");
        self
    }
}

#[test]
fn python_starts_where_its_script_lies() {
    let case = Case::new(&[("a/run.py", ""), ("app/__main__.py", ""), ("cwd/x.py", "")]);
    symlink("../a/run.py", case.dir.path().join("app/link.py")).unwrap();
    symlink(case.dir.path().join("a"), case.dir.path().join("cwd/away")).unwrap();
    case.check("python DIR/a/run.py", &["a", "cwd"])
        .check("python -u ../a/run.py -c x", &["a", "cwd"])
        .check("python x.py", &["cwd", "cwd"])
        .check("python ./x.py", &["cwd", "cwd"])
        .check("python DIR/app", &["app", "cwd"])
        .check("python DIR/app/link.py", &["app", "a", "cwd"])
        .check("python3.12 DIR/gone/x.py", &["gone", "cwd"])
        // `..` behind a link goes where the system goes.
        .check("python away/../x.py", &["", "cwd"])
        .check("python -c pass DIR/a/run.py", &["cwd"])
        .check("python -m pip DIR/a/run.py", &["cwd"])
        .check("python", &["cwd"])
        .check("python /usr/bin/tool", &["/usr/bin"])
        .check("python /usr/bin/gunicorn --chdir DIR/a", &["/usr/bin", "a", "cwd"]);
}

#[test]
fn servers_start_where_their_options_say() {
    let case = Case::new(&[("a/app.py", ""), ("b/app.py", ""), ("cwd/tests/test_x.py", "")]);
    case.check("uvicorn --app-dir DIR/a app:app", &["a", "cwd"])
        .check("uvicorn --app-dir=../a app:app", &["a", "cwd"])
        .check("python -m uvicorn --app-dir DIR/a app:app", &["a", "cwd"])
        .check("granian --working-dir DIR/a app:app", &["a", "cwd"])
        .check("celery --workdir DIR/a -A proj worker", &["a", "cwd"])
        .check("celery -A proj worker --workdir=DIR/b", &["b", "cwd"])
        .check("waitress-serve app:app", &["cwd"])
        .check("flask --app DIR/a/app.py:create run", &["a", "cwd"])
        .check("flask --app hello run", &["cwd"])
        .check("django-admin check --pythonpath DIR/b", &["b", "cwd"])
        .check("python -m django check --pythonpath DIR/b", &["b", "cwd"])
        .check("pytest DIR/a -k b", &["a", "cwd"])
        .check("pytest -q tests/test_x.py::test_one", &["cwd/tests", "cwd"])
        .check("pytest --rootdir DIR/b", &["b", "b", "cwd"])
        .check("pytest -q", &["cwd"])
        .check("ruff DIR/a", &["cwd"]);
    Case::new(&[("a/app.py", "")]).var("FLASK_APP", "DIR/a/app.py").check("flask run", &["a", "cwd"]);
    Case::new(&[("a/app.py", "")]).var("UVICORN_APP_DIR", "DIR/a").check("uvicorn app:app", &["a", "cwd"]);
}

#[test]
fn gunicorn_has_three_places_for_its_directory() {
    let files = &[("a/x", ""), ("b/x", ""), ("conf/g.py", "chdir = 'DIR/b'\n"), ("plain/g.py", "workers = 2\n")];
    Case::new(files)
        .check("gunicorn site.wsgi", &["cwd"])
        .check("gunicorn --chdir DIR/a site.wsgi", &["a", "cwd"])
        .check("gunicorn --chdir=../a site.wsgi", &["a", "cwd"])
        .check("gunicorn -c DIR/conf/g.py site.wsgi", &["b", "conf", "cwd"])
        .check("gunicorn --config=file:DIR/conf/g.py site.wsgi", &["b", "conf", "cwd"])
        .check("gunicorn -c DIR/plain/g.py --chdir DIR/a site.wsgi", &["a", "plain", "cwd"])
        .check("gunicorn -c python:conf.module site.wsgi", &["cwd"])
        .check("gunicorn -c DIR/gone.py site.wsgi", &["cwd"])
        .check("gunicorn --pythonpath DIR/a,DIR/b site.wsgi", &["a", "b", "cwd"])
        .check("python -m gunicorn --chdir DIR/a site.wsgi", &["a", "cwd"])
        .check("python -m gunicorn.app.wsgiapp --chdir DIR/a site.wsgi", &["a", "cwd"]);
    Case::new(files)
        .var("GUNICORN_CMD_ARGS", "--chdir='DIR/a' -w 3")
        .check("gunicorn site.wsgi", &["a", "cwd"])
        .check("gunicorn --chdir DIR/b site.wsgi", &["b", "a", "cwd"]);
    Case::new(&[("cwd/gunicorn.conf.py", "chdir = 'DIR/b'"), ("b/x", "")]).check("gunicorn", &["b", "cwd", "cwd"]);
}

#[test]
fn uwsgi_is_read_from_its_ini() {
    let files = &[
        ("a/wsgi.py", ""),
        ("conf/x.ini", "[uwsgi]\nwsgi-file = %d../a/wsgi.py\nchdir = DIR/a\n"),
        ("conf/two.ini", "[uwsgi]\nchdir=DIR/no\n[live]\nchdir=$(WHERE)\n"),
    ];
    Case::new(files)
        .var("WHERE", "DIR/a")
        .check("uwsgi --ini DIR/conf/x.ini", &["a", "a", "conf", "cwd"])
        .check("uwsgi DIR/conf/x.ini", &["a", "a", "conf", "cwd"])
        .check("uwsgi --ini=DIR/conf/two.ini:live", &["a", "conf", "cwd"])
        .check("uwsgi --http :8000 --chdir DIR/a --module site.wsgi", &["a", "cwd"])
        .check("uwsgi --wsgi-file DIR/a/wsgi.py", &["a", "cwd"])
        .check("uwsgi --ini DIR/gone.ini", &["cwd"]);
}

#[test]
fn hostile_words_lead_nowhere_and_break_nothing() {
    let long = format!("/{}", "d/".repeat(5000));
    let case = Case::new(&[]);
    for line in [
        format!("python {long}x.py"),
        "python \n/x\n.py".to_owned(),
        format!("gunicorn --chdir {long}"),
        "uwsgi --ini :".to_owned(),
        "uwsgi .ini:".to_owned(),
        "pytest :::: --rootdir=".to_owned(),
    ] {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let get = |_: &str| None;
        let call = Call { view: &Disk, name: &words[0], args: &words[1..], cwd: case.dir.path(), get: &get };
        assert!(call.starts().count() >= 1);
    }
    let raw = OsString::from(OsStr::from_bytes(b"/srv/\xff\xfe.py"));
    let get = |_: &str| None;
    let args = [raw];
    let call = Call { view: &Disk, name: OsStr::new("python"), args: &args, cwd: case.dir.path(), get: &get };
    assert_eq!(call.starts().next().unwrap().dir, Path::new("/srv"));
}
