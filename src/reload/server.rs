//! Servers that run on an environment: found through `/proc`, proven, held.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::ReloadError;
use crate::sys;
use crate::sys::held::Held;
use crate::sys::process::{self, Process};

/// What can be told to reload by a signal, and what cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Gunicorn,
    Uwsgi,
    Other,
}

/// The first process of a server that runs on an environment.
#[derive(Debug)]
pub struct Server {
    /// As it was when it was found.
    pub process: Process,
    pub kind: Kind,
    pub held: Held,
    environment: PathBuf,
}

/// All servers and other programs on the environment at `environment`, by their first processes, in the order of pids.
pub fn of_environment(environment: &Path) -> Result<Vec<Server>, ReloadError> {
    let real = sys::fs::canonicalize(environment)?;
    let own = std::process::id();
    let all = process::all().unwrap_or_default();
    let found: Vec<Server> =
        all.into_iter().filter(|pid| *pid != own).filter_map(|pid| Server::of(pid, &real)).collect();
    let of_same_kind: Vec<(u32, Kind)> = found.iter().map(|server| (server.process.pid, server.kind)).collect();
    Ok(found.into_iter().filter(|server| !of_same_kind.contains(&(server.process.parent, server.kind))).collect())
}

impl Server {
    /// The process `pid`, if it is proven to run on the environment at the real path `environment`.
    pub fn of(pid: u32, environment: &Path) -> Option<Server> {
        // Held first: what is read afterwards is about this process, or it has ended.
        let held = Held::open(pid).ok()?;
        let process = process::look(pid)?;
        let kind = kind(&process);
        let is_on = is_program_of(&process, environment) || (kind != Kind::Other && has_open(&process, environment));
        (is_on && held.is_alive()).then(|| Server { process, kind, held, environment: environment.to_owned() })
    }

    /// The generation that new requests are answered by, as far as it shows. `None` where it follows the current one.
    pub fn generation(&self) -> Option<u64> {
        let number = |path: &Path| generation_at(path, &self.environment);
        let word = self.process.args.first().map(|word| real_parent(Path::new(word), &self.process));
        let own = word.and_then(|path| path.ancestors().find_map(number));
        let open = process::open_files(self.process.pid).unwrap_or_default();
        // What its start-up hook keeps open: the tree it was started on, and the one its workers were moved to.
        let moved = open.iter().filter_map(|place| number(place)).find(|held| Some(*held) != own);
        let mapped = || {
            let maps = process::look(self.process.pid)?.maps?;
            maps.iter().find_map(|(place, _)| place.ancestors().find_map(number))
        };
        moved.or(own).or_else(mapped)
    }

    /// Pids of its children.
    pub fn children(&self) -> Vec<u32> {
        process::children(self.process.pid)
    }

    /// Errs when this user must not signal it.
    pub fn check_owner(&self) -> Result<(), ReloadError> {
        let (own, uid) = (sys::user::uid(), self.process.uid);
        if own == 0 || own == uid { Ok(()) } else { Err(ReloadError::OtherUser { pid: self.process.pid, uid }) }
    }

    /// `gunicorn (pid 12)`.
    pub fn shown(&self) -> String {
        let name = match self.kind {
            Kind::Gunicorn => "gunicorn".to_owned(),
            Kind::Uwsgi => "uWSGI".to_owned(),
            Kind::Other => {
                let script = self.process.args.get(1).and_then(|word| Path::new(word).file_name());
                let script = script.filter(|name| !name.as_bytes().starts_with(b"-"));
                script.map_or_else(|| self.process.name.clone(), |name| name.to_string_lossy().into_owned())
            }
        };
        format!("{} (pid {})", crate::ui::clean(&name), self.process.pid)
    }
}

