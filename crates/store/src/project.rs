//! Projections: functions of the set of entries alone. Whatever a transaction touched is folded anew from all of its
//! entries, so that late arrivals need no case of their own.

mod analyser;
mod bank;
mod claims;
mod clock;
mod control;
mod deviation;
mod freezing;
mod kinds;
mod mark;
mod milestone;
mod part;
mod person;
mod refused;
mod register;
mod room;
mod rows;
mod run;
mod shipment;
mod unit;

pub(crate) use clock::{DONE, GOES_ON, LEFT_OUT, RECORDED};
pub(crate) use kinds::learn;
pub(crate) use mark::{ACCEPTED, REPEATED, RESULT, STALE, STEP as MARK_STEP, repeat_code};
pub(crate) use milestone::{BANKED, COLLECTED, FIGURE, FINAL, PROCESSED, RECEIVED, REJECTED, RELEASED, STEP};
pub(crate) use refused::{BAG, FAMILY};
pub(crate) use room::REGISTRATION;

use crate::recent::UNITS_KEPT;
use crate::{StoreError, row};
use domain::unit::UnitState;
use domain::{DonationId, SubjectKind};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The aggregates that a transaction wrote to.
#[derive(Default)]
pub(crate) struct Touched(BTreeSet<(SubjectKind, [u8; 16])>);

impl Touched {
    pub(crate) fn add(&mut self, kind: SubjectKind, id: [u8; 16]) {
        self.0.insert((kind, id));
    }

    /// Those of them that come no later than this one, in the order of their identifiers, and those that say who the bank is.
    pub(crate) fn up_to(self, last: &[u8]) -> Self {
        let says_who = |kind| matches!(kind, SubjectKind::Bank | SubjectKind::Site | SubjectKind::Station);
        Self(self.0.into_iter().filter(|(kind, id)| says_who(*kind) || id.as_slice() <= last).collect())
    }

    /// The units that were written to.
    pub(crate) fn donations(&self) -> impl Iterator<Item = DonationId> {
        let donations = self.0.iter().filter(|(kind, _)| *kind == SubjectKind::Donation);
        donations.map(|(_, id)| DonationId::from_bytes(*id))
    }

    /// Whether nothing was written that could mean something for a unit that was not written to.
    pub(crate) fn judges_alike(&self) -> bool {
        !self.0.iter().any(|(kind, _)| judges(*kind))
    }

    /// Whether nothing but units and their runs was written to, whose projections tell of nothing else.
    pub(crate) fn only_units(&self) -> bool {
        self.0.iter().all(|(kind, _)| matches!(kind, SubjectKind::Donation | SubjectKind::Run))
    }
}

/// Whether what is written to such an aggregate can change how near a unit is to a release that was not written to. What
/// units say of each other is looked at whenever one is judged.
const fn judges(kind: SubjectKind) -> bool {
    match kind {
        SubjectKind::Donation
        | SubjectKind::SignIn
        | SubjectKind::Station
        | SubjectKind::Tank
        | SubjectKind::Shipment
        | SubjectKind::LabelTemplate
        | SubjectKind::AnalyserMessage
        | SubjectKind::Control => false,
        SubjectKind::Bank
        | SubjectKind::Site
        | SubjectKind::Person
        | SubjectKind::Work
        | SubjectKind::Procedure
        | SubjectKind::Equipment
        | SubjectKind::Material
        | SubjectKind::Deviation
        | SubjectKind::Run
        | SubjectKind::FreezingCurve
        | SubjectKind::Room => true,
    }
}

