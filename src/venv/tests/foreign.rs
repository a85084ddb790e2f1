//! Environments and packages of other tools: seen, taken along, taken over, changed in place.

use std::path::{Path, PathBuf};

use super::{base, change, guard, make, state};
use crate::venv::*;

const SITE: &str = "lib/python3.12/site-packages";

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// As `python -m venv` and pip make it.
fn foreign(path: &Path) {
    write(&path.join("pyvenv.cfg"), "home = /usr/bin\nversion = 3.12.1");
    write(&path.join("bin/activate"), "# theirs\n");
    std::os::unix::fs::symlink("/usr/bin/python3.12", path.join("bin/python")).unwrap();
    std::os::unix::fs::symlink("lib", path.join("lib64")).unwrap();
    install(path, "victim", "1.0", &["victim/__init__.py", "victim/sub/x.py", "../../../bin/victim"], "pip");
}

/// A distribution with these files, as an installer leaves it.
fn install(root: &Path, name: &str, version: &str, files: &[&str], installer: &str) {
    let site = root.join(SITE);
    let info = format!("{name}-{version}.dist-info");
    let mut record = String::new();
    for file in files {
        write(&crate::sys::fs::absolute(Path::new(file), &site), name);
        record += &format!("{file},,\n");
    }
    write(&site.join(&info).join("METADATA"), &format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\n"));
    write(&site.join(&info).join("INSTALLER"), &format!("{installer}\n"));
    record += &format!("{info}/METADATA,,\n{info}/INSTALLER,,\n{info}/RECORD,,\n");
    write(&site.join(&info).join("RECORD"), &record);
}

fn named(all: &[Installed], name: &str) -> Installed {
    all.iter().find(|one| one.name.as_str() == name).unwrap().clone()
}

fn all_files(root: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(root)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| !entry.file_type().is_dir() && entry.file_name() != ".noglue.lock")
        .map(|entry| entry.path().strip_prefix(root).unwrap().to_owned())
        .collect();
    files.sort();
    files
}

#[test]
fn what_is_installed_is_read_from_any_tools_records() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    foreign(&path);
    install(&path, "Zope.Thing", "2.0rc1", &["zope/thing.py"], "uv");
    let site = path.join(SITE);
    write(&site.join("old-0.1.egg-info/PKG-INFO"), "Metadata-Version: 1.0\nName: old\nVersion: 0.1\n\n");
    write(&site.join("older-0.1.egg-info"), "Metadata-Version: 1.0\nName: older\nVersion: 0.1\n\n");
    write(&site.join("~ictim-0.9.dist-info/METADATA"), "Name: victim\nVersion: 0.9\n\n");
    write(&site.join("half-1.0.dist-info/RECORD"), "");
    write(&site.join("zope.thing-2.0rc1.dist-info/x"), "");
    let url = r#"{"url": "file:///srv/mine", "dir_info": {"editable": true}}"#;
    install(&path, "mine", "1", &["__editable__.mine.pth"], "pip");
    write(&site.join("mine-1.dist-info/direct_url.json"), url);
    write(&site.join("mine-1.dist-info/REQUESTED"), "");
    let all = installed(&[site.clone(), path.join("lib64/python3.12/site-packages"), path.join("nowhere")]).unwrap();
    let names: Vec<&str> = all.iter().map(|one| one.display_name.as_str()).collect();
    assert_eq!(names, ["mine", "old", "older", "victim", "Zope.Thing"]);
    let mine = named(&all, "mine");
    assert_eq!((mine.editable(), mine.requested), (Some("file:///srv/mine"), true));
    let zope = named(&all, "zope-thing");
    assert_eq!((zope.installer.as_deref(), zope.version.as_str(), zope.editable()), (Some("uv"), "2.0rc1", None));
    assert!(matches!(named(&all, "old").record(), Err(VenvError::NoRecord { .. })));
}

