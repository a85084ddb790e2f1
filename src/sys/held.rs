//! A hold on one process that cannot slip to another with the same number.

use std::io;
use std::os::fd::OwnedFd;
use std::time::Duration;

use rustix::process::{Pid, PidfdFlags, Signal};

/// One process and no other: a number that was given to a new process is noticed.
#[derive(Debug)]
pub struct Held(OwnedFd);

impl Held {
    /// Holds the process `pid`. What is read about it afterwards is about this one, as long as it [`Held::is_alive`].
    pub fn open(pid: u32) -> io::Result<Held> {
        let number = i32::try_from(pid).ok().and_then(Pid::from_raw).ok_or(io::ErrorKind::NotFound)?;
        Ok(Held(rustix::process::pidfd_open(number, PidfdFlags::empty())?))
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: Signal) -> io::Result<()> {
        Ok(rustix::process::pidfd_send_signal(&self.0, signal)?)
    }

    /// False once it has ended.
    pub fn is_alive(&self) -> bool {
        !self.ends_within(Duration::ZERO)
    }

    /// Waits for its end, up to `limit`.
    pub fn ends_within(&self, limit: Duration) -> bool {
        let mut fds = [rustix::event::PollFd::new(&self.0, rustix::event::PollFlags::IN)];
        let timeout = rustix::time::Timespec::try_from(limit).ok();
        matches!(rustix::event::poll(&mut fds, timeout.as_ref()), Ok(ready) if ready > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_process_is_signalled_and_its_end_is_noticed() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let held = Held::open(child.id()).unwrap();
        assert!(held.is_alive());
        held.signal(Signal::TERM).unwrap();
        assert!(held.ends_within(Duration::from_secs(20)));
        child.wait().unwrap();
        // Whoever has the number now is not meant.
        assert!(held.signal(Signal::TERM).is_err());
        assert!(Held::open(0).is_err());
    }
}
