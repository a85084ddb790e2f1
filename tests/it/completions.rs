//! Completion scripts in the real shells: loaded, asked as a person's Tab does. That they are current is held by `docs`.

use std::path::Path;

use crate::support::{World, is_ci, skip};

/// What is typed, and what Tab must make of it.
const TYPED: &[(&str, &str)] = &[
    ("noglue sy", "noglue sync"),
    ("noglue pip comp", "noglue pip compile"),
    ("noglue python li", "noglue python list"),
    ("noglue sync --no-d", "noglue sync --no-dev"),
    ("noglue completions fi", "noglue completions fish"),
    ("noglue nosuchw", "noglue nosuchw"),
];

/// Types into an interactive shell on a terminal: loads a script, then for each line presses Tab, puts `echo 42` in
/// front of what came of it, and prints what the shell echoed.
const TYPIST: &str = r#"
import os, pty, re, select, sys, time
load, lines, shell = sys.argv[1], sys.argv[2].split("|"), sys.argv[3:]
pid, terminal = pty.fork()
if pid == 0:
    os.execv(shell[0], shell)
seen, deadline = "", time.monotonic() + 60
def until(pattern):
    global seen
    while not (found := re.search(pattern, seen)):
        if time.monotonic() > deadline or not select.select([terminal], [], [], 1)[0]:
            if time.monotonic() > deadline:
                sys.exit("no " + pattern + " in " + repr(seen))
            continue
        seen += os.read(terminal, 65536).decode(errors="replace")
    seen = seen[found.end():]
    return found[0]
def send(text):
    os.write(terminal, text.encode())
send("PS1='REA''DY'; " + load + "\n")
until("READY")
for line in lines:
    send(line + "\t\x01echo $((40+2)) \n")
    print(" ".join(until("\n42 noglue [^\r\n]*").split()[1:]))
    until("READY")
send("exit\n")
"#;

#[test]
fn tab_completes_words_in_bash_and_zsh() {
    let world = World::new();
    let shells: &[(&str, &[&str], &str)] = &[
        ("bash", &["--norc", "--noprofile", "-i"], "source \"$F\""),
        ("zsh", &["-f", "-i"], "autoload -U compinit; compinit -D -u; source \"$F\""),
    ];
    for (shell, args, load) in shells {
        let Some((program, file)) = installed(&world, shell) else { continue };
        let lines = TYPED.iter().map(|(typed, _)| *typed).collect::<Vec<_>>().join("|");
        let typist = world.program(&world.python().dir().join(world.python().name())).args(["-c", TYPIST, load]);
        let seen = typist.arg(lines).arg(&program).args(*args).env("F", &file).env("TERM", "dumb").run().ok();
        let completed: Vec<String> = seen.stdout().lines().map(str::to_owned).collect();
        assert_eq!(completed, TYPED.iter().map(|(_, whole)| (*whole).to_owned()).collect::<Vec<_>>(), "{shell}");
    }
}

#[test]
fn fish_proposes_words() {
    let world = World::new();
    let Some((program, file)) = installed(&world, "fish") else { return };
    for (typed, whole) in TYPED {
        let asked = format!("source $F; complete -C '{typed}'");
        let seen = world.program(&program).args(["--no-config", "-c", &asked]).env("F", &file).run().ok();
        let proposed: Vec<String> = seen.stdout().lines().map(|line| line.split('\t').next().unwrap().into()).collect();
        // clap's script for fish knows no values of arguments without an option.
        let is_known = !typed.starts_with("noglue completions");
        let expected: Vec<&str> =
            whole.split(' ').next_back().filter(|_| is_known && typed != whole).into_iter().collect();
        assert_eq!(proposed, expected, "{typed}");
    }
}

// The shell, and its completion script as a file.
fn installed(world: &World, shell: &str) -> Option<(std::path::PathBuf, std::path::PathBuf)> {
    let program = Path::new("/usr/bin").join(shell);
    if !program.exists() {
        assert!(!is_ci(), "{shell} is not installed");
        skip(&format!("completion in {shell}"), "not installed");
        return None;
    }
    let script = world.noglue(["completions", shell]).run().ok().raw_stdout().to_owned();
    let file = world.root().join(format!("completion.{shell}"));
    std::fs::write(&file, script).unwrap();
    Some((program, file))
}
