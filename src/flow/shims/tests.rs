use super::*;

fn bin(names: &[(&str, u32)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("bin")).unwrap();
    for (name, mode) in names {
        let path = dir.path().join("bin").join(name);
        std::fs::write(&path, "").unwrap();
        sys::fs::set_mode(&path, *mode).unwrap();
    }
    dir
}

#[test]
fn programs_that_people_type_get_a_name() {
    let dir = bin(&[
        ("pytest", 0o755),
        ("python3.12", 0o755),
        ("activate", 0o755),
        ("activate.fish", 0o644),
        ("data.txt", 0o644),
        ("noglue-x", 0o755),
        ("-rf", 0o755),
        (".hidden", 0o755),
        ("two words", 0o755),
    ]);
    let names: Vec<String> = names_in(dir.path()).into_iter().collect();
    assert_eq!(names, ["pytest", "python3.12"]);
    assert!(names_in(Path::new("/nowhere")).is_empty());
}

#[test]
fn only_shims_are_removed() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["python", "pytest"] {
        std::os::unix::fs::symlink("/somewhere/noglue", dir.path().join(name)).unwrap();
    }
    std::fs::write(dir.path().join("mine"), "").unwrap();
    assert_eq!(remove_all(dir.path()).unwrap(), ["pytest", "python"]);
    assert_eq!(sys::fs::names(dir.path()).unwrap(), ["mine"]);
}
