//! Questions to servers: credentials, redirects, retries, and not too many at once.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, LOCATION, RETRY_AFTER};
use rustls::CertificateError;
use tokio::sync::Semaphore;

use super::answer::{Answer, Whole};
use super::retry::{Patience, Tries, retry_after};
use super::runtime::Runtime;
use super::tls::{self, Roots};
use super::{Address, Credentials, NetError, Origin, Proxies};
use crate::sourced::Sourced;
use crate::sys::clock;

const MAX_REDIRECTS: usize = 20;
const USER_AGENT: &str = concat!("noglue/", env!("CARGO_PKG_VERSION"));

/// How to reach servers.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Through whom.
    pub proxies: Proxies,
    /// Whom to believe.
    pub roots: Roots,
    /// Who we are: a PEM file with certificate and key.
    pub identity: Option<Sourced<PathBuf>>,
    /// Hosts whose certificate is not checked, because the user said so.
    pub trusted_hosts: Vec<TrustedHost>,
    /// How often and how long to try.
    pub patience: Patience,
    /// Requests at once to one server; 0 for the default.
    pub concurrency: usize,
    /// No network at all.
    pub offline: bool,
}

/// `host` or `host:port`, as in pip's `--trusted-host`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedHost {
    /// Lower case.
    pub host: String,
    /// Any port when `None`.
    pub port: Option<u16>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Whom and what.
    pub address: Address,
    /// The `Accept` header.
    pub accept: &'static str,
    /// Whether a packed answer is welcome. Never for files: their hash is that of the bytes as stored.
    pub gzip: bool,
    /// More headers: ranges, validators.
    pub headers: Vec<(&'static str, String)>,
}

impl Ask {
    /// A question for bytes as they are.
    pub fn file(address: Address) -> Ask {
        Ask { address, accept: "*/*", gzip: false, headers: Vec::new() }
    }
}

/// A try that failed, and whether another one may help.
#[derive(Debug)]
pub struct Failure {
    /// What went wrong.
    pub error: NetError,
    again: Option<Again>,
}

#[derive(Debug)]
struct Again {
    why: String,
    after: Option<Duration>,
}

impl Failure {
    /// Another try may help; `why` is one or two words.
    pub fn again(error: NetError, why: impl Into<String>) -> Failure {
        Failure { error, again: Some(Again { why: why.into(), after: None }) }
    }

    /// No other try helps.
    pub fn last(error: NetError) -> Failure {
        Failure { error, again: None }
    }

    pub(super) fn of_body(address: &Address, error: &reqwest::Error) -> Failure {
        Failure::again(no_answer(address), cause(error))
    }

    /// What to do about it: wait that long and try again, or give up with this error.
    pub fn verdict(self, address: &Address, tries: &mut Tries) -> Result<Duration, NetError> {
        let Some(again) = self.again else { return Err(self.error) };
        let now = clock::instant();
        match tries.failed(now, again.after) {
            Some(pause) => Ok(pause),
            None if matches!(self.error, NetError::Stalled { .. } | NetError::Encoding { .. }) => Err(self.error),
            None => Err(NetError::NoAnswer {
                address: address.clone(),
                tries: tries.count(),
                elapsed: tries.elapsed(now),
                why: again.why,
            }),
        }
    }
}

fn no_answer(address: &Address) -> NetError {
    NetError::NoAnswer { address: address.clone(), tries: 1, elapsed: Duration::ZERO, why: String::new() }
}

/// The way to all servers. Cheap to make: threads, certificates and connections come with the first question.
#[derive(Debug)]
pub struct Net {
    config: Config,
    credentials: Credentials,
    runtime: OnceLock<Result<Runtime, NetError>>,
    verifying: tokio::sync::OnceCell<Result<reqwest::Client, NetError>>,
    unverified: tokio::sync::OnceCell<Result<reqwest::Client, NetError>>,
    gates: Mutex<HashMap<Origin, Arc<Gate>>>,
}

// To one server, a single request at first: over HTTP/2 all the others then share its connection, instead of
// each opening one of their own that is closed again.
#[derive(Debug)]
struct Gate {
    permits: Arc<Semaphore>,
    opened: std::sync::atomic::AtomicBool,
}

impl Net {
    /// Nothing is started yet.
    pub fn new(config: Config, credentials: Credentials) -> Arc<Net> {
        Arc::new(Net {
            config,
            credentials,
            runtime: OnceLock::new(),
            verifying: tokio::sync::OnceCell::new(),
            unverified: tokio::sync::OnceCell::new(),
            gates: Mutex::default(),
        })
    }

    /// Credentials, to learn more of them.
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// How often and how long to try.
    pub fn patience(&self) -> Patience {
        self.config.patience
    }

    /// True when no server may be asked.
    pub fn is_offline(&self) -> bool {
        self.config.offline
    }

