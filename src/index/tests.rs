use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::settings::Settings;
use super::*;
use crate::fetch::Digest;
use crate::net::testing::{Reply, Seen, Server, short_patience};
use crate::net::{Address, Config, Credentials, Net};
use crate::pep::name::PackageName;
use crate::sourced::{Source, Sourced};

const DAY: SystemTime = SystemTime::UNIX_EPOCH;

/// What an index is opened with; changed per test.
struct Case<'a> {
    indexes: Vec<String>,
    find_links: Vec<String>,
    cache: Option<&'a Path>,
    seconds: u64,
    refresh: bool,
    offline: bool,
}

impl Case<'_> {
    fn of(server: &Server) -> Case<'static> {
        Case {
            indexes: vec![server.url("/simple/")],
            find_links: vec![],
            cache: None,
            seconds: 1000,
            refresh: false,
            offline: false,
        }
    }

    fn open(&self) -> Index {
        let settings = Settings {
            indexes: self.indexes.iter().map(|url| address(url)).collect(),
            find_links: self.find_links.iter().map(|url| address(url)).collect(),
            ..Settings::default()
        };
        let config = Config { patience: short_patience(), offline: self.offline, ..Config::default() };
        let now = DAY + Duration::from_secs(self.seconds);
        let open = Open { cache: self.cache, now, refresh: self.refresh };
        Index::open(&settings, Net::new(config, Credentials::default()), &open)
    }

    fn versions(&self, package: &str) -> Result<Option<Vec<String>>, String> {
        let listing = self.open().listing(&name(package)).map_err(|e| e.to_string())?;
        Ok(listing.map(|listing| listing.versions().iter().map(ToString::to_string).collect()))
    }
}

fn address(url: &str) -> Sourced<Address> {
    Sourced::new(Address::parse(url).unwrap().0, Source::Default)
}

fn name(text: &str) -> PackageName {
    PackageName::parse(text).unwrap()
}

