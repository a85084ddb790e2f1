use std::path::Path;

use super::super::error::RequirementsError;
use super::super::located::Kind;
use super::*;
use crate::error::Explain;

const HEAD: &str = "lock-version = '1.0'\ncreated-by = 'x'\n";

fn sha() -> String {
    "ab".repeat(32)
}

fn read(text: &str) -> Result<Lock, RequirementsError> {
    pylock::parse(Path::new("pylock.toml"), text.as_bytes(), Path::new("/srv/site"))
}

fn wheel(extra: &str) -> String {
    format!("{{ url = 'https://x.org/a-1.0-py3-none-any.whl', hashes = {{ sha256 = '{}' }}{extra} }}", sha())
}

fn refused(text: &str, expected: &str) {
    let error = read(text).unwrap_err();
    let mut words = error.to_string();
    error.hints().iter().for_each(|hint| words.push_str(&format!(" [{hint}]")));
    assert!(words.contains(expected), "{words}\nlacks {expected}");
}

fn package(lines: &str) -> String {
    format!("{HEAD}[[packages]]\nname = 'a'\n{lines}")
}

#[test]
fn the_file_name_has_at_most_one_part_of_its_own() {
    for good in ["pylock.toml", "pylock.dev.toml"] {
        assert!(is_pylock(good), "{good}");
    }
    for bad in ["pylock.a.b.toml", "pylock..toml", "pylock.tom", "xpylock.toml", "pylocktoml", "uv.lock"] {
        assert!(!is_pylock(bad), "{bad}");
    }
}

// The example of the specification, shortened.
const EXAMPLE: &str = r#"
lock-version = '1.0'
environments = ["sys_platform == 'win32'", "sys_platform == 'linux'"]
requires-python = '==3.12.*'
extras = ['web']
dependency-groups = ['dev']
default-groups = ['dev']
created-by = 'mousebender'

[[packages]]
name = 'attrs'
version = '25.1.0'
marker = "'dev' in dependency_groups and python_version < '3.13'"
requires-python = '>=3.8'
dependencies = [{ name = 'Z.z', version = '2' }]
index = 'https://x.org/simple'
wheels = [
  {name = 'attrs-25.1.0-py3-none-any.whl', upload-time = 2025-01-25T11:30:10.164985+00:00, url = 'https://files.org/x', size = 63152, hashes = {sha256 = 'c75a69e28a550a7e93789579c22aa26b0f5b83b75dc4e08fe092980051e1090a', md5 = 'x', blake2b = 'y'}},
]
[packages.sdist]
path = 'dist/attrs-25.1.0.tar.gz'
hashes = {sha512 = '00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'}
[[packages.attestation-identities]]
kind = 'GitHub'

[[packages]]
name = 'lib'
directory = { path = 'libs/lib', editable = true, subdirectory = 'py' }

[[packages]]
name = 'repo'
vcs = { type = 'git', url = 'https://x.org/r', requested-revision = 'main', commit-id = '0123456789012345678901234567890123456789' }

[[packages]]
name = 'packed'
version = '2.0'
archive = { url = 'https://x.org/packed.zip', size = 3, hashes = { sha256 = 'c75a69e28a550a7e93789579c22aa26b0f5b83b75dc4e08fe092980051e1090a' } }
"#;

