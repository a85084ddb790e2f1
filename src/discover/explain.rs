//! `noglue why`: the rule played for each caller, with every step kept. Data out, and its lines for people.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::as_user::AsUser;
use super::command::Call;
use super::launch::{self, Program};
use super::start::{Start, absolute};
use super::step::{End, Saw};
use super::text::{self, pasted, shown};
use super::{Environment, Origin, Outcome, Registry, Step, Switches, View, Who, resolve};
use crate::dirs::SYSTEM;
use crate::sys;
use crate::sys::fs::Identity;

/// Any user who has no records: the one of a service, say.
const NOBODY: u32 = 65_534;

/// What is asked.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// Where files are looked at.
    pub view: &'a dyn View,
    /// A file to run, or the name of a command; the directory itself if nothing is named.
    pub what: Option<&'a OsStr>,
    /// The working directory.
    pub cwd: &'a Path,
    /// One variable.
    pub get: &'a dyn Fn(&str) -> Option<OsString>,
    /// Who asks.
    pub who: &'a Who,
}

/// What each caller would see.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Where it was asked.
    #[serde(serialize_with = "text::lossy")]
    pub directory: PathBuf,
    /// What was asked for.
    pub about: Option<String>,
    /// One after another.
    pub callers: Vec<Caller>,
}

/// One caller.
#[derive(Clone, Debug, Serialize)]
pub struct Caller {
    /// Who starts it, and how.
    pub caller: &'static str,
    /// The command line.
    pub command: String,
    /// Which file a shell would start for it now, for a caller that goes by `PATH`.
    pub on_path: Option<OnPath>,
    /// The rule, step by step.
    pub steps: Vec<Step>,
    /// What came of it.
    pub outcome: Verdict,
}

/// What `PATH` leads to.
#[derive(Clone, Debug, Serialize)]
pub struct OnPath {
    /// The first file of that name; `None` if there is none.
    pub file: Option<String>,
    /// True if it is a shim.
    pub is_shim: bool,
}

/// An outcome as data.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Verdict {
    /// Switched off.
    Off,
    /// Nothing found: as if noglue were not there.
    NotFound,
    /// A project without an environment.
    ProjectOnly {
        /// The project.
        #[serde(serialize_with = "text::lossy")]
        project: PathBuf,
        /// Its first marker.
        marker: String,
    },
    /// This environment.
    Found {
        /// The project.
        #[serde(serialize_with = "text::lossy")]
        project: PathBuf,
        /// The environment.
        #[serde(serialize_with = "text::lossy")]
        environment: PathBuf,
        /// Its current generation.
        generation: Option<u64>,
        /// `3.12`.
        python: Option<String>,
        /// What is executed; `None` if the environment has no such program.
        program: Option<String>,
        /// What to type, if the program is missing.
        advice: Option<String>,
    },
    /// Found and not used.
    Unusable {
        /// The environment.
        #[serde(serialize_with = "text::lossy")]
        environment: PathBuf,
        /// A word for the reason.
        reason: &'static str,
        /// The sentence.
        message: String,
        /// What to type.
        advice: String,
    },
}

/// Plays the rule for each caller.
pub fn explain(question: &Question<'_>) -> Report {
    let file = question.what.filter(|what| is_file(question, what));
    let callers = match (question.what, file) {
        (_, Some(file)) => of_file(question, file),
        (Some(command), None) => of_command(question, command),
        (None, None) => of_directory(question),
    };
    Report {
        directory: question.cwd.to_owned(),
        about: question.what.map(|what| what.to_string_lossy().into_owned()),
        callers,
    }
}

// A word with a slash is a path for every shell; `manage.py` is one if it is there.
fn is_file(question: &Question<'_>, what: &OsStr) -> bool {
    let is_path = what.as_encoded_bytes().contains(&b'/') || what.to_string_lossy().ends_with(".py");
    is_path || question.view.follow(&question.cwd.join(what)).is_ok()
}

fn of_directory(question: &Question<'_>) -> Vec<Caller> {
    let root = other(0);
    let python = OsStr::new("python");
    let here = || Start { dir: question.cwd.to_owned(), from: Origin::Script, code: Some(question.cwd.to_owned()) };
    let named = format!("python {}/FILE", pasted(question.cwd).trim_end_matches('/'));
    vec![
        by_shim(question, "your shell, here", python, &[], question.who),
        caller(question, "you, naming a file here", named.clone(), python, vec![here()], question.who),
        caller(question, "a service of another user, naming code here", named, python, vec![here()], &other(NOBODY)),
        by_shim(question, "root, here", python, &[], &root),
    ]
}

fn of_file(question: &Question<'_>, file: &OsStr) -> Vec<Caller> {
    let path = absolute(question.view, Path::new(file), question.cwd);
    let python = OsStr::new("python");
    let args = [path.clone().into_os_string()];
    vec![
        by_shim(question, "your shell, or a program you start", python, &args, question.who),
        by_shim(question, "cron or a service of another user", python, &args, &other(NOBODY)),
        by_shim(question, "root: cron, a service, sudo", python, &args, &other(0)),
    ]
}