#[test]
fn a_removal_takes_byte_code_along_and_stays_inside() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    foreign(&path);
    let outside = dir.path().join("outside");
    write(&outside.join("victim.txt"), "mine");
    std::os::unix::fs::symlink(&outside, path.join(SITE).join("door")).unwrap();
    let absolute = outside.join("victim.txt");
    let record = path.join(SITE).join("victim-1.0.dist-info/RECORD");
    let hostile = [
        "../../../../outside/victim.txt,,",
        "door/victim.txt,,",
        "../../../bin/python,,",
        "../../../pyvenv.cfg,,",
        &format!("{},,", absolute.display()),
        "victim,,",
        "gone.py,,",
    ];
    write(&record, &(std::fs::read_to_string(&record).unwrap() + &hostile.join("\n") + "\n"));
    let cache = path.join(SITE).join("victim/sub/__pycache__");
    for name in ["x.cpython-312.pyc", "x.cpython-39.opt-2.pyc", "x.y.cpython-312.pyc", "xx.cpython-312.pyc"] {
        write(&cache.join(name), "");
    }
    let all = installed(&[path.join(SITE)]).unwrap();
    let removal = Removal::of(&named(&all, "victim"), &path).unwrap();
    let files: Vec<&str> =
        removal.files.iter().map(|file| file.strip_prefix(&path).unwrap().to_str().unwrap()).collect();
    let site = |file: &str| format!("{SITE}/{file}");
    let expected = [
        "bin/victim".to_owned(),
        site("victim/__init__.py"),
        site("victim/sub/__pycache__/x.cpython-312.pyc"),
        site("victim/sub/__pycache__/x.cpython-39.opt-2.pyc"),
        site("victim/sub/x.py"),
        site("victim-1.0.dist-info/INSTALLER"),
        site("victim-1.0.dist-info/METADATA"),
        site("victim-1.0.dist-info/RECORD"),
    ];
    assert_eq!(files, expected);
    let warning = |path: &str, why: &str| format!("left alone: RECORD of victim names \"{path}\" {why}");
    assert_eq!(
        removal.warnings,
        [
            warning("../../../../outside/victim.txt", "outside the environment"),
            warning("door/victim.txt", "outside the environment"),
            warning("../../../bin/python", "which is the environment's own"),
            warning("../../../pyvenv.cfg", "which is the environment's own"),
            warning(absolute.to_str().unwrap(), "outside the environment"),
        ]
    );
    let held = guard(&path);
    InPlace::begin(&held).unwrap().commit(&[removal], Durability::Durable).unwrap();
    assert_eq!(std::fs::read_to_string(absolute).unwrap(), "mine");
    assert!(!path.join(SITE).join("victim-1.0.dist-info").exists());
    assert!(path.join(SITE).join("victim/sub/__pycache__/xx.cpython-312.pyc").exists());
    assert!(path.join("bin/python").is_symlink() && path.join("bin").is_dir());
}

#[test]
fn a_change_in_place_is_whole_or_undone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    foreign(&path);
    let before = all_files(&path);
    let held = guard(&path);
    let removal = || Removal::of(&named(&installed(&[path.join(SITE)]).unwrap(), "victim"), &path).unwrap();
    // The last file to come cannot be put in place: everything is put back.
    let failing = InPlace::begin(&held).unwrap();
    install(&failing.dir(), "other", "2.0", &["other.py", "zzz/x.py"], "noglue");
    write(&path.join(SITE).join("zzz"), "a file where a directory is wanted");
    failing.commit(&[removal()], Durability::Durable).unwrap_err();
    std::fs::remove_file(path.join(SITE).join("zzz")).unwrap();
    assert_eq!(all_files(&path), before);
    // And now it goes through, over a file that is in the way.
    write(&path.join(SITE).join("other.py"), "somebody's");
    let change = InPlace::begin(&held).unwrap();
    install(&change.dir(), "other", "2.0", &["other.py", "../../../bin/other"], "noglue");
    change.commit(&[removal()], Durability::Durable).unwrap();
    assert_eq!(std::fs::read_to_string(path.join(SITE).join("other.py")).unwrap(), "other");
    assert!(path.join("bin/other").is_file() && !path.join("bin/victim").exists());
    assert!(!path.join(SITE).join("victim").exists());
    let names: Vec<String> = installed(&[path.join(SITE)]).unwrap().into_iter().map(|one| one.display_name).collect();
    assert_eq!(names, ["other"]);
    assert!(
        std::fs::read_dir(&path).unwrap().all(|entry| !entry
            .unwrap()
            .file_name()
            .to_str()
            .unwrap()
            .starts_with(".noglue-"))
    );
}

#[test]
fn a_change_in_place_killed_at_any_rename_is_undone_by_the_next_lock() {
    for done in 0..9 {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(".venv");
        foreign(&path);
        let before = all_files(&path);
        let held = guard(&path);
        let change = InPlace::begin(&held).unwrap();
        install(&change.dir(), "victim", "2.0", &["victim/__init__.py", "victim/new.py"], "noglue");
        let removal = Removal::of(&named(&installed(&[path.join(SITE)]).unwrap(), "victim"), &path).unwrap();
        change.commit_and_die_after(&[removal], done);
        drop(held);
        if done > 0 {
            assert_ne!(all_files(&path), before);
        }
        drop(guard(&path));
        assert_eq!(all_files(&path), before, "after {done} renames");
    }
}

