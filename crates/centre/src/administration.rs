//! What administrators do, from the page or by a command: each act and the record of who did it in one transaction, which
//! the caller commits.

use crate::db::access::{self, AccessRow};
use crate::db::act::{self, Act, ActKind, Doer};
use crate::db::station::{self, Status};
use crate::db::{DbError, code};
use crate::enrolment::{draw, plain};
use crate::ports::Random;
use ledger::{BankId, Hash, StationId};
use sqlx::PgConnection;

const TAG: &str = "cordkeep.page-access.v1";

/// Why an act is not done.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The database's trouble.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The system has no random numbers.
    #[error(transparent)]
    Random(#[from] std::io::Error),
}

/// The hash of an access code as people type it.
#[must_use]
pub fn access_hash(typed: &str) -> Hash {
    Hash::of(TAG, &[plain(typed).as_bytes()])
}

/// Records an act.
///
/// # Errors
/// [`ActError`].
pub async fn record(
    db: &mut PgConnection,
    random: &dyn Random,
    doer: &Doer,
    what: &Act,
    now_ms: i64,
) -> Result<(), ActError> {
    let mut name = [0; 16];
    random.fill(&mut name)?;
    tracing::info!(who = doer.who, kind = what.kind.text(), "an administrator's act");
    Ok(act::insert(db, name, doer, what, now_ms).await?)
}

/// Withdraws a station; false where the centre does not know it.
///
/// # Errors
/// [`ActError`].
pub async fn revoke(
    db: &mut PgConnection,
    random: &dyn Random,
    doer: &Doer,
    (bank, station): (BankId, StationId),
    reason: &str,
    now_ms: i64,
) -> Result<bool, ActError> {
    let Some(row) = station::lock(db, bank, station).await? else { return Ok(false) };
    station::set_status(db, bank, station, Status::Revoked).await?;
    let act = Act {
        bank: Some(bank),
        site: Some(row.site),
        station: Some(station),
        detail: reason.trim().to_owned(),
        ..Act::of(ActKind::StationRevoked)
    };
    record(db, random, doer, &act, now_ms).await?;
    Ok(true)
}

/// Takes back a one-time code that nobody used; false where there is none to take back.
///
/// # Errors
/// [`ActError`].
pub async fn withdraw_code(
    db: &mut PgConnection,
    random: &dyn Random,
    doer: &Doer,
    code_hash: Hash,
    now_ms: i64,
) -> Result<bool, ActError> {
    if code::withdraw(db, code_hash, now_ms).await? == 0 {
        return Ok(false);
    }
    let act = Act { code_hash: Some(code_hash), ..Act::of(ActKind::CodeWithdrawn) };
    record(db, random, doer, &act, now_ms).await?;
    Ok(true)
}

/// Makes a code by which somebody signs in at the page.
///
/// # Errors
/// [`ActError`].
pub async fn issue_access(
    db: &mut PgConnection,
    random: &dyn Random,
    doer: &Doer,
    name: &str,
    now_ms: i64,
    expires_ms: i64,
) -> Result<String, ActError> {
    let typed = draw(random)?;
    let row = AccessRow { code_hash: access_hash(&typed), name: name.to_owned(), expires_ms };
    access::insert(db, &row, now_ms).await?;
    let act = Act { detail: name.to_owned(), ..Act::of(ActKind::AccessIssued) };
    record(db, random, doer, &act, now_ms).await?;
    Ok(typed)
}

/// Takes back every open code of a name; tells how many.
///
/// # Errors
/// [`ActError`].
pub async fn withdraw_access(
    db: &mut PgConnection,
    random: &dyn Random,
    doer: &Doer,
    name: &str,
    now_ms: i64,
) -> Result<u64, ActError> {
    let count = access::withdraw(db, name, now_ms).await?;
    if count > 0 {
        let act = Act { detail: name.to_owned(), ..Act::of(ActKind::AccessWithdrawn) };
        record(db, random, doer, &act, now_ms).await?;
    }
    Ok(count)
}
