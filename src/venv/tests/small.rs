//! Small changes: what stays is handed over, every generation is whole, and a kill at any step is taken back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{base, change, guard, make, state};
use crate::venv::handover::{Handover, MOVED, MOVING};
use crate::venv::*;

const SITE: &str = "lib/python3.12/site-packages";

/// Generation 1: packages `a`, `b` and `space` (with a part of each), a module, a script, data.
fn first(path: &Path) {
    let held = guard(path);
    let building = Building::begin(&held, &make(&base())).unwrap();
    for file in ["a/x.py", "a/deep/y.py", "b/x.py", "space/a/z.py", "space/b/z.py", "top.py"] {
        write(&building.dir().join(SITE).join(file), file);
    }
    write(&building.dir().join("bin/run"), "run");
    write(&building.dir().join("share/doc/a.txt"), "doc");
    building.commit(&state("first"), Durability::Durable).unwrap();
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn touched(going: &[&str], coming: &[&str]) -> Touched {
    let paths = |names: &[&str]| names.iter().map(|name| Path::new(SITE).join(name)).collect();
    Touched { going: paths(going), coming: paths(coming) }
}

/// `b` goes, `c` comes.
fn other() -> Touched {
    touched(&["b/x.py", "space/b/z.py"], &["c/x.py", "space/c/z.py"])
}

fn begin<'a>(held: &'a Guard, touched: &Touched) -> Option<Building<'a>> {
    let building = Building::begin_small(held, &make(&base()), touched).unwrap()?;
    for file in &touched.coming {
        write(&building.dir().join(file), "new");
    }
    Some(building)
}

/// Files and what is in them, links followed, but for what we keep in generations.
fn files(root: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let walk = walkdir::WalkDir::new(root).follow_links(true).into_iter();
    for entry in walk.filter_entry(|entry| entry.file_name() != "lib64") {
        let entry = match entry {
            // The interpreter of these environments need not exist.
            Err(error) if error.path().unwrap().file_name().unwrap().to_str().unwrap().starts_with("python") => {
                continue;
            }
            entry => entry.unwrap(),
        };
        let name = entry.file_name().to_str().unwrap().to_owned();
        if entry.file_type().is_file()
            && ![MOVED, MOVING, "state.json"].contains(&&*name)
            && !name.starts_with("python")
        {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            files.insert(entry.path().strip_prefix(root).unwrap().to_owned(), text);
        }
    }
    files
}

fn has_links_to_others(root: &Path) -> bool {
    let links = walkdir::WalkDir::new(root).into_iter().flatten().filter(|entry| entry.path_is_symlink());
    links.into_iter().any(|link| std::fs::read_link(link.path()).unwrap().starts_with(".."))
}

fn after(before: &BTreeMap<PathBuf, String>, touched: &Touched) -> BTreeMap<PathBuf, String> {
    let mut files = before.clone();
    files.retain(|path, _| !touched.going.contains(path));
    files.extend(touched.coming.iter().map(|path| (path.clone(), "new".to_owned())));
    files
}

#[test]
fn the_new_generation_is_plain_and_the_old_one_whole() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    first(&path);
    let before = files(&path.join("gen/1"));
    let inode = |path: PathBuf| std::os::unix::fs::MetadataExt::ino(&std::fs::metadata(path).unwrap());
    let moved = inode(path.join("gen/1").join(SITE).join("a"));
    let held = guard(&path);
    let committed = begin(&held, &other()).unwrap().commit(&state("second"), Durability::Durable).unwrap();
    assert_eq!((committed.generation.number, committed.previous.unwrap().number), (2, 1));
    let new = committed.generation.path;
    assert_eq!(files(&new), after(&before, &other()));
    assert!(!has_links_to_others(&new) && !new.join(SITE).join("b").exists() && !new.join(MOVING).exists());
    assert_eq!(inode(new.join(SITE).join("a")), moved);
    assert_eq!(files(&path.join("gen/1")), before);
    assert!(has_links_to_others(&path.join("gen/1")));

    // Back again: generation 1 has directories of its own then, and 2 keeps what it has.
    held.rollback(1).unwrap();
    assert_eq!(files(&path.join("gen/1")), before);
    assert!(!has_links_to_others(&path.join("gen/1")));
    assert_eq!(files(&new), after(&before, &other()));
}

