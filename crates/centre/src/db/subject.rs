//! Which scopes a subject has entered.
//!
//! Two stations may upload at once: one entry brings a scope to a subject, another is a new entry of that subject. The
//! scope misses the entry if neither sees the other, so both take the lock of the subject's bucket first. Buckets are
//! taken in ascending order, after the station's row and before the feeds' rows, so that no two uploads wait in a ring.

use super::{DbError, fixed};
use ledger::{BankId, Hash, Subject, SubjectId};
use sqlx::PgConnection;
use std::collections::{BTreeSet, HashMap};
use sync::Scope;

const BUCKETS: i16 = 64;
const TAG: &str = "cordkeep.bucket.v1";

/// Makes the rows to lock of a new bank.
///
/// # Errors
/// [`DbError`].
pub async fn create_locks(db: &mut PgConnection, bank: BankId) -> Result<(), DbError> {
    sqlx::query("INSERT INTO subject_lock (bank_id, bucket) SELECT $1, generate_series(0, $2 - 1)")
        .bind(bank.bytes().as_slice())
        .bind(i32::from(BUCKETS))
        .execute(db)
        .await?;
    Ok(())
}

fn bucket(subject: &Subject) -> i16 {
    let hash = Hash::of(TAG, &[subject.kind.as_bytes(), &[0], subject.id.bytes()]);
    let [first, ..] = *hash.bytes();
    i16::from(first) % BUCKETS
}

/// Holds the scopes of these subjects still until the transaction ends.
///
/// # Errors
/// [`DbError`].
pub async fn lock(db: &mut PgConnection, bank: BankId, subjects: &[&Subject]) -> Result<(), DbError> {
    let buckets: BTreeSet<i16> = subjects.iter().map(|subject| bucket(subject)).collect();
    sqlx::query(include_str!("subject/lock.sql"))
        .bind(bank.bytes().as_slice())
        .bind(buckets.into_iter().collect::<Vec<_>>())
        .execute(db)
        .await?;
    Ok(())
}

/// The scopes that each of these subjects has entered; subjects without any are absent.
///
/// # Errors
/// [`DbError`].
pub async fn list_scopes(
    db: &mut PgConnection,
    bank: BankId,
    subjects: &[&Subject],
) -> Result<HashMap<Subject, BTreeSet<Scope>>, DbError> {
    let rows: Vec<(Vec<u8>, String, String)> = sqlx::query_as(include_str!("subject/list_scopes.sql"))
        .bind(bank.bytes().as_slice())
        .bind(subjects.iter().map(|subject| subject.id.bytes().as_slice()).collect::<Vec<_>>())
        .bind(subjects.iter().map(|subject| subject.kind.as_str()).collect::<Vec<_>>())
        .fetch_all(db)
        .await?;
    let mut scopes = HashMap::<Subject, BTreeSet<Scope>>::new();
    for (id, kind, scope) in rows {
        let id = SubjectId::from_bytes(fixed("subject_scope", "subject_id", &id)?);
        let scope =
            scope.parse().map_err(|_| DbError::Inconsistent { table: "subject_scope", column: "scope" })?;
        scopes.entry(Subject { kind, id }).or_default().insert(scope);
    }
    Ok(scopes)
}

/// Adds scopes that subjects have entered.
///
/// # Errors
/// [`DbError`]; a scope that was entered before is one.
pub async fn insert_scopes(
    db: &mut PgConnection,
    bank: BankId,
    entered: &[(Subject, Scope)],
) -> Result<(), DbError> {
    sqlx::query(include_str!("subject/insert_scopes.sql"))
        .bind(bank.bytes().as_slice())
        .bind(entered.iter().map(|(subject, _)| subject.id.bytes().as_slice()).collect::<Vec<_>>())
        .bind(entered.iter().map(|(subject, _)| subject.kind.as_str()).collect::<Vec<_>>())
        .bind(entered.iter().map(|(_, scope)| scope.to_string()).collect::<Vec<_>>())
        .execute(db)
        .await?;
    Ok(())
}
