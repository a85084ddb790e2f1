//! One file from a server: tried again, resumed or restarted, hashed as it arrives. Or from this machine.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::{Algorithm, Digest, FetchError, Fetched, Hasher, Request};
use crate::net::{Answer, Ask, Failure, Net, NetError, Tries};
use crate::sys;
use crate::sys::clock;

/// One file on its way.
pub struct Download {
    net: Arc<Net>,
    spool: Option<PathBuf>,
    request: Request,
    ask: Ask,
}

// What has arrived.
struct Part {
    file: File,
    hasher: Hasher,
    size: u64,
    // Names this very content, so that a rest fits to it.
    validator: Option<String>,
    // Bytes told to the progress bar; a restart does not tell them again.
    told: u64,
}

enum Stop {
    Failed(Failure),
    Fatal(FetchError),
}

impl Download {
    /// Nothing is asked yet.
    pub fn new(net: Arc<Net>, spool: Option<PathBuf>, request: Request) -> Download {
        let ask = Ask::file(request.address.clone().without_fragment());
        Download { net, spool, request, ask }
    }

    /// Gets it. A hash that does not match is fetched once more, from the start.
    pub async fn run(&self, on_bytes: &(dyn Fn(u64) + Send + Sync)) -> Result<Fetched, FetchError> {
        check_request(&self.request)?;
        self.run_from(None, on_bytes).await
    }

    /// The same, when the first answer, for the whole file, is already here.
    pub async fn run_with(&self, answer: Answer) -> Result<Fetched, FetchError> {
        check_request(&self.request)?;
        self.run_from(Some(answer), &|_| {}).await
    }

