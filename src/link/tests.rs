//! Small wheels, made here, through the store into a tree.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::store::testing::{Member, Wheel, store};
use crate::store::{Store, StoreError};

fn layout() -> Layout {
    Layout {
        python: "/srv/app/.venv/bin/python".into(),
        version: (3, 12),
        cache_tag: None,
        purelib: "lib/python3.12/site-packages".into(),
        platlib: "lib/python3.12/site-packages".into(),
        scripts: "bin".into(),
        headers: "include/site/python3.12".into(),
        data: String::new(),
    }
}

fn installables(store: &Store, wheels: &[Wheel]) -> Vec<Installable> {
    let install = |wheel: &Wheel| Installable {
        entry: Arc::new(wheel.insert(store).unwrap()),
        requested: false,
        direct_url: None,
    };
    wheels.iter().map(install).collect()
}

/// Every file below `root` with its mode, sorted.
fn listing(root: &Path) -> Vec<(String, u32)> {
    walkdir::WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            (path, entry.metadata().unwrap().permissions().mode() & 0o777)
        })
        .collect()
}

fn everything() -> Wheel {
    Wheel::new("everything", "1.0")
        .file("everything/__init__.py", "x = 1\n")
        .file("top, level.py", "")
        .file("everything-1.0.data/scripts/tool", "#!python3 -x\nprint('ü')\n")
        .file("everything-1.0.data/scripts/plain", "#!/bin/sh\n")
        .file("everything-1.0.data/scripts/main", "#!python\nold wrapper\n")
        .file("everything-1.0.data/headers/e.h", "// h\n")
        .file("everything-1.0.data/data/share/e/x.txt", "data\n")
        .file("everything-1.0.data/platlib/native.py", "n = 1\n")
        .member(Member::new("everything/run.sh", "#!/bin/sh\n").mode(0o106_777))
        .entry_points("[console_scripts]\nmain = everything:main\n[gui_scripts]\nwindow = everything.gui:show\n")
}

#[test]
fn every_kind_of_file_lands_where_pip_puts_it() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let mut wheels = installables(&store, &[everything()]);
    wheels[0].requested = true;
    wheels[0].direct_url = Some(b"{}".to_vec());
    let plan = plan(&wheels, &layout()).unwrap();
    assert_eq!(plan.scripts(&layout()), ["main", "plain", "tool", "window"]);
    let root = dir.path().join("root");
    std::fs::create_dir(&root).unwrap();
    let applied = apply(&plan, &root, LinkMode::Copy).unwrap();
    let site = "lib/python3.12/site-packages";
    let files = listing(&root);
    assert_eq!(applied.files, files.len());
    let expected = [
        ("bin/main".to_owned(), 0o755),
        ("bin/plain".to_owned(), 0o755),
        ("bin/tool".to_owned(), 0o755),
        ("bin/window".to_owned(), 0o755),
        ("include/site/python3.12/everything/e.h".to_owned(), 0o644),
        (format!("{site}/everything/__init__.py"), 0o644),
        (format!("{site}/everything/run.sh"), 0o755),
        (format!("{site}/everything-1.0.dist-info/INSTALLER"), 0o644),
        (format!("{site}/everything-1.0.dist-info/METADATA"), 0o644),
        (format!("{site}/everything-1.0.dist-info/RECORD"), 0o644),
        (format!("{site}/everything-1.0.dist-info/REQUESTED"), 0o644),
        (format!("{site}/everything-1.0.dist-info/WHEEL"), 0o644),
        (format!("{site}/everything-1.0.dist-info/direct_url.json"), 0o644),
        (format!("{site}/everything-1.0.dist-info/entry_points.txt"), 0o644),
        (format!("{site}/native.py"), 0o644),
        (format!("{site}/top, level.py"), 0o644),
        ("share/e/x.txt".to_owned(), 0o644),
    ];
    assert_eq!(files, expected);
    let tool = std::fs::read_to_string(root.join("bin/tool")).unwrap();
    assert_eq!(tool, "#!/srv/app/.venv/bin/python\nprint('ü')\n");
    let record = std::fs::read_to_string(root.join(site).join("everything-1.0.dist-info/RECORD")).unwrap();
    let line = |start: &str| record.split("\r\n").find(|line| line.starts_with(start)).unwrap_or("none").to_owned();
    let hash = |text: &str| {
        crate::pep::record::RecordHash::new(
            crate::pep::record::Algorithm::Sha256,
            &<sha2::Sha256 as sha2::Digest>::digest(text),
        )
    };
    assert_eq!(line("../../../bin/tool,"), format!("../../../bin/tool,{},{}", hash(&tool), tool.len()));
    assert_eq!(line("\"top, level.py\""), format!("\"top, level.py\",{},0", hash("")));
    assert_eq!(line("../../../share/e/x.txt"), format!("../../../share/e/x.txt,{},5", hash("data\n")));
    assert_eq!(line("everything-1.0.dist-info/RECORD"), "everything-1.0.dist-info/RECORD,,");
    assert_eq!(
        line("everything-1.0.dist-info/INSTALLER"),
        format!("everything-1.0.dist-info/INSTALLER,{},7", hash("noglue\n"))
    );
    // pip leaves the line of a wrapper it does not install.
    assert!(line("everything-1.0.data/scripts/main,sha256=").ends_with(",21"));
    let mut sorted: Vec<&str> = record.trim_end().split("\r\n").collect();
    sorted.sort_by_key(|line| line.trim_start_matches('"').to_owned());
    assert_eq!(record.trim_end().split("\r\n").collect::<Vec<_>>(), sorted);
}

