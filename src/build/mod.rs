//! Source trees -> wheels (PEP 517, PEP 660), in parts that `flow` joins: unpack, read what builds it, run its hooks,
//! read metadata that needs no build, keep what was built.
//!
//! Builds are the only place where code of packages runs: in a process of its own, in an environment made for it, with a
//! time limit, without a terminal. Never installs, never resolves.

mod error;
mod hints;
mod hooks;
mod kept;
mod metadata;
mod project;
pub mod unpack;

pub use error::BuildError;
pub use hooks::{Hook, Runner};
pub use kept::{Kept, Made};
pub use metadata::{Static, of_project};
pub use project::System;
