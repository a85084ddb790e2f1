//! `noglue setup`: shims and the line on `PATH`, shown first, written on consent, taken out again without a trace.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use crate::support::{FakeIndex, Run, World, skip, wheel};

fn setup(world: &World, shell: &str, args: &[&str]) -> Run {
    world.noglue(["setup"]).args(args).env("SHELL", shell).env("PATH", "/usr/bin:/bin")
}

/// All files of a home directory and their bytes.
fn files(home: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(home).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|e| !e.file_type().is_dir());
    let named = |e: walkdir::DirEntry| {
        let name = e.path().strip_prefix(home).unwrap().display().to_string();
        let kind = if e.path_is_symlink() { "@" } else { "" };
        (format!("{name}{kind}"), fs::read(e.path()).unwrap_or_default())
    };
    files.map(named).collect()
}

/// What `SHELL -c WORDS` prints in a session that starts anew; `None` where there is no such shell.
fn session(world: &World, words: &[&str]) -> Option<String> {
    let shell = ["/bin", "/usr/bin"].iter().map(|dir| Path::new(dir).join(words[0])).find(|p| p.exists());
    let Some(shell) = shell else {
        skip(&format!("a session of {}", words[0]), "not on this machine");
        return None;
    };
    let run = world.program(&shell).args(&words[1..]).env("PATH", "/usr/bin:/bin").env_remove("NOGLUE_DATA_DIR");
    Some(run.run().any().stdout().trim().to_owned())
}

#[test]
fn it_is_shown_first_and_written_on_consent_and_taken_back_to_the_byte() {
    let before: [(&str, &[u8]); 4] = [
        (".bashrc", b"# mine\ncase $- in\n    *i*) ;;\n      *) return;;\nesac\nalias x=y"),
        (".profile", b"PATH=\"$HOME/bin:$PATH\"\n"),
        (".zshrc", b"\xff\xfe no text\n"),
        (".cshrc", b""),
    ];
    let world = World::new();
    for (name, text) in before {
        fs::write(world.home().join(name), text).unwrap();
    }
    let old = files(&world.home());
    let shown = setup(&world, "/bin/bash", &["--dry-run"]).run().ok();
    for name in [".bashrc", ".profile", ".zshrc", ".zshenv", ".cshrc"] {
        assert!(shown.stderr().contains(&format!("[ROOT]/home/{name}")), "{}", shown.stderr());
    }
    assert!(shown.stderr().contains("export PATH=\""), "{}", shown.stderr());
    assert_eq!(files(&world.home()), old, "a dry run writes nothing");
    assert!(!world.shims().exists());
    // Nobody to ask: not done, and said so.
    setup(&world, "/bin/bash", &[]).run().code(1).stderr_has("--yes").clear_error();
    assert_eq!(files(&world.home()), old);

    setup(&world, "/bin/bash", &["--yes"]).run().ok();
    let new = files(&world.home());
    assert_ne!(new, old);
    assert!(world.shims().join("python").exists());
    setup(&world, "/bin/bash", &["--yes"]).run().ok().stderr_has("everything is set up");
    assert_eq!(files(&world.home()), new, "a second time changes nothing");

    setup(&world, "/bin/bash", &["--undo", "--dry-run"]).run().ok();
    assert_eq!(files(&world.home()), new);
    setup(&world, "/bin/bash", &["--undo"]).run().code(1).stderr_has("--yes");
    assert_eq!(files(&world.home()), new);
    setup(&world, "/bin/bash", &["--undo", "--yes"]).run().ok();
    assert_eq!(files(&world.home()), old);
    assert!(!world.shims().exists() && !world.data().join("setup.json").exists());
    setup(&world, "/bin/bash", &["--undo", "--yes"]).run().ok().stderr_has("nothing is set up");
}

#[test]
fn what_was_written_around_it_since_then_stays() {
    let world = World::new();
    let rc = world.home().join(".bashrc");
    fs::write(&rc, "one").unwrap();
    setup(&world, "/bin/bash", &["--yes"]).run().ok();
    let with = fs::read_to_string(&rc).unwrap();
    fs::write(&rc, format!("zero\n{with}two\n")).unwrap();
    let profile = world.home().join(".profile");
    fs::write(&profile, format!("{}mine\n", fs::read_to_string(&profile).unwrap())).unwrap();
    // The record is lost: what is in the usual files is still found.
    fs::remove_file(world.data().join("setup.json")).unwrap();
    setup(&world, "/bin/zsh", &["--undo", "--yes"]).run().ok();
    assert_eq!(fs::read_to_string(&rc).unwrap(), "zero\none\ntwo\n");
    assert_eq!(fs::read_to_string(&profile).unwrap(), "mine\n");
}

