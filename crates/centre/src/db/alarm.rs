//! What stations came upon that an administrator must hear of. One row for each station and kind, with how often.

use super::{DbError, fixed};
use ledger::{BankId, StationId};
use sqlx::PgConnection;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlarmKind {
    /// The station sent more than is held, or read what no longer stands so: this database is older than it was.
    CentreBehind,
    /// The station's key signed two histories, or another history of it went on: it is shut out.
    TwoHistories,
}

impl AlarmKind {
    /// As stored and shown.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::CentreBehind => "centre_behind",
            Self::TwoHistories => "two_histories",
        }
    }
}

/// An alarm as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlarmRow {
    /// The bank.
    pub bank: BankId,
    /// The station that came upon it.
    pub station: StationId,
    /// The text of an [`AlarmKind`].
    pub kind: String,
    /// When it was first raised, milliseconds since 1970-01-01 UTC.
    pub first_ms: i64,
    /// When it was last raised, milliseconds since 1970-01-01 UTC.
    pub last_ms: i64,
    /// How often.
    pub times: i64,
}

/// Raises an alarm, or counts it where it was raised before.
///
/// # Errors
/// [`DbError`].
pub async fn raise(
    db: &mut PgConnection,
    (bank, station): (BankId, StationId),
    kind: AlarmKind,
    now_ms: i64,
) -> Result<(), DbError> {
    sqlx::query(
        "INSERT INTO alarm (bank_id, station_id, kind, first_ms, last_ms) VALUES ($1, $2, $3, $4, $4)
         ON CONFLICT (bank_id, station_id, kind)
         DO UPDATE SET last_ms = excluded.last_ms, times = alarm.times + 1",
    )
    .bind(bank.bytes().as_slice())
    .bind(station.bytes().as_slice())
    .bind(kind.text())
    .bind(now_ms)
    .execute(db)
    .await?;
    Ok(())
}

type Raw = (Vec<u8>, Vec<u8>, String, i64, i64, i64);

/// All alarms, the latest first.
///
/// # Errors
/// [`DbError`].
pub async fn list(db: &mut PgConnection) -> Result<Vec<AlarmRow>, DbError> {
    let rows: Vec<Raw> = sqlx::query_as(
        "SELECT bank_id, station_id, kind, first_ms, last_ms, times FROM alarm ORDER BY last_ms DESC",
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(bank, station, kind, first_ms, last_ms, times)| {
            Ok(AlarmRow {
                bank: BankId::from_bytes(fixed("alarm", "bank_id", &bank)?),
                station: StationId::from_bytes(fixed("alarm", "station_id", &station)?),
                kind,
                first_ms,
                last_ms,
                times,
            })
        })
        .collect()
}
