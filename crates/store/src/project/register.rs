//! Equipment and materials: the rows for lists.

use crate::StoreError;
use crate::row::Decoded;
use domain::SiteId;
use domain::equipment::Equipment;
use domain::material::{Inspection, Lot};
use domain::record::{EquipmentRegistered, MaterialReceived};
use rusqlite::Connection;
use std::collections::BTreeSet;

pub(super) fn project_equipment(connection: &Connection, entries: Vec<Decoded>) -> Result<(), StoreError> {
    let Some(device) = Equipment::fold(entries.into_iter().filter_map(Decoded::fact)) else { return Ok(()) };
    let EquipmentRegistered { code, kind, site, .. } = &device.registered.record;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO equipment (code, kind, site, due_ms, out) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((code, kind, site.bytes(), device.next_due_ms(i64::MAX), device.outage().is_some()))?;
    Ok(())
}

pub(super) fn project_material(connection: &Connection, entries: Vec<Decoded>) -> Result<(), StoreError> {
    let Some(lot) = Lot::fold(entries.into_iter().filter_map(Decoded::fact)) else { return Ok(()) };
    let MaterialReceived { code, kind, .. } = &lot.what;
    let sites: BTreeSet<SiteId> =
        lot.deliveries.iter().map(|delivery| delivery.received.record.site).collect();
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO material (code, site, kind, due_ms, used_up, recalled) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for site in sites {
        let (expires_ms, _) = lot.expiry();
        let due_ms = match lot.inspection(site) {
            // Somebody has to act now.
            Inspection::Awaited => i64::MIN,
            _ => lot.open_until_ms(site, i64::MAX).map_or(expires_ms, |until_ms| until_ms.min(expires_ms)),
        };
        let recalled = lot.recalled.is_some();
        insert.execute((code, site.bytes(), kind, due_ms, lot.is_used_up(site), recalled))?;
    }
    Ok(())
}
