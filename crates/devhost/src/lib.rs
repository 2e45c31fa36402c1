//! The desktop's commands over HTTP on loopback: the UI in a browser, for development, tests and `cordkeep serve`.
//!
//! ```text
//! GET  /?token=T        sets the cookie and leads to /
//! POST /rpc/{command}   a JSON body -> 200 and the answer, or 422 and an `api::Problem`
//! GET  /events?after=N  waits for events after number N -> {"next": M, "events": [...], "missed": false}
//! GET  /...             the built UI; a path that is no file is a screen, so it gives index.html
//! ```
//!
//! Invariant: nobody but the person who started it gets an answer. It binds to loopback only, refuses a `Host` or
//! `Origin` that is not its own (a name that was re-bound to 127.0.0.1), and wants a random token made at start.
//!
//! Deliberately not here: TLS, users, anything to serve a second machine. That is the centre's work.

mod access;
mod assets;
mod feed;
mod reply;
mod route;

use std::{
    io,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    thread::{self, JoinHandle},
};

use app::App;
use serde_json::Value;
use thiserror::Error;

pub use assets::UiAssets;

use access::Access;
use feed::Feed;
use route::Router;

/// Why the server did not start.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The address is one that other machines can reach.
    #[error("{0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// The port is taken, or the system refuses.
    #[error("cannot listen on {addr}")]
    Listen {
        /// What was asked for.
        addr: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// The system gives no random numbers.
    #[error("no random numbers for the token")]
    Random(#[source] getrandom::Error),
    /// The HTTP server did not take the socket.
    #[error("the HTTP server did not start")]
    Http(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A running server. Dropping it ends it.
#[derive(Debug)]
pub struct Server {
    addr: SocketAddr,
    token: String,
    running: Running,
}

impl Server {
    /// Where it listens: with port 0 asked for, the port that the system chose.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The address to open in a browser, with the token that lets it in.
    pub fn url(&self) -> String {
        format!("http://{}/?token={}", self.addr, self.token)
    }

    /// The token, for clients that send it as the header `x-cordkeep-token`.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Blocks until the server ends, which it does only by [`Server::shut_down`] on another thread or with the process.
    pub fn wait(mut self) {
        self.running.join();
    }

    /// Stops accepting, lets go of those who wait for events, and returns when the port is free.
    pub fn shut_down(self) {}
}

/// Serves the commands of `app` and the UI on a loopback address; port 0 takes a free one.
pub fn serve(app: Arc<App>, ui: UiAssets, addr: SocketAddr) -> Result<Server, ServeError> {
    let feed = Arc::new(Feed::default());
    let subscriber = Arc::clone(&feed);
    app.subscribe(Box::new(move |event| match serde_json::to_value(event) {
        Ok(event) => subscriber.push(event),
        Err(_) => subscriber.push(Value::Null),
    }));
    serve_commands(Box::new(move |command, args| app.answer(command, args)), feed, ui, addr)
}

/// What answers a command, with JSON.
type Commands = Box<dyn Fn(&str, Value) -> Result<String, api::Problem> + Send + Sync>;

fn serve_commands(
    commands: Commands,
    feed: Arc<Feed>,
    ui: UiAssets,
    addr: SocketAddr,
) -> Result<Server, ServeError> {
    if !addr.ip().is_loopback() {
        return Err(ServeError::NotLoopback(addr));
    }
    let listen = |source| ServeError::Listen { addr, source };
    let listener = TcpListener::bind(addr).map_err(listen)?;
    let addr = listener.local_addr().map_err(listen)?;
    let access = Access::new(addr).map_err(ServeError::Random)?;
    let token = access.token().to_owned();
    let http = Arc::new(tiny_http::Server::from_listener(listener, None).map_err(ServeError::Http)?);
    let router = Arc::new(Router { access, commands, feed: Arc::clone(&feed), ui });
    let acceptor = thread::spawn({
        let http = Arc::clone(&http);
        move || accept(&http, &router)
    });
    Ok(Server { addr, token, running: Running { http, feed, acceptor: Some(acceptor) } })
}

/// One thread a request: there is one person at the other end, and a wait for events blocks its own thread.
fn accept(http: &tiny_http::Server, router: &Arc<Router>) {
    for request in http.incoming_requests() {
        let router = Arc::clone(router);
        thread::spawn(move || router.answer(request));
    }
}

struct Running {
    http: Arc<tiny_http::Server>,
    feed: Arc<Feed>,
    acceptor: Option<JoinHandle<()>>,
}

impl Running {
    fn join(&mut self) {
        if let Some(acceptor) = self.acceptor.take() {
            // A panic of the acceptor has already been printed; there is nothing left to stop.
            let _ = acceptor.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.feed.close();
        self.http.unblock();
        self.join();
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Running")
    }
}

#[cfg(test)]
mod tests;
