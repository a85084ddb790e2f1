//! The shells: how each is started, made strict, loaded, and spoken to. And one session of one of them on a terminal.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::support::{World, is_ci, skip};

/// A shell. In its lines `@D` stands for a variable that holds a path, `/L` for a label's file, `N` and `V` for a name and
/// a value.
pub struct Shell {
    pub name: &'static str,
    pub args: &'static [&'static str],
    /// Strict modes, and a prompt that shows nothing.
    pub prelude: &'static [&'static str],
    pub load: &'static str,
    pub cd: &'static str,
    pub dump: &'static str,
    pub set: &'static str,
    pub prepend: &'static str,
    /// Removes the working directory and what is in it.
    pub removes: &'static str,
    /// What `activate` and `deactivate` are, where they are like those of other shells.
    pub by_hand: Option<[&'static str; 2]>,
    /// Goes to `@D` where only a part of the line sees it, and dumps as `L`.
    pub inside: &'static [&'static str],
    /// Ends with status 3, and what the prompt saw of it.
    pub status: Option<(&'static [&'static str], &'static str)>,
    /// What its line editor writes when it begins to read, where that must be waited for.
    pub ready: &'static str,
    /// What it says itself, with or without a hook, of a working directory that is gone.
    pub own_words: &'static str,
    /// Its line editor draws on stderr.
    pub draws: bool,
    /// Its variables hold only UTF-8.
    pub is_text_only: bool,
    /// Where to get it is not this machine's business.
    pub may_be_missing: bool,
}

const POSIX: Shell = Shell {
    name: "sh",
    args: &["-i"],
    prelude: &["PS1=; PS2=; set -eu"],
    load: "\\eval \"$(cat \"$HOOK\")\"",
    cd: "cd \"$@D\"",
    dump: "env -0 > \"$OUT/L\"; : > \"$OUT/L.done\"",
    set: "\\export N='V'",
    prepend: "\\export PATH=\"V:$PATH\"",
    removes: "rm -rf \"$HOME/away\"; : > \"$OUT/L.done\"",
    by_hand: Some([". \"$@D/.venv/bin/activate\"", "deactivate"]),
    inside: &["(cd \"$@D\"; env -0 > \"$OUT/L\"); : > \"$OUT/L.done\""],
    status: None,
    ready: "",
    own_words: "",
    draws: false,
    is_text_only: false,
    may_be_missing: false,
};

const BASH: Shell = Shell {
    name: "bash",
    args: &["--norc", "--noprofile", "--noediting", "-i"],
    prelude: &["PS1=; PS2=; set -eu -o pipefail -o noclobber; shopt -s autocd inherit_errexit"],
    inside: &[
        "(cd \"$@D\"; env -0 > \"$OUT/L\"); : > \"$OUT/L.done\"",
        "x=$(cd \"$@D\"; env -0 > \"$OUT/L\"); : > \"$OUT/L.done\"",
        "f() { pushd \"$@D\" >/dev/null; env -0 >| \"$OUT/L\"; popd >/dev/null; }; f; : > \"$OUT/L.done\"",
        "f() { cd \"$@D\" && env -0 >| \"$OUT/L\"; cd \"$OLDPWD\"; }; f; : > \"$OUT/L.done\"",
    ],
    status: Some((
        &["set +e; seen() { last=$?; }; PROMPT_COMMAND+=(seen)", "(exit 3)"],
        "echo $?$last >| \"$OUT/L\"; : > \"$OUT/L.done\"",
    )),
    ..POSIX
};

