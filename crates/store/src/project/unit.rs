//! Units: the row for lists, claims, the place taken, receipts.

use super::claims::{DIN, Keys, POSITION};
use super::rows::{Row, UnitRows, bytes, maybe};
use crate::StoreError;
use crate::row::Decoded;
use domain::material::{HOLD_KEY_LENGTH, RECALL_KEY};
use domain::register::{USED_FOR_FREEZING, USED_FOR_RESULT};
use domain::unit::{Stamp, Stamped, UnitCurve, UnitDeviation, UnitState};
use domain::{DonationId, FreezingCurveId, ReceiptDecision, ResultState};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeMap;

const UNIT: UnitRows = UnitRows::of(
    "unit",
    0,
    &[
        "din",
        "status",
        "inventory",
        "site",
        "collected_ms",
        "volume_ml",
        "position",
        "rejection",
        "results",
        "reviewed",
        "changed_ms",
        "own_hold",
        "after_release",
    ],
);
const CLAIM: UnitRows = UnitRows::of("claim", 2, &["kind", "about", "at_ms"]);
const OCCUPANCY: UnitRows = UnitRows::of("occupancy", 1, &["position", "tank", "rack", "slot"])
    // Until the claims are settled, so that two stations' units may meet here first.
    .with(", contested", "1, ");
const RECEIPT: UnitRows = UnitRows::of("receipt", 1, &["shipment", "received_ms"]);
const THING_USE: UnitRows = UnitRows::of(
    "thing_use",
    5,
    &["code", "at_ms", "station", "seq", "scan", "step", "operator", "second", "site"],
);
const UNIT_DEVIATION: UnitRows = UnitRows::of("unit_deviation", 1, &["deviation", "standing", "at_ms"]);
const UNIT_CURVE: UnitRows = UnitRows::of("unit_curve", 1, &["curve", "current", "fitness", "at_ms"]);
const UNIT_SOP: UnitRows = UnitRows::of("unit_sop", 3, &["code", "version", "digest"]);
const RECALL_HOLD: UnitRows = UnitRows::of("recall_hold", 1, &["key"]);

pub(super) fn project(
    connection: &Connection,
    donation: DonationId,
    entries: Vec<Decoded>,
    keys: &mut Keys,
) -> Result<Option<UnitState>, StoreError> {
    // Quality closed a deviation that concerns a unit of other sites: nothing of the unit itself is known here.
    if !entries.iter().any(Decoded::tells_of_unit) {
        return Ok(None);
    }
    let state = UnitState::fold_told(donation, entries.into_iter().map(Decoded::told));
    let mut before = Keys::default();
    before.of_unit(connection, donation)?;
    let contested = is_contested(connection, donation)?;
    let new = UNIT.put_one(connection, donation, unit_row(&state))?;
    let changed =
        [(CLAIM, claims(&state)), (OCCUPANCY, occupancy(&state)), (UNIT_DEVIATION, deviations(&state))]
            .into_iter()
            .try_fold(false, |changed, (table, rows)| {
                Ok::<_, StoreError>(table.put(connection, donation, &rows)? || changed)
            })?;
    // Where the unit claims what it claimed, and nobody contests it, all is settled as it was.
    if new || changed || contested {
        keys.add(before);
        keys.of_unit(connection, donation)?;
    }
    for (table, rows) in [
        (RECEIPT, receipts(&state)),
        (THING_USE, uses(&state)),
        (RECALL_HOLD, recalls(&state)),
        (UNIT_SOP, worked_by(&state)),
        (UNIT_CURVE, curves(&state)),
        (super::part::PART, super::part::parts(&state)),
        (super::part::PART_ROOT, super::part::roots(&state)),
        (super::mark::MARK, super::mark::marks(&state)),
        (super::milestone::MILESTONE, super::milestone::milestones(&state)),
        (super::refused::REFUSED_TASK, super::refused::tasks(&state)),
        (super::clock::CLOCK, super::clock::clocks(&state)),
    ] {
        table.put(connection, donation, &rows)?;
    }
    Ok(Some(state))
}

fn is_contested(connection: &Connection, donation: DonationId) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM contest WHERE donation = ?1)")?;
    Ok(statement.query_row([donation.bytes()], |row| row.get(0))?)
}

fn receipts(state: &UnitState) -> Vec<Row> {
    let receipts = state.receipts.iter();
    receipts
        .map(|received| vec![bytes(received.record.shipment.bytes()), received.stamp.at_ms.into()])
        .collect()
}

/// The version of a procedure that the unit is worked by: what it was pinned to, else what its first step names, which tells no
/// digest.
fn worked_by(state: &UnitState) -> Vec<Row> {
    let row = |code: &str, version: &str, digest: &str| -> Row {
        vec![code.to_owned().into(), version.to_owned().into(), digest.to_owned().into()]
    };
    let pinned = state.sop.as_ref().map(|pinned| &pinned.record);
    let pinned = pinned.map(|pinned| row(&pinned.sop, &pinned.version, &pinned.digest));
    let named = || state.steps.first().map(|first| row(&first.record.sop, &first.record.sop_version, ""));
    pinned.or_else(named).into_iter().collect()
}

/// The recalls that held the unit, lifted ones included.
fn recalls(state: &UnitState) -> Vec<Row> {
    let keys = state.holds.iter().map(|hold| &hold.placed.record.key);
    let recalls = keys.filter(|key| key.starts_with(RECALL_KEY)).filter_map(|key| key.get(..HOLD_KEY_LENGTH));
    recalls.map(|key| vec![key.to_owned().into()]).collect()
}

