//! One question to a server, and the beginning of its answer. Never waits longer than it is told.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

/// Where a server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// A host and a port.
    Tcp(String, u16),
    /// A socket file.
    Unix(PathBuf),
}

/// As much of an answer as is read, in bytes.
const ENOUGH: u64 = 4096;

/// Sends `question` to `endpoint` and gives the beginning of the answer: up to the first line's end or as much as
/// comes within `limit`.
pub fn ask(endpoint: &Endpoint, question: &[u8], limit: Duration) -> io::Result<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    let (endpoint, question) = (endpoint.clone(), question.to_owned());
    // Connecting to a socket file whose queue is full waits for as long as the server likes.
    std::thread::spawn(move || sender.send(exchange(&endpoint, &question, limit)));
    receiver.recv_timeout(limit).unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

fn exchange(endpoint: &Endpoint, question: &[u8], limit: Duration) -> io::Result<Vec<u8>> {
    match endpoint {
        Endpoint::Unix(path) => {
            let stream = UnixStream::connect(path)?;
            stream.set_read_timeout(Some(limit))?;
            talk(stream, question)
        }
        Endpoint::Tcp(host, port) => {
            let mut last = io::Error::new(io::ErrorKind::NotFound, "host not found");
            for address in (host.as_str(), *port).to_socket_addrs()? {
                match TcpStream::connect_timeout(&address, limit) {
                    Ok(stream) => {
                        stream.set_read_timeout(Some(limit))?;
                        return talk(stream, question);
                    }
                    Err(error) => last = error,
                }
            }
            Err(last)
        }
    }
}

fn talk(mut stream: impl Read + Write, question: &[u8]) -> io::Result<Vec<u8>> {
    stream.write_all(question)?;
    let mut answer = Vec::new();
    let mut stream = stream.take(ENOUGH);
    let mut part = [0; 512];
    while !answer.contains(&b'\n') {
        match stream.read(&mut part)? {
            0 => break,
            count => answer.extend_from_slice(&part[..count]),
        }
    }
    Ok(answer)
}