pub const SHELLS: &[Shell] = &[
    BASH,
    Shell {
        prelude: &[
            "alias cd='cd -P' local=false",
            "PROMPT_COMMAND='seen=$?'",
            "PS1=; PS2=; set -euE -o pipefail -o posix; trap 'echo trapped >&2' ERR",
        ],
        status: Some((&["set +e; trap - ERR", "(exit 3)"], "echo $?$seen >| \"$OUT/L\"; : > \"$OUT/L.done\"")),
        ..BASH
    },
    Shell {
        name: "zsh",
        args: &["-f", "-i"],
        prelude: &[
            "PS1= PS2= RPS1=; setopt err_exit no_unset pipe_fail no_clobber warn_create_global no_prompt_sp",
            "setopt ksh_arrays sh_word_split no_match auto_cd; alias -g local=false; alias builtin=false",
        ],
        inside: &[
            "(cd \"$@D\"; env -0 > \"$OUT/L\"); : > \"$OUT/L.done\"",
            "x=$(cd \"$@D\"; env -0 > \"$OUT/L\"); : > \"$OUT/L.done\"",
            "f() { pushd \"$@D\" >/dev/null; env -0 >| \"$OUT/L\"; popd >/dev/null }; f; : > \"$OUT/L.done\"",
        ],
        status: Some((
            &[
                "unsetopt err_exit ksh_arrays; seen() { last=$? }; typeset -g last=0; precmd_functions+=(seen)",
                "(exit 3)",
            ],
            "echo $?$last >| \"$OUT/L\"; : > \"$OUT/L.done\"",
        )),
        ..POSIX
    },
    Shell {
        name: "fish",
        args: &["--no-config", "-i"],
        prelude: &[
            "function fish_prompt; set -g last $status; end; function fish_right_prompt; end; set -g fish_greeting",
        ],
        load: "source $HOOK",
        cd: "cd $@D",
        dump: "env -0 > $OUT/L; true > $OUT/L.done",
        set: "set -gx N 'V'",
        prepend: "set -gx PATH V $PATH",
        removes: "rm -rf $HOME/away; true > $OUT/L.done",
        by_hand: Some(["source $@D/.venv/bin/activate.fish", "deactivate"]),
        inside: &["function f; pushd $@D; env -0 > $OUT/L; popd; end; f; true > $OUT/L.done"],
        status: Some((&["function three; return 3; end", "three"], "echo $status$last > $OUT/L; true > $OUT/L.done")),
        ..POSIX
    },
    Shell { name: "dash", ..POSIX },
    Shell { name: "ksh", ..POSIX },
    Shell {
        name: "tcsh",
        args: &["-f", "-i"],
        prelude: &["set prompt = '' noclobber; alias precmd 'set seen = $status'"],
        load: "eval \"`cat $HOOK:q`\"",
        cd: "cd $@D:q",
        dump: "env -0 >! $OUT:q/L; touch $OUT:q/L.done",
        set: "setenv N 'V'",
        prepend: "setenv PATH V:${PATH:q}",
        removes: "rm -rf $HOME:q/away; touch $OUT:q/L.done",
        by_hand: Some(["source $@D:q/.venv/bin/activate.csh", "deactivate"]),
        inside: &["( cd $@D:q; env -0 >! $OUT:q/L ); touch $OUT:q/L.done"],
        status: Some((&["(exit 3)"], "echo $status$seen >! $OUT:q/L; touch $OUT:q/L.done")),
        ..POSIX
    },
    Shell {
        name: "xonsh",
        args: &["--no-rc", "--shell-type", "readline", "-i"],
        prelude: &["$PROMPT = ''; $RIGHT_PROMPT = ''; $RAISE_SUBPROC_ERROR = True; $XONSH_SHOW_TRACEBACK = True"],
        load: "execx(open($HOOK).read())",
        cd: "cd @($@D)",
        dump: "env -0 > @($OUT + '/L') ; touch @($OUT + '/L.done')",
        set: "$N = 'V'",
        prepend: "$PATH.insert(0, 'V')",
        removes: "rm -rf @($HOME + '/away') ; touch @($OUT + '/L.done')",
        by_hand: Some(["source @($@D + '/.venv/bin/activate.xsh')", "deactivate"]),
        inside: &[],
        ready: "\\x1b[?2004h",
        own_words: "working directory does not exist",
        ..POSIX
    },
    Shell {
        name: "elvish",
        args: &["-norc"],
        prelude: &["set edit:prompt = { }; set edit:rprompt = { }"],
        load: "eval (slurp < $E:HOOK)",
        cd: "cd $E:@D",
        dump: "env -0 > $E:OUT/L; touch $E:OUT/L.done",
        set: "set-env N 'V'",
        prepend: "set-env PATH V:$E:PATH",
        removes: "rm -rf $E:HOME/away; touch $E:OUT/L.done",
        by_hand: None,
        inside: &["fn f {|| cd $E:@D; env -0 > $E:OUT/L; cd $E:HOME }; f; touch $E:OUT/L.done"],
        ready: "\\x1b[?2004h",
        draws: true,
        is_text_only: true,
        ..POSIX
    },
    Shell {
        name: "nu",
        args: &["--no-config-file"],
        prelude: &["$env.PROMPT_COMMAND = {|| ''}; $env.PROMPT_COMMAND_RIGHT = ''; $env.PROMPT_INDICATOR = ''"],
        load: "source HOOK",
        cd: "cd $env.@D",
        dump: "^env -0 | save --raw --force $'($env.OUT)/L'; touch $'($env.OUT)/L.done'",
        set: "$env.N = 'V'",
        prepend: "$env.PATH = ($env.PATH | prepend 'V')",
        removes: "^sh -c 'rm -rf \"$HOME/away\"; : > \"$OUT/L.done\"'",
        // An overlay, which keeps variables of its own: what a hook sets while it is used goes with it.
        by_hand: None,
        inside: &[],
        ready: "\\x1b[?2004h",
        own_words: "points to a non-existent directory",
        draws: true,
        is_text_only: true,
        may_be_missing: true,
        ..POSIX
    },
];