#[test]
fn everything_a_lock_can_say_is_read() {
    let lock = read(EXAMPLE).unwrap();
    assert_eq!(lock.requires_python.as_ref().unwrap().to_string(), "==3.12.*");
    assert_eq!(lock.environments.len(), 2);
    assert_eq!((lock.extras[0].as_str(), lock.groups[0].as_str()), ("web", "dev"));
    let [attrs, lib, repo, packed] = &lock.packages[..] else { panic!("{lock:?}") };
    assert_eq!(attrs.dependencies, [Dependency { name: "z-z".parse().unwrap(), version: "2".parse().ok() }]);
    assert_eq!(attrs.place.to_string(), "pylock.toml:10:1");
    let Origin::Files(files) = &attrs.origin else { panic!() };
    assert_eq!(files[0].name, "attrs-25.1.0.tar.gz");
    assert_eq!(files[0].url, "file:///srv/site/dist/attrs-25.1.0.tar.gz");
    assert_eq!(files[1].upload_time.as_deref(), Some("2025-01-25T11:30:10.164985+00:00"));
    assert_eq!((files[1].size, files[1].hashes.len()), (Some(63152), 1));
    let Origin::Place(lib) = &lib.origin else { panic!() };
    assert_eq!(lib.located.kind, Kind::Directory("/srv/site/libs/lib".into()));
    assert!(lib.located.is_editable);
    let Origin::Place(repo) = &repo.origin else { panic!() };
    assert_eq!(repo.located.url, "git+https://x.org/r@0123456789012345678901234567890123456789");
    let Origin::Place(packed) = &packed.origin else { panic!() };
    assert_eq!((packed.size, packed.located.hashes.len()), (Some(3), 1));
}

#[test]
fn what_is_written_reads_as_the_same_and_is_written_the_same_again() {
    let mut lock = read(EXAMPLE).unwrap();
    lock.made_from = Some(MadeFrom {
        requirements: vec!["attrs>=2; sys_platform == \"linux\"".into()],
        groups: vec![("dev".parse().unwrap(), vec!["b".into()])],
        options: vec!["pre".into()],
        ..MadeFrom::default()
    });
    let text = write::text(&lock);
    let mut again = read(&text).unwrap();
    assert_eq!(write::text(&again), text);
    assert_eq!(again.made_from, lock.made_from);
    // Places are others; all else is the same, in the order of names.
    lock.packages.sort_by(|a, b| a.name.cmp(&b.name));
    for (one, other) in again.packages.iter_mut().zip(&lock.packages) {
        one.place = other.place.clone();
    }
    assert_eq!(again, lock);
}

#[test]
fn a_lock_that_contradicts_itself_is_refused_with_its_line() {
    refused("", "pylock.toml: it has no lock-version");
    refused(
        "lock-version = '2.0'\n",
        "pylock.toml:1:17: lock-version 2.0 is newer than this noglue, which reads 1.0 [",
    );
    refused("lock-version = '1.0'\npackages = []\n", "it has no created-by");
    refused(HEAD, "it has no packages");
    refused("lock-version = 1.0\n", "lock-version must be a string");
    refused(&format!("{HEAD}packages = 3\n"), "packages must be a list of tables");
    refused(&package("version = 'x'\n"), "pylock.toml:5:11: a: \"x\" is no version");
    refused(
        &package("version = '1.0'\n"),
        "pylock.toml:3:1: a: it says no source: wheels, sdist, archive, directory or vcs",
    );
    refused(&package(&format!("wheels = [{}]\n", wheel(""))), "a: it has no version");
    refused(&package("version = '1.0'\nwheels = []\n"), "it says no source");
    let both = format!("version = '1.0'\nwheels = [{}]\ndirectory = {{ path = 'x' }}\n", wheel(""));
    refused(&package(&both), "it can have only one of directory, wheels");
    refused(&format!("{HEAD}[[packages]]\nversion = '1'\n"), "pylock.toml:3:1: a package has no name");
}

