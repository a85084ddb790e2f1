//! Builds that go wrong: each says what was wrong, and the environment is what it was.

use super::world;
use crate::support::{FakeIndex, Published, World, environment, gzip, sdist, sha256_hex, tar_member, wheel};

/// `victim` 1.0 that misbehaves so: `sync` fails with this exit code, says all of this, and changes nothing.
#[track_caller]
fn refused(code: &str, exit: i32, said: &[&str]) {
    let index = FakeIndex::start();
    index.publish(sdist("victim", "1.0").misbehaves(code));
    check(&index, exit, said, &[]);
}

#[track_caller]
fn check(index: &FakeIndex, exit: i32, said: &[&str], variables: &[(&str, &str)]) -> World {
    index.publish(wheel("before", "1.0"));
    let world = world(index, "before\n");
    world.noglue(["sync"]).run().ok();
    let before = environment(&world.venv());
    world.write("requirements.txt", "before\nvictim\n");
    let run = variables.iter().fold(world.noglue(["sync"]), |run, (name, value)| run.env(name, value));
    run.run().code(exit);
    // The second time nothing that was refused is taken for good.
    let run = variables.iter().fold(world.noglue(["sync"]), |run, (name, value)| run.env(name, value));
    let mut seen = run.run().code(exit).clear_error();
    for text in said {
        seen = seen.stderr_has(text);
    }
    assert_eq!(environment(&world.venv()), before);
    let left = std::fs::read_dir(world.cache().join("tmp")).unwrap().count();
    assert_eq!(left, 0, "something of the build is left in the cache");
    world
}

#[test]
fn a_build_that_fails_shows_its_last_words_and_where_the_rest_is() {
    let code = "for n in range(100): print('line', n, '\\x1b[31m')\nif hook == 'build_wheel': raise SystemExit(3)\n";
    let index = FakeIndex::start();
    index.publish(sdist("victim", "1.0").misbehaves(code));
    let said =
        ["could not build victim 1.0", "build_wheel failed (exit 3); it said:", "line 99 ␛[31m", "victim-1.0.log"];
    let world = check(&index, 1, &said, &[]);
    let log = std::fs::read_to_string(world.cache().join("built/logs/victim-1.0.log")).unwrap();
    assert!(log.contains("line 0 ") && log.contains("line 99 "), "{log}");
}

#[test]
fn a_build_that_lacks_something_names_the_package_that_has_it() {
    let code = "import sys; sys.exit('x.c:1:10: fatal error: Python.h: No such file or directory')";
    refused(code, 1, &["hint: on Debian and Ubuntu, 'apt-get install python3-dev'"]);
}

#[test]
fn a_build_that_hangs_is_stopped_with_all_it_started() {
    let index = FakeIndex::start();
    let code = "import subprocess, time\n\
                child = subprocess.Popen(['sleep', '3600'])\n\
                open('/proc/self/oom_score_adj')\n\
                open(os.environ['TMPDIR'] + '/../../../child', 'w').write(str(child.pid))\n\
                time.sleep(3600)\n";
    index.publish(sdist("victim", "1.0").misbehaves(&format!("import os\n{code}")));
    let said = ["did not end within 2 s and was stopped", "NOGLUE_BUILD_TIMEOUT"];
    let world = check(&index, 1, &said, &[("NOGLUE_BUILD_TIMEOUT", "2")]);
    let pid = std::fs::read_to_string(world.cache().join("child")).unwrap();
    let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    assert!(state.is_empty() || state.contains(") Z "), "its child lives on: {state}");
}

#[test]
fn a_build_that_asks_gets_no_answer() {
    let code = "import sys\nif hook == 'build_wheel': print('got', repr(sys.stdin.read())); input('Password: ')\n";
    refused(code, 1, &["got ''", "EOFError"]);
    let terminal = "if hook == 'build_wheel': open('/dev/tty')\n";
    refused(terminal, 1, &["/dev/tty"]);
}

