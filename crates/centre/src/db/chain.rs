//! A chain as it is held, to be verified.

use super::{DbError, fixed, signed, unsigned};
use ledger::{BankId, Checkpoint, Entry, Hash, Personal, StationId};
use sqlx::PgConnection;

type Raw = (
    i64,
    Vec<u8>,
    Vec<u8>,
    Vec<u8>,
    Option<Vec<u8>>,
    Option<Vec<u8>>,
    Option<Vec<u8>>,
    Option<i64>,
    Option<Vec<u8>>,
);

/// An entry as it is held.
pub struct Held {
    /// The entry.
    pub entry: Entry,
    /// The hash that stands beside it, which everything else at the centre goes by.
    pub hash: Hash,
    /// The checkpoint that covers the chain up to here, where there is one.
    pub checkpoint: Option<Checkpoint>,
}

/// Entries behind `after`, ascending.
///
/// # Errors
/// [`DbError`].
pub async fn list(
    db: &mut PgConnection,
    (bank, station): (BankId, StationId),
    after: u64,
    limit: i64,
) -> Result<Vec<Held>, DbError> {
    let rows: Vec<Raw> = sqlx::query_as(include_str!("chain/list.sql"))
        .bind(bank.bytes().as_slice())
        .bind(station.bytes().as_slice())
        .bind(signed(after))
        .bind(limit)
        .fetch_all(db)
        .await?;
    rows.into_iter().map(|raw| read(station, raw)).collect()
}

fn read(station: StationId, raw: Raw) -> Result<Held, DbError> {
    let (seq, stored, header, body, salt, bytes, hash, time_ms, signature) = raw;
    let personal = match salt.zip(bytes) {
        Some((salt, bytes)) => Some(Personal { salt: fixed("entry", "personal_salt", &salt)?, bytes }),
        None => None,
    };
    let checkpoint = match hash.zip(time_ms).zip(signature) {
        Some(((hash, time_ms), signature)) => Some(Checkpoint {
            station,
            seq: unsigned("checkpoint", "seq", seq)?,
            hash: Hash::from_bytes(fixed("checkpoint", "hash", &hash)?),
            time_ms,
            signature: fixed("checkpoint", "signature", &signature)?,
        }),
        None => None,
    };
    let hash = Hash::from_bytes(fixed("entry", "hash", &stored)?);
    Ok(Held { entry: Entry::from_parts(header, body, personal), hash, checkpoint })
}
