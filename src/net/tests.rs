use std::io::Write;
use std::sync::Arc;

use super::testing::{Reply, Seen, Server, short_patience};
use super::*;

fn net() -> Arc<Net> {
    Net::new(Config { patience: short_patience(), ..Config::default() }, Credentials::default())
}

fn get(net: &Arc<Net>, url: &str) -> Result<Whole, NetError> {
    let (address, credential) = Address::parse(url).unwrap();
    if let Some(credential) = credential {
        net.credentials().learn(&address, credential);
    }
    let ask = Ask { address, accept: "text/plain", gzip: true, headers: vec![] };
    let inner = net.clone();
    net.block_on(async move { inner.whole(&ask, 1 << 20).await }).unwrap()
}

fn fails(server: &Server, path: &str) -> String {
    get(&net(), &server.url(path)).unwrap_err().to_string().replace(&server.url(""), "http://HOST")
}

#[test]
fn an_answer_comes_after_three_503_and_not_after_four() {
    let server = Server::start(|seen, before| match seen.path.as_str() {
        "/three" if before == 3 => Reply::ok("text/plain", "fine"),
        _ => Reply::status(503),
    });
    assert_eq!(get(&net(), &server.url("/three")).unwrap().bytes, b"fine");
    let error = fails(&server, "/four");
    assert!(error.starts_with("index did not answer after 4 tries in "), "{error}");
    assert!(error.ends_with(" ms (503): http://HOST/four"), "{error}");
    assert_eq!(server.paths().iter().filter(|p| *p == "/four").count(), 4);
}

#[test]
fn cut_reset_and_damaged_answers_are_asked_for_again() {
    let server = Server::start(|seen, before| match (seen.path.as_str(), before) {
        ("/cut", 0) => Reply::ok("text/plain", "all of it").cut_at(3),
        ("/reset", 0) => Reply::reset(),
        ("/gzip", 0) => Reply::ok("text/plain", "no gzip").header("Content-Encoding", "gzip"),
        ("/429", 0) => Reply::status(429).header("Retry-After", "0"),
        _ => Reply::ok("text/plain", "all of it"),
    });
    for path in ["/cut", "/reset", "/gzip", "/429"] {
        assert_eq!(get(&net(), &server.url(path)).unwrap().bytes, b"all of it", "{path}");
    }
}

#[test]
fn a_silent_server_is_given_up() {
    let server = Server::start(|seen, _| match seen.path.as_str() {
        "/body" => Reply::ok("text/plain", "0123456789").stall_at(4),
        _ => Reply::ok("text/plain", "x").stall_at(0),
    });
    assert_eq!(fails(&server, "/body"), "no data for 300 ms from http://HOST/body");
}

#[test]
fn other_statuses_are_answers() {
    let server = Server::start(|_, _| Reply::status(404));
    assert_eq!(get(&net(), &server.url("/x")).unwrap().status, 404);
    assert_eq!(server.paths().len(), 1);
}

#[test]
fn redirects_are_followed_within_limits() {
    let server = Server::start(|seen, _| match seen.path.as_str() {
        "/a" => Reply::redirect("b"),
        "/b" => Reply::ok("text/plain", "b"),
        "/file" => Reply::redirect("file:///etc/passwd"),
        "/ftp" => Reply::redirect("ftp://x/y"),
        _ => Reply::redirect("/loop"),
    });
    let whole = get(&net(), &server.url("/a")).unwrap();
    assert_eq!((whole.bytes.as_slice(), whole.address.path()), (b"b".as_slice(), "/b"));
    assert_eq!(fails(&server, "/file"), "redirect to file:///etc/passwd refused, at http://HOST/file");
    assert_eq!(fails(&server, "/ftp"), "redirect to ftp://x/y refused, at http://HOST/ftp");
    assert_eq!(fails(&server, "/loop"), "more than 20 redirects from http://HOST/loop");
}

#[test]
fn https_never_becomes_http() {
    let from = Address::parse("https://example.org/x").unwrap().0;
    let error = net().follow(&from, "http://example.org/x").unwrap_err();
    assert_eq!(error.to_string(), "redirect from https to http refused, at https://example.org/x");
}