    /// Transfers at once.
    pub fn concurrency(&self) -> usize {
        if self.config.concurrency == 0 { 24 } else { self.config.concurrency.min(256) }
    }

    /// Starts a task; starts the runtime first if this is the first one.
    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) -> Result<(), NetError> {
        self.handle().map(|handle| drop(handle.spawn(future)))
    }

    /// Starts a task that can be given up.
    pub fn spawn_abortable(
        &self,
        future: impl Future<Output = ()> + Send + 'static,
    ) -> Result<tokio::task::AbortHandle, NetError> {
        self.handle().map(|handle| handle.spawn(future).abort_handle())
    }

    /// Runs a task and waits for it.
    pub fn block_on<T: Send + 'static>(&self, future: impl Future<Output = T> + Send + 'static) -> Result<T, NetError> {
        let died = || NetError::Runtime(Arc::new(std::io::Error::other("a network task died")));
        super::runtime::block_on(self.handle()?, future).ok_or_else(died)
    }

    fn handle(&self) -> Result<&tokio::runtime::Handle, NetError> {
        let runtime = self.runtime.get_or_init(|| Runtime::start().map_err(|e| NetError::Runtime(Arc::new(e))));
        runtime.as_ref().map(Runtime::handle).map_err(Clone::clone)
    }

    /// A small answer, all of it, after as many tries as patience allows. Any status but those that ask for
    /// another try and 401/403 is an answer.
    pub async fn whole(&self, ask: &Ask, limit: u64) -> Result<Whole, NetError> {
        let mut tries = Tries::new(self.config.patience, clock::instant());
        loop {
            let failure = match self.once(ask).await {
                Ok(answer) => match answer.whole(limit).await {
                    Ok(whole) => return Ok(whole),
                    Err(failure) => failure,
                },
                Err(failure) => failure,
            };
            let pause = failure.verdict(&ask.address, &mut tries)?;
            tokio::time::sleep(pause).await;
        }
    }

    /// One try: follows redirects, answers when the headers are here.
    pub async fn once(&self, ask: &Ask) -> Result<Answer, Failure> {
        if self.config.offline {
            return Err(Failure::last(NetError::Offline { address: ask.address.clone() }));
        }
        let mut address = ask.address.clone();
        for _ in 0..=MAX_REDIRECTS {
            let answer = self.hop(ask, &address).await?;
            if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
                return Ok(answer);
            }
            let Some(target) = answer.header(LOCATION.as_str()) else { return Ok(answer) };
            address = self.follow(&address, target).map_err(Failure::last)?;
        }
        Err(Failure::last(NetError::Loop { address: ask.address.clone(), limit: MAX_REDIRECTS }))
    }

    pub(super) fn follow(&self, from: &Address, target: &str) -> Result<Address, NetError> {
        let refuse = |how: String| NetError::Redirect { address: from.clone(), how };
        // Credentials in a Location header are a stranger's word: dropped.
        let (to, _) = from.join(target).map_err(|_| refuse(format!("to {}", super::hide(target))))?;
        if to.is_file() {
            return Err(refuse(format!("to {to}")));
        }
        if from.is_https() && !to.is_https() {
            return Err(refuse("from https to http".to_owned()));
        }
        Ok(to)
    }

    async fn hop(&self, ask: &Ask, address: &Address) -> Result<Answer, Failure> {
        let client = self.client(address).await.map_err(Failure::last)?;
        let gate = self.gate(address);
        let permit = gate.permits.clone().acquire_owned().await.expect("gates are never closed");
        let mut request = client.get(address.url().clone()).header(ACCEPT, ask.accept);
        request = request.header(ACCEPT_ENCODING, if ask.gzip { "gzip" } else { "identity" });
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let credential = self.credentials.find(address);
        if let Some(credential) = &credential {
            let mut value =
                reqwest::header::HeaderValue::from_str(&credential.basic()).expect("base64 has no control characters");
            value.set_sensitive(true);
            request = request.header(AUTHORIZATION, value);
        }
        let stall = self.config.patience.stall;
        let response = match tokio::time::timeout(stall, request.send()).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(self.explain(address, &error)),
            Err(_) => {
                return Err(Failure::again(NetError::Stalled { address: address.clone(), stall }, "no data"));
            }
        };
        self.open(&gate);
        let status = response.status().as_u16();
        match status {
            408 | 425 | 429 | 500 | 502 | 503 | 504 => {
                let after = response.headers().get(RETRY_AFTER).and_then(|v| v.to_str().ok()).and_then(retry_after);
                let why = status.to_string();
                return Err(Failure { error: no_answer(address), again: Some(Again { why, after }) });
            }
            401 | 403 => {
                let address = address.clone();
                return Err(Failure::last(match credential {
                    Some(credential) => {
                        NetError::Refused { address, status, user: credential.shown().map(str::to_owned) }
                    }
                    None => NetError::Anonymous { address, status },
                }));
            }
            _ => {}
        }
        let headers = response.headers().clone();
        Ok(Answer { status, headers, address: address.clone(), response, stall, _permit: permit })
    }

    fn gate(&self, address: &Address) -> Arc<Gate> {
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Gate { permits: Arc::new(Semaphore::new(1)), opened: false.into() });
        gates.entry(address.origin()).or_insert_with(new).clone()
    }

    fn open(&self, gate: &Gate) {
        if !gate.opened.swap(true, std::sync::atomic::Ordering::Relaxed) {
            gate.permits.add_permits(self.concurrency() - 1);
        }
    }

    /// Whether what comes from there can be changed on its way, and the user did not say that this is fine. As for pip,
    /// what stays on this machine is safe.
    pub fn is_open_to_others(&self, address: &Address) -> bool {
        let host = address.origin().host;
        let is_here = match host.trim_matches(['[', ']']).parse::<std::net::IpAddr>() {
            Ok(address) => address.is_loopback(),
            Err(_) => host == "localhost" || host.ends_with(".localhost"),
        };
        !address.is_https() && !address.is_file() && !is_here && !self.is_trusted(address)
    }

    fn is_trusted(&self, address: &Address) -> bool {
        let origin = address.origin();
        self.config
            .trusted_hosts
            .iter()
            .any(|trusted| trusted.host == origin.host && trusted.port.is_none_or(|port| port == origin.port))
    }

    async fn client(&self, address: &Address) -> Result<&reqwest::Client, NetError> {
        let verify = !(address.is_https() && self.is_trusted(address));
        let cell = if verify { &self.verifying } else { &self.unverified };
        cell.get_or_init(|| async { self.build(verify) }).await.as_ref().map_err(Clone::clone)
    }

    fn build(&self, verify: bool) -> Result<reqwest::Client, NetError> {
        let tls = tls::config(&self.config.roots, self.config.identity.as_ref(), verify)?;
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(self.config.patience.connect)
            .http2_initial_stream_window_size(4 << 20)
            .http2_initial_connection_window_size(32 << 20)
            .http2_max_frame_size(1 << 18)
            .no_gzip()
            .no_proxy();
        for proxy in self.config.proxies.build()? {
            builder = builder.proxy(proxy);
        }
        builder.build().map_err(|e| NetError::Roots(crate::ui::clean(&cause(&e))))
    }

    fn explain(&self, address: &Address, error: &reqwest::Error) -> Failure {
        if let Some(tls) = tls_error(error) {
            let why = match tls {
                rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer) => "unknown issuer".to_owned(),
                rustls::Error::InvalidCertificate(
                    CertificateError::Expired | CertificateError::ExpiredContext { .. },
                ) => "expired".to_owned(),
                rustls::Error::InvalidCertificate(
                    CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
                ) => "of another host".to_owned(),
                rustls::Error::InvalidCertificate(CertificateError::Other(_)) => {
                    "self-signed, or not for a server".to_owned()
                }
                rustls::Error::InvalidCertificate(other) => other.to_string(),
                _ => return Failure::again(no_answer(address), crate::ui::clean(&tls.to_string())),
            };
            return Failure::last(NetError::Certificate {
                host: address.origin().host,
                why: crate::ui::clean(&why),
                roots: self.config.roots.describe(),
            });
        }
        Failure::again(no_answer(address), cause(error))
    }
}

fn sources(error: &reqwest::Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    std::iter::successors(std::error::Error::source(error), |e| e.source())
}

fn tls_error(error: &reqwest::Error) -> Option<&rustls::Error> {
    sources(error).find_map(|mut e| {
        // An `io::Error` hides what it was made of from `source`, and may hold another one.
        while let Some(inner) = e.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            e = inner;
        }
        e.downcast_ref()
    })
}

// The innermost cause: the outer ones only say that something failed. It never holds a URL.
fn cause(error: &reqwest::Error) -> String {
    if sources(error).any(|e| e.to_string().starts_with("dns error")) {
        return "host not found".to_owned();
    }
    let text = sources(error).last().map_or_else(
        || if error.is_timeout() { "timed out".to_owned() } else { "connection failed".to_owned() },
        |e| match e.downcast_ref::<std::io::Error>().map(std::io::Error::kind) {
            Some(std::io::ErrorKind::ConnectionRefused) => "connection refused".to_owned(),
            Some(std::io::ErrorKind::ConnectionReset) => "connection reset".to_owned(),
            Some(std::io::ErrorKind::UnexpectedEof) => "connection cut".to_owned(),
            _ => e.to_string(),
        },
    );
    crate::ui::clean(&text)
}
