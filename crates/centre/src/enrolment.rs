//! One-time codes: made for a person to carry, spent by a station.

use crate::administration::{self, ActError};
use crate::db::act::{Act, ActKind, Doer};
use crate::db::bank::{self, Founded};
use crate::db::code::{self, CodeRow, Purpose};
use crate::db::{DbError, station};
use crate::ports::Random;
use ledger::{BankId, Hash, SiteId};
use sqlx::{PgConnection, PgPool};
use station::Status;
use sync::{EnrolRequest, Founding};

const TAG: &str = "cordkeep.enrolment.v1";
/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Why a code cannot be made or spent.
#[derive(Debug, thiserror::Error)]
pub enum EnrolmentError {
    /// The database's trouble.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The system has no random numbers.
    #[error(transparent)]
    Random(#[from] std::io::Error),
    /// No such code, or spent by another station.
    #[error("no such code, or used by another station")]
    Invalid,
    /// Its time is over.
    #[error("the code has expired")]
    Expired,
    /// The code founds and the request joins, or the reverse.
    #[error("the code is for another purpose")]
    Purpose,
    /// The code joins another bank or site than those that the station says it has.
    #[error("the code is for another bank or site")]
    Other,
    /// The bank that would be founded is there.
    #[error("the bank is at the centre already")]
    BankExists,
    /// The bank that would be joined is not there.
    #[error("the centre does not know this bank")]
    BankUnknown,
    /// The station number is taken by another key.
    #[error("the station number is taken")]
    StationTaken,
}

impl From<ActError> for EnrolmentError {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Db(error) => Self::Db(error),
            ActError::Random(error) => Self::Random(error),
        }
    }
}

/// A fresh code of 100 random bits as `XXXXX-XXXXX-XXXXX-XXXXX`.
///
/// # Errors
/// Where the system has no random numbers.
pub fn draw(random: &dyn Random) -> std::io::Result<String> {
    let mut bytes = [0; 20];
    random.fill(&mut bytes)?;
    let symbols: Vec<char> = bytes
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)).copied().map(char::from))
        .collect();
    Ok(symbols.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

/// The hash of a code as people type it.
#[must_use]
pub fn hash(typed: &str) -> Hash {
    Hash::of(TAG, &[plain(typed).as_bytes()])
}

/// A code as people type it: case, blanks, hyphens and look-alikes do not matter.
#[must_use]
pub fn plain(typed: &str) -> String {
    let plain = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    plain.collect()
}

/// Makes a code, keeps its hash and who made it; a site that is new to its bank is added.
///
/// # Errors
/// [`EnrolmentError::BankUnknown`] for a code that joins; trouble with the database or random numbers.
pub async fn issue(
    pool: &PgPool,
    random: &dyn Random,
    doer: &Doer,
    purpose: Purpose,
    now_ms: i64,
    expires_ms: i64,
) -> Result<String, EnrolmentError> {
    let mut tx = pool.begin().await.map_err(DbError::from)?;
    let typed = draw(random)?;
    let mut act = Act { code_hash: Some(hash(&typed)), ..Act::of(ActKind::CodeIssued) };
    if let Purpose::Join(joined, site) = purpose {
        bank::find(&mut tx, joined).await?.ok_or(EnrolmentError::BankUnknown)?;
        bank::add_site(&mut tx, joined, site).await?;
        (act.bank, act.site) = (Some(joined), Some(site));
    }
    code::insert(&mut tx, hash(&typed), purpose, now_ms, expires_ms).await?;
    administration::record(&mut tx, random, doer, &act, now_ms).await?;
    tx.commit().await.map_err(DbError::from)?;
    Ok(typed)
}

/// Spends a code; tells the bank and the site that the station belongs to. The same station and key asking again get the
/// same answer, also after the code's time.
///
/// # Errors
/// [`EnrolmentError`]; nothing is changed then.
pub async fn spend(
    pool: &PgPool,
    request: &EnrolRequest,
    now_ms: i64,
) -> Result<(BankId, SiteId), EnrolmentError> {
    let mut tx = pool.begin().await.map_err(DbError::from)?;
    let code_hash = hash(&request.code);
    let row = code::lock(&mut tx, code_hash).await?.ok_or(EnrolmentError::Invalid)?;
    if let Some((bank, station)) = row.used {
        let known = station::find(&mut tx, bank, station).await?;
        let same = known.filter(|known| (known.station, known.key) == (request.station, request.key));
        return same.map(|known| (known.bank, known.site)).ok_or(EnrolmentError::Invalid);
    }
    if row.withdrawn_ms.is_some() {
        return Err(EnrolmentError::Invalid);
    }
    if row.expires_ms <= now_ms {
        return Err(EnrolmentError::Expired);
    }
    let (bank, site) = admit(&mut tx, row, request.founding, now_ms).await?;
    match station::find(&mut tx, bank, request.station).await? {
        Some(known) if known.key == request.key && known.site == site && known.status == Status::Active => {}
        Some(_) => return Err(EnrolmentError::StationTaken),
        None => {
            station::insert(&mut tx, (bank, site, request.station), request.key, &request.name, now_ms)
                .await?;
        }
    }
    // A bank that never met a centre brings the chains that it continues: the pages to come are signed by their keys.
    for former in request.former() {
        match station::find(&mut tx, bank, former.former).await? {
            Some(known) if known.key == former.former_key => {}
            Some(_) => return Err(EnrolmentError::StationTaken),
            None => {
                let name = (bank, site, former.former);
                station::insert(&mut tx, name, former.former_key, &request.name, now_ms).await?;
            }
        }
    }
    code::set_used(&mut tx, code_hash, bank, request.station, now_ms).await?;
    tx.commit().await.map_err(DbError::from)?;
    Ok((bank, site))
}

async fn admit(
    db: &mut PgConnection,
    row: CodeRow,
    founding: Option<Founding>,
    now_ms: i64,
) -> Result<(BankId, SiteId), EnrolmentError> {
    match (row.purpose, founding) {
        (Purpose::Join(bank, site), None) => Ok((bank, site)),
        // A station that was there before says where it belongs: nothing is written for a code of another place.
        (Purpose::Join(bank, site), Some(own)) if (own.bank, own.site) == (bank, site) => Ok((bank, site)),
        (Purpose::Join(..), Some(_)) => Err(EnrolmentError::Other),
        (Purpose::Found, Some(Founding { bank, site })) => {
            if bank::found(db, bank, now_ms).await? == Founded::Before {
                return Err(EnrolmentError::BankExists);
            }
            bank::add_site(db, bank, site).await?;
            Ok((bank, site))
        }
        _ => Err(EnrolmentError::Purpose),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_being_read_aloud() {
        let want = hash("01ABC-23DEF-45GHJ-67KMN");
        for typed in ["01abc23def45ghj67kmn", " OIabc 23def 45ghj 67kmn ", "oLABC-23DEF-45GHJ-67KMN"] {
            assert_eq!(hash(typed), want, "{typed}");
        }
        assert_ne!(hash("01ABC-23DEF-45GHJ-67KMP"), want);
    }
}
