//! Hooks in the real shells, each on a terminal in its strictest mode, over one table of scenarios; stderr is empty but
//! for our own lines.

mod shells;

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::support::{World, is_ci, skip};
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
    let made = if dir.to_str().is_some() { dir.to_owned() } else { world.home().join("made") };
    std::fs::create_dir_all(&made).unwrap();
    world.noglue(["venv", "--quiet"]).cwd(&made).run().ok();
    if made != dir {
        std::fs::rename(made, dir).unwrap();
    }
    dir.to_owned()
}

/// What is to be seen in `dir`.
fn entered(shell: &Shell, before: &Variables, dir: &Path) -> Variables {
    let mut expected = before.clone();
    let env = dir.join(".venv");
    let bin = [env.as_os_str().as_bytes(), b"/bin:", before["PATH"].as_bytes()].concat();
    let name = dir.as_os_str().as_bytes();
    let changing: &[u8] = if shell.name == "xonsh" { b":$" } else { b":" };
    // What is not text was moved there: its programs are started by shims.
    if !name.iter().any(|byte| changing.contains(byte)) && dir.to_str().is_some() {
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
    // Nothing is written where an environment is used.
    std::fs::set_permissions(&dirs[0], std::fs::Permissions::from_mode(0o555)).unwrap();
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
            assert_eq!(found, entered(shell, &inside, dir), "{}: in {dir:?}", seen.what);
            seen.same(&format!("out{number}"), &before);
        }
        seen.same("after", &before);
        assert_eq!(seen.said, "", "{}", seen.what);
    }
}

#[test]
fn a_day_in_a_shell() {
    let world = World::new();
    let home = world.home();
    let at = |name: &str| home.join(name);
    let app = project(&world, &at("app"));
    let nested = project(&world, &at("app/nested"));
    std::fs::create_dir(at("app/sub")).unwrap();
    std::fs::write(at("app/noglue.toml"), "env-file = '.env'\n[env]\nFOO = \"it's\"\nPATH = 'x'\n").unwrap();
    std::fs::write(at("app/.env"), "SECRET='a b'\nFOO=other\n").unwrap();
    std::os::unix::fs::symlink(&app, at("link")).unwrap();
    let foreign = project(&world, &at("foreign"));
    world.noglue(["untrust", ".venv"]).cwd(&foreign).run().ok();
    for shell in shells() {
        let away = project(&world, &at("away"));
        std::fs::remove_dir_all(away.join(".venv")).unwrap();
        let mut session = Session::new(shell, &world);
        session.set("FOO", "mine").dump("before");
        session.cd(&app).dump("app").cd(&at("app/sub")).dump("sub");
        session.prepend("/added").set("FOO", "changed").set("OTHER", "kept").cd(&app).dump("changed");
        session.cd(&nested).dump("nested").cd(&home).dump("left").cd(&at("link")).dump("link").cd(&home);
        if shell.by_hand.is_some() {
            let end = session.activate(&nested);
            session.dump("hand").cd(&app).dump("hand-app").cd(&home).line(end).cd(&app).dump("app-again").cd(&home);
        }
        session.cd(&foreign).dump("foreign").cd(&home).cd(&foreign).cd(&home);
        // Made, then removed under one's feet.
        session.cd(&away).dump("away").line("noglue venv --quiet").dump("made").labelled("gone", shell.removes);
        session.cd(&home).dump("after");
        let seen = session.run(&[]);
        let what = &seen.what;
        let before = seen.all("before");
        let mut expected = entered(shell, &before, &app);
        expected.insert("FOO".into(), "it's".into());
        expected.insert("SECRET".into(), "a b".into());
        assert_eq!(without_state(seen.all("app")), expected, "{what}");
        assert_eq!(without_state(seen.all("sub")), expected, "{what}");
        let path = |parts: &[&str]| OsString::from(parts.join(":"));
        let (old, bin) = (before["PATH"].to_str().unwrap(), app.join(".venv/bin"));
        expected.insert("FOO".into(), "changed".into());
        expected.insert("OTHER".into(), "kept".into());
        expected.insert("PATH".into(), path(&["/added", bin.to_str().unwrap(), old]));
        assert_eq!(without_state(seen.all("changed")), expected, "{what}: what the person changed stays");
        let mut left = before.clone();
        left.insert("OTHER".into(), "kept".into());
        left.insert("PATH".into(), path(&["/added", old]));
        assert_eq!(without_state(seen.all("nested")), entered(shell, &left, &nested), "{what}\n{}", seen.said);
        seen.same("left", &left);
        let mut expected = entered(shell, &left, &app);
        expected.insert("FOO".into(), "it's".into());
        expected.insert("SECRET".into(), "a b".into());
        assert_eq!(without_state(seen.all("link")), expected, "{what}: through a link");
        if shell.by_hand.is_some() {
            assert_eq!(seen.get("hand", "VIRTUAL_ENV").as_deref(), nested.join(".venv").to_str(), "{what}");
            seen.same("hand-app", &seen.all("hand"));
            assert_eq!(seen.get("app-again", "VIRTUAL_ENV"), seen.get("app", "VIRTUAL_ENV"), "{what}");
        }
        seen.same("foreign", &left);
        seen.same("away", &left);
        assert_eq!(without_state(seen.all("made")), entered(shell, &left, &away), "{what}");
        seen.same("after", &left);
        let using = |name: &str| format!("noglue: using [ROOT]/home/{name}/.venv (Python VERSION)\n");
        let gone = |name: &str| format!("noglue: left [ROOT]/home/{name}/.venv\n");
        let by_hand = if shell.by_hand.is_some() { using("app") + &gone("app") } else { String::new() };
        let said = [
            "noglue: [ROOT]/home/app/noglue.toml: a project does not set PATH\n".to_owned(),
            using("app"),
            using("app/nested"),
            gone("app/nested"),
            using("app"),
            gone("app"),
            by_hand,
            "noglue: [ROOT]/home/foreign/.venv was not made by you with noglue; not used; to trust it: noglue trust \
             [ROOT]/home/foreign/.venv\n"
                .to_owned(),
            using("away"),
            gone("away"),
        ];
        let version = world.python().name().replace("python", "");
        assert_eq!(seen.said, said.concat().replace("VERSION", &version), "{what}");
    }
}

