//! The only contact with files, processes, locks, clock and the process environment.
//!
//! Calls in, results whose errors name the path out. Knows nothing of Python or of noglue's layout.
#![allow(clippy::disallowed_methods, reason = "this is the place they are allowed in")]

pub mod accounts;
pub mod careful;
pub mod clock;
pub mod env;
pub mod exec;
pub mod facts;
pub mod flush;
pub mod fs;
pub mod held;
mod inherited;
pub mod kernel;
pub mod lock;
pub mod machine;
pub mod process;
pub mod random;
pub mod signal;
pub mod socket;
pub mod tree;
pub mod user;
pub mod workers;
