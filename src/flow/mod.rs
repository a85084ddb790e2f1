//! flow

pub mod setup;
pub mod shims;