impl Shell {
    /// Where it lies; a shell that is not here is named, and missing where it must be.
    pub fn program(&self) -> Option<PathBuf> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let found = std::env::split_paths(&path).map(|dir| dir.join(self.name)).find(|file| file.is_file());
        if found.is_none() {
            assert!(!is_ci() || self.may_be_missing, "{} is not installed", self.name);
            skip(&format!("the hook of {}", self.name), "it is not installed");
        }
        found
    }
}

/// Lines to be typed into one shell.
pub struct Session<'a> {
    shell: &'a Shell,
    world: &'a World,
    out: PathBuf,
    lines: Vec<Vec<u8>>,
    variables: Vec<(String, OsString)>,
}

/// What shells set for themselves, and what is ours alone.
const OWN: &[&str] = &["_", "SHLVL", "PWD", "OLDPWD", "LINES", "COLUMNS", "NOGLUE_HOOK_TOLD", "CMD_DURATION_MS"];

pub type Variables = BTreeMap<String, OsString>;

impl<'a> Session<'a> {
    /// A session that has loaded the hook and started in the home directory.
    pub fn new(shell: &'a Shell, world: &'a World) -> Session<'a> {
        let out = tempfile::tempdir_in(world.root()).unwrap().keep();
        let counted = out.join("counted");
        let binary = env!("CARGO_BIN_EXE_noglue");
        let shown = out.display();
        // Not a shell: it would complain of a working directory that is gone.
        let python = world.python().dir().join(world.python().name());
        let script = format!(
            "#!{} -SE\nimport os, sys\nopen('{shown}/count', 'a').write('x\\n')\n\
             os.dup2(os.open('{shown}/said', os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644), 2)\n\
             os.execv('{binary}', ['noglue', *sys.argv[1:]])\n",
            python.display()
        );
        std::fs::write(&counted, script).unwrap();
        std::fs::set_permissions(&counted, std::fs::Permissions::from_mode(0o755)).unwrap();
        let text =
            world.noglue(["hook", shell.name]).run().ok().raw_stdout().replace(binary, counted.to_str().unwrap());
        assert!(text.contains(counted.to_str().unwrap()), "{}: the hook names no program: {text}", shell.name);
        std::fs::write(out.join("hook"), text).unwrap();
        let mut session = Session { shell, world, out, lines: Vec::new(), variables: Vec::new() };
        for line in shell.prelude {
            session.line(line);
        }
        let hook = session.out.join("hook");
        session.line(&shell.load.replace(" HOOK", &format!(" {}", hook.display())));
        session
    }

    /// Types a line as it is.
    pub fn line(&mut self, line: &str) -> &mut Self {
        self.lines.push([b"\x01", line.as_bytes()].concat());
        self
    }

    /// Types a line that makes `LABEL.done`, and waits for it.
    pub fn labelled(&mut self, label: &str, line: &str) -> &mut Self {
        let line = line.replace("/L", &format!("/{label}"));
        self.lines.push([label.as_bytes(), b"\x01", line.as_bytes()].concat());
        self
    }

    fn at(&mut self, line: &str, dir: &Path) -> String {
        let number = self.variables.iter().position(|(_, value)| value == dir).unwrap_or_else(|| {
            self.variables.push((format!("DIR{}", self.variables.len()), dir.into()));
            self.variables.len() - 1
        });
        line.replace("@D", &format!("DIR{number}"))
    }

    pub fn cd(&mut self, dir: &Path) -> &mut Self {
        let line = self.at(self.shell.cd, dir);
        self.line(&line)
    }

    /// Activates as people do without hooks; how to end it comes back.
    pub fn activate(&mut self, dir: &Path) -> &'static str {
        let [activate, deactivate] = self.shell.by_hand.expect("asked before");
        let line = self.at(activate, dir);
        self.line(&line);
        deactivate
    }

    pub fn inside(&mut self, how: &str, dir: &Path, label: &str) -> &mut Self {
        let line = self.at(how, dir);
        self.labelled(label, &line)
    }

    pub fn set(&mut self, name: &str, value: &str) -> &mut Self {
        let line = self.shell.set.replace('N', name).replace('V', value);
        self.line(&line)
    }

    pub fn prepend(&mut self, value: &str) -> &mut Self {
        let line = self.shell.prepend.replace('V', value);
        self.line(&line)
    }

    pub fn dump(&mut self, label: &str) -> &mut Self {
        self.labelled(label, self.shell.dump)
    }

    /// Types all of it.
    #[track_caller]
    pub fn run(&self, extra: &[(&str, &str)]) -> Seen {
        let program = self.shell.program().expect("asked before");
        std::fs::write(self.out.join("lines"), self.lines.join(&b'\0')).unwrap();
        std::fs::write(self.out.join("typist.py"), include_str!("typist.py")).unwrap();
        let bin = self.out.join("bin");
        std::fs::create_dir_all(&bin).unwrap();
        let _ = std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_noglue"), bin.join("noglue"));
        let python = self.world.python().dir().join(self.world.python().name());
        let mut run = self.world.program(&python).arg(self.out.join("typist.py")).arg(&self.out);
        run = run.arg(self.shell.ready).arg(if self.shell.draws { "draws" } else { "" }).arg(program);
        run = run.args(self.shell.args).cwd(self.world.home()).env("TERM", "dumb").env("PS1", "");
        run = run.env("VIRTUAL_ENV_DISABLE_PROMPT", "1");
        run = run.env("PATH", OsString::from_vec([bin.as_os_str().as_bytes(), b":/usr/bin:/bin"].concat()));
        run = run.env("OUT", &self.out).env("HOOK", self.out.join("hook"));
        for (name, value) in &self.variables {
            run = run.env(name, value);
        }
        for (name, value) in extra {
            run = run.env(name, value);
        }
        let output = run.run().any();
        let what = format!("{} {:?}", self.shell.name, self.shell.prelude);
        let text =
            |name: &str| String::from_utf8_lossy(&std::fs::read(self.out.join(name)).unwrap_or_default()).into_owned();
        let stderr = text("stderr").replace(self.world.root().to_str().unwrap(), "[ROOT]");
        assert!(
            output.exit_code() == Some(0),
            "{what}\n{}\n{}\n--- stderr\n{stderr}",
            output.stderr(),
            output.stdout()
        );
        if self.shell.draws {
            let shown = output.raw_stdout();
            let count = |word: &str| shown.matches(word).count();
            let own = if self.shell.own_words.is_empty() { 0 } else { count(self.shell.own_words) };
            assert_eq!(count("Exception:") + count("Error:") + count("panic"), own, "{what}\n{shown}");
        }
        let own = |line: &&str| self.shell.own_words.is_empty() || !line.contains(self.shell.own_words);
        let stderr: Vec<&str> = stderr.lines().filter(own).collect();
        assert!(stderr.is_empty(), "{what}\n{}", stderr.join("\n"));
        Seen { out: self.out.clone(), what, said: text("said").replace(self.world.root().to_str().unwrap(), "[ROOT]") }
    }
}