#[test]
fn files_must_be_what_their_package_is_and_have_a_hash() {
    let one = |version: &str, wheel: &str| package(&format!("version = '{version}'\nwheels = [{wheel}]\n"));
    assert!(read(&one("1.0", &wheel(""))).is_ok());
    refused(&one("2.0", &wheel("")), "it is a file of a 1.0, not of a 2.0");
    refused(&one("1.0", &wheel(", name = 'b-1.0-py3-none-any.whl'")), "it is a file of b 1.0, not of a 1.0");
    refused(
        &one("1.0", &wheel(", name = '../a-1.0-py3-none-any.whl'")),
        "pylock.toml:6:11: a: \"../a-1.0-py3-none-any.whl\"",
    );
    refused(&one("1.0", &wheel(", size = -1")), "size must not be negative");
    refused(&one("1.0", &wheel(", upload-time = 'today'")), "upload-time must be a date and time");
    let bare = "{ url = 'https://x.org/a-1.0-py3-none-any.whl' }";
    refused(&one("1.0", bare), "a: a-1.0-py3-none-any.whl has no hashes [write the lock anew with hashes");
    let weak = "{ url = 'https://x.org/a-1.0-py3-none-any.whl', hashes = { md5 = 'x' } }";
    refused(&one("1.0", weak), "has no hash that proves anything");
    let short = "{ url = 'https://x.org/a-1.0-py3-none-any.whl', hashes = { sha256 = 'abc' } }";
    refused(&one("1.0", short), "a hash of sha256 has 64 hexadecimal digits, not \"abc\"");
    let nowhere = format!("{{ name = 'a-1.0-py3-none-any.whl', hashes = {{ sha256 = '{}' }} }}", sha());
    refused(&one("1.0", &nowhere), "a: a file has neither url nor path");
}

#[test]
fn hostile_places_are_refused() {
    let at = |url: &str| {
        let hashes = format!("hashes = {{ sha256 = '{}' }}", sha());
        package(&format!(
            "version = '1.0'\nwheels = [{{ url = '{url}', name = 'a-1.0-py3-none-any.whl', {hashes} }}]\n"
        ))
    };
    refused(&at("https://me:s3cret@x.org/a"), "\"https://****@x.org/a\" has credentials in it [take them out");
    refused(&at("ftp://x.org/a"), "a lock names files by http, https or file");
    refused(&at("a.whl"), "\"a.whl\" is no URL");
    refused(&package("directory = { path = 'x', subdirectory = '../y' }\n"), "a: subdirectory is");
    refused(&package("directory = { path = '' }\n"), "is no path");
    let vcs = |lines: &str| package(&format!("vcs = {{ type = 'git', {lines} }}\n"));
    refused(&vcs("url = 'https://x.org/r', commit-id = '--upload-pack=x'"), "\"--upload-pack=x\" is no commit");
    refused(&vcs("url = 'https://x.org/r'"), "a: vcs has no commit-id");
    let id = "0123456789012345678901234567890123456789";
    refused(&vcs(&format!("url = 'https://u:p@x.org/r', commit-id = '{id}'")), "has credentials in it");
    refused(
        &package(&format!("vcs = {{ type = 'hg', url = 'x', commit-id = '{id}' }}\n")),
        "it comes from hg; noglue reads git only",
    );
}

#[test]
fn markers_of_a_lock_are_understood_or_refused() {
    let with = |marker: &str| package(&format!("version = '1.0'\nmarker = \"{marker}\"\nwheels = [{}]\n", wheel("")));
    assert!(read(&with("'x' in extras and os_name == 'nt'")).is_ok());
    refused(&with("extra == 'x'"), "pylock.toml:6:10: in a lock it is written 'name' in extras");
    refused(&with("moon == 'full'"), "pylock.toml:6:10: marker field \"moon\" is not known");
    refused(&with("os_name = 'nt'"), "is not a valid marker");
}

#[test]
fn a_later_minor_version_is_read_with_a_note() {
    let lock = read("lock-version = '1.7'\ncreated-by = 'x'\npackages = []\nnew = 1\n").unwrap();
    assert!(lock.notes[0].contains("lock-version 1.7: what is new in it is not known"), "{:?}", lock.notes);
}

