//! Environments made, changed and gone back to, in temporary directories.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::*;

mod foreign;
mod small;

fn base() -> Base {
    Base {
        home: "/usr/bin".into(),
        executable: "/usr/bin/python3.12".into(),
        implementation: "CPython".into(),
        version: "3.12.1".into(),
        release: (3, 12, 1),
        is_free_threaded: false,
        prefix: "/usr".into(),
        exec_prefix: "/usr".into(),
    }
}

fn guard(path: &Path) -> Guard {
    Guard::acquire(path, "test", Duration::ZERO, |_| ()).unwrap()
}

fn make(base: &Base) -> Make<'_> {
    Make { base, prompt: None, includes_system: false, scripts: &[], project: None }
}

fn state(command: &str) -> State {
    State { command: command.into(), ..State::default() }
}

/// A new generation with one more file in its site-packages.
fn change(path: &Path, file: &str) -> Committed {
    let guard = guard(path);
    let building = Building::begin(&guard, &make(&base())).unwrap();
    std::fs::write(building.dir().join(building.site_packages()).join(file), file).unwrap();
    building.commit(&state(file), Durability::Durable).unwrap()
}

fn links(path: &Path) -> Vec<(String, PathBuf)> {
    let mut links: Vec<(String, PathBuf)> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| Some((path.file_name()?.to_str()?.to_owned(), std::fs::read_link(&path).ok()?)))
        .collect();
    links.sort();
    links
}

#[test]
fn a_new_environment_has_the_layout_of_the_design() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a project's ü/.venv");
    assert_eq!(look(&path).unwrap(), Found::Nothing);
    let committed = change(&path, "x.py");
    assert_eq!((committed.generation.number, committed.previous), (1, None));
    let expected: Vec<(String, PathBuf)> =
        ["bin", "current", "etc", "include", "lib", "lib64", "pyvenv.cfg", "share", "state.json"]
            .map(|name| {
                let target = if name == "current" { "gen/1".into() } else { Path::new("current").join(name) };
                (name.to_owned(), target)
            })
            .to_vec();
    assert_eq!(links(&path), expected);
    assert_eq!(std::fs::read_to_string(path.join(".gitignore")).unwrap(), "*\n");
    assert!(std::fs::read_to_string(path.join("CACHEDIR.TAG")).unwrap().starts_with("Signature: 8a477f597d28d17"));
    assert!(path.join("lib/python3.12/site-packages/x.py").is_file());
    assert!(path.join("lib64/python3.12/site-packages/x.py").is_file());
    let bin = path.join("bin");
    assert_eq!(std::fs::read_link(bin.join("python")).unwrap(), Path::new("/usr/bin/python3.12"));
    for name in ["python3", "python3.12"] {
        assert_eq!(std::fs::read_link(bin.join(name)).unwrap(), Path::new("python"));
    }
    let Found::Ours(venv) = look(&path).unwrap() else { panic!("it is ours") };
    assert_eq!(venv.current().unwrap(), committed.generation);
    assert_eq!(venv.config().noglue_id().unwrap().len(), 32);
    assert_eq!(committed.generation.state().unwrap().unwrap().command, "x.py");
}

#[test]
fn a_change_is_a_new_generation_with_the_same_id_and_the_old_one_stays() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    change(&path, "a.py");
    let id = |path: &Path| match look(path).unwrap() {
        Found::Ours(venv) => venv.config().noglue_id().unwrap().to_owned(),
        other => panic!("{other:?}"),
    };
    let first = id(&path);
    let committed = change(&path, "b.py");
    assert_eq!(committed.previous.unwrap().number, 1);
    assert_eq!(id(&path), first);
    let site = path.join("lib/python3.12/site-packages");
    assert!(site.join("b.py").is_file() && !site.join("a.py").exists());
    assert_eq!(guard(&path).rollback(1).unwrap().number, 1);
    assert!(site.join("a.py").is_file() && !site.join("b.py").exists());
    assert!(matches!(guard(&path).rollback(7), Err(VenvError::NoGeneration { number: 7, .. })));
    // After a rollback the next change does not reuse a number.
    assert_eq!(change(&path, "c.py").generation.number, 3);
}

#[test]
fn links_follow_what_a_generation_has() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    change(&path, "a.py");
    let held = guard(&path);
    let building = Building::begin(&held, &make(&base())).unwrap();
    std::fs::create_dir(building.dir().join("man")).unwrap();
    building.commit(&state("man"), Durability::Durable).unwrap();
    assert_eq!(std::fs::read_link(path.join("man")).unwrap(), Path::new("current/man"));
    held.rollback(1).unwrap();
    assert!(std::fs::symlink_metadata(path.join("man")).is_err());
    // What somebody else put there is left alone.
    std::fs::create_dir(path.join("own")).unwrap();
    held.rollback(2).unwrap();
    assert!(path.join("own").is_dir() && path.join("man").is_dir());
}

#[test]
fn what_is_not_committed_never_was() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    let held = guard(&path);
    drop(Building::begin(&held, &make(&base())).unwrap());
    assert_eq!(look(&path).unwrap(), Found::Nothing);
    assert_eq!(std::fs::read_dir(path.join("gen")).unwrap().count(), 0);
    // As a kill leaves it.
    std::mem::forget(Building::begin(&held, &make(&base())).unwrap());
    drop(held);
    assert_eq!(look(&path).unwrap(), Found::Nothing);
    assert_eq!(change(&path, "a.py").generation.number, 1);
    assert_eq!(std::fs::read_dir(path.join("gen")).unwrap().count(), 1);
}

