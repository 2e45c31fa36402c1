//! What units claim for themselves alone. Where two stations gave the same number or position to two units, both claims
//! stay, both units go on hold, and a signed resolution that names exactly these units settles it for one of them.

use crate::StoreError;
use crate::row::Decoded;
use domain::record::ResolutionSigned;
use domain::{DonationId, Record};
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::BTreeSet;

/// Claim of a donation number.
pub(crate) const DIN: i64 = 0;
/// Claim of a storage position.
pub(crate) const POSITION: i64 = 1;

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
        Ok(())
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
        for donation in changed {
            connection
                .prepare_cached(
                    "UPDATE unit SET contested = EXISTS (SELECT 1 FROM contest WHERE donation = ?1) WHERE donation = ?1",
                )?
                .execute([donation])?;
        }
    }
    Ok(())
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
