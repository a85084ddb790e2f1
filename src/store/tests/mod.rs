//! Wheels that are kept and wheels that are refused. Texts: bad-input table, rows 1-34.

use std::os::unix::fs::PermissionsExt;

use super::testing::{Member, Wheel, insert, record, store, zip};
use super::*;

mod bytecode;

fn victim() -> Wheel {
    Wheel::new("victim", "1.0").file("victim/__init__.py", "x = 1\n")
}

/// The wheel is refused with exactly this reason, and nothing of it stays.
fn refused(wheel: &Wheel, reason: &str) {
    refused_bytes(&wheel.file_name(), &wheel.bytes(), Strictness::default(), reason);
}

fn refused_bytes(name: &WheelName, bytes: &[u8], strictness: Strictness, reason: &str) {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let error = insert(&store, name, bytes, strictness).unwrap_err();
    assert_eq!(error.to_string(), format!("refused {} {} ({name}): {reason}", name.name(), name.version()));
    assert_eq!(crate::error::Explain::exit(&error), crate::error::Exit::Integrity);
    for folder in ["wheels", "tmp"] {
        assert_eq!(std::fs::read_dir(dir.path().join(folder)).unwrap().count(), 0, "{folder}");
    }
}

#[test]
fn a_kept_wheel_is_read_only_and_of_one_time() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let wheel = victim().member(Member::new("victim/run", "#!/bin/sh\n").mode(0o104_777));
    let entry = wheel.insert(&store).unwrap();
    assert_eq!(entry.wheel(), &wheel.file_name());
    assert_eq!((entry.dist_info(), entry.is_purelib()), ("victim-1.0.dist-info", true));
    assert!(entry.has_plain_record());
    assert_eq!(entry.warnings().count(), 0);
    entry.verify().unwrap();
    for file in entry.manifest().files() {
        let metadata = std::fs::metadata(entry.tree().join(entry.manifest().path(&file))).unwrap();
        let expected = if file.name == "run" { 0o555 } else { 0o444 };
        assert_eq!(metadata.permissions().mode() & 0o7777, expected, "{}", file.name);
        let modified = std::time::UNIX_EPOCH + std::time::Duration::from_secs(entry.modified());
        assert_eq!(metadata.modified().unwrap(), modified);
        assert!(modified <= store.now && store.now.duration_since(modified).unwrap().as_secs() < 4096);
        assert_eq!(metadata.len(), file.size);
    }
    let again = store.get(entry.sha256()).unwrap();
    assert_eq!(again.metadata().unwrap(), wheel.metadata.as_bytes());
    assert!(wheel.insert(&store).is_ok());
}

#[test]
fn a_damaged_manifest_is_no_entry_and_is_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let sha256 = victim().insert(&store).unwrap().sha256().to_owned();
    std::fs::write(store.entry_dir(&sha256).join("manifest"), "").unwrap();
    assert!(store.get(&sha256).is_none());
    victim().insert(&store).unwrap().verify().unwrap();
    assert_eq!(std::fs::read_dir(dir.path().join("tmp")).unwrap().count(), 0);
}

#[test]
fn only_hashes_name_entries() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    for name in ["", "../wheels", &"A".repeat(64), &"g".repeat(64), &"0".repeat(63)] {
        assert!(store.get(name).is_none());
    }
}

#[test]
fn paths_that_are_not_plain_names_below_the_root_are_refused() {
    for (path, reason) in [
        ("../../x", "wheel has a path that leaves its directory: \"../../x\""),
        ("victim/../../x", "wheel has a path that leaves its directory: \"victim/../../x\""),
        ("/etc/x", "wheel has an absolute path: \"/etc/x\""),
        ("..\\..\\x", "wheel has a path with \"\\\" or a drive letter: \"..\\..\\x\""),
        ("C:x", "wheel has a path with \"\\\" or a drive letter: \"C:x\""),
        ("a.py\0.txt", "wheel has a file name with a control character: \"a.py␀.txt\""),
        ("../x/", "wheel has a path that leaves its directory: \"../x/\""),
        (
            "victim-1.0.data/purelib/../../../x",
            "wheel has a path that leaves its directory: \"victim-1.0.data/purelib/../../../x\"",
        ),
    ] {
        refused(&victim().member(Member::new(path, "")), reason);
    }
    let long = "x".repeat(300);
    refused(&victim().file(&format!("victim/{long}"), ""), "file name too long in wheel (300 bytes)");
}

