//! What time it is.

use std::time::{Duration, Instant, SystemTime};

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

/// Milliseconds on a clock that only goes forward and that all processes share.
pub fn shared_milliseconds() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    let (seconds, nanoseconds) = (u64::try_from(time.tv_sec), u64::try_from(time.tv_nsec));
    seconds.unwrap_or(0) * 1000 + nanoseconds.unwrap_or(0) / 1_000_000
}

/// Waits.
pub fn pause(duration: Duration) {
    std::thread::sleep(duration);
}
