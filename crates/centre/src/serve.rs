//! Listening until told to stop.

use crate::Centre;
use crate::http::endpoints;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// How long requests may take to end once the centre stops.
const GRACE: Duration = Duration::from_secs(10);

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
    let app = endpoints(Arc::clone(&centre));
    let mut stopping = centre.stopping.subscribe();
    let signal = {
        let centre = Arc::clone(&centre);
        async move {
            stop.await;
            centre.stopping.send_replace(true);
        }
    };
    let serving = axum::serve(listener, app).with_graceful_shutdown(signal);
    let overdue = async {
        let _ = stopping.wait_for(|stopping| *stopping).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = serving.into_future() => ended,
        () = overdue => Ok(()),
    }
}
