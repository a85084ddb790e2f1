//! Completion scripts as the shells take them. That they are current is held by `docs`.

use std::path::Path;

use crate::support::World;

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