#[test]
fn every_way_a_shell_starts_finds_the_shims() {
    let world = World::new();
    let debian = "case $- in\n    *i*) ;;\n      *) return;;\nesac\nPATH=/before:$PATH\n";
    fs::write(world.home().join(".bashrc"), debian).unwrap();
    fs::write(world.home().join(".zshrc"), "path=(/before $path)\n").unwrap();
    fs::create_dir_all(world.home().join(".config/fish")).unwrap();
    fs::write(world.home().join(".tcshrc"), "").unwrap();
    setup(&world, "/bin/bash", &["--yes"]).run().ok();
    let shim = "[ROOT]/data/shims/python";
    let ways: [&[&str]; 7] = [
        &["bash", "-ic", "type -p python"],
        &["bash", "-lc", "type -p python"],
        &["sh", "-lc", "command -v python"],
        &["zsh", "-c", "whence -p python"],
        &["zsh", "-ic", "whence -p python"],
        &["fish", "-c", "command -s python"],
        &["tcsh", "-c", "which python"],
    ];
    for way in ways {
        let Some(found) = session(&world, way) else { continue };
        assert_eq!(found.lines().next_back(), Some(shim), "{way:?}");
    }
    // `ssh host command`: bash reads .bashrc, which stops early.
    let rc = world.home().join(".bashrc");
    let line = format!(". {} >/dev/null; type -p python", rc.display());
    if let Some(found) = session(&world, &["bash", "-c", &line]) {
        assert_eq!(found, shim);
    }
}

#[test]
fn files_that_are_links_or_closed_or_gone_are_treated_as_such() {
    let world = World::new();
    let dotfiles = world.home().join("dotfiles");
    fs::create_dir(&dotfiles).unwrap();
    fs::write(dotfiles.join("bashrc"), "mine\n").unwrap();
    symlink("dotfiles/bashrc", world.home().join(".bashrc")).unwrap();
    let profile = world.home().join(".profile");
    fs::write(&profile, "closed\n").unwrap();
    fs::set_permissions(&profile, fs::Permissions::from_mode(0o444)).unwrap();
    let seen = setup(&world, "/bin/bash", &["--yes"]).run().code(4).clear_error();
    seen.stderr_has(".profile").stderr_has("it is read-only").stderr_has("by hand, in [ROOT]/home/.profile: case");
    assert_eq!(fs::read_to_string(&profile).unwrap(), "closed\n");
    assert!(fs::read_to_string(dotfiles.join("bashrc")).unwrap().contains("data/shims"));
    assert!(world.home().join(".bashrc").is_symlink());
    setup(&world, "/bin/bash", &["--undo", "--yes"]).run().ok();
    assert_eq!(fs::read_to_string(dotfiles.join("bashrc")).unwrap(), "mine\n");
    assert!(world.home().join(".bashrc").is_symlink());
}

#[test]
fn without_a_home_directory_the_line_is_told() {
    let world = World::new();
    let gone = world.root().join("nowhere");
    let seen = setup(&world, "/bin/bash", &["--yes"]).env("HOME", &gone).run().ok();
    seen.stderr_has("put this where your shell starts").stderr_has("[ROOT]/data/shims");
    assert!(world.shims().join("python").exists() && !gone.exists());
    let seen = setup(&world, "/usr/bin/nu", &["--yes"]).run().ok();
    seen.stderr_has("is not a shell whose files noglue writes");
}

#[test]
fn a_folder_that_cannot_stand_on_path_is_refused_before_anything_is_written() {
    let world = World::new();
    let odd = world.root().join("a:b");
    let run = setup(&world, "/bin/bash", &["--yes"]).env("NOGLUE_DATA_DIR", &odd).run();
    run.code(1).clear_error().stderr_has("NOGLUE_DATA_DIR");
    assert!(!odd.exists());
    assert!(files(&world.home()).is_empty());
}

#[test]
fn a_damaged_record_is_named() {
    let world = World::new();
    fs::write(world.data().join("setup.json"), "{").unwrap();
    setup(&world, "/bin/bash", &["--undo", "--yes"]).run().code(5).clear_error().stderr_has("setup.json is damaged");
}

#[test]
fn shims_follow_the_environments_and_never_hide_the_systems_programs() {
    let index = FakeIndex::start();
    let main = "def main():\n    print('the package runs')\n";
    let package = wheel("a", "1.0").file("a/__init__.py", main);
    index.publish(package.entry_point("a-cli", "a:main").entry_point("sudo", "a:main").entry_point("ls", "a:main"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    // An environment from before setup gets its shims by setup.
    world.noglue(["sync"]).run().ok();
    assert!(!world.shims().exists(), "nothing is forced on who has not asked for shims");
    let seen = setup(&world, "/bin/bash", &["--yes"]).run().ok();
    seen.stderr_has("'ls' gets no shim").stderr_has("'sudo' gets no shim").stderr_has("noglue run -- ls");
    // The machine may have environments for everybody, with shims of their own.
    let has = |name: &str| world.shims().join(name).symlink_metadata().is_ok();
    for name in ["a-cli", "pip", "pip3", "python", "python3", &world.python().name()] {
        assert!(has(name), "{name}");
    }
    assert!(!has("ls") && !has("sudo"));
    world.shim("a-cli").run().ok().stdout_is("the package runs");
    world.noglue(["run", "--", "ls"]).run().ok().stdout_is("the package runs");
    // A moved project is still called by name, though nobody can know where it is.
    let elsewhere = world.home().join("elsewhere");
    fs::rename(world.project(), &elsewhere).unwrap();
    setup(&world, "/bin/bash", &["--yes"]).cwd(&elsewhere).run().ok();
    world.shim("a-cli").cwd(&elsewhere).run().ok().stdout_is("the package runs");
    fs::rename(&elsewhere, world.project()).unwrap();
    // Gone with the last environment that has it; what somebody else put there stays.
    fs::write(world.shims().join("mine"), "").unwrap();
    fs::remove_dir_all(world.venv()).unwrap();
    setup(&world, "/bin/bash", &["--yes"]).run().ok();
    assert!(has("mine") && has("python") && !has("a-cli"));
}
