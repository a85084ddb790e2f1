//! What can go wrong between here and a server.

use std::sync::Arc;
use std::time::Duration;

use super::Address;
use crate::error::{Exit, Explain};
use crate::ui::human_duration;

/// A request that failed for good.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NetError {
    /// Every try failed.
    #[error("index did not answer after {tries} {} in {} ({why}): {address}", if *.tries == 1 { "try" } else { "tries" }, human_duration(*.elapsed))]
    NoAnswer {
        /// What was asked.
        address: Address,
        /// How often.
        tries: u32,
        /// How long that took.
        elapsed: Duration,
        /// What the last try died of: `503`, `connection refused`.
        why: String,
    },
    /// The server went silent.
    #[error("no data for {} from {address}", human_duration(*.stall))]
    Stalled {
        /// What was asked.
        address: Address,
        /// How long it was silent.
        stall: Duration,
    },
    /// A status that trying again does not change.
    #[error("index answered {status} to {address}")]
    Status {
        /// What was asked.
        address: Address,
        /// The status.
        status: u16,
    },
    /// 401 or 403 although credentials were sent.
    #[error("index refused {} ({status}): {address}", match .user { Some(user) => format!("user \"{}\"", crate::ui::clean(user)), None => "the token".to_owned() })]
    Refused {
        /// What was asked.
        address: Address,
        /// The status.
        status: u16,
        /// Who asked; `None` for a token.
        user: Option<String>,
    },
    /// 401 or 403, and nothing was sent.
    #[error("index asks for a user name and password ({status}): {address}")]
    Anonymous {
        /// What was asked.
        address: Address,
        /// The status.
        status: u16,
    },
    /// A redirect to where none may lead.
    #[error("redirect {how} refused, at {address}")]
    Redirect {
        /// Who redirects.
        address: Address,
        /// `to file:///etc/passwd`, `from https to http`.
        how: String,
    },
    /// A redirect loop.
    #[error("more than {limit} redirects from {address}")]
    Loop {
        /// Where they began.
        address: Address,
        /// How many were followed.
        limit: usize,
    },
    /// The server's certificate.
    #[error("certificate of {host} is not trusted ({why}); {roots}")]
    Certificate {
        /// Whose.
        host: String,
        /// `unknown issuer`.
        why: String,
        /// Where the certificates come from that were believed.
        roots: String,
    },
    /// A file of certificates cannot be read or holds none.
    #[error("{0}")]
    Roots(String),
    /// A proxy that cannot be used.
    #[error("{0} is not a proxy URL")]
    Proxy(String),
    /// The answer is larger than allowed.
    #[error("index answer is larger than {} unpacked: {address}", size(*.limit))]
    TooLarge {
        /// What was asked.
        address: Address,
        /// Bytes.
        limit: u64,
    },
    /// The answer's encoding is broken or unknown.
    #[error("index answered with bytes that do not unpack ({why}): {address}")]
    Encoding {
        /// What was asked.
        address: Address,
        /// What is wrong.
        why: String,
    },
    /// No network wanted.
    #[error("{address} is not in the cache, and the network is off")]
    Offline {
        /// What would have been asked.
        address: Address,
    },
    /// No thread, no memory.
    #[error("could not start the network runtime")]
    Runtime(#[source] Arc<std::io::Error>),
}

impl Explain for NetError {
    fn exit(&self) -> Exit {
        match self {
            NetError::Runtime(_) => Exit::Disk,
            _ => Exit::Network,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            NetError::NoAnswer { .. } | NetError::Stalled { .. } => vec![
                "check the network and the index URL, then run the same command again; what was fetched is kept".into(),
            ],
            NetError::Refused { .. } | NetError::Anonymous { .. } => {
                vec!["put user name and password into the index URL or into ~/.netrc".into()]
            }
            NetError::Certificate { .. } => {
                vec!["if the server uses its own CA, name its certificate with --cert FILE or SSL_CERT_FILE".into()]
            }
            NetError::Offline { .. } => vec!["run it once without --offline (or NOGLUE_OFFLINE)".into()],
            NetError::Runtime(_) => Vec::new(),
            _ => vec!["check the index URL: --index-url, PIP_INDEX_URL, pip.conf".into()],
        }
    }
}

fn size(limit: u64) -> String {
    if limit >= 1 << 20 { format!("{} MiB", limit >> 20) } else { format!("{limit} bytes") }
}
