//! Readings of the tanks, and their review.

use super::credential::sign;
use super::storage::{find_tank, tank_view};
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::view::Names;
use api::wire::*;
use domain::decide::{self, ReadingInput, filled};
use domain::record::{EntryPlace, TankReviewed};
use domain::{Code, Meaning, Record, Refusal, TankId, Verdict};
use sha2::{Digest, Sha256};
use store::query::ReadingRow;

const SHOWN: u32 = 200;
const HOUR_MS: i64 = 60 * 60 * 1_000;

fn unreviewed(rows: &[ReadingRow]) -> impl Iterator<Item = &ReadingRow> {
    rows.iter().filter(|row| row.review.is_none())
}

/// Digest of the readings that nobody has reviewed: each by its place and the hash of what it says.
fn digest(tank: TankId, rows: &[ReadingRow]) -> String {
    let mut sha = Sha256::new();
    sha.update(b"cordkeep.tank_readings.v1\0");
    sha.update(tank.bytes());
    for row in unreviewed(rows) {
        sha.update(row.read.stamp.station.bytes());
        sha.update(row.read.stamp.seq.to_be_bytes());
        sha.update(row.read.stamp.body_hash);
    }
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn view(row: &ReadingRow, names: &Names) -> TankReading {
    let (stamp, record) = (&row.read.stamp, &row.read.record);
    TankReading {
        read_ms: record.read_ms,
        entered_ms: stamp.at_ms,
        temperature_c: record.temperature_c.to_string(),
        level_percent: record.level_percent.map(|level| level.to_string()),
        verdict: record.verdict,
        limit: record.limit.clone(),
        action: record.action.clone(),
        by: names.person(stamp.operator),
        reviewed_by: row.review.as_ref().map(|review| review.record.name.clone()),
        reviewed_ms: row.review.as_ref().map(|review| review.stamp.at_ms),
        note: row.review.as_ref().map(|review| review.record.note.clone()).filter(|note| !note.is_empty()),
    }
}

pub(crate) fn storage_readings(cx: &mut Cx<'_>, request: TankQuery) -> Answer<TankReadings> {
    let tank = find_tank(cx, request.tank)?;
    let rows = cx.store()?.list_tank_readings(tank.tank, SHOWN).map_err(stored)?;
    let names = Names::read(cx)?;
    let rules = cx.rules();
    let limits = &rules.norm.storage;
    let latest = rows.iter().map(|row| row.read.record.read_ms).max();
    let due_ms = latest.map(|latest| latest.saturating_add(i64::from(limits.reading_due_h) * HOUR_MS));
    Ok(TankReadings {
        tank: tank_view(&tank, &names),
        limit: limits.temperature_c.text(),
        source: limits.temperature_c.source.clone(),
        due: due_ms.is_none_or(|due| due < cx.now_ms()),
        due_ms,
        unreviewed: u32::try_from(unreviewed(&rows).count()).unwrap_or(u32::MAX),
        digest: digest(tank.tank, &rows),
        readings: rows.iter().map(|row| view(row, &names)).collect(),
    })
}

pub(crate) fn storage_read_tank(cx: &mut Cx<'_>, request: ReadTank) -> Answer<TankReadings> {
    let tank = find_tank(cx, request.tank)?;
    let input = ReadingInput {
        tank: tank.tank,
        tank_code: &tank.code,
        tank_site: tank.site,
        temperature_c: &request.temperature_c,
        level_percent: Some(&request.level_percent),
        read_ms: request.read_ms,
        action: Some(&request.action),
    };
    let record = cx.decide(|context| decide::read_tank(&input, context))?;
    cx.record(vec![Act::new(tank.tank.bytes(), record)])?;
    storage_readings(cx, TankQuery { tank: tank.tank })
}

/// The periodic review (21 CFR 1271.260(e)): signed over exactly the readings that were shown.
pub(crate) fn storage_review_readings(cx: &mut Cx<'_>, request: ReviewReadings) -> Answer<TankReadings> {
    let tank = find_tank(cx, request.tank)?;
    let rows = cx.store()?.list_tank_readings(tank.tank, SHOWN).map_err(stored)?;
    let note = match request.note.trim() {
        "" => String::new(),
        note => filled(note, 500, "note").map_err(refused)?,
    };
    if unreviewed(&rows).next().is_none() {
        return Err(refused(Refusal::stop(Code::TankNothingToReview).at("tank")));
    }
    if digest(tank.tank, &rows) != request.digest {
        return Err(refused(Refusal::stop(Code::ContentChanged)));
    }
    let signer = sign(cx, request.login.as_deref(), &request.password)?;
    let outside = unreviewed(&rows).filter(|row| row.read.record.verdict != Verdict::Pass).count();
    let place = |row: &ReadingRow| EntryPlace { station: row.read.stamp.station, seq: row.read.stamp.seq };
    let reviewed = TankReviewed {
        tank: tank.tank,
        readings: unreviewed(&rows).map(place).collect(),
        outside: u32::try_from(outside).unwrap_or(u32::MAX),
        digest: request.digest,
        note,
        name: signer.name,
        meaning: Meaning::Readings,
    };
    cx.record(vec![Act::new(tank.tank.bytes(), Record::TankReviewed(reviewed))])?;
    storage_readings(cx, TankQuery { tank: tank.tank })
}
