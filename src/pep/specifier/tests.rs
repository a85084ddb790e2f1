use super::*;

fn v(text: &str) -> Version {
    text.parse().unwrap()
}

#[track_caller]
fn check(version: &str, specifiers: &str, wanted: bool) {
    let parsed = Specifiers::parse(specifiers).unwrap();
    assert_eq!(parsed.contains(&v(version)), wanted, "{version} in {specifiers}");
    assert_eq!(parsed.to_ranges().contains(&Key::from(v(version))), wanted, "{version} in ranges of {specifiers}");
}

#[test]
fn a_specifier_without_a_local_label_ignores_it() {
    check("1.1+x", "==1.1", true);
    check("1.1+x", "==1.1+x", true);
    check("1.1+y", "==1.1+x", false);
    check("1.1", "==1.1+x", false);
    check("1.1+x", "!=1.1", false);
    check("1.1+x", "<=1.1", true);
    check("1.1+x", ">1.1", false);
    check("1.1+x", ">=1.1", true);
    check("1.1.post1", "<=1.1", false);
}

#[test]
fn greater_excludes_posts_and_less_excludes_pres() {
    check("1.0.post1", ">1.0", false);
    check("1.0.post1", ">1", false);
    check("1.0.post2", ">1.0.post1", true);
    check("1.0.post1+x", ">1.0.post1", false);
    check("1.0.1", ">1.0", true);
    check("1.0a1", "<1.0", false);
    check("1.0a1.post1", "<1.0", false);
    check("1.0.dev3", "<1.0", false);
    check("1.0a1", "<1.0rc1", true);
    check("0.9.post1", "<1.0", true);
    check("1.0", "<1.0.post1", true);
    check("1.0.post1.dev1", "<1.0.post1", false);
    check("1.0a1.post2", ">1.0a1", false);
    check("1.0a2", ">1.0a1", true);
    check("1.0.dev2", ">1.0.dev1", true);
    check("1.0.dev1+x", ">1.0.dev1", false);
}

#[test]
fn wildcards_and_compatible_releases_compare_prefixes() {
    check("1.2.3", "==1.2.*", true);
    check("1.2", "==1.2.0.*", true);
    check("1.2a1", "==1.2.*", true);
    check("1.2+x", "==1.2.*", true);
    check("1.3.dev0", "==1.2.*", false);
    check("1.3.dev0", "!=1.2.*", true);
    check("2.3", "~=2.2", true);
    check("3.0.dev0", "~=2.2", false);
    check("2.2.post3", "~=2.2.post3", true);
    check("2.2.post2", "~=2.2.post3", false);
    check("1!2.3", "~=2.2", false);
    check("3.1a1", "~=3.1a1", true);
    check("3.1.dev1", "~=3.1a1", false);
    check("18446744073709551615.1", "==18446744073709551615.*", true);
}

#[test]
fn triple_equals_compares_text() {
    check("1.0", "===1.0", true);
    check("1.0.0", "===1.0", false);
    check("1.0+A", "===1.0+a", true);
    check("1.0", "===1.00", false);
    check("1.0", "===foo", false);
    check("1.0.post1", "=== 1.0.POST1", true);
}

#[test]
fn what_is_no_specifier_is_refused() {
    let wrong = [
        "1.0",
        "=1.0",
        "=>1.0",
        "==",
        ">=",
        "~=1",
        "~=1.0.*",
        ">=1.0.*",
        "<1.0+x",
        ">=1.0+x",
        "~=1.0+x",
        "==1.0a1.*",
        "==1.0.*.*",
        "==1.0.*+x",
        "== 1.0 .*",
        "==1.0 2.0",
        "^1.0",
        "==1.0;",
        "===",
        "=== a b",
        "==1.x",
        ">=1.0 <2",
        "==99999999999999999999.0",
        "==1.0\u{663}",
        "latest",
        "==*",
    ];
    for text in wrong {
        assert!(Specifiers::parse(text).is_err(), "{text:?}");
    }
    let message = Specifiers::parse("1.0").unwrap_err().to_string();
    assert!(message.contains("\"==1.0\""), "{message}");
}

#[test]
fn old_metadata_is_repaired() {
    let repaired = [
        (">=3.6.*", ">=3.6"),
        ("<3.4.*", "<3.4"),
        (">=7.2.0<8.0.0", ">=7.2.0,<8.0.0"),
        (">=2.6,!=3.0*,!=3.1.*", ">=2.6,!=3.0.*,!=3.1.*"),
        ("!=~5.0,>=4.12", "!=5.0.*,>=4.12"),
        (">='3.6'", ">=3.6"),
        (">=\"3.6\"", ">=3.6"),
        (">=2.7, !=3.1.*', !=3.3.*'", ">=2.7,!=3.1.*,!=3.3.*"),
        (">=3.6,", ">=3.6"),
        (">=2.7, !=3.4.*,", ">=2.7,!=3.4.*"),
        (">dev", ">0.0.0.dev0"),
        (">=9.0.0a1.0", ">=9.0.0a1"),
        ("=>1.0", ">=1.0"),
        ("=1.0", "==1.0"),
        ("==1.0", "==1.0"),
        ("", ""),
    ];
    for (old, wanted) in repaired {
        assert_eq!(Specifiers::parse_lenient(old).unwrap().to_string(), wanted, "{old:?}");
    }
    for beyond in ["latest", ">=x", "3.6", "==1.0 2.0", "*", ">=1.0 or <2", "~=1"] {
        assert!(Specifiers::parse_lenient(beyond).is_err(), "{beyond:?}");
    }
}

