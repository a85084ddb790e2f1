//! Hooks in the real shells, each on a terminal in its strictest mode, over one table of scenarios; stderr is empty but
//! for our own lines.

mod shells;

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use crate::support::World;
use shells::{SHELLS, Session, Shell, Variables};

/// Directory names that break scripts written without care.
const NAMES: &[&[u8]] = &[
    b"plain",
    b"two words",
    b"it's",
    b"say \"hi\"",
    b"do$HOME",
    b"run`id`$(id)",
    b"line\nend",
    "ünï—東京".as_bytes(),
    b"bang!x",
    b"back\\slash",
    b"star*[x]?",
    b"#hash",
    b"50%d%n",
    b"~root",
    b"{a,b}",
    b";x&|<>",
    b"-rf",
    b".dot",
    b"col:on",
    b"no\xff\xfeutf8",
    b"@NOGLUE@",
];

fn shells() -> impl Iterator<Item = &'static Shell> {
    SHELLS.iter().filter(|shell| shell.program().is_some())
}

/// A project with an environment, made as a person does.
fn project(world: &World, dir: &Path) -> PathBuf {
    // Not every name can be made an environment in, but moved to.
    let made = world.home().join("made");
    std::fs::create_dir_all(&made).unwrap();
    world.noglue(["venv", "--quiet"]).cwd(&made).run().ok();
    std::fs::rename(made, dir).unwrap();
    dir.to_owned()
}

/// What is to be seen in `dir`.
fn entered(before: &Variables, dir: &Path) -> Variables {
    let mut expected = before.clone();
    let env = dir.join(".venv");
    let bin = [env.as_os_str().as_bytes(), b"/bin:", before["PATH"].as_bytes()].concat();
    if !dir.as_os_str().as_bytes().contains(&b':') {
        expected.insert("PATH".into(), OsString::from_vec(bin));
    }
    expected.insert("VIRTUAL_ENV".into(), env.into());
    let name = dir.file_name().unwrap().to_string_lossy().into_owned();
    expected.insert("VIRTUAL_ENV_PROMPT".into(), name.into());
    expected
}

fn without_state(mut variables: Variables) -> Variables {
    variables.remove("NOGLUE_HOOK_STATE");
    variables
}

#[test]
fn every_shell_follows_into_every_directory_and_back() {
    let world = World::new();
    let dirs: Vec<PathBuf> =
        NAMES.iter().map(|name| project(&world, &world.home().join(OsStr::from_bytes(name)))).collect();
    for shell in shells() {
        let dirs: Vec<&PathBuf> = dirs.iter().filter(|dir| !shell.is_text_only || dir.to_str().is_some()).collect();
        let mut session = Session::new(shell, &world);
        session.set("PYTHONHOME", "/old home").dump("before");
        for (number, dir) in dirs.iter().enumerate() {
            session.cd(dir).dump(&format!("in{number}")).cd(&world.home()).dump(&format!("out{number}"));
            // From one project straight into another.
            session.cd(dir);
        }
        session.cd(&world.home()).dump("after");
        let seen = session.run(&[("NOGLUE_HOOK", "quiet")]);
        let before = seen.all("before");
        let mut inside = before.clone();
        inside.remove("PYTHONHOME");
        for (number, dir) in dirs.iter().enumerate() {
            let found = without_state(seen.all(&format!("in{number}")));
            assert_eq!(found, entered(&inside, dir), "{}: in {dir:?}", seen.what);
            seen.same(&format!("out{number}"), &before);
        }
        seen.same("after", &before);
        assert_eq!(seen.stderr, "", "{}", seen.what);
    }
}
