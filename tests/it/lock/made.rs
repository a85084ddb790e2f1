//! `noglue lock`: what it writes, keeps, and says.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::small_index;
use crate::support::{Fault, World, sdist, wheel};

fn path(world: &World) -> PathBuf {
    world.project().join("pylock.toml")
}

pub fn text(world: &World) -> String {
    std::fs::read_to_string(path(world)).unwrap()
}

/// A project for CPython 3.8 and newer that asks for this.
pub fn project(world: &World, dependencies: &[&str], more: &str) {
    let text = format!(
        "[project]\nname = \"site\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = {dependencies:?}\n{more}"
    );
    world.write("pyproject.toml", &text);
}

/// The lines of a lock that say which package, which version, and when.
pub fn said(world: &World) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for line in text(world).lines() {
        if let Some(name) = line.strip_prefix("name = ") {
            said.push(name.trim_matches('"').to_owned());
        } else if let Some(version) = line.strip_prefix("version = ") {
            said.last_mut().unwrap().push_str(&format!(" {}", version.trim_matches('"')));
        } else if let Some(marker) = line.strip_prefix("marker = ") {
            said.last_mut().unwrap().push_str(&format!(" ; {}", &marker[1..marker.len() - 1]));
        }
    }
    said
}

#[test]
fn a_lock_is_written_installed_and_the_same_each_time() {
    let index = small_index();
    let world = World::new().index(&index);
    project(&world, &["a"], "");
    world.noglue(["lock"]).run().ok().stderr_has("2 packages for Python >=3.8 on Linux, Windows, macOS");
    assert_eq!(said(&world), ["a 1.0", "b 2.1"]);
    let first = text(&world);
    world.noglue(["sync", "--locked"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.1"]);
    // Elsewhere, with nothing kept, it is the same byte for byte.
    let other = World::new().index(&index);
    project(&other, &["a"], "");
    other.noglue(["lock"]).run().ok();
    assert_eq!(text(&other), first);
    assert!(first.contains("size = ") && first.contains("hashes = { sha256 = "), "{first}");
    // Nothing to do leaves even the time of the file alone.
    let before = std::fs::metadata(path(&world)).unwrap();
    world.noglue(["lock"]).run().ok().stderr_has("is up to date");
    let after = std::fs::metadata(path(&world)).unwrap();
    use std::os::unix::fs::MetadataExt as _;
    assert_eq!((before.ino(), before.modified().unwrap()), (after.ino(), after.modified().unwrap()));
}

#[test]
fn pins_are_kept_until_an_upgrade_is_asked_for() {
    let index = small_index();
    let world = World::new().index(&index);
    project(&world, &["a", "c"], "");
    world.noglue(["lock"]).run().ok();
    let first = text(&world);
    for name in ["b", "c"] {
        index.publish(wheel(name, "3.0"));
    }
    world.noglue(["lock", "--refresh"]).run().ok().stderr_has("is up to date");
    assert_eq!(text(&world), first);
    world.noglue(["lock", "--check"]).run().ok();
    world.noglue(["lock", "--upgrade-package", "b"]).run().ok().stderr_has("b 2.1 -> 3.0");
    assert_eq!(said(&world), ["a 1.0", "b 3.0", "c 1.0"]);
    world.noglue(["lock", "--upgrade", "--dry-run"]).run().ok().stderr_has("c 1.0 -> 3.0");
    assert_eq!(said(&world), ["a 1.0", "b 3.0", "c 1.0"]);
    world.noglue(["lock", "--upgrade"]).run().ok();
    assert_eq!(said(&world), ["a 1.0", "b 3.0", "c 3.0"]);
}

#[test]
fn one_more_requirement_changes_only_its_part() {
    let index = small_index();
    let world = World::new().index(&index);
    project(&world, &["a"], "");
    world.noglue(["lock"]).run().ok();
    let before = text(&world);
    index.publish(wheel("b", "9.0"));
    project(&world, &["a", "c"], "");
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("c (pyproject.toml:5) was not asked for");
    let seen = world.noglue(["lock", "--check", "--refresh"]).run().code(1).clear_error();
    seen.stderr_has("c 1.0 is to be added").stderr_has("hint: 'noglue lock' brings it up to date");
    assert_eq!(text(&world), before);
    world.noglue(["lock", "--refresh"]).run().ok();
    let after = text(&world);
    let old: Vec<&str> = before.lines().collect();
    let gone: Vec<&str> = old.iter().filter(|line| !after.lines().any(|l| l == **line)).copied().collect();
    assert!(gone.is_empty(), "{gone:?}");
    let new: Vec<&str> = after.lines().filter(|line| !old.contains(line)).collect();
    let (_, block) = after.split_once("[[packages]]\nname = \"c\"\n").expect("c has its block");
    let block = block.split("[[packages]]").next().unwrap();
    let is_of_c =
        |line: &&str| line.is_empty() || *line == "name = \"c\"" || block.contains(*line) || line.trim() == "\"c\",";
    assert!(new.iter().any(|line| line.contains("\"c\"")) && new.iter().all(is_of_c), "{new:?}");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.1", "c==1.0"]);
}

#[test]
fn options_of_the_command_line_hold_until_the_next_lock() {
    let index = small_index();
    let world = World::new().index(&index);
    project(&world, &["a", "c"], "");
    world.write("limits.txt", "b<2.1\n");
    world.write("over.txt", "a==1.0\n");
    let words = ["lock", "-c", "limits.txt", "--override", "over.txt", "--exclude-package", "c"];
    world.noglue(words).run().ok();
    assert_eq!(said(&world), ["a 1.0", "b 2.0"]);
    world.noglue(words).arg("--check").run().ok();
    world.noglue(["lock", "--check"]).run().code(1).stderr_has("the constraint b<2.1 is not asked for any more");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.0"]);
    // Another limit than what was locked with is not silently passed over.
    world.write("limits.txt", "b<2\n");
    let seen = world.noglue(["sync", "-c", "limits.txt"]).run().code(1).clear_error();
    seen.stderr_has("b<2").stderr_has("was not asked for when it was locked");
    world.noglue(["lock"]).run().ok();
    assert_eq!(said(&world), ["a 1.0", "b 2.0", "c 1.0"]);
}

#[test]
fn a_lock_changed_by_hand_is_noticed_and_mended() {
    let index = small_index();
    let world = World::new().index(&index);
    project(&world, &["a"], "");
    world.noglue(["lock"]).run().ok();
    let good = text(&world);
    let check = |broken: &str, expected: &str| {
        assert_ne!(broken, good);
        world.write("pylock.toml", broken);
        world.noglue(["sync"]).run().code(1).clear_error().stderr_has(expected);
        assert!(!world.venv().exists());
        world.noglue(["lock", "--check"]).run().code(1).clear_error();
        world.noglue(["lock"]).run().ok();
        assert_eq!(text(&world), good);
    };
    check(&good.replace("version = \"2.1\"", "version = \"9.9\""), "it is a file of b 2.1, not of b 9.9");
    let block = good.find("[[packages]]\nname = \"b\"").unwrap();
    let rest = block + good[block..].find("\n[tool.noglue]").unwrap();
    check(&format!("{}{}", &good[..block], &good[rest..]), "a needs b, and it has none");
    check(&good.replace("    \"a\",\n", "    \"a<1\",\n"), "a (pyproject.toml:5) was not asked for");
    check(&good.replace("requires-python = \">=3.8\"", "requires-python = \">=3.9\""), "it is for Python >=3.9");
    check(&good[..good.len() / 2], "is no valid TOML");
    check("", "it has no lock-version");
    check(&good.replace("lock-version = \"1.0\"", "lock-version = \"2.0\""), "is newer than this noglue");
    let first = good.find("sha256 = \"").unwrap() + 10;
    let mut wrong = good.clone();
    wrong.replace_range(first..first + 4, "xxxx");
    check(&wrong, "sha256");
}

#[test]
fn who_is_killed_or_refused_leaves_the_old_lock() {
    let index = small_index();
    let world = World::new().index(&index);
    project(&world, &["a"], "");
    world.noglue(["lock"]).run().ok();
    let before = text(&world);
    project(&world, &["a", "c"], "");
    index.fault("/simple/c/", Fault::Slow(Duration::from_secs(60)));
    index.take_requests();
    let running = world.noglue(["lock", "--refresh"]).start();
    let end = Instant::now() + Duration::from_secs(60);
    while index.count("/simple/c/") == 0 {
        assert!(Instant::now() < end, "it never asked");
        std::thread::sleep(Duration::from_millis(2));
    }
    running.signal(rustix::process::Signal::KILL);
    running.wait().killed_by(rustix::process::Signal::KILL);
    assert_eq!(text(&world), before);
    let left: Vec<_> = std::fs::read_dir(world.project()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    index.heal();
    // An index that does not answer.
    index.fault("/simple/c/", Fault::Status(404));
    world.noglue(["lock"]).run().code(1).clear_error();
    index.heal();
    world.noglue(["lock", "--offline", "-o", "pylock.new.toml"]).run().code(1).clear_error();
    assert_eq!(text(&world), before);
    world.noglue(["lock", "--refresh"]).run().ok();
}

#[test]
fn files_other_than_the_projects_lock_are_written_by_name() {
    let index = small_index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "c\n");
    world.noglue(["lock", "--check"]).run().code(1).clear_error().stderr_has("there is none yet");
    let seen = world.noglue(["lock", "-o", "locks/pylock.prod.toml"]).run().code(1).clear_error();
    seen.stderr_has("[ROOT]/home/project/locks is no directory");
    std::fs::create_dir(world.project().join("locks")).unwrap();
    let seen = world.noglue(["lock", "-o", "locks/pylock.prod.toml"]).run().ok();
    let own = format!("requires-python): taken as >={}.{}", world.python().minor.0, world.python().minor.1);
    seen.stderr_has(&own);
    assert!(!path(&world).exists());
    world.noglue(["sync", "-r", "locks/pylock.prod.toml"]).run().ok();
    assert_eq!(world.installed(), ["c==1.0"]);
    for wrong in ["lock.toml", "pylock.a.b.toml", "pylock.json"] {
        world.noglue(["lock", "-o", wrong]).run().code(1).clear_error().stderr_has("is no name of a lock");
    }
}

#[test]
fn only_files_with_an_allowed_hash_are_locked() {
    let index = small_index();
    index.publish(wheel("d", "1.0"));
    index.publish(wheel("d", "1.0").tag("cp312-cp312-manylinux_2_17_x86_64"));
    let world = World::new().index(&index);
    let sha256 = crate::support::Published::from(wheel("d", "1.0")).sha256;
    world.write("requirements.txt", &format!("d==1.0 --hash=sha256:{sha256}\n"));
    world.noglue(["lock"]).run().ok();
    assert_eq!(text(&world).matches("sha256 = ").count(), 1, "{}", text(&world));
    world.noglue(["sync", "--locked"]).run().ok();
}

#[test]
fn a_project_that_is_a_package_is_in_its_lock() {
    let index = small_index();
    let world = World::new().index(&index);
    let build = "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n\
                 [project]\nname = \"app\"\nversion = \"1.0\"\nrequires-python = \">=3.8\"\ndependencies = [\"a\"]\n\
                 [dependency-groups]\ndev = [\"c\"]\n";
    sdist("app", "1.0").requires("a").file("pyproject.toml", build).write_to(&world.project());
    world.noglue(["lock"]).run().ok();
    let project = "\"default\" in dependency_groups";
    let expected = ["a 1.0", "app", "b 2.1"].map(|name| format!("{name} ; {project}"));
    assert_eq!(said(&world)[..3], expected);
    assert!(text(&world).contains("directory = { path = \".\", editable = true }"), "{}", text(&world));
    world.noglue(["sync", "--locked"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "app==1.0", "b==2.1", "c==1.0"]);
    world.noglue(["sync", "--no-install-project"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.1", "c==1.0"]);
    world.noglue(["sync", "--only-group", "dev"]).run().ok();
    assert_eq!(world.installed(), ["c==1.0"]);
    // Its version is its own matter.
    world.write("pyproject.toml", &build.replace("\"1.0\"", "\"1.1\""));
    world.noglue(["lock", "--check"]).run().ok();
}
