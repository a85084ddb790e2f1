//! Completion scripts in the real shells: loaded, asked as a person's Tab does. That they are current is held by `docs`.

use std::path::Path;

use crate::support::{FakeIndex, World, is_ci, skip, wheel};

/// What is typed, and what Tab must make of it.
const TYPED: &[(&str, &str)] = &[
    ("noglue sy", "noglue sync"),
    ("noglue pip comp", "noglue pip compile"),
    ("noglue python li", "noglue python list"),
    ("noglue sync --no-d", "noglue sync --no-dev"),
    ("noglue completions fi", "noglue completions fish"),
    ("noglue nosuchw", "noglue nosuchw"),
];

/// The same, of values that noglue is asked for.
const VALUES: &[(&str, &str)] = &[
    ("noglue run -e too", "noglue run -e tools"),
    ("noglue --env too", "noglue --env tools"),
    ("noglue env path too", "noglue env path tools"),
    ("noglue run long", "noglue run long-command"),
    ("noglue pip install long", "noglue pip install long-name"),
    ("noglue pip uninstall long", "noglue pip uninstall long-name"),
    ("noglue sync --no-d", "noglue sync --no-dev"),
];

/// A world with an environment, a package in it and in the cache, and a program.
fn filled() -> (World, FakeIndex) {
    let index = FakeIndex::start();
    index.publish(wheel("long-name", "1.0").entry_point("long-command", "x:main"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "long-name\n");
    world.noglue(["sync"]).run().ok();
    world.noglue(["env", "create", "tools", "--free"]).run().ok();
    (world, index)
}

/// `PATH` with noglue on it.
fn path() -> std::ffi::OsString {
    let noglue = Path::new(env!("CARGO_BIN_EXE_noglue")).parent().unwrap();
    std::env::join_paths([noglue, Path::new("/usr/bin"), Path::new("/bin")]).unwrap()
}

#[test]
fn tab_completes_values_in_bash_and_zsh() {
    let (world, _index) = filled();
    let typed: Vec<_> = VALUES.iter().copied().chain([("workon too", "workon tools")]).collect();
    for shell in SHELLS {
        if let Some(completed) = type_into(&world, shell, &typed) {
            assert_eq!(
                completed,
                typed.iter().map(|(_, whole)| (*whole).to_owned()).collect::<Vec<_>>(),
                "{}",
                shell.0
            );
        }
    }
}

#[test]
fn fish_and_nushell_propose_values() {
    let (world, _index) = filled();
    for (typed, whole) in VALUES {
        let last = whole.split(' ').next_back().unwrap();
        if let Some((program, file)) = installed(&world, "fish") {
            let asked = format!("source $F; complete -C '{typed}'");
            let run = world.program(&program).args(["--no-config", "-c", &asked]).env("F", &file).env("PATH", path());
            let seen = run.cwd(world.project()).run().ok();
            assert!(
                seen.raw_stdout().lines().any(|line| line.split('\t').next() == Some(last)),
                "{typed}: {}",
                seen.stdout()
            );
        }
        if let Some((program, file)) = installed(&world, "nu") {
            let text = std::fs::read_to_string(&file).unwrap() + "\n" + typed;
            let script = world.root().join("line.nu");
            std::fs::write(&script, &text).unwrap();
            let run = world.program(&program).args(["--ide-complete", &text.len().to_string()]).arg(&script);
            let seen = run.env("PATH", path()).cwd(world.project()).run().ok();
            assert!(seen.raw_stdout().contains(&format!("\"{last}\"")), "{typed}: {}", seen.stdout());
        }
    }
}

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
    print(" ".join(until("\n42 (noglue|workon) [^\r\n]*").split()[1:]))
    until("READY")
send("exit\n")
"#;

type Interactive = (&'static str, &'static [&'static str], &'static str);

const SHELLS: &[Interactive] = &[
    ("bash", &["--norc", "--noprofile", "-i"], "source \"$F\""),
    ("zsh", &["-f", "-i"], "autoload -U compinit; compinit -D -u; source \"$F\""),
];

#[test]
fn tab_completes_words_in_bash_and_zsh() {
    let world = World::new();
    for shell in SHELLS {
        if let Some(completed) = type_into(&world, shell, TYPED) {
            assert_eq!(
                completed,
                TYPED.iter().map(|(_, whole)| (*whole).to_owned()).collect::<Vec<_>>(),
                "{}",
                shell.0
            );
        }
    }
}

// What a shell makes of each line at a Tab; `None` where it is not installed.
fn type_into(world: &World, (shell, args, load): &Interactive, typed: &[(&str, &str)]) -> Option<Vec<String>> {
    let (program, file) = installed(world, shell)?;
    let lines = typed.iter().map(|(typed, _)| *typed).collect::<Vec<_>>().join("|");
    let typist = world.program(&world.python().dir().join(world.python().name())).args(["-c", TYPIST, load]);
    let run = typist.arg(lines).arg(&program).args(*args).env("F", &file).env("TERM", "dumb").env("PATH", path());
    let seen = run.cwd(world.project()).run().ok();
    Some(seen.raw_stdout().lines().map(str::to_owned).collect())
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
        assert!(!is_ci() || shell == "nu", "{shell} is not installed");
        skip(&format!("completion in {shell}"), "not installed");
        return None;
    }
    let name = if shell == "nu" { "nushell" } else { shell };
    let script = world.noglue(["completions", name]).run().ok().raw_stdout().to_owned();
    let file = world.root().join(format!("completion.{shell}"));
    std::fs::write(&file, script).unwrap();
    Some((program, file))
}
