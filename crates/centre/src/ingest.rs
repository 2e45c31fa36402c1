//! Taking a page of a chain: one transaction from the station's lock to its new head, over whatever keeps it.

use crate::db::DbError;
use crate::db::entry::NewEntry;
use crate::db::station::{StationRow, Status};
use crate::fan_out::{Arrival, FanOut, Item, fan_out};
use crate::router::Router;
use crate::storage::{FeedEnd, FeedItem, Reading, Transaction};
use ledger::{EntryRef, Hash, SigningKey, Subject};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use sync::{Overtaken, Receipt, Scope, Span, UploadPage};

/// What judges a page, beside what is held.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    /// The centre's signing key.
    pub key: &'a SigningKey,
    /// Decides where entries go.
    pub router: &'a dyn Router,
    /// The centre's clock.
    pub now_ms: i64,
}

/// Whose chain a page is of: the sender's, or that of another station of the same site, which a restored station brings
/// along. Such a page proves itself by its writer's signature, whoever carries it. None where the sender may not bring it.
///
/// # Errors
/// [`DbError`].
pub async fn writer_of(
    db: &mut impl Reading,
    sender: &StationRow,
    page: &UploadPage,
) -> Result<Option<StationRow>, DbError> {
    if (page.bank, page.station) == (sender.bank, sender.station) {
        return Ok(Some(sender.clone()));
    }
    if page.bank != sender.bank || sender.status != Status::Active {
        return Ok(None);
    }
    let writer = db.find_station(page.bank, page.station).await?;
    Ok(writer.filter(|writer| writer.site == sender.site))
}

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

/// What became of a page that was good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The centre's word for the whole chain held.
    pub receipt: Receipt,
    /// How many entries are new; none where the page was sent before.
    pub new: u64,
}

/// Stores the new part of a page that [`UploadPage::verify`] found good, and signs a receipt for the whole chain held.
/// `raw` is the page as received, for the quarantine.
///
/// # Errors
/// [`IngestError`].
pub async fn ingest<T: Transaction>(
    judge: Judge<'_>,
    mut tx: T,
    page: &UploadPage,
    span: Span,
    raw: &[u8],
) -> Result<Taken, IngestError> {
    let row = tx.lock_station(page.bank, page.station).await?.ok_or(IngestError::Unknown)?;
    let refused = match row.status {
        Status::Revoked => Some(IngestError::Revoked),
        Status::Cloned => Some(IngestError::Fork { seq: span.first }),
        Status::Active => find_fork(&mut tx, &row, page, span).await?.map(|seq| IngestError::Fork { seq }),
    };
    if let Some(refused) = refused {
        let reason =
            if matches!(refused, IngestError::Revoked) { sync::Code::Revoked } else { sync::Code::Fork };
        if row.status == Status::Active {
            tx.set_status(row.bank, row.station, Status::Cloned).await?;
        }
        tx.quarantine((row.bank, row.station), reason.as_str(), raw, judge.now_ms).await?;
        tx.commit().await?;
        return Err(refused);
    }
    let sign = |seq, hash| Receipt::sign(judge.key, row.bank, row.station, seq, hash, judge.now_ms);
    if span.last <= row.head_seq {
        return Ok(Taken { receipt: sign(row.head_seq, row.head_hash), new: 0 });
    }
    store(&mut tx, judge, &row, page).await?;
    tx.set_head((row.bank, row.station), span.last, span.head, judge.now_ms).await?;
    tx.commit().await?;
    Ok(Taken { receipt: sign(span.last, span.head), new: span.last - row.head_seq })
}

/// The first sequence number at which the page contradicts what is held.
async fn find_fork(
    tx: &mut impl Transaction,
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
    let held = tx.list_hashes(row.bank, row.station, before..=span.last.min(row.head_seq)).await?;
    if before > 0 && held.get(&before) != Some(&span.previous) {
        return Ok(Some(before));
    }
    let overlap = (span.first..=row.head_seq).zip(&page.entries);
    Ok(overlap.into_iter().find(|(seq, entry)| held.get(seq) != Some(&entry.hash())).map(|(seq, _)| seq))
}

