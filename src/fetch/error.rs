//! Why a file could not be had.

use std::sync::Arc;

use super::Digest;
use crate::error::{Exit, Explain};
use crate::net::{Address, NetError};
use crate::sys::fs::FsError;
use crate::ui::clean;

/// Why a file could not be had.
#[derive(Clone, Debug, thiserror::Error)]
pub enum FetchError {
    /// The server.
    #[error(transparent)]
    Net(NetError),
    /// The file is not what the index says it is.
    #[error("hash of {} is {actual}, the index says {expected}", clean(file))]
    NotOfIndex {
        /// The file.
        file: String,
        /// What it is.
        actual: Digest,
        /// What it should be.
        expected: Digest,
    },
    /// The file is not what the user wants.
    #[error("hash of {} is {actual}, the requirements say {}", clean(file), list(expected))]
    NotWanted {
        /// The file.
        file: String,
        /// What it is.
        actual: Digest,
        /// What it should be one of.
        expected: Vec<Digest>,
    },
    /// Only hashes that can be forged are known, and one is needed.
    #[error("{algorithm} is too weak to check {}", clean(file))]
    Weak {
        /// The file.
        file: String,
        /// md5 or sha1.
        algorithm: &'static str,
    },
    /// More bytes than announced.
    #[error("{} is larger than the index says ({size} bytes)", clean(file))]
    TooLong {
        /// The file.
        file: String,
        /// What the index says.
        size: u64,
    },
    /// Fewer or more bytes than announced, although all arrived.
    #[error("{} has {actual} bytes, the index says {size}", clean(file))]
    Size {
        /// The file.
        file: String,
        /// Bytes.
        actual: u64,
        /// What the index says.
        size: u64,
    },
    /// Over a line anybody can write on, and nothing to check it by.
    #[error("{} would be fetched over http without a hash", clean(file))]
    Insecure {
        /// The file.
        file: String,
        /// Where it is.
        address: Address,
    },
    /// The disk.
    #[error("could not keep {} while it arrives", clean(file))]
    Spool {
        /// The file.
        file: String,
        /// What happened.
        #[source]
        source: Arc<FsError>,
    },
    /// A file of this machine.
    #[error("could not read {}", clean(file))]
    Local {
        /// The file.
        file: String,
        /// What happened.
        #[source]
        source: Arc<FsError>,
    },
}

impl Explain for FetchError {
    fn exit(&self) -> Exit {
        match self {
            FetchError::Net(error) => error.exit(),
            FetchError::NotOfIndex { .. }
            | FetchError::NotWanted { .. }
            | FetchError::Weak { .. }
            | FetchError::TooLong { .. }
            | FetchError::Size { .. } => Exit::Integrity,
            FetchError::Insecure { .. } => Exit::Network,
            FetchError::Spool { .. } | FetchError::Local { .. } => Exit::Disk,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            FetchError::Net(error) => error.hints(),
            FetchError::NotOfIndex { .. } | FetchError::TooLong { .. } | FetchError::Size { .. } => {
                vec![
                    "the file was fetched twice and is not the one that was published; ask whoever runs the index"
                        .into(),
                ]
            }
            FetchError::NotWanted { .. } => {
                vec!["if the file was replaced on purpose, write its new hash into the requirements".into()]
            }
            FetchError::Weak { .. } => vec!["write a sha256 into the requirements".into()],
            FetchError::Insecure { address, .. } => {
                vec![format!("use an index that gives hashes or serves {address} over https")]
            }
            FetchError::Spool { source, .. } | FetchError::Local { source, .. } => source.hints(),
        }
    }
}

fn list(digests: &[Digest]) -> String {
    digests.iter().map(Digest::to_string).collect::<Vec<_>>().join(" or ")
}
