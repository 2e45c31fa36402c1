//! Units: the row for lists, claims, the place taken, receipts.

use super::claims::{DIN, Keys, POSITION};
use crate::StoreError;
use crate::row::Decoded;
use domain::material::{HOLD_KEY_LENGTH, RECALL_KEY};
use domain::unit::{Stamp, Stamped, UnitState};
use domain::{DonationId, ReceiptDecision, ResultState};
use rusqlite::{Connection, params};

/// What is made of a unit's records alone.
const TABLES: &[&str] = &[
    "unit",
    "claim",
    "contest",
    "occupancy",
    "receipt",
    "thing_use",
    "recall_hold",
    "unit_deviation",
    "test_mark",
];

pub(super) fn project(
    connection: &Connection,
    donation: DonationId,
    entries: Vec<Decoded>,
    keys: &mut Keys,
) -> Result<(), StoreError> {
    let held_here = entries.iter().any(Decoded::tells_of_unit);
    let state = UnitState::fold(donation, entries.into_iter().filter_map(Decoded::fact));
    keys.of_unit(connection, donation)?;
    for table in TABLES {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE donation = ?1"))?
            .execute([donation.bytes()])?;
    }
    // Quality closed a deviation that concerns a unit of other sites: nothing of the unit itself is known here.
    if !held_here {
        return Ok(());
    }
    insert_row(connection, &state)?;
    let mut claim = connection
        .prepare_cached("INSERT INTO claim (kind, about, donation, at_ms) VALUES (?1, ?2, ?3, ?4)")?;
    if let Some(collection) = &state.collection {
        claim.execute((DIN, &collection.record.din, donation.bytes(), collection.stamp.at_ms))?;
    }
    if let Some(place) = state.place() {
        let stored = &place.record;
        claim.execute((POSITION, &stored.position, donation.bytes(), place.stamp.at_ms))?;
        // Contested until the claims are settled, so that two stations' units may meet here first.
        connection
            .prepare_cached(
                "INSERT INTO occupancy (position, donation, tank, rack, slot, contested) VALUES (?1, ?2, ?3, ?4, ?5, 1)",
            )?
            .execute((&stored.position, donation.bytes(), stored.tank.bytes(), stored.rack, stored.slot))?;
    }
    let mut receipt = connection.prepare_cached(
        "INSERT OR IGNORE INTO receipt (donation, shipment, received_ms) VALUES (?1, ?2, ?3)",
    )?;
    for received in &state.receipts {
        receipt.execute((donation.bytes(), received.record.shipment.bytes(), received.stamp.at_ms))?;
    }
    insert_uses(connection, &state)?;
    insert_deviations(connection, &state)?;
    super::mark::insert(connection, &state)?;
    keys.of_unit(connection, donation)
}

/// What the unit's own records say of deviations.
fn insert_deviations(connection: &Connection, state: &UnitState) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO unit_deviation (donation, deviation, standing, at_ms) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for known in &state.deviations {
        let begun = &known.begun;
        let at_ms = known.settled.as_ref().map_or(begun.stamp.at_ms, |settled| settled.stamp.at_ms);
        let deviation = begun.record.deviation;
        insert.execute((state.donation.bytes(), deviation.bytes(), known.standing() as i64, at_ms))?;
    }
    Ok(())
}

/// What was used on the unit, and the recalls that held it.
fn insert_uses(connection: &Connection, state: &UnitState) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO thing_use (code, at_ms, station, seq, scan, donation, step, operator, second, site)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    let mut put = |stamp: &Stamp, at_ms: i64, step: &str, scan: &str, code: &str| {
        insert.execute(params![
            code.trim(),
            at_ms,
            stamp.station.bytes(),
            stamp.seq,
            scan,
            state.donation.bytes(),
            step,
            stamp.operator.map(|person| *person.bytes()),
            stamp.second.map(|person| *person.bytes()),
            stamp.site.bytes(),
        ])
    };
    for done in &state.steps {
        let at_ms = done.record.done_ms.unwrap_or(done.stamp.at_ms);
        for scan in &done.record.scans {
            put(&done.stamp, at_ms, &done.record.step, &scan.code, &scan.value)?;
        }
    }
    if let Some(Stamped { stamp, record }) = &state.collection {
        put(stamp, record.ended_ms, "collect", "bag_lot", &record.bag_lot)?;
    }
    let mut hold =
        connection.prepare_cached("INSERT OR IGNORE INTO recall_hold (key, donation) VALUES (?1, ?2)")?;
    let keys = state.holds.iter().map(|hold| &hold.placed.record.key);
    for key in keys.filter(|key| key.starts_with(RECALL_KEY)).filter_map(|key| key.get(..HOLD_KEY_LENGTH)) {
        hold.execute((key, state.donation.bytes()))?;
    }
    Ok(())
}

fn insert_row(connection: &Connection, state: &UnitState) -> Result<(), StoreError> {
    let finals = state
        .results
        .values()
        .filter(|results| results.last().is_some_and(|result| result.record.state == ResultState::Final))
        .count();
    let rejection = match (&state.rejection, &state.receipt_decision) {
        (Some(rejection), _) => Some(rejection.record.reason.as_str()),
        (None, Some(decided)) if decided.record.decision == ReceiptDecision::Reject => Some("receipt"),
        _ => None,
    };
    let after_release = state.is_changed_after_release();
    let own_hold = state.hold_reason(&[]).is_some();
    connection
        .prepare_cached(
            "INSERT INTO unit (donation, din, status, inventory, site, collected_ms, volume_ml, position, rejection,
                               results, reviewed, changed_ms, own_hold, after_release)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            state.donation.bytes(),
            state.din(),
            state.status() as i64,
            state.inventory() as i64,
            state.site().map(|site| *site.bytes()),
            state.collection.as_ref().map(|c| c.record.ended_ms),
            state.collection.as_ref().map(|c| c.record.volume_ml.to_string()),
            state.place().map(|place| place.record.position.as_str()),
            rejection,
            finals,
            state.review().is_some(),
            state.changed_ms,
            own_hold,
            after_release,
        ])?;
    Ok(())
}
