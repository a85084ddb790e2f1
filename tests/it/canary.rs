//! A hostile tree: everything in it that could be run, imported or obeyed writes its own name. Every command is let
//! loose in it; none may wake one. A command that is new must be put into one of the two lists.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::support::{FakeIndex, World, wheel};
use crate::tidy::root;

/// Commands that only look, or change what is not this tree's: what each is tried with.
const LOOKS: &[&[&str]] = &[
    &[],
    &["why"],
    &["why", "python"],
    &["why", "a-cli"],
    &["why", "--json"],
    &["doctor"],
    &["doctor", "--json"],
    &["history"],
    &["trust", "--list"],
    &["untrust", "."],
    &["setup", "--dry-run"],
    &["server", "nginx"],
    &["server", "gunicorn"],
    &["pip", "list"],
    &["pip", "freeze"],
    &["pip", "show", "a"],
    &["pip", "check"],
    &["python", "list"],
    &["python", "find"],
    &["cache", "dir"],
    &["cache", "size"],
    &["completions", "bash"],
    &["man"],
    &["sync", "--check"],
    &["sync", "--dry-run"],
    &["run", "--", "a-cli"],
    &["run", "python", "-c", "pass"],
    &["pip", "compile", "requirements.txt"],
    &["lock", "--check"],
    &["tree"],
    &["why-package", "a"],
    &["outdated"],
    &["hook", "bash"],
    &["env", "list"],
    &["env", "path"],
    &["env", "run-all", "--", "true"],
    &["workon", "--shell", "posix", "b"],
    &["path", "list"],
    &["pip", "tree"],
    &["pip", "cache", "dir"],
    &["pip", "cache", "info"],
    &["pip", "cache", "list"],
    &["pip", "cache", "remove", "a"],
    &["pip", "cache", "purge"],
    &["pip", "config", "list"],
    &["pip", "config", "get", "global.index-url"],
    &["pip", "config", "set", "global.timeout", "5"],
    &["pip", "config", "unset", "global.timeout"],
    &["pip", "config", "debug"],
    &["python", "path"],
    &["verify"],
    &["cache", "verify"],
    &["cache", "prune"],
];

/// Commands that change this tree's environment when asked to; even so they run nothing that came with it.
const CHANGES: &[&[&str]] = &[
    &["pip", "install", "a"],
    &["pip", "uninstall", "--yes", "a"],
    &["pip", "sync", "requirements.txt"],
    &["sync"],
    &["add", "b"],
    &["remove", "a"],
    &["lock"],
    &["import"],
    &["env", "create", "b"],
    &["env", "remove", "b"],
    &["env", "rename", "b", "c"],
    &["env", "copy", ".venv", "c"],
    &["env", "tie", "b"],
    &["env", "kernel"],
    &["env", "toggle-system-packages"],
    &["env", "use", ".venv"],
    &["new", "b"],
    &["path", "add", "app"],
    &["path", "remove", "app"],
    &["pip", "autoremove"],
    &["pip", "download", "b"],
    &["pip", "wheel", "b"],
    &["verify", "--repair"],
    &["rollback"],
    &["reload"],
    &["venv", "--clear"],
    &["python", "pin", "3"],
    &["cache", "clear"],
];

/// Those of them that cannot do without an index.
const ASKS: &[&[&str]] = &[&["add", "b"], &["pip", "download", "b"], &["pip", "wheel", "b"]];

/// Granting is the word after which its code may run.
const GRANTS: &[&str] = &["trust"];

/// How the tree's own settings go about it.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    /// They name programs: that is refused as such.
    Loud,
    /// They name none, so that commands go further.
    Sly,
}

struct Hostile {
    world: World,
    mood: Mood,
    index: FakeIndex,
    foreign: FakeIndex,
    dir: PathBuf,
}

impl Hostile {
    fn new(mood: Mood) -> Hostile {
        let index = FakeIndex::start();
        index.publish(
            wheel("a", "1.0").entry_point("a-cli", "a:main").file("a/__init__.py", "def main():\n    print('ran')\n"),
        );
        index.publish(wheel("b", "1.0"));
        let world = World::new().index(&index);
        world.write("requirements.txt", "a\n");
        world.noglue(["setup", "--yes"]).run().ok();
        world.noglue(["sync"]).run().ok();
        let dir = world.home().join("clone");
        world.program(Path::new("/bin/cp")).arg("-a").arg(world.project()).arg(&dir).run().ok();
        let hostile = Hostile { world, mood, index, foreign: FakeIndex::start(), dir };
        hostile.arm();
        hostile.index.take_requests();
        hostile
    }

    fn heard(&self) -> String {
        fs::read_to_string(self.world.root().join("canary")).unwrap_or_default()
    }

