use super::*;

fn environment() -> Environment {
    Environment {
        os_name: "posix".into(),
        sys_platform: "linux".into(),
        platform_machine: "x86_64".into(),
        platform_python_implementation: "CPython".into(),
        platform_release: "6.1.0-13-amd64".into(),
        platform_system: "Linux".into(),
        platform_version: "#1 SMP".into(),
        python_version: "3.12".into(),
        python_full_version: "3.12.1".into(),
        implementation_name: "cpython".into(),
        implementation_version: "3.12.1".into(),
    }
}

fn names(names: &[&str]) -> Vec<ExtraName> {
    names.iter().map(|name| ExtraName::parse(name).unwrap()).collect()
}

#[track_caller]
fn check_with(text: &str, extras: &[&str], wanted: bool) {
    let marker = Marker::parse(text).unwrap();
    assert_eq!(marker.evaluate(&environment(), &names(extras)), Ok(wanted), "{text} with {extras:?}");
    let again = Marker::parse(&marker.to_string()).unwrap();
    assert_eq!(again, marker, "{text} is written as {marker}");
}

#[track_caller]
fn check(text: &str, wanted: bool) {
    check_with(text, &[], wanted);
}

#[test]
fn versions_compare_as_versions() {
    check("python_version >= '3.9'", true);
    check("python_version < '3.9'", false);
    check("'3.9' <= python_version", true);
    check("'3.9' > python_version", false);
    check("python_full_version < '3.12.10'", true);
    check("python_version == '3.*'", true);
    check("python_version != '3.1.*'", true);
    check("python_version ~= '3.10'", true);
    check("python_version === '3.12'", true);
    check("python_version > 'x'", false);
    check("implementation_version >= '3.2'", true);
}

#[test]
fn lists_of_versions_are_text() {
    check("python_version in '3.11, 3.12'", true);
    check("python_version not in '3.11, 3.12'", false);
    check("'3.1' in python_version", true);
}

#[test]
fn texts_have_no_order() {
    check("sys_platform < 'zzz'", false);
    check("sys_platform > 'a'", false);
    check("sys_platform >= 'linux'", true);
    check("sys_platform <= 'linux'", true);
    check("sys_platform >= 'a'", false);
    check("'nux' in sys_platform", true);
    check("sys_platform in 'linux darwin'", true);
    check("os_name == 'Posix'", false);
}

#[test]
fn a_kernel_release_is_a_version_where_it_can_be_one() {
    check("platform_release != '5.0'", true);
    check("platform_release == '6.1.0-13-amd64'", true);
    check("platform_release > '5.0'", false);
    check("platform_release ~= '5.0'", false);
    let mut newer = environment();
    newer.platform_release = "6.10".into();
    assert_eq!(Marker::parse("platform_release > '6.9'").unwrap().evaluate(&newer, &[]), Ok(true));
}

#[test]
fn a_python_between_releases_is_a_version() {
    let mut built = environment();
    built.python_full_version = "3.13.0a2+".into();
    assert_eq!(Marker::parse("python_full_version >= '3.13.0a2'").unwrap().evaluate(&built, &[]), Ok(true));
    assert_eq!(built.full_version().unwrap().to_string(), "3.13.0a2+local");
}

#[test]
fn extras_are_a_set_and_compare_normalized() {
    check("extra == 'test'", false);
    check("extra != 'test'", true);
    check("extra == ''", true);
    check_with("extra == 'Test'", &["test"], true);
    check_with("extra == 'a.b_C'", &["a-b-c", "x"], true);
    check_with("'test' == extra", &["test"], true);
    check_with("extra == 'a' and extra == 'b'", &["a", "b"], true);
    check_with("extra != 'a'", &["a", "b"], false);
    check_with("extra == 'c' or extra == 'b'", &["a", "b"], true);
    check_with("extra in 'test docs'", &["docs"], true);
    check_with("extra not in 'test docs'", &["docs"], false);
    check_with("extra < 'z'", &["docs"], false);
}

