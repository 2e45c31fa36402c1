//! The bank, sites, stations, blocks, people.

use super::from_word;
use crate::{Store, StoreError};
use domain::*;
use rusqlite::{OptionalExtension as _, Row};

/// The bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankRow {
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Licence number.
    pub licence_number: String,
    /// Address.
    pub address: String,
    /// Numbering.
    pub scheme: NumberScheme,
    /// Facility number or local prefix.
    pub facility: String,
    /// Live or demo.
    pub purpose: Purpose,
}

/// A site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteRow {
    /// Which.
    pub site: SiteId,
    /// Short code.
    pub code: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// What for.
    pub kind: SiteKind,
    /// Personal data recorded elsewhere.
    pub personal_data: PersonalData,
}

/// A station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StationRow {
    /// Which.
    pub station: StationId,
    /// Name.
    pub name: String,
    /// Where.
    pub site: SiteId,
}

/// A number block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockRow {
    /// Whose.
    pub station: StationId,
    /// Nominal year.
    pub year: u8,
    /// First serial number.
    pub first: u32,
    /// Last serial number.
    pub last: u32,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub person: PersonId,
    /// Sign-in name.
    pub login: String,
    /// Printed name.
    pub name: String,
    /// Parts.
    pub roles: Vec<Role>,
    /// Argon2id hash.
    pub password_hash: String,
    /// Badge.
    pub badge: Option<String>,
}

fn person(row: &Row<'_>) -> rusqlite::Result<(PersonRow, String)> {
    let roles: String = row.get("roles")?;
    Ok((
        PersonRow {
            person: PersonId::from_bytes(row.get("person")?),
            login: row.get("login")?,
            name: row.get("name")?,
            roles: Vec::new(),
            password_hash: row.get("password_hash")?,
            badge: row.get("badge")?,
        },
        roles,
    ))
}

fn with_roles((person, roles): (PersonRow, String)) -> Result<PersonRow, StoreError> {
    let roles = serde_json::from_str(&roles)
        .map_err(|_| StoreError::Inconsistent { table: "person", column: "roles" })?;
    Ok(PersonRow { roles, ..person })
}

impl Store {
    /// The bank; none before its first entry has come.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_bank(&self) -> Result<Option<BankRow>, StoreError> {
        let found = self
            .connection
            .query_row(
                "SELECT name_zh, name_en, licence_number, address, scheme, facility, purpose FROM bank LIMIT 1",
                [],
                |row| {
                    Ok((
                        (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(5)?),
                        (row.get::<_, String>(4)?, row.get::<_, String>(6)?),
                    ))
                },
            )
            .optional()?;
        let Some(((name_zh, name_en, licence_number, address, facility), (scheme, purpose))) = found else {
            return Ok(None);
        };
        Ok(Some(BankRow {
            name_zh,
            name_en,
            licence_number,
            address,
            scheme: from_word(&scheme, "bank", "scheme")?,
            facility,
            purpose: from_word(&purpose, "bank", "purpose")?,
        }))
    }

    /// All sites by code.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_sites(&self) -> Result<Vec<SiteRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT site, code, name_zh, name_en, kind, personal_data FROM site ORDER BY code, site",
        )?;
        let mut rows = statement.query([])?;
        let mut sites = Vec::new();
        while let Some(row) = rows.next()? {
            sites.push(SiteRow {
                site: SiteId::from_bytes(row.get(0)?),
                code: row.get(1)?,
                name_zh: row.get(2)?,
                name_en: row.get(3)?,
                kind: from_word(&row.get::<_, String>(4)?, "site", "kind")?,
                personal_data: from_word(&row.get::<_, String>(5)?, "site", "personal_data")?,
            });
        }
        Ok(sites)
    }

    /// All stations by name.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_stations(&self) -> Result<Vec<StationRow>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT station, name, site FROM station ORDER BY name, station")?;
        let rows = statement.query_map([], |row| {
            Ok(StationRow {
                station: StationId::from_bytes(row.get(0)?),
                name: row.get(1)?,
                site: SiteId::from_bytes(row.get(2)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All number blocks.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_blocks(&self) -> Result<Vec<BlockRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT station, year, first, last FROM number_block ORDER BY year, first, station",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(BlockRow {
                station: StationId::from_bytes(row.get(0)?),
                year: row.get(1)?,
                first: row.get(2)?,
                last: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many numbers between two DINs are used, and the highest of them.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn used_numbers(&self, first: &str, last: &str) -> Result<(u32, Option<String>), StoreError> {
        Ok(self.connection.query_row(
            "SELECT count(DISTINCT about), max(about) FROM claim WHERE kind = 0 AND about BETWEEN ?1 AND ?2",
            (first, last),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?)
    }

    /// All people by sign-in name.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_people(&self) -> Result<Vec<PersonRow>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM person ORDER BY login, person")?;
        let rows = statement.query_map([], person)?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(with_roles).collect()
    }

    fn one_person(
        &self,
        condition: &str,
        value: &dyn rusqlite::ToSql,
    ) -> Result<Option<PersonRow>, StoreError> {
        let sql = format!("SELECT * FROM person WHERE {condition} = ?1 ORDER BY person LIMIT 1");
        let found = self.connection.prepare_cached(&sql)?.query_row([value], person).optional()?;
        found.map(with_roles).transpose()
    }

    /// The person of a sign-in name.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_login(&self, login: &str) -> Result<Option<PersonRow>, StoreError> {
        self.one_person("login", &login)
    }

    /// The person of a badge.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_badge(&self, badge: &str) -> Result<Option<PersonRow>, StoreError> {
        self.one_person("badge", &badge)
    }

    /// A person.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_person(&self, person: PersonId) -> Result<Option<PersonRow>, StoreError> {
        self.one_person("person", person.bytes())
    }

    /// Failed attempts since the last success or new password, and the time of the last one, ms.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn failed_sign_ins(&self, person: PersonId) -> Result<(u32, Option<i64>), StoreError> {
        Ok(self.connection.query_row(
            "SELECT count(*), max(at_ms) FROM sign_in s WHERE s.person = ?1 AND s.success = 0 AND s.at_ms > max(
               coalesce((SELECT max(at_ms) FROM sign_in WHERE person = ?1 AND success = 1), -1),
               coalesce((SELECT password_ms FROM person WHERE person = ?1), -1))",
            [person.bytes()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?)
    }
}
