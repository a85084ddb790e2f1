//! TLS in front of a fake index, with an authority of its own that no machine knows.

use std::io::{BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::index::FakeIndex;
use super::skip::{is_ci, skip};

/// An `https` address and the certificate of the authority behind it.
pub struct Tls {
    pub url: String,
    pub authority: PathBuf,
}

/// Serves `index` over TLS for as long as the test program runs; needs the `openssl` command to make a certificate.
pub fn tls(index: &FakeIndex, folder: &Path) -> Option<Tls> {
    let (certificate, key) = (folder.join("authority.pem"), folder.join("key.pem"));
    let words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=noglue-test -addext subjectAltName=IP:127.0.0.1";
    let mut command = Command::new("openssl");
    command.args(words.split(' ')).arg("-keyout").arg(&key).arg("-out").arg(&certificate);
    if !command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success()) {
        assert!(!is_ci(), "openssl is not installed");
        skip("index over TLS", "openssl is not installed");
        return None;
    }
    let chain = vec![CertificateDer::from_pem_file(&certificate).unwrap()];
    let key = PrivateKeyDer::from_pem_file(&key).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/simple/", listener.local_addr().unwrap());
    let upstream = index.address();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let config = Arc::clone(&config);
            std::thread::spawn(move || exchange(stream, config, upstream));
        }
    });
    Some(Tls { url, authority: certificate })
}

/// One request and its answer; then the connection is closed. `None` is a client that did not like us.
fn exchange(stream: TcpStream, config: Arc<rustls::ServerConfig>, upstream: std::net::SocketAddr) -> Option<()> {
    let connection = rustls::ServerConnection::new(config).ok()?;
    let mut client = BufReader::new(rustls::StreamOwned::new(connection, stream));
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte).ok()?;
        request.push(byte[0]);
    }
    let mut server = TcpStream::connect(upstream).ok()?;
    server.write_all(&request).ok()?;
    server.shutdown(Shutdown::Write).ok()?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).ok()?;
    // Only one request per connection is passed on, so the client must not keep it.
    let line = answer.windows(2).position(|w| w == b"\r\n").map_or(0, |at| at + 2);
    let client = client.get_mut();
    client.write_all(&answer[..line]).ok()?;
    client.write_all(b"Connection: close\r\n").ok()?;
    client.write_all(&answer[line..]).ok()?;
    client.conn.send_close_notify();
    client.flush().ok()?;
    client.sock.shutdown(Shutdown::Write).ok()
}
