//! The numbered migrations: applied in order, each once, never changed once landed.

use super::DbError;
use ledger::Hash;
use sqlx::PgPool;

const MIGRATIONS: &[(i32, &str, &str)] = &[
    (1, "base", include_str!("../../../../migrations/centre/0001_base.sql")),
    (2, "feed_marks", include_str!("../../../../migrations/centre/0002_feed_marks.sql")),
    (3, "page", include_str!("../../../../migrations/centre/0003_page.sql")),
];
const TAG: &str = "cordkeep.migration.v1";
/// Names the advisory lock under which one process migrates.
const LOCK: i64 = 0x436f_7264_6b65_6570;

/// The schema is not the one that this build works with.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// The database's trouble.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A migration was changed after it was applied.
    #[error("migration {0} is not the one that was applied to this database")]
    Changed(i32),
    /// The database is newer than this build.
    #[error("the database has migration {0}, which this build does not know")]
    Newer(i32),
    /// Migrations are missing.
    #[error("the database lacks migration {0}: run `cordkeep-centre init`")]
    Missing(i32),
}

/// Applies what is missing.
///
/// # Errors
/// [`SchemaError::Changed`] or [`SchemaError::Newer`] before anything is touched.
pub async fn migrate(pool: &PgPool) -> Result<(), SchemaError> {
    let mut tx = pool.begin().await.map_err(DbError::from)?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(LOCK)
        .execute(&mut *tx)
        .await
        .map_err(DbError::from)?;
    let table = "CREATE TABLE IF NOT EXISTS schema_migration (version int PRIMARY KEY, name text NOT NULL, digest bytea NOT NULL)";
    sqlx::query(table).execute(&mut *tx).await.map_err(DbError::from)?;
    let applied = applied(&mut tx).await?;
    for (version, name, sql) in missing(&applied)? {
        sqlx::raw_sql(*sql).execute(&mut *tx).await.map_err(DbError::from)?;
        sqlx::query("INSERT INTO schema_migration (version, name, digest) VALUES ($1, $2, $3)")
            .bind(version)
            .bind(name)
            .bind(digest(sql).bytes().as_slice())
            .execute(&mut *tx)
            .await
            .map_err(DbError::from)?;
    }
    tx.commit().await.map_err(DbError::from)?;
    Ok(())
}

/// Checks that nothing is missing.
///
/// # Errors
/// [`SchemaError`] says what is wrong.
pub async fn check(pool: &PgPool) -> Result<(), SchemaError> {
    let mut connection = pool.acquire().await.map_err(DbError::from)?;
    let exists: (bool,) = sqlx::query_as("SELECT to_regclass('schema_migration') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await
        .map_err(DbError::from)?;
    let applied = if exists.0 { applied(&mut connection).await? } else { Vec::new() };
    match missing(&applied)?.first() {
        Some((version, ..)) => Err(SchemaError::Missing(*version)),
        None => Ok(()),
    }
}

async fn applied(connection: &mut sqlx::PgConnection) -> Result<Vec<(i32, Vec<u8>)>, DbError> {
    let rows = sqlx::query_as("SELECT version, digest FROM schema_migration ORDER BY version");
    Ok(rows.fetch_all(connection).await?)
}

fn missing(applied: &[(i32, Vec<u8>)]) -> Result<&'static [(i32, &'static str, &'static str)], SchemaError> {
    let mut rest = MIGRATIONS;
    for (version, stored) in applied {
        match rest.split_first() {
            Some(((known, _, sql), others)) if known == version => {
                if digest(sql).bytes().as_slice() != stored.as_slice() {
                    return Err(SchemaError::Changed(*version));
                }
                rest = others;
            }
            _ => return Err(SchemaError::Newer(*version)),
        }
    }
    Ok(rest)
}

fn digest(sql: &str) -> Hash {
    Hash::of(TAG, &[sql.as_bytes()])
}