    async fn run_from(
        &self,
        mut first: Option<Answer>,
        on_bytes: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<Fetched, FetchError> {
        let mut part = self.part()?;
        let mut tries = Tries::new(self.net.patience(), clock::instant());
        let mut is_second = false;
        loop {
            let stop = match self.receive(first.take(), &mut part, &mut tries, on_bytes).await {
                Ok(()) => match self.finish(&mut part) {
                    Ok(fetched) => return Ok(fetched),
                    Err(error) => Stop::Fatal(error),
                },
                Err(stop) => stop,
            };
            match stop {
                Stop::Failed(failure) => {
                    let pause = failure.verdict(&self.ask.address, &mut tries)?;
                    tokio::time::sleep(pause).await;
                }
                Stop::Fatal(error) if is_second || !may_be_transport(&error) => return Err(error),
                Stop::Fatal(_) => {
                    is_second = true;
                    self.restart(&mut part)?;
                }
            }
        }
    }

    fn part(&self) -> Result<Part, FetchError> {
        let file = self.unnamed_file().map_err(|e| self.spool_error(e))?;
        let wanted = [&*self.request.digests, &*self.request.wanted].concat();
        Ok(Part { file, hasher: Hasher::new(&wanted), size: 0, validator: None, told: 0 })
    }

    fn unnamed_file(&self) -> Result<File, sys::fs::FsError> {
        if let Some(spool) = &self.spool
            && let Ok(file) = sys::fs::unnamed_file_in(spool)
                .or_else(|_| sys::fs::create_dir_all(spool).and_then(|()| sys::fs::unnamed_file_in(spool)))
        {
            return Ok(file);
        }
        sys::fs::unnamed_file_in(&sys::env::temp_dir())
    }

    fn restart(&self, part: &mut Part) -> Result<(), FetchError> {
        *part = Part { told: part.told, ..self.part()? };
        Ok(())
    }

    async fn receive(
        &self,
        first: Option<Answer>,
        part: &mut Part,
        tries: &mut Tries,
        on_bytes: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), Stop> {
        let mut answer = match first {
            Some(answer) => answer,
            None => self.ask_for(part).await.map_err(Stop::Failed)?,
        };
        match answer.status {
            200 if part.size > 0 => self.restart(part).map_err(Stop::Fatal)?,
            200 => {}
            206 if starts_at(&answer, part.size) => {}
            // The rest that was asked for is none: begin again.
            206 | 416 if part.size > 0 => {
                self.restart(part).map_err(Stop::Fatal)?;
                let why = format!("{} to a range", answer.status);
                return Err(Stop::Failed(Failure::again(self.status(&answer), why)));
            }
            _ => return Err(Stop::Failed(Failure::last(self.status(&answer)))),
        }
        if part.size == 0 {
            part.validator = validator(&answer);
        }
        while let Some(chunk) = answer.chunk().await.map_err(Stop::Failed)? {
            let chunk = chunk.as_ref();
            part.size += chunk.len() as u64;
            if let Some(size) = self.request.size.filter(|size| part.size > *size) {
                return Err(Stop::Fatal(FetchError::TooLong { file: self.request.file_name.clone(), size }));
            }
            part.hasher.update(chunk);
            part.file.write_all(chunk).map_err(|e| Stop::Fatal(self.io_error("write to", e)))?;
            tries.progress(clock::instant());
            if part.size > part.told {
                on_bytes(part.size - part.told);
                part.told = part.size;
            }
        }
        Ok(())
    }

    async fn ask_for(&self, part: &Part) -> Result<Answer, Failure> {
        let mut ask = self.ask.clone();
        // Without a validator the rest could be of another file; the hash would tell, but only at the end.
        let is_checked = !self.request.digests.is_empty() || !self.request.wanted.is_empty();
        if part.size > 0 && (is_checked || part.validator.is_some()) {
            ask.headers.push(("range", format!("bytes={}-", part.size)));
            if let Some(validator) = &part.validator {
                ask.headers.push(("if-range", validator.clone()));
            }
        }
        self.net.once(&ask).await
    }

    fn status(&self, answer: &Answer) -> NetError {
        NetError::Status { address: answer.address.clone(), status: answer.status }
    }

    fn finish(&self, part: &mut Part) -> Result<Fetched, FetchError> {
        let digests = part.hasher.clone().finish();
        check(&self.request, part.size, &digests)?;
        part.file.rewind().map_err(|e| self.io_error("rewind", e))?;
        let file = part.file.try_clone().map_err(|e| self.io_error("open again", e))?;
        Ok(Fetched { file, size: part.size, digests })
    }

    fn io_error(&self, action: &'static str, source: std::io::Error) -> FetchError {
        let path = self.spool.clone().unwrap_or_else(sys::env::temp_dir);
        self.spool_error(sys::fs::FsError { action, path, source })
    }

    fn spool_error(&self, source: sys::fs::FsError) -> FetchError {
        FetchError::Spool { file: self.request.file_name.clone(), source: Arc::new(source) }
    }
}

/// A file of this machine, checked like any other.
pub fn of_disk(request: &Request, on_bytes: &(dyn Fn(u64) + Send + Sync)) -> Result<Fetched, FetchError> {
    check_request(request)?;
    let local =
        |source: sys::fs::FsError| FetchError::Local { file: request.file_name.clone(), source: Arc::new(source) };
    let path = request.address.to_path().ok_or_else(|| {
        let source = std::io::Error::other("not a path of this machine");
        local(sys::fs::FsError { action: "open", path: request.address.path().into(), source })
    })?;
    let io = |source| local(sys::fs::FsError { action: "read", path: path.clone(), source });
    let mut file = sys::fs::open(&path).map_err(local)?;
    let mut hasher = Hasher::new(&[&*request.digests, &*request.wanted].concat());
    let mut buffer = vec![0; 1 << 18];
    let mut size = 0;
    loop {
        let read = file.read(&mut buffer).map_err(io)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        size += read as u64;
        on_bytes(read as u64);
    }
    file.rewind().map_err(io)?;
    let digests = hasher.finish();
    check(request, size, &digests)?;
    Ok(Fetched { file, size, digests })
}

fn check_request(request: &Request) -> Result<(), FetchError> {
    let strong = |digests: &[Digest]| digests.iter().any(|d| d.algorithm().is_strong());
    let file = || request.file_name.clone();
    if let Some(first) = request.wanted.first().filter(|_| !strong(&request.wanted)) {
        return Err(FetchError::Weak { file: file(), algorithm: first.algorithm().as_str() });
    }
    let is_checked = strong(&request.digests) || !request.wanted.is_empty();
    if request.is_from_https && !request.address.is_https() && !request.address.is_file() && !is_checked {
        return Err(FetchError::Insecure { file: file(), address: request.address.clone() });
    }
    Ok(())
}

fn check(request: &Request, actual: u64, digests: &[Digest]) -> Result<(), FetchError> {
    let file = || request.file_name.clone();
    let of = |algorithm: Algorithm| digests.iter().find(|d| d.algorithm() == algorithm);
    for expected in request.digests.iter().filter(|d| d.algorithm().is_strong()) {
        let actual = of(expected.algorithm()).expect("the hasher was made for these");
        if actual != expected {
            return Err(FetchError::NotOfIndex { file: file(), actual: actual.clone(), expected: expected.clone() });
        }
    }
    let strong = || request.wanted.iter().filter(|d| d.algorithm().is_strong());
    if strong().next().is_some() && !strong().any(|wanted| of(wanted.algorithm()) == Some(wanted)) {
        let expected: Vec<Digest> = strong().cloned().collect();
        let actual = of(expected[0].algorithm()).expect("the hasher was made for these").clone();
        return Err(FetchError::NotWanted { file: file(), actual, expected });
    }
    match request.size {
        Some(size) if size != actual => Err(FetchError::Size { file: file(), actual, size }),
        _ => Ok(()),
    }
}

fn may_be_transport(error: &FetchError) -> bool {
    matches!(error, FetchError::NotOfIndex { .. } | FetchError::TooLong { .. } | FetchError::Size { .. })
}

// A strong ETag, else the date.
fn validator(answer: &Answer) -> Option<String> {
    let etag = answer.header("etag").filter(|tag| tag.starts_with('"'));
    etag.or_else(|| answer.header("last-modified")).map(str::to_owned)
}

fn starts_at(answer: &Answer, start: u64) -> bool {
    let range = answer.header("content-range").and_then(|range| range.trim().strip_prefix("bytes "));
    range.and_then(|range| range.split('-').next()).and_then(|from| from.trim().parse().ok()) == Some(start)
}
