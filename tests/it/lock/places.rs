//! Locking what comes from places: directories, archives, repositories, directories of wheels.

use std::path::Path;

use super::made::{project, said, text};
use crate::support::{FakeIndex, Published, World, sdist, wheel};

fn git(world: &World, dir: &Path, args: &[&str]) -> String {
    let seen = world.program(Path::new("git")).cwd(dir).args(args);
    let named = [
        ("GIT_AUTHOR_NAME", "a"),
        ("GIT_AUTHOR_EMAIL", "a@b"),
        ("GIT_COMMITTER_NAME", "a"),
        ("GIT_COMMITTER_EMAIL", "a@b"),
    ];
    named.into_iter().fold(seen, |run, (name, value)| run.env(name, value)).run().ok().stdout().trim().to_owned()
}

fn commit(world: &World, dir: &Path, version: &str) -> String {
    let text = format!("[project]\nname = \"lib\"\nversion = \"{version}\"\ndependencies = []\n");
    std::fs::write(dir.join("pyproject.toml"), text).unwrap();
    git(world, dir, &["add", "."]);
    git(world, dir, &["commit", "-q", "-m", version]);
    git(world, dir, &["rev-parse", "HEAD"])
}

#[test]
fn a_branch_stays_at_its_commit_until_an_upgrade() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    let world = World::new().index(&index);
    let dir = world.home().join("lib");
    std::fs::create_dir(&dir).unwrap();
    git(&world, &dir, &["init", "-q", "-b", "main"]);
    let first = commit(&world, &dir, "1.0");
    let requirement = format!("lib @ git+file://{}@main", dir.display());
    project(&world, &[&requirement], "");
    world.noglue(["lock"]).run().ok();
    let line = text(&world).lines().find(|line| line.starts_with("vcs")).unwrap().to_owned();
    assert!(
        line.contains("requested-revision = \"main\"") && line.contains(&format!("commit-id = \"{first}\"")),
        "{line}"
    );
    let second = commit(&world, &dir, "2.0");
    world.noglue(["lock", "--check"]).run().ok();
    world.noglue(["lock"]).run().ok().stderr_has("up to date");
    // Something else changes: the branch does not move.
    project(&world, &[&requirement, "a"], "");
    world.noglue(["lock", "-P", "a"]).run().ok();
    assert_eq!(said(&world), ["a 1.0", "lib 1.0"]);
    assert!(text(&world).contains(&first));
    world.noglue(["lock", "-P", "lib"]).run().ok().stderr_has("lib 1.0 -> 2.0");
    assert!(text(&world).contains(&second) && !text(&world).contains(&first));
    // Another branch is another question.
    git(&world, &dir, &["branch", "old", &first]);
    project(&world, &[&requirement.replace("@main", "@old")], "");
    world.noglue(["lock"]).run().ok();
    assert_eq!(said(&world), ["lib 1.0"]);
    world.noglue(["lock", "--upgrade-package", "nobody"]).run().ok().stderr_has("has no such package");
}

#[test]
fn archives_and_directories_are_locked_by_hash_and_by_path() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    index.publish(wheel("w", "1.0").requires("a"));
    let world = World::new().index(&index);
    std::fs::create_dir_all(world.project().join("libs/one")).unwrap();
    world.write("libs/one/pyproject.toml", "[project]\nname = \"one\"\nversion = \"1\"\ndependencies = [\"a\"]\n");
    let two = sdist("two", "2.0").metadata_version("2.2").build();
    std::fs::write(world.project().join("libs/two-2.0.tar.gz"), two).unwrap();
    let at = index.file_url("w-1.0-py3-none-any.whl");
    world.write("requirements.txt", &format!("-e libs/one\n./libs/two-2.0.tar.gz\nw @ {at}\n"));
    world.noglue(["lock"]).run().ok();
    assert_eq!(said(&world), ["a 1.0", "one", "two 2.0", "w 1.0"]);
    let text = text(&world);
    assert!(text.contains("directory = { path = \"libs/one\", editable = true }"), "{text}");
    assert!(text.contains("archive = { path = \"libs/two-2.0.tar.gz\", "), "{text}");
    let sha256 = Published::from(wheel("w", "1.0").requires("a")).sha256;
    assert!(text.contains(&format!("archive = {{ url = \"{at}\", hashes = {{ sha256 = \"{sha256}\" }} }}")), "{text}");
    world.noglue(["lock", "--check"]).run().ok();
    std::fs::remove_file(world.project().join("libs/two-2.0.tar.gz")).unwrap();
    world.noglue(["sync", "--locked"]).run().code(1).clear_error().stderr_has("two-2.0.tar.gz");
}

