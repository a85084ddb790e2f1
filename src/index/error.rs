//! What can go wrong when an index is asked.

use std::sync::Arc;

use super::archive::ArchiveError;
use crate::error::{Exit, Explain};
use crate::fetch::FetchError;
use crate::net::{Address, NetError};
use crate::pep::metadata::{Difference, MetadataError};
use crate::pep::name::PackageName;
use crate::pep::version::Version;
use crate::sys::fs::FsError;
use crate::ui::clean;

/// Why an index gave no answer, or one that cannot be used. Cheap to clone: many may wait for one answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IndexError {
    /// The server.
    #[error(transparent)]
    Net(#[from] NetError),
    /// The answer is no page of files.
    #[error("index answered with something that is no package list ({what}, {bytes} bytes, {address})")]
    NotAList {
        /// `garbage`, or its content type.
        what: String,
        /// How much of it.
        bytes: usize,
        /// What was asked.
        address: Address,
    },
    /// A newer API.
    #[error("index speaks API {}; this noglue knows 1.x", clean(version))]
    TooNew {
        /// The version.
        version: String,
    },
    /// The page is another project's.
    #[error("index was asked for {name} and answered with files of {}: {address}", clean(said))]
    WrongProject {
        /// Asked for.
        name: PackageName,
        /// Got.
        said: String,
        /// What was asked.
        address: Address,
    },
    /// A place of find-links that cannot be read.
    #[error("could not read the files of --find-links")]
    FindLinks(#[source] Arc<FsError>),
    /// The network is off and nothing is cached.
    #[error("{what} is not in the cache, and the network is off")]
    Offline {
        /// `the list of django`, `the metadata of x.whl`.
        what: String,
    },
    /// The metadata beside a wheel is not what the index says it is.
    #[error("metadata of {} does not match its hash", clean(file))]
    MetadataHash {
        /// The wheel.
        file: String,
    },
    /// The wheel is no readable archive.
    #[error("could not read {}", clean(file))]
    Archive {
        /// The wheel.
        file: String,
        /// Why.
        #[source]
        source: ArchiveError,
    },
    /// The metadata cannot be understood.
    #[error("could not understand the metadata of {}", clean(file))]
    Metadata {
        /// The wheel.
        file: String,
        /// Why.
        #[source]
        source: Arc<MetadataError>,
    },
    /// The metadata is of something else.
    #[error("file says {says}, METADATA says {}: {}", clean(inside), clean(file))]
    Mismatch {
        /// The wheel.
        file: String,
        /// Name or version of the file name.
        says: String,
        /// Name or version inside.
        inside: String,
    },
    /// What resolving was done with is not what the wheel says.
    #[error(
        "the index's metadata for {name} {version} is not the wheel's ({} differs: the index says {}, the wheel {})",
        difference.field, clean(&difference.own), clean(&difference.other)
    )]
    Contradicted {
        /// The package.
        name: PackageName,
        /// Its version.
        version: Version,
        /// The index's own, and the wheel's.
        difference: Difference,
    },
    /// A source distribution: its metadata takes a build.
    #[error("{} is a source distribution", clean(file))]
    NotAWheel {
        /// The file.
        file: String,
    },
    /// The wheel had to be fetched whole and could not.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// Its URL is none.
    #[error("the link to {} is no URL", clean(file))]
    Link {
        /// The file.
        file: String,
    },
    /// A task died.
    #[error("the question about {what} was given up")]
    GivenUp {
        /// What was asked.
        what: String,
    },
}

impl IndexError {
    /// When one file is to blame and another version may do: why, as a clause about the version.
    pub fn about_this_version(&self) -> Option<String> {
        Some(match self {
            IndexError::Archive { source, .. } => format!("its wheel cannot be read ({source})"),
            IndexError::Metadata { source, .. } => {
                let causes: Vec<String> =
                    std::iter::successors(Some(&**source as &dyn std::error::Error), |e| e.source())
                        .map(ToString::to_string)
                        .collect();
                format!("its metadata cannot be understood ({})", causes.join(": "))
            }
            IndexError::Mismatch { inside, .. } => format!("its METADATA says {}", clean(inside)),
            IndexError::NotAWheel { .. } => "it is a source distribution".to_owned(),
            IndexError::Link { .. } => "the link to its file is no URL".to_owned(),
            _ => return None,
        })
    }

    /// True when it is only that the network is off.
    pub fn is_offline(&self) -> bool {
        matches!(
            self,
            IndexError::Offline { .. }
                | IndexError::Net(NetError::Offline { .. })
                | IndexError::Fetch(FetchError::Net(NetError::Offline { .. }))
        )
    }
}

impl Explain for IndexError {
    fn exit(&self) -> Exit {
        match self {
            IndexError::Net(error) => error.exit(),
            IndexError::Fetch(error) => error.exit(),
            IndexError::FindLinks(_) => Exit::Disk,
            IndexError::MetadataHash { .. }
            | IndexError::Archive { .. }
            | IndexError::Metadata { .. }
            | IndexError::Mismatch { .. }
            | IndexError::Contradicted { .. } => Exit::Integrity,
            IndexError::NotAWheel { .. } => Exit::Refused,
            _ => Exit::Network,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            IndexError::Net(error) => error.hints(),
            IndexError::Fetch(error) => error.hints(),
            IndexError::FindLinks(error) => error.hints(),
            IndexError::Offline { .. } => vec!["run it once without --offline (or NOGLUE_OFFLINE)".into()],
            IndexError::Contradicted { name, version, .. } => vec![
                "run it again: the index is asked anew, and may have been mended".into(),
                format!("or take another version: '{name}!={version}'"),
            ],
            IndexError::NotAList { .. } => {
                vec!["is the index URL right? It usually ends in /simple/".into()]
            }
            _ => Vec::new(),
        }
    }
}