#[test]
fn two_members_for_one_place_are_refused() {
    refused(&victim().file("victim/x.py", "1").file("victim/x.py", "2"), "wheel has \"victim/x.py\" twice");
    refused(&victim().file("victim/x.py", "1").file("victim/./x.py", "2"), "wheel has \"victim/x.py\" twice");
    let reason = "wheel has \"victim/a\" as a file and as a directory";
    refused(&victim().file("victim/a", "1").file("victim/a/b", "2"), reason);
    refused(&victim().file("victim/a", "1").member(Member::new("victim/a/", "").mode(0o040_755)), reason);
}

#[test]
fn damage_is_named_by_file() {
    let with = |change: &dyn Fn(&mut Member)| {
        let mut members = victim().file("victim/x.py", &"text ".repeat(100)).all_members();
        let member = members.iter_mut().find(|member| member.name == b"victim/x.py").unwrap();
        change(member);
        zip(&members)
    };
    let name = victim().file_name();
    let check = |bytes: &[u8], reason: &str| refused_bytes(&name, bytes, Strictness::default(), reason);
    check(&with(&|m| m.crc = Some(1)), "wheel is damaged at \"victim/x.py\" (CRC)");
    check(&with(&|m| m.size = Some(10)), "\"victim/x.py\" is larger than the wheel says (10 bytes)");
    check(&with(&|m| m.size = Some(501)), "wheel is damaged at \"victim/x.py\" (size)");
    check(&with(&|m| m.deflate = false), "wheel is damaged at \"victim/x.py\" (deflate)");
    check(&zip(&victim().all_members())[..100], "wheel is no zip file, or is cut short");
}

#[test]
fn large_members_stream_and_stop_where_the_header_says() {
    let text = "0123456789abcdef".repeat(600 << 10);
    let whole = Wheel::new("large", "1.0").file("large.bin", &text).member(Member::new("stored.bin", &text));
    let dir = tempfile::tempdir().unwrap();
    let entry = whole.insert(&store(dir.path())).unwrap();
    assert!(entry.has_plain_record());
    assert_eq!(entry.warnings().count(), 0);
    entry.verify().unwrap();
    let with = |change: &dyn Fn(&mut Member)| {
        let mut members = whole.all_members();
        change(&mut members[0]);
        zip(&members)
    };
    let check = |bytes: &[u8], reason: &str| refused_bytes(&whole.file_name(), bytes, Strictness::default(), reason);
    check(&with(&|m| m.size = Some(9 << 20)), "\"large.bin\" is larger than the wheel says (9437184 bytes)");
    check(&with(&|m| m.size = Some(10 << 20)), "wheel is damaged at \"large.bin\" (size)");
    check(&with(&|m| m.crc = Some(1)), "wheel is damaged at \"large.bin\" (CRC)");
}

#[test]
fn what_expands_beyond_reason_is_refused_before_it_expands() {
    let mut members = victim().all_members();
    members[0].size = Some(u32::MAX - 1);
    let bytes = zip(&members);
    let name = victim().file_name();
    refused_bytes(&name, &bytes, Strictness::default(), "wheel expands to 4.3 GB; pass --max-unpacked to allow");
    let small = Strictness { max_unpacked: Some(10), ..Strictness::default() };
    let bytes = victim().bytes();
    refused_bytes(&name, &bytes, small, "wheel expands to 398 B; pass --max-unpacked to allow");
}

#[test]
fn the_dist_info_directory_must_be_one_and_complete() {
    refused(&victim().file("other-2.0.dist-info/METADATA", ""), "wheel has 2 dist-info directories");
    let name = victim().file_name();
    let without = |file: &str| {
        let mut members = victim().all_members();
        members.retain(|member| !member.name.ends_with(file.as_bytes()));
        zip(&members)
    };
    for file in ["METADATA", "WHEEL", "RECORD"] {
        refused_bytes(&name, &without(file), Strictness::default(), &format!("wheel lacks {file}"));
    }
    let none = zip(&[Member::new("victim/__init__.py", "")]);
    refused_bytes(&name, &none, Strictness::default(), "wheel has 0 dist-info directories");
    let other = WheelName::parse("other-1.0-py3-none-any.whl").unwrap();
    let reason = "file says \"other\", its dist-info directory is \"victim-1.0.dist-info\"";
    refused_bytes(&other, &victim().bytes(), Strictness::default(), reason);
}