#[test]
fn a_kill_at_any_step_leaves_whole_generations_and_is_taken_back() {
    for exchanged in 0..=7 {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(".venv");
        first(&path);
        let before = files(&path.join("gen/1"));
        let held = guard(&path);
        let building = begin(&held, &other()).unwrap();
        let Building { dir: tree, handover, .. } = building;
        let mut handover = handover.unwrap();
        assert_eq!(handover.directories.len(), 5, "{:?}", handover.directories);
        std::fs::rename(tree.keep(), path.join("gen/2")).unwrap();
        handover.directories.truncate(exchanged);
        assert!(handover.run(&path.join("gen")).unwrap());
        if exchanged == 7 {
            // Killed after the flip.
            held.flip(&Generation { number: 2, path: path.join("gen/2") }).unwrap();
            assert_eq!(files(&path.join("gen/2")), after(&before, &other()));
        }
        drop(held);
        assert_eq!(files(&path.join("gen/1")), before, "{exchanged}");
        let seen: Vec<u64> = Generation::all(&path).unwrap().iter().map(|one| one.number).collect();
        assert_eq!(seen, if exchanged == 7 { vec![1, 2] } else { vec![1] });
        drop(guard(&path));
        assert_eq!(files(&path.join("gen/1")), before);
        if exchanged == 7 {
            assert!(path.join("gen/1").join(MOVED).exists() && !path.join("gen/2").join(MOVING).exists());
        } else {
            assert!(!has_links_to_others(&path.join("gen/1")));
            assert_eq!(std::fs::read_dir(path.join("gen")).unwrap().count(), 1);
        }
    }
}

#[test]
fn generations_that_others_point_to_stay() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    first(&path);
    let mut expected = vec![files(&path.join("gen/1"))];
    let held = guard(&path);
    for file in ["one.py", "two.py", "three.py"] {
        let touched = touched(&[], &[file]);
        expected.push(after(&expected[expected.len() - 1], &touched));
        begin(&held, &touched).unwrap().commit(&state(file), Durability::Fast).unwrap();
    }
    let all = |path: &Path| -> Vec<u64> { Generation::all(path).unwrap().iter().map(|one| one.number).collect() };
    assert_eq!(all(&path), [1, 2, 3, 4]);
    for (number, files_of_it) in (1..).zip(&expected) {
        assert_eq!(files(&path.join(format!("gen/{number}"))), *files_of_it);
    }
    // Somebody works in 1, which leads to 4 by way of 2 and 3.
    let sleeper = std::process::Command::new("sleep").arg("60").current_dir(path.join("gen/1")).spawn();
    let mut sleeper = sleeper.unwrap();
    let pruned = held.prune(1).unwrap();
    assert_eq!(pruned.removed, Vec::<u64>::new());
    assert_eq!(files(&path.join("gen/1")), expected[0]);
    sleeper.kill().unwrap();
    sleeper.wait().unwrap();
    assert_eq!(held.prune(1).unwrap().removed, [1, 2, 3]);
    assert_eq!(files(&path.join("gen/4")), expected[3]);
    assert!(!has_links_to_others(&path.join("gen/4")));
}

#[test]
fn what_has_to_be_decided_is_made_as_a_whole() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".venv");
    first(&path);
    let held = guard(&path);
    for (going, coming) in [
        // Another package's file, a directory for a file, a file for a directory.
        (vec![], vec!["a/x.py"]),
        (vec![], vec!["a"]),
        (vec![], vec!["top.py/x"]),
    ] {
        assert!(Building::begin_small(&held, &make(&base()), &touched(&going, &coming)).unwrap().is_none());
    }
    let base = base();
    let prompted = Make { prompt: Some("x"), ..make(&base) };
    assert!(Building::begin_small(&held, &prompted, &other()).unwrap().is_none());
    drop(held);
    // A generation that was gone back to by hand: its directories lie elsewhere.
    change(&path, "whole.py");
    let held = guard(&path);
    begin(&held, &touched(&[], &["c.py"])).unwrap().commit(&state("small"), Durability::Fast).unwrap();
    held.flip(&Generation { number: 2, path: path.join("gen/2") }).unwrap();
    assert!(Building::begin_small(&held, &make(&base), &other()).unwrap().is_none());
    let names: Vec<_> = std::fs::read_dir(path.join("gen")).unwrap().map(|name| name.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_str().unwrap().starts_with(".tmp")), "{names:?}");
}

#[test]
fn lists_of_other_numbers_move_nothing_back() {
    let handover = Handover { from: 1, to: 2, directories: vec!["x".into()] };
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("1/x/file"), "1");
    write(&dir.path().join("2/x/file"), "2");
    handover.undo(dir.path()).unwrap();
    assert_eq!(std::fs::read_to_string(dir.path().join("1/x/file")).unwrap(), "1");
}
