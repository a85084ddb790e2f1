//! Environments on disk: PEP 405 to every other tool, transactional inside.
//!
//! ```text
//! .venv/
//!   .gitignore  CACHEDIR.TAG  .noglue.lock
//!   current -> gen/7                 the one thing a change flips
//!   bin lib lib64 include share etc  each -> current/NAME
//!   pyvenv.cfg state.json            each -> current/NAME: they change with the flip, never before or after it
//!   gen/7/                           a complete ordinary environment, never changed by us once it is here
//!   gen/0/                           what another tool had made before
//!   gen/.tmp-PID-RANDOM/             one being built
//! ```
//! Directories that a small change leaves alone move on to the new generation, and the old one points to them.
//!
//! A base interpreter and files in, a generation out. An environment exists when its `pyvenv.cfg` does; on creation
//! that link is made last. Never downloads, never resolves, never runs an interpreter.

mod adopt;
mod beside;
mod building;
mod carry;
mod config;
mod error;
mod found;
mod generations;
mod guard;
mod handover;
mod in_place;
pub mod in_use;
mod installed;
mod rebase;
mod removal;
mod small;
mod state;
#[cfg(test)]
mod tests;
pub mod verify;

pub use adopt::Adoption;
pub use building::{Building, Committed, Durability, Make};
pub use config::{Base, Config};
pub use error::VenvError;
pub use found::{Found, Venv, look};
pub use generations::{Generation, Pruned};
pub use guard::Guard;
pub use in_place::InPlace;
pub use in_use::Use;
pub use installed::{Installed, installed, site_packages, strays};
pub use rebase::rebase;
pub use removal::Removal;
pub use small::Touched;
pub use state::{Asked, Input, Package, Python, State};

/// The file in `site-packages` that names directories which a person added to `sys.path`.
pub const PATHS: &str = "noglue_paths.pth";

/// Names in an environment's root that are ours: no package may install over them, in any case of letters.
pub const RESERVED: &[&str] = &[
    "pyvenv.cfg",
    "current",
    "gen",
    "state.json",
    ".gitignore",
    "CACHEDIR.TAG",
    ".noglue.lock",
    handover::MOVING,
    handover::MOVED,
];