#[test]
fn where_nothing_changes_no_process_is_started() {
    let world = World::new();
    let app = project(&world, &world.home().join("app"));
    for shell in shells() {
        let mut session = Session::new(shell, &world);
        session.cd(&app).dump("1").dump("2").dump("3").dump("4");
        let seen = session.run(&[]);
        assert_eq!(seen.count(), 2, "{}: at its start and for the new directory", seen.what);
        assert_eq!(seen.get("4", "VIRTUAL_ENV").as_deref(), app.join(".venv").to_str(), "{}", seen.what);
    }
}

#[test]
fn what_is_only_there_for_a_part_of_a_line_is_followed_there_only() {
    let world = World::new();
    let (app, other) = (project(&world, &world.home().join("app")), project(&world, &world.home().join("o")));
    for shell in shells() {
        for how in shell.inside {
            let mut session = Session::new(shell, &world);
            session.dump("before").inside(how, &app, "part").dump("between").cd(&other).dump("in");
            session.inside(how, &app, "part2").cd(&other).dump("in2").cd(&world.home()).dump("after");
            let seen = session.run(&[("NOGLUE_HOOK", "quiet")]);
            let before = seen.all("before");
            for part in ["part", "part2"] {
                assert_eq!(without_state(seen.all(part)), entered(shell, &before, &app), "{}: {how}", seen.what);
            }
            seen.same("between", &before);
            seen.same("in2", &seen.all("in"));
            seen.same("after", &before);
        }
    }
}

#[test]
fn the_status_that_a_prompt_shows_is_kept() {
    let world = World::new();
    let app = project(&world, &world.home().join("app"));
    for shell in shells() {
        let Some((lines, status)) = shell.status else { continue };
        for changes in [false, true] {
            let mut session = Session::new(shell, &world);
            let (last, first) = lines.split_last().unwrap();
            for line in first {
                session.line(line);
            }
            // The environment changes before the prompt that shows the status.
            match changes && shell.name == "bash" {
                true => session.inside(&format!("builtin cd \"$@D\"; {last}"), &app, ""),
                false => session.line(last),
            };
            session.labelled("status", status);
            let seen = session.run(&[("NOGLUE_HOOK", "quiet")]);
            assert_eq!(seen.text("status"), "33", "{}", seen.what);
        }
    }
}