#[test]
fn one_package_may_come_from_two_places() {
    let index = FakeIndex::start();
    index.publish(wheel("w", "1.0"));
    index.publish(wheel("w", "1.0").tag("py3-none-win_amd64"));
    let world = World::new().index(&index);
    let at = |tag: &str| index.file_url(&format!("w-1.0-py3-none-{tag}.whl"));
    let (here, there) = (at("any"), at("win_amd64"));
    let one = format!("w @ {here} ; sys_platform != 'win32'");
    let other = format!("w @ {there} ; sys_platform == 'win32'");
    project(&world, &[&one, &other], "");
    world.noglue(["lock"]).run().ok();
    assert_eq!(said(&world), ["w 1.0 ; sys_platform != \"win32\"", "w 1.0 ; sys_platform == \"win32\""]);
    assert!(text(&world).contains(&here) && text(&world).contains(&there));
    world.noglue(["sync", "--locked"]).run().ok();
    assert_eq!(world.installed(), ["w==1.0"]);
}

#[test]
fn files_of_find_links_are_for_whoever_has_them() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    let world = World::new().index(&index);
    let wheels = world.home().join("wheels");
    std::fs::create_dir(&wheels).unwrap();
    let put = |dir: &Path, wheel: crate::support::Wheel| {
        std::fs::write(dir.join(wheel.filename()), Published::from(wheel).bytes).unwrap();
    };
    put(&wheels, wheel("a", "1.0"));
    put(&wheels, wheel("own", "1.0"));
    project(&world, &["a", "own"], "");
    let links = wheels.display().to_string();
    let seen = world.noglue(["lock", "--find-links", &links]).run().ok();
    seen.stderr_has("warning: files of own are locked where only this machine has them: [ROOT]/home/wheels");
    assert!(text(&world).contains("path = \"../wheels/own-1.0-py3-none-any.whl\""), "{}", text(&world));
    // What the index has, too, is named by that.
    assert!(text(&world).contains(&index.file_url("a-1.0-py3-none-any.whl")), "{}", text(&world));
    let seen = world.noglue(["sync"]).run().code(1).clear_error();
    seen.stderr_has("outside the project").stderr_has("--find-links");
    world.noglue(["sync", "--find-links", &links]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "own==1.0"]);
    // Inside of the project it is everybody's.
    let inside = world.project().join("wheels");
    std::fs::create_dir(&inside).unwrap();
    put(&inside, wheel("own", "1.0"));
    let links = inside.display().to_string();
    world.noglue(["lock", "--find-links", &links]).run().ok().lacks("only this machine");
    assert!(text(&world).contains("path = \"wheels/own-1.0-py3-none-any.whl\""), "{}", text(&world));
    world.noglue(["sync", "--locked"]).run().ok();
}

#[test]
fn an_index_without_hashes_is_hashed() {
    let index = FakeIndex::offering(crate::support::Offers { hashes: false, ..Default::default() });
    index.publish(wheel("a", "1.0"));
    let world = World::new().index_at(&index.url_with("bob:s3cret"));
    project(&world, &["a"], "");
    world.noglue(["lock"]).run().ok();
    let text = text(&world);
    assert!(text.contains(&Published::from(wheel("a", "1.0")).sha256), "{text}");
    assert!(!text.contains("s3cret") && !text.contains("bob"), "{text}");
}
