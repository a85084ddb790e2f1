//! An environment -> what makes a shell or a process use it.
//!
//! [`scripts`] gives the `activate` files that lie in an environment's `bin`, [`hook`] the code that makes a shell follow
//! its directory, and [`follow`] answers that code. Never writes a file and starts no process.

mod change;
mod dotenv;
pub mod follow;
pub mod hook;
mod print;
pub mod scripts;
mod state;
mod variables;
pub mod workon;
