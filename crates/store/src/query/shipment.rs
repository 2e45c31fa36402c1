//! Boxes.

use crate::{Store, StoreError};
use domain::*;
use rusqlite::{OptionalExtension as _, Row};

/// A box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShipmentRow {
    /// Which.
    pub shipment: ShipmentId,
    /// Code.
    pub box_code: String,
    /// Sender.
    pub from_site: SiteId,
    /// Receiver.
    pub to_site: SiteId,
    /// Packed.
    pub packed_ms: i64,
    /// Courier.
    pub courier: Option<String>,
    /// Seal.
    pub seal: Option<String>,
    /// Handed over.
    pub handed_over_ms: Option<i64>,
    /// Units.
    pub units: u32,
    /// Units arrived.
    pub units_received: u32,
}

const SELECT: &str =
    "SELECT s.shipment, box_code, from_site, to_site, packed_ms, courier, seal, handed_over_ms,
    (SELECT count(*) FROM shipment_unit u WHERE u.shipment = s.shipment) AS units,
    (SELECT count(*) FROM receipt r WHERE r.shipment = s.shipment) AS units_received
    FROM shipment s";

fn read(row: &Row<'_>) -> rusqlite::Result<ShipmentRow> {
    Ok(ShipmentRow {
        shipment: ShipmentId::from_bytes(row.get(0)?),
        box_code: row.get(1)?,
        from_site: SiteId::from_bytes(row.get(2)?),
        to_site: SiteId::from_bytes(row.get(3)?),
        packed_ms: row.get(4)?,
        courier: row.get(5)?,
        seal: row.get(6)?,
        handed_over_ms: row.get(7)?,
        units: row.get(8)?,
        units_received: row.get(9)?,
    })
}

impl Store {
    /// Boxes from or to a site, newest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_shipments(
        &self,
        from: Option<SiteId>,
        to: Option<SiteId>,
        limit: u32,
    ) -> Result<Vec<ShipmentRow>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE (?1 IS NULL OR from_site = ?1) AND (?2 IS NULL OR to_site = ?2)
             ORDER BY packed_ms DESC, s.shipment DESC LIMIT {limit}"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let sites = (from.map(|site| *site.bytes()), to.map(|site| *site.bytes()));
        let rows = statement.query_map(sites, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A box.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_shipment(&self, shipment: ShipmentId) -> Result<Option<ShipmentRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!("{SELECT} WHERE s.shipment = ?1"))?;
        Ok(statement.query_row([shipment.bytes()], read).optional()?)
    }

    /// The latest journey of a box code.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_box(&self, box_code: &str) -> Result<Option<ShipmentRow>, StoreError> {
        let sql = format!("{SELECT} WHERE box_code = ?1 ORDER BY packed_ms DESC, s.shipment DESC LIMIT 1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([box_code], read).optional()?)
    }

    /// Units packed in a box.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_shipment_units(&self, shipment: ShipmentId) -> Result<Vec<DonationId>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT donation FROM shipment_unit WHERE shipment = ?1 ORDER BY donation")?;
        let rows = statement.query_map([shipment.bytes()], |row| Ok(DonationId::from_bytes(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