#[test]
fn a_build_sees_no_python_settings_of_its_caller() {
    let index = FakeIndex::start();
    let code = "import os, sys\nfor key in ('PYTHONPATH', 'PYTHONHOME'): assert key not in os.environ, key\n\
                assert '/nowhere' not in sys.path\nassert os.environ['NOGLUE'] == '0'\n";
    index.publish(sdist("a", "1.0").misbehaves(code));
    let world = world(&index, "a\n");
    world.noglue(["sync"]).env("PYTHONPATH", "/nowhere").env("PYTHONHOME", "").run().ok();
}

#[test]
fn what_a_build_leaves_at_home_or_in_the_temporary_directory_goes_with_it() {
    let index = FakeIndex::start();
    let code = "import os, tempfile\n\
                open(os.path.expanduser('~/left-at-home'), 'w').close()\n\
                open(os.path.join(tempfile.gettempdir(), 'left-in-tmp'), 'w').close()\n\
                assert 'XDG_CACHE_HOME' not in os.environ\n\
                assert os.environ['CARGO_HOME'].endswith('/.cargo')\n";
    index.publish(sdist("a", "1.0").misbehaves(code));
    let world = world(&index, "a\n").env("XDG_CACHE_HOME", "/nowhere");
    std::fs::create_dir(world.home().join(".cargo")).unwrap();
    world.noglue(["sync"]).run().ok();
    assert!(!world.home().join("left-at-home").exists());
    assert!(!world.root().join("tmp/left-in-tmp").exists());
    assert_eq!(std::fs::read_dir(world.cache().join("tmp")).unwrap().count(), 0);
}

#[test]
fn a_wheel_that_is_of_something_else_is_refused() {
    refused("name = 'impost'", 5, &["build made impost 1.0, wanted victim 1.0"]);
    refused("version = '2.0'", 5, &["build made victim 2.0, wanted victim 1.0"]);
    refused(
        "tag = 'cp27-cp27m-win32'",
        5,
        &["build made victim-1.0-cp27-cp27m-win32.whl, which does not fit this Python"],
    );
    let lies = "if hook == 'build_wheel': metadata = 'Metadata-Version: 2.1\\nName: pip\\nVersion: 1.0\\n'";
    refused(lies, 5, &["file says \"victim\", METADATA says \"pip\""]);
}

#[test]
fn a_wheel_that_needs_more_than_its_source_said_is_refused() {
    let needs = "metadata = 'Metadata-Version: 2.1\\nName: victim\\nVersion: 1.0\\nRequires-Dist: before<1\\n'";
    let said = ["build made a wheel that needs before<1, which its source did not say"];
    refused(&format!("if hook == 'build_wheel': {needs}"), 5, &said);
    let index = FakeIndex::start();
    index.publish(sdist("victim", "1.0").metadata_version("2.2").misbehaves(needs));
    check(&index, 5, &said, &[]);
}

#[test]
fn a_build_that_names_a_place_outside_is_refused() {
    for answer in ["'../../x.whl'", "'/tmp/x.whl'", "'x.txt'", "''", "'.whl'", "None", "7", "['a.whl']"] {
        refused(&format!("if hook == 'build_wheel': answer = {answer}"), 1, &["build_wheel gave no usable answer"]);
    }
    let two = "if hook == 'build_wheel': open(directory + '/second.whl', 'w')";
    refused(two, 1, &["build_wheel gave no usable answer: it made 2 files"]);
    let link = "import os\nif hook == 'build_wheel':\n    os.symlink('/etc/passwd', directory + '/l-1-py3-none-any.whl')\n    answer = 'l-1-py3-none-any.whl'\n";
    refused(link, 1, &["build_wheel gave no usable answer"]);
    refused("if hook == 'get_requires': answer = 'x'", 1, &["get_requires_for_build_wheel gave no usable answer"]);
    refused("if hook == 'get_requires': answer = ['a b']", 1, &["get_requires_for_build_wheel gave no usable answer"]);
    refused(
        "if hook == 'prepare_metadata': answer = '../x.dist-info'",
        1,
        &["prepare_metadata_for_build_wheel gave no"],
    );
}