#[test]
fn packages_of_other_tools_are_carried_into_the_next_generation() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    change(&path, "first.py");
    // pip works through the links at the top.
    install(&path, "byhand", "1.0", &["byhand.py", "../../../bin/byhand"], "pip");
    write(&path.join(SITE).join("own.pth"), "/srv/mine\n");
    write(&path.join(SITE).join("owndir/x.py"), "");
    let current = Generation::current(&path).unwrap();
    let all = installed(&current.site_packages().unwrap()).unwrap();
    let mut names = base().names();
    names.push("python".into());
    let strays = strays(&current, &all, &names).unwrap();
    let site = current.path.join(SITE);
    assert_eq!(strays, [site.join("first.py"), site.join("own.pth"), site.join("owndir")]);
    let held = guard(&path);
    let building = Building::begin(&held, &make(&base())).unwrap();
    write(&building.dir().join("bin/byhand"), "what was asked for");
    // RECORD, METADATA, INSTALLER and the module; the script's place is taken.
    assert_eq!(building.carry(&current, &named(&all, "byhand")).unwrap(), 4);
    building.carry_stray(&current, &site.join("owndir")).unwrap();
    building.commit(&state("carry"), Durability::Durable).unwrap();
    assert!(path.join(SITE).join("byhand.py").is_file() && path.join(SITE).join("owndir/x.py").is_file());
    assert_eq!(std::fs::read_to_string(path.join("bin/byhand")).unwrap(), "what was asked for");
    assert_eq!(installed(&[path.join(SITE)]).unwrap()[0].display_name, "byhand");
}

#[test]
fn a_foreign_environment_is_converted_and_kept_as_generation_0() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    foreign(&path);
    let held = guard(&path);
    let adoption = Adoption::begin(&held).unwrap();
    let building = adoption.build(&make(&base())).unwrap();
    assert_eq!(building.environment(), path);
    write(&building.dir().join(SITE).join("new.py"), "");
    building.commit(&state("sync"), Durability::Durable).unwrap();
    // Still theirs until the exchange.
    assert!(matches!(look(&path).unwrap(), Found::Foreign(..)));
    let (committed, new_guard) = adoption.commit().unwrap();
    assert_eq!((committed.generation.number, committed.previous.as_ref().unwrap().number), (1, 0));
    assert_eq!(committed.generation.path, path.join("gen/1"));
    drop(held);
    // The lock of the new tree is held by who converted it.
    assert!(matches!(Guard::acquire(&path, "x", std::time::Duration::ZERO, |_| ()), Err(VenvError::Locked { .. })));
    let Found::Ours(venv) = look(&path).unwrap() else { panic!("it is ours now") };
    let id = venv.config().noglue_id().unwrap().to_owned();
    assert!(path.join(SITE).join("new.py").is_file() && !path.join("bin/victim").exists());
    new_guard.rollback(0).unwrap();
    let Found::Ours(venv) = look(&path).unwrap() else { panic!("and stays ours") };
    assert_eq!(venv.config().noglue_id(), Some(id.as_str()));
    assert_eq!(venv.config().version(), Some("3.12.1"));
    assert!(path.join("bin/victim").is_file() && path.join(SITE).join("victim/sub/x.py").is_file());
    drop(new_guard);
    assert_eq!(change(&path, "next.py").generation.number, 2);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn a_conversion_that_is_given_up_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    foreign(&path);
    let before = all_files(&path);
    let held = guard(&path);
    let adoption = Adoption::begin(&held).unwrap();
    adoption.build(&make(&base())).unwrap().commit(&state("sync"), Durability::Durable).unwrap();
    drop(adoption);
    assert_eq!(all_files(&path), before);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn a_conversion_killed_at_any_step_is_settled_by_the_next_lock() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    foreign(&path);
    let beside = dir.path().join(".venv.noglue-abc");
    // Before the exchange: the new tree goes.
    change(&beside, "new.py");
    drop(guard(&path));
    assert!(!beside.exists());
    assert!(matches!(look(&path).unwrap(), Found::Foreign(..)));
    // After it: the old tree moves in.
    change(&beside, "new.py");
    assert!(crate::sys::fs::exchange(&beside, &path).unwrap());
    drop(guard(&path));
    assert!(!beside.exists());
    assert!(matches!(look(&path).unwrap(), Found::Ours(_)));
    assert!(path.join("gen/0/bin/victim").is_file());
    guard(&path).rollback(0).unwrap();
    assert!(path.join("bin/victim").is_file());
}
