//! A small HTTP/1.1 server for tests: one closure answers, every request is remembered.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::Patience;

/// What a request looked like.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Path and query.
    pub path: String,
    /// Header names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Seen {
    /// One header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// What the server does.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    ending: Ending,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    Whole,
    CutAt(usize),
    StallAt(usize),
    Reset,
}

impl Reply {
    pub fn status(status: u16) -> Reply {
        Reply { status, headers: Vec::new(), body: Vec::new(), ending: Ending::Whole }
    }

    pub fn ok(content_type: &str, body: impl Into<Vec<u8>>) -> Reply {
        Reply { body: body.into(), ..Reply::status(200) }.header("Content-Type", content_type)
    }

    pub fn json(body: impl Into<Vec<u8>>) -> Reply {
        Reply::ok("application/vnd.pypi.simple.v1+json", body)
    }

    pub fn redirect(to: &str) -> Reply {
        Reply::status(302).header("Location", to)
    }

    /// A file with or without support for ranges.
    pub fn file(body: &[u8], seen: &Seen, ranges: bool) -> Reply {
        let whole = Reply::ok("application/octet-stream", body);
        let Some(range) = seen.header("range").filter(|_| ranges) else { return whole };
        let (from, to) = range.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
        let size = body.len();
        let (from, to) = match (from, to) {
            ("", n) => (size.saturating_sub(n.parse().unwrap()), size - 1),
            (from, "") => (from.parse().unwrap(), size - 1),
            (from, to) => (from.parse().unwrap(), to.parse::<usize>().unwrap().min(size - 1)),
        };
        if from >= size {
            return Reply::status(416);
        }
        Reply { status: 206, body: body[from..=to].to_vec(), ..whole }
            .header("Content-Range", &format!("bytes {from}-{to}/{size}"))
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Reply {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    #[must_use]
    pub fn cut_at(mut self, bytes: usize) -> Reply {
        self.ending = Ending::CutAt(bytes);
        self
    }

    #[must_use]
    pub fn stall_at(mut self, bytes: usize) -> Reply {
        self.ending = Ending::StallAt(bytes);
        self
    }

    pub fn reset() -> Reply {
        Reply { ending: Ending::Reset, ..Reply::status(200) }
    }
}

type Answerer = dyn Fn(&Seen, usize) -> Reply + Send + Sync;

/// A running server; its thread ends with the process.
pub struct Server {
    port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// `answer` gets the request and how often its path was asked before.
    pub fn start(answer: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (all, answer): (_, Arc<Answerer>) = (seen.clone(), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (all, answer) = (all.clone(), answer.clone());
                std::thread::spawn(move || serve(&stream, &all, &*answer));
            }
        });
        Server { port, seen }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Requests so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Paths asked for so far.
    pub fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|s| s.path).collect()
    }
}

fn serve(stream: &TcpStream, all: &Mutex<Vec<Seen>>, answer: &Answerer) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while let Some(seen) = read_request(&mut reader) {
        let before = {
            let mut all = all.lock().unwrap();
            all.push(seen.clone());
            all.iter().filter(|s| s.path == seen.path).count() - 1
        };
        if write_reply(stream, &answer(&seen, before)).is_none() {
            return;
        }
    }
}

fn read_request(reader: &mut impl BufRead) -> Option<Seen> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    Some(Seen { path, headers })
}

// None when the connection ends here.
fn write_reply(mut stream: &TcpStream, reply: &Reply) -> Option<()> {
    if reply.ending == Ending::Reset {
        return None;
    }
    let mut head = format!("HTTP/1.1 {} X\r\nContent-Length: {}\r\n", reply.status, reply.body.len());
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).ok()?;
    match reply.ending {
        Ending::CutAt(bytes) => {
            let _ = stream.write_all(&reply.body[..bytes]);
            None
        }
        Ending::StallAt(bytes) => {
            let _ = stream.write_all(&reply.body[..bytes]);
            // Until the client gives up.
            let _ = stream.read(&mut [0; 1]);
            None
        }
        _ => stream.write_all(&reply.body).ok(),
    }
}

/// Patience for tests: the same number of tries, in milliseconds.
pub fn short_patience() -> Patience {
    Patience {
        pause: Duration::from_millis(2),
        longest_pause: Duration::from_millis(10),
        stall: Duration::from_millis(300),
        connect: Duration::from_millis(500),
        ..Patience::default()
    }
}