fn of_command(question: &Question<'_>, command: &OsStr) -> Vec<Caller> {
    let name = Path::new(command).file_name().unwrap_or(command);
    let here = || Start {
        dir: question.cwd.to_owned(),
        from: Origin::Option("its option".into()),
        code: Some(question.cwd.to_owned()),
    };
    let line = format!("{} (told to go to {})", name.to_string_lossy(), shown(question.cwd));
    vec![
        by_shim(question, "your shell, here", name, &[], question.who),
        caller(question, "a service of another user, told this directory", line, name, vec![here()], &other(NOBODY)),
        by_shim(question, "root, here", name, &[], &other(0)),
    ]
}

fn other(uid: u32) -> Who {
    let registry = Registry::in_folders(None, Path::new(SYSTEM).join("envs"), uid);
    Who { uid, registry, home: None, own: sys::exec::own_identity() }
}

fn by_shim(question: &Question<'_>, who: &'static str, name: &OsStr, args: &[OsString], user: &Who) -> Caller {
    // Whoever asks as root and is root has root's records.
    let user = if user.uid == question.who.uid { question.who } else { user };
    let call = Call { view: question.view, name, args, cwd: question.cwd, get: question.get };
    let words = std::iter::once(name).chain(args.iter().map(OsString::as_os_str));
    let command = words.map(|w| pasted(Path::new(w))).collect::<Vec<_>>().join(" ");
    let mut caller = caller(question, who, command, name, call.starts().collect(), user);
    if user.uid == question.who.uid {
        caller.on_path = Some(on_path(question, name));
    }
    caller
}

fn caller(
    question: &Question<'_>,
    caller: &'static str,
    command: String,
    name: &OsStr,
    starts: Vec<Start>,
    user: &Who,
) -> Caller {
    let mut steps: Vec<Step> = Vec::new();
    let switches = Switches::read(question.get);
    let theirs = AsUser { view: question.view, uid: user.uid };
    let view = if user.uid == question.who.uid { question.view } else { &theirs };
    let outcome = resolve(view, &switches, question.cwd, starts, user, &mut steps);
    Caller { caller, command, on_path: None, steps, outcome: verdict(outcome, name) }
}

fn verdict(outcome: Outcome, name: &OsStr) -> Verdict {
    match outcome {
        Outcome::Off => Verdict::Off,
        Outcome::NotFound => Verdict::NotFound,
        Outcome::ProjectOnly(marked) => Verdict::ProjectOnly { project: marked.root, marker: marked.marker },
        Outcome::Unusable(unusable) => Verdict::Unusable {
            reason: unusable.reason(),
            message: unusable.to_string(),
            advice: unusable.advice(),
            environment: unusable.dir,
        },
        Outcome::Found(environment) => {
            let program = program(&environment, name);
            let advice = program.is_none().then(|| launch::add_command(&environment, name));
            let python = environment.config.version.map(|(major, minor)| format!("{major}.{minor}"));
            Verdict::Found {
                generation: environment.generation,
                program: program.map(|p| shown(&p)),
                project: environment.root,
                environment: environment.dir,
                python,
                advice,
            }
        }
    }
}

fn program(environment: &Environment, name: &OsStr) -> Option<PathBuf> {
    match launch::program(name) {
        Program::Tool => launch::tool(environment, name, &[]).map(|_| launch::path_of(environment, name)),
        _ => Some(environment.python.clone()),
    }
}

fn on_path(question: &Question<'_>, name: &OsStr) -> OnPath {
    let path = (question.get)("PATH").unwrap_or_default();
    let own: Option<Identity> = sys::exec::own_identity();
    let file = sys::exec::candidates(name, &path).next();
    let identity = file.as_deref().and_then(|file| question.view.follow(file).ok()).map(|facts| facts.identity);
    OnPath { file: file.map(|file| shown(&file)), is_shim: own.is_some() && identity == own }
}

impl Report {
    /// The lines for people.
    pub fn render(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for caller in &self.callers {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.push(format!("{}: {}", caller.caller, caller.command));
            lines.extend(caller.steps.iter().map(|step| format!("  {}", step.words())));
            lines.push(format!("  -> {}", caller.outcome.words()));
            lines.extend(caller.on_path.as_ref().and_then(|found| found.words()).map(|words| format!("  !  {words}")));
        }
        lines
    }
}

impl OnPath {
    // Only what is not as it should be.
    fn words(&self) -> Option<String> {
        match (&self.file, self.is_shim) {
            (_, true) => None,
            (Some(file), false) => {
                Some(format!("but PATH leads to {file}, which is no shim; 'noglue setup' puts shims first"))
            }
            (None, false) => Some("but there is no shim of that name on PATH; 'noglue setup' makes shims".into()),
        }
    }
}

