//! By which kinds of records the projections were made. A version that knows others folds anew what has records of those: what
//! an older one could not read says something now.

use super::{Touched, refresh};
use crate::StoreError;
use domain::{Record, SubjectKind};
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::BTreeSet;

const SETTING: &str = "projected_kinds";

/// What the projections were made by before; none where nobody noted it.
fn before(connection: &Connection) -> Result<Option<BTreeSet<String>>, StoreError> {
    let mut statement = connection.prepare("SELECT value FROM setting WHERE name = ?1")?;
    let noted: Option<Vec<u8>> = statement.query_row([SETTING], |row| row.get(0)).optional()?;
    let text = noted.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(text.map(|text| text.lines().map(str::to_owned).collect()))
}

/// Brings the projections up to what this build knows. An entry that it cannot read is damage, and the file opens to be read alone.
/// `rebuilt` says that it has made them all just now.
pub(crate) fn learn(connection: &Connection, rebuilt: bool) -> Result<(), StoreError> {
    let known: BTreeSet<String> =
        Record::KINDS.iter().map(|(kind, version)| format!("{kind} {version}")).collect();
    let before = before(connection)?;
    if before.as_ref() == Some(&known) {
        return Ok(());
    }
    match before {
        _ if rebuilt => {}
        None => super::rebuild(connection)?,
        Some(before) => {
            let other = before.symmetric_difference(&known).filter_map(|one| one.split(' ').next());
            let kinds: BTreeSet<&str> = other.collect();
            let mut touched = Touched::default();
            for kind in kinds {
                let mut statement =
                    connection.prepare("SELECT DISTINCT subject_kind, subject FROM entry WHERE kind = ?1")?;
                let mut rows = statement.query([kind])?;
                while let Some(row) = rows.next()? {
                    if let Some(kind) = SubjectKind::parse(&row.get::<_, String>(0)?) {
                        touched.add(kind, row.get(1)?);
                    }
                }
            }
            refresh(connection, &touched)?;
        }
    }
    let text: Vec<&str> = known.iter().map(String::as_str).collect();
    connection.execute(
        "INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)",
        (SETTING, text.join("\n").as_bytes()),
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DatabaseKey, Identity, NewRecord, Store};
    use domain::Inventory;
    use domain::record::{HoldPlaced, MotherEnrolled};
    use ledger::{BankId, BootId, ClockEvidence, SiteId, StationId};

    #[test]
    fn a_version_that_knows_more_folds_anew_what_an_older_one_could_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Store::open(&folder.path().join("bank.db"), &DatabaseKey::from_bytes([7; 32])).unwrap();
        let mut store = open();
        let (bank, station) = (BankId::from_bytes([1; 16]), StationId::from_bytes([2; 16]));
        let identity = Identity { bank, station, site: SiteId::from_bytes([3; 16]) };
        store.begin_chain(identity, &[4; 32].into()).unwrap();
        let records = [
            Record::MotherEnrolled(MotherEnrolled {
                inventory: Inventory::Public,
                due_date: "2026-12-01".to_owned(),
            }),
            Record::HoldPlaced(HoldPlaced { key: "k".to_owned(), note: "n".to_owned() }),
        ];
        let new =
            |record| NewRecord { subject: [5; 16], record, personal: None, operator: None, second: None };
        let clock = ClockEvidence {
            wall_ms: 1,
            monotonic_ms: 0,
            boot: BootId::from_bytes([1; 16]),
            offset_ms: None,
            offset_age_ms: None,
        };
        store.append(records.map(new).into(), clock, 1).unwrap();
        let noted = store.text_setting(SETTING).unwrap().unwrap();
        drop(store);
        let without = noted.replace("hold.placed 1\n", "");
        let less = noted.replace("hold.placed 1", "hold.placed 9");
        // Given: what the version before knew; then: whether the unit is folded anew.
        for (noted, anew) in
            [(Some(without), true), (Some(less), true), (None, true), (Some(noted.clone()), false)]
        {
            let mut store = open();
            store.connection.execute("UPDATE unit SET own_hold = 0", []).unwrap();
            match &noted {
                Some(noted) => store.set_setting(SETTING, noted.as_bytes()).unwrap(),
                None => store.remove_setting(SETTING).unwrap(),
            }
            drop(store);
            let store = open();
            let held =
                store.connection.query_row("SELECT own_hold FROM unit", [], |row| row.get::<_, bool>(0));
            assert_eq!(held.unwrap(), anew, "{noted:?}");
        }
    }
}