#[test]
fn metadata_must_say_what_the_file_name_says() {
    let with = |metadata: &str| Wheel { metadata: metadata.into(), ..victim() };
    refused(&with("Metadata-Version: 2.1\nName: pip\nVersion: 1.0\n\n"), "file says \"victim\", METADATA says \"pip\"");
    refused(&with("Metadata-Version: 2.1\nName: victim\nVersion: 2.0\n\n"), "file says 1.0, METADATA says 2.0");
    let newer = Wheel { wheel: "Wheel-Version: 2.0\nRoot-Is-Purelib: true\n\n".into(), ..victim() };
    refused(&newer, "wheel format 2.0 is newer than this noglue (1.x)");
    // Spelled otherwise, the same.
    let dir = tempfile::tempdir().unwrap();
    with("Metadata-Version: 2.1\nName: VICTIM\nVersion: 1.0.0\n\n").insert(&store(dir.path())).unwrap();
}

#[test]
fn record_may_lag_behind_with_a_warning_and_never_when_strict() {
    let base = victim().file("sitecustomize.py", "import os\n");
    let good = record(&base.all_members()[..4], "victim-1.0.dist-info");
    let without: String =
        good.lines().filter(|line| !line.starts_with("sitecustomize")).map(|l| format!("{l}\n")).collect();
    let stale = good.replacen("sha256=", "sha256=A", 1);
    let wrong = {
        let hash = testing_hash("other\n");
        let line = good.lines().find(|line| line.starts_with("victim/__init__.py")).unwrap();
        good.replace(line, &format!("victim/__init__.py,sha256={hash},6"))
    };
    let size = good.replace(",6\n", ",7\n");
    let unhashed = good
        .lines()
        .map(|l| if l.starts_with("victim/__i") { "victim/__init__.py,,\n".into() } else { format!("{l}\n") })
        .collect::<String>();
    for (text, warning) in [
        (without, "\"sitecustomize.py\" is not in the wheel's RECORD"),
        (wrong, "\"victim/__init__.py\" does not match RECORD"),
        (size, "\"victim/__init__.py\" does not match RECORD"),
        (unhashed, "RECORD has no sha256 for \"victim/__init__.py\""),
    ] {
        let wheel = base.clone().record(&text);
        let dir = tempfile::tempdir().unwrap();
        let entry = wheel.insert(&store(dir.path())).unwrap();
        assert_eq!(entry.warnings().collect::<Vec<_>>(), [warning]);
        assert_eq!(entry.startup_files().collect::<Vec<_>>(), ["sitecustomize.py"]);
        let strict = Strictness { strict_record: true, ..Strictness::default() };
        refused_bytes(&wheel.file_name(), &wheel.bytes(), strict, warning);
    }
    refused(&base.clone().record(&stale), "RECORD line 1 is not readable: its hash is not a sha256 in base64");
}

fn testing_hash(text: &str) -> String {
    super::insert::base64_sha256(text.as_bytes())
}

#[test]
fn record_must_be_readable_and_name_only_what_is_there() {
    let dist_info = "victim-1.0.dist-info";
    let good = record(&victim().all_members()[..3], dist_info);
    for (line, reason) in [
        (
            "../../../../outside/victim.txt,,",
            "RECORD names \"../../../../outside/victim.txt\", which is not in the wheel",
        ),
        ("/etc/passwd,,", "RECORD names \"/etc/passwd\", which is not in the wheel"),
        ("pip/__init__.py,,", "RECORD names \"pip/__init__.py\", which is not in the wheel"),
        ("victim/x.py,md5=abc,3", "RECORD line 5 is not readable: hash algorithm \"md5\" is not accepted"),
        ("a,b", "RECORD line 5 is not readable: it has 2 fields, three are wanted"),
    ] {
        refused(&victim().record(&format!("{good}{line}\n")), reason);
    }
    // Byte-code that was left out, and directories, are listed by builders in good faith.
    let wheel = victim().record(&format!("{good}victim/__pycache__/x.cpython-312.pyc,,\nvictim/,,\n"));
    let dir = tempfile::tempdir().unwrap();
    let entry = wheel.insert(&store(dir.path())).unwrap();
    assert!(!entry.has_plain_record());
    assert_eq!(entry.warnings().count(), 0);
}

