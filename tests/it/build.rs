//! Packages that must be built: from indexes, archives, directories and repositories; and builds that go wrong.

mod backends;
mod itself;
mod refused;
mod repositories;

use crate::support::{FakeIndex, Offers, Published, World, sdist, sha256_hex, wheel};

/// A world whose project asks for this.
fn world(index: &FakeIndex, requirements: &str) -> World {
    let world = World::new().index(index);
    world.write("requirements.txt", requirements);
    world
}

fn direct_url(world: &World, dist_info: &str) -> String {
    let text = std::fs::read_to_string(world.site_packages().join(dist_info).join("direct_url.json")).unwrap();
    let json: serde_json::Value = text.parse().unwrap();
    json.to_string().replace(&world.root().display().to_string(), "[ROOT]")
}

#[test]
fn a_source_distribution_is_built_with_what_it_needs_and_kept() {
    let index = FakeIndex::start();
    index.publish(sdist("a", "1.0").requires("b"));
    index.publish(wheel("b", "1.0"));
    let one = world(&index, "a\n");
    one.noglue(["sync"]).run().ok().stderr_has("building a 1.0");
    assert_eq!(one.installed(), ["a==1.0", "b==1.0"]);
    assert_eq!(one.inside("import a; print(a.__version__)"), "1.0");
    assert!(!one.site_packages().join("a-1.0.dist-info/direct_url.json").exists());
    // The next environment takes what was built, and asks for no source.
    std::fs::remove_dir_all(one.venv()).unwrap();
    index.take_requests();
    one.noglue(["sync"]).run().ok().lacks("building");
    assert_eq!(one.installed(), ["a==1.0", "b==1.0"]);
    assert_eq!(index.count(".tar.gz"), 0);
    // Nothing of builds is left lying about.
    let tmp = one.cache().join("tmp");
    assert_eq!(std::fs::read_dir(tmp).unwrap().count(), 0);
}

#[test]
fn wheels_come_before_source_and_newer_versions_before_both() {
    let index = FakeIndex::start();
    index.publish(sdist("a", "1.0"));
    index.publish(wheel("a", "1.0"));
    index.publish(sdist("b", "2.0"));
    index.publish(wheel("b", "1.0"));
    let world = world(&index, "a\nb\n");
    let sync = |options: &[&str]| {
        let run = world.noglue(["sync"]).args(options).run().ok();
        std::fs::remove_dir_all(world.venv()).unwrap();
        run
    };
    sync(&[]).stderr_has("building b 2.0").lacks("building a");
    sync(&["--prefer-binary"]).stderr_has("+ b 1.0").lacks("building");
    sync(&["--only-binary", "b"]).stderr_has("+ b 1.0").lacks("building");
    sync(&["--no-binary", "a"]).stderr_has("building a 1.0");
    world.write("requirements.txt", "--no-binary :all:\na\nb\n");
    let run = sync(&[]);
    // Both are in the cache by now.
    run.stderr_has("+ a 1.0").stderr_has("+ b 2.0");
    world.write("requirements.txt", "--only-binary :all:\na\nb==2.0\n");
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("b").stderr_has("--only-binary");
}

#[test]
fn metadata_that_may_be_believed_needs_no_build() {
    let index = FakeIndex::start();
    // Were any of these built, it would fail.
    let broken = "raise SystemExit(9)";
    index.publish(sdist("a", "2.0").metadata_version("2.2").requires("b<2").misbehaves(broken));
    index.publish(sdist("a", "1.0").metadata_version("2.2").requires("b").misbehaves(broken));
    index.publish(wheel("b", "2.0"));
    let world = world(&index, "a\nb\n");
    let run = world.noglue(["pip", "compile", "requirements.txt"]).run().ok();
    run.stdout_has("a==1.0").stdout_has("b==2.0").lacks("building");

    let static_fields = "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n\
                         [project]\nname = \"c\"\nversion = \"1.0\"\ndependencies = [\"b\"]\n";
    index.publish(sdist("c", "1.0").file("pyproject.toml", static_fields).misbehaves(broken));
    world.write("requirements.txt", "c\n");
    world.noglue(["pip", "compile", "requirements.txt"]).run().ok().stdout_has("b==2.0");
    // With a field that is dynamic the backend is asked.
    let dynamic = static_fields.replace("dependencies = [\"b\"]", "dynamic = [\"dependencies\"]");
    index.publish(sdist("d", "1.0").file("pyproject.toml", &dynamic.replace("\"c\"", "\"d\"")).misbehaves(broken));
    world.write("requirements.txt", "d\n");
    world.noglue(["pip", "compile", "requirements.txt"]).run().code(1).stderr_has("could not build d 1.0");
}

