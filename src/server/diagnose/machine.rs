//! What diagnosis may ask of the machine, so that tests can answer for any machine.

use std::path::{Path, PathBuf};

use crate::discover::{Outcome, View};
use crate::sys::accounts::{Account, Accounts};

/// The answers.
pub struct Machine<'a> {
    /// Files.
    pub view: &'a dyn View,
    /// Users and groups.
    pub accounts: &'a Accounts,
    /// The environment of code in a directory, for code named to a service that runs as this user.
    pub environment: &'a dyn Fn(&Path, &Account) -> Outcome,
    /// Whether the system's Python of this version has the start-up hook; `None` if there is no such Python.
    pub hook: &'a dyn Fn((u32, u32)) -> Option<bool>,
    /// The project that code lies in, by what says what it needs.
    pub project: &'a dyn Fn(&Path) -> Option<PathBuf>,
    /// Who the service runs as, if nothing says so.
    pub service: Account,
}