impl Verdict {
    /// One line.
    pub fn words(&self) -> String {
        match self {
            Verdict::Off => "NOGLUE=0: as if noglue were not there".into(),
            Verdict::NotFound => "no environment: the next program on PATH, as if noglue were not there".into(),
            Verdict::ProjectOnly { project, marker } => format!(
                "{} is a project ({}) without an environment: the next program on PATH; to make one: cd {} && noglue sync",
                shown(project),
                crate::ui::clean(marker),
                pasted(project)
            ),
            Verdict::Found { environment, generation, python, program, advice, .. } => {
                let python = python.as_deref().map(|version| format!(", Python {version}")).unwrap_or_default();
                let generation = generation.map(|number| format!(", generation {number}")).unwrap_or_default();
                let rest = match (program, advice) {
                    (Some(program), _) => format!(": {program}"),
                    (None, Some(advice)) => format!("; it has no such program; to add it: {advice}"),
                    (None, None) => String::new(),
                };
                format!("{}{python}{generation}{rest}", shown(environment))
            }
            Verdict::Unusable { message, advice, .. } => format!("{message}; {advice}"),
        }
    }
}

impl Step {
    /// One line.
    pub fn words(&self) -> String {
        match self {
            Step::SwitchedOff => "NOGLUE=0".into(),
            Step::Named { directory } => format!("NOGLUE_PROJECT names {}", shown(directory)),
            Step::Start { directory, from } => format!("start at {}: {from}", shown(directory)),
            Step::Looked { directory, saw } => {
                let saw = match saw {
                    Saw::Nothing => "nothing".into(),
                    Saw::Environment(path) => format!("environment {}", shown(path)),
                    Saw::Unfinished(path) => format!("{} without pyvenv.cfg, which is no environment", shown(path)),
                    Saw::Marker(name) => format!("project ({}) without an environment", crate::ui::clean(name)),
                    Saw::Unreadable(error) => format!("passed over: {error}"),
                };
                format!("{}: {saw}", shown(directory))
            }
            Step::Ended { directory, why } => {
                let why = match why {
                    End::WorldWritable => "anybody may write there",
                    End::Home => "the home directory is the last one looked at",
                    End::Root => "there is nothing above",
                };
                format!("the search ends at {}: {why}", shown(directory))
            }
            Step::Checked { question, answer } => format!("{question}: {answer}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::Disk;

    fn lines(dir: &Path, what: Option<&str>) -> (String, serde_json::Value) {
        let who = Who {
            uid: sys::user::uid(),
            registry: Registry::in_folders(None, "/nonexistent".into(), sys::user::uid()),
            home: None,
            own: None,
        };
        let get = |_: &str| None;
        let question = Question { view: &Disk, what: what.map(OsStr::new), cwd: dir, get: &get, who: &who };
        let report = explain(&question);
        (report.render().join("\n"), serde_json::to_value(&report).unwrap())
    }

    #[test]
    fn every_step_is_told_in_words_and_as_data() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("x/.venv/bin")).unwrap();
        std::fs::create_dir_all(root.join("x/sub/.venv")).unwrap();
        std::fs::write(root.join("x/.venv/pyvenv.cfg"), "version = 3.12.1\n").unwrap();
        std::fs::write(root.join("x/sub/manage.py"), "").unwrap();
        let (text, json) = lines(&root.join("x/sub"), None);
        assert!(text.contains("which is no environment"), "{text}");
        assert!(text.contains("noglue trust"), "{text}");
        assert_eq!(json["callers"].as_array().unwrap().len(), 4);
        assert_eq!(json["callers"][0]["outcome"]["kind"], "unusable");
        assert_eq!(json["callers"][0]["outcome"]["reason"], "not-made-here");
        let (text, json) = lines(&root.join("x/sub"), Some("manage.py"));
        assert!(text.contains("start at") && text.contains("the script lies there"), "{text}");
        assert_eq!(json["callers"][0]["outcome"]["reason"], "no-python");
        let (text, _) = lines(&root, Some("pytest"));
        assert!(text.contains("your shell, here: pytest"), "{text}");
        assert!(text.contains("no shim of that name on PATH"), "{text}");
    }

    #[test]
    fn what_is_closed_to_a_service_is_closed_in_its_answer() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("x/.venv/bin")).unwrap();
        std::fs::write(root.join("x/.venv/pyvenv.cfg"), "version = 3.12.1\n").unwrap();
        std::fs::write(root.join("x/manage.py"), "").unwrap();
        let service = |mode| {
            std::fs::set_permissions(&root, std::fs::Permissions::from_mode(mode)).unwrap();
            let (_, json) = lines(&root.join("x"), Some("manage.py"));
            json["callers"][1]["outcome"].clone()
        };
        assert_eq!(service(0o755)["reason"], "no-python");
        assert_eq!(service(0o700)["kind"], "not-found");
    }

    #[test]
    fn paths_that_are_no_text_do_not_break_json() {
        use std::os::unix::ffi::OsStrExt;
        let dir = tempfile::tempdir().unwrap();
        let odd = dir.path().join(OsStr::from_bytes(b"\xff\n"));
        std::fs::create_dir_all(odd.join(".venv")).unwrap();
        let (text, json) = lines(&odd, None);
        assert!(!text.contains('\u{0}') && text.contains('\u{fffd}'), "{text}");
        assert!(json["directory"].as_str().unwrap().contains('\u{fffd}'));
    }
}
