use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::net::testing::{Reply, Seen, Server, short_patience};
use crate::net::{Config, Credentials};

const BYTES: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";

fn fetcher() -> Fetcher {
    Fetcher::new(Net::new(Config { patience: short_patience(), ..Config::default() }, Credentials::default()), None)
}

fn request(url: &str) -> Request {
    Request {
        address: Address::parse(url).unwrap().0,
        file_name: "a-1.0-py3-none-any.whl".into(),
        digests: vec![Digest::sha256_of(BYTES)],
        wanted: vec![],
        size: Some(BYTES.len() as u64),
        is_from_https: false,
    }
}

fn text(fetched: Result<Fetched, FetchError>) -> Result<String, String> {
    let mut fetched = fetched.map_err(|e| e.to_string())?;
    let mut text = String::new();
    fetched.file.read_to_string(&mut text).unwrap();
    assert_eq!(text.len() as u64, fetched.size);
    Ok(text)
}

fn fetch(request: Request) -> Result<String, String> {
    text(fetcher().fetch(request))
}

fn good() -> Result<String, String> {
    Ok(String::from_utf8(BYTES.to_vec()).unwrap())
}

#[test]
fn a_cut_file_is_resumed_where_the_server_can() {
    let server = Server::start(|seen, before| match before {
        0 => Reply::file(BYTES, seen, true).header("ETag", "\"x\"").cut_at(10),
        1 => Reply::file(BYTES, seen, true).cut_at(5),
        _ => Reply::file(BYTES, seen, true),
    });
    assert_eq!(fetch(request(&server.url("/a"))), good());
    let ranges: Vec<_> = server.seen().iter().map(|s| s.header("range").map(str::to_owned)).collect();
    assert_eq!(ranges, [None, Some("bytes=10-".into()), Some("bytes=15-".into())]);
    assert_eq!(server.seen()[1].header("if-range"), Some("\"x\""));
}

#[test]
fn a_cut_file_is_begun_again_where_it_cannot() {
    for second in ["whole", "416", "other range"] {
        let server = Server::start(move |seen, before| match (before, second) {
            (0, _) => Reply::file(BYTES, seen, false).cut_at(10),
            (1, "416") => Reply::status(416),
            (1, "other range") => Reply::file(BYTES, seen, true).header("Content-Range", "bytes 0-1/2"),
            _ => Reply::file(BYTES, seen, false),
        });
        let told = Arc::new(AtomicU64::new(0));
        let adding = told.clone();
        let on_bytes: OnBytes = Arc::new(move |n| {
            adding.fetch_add(n, Ordering::Relaxed);
        });
        let mut all = fetcher().fetch_all(vec![request(&server.url("/a"))], on_bytes);
        assert_eq!(text(all.next().unwrap().1), good(), "{second}");
        assert_eq!(told.load(Ordering::Relaxed), BYTES.len() as u64, "{second}: each byte is told once");
    }
}

#[test]
fn stalls_resets_and_503_are_survived_for_a_while() {
    let server = Server::start(|seen, before| match (seen.path.as_str(), before) {
        ("/stall", 0) => Reply::file(BYTES, seen, true).stall_at(20),
        ("/reset", 0) => Reply::reset(),
        ("/503", 0..3) | ("/down", _) => Reply::status(503),
        ("/silent", _) => Reply::file(BYTES, seen, true).stall_at(0),
        _ => Reply::file(BYTES, seen, true),
    });
    for path in ["/stall", "/reset", "/503"] {
        assert_eq!(fetch(request(&server.url(path))), good(), "{path}");
    }
    let error = fetch(request(&server.url("/down"))).unwrap_err();
    assert!(error.starts_with("index did not answer after 4 tries in "), "{error}");
    let url = server.url("/silent");
    assert_eq!(fetch(request(&url)), Err(format!("no data for 300 ms from {url}")));
    assert_eq!(fetch(request(&server.url("/503").replace("503", "gone"))), good());
}

