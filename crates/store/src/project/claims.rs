//! What units claim for themselves alone. Where two stations gave the same number or position to two units, both claims
//! stay, both units go on hold, and a signed resolution that names exactly these units settles it for one of them.
//!
//! Here too: units and deviations that do not say the same of each other, which only a new closing settles.

use crate::StoreError;
use crate::row::Decoded;
use domain::deviation::{Standing, is_unsettled};
use domain::record::ResolutionSigned;
use domain::{DeviationId, DonationId, Record};
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::BTreeSet;

/// Claim of a donation number.
pub(crate) const DIN: i64 = 0;
/// Claim of a storage position.
pub(crate) const POSITION: i64 = 1;

/// A deviation that a unit's own record calls settled and that is not.
const DEVIATION: i64 = 2;

/// The claims to be settled.
#[derive(Default)]
pub(crate) struct Keys(BTreeSet<(i64, String)>);

impl Keys {
    pub(super) fn add(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Adds what a unit claims now.
    pub(super) fn of_unit(
        &mut self,
        connection: &Connection,
        donation: DonationId,
    ) -> Result<(), StoreError> {
        let mut statement = connection.prepare_cached("SELECT kind, about FROM claim WHERE donation = ?1")?;
        let mut rows = statement.query([donation.bytes()])?;
        while let Some(row) = rows.next()? {
            self.0.insert((row.get(0)?, row.get(1)?));
        }
        let mut statement = connection.prepare_cached(
            "SELECT deviation FROM unit_deviation WHERE donation = ?1
             UNION SELECT deviation FROM deviation_unit WHERE donation = ?1",
        )?;
        let mut rows = statement.query([donation.bytes()])?;
        while let Some(row) = rows.next()? {
            self.of_deviation(DeviationId::from_bytes(row.get(0)?));
        }
        Ok(())
    }

    /// Adds a deviation.
    pub(super) fn of_deviation(&mut self, deviation: DeviationId) {
        self.0.insert((DEVIATION, deviation.to_string()));
    }
}

pub(crate) const fn kind_number(kind: &str) -> Option<i64> {
    match kind.as_bytes() {
        b"duplicate_din" => Some(DIN),
        b"duplicate_position" => Some(POSITION),
        _ => None,
    }
}

pub(super) fn project_resolution(
    connection: &Connection,
    id: &[u8; 16],
    entries: Vec<Decoded>,
    keys: &mut Keys,
) -> Result<(), StoreError> {
    for entry in entries {
        let at_ms = entry.header.clock.wall_ms;
        let resolution: ResolutionSigned = match entry.record {
            Some(Record::WorkResolved(first)) => first.into(),
            Some(Record::ResolutionSigned(signed)) => signed,
            _ => continue,
        };
        if let Some(kind) = kind_number(&resolution.kind) {
            let r = resolution;
            connection.execute(
                "INSERT OR REPLACE INTO resolution (work, kind, about, units, keep, at_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (id, kind, &r.about, pack(&r.units), r.keep.bytes(), at_ms),
            )?;
            keys.0.insert((kind, r.about));
        }
    }
    Ok(())
}

fn pack(units: &[DonationId]) -> Vec<u8> {
    let mut units = units.to_vec();
    units.sort_unstable();
    units.iter().flat_map(|unit| *unit.bytes()).collect()
}

/// Settles claims: who is contested, who is not.
pub(super) fn settle(connection: &Connection, keys: &Keys) -> Result<(), StoreError> {
    for (kind, about) in &keys.0 {
        let mut changed: BTreeSet<[u8; 16]> = BTreeSet::new();
        {
            let mut before =
                connection.prepare_cached("SELECT donation FROM contest WHERE kind = ?1 AND about = ?2")?;
            let mut rows = before.query((kind, about))?;
            while let Some(row) = rows.next()? {
                changed.insert(row.get(0)?);
            }
        }
        connection
            .prepare_cached("DELETE FROM contest WHERE kind = ?1 AND about = ?2")?
            .execute((kind, about))?;
        if *kind == DEVIATION {
            changed.extend(compare(connection, about)?);
            mark(connection, &changed)?;
            continue;
        }
        let claimants = claimants(connection, *kind, about)?;
        let keep = if claimants.len() > 1 { kept(connection, *kind, about, &claimants)? } else { None };
        let since_ms = claimants.iter().map(|(_, at_ms)| *at_ms).max().unwrap_or(0);
        for (donation, _) in &claimants {
            let contested = claimants.len() > 1 && keep != Some(*donation);
            if contested {
                connection
                    .prepare_cached(
                        "INSERT INTO contest (kind, about, donation, since_ms, settled) VALUES (?1, ?2, ?3, ?4, ?5)",
                    )?
                    .execute((kind, about, donation.bytes(), since_ms, keep.is_some()))?;
            }
            changed.insert(*donation.bytes());
        }
        if *kind == POSITION {
            settle_occupancy(connection, about, &claimants, keep)?;
        }
        mark(connection, &changed)?;
    }
    Ok(())
}

/// Says on the rows of units whether one is on hold for a disagreement, as `UnitState::holds_for` has it.
fn mark(connection: &Connection, donations: &BTreeSet<[u8; 16]>) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "UPDATE unit SET contested = EXISTS (
           SELECT 1 FROM contest WHERE donation = ?1 AND (kind <> 2 OR unit.reviewed = 1)
         ) WHERE donation = ?1",
    )?;
    for donation in donations {
        statement.execute([donation])?;
    }
    Ok(())
}