#[test]
fn credentials_stay_with_their_origin() {
    let other = Server::start(|_, _| Reply::ok("text/plain", "other"));
    let target = other.url("/x");
    let server = Server::start(move |seen, _| match seen.path.as_str() {
        "/away" => Reply::redirect(&target),
        "/home" => Reply::redirect("/end"),
        _ => Reply::ok("text/plain", "home"),
    });
    let net = net();
    let url = server.url("/away").replace("http://", "http://bob:secret@");
    assert_eq!(get(&net, &url).unwrap().bytes, b"other");
    assert_eq!(get(&net, &server.url("/home")).unwrap().bytes, b"home");
    let sent = |s: &Seen| s.header("authorization").map(str::to_owned);
    let bob = Some("Basic Ym9iOnNlY3JldA==".to_owned());
    assert_eq!(server.seen().iter().map(sent).collect::<Vec<_>>(), [bob.clone(), bob.clone(), bob]);
    assert_eq!(other.seen().iter().map(sent).collect::<Vec<_>>(), [None]);
}

#[test]
fn refused_credentials_name_the_user_and_never_the_password() {
    let server = Server::start(|_, _| Reply::status(401));
    let url = server.url("/x");
    let error = |url: &str| get(&net(), url).unwrap_err().to_string();
    assert_eq!(error(&url), format!("index asks for a user name and password (401): {url}"));
    let shown = url.replace("http://", "http://****@");
    assert_eq!(
        error(&url.replace("http://", "http://bob:secret@")),
        format!("index refused user \"bob\" (401): {shown}")
    );
    assert_eq!(error(&url.replace("http://", "http://t0ken@")), format!("index refused the token (401): {shown}"));
}

#[test]
fn a_gzip_bomb_is_stopped_at_the_limit() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![b'x'; (1 << 20) + 1]).unwrap();
    let packed = packed.finish().unwrap();
    let server = Server::start(move |seen, _| match seen.path.as_str() {
        "/gzip" => Reply::ok("text/plain", packed.clone()).header("Content-Encoding", "gzip"),
        "/br" => Reply::ok("text/plain", "x").header("Content-Encoding", "br"),
        _ => Reply::ok("text/plain", vec![b'x'; (1 << 20) + 1]),
    });
    for path in ["/gzip", "/plain"] {
        assert_eq!(fails(&server, path), format!("index answer is larger than 1 MiB unpacked: http://HOST{path}"));
    }
    assert_eq!(fails(&server, "/br"), "index answered with bytes that do not unpack (encoding br): http://HOST/br");
}

#[test]
fn nobody_listens() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = get(&net(), &format!("http://127.0.0.1:{port}/")).unwrap_err().to_string();
    assert!(error.contains("(connection refused): http://127.0.0.1:"), "{error}");
}

#[test]
fn offline_asks_nobody() {
    let server = Server::start(|_, _| Reply::status(200));
    let net = Net::new(Config { offline: true, ..Config::default() }, Credentials::default());
    let error = get(&net, &server.url("/x")).unwrap_err().to_string();
    assert_eq!(error, format!("{} is not in the cache, and the network is off", server.url("/x")));
    assert!(server.seen().is_empty());
}

#[test]
fn a_proxy_is_asked_for_whole_urls_and_not_for_excepted_hosts() {
    let proxy = Server::start(|seen, _| Reply::ok("text/plain", seen.path.clone()));
    let server = Server::start(|_, _| Reply::ok("text/plain", "direct"));
    let pairs = [("http_proxy", proxy.url("").replace("http://", "http://u:p@")), ("no_proxy", "127.0.0.1".into())];
    let proxies = Proxies::from_variables(&|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| v.into()));
    let net = Net::new(Config { proxies, patience: short_patience(), ..Config::default() }, Credentials::default());
    assert_eq!(get(&net, "http://index.invalid/simple/").unwrap().bytes, b"http://index.invalid/simple/");
    assert_eq!(proxy.seen()[0].header("proxy-authorization"), Some("Basic dTpw"));
    assert_eq!(get(&net, &server.url("/")).unwrap().bytes, b"direct");
}
