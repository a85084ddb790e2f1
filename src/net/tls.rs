//! Whom to believe: the certificates of the machine, or those somebody named.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};

use super::NetError;
use super::verify::{Trusted, Verifier};
use crate::sourced::Sourced;
use crate::sys;

/// Where trusted certificates come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Roots {
    /// The machine's own; a set built into noglue when it has none.
    #[default]
    System,
    /// These and no others: files of PEM certificates, or directories of such files.
    Named(Vec<Sourced<PathBuf>>),
}

impl Roots {
    /// For error messages: `CA file: /x (SSL_CERT_FILE)`.
    pub fn describe(&self) -> String {
        match self {
            Roots::System => "CA: those of this machine".to_owned(),
            Roots::Named(places) => {
                let places: Vec<String> =
                    places.iter().map(|p| format!("{} ({})", p.value.display(), p.from)).collect();
                format!("CA file: {}", places.join(", "))
            }
        }
    }

    // The certificates to believe, and those of them that were named.
    fn load(&self) -> Result<(RootCertStore, Vec<CertificateDer<'static>>), NetError> {
        let mut store = RootCertStore::empty();
        let mut named = Vec::new();
        match self {
            Roots::System => {
                store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
                if store.is_empty() {
                    store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
                }
            }
            Roots::Named(places) => {
                for place in places {
                    named.extend(read_place(place)?);
                }
                store.add_parsable_certificates(named.iter().cloned());
            }
        }
        Ok((store, named))
    }
}

fn read_place(place: &Sourced<PathBuf>) -> Result<Vec<CertificateDer<'static>>, NetError> {
    let complain = |why: String| NetError::Roots(format!("{}={}: {why}", place.from, place.value.display()));
    let metadata = sys::fs::metadata(&place.value).map_err(|e| complain(reason(&e.source)))?;
    let path = Some(place.value.as_path());
    let loaded = if metadata.is_dir() {
        rustls_native_certs::load_certs_from_paths(None, path)
    } else {
        rustls_native_certs::load_certs_from_paths(path, None)
    };
    match (loaded.certs.is_empty(), loaded.errors.first()) {
        (true, Some(error)) => Err(complain(crate::ui::clean(&error.to_string()))),
        (true, None) if !metadata.is_dir() => Err(complain("no certificate in it".to_owned())),
        _ => Ok(loaded.certs),
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        _ => error.to_string(),
    }
}

/// The TLS side of a client. `verify` false only for hosts the user named as trusted.
pub fn config(roots: &Roots, identity: Option<&Sourced<PathBuf>>, verify: bool) -> Result<ClientConfig, NetError> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|e| NetError::Roots(e.to_string()))?;
    let algorithms = provider.signature_verification_algorithms;
    let trusted = if verify {
        let (store, named) = roots.load()?;
        let usual = WebPkiServerVerifier::builder_with_provider(Arc::new(store), provider)
            .build()
            .map_err(|_| NetError::Roots(format!("no usable certificate; {}", roots.describe())))?;
        Trusted::Pinned { usual, named }
    } else {
        Trusted::Anybody
    };
    let verifier = Arc::new(Verifier { algorithms, trusted });
    let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
    let mut config = match identity {
        None => builder.with_no_client_auth(),
        Some(identity) => {
            let complain =
                |why: String| NetError::Roots(format!("{}={}: {why}", identity.from, identity.value.display()));
            let (chain, key) = read_identity(&identity.value).map_err(complain)?;
            builder.with_client_auth_cert(chain, key).map_err(|e| complain(e.to_string()))?
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

// A client certificate and its key, in one PEM file as pip wants it.
fn read_identity(path: &Path) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), String> {
    let bytes = sys::fs::read(path).map_err(|e| reason(&e.source))?;
    let chain: Vec<_> = CertificateDer::pem_slice_iter(&bytes).filter_map(Result::ok).collect();
    if chain.is_empty() {
        return Err("no certificate in it".to_owned());
    }
    let key = PrivateKeyDer::from_pem_slice(&bytes).map_err(|_| "no private key in it".to_owned())?;
    Ok((chain, key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sourced::Source;

    fn named(path: &Path) -> Roots {
        Roots::Named(vec![Sourced::new(path.to_owned(), Source::Variable("SSL_CERT_FILE".into()))])
    }

    #[test]
    fn a_missing_or_empty_file_is_named_with_its_variable() {
        let dir = tempfile::tempdir().unwrap();
        let missing = dir.path().join("missing.pem");
        let error = config(&named(&missing), None, true).unwrap_err();
        assert_eq!(error.to_string(), format!("SSL_CERT_FILE={}: no such file", missing.display()));
        let path = dir.path().join("ca.pem");
        std::fs::write(&path, "nothing").unwrap();
        let error = config(&named(&path), None, true).unwrap_err();
        assert!(error.to_string().ends_with("ca.pem: no certificate in it"), "{error}");
    }

    #[test]
    fn an_identity_needs_certificate_and_key() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("id.pem");
        std::fs::write(&path, "nothing").unwrap();
        let identity = Sourced::new(path, Source::CommandLine("--client-cert"));
        let error = config(&Roots::System, Some(&identity), false).unwrap_err();
        assert!(error.to_string().starts_with("--client-cert="), "{error}");
    }
}
