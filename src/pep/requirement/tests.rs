use super::*;

#[track_caller]
fn check(text: &str, wanted: &str) {
    let parsed = Requirement::parse(text).unwrap();
    assert_eq!(parsed.to_string(), wanted, "{text:?}");
    assert_eq!(Requirement::parse(wanted).unwrap(), parsed, "{wanted:?}");
    let json = serde_json::to_string(&parsed).unwrap();
    assert_eq!(serde_json::from_str::<Requirement>(&json).unwrap(), parsed);
}

#[test]
fn requirements_are_written_in_one_way() {
    check("foo", "foo");
    check(" Foo_Bar ", "foo-bar");
    check("a[x, Y_z,x] >= 1.0 , < 2", "a[x,y-z]>=1.0,<2");
    check("a[]", "a");
    check("a (>=1,<2)", "a>=1,<2");
    check("a ()", "a");
    check("a>=1,", "a>=1");
    check("a===x.y", "a===x.y");
    check("a; python_version<'3'", "a; python_version < \"3\"");
    check("a [x] @ https://h/p-1.whl ; os_name=='nt'", "a[x] @ https://h/p-1.whl ; os_name == \"nt\"");
    check("a@file:///x;y", "a @ file:///x;y");
    check("a @ git+ssh://git@h/x.git@v1#egg=a ", "a @ git+ssh://git@h/x.git@v1#egg=a");
}

#[test]
fn an_error_names_the_column() {
    #[track_caller]
    fn check(text: &str, column: usize) {
        let error = Requirement::parse(text).unwrap_err();
        assert_eq!(error.column(), column, "{error}");
        assert!(error.to_string().ends_with(&format!("(column {column})")), "{error}");
    }
    check("", 1);
    check("==1.0", 1);
    check("-e .", 1);
    check("foo bar", 5);
    check("foo=1", 4);
    check("foo >=1 <2", 5);
    check("foo[a b]", 7);
    check("foo[a", 6);
    check("foo[é]", 5);
    check("foo (>=1", 9);
    check("foo>=1)", 7);
    check("foo @", 6);
    check("foo @ https://x y", 17);
    check("foo; os_name = 'x'", 14);
    check("foo; os_name == 'é' é", 21);
    check("foo;", 5);
    check("foo>=1,,<2", 4);
    check("foo,>=1", 4);
    check("foo>=1 # comment", 4);
}

#[test]
fn old_metadata_is_repaired_and_requirement_files_are_not() {
    let repaired = [
        ("elasticsearch-dsl (>=7.2.0<8.0.0)", "elasticsearch-dsl>=7.2.0,<8.0.0"),
        ("torch (>=1.9.*)", "torch>=1.9"),
        ("botocore>=1.3.0,<1.4.0',", "botocore>=1.3.0,<1.4.0"),
        ("'numpy' >=1.19\"; python_version >= \"3.7\"", "numpy>=1.19; python_version >= \"3.7\""),
        ("jupyter-core (!=~5,>=4.12) ; extra == 'x'", "jupyter-core!=5.*,>=4.12; extra == \"x\""),
    ];
    for (old, wanted) in repaired {
        assert!(Requirement::parse(old).is_err(), "{old}");
        assert_eq!(Requirement::parse_lenient(old).unwrap().to_string(), wanted);
    }
    // The message is about what was written.
    let error = Requirement::parse_lenient("foo 'bar'").unwrap_err();
    assert!(error.to_string().contains("\"foo 'bar'\""), "{error}");
}

#[test]
fn hostile_text_is_refused_quickly_and_shown_harmlessly() {
    let deep = format!("a; {}", "(".repeat(100_000));
    assert!(Requirement::parse(&deep).is_err());
    let error = Requirement::parse("a\x1b[31m").unwrap_err().to_string();
    assert!(!error.contains('\x1b') && error.contains('␛'), "{error}");
    for text in ["../x", "a\n", "a;os_name=='x'\n", "a\u{a0}", "a\0", "Kelvin\u{212a}"] {
        assert!(Requirement::parse(text).is_err(), "{text:?}");
    }
}
