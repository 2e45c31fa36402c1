//! Opening the file: key, pragmas, migrations, the chain's head.

use crate::health::OpenedFile;
use crate::recent::Recent;
use crate::{DatabaseKey, StoreError};
use ledger::{BankId, ChainHead, Hash, Hlc, PublicKey, SigningKey, SiteId, StationId};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _};
use std::path::Path;
use zeroize::Zeroizing;

const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/station/0001_ledger.sql"),
    include_str!("../../../migrations/station/0002_projections.sql"),
    AUDIT,
    include_str!("../../../migrations/station/0004_people.sql"),
    include_str!("../../../migrations/station/0005_print_jobs.sql"),
    include_str!("../../../migrations/station/0006_kits.sql"),
    include_str!("../../../migrations/station/0007_printer_language.sql"),
    include_str!("../../../migrations/station/0008_code_prints.sql"),
    include_str!("../../../migrations/station/0009_print_orders.sql"),
    include_str!("../../../migrations/station/0010_analysers.sql"),
    include_str!("../../../migrations/station/0011_register.sql"),
    include_str!("../../../migrations/station/0012_deviations.sql"),
    include_str!("../../../migrations/station/0013_runs.sql"),
    include_str!("../../../migrations/station/0014_open_tests.sql"),
    include_str!("../../../migrations/station/0015_unit_deviations.sql"),
    include_str!("../../../migrations/station/0016_run_accounts.sql"),
    include_str!("../../../migrations/station/0017_freezing.sql"),
    include_str!("../../../migrations/station/0018_controls.sql"),
    include_str!("../../../migrations/station/0019_milestones.sql"),
    include_str!("../../../migrations/station/0020_rooms.sql"),
    include_str!("../../../migrations/station/0021_refused_unit_tasks.sql"),
    include_str!("../../../migrations/station/0022_parts.sql"),
    include_str!("../../../migrations/station/0023_sample_boxes.sql"),
    include_str!("../../../migrations/station/0024_rooms_judged.sql"),
    include_str!("../../../migrations/station/0025_step_clocks.sql"),
    include_str!("../../../migrations/station/0026_procedure_drafts.sql"),
    include_str!("../../../migrations/station/0027_results_by_measurement.sql"),
    include_str!("../../../migrations/station/0028_unit_sop.sql"),
    include_str!("../../../migrations/station/0029_refused_deliveries.sql"),
];

/// What older entries are of interest for is in their bytes, where SQL cannot read it.
const AUDIT: &str = include_str!("../../../migrations/station/0003_audit.sql");

/// Not a migration: whatever wrote the file, this build changes no entry.
const KEPT: &str = include_str!("open/kept.sql");

/// Who this station is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// Owner.
    pub bank: BankId,
    /// This station.
    pub station: StationId,
    /// Where it stands.
    pub site: SiteId,
}

/// The open file. One writer.
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) chain: Option<Chain>,
    pub(crate) file: OpenedFile,
    // For a second connection: long reading, backups.
    pub(crate) key: DatabaseKey,
    pub(crate) recent: Recent,
    // Whether commits may not wait for the disk: so before what can be had again is written, and until that is taken back.
    pub(crate) relaxed: bool,
}

/// Prepared statements that are kept: more than an act and its answer have.
const STATEMENTS: usize = 512;

pub(crate) struct Chain {
    pub(crate) head: ChainHead,
    pub(crate) key: SigningKey,
}

fn unlock(connection: &Connection, key: &DatabaseKey) -> Result<(), StoreError> {
    // It would write to the terminal; what it has to say comes as errors.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    connection.pragma_update(None, "key", key.pragma().as_str())?;
    // The first read tells whether the key fits.
    let read = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    if let Err(error) = read {
        let wrong_key = error.sqlite_error_code() == Some(ErrorCode::NotADatabase);
        return Err(if wrong_key { StoreError::WrongKey } else { error.into() });
    }
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    Ok(())
}

