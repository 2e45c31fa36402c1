//! PostgreSQL: one module for each table, its statements beside it. Every statement of a bank's table names `bank_id`.

pub mod access;
pub mod act;
pub mod alarm;
pub mod bank;
pub mod capacity;
pub mod chain;
pub mod checkpoint;
pub mod code;
pub mod entry;
pub mod feed;
pub mod heard;
pub mod identity;
pub mod name;
pub mod primary;
pub mod quarantine;
pub mod schema;
pub mod station;
pub mod subject;

use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use std::time::Duration;

const CONNECTIONS_MAX: u32 = 16;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// The database refused, is away, or holds what it should not.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// PostgreSQL's or the connection's trouble.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    /// Stored data that does not parse.
    #[error("inconsistent data in {table}.{column}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// None of the servers is a primary whose commits its standbys take.
    #[error("none of the database's servers takes commits: {0}")]
    NoPrimary(String),
}

/// Opens a pool of connections; `url` as in `postgres://user@host/database`. Where it names several servers, it is the primary
/// that answers.
///
/// # Errors
/// Where the URL cannot be read or nothing answers there.
pub async fn connect(url: &str) -> Result<PgPool, DbError> {
    match primary::servers(url)?.as_slice() {
        [server] => Ok(pool_options().connect_with(server.clone()).await?),
        servers => Ok(primary::Primary::find(servers).await?.pool()),
    }
}

fn pool_options() -> PgPoolOptions {
    PgPoolOptions::new().max_connections(CONNECTIONS_MAX).acquire_timeout(ACQUIRE_TIMEOUT)
}

fn fixed<const N: usize>(
    table: &'static str,
    column: &'static str,
    bytes: &[u8],
) -> Result<[u8; N], DbError> {
    bytes.try_into().map_err(|_| DbError::Inconsistent { table, column })
}

fn unsigned(table: &'static str, column: &'static str, value: i64) -> Result<u64, DbError> {
    u64::try_from(value).map_err(|_| DbError::Inconsistent { table, column })
}

/// A number of the wire as PostgreSQL's; `sync` has bounded sequence numbers far below the end of the range.
fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
