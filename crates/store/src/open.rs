//! Opening the file: key, pragmas, migrations, the chain's head.

use crate::{DatabaseKey, StoreError};
use ledger::{BankId, ChainHead, Hash, Hlc, PublicKey, SigningKey, SiteId, StationId};
use rusqlite::{Connection, OptionalExtension as _};
use std::path::Path;
use zeroize::Zeroizing;

const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/station/0001_ledger.sql"),
    include_str!("../../../migrations/station/0002_projections.sql"),
    include_str!("../../../migrations/station/0005_people.sql"),
];

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
}

pub(crate) struct Chain {
    pub(crate) head: ChainHead,
    pub(crate) key: SigningKey,
}

impl Store {
    /// Opens the file, or makes it. Migrations run in one transaction.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`] and every fault of disk and file.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "key", key.pragma().as_str())?;
        // The first read tells whether the key fits.
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.pragma_update(None, "cache_size", -32_768)?;
        let mut store = Self { connection, chain: None };
        store.migrate()?;
        store.load_chain()?;
        Ok(store)
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
        }
        if done > 0 && done < MIGRATIONS.len() {
            // A migration may drop projections and leave them empty: the ledger has all that they hold.
            crate::project::rebuild(&transaction)?;
        }
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
