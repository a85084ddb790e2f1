//! What most groups start from: a machine with noglue set up once, and projects of alice, bob and carol.

use super::machine::Machine;
use super::server::{Door, Server};
use super::site::{NEW, NEWER, NEWEST, Report, Site};

/// A machine and its projects.
pub struct Stage {
    pub machine: Machine,
    /// alice's `/srv/alpha`.
    pub alpha: Site,
    /// bob's `/srv/beta`.
    pub beta: Site,
    /// carol's `/srv/gamma`.
    pub gamma: Site,
}

impl Stage {
    /// Three projects of three users with three versions; alice's needs `more`.
    pub fn prepare(more: &[&str]) -> Option<Stage> {
        let machine = Machine::start()?;
        machine.run(&["noglue", "setup", "--system", "--yes"]).output().ok();
        let alpha = machine.site("alice", "alpha", NEWEST, "1.0", more);
        let beta = machine.site("bob", "beta", NEWER, "2.0", &[]);
        let gamma = machine.site("carol", "gamma", NEW, "3.0", &[]);
        Some(Stage { machine, alpha, beta, gamma })
    }

    /// `/report` there is `site`, run by `user`.
    #[track_caller]
    pub fn is_served(&self, server: &mut Server<'_>, door: Door<'_>, site: &Site, user: &str) -> Report {
        let report = Report::read(&server.page(door, "/report"));
        report.is_of(site, &self.machine, user);
        report
    }

    /// A project of carol that was made elsewhere and then moved to `/srv/else where/NAME`.
    #[track_caller]
    pub fn moved(&self, name: &str, more: &[&str]) -> Site {
        let site = self.machine.site("carol", name, NEW, "3.0", more);
        let dir = format!("/srv/else where/{name}");
        self.machine.run(&["mkdir", "-p", "/srv/else where"]).output().ok();
        self.machine.run(&["mv", &site.dir, &dir]).output().ok();
        Site { dir, ..site }
    }
}
