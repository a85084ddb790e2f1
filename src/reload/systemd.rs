//! Units of systemd, through `systemctl`.

use std::path::Path;
use std::process::Output;
use std::time::Duration;

use super::ReloadError;
use crate::sys::exec::Start;

/// One unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub name: String,
    pub is_users: bool,
    /// `systemctl`, as found on `PATH`.
    pub systemctl: std::path::PathBuf,
}

impl Unit {
    /// Errs when systemd knows no such unit.
    pub fn check(&self) -> Result<(), ReloadError> {
        match self.property("LoadState")?.as_str() {
            "loaded" => Ok(()),
            _ => Err(ReloadError::NoUnit { unit: self.name.clone() }),
        }
    }

    /// The first process of the unit; `None` when it does not run.
    pub fn main_process(&self) -> Result<Option<u32>, ReloadError> {
        Ok(self.property("MainPID")?.parse().ok().filter(|pid| *pid != 0))
    }

    /// True when it could not be started, or ended by itself.
    pub fn has_failed(&self) -> Result<bool, ReloadError> {
        Ok(self.property("ActiveState")? == "failed")
    }

    /// `reload-or-restart` or `restart`.
    pub fn tell(&self, verb: &str, limit: Duration) -> Result<(), ReloadError> {
        let command = format!("systemctl {}{verb} {}", if self.is_users { "--user " } else { "" }, self.name);
        run(self.start(&[verb, &self.name]), &command, limit).map(drop)
    }

    fn property(&self, name: &str) -> Result<String, ReloadError> {
        let wrong = |why: String| ReloadError::Systemd { unit: self.name.clone(), why };
        let start = self.start(&["show", "--property", name, &self.name]);
        let output = start.output_within(Duration::from_secs(20)).map_err(|error| wrong(error.to_string()))?;
        let output = output.ok_or_else(|| wrong("systemctl did not answer".into()))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let value = text.lines().find_map(|line| line.strip_prefix(&format!("{name}=")).map(str::to_owned));
        value.ok_or_else(|| wrong(last_line(&output)))
    }

    fn start(&self, words: &[&str]) -> Start {
        let user = self.is_users.then_some("--user");
        Start::new(&self.systemctl, user.into_iter().chain(words.iter().copied()))
    }
}

/// Runs a command that reloads something.
pub fn run(start: Start, shown: &str, limit: Duration) -> Result<Output, ReloadError> {
    let wrong = |why: String| ReloadError::Command { command: shown.to_owned(), why };
    let output = start.output_within(limit).map_err(|error| wrong(error.to_string()))?;
    let output = output.ok_or_else(|| wrong("it did not end in time".into()))?;
    if output.status.success() { Ok(output) } else { Err(wrong(last_line(&output))) }
}

/// What a failed program said last, or how it ended.
pub fn last_line(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = text.lines().rev().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned);
    last.unwrap_or_else(|| output.status.to_string())
}

/// `systemctl` along `path`.
pub fn find(path: &std::ffi::OsStr) -> Option<std::path::PathBuf> {
    crate::sys::exec::candidates("systemctl".as_ref(), path).next()
}

/// The program of a command: a path as it is, a name along `path`.
pub fn program(name: &str, path: &std::ffi::OsStr) -> Option<std::path::PathBuf> {
    if name.contains('/') {
        return Some(Path::new(name).to_owned());
    }
    crate::sys::exec::candidates(name.as_ref(), path).next()
}
