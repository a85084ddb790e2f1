use super::*;

#[test]
fn a_path_inside_is_kept() {
    for (text, wanted) in
        [("a", "a"), ("a/b.py", "a/b.py"), ("./a//b/", "a/b"), ("...", "..."), ("a/..b", "a/..b"), ("ü/é", "ü/é")]
    {
        assert_eq!(SafePath::parse(text).unwrap().as_str(), wanted, "{text:?}");
    }
    let path = SafePath::parse("a/b/c.py").unwrap();
    assert_eq!(path.under(Path::new("/root")), Path::new("/root/a/b/c.py"));
    assert_eq!((path.file_name(), path.parent().unwrap().as_str()), ("c.py", "a/b"));
    assert_eq!(path.below("a").unwrap().as_str(), "b/c.py");
    assert_eq!((path.below("a/b/c.py"), path.below("b"), path.below("a/b/c")), (None, None, None));
    assert_eq!(SafePath::parse("a").unwrap().parent(), None);
    assert_eq!(path.components().collect::<Vec<_>>(), ["a", "b", "c.py"]);
}

#[test]
fn a_path_that_leads_elsewhere_is_refused() {
    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(SafePath::parse(text).unwrap_err().to_string(), wanted, "{text:?}");
    }
    check("../../x", "a path that leaves its directory: \"../../x\"");
    check("a/../../x", "a path that leaves its directory: \"a/../../x\"");
    // It would stay inside, but no honest archive has it.
    check("a/../b", "a path that leaves its directory: \"a/../b\"");
    check("..", "a path that leaves its directory: \"..\"");
    check("/etc/x", "an absolute path: \"/etc/x\"");
    check("//etc/x", "an absolute path: \"//etc/x\"");
    check("..\\..\\x", "a path with \"\\\" or a drive letter: \"..\\..\\x\"");
    check("a\\b", "a path with \"\\\" or a drive letter: \"a\\b\"");
    check("C:x", "a path with \"\\\" or a drive letter: \"C:x\"");
    check("a/c:/x", "a path with \"\\\" or a drive letter: \"a/c:/x\"");
    check("a.py\0.txt", "a file name with a control character: \"a.py␀.txt\"");
    check("a\nb", "a file name with a control character: \"a␊b\"");
    check("a\u{9b}b", "a file name with a control character: \"a�b\"");
    check("", "a file name is empty");
    check("./", "a file name is empty");
    check(".", "a file name is empty");
}

#[test]
fn what_no_file_system_takes_is_refused() {
    assert!(SafePath::parse(&"x".repeat(255)).is_ok());
    assert_eq!(SafePath::parse(&format!("a/{}", "x".repeat(256))), Err(PathError::TooLong(256)));
    let deep = "a/".repeat(2048);
    assert!(SafePath::parse(&deep).is_ok());
    assert_eq!(SafePath::parse(&format!("{deep}a")), Err(PathError::TooLong(4097)));
    assert!(serde_json::from_str::<SafePath>("\"../x\"").is_err());
}