fn linux() -> crate::pep::marker::Environment {
    crate::pep::marker::Environment {
        os_name: "posix".into(),
        sys_platform: "linux".into(),
        platform_machine: "x86_64".into(),
        platform_python_implementation: "CPython".into(),
        platform_system: "Linux".into(),
        python_version: "3.12".into(),
        python_full_version: "3.12.1".into(),
        implementation_name: "cpython".into(),
        implementation_version: "3.12.1".into(),
        ..Default::default()
    }
}

fn selected(text: &str, extras: &[&str], groups: &[&str]) -> Result<Vec<String>, LockError> {
    let lock = read(text).unwrap();
    let (extras, groups): (Vec<_>, Vec<_>) = (
        extras.iter().map(|name| name.parse().unwrap()).collect(),
        groups.iter().map(|name| name.parse().unwrap()).collect(),
    );
    let whom = select::For {
        environment: &linux(),
        python: &"3.12.1".parse().unwrap(),
        extras: &extras,
        groups: &groups,
        groups_only: false,
    };
    let chosen = select::select(&lock, &whom)?;
    Ok(chosen.values().map(|one| format!("{} {}", one.name, one.version.as_ref().unwrap())).collect())
}

#[test]
fn extras_groups_and_markers_decide_what_is_installed() {
    let files = |name: &str| {
        let hashes = format!("hashes = {{ sha256 = '{}' }}", sha());
        format!("wheels = [{{ url = 'https://x.org/{name}-1.0-py3-none-any.whl', {hashes} }}]\nversion = '1.0'\n")
    };
    let one =
        |name: &str, marker: &str| format!("[[packages]]\nname = '{name}'\nmarker = \"{marker}\"\n{}", files(name));
    let text = format!(
        "{HEAD}extras = ['web']\ndependency-groups = ['dev']\n{}{}{}",
        one("a", "sys_platform != 'win32'"),
        one("b", "'web' in extras"),
        one("c", "'dev' in dependency_groups and python_version >= '3.12'"),
    );
    assert_eq!(selected(&text, &[], &[]).unwrap(), ["a 1.0"]);
    assert_eq!(selected(&text, &["web"], &["dev"]).unwrap(), ["a 1.0", "b 1.0", "c 1.0"]);
    let error = selected(&text, &["wob"], &[]).unwrap_err();
    assert_eq!(error.to_string(), "pylock.toml: it has no extra \"wob\"; there are web");
    assert_eq!(error.hints(), ["did you mean web?"]);
}

#[test]
fn what_does_not_fit_this_environment_is_an_error() {
    let one = format!("[[packages]]\nname = 'a'\nversion = '1.0'\nwheels = [{}]\n", wheel(""));
    let check = |text: String, expected: &str| {
        let error = selected(&text, &[], &[]).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(
        format!("{HEAD}requires-python = '>=3.13'\n{one}"),
        "pylock.toml: it is for Python >=3.13, and this is 3.12.1",
    );
    check(
        format!("{HEAD}environments = [\"sys_platform == 'win32'\"]\n{one}"),
        "was locked for other environments: sys_platform == \"win32\"; this is CPython 3.12.1 on linux x86_64",
    );
    check(
        format!("{HEAD}{one}requires-python = '<3.10'\n"),
        "pylock.toml:3:1: a is for Python <3.10, and this is 3.12.1",
    );
    check(format!("{HEAD}{one}{one}"), "pylock.toml:7:1: a is there twice for this environment: 1.0 (line 3) and 1.0");
}

#[test]
fn paths_are_written_from_the_lock() {
    let from = |path: &str| relative(Path::new(path), Path::new("/srv/site"));
    assert_eq!(from("/srv/site/libs/x"), "libs/x");
    assert_eq!(from("/srv/site"), ".");
    assert_eq!(from("/srv/lib"), "../lib");
    assert_eq!(without_credentials("https://u:p@x.org/y"), "https://x.org/y");
    assert_eq!(without_credentials("git+ssh://git@x.org/y"), "git+ssh://git@x.org/y");
}
