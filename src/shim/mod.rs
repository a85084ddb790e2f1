//! A program's name -> the environment's program, replaced in place.
//!
//! `python`, `pip` and every console script are this binary under another name. argv in; the program that the rule
//! leads to takes over the process: same pid, signals, streams and exit status. Nothing is loaded that the command
//! line needs. Found but not usable is one line and exit 126; no environment is the next program on `PATH`.

mod guard;
mod next;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::dirs::Dirs;
use crate::discover::command::{Call, python, server_of_system};
use crate::discover::launch::{self, Program};
use crate::discover::{self, Disk, Environment, Origin, Outcome, Step, Switches, Trace, Unusable, Who, Why, text};
use crate::error::Exit;
use crate::sys;
use crate::ui;
use next::Next;

/// Runs the program `name` of the environment that `args` lead to.
pub fn run(name: &OsStr, args: &[OsString]) -> ExitCode {
    let cwd = sys::env::cwd().ok();
    let shim = Shim { name, args, dirs: Dirs::resolve(&sys::env::var), cwd };
    // A program with another's rights must not let its caller choose what runs with them.
    if sys::user::is_elevated() {
        return shim.pass_on(None).into();
    }
    let exit = match shim.resolve(&mut ()) {
        Outcome::Found(environment) => shim.start(&environment),
        Outcome::Unusable(unusable) => unusable_line(&unusable),
        Outcome::Off | Outcome::NotFound | Outcome::ProjectOnly(_) => shim.pass_on(None),
    };
    exit.into()
}

struct Shim<'a> {
    name: &'a OsStr,
    args: &'a [OsString],
    dirs: Dirs,
    /// `None` when the working directory is gone.
    cwd: Option<PathBuf>,
}

impl Shim<'_> {
    fn resolve(&self, trace: &mut impl Trace) -> Outcome {
        let get: fn(&str) -> Option<OsString> = sys::env::var;
        let cwd = self.cwd.as_deref().unwrap_or(Path::new("/"));
        let call = Call { view: &Disk, name: self.name, args: self.args, cwd, get: &get };
        let starts = call.starts().filter(|start| self.cwd.is_some() || start.from != Origin::WorkingDirectory);
        discover::resolve(&Disk, &Switches::read(&get), cwd, starts, &Who::of_process(&self.dirs), trace)
    }

    fn start(&self, environment: &Environment) -> Exit {
        let start = match launch::program(self.name) {
            Program::Python => match python::runs(self.args) {
                // The system's own gunicorn would start with the system's packages beside the project's.
                python::Runs::Script(script, rest) if server_of_system(Path::new(script)).is_some() => {
                    let server = Path::new(script).file_name().unwrap_or(script);
                    match launch::tool(environment, server, rest) {
                        Some(start) => start,
                        None => return missing(environment, server),
                    }
                }
                _ => launch::python(environment, self.args),
            },
            Program::PythonVersion(major, minor) if launch::is_own_version(environment, major, minor) => {
                launch::python(environment, self.args)
            }
            Program::PythonVersion(..) => return self.other_version(environment),
            Program::Tool => match launch::tool(environment, self.name, self.args) {
                Some(start) => start,
                None => return self.lacking(environment),
            },
        };
        let error = start.replace();
        ui::line(&format!("noglue: could not start {}: {error}", text::shown(&start.program)));
        Exit::Unusable
    }

    // Code of the project must not run on another Python; a bare `python3.11 -m venv` asks for that Python itself.
    fn other_version(&self, environment: &Environment) -> Exit {
        match (environment.config.version, &environment.start.code) {
            (Some(has), Some(_)) => unusable_line(&Unusable {
                dir: environment.dir.clone(),
                root: environment.root.clone(),
                why: Why::OtherVersion { asked: self.name.to_string_lossy().into_owned(), has },
            }),
            _ => self.pass_on(None),
        }
    }

    // Never silently another Python's tool.
    fn lacking(&self, environment: &Environment) -> Exit {
        if launch::is_foreign(self.name) {
            return self.pass_on(Some(environment));
        }
        let is_pip = self.name.to_str().is_some_and(|n| n == "pip" || n == "pip3" || n.starts_with("pip3."));
        if !is_pip {
            return missing(environment, self.name);
        }
        let words = self.args.iter().map(|a| format!(" {}", text::pasted(Path::new(a))));
        let dir = text::shown(&environment.dir);
        ui::line(&format!("noglue: {dir} has no pip and needs none; type: noglue pip{}", words.collect::<String>()));
        Exit::NotFound
    }

    fn next(&self) -> Next<'_> {
        Next::look(self.name, sys::env::var("PATH"), sys::exec::own_identity(), self.dirs.shims())
    }

    fn pass_on(&self, lacking: Option<&Environment>) -> Exit {
        if let Some((path, error)) = self.next().replace(self.args) {
            ui::line(&format!("noglue: could not start {}: {error}", text::shown(&path)));
            return Exit::Unusable;
        }
        let name = ui::clean(&self.name.to_string_lossy());
        if let Some(environment) = lacking {
            return missing(environment, self.name);
        }
        let mut steps: Vec<Step> = Vec::new();
        match self.resolve(&mut steps) {
            Outcome::ProjectOnly(marked) => ui::line(&format!(
                "noglue: {} has no environment yet ({}), and there is no other {name} on PATH; to make one: cd {} && noglue sync",
                text::shown(&marked.root),
                ui::clean(&marked.marker),
                text::pasted(&marked.root)
            )),
            _ => ui::line(&format!("noglue: {name}: not found: no environment here, and no other {name} on PATH")),
        }
        Exit::NotFound
    }
}

fn missing(environment: &Environment, name: &OsStr) -> Exit {
    let shown = ui::clean(&name.to_string_lossy());
    let command = launch::add_command(environment, name);
    ui::line(&format!("noglue: {} has no {shown}; to add it: {command}", text::shown(&environment.dir)));
    Exit::NotFound
}

fn unusable_line(unusable: &Unusable) -> Exit {
    ui::line(&format!("noglue: {unusable}; {}", unusable.advice()));
    Exit::Unusable
}