async fn store(
    tx: &mut impl Transaction,
    judge: Judge<'_>,
    row: &StationRow,
    page: &UploadPage,
) -> Result<(), DbError> {
    let malformed = |_| DbError::Inconsistent { table: "entry", column: "header" };
    let (mut entries, mut arrivals, mut entitled) = (Vec::new(), Vec::new(), BTreeMap::new());
    for entry in &page.entries {
        let header = entry.header().map_err(malformed)?;
        if header.seq <= row.head_seq {
            continue;
        }
        let routing = judge.router.route(&header.kind, header.kind_version, entry.body());
        entitled.extend(judge.router.entitlement(&header.kind, header.kind_version, entry.body()));
        let audience = routing.audience;
        let name = EntryRef { station: row.station, seq: header.seq };
        arrivals.push(Arrival { entry: name, subject: header.subject.clone(), site: header.site, routing });
        entries.push(NewEntry { entry, header, hash: entry.hash(), audience });
    }
    let subjects: BTreeSet<&Subject> = arrivals.iter().map(|arrival| &arrival.subject).collect();
    let subjects: Vec<&Subject> = subjects.into_iter().collect();
    tx.lock_subjects(row.bank, &subjects).await?;
    let fan = fan_out(&tx.list_scopes(row.bank, &subjects).await?, &arrivals);
    let mut histories = HashMap::new();
    for subject in fan.histories() {
        histories.insert(subject.clone(), tx.list_history(row.bank, subject).await?);
    }
    tx.insert_entries(row.bank, row.station, &entries, judge.now_ms).await?;
    let checkpoints: Vec<_> =
        page.checkpoints.iter().filter(|checkpoint| checkpoint.seq > row.head_seq).collect();
    tx.insert_checkpoints(row.bank, row.station, &checkpoints).await?;
    if !fan.entered.is_empty() {
        tx.insert_scopes(row.bank, &fan.entered).await?;
    }
    let hashes = entries.iter().map(|new| (new.header.seq, new.hash)).collect();
    append(tx, row, &resolve(fan, &histories, &hashes)).await?;
    for (site, to) in entitled {
        tx.entitle(row.bank, site, to).await?;
    }
    Ok(())
}

/// Numbers what the feeds grow by. Their ends are locked until the commit, so positions become visible in their order.
async fn append(
    tx: &mut impl Transaction,
    row: &StationRow,
    appends: &BTreeMap<Scope, Vec<(EntryRef, Hash)>>,
) -> Result<(), DbError> {
    let scopes: Vec<Scope> = appends.keys().copied().collect();
    let ends = tx.lock_feed_ends(row.bank, &scopes).await?;
    let (mut items, mut moved) = (Vec::new(), Vec::new());
    for (scope, entries) in appends {
        let mut end =
            *ends.get(scope).ok_or(DbError::Inconsistent { table: "feed_scope", column: "scope" })?;
        for (entry, hash) in entries {
            end = FeedEnd { position: end.position.saturating_add(1), mark: end.mark.then(hash) };
            items.push(FeedItem { scope: *scope, position: end.position, entry: *entry, mark: end.mark });
        }
        moved.push((*scope, end));
    }
    tx.insert_feed(row.bank, &items).await?;
    tx.move_feed_ends(row.bank, &moved).await
}

fn resolve(
    fan: FanOut,
    histories: &HashMap<Subject, Vec<(EntryRef, Hash)>>,
    hashes: &HashMap<u64, Hash>,
) -> BTreeMap<Scope, Vec<(EntryRef, Hash)>> {
    let expand = |item| match item {
        // Of the page itself, so its hash is among those that were just read.
        Item::Entry(entry) => vec![(entry, hashes.get(&entry.seq).copied().unwrap_or(Hash::ZERO))],
        Item::History(subject) => histories.get(&subject).cloned().unwrap_or_default(),
    };
    fan.appends
        .into_iter()
        .map(|(scope, items)| (scope, items.into_iter().flat_map(expand).collect()))
        .collect()
}

/// What becomes of a station's word that another history of it went on.
#[derive(Debug, thiserror::Error)]
pub enum OvertakenError {
    /// The database's trouble; nothing was changed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// It is so: the station is flagged and shut out, whichever of the two asks.
    #[error("the station has two histories from entry {seq} on")]
    ShutOut {
        /// The first entry that the station did not make.
        seq: u64,
    },
    /// The station was revoked before.
    #[error("the station was revoked")]
    Revoked,
    /// Nothing is held that the station did not make.
    #[error("entry {expected} is wanted next")]
    NotSo {
        /// The sequence number that follows what is held.
        expected: u64,
    },
    /// The station is not known any more.
    #[error("the station is not known")]
    Unknown,
}

/// Shuts a station out that says of itself that it was overtaken, where what is held bears it out. What an honest station
/// sends never does: its own file has all that it ever sent, so it has no reason to ask.
pub async fn overtaken<T: Transaction>(mut tx: T, word: &Overtaken) -> OvertakenError {
    match judge_overtaken(&mut tx, word).await {
        Err(error) => error.into(),
        Ok(OvertakenError::ShutOut { seq }) => match tx.commit().await {
            Ok(()) => OvertakenError::ShutOut { seq },
            Err(error) => error.into(),
        },
        Ok(other) => other,
    }
}

async fn judge_overtaken(tx: &mut impl Transaction, word: &Overtaken) -> Result<OvertakenError, DbError> {
    let Some(row) = tx.lock_station(word.bank, word.station).await? else {
        return Ok(OvertakenError::Unknown);
    };
    let seq = word.seq.saturating_add(1);
    match row.status {
        Status::Revoked => return Ok(OvertakenError::Revoked),
        Status::Cloned => return Ok(OvertakenError::ShutOut { seq }),
        Status::Active => {}
    }
    let held = tx.list_hashes(row.bank, row.station, word.seq..=word.seq).await?;
    let differs = held.get(&word.seq).is_some_and(|hash| *hash != word.hash);
    if row.head_seq <= word.seq && !differs {
        return Ok(OvertakenError::NotSo { expected: row.head_seq.saturating_add(1) });
    }
    tx.set_status(row.bank, row.station, Status::Cloned).await?;
    Ok(OvertakenError::ShutOut { seq })
}
