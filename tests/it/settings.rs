//! The index settings that a machine already has for pip: variables, pip.conf, netrc, certificates, proxies.

use crate::support::{FakeIndex, Fault, Offers, World, tls, wheel};

fn with(packages: &[(&str, &str)]) -> FakeIndex {
    let index = FakeIndex::start();
    packages.iter().for_each(|(name, version)| index.publish(wheel(name, version)));
    index
}

#[test]
fn extra_indexes_and_links_are_asked_too() {
    let (main, extra, links) = (with(&[("a", "1.0")]), with(&[("b", "1.0")]), with(&[("c", "1.0")]));
    let world = World::new().index(&main);
    world.write("requirements.txt", "a\nb\nc\n");
    let run = world.noglue(["sync"]).env("PIP_EXTRA_INDEX_URL", extra.url()).env("PIP_FIND_LINKS", links.links_url());
    run.run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==1.0", "c==1.0"]);
}

#[test]
fn the_configuration_file_of_pip_is_read_where_pip_reads_it() {
    let index = with(&[("a", "1.0")]);
    let text = format!("[global]\nindex-url = {}\n", index.url());
    for place in [".config/pip/pip.conf", ".pip/pip.conf"] {
        let world = World::new().index_at("");
        let file = world.home().join(place);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, &text).unwrap();
        world.write("requirements.txt", "a\n");
        world.noglue(["sync"]).env_remove("PIP_CONFIG_FILE").run().ok();
        assert_eq!(world.installed(), ["a==1.0"], "{place}");
    }
    let world = World::new().index_at("");
    let file = world.write("elsewhere.conf", &text);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).env("PIP_CONFIG_FILE", file).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
}

#[test]
fn credentials_come_from_the_address_or_from_netrc() {
    let index = FakeIndex::offering(Offers { auth: Some("someone:s3cr3t"), ..Offers::default() });
    index.publish(wheel("a", "1.0"));
    let world = World::new().index_at(&index.url_with("someone:s3cr3t"));
    world.write("requirements.txt", "a\n");
    world.noglue(["sync", "--verbose"]).run().ok().lacks("s3cr3t");
    assert_eq!(world.installed(), ["a==1.0"]);

    let world = World::new().index(&index);
    std::fs::write(world.home().join(".netrc"), "machine 127.0.0.1\nlogin someone\npassword s3cr3t\n").unwrap();
    world.write("requirements.txt", "a\n");
    world.noglue(["sync", "--verbose"]).run().ok().lacks("s3cr3t");
    assert_eq!(world.installed(), ["a==1.0"]);

    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().code(3).clear_error().stderr_has("401");
    let world = World::new().index_at(&index.url_with("someone:wr0ng"));
    world.write("requirements.txt", "a\n");
    world.noglue(["sync", "--verbose"]).run().code(3).clear_error().lacks("wr0ng");
}

#[test]
fn an_authority_of_ones_own_must_be_named() {
    let index = with(&[("a", "1.0")]);
    let folder = World::new();
    let Some(front) = tls(&index, folder.root()) else { return };
    let world = World::new().index_at(&front.url);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().code(3).clear_error().stderr_has("certificate");
    assert!(!world.venv().exists());
    for variable in ["SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE"] {
        let world = World::new().index_at(&front.url);
        world.write("requirements.txt", "a\n");
        world.noglue(["sync"]).env(variable, &front.authority).run().ok();
        assert_eq!(world.installed(), ["a==1.0"], "{variable}");
    }
    let world = World::new().index_at(&front.url);
    world.write("requirements.txt", "a\n");
    let host = front.url.trim_start_matches("https://").trim_end_matches("/simple/");
    world.noglue(["sync"]).env("PIP_TRUSTED_HOST", host).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
}

#[test]
fn a_proxy_is_used_where_one_is_set() {
    let index = with(&[("a", "1.0")]);
    let world = World::new().index_at("http://index.invalid/simple/");
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().code(3).clear_error().stderr_has("[INDEX]").stderr_has("not found");
    world.noglue(["sync"]).env("http_proxy", format!("http://{}", index.address())).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
}

#[test]
fn offline_is_an_error_only_where_something_is_missing() {
    let index = with(&[("a", "1.0"), ("b", "1.0")]);
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync", "--offline"]).run().code(3).clear_error().stderr_has("offline");
    assert!(index.take_requests().is_empty());
    world.noglue(["sync"]).run().ok();
    index.take_requests();
    std::fs::remove_dir_all(world.venv()).unwrap();
    world.noglue(["sync"]).env("NOGLUE_OFFLINE", "1").run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
    world.write("requirements.txt", "a\nb\n");
    world.noglue(["sync", "--offline"]).run().code(3).clear_error().stderr_has("b");
    assert!(index.take_requests().is_empty());
}

#[test]
fn listings_are_kept_as_long_as_the_index_says_and_then_asked_for_again() {
    let index = with(&[("a", "1.0")]);
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    let again = |words: &[&str]| {
        std::fs::remove_dir_all(world.venv()).unwrap();
        index.take_requests();
        world.noglue(words).run().ok();
        index.take_requests()
    };
    assert!(again(&["sync"]).is_empty(), "fresh for ten minutes");
    index.publish(wheel("a", "2.0"));
    let asked = again(&["sync", "--refresh"]);
    assert!(asked.iter().any(|r| r.path.ends_with("/a/") && r.header("if-none-match").is_some()), "{asked:?}");
    assert_eq!(world.installed(), ["a==2.0"]);

    let index = FakeIndex::offering(Offers { cache_control: "max-age=0", ..Offers::default() });
    index.publish(wheel("a", "1.0"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    std::fs::remove_dir_all(world.venv()).unwrap();
    index.take_requests();
    world.noglue(["sync"]).run().ok();
    assert_eq!(index.count("/a/"), 1, "stale: asked again, answered in one line");
    assert_eq!(index.count(".whl"), 0, "the wheel is in the store");
}

#[test]
fn a_cached_listing_helps_when_the_index_is_down() {
    let index = with(&[("a", "1.0")]);
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["sync"]).run().ok();
    std::fs::remove_dir_all(world.venv()).unwrap();
    index.fault("/a/", Fault::Status(503));
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
}