#[test]
fn and_binds_tighter_than_or() {
    check("os_name == 'posix' or os_name == 'nt' and os_name == 'nt'", true);
    check("(os_name == 'posix' or os_name == 'nt') and os_name == 'nt'", false);
    check("os_name == 'nt' and os_name == 'nt' or os_name == 'posix'", true);
    check("((os_name == 'posix'))", true);
    check("os_name=='posix'and(python_version>'3')", true);
}

#[test]
fn markers_are_written_in_one_way() {
    let write = |text: &str| Marker::parse(text).unwrap().to_string();
    assert_eq!(
        write("os.name=='nt' or (a_b>'1' and 'x'in extra)"),
        "os_name == \"nt\" or a_b > \"1\" and \"x\" in extra"
    );
    assert_eq!(
        write("(os_name=='nt' or os_name=='x') and ((os_name=='y'))"),
        "(os_name == \"nt\" or os_name == \"x\") and os_name == \"y\""
    );
    assert_eq!(write("os_name not   in 'a\"b'"), "os_name not in 'a\"b'");
    assert_eq!(write("python_implementation == 'x'"), "platform_python_implementation == \"x\"");
    assert_eq!(write("extra == 'A_b'"), "extra == \"a-b\"");
    let both = Marker::parse("os_name == 'a' or os_name == 'b'").unwrap().and(&Marker::parse("extra == 'c'").unwrap());
    assert_eq!(both.to_string(), "(os_name == \"a\" or os_name == \"b\") and extra == \"c\"");
    assert!(both.mentions_extra());
}

#[test]
fn an_unknown_field_is_neither_true_nor_false() {
    for text in ["os_name == 'posix' or sys_abi_features == 'x'", "os_name == 'nt' and sys_abi_features == 'x'"] {
        let marker = Marker::parse(text).unwrap();
        assert_eq!(marker.evaluate(&environment(), &[]), Err(MarkerError::UnknownField("sys_abi_features".into())));
    }
    let meaningless = Marker::parse("os_name ~= 'posix'").unwrap().evaluate(&environment(), &[]).unwrap_err();
    assert_eq!(meaningless.to_string(), "marker comparison \"os_name ~= \"posix\"\" has no meaning");
}

#[test]
fn sets_exist_in_lock_files_only() {
    let groups = [GroupName::parse("dev").unwrap()];
    let lock = |text: &str| Marker::parse(text).unwrap().evaluate_in_lock(&environment(), &names(&["x-y"]), &groups);
    assert_eq!(lock("'X_y' in extras"), Ok(true));
    assert_eq!(lock("'dev' not in dependency_groups"), Ok(false));
    assert_eq!(lock("'de' in dependency_groups or python_version > '3'"), Ok(true));
    assert_eq!(lock("extra == 'x-y'"), Err(MarkerError::UnknownField("extra".into())));
    assert!(matches!(lock("extras == 'x-y'"), Err(MarkerError::Meaningless(_))));
    let outside = Marker::parse("'x' in extras").unwrap().evaluate(&environment(), &[]);
    assert_eq!(outside, Err(MarkerError::UnknownField("extras".into())));
}

#[test]
fn what_is_no_marker_is_refused_with_its_column() {
    #[track_caller]
    fn check(text: &str, column: usize) {
        let error = Marker::parse(text).unwrap_err();
        assert_eq!(error.column(), column, "{error}");
    }
    check("", 1);
    check("os_name", 8);
    check("os_name = 'x'", 9);
    check("os_name == x", 1);
    check("'a' == 'b'", 1);
    check("os_name == 'x", 14);
    check("os_name == \"x'", 15);
    check("os_name == 'x' and", 19);
    check("os_name == 'x' nor os_name == 'y'", 16);
    check("os_name == 'x' andos_name == 'y'", 16);
    check("(os_name == 'x'", 16);
    check("os_name == 'x')", 15);
    check("os_name notin 'x'", 9);
    check("'é' == os_name é", 16);
    check("and == 'x'", 4);
    check("os_name == 'x'; os_name == 'y'", 15);
}

#[test]
fn depth_is_limited() {
    let nested = |depth: usize| format!("{}os_name == 'posix'{}", "(".repeat(depth), ")".repeat(depth));
    check(&nested(MAX_DEPTH), true);
    assert!(Marker::parse(&nested(MAX_DEPTH + 1)).is_err());
}
