//! What is to be done for each target: found and proven before anything changes.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::Signal;

use super::server::{self, Kind, Server};
use super::systemd::{self, Unit};
use super::{ReloadError, Target};
use crate::sys;
use crate::sys::exec::Start;
use crate::sys::fs::FsError;
use crate::sys::process;
use crate::vars;

/// One thing to do.
#[derive(Debug)]
pub enum Step {
    /// SIGHUP to a server.
    Hangup(Server),
    /// A new time for a file.
    Touch(PathBuf),
    /// `systemctl reload-or-restart`.
    Unit(Unit),
    /// A command.
    Command(Vec<String>, PathBuf),
}

/// All that is to be done.
#[derive(Debug, Default)]
pub struct Plan {
    pub steps: Vec<Step>,
    /// What runs on the environment and stays as it is.
    pub others: Vec<String>,
}

/// Where targets are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub root: &'a Path,
    pub environment: &'a Path,
    /// `PATH`, for commands.
    pub path: &'a OsStr,
}

/// Finds everything that `targets` name. Signals nothing, touches nothing.
pub fn plan(targets: &[Target], place: &Place<'_>) -> Result<Plan, ReloadError> {
    let mut plan = Plan::default();
    for target in targets {
        plan.add(target, place)?;
    }
    Ok(plan)
}

impl Plan {
    fn add(&mut self, target: &Target, place: &Place<'_>) -> Result<(), ReloadError> {
        match target {
            Target::Auto => self.add_all(place)?,
            Target::Gunicorn(None) => self.add_servers(Kind::Gunicorn, place)?,
            Target::Uwsgi => self.add_servers(Kind::Uwsgi, place)?,
            Target::Gunicorn(Some(path)) => {
                let server = of_pid_file(path, place.environment)?;
                server.check_owner()?;
                self.steps.push(Step::Hangup(server));
            }
            Target::Touch(path) => {
                if !sys::fs::is_file(path) {
                    return Err(ReloadError::NothingToTouch { path: path.clone() });
                }
                self.steps.push(Step::Touch(path.clone()));
            }
            Target::Wsgi => self.steps.push(Step::Touch(wsgi(place.root)?)),
            Target::Systemd { unit, is_users } => self.steps.push(Step::Unit(unit_of(unit, *is_users, place)?)),
            Target::Command(words) => {
                let name = words.first().map_or("", String::as_str);
                let program = systemd::program(name, place.path).ok_or_else(|| ReloadError::Command {
                    command: words.join(" "),
                    why: "it is not on PATH".to_owned(),
                })?;
                self.steps.push(Step::Command(words.clone(), program));
            }
        }
        Ok(())
    }

    fn add_servers(&mut self, kind: Kind, place: &Place<'_>) -> Result<(), ReloadError> {
        let environment = place.environment.to_owned();
        let found = server::of_environment(place.environment)?;
        let before = self.steps.len();
        for server in found.into_iter().filter(|server| server.kind == kind) {
            server.check_owner()?;
            self.steps.push(Step::Hangup(server));
        }
        if self.steps.len() > before {
            return Ok(());
        }
        Err(match kind {
            Kind::Gunicorn => ReloadError::NoGunicorn { environment },
            Kind::Uwsgi | Kind::Other => ReloadError::NothingRuns { environment, others: Vec::new() },
        })
    }

    // A server that takes no signal but is kept by a unit is restarted by that: proven to run this environment.
    fn add_all(&mut self, place: &Place<'_>) -> Result<(), ReloadError> {
        let before = self.steps.len();
        let mut units = Vec::new();
        for server in server::of_environment(place.environment)? {
            match server.kind {
                Kind::Gunicorn | Kind::Uwsgi => {
                    server.check_owner()?;
                    self.steps.push(Step::Hangup(server));
                }
                Kind::Other => match process::unit(server.process.pid) {
                    Some(unit) if !units.contains(&unit) => {
                        self.steps.push(Step::Unit(unit_of(&unit, false, place)?));
                        units.push(unit);
                    }
                    Some(_) => {}
                    None => self.others.push(server.shown()),
                },
            }
        }
        if self.steps.len() > before {
            return Ok(());
        }
        Err(ReloadError::NothingRuns { environment: place.environment.to_owned(), others: self.others.clone() })
    }
}

impl Step {
    /// Tries whether the server's application starts on the generation at `generation`, beside the running one.
    /// Only gunicorn can be asked that.
    pub fn preflight(&self, generation: &Path, limit: Duration) -> Result<(), ReloadError> {
        let Step::Hangup(server) = self else { return Ok(()) };
        if server.kind != Kind::Gunicorn {
            return Ok(());
        }
        let wrong = |why: &str| ReloadError::Preflight { why: why.to_owned() };
        let python = generation.join("bin/python");
        let process = &server.process;
        // A title that was written over the command line says nothing that could be run.
        let (Some(words), Some(variables), Some(directory), Some(executed)) =
            (words_on(&process.args, generation), process.env.clone(), process.cwd.clone(), process.exe.clone())
        else {
            return Ok(());
        };
        if sys::fs::canonicalize(&python).ok() != Some(executed) {
            return Err(wrong("it has another Python than the running gunicorn, which must be restarted"));
        }
        if !sys::fs::exists(&generation.join("bin/gunicorn")) {
            return Err(wrong("it has no gunicorn"));
        }
        let group = process.groups.first().copied().unwrap_or(process.uid);
        let user = (process.uid != sys::user::uid()).then_some((process.uid, group));
        let mut start = Start::new(python, words).apart(directory, user);
        start.env = variables.into_iter().map(|(name, value)| (name, Some(value))).collect();
        // Byte-code of a generation is the store's matter.
        start = start.env("PYTHONDONTWRITEBYTECODE", "1").env_remove(vars::PYTHONHOME);
        match start.output_within(limit) {
            Ok(Some(output)) if output.status.success() => Ok(()),
            Ok(Some(output)) => Err(ReloadError::Preflight { why: systemd::last_line(&output) }),
            Ok(None) => Err(wrong("it does not end")),
            Err(error) => Err(ReloadError::Preflight { why: error.to_string() }),
        }
    }

