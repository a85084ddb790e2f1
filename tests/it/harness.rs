//! The test support itself: a fake index that lies about nothing, faults that happen, worlds that leak nothing.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use crate::support::{FakeIndex, Fault, Offers, World, difference, sdist, sha256_hex, snapshot, wheel};

/// One request on a connection of its own; status line and headers in one text, and the body.
fn get(url: &str, headers: &str) -> (String, Vec<u8>) {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n").unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else { return (String::new(), bytes) };
    (String::from_utf8(bytes[..end].to_vec()).unwrap(), bytes[end + 4..].to_vec())
}

const JSON: &str = "Accept: application/vnd.pypi.simple.v1+json\r\n";

#[test]
fn the_index_lists_what_was_published_in_both_forms() {
    let index = FakeIndex::start();
    index.publish(wheel("Some.Pkg", "1.0").requires_python(">=3.8").yanked("bad & \"worse\""));
    index.publish(sdist("some-pkg", "0.9"));

    let (head, body) = get(&format!("{}some-pkg/", index.url()), JSON);
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("vnd.pypi.simple.v1+json"), "{head}");
    let listing: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let file = &listing["files"][1];
    assert_eq!(file["filename"], "some_pkg-1.0-py3-none-any.whl");
    assert_eq!(file["requires-python"], ">=3.8");
    assert_eq!(file["yanked"], "bad & \"worse\"");
    let (_, bytes) = get(&index.file_url("some_pkg-1.0-py3-none-any.whl"), "");
    assert_eq!(file["hashes"]["sha256"], sha256_hex(&bytes));
    let (_, metadata) = get(&index.file_url("some_pkg-1.0-py3-none-any.whl.metadata"), "");
    assert_eq!(file["core-metadata"]["sha256"], sha256_hex(&metadata));

    let (_, body) = get(&format!("{}some-pkg/", index.url()), "");
    let html = String::from_utf8(body).unwrap();
    assert!(html.contains("data-requires-python=\"&gt;=3.8\""), "{html}");
    assert!(html.contains("data-yanked=\"bad &amp; &quot;worse&quot;\""), "{html}");
    assert!(html.contains("some_pkg-0.9.tar.gz#sha256="), "{html}");
}

#[test]
fn the_index_answers_conditional_and_range_requests() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    let (head, _) = get(&format!("{}a/", index.url()), JSON);
    let etag = head.lines().find_map(|l| l.strip_prefix("ETag: ")).unwrap();
    let (head, body) = get(&format!("{}a/", index.url()), &format!("{JSON}If-None-Match: {etag}\r\n"));
    assert!(head.starts_with("HTTP/1.1 304") && body.is_empty(), "{head}");

    let url = index.file_url("a-1.0-py3-none-any.whl");
    let (_, whole) = get(&url, "");
    let check = |range: &str, expected: &[u8]| {
        let (head, body) = get(&url, &format!("Range: bytes={range}\r\n"));
        assert!(head.starts_with("HTTP/1.1 206"), "{range}: {head}");
        assert_eq!(body, expected, "{range}");
    };
    check("0-9", &whole[..10]);
    check("10-", &whole[10..]);
    check("-7", &whole[whole.len() - 7..]);
    let (head, _) = get(&url, "Range: bytes=999999-\r\n");
    assert!(head.starts_with("HTTP/1.1 416"), "{head}");
}

#[test]
fn what_the_index_does_not_offer_is_not_there() {
    let index = FakeIndex::offering(Offers {
        json: false,
        metadata: false,
        ranges: false,
        hashes: false,
        auth: Some("user:secret"),
        ..Offers::default()
    });
    index.publish(wheel("a", "1.0"));
    let (head, _) = get(&format!("{}a/", index.url()), JSON);
    assert!(head.starts_with("HTTP/1.1 401"), "{head}");
    let basic = "Authorization: Basic dXNlcjpzZWNyZXQ=\r\n";
    let (head, body) = get(&format!("{}a/", index.url()), &format!("{JSON}{basic}"));
    assert!(head.contains("text/html") && !String::from_utf8(body).unwrap().contains("sha256"), "{head}");
    let url = index.file_url("a-1.0-py3-none-any.whl");
    assert!(get(&format!("{url}.metadata"), basic).0.starts_with("HTTP/1.1 404"));
    assert!(get(&url, &format!("{basic}Range: bytes=0-9\r\n")).0.starts_with("HTTP/1.1 200"));
}

