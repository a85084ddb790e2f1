use super::*;

#[test]
fn a_wheel_name_is_taken_apart_and_kept() {
    let file = "Foo_Bar-1.0_post1-2local-py2.py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl";
    let wheel = WheelName::parse(file).unwrap();
    assert_eq!(wheel.name(), &"foo-bar");
    assert_eq!(wheel.version().to_string(), "1.0.post1");
    assert_eq!(wheel.build(), Some((2, "local")));
    assert_eq!(wheel.python_tags().collect::<Vec<_>>(), ["py2", "py3"]);
    assert_eq!(wheel.abi_tags().collect::<Vec<_>>(), ["none"]);
    assert_eq!(wheel.platform_tags().collect::<Vec<_>>(), ["manylinux_2_17_x86_64", "manylinux2014_x86_64"]);
    assert_eq!(wheel.to_string(), file);
    let json = serde_json::to_string(&wheel).unwrap();
    assert_eq!(serde_json::from_str::<WheelName>(&json).unwrap(), wheel);
}

#[test]
fn the_build_tag_is_a_number_and_a_text() {
    let build = |tag: &str| WheelName::parse(&format!("a-1-{tag}-py3-none-any.whl")).unwrap().build().map(|b| b.0);
    assert_eq!(build("10"), Some(10));
    assert_eq!(build("007x"), Some(7));
    assert_eq!(WheelName::parse("a-1-py3-none-any.whl").unwrap().build(), None);
    assert!(WheelName::parse("a-1-x-py3-none-any.whl").is_err());
    assert!(WheelName::parse("a-1-99999999999999999999-py3-none-any.whl").is_err());
}

#[test]
fn what_is_no_wheel_name_is_refused() {
    let long = format!("a-1-py3-none-{}.whl", "x".repeat(2000));
    let wrong = [
        "",
        ".whl",
        "a.whl",
        "a-1.whl",
        "a-1-py3-none.whl",
        "a-1-py3-none-any.zip",
        "a-1-py3-none-any.whl ",
        "a-1-py3-none-any-x-y.whl",
        "a-x-py3-none-any.whl",
        "a-1_1-py3-none-any.whl",
        "a--py3-none-any.whl",
        "-1-py3-none-any.whl",
        "a-1-py3--any.whl",
        "a-1-py3.-none-any.whl",
        "a-1-py2..py3-none-any.whl",
        "a-1-py3-none-a/b.whl",
        "../a-1-py3-none-any.whl",
        "a/b-1-py3-none-any.whl",
        "a__b-1-py3-none-any.whl",
        "ä-1-py3-none-any.whl",
        "a-1-py3-none-any\0.whl",
        // PEP 825, a draft: a sixth part after the platform. The wheel is left aside, the rest of the page used.
        "a-1-1-py3-none-any-x86_64_v3.whl",
        &long,
    ];
    for file in wrong {
        assert!(WheelName::parse(file).is_err(), "{file:?}");
    }
}

#[test]
fn the_name_is_shared_only_when_it_is_the_same() {
    let name = PackageName::parse("foo-bar").unwrap();
    assert_eq!(WheelName::parse_of(&name, "Foo.bar-1-py3-none-any.whl").unwrap().name(), &name);
    assert_eq!(WheelName::parse_of(&name, "foo-1-py3-none-any.whl").unwrap().name(), &"foo");
}

#[test]
fn a_source_distribution_is_split_at_its_version() {
    let sdist = SdistName::parse("foo-bar-1.0.tar.gz").unwrap();
    assert_eq!((sdist.name().as_str(), sdist.version().to_string().as_str()), ("foo-bar", "1.0"));
    assert_eq!(sdist.kind(), SdistKind::TarGz);
    assert_eq!(SdistName::parse("foo-1.0.zip").unwrap().kind(), SdistKind::Zip);
    let old = SdistName::parse("foo-1.0.tar.bz2").unwrap();
    assert_eq!((old.kind(), old.version().to_string().as_str()), (SdistKind::TarBz2, "1.0"));
    for file in [
        "foo.tar.gz",
        "foo-.tar.gz",
        "-1.tar.gz",
        "foo-1.0.tgz",
        "foo-1.0.whl",
        "foo-x.zip",
        "foo-1.tar.bz",
        "../foo-1.tar.gz",
    ] {
        assert!(SdistName::parse(file).is_err(), "{file:?}");
    }
}

#[test]
fn a_known_name_lets_the_version_have_a_dash() {
    let name = PackageName::parse("foo-bar").unwrap();
    let sdist = SdistName::parse_of(&name, "Foo_Bar-1.0-1.tar.gz").unwrap();
    assert_eq!(sdist.version().to_string(), "1.0.post1");
    assert_eq!(SdistName::parse_of(&name, "foo-bar-2.0.tar.gz").unwrap().version().to_string(), "2.0");
    assert!(SdistName::parse_of(&name, "foo-1.0.tar.gz").is_err());
    assert!(SdistName::parse_of(&name, "foo-bar.tar.gz").is_err());
    assert!(SdistName::parse_of(&PackageName::parse("foo").unwrap(), "foo-bar-1.0.tar.gz").is_err());
}