fn page(name: &str, files: &[String]) -> Reply {
    Reply::json(format!(r#"{{"meta": {{"api-version": "1.1"}}, "name": "{name}", "files": [{}]}}"#, files.join(",")))
}

fn entry(filename: &str, more: &str) -> String {
    format!(r#"{{"filename": "{filename}", "url": "/files/{filename}", "hashes": {{}} {more}}}"#)
}

fn wheel_of(requires: &str) -> Vec<u8> {
    let metadata = format!("Metadata-Version: 2.1\nName: a\nVersion: 1.0\nRequires-Dist: {requires}\n\nlong text");
    archive::tests::wheel(&[("a/__init__.py", &[b'x'; 40_000]), ("a-1.0.dist-info/METADATA", metadata.as_bytes())])
}

fn requires(index: &Index) -> Result<String, String> {
    let listing = index.listing(&name("a")).unwrap().unwrap();
    let metadata = index.metadata(&listing.files(0)[0]).map_err(|e| e.to_string())?;
    Ok(metadata.requires_dist.iter().map(ToString::to_string).collect())
}

const WHEEL: &str = "a-1.0-py3-none-any.whl";

#[test]
fn a_page_becomes_versions_newest_first_with_their_files() {
    let server = Server::start(|_, _| {
        page(
            "A",
            &[
                entry("a-1.0.tar.gz", ""),
                entry("a-1.10-py3-none-any.whl", r#","requires-python": ">=3.8", "yanked": "bad\tone", "size": 5"#),
                entry("a-1.10.0.zip", ""),
                entry("a-2.0rc1-py3-none-any.whl", r#","requires-python": "nonsense""#),
                entry("A-1.0-cp39-cp39-win_amd64.whl", ""),
                entry("a-1.0.exe", ""),
                entry("a-x.y.tar.gz", ""),
                entry("b-9.0.tar.gz", ""),
                entry("a-1.0-py3-none-any.whl\\n", ""),
            ],
        )
    });
    let index = Case::of(&server).open();
    let listing = index.listing(&name("a")).unwrap().unwrap();
    let all: Vec<_> = (0..listing.versions().len())
        .map(|i| (listing.versions()[i].to_string(), listing.files(i).iter().map(|f| f.file_name()).collect()))
        .collect();
    let expected: Vec<(String, Vec<&str>)> = vec![
        ("2.0rc1".into(), vec!["a-2.0rc1-py3-none-any.whl"]),
        ("1.10".into(), vec!["a-1.10-py3-none-any.whl", "a-1.10.0.zip"]),
        ("1.0".into(), vec!["A-1.0-cp39-cp39-win_amd64.whl", "a-1.0.tar.gz"]),
    ];
    assert_eq!(all, expected);
    let file = &listing.files(1)[0];
    assert_eq!(file.requires_python.as_ref().unwrap().to_string(), ">=3.8");
    assert_eq!((file.yanked.as_deref(), file.size), (Some("bad one"), Some(5)));
    assert_eq!(&*file.url, server.url("/files/a-1.10-py3-none-any.whl"));
    assert_eq!(listing.files(0)[0].requires_python, None);
    assert_eq!(listing.files_of(&"1.10.0".parse().unwrap()).len(), 2);
}

#[test]
fn what_was_asked_once_is_not_asked_again_until_it_is_old() {
    let cache = tempfile::tempdir().unwrap();
    let server = Server::start(|seen, before| match (seen.path.as_str(), before) {
        ("/simple/a/", 0) => page("a", &[entry(WHEEL, "")]).header("ETag", "\"one\""),
        ("/simple/a/", _) if seen.header("if-none-match") == Some("\"one\"") => Reply::status(304),
        ("/simple/a/", _) => page("a", &[]),
        _ => Reply::status(404),
    });
    let at = |seconds| Case { cache: Some(cache.path()), seconds, ..Case::of(&server) };
    let one = Ok(Some(vec!["1.0".to_owned()]));
    assert_eq!(at(1000).versions("a"), one);
    assert_eq!(at(1599).versions("a"), one);
    assert_eq!(server.seen().len(), 1);
    assert_eq!(at(1600).versions("a"), one, "asked whether it changed");
    assert_eq!(server.seen().len(), 2);
    assert_eq!(at(2199).versions("a"), one, "fresh again");
    assert_eq!(Case { refresh: true, ..at(2199) }.versions("a"), one);
    assert_eq!(server.seen().len(), 3);
    assert_eq!(Case { offline: true, ..at(99_999) }.versions("a"), one);
    let b_is_missing = "the list of b is not in the cache, and the network is off".to_owned();
    assert_eq!(Case { offline: true, ..at(1) }.versions("b"), Err(b_is_missing));
    assert_eq!((at(2000).versions("b"), at(2000).versions("b")), (Ok(None), Ok(None)));
    assert_eq!(server.seen().len(), 5, "what nobody has may have been published since");
    assert_eq!(Case { offline: true, ..at(2001) }.versions("b"), Ok(None), "that there is no b is remembered too");
}

#[test]
fn the_first_index_that_knows_a_name_is_believed() {
    let first = Server::start(|seen, _| match seen.path.as_str() {
        "/simple/a/" => page("a", &[entry(WHEEL, "")]),
        _ => Reply::status(404),
    });
    let second = Server::start(|seen, _| match seen.path.as_str() {
        "/simple/a/" => page("a", &[entry("a-9.0-py3-none-any.whl", "")]),
        "/simple/b/" => page("b", &[entry("b-2.0-py3-none-any.whl", "")]),
        _ => Reply::status(404),
    });
    let mut case = Case::of(&first);
    case.indexes.push(second.url("/simple/"));
    assert_eq!(case.versions("a"), Ok(Some(vec!["1.0".into()])));
    assert_eq!(case.versions("b"), Ok(Some(vec!["2.0".into()])));
    assert_eq!(case.versions("c"), Ok(None));
    assert!(!second.paths().contains(&"/simple/a/".to_owned()));
}

#[test]
fn find_links_add_versions_and_are_enough_alone() {
    let server = Server::start(|seen, _| match seen.path.as_str() {
        "/simple/a/" => page("a", &[entry(WHEEL, "")]),
        "/links" => Reply::ok("text/html", "<a href='c-1.0.tar.gz'>c</a>"),
        _ => Reply::status(404),
    });
    let dir = tempfile::tempdir().unwrap();
    for file in [WHEEL, "a-3.0.tar.gz", "b-1.0-py3-none-any.whl", "notes.txt"] {
        std::fs::write(dir.path().join(file), wheel_of("local")).unwrap();
    }
    let places = vec![format!("file://{}", dir.path().display()), server.url("/links"), "file:///nonexistent/x".into()];
    let case = Case { find_links: places, ..Case::of(&server) };
    assert_eq!(case.versions("a"), Ok(Some(vec!["3.0".into(), "1.0".into()])));
    assert_eq!(case.versions("b"), Ok(Some(vec!["1.0".into()])));
    assert_eq!(case.versions("c"), Ok(Some(vec!["1.0".into()])));
    let index = case.open();
    let listing = index.listing(&name("a")).unwrap().unwrap();
    let [file, _] = listing.files(1) else { panic!("the local file, then the index's") };
    assert!(file.url.starts_with("file://"));
    assert_eq!(index.metadata(file).unwrap().requires_dist[0].to_string(), "local");
    assert_eq!(index.take_warnings(), ["--find-links /nonexistent/x is not there"]);
    let alone = Case { indexes: vec![], ..case };
    assert_eq!(alone.versions("b"), Ok(Some(vec!["1.0".into()])));
    assert_eq!(alone.versions("z"), Ok(None));
}

#[test]
fn an_index_can_be_a_directory() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("a")).unwrap();
    std::fs::write(dir.path().join("a/index.html"), format!("<html><a href='../f/{WHEEL}'>x</a>")).unwrap();
    let server = Server::start(|_, _| Reply::status(404));
    let case = Case { indexes: vec![format!("file://{}/", dir.path().display())], ..Case::of(&server) };
    assert_eq!(case.versions("a"), Ok(Some(vec!["1.0".into()])));
    assert_eq!(case.versions("b"), Ok(None));
    let file = case.open().listing(&name("a")).unwrap().unwrap().files(0)[0].clone();
    assert_eq!(&*file.url, format!("file://{}/f/{WHEEL}", dir.path().display()));
}

#[test]
fn lies_and_garbage_are_refused() {
    let server = Server::start(|seen, _| match seen.path.as_str() {
        "/simple/other/" => page("evil", &[]),
        "/simple/files/" => page("files", &[entry("evil-1.0-py3-none-any.whl", "")]),
        "/simple/old/" => page("old", &[entry("old-1.0.exe", "")]),
        "/simple/garbage/" => Reply::json("garbage"),
        "/simple/empty/" => Reply::ok("text/html", ""),
        "/simple/pdf/" => Reply::ok("application/pdf", "x"),
        "/simple/v2/" => Reply::json(r#"{"meta": {"api-version": "2.0"}, "name": "v2", "files": []}"#),
        "/simple/v2type/" => Reply::ok("application/vnd.pypi.simple.v2+json", "{}"),
        "/simple/local/" => {
            page("local", &[r#"{"filename": "local-1.tar.gz", "url": "file:///etc/x", "hashes": {}}"#.into()])
        }
        "/simple/401/" => Reply::status(401),
        _ => Reply::status(418),
    });
    let error = |package: &str| Case::of(&server).versions(package).unwrap_err().replace(&server.url(""), "");
    assert_eq!(error("other"), "index was asked for other and answered with files of evil: /simple/other/");
    assert!(error("files").starts_with("index was asked for files and answered with files of evil-1.0"));
    assert_eq!(Case::of(&server).versions("old"), Ok(Some(vec![])));
    assert_eq!(
        error("garbage"),
        "index answered with something that is no package list (garbage, 7 bytes, /simple/garbage/)"
    );
    assert!(error("empty").contains("(garbage, 0 bytes, /simple/empty/)"));
    assert!(error("pdf").contains("(application/pdf, 1 bytes, /simple/pdf/)"));
    assert_eq!(error("v2"), "index speaks API 2.0; this noglue knows 1.x");
    assert_eq!(error("v2type"), "index speaks API 2.x; this noglue knows 1.x");
    assert_eq!(
        Case::of(&server).versions("local"),
        Ok(Some(vec![])),
        "no link of a server leads to files of this machine"
    );
    assert_eq!(error("401"), "index asks for a user name and password (401): /simple/401/");
    assert_eq!(error("odd"), "index answered 418 to /simple/odd/");
}

#[test]
fn a_page_with_signed_links_is_not_kept() {
    let cache = tempfile::tempdir().unwrap();
    let server = Server::start(|_, _| {
        page("a", &[format!(r#"{{"filename": "{WHEEL}", "url": "/f/{WHEEL}?sig=secret", "hashes": {{}}}}"#)])
    });
    let case = Case { cache: Some(cache.path()), ..Case::of(&server) };
    for _ in 0..2 {
        assert_eq!(case.versions("a"), Ok(Some(vec!["1.0".into()])));
    }
    assert_eq!(server.seen().len(), 2);
}

// A server with one wheel; how METADATA can be had is for `answer` to say.
fn wheel_server(more: &str, answer: impl Fn(&Seen, usize, &[u8]) -> Option<Reply> + Send + Sync + 'static) -> Server {
    let listed = page("a", &[entry(WHEEL, more)]);
    Server::start(move |seen, before| match seen.path.as_str() {
        "/simple/a/" => listed.clone(),
        _ => answer(seen, before, &wheel_of("wheel")).unwrap_or_else(|| Reply::status(404)),
    })
}

const SIDECAR: &str = "Metadata-Version: 2.1\nName: A\nVersion: 1.0.0\nRequires-Dist: sidecar\n";

#[test]
fn metadata_comes_from_beside_the_wheel_when_it_is_announced() {
    let digest = Digest::sha256_of(SIDECAR.as_bytes());
    let with = |hex: &str| format!(r#", "core-metadata": {{"sha256": "{hex}"}}, "dist-info-metadata": false"#);
    let answer = |seen: &Seen, _: usize, _: &[u8]| {
        seen.path.ends_with(".whl.metadata").then(|| Reply::ok("application/octet-stream", SIDECAR))
    };
    let server = wheel_server(&with(digest.hex()), answer);
    assert_eq!(requires(&Case::of(&server).open()), Ok("sidecar".into()));
    let server = wheel_server(&with(&"0".repeat(64)), answer);
    assert_eq!(requires(&Case::of(&server).open()), Err(format!("metadata of {WHEEL} does not match its hash")));
}

#[test]
fn metadata_comes_from_the_end_of_the_wheel() {
    for more in
        [String::new(), format!(r#", "size": {}"#, wheel_of("wheel").len()), r#", "core-metadata": true"#.into()]
    {
        let server =
            wheel_server(&more, |seen, _, wheel| seen.path.ends_with(".whl").then(|| Reply::file(wheel, seen, true)));
        let index = Case::of(&server).open();
        assert_eq!(requires(&index), Ok("wheel".into()), "{more}");
        let asked = server.paths().iter().filter(|p| p.ends_with(".whl")).count();
        assert_eq!(asked, 1, "{more}");
    }
}

#[test]
fn a_server_without_ranges_is_asked_for_the_wheel_and_the_wheel_is_kept() {
    let server = wheel_server("", |seen, _, wheel| Some(Reply::file(wheel, seen, false)));
    let index = Case::of(&server).open();
    assert_eq!(requires(&index), Ok("wheel".into()));
    assert_eq!(server.seen().len(), 2);
    let listing = index.listing(&name("a")).unwrap().unwrap();
    let file = &listing.files(0)[0];
    assert_eq!(*index.take_fetched(file).unwrap().sha256(), Digest::sha256_of(&wheel_of("wheel")));
    assert!(index.take_fetched(file).is_none());
}

#[test]
fn a_refused_range_or_a_wrong_one_is_no_end() {
    let server = wheel_server("", |seen, before, wheel| {
        Some(match (seen.header("range"), before) {
            (Some(_), _) => Reply::status(416),
            (None, _) => Reply::file(wheel, seen, false),
        })
    });
    assert_eq!(requires(&Case::of(&server).open()), Ok("wheel".into()));
    let server = wheel_server("", |seen, before, wheel| {
        Some(match before {
            0 => Reply::file(wheel, seen, true).header("Content-Range", "bytes 0-9/10"),
            1 => Reply::file(wheel, seen, true).cut_at(10),
            _ => Reply::file(wheel, seen, true),
        })
    });
    assert_eq!(requires(&Case::of(&server).open()), Ok("wheel".into()));
}

#[test]
fn what_is_kept_is_not_read_before_it_is_wanted() {
    let dir = tempfile::tempdir().unwrap();
    let server = wheel_server(r#", "core-metadata": true"#, |seen, _, _| {
        seen.path.ends_with(".whl.metadata").then(|| Reply::ok("application/octet-stream", SIDECAR))
    });
    let case = Case { cache: Some(dir.path()), ..Case::of(&server) };
    requires(&case.open()).unwrap();
    let index = case.open();
    let listing = index.listing(&name("a")).unwrap().unwrap();
    index.prefetch_metadata(&listing.files(0)[0]);
    std::fs::remove_dir_all(dir.path().join("metadata")).unwrap();
    index.metadata(&listing.files(0)[0]).unwrap();
    assert_eq!(server.paths().iter().filter(|path| path.ends_with(".metadata")).count(), 2);
}

#[test]
fn metadata_of_something_else_is_of_no_use_and_only_of_this_file() {
    for (metadata, expected) in [
        ("Name: pip\nVersion: 1.0\n", format!("file says \"a\", METADATA says \"pip\": {WHEEL}")),
        ("Name: a\nVersion: 2.0\n", format!("file says 1.0, METADATA says 2.0: {WHEEL}")),
        ("Version: 1.0\n", format!("could not understand the metadata of {WHEEL}")),
    ] {
        let server = wheel_server(r#", "core-metadata": true"#, move |_, _, _| {
            Some(Reply::ok("text/plain", format!("Metadata-Version: 2.1\n{metadata}")))
        });
        let index = Case::of(&server).open();
        let listing = index.listing(&name("a")).unwrap().unwrap();
        let error = index.metadata(&listing.files(0)[0]).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(error.about_this_version().is_some());
    }
}

#[test]
fn metadata_is_cached_for_ever_by_hash_and_for_a_while_without() {
    let cache = tempfile::tempdir().unwrap();
    let hash = Digest::sha256_of(&wheel_of("wheel"));
    for (more, asked) in [(format!(r#", "hashes": {{"sha256": "{}"}}"#, hash.hex()), [1, 1]), (String::new(), [1, 2])] {
        let file = format!(r#"{{"filename": "{WHEEL}", "url": "/files/{WHEEL}", "hashes": {{}}{more}}}"#).replacen(
            r#""hashes": {}, "#,
            "",
            1,
        );
        let listed = page("a", &[file]);
        let server = Server::start(move |seen, _| match seen.path.as_str() {
            "/simple/a/" => listed.clone(),
            _ => Reply::file(&wheel_of("wheel"), seen, true),
        });
        let count = || server.paths().iter().filter(|p| p.ends_with(".whl")).count();
        let at = |seconds| Case { cache: Some(cache.path()), seconds, ..Case::of(&server) }.open();
        assert_eq!((requires(&at(1000)), requires(&at(1001))), (Ok("wheel".into()), Ok("wheel".into())));
        assert_eq!(count(), asked[0]);
        assert_eq!(requires(&at(5000)), Ok("wheel".into()));
        assert_eq!(count(), asked[1]);
        let offline = Case { cache: Some(cache.path()), offline: true, ..Case::of(&server) }.open();
        assert_eq!(requires(&offline), Ok("wheel".into()));
    }
}

struct Greedy;

impl Speculate for Greedy {
    fn files(&self, listing: &Listing) -> Vec<Arc<File>> {
        listing.files(0).first().cloned().into_iter().collect()
    }

    fn names(&self, metadata: &crate::pep::metadata::Metadata) -> Vec<PackageName> {
        metadata.requires_dist.iter().map(|r| r.name.clone()).collect()
    }
}

#[test]
fn speculation_asks_for_the_whole_tree_before_anybody_decides() {
    let server = Server::start(|seen, _| match seen.path.as_str() {
        "/simple/a/" => page("a", &[entry(WHEEL, r#", "core-metadata": true"#)]),
        path if path.ends_with(".metadata") => Reply::ok("text/plain", SIDECAR),
        _ => Reply::status(404),
    });
    let index = Case::of(&server).open();
    index.speculate(Arc::new(Greedy));
    index.prefetch(&[name("a")]);
    let deadline = std::time::Instant::now() + Duration::from_secs(5);
    while !server.paths().contains(&"/simple/sidecar/".to_owned()) {
        assert!(std::time::Instant::now() < deadline, "{:?}", server.paths());
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(matches!(index.listing(&name("sidecar")), Ok(None)));
    assert_eq!(server.paths().iter().filter(|p| *p == "/simple/sidecar/").count(), 1);
}

#[test]
fn odd_versions_are_listed_and_come_back_from_the_cache() {
    let cache = tempfile::tempdir().unwrap();
    let odd = [
        "1!2.0",
        "0",
        "1.0.post1.dev2+Local.01",
        "1.0_1",
        "v3.0",
        "00001.02",
        "1.0-alpha.5",
        "18446744073709551615",
        "9c",
        "",
    ];
    let server = Server::start(move |_, _| {
        let name = |version: &&str| entry(&format!("a-{version}-py3-none-any.whl"), "");
        page("a", &odd.iter().map(name).collect::<Vec<_>>())
    });
    let case = Case { cache: Some(cache.path()), ..Case::of(&server) };
    let first = case.versions("a").unwrap().unwrap();
    assert!(first.len() >= 6, "{first:?}");
    assert_eq!(case.versions("a").unwrap().unwrap(), first);
    assert_eq!(server.seen().len(), 1);
}
