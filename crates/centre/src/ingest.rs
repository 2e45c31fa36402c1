//! Taking a page of a chain: one transaction from the station's lock to its new head.

use crate::Centre;
use crate::db::{DbError, bank, checkpoint, entry, feed, quarantine, station, subject};
use crate::fan_out::{Arrival, FanOut, Item, fan_out};
use ledger::{EntryRef, Subject};
use sqlx::PgConnection;
use station::{StationRow, Status};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use sync::{Receipt, Span, UploadPage};

/// Why a verified page is not merged.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The database's trouble; nothing was changed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Entries are missing in between; nothing was changed.
    #[error("entry {expected} is wanted next")]
    Gap {
        /// The sequence number that follows what is held.
        expected: u64,
    },
    /// The page contradicts what is held, or an earlier page did; it is quarantined and the station flagged.
    #[error("the station has two histories from entry {seq} on")]
    Fork {
        /// The first entry that differs.
        seq: u64,
    },
    /// The station was revoked; the page is quarantined.
    #[error("the station was revoked")]
    Revoked,
    /// The station is not known any more.
    #[error("the station is not known")]
    Unknown,
}

/// Stores the new part of a page that [`UploadPage::verify`] found good, and signs a receipt for the whole chain held.
/// `raw` is the page as received, for the quarantine.
///
/// # Errors
/// [`IngestError`].
pub async fn ingest(
    centre: &Centre,
    page: &UploadPage,
    span: Span,
    raw: &[u8],
) -> Result<Receipt, IngestError> {
    let now_ms = centre.clock.now_ms();
    let mut tx = centre.pool.begin().await.map_err(DbError::from)?;
    let row = station::lock(&mut tx, page.bank, page.station).await?.ok_or(IngestError::Unknown)?;
    let refused = match row.status {
        Status::Revoked => Some(IngestError::Revoked),
        Status::Cloned => Some(IngestError::Fork { seq: span.first }),
        Status::Active => find_fork(&mut tx, &row, page, span).await?.map(|seq| IngestError::Fork { seq }),
    };
    if let Some(refused) = refused {
        let reason =
            if matches!(refused, IngestError::Revoked) { sync::Code::Revoked } else { sync::Code::Fork };
        if row.status == Status::Active {
            station::set_status(&mut tx, row.bank, row.station, Status::Cloned).await?;
        }
        quarantine::insert(&mut tx, row.bank, row.station, reason.as_str(), raw, now_ms).await?;
        tx.commit().await.map_err(DbError::from)?;
        return Err(refused);
    }
    let sign = |seq, hash| Receipt::sign(&centre.key, row.bank, row.station, seq, hash, now_ms);
    if span.last <= row.head_seq {
        return Ok(sign(row.head_seq, row.head_hash));
    }
    store(&mut tx, centre, &row, page, now_ms).await?;
    station::set_head(&mut tx, (row.bank, row.station), span.last, span.head, now_ms).await?;
    tx.commit().await.map_err(DbError::from)?;
    centre.stored.send_modify(|count| *count = count.wrapping_add(1));
    Ok(sign(span.last, span.head))
}

/// The first sequence number at which the page contradicts what is held.
async fn find_fork(
    db: &mut PgConnection,
    row: &StationRow,
    page: &UploadPage,
    span: Span,
) -> Result<Option<u64>, IngestError> {
    let expected = row.head_seq + 1;
    if span.first > expected {
        return Err(IngestError::Gap { expected });
    }
    if span.first == expected {
        return Ok((span.previous != row.head_hash).then_some(row.head_seq));
    }
    let before = span.first - 1;
    let held = entry::list_hashes(db, row.bank, row.station, before..=span.last.min(row.head_seq)).await?;
    if before > 0 && held.get(&before) != Some(&span.previous) {
        return Ok(Some(before));
    }
    let overlap = (span.first..=row.head_seq).zip(&page.entries);
    Ok(overlap.into_iter().find(|(seq, entry)| held.get(seq) != Some(&entry.hash())).map(|(seq, _)| seq))
}

async fn store(
    db: &mut PgConnection,
    centre: &Centre,
    row: &StationRow,
    page: &UploadPage,
    now_ms: i64,
) -> Result<(), DbError> {
    let malformed = |_| DbError::Inconsistent { table: "entry", column: "header" };
    let (mut entries, mut arrivals, mut entitled) = (Vec::new(), Vec::new(), BTreeMap::new());
    for entry in &page.entries {
        let header = entry.header().map_err(malformed)?;
        if header.seq <= row.head_seq {
            continue;
        }
        let routing = centre.router.route(&header.kind, header.kind_version, entry.body());
        entitled.extend(centre.router.entitlement(&header.kind, header.kind_version, entry.body()));
        let audience = routing.audience;
        let name = EntryRef { station: row.station, seq: header.seq };
        arrivals.push(Arrival { entry: name, subject: header.subject.clone(), site: header.site, routing });
        entries.push(entry::NewEntry { entry, header, hash: entry.hash(), audience });
    }
    let subjects: BTreeSet<&Subject> = arrivals.iter().map(|arrival| &arrival.subject).collect();
    let subjects: Vec<&Subject> = subjects.into_iter().collect();
    subject::lock(db, row.bank, &subjects).await?;
    let fan = fan_out(&subject::list_scopes(db, row.bank, &subjects).await?, &arrivals);
    let mut histories = HashMap::new();
    for subject in fan.histories() {
        histories.insert(subject.clone(), entry::list_history(db, row.bank, subject).await?);
    }
    entry::insert(db, row.bank, row.station, &entries, now_ms).await?;
    let checkpoints: Vec<_> =
        page.checkpoints.iter().filter(|checkpoint| checkpoint.seq > row.head_seq).collect();
    checkpoint::insert(db, row.bank, row.station, &checkpoints).await?;
    if !fan.entered.is_empty() {
        subject::insert_scopes(db, row.bank, &fan.entered).await?;
    }
    feed::append(db, row.bank, &resolve(fan, &histories)).await?;
    for (site, to) in entitled {
        bank::entitle(db, row.bank, site, to).await?;
    }
    Ok(())
}

fn resolve(fan: FanOut, histories: &HashMap<Subject, Vec<EntryRef>>) -> BTreeMap<sync::Scope, Vec<EntryRef>> {
    let expand = |item| match item {
        Item::Entry(entry) => vec![entry],
        Item::History(subject) => histories.get(&subject).cloned().unwrap_or_default(),
    };
    fan.appends
        .into_iter()
        .map(|(scope, items)| (scope, items.into_iter().flat_map(expand).collect()))
        .collect()
}
