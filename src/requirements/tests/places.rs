//! URLs, paths, repositories and `-e`: taken apart, or refused where they stand.

use super::super::located::{Git, Kind};
use super::*;

/// A place in short: its kind, its text, and what else was said.
fn place(located: &Located) -> String {
    let kind = match &located.kind {
        Kind::Wheel(_) => "wheel".to_owned(),
        Kind::Archive => "archive".to_owned(),
        Kind::Directory(_) => "directory".to_owned(),
        Kind::Git(Git { repository, reference }) => format!("git({repository} {reference:?})"),
    };
    format!("{}{kind} {}", if located.is_editable { "-e " } else { "" }, located.text())
}

/// What one line of r.txt gives: name, extras and place.
#[track_caller]
fn check(line: &str, name: Option<&str>, expected: &str) {
    let here =
        here().with("r.txt", line).with("proj/setup.py", "").with("b-1.tar.gz", "").with("sub/pyproject.toml", "");
    let read = here.read("r.txt").unwrap();
    let dir = here.path().to_str().unwrap();
    let (own, located) = match (&read.roots[..], &read.unnamed[..]) {
        ([root], []) => {
            let extras: Vec<&str> = root.value.requirement.extras.iter().map(|extra| extra.as_str()).collect();
            (Some(format!("{}{extras:?}", root.value.requirement.name)), root.value.located.as_ref().unwrap())
        }
        ([], [unnamed]) => (None, &unnamed.value.located),
        _ => panic!("{read:?}"),
    };
    assert_eq!((own.as_deref(), place(located).replace(dir, "HERE").as_str()), (name, expected), "{line}");
}

#[test]
fn places_are_taken_apart() {
    check("https://h/x-1.0.tar.gz", None, "archive https://h/x-1.0.tar.gz");
    check("https://h/x-1.0.tar.gz#egg=X.y", Some("x-y[]"), "archive https://h/x-1.0.tar.gz");
    check(
        "x @ https://h/archive/main#subdirectory=a/b",
        Some("x[]"),
        "archive https://h/archive/main#subdirectory=a/b",
    );
    check("./proj", None, "directory file://HERE/proj");
    check("proj/", None, "directory file://HERE/proj");
    check("./b-1.tar.gz", None, "archive file://HERE/b-1.tar.gz");
    check("b-1.tar.gz", None, "archive file://HERE/b-1.tar.gz");
    check("-e ./proj", None, "-e directory file://HERE/proj");
    check("-e proj[B,a]", None, "-e directory file://HERE/proj");
    check("--editable=proj", None, "-e directory file://HERE/proj");
    check("git+https://h/r.git", None, "git(https://h/r.git None) git+https://h/r.git");
    check(
        "r[z] @ git+ssh://git@h/o/r.git@v1.0#subdirectory=s ; os_name == 'posix'",
        Some("r[\"z\"]"),
        "git(ssh://git@h/o/r.git Some(\"v1.0\")) git+ssh://git@h/o/r.git@v1.0#subdirectory=s",
    );
    check(
        "git+https://h/r@feature/x#egg=r",
        Some("r[]"),
        "git(https://h/r Some(\"feature/x\")) git+https://h/r@feature/x",
    );
    check("-e git+https://h/r#egg=r", Some("r[]"), "-e git(https://h/r None) git+https://h/r");
    check("-e git://h/r#egg=r", Some("r[]"), "-e git(git://h/r None) git+git://h/r");
    check("-e 'r[x] @ git+https://h/r'", Some("r[\"x\"]"), "-e git(https://h/r None) git+https://h/r");
}

#[test]
fn what_is_no_place_is_refused_where_it_stands() {
    #[track_caller]
    fn refused(line: &str, expected: &str) {
        let here = here().with("r.txt", line).with("proj/setup.py", "").with("empty/x", "");
        let error = words(&here.read("r.txt").unwrap_err());
        assert!(error.starts_with(expected), "{line}\n  {error}");
    }
    refused("./empty", "r.txt:1:1: ./empty is no project: it has neither pyproject.toml nor setup.py");
    refused("-e ./empty", "r.txt:1:1: ./empty is no project");
    refused("-e ./gone", "r.txt:1:1: -e needs a directory or a repository, and \"./gone\" is none");
    refused("-e name", "r.txt:1:1: -e needs a directory or a repository, and \"name\" is none");
    refused("-e https://h/x.tar.gz", "r.txt:1:1: -e needs a directory or a repository");
    refused(
        "-e git+https://h/r",
        "r.txt:1:1: \"git+https://h/r\" does not say which package it is [write '-e name @ URL']",
    );
    refused("a\nx @ hg+https://u:p@h/r", "r.txt:2:5: hg+https://****@h/r cannot be installed");
    refused("git+ext::sh -c x", "r.txt:1:");
    refused("x @ git+ext://h/r", "r.txt:1:5: \"git+ext://h/r\": git+ext is no way to a repository");
    refused(
        "x @ git+https://h/r@--upload-pack=x",
        "r.txt:1:5: \"git+https://h/r@--upload-pack=x\": what begins with \"-\"",
    );
    refused("x @ git+ssh://-oProxyCommand=x/r", "r.txt:1:5: ");
    refused("x @ git+https://h/r@a%20b", "r.txt:1:5: ");
    refused("x @ git+https://h/r@a..b", "r.txt:1:5: ");
    refused("x @ git+https://h/r@", "r.txt:1:5: \"git+https://h/r@\": there is no reference behind the \"@\"");
    refused(
        "x @ git+ssh://git@h:o/r.git",
        "r.txt:1:5: \"git+ssh://****@h:o/r.git\" is no usable URL: invalid port number [write a",
    );
    refused("x @ https://h/x.zip#subdirectory=../y", "r.txt:1:5: #subdirectory is a path that leaves its directory");
    refused("https://h/x.zip#egg=a[b]", "r.txt:1:1: #egg=a[b] is no name of a package");
    refused("./proj#sha256=00", "r.txt:1:1: ");
    refused("a --config-settings x", "r.txt:1:3: --config-settings has the form KEY=VALUE");
    refused("file:///gone/x.tar.gz", "/gone/x.tar.gz: no such file (asked for by r.txt:1:1)");
}

#[test]
fn config_settings_belong_to_their_requirement() {
    let here = here().with("r.txt", "a -C x=1 -C x=2 --config-settings=y=\nb\n-e . -C z=3\n").with("setup.py", "");
    let read = here.read("r.txt").unwrap();
    let settings = |settings: &ConfigSettings| format!("{settings:?}");
    assert_eq!(settings(&read.roots[0].value.config_settings), r#"{"x": ["1", "2"], "y": [""]}"#);
    assert_eq!(settings(&read.roots[1].value.config_settings), "{}");
    assert_eq!(settings(&read.unnamed[0].value.config_settings), r#"{"z": ["3"]}"#);
}
