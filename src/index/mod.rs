//! What packages an index has, and what each file of them needs.
//!
//! In: settings and names. Out: [`Listing`]s and metadata, from the cache when that is fresh. Asks early
//! ([`Index::prefetch`]), in parallel, and each thing once. Never chooses a version, never fetches to install.

mod archive;
mod cache;
mod client;
mod error;
mod find_links;
pub mod ini;
mod listing;
mod metadata;
pub mod page;
mod pins;
mod pip_config;
mod promise;
mod reduced;
pub mod settings;
mod source;
#[cfg(test)]
mod tests;

pub use archive::ArchiveError;
pub use cache::kept_names;
pub use client::{Index, Open, Speculate};
pub use error::IndexError;
pub use listing::{File, Kind, Listing};
pub use page::CoreMetadata;
pub use pip_config::{PipConfig, PipConfigError, Surroundings};
