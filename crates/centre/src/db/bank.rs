//! Banks and their sites.

use super::{DbError, fixed, subject};
use ledger::{BankId, SiteId};
use sqlx::PgConnection;

/// Which personal parts a site's stations get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entitlement {
    /// Those of the site's own entries.
    Own,
    /// Those of every entry in the site's scope.
    All,
}

impl Entitlement {
    const fn text(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::All => "all",
        }
    }
}

/// Whether a bank was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Founded {
    /// It is now.
    New,
    /// It was there before; nothing was changed.
    Before,
}

/// Adds a bank.
///
/// # Errors
/// [`DbError`].
pub async fn found(db: &mut PgConnection, bank: BankId, now_ms: i64) -> Result<Founded, DbError> {
    let done = sqlx::query("INSERT INTO bank (bank_id, founded_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(bank.bytes().as_slice())
        .bind(now_ms)
        .execute(&mut *db)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(Founded::Before);
    }
    subject::create_locks(db, bank).await?;
    Ok(Founded::New)
}

/// The bank, where the centre knows it.
///
/// # Errors
/// [`DbError`].
pub async fn find(db: &mut PgConnection, bank: BankId) -> Result<Option<BankId>, DbError> {
    let row = sqlx::query("SELECT FROM bank WHERE bank_id = $1").bind(bank.bytes().as_slice());
    Ok(row.fetch_optional(db).await?.map(|_| bank))
}

/// Adds a site unless it is there.
///
/// # Errors
/// [`DbError`].
pub async fn add_site(db: &mut PgConnection, bank: BankId, site: SiteId) -> Result<(), DbError> {
    sqlx::query("INSERT INTO site (bank_id, site_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(bank.bytes().as_slice())
        .bind(site.bytes().as_slice())
        .execute(db)
        .await?;
    Ok(())
}

/// Sets which personal parts a site's stations get; adds the site where it is new.
///
/// # Errors
/// [`DbError`].
pub async fn entitle(
    db: &mut PgConnection,
    bank: BankId,
    site: SiteId,
    to: Entitlement,
) -> Result<(), DbError> {
    sqlx::query(
        "INSERT INTO site (bank_id, site_id, personal) VALUES ($1, $2, $3)
         ON CONFLICT (bank_id, site_id) DO UPDATE SET personal = EXCLUDED.personal",
    )
    .bind(bank.bytes().as_slice())
    .bind(site.bytes().as_slice())
    .bind(to.text())
    .execute(db)
    .await?;
    Ok(())
}

/// Which personal parts a site's stations get. An unknown site gets its own.
///
/// # Errors
/// [`DbError`].
pub async fn entitlement(db: &mut PgConnection, bank: BankId, site: SiteId) -> Result<Entitlement, DbError> {
    let row: Option<(String,)> =
        sqlx::query_as("SELECT personal FROM site WHERE bank_id = $1 AND site_id = $2")
            .bind(bank.bytes().as_slice())
            .bind(site.bytes().as_slice())
            .fetch_optional(db)
            .await?;
    Ok(if row.is_some_and(|(text,)| text == Entitlement::All.text()) {
        Entitlement::All
    } else {
        Entitlement::Own
    })
}

/// All banks, in the order in which they came.
///
/// # Errors
/// [`DbError`].
pub async fn list(db: &mut PgConnection) -> Result<Vec<BankId>, DbError> {
    let rows: Vec<(Vec<u8>,)> =
        sqlx::query_as("SELECT bank_id FROM bank ORDER BY founded_ms, bank_id").fetch_all(db).await?;
    rows.into_iter().map(|(bank,)| Ok(BankId::from_bytes(fixed("bank", "bank_id", &bank)?))).collect()
}
