use super::*;

fn one(name: &str, value: &str) -> Result<EntryPoint, EntryPointError> {
    EntryPoint::new(name, value, false)
}

#[test]
fn only_the_groups_of_scripts_are_read() {
    let text = "\u{feff}; a comment\n[console_scripts]\n# another\nb = pkg.cli:main\nA=pkg:App.run [extra, more]\n\
        b = pkg.cli : other\n[other]\nx = ../../y\nnonsense\n[ gui_scripts ]\nb = pkg.gui:main\r\n";
    let found = parse(text.as_bytes()).unwrap();
    let found: Vec<_> = found.iter().map(|e| (e.name.as_str(), e.module.as_str(), e.object.as_str(), e.gui)).collect();
    assert_eq!(
        found,
        [("A", "pkg", "App.run", false), ("b", "pkg.cli", "other", false), ("b", "pkg.gui", "main", true)]
    );
}

#[test]
fn a_name_that_is_no_file_name_is_refused() {
    for name in ["../../x", "a/b", "a\\b", "-x", ".", "..", "", "a\0b", "a\x1b", "/x", "[x"] {
        assert_eq!(one(name, "m:f"), Err(EntryPointError::Name(name.into())));
    }
    for name in ["a", "a.b", "a-b_c", "3to2", "é", "a b"] {
        assert!(one(name, "m:f").is_ok(), "{name:?}");
    }
    assert_eq!(one("../../x", "m:f").unwrap_err().to_string(), "entry point name \"../../x\" is not a file name");
}

#[test]
fn a_value_that_names_no_object_is_refused() {
    let values = [
        "victim:main();import os",
        "victim",
        "victim:",
        ":main",
        "a:b:c",
        "a b:c",
        "a:b c",
        "a..b:c",
        "a:b.",
        "a-b:c",
        "a:b [x",
        "a:b x]",
        "a:b [x] y",
        "a:b [[x]]",
        "",
        "import os\nx:y",
        "a:b;c",
    ];
    for value in values {
        assert!(one("vx", value).is_err(), "{value:?}");
    }
    assert_eq!(
        one("vx", "victim:main()").unwrap_err().to_string(),
        "entry point \"vx\" does not name an object: \"victim:main()\""
    );
}

#[test]
fn the_script_is_the_one_of_pip() {
    let script = one("x", "pkg.cli:App.run").unwrap().script("#!/v/bin/python\n", (3, 12));
    assert_eq!(
        script,
        "#!/v/bin/python\nimport sys\nfrom pkg.cli import App\nif __name__ == '__main__':\n    \
         sys.argv[0] = sys.argv[0].removesuffix('.exe')\n    sys.exit(App.run())\n"
    );
    let old = one("x", "pkg:main").unwrap().script("#!/v/bin/python\n", (3, 8));
    assert_eq!(
        old,
        "#!/v/bin/python\n# -*- coding: utf-8 -*-\nimport re\nimport sys\nfrom pkg import main\n\
         if __name__ == '__main__':\n    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])\n    \
         sys.exit(main())\n"
    );
}

#[test]
fn a_path_the_kernel_cannot_take_goes_through_the_shell() {
    assert_eq!(shebang("/v/bin/python"), "#!/v/bin/python\n");
    assert_eq!(shebang("/a b/python"), "#!/bin/sh\n'''exec' \"/a b/python\" \"$0\" \"$@\"\n' '''\n");
    let longest = format!("/{}", "x".repeat(if cfg!(target_os = "macos") { 508 } else { 123 }));
    assert!(shebang(&longest).starts_with("#!/x"));
    assert_eq!(shebang(&format!("{longest}x")), format!("#!/bin/sh\n'''exec' {longest}x \"$0\" \"$@\"\n' '''\n"));
}

#[test]
fn pip_comes_under_the_names_of_its_python() {
    let names = |text: &str| -> Vec<String> {
        let entries = parse(format!("[console_scripts]\n{text}").as_bytes()).unwrap();
        expand(entries, (3, 12)).into_iter().map(|entry| entry.name).collect()
    };
    assert_eq!(names("pip = m:f\npip3 = m:f\npip3.11 = m:f\npipx = m:f"), ["pip", "pip3", "pip3.12", "pipx"]);
    assert_eq!(names("easy_install = m:f\neasy_install-3.8 = m:f"), ["easy_install", "easy_install-3.12"]);
    assert_eq!(names("pip3 = m:f\nx = m:f"), ["pip3", "x"]);
}

#[test]
fn what_belongs_to_the_environment_is_reserved() {
    for name in
        ["python", "Python", "PYTHON3", "python3.12", "python3.13t", "pythonw.exe", "pypy3", "activate", "Activate.ps1"]
    {
        assert!(is_reserved(name), "{name}");
    }
    let free = [
        "pythonpy",
        "python-argcomplete-check-easy-install-script",
        "activate-global-python-argcomplete",
        "python3-config",
        "ipython",
        "pythonium",
    ];
    for name in free {
        assert!(!is_reserved(name), "{name}");
    }
}
