//! Files from servers and disks, checked while they arrive.
//!
//! In: where a file is and what its hash must be. Out: an open file with its true hashes. What a server sends goes to
//! files without a name, so that nothing is left behind however this ends. Never unpacks, never keeps.

mod digest;
mod download;
mod error;
pub mod git;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

use crate::net::{Address, Net, NetError};

pub use digest::{Algorithm, Digest, Hasher};
pub use download::Download;
pub use error::FetchError;

/// One file to get.
#[derive(Clone, Debug)]
pub struct Request {
    /// Where it is.
    pub address: Address,
    /// Its name, for messages.
    pub file_name: String,
    /// What the index says its hashes are: all strong ones must match.
    pub digests: Vec<Digest>,
    /// What the user says: one of them must match; empty when nothing was said.
    pub wanted: Vec<Digest>,
    /// Bytes, if the index says.
    pub size: Option<u64>,
    /// True when the page that links to it came over https.
    pub is_from_https: bool,
}

/// A file that is here and is what it should be.
#[derive(Debug)]
pub struct Fetched {
    /// Open for reading, at its start.
    pub file: File,
    /// Bytes.
    pub size: u64,
    /// Its hashes; sha256 first.
    pub digests: Vec<Digest>,
}

impl Fetched {
    /// Its sha256.
    pub fn sha256(&self) -> &Digest {
        &self.digests[0]
    }
}

/// Told how many more bytes are here.
pub type OnBytes = Arc<dyn Fn(u64) + Send + Sync>;

/// Gets files.
#[derive(Clone, Debug)]
pub struct Fetcher {
    net: Arc<Net>,
    spool: Option<PathBuf>,
}

impl Fetcher {
    /// Files being received are kept in `spool`, which is created when it is needed; in a temporary directory
    /// when it cannot be.
    pub fn new(net: Arc<Net>, spool: Option<&Path>) -> Fetcher {
        Fetcher { net, spool: spool.map(Path::to_owned) }
    }

    /// One download, to be run by the caller.
    pub fn download(&self, request: Request) -> Download {
        Download::new(self.net.clone(), self.spool.clone(), request)
    }

    /// Gets one file and waits for it.
    pub fn fetch(&self, request: Request) -> Result<Fetched, FetchError> {
        let mut all = self.fetch_all(vec![request], Arc::new(|_| {}));
        all.next().expect("one request has one outcome").1
    }

    /// Gets many files at once. Each outcome comes with its request's position, in the order they are done.
    /// Dropping the iterator gives up what is still under way.
    pub fn fetch_all(&self, requests: Vec<Request>, on_bytes: OnBytes) -> Outcomes {
        let (done, outcomes) = mpsc::channel();
        let mut local = Vec::new();
        let mut waiting = 0;
        let mut tasks = Vec::new();
        for (at, request) in requests.into_iter().enumerate() {
            if request.address.is_file() {
                local.push((at, request));
                continue;
            }
            waiting += 1;
            let download = self.download(request);
            let (done_here, on_bytes) = (done.clone(), on_bytes.clone());
            let started = self.net.spawn_abortable(async move {
                let _ = done_here.send((at, download.run(&*on_bytes).await));
            });
            match started {
                Ok(task) => tasks.push(task),
                Err(error) => drop(done.send((at, Err(error.into())))),
            }
        }
        local.reverse();
        Outcomes { local, on_bytes, outcomes, waiting, tasks }
    }
}

/// Files as they are done.
pub struct Outcomes {
    local: Vec<(usize, Request)>,
    on_bytes: OnBytes,
    outcomes: mpsc::Receiver<(usize, Result<Fetched, FetchError>)>,
    waiting: usize,
    tasks: Vec<tokio::task::AbortHandle>,
}

impl Iterator for Outcomes {
    type Item = (usize, Result<Fetched, FetchError>);

    fn next(&mut self) -> Option<Self::Item> {
        // What lies on this machine is read here, while the others arrive.
        if let Some((at, request)) = self.local.pop() {
            return Some((at, download::of_disk(&request, &*self.on_bytes)));
        }
        if self.waiting == 0 {
            return None;
        }
        self.waiting -= 1;
        // Every task sends once, unless it died: then the channel ends instead.
        self.outcomes.recv().ok()
    }
}

impl Drop for Outcomes {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl From<NetError> for FetchError {
    fn from(error: NetError) -> Self {
        FetchError::Net(error)
    }
}
