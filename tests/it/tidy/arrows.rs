//! The arrows between modules: `cli -> flow -> stages -> pep, resolve, sys, dirs`.
//!
//! A path `crate::x::...` in a file of module `m` is an arrow from `m` to `x`. Ground may be seen by all above it.
//! A stage sees of another stage only types and constants, which begin with a capital.

use std::collections::BTreeMap;

use super::{none, texts};

/// Seen by everyone but the pure modules, which see `error` only.
const GROUND: &[&str] = &["error", "vars", "sys", "ui", "dirs", "context", "sourced"];
const PURE: &[&str] = &["pep", "resolve"];
const STAGES: &[&str] = &[
    "build",
    "discover",
    "fetch",
    "index",
    "interpreter",
    "link",
    "named",
    "reload",
    "requirements",
    "server",
    "shell",
    "startup",
    "store",
    "venv",
];

/// What a module may see: whole modules, and modules of which only types.
fn allowed(module: &str) -> Option<(Vec<&'static str>, Vec<&'static str>)> {
    let ground = || GROUND.to_vec();
    Some(match module {
        "error" | "vars" | "sourced" => (vec![], vec![]),
        "sys" => (vec!["error"], vec![]),
        "dirs" => (vec!["sys", "vars"], vec![]),
        "ui" => (vec!["error", "sys"], vec![]),
        "context" => (vec!["dirs", "error", "sys", "ui", "vars"], vec![]),
        // Of `ui` the cleaning of text for messages, which is pure.
        "pep" => (vec!["error", "sourced", "ui"], vec![]),
        "resolve" => (vec!["error", "pep", "sourced", "ui"], vec![]),
        // Started by every `python` a person types: the rule, and nothing that could be slow.
        "shim" | "activate" => (vec!["discover", "dirs", "shell", "sys", "vars", "ui", "error", "sourced"], vec![]),
        // Source distributions are read by the store's strict zip reader.
        "build" => ([ground(), PURE.to_vec(), vec!["store"]].concat(), STAGES.to_vec()),
        // The network: for those who fetch, and for whoever joins them.
        "net" => (ground(), vec![]),
        "index" | "fetch" => ([ground(), PURE.to_vec(), vec!["net"]].concat(), STAGES.to_vec()),
        // Diagnosis shows paths and reads versions as discovery does (`discover::text`, `discover::pyvenv`: pure).
        "server" => ([ground(), PURE.to_vec(), vec!["discover"]].concat(), STAGES.to_vec()),
        stage if STAGES.contains(&stage) => ([ground(), PURE.to_vec()].concat(), STAGES.to_vec()),
        "flow" => ([ground(), PURE.to_vec(), STAGES.to_vec(), vec!["activate", "net"]].concat(), vec![]),
        "cli" => ([ground(), vec!["flow", "pep", "activate"]].concat(), [STAGES, &["resolve", "dispatch"]].concat()),
        "dispatch" | "main" | "lib" => (vec!["cli", "shim", "activate", "sys", "error", "ui", "vars"], vec![]),
        _ => return None,
    })
}

#[test]
fn modules_see_only_what_the_design_lets_them_see() {
    let mut wrong = Vec::new();
    for (path, text) in texts() {
        let Some(rest) = path.strip_prefix("src/").and_then(|p| p.strip_suffix(".rs")) else { continue };
        let module = rest.split('/').next().unwrap();
        let Some((whole, types)) = allowed(module) else {
            wrong.push(format!("{path}: the module {module} has no place in tests/it/tidy/arrows.rs"));
            continue;
        };
        if rest.ends_with("/tests") || rest.contains("/tests/") {
            continue;
        }
        for arrow in arrows(&without_tests(&without_comments(&text))) {
            let target = arrow[0].as_str();
            let last = arrow.last().unwrap();
            let is_type = last.starts_with(|c: char| c.is_uppercase()) || arrow.iter().any(|p| is_type_name(p));
            let fine = target == module || whole.contains(&target) || (types.contains(&target) && is_type);
            if !fine {
                wrong.push(format!("{path}: {module} -> {}", arrow.join("::")));
            }
        }
    }
    none("arrows that the design does not have (ARCHITECTURE.md)", wrong);
}

fn is_type_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase())
}

/// All paths that start with `crate::`, braces of `use` spelled out; `crate::` itself left off.
fn arrows(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        expand(&mut code[at + "crate::".len()..].chars().peekable(), &[], &mut found);
    }
    found
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// Reads one tree of a `use` (or a plain path) and adds its leaves, each after `prefix`.
fn expand(chars: &mut Chars<'_>, prefix: &[String], found: &mut Vec<Vec<String>>) {
    let mut path = prefix.to_vec();
    loop {
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        if chars.next_if_eq(&'{').is_some() {
            loop {
                expand(chars, &path, found);
                while chars.next_if(|c| c.is_whitespace() || *c == ',').is_some() {}
                if chars.next_if_eq(&'}').is_some() || chars.peek().is_none() {
                    return;
                }
            }
        }
        let mut word = String::new();
        while let Some(c) = chars.next_if(|c| c.is_alphanumeric() || *c == '_' || *c == '*') {
            word.push(c);
        }
        if word.is_empty() {
            break;
        }
        if word != "self" {
            path.push(word);
        }
        let rest: String = chars.clone().take(2).collect();
        if rest != "::" {
            break;
        }
        chars.next();
        chars.next();
    }
    // `x as y`: the new name is no arrow.
    let rest: String = chars.clone().take(4).collect();
    if rest == " as " {
        chars.by_ref().take(4).for_each(drop);
        while chars.next_if(|c| c.is_alphanumeric() || *c == '_').is_some() {}
    }
    if !path.is_empty() && path != prefix {
        found.push(path);
    } else if path == prefix && !prefix.is_empty() {
        found.push(prefix.to_vec());
    }
}

/// Line comments go; strings are not looked into, since none holds `crate::`.
fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// `#[cfg(test)]` and the item after it go.
fn without_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        let item = &rest[at..];
        let (brace, semicolon) = (item.find('{'), item.find(';'));
        let end = match (brace, semicolon) {
            (Some(brace), semicolon) if semicolon.is_none_or(|s| brace < s) => brace + closing(&item[brace..]),
            (_, Some(semicolon)) => semicolon + 1,
            (_, None) => item.len(),
        };
        rest = &item[end..];
    }
    kept + rest
}

/// Length of a braced block that starts `code`. Braces in strings are taken to be balanced over the block; an
/// unbalanced one only makes the cut longer or shorter inside a test module, which stands last in its file.
fn closing(code: &str) -> usize {
    let mut depth = 0_i32;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

#[test]
fn arrows_are_read_from_code() {
    let code = "use crate::store::{self, Entry, deep::{a, B as C}};\nlet x = crate::pep::name::parse(y);\nuse other_crate::no;";
    let found: Vec<String> = arrows(code).iter().map(|a| a.join("::")).collect();
    assert_eq!(found, ["store", "store::Entry", "store::deep::a", "store::deep::B", "pep::name::parse"]);
}

#[test]
fn test_modules_are_left_out() {
    let code = "use crate::a;\n#[cfg(test)]\nmod tests {\n use crate::b;\n fn f() {}\n}\n#[cfg(test)]\nmod more;\nuse crate::c;";
    let found: BTreeMap<usize, Vec<String>> = arrows(&without_tests(code)).into_iter().enumerate().collect();
    assert_eq!(found.values().flatten().cloned().collect::<Vec<_>>(), ["a", "c"]);
}
