//! Environments that see the packages of their base: `noglue sync` and pip's words.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::support::{FakeIndex, World, wheel};

/// A base of its own, with `shared` 1.0 and `old` 1.0 installed: the machine's is not touched.
fn base(world: &World) -> PathBuf {
    let name = world.python().name();
    let real = world.python().dir().join(&name).canonicalize().unwrap();
    let stdlib = world.program(&real).args(["-I", "-S", "-c", "import os; print(os.path.dirname(os.__file__))"]).run();
    let stdlib = stdlib.ok().raw_stdout().trim().to_owned();
    let root = world.root().join("base");
    let library = root.join("lib").join(&name);
    std::fs::create_dir_all(root.join("bin")).unwrap();
    std::fs::create_dir_all(library.join("site-packages")).unwrap();
    for entry in std::fs::read_dir(Path::new(&stdlib)).unwrap().flatten() {
        if !["site-packages", "dist-packages"].iter().any(|own| entry.file_name() == *own) {
            symlink(entry.path(), library.join(entry.file_name())).unwrap();
        }
    }
    for package in ["shared", "old"] {
        let info = library.join(format!("site-packages/{package}-1.0.dist-info"));
        std::fs::create_dir(&info).unwrap();
        std::fs::write(info.join("METADATA"), format!("Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n"))
            .unwrap();
        std::fs::write(info.join("RECORD"), "").unwrap();
    }
    let python = root.join("bin").join(&name);
    std::fs::copy(real, &python).unwrap();
    python
}

#[test]
fn packages_of_the_base_count_where_the_environment_sees_them() {
    let index = FakeIndex::start();
    index.publish(wheel("shared", "2.0"));
    index.publish(wheel("old", "1.0"));
    index.publish(wheel("user", "1.0").requires("shared").requires("old"));
    index.publish(wheel("modern", "1.0").requires("shared>=2"));
    let world = World::new().index(&index);
    let python = base(&world);
    world.noglue(["venv", "--system-site-packages", "--python"]).arg(&python).run().ok();
    let list = || world.noglue(["pip", "list", "--format", "freeze"]).run().ok().stdout();
    // What the environment's own Python sees is the oracle.
    let code = "import importlib.metadata as m; print(sorted(d.metadata['Name'] for d in m.distributions()))";
    assert_eq!(world.inside(code), "['old', 'shared']");
    assert_eq!(list().trim(), "old==1.0\nshared==1.0");
    world.noglue(["pip", "install", "user"]).run().ok();
    assert_eq!(world.installed(), ["user==1.0"], "the base has the rest");
    world.noglue(["pip", "check"]).run().ok();
    // Asked for what the base has: nobody is asked.
    index.take_requests();
    world.noglue(["pip", "install", "shared"]).run().ok().stderr_has("already");
    assert_eq!(index.take_requests().len(), 0);
    world.noglue(["pip", "uninstall", "shared"]).run().ok().stderr_has("it is the base's, in [ROOT]/base");
    // What does not satisfy comes into the environment, and stands before the base's.
    world.noglue(["pip", "install", "modern"]).run().ok();
    assert_eq!(world.installed(), ["modern==1.0", "shared==2.0", "user==1.0"]);
    assert_eq!(list().trim(), "modern==1.0\nold==1.0\nshared==2.0\nuser==1.0");
    // An exact set removes what is the environment's, never what is the base's.
    world.write("only.txt", "shared==2.0\n");
    world.noglue(["pip", "sync", "only.txt"]).run().ok();
    assert_eq!(list().trim(), "old==1.0\nshared==2.0");
    world.noglue(["pip", "uninstall", "shared"]).run().ok();
    assert_eq!(list().trim(), "old==1.0\nshared==1.0");
}

#[test]
fn packages_of_the_base_do_not_count_elsewhere() {
    let index = FakeIndex::start();
    index.publish(wheel("shared", "2.0"));
    let world = World::new().index(&index);
    let python = base(&world);
    world.noglue(["venv", "--python"]).arg(&python).run().ok();
    assert_eq!(world.noglue(["pip", "list"]).run().ok().stdout(), "");
    world.noglue(["pip", "install", "shared"]).run().ok();
    assert_eq!(world.installed(), ["shared==2.0"]);
}

