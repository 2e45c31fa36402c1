//! TLS from a certificate and a key in files, read anew when they change: a renewed certificate needs no restart.

use anyhow::Context as _;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio_rustls::TlsAcceptor;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(2);

/// What serves new connections now.
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    current: RwLock<Arc<ServerConfig>>,
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    /// Which file cannot be read or does not fit.
    pub fn read(certificate: PathBuf, key: PathBuf) -> anyhow::Result<Arc<Self>> {
        let current = RwLock::new(configure(&certificate, &key)?);
        Ok(Arc::new(Self { certificate, key, current }))
    }

    /// For the next connection.
    #[must_use]
    pub fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Follows the files for ever. Where they do not fit, as between the writing of one and of the other, what served before
    /// goes on.
    pub async fn follow(self: Arc<Self>) {
        let mut seen = self.bytes();
        loop {
            tokio::time::sleep(LOOK).await;
            let now = self.bytes();
            if now == seen {
                continue;
            }
            match configure(&self.certificate, &self.key) {
                Ok(new) => {
                    *self.current.write().unwrap_or_else(PoisonError::into_inner) = new;
                    tracing::info!(file = %self.certificate.display(), "the certificate was read anew");
                }
                Err(error) => {
                    tracing::error!("the certificate that was there goes on serving: {error:#}");
                }
            }
            seen = now;
        }
    }

    fn bytes(&self) -> [Option<Vec<u8>>; 2] {
        [&self.certificate, &self.key].map(|path| std::fs::read(path).ok())
    }
}

fn configure(certificate: &Path, key: &Path) -> anyhow::Result<Arc<ServerConfig>> {
    let named = |path: &Path| path.display().to_string();
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| named(certificate))?;
    let secret = PrivateKeyDer::from_pem_file(key).with_context(|| named(key))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .with_context(|| named(certificate))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
