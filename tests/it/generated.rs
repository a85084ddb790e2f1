//! What is made from the program itself and checked in: completions, manual pages, the reference. Never stale.

use std::path::Path;

use crate::support::{World, difference, snapshot};

#[test]
fn completions_manual_and_reference_are_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let world = World::new();
    let out = world.root().join("generated");
    std::fs::create_dir(&out).unwrap();
    world.noglue(["man", "--write"]).arg(&out).run().ok();
    for folder in ["completions", "docs/man", "docs/reference"] {
        let (made, kept) = (snapshot(&out.join(folder)), snapshot(&root.join(folder)));
        assert!(!made.is_empty(), "nothing is generated into {folder}");
        assert_eq!(difference(&made, &kept), Vec::<String>::new(), "{folder} is stale: run `make docs`");
    }
}

#[test]
fn completions_load_in_their_shells() {
    let world = World::new();
    let shells: &[(&str, &[&str])] = &[
        ("bash", &["--norc", "-e", "-c", "source \"$F\"; complete -p noglue"]),
        (
            "zsh",
            &[
                "-f",
                "-e",
                "-c",
                "autoload -U compinit; compinit -D -u; source \"$F\"; (( $+functions[_noglue] )) && echo _noglue",
            ],
        ),
        ("fish", &["--no-config", "-c", "source $F; complete -C 'noglue syn'"]),
    ];
    for (shell, args) in shells {
        let program = Path::new("/usr/bin").join(shell);
        if !program.exists() {
            crate::support::skip(&format!("completion in {shell}"), "not installed");
            continue;
        }
        let script = world.noglue(["completions", shell]).run().ok().raw_stdout().to_owned();
        let file = world.root().join(format!("completion.{shell}"));
        std::fs::write(&file, script).unwrap();
        let seen = world.program(&program).args(*args).env("F", &file).run().ok();
        seen.stdout_has(if *shell == "fish" { "sync" } else { "noglue" });
    }
}
