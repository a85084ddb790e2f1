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
}

#[test]
fn greater_excludes_posts_and_less_excludes_pres() {
    check("1.0.post1", ">1.0", false);
    check("1.0.post2", ">1.0.post1", true);
    check("1.0.post1+x", ">1.0.post1", false);
    check("1.0.1", ">1.0", true);
    check("1.0a1", "<1.0", false);
    check("1.0.dev3", "<1.0", false);
    check("1.0a1", "<1.0rc1", true);
    check("0.9.post1", "<1.0", true);
    check("1.0", "<1.0.post1", true);
    check("1.0.post1.dev1", "<1.0.post1", false);
    check("1.0a1.post2", ">1.0a1", false);
    check("1.0a2", ">1.0a1", true);
}

#[test]
fn wildcards_and_compatible_releases_compare_prefixes() {
    check("1.2.3", "==1.2.*", true);
    check("1.2", "==1.2.0.*", true);
    check("1.2a1", "==1.2.*", true);
    check("1.3.dev0", "==1.2.*", false);
    check("1.3.dev0", "!=1.2.*", true);
    check("2.3", "~=2.2", true);
    check("3.0.dev0", "~=2.2", false);
    check("2.2.post3", "~=2.2.post3", true);
    check("1!2.3", "~=2.2", false);
    check("3.1a1", "~=3.1a1", true);
}

#[test]
fn triple_equals_compares_text() {
    check("1.0", "===1.0", true);
    check("1.0.0", "===1.0", false);
    check("1.0+A", "===1.0+a", true);
    check("1.0", "===1.00", false);
    check("1.0", "===foo", false);
}