#[test]
fn a_backend_that_cannot_be_had_is_named() {
    let publish = |sdist: crate::support::Sdist| {
        let index = FakeIndex::start();
        index.publish(sdist);
        index
    };
    let victim = || sdist("victim", "1.0");
    let said = ["its backend none cannot be loaded", "No module named 'none'"];
    check(&publish(victim().build_system("[]", "none")), 1, &said, &[]);
    let said = ["could not build victim 1.0", "no-such-thing"];
    check(&publish(victim().build_system("['no-such-thing']", "none")), 1, &said, &[]);
    let outside = "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\"../../..\"]\n";
    let said = ["pyproject.toml: backend-path \"../../..\" is outside the source"];
    check(&publish(victim().file("pyproject.toml", outside)), 5, &said, &[]);
    let shadowed = "[build-system]\nrequires = []\nbuild-backend = \"json\"\nbackend-path = [\".\"]\n";
    check(&publish(victim().file("pyproject.toml", shadowed)), 1, &["is not in its backend-path"], &[]);
    let circle = victim().build_system("['victim']", "backend");
    check(&publish(circle), 1, &["victim 1.0 needs victim 1.0"], &[]);
}

#[test]
fn a_version_with_unusable_metadata_is_passed_over_and_that_is_said() {
    let index = FakeIndex::start();
    index.publish(sdist("a", "3.0").file("pyproject.toml", "[build-system"));
    index.publish(sdist("a", "2.0").misbehaves("metadata = 'Metadata-Version: 2.1\\nName: a\\nVersion: x y\\n'"));
    index.publish(sdist("a", "1.5").file("PKG-INFO", "Metadata-Version: 2.2\nName: other\nVersion: 1.5\n"));
    index.publish(sdist("a", "1.0"));
    let world = world(&index, "a\n");
    let run = world.noglue(["sync"]).run().ok();
    run.stderr_has("a 3.0 is passed over: ").stderr_has("a 2.0 is passed over: ").stderr_has("a 1.5 is passed over: ");
    assert_eq!(world.installed(), ["a==1.0"]);
}

#[test]
fn hostile_archives_and_wrong_hashes_are_refused_before_anything_runs() {
    let archive = |members: &[(&str, &str)]| {
        let mut tar: Vec<u8> = members.iter().flat_map(|(path, text)| tar_member(path, text.as_bytes())).collect();
        tar.extend([0; 1024]);
        gzip(&tar)
    };
    let publish = |bytes: Vec<u8>, lie: bool| {
        let index = FakeIndex::start();
        let sha256 = if lie { sha256_hex(b"another") } else { sha256_hex(&bytes) };
        index.publish(Published { bytes, sha256, ..Published::from(sdist("victim", "1.0")) });
        index
    };
    let leaves = archive(&[("victim-1.0/setup.py", ""), ("victim-1.0/../../x", "")]);
    check(&publish(leaves, false), 5, &["could not build victim 1.0", "a path that leaves its directory"], &[]);
    let behind = [archive(&[("victim-1.0/setup.py", "")]), b"more".to_vec()].concat();
    check(&publish(behind, false), 5, &["it has data after its end"], &[]);
    check(&publish(b"<html>".to_vec(), false), 5, &["it is no archive that is known"], &[]);
    check(&publish(archive(&[("victim-1.0/README", "")]), false), 1, &["it is no Python project"], &[]);
    check(&publish(archive(&[("victim-1.0/setup.py", "")]), true), 5, &["victim-1.0.tar.gz"], &[]);
}

#[test]
fn a_hash_of_the_requirements_is_that_of_the_source() {
    let index = FakeIndex::start();
    let source = sdist("a", "1.0");
    let good = sha256_hex(&source.build());
    index.publish(source);
    let world = world(&index, &format!("a==1.0 --hash=sha256:{good}\n"));
    world.noglue(["sync"]).run().ok();
    world.write("requirements.txt", &format!("a==1.0 --hash=sha256:{}\n", "0".repeat(64)));
    std::fs::remove_dir_all(world.venv()).unwrap();
    world.noglue(["sync"]).run().code(5).clear_error().stderr_has("a-1.0.tar.gz");
    let url = index.file_url("a-1.0.tar.gz");
    world.write("requirements.txt", &format!("a @ {url}#sha256={}\n", "0".repeat(64)));
    world.noglue(["sync"]).run().code(5).clear_error();
}
