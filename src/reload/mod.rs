//! Servers that run on an environment, made to take its current generation, and asked whether they are well.
//!
//! Words in ([`Target`], [`Health`]); processes found through `/proc` and proven to run this environment before any of
//! them is signalled, files touched, units restarted. Changes no environment, and decides nothing about one.

mod error;
mod health;
mod plan;
mod server;
mod systemd;
mod target;
mod watched;

pub use error::ReloadError;
pub use health::Health;
pub use plan::{Place, Plan, Step, plan};
pub use server::{Kind, Server, of_environment};
pub use target::{Target, Word};
pub use watched::Watched;