#[test]
fn a_commit_stopped_at_any_step_leaves_the_old_or_the_new() {
    // The steps of a commit on a copy of an environment, each state looked at as a reader would.
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    change(&path, "a.py");
    let held = guard(&path);
    let building = Building::begin(&held, &make(&base())).unwrap();
    let site = building.site_packages().to_owned();
    std::fs::create_dir(building.dir().join("man")).unwrap();
    std::fs::write(building.dir().join(&site).join("b.py"), "").unwrap();
    let files = || {
        let has = |name: &str| path.join(&site).join(name).is_file();
        assert!(matches!(look(&path).unwrap(), Found::Ours(_)));
        (has("a.py"), has("b.py"))
    };
    // Renamed, not flipped.
    let staged = path.join("gen/2");
    std::fs::write(building.dir().join("state.json"), state("b").to_json()).unwrap();
    std::fs::rename(building.dir(), &staged).unwrap();
    assert_eq!(files(), (true, false));
    // The new top link dangles, the flip has not come.
    std::os::unix::fs::symlink("current/man", path.join("man")).unwrap();
    assert_eq!(files(), (true, false));
    drop(building);
    drop(held);
    // The next command finds an environment that works and goes on.
    assert_eq!(change(&path, "c.py").generation.number, 3);
    assert!(std::fs::symlink_metadata(path.join("man")).is_err());
}

#[test]
fn old_generations_go_but_never_the_current_one_nor_one_in_use() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    for n in 0..6 {
        change(&path, &format!("f{n}.py"));
    }
    let held = guard(&path);
    held.rollback(1).unwrap();
    let mut user = std::process::Command::new("sleep").arg("60").current_dir(path.join("gen/2")).spawn().unwrap();
    let pruned = held.prune(3).unwrap();
    user.kill().unwrap();
    user.wait().unwrap();
    assert_eq!(pruned, Pruned { removed: vec![3], in_use: vec![(2, super::Use::By(user.id()))] });
    let numbers: Vec<u64> = Generation::all(&path).unwrap().iter().map(|g| g.number).collect();
    assert_eq!(numbers, [1, 2, 4, 5, 6]);
    assert_eq!(held.prune(3).unwrap().removed, [2]);
}

#[test]
fn what_is_no_environment_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("photos");
    std::fs::create_dir(&path).unwrap();
    std::fs::write(path.join("me.jpg"), "").unwrap();
    assert_eq!(look(&path).unwrap(), Found::Other);
    let error = Guard::acquire(&path, "test", Duration::ZERO, |_| ()).unwrap_err();
    assert_eq!(error.to_string(), format!("{} is not an environment, and not empty", path.display()));
    assert_eq!(std::fs::read_dir(&path).unwrap().count(), 1);
    let file = dir.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert_eq!(look(&file).unwrap(), Found::Other);
}

#[test]
fn an_environment_of_another_tool_is_known_as_such() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    std::fs::create_dir_all(path.join("bin")).unwrap();
    std::fs::write(path.join("pyvenv.cfg"), "home = /usr/bin\nversion = 3.11.2\n").unwrap();
    let Found::Foreign(_, config) = look(&path).unwrap() else { panic!("it is foreign") };
    assert_eq!(config.version(), Some("3.11.2"));
    let held = guard(&path);
    assert!(matches!(Building::begin(&held, &make(&base())), Err(VenvError::Foreign { .. })));
}

#[test]
fn an_interpreter_inside_the_project_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    let held = guard(&path);
    let link = dir.path().join("python3.12");
    std::os::unix::fs::symlink("/bin/sh", &link).unwrap();
    let inside = Base { executable: link, ..base() };
    let with_project = Make { project: Some(dir.path()), ..make(&inside) };
    assert!(matches!(Building::begin(&held, &with_project), Err(VenvError::InterpreterInside { .. })));
    assert!(matches!(look(&path).unwrap(), Found::Nothing));
}

#[test]
fn a_locked_environment_names_its_holder() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    let held = Guard::acquire(&path, "install numpy", Duration::ZERO, |_| ()).unwrap();
    let error = Guard::acquire(&path, "sync", Duration::ZERO, |_| ()).unwrap_err();
    let pid = std::process::id();
    let text = format!("{} is used by another noglue (pid {pid}, \"install numpy\")", path.display());
    assert_eq!(error.to_string(), text);
    let mut said = String::new();
    let _ = Guard::acquire(&path, "sync", Duration::from_millis(20), |sentence| said = sentence.to_owned());
    assert_eq!(said, format!("waiting for noglue (pid {pid}, \"install numpy\") on {} …", path.display()));
    drop(held);
    guard(&path);
}

#[test]
fn too_little_room_is_said_in_numbers() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    let held = guard(&path);
    let building = Building::begin(&held, &make(&base())).unwrap();
    building.check_room(1000).unwrap();
    let error = building.check_room(u64::MAX / 2).unwrap_err().to_string();
    assert!(error.starts_with(&format!("no room in {}: needs 9223372.0 TB, ", path.display())), "{error}");
    assert!(error.ends_with(" free; nothing changed"), "{error}");
}
