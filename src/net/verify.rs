//! Two ways to judge a server's certificate that rustls does not have itself.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, SignatureScheme};

/// Signatures are checked as usual, and who signs as it says.
#[derive(Debug)]
pub struct Verifier {
    /// Of signatures.
    pub algorithms: WebPkiSupportedAlgorithms,
    /// Which certificates are good.
    pub trusted: Trusted,
}

/// Which certificates are good.
#[derive(Debug)]
pub enum Trusted {
    /// As usual, and the very certificates the user named. A self-signed server certificate is often marked as a CA's;
    /// webpki refuses such a one for a server, OpenSSL and so pip do not when it was named.
    Pinned { usual: Arc<WebPkiServerVerifier>, named: Vec<CertificateDer<'static>> },
    /// Anybody's. For hosts the user named with `--trusted-host`, and for no others.
    Anybody,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        server: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Trusted::Pinned { usual, named } = &self.trusted else { return Ok(ServerCertVerified::assertion()) };
        match usual.verify_server_cert(server, between, name, ocsp, now) {
            Err(Error::InvalidCertificate(CertificateError::Other(_))) if named.contains(server) => {
                verify_server_name(&ParsedCertificate::try_from(server)?, name)?;
                Ok(ServerCertVerified::assertion())
            }
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
