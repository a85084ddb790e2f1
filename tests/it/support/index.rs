//! A package index on loopback: packages published by a test in, the simple API out, with faults on demand.
//!
//! Speaks PEP 503 HTML and PEP 691 JSON, PEP 658 metadata, ranges, ETags; counts what it was asked for.
//! Everything stays in memory. One thread per connection; all end when the index is dropped.

use std::collections::BTreeMap;
use std::io::{BufReader, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use base64::Engine as _;
use serde_json::json;

use super::http::{Request, Response};
use super::package::{Published, sha256_hex};

const JSON: &str = "application/vnd.pypi.simple.v1+json";

/// What the index offers.
#[derive(Clone, Debug)]
pub struct Offers {
    /// JSON listings when asked for; HTML otherwise.
    pub json: bool,
    /// PEP 658 metadata beside wheels.
    pub metadata: bool,
    /// Range requests on files.
    pub ranges: bool,
    /// Hashes in listings.
    pub hashes: bool,
    /// `Cache-Control` of listings.
    pub cache_control: &'static str,
    /// `user:password` that every request must bear.
    pub auth: Option<&'static str>,
}

impl Default for Offers {
    fn default() -> Self {
        Offers { json: true, metadata: true, ranges: true, hashes: true, cache_control: "max-age=600", auth: None }
    }
}

/// What goes wrong with a request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// This status and nothing else.
    Status(u16),
    /// 429 with `Retry-After` (seconds).
    TooMany { retry_after: u32 },
    /// The whole length is announced, so many bytes are sent, then the connection is closed.
    CutAfter(usize),
    /// Headers are sent, then nothing for so long.
    Stall(Duration),
    /// The answer comes so much later.
    Slow(Duration),
    /// These bytes instead of the right ones, as a whole and well-formed answer.
    Body(Vec<u8>),
    /// A redirect to this address.
    Redirect(String),
    /// The connection is closed before any answer.
    Reset,
}

struct Planned {
    /// End of the path it is for.
    path: String,
    fault: Fault,
    /// How many requests it still spoils.
    left: usize,
}

#[derive(Default)]
struct State {
    files: BTreeMap<String, BTreeMap<String, Published>>,
    faults: Vec<Planned>,
    requests: Vec<Request>,
    open: Vec<TcpStream>,
}

struct Shared {
    offers: Offers,
    address: SocketAddr,
    stopped: AtomicBool,
    state: Mutex<State>,
}

/// The index. See the module.
pub struct FakeIndex {
    shared: Arc<Shared>,
}

impl FakeIndex {
    /// An index that offers everything.
    pub fn start() -> FakeIndex {
        FakeIndex::offering(Offers::default())
    }

