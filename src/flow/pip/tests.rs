use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::inventory::Inventory;
use super::{check, list, pins};
use crate::pep::marker::Environment;
use crate::pep::name::PackageName;
use crate::requirements::{self, Requirements, World};
use crate::sourced::{Source, Sourced};
use crate::venv;

/// A site-packages directory with these distributions: name, version, headers, direct_url.json.
fn site(all: &[(&str, &str, &str, Option<&str>)]) -> (tempfile::TempDir, Inventory) {
    let dir = tempfile::tempdir().unwrap();
    for (name, version, headers, direct_url) in all {
        let info = dir.path().join(format!("{}-{version}.dist-info", name.replace('-', "_")));
        std::fs::create_dir(&info).unwrap();
        let metadata = format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{headers}\n");
        std::fs::write(info.join("METADATA"), metadata).unwrap();
        if let Some(json) = direct_url {
            std::fs::write(info.join("direct_url.json"), json).unwrap();
        }
    }
    let inventory = Inventory::new(venv::installed(&[PathBuf::from(dir.path())]).unwrap());
    (dir, inventory)
}

fn markers() -> Environment {
    Environment { python_version: "3.12".into(), python_full_version: "3.12.1".into(), ..Environment::default() }
}

fn asked(roots: &[&str], constraints: &[&str]) -> Requirements {
    let world = World::local(Path::new("/nonexistent"), &|_| None);
    let parse = |text: &&str| {
        let said = requirements::of_line(text, &Source::Default, &world).unwrap();
        let requirements::Said::Named(root) = said.value else { panic!("{text} has no name") };
        Sourced::new(root, said.from)
    };
    Requirements {
        roots: roots.iter().map(parse).collect(),
        constraints: constraints.iter().map(parse).collect(),
        ..Requirements::default()
    }
}

#[test]
fn what_is_there_satisfies_only_with_all_that_it_needs() {
    let (_dir, inventory) = site(&[
        (
            "App",
            "1.5",
            "Requires-Dist: lib>=2\nRequires-Dist: old; python_version < \"3\"\nRequires-Dist: more; extra == \"x\"",
            None,
        ),
        ("lib", "2.1", "Requires-Dist: app", None),
        ("full", "1", "Requires-Dist: app[y]\nProvides-Extra: x", None),
        ("broken", "1", "Requires-Dist: ===", None),
        ("pre", "2.0rc1", "", None),
        ("placed", "1", "", Some(r#"{"url": "https://host/placed-1-py3-none-any.whl", "archive_info": {}}"#)),
    ]);
    #[track_caller]
    fn check(inventory: &Inventory, roots: &[&str], constraints: &[&str], expected: bool) {
        let satisfied = inventory.satisfies(&asked(roots, constraints), &markers(), true);
        assert_eq!(satisfied, expected, "{roots:?} {constraints:?}");
    }
    check(&inventory, &["app"], &[], true);
    check(&inventory, &["APP>=1.5,<2", "lib==2.1.0"], &[], true);
    check(&inventory, &["app>1.5"], &[], false);
    check(&inventory, &["absent"], &[], false);
    check(&inventory, &["absent; python_version < '3'"], &[], true);
    check(&inventory, &["app[x]"], &[], false);
    check(&inventory, &["app[y]", "full"], &[], true);
    check(&inventory, &["broken"], &[], false);
    check(&inventory, &["pre>=1"], &[], true);
    check(&inventory, &["app"], &["lib<2"], false);
    check(&inventory, &["app"], &["lib<3", "absent==1"], true);
    check(&inventory, &["app"], &["lib<2; python_version < '3'"], true);
    check(&inventory, &["placed @ https://host/placed-1-py3-none-any.whl"], &[], true);
    check(&inventory, &["placed @ https://user:word@host/placed-1-py3-none-any.whl"], &[], true);
    check(&inventory, &["placed @ https://other/placed-1-py3-none-any.whl"], &[], false);
    check(&inventory, &["app @ https://host/app-1.5-py3-none-any.whl"], &[], false);
    assert!(inventory.satisfies(&asked(&["broken"], &[]), &markers(), false), "without dependencies");
}

#[test]
fn what_does_not_fit_is_found_once_each_and_in_order() {
    let (_dir, inventory) = site(&[
        ("a", "1.0", "Requires-Dist: gone>=1\nRequires-Dist: gone<3\nRequires-Dist: b<2,>1\nRequires-Dist: c", None),
        ("b", "2.1", "Requires-Dist: extra-only; extra == \"x\"", None),
        ("c", "1", "Requires-Dist: a!=1.0; python_version >= \"3\"", None),
    ]);
    let problems = check::problems(&inventory, &markers());
    let sentences: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "a 1.0 requires b<2,>1, but b 2.1 is installed",
            "a 1.0 requires gone<3, which is not installed",
            "c 1 requires a!=1.0 ; python_version >= \"3\", but a 1.0 is installed",
        ]
        .map(|text| text.replace(" ;", ";"))
    );
    let names: BTreeSet<PackageName> = problems.into_iter().map(|problem| problem.name).collect();
    assert_eq!(names.len(), 2);
}

