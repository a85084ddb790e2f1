//! The start-up hook in every Python of this machine. It lies where the site directory of a test's own user is, so
//! that nobody else's Python sees it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Python, Run, World, pythons};
use crate::tidy::root;

/// What the table of the rule says, question by question; the hook does not tell a bare project from nothing.
fn expected() -> Vec<String> {
    let table = fs::read_to_string(root().join("tests/rule/cases.txt")).unwrap();
    let mut lines = Vec::new();
    for block in table.split("\n\n").filter(|block| block.starts_with("case ")) {
        let name = block.lines().next().unwrap();
        for line in block.lines().filter(|line| line.contains(" -> ")) {
            let (question, answer) = line.split_once(" -> ").unwrap();
            let answer = if answer.starts_with("project ") { "none" } else { answer };
            lines.push(format!("{name}: {question} -> {answer}"));
        }
    }
    assert!(lines.len() > 100, "the table was read: {}", lines.len());
    lines
}

#[test]
fn every_case_of_the_table_holds_in_every_python() {
    let expected = expected();
    for python in pythons().values() {
        let mut command = Command::new(&python.executable);
        command.args(["-I", "-S"]).arg(root().join("tests/rule/drive.py"));
        let output =
            command.arg(root().join("shims/python")).arg(root().join("tests/rule/cases.txt")).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let found: Vec<&str> = said.lines().collect();
        let stderr = String::from_utf8_lossy(&output.stderr);
        for (expected, found) in expected.iter().zip(&found) {
            assert_eq!(expected, found, "Python {}", python.version);
        }
        assert_eq!(found.len(), expected.len(), "Python {}: {stderr}", python.version);
    }
}