#[test]
fn hashes_better_than_sha256_are_checked_too() {
    use sha2::Digest as _;
    let wheel = victim();
    let members = wheel.all_members();
    let good = record(&members[..3], "victim-1.0.dist-info");
    for (right, warnings) in [("x = 1\n", 0), ("x = 2\n", 1)] {
        let hash =
            crate::pep::record::RecordHash::new(crate::pep::record::Algorithm::Sha512, &sha2::Sha512::digest(right));
        let line = good.lines().next().unwrap();
        let text = good.replace(line, &format!("victim/__init__.py,{hash},6"));
        let dir = tempfile::tempdir().unwrap();
        let entry = wheel.clone().record(&text).insert(&store(dir.path())).unwrap();
        assert_eq!(entry.warnings().count(), warnings);
    }
}

#[test]
fn data_directories_are_known_and_never_reach_the_environments_own_files() {
    let with = |path: &str| victim().file(&format!("victim-1.0.data/{path}"), "");
    refused(&with("evil/x"), "wheel has unknown data directory \"evil\"");
    refused(&with("x"), "wheel has unknown data directory \"x\"");
    for (path, lands) in [
        ("scripts/python", "bin/python"),
        ("scripts/Python3.12", "bin/Python3.12"),
        ("scripts/activate", "bin/activate"),
        ("data/bin/python3", "bin/python3"),
        ("data/pyvenv.cfg", "pyvenv.cfg"),
        ("data/PYVENV.CFG", "PYVENV.CFG"),
        ("data/gen/1/x", "gen/1/x"),
        ("data/current", "current"),
        ("data/state.json", "state.json"),
    ] {
        refused(&with(path), &format!("wheel would overwrite {lands}"));
    }
}

#[test]
fn entry_points_are_names_and_objects() {
    let with = |line: &str| victim().entry_points(&format!("[console_scripts]\n{line}\n"));
    refused(&with("../../x = a:b"), "entry point name \"../../x\" is not a file name");
    refused(&with("python = a:b"), "wheel would overwrite bin/python");
    refused(
        &with("vx = victim:main();import os"),
        "entry point \"vx\" does not name an object: \"victim:main();import os\"",
    );
}

#[test]
fn code_that_runs_at_every_start_is_noted() {
    let wheel = victim()
        .file("zz_evil.pth", "import os; os.system('x')\n")
        .file("plain.pth", "some/directory\n")
        .file("victim/inner.pth", "import os\n")
        .file("victim-1.0.data/purelib/usercustomize.py", "");
    let dir = tempfile::tempdir().unwrap();
    let entry = wheel.insert(&store(dir.path())).unwrap();
    let noted: Vec<&str> = entry.startup_files().collect();
    assert_eq!(noted, ["victim-1.0.data/purelib/usercustomize.py", "zz_evil.pth"]);
}

#[test]
fn a_store_that_others_can_write_is_not_used() {
    let dir = tempfile::tempdir().unwrap();
    let cache = dir.path().join("cache");
    store(&cache);
    std::fs::set_permissions(&cache, std::fs::Permissions::from_mode(0o777)).unwrap();
    let error = Store::open(&cache, std::time::SystemTime::UNIX_EPOCH).unwrap_err();
    assert_eq!(error.to_string(), format!("cache {} is writable by others; not used", cache.display()));
}

#[test]
fn what_dead_processes_left_is_swept_and_what_live_ones_build_is_not() {
    let dir = tempfile::tempdir().unwrap();
    store(dir.path());
    let tmp = dir.path().join("tmp");
    let (dead, live) = (tmp.join("4194305-abc"), tmp.join(format!("{}-abc", std::process::id())));
    std::fs::create_dir_all(dead.join("tree")).unwrap();
    std::fs::create_dir_all(&live).unwrap();
    store(dir.path());
    assert!(!dead.exists() && live.exists());
}

#[test]
fn inserters_at_once_all_get_the_whole_entry() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let wheel = (0..200).fold(victim(), |wheel, n| wheel.file(&format!("victim/m{n}.py"), "pass\n"));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| wheel.insert(&store).unwrap().verify().unwrap());
        }
    });
    assert_eq!(std::fs::read_dir(dir.path().join("tmp")).unwrap().count(), 0);
}
