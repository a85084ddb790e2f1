use super::*;

#[test]
fn fields_are_read_up_to_the_description() {
    let text = b"Metadata-Version: 2.1\nName: Foo.Bar\nVersion: 1.0-1\nRequires-Dist: a>=1 ; extra == 'x'\n\
        requires-dist: b (>=2.*)\nRequires-Python: >=3.6.*\nProvides-Extra: X\nSummary: one\n  two\n\nName: no\n";
    let metadata = Metadata::parse(text).unwrap();
    assert_eq!(metadata.name, "foo-bar");
    assert_eq!(metadata.version.to_string(), "1.0.post1");
    assert_eq!(metadata.requires_dist[0].to_string(), "a>=1; extra == \"x\"");
    assert_eq!(metadata.requires_dist[1].to_string(), "b>=2");
    assert_eq!(metadata.requires_python.unwrap().to_string(), ">=3.6");
    assert_eq!(metadata.provides_extra, ["x"]);
    assert_eq!(Headers::parse(text).get("summary"), Some("one two"));
}

#[test]
fn headers_are_read_as_python_reads_them() {
    let names = |bytes: &[u8]| Headers::parse(bytes).iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    assert_eq!(names(b"\xef\xbb\xbfA: 1\r\nB: 2\r\n\r\nC: 3"), ["A", "B"]);
    assert_eq!(names(b"From somebody\nA: 1\nno header\nB: 2"), ["A"]);
    assert_eq!(names(b"  folded: nothing\nA:1"), ["A"]);
    assert_eq!(names(b""), [""; 0]);
    assert_eq!(names(b": no name\nA: 1"), [""; 0]);
    let headers = Headers::parse(b"Author: J\xf6rg\nA: x:y\nEmpty:\nLast: z\x0c");
    assert_eq!(headers.get("author"), Some("J\u{fffd}rg"));
    assert_eq!((headers.get("a"), headers.get("empty"), headers.get("last")), (Some("x:y"), Some(""), Some("z")));
}

#[test]
fn folded_requirements_are_whole() {
    let metadata =
        Metadata::parse(b"Name: a\nVersion: 1\nRequires-Dist: b\n (>=1);\n\tpython_version < '3'\n").unwrap();
    assert_eq!(metadata.requires_dist[0].to_string(), "b>=1; python_version < \"3\"");
    assert_eq!(metadata.metadata_version, (1, 0));
}

#[test]
fn what_is_missing_or_wrong_is_named() {
    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let error = Metadata::parse(text.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), wanted);
    }
    check("", "METADATA has no Name");
    check("Name: a", "METADATA has no Version");
    check("Name: a\nVersion: x\x1b", "Version in METADATA is \"x␛\"");
    check("Name: ../a\nVersion: 1", "Name in METADATA is unusable");
    check("Name: a\nVersion: 1\nRequires-Dist: b ==", "Requires-Dist in METADATA is unusable");
    check("Metadata-Version: x\nName: a\nVersion: 1", "Metadata-Version in METADATA is \"x\"");
    check("Metadata-Version: 3.0\nName: a\nVersion: 1", "metadata format 3.0 is newer than this noglue (2.x)");
    assert!(Metadata::parse(b"Metadata-Version: 2.99\nName: a\nVersion: 1").is_ok());
}

#[test]
fn a_python_limit_beyond_repair_is_none() {
    let metadata = Metadata::parse(b"Name: a\nVersion: 1\nRequires-Python: any\nProvides-Extra: a b\n").unwrap();
    assert_eq!((metadata.requires_python, metadata.provides_extra.len()), (None, 0));
}

#[test]
fn dependencies_are_static_from_metadata_2_2_on() {
    let is_static = |text: &str| Metadata::parse(format!("{text}\nName: a\nVersion: 1\n").as_bytes()).unwrap();
    assert!(is_static("Metadata-Version: 2.2").has_static_dependencies());
    assert!(is_static("Metadata-Version: 2.4\nDynamic: License").has_static_dependencies());
    assert!(!is_static("Metadata-Version: 2.1").has_static_dependencies());
    assert!(!is_static("Metadata-Version: 2.2\nDynamic: Requires-Dist").has_static_dependencies());
    assert!(!is_static("Metadata-Version: 2.2\nDynamic: Provides-Extra").has_static_dependencies());
}

#[test]
fn a_wheel_file_says_where_its_root_goes() {
    let wheel =
        WheelFile::parse(b"Wheel-Version: 1.0\nRoot-Is-Purelib: True\nTag: py2-none-any\nTag: py3-none-any\n").unwrap();
    assert!(wheel.root_is_purelib);
    assert_eq!(wheel.tags, ["py2-none-any", "py3-none-any"]);
    assert!(!WheelFile::parse(b"Wheel-Version: 1.9").unwrap().root_is_purelib);
    let error = |text: &str| WheelFile::parse(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(error("Wheel-Version: 2.0"), "wheel format 2.0 is newer than this noglue (1.x)");
    assert_eq!(error("Tag: x"), "WHEEL has no Wheel-Version");
    assert_eq!(error("Wheel-Version: one"), "Wheel-Version in WHEEL is \"one\"");
}

#[test]
fn headers_that_are_written_are_read_again() {
    let text = b"Metadata-Version: 2.4\nName: Foo.Bar\nVersion: 1!1.0rc1+x\nRequires-Dist: a[y,z]>=1,!=1.5.* ; extra == 'x'\n\
        Requires-Dist: b @ https://example.org/b-1.zip ; python_version < '3' or (os_name == 'nt' and extra == 'x')\n\
        Requires-Python: >=3.6,<4\nProvides-Extra: X\nProvides-Extra: y\nDynamic: License-File\nDynamic: Requires-Dist\n";
    for text in [&text[..], b"Name: a\nVersion: 1\n"] {
        let metadata = Metadata::parse(text).unwrap();
        assert_eq!(Metadata::parse(metadata.to_headers().as_bytes()).unwrap(), metadata);
    }
}
