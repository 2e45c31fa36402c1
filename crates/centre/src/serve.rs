//! Listening until told to stop: a connection has little time to say what it wants and to take what it is
//! answered, and a peer has few connections.

mod patient;

use crate::Centre;
use crate::http::{Peer, endpoints};
use crate::limits::{Connection, Connections};
use crate::tls::Tls;
use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use patient::Patient;
use std::error::Error as _;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower_service::Service as _;

/// How long requests may take to end once the centre stops.
const GRACE: Duration = Duration::from_secs(10);
/// After the operating system had no more connections to give.
const PAUSE: Duration = Duration::from_millis(100);
/// The head of a request, bytes; ours have less than one thousand.
const HEAD_BYTES_MAX: usize = 16 * 1024;
const HEADERS_MAX: usize = 64;

/// Serves until `stop` is ready, then lets requests end, at most ten seconds. What a cut request had not committed is
/// sent again by its station.
///
/// # Errors
/// The listener's trouble.
pub async fn serve(
    centre: Arc<Centre>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    serve_with(centre, listener, None, stop).await
}

/// The same, behind TLS where there is a certificate.
///
/// # Errors
/// The listener's trouble.
pub async fn serve_with(
    centre: Arc<Centre>,
    listener: TcpListener,
    tls: Option<Arc<Tls>>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let app = endpoints(Arc::clone(&centre));
    accept(Arc::clone(&centre), app, listener, tls, Arc::clone(&centre.connections), stop).await
}

/// Serves the administrator's page until the centre stops, behind the same certificate, its connections counted apart from
/// the stations': neither keeps the other out.
///
/// # Errors
/// The listener's trouble.
pub async fn serve_page(
    centre: Arc<Centre>,
    page: Router,
    listener: TcpListener,
    tls: Option<Arc<Tls>>,
) -> std::io::Result<()> {
    let mut stopping = centre.stopping.subscribe();
    let stop = async move {
        let _ = stopping.wait_for(|stopping| *stopping).await;
    };
    accept(centre, page, listener, tls, Arc::default(), stop).await
}

async fn accept(
    centre: Arc<Centre>,
    app: Router,
    listener: TcpListener,
    tls: Option<Arc<Tls>>,
    connections: Arc<Connections>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let mut open = JoinSet::new();
    tokio::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            Some(_) = open.join_next() => continue,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => (stream, peer.ip()),
                Err(error) => {
                    tracing::warn!(%error, "no connection could be accepted");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            },
        };
        match connections.open(peer, &centre.limits) {
            Some(counted) => {
                open.spawn(connection(
                    Arc::clone(&centre),
                    app.clone(),
                    tls.clone(),
                    stream,
                    (peer, counted),
                ));
            }
            None => {
                centre.metrics.connection_refused();
                tracing::warn!(%peer, "too many connections");
            }
        }
    }
    drop(listener);
    centre.stopping.send_replace(true);
    let ended = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, ended).await.is_err() {
        tracing::warn!("requests were cut that did not end in time");
    }
    Ok(())
}

async fn connection(
    centre: Arc<Centre>,
    app: Router,
    tls: Option<Arc<Tls>>,
    stream: TcpStream,
    (peer, _counted): (IpAddr, Connection),
) {
    let _ = stream.set_nodelay(true);
    let Some(tls) = tls else { return talk(&centre, app, stream, peer).await };
    match tokio::time::timeout(centre.limits.head, tls.acceptor().accept(stream)).await {
        Ok(Ok(stream)) => talk(&centre, app, stream, peer).await,
        Ok(Err(error)) => tracing::info!(%peer, %error, "no TLS"),
        Err(_) => tracing::info!(%peer, "no TLS in time"),
    }
}

async fn talk(
    centre: &Centre,
    app: Router,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: IpAddr,
) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        app.clone().call(request)
    });
    let talking = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(centre.limits.head)
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEADERS_MAX)
        .serve_connection(TokioIo::new(Patient::new(stream, centre.limits.answer)), service);
    tokio::pin!(talking);
    let mut stopping = centre.stopping.subscribe();
    let stopped = async {
        let _ = stopping.wait_for(|stopping| *stopping).await;
    };
    let ended = tokio::select! {
        ended = talking.as_mut() => ended,
        () = stopped => {
            talking.as_mut().graceful_shutdown();
            talking.await
        }
    };
    match ended {
        Err(error) if error.is_timeout() => tracing::info!(%peer, "a request did not come in time"),
        Err(error) if is_untaken(&error) => tracing::info!(%peer, "an answer was not taken in time"),
        Err(error) => tracing::debug!(%peer, %error, "a connection broke"),
        Ok(()) => {}
    }
}

fn is_untaken(error: &hyper::Error) -> bool {
    let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
    cause.is_some_and(|cause| cause.kind() == io::ErrorKind::TimedOut)
}
