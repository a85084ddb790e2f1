use super::*;

struct Tree(tempfile::TempDir);

impl Tree {
    fn new(files: &[(&str, &str)]) -> Tree {
        let tree = Tree(tempfile::tempdir().unwrap());
        for (path, text) in files {
            let path = tree.0.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        tree
    }

    fn found(&self, start: &str) -> Option<String> {
        let root = self.0.path();
        let app = find(&root.join(start), root).ok()?;
        let dir = app.dir.strip_prefix(root).unwrap().display().to_string();
        Some(format!("{dir}|{}|{:?}", app.reference(), app.interface))
    }
}

#[track_caller]
fn check(files: &[(&str, &str)], expected: &str) {
    assert_eq!(Tree::new(files).found("").unwrap_or_default(), expected, "{files:?}");
}

const MANAGE: &str = "import os\ndef main():\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\n";
const WSGI: &str = "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n";

#[test]
fn django_is_found_from_manage_py() {
    check(&[("manage.py", MANAGE), ("mysite/wsgi.py", WSGI), ("other/wsgi.py", WSGI)], "|mysite.wsgi:application|Wsgi");
    check(&[("manage.py", MANAGE), ("mysite/asgi.py", ""), ("mysite/wsgi.py", "")], "|mysite.wsgi:application|Wsgi");
    check(&[("manage.py", MANAGE), ("mysite/asgi.py", "")], "|mysite.asgi:application|Asgi");
    check(&[("backend/manage.py", MANAGE), ("backend/mysite/wsgi.py", WSGI)], "backend|mysite.wsgi:application|Wsgi");
    check(&[("src/manage.py", MANAGE), ("src/mysite/wsgi.py", WSGI)], "src|mysite.wsgi:application|Wsgi");
    let deep = MANAGE.replace("mysite.settings", "config.settings.production");
    check(&[("manage.py", &deep), ("config/wsgi.py", WSGI)], "|config.wsgi:application|Wsgi");
    check(
        &[("manage.py", &deep), ("config/settings/wsgi.py", ""), ("config/wsgi.py", "")],
        "|config.settings.wsgi:application|Wsgi",
    );
    let flat = MANAGE.replace("mysite.settings", "settings");
    check(&[("manage.py", &flat), ("wsgi.py", "")], "|wsgi:application|Wsgi");
    // A name that is no module never reaches a configuration.
    let odd = MANAGE.replace("mysite.settings", "a b\\n.settings");
    check(&[("manage.py", &odd), ("a b/wsgi.py", "")], "");
}

#[test]
fn the_nearest_of_two_sites_is_taken() {
    let tree = Tree::new(&[
        ("one/manage.py", MANAGE),
        ("one/mysite/wsgi.py", WSGI),
        ("two/manage.py", MANAGE),
        ("two/mysite/wsgi.py", WSGI),
    ]);
    assert_eq!(tree.found("two/mysite").unwrap(), "two|mysite.wsgi:application|Wsgi");
    assert_eq!(tree.found("").unwrap(), "one|mysite.wsgi:application|Wsgi");
    let tree = Tree::new(&[("shop/__init__.py", ""), ("shop/wsgi.py", WSGI)]);
    assert_eq!(tree.found("shop").unwrap(), "|shop.wsgi:application|Wsgi");
}

#[test]
fn other_frameworks_are_found_by_what_makes_the_application() {
    check(&[("app.py", "from flask import Flask\napp = Flask(__name__)\n")], "|app:app|Wsgi");
    check(&[("main.py", "import fastapi\napi: fastapi.FastAPI = fastapi.FastAPI()\n")], "|main:api|Asgi");
    check(&[("wsgi.py", "from shop import create_app\napp = create_app()\n")], "|wsgi:app|Wsgi");
    check(&[("wsgi.py", "def application(environ, start_response): pass\n")], "|wsgi:application|Wsgi");
    check(&[("asgi.py", "from x import app\n")], "|asgi:app|Asgi");
    check(&[("shop/__init__.py", "def create_app():\n    return Flask(__name__)\n")], "|shop:create_app()|Wsgi");
    check(&[("shop/main.py", "def create_app():\n    return FastAPI()\n")], "|shop.main:create_app()|Asgi");
    check(&[("src/shop/app.py", "app = application = falcon.asgi.App()\n")], "src|shop.app:app|Asgi");
    check(&[("app.py", "app = falcon.App()\n")], "|app:app|Wsgi");
    check(
        &[("app.py", "app = Flask(1)\n"), ("wsgi.py", "from app import app as application\n")],
        "|wsgi:application|Wsgi",
    );
}

#[test]
fn what_is_no_application_is_not_taken_for_one() {
    check(&[], "");
    check(&[("app.py", "app = 1\nx = App()\n# app = Flask(1)\n")], "");
    check(&[("wsgi.py", "print('application')\n")], "");
    check(&[("manage.py", "print(1)\n")], "");
    check(&[("manage.py", MANAGE)], "");
    check(&[(".hidden/wsgi.py", WSGI), ("tests/wsgi.py", WSGI), ("no-name/wsgi.py", WSGI)], "");
    let error = find(Path::new("/nowhere"), Path::new("/nowhere")).unwrap_err();
    assert!(error.to_string().contains("/nowhere: looked at manage.py"), "{error}");
}

#[test]
fn an_application_can_be_named() {
    let tree = Tree::new(&[("src/shop/web.py", "site = Starlette()\n"), ("a/asgi.py", "")]);
    let named = |text: &str| named(text, tree.0.path(), tree.0.path());
    let check = |text: &str, dir: &str, interface: Interface, file: Option<&str>| {
        let app = named(text).unwrap();
        let seen = (app.dir.as_path(), app.interface, app.file.as_deref());
        assert_eq!(seen, (&*tree.0.path().join(dir), interface, file.map(Path::new)), "{text}");
    };
    check("shop.web:site", "src", Interface::Asgi, Some("shop/web.py"));
    check("shop.web:other", "src", Interface::Wsgi, Some("shop/web.py"));
    check("a.asgi", "", Interface::Asgi, Some("a/asgi.py"));
    check("elsewhere.wsgi:application", "", Interface::Wsgi, None);
    check("elsewhere:create_app()", "", Interface::Wsgi, None);
    assert_eq!(named("a.asgi").unwrap().reference(), "a.asgi:application");
    for wrong in
        ["", ":", "a:", ":a", "a b:c", "a:b\n", "a:b;c", "a..b:c", "1a:b", "a:b(1)", "a/b.py:c", "a:b:c", "%d:a"]
    {
        assert!(named(wrong).is_err(), "{wrong:?}");
    }
}