/// What a session left behind.
pub struct Seen {
    out: PathBuf,
    pub what: String,
    /// What noglue said.
    pub said: String,
}

impl Seen {
    /// The environment that was dumped under this label.
    #[track_caller]
    pub fn all(&self, label: &str) -> Variables {
        let bytes = std::fs::read(self.out.join(label)).unwrap_or_else(|e| panic!("{}: no {label}: {e}", self.what));
        bytes
            .split(|b| *b == 0)
            .filter_map(|entry| {
                let at = entry.iter().position(|b| *b == b'=')?;
                let name = String::from_utf8_lossy(&entry[..at]).into_owned();
                Some((name, OsStr::from_bytes(&entry[at + 1..]).to_owned()))
            })
            .filter(|(name, _)| !OWN.contains(&name.as_str()))
            .collect()
    }

    #[track_caller]
    pub fn get(&self, label: &str, name: &str) -> Option<String> {
        self.all(label).get(name).map(|v| v.to_string_lossy().into_owned())
    }

    /// A small file.
    pub fn text(&self, label: &str) -> String {
        std::fs::read_to_string(self.out.join(label)).unwrap_or_default().trim().to_owned()
    }

    /// How often noglue was started.
    pub fn count(&self) -> usize {
        std::fs::read_to_string(self.out.join("count")).unwrap_or_default().lines().count()
    }

    #[track_caller]
    pub fn same(&self, seen: &str, expected: &Variables) {
        let found = self.all(seen);
        for name in found.keys().chain(expected.keys()) {
            assert_eq!(found.get(name), expected.get(name), "{}: {seen}: {name}", self.what);
        }
    }
}
