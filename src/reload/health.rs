//! Asking a server whether it is well: one request, and the answer must be 200.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use super::ReloadError;
use crate::sys::socket::{self, Endpoint};

/// Whom to ask, how, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    text: String,
    endpoint: Endpoint,
    protocol: Protocol,
    host: String,
    path: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    Http,
    Uwsgi,
}

impl Health {
    /// Reads `http://HOST:PORT/PATH`, `unix:SOCKET[:[HOST]/PATH]`, and the same for uWSGI's own protocol:
    /// `uwsgi://HOST:PORT/PATH`, `uwsgi:SOCKET[:[HOST]/PATH]`.
    pub fn parse(text: &str) -> Result<Health, ReloadError> {
        let wrong = |why| ReloadError::Health { text: text.to_owned(), why };
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(wrong("it has a blank in it"));
        }
        if text.starts_with("https:") {
            return Err(wrong("https is the front end's; ask the server behind it"));
        }
        if text.starts_with("http://") || text.starts_with("uwsgi://") {
            return Health::of_url(text).ok_or_else(|| wrong("the address cannot be read"));
        }
        let (protocol, rest) = match text.split_once(':') {
            Some(("unix", rest)) => (Protocol::Http, rest),
            Some(("uwsgi", rest)) => (Protocol::Uwsgi, rest),
            _ => return Err(wrong("it begins with none of http, unix and uwsgi")),
        };
        let (file, address) = rest.split_once(':').unwrap_or((rest, "/"));
        if !file.starts_with('/') {
            return Err(wrong("the socket's path is not absolute"));
        }
        let (host, path) = address.split_once('/').ok_or_else(|| wrong("after the socket comes [HOST]/PATH"))?;
        Ok(Health {
            text: text.to_owned(),
            endpoint: Endpoint::Unix(PathBuf::from(file)),
            protocol,
            host: if host.is_empty() { "localhost".into() } else { host.into() },
            path: format!("/{path}"),
        })
    }

    fn of_url(text: &str) -> Option<Health> {
        let url = url::Url::parse(text).ok()?;
        if !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        let host = url.host_str().filter(|host| !host.is_empty())?.to_owned();
        let (protocol, port) = match url.scheme() {
            "http" => (Protocol::Http, url.port_or_known_default()?),
            _ => (Protocol::Uwsgi, url.port()?),
        };
        let path = if url.path().is_empty() { "/" } else { url.path() };
        let query = url.query().map_or_else(String::new, |query| format!("?{query}"));
        Some(Health {
            text: text.to_owned(),
            // An address of IPv6 stands in brackets in a URL, and nowhere else.
            endpoint: Endpoint::Tcp(host.trim_matches(['[', ']']).to_owned(), port),
            protocol,
            host: if port == 80 { host } else { format!("{host}:{port}") },
            path: format!("{path}{query}"),
        })
    }

    /// True for a socket file and for addresses of this machine: what a project may ask for.
    pub fn is_local(&self) -> bool {
        match &self.endpoint {
            Endpoint::Unix(_) => true,
            Endpoint::Tcp(host, _) => {
                host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
            }
        }
    }

    /// Asks once. Anything but 200 is an error that says what it was.
    pub fn ask(&self, limit: Duration) -> Result<(), String> {
        let answer = socket::ask(&self.endpoint, &self.question(), limit).map_err(|error| match error.kind() {
            std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => "no answer".to_owned(),
            std::io::ErrorKind::ConnectionRefused => "connection refused".to_owned(),
            std::io::ErrorKind::NotFound => "nothing listens there".to_owned(),
            std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        })?;
        match status(&answer) {
            Some(200) => Ok(()),
            Some(status @ 300..400) => Err(format!("it answers {status}, a redirect; name the page it leads to")),
            Some(status) => Err(format!("it answers {status}")),
            None if answer.is_empty() => Err("it closes the connection".to_owned()),
            None => Err("it does not answer in HTTP".to_owned()),
        }
    }

    fn question(&self) -> Vec<u8> {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        match self.protocol {
            Protocol::Http => format!(
                "GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: noglue\r\nAccept: */*\r\nConnection: close\r\n\r\n",
                self.path, self.host
            )
            .into_bytes(),
            Protocol::Uwsgi => uwsgi_packet(&[
                ("REQUEST_METHOD", "GET"),
                ("REQUEST_URI", &self.path),
                ("PATH_INFO", path),
                ("QUERY_STRING", query),
                ("SCRIPT_NAME", ""),
                ("SERVER_PROTOCOL", "HTTP/1.1"),
                ("SERVER_NAME", self.host.split(':').next().unwrap_or_default()),
                ("SERVER_PORT", "80"),
                ("HTTP_HOST", &self.host),
                ("REMOTE_ADDR", "127.0.0.1"),
            ]),
        }
    }
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

// The uwsgi protocol: modifier 0, size, modifier 0, then sizes and texts; all sizes little-endian and 16 bits.
fn uwsgi_packet(vars: &[(&str, &str)]) -> Vec<u8> {
    let size = |length: usize| u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes();
    let mut body = Vec::new();
    for text in vars.iter().flat_map(|(name, value)| [name, value]) {
        body.extend(size(text.len()));
        body.extend(text.as_bytes());
    }
    [&[0][..], &size(body.len()), &[0], &body].concat()
}