#[test]
fn what_builds_is_resolved_and_installed_apart() {
    let index = FakeIndex::start();
    let backend = crate::support::BACKEND;
    index.publish(wheel("builder", "1.0").file("builder.py", "raise ImportError('too old')"));
    index.publish(wheel("builder", "2.0").requires("helper").file("builder.py", format!("import helper\n{backend}")));
    index.publish(wheel("builder", "3.0").file("builder.py", "raise ImportError('too new')"));
    index.publish(wheel("helper", "1.0"));
    index.publish(sdist("a", "1.0").build_system("['builder<3']", "builder"));
    let one = world(&index, "a\n");
    one.noglue(["sync"]).run().ok();
    assert_eq!(one.installed(), ["a==1.0"]);
    // What the hook asks for more is there too.
    let needs = "import sys\nif hook == 'get_requires': answer = ['extra-tool']\nelse: import extra_tool\n";
    index.publish(wheel("extra-tool", "1.0"));
    index.publish(sdist("b", "1.0").build_system("['builder<3']", "builder").misbehaves(needs));
    one.write("requirements.txt", "b\n");
    one.noglue(["sync"]).run().ok();
    assert_eq!(one.installed(), ["b==1.0"]);
    // Limits from the person.
    one.write("limits.txt", "builder==1.0\n");
    index.publish(sdist("c", "1.0").build_system("['builder']", "builder"));
    one.write("requirements.txt", "c\n");
    let run = one.noglue(["sync", "--build-constraint", "limits.txt"]).run().code(1);
    run.stderr_has("could not build c 1.0").stderr_has("too old");
    // A tool that must itself be built first.
    index.publish(sdist("tool", "1.0"));
    index.publish(sdist("e", "1.0").build_system("['builder<3', 'tool']", "builder").misbehaves("import tool"));
    one.write("requirements.txt", "e\n");
    one.noglue(["sync"]).run().ok();
    assert_eq!(one.installed(), ["e==1.0"]);
}

#[test]
fn what_is_too_new_builds_nothing() {
    let index = FakeIndex::start();
    let old = wheel("builder", "1.0").file("builder.py", crate::support::BACKEND);
    index.publish(old.uploaded("2026-01-01T00:00:00Z"));
    index.publish(
        wheel("builder", "2.0").file("builder.py", "raise ImportError('new')").uploaded("2026-03-01T00:00:00Z"),
    );
    let world = world(&index, "./a\n");
    sdist("a", "1.0").build_system("['builder']", "builder").write_to(&world.project().join("a"));
    world.noglue(["sync"]).run().code(1).stderr_has("ImportError: new");
    world.noglue(["sync", "--exclude-newer", "2026-02-01"]).run().ok();
}

#[test]
fn without_isolation_the_environment_builds() {
    let index = FakeIndex::start();
    index.publish(wheel("builder", "1.0").file("builder.py", crate::support::BACKEND));
    index.publish(sdist("a", "1.0").build_system("['builder']", "builder"));
    let world = world(&index, "builder\n");
    let missing = world.noglue(["sync", "--no-build-isolation", "-r", "requirements.txt"]);
    missing.run().ok();
    world.write("requirements.txt", "builder\na\n");
    world.noglue(["sync", "--no-build-isolation"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "builder==1.0"]);
    let fresh = self::world(&index, "a\n");
    let run = fresh.noglue(["sync", "--no-build-isolation"]).run().code(1).clear_error();
    run.stderr_has("builder is needed to build it and is not installed");
}

#[test]
fn settings_reach_the_build_they_are_for() {
    let index = FakeIndex::start();
    let says = "if hook == 'build_wheel': raise SystemExit('settings: %r' % settings)\n";
    index.publish(sdist("a", "1.0").misbehaves(says));
    let world = world(&index, "a --config-settings one=1 --config-settings many=x --config-settings many=y\n");
    let run = world.noglue(["sync", "-C", "all=2"]).run().code(1);
    run.stderr_has("settings: {'all': '2', 'many': ['x', 'y'], 'one': '1'}");
}

