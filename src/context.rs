//! What a command may touch: where it runs, its environment, its folders, its voice. Made once in `main`.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::dirs::Dirs;
use crate::error::{Exit, Plain, Result};
use crate::sys;
use crate::ui::Ui;
use crate::vars;

/// The surroundings of one command.
#[derive(Debug)]
pub struct Context {
    /// Variables as they were at the start.
    pub env: BTreeMap<OsString, OsString>,
    /// Our folders.
    pub dirs: Dirs,
    /// The one speaker.
    pub ui: Ui,
    /// The wall clock at the start.
    pub now: SystemTime,
    /// No network.
    pub offline: bool,
    /// The environment that was named, instead of the one that is found.
    pub environment: Option<String>,
    cwd: std::io::Result<PathBuf>,
}

impl Context {
    /// The surroundings of this process.
    pub fn of_process(ui: Ui, offline: bool, environment: Option<String>) -> Context {
        let env: BTreeMap<OsString, OsString> = sys::env::vars().into_iter().collect();
        let dirs = Dirs::resolve(&|name| env.get(OsStr::new(name)).cloned());
        let offline = offline || env.get(OsStr::new(vars::OFFLINE)).is_some_and(|v| is_true(v));
        let from_variable = || env.get(OsStr::new(vars::ENV)).map(|name| name.to_string_lossy().into_owned());
        let environment = environment.or_else(from_variable).filter(|name| !name.is_empty());
        Context { dirs, environment, ui, now: sys::clock::now(), offline, cwd: sys::env::cwd(), env }
    }

    /// The working directory; an error says that it is gone.
    pub fn cwd(&self) -> Result<&Path> {
        self.cwd.as_deref().map_err(|e| {
            Plain::new(Exit::Disk, format!("the working directory cannot be used: {e}"))
                .hint("cd to a directory that exists")
                .into()
        })
    }

    /// One variable, if set and not empty.
    pub fn var(&self, name: &str) -> Option<&OsStr> {
        self.env.get(OsStr::new(name)).map(OsString::as_os_str).filter(|v| !v.is_empty())
    }

    /// One variable as text, if set, not empty and UTF-8.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.var(name).and_then(OsStr::to_str)
    }
}

/// What `1`, `true`, `yes` and `on` mean in a variable.
pub fn is_true(value: &OsStr) -> bool {
    value.to_str().is_some_and(|v| matches!(v.to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on"))
}