/// What the unit's own records say of deviations.
fn deviations(state: &UnitState) -> Vec<Row> {
    let row = |known: &UnitDeviation| {
        let begun = &known.begun;
        let settled = known.settled.as_ref().map(|settled| settled.stamp.at_ms);
        let removed = known.removed.as_ref().map(|removed| removed.stamp.at_ms);
        let at_ms = settled.max(removed).unwrap_or(begun.stamp.at_ms);
        let standing = known.standing() as i64;
        vec![bytes(begun.record.deviation.bytes()), standing.into(), at_ms.into()]
    };
    state.deviations.iter().map(row).collect()
}

/// The curves that the unit was frozen by, each once. One that stands beside another is open again.
fn curves(state: &UnitState) -> Vec<Row> {
    let last = state.curve().map(|curve| curve.recorded.record.curve);
    let mut rows: BTreeMap<FreezingCurveId, Row> = BTreeMap::new();
    for curve in &state.curves {
        let id = curve.recorded.record.curve;
        let torn = last == Some(id) && state.is_curve_torn();
        let fitness = curve.fitness().filter(|_| !torn).map(|fitness| fitness as i64);
        let at_ms = curve.recorded.stamp.at_ms;
        rows.insert(id, vec![bytes(id.bytes()), (last == Some(id)).into(), maybe(fitness), at_ms.into()]);
    }
    rows.into_values().collect()
}

fn claims(state: &UnitState) -> Vec<Row> {
    let number = state.collection.as_ref().map(|collection| {
        vec![DIN.into(), collection.record.din.clone().into(), collection.stamp.at_ms.into()]
    });
    let position = state
        .place()
        .map(|place| vec![POSITION.into(), place.record.position.clone().into(), place.stamp.at_ms.into()]);
    number.into_iter().chain(position).collect()
}

fn occupancy(state: &UnitState) -> Vec<Row> {
    let stored = state.place().map(|place| &place.record);
    let row = stored.map(|stored| {
        vec![
            stored.position.clone().into(),
            bytes(stored.tank.bytes()),
            stored.rack.into(),
            stored.slot.into(),
        ]
    });
    row.into_iter().collect()
}

/// What was used on the unit: what steps scanned, the collection bag, and the devices of its results and freezing curves.
fn uses(state: &UnitState) -> Vec<Row> {
    let used = |stamp: &Stamp, at_ms: i64, step: &str, scan: &str, code: &str| -> Row {
        vec![
            code.trim().to_owned().into(),
            at_ms.into(),
            bytes(stamp.station.bytes()),
            i64::try_from(stamp.seq).unwrap_or(i64::MAX).into(),
            scan.to_owned().into(),
            step.to_owned().into(),
            maybe(stamp.operator.map(|person| person.bytes().to_vec())),
            maybe(stamp.second.map(|person| person.bytes().to_vec())),
            bytes(stamp.site.bytes()),
        ]
    };
    let steps = state.steps.iter().flat_map(|done| {
        let at_ms = state.used_ms(done);
        let scans = done.record.scans.iter();
        scans.map(move |scan| used(&done.stamp, at_ms, &done.record.step, &scan.code, &scan.value))
    });
    // What goes on uses its device and its lots already: a recall has to find the unit meanwhile. Where two stations began a
    // step without hearing of each other, one beginning ends with the recorded step; the things of the other were in use too.
    let ended = state.steps.iter().filter_map(|done| state.start_with_scans_of(done));
    let ended: Vec<&Stamp> = ended.map(|begun| &begun.stamp).collect();
    let begun = state.begun.iter().filter(|begun| !ended.contains(&&begun.stamp));
    let going_on = begun.flat_map(|begun| {
        let scans = begun.record.scans.iter();
        scans.map(|scan| used(&begun.stamp, begun.stamp.at_ms, &begun.record.step, &scan.code, &scan.value))
    });
    let bag = state
        .collection
        .as_ref()
        .map(|Stamped { stamp, record }| used(stamp, record.ended_ms, "collect", "bag_lot", &record.bag_lot));
    let measured = state.devices.iter().map(|Stamped { stamp, record }| {
        used(stamp, record.used_ms, &record.test, USED_FOR_RESULT, &record.device)
    });
    let frozen = state.curves.iter().map(|curve| {
        let UnitCurve { recorded: Stamped { stamp, record }, .. } = curve;
        used(stamp, state.frozen_ms(curve), &record.program, USED_FOR_FREEZING, &record.equipment)
    });
    steps.chain(going_on).chain(bag).chain(measured).chain(frozen).collect()
}

fn unit_row(state: &UnitState) -> Row {
    let finals = state
        .results
        .values()
        .filter(|results| results.last().is_some_and(|result| result.record.state == ResultState::Final))
        .count();
    let rejection = match (&state.rejection, &state.receipt_decision) {
        (Some(rejection), _) => Some(rejection.record.reason.clone()),
        (None, Some(decided)) if decided.record.decision == ReceiptDecision::Reject => {
            Some("receipt".to_owned())
        }
        _ => None,
    };
    vec![
        maybe(state.din().map(str::to_owned)),
        (state.status() as i64).into(),
        (state.inventory() as i64).into(),
        maybe(state.site().map(|site| site.bytes().to_vec())),
        maybe(state.collection.as_ref().map(|collection| collection.record.ended_ms)),
        maybe(state.collection.as_ref().map(|collection| collection.record.volume_ml.to_string())),
        maybe(state.place().map(|place| place.record.position.clone())),
        maybe(rejection),
        i64::try_from(finals).unwrap_or(i64::MAX).into(),
        Value::from(state.review().is_some()),
        state.changed_ms.into(),
        Value::from(state.hold_reason(&[]).is_some()),
        Value::from(state.is_changed_after_release()),
    ]
}