/// The names in `packages` of a package of the base become another version.
fn becomes(python: &Path, package: &str, from: &str, to: &str) {
    let library = python.parent().unwrap().join("../lib").join(python.file_name().unwrap()).join("site-packages");
    let (old, new) = (format!("{package}-{from}.dist-info"), format!("{package}-{to}.dist-info"));
    std::fs::rename(library.join(old), library.join(&new)).unwrap();
    let text = format!("Metadata-Version: 2.1\nName: {package}\nVersion: {to}\n");
    std::fs::write(library.join(new).join("METADATA"), text).unwrap();
}

#[test]
fn a_sync_counts_the_packages_of_the_base_and_notices_when_they_change() {
    let index = FakeIndex::start();
    index.publish(wheel("shared", "2.0"));
    index.publish(wheel("old", "1.0"));
    index.publish(wheel("user", "1.0").requires("shared").requires("old"));
    let world = World::new().index(&index);
    let python = base(&world);
    world.write("requirements.txt", "user\n");
    world.write("noglue.toml", "system-site-packages = true\n");
    let sync = |words: &[&str]| world.noglue(["sync", "--python"]).arg(&python).args(words).run();
    sync(&["--dry-run"]).ok().stderr_has("would change 1 package");
    sync(&[]).ok().stderr_has(": 1 package and 2 of the system on");
    assert_eq!(world.installed(), ["user==1.0"]);
    assert_eq!(index.count("shared-2.0-py3-none-any.whl"), 0);
    let list = || world.noglue(["pip", "list"]).run().ok().stdout();
    let places: Vec<String> = list().lines().skip(2).map(str::to_owned).collect();
    assert!(places[0].starts_with("old     1.0     [ROOT]/base/lib/"), "{}", list());
    assert_eq!(places[2], "user    1.0");
    sync(&["--check"]).ok();
    // What is newer does not move what the system has, unless it is named.
    sync(&["--upgrade"]).ok();
    assert_eq!(world.installed(), ["user==1.0"]);
    sync(&["--upgrade-package", "shared"]).ok();
    assert_eq!(world.installed(), ["shared==2.0", "user==1.0"]);
    // It was chosen in sight of the system's, so it stays.
    world.write("requirements.txt", "user\nold\n");
    sync(&[]).ok();
    assert_eq!(world.installed(), ["shared==2.0", "user==1.0"]);

    becomes(&python, "old", "1.0", "1.1");
    sync(&["--check"]).code(1).clear_error().stderr_has("old of the system was 1.0 and is 1.1 now");
    let status = world.noglue([""; 0]).run().ok().stdout();
    assert!(status.contains("not up to date: old of the system was 1.0 and is 1.1 now"), "{status}");
    sync(&[]).ok();
    sync(&["--check"]).ok();
    let info = python
        .parent()
        .unwrap()
        .join("../lib")
        .join(python.file_name().unwrap())
        .join("site-packages/old-1.1.dist-info");
    std::fs::remove_dir_all(info).unwrap();
    sync(&["--check"]).code(1).clear_error().stderr_has("old 1.1 of the system is gone");
    sync(&[]).ok();
    assert_eq!(world.installed(), ["old==1.0", "shared==2.0", "user==1.0"]);

    // Nothing of the system counts where hashes are checked, or where the project does not want it.
    world.write("noglue.toml", "system-site-packages = false\n");
    sync(&[]).ok();
    assert_eq!(world.inside("import importlib.util as u; print(u.find_spec('shared') is not None)"), "True");
    assert!(!list().contains("Location"), "{}", list());
}

#[test]
fn an_environment_that_sees_the_base_goes_on_to_and_old_metadata_is_read() {
    let index = FakeIndex::start();
    index.publish(wheel("shared", "2.0"));
    index.publish(wheel("user", "1.0").requires("aged"));
    index.publish(wheel("missing", "3.0"));
    let world = World::new().index(&index);
    let python = base(&world);
    let library = python.parent().unwrap().join("../lib").join(python.file_name().unwrap()).join("site-packages");
    let info = library.join("aged-0.9.egg-info");
    std::fs::create_dir(&info).unwrap();
    std::fs::write(info.join("PKG-INFO"), "Metadata-Version: 1.1\nName: aged\nVersion: 0.9\n").unwrap();
    std::fs::write(info.join("requires.txt"), "shared\n\n[:python_version >= '3']\nmissing\n\n[x]\nnowhere\n").unwrap();
    world.noglue(["venv", "--system-site-packages", "--python"]).arg(&python).run().ok();
    world.write("requirements.txt", "user\n");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["missing==3.0", "user==1.0"]);
    world.noglue(["pip", "check"]).run().ok();
    world.noglue(["sync", "--check"]).run().ok();
}