fn status(answer: &[u8]) -> Option<u16> {
    let line = answer.strip_prefix(b"HTTP/")?.split(|b| *b == b'\n').next()?;
    std::str::from_utf8(line).ok()?.split_ascii_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let check = |text: &str, endpoint: Endpoint, host: &str, path: &str| {
            let health = Health::parse(text).unwrap();
            assert_eq!(
                (&health.endpoint, health.host.as_str(), health.path.as_str()),
                (&endpoint, host, path),
                "{text}"
            );
            assert_eq!(health.to_string(), text);
        };
        let tcp = |host: &str, port| Endpoint::Tcp(host.into(), port);
        let unix = |path: &str| Endpoint::Unix(path.into());
        check("http://127.0.0.1:8000/ping?x=1", tcp("127.0.0.1", 8000), "127.0.0.1:8000", "/ping?x=1");
        check("http://localhost", tcp("localhost", 80), "localhost", "/");
        check("http://[::1]:81/", tcp("::1", 81), "[::1]:81", "/");
        check("unix:/run/a.sock", unix("/run/a.sock"), "localhost", "/");
        check("unix:/run/a.sock:/ping", unix("/run/a.sock"), "localhost", "/ping");
        check("unix:/run/a.sock:shop.example/ping", unix("/run/a.sock"), "shop.example", "/ping");
        check("uwsgi:/run/a.sock:/", unix("/run/a.sock"), "localhost", "/");
        check("uwsgi://127.0.0.1:3031/x", tcp("127.0.0.1", 3031), "127.0.0.1:3031", "/x");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "ping",
            "https://x/",
            "ftp://x/",
            "http://",
            "http://:80/",
            "http://u:p@x/",
            "unix:",
            "unix:a.sock",
            "unix:/a.sock:ping",
            "http://x/a b",
            "http://x/\r\nX: y",
            "uwsgi://x/",
            "unix:/a\n",
            "/run/a.sock",
        ] {
            assert!(Health::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_project_may_ask_this_machine_only() {
        for (text, local) in [
            ("http://localhost:1/", true),
            ("http://127.9.9.9/", true),
            ("http://[::1]/", true),
            ("unix:/run/x", true),
            ("http://169.254.169.254/", false),
            ("http://example.com/", false),
            ("http://localhost.example.com/", false),
            ("http://0.0.0.0/", false),
        ] {
            assert_eq!(Health::parse(text).unwrap().is_local(), local, "{text}");
        }
    }

    #[test]
    fn a_packet_is_as_uwsgi_reads_it() {
        assert_eq!(uwsgi_packet(&[("A", "bc")]), b"\0\x07\0\0\x01\0A\x02\0bc");
        assert_eq!(status(b"HTTP/1.1 200 OK\r\n"), Some(200));
        assert_eq!(status(b"HTTP/1.0 503\n"), Some(503));
        assert_eq!(status(b"SSH-2.0-OpenSSH\r\n"), None);
    }

    /// A server that takes one connection, reads a little, writes `answer`, and stays open for a while if `hangs`.
    fn answered(answer: &'static [u8], hangs: bool) -> Result<(), String> {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            use std::io::{Read, Write};
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]);
            stream.write_all(answer).unwrap();
            // Until the other side gives up.
            while hangs && stream.read(&mut [0; 16]).is_ok_and(|count| count > 0) {}
        });
        let result = Health::parse(&format!("http://{address}/")).unwrap().ask(Duration::from_millis(400));
        server.join().unwrap();
        result
    }

    #[test]
    fn only_200_is_well() {
        assert_eq!(answered(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false), Ok(()));
        assert_eq!(answered(b"HTTP/1.0 200\n", true), Ok(()), "no need to wait for the end");
        let check = |answer, hangs, expected: &str| {
            let why = answered(answer, hangs).unwrap_err();
            assert!(why.contains(expected), "{why}");
        };
        check(b"HTTP/1.1 500 Internal Server Error\r\n\r\n", false, "answers 500");
        check(b"HTTP/1.1 302 Found\r\nLocation: /login\r\n\r\n", false, "302, a redirect");
        check(b"HTTP/1.1 204 No Content\r\n\r\n", false, "answers 204");
        check(b"", false, "closes the connection");
        check(b"", true, "no answer");
        check(b"HTTP/1.1 200 O", true, "no answer");
        check(b"220 mail.example ESMTP\r\n", false, "not answer in HTTP");
    }

    #[test]
    fn a_server_that_is_not_there_is_told_apart() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let ask = |text: &str| Health::parse(text).unwrap().ask(Duration::from_millis(400)).unwrap_err();
        assert_eq!(ask(&format!("http://{address}/")), "connection refused");
        let dir = tempfile::tempdir().unwrap();
        let socket = dir.path().join("a.sock");
        assert_eq!(ask(&format!("unix:{}", socket.display())), "nothing listens there");
        drop(std::os::unix::net::UnixListener::bind(&socket).unwrap());
        assert_eq!(ask(&format!("unix:{}", socket.display())), "connection refused");
    }
}