    /// An index that offers only some things.
    pub fn offering(offers: Offers) -> FakeIndex {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let shared = Arc::new(Shared {
            offers,
            address: listener.local_addr().unwrap(),
            stopped: AtomicBool::new(false),
            state: Mutex::default(),
        });
        let accepting = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if accepting.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let serving = Arc::clone(&accepting);
                std::thread::spawn(move || serving.serve(stream));
            }
        });
        FakeIndex { shared }
    }

    /// The base URL of the simple API.
    pub fn url(&self) -> String {
        format!("http://{}/simple/", self.shared.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.shared.address
    }

    /// The base URL with credentials in it.
    pub fn url_with(&self, userinfo: &str) -> String {
        format!("http://{userinfo}@{}/simple/", self.shared.address)
    }

    /// A page with links to all files, for `--find-links`.
    pub fn links_url(&self) -> String {
        format!("http://{}/links/", self.shared.address)
    }

    /// The address of one file.
    pub fn file_url(&self, filename: &str) -> String {
        format!("http://{}/files/{filename}", self.shared.address)
    }

    /// Adds a wheel or sdist; the same file name replaces.
    pub fn publish(&self, package: impl Into<Published>) {
        let package = package.into();
        let mut state = self.shared.state();
        state.files.entry(package.project.clone()).or_default().insert(package.filename.clone(), package);
    }

    /// Adds a file that is no package; its URL is that of [`FakeIndex::file_url`].
    pub fn serve(&self, path: &str, text: &str) {
        self.publish(Published {
            project: ".other".to_owned(),
            filename: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
            metadata: None,
            requires_python: None,
            yanked: None,
            uploaded: None,
            sha256: sha256_hex(text.as_bytes()),
        });
    }

    /// Takes a project away.
    pub fn forget(&self, project: &str) {
        self.shared.state().files.remove(project);
    }

    /// Spoils every request for a path ending in `path`.
    pub fn fault(&self, path: &str, fault: Fault) {
        self.fault_times(path, fault, usize::MAX);
    }

    /// Spoils the next `times` requests for a path ending in `path`.
    pub fn fault_times(&self, path: &str, fault: Fault, times: usize) {
        self.shared.state().faults.push(Planned { path: path.to_owned(), fault, left: times });
    }

    /// No more faults.
    pub fn heal(&self) {
        self.shared.state().faults.clear();
    }

    /// What was asked for since the last call, in order of arrival.
    pub fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut self.shared.state().requests)
    }

    /// How many requests for paths ending in `path` came since the last [`FakeIndex::take_requests`].
    pub fn count(&self, path: &str) -> usize {
        self.shared.state().requests.iter().filter(|r| r.path.ends_with(path)).count()
    }

    /// Goes away: connections are closed, new ones are refused.
    pub fn stop(&self) {
        if self.shared.stopped.swap(true, Ordering::SeqCst) {
            return;
        }
        // Wakes the accepting thread, which drops the listener.
        let _ = TcpStream::connect(self.shared.address);
        for stream in self.shared.state().open.drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        while TcpStream::connect(self.shared.address).is_ok() {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for FakeIndex {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn serve(&self, stream: TcpStream) {
        let _ = stream.set_read_timeout(Some(Duration::from_secs(60)));
        let _ = stream.set_nodelay(true);
        let (Ok(mut writer), Ok(registered)) = (stream.try_clone(), stream.try_clone()) else { return };
        self.state().open.push(registered);
        let mut reader = BufReader::new(stream);
        while let Some(request) = Request::read(&mut reader) {
            if self.stopped.load(Ordering::SeqCst) {
                break;
            }
            let fault = self.note(&request);
            if self.respond(&request, fault, &mut writer).is_none() {
                break;
            }
        }
        let _ = writer.shutdown(Shutdown::Both);
    }

    /// Keeps the request and takes the fault planned for it.
    fn note(&self, request: &Request) -> Option<Fault> {
        let mut state = self.state();
        state.requests.push(request.clone());
        let planned = state.faults.iter_mut().find(|f| f.left > 0 && request.path.ends_with(&f.path))?;
        planned.left -= 1;
        Some(planned.fault.clone())
    }

    /// Answers; `None` when the connection is to be closed.
    fn respond(&self, request: &Request, fault: Option<Fault>, writer: &mut TcpStream) -> Option<()> {
        let head_only = request.method == "HEAD";
        let response = match &fault {
            Some(Fault::Reset) => return None,
            Some(Fault::Status(status)) => Response::status(*status),
            Some(Fault::TooMany { retry_after }) => {
                Response::status(429).header("Retry-After", &retry_after.to_string())
            }
            Some(Fault::Redirect(to)) => Response::status(302).header("Location", to),
            Some(Fault::Body(bytes)) => Response { body: bytes.clone(), ..self.answer(request) },
            _ => self.answer(request),
        };
        match fault {
            Some(Fault::Stall(time)) => {
                response.write(writer, true, 0).ok()?;
                self.pause(time);
                None
            }
            Some(Fault::CutAfter(limit)) => {
                response.write(writer, head_only, limit).ok()?;
                writer.flush().ok()?;
                None
            }
            Some(Fault::Slow(time)) => {
                self.pause(time);
                response.write(writer, head_only, usize::MAX).ok()
            }
            _ => response.write(writer, head_only, usize::MAX).ok(),
        }
    }

    /// Sleeps, but no longer than the index lives.
    fn pause(&self, time: Duration) {
        let step = Duration::from_millis(10);
        let mut left = time;
        while !left.is_zero() && !self.stopped.load(Ordering::SeqCst) {
            std::thread::sleep(step.min(left));
            left = left.saturating_sub(step);
        }
    }

    fn answer(&self, request: &Request) -> Response {
        if let Some(expected) = self.offers.auth {
            let given = request.header("authorization").and_then(|v| v.strip_prefix("Basic "));
            if given != Some(base64::engine::general_purpose::STANDARD.encode(expected).as_str()) {
                return Response::status(401).header("WWW-Authenticate", "Basic realm=\"index\"");
            }
        }
        let state = self.state();
        if let Some(name) = request.path.strip_prefix("/simple/").map(|p| p.trim_end_matches('/')) {
            return match state.files.get(name) {
                Some(files) => self.listing(name, files, request),
                None => Response::status(404),
            };
        }
        if request.path == "/links/" {
            let all = state.files.values().flatten().map(|(_, file)| self.anchor(file));
            return Response::new(200, "text/html", page("links", &all.collect::<String>()));
        }
        let Some(filename) = request.path.strip_prefix("/files/") else { return Response::status(404) };
        let file = |name: &str| state.files.values().find_map(|files| files.get(name));
        let found = match filename.strip_suffix(".metadata") {
            Some(wheel) if self.offers.metadata => file(wheel).and_then(|f| f.metadata.clone()),
            Some(_) => None,
            None => file(filename).map(|f| f.bytes.clone()),
        };
        let Some(bytes) = found else { return Response::status(404) };
        let etag = format!("\"{}\"", sha256_hex(&bytes));
        let whole = Response::new(200, "application/octet-stream", bytes).header("ETag", &etag);
        if self.offers.ranges { whole.ranged(request) } else { whole }
    }

    fn listing(&self, name: &str, files: &BTreeMap<String, Published>, request: &Request) -> Response {
        let as_json = self.offers.json && request.header("accept").is_some_and(|a| a.contains(JSON));
        let (kind, body) = if as_json {
            (JSON, self.json_listing(name, files))
        } else {
            ("text/html; charset=utf-8", page(name, &files.values().map(|f| self.anchor(f)).collect::<String>()))
        };
        let etag = format!("\"{}\"", sha256_hex(body.as_bytes()));
        let fresh = request.header("if-none-match") == Some(etag.as_str());
        let response = if fresh { Response::new(304, kind, "") } else { Response::new(200, kind, body) };
        response.header("ETag", &etag).header("Cache-Control", self.offers.cache_control).header("Vary", "Accept")
    }

    fn json_listing(&self, name: &str, files: &BTreeMap<String, Published>) -> String {
        let entries: Vec<_> = files
            .values()
            .map(|file| {
                let hashes = if self.offers.hashes { json!({"sha256": file.sha256}) } else { json!({}) };
                let mut entry = json!({
                    "filename": file.filename,
                    "url": format!("/files/{}", file.filename),
                    "hashes": hashes,
                    "size": file.bytes.len(),
                    "yanked": file.yanked.as_ref().map_or(json!(false), |reason| json!(reason)),
                });
                if let Some(specifiers) = &file.requires_python {
                    entry["requires-python"] = json!(specifiers);
                }
                if let Some(time) = &file.uploaded {
                    entry["upload-time"] = json!(time);
                }
                if let Some(metadata) = file.metadata.as_ref().filter(|_| self.offers.metadata) {
                    entry["core-metadata"] = json!({"sha256": sha256_hex(metadata)});
                }
                entry
            })
            .collect();
        json!({"meta": {"api-version": "1.0"}, "name": name, "files": entries}).to_string()
    }

    fn anchor(&self, file: &Published) -> String {
        let mut attributes = String::new();
        if let Some(specifiers) = &file.requires_python {
            attributes.push_str(&format!(" data-requires-python=\"{}\"", escape(specifiers)));
        }
        if let Some(reason) = &file.yanked {
            attributes.push_str(&format!(" data-yanked=\"{}\"", escape(reason)));
        }
        if let Some(metadata) = file.metadata.as_ref().filter(|_| self.offers.metadata) {
            attributes.push_str(&format!(" data-core-metadata=\"sha256={}\"", sha256_hex(metadata)));
        }
        let fragment = if self.offers.hashes { format!("#sha256={}", file.sha256) } else { String::new() };
        let name = &file.filename;
        format!("<a href=\"/files/{name}{fragment}\"{attributes}>{name}</a><br/>\n")
    }
}

fn page(title: &str, links: &str) -> String {
    format!("<!DOCTYPE html>\n<html><head><title>{title}</title></head>\n<body>\n{links}</body></html>\n")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
