//! Files of requirements on servers: `-r URL` and `-c URL`, on command lines and inside files.

use crate::support::{FakeIndex, Fault, Offers, World, wheel};

fn index(offers: Offers) -> FakeIndex {
    let index = FakeIndex::offering(offers);
    for version in ["1.0", "2.0"] {
        index.publish(wheel("app", version).requires("lib"));
        index.publish(wheel("lib", version));
        index.publish(wheel("deep", version));
    }
    index.serve("a/top.txt", "app<2\n-r ../b/more.txt\n-c limits.txt\n");
    index.serve("a/limits.txt", "lib==1.0\n");
    index.serve("b/more.txt", "deep\n");
    index
}

fn empty(index: &FakeIndex) -> World {
    let world = World::new().index(index);
    world.noglue(["venv"]).run().ok();
    index.take_requests();
    world
}

#[test]
fn a_file_on_a_server_and_what_it_names_beside_it() {
    let index = index(Offers::default());
    let world = empty(&index);
    world.noglue(["pip", "install", "-r", &index.file_url("a/top.txt")]).run().ok().lacks("plain http");
    assert_eq!(world.installed(), ["app==1.0", "deep==2.0", "lib==1.0"]);

    let world = empty(&index);
    world.write("r.txt", &format!("app\n-c {}\n", index.file_url("a/limits.txt")));
    world.noglue(["pip", "install", "-r", "r.txt", "-c", &index.file_url("b/more.txt")]).run().ok();
    assert_eq!(world.installed(), ["app==2.0", "lib==1.0"]);
}

#[test]
fn sync_follows_the_file_as_it_changes_there() {
    let index = index(Offers::default());
    let world = World::new().index(&index);
    world.write("requirements.txt", &format!("-r {}\n", index.file_url("b/more.txt")));
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["deep==2.0"]);
    world.noglue(["sync"]).run().ok().stderr_has("is up to date");
    index.serve("b/more.txt", "deep<2\n");
    world.noglue(["sync", "--check"]).run().code(1).stderr_has("b/more.txt has changed");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["deep==1.0"]);
    // A status asks no server.
    index.take_requests();
    world.noglue([""; 0]).run().ok().stdout_has("no server is asked here");
    assert_eq!(index.count("more.txt"), 0);
    world
        .noglue(["sync", "--offline"])
        .run()
        .code(3)
        .stderr_has("the network is off")
        .stderr_has("requirements.txt:1:1");
}

#[test]
fn what_cannot_be_read_is_named_with_who_asked() {
    let index = index(Offers::default());
    let world = empty(&index);
    let refused = |file: &str, code: i32| world.noglue(["pip", "install", "-r", file]).run().code(code).clear_error();
    let url = |path: &str| index.file_url(path);
    refused(&url("gone.txt"), 3).stderr_has("gone.txt: there is no such file (404)").stderr_has("correct the URL");
    index.serve("asks.txt", "deep\n-r gone.txt\n");
    refused(&url("asks.txt"), 3).stderr_has("gone.txt (asked for by ").stderr_has("asks.txt:2:1");
    index.serve("circle.txt", "-r round.txt\n");
    index.serve("round.txt", "-r circle.txt\n");
    refused(&url("circle.txt"), 1).stderr_has("round.txt:1:1: circle.txt names itself");
    index.serve("wrong.txt", "a\nnew=>1\n");
    refused(&url("wrong.txt"), 1).stderr_has("wrong.txt:2:4: \"new=>1\" is not a valid requirement");
    index.serve("large.txt", &"#".repeat((10 << 20) + 1));
    refused(&url("large.txt"), 3).stderr_has("larger than 10 MiB");
    index.serve("pylock.toml", "");
    refused(&url("pylock.toml"), 1).stderr_has("pylock.toml is no file of requirements");
    index.serve("pyproject.toml", "");
    refused(&url("pyproject.toml"), 1).stderr_has("belongs to a project");
    index.fault("moved.txt", Fault::Redirect("file:///etc/passwd".to_owned()));
    refused(&url("moved.txt"), 3).stderr_has("redirect to file:///etc/passwd refused");
    refused("ftp://h/r.txt", 1).stderr_has("no such file");
    assert_eq!(world.installed(), [""; 0]);
}

#[test]
fn credentials_go_along_and_are_never_shown_or_kept() {
    let index = index(Offers { auth: Some("user:s3cret"), ..Offers::default() });
    let world = World::new().index_at(&index.url_with("user:s3cret"));
    let url = |userinfo: &str, path: &str| index.file_url(path).replace("http://", &format!("http://{userinfo}@"));
    world.write("base.txt", "deep\n");
    let top = url("user:s3cret", "a/top.txt");
    let run = world.noglue(["sync", "-v", "-r", &top, "-r", "base.txt"]).run().ok().lacks("s3cret");
    drop(run);
    assert_eq!(world.installed(), ["app==1.0", "deep==2.0", "lib==1.0"]);
    world.noglue(["history"]).run().ok().lacks("s3cret").stdout_has("a/top.txt");
    let state = std::process::Command::new("grep").args(["-rl", "s3cret"]).arg(world.venv()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&state.stdout), "");
    world.noglue(["add", "lib"]).run().code(1).stderr_has("lies on a server").lacks("s3cret");
    let gone = url("user:s3cret", "gone.txt");
    world.noglue(["pip", "install", "-r", &gone]).run().code(3).stderr_has("gone.txt").lacks("s3cret");
    let wrong = url("user:wr0ng", "a/top.txt");
    let world = World::new();
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "install", "-r", &wrong]).run().code(3).lacks("wr0ng").lacks("s3cret");
    world.write("r.txt", "-r https://user:s3cret@127.0.0.1:x/a.txt\n");
    world.noglue(["pip", "install", "-r", "r.txt"]).run().code(1).lacks("s3cret").stderr_has("invalid port");
}

#[test]
fn plain_http_from_elsewhere_is_warned_of() {
    let index = index(Offers::default());
    let world = empty(&index);
    // The index stands in for a proxy, which is asked for whole URLs.
    let proxy = format!("http://{}", index.address());
    let install = |more: &[&str]| {
        let words = ["pip", "install", "--dry-run", "--proxy", &proxy, "-r", "http://files.test/files/b/more.txt"];
        world.noglue(words.iter().chain(more)).run().ok()
    };
    install(&[]).stderr_has("http://files.test/files/b/more.txt comes over plain http");
    install(&["--trusted-host", "files.test"]).lacks("plain http");
}