/// Puts down which units do not agree with a deviation, and answers them.
fn compare(connection: &Connection, about: &str) -> Result<Vec<[u8; 16]>, StoreError> {
    let deviation: DeviationId =
        about.parse().map_err(|_| StoreError::Inconsistent { table: "contest", column: "about" })?;
    let mut statement = connection.prepare_cached(
        "SELECT unit.donation, own.standing, said.standing, max(coalesce(own.at_ms, 0), coalesce(said.at_ms, 0))
         FROM (SELECT donation FROM unit_deviation WHERE deviation = ?1
               UNION SELECT donation FROM deviation_unit WHERE deviation = ?1) AS named
         JOIN unit ON unit.donation = named.donation
         LEFT JOIN unit_deviation AS own ON own.donation = named.donation AND own.deviation = ?1
         LEFT JOIN deviation_unit AS said ON said.donation = named.donation AND said.deviation = ?1",
    )?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO contest (kind, about, donation, since_ms, settled) VALUES (?1, ?2, ?3, ?4, 0)",
    )?;
    let standing = |number: Option<usize>| number.and_then(|number| Standing::ALL.get(number).copied());
    let mut rows = statement.query([deviation.bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let donation: [u8; 16] = row.get(0)?;
        if is_unsettled(standing(row.get(1)?), standing(row.get(2)?)) {
            insert.execute((DEVIATION, about, donation, row.get::<_, i64>(3)?))?;
            found.push(donation);
        }
    }
    Ok(found)
}

fn claimants(connection: &Connection, kind: i64, about: &str) -> Result<Vec<(DonationId, i64)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT donation, at_ms FROM claim WHERE kind = ?1 AND about = ?2 ORDER BY donation",
    )?;
    let rows = statement
        .query_map((kind, about), |row| Ok((DonationId::from_bytes(row.get(0)?), row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The unit in whose favour exactly this set of claims was settled last.
fn kept(
    connection: &Connection,
    kind: i64,
    about: &str,
    claimants: &[(DonationId, i64)],
) -> Result<Option<DonationId>, StoreError> {
    let units: Vec<DonationId> = claimants.iter().map(|(donation, _)| *donation).collect();
    let found: Option<[u8; 16]> = connection
        .prepare_cached(
            "SELECT keep FROM resolution WHERE kind = ?1 AND about = ?2 AND units = ?3
             ORDER BY at_ms DESC, work DESC LIMIT 1",
        )?
        .query_row((kind, about, pack(&units)), |row| row.get(0))
        .optional()?;
    Ok(found.map(DonationId::from_bytes))
}

fn settle_occupancy(
    connection: &Connection,
    position: &str,
    claimants: &[(DonationId, i64)],
    keep: Option<DonationId>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE occupancy SET contested = 1 WHERE position = ?1")?
        .execute([position])?;
    let holder = match claimants {
        [(only, _)] => Some(*only),
        _ => keep,
    };
    if let Some(holder) = holder {
        connection
            .prepare_cached("UPDATE occupancy SET contested = 0 WHERE position = ?1 AND donation = ?2")?
            .execute((position, holder.bytes()))?;
    }
    Ok(())
}
