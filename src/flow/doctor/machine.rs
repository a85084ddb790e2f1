//! The machine as diagnosis asks it: the real disk, its users, the rule for a service's user.

use std::path::Path;

use crate::context::Context;
use crate::dirs::SYSTEM;
use crate::discover::{self, Disk, Origin, Outcome, Registry, Start, Switches, Who};
use crate::error::{Exit, Plain, Result};
use crate::server::diagnose::Machine;
use crate::sys;
use crate::sys::accounts::{Account, Accounts};

/// Who front ends and applications mostly run as.
const SERVICE: [&str; 4] = ["www-data", "nginx", "apache", "http"];

/// What is asked once.
pub(super) struct Known {
    accounts: Accounts,
    /// The user named, or the one that services mostly have.
    pub service: Account,
    /// Who asks.
    pub own: Who,
}

impl Known {
    /// With the service's user as it was named.
    pub(super) fn new(context: &Context, user: Option<&str>) -> Result<Known> {
        let accounts = Accounts::of_machine().unwrap_or_default();
        let service = match user {
            Some(name) => accounts.user(name).ok_or_else(|| {
                Plain::new(Exit::Usage, format!("there is no user {}", crate::ui::clean(name)))
                    .hint("'--user' takes a name or a number of /etc/passwd")
            })?,
            None => usual(&accounts),
        };
        Ok(Known { accounts, service, own: Who::of_process(&context.dirs) })
    }

    /// Asks with the machine as it is.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Machine<'_>) -> T) -> T {
        let environment = |code: &Path, user: &Account| self.environment(code, user);
        let project = |code: &Path| {
            let dir = if sys::fs::is_dir(code) { code } else { code.parent()? };
            crate::flow::project::around(dir, &self.own).ok().map(|project| project.root)
        };
        question(&Machine {
            view: &Disk,
            accounts: &self.accounts,
            environment: &environment,
            project: &project,
            hook: &super::machinery::has_hook,
            service: self.service.clone(),
        })
    }

    fn environment(&self, code: &Path, user: &Account) -> Outcome {
        let service = || {
            let registry = Registry::in_folders(None, Path::new(SYSTEM).join("envs"), user.uid);
            Who { uid: user.uid, registry, home: None, own: self.own.own }
        };
        let who = if user.uid == self.own.uid { self.own.clone() } else { service() };
        let start = Start::code(&Disk, code, Origin::Script);
        let cwd = start.dir.clone();
        // With a trace, a project without an environment is told from nothing at all.
        discover::resolve(&Disk, &Switches::default(), &cwd, [start], &who, &mut Vec::<discover::Step>::new())
    }
}

fn usual(accounts: &Accounts) -> Account {
    let own = || accounts.user(&sys::user::uid().to_string());
    let found = SERVICE.iter().find_map(|name| accounts.user(name)).or_else(own);
    found.unwrap_or_else(|| Account {
        name: sys::user::name(sys::user::uid()),
        uid: sys::user::uid(),
        groups: Vec::new(),
    })
}