    /// Does it.
    pub fn act(&self, limit: Duration) -> Result<(), ReloadError> {
        match self {
            Step::Hangup(server) if !server.held.is_alive() => Err(ReloadError::Ended { server: server.shown() }),
            Step::Hangup(server) => server
                .held
                .signal(Signal::HUP)
                .map_err(|source| ReloadError::Signal { pid: server.process.pid, source }),
            Step::Touch(path) => Ok(sys::fs::touch(path)?),
            Step::Unit(unit) => unit.tell("reload-or-restart", limit),
            Step::Command(words, program) => {
                let start = Start::new(program, &words[1..]);
                systemd::run(start, &words.join(" "), limit).map(drop)
            }
        }
    }

    /// Errs when a server that was signalled does not outlive the next second (its workers do not start), or a unit
    /// has failed.
    pub fn check_alive(&self) -> Result<(), ReloadError> {
        match self {
            Step::Hangup(server) if server.held.ends_within(Duration::from_secs(1)) => {
                Err(ReloadError::Ended { server: server.shown() })
            }
            Step::Unit(unit) if unit.has_failed()? => Err(ReloadError::Ended { server: unit.name.clone() }),
            _ => Ok(()),
        }
    }

    /// The generation that the server answers from, where that shows.
    pub fn generation(&self) -> Option<u64> {
        match self {
            Step::Hangup(server) => server.generation(),
            _ => None,
        }
    }

    /// What is being reloaded.
    pub fn shown(&self) -> String {
        match self {
            Step::Hangup(server) => server.shown(),
            Step::Touch(path) => format!("what watches {}", path.display()),
            Step::Unit(unit) => unit.name.clone(),
            Step::Command(words, _) => format!("by '{}'", crate::ui::clean(&words.join(" "))),
        }
    }
}

/// The arguments that let the gunicorn of another generation check the same application.
fn words_on(words: &[OsString], generation: &Path) -> Option<Vec<OsString>> {
    let program = Path::new(words.first()?).file_name()?.to_string_lossy().into_owned();
    if !program.starts_with("python") {
        return None;
    }
    let mut words: Vec<OsString> = words[1..].to_vec();
    for word in words.iter_mut().filter(|word| Path::new(word).is_absolute()) {
        if Path::new(word).ends_with("bin/gunicorn") {
            *word = generation.join("bin/gunicorn").into_os_string();
        }
    }
    words.push("--check-config".into());
    Some(words)
}

fn of_pid_file(path: &Path, environment: &Path) -> Result<Server, ReloadError> {
    let unread = |error: FsError| ReloadError::NoPidFile { path: path.to_owned(), why: error.source.to_string() };
    let (bytes, _) = sys::careful::read(path, 64).map_err(unread)?;
    let number = std::str::from_utf8(&bytes).ok().and_then(|text| text.trim().parse::<u32>().ok());
    let pid = number.filter(|pid| *pid > 0).ok_or_else(|| ReloadError::PidFile { path: path.to_owned() })?;
    let Some(process) = process::look(pid).filter(|process| !process.args.is_empty()) else {
        return Err(ReloadError::Dead { path: path.to_owned(), pid });
    };
    let server = Server::of(pid, &sys::fs::canonicalize(environment)?);
    server.filter(|server| server.kind == Kind::Gunicorn).ok_or_else(|| ReloadError::Stranger {
        path: path.to_owned(),
        pid,
        name: process.name,
        environment: environment.to_owned(),
    })
}

fn unit_of(name: &str, is_users: bool, place: &Place<'_>) -> Result<Unit, ReloadError> {
    let systemctl = systemd::find(place.path)
        .ok_or_else(|| ReloadError::Systemd { unit: name.to_owned(), why: "there is no systemctl".to_owned() })?;
    let unit = Unit { name: name.to_owned(), is_users, systemctl };
    unit.check()?;
    Ok(unit)
}

// In the project's own directory, or in one below it: where Django puts it.
fn wsgi(root: &Path) -> Result<PathBuf, ReloadError> {
    let mut found = Vec::new();
    let here = root.join("wsgi.py");
    if sys::fs::is_file(&here) {
        return Ok(here);
    }
    for name in sys::fs::names(root)? {
        let path = root.join(&name).join("wsgi.py");
        if !name.as_encoded_bytes().starts_with(b".") && sys::fs::is_file(&path) {
            found.push(path);
        }
    }
    match found.len() {
        0 => Err(ReloadError::NoWsgi { root: root.to_owned() }),
        1 => Ok(found.swap_remove(0)),
        _ => {
            let shown = |path: &PathBuf| path.strip_prefix(root).unwrap_or(path).display().to_string();
            Err(ReloadError::ManyWsgi { root: root.to_owned(), files: found.iter().map(shown).collect() })
        }
    }
}
