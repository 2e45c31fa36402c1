//! What a bank and its sites are called: read from the records themselves, which the centre holds.

use super::{DbError, fixed};
use domain::Record;
use ledger::{BankId, Entry, SiteId};
use sqlx::PgConnection;
use std::collections::HashMap;

/// A name in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// What is known of a bank by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The bank's own; none before its first records arrived.
    pub bank: Option<Name>,
    /// Its sites'.
    pub sites: HashMap<SiteId, Name>,
}

/// The names of a bank and of the sites that the centre knows of it.
///
/// # Errors
/// [`DbError`].
pub async fn of_bank(db: &mut PgConnection, bank: BankId) -> Result<Names, DbError> {
    let rows: Vec<(Vec<u8>, Vec<u8>)> =
        sqlx::query_as(include_str!("name/of_bank.sql")).bind(bank.bytes().as_slice()).fetch_all(db).await?;
    let mut names = Names::default();
    for (header, body) in rows {
        let entry = Entry::from_parts(header, body, None);
        let header =
            entry.header().map_err(|_| DbError::Inconsistent { table: "entry", column: "header" })?;
        // A record of a later version than this build's has no name here; its identifier is shown.
        match Record::decode(&header.kind, header.kind_version, entry.body()) {
            Ok(Some(Record::BankCreated(record))) => {
                names.bank = Some(Name { zh: record.name_zh, en: record.name_en });
            }
            Ok(Some(Record::SiteAdded(record))) => {
                let site = SiteId::from_bytes(*record.site.bytes());
                names.sites.insert(site, Name { zh: record.name_zh, en: record.name_en });
            }
            _ => {}
        }
    }
    Ok(names)
}

/// The sites that the centre knows of a bank.
///
/// # Errors
/// [`DbError`].
pub async fn list_sites(db: &mut PgConnection, bank: BankId) -> Result<Vec<SiteId>, DbError> {
    let rows: Vec<(Vec<u8>,)> =
        sqlx::query_as("SELECT site_id FROM site WHERE bank_id = $1 ORDER BY site_id")
            .bind(bank.bytes().as_slice())
            .fetch_all(db)
            .await?;
    rows.into_iter().map(|(site,)| Ok(SiteId::from_bytes(fixed("site", "site_id", &site)?))).collect()
}
