//! Activate scripts in the real shells: one table of directory names, one of shells, every step in each.
//!
//! A shell that is not installed fails the test where `CI` is set; elsewhere it is named and skipped.
#![allow(clippy::print_stdout, reason = "a skipped shell is named")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use noglue::activate::scripts::{Activation, files};
use noglue::shell::Shell as Language;

/// Directory names that break scripts written without care.
const NAMES: &[&str] = &[
    "plain",
    "two words",
    "it's",
    "say \"hi\"",
    "do$HOME",
    "run`id`$(id)",
    "line\nend",
    "ünï—東京",
    "bang!x",
    "back\\slash",
    "star*[x]?",
    "#hash",
    "50%d%n",
    "~root",
    "{a,b}",
    ";x&|<>",
    "-rf",
    "@ENV@",
];

struct Shell {
    name: &'static str,
    arguments: &'static [&'static str],
    script: &'static str,
    /// Makes the prompt and what the shell itself cannot inherit.
    prelude: &'static str,
    source: fn(&Path) -> String,
    dump: &'static str,
    /// Runs the program `tool`.
    tool: &'static str,
    quiet: &'static str,
    /// What the prompt holds for a harmless name; `None` where the shell's own prompt shows the variable.
    prompt: Option<&'static str>,
    /// A sourced file learns where it lies.
    tells_place: bool,
}

const POSIX: Shell = Shell {
    name: "sh",
    arguments: &["-eu"],
    script: "activate",
    prelude: "PS1='old> '",
    source: |_| ". \"$TARGET\"".into(),
    dump: "env -0 > \"$OUT/LABEL\"; printf %s \"$PS1\" > \"$OUT/LABEL.prompt\"",
    tool: "tool > \"$OUT/LABEL.tool\"",
    quiet: "export VIRTUAL_ENV_DISABLE_PROMPT=1",
    prompt: Some("(plain) old> "),
    tells_place: true,
};

const SHELLS: &[Shell] = &[
    Shell { name: "bash", ..POSIX },
    Shell { name: "bash", arguments: &["--posix", "-eu", "-o", "physical"], ..POSIX },
    Shell { name: "zsh", arguments: &["-f", "-eu"], ..POSIX },
    Shell { name: "zsh", arguments: &["-f", "-eu", "-o", "ksharrays", "-o", "shwordsplit"], ..POSIX },
    Shell { name: "ksh", ..POSIX },
    Shell { name: "dash", tells_place: false, ..POSIX },
    Shell {
        name: "fish",
        arguments: &["--no-config"],
        script: "activate.fish",
        prelude: "function fish_prompt; printf 'old%s> ' $status; end",
        source: |_| "source $TARGET".into(),
        dump: "env -0 > $OUT/LABEL; false; fish_prompt > $OUT/LABEL.prompt",
        tool: "tool > $OUT/LABEL.tool",
        quiet: "set -gx VIRTUAL_ENV_DISABLE_PROMPT 1",
        prompt: Some("(plain) old1> "),
        ..POSIX
    },
    Shell {
        name: "tcsh",
        arguments: &["-f"],
        script: "activate.csh",
        prelude: "set prompt = 'old> '",
        source: |_| "source $TARGET:q".into(),
        dump: "env -0 > $OUT:q/LABEL; echo -n $prompt:q > $OUT:q/LABEL.prompt",
        tool: "tool > $OUT:q/LABEL.tool",
        quiet: "setenv VIRTUAL_ENV_DISABLE_PROMPT 1",
        tells_place: false,
        ..POSIX
    },
    Shell {
        name: "nu",
        arguments: &["--no-config-file"],
        script: "activate.nu",
        prelude: "$env.PROMPT_COMMAND = 'old> '",
        source: |path| format!("overlay use {}", String::from_utf8(Language::Nu.quote(bytes(path))).unwrap()),
        dump: "^env -0 | save --raw $'($env.OUT)/LABEL'\n\
               (if ($env.PROMPT_COMMAND | describe) == 'closure' { do $env.PROMPT_COMMAND } else { $env.PROMPT_COMMAND }) \
               | save --raw $'($env.OUT)/LABEL.prompt'",
        tool: "^tool | save --raw $'($env.OUT)/LABEL.tool'",
        quiet: "$env.VIRTUAL_ENV_DISABLE_PROMPT = '1'",
        ..POSIX
    },
    Shell {
        name: "xonsh",
        arguments: &["--no-rc"],
        script: "activate.xsh",
        prelude: "$PYTHONHOME = '/old home'\nimport subprocess",
        source: |_| "source @($TARGET)".into(),
        dump: "_ = subprocess.run(['env', '-0'], stdout=open($OUT + '/LABEL', 'w'), env=__xonsh__.env.detype())",
        tool: "open($OUT + '/LABEL.tool', 'w').write($(tool))",
        quiet: "$VIRTUAL_ENV_DISABLE_PROMPT = True",
        prompt: None,
        ..POSIX
    },
];

