//! What time it is.

use std::time::{Instant, SystemTime};

/// The wall clock.
pub fn now() -> SystemTime {
    SystemTime::now()
}

/// A clock that only goes forward, for durations.
pub fn instant() -> Instant {
    Instant::now()
}

/// Seconds since 1970; 0 before it.
pub fn unix_seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_secs())
}
