use super::*;

fn parse(text: &str) -> PythonRequest {
    PythonRequest::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn wanted(text: &str) -> Wanted {
    parse(text).wanted().unwrap_or_else(|| panic!("{text} names one interpreter"))
}

fn v(text: &str) -> Version {
    text.parse().unwrap()
}

#[test]
fn versions_are_understood_in_every_spelling_and_written_in_one() {
    for (text, canonical) in [
        ("3", "3"),
        ("3.12", "3.12"),
        ("3.12.1", "3.12.1"),
        (" 3.12 ", "3.12"),
        ("312", "3.12"),
        ("39", "3.9"),
        ("2.7", "2.7"),
        ("3.12.*", "3.12"),
        ("python3.11", "3.11"),
        ("Python3.11", "3.11"),
        ("python312", "3.12"),
        ("python@3.12", "3.12"),
        ("cpython3.11", "3.11"),
        ("cpython@3.11.4", "3.11.4"),
        ("cpython-3.11.4", "3.11.4"),
        ("cp313", "3.13"),
        ("cp313t", "3.13t"),
        ("py38", "3.8"),
        ("3.13t", "3.13t"),
        ("3.13.0t", "3.13.0t"),
        ("python3.14t", "3.14t"),
        ("3.14.0rc1", "3.14.0rc1"),
        ("3.15a2", "3.15a2"),
        ("3.13-dev", "3.13"),
        ("3.13t-dev", "3.13t"),
        (">=3.10", ">=3.10"),
        ("~=3.10", "~=3.10"),
        ("cpython>=3.10", ">=3.10"),
        ("pypy", "pypy"),
        ("pypy3", "pypy3"),
        ("pypy3.10", "pypy3.10"),
        ("PyPy@3.10", "pypy3.10"),
        ("pp310", "pypy3.10"),
        ("pypy>=3.9", "pypy>=3.9"),
        ("pypy3.9-7.3.15", "pypy3.9-7.3.15"),
        ("python", "python"),
        ("python3", "python"),
        ("cpython", "python"),
        ("system", "system"),
        ("cpython-3.12.1-linux-x86_64-gnu", "cpython-3.12.1-linux-x86_64-gnu"),
        ("CPython-3.12-Linux", "cpython-3.12-linux"),
        ("cpython-3.13.0+freethreaded-linux-x86_64-gnu", "cpython-3.13.0t-linux-x86_64-gnu"),
        ("cpython-3.14.0rc1-macos-aarch64-none", "cpython-3.14.0rc1-macos-aarch64-none"),
        ("cpython-any-linux-x86_64-musl", "cpython-any-linux-x86_64-musl"),
        ("pypy-3.10.14-linux-x86_64-gnu", "pypy-3.10.14-linux-x86_64-gnu"),
        ("cpython-3.12-linux-x86_64-gnu-more", "cpython-3.12-linux-x86_64-gnu-more"),
        ("cpython-3.12-dos", "cpython-3.12-dos"),
        ("my-python", "my-python"),
        ("graalpy", "graalpy"),
        ("python3-dbg", "python3-dbg"),
    ] {
        assert_eq!(parse(text).to_string(), canonical, "{text}");
        assert_eq!(parse(&parse(text).to_string()), parse(text), "{text} does not survive being written");
    }
    assert_eq!(wanted(">=3.9,<3.13").versions, Versions::Range(Specifiers::parse(">=3.9,<3.13").unwrap()));
}

#[test]
fn paths_and_commands_are_told_from_versions() {
    for path in ["/usr/bin/python3", "./python", "../x", ".venv", ".", "~/py/bin/python", "bin/python3.12", "a/3.12"] {
        assert_eq!(parse(path), PythonRequest::Path(PathBuf::from(path)));
    }
    assert_eq!(parse("MyPython"), PythonRequest::Name("MyPython".into()));
    assert_eq!(parse("python-foo"), PythonRequest::Name("python-foo".into()));
}

#[test]
fn what_names_no_python_is_refused() {
    for text in [
        "",
        "  ",
        "3.12.1.4",
        "3.",
        "3..12",
        ".3/\u{7}",
        "3.x",
        "3.12-7.3",
        "12",
        "99",
        "1!3.12",
        "3.12+local",
        "3.12.post1",
        ">=",
        ">=abc",
        "=3.12",
        "a b",
        "$(id)",
        "a;b",
        "--help",
        "-c",
        "3.12\n3.11",
        "\u{1b}[31m",
        "pythön",
        "99999999999999999999",
        "3.99999999999999999999",
    ] {
        assert!(PythonRequest::parse(text).is_err(), "{text:?} was taken as {:?}", PythonRequest::parse(text));
    }
    let error = PythonRequest::parse("a\u{1b}[2J b").unwrap_err();
    assert_eq!(error.to_string(), "\"a␛[2J b\" names no Python: it has a control character");
    assert_eq!(error.exit(), Exit::Usage);
}

#[test]
fn names_that_uv_gives_interpreters_say_the_platform_too() {
    let (cpython, pypy) = (Implementation::CPython, Implementation::PyPy);
    for (text, implementation, version, free_threaded, fit) in [
        ("cpython-3.12.1-linux-x86_64-gnu", cpython.clone(), "3.12.1", false, Fit::Yes),
        ("cpython-3.12-linux-x86_64-gnu", cpython.clone(), "3.12.1", false, Fit::Yes),
        ("cpython-3.12-any-any-any", cpython.clone(), "3.12.1", false, Fit::Yes),
        ("cpython-any-linux", cpython.clone(), "3.9.2", false, Fit::Yes),
        ("cpython-3.12.1-linux-x86_64-gnu", cpython.clone(), "3.12.4", false, Fit::No),
        ("cpython-3.12.1-linux-x86_64-gnu", cpython.clone(), "3.12.1", true, Fit::No),
        ("cpython-3.13.1+freethreaded-linux-x86_64-gnu", cpython.clone(), "3.13.1", true, Fit::Yes),
        ("cpython-3.12.1-linux-x86_64-musl", cpython.clone(), "3.12.1", false, Fit::No),
        ("cpython-3.12.1-linux-aarch64-gnu", cpython.clone(), "3.12.1", false, Fit::No),
        ("cpython-3.12.1-macos-aarch64-none", cpython.clone(), "3.12.1", false, Fit::No),
        ("pypy-3.10-linux-x86_64-gnu", pypy, "3.10.14", false, Fit::Yes),
        ("pypy-3.10-linux-x86_64-gnu", cpython, "3.10.14", false, Fit::No),
    ] {
        check(text, implementation, version, free_threaded, fit);
    }
    // Not of that form: the name of a command, which nobody has.
    for text in ["cpython-3.12-linux-x86_64-gnu-more", "cpython-3.12-dos", "cpython-3.12--x86_64", "cpython-x-linux"] {
        assert_eq!(parse(text), PythonRequest::Name(text.into()));
    }
}

fn check(request: &str, implementation: Implementation, version: &str, free_threaded: bool, fit: Fit) {
    let (version, own) = (v(version), if implementation == Implementation::PyPy { v("7.3.15") } else { v(version) });
    let subject = Subject {
        implementation: &implementation,
        version: &version,
        implementation_version: &own,
        free_threaded,
        platform: &Platform { os: Os::Glibc { major: 2, minor: 36 }, arch: "x86_64".into() },
    };
    assert_eq!(wanted(request).fit(&subject), fit, "{request} and {subject:?}");
}

#[test]
fn an_interpreter_fits_what_was_asked_for() {
    use Fit::{No, Prerelease, Yes};
    use Implementation::{CPython, PyPy};
    for (request, version, fit) in [
        ("python", "3.12.1", Yes),
        ("python", "3.14.0b1", Prerelease),
        ("3.12", "3.12.1", Yes),
        ("3.12", "3.1.2", No),
        ("3.1", "3.12.1", No),
        ("3", "3.12.1", Yes),
        ("3.12.1", "3.12.1", Yes),
        ("3.12.1", "3.12.10", No),
        ("3.12.0", "3.12.0", Yes),
        ("3.14", "3.14.0rc1", Prerelease),
        ("3.14.0rc1", "3.14.0rc1", Yes),
        ("3.14.0rc1", "3.14.0", No),
        (">=3.10", "3.10.0", Yes),
        (">=3.10", "3.9.18", No),
        (">=3.9,<3.13", "3.12.9", Yes),
        (">=3.9,<3.13", "3.13.0", No),
        (">=3.14", "3.14.0rc1", Prerelease),
        (">=3.14.0b1", "3.14.0rc1", Yes),
        (">=3.14.0rc2", "3.14.0rc1", No),
        ("==3.11.*", "3.11.7", Yes),
        ("~=3.11", "3.13.0", Yes),
        ("!=3.11.7", "3.11.7", No),
    ] {
        check(request, CPython, version, false, fit);
        // Free-threaded builds and PyPy are for those who ask.
        check(request, CPython, version, true, No);
        check(request, PyPy, version, false, No);
    }
    check("3.13t", CPython, "3.13.0", true, Yes);
    check("3.13t", CPython, "3.13.0", false, No);
    check("pypy", PyPy, "3.10.14", false, Yes);
    check("pypy3.10", PyPy, "3.10.14", false, Yes);
    check("pypy3.10", CPython, "3.10.14", false, No);
    check("pypy3.10-7.3", PyPy, "3.10.14", false, Yes);
    check("pypy3.10-7.4", PyPy, "3.10.14", false, No);
}

#[test]
fn names_of_files_give_hints_that_never_rule_out_what_would_fit() {
    let hint = |name| Hint::of_name(name).unwrap_or_else(|| panic!("{name}"));
    assert_eq!(hint("python3.12").release, [3, 12]);
    assert_eq!(hint("python3.6m").release, [3, 6]);
    assert_eq!(hint("python3").release, [3]);
    assert_eq!(hint("python"), Hint::default());
    assert_eq!(hint("python3.13t").free_threaded, Some(true));
    assert_eq!(hint("python3.13").free_threaded, None);
    assert_eq!(hint("pypy3.10").implementation, Some(Implementation::PyPy));
    for name in ["mise", "noglue", "bash", "", "pyenv", "cp312", "py312"] {
        assert_eq!(Hint::of_name(name), None, "{name}");
    }
    for (request, name, may) in [
        ("python", "python3.12", true),
        ("3.12", "python3.12", true),
        ("3.12.4", "python3.12", true),
        ("3.12", "python3", true),
        ("3.12", "python", true),
        ("3.12", "python2.7", false),
        ("3.12", "python3.11", false),
        (">=3.12", "python3.11", true),
        ("3.13t", "python3.13t", true),
        ("3.13t", "python3.13", true),
        ("3.13", "python3.13t", false),
        ("3.12", "pypy3", false),
        ("pypy3.10", "pypy3.10", true),
        ("pypy3.10", "python3.10", false),
    ] {
        assert_eq!(wanted(request).may_fit(&hint(name)), may, "{request} {name}");
    }
    let exact = |release: [u64; 3]| Hint { release: release.to_vec(), ..Hint::default() };
    assert!(!wanted(">=3.14.1").may_fit(&exact([3, 14, 0])));
    assert!(wanted(">=3.14").may_fit(&exact([3, 14, 0])));
}
