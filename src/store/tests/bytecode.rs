//! Byte-code made by the Python that the tests find, compared with what that Python makes itself.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use crate::store::testing::{Wheel, store};
use crate::store::{Compile, Compiled, StoreError};

/// `python3` on PATH, as it calls itself, and its cache tag. Tests need one; CI has one.
fn python() -> (PathBuf, String) {
    let code = "import sys; print(sys.executable); print(sys.implementation.cache_tag)";
    let output = Command::new("python3").args(["-c", code]).output().expect("a python3 on PATH");
    let text = String::from_utf8(output.stdout).unwrap();
    let (executable, tag) = text.trim().split_once('\n').unwrap();
    (executable.into(), tag.into())
}

fn wheel() -> Wheel {
    Wheel::new("codes", "1.0")
        .file("codes/__init__.py", "\"\"\"Docs.\"\"\"\nCONSTANT = {1, 2}\n")
        .file("codes/sub/deep.py", "def f(x):\n    return lambda: x\n")
        .file("codes/python2.py", "print 'no'\n")
        .file("codes/latin.py", "# -*- coding: latin-1 -*-\nx = 'y'\n")
        .file("codes/nul.py", "x = '\0'\n")
        .file("top.py", "import does_not_exist\n")
        .file("codes-1.0.data/purelib/moved.py", "m = 1\n")
        .file("codes-1.0.data/scripts/tool.py", "#!python\n")
        .file("codes/data.txt", "")
}

#[test]
fn byte_code_is_what_python_would_have_made_and_valid_for_the_stores_files() {
    let (python, cache_tag) = python();
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let entry = Arc::new(wheel().insert(&store).unwrap());
    assert!(entry.bytecode(&cache_tag).is_none());
    let compile = Compile { python: &python, cache_tag: &cache_tag };
    let compiled = store.compile(compile, std::slice::from_ref(&entry)).unwrap();
    assert_eq!(compiled, Compiled { entries: 1, files: 5 });
    let bytecode = entry.bytecode(&cache_tag).unwrap();
    let files: Vec<String> = bytecode.manifest().files().map(|file| bytecode.manifest().path(&file)).collect();
    let expected = [
        format!("codes-1.0.data/purelib/__pycache__/moved.{cache_tag}.pyc"),
        format!("codes/__pycache__/__init__.{cache_tag}.pyc"),
        format!("codes/__pycache__/latin.{cache_tag}.pyc"),
        format!("codes/sub/__pycache__/deep.{cache_tag}.pyc"),
        format!("__pycache__/top.{cache_tag}.pyc"),
    ];
    let mut sorted = files.clone();
    sorted.sort();
    let mut expected_sorted = expected.to_vec();
    expected_sorted.sort();
    assert_eq!(sorted, expected_sorted);
    // The same bytes that `python -m compileall` writes for the file where it lies.
    let code = "import sys, py_compile; py_compile.compile(sys.argv[1], sys.argv[2], sys.argv[3], doraise=True)";
    for (source, cached) in [("codes/sub/deep.py", &expected[3]), ("top.py", &expected[4])] {
        let own = dir.path().join("own.pyc");
        let paths = [entry.tree().join(source), own.clone(), source.into()];
        assert!(Command::new(&python).args(["-I", "-c", code]).args(paths).status().unwrap().success());
        assert_eq!(std::fs::read(bytecode.tree().join(cached)).unwrap(), std::fs::read(own).unwrap(), "{source}");
    }
    // Nothing to do the second time.
    assert_eq!(store.compile(compile, &[entry]).unwrap(), Compiled::default());
    assert_eq!(std::fs::read_dir(dir.path().join("cache/tmp")).unwrap().count(), 0);
}

#[test]
fn byte_code_is_linked_with_the_files_and_python_uses_it() {
    let (python, cache_tag) = python();
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let entry = Arc::new(wheel().insert(&store).unwrap());
    store.compile(Compile { python: &python, cache_tag: &cache_tag }, std::slice::from_ref(&entry)).unwrap();
    let site = PathBuf::from("lib/site-packages");
    for (number, mode) in [crate::link::LinkMode::Hardlink, crate::link::LinkMode::Copy].into_iter().enumerate() {
        let root = dir.path().join(number.to_string());
        std::fs::create_dir(&root).unwrap();
        let layout = crate::link::Layout {
            python: "/x/bin/python".into(),
            version: (3, 12),
            cache_tag: Some(cache_tag.clone()),
            purelib: site.to_str().unwrap().into(),
            platlib: site.to_str().unwrap().into(),
            scripts: "bin".into(),
            headers: "include".into(),
            data: String::new(),
        };
        let wheels = [crate::link::Installable { entry: entry.clone(), requested: false, direct_url: None }];
        crate::link::apply(&crate::link::plan(&wheels, &layout).unwrap(), &root, mode).unwrap();
        assert!(root.join(&site).join(format!("__pycache__/moved.{cache_tag}.pyc")).is_file());
        // "matches" is what the import system says when it took the byte-code.
        let output = Command::new(&python)
            .args(["-v", "-S", "-c", "import codes.sub.deep, moved; print(codes.sub.deep.f.__code__.co_filename)"])
            .env("PYTHONPATH", root.join(&site))
            .output()
            .unwrap();
        let talk = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{talk}");
        for name in ["codes/__pycache__/__init__", "codes/sub/__pycache__/deep", "__pycache__/moved"] {
            let path = root.join(&site).join(format!("{name}.{cache_tag}.pyc"));
            assert!(talk.contains(&format!("# {} matches ", path.display())), "{name}\n{talk}");
        }
        let printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(printed.trim(), root.join(&site).join("codes/sub/deep.py").to_str().unwrap());
    }
}

#[test]
fn byte_code_of_an_entry_that_was_made_anew_is_not_used() {
    let (python, cache_tag) = python();
    let dir = tempfile::tempdir().unwrap();
    let cache = dir.path().join("cache");
    let first = store(&cache);
    let entry = Arc::new(wheel().insert(&first).unwrap());
    let compile = Compile { python: &python, cache_tag: &cache_tag };
    first.compile(compile, std::slice::from_ref(&entry)).unwrap();
    let manifest = entry.bytecode_dir(&cache_tag).unwrap().join("manifest");
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replace(&format!("modified {}", entry.modified()), "modified 1234567890")).unwrap();
    assert!(entry.bytecode(&cache_tag).is_none());
    assert_eq!(first.compile(compile, std::slice::from_ref(&entry)).unwrap().entries, 1);
    assert!(entry.bytecode(&cache_tag).is_some());
}

#[test]
fn a_python_that_cannot_compile_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(&dir.path().join("cache"));
    let entry = Arc::new(wheel().insert(&store).unwrap());
    let (python, _) = python();
    let error = store.compile(Compile { python: &python, cache_tag: "cpython-20" }, std::slice::from_ref(&entry));
    let error = error.unwrap_err().to_string();
    assert!(
        error
            .starts_with(&format!("could not compile byte-code with {}: this Python's byte-code is", python.display())),
        "{error}"
    );
    let missing = Compile { python: "/nonexistent/python".as_ref(), cache_tag: "cpython-312" };
    assert!(matches!(store.compile(missing, &[entry]), Err(StoreError::Compile { .. })));
    assert_eq!(std::fs::read_dir(dir.path().join("cache/tmp")).unwrap().count(), 0);
}
