//! The bank, its sites, stations and tanks.

use super::word;
use crate::StoreError;
use crate::row::Decoded;
use domain::{Record, SubjectKind};
use rusqlite::Connection;

pub(super) fn project(
    connection: &Connection,
    kind: SubjectKind,
    id: &[u8; 16],
    entries: Vec<Decoded>,
) -> Result<(), StoreError> {
    if kind == SubjectKind::Station {
        for table in ["number_block", "kit_print", "kit_spoiled", "code_print"] {
            connection.execute(&format!("DELETE FROM {table} WHERE station = ?1"), [id])?;
        }
    }
    for entry in entries {
        let at_ms = entry.header.clock.wall_ms;
        match entry.record {
            Some(Record::BankCreated(r)) => {
                connection.execute(
                    "INSERT OR REPLACE INTO bank VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    (
                        id,
                        r.name_zh,
                        r.name_en,
                        r.licence_number,
                        r.address,
                        word(&r.scheme),
                        r.facility,
                        word(&r.purpose),
                    ),
                )?;
            }
            Some(Record::SiteAdded(r)) => {
                connection.execute(
                    "INSERT OR REPLACE INTO site VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    (id, r.code, r.name_zh, r.name_en, word(&r.kind), word(&r.personal_data)),
                )?;
            }
            Some(Record::StationRegistered(r)) => {
                connection.execute(
                    "INSERT OR REPLACE INTO station VALUES (?1, ?2, ?3, ?4)",
                    (id, r.name, r.site.bytes(), r.public_key),
                )?;
            }
            Some(Record::NumberBlockAssigned(r)) => {
                connection.execute(
                    "INSERT OR REPLACE INTO number_block VALUES (?1, ?2, ?3, ?4)",
                    (id, r.year, r.first, r.last),
                )?;
            }
            Some(Record::KitsPrinted(r)) => {
                connection.execute(
                    "INSERT OR REPLACE INTO kit_print VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    (id, r.year, r.first, r.last, r.to_site.bytes(), at_ms),
                )?;
            }
            Some(Record::KitsPrintedByTemplate(r)) => {
                connection.execute(
                    "INSERT OR REPLACE INTO kit_print VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    (id, r.year, r.first, r.last, r.to_site.bytes(), at_ms),
                )?;
            }
            Some(Record::KitSpoiled(r)) => {
                connection.execute(
                    "INSERT OR IGNORE INTO kit_spoiled VALUES (?1, ?2, ?3, ?4)",
                    (id, r.din, r.reason, at_ms),
                )?;
            }
            Some(Record::CodesPrinted(r)) => {
                connection.execute(
                    "INSERT OR REPLACE INTO code_print VALUES (?1, ?2, ?3, ?4, ?5)",
                    (id, at_ms, r.digest, r.template, r.codes.join("\n")),
                )?;
            }
            Some(Record::TankAdded(r)) => {
                connection.execute(
                    "INSERT OR REPLACE INTO tank VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    (id, r.site.bytes(), r.room, r.code, word(&r.purpose), r.racks, r.slots),
                )?;
            }
            Some(Record::PartBoxSetUp(r)) => {
                connection.execute(
                    "INSERT OR REPLACE INTO part_box (site, box_code, device, rack, box_kind, rows, columns)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    (r.site.bytes(), r.box_code, r.device, r.rack, r.box_kind, r.rows, r.columns),
                )?;
            }
            _ => {}
        }
    }
    Ok(())
}
