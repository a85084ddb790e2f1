//! Requirements and candidates -> one version for each package, or sentences saying why there is none.
//!
//! In: a [`Problem`] and a [`Candidates`]. Out: a [`Resolution`] or a [`Failure`]. The same input gives the same
//! output. Pure: what it knows of the world it asks of [`Candidates`]; it never touches an index or a file.
//!
//! ```text
//! problem -> policy (what a requirement means here) -> provider, bridge (in PubGrub's words) -> solve -> resolution, graph
//!                       pick (one of a listing)                                           \---> explain -> failure
//! ```

mod bridge;
mod candidates;
mod dead;
mod explain;
mod failure;
mod graph;
mod nodes;
mod pick;
mod policy;
mod problem;
mod provider;
mod resolution;
mod solve;
pub mod universe;
mod wish;
mod words;

#[cfg(test)]
mod tests;

pub use candidates::{Candidates, Details, Fit, Status, Versions};
pub use failure::{BadRoot, Conflict, Failure};
pub use problem::{PreReleases, Problem, Root, Strategy, Upgrade};
pub use resolution::{Need, Pinned, Resolution, Warning};
pub use solve::solve;
pub use wish::Wish;
