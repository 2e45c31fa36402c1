//! What administrators did: written in the transaction of the act itself, never changed.

use super::{DbError, fixed};
use ledger::{BankId, Hash, SiteId, StationId};
use sqlx::PgConnection;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActKind {
    /// A one-time code for a station was made.
    CodeIssued,
    /// It was taken back.
    CodeWithdrawn,
    /// A station was withdrawn.
    StationRevoked,
    /// Somebody was given a code for the page.
    AccessIssued,
    /// Somebody's codes for the page were taken back.
    AccessWithdrawn,
    /// Somebody signed in at the page.
    SignedIn,
}

impl ActKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::CodeIssued,
        Self::CodeWithdrawn,
        Self::StationRevoked,
        Self::AccessIssued,
        Self::AccessWithdrawn,
        Self::SignedIn,
    ];

    /// As stored.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::CodeIssued => "code.issued",
            Self::CodeWithdrawn => "code.withdrawn",
            Self::StationRevoked => "station.revoked",
            Self::AccessIssued => "access.issued",
            Self::AccessWithdrawn => "access.withdrawn",
            Self::SignedIn => "page.signed_in",
        }
    }
}

/// How it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the page, by the name that was given with the access code.
    Page,
    /// By a command, under the name of an account of the operating system.
    Command,
}

impl Way {
    const fn text(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Command => "command",
        }
    }
}

/// Who does something, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doer {
    /// A name.
    pub who: String,
    /// By what.
    pub way: Way,
}

/// An act, and what it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// What was done.
    pub kind: ActKind,
    /// Whose bank.
    pub bank: Option<BankId>,
    /// At which site.
    pub site: Option<SiteId>,
    /// To which station.
    pub station: Option<StationId>,
    /// About which code.
    pub code_hash: Option<Hash>,
    /// The reason, or for whom; may be empty.
    pub detail: String,
}

impl Act {
    /// One that concerns nothing yet.
    #[must_use]
    pub const fn of(kind: ActKind) -> Self {
        Self { kind, bank: None, site: None, station: None, code_hash: None, detail: String::new() }
    }
}

/// An act as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRow {
    /// When, milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// By whom.
    pub doer: Doer,
    /// What.
    pub act: Act,
}

/// Keeps an act under a random name.
///
/// # Errors
/// [`DbError`].
pub async fn insert(
    db: &mut PgConnection,
    name: [u8; 16],
    doer: &Doer,
    act: &Act,
    now_ms: i64,
) -> Result<(), DbError> {
    sqlx::query(include_str!("act/insert.sql"))
        .bind(name.as_slice())
        .bind(now_ms)
        .bind(&doer.who)
        .bind(doer.way.text())
        .bind(act.kind.text())
        .bind(act.bank.map(|bank| bank.bytes().to_vec()))
        .bind(act.site.map(|site| site.bytes().to_vec()))
        .bind(act.station.map(|station| station.bytes().to_vec()))
        .bind(act.code_hash.map(|hash| hash.bytes().to_vec()))
        .bind(&act.detail)
        .execute(db)
        .await?;
    Ok(())
}

type Raw =
    (i64, String, String, String, Option<Vec<u8>>, Option<Vec<u8>>, Option<Vec<u8>>, Option<Vec<u8>>, String);

fn read(raw: Raw) -> Result<ActRow, DbError> {
    fn id<const N: usize>(column: &'static str, bytes: Option<Vec<u8>>) -> Result<Option<[u8; N]>, DbError> {
        bytes.map(|bytes| fixed("act", column, &bytes)).transpose()
    }
    let (at_ms, who, way, kind, bank, site, station, hash, detail) = raw;
    let inconsistent = |column| DbError::Inconsistent { table: "act", column };
    let way = [Way::Page, Way::Command].into_iter().find(|known| known.text() == way);
    let kind = ActKind::ALL.into_iter().find(|known| known.text() == kind);
    let act = Act {
        kind: kind.ok_or_else(|| inconsistent("kind"))?,
        bank: id("bank_id", bank)?.map(BankId::from_bytes),
        site: id("site_id", site)?.map(SiteId::from_bytes),
        station: id("station_id", station)?.map(StationId::from_bytes),
        code_hash: id("code_hash", hash)?.map(Hash::from_bytes),
        detail,
    };
    Ok(ActRow { at_ms, doer: Doer { who, way: way.ok_or_else(|| inconsistent("way"))? }, act })
}

/// The latest acts, the last one first; those about one station where it is named.
///
/// # Errors
/// [`DbError`].
pub async fn list(
    db: &mut PgConnection,
    about: Option<(BankId, StationId)>,
    limit: i64,
) -> Result<Vec<ActRow>, DbError> {
    sqlx::query_as(include_str!("act/list.sql"))
        .bind(about.map(|(bank, _)| bank.bytes().to_vec()))
        .bind(about.map(|(_, station)| station.bytes().to_vec()))
        .bind(limit)
        .fetch_all(db)
        .await?
        .into_iter()
        .map(read)
        .collect()
}
