//! What most groups start from: a machine with noglue set up once, and projects of alice, bob and carol.

use super::machine::Machine;
use super::site::{NEW, NEWER, NEWEST, Site};

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
}
