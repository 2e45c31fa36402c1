//! The bank, its sites, stations, people and tanks.

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
        connection.execute("DELETE FROM number_block WHERE station = ?1", [id])?;
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
            Some(Record::PersonAdded(r)) => {
                let roles = serde_json::to_string(&r.roles).unwrap_or_default();
                connection.execute(
                    "INSERT OR REPLACE INTO person VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    (id, r.login, r.name, roles, r.password_hash, r.badge, at_ms),
                )?;
            }
            Some(Record::PasswordSet(r)) => {
                connection.execute(
                    "UPDATE person SET password_hash = ?2, password_ms = ?3 WHERE person = ?1",
                    (id, r.password_hash, at_ms),
                )?;
            }
            Some(Record::SignInAttempted(r)) => {
                connection.execute(
                    "INSERT OR REPLACE INTO sign_in VALUES (?1, ?2, ?3, ?4)",
                    (id, r.person.bytes(), r.success, at_ms),
                )?;
            }
            Some(Record::TankAdded(r)) => {
                connection.execute(
                    "INSERT OR REPLACE INTO tank VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    (id, r.site.bytes(), r.room, r.code, word(&r.purpose), r.racks, r.slots),
                )?;
            }
            _ => {}
        }
    }
    Ok(())
}
