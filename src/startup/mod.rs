//! The start-up hook of an interpreter (`shims/python/noglue*`): where it goes, whether it is there, put in, taken out.
//!
//! An interpreter in; files in its own site directory out. Byte-code is made with the files, so that a service that
//! cannot write starts as fast. Never decides which interpreters get it, and never says anything.

mod error;
pub mod hook;
mod host;

pub use error::StartupError;
pub use hook::State;
pub use host::{Host, ask, of_system};
