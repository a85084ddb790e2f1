use super::*;

#[test]
fn fields_are_read_up_to_the_description() {
    let text = b"Metadata-Version: 2.1\nName: Foo.Bar\nVersion: 1.0-1\nRequires-Dist: a>=1 ; extra == 'x'\n\
        requires-dist: b (>=2.*)\nRequires-Python: >=3.6.*\nProvides-Extra: X\nSummary: one\n  two\n\nName: no\n";
    let metadata = Metadata::parse(text).unwrap();
    assert_eq!(metadata.name, "foo-bar");
    assert_eq!(metadata.version.to_string(), "1.0.post1");
    assert_eq!(metadata.requires_dist[1].to_string(), "b>=2");
    assert_eq!(metadata.requires_python.unwrap().to_string(), ">=3.6");
    assert_eq!(metadata.provides_extra[0], "x");
}

#[test]
fn newer_major_formats_are_refused_and_newer_minor_ones_taken() {
    assert!(Metadata::parse(b"Metadata-Version: 2.99\nName: a\nVersion: 1").is_ok());
    assert!(Metadata::parse(b"Metadata-Version: 3.0\nName: a\nVersion: 1").is_err());
    assert_eq!(
        WheelFile::parse(b"Wheel-Version: 2.0\n").unwrap_err().to_string(),
        "wheel format 2.0 is newer than this noglue (1.x)"
    );
}
