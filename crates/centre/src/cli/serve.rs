use super::print;
use crate::Centre;
use crate::db::identity;
use crate::ports::System;
use crate::router::DomainRouter;
use anyhow::Context as _;
use serde_json::json;
use sqlx::PgPool;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:7461")]
    listen: SocketAddr,
}

pub(super) async fn run(pool: PgPool, options: Options) -> anyhow::Result<()> {
    let key = identity::find(&mut *pool.acquire().await?)
        .await?
        .context("no key yet: run `cordkeep-centre init`")?;
    let centre = Centre::new(pool, key, Box::new(DomainRouter), Arc::new(System), Arc::new(System));
    let listener = TcpListener::bind(options.listen)
        .await
        .with_context(|| format!("listening on {}", options.listen))?;
    let stop = stop_signal()?;
    print(&json!({ "listening": listener.local_addr()?.to_string() }).to_string())?;
    Ok(crate::serve::serve(Arc::new(centre), listener, stop).await?)
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