#[test]
fn archives_directories_and_names_with_urls_are_installed_and_say_where_from() {
    let index = FakeIndex::start();
    let archive = sdist("a", "1.0").requires("c");
    let sha256 = sha256_hex(&archive.build());
    index.publish(archive.clone());
    index.publish(wheel("c", "1.0"));
    index.publish(wheel("c", "2.0"));
    let world = world(&index, "");
    sdist("b", "2.0").write_to(&world.project().join("libs/b"));
    std::fs::write(world.project().join("e-3.0.tar.gz"), sdist("e", "3.0").build()).unwrap();
    let url = index.file_url("a-1.0.tar.gz");
    world.write("requirements.txt", &format!("a @ {url}#sha256={sha256}\n./libs/b\ne-3.0.tar.gz\n"));
    world.write("limits.txt", "c<2\n");
    world.noglue(["sync", "-c", "limits.txt"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.0", "c==1.0", "e==3.0"]);
    let archive_info = format!(r#"{{"hash":"sha256={sha256}","hashes":{{"sha256":"{sha256}"}}}}"#);
    assert_eq!(direct_url(&world, "a-1.0.dist-info"), format!(r#"{{"archive_info":{archive_info},"url":"{url}"}}"#));
    let dir = "file://[ROOT]/home/project/libs/b";
    assert_eq!(direct_url(&world, "b-2.0.dist-info"), format!(r#"{{"dir_info":{{}},"url":"{dir}"}}"#));
    assert!(direct_url(&world, "e-3.0.dist-info").contains(r#""url":"file://[ROOT]/home/project/e-3.0.tar.gz""#));
    // Nothing to do the second time.
    world.noglue(["sync", "-c", "limits.txt"]).run().ok().stderr_has("is up to date");
    // A change of what the directory says of itself is one.
    sdist("b", "2.1").write_to(&world.project().join("libs/b"));
    world.write(
        "libs/b/pyproject.toml",
        "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n#\n",
    );
    world.noglue(["sync", "-c", "limits.txt"]).run().ok().stderr_has("b 2.0 -> 2.1");
}

#[test]
fn an_editable_directory_is_used_where_it_lies() {
    let index = FakeIndex::start();
    index.publish(wheel("c", "1.0"));
    let world = world(&index, "-e ./b[x]\n");
    sdist("b", "1.0").header("Provides-Extra: x").requires("c; extra == 'x'").write_to(&world.project().join("b"));
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["b==1.0", "c==1.0"]);
    assert_eq!(world.inside("import b; print(b.__file__)"), "[ROOT]/home/project/b/b.py");
    let url = r#""url":"file://[ROOT]/home/project/b""#;
    assert_eq!(direct_url(&world, "b-1.0.dist-info"), format!(r#"{{"dir_info":{{"editable":true}},{url}}}"#));
    world.noglue(["pip", "install", "-e", "./b"]).run().ok();
}

#[test]
fn archives_are_known_by_what_they_are_and_not_by_their_name() {
    let index = FakeIndex::start();
    let world = world(&index, "");
    std::fs::write(world.project().join("a.tar.gz"), sdist("a", "1.0").build()).unwrap();
    let convert = "import bz2, gzip, lzma\ntar = gzip.open('a.tar.gz').read()\n\
                   bz2.open('b.tar.bz2', 'w').write(tar)\nlzma.open('x.tar.xz', 'w').write(tar)\nopen('p.tar', 'wb').write(tar)\n\
                   bz2.open('odd.zip', 'w').write(tar)\nopen('cut.tar.bz2', 'wb').write(open('b.tar.bz2', 'rb').read()[:-9])\n";
    world.program(&world.python().executable).args(["-c", convert]).run().ok();
    for file in ["a.tar.gz", "b.tar.bz2", "x.tar.xz", "p.tar", "odd.zip"] {
        world.write("requirements.txt", &format!("./{file}\n"));
        world.noglue(["sync"]).run().ok();
        assert_eq!(world.installed(), ["a==1.0"], "{file}");
    }
    world.write("requirements.txt", "./cut.tar.bz2\n");
    world.noglue(["sync"]).run().code(5).clear_error().stderr_has("it is damaged (EOFError");
}

#[test]
fn old_kinds_of_source_distributions_on_an_index_are_taken_and_not_preferred() {
    let index = FakeIndex::start();
    let world = world(&index, "old\nboth\n");
    let packed = |name: &str| {
        std::fs::write(world.project().join("p.tar.gz"), sdist(name, "1.0").build()).unwrap();
        let convert = "import bz2, gzip\nbz2.open('p.tar.bz2', 'w').write(gzip.open('p.tar.gz').read())";
        world.program(&world.python().executable).args(["-c", convert]).run().ok();
        let bytes = std::fs::read(world.project().join("p.tar.bz2")).unwrap();
        let sha256 = sha256_hex(&bytes);
        let filename = format!("{name}-1.0.tar.bz2");
        index.publish(Published { filename, bytes, sha256, ..sdist(name, "1.0").into() });
    };
    packed("old");
    packed("both");
    index.publish(sdist("both", "1.0"));
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["both==1.0", "old==1.0"]);
    assert_eq!((index.count("both-1.0.tar.gz"), index.count("both-1.0.tar.bz2")), (1, 0));
    assert_eq!(index.count("old-1.0.tar.bz2"), 1);
}

#[test]
fn what_comes_from_places_is_written_so_that_it_can_be_read_again() {
    let index = FakeIndex::start();
    let long = format!("libs/{}", "deep/".repeat(50));
    let world = world(&index, &format!("-e ./app\n./{long}b\n"));
    sdist("app", "1.0").write_to(&world.project().join("app"));
    sdist("b", "1.0").write_to(&world.project().join(format!("{long}b")));
    let compiled = world.noglue(["pip", "compile", "requirements.txt", "--no-header", "--no-annotate"]).run().ok();
    let place = "file://[ROOT]/home/project";
    compiled.stdout_is(&format!("-e {place}/app\nb @ {place}/{long}b"));
    world.noglue(["pip", "compile", "requirements.txt", "-o", "pins.txt"]).run().ok();
    world.noglue(["sync", "-r", "pins.txt"]).run().ok();
    assert_eq!(world.installed(), ["app==1.0", "b==1.0"]);
    let frozen = world.noglue(["pip", "freeze"]).run().ok();
    frozen.stdout_is(&format!("# Editable install (app==1.0)\n-e [ROOT]/home/project/app\nb @ {place}/{long}b"));
}

#[test]
fn a_build_ends_with_whoever_asked_for_it() {
    let index = FakeIndex::start();
    let code = "import os, time\nopen(os.environ['TMPDIR'] + '/../../../child', 'w').write(str(os.getpid()))\ntime.sleep(3600)\n";
    index.publish(sdist("a", "1.0").misbehaves(code));
    let world = world(&index, "a\n");
    let running = world.noglue(["sync"]).start();
    let mark = world.cache().join("child");
    let pid = until(|| std::fs::read_to_string(&mark).ok().filter(|pid| !pid.is_empty()));
    running.signal(rustix::process::Signal::KILL);
    running.wait().killed_by(rustix::process::Signal::KILL);
    until(|| {
        let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        (state.is_empty() || state.contains(") Z ")).then_some(())
    });
    assert!(!world.venv().exists());
    // What it left is swept by the next command.
    index.publish(sdist("b", "1.0"));
    world.write("requirements.txt", "b\n");
    world.noglue(["sync"]).run().ok();
    assert_eq!(std::fs::read_dir(world.cache().join("tmp")).unwrap().count(), 0);
}

/// Waits for something to become true.
fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(std::time::Instant::now() < deadline, "it did not come true in 60 s");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[test]
fn what_a_directory_needs_from_a_place_comes_from_there() {
    let index = FakeIndex::start();
    index.publish(wheel("c", "9.0"));
    let world = world(&index, "./b\n");
    sdist("c", "1.0").write_to(&world.project().join("c"));
    let place = format!("c @ file://{}", world.project().join("c").display());
    sdist("b", "1.0").requires(&place).write_to(&world.project().join("b"));
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["b==1.0", "c==1.0"]);
    // From an index, that is refused (bad-input 55).
    index.publish(wheel("evil", "1.0").requires(&place));
    world.write("requirements.txt", "evil\n");
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("it asks for a file on this machine");
}

#[test]
fn a_constraint_with_a_place_gives_it_to_whoever_asks() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").requires("b"));
    index.publish(wheel("b", "9.0"));
    index.publish(sdist("b", "1.0"));
    let world = world(&index, "a\n");
    world.write("limits.txt", &format!("b @ {}\n", index.file_url("b-1.0.tar.gz")));
    world.noglue(["sync", "-c", "limits.txt"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==1.0"]);
}

#[test]
fn the_cache_of_what_was_built_works_without_a_network() {
    let index = FakeIndex::offering(Offers { cache_control: "max-age=600", ..Offers::default() });
    index.publish(sdist("a", "1.0"));
    let world = world(&index, "a\n");
    world.noglue(["sync"]).run().ok();
    std::fs::remove_dir_all(world.venv()).unwrap();
    index.stop();
    world.noglue(["sync", "--offline"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
}

#[test]
fn metadata_that_needed_no_build_needs_no_network_the_next_time() {
    let index = FakeIndex::offering(Offers { cache_control: "max-age=600", ..Offers::default() });
    index.publish(sdist("a", "1.0").metadata_version("2.2").requires("b>=1; extra == 'x'").requires("b"));
    index.publish(wheel("b", "1.0"));
    let world = world(&index, "a\n");
    let first = world.noglue(["pip", "compile", "requirements.txt"]).run().ok();
    index.stop();
    let again = world.noglue(["pip", "compile", "--offline", "requirements.txt"]).run().ok();
    assert_eq!(again.stdout(), first.stdout());
}
