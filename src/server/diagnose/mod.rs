//! Text of logs, settings of configurations, facts of processes -> findings: what is wrong, where, what to type.
//!
//! Looks at files only through the [`Machine`] it is given. Decides nothing about how findings are shown.

pub mod access;
pub mod config;
pub mod finding;
pub mod kinds;
pub mod log;
pub mod machine;
pub mod modules;
pub mod process;
pub mod shebang;
pub mod sockets;
pub mod wsgi;

pub use finding::{Finding, Place, Severity};
pub use kinds::Kind;
pub use machine::Machine;
