//! Tags, in order, for every interpreter of this machine and for others by their facts.

use noglue::pep::tags::{Implementation, Os, Platform, Tags, Target};

use super::*;
use crate::support::pythons;

fn target(version: (u32, u32), os: Os, arch: &str) -> Target {
    let platform = Platform { os, arch: arch.into() };
    let soabi = format!("cpython-{}{}", version.0, version.1);
    Target { implementation: Implementation::CPython, version, free_threaded: false, debug: false, soabi, platform }
}

#[test]
fn every_interpreter_here_takes_the_same_tags_in_the_same_order() {
    let Some((_, library)) = oracle() else { return };
    for python in pythons().values() {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/oracle_pep/sys_tags.py");
        let output = Command::new(&python.executable).args(["-I", script]).arg(library).output().unwrap();
        let theirs: Value = match serde_json::from_slice(&output.stdout) {
            Ok(value) => value,
            Err(_) => {
                skip(&format!("tags of Python {}", python.short()), "packaging does not run on it");
                continue;
            }
        };
        let target: Target = serde_json::from_value(theirs["target"].clone()).unwrap();
        let own: Vec<String> = Tags::of(&target).iter().collect();
        assert_eq!(own, texts(&theirs["tags"]), "Python {}", python.version);
    }
}

#[test]
fn interpreters_of_other_machines_take_the_same_tags() {
    let glibc = |minor| Os::Glibc { major: 2, minor };
    let mut targets = Vec::new();
    for minor in 2..=16 {
        targets.push(target((3, minor), glibc(36), "x86_64"));
    }
    for arch in ["x86_64", "i686", "aarch64", "ppc64le", "s390x", "riscv64", "armv7l", "armv8l", "mips"] {
        for minor in [3, 12, 16, 17, 28, 40] {
            targets.push(target((3, 11), glibc(minor), arch));
        }
        targets.push(target((3, 11), Os::Glibc { major: 3, minor: 2 }, arch));
        targets.push(target((3, 11), Os::Musl { major: 1, minor: 2 }, arch));
        targets.push(target((3, 11), Os::Linux, arch));
    }
    for (major, minor) in [(10, 3), (10, 9), (10, 16), (11, 0), (11, 6), (14, 5), (26, 0)] {
        for arch in ["x86_64", "arm64", "i386", "ppc", "ppc64"] {
            targets.push(target((3, 12), Os::MacOs { major, minor }, arch));
        }
    }
    for minor in [13, 14, 15] {
        let free = Target { free_threaded: true, ..target((3, minor), glibc(36), "x86_64") };
        targets.push(Target { debug: true, ..free.clone() });
        targets.push(free);
        targets.push(Target { debug: true, ..target((3, minor), glibc(36), "x86_64") });
    }
    for (name, soabi) in [("pypy", "pypy310-pp73-x86_64-linux-gnu"), ("graalpy", "graalpy-38-native-x86_64-linux")] {
        let implementation = Implementation::parse(name);
        let soabi = soabi.into();
        targets.push(Target { implementation, soabi, ..target((3, 10), glibc(36), "x86_64") });
    }
    let Some(answer) = ask(&json!({ "do": "tags", "targets": targets })) else { return };
    for (target, theirs) in targets.iter().zip(answer.as_array().unwrap()) {
        // Without a platform `packaging` takes that of the machine it runs on.
        if theirs.is_null() {
            continue;
        }
        assert_eq!(Tags::of(target).iter().collect::<Vec<_>>(), texts(theirs), "{target:?}");
    }
}
