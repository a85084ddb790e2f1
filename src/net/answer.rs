//! An answer while its bytes arrive, and one that is all here.

use std::io::Read;
use std::time::Duration;

use reqwest::header::{CONTENT_ENCODING, HeaderMap};

use super::client::Failure;
use super::{Address, NetError};

/// Status and headers are here, the body still comes.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// Where it came from, after redirects.
    pub address: Address,
    pub(super) response: reqwest::Response,
    pub(super) stall: Duration,
    // Held until the body is done, so that not too many run at once.
    pub(super) _permit: tokio::sync::OwnedSemaphorePermit,
}

/// All of a small answer.
#[derive(Debug)]
pub struct Whole {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// Where it came from, after redirects.
    pub address: Address,
    /// The body, unpacked.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// One header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|v| v.to_str().ok())
    }

    /// The next piece of the body; `None` at its end.
    pub async fn chunk(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, Failure> {
        match tokio::time::timeout(self.stall, self.response.chunk()).await {
            Ok(Ok(chunk)) => Ok(chunk),
            Ok(Err(error)) => Err(Failure::of_body(&self.address, &error)),
            Err(_) => {
                Err(Failure::again(NetError::Stalled { address: self.address.clone(), stall: self.stall }, "no data"))
            }
        }
    }

    /// The body up to `limit` bytes, as sent and unpacked.
    pub async fn whole(mut self, limit: u64) -> Result<Whole, Failure> {
        let too_large = |address: &Address| Failure::last(NetError::TooLarge { address: address.clone(), limit });
        let expected = self.response.content_length().unwrap_or(0);
        if expected > limit {
            return Err(too_large(&self.address));
        }
        let mut bytes = Vec::with_capacity(expected.min(1 << 20) as usize);
        while let Some(chunk) = self.chunk().await? {
            let chunk = chunk.as_ref();
            if bytes.len() as u64 + chunk.len() as u64 > limit {
                return Err(too_large(&self.address));
            }
            bytes.extend_from_slice(chunk);
        }
        let encoding = self.headers.get(CONTENT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("identity");
        match encoding.trim().to_ascii_lowercase().as_str() {
            "identity" | "" => {}
            "gzip" | "x-gzip" => {
                bytes = match gunzip(&bytes, limit) {
                    Ok(Some(bytes)) => bytes,
                    Ok(None) => return Err(too_large(&self.address)),
                    Err(error) => {
                        let why = crate::ui::clean(&error.to_string());
                        let error = NetError::Encoding { address: self.address.clone(), why };
                        return Err(Failure::again(error, "damaged"));
                    }
                }
            }
            other => {
                let why = format!("encoding {}", crate::ui::clean(other));
                return Err(Failure::last(NetError::Encoding { address: self.address.clone(), why }));
            }
        }
        Ok(Whole { status: self.status, headers: self.headers, address: self.address, bytes })
    }
}

impl Whole {
    /// One header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|v| v.to_str().ok())
    }
}

/// Unpacks gzip; `None` when it grows past `limit`.
pub fn gunzip(bytes: &[u8], limit: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut unpacked = Vec::with_capacity((bytes.len() * 8).min(limit as usize).min(1 << 22));
    flate2::read::MultiGzDecoder::new(bytes).take(limit + 1).read_to_end(&mut unpacked)?;
    Ok((unpacked.len() as u64 <= limit).then_some(unpacked))
}
