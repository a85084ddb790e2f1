//! The only contact with the network. A question in, an answer or one clear error out.
//!
//! HTTP/1.1 and HTTP/2 over rustls, on a runtime of its own that starts with the first question and never
//! before: a command that finds all it needs in the cache loads no certificate and starts no thread.
//! Knows nothing of Python. Never writes a file, never shows a secret.

mod address;
mod answer;
mod client;
mod credentials;
mod error;
mod netrc;
mod proxy;
mod retry;
mod runtime;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
mod tls;
mod verify;

pub use address::{Address, AddressError, Credential, Origin, hide};
pub use answer::{Answer, Whole, gunzip};
pub use client::{Ask, Config, Failure, Net, TrustedHost};
pub use credentials::Credentials;
pub use error::NetError;
pub use netrc::Netrc;
pub use proxy::Proxies;
pub use retry::{Patience, Tries, retry_after};
pub use tls::Roots;
