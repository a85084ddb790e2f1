//! The little of HTTP/1.1 that the fake index needs: requests read, responses written, ranges cut.

use std::io::{BufRead, BufReader, Read as _, Write};
use std::net::TcpStream;

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// Path without the query, percent-encoding kept.
    pub path: String,
    headers: Vec<(String, String)>,
}

impl Request {
    /// Reads one request; `None` when the client is gone.
    pub fn read(reader: &mut BufReader<TcpStream>) -> Option<Request> {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
        let mut words = line.split_whitespace();
        let (method, target) = (words.next()?.to_owned(), words.next()?);
        // A proxy is asked for whole URLs.
        let target = target.strip_prefix("http://").map_or(target, |t| t.find('/').map_or("/", |at| &t[at..]));
        let path = target.split('?').next()?.to_owned();
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':')?;
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let request = Request { method, path, headers };
        if let Some(length) = request.header("content-length").and_then(|v| v.parse::<usize>().ok()) {
            let mut body = vec![0; length];
            reader.read_exact(&mut body).ok()?;
        }
        Some(request)
    }

    /// One header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// One response to be written.
#[derive(Clone, Debug)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// A response with a body.
    pub fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Response {
        Response { status, headers: vec![("Content-Type".to_owned(), kind.to_owned())], body: body.into() }
    }

    /// A status and a word on it.
    pub fn status(status: u16) -> Response {
        Response::new(status, "text/plain", format!("status {status}\n"))
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Response {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The part of a whole response that `request` asks for (RFC 9110, section 14): one range, or all.
    pub fn ranged(self, request: &Request) -> Response {
        let length = self.body.len();
        let Some(spec) = request.header("range").and_then(|v| v.strip_prefix("bytes=")) else {
            return self.header("Accept-Ranges", "bytes");
        };
        let range = match spec.split_once('-') {
            _ if spec.contains(',') => None,
            Some(("", suffix)) => suffix.parse::<usize>().ok().map(|n| (length.saturating_sub(n), length)),
            Some((from, "")) => from.parse().ok().map(|from| (from, length)),
            Some((from, to)) => from.parse().ok().zip(to.parse::<usize>().ok()).map(|(f, t)| (f, (t + 1).min(length))),
            None => None,
        };
        match range {
            None => self.header("Accept-Ranges", "bytes"),
            Some((from, to)) if from >= to => {
                Response::status(416).header("Content-Range", &format!("bytes */{length}"))
            }
            Some((from, to)) => {
                let content_range = format!("bytes {from}-{}/{length}", to - 1);
                let body = self.body[from..to].to_vec();
                let part = Response { status: 206, headers: self.headers, body };
                part.header("Accept-Ranges", "bytes").header("Content-Range", &content_range)
            }
        }
    }

    /// Writes it; only the first `limit` bytes of the body, though all are announced.
    pub fn write(&self, stream: &mut TcpStream, head_only: bool, limit: usize) -> std::io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.status != 304 {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        if !head_only && self.status != 304 {
            bytes.extend_from_slice(&self.body[..self.body.len().min(limit)]);
        }
        stream.write_all(&bytes)?;
        stream.flush()
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        416 => "Range Not Satisfiable",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "Status",
    }
}
