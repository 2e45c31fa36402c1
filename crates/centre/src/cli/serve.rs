use super::print;
use crate::Centre;
use crate::db::primary::{self, Primary};
use crate::db::{capacity, identity, schema};
use crate::http::operations;
use crate::limits::{Limits, MEGABYTE};
use crate::page::{PageOptions, pages};
use crate::ports::System;
use crate::router::DomainRouter;
use crate::tls::Tls;
use anyhow::Context as _;
use serde_json::json;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// How often the database is measured.
const MEASURE: Duration = Duration::from_secs(3_600);

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:7461")]
    listen: SocketAddr,
    /// Address for /livez, /readyz and /metrics, which stations must not reach
    #[arg(long)]
    operations: Option<SocketAddr>,
    /// Serve the administrator's page, on 127.0.0.1:7463 where no address is given; stations must not reach it
    #[arg(long, num_args = 0..=1, default_missing_value = "127.0.0.1:7463")]
    page: Option<SocketAddr>,
    /// A folder of the file system that the database lies on, for the page to say what is free
    #[arg(long, requires = "page")]
    database_folder: Option<PathBuf>,
    /// Certificate chain, PEM: serves TLS, and follows the file when it is renewed
    #[arg(long, requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// Its private key, PEM
    #[arg(long, requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
    /// Connections of all peers together
    #[arg(long, default_value_t = Limits::default().connections)]
    connections: usize,
    /// Connections of one address
    #[arg(long, default_value_t = Limits::default().connections_per_peer)]
    connections_per_peer: usize,
    /// Requests a second of one address; 0 is no limit, as behind a proxy
    #[arg(long, default_value_t = Limits::default().peer_rate)]
    peer_rate: u32,
    /// Requests a second of one station; 0 is no limit
    #[arg(long, default_value_t = Limits::default().station_rate)]
    station_rate: u32,
    /// Seconds for a TLS handshake or the head of a request, and for which a connection may idle
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=600))]
    head_seconds: u64,
    /// Seconds for a body beyond what its bytes need at 16 KB a second
    #[arg(long, default_value_t = sync::limits::PATIENCE_S, value_parser = clap::value_parser!(u64).range(1..=600))]
    body_seconds: u64,
    /// Seconds in which an answer has to be taken
    #[arg(long, default_value_t = Limits::default().answer.as_secs(), value_parser = clap::value_parser!(u64).range(1..=3_600))]
    answer_seconds: u64,
    /// Megabytes that the bodies of all requests under way may take in memory
    #[arg(long, default_value_t = 512, value_parser = clap::value_parser!(u32).range(8..=65_536))]
    body_megabytes: u32,
}

impl Options {
    fn limits(&self) -> Limits {
        Limits {
            connections: self.connections,
            connections_per_peer: self.connections_per_peer,
            peer_rate: self.peer_rate,
            station_rate: self.station_rate,
            head: Duration::from_secs(self.head_seconds),
            body: Duration::from_secs(self.body_seconds),
            answer: Duration::from_secs(self.answer_seconds),
            bodies: self.body_megabytes as usize * MEGABYTE,
            ..Limits::default()
        }
    }
}

pub(super) async fn run(database: &str, options: Options) -> anyhow::Result<()> {
    let servers = primary::servers(database)?;
    let mut primary = Primary::find(&servers).await?;
    let pool = primary.pool();
    schema::check(&pool).await?;
    let key =
        identity::find(primary.connection()).await?.context("no key yet: run `cordkeep-centre init`")?;
    let centre = Centre::new(pool, key, Box::new(DomainRouter), Arc::new(System), Arc::new(System));
    let centre = Arc::new(centre.within(options.limits()));
    tokio::spawn(primary::follow(Arc::clone(&centre), servers, primary));
    let tls = match options.tls_certificate.zip(options.tls_key) {
        Some((certificate, key)) => Some(Tls::read(certificate, key)?),
        None => None,
    };
    let listener = bind(options.listen).await?;
    let stop = stop_signal()?;
    let mut said = json!({ "listening": listener.local_addr()?.to_string() });
    if let Some(address) = options.operations {
        let operators = bind(address).await?;
        said["operations"] = operators.local_addr()?.to_string().into();
        tokio::spawn(axum::serve(operators, operations(Arc::clone(&centre))).into_future());
    }
    if let Some(address) = options.page {
        anyhow::ensure!(
            tls.is_some() || address.ip().is_loopback(),
            "the page on {address} wants a certificate: without TLS it is served on a loopback address only"
        );
        let administrators = bind(address).await?;
        said["page"] = administrators.local_addr()?.to_string().into();
        let options =
            PageOptions { is_secure: tls.is_some(), database_folder: options.database_folder.clone() };
        let pages = pages(Arc::clone(&centre), options);
        tokio::spawn(crate::serve::serve_page(Arc::clone(&centre), pages, administrators, tls.clone()));
        tokio::spawn(measure(Arc::clone(&centre)));
    }
    if let Some(tls) = &tls {
        tokio::spawn(Arc::clone(tls).follow());
    }
    print(&said.to_string())?;
    Ok(crate::serve::serve_with(centre, listener, tls, stop).await?)
}

/// Keeps how large the database is, for ever, so that the page can say how it grows.
async fn measure(centre: Arc<Centre>) {
    loop {
        let measured = match centre.pool().acquire().await {
            Ok(mut db) => capacity::measure(&mut db, centre.clock.now_ms()).await.map(drop),
            Err(error) => Err(error.into()),
        };
        if let Err(error) = measured {
            tracing::warn!(%error, "the database was not measured");
        }
        tokio::time::sleep(MEASURE).await;
    }
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("listening on {address}"))
}

#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
