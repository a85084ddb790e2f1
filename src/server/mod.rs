//! What servers need: their configuration read, what is wrong said, a configuration to start from.
//!
//! Text and facts in, settings and findings out. Never starts a server, never writes, never prints.

pub mod app;
pub mod config;
pub mod diagnose;
pub mod error;
pub mod read;

pub use error::ServerError;