#[test]
fn hard_links_are_read_only_names_of_the_stores_files() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let wheels = installables(&store, &[everything()]);
    let root = dir.path().join("root");
    std::fs::create_dir(&root).unwrap();
    let applied = apply(&plan(&wheels, &layout()).unwrap(), &root, LinkMode::Hardlink).unwrap();
    assert_eq!(applied.mode, LinkMode::Hardlink);
    let file = root.join("lib/python3.12/site-packages/everything/run.sh");
    let (here, there) =
        (file.metadata().unwrap(), wheels[0].entry.tree().join("everything/run.sh").metadata().unwrap());
    assert_eq!(here.ino(), there.ino());
    assert_eq!(here.mode() & 0o7777, 0o555);
    assert_eq!(here.mtime() as u64, wheels[0].entry.modified());
}

#[test]
fn an_altered_store_file_is_named_and_not_linked() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let wheels = installables(&store, &[everything()]);
    let victim = wheels[0].entry.tree().join("everything/__init__.py");
    std::fs::set_permissions(&victim, std::fs::Permissions::from_mode(0o644)).unwrap();
    // Same size: only the time tells.
    std::fs::write(&victim, "x = 2\n").unwrap();
    let plan = plan(&wheels, &layout()).unwrap();
    for mode in [LinkMode::Auto, LinkMode::Hardlink, LinkMode::Copy] {
        let root = tempfile::tempdir().unwrap();
        let error = apply(&plan, root.path(), mode).unwrap_err();
        assert!(matches!(error, LinkError::Store(StoreError::Altered { .. })), "{error}");
        assert_eq!(error.to_string(), "store copy of everything 1.0 was altered (\"everything/__init__.py\")");
    }
    assert!(wheels[0].entry.verify().is_err());
    let sha256 = wheels[0].entry.sha256().to_owned();
    store.discard(&sha256).unwrap();
    assert!(store.get(&sha256).is_none());
    everything().insert(&store).unwrap().verify().unwrap();
}

#[test]
fn of_two_files_with_one_name_the_last_is_taken_and_said() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let a = Wheel::new("a", "1.0").file("shared_mod.py", "a\n").file("tests/__init__.py", "").file("a.py", "");
    let b = Wheel::new("b", "1.0").file("shared_mod.py", "b\n").file("tests/__init__.py", "").file("tests/b.py", "");
    let plan = plan(&installables(&store, &[a, b]), &layout()).unwrap();
    assert_eq!(plan.overlaps, ["a 1.0 and b 1.0 both install \"lib/python3.12/site-packages/shared_mod.py\""]);
    for mode in [LinkMode::Hardlink, LinkMode::Copy] {
        let root = tempfile::tempdir().unwrap();
        apply(&plan, root.path(), mode).unwrap();
        let site = root.path().join("lib/python3.12/site-packages");
        assert_eq!(std::fs::read_to_string(site.join("shared_mod.py")).unwrap(), "b\n");
        assert!(site.join("tests/__init__.py").is_file() && site.join("tests/b.py").is_file());
    }
}