#[test]
fn faults_happen_as_often_as_asked() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    let url = index.file_url("a-1.0-py3-none-any.whl");
    let whole = get(&url, "").1;

    index.fault_times("/a/", Fault::Status(503), 2);
    let statuses: Vec<bool> =
        (0..3).map(|_| get(&format!("{}a/", index.url()), JSON).0.starts_with("HTTP/1.1 503")).collect();
    assert_eq!(statuses, [true, true, false]);

    index.fault_times(".whl", Fault::CutAfter(10), 1);
    let (head, body) = get(&url, "");
    assert_eq!(body, &whole[..10]);
    assert!(head.contains(&format!("Content-Length: {}", whole.len())), "{head}");

    index.fault_times(".whl", Fault::Body(b"garbage".to_vec()), 1);
    assert_eq!(get(&url, "").1, b"garbage");
    index.fault_times(".whl", Fault::TooMany { retry_after: 1 }, 1);
    assert!(get(&url, "").0.contains("Retry-After: 1"));
    index.fault_times(".whl", Fault::Reset, 1);
    assert_eq!(get(&url, "").0, "");
    index.fault_times(".whl", Fault::Redirect("/elsewhere".to_owned()), 1);
    assert!(get(&url, "").0.contains("Location: /elsewhere"));
    assert_eq!(index.count(".whl"), 6);
    assert_eq!(get(&url, "").1, whole);

    index.stop();
    let host = url.strip_prefix("http://").unwrap().split('/').next().unwrap();
    assert!(TcpStream::connect(host).is_err());
}

#[test]
fn wheels_are_what_python_takes_them_for() {
    let world = World::new();
    let package = wheel("two-words", "1.0")
        .requires("b>=2")
        .extra("x", &["c"])
        .entry_point("two", "two_words:main")
        .data("scripts/run", "#!python\n")
        .tag("cp310.cp311-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64");
    let path = world.root().join(package.filename());
    std::fs::write(&path, package.build()).unwrap();
    assert_eq!(package.build(), package.clone().build());
    let code = r#"
import sys, zipfile, hashlib, base64, csv, io
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
rows = list(csv.reader(io.StringIO(z.read("two_words-1.0.dist-info/RECORD").decode())))
assert {r[0] for r in rows} == set(z.namelist()), (rows, z.namelist())
for path, digest, size in rows:
    if not path.endswith("RECORD"):
        data = z.read(path)
        want = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        assert digest == "sha256=" + want and int(size) == len(data), path
print(z.read("two_words-1.0.dist-info/METADATA").decode())
print(z.read("two_words-1.0.dist-info/WHEEL").decode())
"#;
    let seen = world.program(&world.python().executable).arg("-c").arg(code).arg(&path).run().ok();
    seen.stdout_has("Requires-Dist: c; extra == \"x\"").stdout_has("Tag: cp311-abi3-manylinux2014_x86_64");
}

#[test]
fn sdists_are_what_python_takes_them_for() {
    let world = World::new();
    let published = crate::support::Published::from(sdist("a", "1.0"));
    let path = world.root().join(&published.filename);
    std::fs::write(&path, &published.bytes).unwrap();
    let code = "import sys, tarfile\nt = tarfile.open(sys.argv[1])\nprint(t.getnames(), t.extractfile('a-1.0/PKG-INFO').read())";
    let seen = world.program(&world.python().executable).arg("-c").arg(code).arg(&path).run().ok();
    seen.stdout_has("['a-1.0/PKG-INFO', 'a-1.0/a.py', 'a-1.0/backend.py', 'a-1.0/pyproject.toml']")
        .stdout_has("Name: a");
}

#[test]
fn nothing_of_this_machine_leaks_into_a_world() {
    let world = World::new();
    let seen = world.program(Path::new("/usr/bin/env")).run().ok();
    let names: Vec<String> = seen.stdout().lines().map(|l| l.split('=').next().unwrap().to_owned()).collect();
    let own = ["HOME", "PATH", "LANG", "TMPDIR", "PIP_INDEX_URL", "PIP_CONFIG_FILE"];
    assert!(names.iter().all(|n| own.contains(&n.as_str()) || n.starts_with("NOGLUE_")), "{names:?}");
    let home = seen.stdout().contains("HOME=[ROOT]/home");
    assert!(home, "{}", seen.stdout());
    world.program(Path::new("/usr/bin/env")).env_clear().run().ok().stdout_is("");
}

#[test]
fn modes_and_masks_hold_where_a_test_says_so() {
    let world = World::new();
    let secret = world.write("secret", "x");
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o000)).unwrap();
    let cat = world.program(Path::new("/bin/cat")).arg("secret").bound_by_modes().run();
    cat.code(1).stderr_has("ermission denied");
    world.program(Path::new("/bin/sh")).args(["-c", "umask"]).umask("027").run().ok().stdout_is("0027");
}

#[test]
fn pictures_of_trees_differ_where_the_trees_do() {
    let world = World::new();
    world.write("same", "1");
    let file = world.write("dir/changed", "1\n2\n");
    let before = snapshot(&world.project());
    assert!(difference(&before, &snapshot(&world.project())).is_empty());
    std::fs::write(file, "1\n3\n").unwrap();
    world.write("new", "");
    let lines = difference(&before, &snapshot(&world.project()));
    assert_eq!(lines, ["differs: dir/changed: \"2\" and \"3\"", "only on the right: new"]);
}
