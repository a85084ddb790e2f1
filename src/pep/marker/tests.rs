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

#[track_caller]
fn check(text: &str, wanted: bool) {
    let marker = Marker::parse(text).unwrap();
    assert_eq!(marker.evaluate(&environment(), &[]), Ok(wanted), "{text}");
    let again = Marker::parse(&marker.to_string()).unwrap();
    assert_eq!(again, marker, "{text} is written as {marker}");
}

#[test]
fn versions_compare_as_versions() {
    check("python_version >= '3.9'", true);
    check("python_version < '3.9'", false);
    check("'3.9' <= python_version", true);
    check("python_full_version < '3.12.10'", true);
    check("python_version == '3.*'", true);
    check("python_version ~= '3.10'", true);
    check("python_version in '3.11, 3.12'", true);
    check("python_version not in '3.11, 3.12'", false);
}

#[test]
fn texts_have_no_order() {
    check("sys_platform < 'zzz'", false);
    check("sys_platform >= 'linux'", true);
    check("'nux' in sys_platform", true);
    check("platform_release != '5.0'", true);
}

#[test]
fn and_binds_tighter_than_or() {
    check("os_name == 'posix' or os_name == 'nt' and os_name == 'nt'", true);
    check("(os_name == 'posix' or os_name == 'nt') and os_name == 'nt'", false);
}

#[test]
fn an_unknown_field_is_neither_true_nor_false() {
    let marker = Marker::parse("os_name == 'posix' or sys_abi_features == 'x'").unwrap();
    assert_eq!(marker.evaluate(&environment(), &[]), Err(MarkerError::UnknownField("sys_abi_features".into())));
}
