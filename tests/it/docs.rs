//! What is generated and checked in is current. `SNAPSHOTS=overwrite` writes it anew.

use std::path::Path;

use noglue::cli::completions::{Shell, script};

#[test]
fn reference_pages_are_current() {
    for (path, text) in noglue::cli::reference::pages() {
        check(Path::new(path), &text);
    }
}

#[test]
fn completions_are_current() {
    for (file, shell) in [
        ("noglue.bash", Shell::Bash),
        ("_noglue", Shell::Zsh),
        ("noglue.fish", Shell::Fish),
        ("_noglue.ps1", Shell::Powershell),
        ("noglue.elv", Shell::Elvish),
        ("noglue.nu", Shell::Nushell),
    ] {
        check(&Path::new("completions").join(file), &script(shell));
    }
}

#[test]
fn the_table_of_callers_is_current() {
    check(Path::new("docs/reference/callers.md"), &crate::apps::page());
}

#[test]
fn manual_pages_are_current() {
    for (name, text) in noglue::cli::man::pages().expect("pages render") {
        check(&Path::new("docs/man").join(name), &text);
    }
}

fn check(path: &Path, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("SNAPSHOTS").is_some_and(|v| v == "overwrite") {
        std::fs::create_dir_all(file.parent().expect("has a parent")).expect("directory");
        std::fs::write(&file, text).expect("written");
        return;
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        found == text,
        "{} is not current: run 'SNAPSHOTS=overwrite cargo test --test it docs' and read the diff",
        path.display()
    );
}
