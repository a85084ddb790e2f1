//! An environment -> what makes a shell or a process use it.
//!
//! [`scripts`] gives the `activate` files that lie in an environment's `bin`. Never touches a file or a process.

pub mod scripts;
pub mod workon;
