//! What keeps the tree in its shape: arrows between modules, short files, nothing of one machine, live links.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

mod arrows;

/// The longest a file people read may be (lines).
const LONGEST: usize = 500;

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files of the repository that are text, by relative path; what git would ignore left out.
fn texts() -> BTreeMap<String, String> {
    let skipped = |name: &str| matches!(name, ".git" | "target" | ".tmp" | ".venv" | "__pycache__" | "corpus");
    walkdir::WalkDir::new(root())
        .into_iter()
        .filter_entry(|e| !e.file_name().to_str().is_some_and(skipped))
        .flatten()
        .filter(|e| e.file_type().is_file())
        .filter_map(|e| {
            let path = e.path().strip_prefix(root()).unwrap().to_str()?.to_owned();
            Some((path, std::fs::read_to_string(e.path()).ok()?))
        })
        .collect()
}

#[track_caller]
fn none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn files_are_short() {
    let counted = |path: &str| {
        let kind = Path::new(path).extension().and_then(|e| e.to_str()).unwrap_or_default();
        matches!(kind, "rs" | "py" | "sh" | "bash" | "zsh" | "fish" | "ps1") && !path.starts_with("completions/")
    };
    let long = texts().into_iter().filter(|(path, _)| counted(path)).map(|(path, text)| (path, text.lines().count()));
    let long = long.filter(|(_, lines)| *lines > LONGEST).map(|(path, lines)| format!("{path}: {lines} lines"));
    none("files longer than 500 lines: split them along a seam", long.collect());
}

#[test]
fn nothing_names_one_machine_or_one_registry() {
    // Joined here, so that this file does not name them either.
    let paths = [["/wo", "rk/"], ["/root/", ".pyenv"], ["/home/", "runner"]].map(|parts| parts.concat());
    let hosts = [
        ["py", "pi.org"],
        ["pythonhost", "ed.org"],
        ["crates", ".io/"],
        ["registry.np", "mjs"],
        ["deb.de", "bian.org"],
    ];
    let hosts = hosts.map(|parts| parts.concat());
    let words = [["cla", "ude"], ["anthro", "pic"], ["open", "ai"], ["chat", "gpt"], ["language ", "model"]];
    let words = words.map(|parts| parts.concat());
    let mut found = Vec::new();
    let mut with_host = BTreeSet::new();
    for (path, text) in texts() {
        if path == "Cargo.lock" {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let lower = line.to_ascii_lowercase();
            if hosts.iter().any(|host| lower.contains(host)) {
                with_host.insert(format!("{path}:{}", number + 1));
            }
            if paths.iter().any(|p| line.contains(p)) || words.iter().any(|w| lower.contains(w)) {
                found.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    none("names of a machine or of what wrote it", found);
    assert!(with_host.len() <= 1, "a registry is named in more places than the one constant: {with_host:?}");
}

#[test]
fn nothing_is_left_to_do_later() {
    let marks =
        [["TO", "DO"], ["FIX", "ME"], ["X", "XX:"], ["todo", "!("], ["unimplemented", "!("]].map(|p| p.concat());
    let code = texts().into_iter().filter(|(path, _)| path.ends_with(".rs") || path.ends_with(".py"));
    let found = code.flat_map(|(path, text)| {
        let lines = text.lines().enumerate().filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)));
        lines.map(|(number, line)| format!("{path}:{}: {}", number + 1, line.trim())).collect::<Vec<_>>()
    });
    none("left for later", found.collect());
}

#[test]
fn every_module_says_what_it_is_for() {
    let own = |path: &str| path.starts_with("src/") || path.starts_with("tests/it/");
    let helper = |path: &str| path.ends_with("/tests.rs") || path.contains("/tests/");
    let code = texts().into_iter().filter(|(path, _)| path.ends_with(".rs") && own(path));
    let silent = code.filter(|(path, text)| !(text.starts_with("//!") || helper(path) && path.starts_with("src/")));
    none("files without a first paragraph", silent.map(|(path, _)| path).collect());
}

#[test]
fn every_test_file_is_part_of_the_test_program() {
    let texts = texts();
    let declared = |folder: &str, name: &str, by: &str| {
        let declares = |text: &String| text.contains(&format!("mod {name};"));
        texts.get(&format!("{folder}/{by}")).is_some_and(declares)
    };
    let forgotten = texts.keys().filter(|path| {
        let Some(rest) = path.strip_prefix("tests/it/").and_then(|p| p.strip_suffix(".rs")) else { return false };
        match rest.rsplit_once('/') {
            None => rest != "main" && !declared("tests/it", rest, "main.rs"),
            Some((_, "mod")) => false,
            Some((folder, name)) => {
                let inner = format!("tests/it/{folder}");
                !declared(&inner, name, "mod.rs") && !declared("tests/it", name, &format!("{folder}.rs"))
            }
        }
    });
    none("files under tests/it that no `mod` line names", forgotten.cloned().collect());
}

#[test]
fn links_in_pages_lead_somewhere() {
    let mut dead = Vec::new();
    for (path, text) in texts().into_iter().filter(|(path, _)| path.ends_with(".md")) {
        let folder = root().join(&path).parent().unwrap().to_owned();
        for target in links(&text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let file = if file.is_empty() { root().join(&path) } else { folder.join(file) };
            if !file.exists() {
                dead.push(format!("{path}: {target}"));
            } else if !anchor.is_empty() && !anchors(&file).contains(anchor) {
                dead.push(format!("{path}: {target} (no such heading)"));
            }
        }
    }
    none("links to nothing", dead);
}

/// The targets of `[text](target)` outside of code.
fn links(page: &str) -> Vec<String> {
    let mut targets = Vec::new();
    let mut fenced = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        // Every second piece between backquotes is code.
        for piece in line.split('`').step_by(2) {
            for rest in piece.split("](").skip(1) {
                targets.extend(rest.split(')').next().map(|t| t.split_whitespace().next().unwrap_or("").to_owned()));
            }
        }
    }
    targets
}

/// The anchors of a page's headings, as forges make them.
fn anchors(page: &PathBuf) -> BTreeSet<String> {
    let text = std::fs::read_to_string(page).unwrap_or_default();
    let headings = text.lines().filter(|l| l.starts_with('#')).map(|l| l.trim_start_matches('#').trim().to_lowercase());
    headings
        .map(|h| {
            let kept = h.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

#[test]
fn links_are_found_outside_of_code_only() {
    assert_eq!(links("a [b](c.md#d) `[x](y)` [e](f \"t\")\n```\n[g](h)\n```\n"), ["c.md#d", "f"]);
}