#[test]
fn lists_are_laid_out_as_pip_does() {
    let editable = r#"{"url": "file:///srv/my%20app", "dir_info": {"editable": true}}"#;
    let (_dir, inventory) = site(&[("Long.Name", "1.0", "", None), ("ed", "0.1", "", Some(editable))]);
    let all: Vec<_> = inventory.iter().map(|item| &item.installed).collect();
    assert_eq!(
        list::columns(&all, &[], &[]),
        [
            "Package   Version Editable project location",
            "--------- ------- -------------------------",
            "ed        0.1     /srv/my app",
            "Long.Name 1.0",
        ]
    );
    assert_eq!(
        list::json(&all, &[], &[]),
        r#"[{"name": "ed", "version": "0.1", "editable_project_location": "/srv/my app"}, {"name": "Long.Name", "version": "1.0"}]"#
    );
    assert!(list::columns(&[], &[], &[]).is_empty());
}

#[test]
fn frozen_lines_keep_where_a_package_came_from() {
    let (_dir, inventory) = site(&[
        (
            "archive",
            "1",
            "",
            Some(r#"{"url": "https://h/a-1.whl", "archive_info": {"hash": "sha256=ab"}, "subdirectory": "s"}"#),
        ),
        ("local", "1", "", Some(r#"{"url": "file:///srv/x", "dir_info": {}}"#)),
        ("odd", "1-weird-one", "", None),
        ("repo", "1", "", Some(r#"{"url": "https://h/r", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}}"#)),
        ("torn", "1", "", Some(r#"{"vcs_info"#)),
    ]);
    let lines: Vec<String> = inventory.iter().flat_map(|item| list::frozen(&item.installed)).collect();
    assert_eq!(
        lines,
        [
            "archive @ https://h/a-1.whl#sha256=ab&subdirectory=s",
            "local @ file:///srv/x",
            "odd===1-weird-one",
            "repo @ git+https://h/r@c0ffee",
            "torn==1",
        ]
    );
}

#[test]
fn pins_of_any_tool_are_read_back() {
    let text = "# header\n--index-url https://x\na==1.0 \\\n    --hash=sha256:00\n    # via -r x\nB_c[extra]==2.0 ; python_version > '3'  # why\n\
                d==3 --hash=sha256:11\ne>=1\nf @ https://h/f-1-py3-none-any.whl\n-e .\nnot a line\n";
    let here = crate::pep::marker::Environment { python_version: "3.12".into(), ..Default::default() };
    let pins: Vec<String> =
        pins::read(text, &here).into_iter().map(|(name, version)| format!("{name} {version}")).collect();
    assert_eq!(pins, ["a 1.0", "b-c 2.0", "d 3"]);
    assert!(pins::read("", &Default::default()).is_empty());
}

#[test]
fn pins_are_written_as_uv_and_pip_tools_do() {
    let digest = crate::fetch::Digest::sha256_of(b"");
    let via = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
    let all = [
        pins::Pin { requirement: "a==1".into(), hashes: vec![digest.clone()], via: via(&["-r in.txt"]) },
        pins::Pin { requirement: "b==2".into(), hashes: vec![], via: via(&["c", "-r in.txt"]) },
        pins::Pin { requirement: "c==3".into(), hashes: vec![], via: via(&[]) },
    ];
    let text = format!(
        "# made\na==1 \\\n    --hash={digest}\n    # via -r in.txt\nb==2\n    # via\n    #   -r in.txt\n    #   c\nc==3\n"
    );
    assert_eq!(pins::write(&["made".into()], &[], &all, Some(pins::Annotation::Split)), text);
    assert_eq!(pins::write(&[], &["-i x".into()], &all[1..], None), "-i x\n\nb==2\nc==3\n");
    assert_eq!(pins::read(&text, &Default::default()).len(), 3, "what is written is read back");
}