/// Tables of the projections with the columns that order them.
pub(crate) const TABLES: &[(&str, &str)] = &[
    ("bank", "bank"),
    ("site", "site"),
    ("station", "station"),
    ("number_block", "station, year, first"),
    ("kit_print", "station, year, first"),
    ("kit_spoiled", "station, din"),
    ("code_print", "station, at_ms, digest"),
    ("person", "person"),
    ("badge", "badge, person"),
    ("sign_in", "attempt"),
    ("tank", "tank"),
    ("unit", "donation"),
    ("claim", "kind, about, donation"),
    ("contest", "kind, about, donation"),
    ("resolution", "work"),
    ("occupancy", "position, donation"),
    ("shipment", "shipment"),
    ("shipment_unit", "shipment, donation"),
    ("receipt", "donation, shipment"),
    ("analyser_message", "message"),
    ("equipment", "code"),
    ("material", "code, site"),
    ("thing_use", "code, at_ms, station, seq, scan"),
    ("recall_hold", "key, donation"),
    ("deviation", "deviation"),
    ("deviation_unit", "deviation, donation"),
    ("unit_deviation", "donation, deviation"),
    ("test_mark", "donation, kind, code"),
    ("run", "run"),
    ("run_unit", "run, donation"),
    ("freezing_curve", "curve"),
    ("unit_curve", "donation, curve"),
    ("unit_milestone", "donation, kind, code"),
    ("refused_task", "donation, kind"),
    ("control_series", "series"),
    ("control_stop", "series, level"),
    ("control_specimen", "series, lot, level"),
    ("room", "room"),
    ("room_run", "room, station, seq, run"),
    ("room_unit", "room, station, seq, run, donation"),
    ("room_plate", "room, station, seq, number"),
    ("room_chain", "room, station, seq"),
    ("room_entry", "room, chain_station, chain_seq, station, seq"),
    ("room_monitoring", "room, station, seq"),
    ("room_value", "room, station, seq, grade, state, quantity"),
    ("part", "donation, station, seq"),
    ("part_root", "donation"),
    ("part_box", "site, box_code"),
    ("step_clock", "donation, kind, code"),
    ("unit_sop", "code, version, donation"),
];

/// Brings the projections of everything touched up to date. The first units of it as they are now.
pub(crate) fn refresh(connection: &Connection, touched: &Touched) -> Result<Vec<UnitState>, StoreError> {
    let mut keys = claims::Keys::default();
    let mut units = Vec::new();
    for (kind, id) in &touched.0 {
        let entries = row::subject(connection, id)?;
        match kind {
            SubjectKind::Donation => {
                let state = unit::project(connection, DonationId::from_bytes(*id), entries, &mut keys)?;
                units.extend(state.filter(|_| units.len() < UNITS_KEPT));
            }
            SubjectKind::Shipment => shipment::project(connection, id, entries)?,
            SubjectKind::Work => claims::project_resolution(connection, id, entries, &mut keys)?,
            SubjectKind::Person => person::project(connection, id, entries)?,
            SubjectKind::SignIn => person::project_attempt(connection, id, entries)?,
            SubjectKind::AnalyserMessage => analyser::project(connection, id, entries)?,
            SubjectKind::Equipment => register::project_equipment(connection, entries)?,
            SubjectKind::Material => register::project_material(connection, entries)?,
            SubjectKind::Deviation => deviation::project(connection, id, entries, &mut keys)?,
            SubjectKind::Run => run::project(connection, id, entries)?,
            SubjectKind::FreezingCurve => freezing::project(connection, id, entries)?,
            SubjectKind::Control => control::project(connection, id, entries)?,
            SubjectKind::Room => room::project(connection, id, entries)?,
            // Read from the log itself.
            SubjectKind::Procedure | SubjectKind::LabelTemplate => {}
            _ => bank::project(connection, *kind, id, entries)?,
        }
    }
    claims::settle(connection, &keys)?;
    Ok(units)
}

/// Drops all projections and makes them again from the ledger.
pub(crate) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    for (table, _) in TABLES {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut statement =
        connection.prepare("SELECT DISTINCT subject_kind, subject FROM entry ORDER BY subject")?;
    let mut rows = statement.query([])?;
    let mut touched = Touched::default();
    while let Some(row) = rows.next()? {
        if let Some(kind) = SubjectKind::parse(&row.get::<_, String>(0)?) {
            touched.add(kind, row.get(1)?);
        }
    }
    refresh(connection, &touched).map(|_| ())
}

/// What the record of another screen stands under among the clocks.
pub(crate) fn recorded_word(record: domain::rules::RecordedBy) -> String {
    word(&record)
}

/// The word of an enumeration, as in JSON.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