fn kind(process: &Process) -> Kind {
    let base = |word: &OsStr| Path::new(word).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let program = process.args.first().map(|word| base(word)).unwrap_or_default();
    if program.starts_with("gunicorn: ") || (program.starts_with("python") && runs_gunicorn(process)) {
        Kind::Gunicorn
    } else if program.starts_with("uwsgi") || process.name.starts_with("uwsgi") {
        Kind::Uwsgi
    } else {
        Kind::Other
    }
}

// The script is the first word after the interpreter's own options.
fn runs_gunicorn(process: &Process) -> bool {
    let mut words = process.args.iter().skip(1);
    while let Some(word) = words.next() {
        match word.as_bytes() {
            b"-m" => {
                return words.next().is_some_and(|module| module == "gunicorn" || module == "gunicorn.app.wsgiapp");
            }
            b"-W" | b"-X" => drop(words.next()),
            option if option.starts_with(b"-") => {}
            _ => return Path::new(word).ends_with("gunicorn") || Path::new(word).ends_with("gunicorn/__main__.py"),
        }
    }
    false
}

// What was executed lies in the environment, and was not only said to: the program behind it is the environment's.
fn is_program_of(process: &Process, environment: &Path) -> bool {
    let Some(word) = process.args.first() else { return false };
    let path = real_parent(Path::new(word), process);
    let is_its = |executed: &PathBuf| sys::fs::canonicalize(&path).is_ok_and(|real| real == *executed);
    path.starts_with(environment) && process.exe.as_ref().is_none_or(is_its)
}

fn has_open(process: &Process, environment: &Path) -> bool {
    let open = process::open_files(process.pid).unwrap_or_default();
    let mapped = process.maps.iter().flatten().map(|(path, _)| path);
    mapped.chain(&open).any(|place| place.starts_with(environment))
}

// The links of the directory resolved, but not that of the program: `bin/python` leads out of the environment.
fn real_parent(word: &Path, process: &Process) -> PathBuf {
    let path = process.cwd.as_ref().map_or_else(|| word.to_owned(), |cwd| sys::fs::absolute(word, cwd));
    match (path.parent().map(sys::fs::canonicalize), path.file_name()) {
        (Some(Ok(parent)), Some(name)) => parent.join(name),
        _ => path,
    }
}

fn generation_at(path: &Path, environment: &Path) -> Option<u64> {
    let parent = path.parent()?;
    if parent.file_name()? != "gen" || parent.parent()? != environment {
        return None;
    }
    path.file_name()?.to_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_known_by_the_program_they_run() {
        let check = |words: &[&str], expected: Kind| {
            let process = Process {
                pid: 7,
                name: "python".into(),
                args: words.iter().map(Into::into).collect(),
                ..Process::default()
            };
            assert_eq!(kind(&process), expected, "{words:?}");
        };
        check(&["/v/gen/1/bin/python", "/v/gen/1/bin/gunicorn", "-b", ":80", "app"], Kind::Gunicorn);
        check(&["/v/bin/python3.11", "-s", "-W", "ignore", "/v/bin/gunicorn"], Kind::Gunicorn);
        check(&["/v/bin/python", "-m", "gunicorn", "app"], Kind::Gunicorn);
        check(&["gunicorn: master [shop]"], Kind::Gunicorn);
        check(&["/v/bin/python", "watch.py", "gunicorn"], Kind::Other);
        check(&["/v/bin/python", "-m", "celery"], Kind::Other);
        check(&["vi", "/v/bin/gunicorn"], Kind::Other);
        check(&["/usr/bin/uwsgi-core", "--ini", "a.ini"], Kind::Uwsgi);
        check(&["tail", "-f", "uwsgi.log"], Kind::Other);
        check(&[], Kind::Other);
    }

    #[test]
    fn a_generation_is_its_directory_and_nothing_below() {
        let env = Path::new("/v");
        assert_eq!(generation_at(Path::new("/v/gen/7"), env), Some(7));
        for other in ["/v/gen/7/bin", "/v/gen", "/w/gen/7", "/v/gen/x", "/"] {
            assert_eq!(generation_at(Path::new(other), env), None, "{other}");
        }
    }
}
