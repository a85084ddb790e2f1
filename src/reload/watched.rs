//! Servers as they were before a step, to see what it does to them.

use std::path::Path;
use std::time::Duration;

use super::ReloadError;
use super::plan::Step;
use super::server::{self, Kind, Server};
use crate::sys;

/// The servers that a step is about.
#[derive(Debug)]
pub struct Watched {
    servers: Vec<Before>,
}

#[derive(Debug)]
struct Before {
    server: Server,
    generation: Option<u64>,
    children: Vec<u32>,
}

/// How long old workers may take to end before the reload counts as done: they finish their requests.
const WORKERS_END: Duration = Duration::from_secs(5);
/// How long a touched file may take to be noticed.
const NOTICED: Duration = Duration::from_secs(10);

impl Watched {
    /// Looks at the servers on `environment` that `step` is about.
    pub fn before(step: &Step, environment: &Path) -> Result<Watched, ReloadError> {
        let pid = match step {
            Step::Hangup(server) => Some(server.process.pid),
            // A unit that does not run has no process to look at.
            Step::Unit(unit) => Some(unit.main_process()?.unwrap_or(0)),
            Step::Touch(_) | Step::Command(..) => None,
        };
        let mut servers = server::of_environment(environment)?;
        servers.retain(|server| pid.map_or(server.kind != Kind::Other, |pid| server.process.pid == pid));
        let before = |server: Server| Before { generation: server.generation(), children: server.children(), server };
        Ok(Watched { servers: servers.into_iter().map(before).collect() })
    }

    /// Waits until the step has had its effect, at most for `limit`. False where no effect can be seen: then an old
    /// server may still answer for a while.
    pub fn settle(&self, step: &Step, current: Option<u64>, limit: Duration) -> Result<bool, ReloadError> {
        match step {
            Step::Hangup(_) | Step::Unit(_) => self.all_move(step, current, limit),
            Step::Touch(_) | Step::Command(..) => Ok(self.one_moves(current, limit.min(NOTICED))),
        }
    }

    fn all_move(&self, step: &Step, current: Option<u64>, limit: Duration) -> Result<bool, ReloadError> {
        let started = sys::clock::instant();
        let mut is_restarted = false;
        loop {
            let after = started.elapsed();
            let Some(behind) = self.servers.iter().find(|before| !before.is_done(step, current, after)) else {
                return Ok(self.servers.iter().all(|before| before.shows(current)));
            };
            let server = &behind.server;
            match step {
                Step::Hangup(_) if !server.held.is_alive() => {
                    return Err(ReloadError::Ended { server: server.shown() });
                }
                // What its reload does not bring to the new generation, a restart does.
                Step::Unit(unit) if !is_restarted && after >= NOTICED.min(limit / 3) => {
                    unit.tell("restart", limit.saturating_sub(after))?;
                    is_restarted = true;
                }
                _ => {}
            }
            if after >= limit {
                let generation = server.generation().unwrap_or_default();
                return Err(ReloadError::StaysBehind { server: server.shown(), generation, after });
            }
            sys::clock::pause(Duration::from_millis(30));
        }
    }

    fn one_moves(&self, current: Option<u64>, limit: Duration) -> bool {
        let started = sys::clock::instant();
        let can_be_seen = |before: &&Before| before.shows(current);
        while self.servers.iter().any(|before| can_be_seen(&before)) && started.elapsed() < limit {
            let after = started.elapsed();
            if self
                .servers
                .iter()
                .filter(can_be_seen)
                .any(|before| !before.is_alive() || before.has_moved(current, after))
            {
                return true;
            }
            sys::clock::pause(Duration::from_millis(30));
        }
        false
    }
}

impl Before {
    fn is_alive(&self) -> bool {
        self.server.held.is_alive()
    }

    // True when a change of generation or of workers will be seen.
    fn shows(&self, current: Option<u64>) -> bool {
        self.server.kind == Kind::Gunicorn || self.generation.is_some_and(|was| Some(was) != current)
    }

    // A process of a unit that has ended was taken away by a restart; one that was signalled should not have.
    fn is_done(&self, step: &Step, current: Option<u64>, after: Duration) -> bool {
        (matches!(step, Step::Unit(_)) && !self.is_alive()) || self.has_moved(current, after)
    }

    fn has_moved(&self, current: Option<u64>, after: Duration) -> bool {
        if !self.is_alive() {
            return false;
        }
        let is_current = self.server.generation().is_none_or(|is| current.is_none_or(|current| is == current));
        is_current && (self.server.kind != Kind::Gunicorn || self.has_new_workers(after))
    }

    fn has_new_workers(&self, after: Duration) -> bool {
        let children = self.server.children();
        let (old, new): (Vec<u32>, Vec<u32>) = children.iter().partition(|pid| self.children.contains(pid));
        !new.is_empty() && (old.is_empty() || after >= WORKERS_END)
    }
}