#[test]
fn naming_a_prerelease_asks_for_them() {
    let asks = |text: &str| Specifiers::parse(text).unwrap().mentions_prerelease();
    for text in [">=1.0a1", "==1.0.dev1", "~=1.0rc1", "<2.0b1", "===1.0a1", ">=1,<=2.dev0"] {
        assert!(asks(text), "{text}");
    }
    for text in ["", ">=1.0", "!=1.0a1", "==1.0.*", "!=1.0.*", "===foo", "==1.0.post1", "==1.0+a1"] {
        assert!(!asks(text), "{text}");
    }
}

#[test]
fn a_pin_names_one_version() {
    let pin = |text: &str| Specifiers::parse(text).unwrap().pins().map(ToString::to_string);
    assert_eq!(pin(">=1,==1.5").as_deref(), Some("1.5"));
    assert_eq!(pin("===1.5").as_deref(), Some("1.5"));
    for text in ["", ">=1", "==1.*", "===foo", "!=1.0"] {
        assert_eq!(pin(text), None, "{text}");
    }
}

/// Versions that lie close together in every way.
fn family() -> Vec<Version> {
    let mut all = Vec::new();
    for release in ["0", "1", "1.0", "1.0.0", "1.0.1", "1.1", "1!1", "255", "256.0"] {
        for pre in ["", "a0", "a1", "rc1"] {
            for post in ["", ".post0", ".post1"] {
                for dev in ["", ".dev0", ".dev1"] {
                    all.extend(["", "+a", "+1"].map(|local| v(&format!("{release}{pre}{post}{dev}{local}"))));
                }
            }
        }
    }
    all
}

fn all_specifiers(versions: &[Version]) -> Vec<Specifier> {
    let mut all = Vec::new();
    for version in versions.iter().step_by(5) {
        for sign in ["==", "!=", "<", "<=", ">", ">=", "~=", "==="] {
            all.extend(Specifier::parse(&format!("{sign}{version}")));
            all.extend(Specifier::parse(&format!("{sign}{version}.*")));
        }
    }
    all
}

#[test]
fn ranges_agree_with_contains_everywhere() {
    let versions = family();
    let specifiers = all_specifiers(&versions);
    assert!(specifiers.len() > 800, "{}", specifiers.len());
    let keys: Vec<Key> = versions.iter().map(Key::from).collect();
    for specifier in &specifiers {
        let set = ranges::of(specifier);
        let complement = set.complement();
        for (version, key) in versions.iter().zip(&keys) {
            let wanted = specifier.contains(version);
            assert_eq!(set.contains(key), wanted, "{version} in {specifier}");
            assert_eq!(complement.contains(key), !wanted, "{version} not in {specifier}");
        }
    }
    // The solver's algebra, on neighbours in the list: near in every way.
    for pair in specifiers.windows(2) {
        let (a, b) = (ranges::of(&pair[0]), ranges::of(&pair[1]));
        let (both, either) = (a.intersection(&b), a.union(&b));
        for key in keys.iter().step_by(7) {
            assert_eq!(both.contains(key), a.contains(key) && b.contains(key), "{key} in {pair:?}");
            assert_eq!(either.contains(key), a.contains(key) || b.contains(key), "{key} in {pair:?}");
        }
        assert!(both.subset_of(&a) && a.subset_of(&either));
    }
}

#[test]
fn keys_are_in_one_order() {
    let mut keys: Vec<Key> = Vec::new();
    for version in family() {
        keys.push(Key::from(&version));
        keys.extend([Edge::Before, Edge::After].map(|edge| Key::new(version.clone(), edge)));
        if version.local().is_empty() {
            keys.push(Key::new(version.clone(), Edge::AfterLocals));
            if version.post().is_none() && version.dev().is_none() {
                keys.push(Key::new(version, Edge::AfterPosts));
            }
        }
    }
    keys.sort();
    // Sorted, every later key is greater or equal: that, both ways round, is a total order.
    for (i, earlier) in keys.iter().enumerate().step_by(3) {
        for later in &keys[i..] {
            assert_eq!(earlier.cmp(later), later.cmp(earlier).reverse(), "{earlier:?} {later:?}");
            assert!(earlier <= later, "{earlier:?} {later:?}");
        }
    }
}

#[test]
fn specifiers_that_exclude_each_other_leave_nothing() {
    for text in
        ["<1.0,>=1.0", "==1.0,==1.1", "==1.0,!=1.0", ">1.0,<=1.0", "==1.*,!=1.*", "==1.0+a,!=1.0", ">1.0,==1.0.post1"]
    {
        assert!(Specifiers::parse(text).unwrap().to_ranges().is_empty(), "{text}");
    }
    assert!(Specifiers::any().to_ranges().contains(&Key::from(v("0.dev0"))));
}
