//! When to try again and when to give up. Pure: time is an argument.

use std::time::{Duration, Instant};

/// How often and how long.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Tries in all, at least 1.
    pub tries: u32,
    /// The first pause; each further one is twice as long.
    pub pause: Duration,
    /// The longest pause, also one a server asks for.
    pub longest_pause: Duration,
    /// How long a connection may give nothing at all.
    pub stall: Duration,
    /// How long to set up a connection may take.
    pub connect: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            tries: 4,
            pause: Duration::from_millis(400),
            longest_pause: Duration::from_secs(20),
            stall: Duration::from_secs(30),
            connect: Duration::from_secs(10),
        }
    }
}

/// The tries of one transfer.
#[derive(Debug)]
pub struct Tries {
    patience: Patience,
    started: Instant,
    progressed: Instant,
    failed: u32,
    failed_in_all: u32,
}

impl Tries {
    /// Before the first try.
    pub fn new(patience: Patience, now: Instant) -> Tries {
        Tries { patience, started: now, progressed: now, failed: 0, failed_in_all: 0 }
    }

    /// Data came: what failed before counts no more.
    pub fn progress(&mut self, now: Instant) {
        self.progressed = now;
        self.failed = 0;
    }

    /// A try failed. How long to wait before the next, or `None` when it was the last. `asked` is what the
    /// server asked for (Retry-After).
    pub fn failed(&mut self, now: Instant, asked: Option<Duration>) -> Option<Duration> {
        self.failed += 1;
        self.failed_in_all += 1;
        // A server that sends a byte and breaks off, again and again, must not hold us for ever.
        if self.failed >= self.patience.tries
            || self.failed_in_all >= self.patience.tries * 5
            || now.duration_since(self.progressed) > self.patience.stall * 2
        {
            return None;
        }
        let pause = self.patience.pause * 2u32.saturating_pow(self.failed - 1);
        Some(asked.unwrap_or(pause).min(self.patience.longest_pause))
    }

    /// Tries so far.
    pub fn count(&self) -> u32 {
        self.failed_in_all
    }

    /// Since the first try began.
    pub fn elapsed(&self, now: Instant) -> Duration {
        now.duration_since(self.started)
    }
}

/// The value of a Retry-After header given in seconds. The form with a date needs a clock that agrees with
/// the server's, so it is read as "no wish".
pub fn retry_after(value: &str) -> Option<Duration> {
    value.trim().parse::<u32>().ok().map(|seconds| Duration::from_secs(seconds.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end_after_the_last_try() {
        let now = Instant::now();
        let mut tries = Tries::new(Patience::default(), now);
        assert_eq!(tries.failed(now, None), Some(Duration::from_millis(400)));
        assert_eq!(tries.failed(now, None), Some(Duration::from_millis(800)));
        assert_eq!(tries.failed(now, retry_after(" 3 ")), Some(Duration::from_secs(3)));
        assert_eq!(tries.failed(now, None), None);
        assert_eq!(tries.count(), 4);
    }

    #[test]
    fn a_server_cannot_make_us_wait_for_ever() {
        let now = Instant::now();
        let mut tries = Tries::new(Patience::default(), now);
        assert_eq!(tries.failed(now, retry_after("86400")), Some(Duration::from_secs(20)));
        assert_eq!(tries.failed(now + Duration::from_secs(61), None), None);
        assert_eq!(retry_after("Wed, 21 Oct 2026 07:28:00 GMT"), None);
        let mut tries = Tries::new(Patience::default(), now);
        let dripping = (0..100)
            .take_while(|_| {
                tries.progress(now);
                tries.failed(now, None).is_some()
            })
            .count();
        assert_eq!(dripping, 19);
    }
}
