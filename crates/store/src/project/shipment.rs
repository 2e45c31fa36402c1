//! Boxes.

use crate::StoreError;
use crate::row::Decoded;
use domain::Record;
use rusqlite::Connection;

pub(super) fn project(
    connection: &Connection,
    id: &[u8; 16],
    entries: Vec<Decoded>,
) -> Result<(), StoreError> {
    connection.execute("DELETE FROM shipment WHERE shipment = ?1", [id])?;
    connection.execute("DELETE FROM shipment_unit WHERE shipment = ?1", [id])?;
    let mut handed_over = None;
    for entry in entries {
        let at_ms = entry.header.clock.wall_ms;
        match entry.record {
            Some(Record::ShipmentPacked(r)) => {
                connection.execute(
                    "INSERT OR IGNORE INTO shipment (shipment, box_code, from_site, to_site, packed_ms)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                    (id, r.box_code, r.from_site.bytes(), r.to_site.bytes(), at_ms),
                )?;
                let mut unit =
                    connection.prepare_cached("INSERT OR IGNORE INTO shipment_unit VALUES (?1, ?2)")?;
                for donation in r.units {
                    unit.execute((id, donation.bytes()))?;
                }
            }
            Some(Record::ShipmentHandedOver(r)) if handed_over.is_none() => handed_over = Some((r, at_ms)),
            _ => {}
        }
    }
    if let Some((r, at_ms)) = handed_over {
        connection.execute(
            "UPDATE shipment SET courier = ?2, seal = ?3, handed_over_ms = ?4 WHERE shipment = ?1",
            (id, r.courier, r.seal, at_ms),
        )?;
    }
    Ok(())
}