/// What shells set for themselves.
const OWN_VARIABLES: &[&[u8]] = &[b"_", b"SHLVL", b"PWD", b"OLDPWD", b"CURRENT_FILE", b"FILE_PWD", b"PROMPT_COMMAND"];

enum Step<'a> {
    Source(&'a Path),
    Deactivate,
    Dump(&'a str),
    Tool(&'a str),
    Quiet,
}
use Step::{Deactivate, Dump, Quiet, Source, Tool};

type Variables = BTreeMap<Vec<u8>, Vec<u8>>;

/// What one run of a shell left behind.
struct Seen {
    out: tempfile::TempDir,
}

impl Seen {
    fn environment(&self, label: &str) -> Variables {
        let text = fs::read(self.out.path().join(label)).unwrap_or_else(|e| panic!("no dump {label}: {e}"));
        text.split(|&b| b == 0)
            .filter_map(|entry| {
                let at = entry.iter().position(|&b| b == b'=')?;
                Some((entry[..at].to_vec(), entry[at + 1..].to_vec()))
            })
            .filter(|(name, _)| !OWN_VARIABLES.contains(&name.as_slice()))
            .collect()
    }

    fn variable(&self, label: &str, name: &str) -> Option<PathBuf> {
        use std::os::unix::ffi::OsStringExt;
        self.environment(label).remove(name.as_bytes()).map(|v| std::ffi::OsString::from_vec(v).into())
    }

    fn prompt(&self, label: &str) -> String {
        fs::read_to_string(self.out.path().join(format!("{label}.prompt"))).unwrap_or_default()
    }

    fn tool(&self, label: &str) -> String {
        fs::read_to_string(self.out.path().join(format!("{label}.tool"))).unwrap_or_default().trim().to_owned()
    }
}

fn bytes(path: &Path) -> &[u8] {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes()
}

/// The table's shells that are here.
fn installed() -> Vec<&'static Shell> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |name: &str| std::env::split_paths(&path).any(|dir| dir.join(name).is_file());
    let required = |name: &str| std::env::var_os("CI").is_some() && (name != "nu" || is_there("npm"));
    SHELLS
        .iter()
        .filter(|shell| {
            let found = is_there(shell.name);
            if !found {
                assert!(!required(shell.name), "{} is not installed", shell.name);
                println!("skipped: {} is not installed", shell.name);
            }
            found
        })
        .collect()
}

/// A project directory with an environment in noglue's layout, its scripts and one program.
fn project(dir: &Path, prompt: &str) -> PathBuf {
    let env = dir.join(".venv");
    let bin = env.join("gen/1/bin");
    fs::create_dir_all(&bin).unwrap();
    fs::create_dir_all(env.join("gen/1/lib/python3.12/site-packages")).unwrap();
    symlink("gen/1", env.join("current")).unwrap();
    symlink("current/bin", env.join("bin")).unwrap();
    symlink("current/lib", env.join("lib")).unwrap();
    fs::write(env.join("pyvenv.cfg"), "").unwrap();
    fs::write(env.join("gen/1/pyvenv.cfg"), "").unwrap();
    program(&bin.join("tool"), "inside");
    let activation =
        Activation { env_dir: &env, prompt, site_packages: Path::new("lib/python3.12/site-packages"), python: (3, 12) };
    for (name, text) in files(&activation) {
        fs::write(bin.join(name), text).unwrap();
    }
    env
}

fn program(path: &Path, says: &str) {
    fs::write(path, format!("#!/bin/sh\necho {says}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Runs `steps` in one process of `shell`, from `cwd`, with `extra` variables.
fn run(shell: &Shell, cwd: &Path, extra: &[(&str, &str)], steps: &[Step]) -> Seen {
    let out = tempfile::tempdir().unwrap();
    let others = out.path().join("others");
    fs::create_dir(&others).unwrap();
    program(&others.join("tool"), "outside");
    let mut script = format!("{}\n", shell.prelude);
    let mut targets = Vec::new();
    for step in steps {
        let line = match step {
            Source(path) => {
                targets.push(path.to_str().unwrap().to_owned());
                (shell.source)(path).replace("TARGET", &format!("TARGET{}", targets.len()))
            }
            Deactivate => "deactivate".to_owned(),
            Dump(label) => shell.dump.replace("LABEL", label),
            Tool(label) => shell.tool.replace("LABEL", label),
            Quiet => shell.quiet.to_owned(),
        };
        script.push_str(&line);
        script.push('\n');
    }
    let script_path = out.path().join("script");
    fs::write(&script_path, &script).unwrap();
    let own_path = std::env::var_os("PATH").unwrap();
    let program = std::env::split_paths(&own_path).map(|dir| dir.join(shell.name)).find(|p| p.is_file()).unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", others.display());
    let mut command = Command::new(program);
    command.args(shell.arguments).current_dir(cwd).env_clear();
    match shell.name {
        // nu looks for modules from where its script lies.
        "nu" => command.arg("--commands").arg(&script),
        _ => command.arg(&script_path),
    };
    command.env("PATH", path).env("HOME", out.path()).env("OUT", out.path()).env("LANG", "C.UTF-8").env("TERM", "dumb");
    if shell.name != "xonsh" {
        command.env("PYTHONHOME", "/old home");
    }
    command.envs(extra.iter().copied());
    for (number, target) in targets.iter().enumerate() {
        command.env(format!("TARGET{}", number + 1), target);
    }
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{} {:?} failed ({})\n--- script\n{script}\n--- stderr\n{}",
        shell.name,
        shell.arguments,
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Seen { out }
}

#[test]
fn every_shell_activates_and_restores_exactly_in_every_directory() {
    let world = tempfile::tempdir().unwrap();
    let other = project(&world.path().join("other project"), "other");
    let target_b = other.join("bin");
    for name in NAMES {
        let env = project(&world.path().join(name), name);
        for shell in installed() {
            let target = env.join("bin").join(shell.script);
            let target_b = target_b.join(shell.script);
            let seen = run(
                shell,
                world.path(),
                &[],
                &[
                    Tool("before"),
                    Dump("before"),
                    Source(&target),
                    Dump("during"),
                    Tool("during"),
                    Source(&target),
                    Dump("twice"),
                    Deactivate,
                    Dump("after"),
                    Tool("after"),
                    Source(&target),
                    Source(&target_b),
                    Dump("nested"),
                    Deactivate,
                    Dump("after-nested"),
                    Quiet,
                    Dump("before-quiet"),
                    Source(&target),
                    Dump("quiet"),
                    Deactivate,
                    Dump("after-quiet"),
                ],
            );
            let what = format!("{} {:?} in {name:?}", shell.name, shell.arguments);
            let before = seen.environment("before");
            let mut expected = before.clone();
            assert!(expected.remove(b"PYTHONHOME".as_slice()).is_some(), "{what}: no PYTHONHOME");
            let put = |environment: &mut Variables, env: &Path, prompt: &str| {
                let path = [bytes(&env.join("bin")), b":", &before[b"PATH".as_slice()]].concat();
                environment.insert(b"PATH".into(), path);
                environment.insert(b"VIRTUAL_ENV".into(), bytes(env).into());
                environment.insert(b"VIRTUAL_ENV_PROMPT".into(), prompt.into());
            };
            put(&mut expected, &env, name);
            assert_same(&seen.environment("during"), &expected, &format!("{what}: during"));
            assert_same(&seen.environment("twice"), &expected, &format!("{what}: twice"));
            put(&mut expected, &other, "other");
            assert_same(&seen.environment("nested"), &expected, &format!("{what}: nested"));
            assert_same(&seen.environment("after"), &before, &format!("{what}: after"));
            assert_same(&seen.environment("after-nested"), &before, &format!("{what}: after nested"));
            let before_quiet = seen.environment("before-quiet");
            assert_same(&seen.environment("after-quiet"), &before_quiet, &format!("{what}: after quiet"));

            assert_eq!(
                [seen.tool("before"), seen.tool("during"), seen.tool("after")],
                ["outside", "inside", "outside"],
                "{what}: the program found"
            );
            let old = seen.prompt("before");
            for label in ["after", "after-nested", "quiet", "after-quiet"] {
                assert_eq!(seen.prompt(label), old, "{what}: prompt {label}");
            }
            if let Some(prompt) = shell.prompt {
                assert_eq!(seen.prompt("during"), seen.prompt("twice"), "{what}: prompt twice");
                assert_ne!(seen.prompt("during"), old, "{what}: prompt during");
                if *name == "plain" {
                    assert_eq!(seen.prompt("during"), prompt, "{what}: prompt during");
                }
            }
        }
    }
}

#[track_caller]
fn assert_same(seen: &Variables, expected: &Variables, what: &str) {
    let text = |v: Option<&Vec<u8>>| v.map(|v| String::from_utf8_lossy(v).into_owned());
    for name in seen.keys().chain(expected.keys()) {
        assert_eq!(text(seen.get(name)), text(expected.get(name)), "{what}: {}", String::from_utf8_lossy(name));
    }
}

#[test]
fn what_was_active_in_the_parent_comes_back() {
    let world = tempfile::tempdir().unwrap();
    let env = project(&world.path().join("app"), "app");
    for shell in installed() {
        let target = env.join("bin").join(shell.script);
        let extra = [("VIRTUAL_ENV", "/outer/.venv"), ("VIRTUAL_ENV_PROMPT", "outer one")];
        let steps = [Dump("before"), Source(&target), Dump("during"), Deactivate, Dump("after")];
        let seen = run(shell, world.path(), &extra, &steps);
        assert_eq!(seen.variable("during", "VIRTUAL_ENV").as_deref(), Some(&*env), "{}", shell.name);
        assert_same(&seen.environment("after"), &seen.environment("before"), shell.name);
    }
}

#[test]
fn without_a_prompt_nothing_fails() {
    let world = tempfile::tempdir().unwrap();
    let env = project(&world.path().join("app"), "app");
    for shell in installed().into_iter().filter(|s| s.script == "activate") {
        let bare = Shell { prelude: "unset PS1", dump: "env -0 > \"$OUT/LABEL\"", ..*shell };
        let target = env.join("bin/activate");
        let seen = run(&bare, world.path(), &[], &[Source(&target), Dump("during"), Deactivate, Dump("after")]);
        assert_eq!(seen.variable("during", "VIRTUAL_ENV").as_deref(), Some(&*env), "{}", shell.name);
        assert_eq!(seen.variable("after", "VIRTUAL_ENV"), None, "{}", shell.name);
    }
}

#[test]
fn a_moved_environment_still_activates_right() {
    let world = tempfile::tempdir().unwrap();
    for (number, name) in ["moved", "moved 'n' $HOME"].iter().enumerate() {
        let first = world.path().join(format!("first{number}"));
        project(&first, "app");
        let second = world.path().join(name);
        fs::rename(&first, &second).unwrap();
        // Where the file lies counts even when something else has come to the old place.
        for something_came in [false, true] {
            if something_came {
                project(&first, "newcomer");
            }
            for shell in installed().into_iter().filter(|s| s.tells_place || !something_came) {
                let target = second.join(".venv/bin").join(shell.script);
                let seen = run(shell, world.path(), &[], &[Source(&target), Dump("during"), Tool("during")]);
                let env = seen.variable("during", "VIRTUAL_ENV");
                assert_eq!(env, Some(second.join(".venv")), "{} {:?}", shell.name, shell.arguments);
                assert_eq!(seen.tool("during"), "inside", "{}", shell.name);
            }
        }
    }
}

#[test]
fn the_place_is_taken_from_the_letters_of_the_path() {
    let world = tempfile::tempdir().unwrap();
    let env = project(&world.path().join("app dir"), "app");
    let project_dir = env.parent().unwrap();
    let link = world.path().join("link");
    symlink("app dir", &link).unwrap();
    for shell in installed().into_iter().filter(|s| s.tells_place) {
        let cases = [
            (project_dir, PathBuf::from("./.venv/bin"), &*env),
            (world.path(), PathBuf::from("app dir/../app dir/.venv/bin"), &env),
            (world.path(), env.join("gen/1/bin"), &env),
            (world.path(), env.join("current/bin"), &env),
            (world.path(), link.join(".venv/bin"), &link.join(".venv")),
        ];
        for (cwd, bin, expected) in cases {
            let target = bin.join(shell.script);
            let seen = run(shell, cwd, &[], &[Source(&target), Dump("during")]);
            let env = seen.variable("during", "VIRTUAL_ENV");
            assert_eq!(env.as_deref(), Some(expected), "{} {:?} {target:?}", shell.name, shell.arguments);
        }
    }
}

#[test]
fn a_name_is_never_run_by_a_prompt() {
    let world = tempfile::tempdir().unwrap();
    let name = "$(touch ran)`touch ran`";
    let env = project(&world.path().join(name), name);
    let expand = [
        ("bash", "printf %s \"${PS1@P}\" > \"$OUT/LABEL.prompt\""),
        ("zsh", "setopt promptsubst; print -nP -- \"$PS1\" > \"$OUT/LABEL.prompt\""),
    ];
    for shell in installed() {
        let Some((_, dump)) = expand.iter().find(|(name, _)| *name == shell.name) else { continue };
        let shell = Shell { dump, ..*shell };
        let seen = run(&shell, world.path(), &[], &[Source(&env.join("bin/activate")), Dump("during")]);
        assert_eq!(seen.prompt("during"), "(_(touch ran)_touch ran_) old> ", "{}", shell.name);
        assert!(!world.path().join("ran").exists(), "{} ran the name", shell.name);
    }
}

#[test]
fn activate_this_makes_a_running_python_use_the_environment() {
    let world = tempfile::tempdir().unwrap();
    let dir = world.path().join("it's $HOME ünï");
    let version = python("import sys; print(*sys.version_info[:2])", Path::new("/")).unwrap();
    let (major, minor) = version.trim().split_once(' ').unwrap();
    let (major, minor): (u8, u8) = (major.parse().unwrap(), minor.parse().unwrap());
    let env = project(&dir, "na\"me");
    let packages = Path::new("lib").join(format!("python{major}.{minor}/site-packages"));
    fs::create_dir_all(env.join(&packages)).unwrap();
    fs::write(env.join(&packages).join("only_here.py"), "").unwrap();
    let activation = |python| {
        let activation = Activation { env_dir: &env, prompt: "na\"me", site_packages: &packages, python };
        let script = files(&activation).into_iter().find(|(name, _)| *name == "activate_this.py").unwrap().1;
        fs::write(env.join("bin/activate_this.py"), script).unwrap();
    };
    let code = "import os, runpy, sys\n\
        os.environ['PATH'] = '/usr/bin:/bin'\n\
        runpy.run_path(sys.argv[1])\n\
        import only_here\n\
        for text in (sys.prefix, sys.path[0], *map(os.environ.get, ('VIRTUAL_ENV', 'PATH', 'VIRTUAL_ENV_PROMPT'))):\n\
        \tprint(os.fsencode(text).decode())";

    activation((major, minor));
    for script in ["bin/activate_this.py", "gen/1/bin/activate_this.py", "current/bin/activate_this.py"] {
        let text = python(code, &env.join(script)).unwrap();
        let env = env.display();
        let packages = packages.display();
        let expected = format!("{env}\n{env}/{packages}\n{env}\n{env}/bin:/usr/bin:/bin\nna\"me\n");
        assert_eq!(text, expected, "{script}");
    }

    activation((3, 1));
    let error = python(code, &env.join("bin/activate_this.py")).unwrap_err();
    assert!(error.contains("is for Python 3.1, this is Python"), "{error}");
}

fn python(code: &str, argument: &Path) -> Result<String, String> {
    let output =
        Command::new("python3").args(["-I", "-c", code]).arg(argument).env("PYTHONUTF8", "1").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}
