//! The administrator's page: stations, alarms, quarantine, one-time codes, capacity, and what administrators did.
//!
//! Plain pages made here, without a script: a browser that runs none shows everything and can do everything. Served on an address of
//! its own, never on the stations'. Nothing personal is read for it: of an entry its header alone, and the bodies of the records
//! that name a bank and its sites.

mod acts;
mod capacity;
mod codes;
mod fault;
mod guard;
mod html;
mod revoke;
mod session;
mod sign_in;
mod station;
mod stations;
mod status;
mod texts;
mod time;
mod visit;

use crate::Centre;
use crate::db::DbError;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use fault::Fault;
use session::Sessions;
use sqlx::pool::PoolConnection;
use sqlx::{PgPool, Postgres, Transaction};
use std::path::PathBuf;
use std::sync::Arc;

/// How the page is served.
#[derive(Debug, Clone, Default)]
pub struct PageOptions {
    /// Behind TLS: browsers send what they keep by it alone.
    pub is_secure: bool,
    /// A folder of the file system that the database lies on.
    pub database_folder: Option<PathBuf>,
}

struct Page {
    centre: Arc<Centre>,
    sessions: Sessions,
    secure: bool,
    folder: Option<PathBuf>,
}

type Shared = State<Arc<Page>>;

impl Page {
    fn pool(&self) -> PgPool {
        self.centre.pool()
    }

    async fn db(&self) -> Result<PoolConnection<Postgres>, DbError> {
        Ok(self.pool().acquire().await?)
    }

    async fn begin(&self) -> Result<Transaction<'static, Postgres>, DbError> {
        Ok(self.pool().begin().await?)
    }
}

/// All pages.
pub fn pages(centre: Arc<Centre>, options: PageOptions) -> Router {
    let PageOptions { is_secure: secure, database_folder: folder } = options;
    let page = Arc::new(Page { centre, sessions: Sessions::default(), secure, folder });
    Router::new()
        .route("/", get(stations::show))
        .route("/banks/{bank}/stations/{station}", get(station::show))
        .route("/banks/{bank}/stations/{station}/quarantine/{page}", get(station::evidence))
        .route("/banks/{bank}/stations/{station}/revoke", get(revoke::ask).post(revoke::revoke))
        .route("/codes", get(codes::show).post(codes::make))
        .route("/codes/{code}/withdraw", post(codes::withdraw))
        .route("/capacity", get(capacity::show))
        .route("/acts", get(acts::show))
        .route("/sign-out", post(sign_in::leave))
        .fallback(|| async { Fault::NotFound })
        .method_not_allowed_fallback(|| async { Fault::NotFound })
        .layer(from_fn_with_state(Arc::clone(&page), guard::signed_in))
        .route("/sign-in", get(sign_in::form).post(sign_in::enter))
        .route("/page.css", get(style))
        .layer(from_fn_with_state(Arc::clone(&page), guard::around))
        .layer(guard::body_limit())
        .with_state(page)
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../../../assets/centre/page.css"))
}