    fn program(&self, path: &str) {
        let text = format!("#!/bin/sh\necho {path} >>{}\nexit 1\n", self.world.root().join("canary").display());
        let path = self.dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&path);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn code(&self, path: &str, before: &str) {
        let canary = self.world.root().join("canary");
        let name = Path::new(path).file_name().unwrap().to_str().unwrap();
        let path = self.dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&path);
        fs::write(path, format!("{before}import os; open({canary:?}, 'a').write({name:?} + '\\n')\n")).unwrap();
    }

    /// Everything that anything might run.
    fn arm(&self) {
        let dir = &self.dir;
        let generation = fs::canonicalize(dir.join(".venv/current")).unwrap();
        let generation = generation.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
        let python = self.world.python().name();
        for program in ["python", "python3", &python, "a-cli", "activate"] {
            self.program(&format!("{generation}/bin/{program}"));
            self.program(program);
        }
        for program in ["git", "uv", "sh", "cc", "systemctl", "bin/python3", "node_modules/.bin/python", "manage"] {
            self.program(program);
        }
        let site = format!("{generation}/lib/{python}/site-packages");
        self.code(&format!("{site}/evil.pth"), "");
        for module in ["sitecustomize.py", "usercustomize.py", "a/__init__.py", "json.py", "noglue_startup.py"] {
            self.code(&format!("{site}/{module}"), "");
            self.code(module, "");
        }
        self.code("manage.py", "import django\n");
        self.code("app/wsgi.py", "application = None\n");
        self.code("conftest.py", "");
        self.code("gunicorn.conf.py", "");
        // What would redirect: each names a program, an index, a folder of its own.
        let evil = self.foreign.url();
        let here = dir.display();
        let programs = match self.mood {
            Mood::Loud => format!("python = \"{here}/python\"\nreload = [\"{here}/sh\"]\n"),
            Mood::Sly => "python = \"3\"\n".to_owned(),
        };
        fs::write(dir.join("noglue.toml"), format!("index-url = \"{evil}\"\n")).unwrap();
        fs::write(
            dir.join("pyproject.toml"),
            format!(
                "[tool.noglue]\nindex-url = \"{evil}\"\ntrust = true\n{programs}[tool.noglue.env]\nLD_PRELOAD = \"{here}/evil.so\"\n"
            ),
        )
        .unwrap();
        fs::write(dir.join("pip.conf"), format!("[global]\nindex-url = {evil}\n")).unwrap();
        fs::write(dir.join(".python-version"), format!("{here}/python3\n")).unwrap();
        fs::write(dir.join(".python-envs"), format!("{here}/.venv\n")).unwrap();
        fs::write(dir.join(".envrc"), format!("layout python\necho .envrc >>{}/canary\n", here)).unwrap();
        fs::write(dir.join(".env"), format!("PATH={here}:/usr/bin:/bin\nBASH_ENV={here}/sh\n")).unwrap();
        fs::create_dir_all(dir.join(".git")).unwrap();
        let git =
            format!("[core]\n\trepositoryformatversion = 0\n\tfsmonitor = {here}/git\n\tsshCommand = {here}/sh\n");
        fs::write(dir.join(".git/config"), git).unwrap();
        fs::write(dir.join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
        for state in [dir.join(&generation).join("state.json"), dir.join(".venv/state.json")] {
            let Ok(bytes) = fs::read(&state) else { continue };
            let mut json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            json["python"]["executable"] = dir.join("python3").to_str().unwrap().into();
            let real = fs::canonicalize(&state).unwrap();
            let _ = fs::remove_file(&real);
            fs::write(real, json.to_string()).unwrap();
        }
    }

    /// Runs it in the tree and listens; what was wrong.
    fn problem(&self, words: &[&str]) -> Option<String> {
        let seen = self.world.noglue(words).cwd(&self.dir).run().any();
        let said = seen.stderr();
        let problem = match seen.exit_code() {
            None => "was killed",
            _ if !self.heard().is_empty() => "ran something of the tree",
            _ if !self.foreign.take_requests().is_empty() => "asked the index that the tree names",
            // Neither its own words nor a file may have stopped it before it came to the project.
            Some(2) if self.mood == Mood::Sly => "was not understood",
            _ if said.contains("mend that place") => "did not read the project",
            _ => return None,
        };
        Some(format!("noglue {} {problem}: {}\n{said}", words.join(" "), self.heard()))
    }
}

#[test]
fn the_canary_sings_when_it_is_woken() {
    let hostile = Hostile::new(Mood::Sly);
    hostile.world.program(&hostile.dir.join("python")).cwd("/").run().code(1);
    assert_eq!(hostile.heard(), "python\n");
    let python = &hostile.world.python().executable;
    hostile.world.program(python).args(["-c", "import json"]).cwd(&hostile.dir).run().ok();
    assert_eq!(hostile.heard(), "python\njson.py\n");
}

#[test]
fn commands_that_look_run_nothing_of_a_hostile_tree() {
    for mood in [Mood::Loud, Mood::Sly] {
        let hostile = Hostile::new(mood);
        let problems: Vec<String> = LOOKS.iter().filter_map(|words| hostile.problem(words)).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        for shim in ["python", "python3", "a-cli"] {
            hostile.world.shim(shim).args(["-c", "pass"]).cwd(&hostile.dir).run().code(126).stderr_has("noglue trust");
            assert_eq!(hostile.heard(), "", "{shim}");
        }
    }
}

#[test]
fn commands_that_change_the_environment_run_nothing_of_a_hostile_tree() {
    let mut problems = Vec::new();
    for mood in [Mood::Loud, Mood::Sly] {
        for words in CHANGES {
            let hostile = Hostile::new(mood);
            problems.extend(hostile.problem(words));
            if mood == Mood::Sly && ASKS.contains(words) && hostile.index.take_requests().is_empty() {
                problems.push(format!("noglue {} did not ask the user's own index", words.join(" ")));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_command_is_in_a_list() {
    let page = fs::read_to_string(root().join("docs/reference/cli.md")).unwrap();
    let commands: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## noglue ")).collect();
    assert!(commands.len() > 20, "the page was read");
    for command in &commands {
        let is_group = commands.iter().any(|other| other.starts_with(&format!("{command} ")));
        let tried = LOOKS.iter().chain(CHANGES).any(|words| {
            let words = words.join(" ");
            words == *command || words.starts_with(&format!("{command} "))
        });
        assert!(is_group || tried || GRANTS.contains(command), "try `noglue {command}` in the hostile tree, too");
    }
}
