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
    /// The project that code lies in, by what says what it needs.
    pub project: &'a dyn Fn(&Path) -> Option<PathBuf>,
    /// Who the service runs as, if nothing says so.
    pub service: Account,
}