#[test]
fn a_missing_file_is_not_asked_for_again() {
    let server = Server::start(|_, _| Reply::status(404));
    let url = server.url("/a");
    assert_eq!(fetch(request(&url)), Err(format!("index answered 404 to {url}")));
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn a_wrong_hash_is_fetched_once_more_and_then_refused() {
    let server = Server::start(|seen, before| {
        let bytes: &[u8] = if seen.path == "/once" && before == 1 { BYTES } else { &[b'x'; 36] };
        Reply::file(bytes, seen, true)
    });
    assert_eq!(fetch(request(&server.url("/once"))), good());
    let (evil, right) = (Digest::sha256_of(&[b'x'; 36]), Digest::sha256_of(BYTES));
    let error = fetch(request(&server.url("/always"))).unwrap_err();
    assert_eq!(error, format!("hash of a-1.0-py3-none-any.whl is {evil}, the index says {right}"));
    assert_eq!(server.paths().iter().filter(|p| *p == "/always").count(), 2);

    let wanted = Request { digests: vec![], size: None, wanted: vec![right.clone()], ..request(&server.url("/w")) };
    let error = fetch(wanted.clone()).unwrap_err();
    assert_eq!(error, format!("hash of a-1.0-py3-none-any.whl is {evil}, the requirements say {right}"));
    let weak = Digest::parse(&format!("md5:{}", "0".repeat(32))).unwrap();
    let both = Request { wanted: vec![weak.clone(), right, evil], ..wanted };
    assert_eq!(fetch(both.clone()).map(|t| t.len()), Ok(36), "any of the wanted ones will do");
    let error = fetch(Request { wanted: vec![weak], ..both }).unwrap_err();
    assert_eq!(error, "md5 is too weak to check a-1.0-py3-none-any.whl");
}

#[test]
fn sizes_that_the_index_promised_are_kept() {
    let server = Server::start(|seen, _| Reply::file(BYTES, seen, true));
    let with = |size| fetch(Request { size: Some(size), digests: vec![], ..request(&server.url("/a")) }).unwrap_err();
    assert_eq!(with(35), "a-1.0-py3-none-any.whl is larger than the index says (35 bytes)");
    assert_eq!(with(37), "a-1.0-py3-none-any.whl has 36 bytes, the index says 37");
}

#[test]
fn an_https_index_does_not_lead_to_http_without_a_hash() {
    let server = Server::start(|seen, _| Reply::file(BYTES, seen, true));
    let with_hash = Request { is_from_https: true, ..request(&server.url("/a")) };
    assert_eq!(fetch(with_hash.clone()), good());
    let without = Request { digests: vec![], ..with_hash };
    assert_eq!(fetch(without), Err("a-1.0-py3-none-any.whl would be fetched over http without a hash".into()));
}

#[test]
fn files_of_this_machine_are_checked_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a b.whl");
    std::fs::write(&path, BYTES).unwrap();
    let of = |path: &Path| Request { address: Address::of_path(path).unwrap(), ..request("file:///") };
    assert_eq!(fetch(of(&path)), good());
    std::fs::write(&path, "other").unwrap();
    assert!(fetch(of(&path)).unwrap_err().starts_with("hash of "));
    assert_eq!(fetch(of(&dir.path().join("no"))), Err("could not read a-1.0-py3-none-any.whl".into()));
}

#[test]
fn many_files_come_as_they_are_done_and_nothing_is_left_behind() {
    let server = Server::start(|seen: &Seen, _| match seen.path.as_str() {
        "/bad" => Reply::status(404),
        _ => Reply::file(BYTES, seen, true),
    });
    let spool = tempfile::tempdir().unwrap();
    let net = Net::new(Config { patience: short_patience(), ..Config::default() }, Credentials::default());
    let fetcher = Fetcher::new(net, Some(&spool.path().join("tmp")));
    let mut requests: Vec<Request> = (0..60).map(|i| request(&server.url(&format!("/{i}")))).collect();
    requests.push(request(&server.url("/bad")));
    let mut done: Vec<_> =
        fetcher.fetch_all(requests.clone(), Arc::new(|_| {})).map(|(at, r)| (at, r.is_ok())).collect();
    done.sort_unstable();
    assert_eq!(done, (0..61).map(|at| (at, at < 60)).collect::<Vec<_>>());
    // Given up in the middle.
    drop(fetcher.fetch_all(requests, Arc::new(|_| {})).next());
    assert_eq!(std::fs::read_dir(spool.path().join("tmp")).unwrap().count(), 0);
}