#[test]
fn two_scripts_with_one_name_are_an_overlap_too() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let a = Wheel::new("a", "1.0").entry_points("[console_scripts]\nrun = a:main\n");
    let b = Wheel::new("b", "1.0").file("b-1.0.data/scripts/run", "#!/bin/sh\n");
    let plan = plan(&installables(&store, &[a, b]), &layout()).unwrap();
    assert_eq!(plan.overlaps, ["a 1.0 and b 1.0 both install \"bin/run\""]);
    let root = tempfile::tempdir().unwrap();
    apply(&plan, root.path(), LinkMode::Hardlink).unwrap();
    assert_eq!(std::fs::read_to_string(root.path().join("bin/run")).unwrap(), "#!/bin/sh\n");
}

#[test]
fn a_file_where_another_package_has_a_directory_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let file = Wheel::new("a", "1.0").file("thing", "");
    let directory = Wheel::new("b", "1.0").file("thing/x.py", "");
    let common = Wheel::new("c", "1.0").file("c-1.0.data/data/lib", "");
    for (wheels, text) in [
        (
            vec![file.clone(), directory.clone()],
            "a 1.0 has \"lib/python3.12/site-packages/thing\" as a file and b 1.0 as a directory",
        ),
        (vec![directory, file], "a 1.0 has \"lib/python3.12/site-packages/thing\" as a file and b 1.0 as a directory"),
        (vec![common], "c 1.0 has \"lib\" as a file and another package as a directory"),
    ] {
        let error = plan(&installables(&store, &wheels), &layout()).unwrap_err();
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn pip_gets_the_numbers_of_the_python_it_is_installed_for() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let pip = Wheel::new("pip", "26.0")
        .entry_points("[console_scripts]\npip = pip:main\npip3 = pip:main\npip3.9 = pip:main\n");
    let plan = plan(&installables(&store, &[pip]), &layout()).unwrap();
    assert_eq!(plan.scripts(&layout()), ["pip", "pip3", "pip3.12"]);
}

#[test]
fn paths_are_relative_as_record_wants_them() {
    let lib = "lib/python3.12/site-packages";
    for (path, relative) in [
        ("lib/python3.12/site-packages/a/b.py", "a/b.py"),
        ("bin/x", "../../../bin/x"),
        ("lib/x", "../../x"),
        ("lib/python3.12/site-packages-2/x", "../site-packages-2/x"),
    ] {
        assert_eq!(super::plan::relative_to(lib, path), relative);
    }
    assert_eq!(super::plan::relative_to("", "a/b"), "a/b");
}

#[test]
fn copies_need_room_for_their_bytes_and_links_for_their_names() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let large = Wheel::new("large", "1.0").file("large.bin", &"x".repeat(10 << 20));
    let plan = plan(&installables(&store, &[large]), &layout()).unwrap();
    assert!(plan.needs(LinkMode::Hardlink, dir.path()) < 1 << 20);
    assert!(plan.needs(LinkMode::Copy, dir.path()) > 10 << 20);
    // On another file system links are copies: /proc is always one.
    assert!(plan.needs(LinkMode::Auto, Path::new("/proc")) > 10 << 20);
}

#[test]
fn thousands_of_files_in_as_many_directories_all_arrive() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let mut wheel = Wheel::new("big", "1.0");
    // `a-b` sorts between `a` and `a/x`: threads meet directories whose parents another one makes.
    for number in 0..1500 {
        wheel = wheel.file(&format!("big/a{}/x/y{number}/z.py", number % 7), "");
        wheel = wheel.file(&format!("big/a{}-b/y{number}/z.py", number % 7), "");
    }
    let plan = plan(&installables(&store, &[wheel]), &layout()).unwrap();
    for mode in [LinkMode::Auto, LinkMode::Copy] {
        let root = dir.path().join(mode.to_string());
        std::fs::create_dir(&root).unwrap();
        let applied = apply(&plan, &root, mode).unwrap();
        let files = listing(&root);
        assert_eq!(applied.files, files.len());
        assert_eq!(files.iter().filter(|(path, _)| path.ends_with("/z.py")).count(), 3000);
    }
}
