//! What a shell's hook asks when its directory changed: the directory and its variables in, words for that shell out.
//!
//! Answered before the command line is looked at, with nothing of it loaded. Says one line on stderr when the environment
//! changes or may not be used; that once per shell and directory. Never fails a prompt: what goes wrong changes nothing.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use super::change::{self, Change, Event, Wanted};
use super::hook::HookShell;
use super::print::{Watch, print};
use super::state::{Bytes, State};
use super::variables;
use crate::dirs::Dirs;
use crate::discover::{self, Disk, Environment, Outcome, Start, Switches, Unusable, Who, text};
use crate::sys;
use crate::ui;
use crate::vars;

/// Answers `hook-env SHELL PID FLAGS`. `args` are the words after `hook-env`.
pub fn run(args: &[OsString]) {
    let mut words = args.iter().filter_map(|word| word.to_str());
    let Some(shell) = words.next().and_then(HookShell::of_name) else { return };
    if sys::user::is_elevated() {
        return;
    }
    let (pid, flags) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let has = |flag: &str| flags.split(',').any(|word| word == flag);
    let ask = Ask { shell, pid, is_quiet: has("quiet"), is_first: has("first") };
    ui::bytes(&ask.answer());
}

/// One question.
struct Ask<'a> {
    shell: HookShell,
    pid: &'a str,
    /// Nobody reads: a subshell.
    is_quiet: bool,
    /// The shell's first.
    is_first: bool,
}

impl Ask<'_> {
    fn answer(&self) -> Bytes {
        let get: fn(&str) -> Option<OsString> = sys::env::var;
        let mode = get(vars::HOOK).unwrap_or_default();
        let dirs = Dirs::resolve(&get);
        let who = Who::of_process(&dirs);
        let cwd = sys::env::cwd().ok();
        let outcome = match &cwd {
            Some(cwd) if mode != "off" => {
                discover::resolve(&Disk, &Switches::read(&get), cwd, [Start::cwd(cwd)], &who, &mut ())
            }
            _ => Outcome::Off,
        };
        let mut told = Told::read(get(vars::HOOK_TOLD), self.pid);
        let wanted = match &outcome {
            Outcome::Found(environment) => Some(self.wanted(environment, &who, &mut told)),
            _ => None,
        };
        let bytes = |name: &[u8]| get(OsStr::from_bytes(name).to_str()?).map(OsString::into_vec);
        let (mut change, event) = change::change(&bytes, wanted.as_ref(), self.is_first);
        if let Outcome::Unusable(unusable) = &outcome {
            self.say_once(&mut told, &unusable.dir, &line(unusable));
        }
        told.write(&mut change);
        let watch = watch(&outcome, cwd.as_deref(), &who);
        let Some(answer) = print(self.shell.dialect(), &change, &watch) else {
            return self.cannot_hold(&mut told, &outcome, &watch);
        };
        if mode != "quiet" && !self.is_quiet {
            say(event, &outcome, &who, &bytes);
        }
        answer
    }

    fn wanted(&self, environment: &Environment, who: &Who, told: &mut Told) -> Wanted {
        let project = variables::of_project(environment, who);
        for (file, problem) in &project.problems {
            self.say_once(told, file, &format!("noglue: {problem}"));
        }
        let env = environment.dir.as_os_str().as_bytes().to_vec();
        let bin = [env.as_slice(), b"/bin"].concat();
        Wanted {
            env,
            // Scripts of one that was moved start nothing yet; shims do.
            bin: Some(bin).filter(|bin| self.shell.dialect().can_be_on_path(bin) && !is_moved(environment, who)),
            prompt: prompt(environment).into_bytes(),
            variables: project.variables,
        }
    }

    fn say_once(&self, told: &mut Told, about: &Path, line: &str) {
        if !self.is_quiet && told.is_new(about) {
            ui::line(line);
        }
    }

    // The shell's variables are text: a name that is none would become another one.
    fn cannot_hold(&self, told: &mut Told, outcome: &Outcome, watch: &Watch) -> Bytes {
        if let Outcome::Found(environment) = outcome {
            let dir = text::shown(&environment.dir);
            let line = format!("noglue: {dir}: this shell cannot hold what is not UTF-8 in a variable; not used");
            self.say_once(told, &environment.dir, &line);
        }
        let mut change = Change::new();
        told.write(&mut change);
        print(self.shell.dialect(), &change, watch).unwrap_or_default()
    }
}

fn is_moved(environment: &Environment, who: &Who) -> bool {
    who.registry.moved_from(&Disk, &environment.dir, &environment.config).is_some()
}

