//! Which of several servers is the primary, asked by what only a primary can do. PostgreSQL's standbys become primary when an
//! operator promotes them; the centre finds that out by itself and goes on there.

use super::{DbError, identity, pool_options};
use crate::Centre;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, PgConnection, PgPool};
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// How long a server may take to answer: less than a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often the primary is asked, and the others while there is none.
const PAUSE: Duration = Duration::from_secs(1);

/// The servers that an address names, as PostgreSQL's own programs read it: `postgres://user@one:5432,two:5432/database`.
///
/// # Errors
/// Where one cannot be read.
pub fn servers(url: &str) -> Result<Vec<PgConnectOptions>, DbError> {
    split(url).iter().map(|one| Ok(one.parse()?)).collect()
}

/// The address of the one server that is the primary now, for PostgreSQL's own programs: of several they take the first that answers.
///
/// # Errors
/// Where one cannot be read, or none is the primary.
pub async fn address(url: &str) -> Result<String, DbError> {
    let mut addresses = split(url);
    if addresses.len() == 1 {
        return Ok(url.to_owned());
    }
    let primary = Primary::find(&servers(url)?).await?;
    Ok(addresses.swap_remove(primary.at))
}

/// An address a server.
fn split(url: &str) -> Vec<String> {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = place.split_at(place.find('/').unwrap_or(place.len()));
    let (user, hosts) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
    // Wanted by PostgreSQL's own programs; here it is always so.
    let known = query.split('&').filter(|pair| !pair.starts_with("target_session_attrs="));
    let query = known.collect::<Vec<_>>().join("&");
    hosts.split(',').map(|host| format!("{scheme}://{user}{host}{path}?{query}")).collect()
}

/// The primary, with a connection to it that tells whether it still is.
#[derive(Debug)]
pub struct Primary {
    /// Which of those named.
    at: usize,
    server: PgConnectOptions,
    connection: PgConnection,
    /// Each promotion begins a later one.
    timeline: String,
}

impl Primary {
    /// Asks all of them.
    ///
    /// # Errors
    /// [`DbError::NoPrimary`] says why each is none.
    pub async fn find(servers: &[PgConnectOptions]) -> Result<Self, DbError> {
        Self::find_from(servers, "").await
    }

    /// A former primary that came back unasked is on an earlier timeline than the one that took over.
    async fn find_from(servers: &[PgConnectOptions], timeline: &str) -> Result<Self, DbError> {
        let mut found: Option<Self> = None;
        let mut why = Vec::new();
        for (at, server) in servers.iter().enumerate() {
            let said = match tokio::time::timeout(PATIENCE, Self::ask(at, server)).await {
                Ok(Ok(one))
                    if one.timeline.as_str() >= timeline
                        && found.as_ref().is_none_or(|found| found.timeline < one.timeline) =>
                {
                    found = Some(one);
                    continue;
                }
                Ok(Ok(_)) => "a later primary took over".to_owned(),
                Ok(Err(error)) => error.to_string(),
                Err(_) => "no answer in time".to_owned(),
            };
            why.push(format!("{}:{}: {said}", server.get_host(), server.get_port()));
        }
        found.ok_or_else(|| DbError::NoPrimary(why.join("; ")))
    }

    async fn ask(at: usize, server: &PgConnectOptions) -> Result<Self, sqlx::Error> {
        let mut connection = server.connect().await?;
        settle(&mut connection).await?;
        let sql = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)";
        let timeline = sqlx::query_scalar(sql).fetch_one(&mut connection).await?;
        Ok(Self { at, server: server.clone(), connection, timeline })
    }

    /// Connections to it, whose commits its standbys take.
    #[must_use]
    pub fn pool(&self) -> PgPool {
        let options = pool_options().after_connect(|connection, _| {
            Box::pin(async move {
                let settled = tokio::time::timeout(PATIENCE, settle(connection)).await;
                settled.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into()))
            })
        });
        options.connect_lazy_with(self.server.clone())
    }

    /// The connection, for what is asked before there is a pool.
    pub const fn connection(&mut self) -> &mut PgConnection {
        &mut self.connection
    }

    /// A primary becomes none only by ending, and every connection with it.
    async fn answers(&mut self) -> bool {
        let asked = sqlx::query("SELECT").execute(&mut self.connection);
        matches!(tokio::time::timeout(PATIENCE, asked).await, Ok(Ok(_)))
    }
}

/// Before anything is read that a receipt may be given for. A server that came up after a crash shows what it had committed,
/// although its synchronous standbys may not have it; a commit of ours is answered only once they have all that is before it.
async fn settle(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(include_str!("primary/settle.sql")).execute(connection).await.map(drop)
}

/// Keeps the centre's pool at the primary for as long as the process runs: an operator promotes a standby and tells nobody.
pub async fn follow(centre: Arc<Centre>, servers: Vec<PgConnectOptions>, mut primary: Primary) {
    loop {
        while primary.answers().await {
            tokio::time::sleep(PAUSE).await;
        }
        tracing::warn!(server = primary.server.get_host(), "the database's primary does not answer");
        primary = again(&centre, &servers, &primary.timeline).await;
        tracing::warn!(
            server = primary.server.get_host(),
            port = primary.server.get_port(),
            "a primary answers"
        );
        // Whoever waits for an answer of a machine that is off would hold a place in the former pool until TCP gives up.
        let former = centre.pool.send_replace(primary.pool());
        tokio::spawn(async move { former.close().await });
    }
}

async fn again(centre: &Centre, servers: &[PgConnectOptions], timeline: &str) -> Primary {
    loop {
        match find_own(centre, servers, timeline).await {
            Ok(primary) => return primary,
            Err(error) => tracing::warn!(%error, "database"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn find_own(centre: &Centre, servers: &[PgConnectOptions], timeline: &str) -> Result<Primary, DbError> {
    let mut primary = Primary::find_from(servers, timeline).await?;
    match tokio::time::timeout(PATIENCE, identity::find(primary.connection())).await {
        Ok(Ok(Some(key))) if key.public() == centre.key.public() => Ok(primary),
        Ok(Ok(_)) => Err(DbError::NoPrimary("the one that answers has another centre's data".to_owned())),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(DbError::NoPrimary("no answer in time".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_one_server_or_several() {
        for (address, expected) in [
            ("postgres:///cordkeep", &["postgres:///cordkeep?"][..]),
            ("postgres://u@%2Frun%2Fpostgresql/c", &["postgres://u@%2Frun%2Fpostgresql/c?"]),
            ("postgres://u@localhost/c?host=/tmp&user=x", &["postgres://u@localhost/c?host=/tmp&user=x"]),
            ("postgres://one,two/c", &["postgres://one/c?", "postgres://two/c?"]),
            (
                "postgres://u:p@one:5432,[::1]:5433/c?target_session_attrs=read-write&sslmode=require",
                &["postgres://u:p@one:5432/c?sslmode=require", "postgres://u:p@[::1]:5433/c?sslmode=require"],
            ),
        ] {
            assert_eq!(split(address), expected, "{address}");
            assert_eq!(servers(address).unwrap().len(), expected.len(), "{address}");
        }
    }
}