#[test]
fn texts_of_hooks_are_clean() {
    let shims = Path::new(env!("CARGO_MANIFEST_DIR")).join("shims");
    let format: &[&str] = &["--diff", "--indent", "4", "--case-indent"];
    let tools: [(&str, &[&str]); 4] = [
        ("shellcheck", &["--shell=sh", "hook.sh"]),
        ("shellcheck", &["--shell=bash", "hook.bash"]),
        ("shfmt", &["--language-dialect", "posix", "hook.sh"]),
        ("shfmt", &["--language-dialect", "bash", "hook.bash"]),
    ];
    let world = World::new();
    for (tool, args) in tools {
        let path = Path::new("/usr/bin").join(tool);
        if !path.exists() {
            assert!(!is_ci(), "{tool} is not installed");
            skip(&format!("{tool} over the hooks"), "it is not installed");
            continue;
        }
        let more = if tool == "shfmt" { format } else { &[] };
        world.program(&path).args(more).args(args).cwd(&shims).run().ok().stdout_is("");
    }
}

#[test]
fn after_setup_a_new_terminal_follows() {
    let world = World::new();
    let app = project(&world, &world.home().join("app"));
    std::fs::write(world.home().join(".zshrc"), "").unwrap();
    std::fs::create_dir_all(world.home().join(".config/fish")).unwrap();
    world.noglue(["setup", "--yes"]).env("SHELL", "/bin/bash").env("PATH", "/usr/bin:/bin").run().ok();
    for name in ["bash", "zsh", "fish"] {
        let shell = shells().find(|shell| shell.name == name).and_then(Shell::program);
        let Some(program) = shell else { continue };
        let follow = |flag: &str| {
            let run = world.program(&program).arg(flag).arg("cd app; printf %s \"$VIRTUAL_ENV\"");
            let run = run.cwd(world.home()).env("PATH", "/usr/bin:/bin").env("TERM", "dumb");
            run.run().any().raw_stdout().to_owned()
        };
        assert!(follow("-ic").ends_with(app.join(".venv").to_str().unwrap()), "{name}");
        assert_eq!(follow("-c"), "", "{name}: a script's directory is its own affair");
    }
    world.noglue(["setup", "--undo", "--yes"]).env("SHELL", "/bin/bash").run().ok();
    assert_eq!(std::fs::read_to_string(world.home().join(".zshrc")).unwrap(), "");
}

#[test]
fn a_project_that_was_moved_needs_no_command_first() {
    let index = crate::support::FakeIndex::start();
    let code = "def main():\n    print('ran')\n";
    index.publish(crate::support::wheel("a", "1.0").entry_point("a-cli", "a:main").file("a/__init__.py", code));
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["setup", "--yes"]).run().ok();
    world.noglue(["sync"]).run().ok();
    let moved = world.home().join("moved");
    std::fs::rename(world.project(), &moved).unwrap();
    let hook = "eval \"$(noglue hook bash)\"; cd \"$1\"; a-cli; echo \"$VIRTUAL_ENV\"; noglue sync -q; command -v a-cli; a-cli";
    let shell = world.program(Path::new("/bin/bash")).args(["--norc", "-c", hook, "bash"]).arg(&moved);
    let path = std::env::join_paths(
        [Path::new(env!("CARGO_BIN_EXE_noglue")).parent().unwrap().to_owned()]
            .into_iter()
            .chain(std::env::split_paths(&world.path())),
    );
    let seen = shell.env("PATH", path.unwrap()).cwd("/").run().ok();
    assert!(seen.stdout().starts_with("ran\n[ROOT]/home/moved/.venv\n"), "{}\n{}", seen.stdout(), seen.stderr());
    seen.stderr_has("it was moved: 'noglue sync' mends its scripts");
}