fn say(event: Event, outcome: &Outcome, who: &Who, get: &dyn Fn(&[u8]) -> Option<Bytes>) {
    match (event, outcome) {
        (Event::Entered, Outcome::Found(environment)) => {
            let version = environment.config.version.map_or_else(String::new, |(a, b)| format!(" (Python {a}.{b})"));
            let moved = if is_moved(environment, who) { "; it was moved: 'noglue sync' mends its scripts" } else { "" };
            ui::line(&format!("noglue: using {}{version}{moved}", text::shown(&environment.dir)));
        }
        (Event::Left, _) => {
            let state = get(vars::HOOK_STATE.as_bytes()).and_then(|text| State::read(&text)).unwrap_or_default();
            let dir = PathBuf::from(OsString::from_vec(state.env));
            ui::line(&format!("noglue: left {}", text::shown(&dir)));
        }
        _ => {}
    }
}

fn line(unusable: &Unusable) -> String {
    format!("noglue: {unusable}; {}", unusable.advice())
}

/// What an `activate` script would say: the name it was given, else the directory it serves.
fn prompt(environment: &Environment) -> String {
    let name = || environment.root.file_name().unwrap_or(OsStr::new("/")).to_string_lossy().into_owned();
    environment.config.prompt.clone().unwrap_or_else(name)
}

fn watch(outcome: &Outcome, cwd: Option<&Path>, who: &Who) -> Watch {
    let config = |dir: &Path| dir.join("pyvenv.cfg");
    let (there, absent) = match (outcome, cwd) {
        (Outcome::Found(environment), Some(cwd)) => {
            let nearer = config(&cwd.join(discover::markers::VENV));
            let is_nearer = cwd.starts_with(&environment.root) && cwd != environment.root;
            (config(&environment.dir), is_nearer.then_some(nearer))
        }
        (Outcome::Unusable(unusable), _) => match config(&unusable.dir) {
            config if sys::fs::exists(&config) => (config, None),
            config => (PathBuf::from("/"), Some(config)),
        },
        (Outcome::NotFound | Outcome::ProjectOnly(_), Some(cwd)) => {
            let project = discover::project(&Disk, cwd, who).ok().flatten();
            let root = project.and_then(|p| p.marked).map_or_else(|| cwd.to_owned(), |marked| marked.root);
            (PathBuf::from("/"), Some(config(&root.join(discover::markers::VENV))))
        }
        _ => (PathBuf::from("/"), None),
    };
    let bytes = |path: PathBuf| path.into_os_string().into_vec();
    Watch { there: bytes(there), absent: absent.map(bytes).unwrap_or_default() }
}

/// What this shell was told already: `PID:MARK,MARK`.
struct Told {
    pid: String,
    marks: Vec<String>,
    is_changed: bool,
}

/// As many directories as anybody remembers; a variable must not grow for ever.
const MOST: usize = 40;

impl Told {
    fn read(value: Option<OsString>, pid: &str) -> Told {
        let text = value.and_then(|v| v.into_string().ok()).unwrap_or_default();
        // A child shell is another shell.
        let marks = match text.split_once(':') {
            Some((own, marks)) if own == pid => marks.split(',').map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        Told { pid: pid.to_owned(), marks, is_changed: false }
    }

    fn is_new(&mut self, about: &Path) -> bool {
        let mark = mark(about.as_os_str().as_bytes());
        if self.marks.contains(&mark) {
            return false;
        }
        self.marks.push(mark);
        let spare = self.marks.len().saturating_sub(MOST);
        self.marks.drain(..spare);
        self.is_changed = true;
        true
    }

    fn write(&self, change: &mut Change) {
        if self.is_changed {
            let text = format!("{}:{}", self.pid, self.marks.join(","));
            change.insert(vars::HOOK_TOLD.into(), Some(text.into_bytes()));
        }
    }
}

// FNV-1a: two directories that share a mark cost a line that is not said.
fn mark(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_is_told_once_and_its_child_again() {
        let written = |told: &Told| {
            let mut change = Change::new();
            told.write(&mut change);
            change.remove(vars::HOOK_TOLD.as_bytes()).flatten().map(OsString::from_vec)
        };
        let mut told = Told::read(None, "7");
        assert_eq!(written(&told), None);
        assert!(told.is_new(Path::new("/a")) && !told.is_new(Path::new("/a")));
        let value = written(&told);
        assert!(!Told::read(value.clone(), "7").is_new(Path::new("/a")));
        assert!(Told::read(value.clone(), "7").is_new(Path::new("/b")));
        assert!(Told::read(value, "8").is_new(Path::new("/a")));
        for number in 0..100 {
            told.is_new(Path::new(&format!("/{number}")));
        }
        assert_eq!(told.marks.len(), MOST);
    }
}
