//! pip's words in environments that see the packages of their base.

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