impl Store {
    fn new(connection: Connection, path: &Path, key: &DatabaseKey) -> Self {
        let (file, key) = (OpenedFile::of(path), key.clone());
        Self { connection, chain: None, file, key, recent: Recent::default(), relaxed: false }
    }

    /// Opens the file, or makes it. Migrations run in one transaction.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`] and every fault of disk and file.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        let connection = Connection::open(path)?;
        unlock(&connection, key)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.pragma_update(None, "cache_size", -32_768)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let mut store = Self::new(connection, path, key);
        store.migrate()?;
        // So that replacing a row counts as removing it.
        store.connection.pragma_update(None, "recursive_triggers", true)?;
        store.connection.execute_batch(KEPT)?;
        store.load_chain()?;
        Ok(store)
    }

    /// Opens a file as it is, to read only: one that is damaged, or one that another connection writes.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`] and every fault of disk and file.
    pub fn open_read_only(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        unlock(&connection, key)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        let mut store = Self::new(connection, path, key);
        store.load_chain()?;
        Ok(store)
    }

    /// The schema that this build writes.
    #[must_use]
    pub fn schema() -> u32 {
        u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
    }

    /// A second view of the same file, for long reading beside the work.
    ///
    /// # Errors
    /// Every fault of disk and file.
    pub fn reader(&self) -> Result<Self, StoreError> {
        Self::open_read_only(self.file.path(), &self.key)
    }

    fn migrate(&mut self) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        let done: usize = transaction
            .query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))?
            .try_into()
            .unwrap_or(0);
        if done > MIGRATIONS.len() {
            return Err(StoreError::Database(format!("written by a newer version (schema {done})")));
        }
        for sql in MIGRATIONS.iter().skip(done) {
            transaction.execute_batch(sql)?;
            if *sql == AUDIT {
                crate::audit::rebuild(&transaction)?;
            }
        }
        let migrated = done < MIGRATIONS.len();
        if done > 0 && migrated {
            // A migration may drop projections and leave them empty: the ledger has all that they hold.
            crate::project::rebuild(&transaction)?;
        }
        crate::project::learn(&transaction, migrated).map_err(|error| match error {
            StoreError::Inconsistent { .. } => StoreError::Damaged(error.to_string()),
            other => other,
        })?;
        transaction.pragma_update(None, "user_version", i64::try_from(MIGRATIONS.len()).unwrap_or(0))?;
        transaction.commit()?;
        Ok(())
    }

    /// Begins this station's chain.
    ///
    /// # Errors
    /// There is one already, or a fault of the file.
    pub fn begin_chain(
        &mut self,
        identity: Identity,
        seed: &Zeroizing<[u8; 32]>,
    ) -> Result<PublicKey, StoreError> {
        if self.chain.is_some() {
            return Err(StoreError::Taken("chain".to_owned()));
        }
        let transaction = self.connection.transaction()?;
        for (name, value) in [
            ("bank", identity.bank.bytes().as_slice()),
            ("station", identity.station.bytes().as_slice()),
            ("site", identity.site.bytes().as_slice()),
            ("signing_seed", seed.as_slice()),
        ] {
            transaction.execute("INSERT INTO setting (name, value) VALUES (?1, ?2)", (name, value))?;
        }
        transaction.commit()?;
        self.load_chain()?;
        self.chain.as_ref().map(|chain| chain.key.public()).ok_or(StoreError::NoChain)
    }

    fn load_chain(&mut self) -> Result<(), StoreError> {
        let (Some(bank), Some(station), Some(site)) =
            (self.id_setting("bank")?, self.id_setting("station")?, self.id_setting("site")?)
        else {
            return Ok(());
        };
        let seed = Zeroizing::new(self.setting("signing_seed")?.unwrap_or_default());
        let seed: Zeroizing<[u8; 32]> = Zeroizing::new(
            seed.as_slice()
                .try_into()
                .map_err(|_| StoreError::Inconsistent { table: "setting", column: "signing_seed" })?,
        );
        let last: Option<(u64, [u8; 32])> = self
            .connection
            .query_row(
                "SELECT seq, hash FROM entry WHERE station = ?1 ORDER BY seq DESC LIMIT 1",
                [station],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let hlc = self.setting("hlc")?.and_then(|bytes| serde_json::from_slice::<Hlc>(&bytes).ok());
        let (seq, hash) = last.map_or((0, Hash::ZERO), |(seq, hash)| (seq, Hash::from_bytes(hash)));
        self.chain = Some(Chain {
            head: ChainHead {
                bank: BankId::from_bytes(bank),
                station: StationId::from_bytes(station),
                site: SiteId::from_bytes(site),
                seq,
                hash,
                hlc: hlc.unwrap_or_default(),
            },
            key: SigningKey::from_seed(&seed),
        });
        Ok(())
    }

    fn id_setting(&self, name: &str) -> Result<Option<[u8; 16]>, StoreError> {
        match self.setting(name)? {
            None => Ok(None),
            Some(bytes) => bytes
                .as_slice()
                .try_into()
                .map(Some)
                .map_err(|_| StoreError::Inconsistent { table: "setting", column: "value" }),
        }
    }

    /// Who this station is; none before its chain begins.
    #[must_use]
    pub fn identity(&self) -> Option<Identity> {
        let head = &self.chain.as_ref()?.head;
        Some(Identity { bank: head.bank, station: head.station, site: head.site })
    }

    /// Who this station is and where its chain stands.
    #[must_use]
    pub fn head(&self) -> Option<(Identity, u64, Hash)> {
        let head = &self.chain.as_ref()?.head;
        Some((self.identity()?, head.seq, head.hash))
    }

    /// Closes the file with everything in it and nothing beside it.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn close(self) -> Result<(), StoreError> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        self.connection.close().map_err(|(_, error)| error)?;
        std::fs::File::open(self.file.path())?.sync_all()?;
        Ok(())
    }

    /// The number of this station's last entry.
    #[must_use]
    pub fn last_seq(&self) -> u64 {
        self.chain.as_ref().map_or(0, |chain| chain.head.seq)
    }

    /// The station's signing key, for requests to the centre.
    ///
    /// # Errors
    /// [`StoreError::NoChain`].
    pub fn signing_key(&self) -> Result<SigningKey, StoreError> {
        let seed = Zeroizing::new(self.setting("signing_seed")?.ok_or(StoreError::NoChain)?);
        let seed: Zeroizing<[u8; 32]> =
            Zeroizing::new(seed.as_slice().try_into().map_err(|_| StoreError::NoChain)?);
        Ok(SigningKey::from_seed(&seed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADD: &str =
        "INTO entry VALUES (x'01', ?1, x'02', 'unit.stored', 'donation', x'03', 1, 1, 0, x'04', x'05', NULL)";

    // requirement: 1271.270(d)
    #[test]
    fn the_file_takes_new_entries_and_lets_none_be_changed_replaced_or_removed() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Store::open(&folder.path().join("bank.db"), &DatabaseKey::from_bytes([7; 32])).unwrap();
        for round in 1..=2 {
            // Also a file that was made before.
            let store = open();
            let connection = &store.connection;
            connection.execute(&format!("INSERT {ADD}"), [round]).unwrap();
            let replace = format!("INSERT OR REPLACE {ADD}").replace("?1", "1");
            let upsert = format!("INSERT {ADD} ON CONFLICT DO UPDATE SET body = x'07'").replace("?1", "1");
            for forbidden in [
                "UPDATE entry SET body = x'07'",
                "UPDATE entry SET personal = x'07' WHERE seq = 1",
                "UPDATE entry SET seq = seq + 100",
                "DELETE FROM entry",
                "DELETE FROM entry WHERE seq = 1",
                &replace,
                &upsert,
            ] {
                let refused = connection.execute(forbidden, []).unwrap_err();
                assert!(refused.to_string().contains("are kept"), "{forbidden}: {refused}");
            }
            let as_they_came = "SELECT count(*) FROM entry WHERE body = x'05' AND personal IS NULL";
            let kept: i64 = connection.query_row(as_they_came, [], |row| row.get(0)).unwrap();
            assert_eq!(kept, round);
        }
    }
}
